// Loader v3 (BPFLoaderUpgradeable): the instructions that a deployment needs, and what its accounts
// hold. Layouts are bincode: little-endian, a u32 for the variant, options as one byte and the value.
import {
  type AccountMeta,
  AccountRole,
  type AccountSignerMeta,
  type Address,
  address,
  getAddressDecoder,
  getAddressEncoder,
  getProgramDerivedAddress,
  type Instruction,
  type ReadonlyUint8Array,
  type TransactionSigner,
} from '@solana/kit';

export const LOADER = address('BPFLoaderUpgradeab1e11111111111111111111111');
const RENT_SYSVAR = address('SysvarRent111111111111111111111111111111111');
const CLOCK_SYSVAR = address('SysvarC1ock11111111111111111111111111111111');
const SYSTEM_PROGRAM = address('11111111111111111111111111111111');

/** What comes before the program's bytes in a buffer, and in a program-data account. */
export const BUFFER_HEADER = 37;
export const PROGRAM_DATA_HEADER = 45;
export const PROGRAM_SIZE = 36;
/** The loader extends a program by no less than this. */
export const MIN_EXTENSION = 10_240;

const writable = (address: Address): AccountMeta => ({ address, role: AccountRole.WRITABLE });
const readonly = (address: Address): AccountMeta => ({ address, role: AccountRole.READONLY });
const signs = (signer: TransactionSigner): AccountSignerMeta => ({
  address: signer.address,
  role: AccountRole.READONLY_SIGNER,
  signer,
});
const pays = (signer: TransactionSigner): AccountSignerMeta => ({
  address: signer.address,
  role: AccountRole.WRITABLE_SIGNER,
  signer,
});

function instruction(accounts: (AccountMeta | AccountSignerMeta)[], data: Uint8Array): Instruction {
  return { programAddress: LOADER, accounts, data };
}

/** The variant's number, then numbers of a given width. */
function encode(variant: number, ...numbers: [value: number, bytes: 4 | 8][]): Uint8Array {
  const data = new Uint8Array(4 + numbers.reduce((sum, [, bytes]) => sum + bytes, 0));
  const view = new DataView(data.buffer);
  view.setUint32(0, variant, true);
  let at = 4;
  for (const [value, bytes] of numbers) {
    if (bytes === 8) view.setBigUint64(at, BigInt(value), true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return data;
}

export async function programDataAddress(program: Address): Promise<Address> {
  const [found] = await getProgramDerivedAddress({
    programAddress: LOADER,
    seeds: [getAddressEncoder().encode(program)],
  });
  return found;
}

export function initializeBuffer(buffer: Address, authority: Address): Instruction {
  return instruction([writable(buffer), readonly(authority)], encode(0));
}

export function write(
  buffer: Address,
  authority: TransactionSigner,
  offset: number,
  bytes: Uint8Array,
): Instruction {
  const head = encode(1, [offset, 4], [bytes.length, 8]);
  const data = new Uint8Array(head.length + bytes.length);
  data.set(head);
  data.set(bytes, head.length);
  return instruction([writable(buffer), signs(authority)], data);
}

type Target = {
  program: Address;
  programData: Address;
  buffer: Address;
  authority: TransactionSigner;
};

export function deploy(target: Target, payer: TransactionSigner, maxLength: number): Instruction {
  return instruction(
    [
      pays(payer),
      writable(target.programData),
      writable(target.program),
      writable(target.buffer),
      readonly(RENT_SYSVAR),
      readonly(CLOCK_SYSVAR),
      readonly(SYSTEM_PROGRAM),
      signs(target.authority),
    ],
    encode(2, [maxLength, 8]),
  );
}

/** What the buffer's rent is worth goes to `spill`. */
export function upgrade(target: Target, spill: Address): Instruction {
  return instruction(
    [
      writable(target.programData),
      writable(target.program),
      writable(target.buffer),
      writable(spill),
      readonly(RENT_SYSVAR),
      readonly(CLOCK_SYSVAR),
      signs(target.authority),
    ],
    encode(3),
  );
}

/** Makes room for a longer program. */
export function extend(
  target: Omit<Target, 'buffer'>,
  payer: TransactionSigner,
  additionalBytes: number,
): Instruction {
  return instruction(
    [writable(target.programData), writable(target.program), readonly(SYSTEM_PROGRAM), pays(payer)],
    encode(6, [additionalBytes, 4]),
  );
}

/** The same, signed by the authority: clusters know the one or the other. */
export function extendChecked(
  target: Omit<Target, 'buffer'>,
  payer: TransactionSigner,
  additionalBytes: number,
): Instruction {
  return instruction(
    [
      writable(target.programData),
      writable(target.program),
      signs(target.authority),
      readonly(SYSTEM_PROGRAM),
      pays(payer),
    ],
    encode(9, [additionalBytes, 4]),
  );
}

/** Closes a buffer and gives its rent back. */
export function close(
  buffer: Address,
  recipient: Address,
  authority: TransactionSigner,
): Instruction {
  return instruction([writable(buffer), writable(recipient), signs(authority)], encode(5));
}

/** Where an upgradeable program's bytes are: nothing when the account is no such program. */
export function parseProgram(data: ReadonlyUint8Array): Address | undefined {
  if (data.length < PROGRAM_SIZE || variantOf(data) !== 2) return undefined;
  return getAddressDecoder().decode(data, 4);
}

/** A program's bytes, with the room behind them, and who may change it (nobody when undefined). */
export function parseProgramData(
  data: ReadonlyUint8Array,
): { authority: Address | undefined; bytes: ReadonlyUint8Array } | undefined {
  if (data.length < PROGRAM_DATA_HEADER || variantOf(data) !== 3) return undefined;
  return { authority: optionalAddress(data, 12), bytes: data.slice(PROGRAM_DATA_HEADER) };
}

export function parseBuffer(
  data: ReadonlyUint8Array,
): { authority: Address | undefined; bytes: ReadonlyUint8Array } | undefined {
  if (data.length < BUFFER_HEADER || variantOf(data) !== 1) return undefined;
  return { authority: optionalAddress(data, 4), bytes: data.slice(BUFFER_HEADER) };
}

function variantOf(data: ReadonlyUint8Array): number {
  return (data[0] ?? 0) | ((data[1] ?? 0) << 8);
}

function optionalAddress(data: ReadonlyUint8Array, at: number): Address | undefined {
  return data[at] === 1 ? getAddressDecoder().decode(data, at + 1) : undefined;
}
