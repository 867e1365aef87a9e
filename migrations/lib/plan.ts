// What a deployment comes to, from the state of the chain: nothing is sent here.
import { createHash } from 'node:crypto';
import type { Address, ReadonlyUint8Array } from '@solana/kit';
import type { Chain } from './chain.ts';
import { UserError } from './error.ts';
import {
  BUFFER_HEADER,
  LOADER,
  MIN_EXTENSION,
  PROGRAM_DATA_HEADER,
  PROGRAM_SIZE,
  parseProgram,
  parseProgramData,
  programDataAddress,
} from './loader.ts';

/** As much as a transaction's fee may come to, for each signature. */
const FEE = 5_000n;

export type Plan = {
  action: 'deploy' | 'upgrade' | 'none';
  program: Address;
  programData: Address;
  /** Bytes to add to the program's account before an upgrade. */
  extension: number;
  /** Lamports that stay locked up afterwards. */
  rent: bigint;
  /** Lamports locked up during the upload, which come back. */
  bufferRent: bigint;
  fees: bigint;
};

export const sha256 = (bytes: ReadonlyUint8Array): string =>
  createHash('sha256').update(new Uint8Array(bytes)).digest('hex');

export async function makePlan(
  chain: Chain,
  build: Uint8Array,
  program: Address,
  authority: Address,
  chunk: number,
): Promise<Plan> {
  const programData = await programDataAddress(program);
  const bufferRent = await chain.rent(BUFFER_HEADER + build.length);
  const fees = (BigInt(Math.ceil(build.length / chunk)) + 6n) * FEE;
  const base = { program, programData, bufferRent, fees };

  const account = await chain.account(program);
  if (account === undefined) {
    const rent =
      (await chain.rent(PROGRAM_SIZE)) + (await chain.rent(PROGRAM_DATA_HEADER + build.length));
    return { ...base, action: 'deploy', extension: 0, rent };
  }

  const state = await onChain(chain, program);
  if (same(state.bytes, build)) {
    return { ...base, action: 'none', extension: 0, rent: 0n, bufferRent: 0n, fees: 0n };
  }
  if (state.authority === undefined) {
    throw new UserError(`The program ${program} is immutable, and not what was built here.
  Deploy to another address: --program-keypair.`);
  }
  if (state.authority !== authority) {
    throw new UserError(`The program ${program} belongs to another upgrade authority, ${state.authority}; you are ${authority}.
  Pay with its key (--payer), or deploy to another address (--program-keypair).`);
  }
  const room = state.bytes.length;
  const extension = room >= build.length ? 0 : Math.max(build.length - room, MIN_EXTENSION);
  const rent =
    extension === 0
      ? 0n
      : (await chain.rent(PROGRAM_DATA_HEADER + room + extension)) -
        (await chain.rent(PROGRAM_DATA_HEADER + room));
  return { ...base, action: 'upgrade', extension, rent };
}

/** The program as the chain has it. */
export async function onChain(chain: Chain, program: Address) {
  const account = await chain.account(program);
  const at = account?.owner === LOADER ? parseProgram(account.data) : undefined;
  const data = at ? await chain.account(at) : undefined;
  const state = data ? parseProgramData(data.data) : undefined;
  if (state === undefined) {
    throw new UserError(`${program} is taken, but not by an upgradeable program: it may have been closed, which is for ever.
  Deploy to another address: --program-keypair.`);
  }
  return state;
}

/** The bytes of the build come first; what room is left after them is zero. */
export function same(bytes: ReadonlyUint8Array, build: Uint8Array): boolean {
  if (bytes.length < build.length) return false;
  return (
    sha256(bytes.slice(0, build.length)) === sha256(build) &&
    bytes.slice(build.length).every(byte => byte === 0)
  );
}
