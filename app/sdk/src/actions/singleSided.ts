import {
  getDepositSingleInstruction,
  getWithdrawSingleInstruction,
} from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { useAccounts } from '../chain/accounts.ts';
import { facing } from '../math/curve/index.ts';
import { priceImpact } from '../math/display.ts';
import { withdraw as withdrawFrom } from '../math/shares.ts';
import { depositSingle as depositOne, withdrawSingle as withdrawOne } from '../math/singleSided.ts';
import { arriving, toSendRoundingUp } from '../math/transfer.ts';
import { type PoolState, readPool } from '../read.ts';
import type { Plan, Ratio, TradeFeeParts } from '../types.ts';
import {
  atLeast,
  booksOfPool,
  curveOfPool,
  isTokenA,
  mintIfNeeded,
  quoting,
  requireAmount,
  requireThat,
  termsOfPool,
  token2022IfNeeded,
  validUntil,
} from './common.ts';
import type {
  DepositSingleOptions,
  DepositSingleQuote,
  WithdrawSingleOptions,
  WithdrawSingleQuote,
} from './types.ts';

/**
 * Deposits one token: a part of it is swapped inside the pool, at the pool's fee, and both are
 * deposited. Of the maximum, what does not buy another LP unit is not taken.
 *
 * @throws QuoteRefusedError as the program would refuse, `SwapsPaused` and `DepositsPaused` included
 * @throws InsufficientFundsError when the owner's account holds less than is quoted
 */
export async function depositSingle(
  options: DepositSingleOptions,
): Promise<Plan<DepositSingleQuote>> {
  const { rpc, owner, mint, maxAmount, slippageBps } = options;
  requireAmount('maxAmount', maxAmount);
  const state = await readPool(options);
  const { pool } = state;
  const givesA = isTokenA(state, 'mint', mint);
  const token = givesA ? state.tokenA : state.tokenB;
  const validUntilSlot = validUntil(options, state.slot);
  requireThat(pool.swapsPaused === 0, 'SwapsPaused');
  requireThat(pool.depositsPaused === 0, 'DepositsPaused');
  const quote = quoting(() => {
    const offer = arriving(token.transferFee, maxAmount);
    const terms = termsOfPool(pool);
    const outcome = depositOne(booksOfPool(pool), curveOfPool(pool), terms, offer, givesA);
    const sent = toSendRoundingUp(token.transferFee, outcome.amountIn);
    return {
      pool: state.address,
      mint,
      lpMint: pool.lpMint,
      sent,
      transferFee: sent - outcome.amountIn,
      swappedIn: outcome.swappedIn,
      swappedOut: outcome.swappedOut,
      tradeFee: outcome.fee,
      lpMinted: outcome.lpMinted,
      minLp: atLeast(outcome.lpMinted, slippageBps),
      priceImpact: impactOf(state, givesA, outcome, pool.reserveA, pool.reserveB),
      shareOfPool: { numerator: outcome.lpMinted, denominator: outcome.books.lpSupply },
      validUntilSlot,
    };
  });
  const { addresses, before, after } = await useAccounts(rpc, owner, owner, [
    { token, spends: quote.sent, maySpend: maxAmount },
    { token: state.tokenLp, spends: 0n },
  ]);
  const [ownerToken, ownerLp] = addresses;
  const instruction = getDepositSingleInstruction({
    owner,
    ...singleAccounts(state, givesA, ownerToken, ownerLp),
    maxAmount,
    minLp: quote.minLp,
    validUntilSlot,
  });
  return { quote, instructions: [...before, instruction, ...after] };
}

/**
 * Gives back LP tokens for one token: the share of the other is swapped inside the pool.
 *
 * @throws QuoteRefusedError as the program would refuse; `SwapsPaused` does not stop `withdraw`
 * @throws InsufficientFundsError when the wallet holds fewer LP tokens
 */
export async function withdrawSingle(
  options: WithdrawSingleOptions,
): Promise<Plan<WithdrawSingleQuote>> {
  const { rpc, owner, mint, lpAmount, slippageBps } = options;
  requireAmount('lpAmount', lpAmount);
  const state = await readPool(options);
  const { pool } = state;
  const wantsA = isTokenA(state, 'mint', mint);
  const token = wantsA ? state.tokenA : state.tokenB;
  const validUntilSlot = validUntil(options, state.slot);
  requireThat(pool.swapsPaused === 0, 'SwapsPaused');
  const quote = quoting(() => {
    const books = booksOfPool(pool);
    const left = withdrawFrom(books, lpAmount).books;
    const outcome = withdrawOne(books, curveOfPool(pool), termsOfPool(pool), lpAmount, wantsA);
    const received = arriving(token.transferFee, outcome.amountOut);
    return {
      pool: state.address,
      mint,
      lpAmount,
      received,
      transferFee: outcome.amountOut - received,
      minAmount: atLeast(received, slippageBps),
      swappedIn: outcome.swappedIn,
      swappedOut: outcome.swappedOut,
      tradeFee: outcome.fee,
      priceImpact: impactOf(state, !wantsA, outcome, left.reserveA, left.reserveB),
      validUntilSlot,
    };
  });
  const { addresses, before, after } = await useAccounts(rpc, owner, owner, [
    { token, spends: 0n },
    { token: state.tokenLp, spends: lpAmount },
  ]);
  const [ownerToken, ownerLp] = addresses;
  const instruction = getWithdrawSingleInstruction({
    owner,
    ...singleAccounts(state, wantsA, ownerToken, ownerLp),
    lpAmount,
    minAmount: quote.minAmount,
    validUntilSlot,
  });
  return { quote, instructions: [...before, instruction, ...after] };
}

function singleAccounts(state: PoolState, isA: boolean, ownerToken: Address, ownerLp: Address) {
  const token = isA ? state.tokenA : state.tokenB;
  return {
    pool: state.address,
    vault: isA ? state.pool.vaultA : state.pool.vaultB,
    lpMint: state.pool.lpMint,
    ownerToken,
    ownerLp,
    mint: mintIfNeeded(token),
    token2022Program: token2022IfNeeded(token),
  };
}

/** The price impact of the swap within. */
function impactOf(
  { pool }: PoolState,
  aToB: boolean,
  swap: { swappedIn: bigint; swappedOut: bigint; fee: TradeFeeParts },
  reserveA: bigint,
  reserveB: bigint,
): Ratio {
  const reserves = aToB
    ? { input: reserveA, output: reserveB }
    : { input: reserveB, output: reserveA };
  const priced = swap.swappedIn - swap.fee.total;
  if (priced === 0n) return { numerator: 0n, denominator: 1n };
  return priceImpact(facing(curveOfPool(pool), aToB), reserves, priced, swap.swappedOut);
}
