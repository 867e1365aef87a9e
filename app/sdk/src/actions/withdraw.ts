import { getWithdrawInstruction } from '@liquidity-mining/client';
import { useAccounts } from '../chain/accounts.ts';
import { withdraw as withdrawFrom } from '../math/shares.ts';
import { arriving } from '../math/transfer.ts';
import { type PoolState, readPool } from '../read.ts';
import type { Bounds, Plan } from '../types.ts';
import {
  atLeast,
  booksOfPool,
  pairAccounts,
  quoting,
  requireAmount,
  validUntil,
} from './common.ts';
import type { WithdrawOptions, WithdrawQuote } from './types.ts';

/**
 * Gives back LP tokens from the owner's wallet for their share of both reserves. Never paused.
 *
 * @throws QuoteRefusedError as the program would refuse
 * @throws InsufficientFundsError when the wallet holds fewer LP tokens
 */
export async function withdraw(options: WithdrawOptions): Promise<Plan<WithdrawQuote>> {
  const { rpc, owner, lpAmount } = options;
  requireAmount('lpAmount', lpAmount);
  const state = await readPool(options);
  const quote = quoteWithdraw(state, options, lpAmount);
  const { addresses, before, after } = await useAccounts(rpc, owner, owner, [
    { token: state.tokenA, spends: 0n },
    { token: state.tokenB, spends: 0n },
    { token: state.tokenLp, spends: lpAmount },
  ]);
  const [ownerA, ownerB, ownerLp] = addresses;
  const instruction = getWithdrawInstruction({
    owner,
    ...pairAccounts(state),
    ownerA,
    ownerB,
    ownerLp,
    lpAmount,
    minAmountA: quote.minAmountA,
    minAmountB: quote.minAmountB,
    validUntilSlot: quote.validUntilSlot,
  });
  return { quote, instructions: [...before, instruction, ...after] };
}

/** What a withdrawal from a pool as it is would do. */
export function quoteWithdraw(state: PoolState, bounds: Bounds, lpAmount: bigint): WithdrawQuote {
  const { pool, tokenA, tokenB } = state;
  const validUntilSlot = validUntil(bounds, state.slot);
  return quoting(() => {
    const { amountA, amountB } = withdrawFrom(booksOfPool(pool), lpAmount);
    const receivedA = arriving(tokenA.transferFee, amountA);
    const receivedB = arriving(tokenB.transferFee, amountB);
    return {
      pool: state.address,
      mintA: pool.mintA,
      mintB: pool.mintB,
      lpAmount,
      receivedA,
      receivedB,
      transferFeeA: amountA - receivedA,
      transferFeeB: amountB - receivedB,
      minAmountA: atLeast(receivedA, bounds.slippageBps),
      minAmountB: atLeast(receivedB, bounds.slippageBps),
      validUntilSlot,
    };
  });
}
