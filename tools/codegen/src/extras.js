// The parts of a client that Codama does not render: the program's constants, and a table to decode
// events with.
import { pascalCase } from 'codama';
import { eventTypeName } from './tree.js';

const HEADER = '// Made by tools/codegen from the IDL: edit neither this nor its neighbours.\n\n';

/** @param {any} idl */
export function constantsSource(idl) {
  const lines = (idl.constants ?? []).map((/** @type {any} */ constant) => {
    const docs = (constant.docs ?? []).map((/** @type {string} */ line) => ` * ${line}`.trimEnd());
    const comment = docs.length > 0 ? `/**\n${docs.join('\n')}\n */\n` : '';
    return `${comment}export const ${constant.name} = ${literal(constant)};\n`;
  });
  return `${HEADER}${lines.join('\n')}`;
}

/** @param {{ name: string, type: unknown, value: string }} constant */
function literal({ name, type, value }) {
  const plain = value.replaceAll('_', '');
  if (type === 'bytes') return `new Uint8Array(${JSON.stringify(JSON.parse(value))})`;
  if (typeof type === 'string' && /^[ui]\d+$/.test(type) && /^-?\d+$/.test(plain)) {
    return Number(type.slice(1)) > 32 ? `${plain}n` : plain;
  }
  if (type === 'string' || type === 'pubkey') return JSON.stringify(JSON.parse(value));
  throw new Error(`constant ${name}: cannot write ${JSON.stringify(type)} ${value} in TypeScript`);
}

/** @param {any} idl */
export function eventsSource(idl) {
  /** @type {{ name: string, discriminator: number[] }[]} */
  const events = idl.events ?? [];
  const decoders = events.map(event => `get${pascalCase(eventTypeName(event.name))}Decoder`);
  const types = events.map(event => pascalCase(eventTypeName(event.name)));
  const variants = events.map(
    (event, index) => `  | { name: '${event.name}'; fields: ${types[index]} }`,
  );
  const entries = events.map(
    (event, index) => `  {
    name: '${event.name}',
    discriminator: new Uint8Array([${event.discriminator.join(', ')}]),
    decoder: ${decoders[index]}(),
  },`,
  );
  return `${HEADER}import {
${[...decoders, ...types.map(type => `type ${type}`)].map(name => `  ${name},`).join('\n')}
} from './types';

/** An event of the program, decoded. */
export type ProgramEvent =
${variants.join('\n')};

/** How each event starts in the log, and how the rest of it reads. */
export const EVENTS = [
${entries.join('\n')}
] as const;
`;
}

/**
 * The program's errors with name and message. The client that Codama renders leaves messages out of
 * production bundles and has no names; people need both there too.
 * @param {any} idl
 */
export function errorTableSource(idl) {
  const rows = errorsOf(idl).map(
    ({ code, name, message }) =>
      `  { code: ${code}, name: '${name}', message: ${JSON.stringify(message)} },`,
  );
  return `${HEADER}/** The program's errors. A message says what is wrong and what the caller can do. */
export const PROGRAM_ERRORS = [
${rows.join('\n')}
] as const;
`;
}

/** The page of errors, docs/errors.md. @param {any} idl */
export function errorsPage(idl) {
  const rows = errorsOf(idl).map(
    ({ code, name, message }) => `| ${code} | \`${name}\` | ${message} |`,
  );
  return `# Errors

Every way in which the program refuses an instruction. A refused instruction changes nothing. The SDK throws a \`ProgramRefusedError\` with the name and the message below; the CLI and the web app print the message.

Written from the IDL by \`npm run codegen\`; CI fails when it is not current.

| code | name | what is wrong: what to do |
|---|---|---|
${rows.join('\n')}
`;
}

/** @param {any} idl @returns {{ code: number, name: string, message: string }[]} */
function errorsOf(idl) {
  return (idl.errors ?? []).map(
    (/** @type {{ code: number, name: string, msg?: string }} */ { code, name, msg }) => {
      if (!msg) throw new Error(`error ${name} has no message`);
      return { code, name: pascalCase(name), message: msg };
    },
  );
}
