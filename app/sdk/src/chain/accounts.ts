// The wallet's token accounts around an instruction: opened where they are missing, SOL wrapped for
// what is short, and unwrapped where it was wrapped for this alone.
import {
  type Address,
  fetchEncodedAccounts,
  type Instruction,
  type MaybeEncodedAccount,
  type TransactionSigner,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstructionAsync,
  getSyncNativeInstruction,
  getTokenDecoder,
} from '@solana-program/token';
import { InsufficientFundsError } from '../errors.ts';
import type { SdkRpc, TokenInfo } from '../types.ts';
import { COMMITMENT } from './commitment.ts';
import { NATIVE_MINT } from './tokens.ts';

/** How an instruction uses one of a wallet's token accounts. */
export type Use = {
  token: TokenInfo;
  /** What leaves it, which must be there; zero for an account that only receives. */
  spends: bigint;
  /** What may leave it where that is more; as much SOL is wrapped, if the wallet has it. */
  maySpend?: bigint;
};

/** Where a wallet's tokens are, and what to do before and after the instruction that moves them. */
export type WalletAccounts<Addresses = Address[]> = {
  /** The associated token accounts, in the order of the uses. */
  addresses: Addresses;
  before: Instruction[];
  after: Instruction[];
};

/** The associated token account of an owner, under the mint's own token program. */
export async function accountOf(owner: Address, token: TokenInfo): Promise<Address> {
  const { mint, tokenProgram } = token;
  const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram });
  return account;
}

/**
 * Prepares a wallet's token accounts.
 *
 * @param owner whose accounts; SOL can be wrapped and unwrapped only where it is a signer
 * @param payer who pays for accounts that are missing
 * @throws InsufficientFundsError when an account lacks what is spent
 */
export async function useAccounts<const Uses extends readonly Use[]>(
  rpc: SdkRpc,
  payer: TransactionSigner,
  owner: Address | TransactionSigner,
  uses: Uses,
): Promise<WalletAccounts<{ [Index in keyof Uses]: Address }>> {
  const wallet = typeof owner === 'string' ? owner : owner.address;
  const addresses = await Promise.all(uses.map(use => accountOf(wallet, use.token)));
  const [walletAccount, ...found] = await fetchEncodedAccounts(rpc, [wallet, ...addresses], {
    commitment: COMMITMENT,
  });
  const result: WalletAccounts = { addresses, before: [], after: [] };
  const opened = new Set<Address>();
  for (const [index, { token, spends, maySpend = spends }] of uses.entries()) {
    const account = addresses[index] as Address;
    const before = found[index];
    const { mint, tokenProgram } = token;
    const isMissing = !before?.exists;
    const has = amountIn(before);
    const isSol = mint === NATIVE_MINT && typeof owner !== 'string';
    if (!isSol && has < spends) throw new InsufficientFundsError(mint, account, has, spends);
    if (isMissing && !opened.has(account)) {
      opened.add(account);
      result.before.push(
        await getCreateAssociatedTokenIdempotentInstructionAsync({
          payer,
          owner: wallet,
          mint,
          tokenProgram,
        }),
      );
      if (isSol) {
        result.after.push(getCloseAccountInstruction({ account, destination: wallet, owner }, {}));
      }
    }
    if (isSol && has < maySpend) {
      const lamportsHeld = walletAccount?.exists ? walletAccount.lamports : 0n;
      if (has + lamportsHeld < spends) {
        throw new InsufficientFundsError(mint, wallet, has + lamportsHeld, spends);
      }
      const amount = (has + lamportsHeld < maySpend ? spends : maySpend) - has;
      if (amount > 0n) {
        result.before.push(
          getTransferSolInstruction({ source: owner, destination: account, amount }),
          getSyncNativeInstruction({ account }),
        );
      }
    }
  }
  // One address for each use, which `map` does not say.
  return result as WalletAccounts<{ [Index in keyof Uses]: Address }>;
}

/** What a token account holds; Token-2022 accounts begin like those of SPL Token. */
function amountIn(account: MaybeEncodedAccount | undefined): bigint {
  if (!account?.exists) return 0n;
  return getTokenDecoder().decode(account.data).amount;
}
