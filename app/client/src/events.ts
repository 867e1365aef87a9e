import {
  type Address,
  getAddressDecoder,
  getBase64Encoder,
  getU32Decoder,
  getU64Decoder,
  type ReadonlyUint8Array,
} from '@solana/kit';
import idl from '../idl/liquidity_mining.json' with { type: 'json' };

/** One event of the program: its name and its fields, as the IDL names them in camel case. */
export type ProgramEvent = {
  name: string;
  fields: Record<string, bigint | number | Address>;
};

type Field = { name: string; type: string };

const DISCRIMINATOR_LENGTH = 8;
const LOG_PREFIX = 'Program data: ';

const DECODERS = {
  pubkey: { size: 32, read: getAddressDecoder() },
  u32: { size: 4, read: getU32Decoder() },
  u64: { size: 8, read: getU64Decoder() },
} as const;

const LAYOUTS = new Map(
  idl.events.map(event => {
    const type = idl.types.find(candidate => candidate.name === event.name);
    if (type === undefined) throw new Error(`The IDL has no layout for the event ${event.name}`);
    const fields = type.type.fields as Field[];
    return [event.discriminator.join(), { name: event.name, fields }];
  }),
);

/**
 * The program's events in a transaction's log, in order. Lines of other programs are passed over.
 *
 * @param logs `meta.logMessages` of a transaction, or the logs of a simulation
 */
export function parseEvents(logs: readonly string[]): ProgramEvent[] {
  return logs.flatMap(line => {
    if (!line.startsWith(LOG_PREFIX)) return [];
    const event = decodeEvent(getBase64Encoder().encode(line.slice(LOG_PREFIX.length)));
    return event === undefined ? [] : [event];
  });
}

/** Decodes one event, or gives nothing when the bytes are not an event of this program. */
export function decodeEvent(bytes: ReadonlyUint8Array): ProgramEvent | undefined {
  const layout = LAYOUTS.get(bytes.slice(0, DISCRIMINATOR_LENGTH).join());
  if (layout === undefined) return undefined;
  const fields: ProgramEvent['fields'] = {};
  let offset = DISCRIMINATOR_LENGTH;
  for (const field of layout.fields) {
    const decoder = DECODERS[field.type as keyof typeof DECODERS];
    if (decoder === undefined || offset + decoder.size > bytes.length) return undefined;
    fields[camelCase(field.name)] = decoder.read.decode(bytes, offset);
    offset += decoder.size;
  }
  return offset === bytes.length ? { name: layout.name, fields } : undefined;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
