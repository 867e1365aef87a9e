// What a wallet holds, and amounts of it in words.
import { accountOf, type PoolState, type TokenInfo } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { fetchMaybeToken } from '@solana-program/token';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { parseAmount } from '../text/amount.ts';

/** What a wallet has in its associated account of a token. */
export async function balanceOf(
  { rpc }: Context,
  owner: Address,
  token: TokenInfo,
): Promise<bigint> {
  const account = await fetchMaybeToken(rpc, await accountOf(owner, token), {
    commitment: 'confirmed',
  });
  return account.exists ? account.data.amount : 0n;
}

/** LP tokens in words: an amount, or `all` that the wallet holds. */
export async function lpAmountOf(
  context: Context,
  state: PoolState,
  words: readonly string[],
): Promise<bigint> {
  const [text = '', ...unit] = words.flatMap(word => word.trim().split(/\s+/));
  const isLp = unit.length === 0 || (unit.length === 1 && unit[0]?.toUpperCase() === 'LP');
  if (text !== 'all' || !isLp) {
    return parseAmount(isLp ? text : words.join(' '), state.tokenLp.decimals);
  }
  const owner = (await context.signer()).address;
  const held = await balanceOf(context, owner, state.tokenLp);
  if (held === 0n) {
    throw new CliError(
      'INSUFFICIENT_FUNDS',
      'Your wallet holds no LP tokens of this pool',
      'What is staked comes out with lm unstake or lm withdraw --position.',
    );
  }
  return held;
}
