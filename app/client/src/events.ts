// The program's events, read from transaction logs. Each is a line of base64: eight bytes that say
// which, then its fields, whose decoders are generated from the IDL.
import { type Address, getBase64Encoder, type ReadonlyUint8Array } from '@solana/kit';
import { EVENTS, type ProgramEvent } from './generated/events.ts';
import { LIQUIDITY_MINING_PROGRAM_ADDRESS } from './generated/programs/index.ts';

export type { ProgramEvent };

const DISCRIMINATOR_LENGTH = 8;
const DATA = 'Program data: ';
const BY_DISCRIMINATOR = new Map(EVENTS.map(event => [event.discriminator.join(), event]));

/**
 * The program's events in a transaction's log, in order. What other programs log is passed over, even
 * where it looks the same: anyone may write such bytes.
 *
 * @param logs `meta.logMessages` of a transaction, or the logs of a simulation
 */
export function parseEvents(
  logs: readonly string[],
  programAddress: Address = LIQUIDITY_MINING_PROGRAM_ADDRESS,
): ProgramEvent[] {
  const events: ProgramEvent[] = [];
  // Who is running: programs call each other, and each says when it begins and ends.
  const running: string[] = [];
  for (const line of logs) {
    const [, address, what] = /^Program (\w+) (invoke|success|failed)\b/.exec(line) ?? [];
    if (address && what === 'invoke') running.push(address);
    else if (address) running.pop();
    else if (line.startsWith(DATA) && running.at(-1) === programAddress) {
      const event = decodeEvent(getBase64Encoder().encode(line.slice(DATA.length)));
      if (event) events.push(event);
    }
  }
  return events;
}

/** Decodes one event, or gives nothing when the bytes are not an event of this program. */
export function decodeEvent(bytes: ReadonlyUint8Array): ProgramEvent | undefined {
  const event = BY_DISCRIMINATOR.get(bytes.slice(0, DISCRIMINATOR_LENGTH).join());
  if (event === undefined) return undefined;
  if (bytes.length !== DISCRIMINATOR_LENGTH + event.decoder.fixedSize) return undefined;
  const fields = event.decoder.decode(bytes, DISCRIMINATOR_LENGTH);
  // Name and fields are of one entry of the table, which the type cannot say.
  return { name: event.name, fields } as ProgramEvent;
}
