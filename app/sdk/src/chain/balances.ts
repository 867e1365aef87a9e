// What a simulation changed: tokens, SOL of wallets, and the rent of accounts opened and closed.
import {
  type Address,
  type Base64EncodedDataResponse,
  type EncodedAccount,
  getBase64Encoder,
  type MaybeEncodedAccount,
  type ReadonlyUint8Array,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { getTokenDecoder, getTokenSize, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import type { BalanceChange } from '../prepare.ts';
import type { SdkRpc } from '../types.ts';
import { NATIVE_MINT, readTokens } from './tokens.ts';

const SOL_DECIMALS = 9;
/** The byte that tells token accounts from mints where an account has extensions. */
const KIND_AT = 165;
const IS_TOKEN_ACCOUNT = 2;

/** What an account is at one moment. */
type Snapshot = {
  lamports: bigint;
  program: Address;
  /** What it holds, if it is a token account. */
  token?: { mint: Address; owner: Address; amount: bigint };
};

/** An account before and after; nothing where it does not exist. */
export type AccountState = { address: Address; before?: Snapshot; after?: Snapshot };

/** What a simulation returns of an account. */
type SimulatedAccount =
  | { data: Base64EncodedDataResponse; lamports: bigint; owner: Address }
  | null
  | undefined;

export function stateOf(
  address: Address,
  before: MaybeEncodedAccount | undefined,
  after: Snapshot | undefined,
): AccountState {
  const state: AccountState = { address };
  if (before?.exists) state.before = snapshotOf(before);
  if (after) state.after = after;
  return state;
}

export function stateOfSimulated(
  address: Address,
  account: SimulatedAccount,
): Snapshot | undefined {
  // A closed account has no lamports.
  if (!account || account.lamports === 0n) return undefined;
  const data = getBase64Encoder().encode(account.data[0]);
  const { lamports, owner: programAddress } = account;
  return snapshotOf({ address, data, lamports, programAddress });
}

function snapshotOf(
  account: Pick<EncodedAccount, 'address' | 'programAddress'> & {
    data: ReadonlyUint8Array;
    lamports: bigint;
  },
): Snapshot {
  const { lamports, programAddress: program, data } = account;
  if (!isTokenAccount(program, data)) return { lamports, program };
  const { mint, owner, amount } = getTokenDecoder().decode(data);
  return { lamports, program, token: { mint, owner, amount } };
}

function isTokenAccount(program: Address, data: ReadonlyUint8Array): boolean {
  if (program !== TOKEN_PROGRAM_ADDRESS && program !== TOKEN_2022_PROGRAM_ADDRESS) return false;
  return (
    data.length === getTokenSize() || (data.length > KIND_AT && data[KIND_AT] === IS_TOKEN_ACCOUNT)
  );
}

/** Lamports that accounts hold so that they may exist, and that are nobody's to spend. */
export function rentChange(accounts: readonly AccountState[]): bigint {
  const rent = (snapshot: Snapshot | undefined) => {
    if (snapshot === undefined || snapshot.program === SYSTEM_PROGRAM_ADDRESS) return 0n;
    const isWrapped = snapshot.token?.mint === NATIVE_MINT;
    return snapshot.lamports - (isWrapped ? (snapshot.token?.amount ?? 0n) : 0n);
  };
  return accounts.reduce((sum, { before, after }) => sum + rent(after) - rent(before), 0n);
}

/** Changes of token accounts, and of wallets' SOL apart from the fee that the simulation took. */
export async function balanceChanges(
  rpc: SdkRpc,
  accounts: readonly AccountState[],
  fee: { address: Address; lamports: bigint },
): Promise<BalanceChange[]> {
  const changed: BalanceChange[] = [];
  for (const { address, before, after } of accounts) {
    const token = after?.token ?? before?.token;
    const isWallet = (after ?? before)?.program === SYSTEM_PROGRAM_ADDRESS;
    if (token) {
      changed.push({
        account: address,
        owner: token.owner,
        mint: token.mint,
        decimals: 0,
        before: before?.token?.amount ?? 0n,
        after: after?.token?.amount ?? 0n,
      });
    } else if (isWallet) {
      const paid = address === fee.address ? fee.lamports : 0n;
      changed.push({
        account: address,
        owner: address,
        mint: 'SOL',
        decimals: SOL_DECIMALS,
        before: before?.lamports ?? 0n,
        after: (after?.lamports ?? 0n) + paid,
      });
    }
  }
  const real = changed.filter(each => each.before !== each.after);
  const mints = [...new Set(real.flatMap(each => (each.mint === 'SOL' ? [] : [each.mint])))];
  const known = mints.length > 0 ? await readTokens(rpc, mints) : [];
  const decimals = new Map<string, number>(known.map(each => [each.mint, each.decimals]));
  return real.map(each => ({ ...each, decimals: decimals.get(each.mint) ?? each.decimals }));
}
