// Quotes at every key press, from a pool as it was last read. The actions read it again at review.
import {
  booksOfPool,
  curveOfPool,
  type DepositQuote,
  type PoolState,
  QuoteRefusedError,
  type SwapAmount,
  type SwapQuote,
  quoteDeposit as sdkQuoteDeposit,
  quoteSwap as sdkQuoteSwap,
  quoteWithdraw as sdkQuoteWithdraw,
  termsOfPool,
} from '@liquidity-mining/sdk';
import {
  arriving,
  depositSingle,
  facing,
  MathError,
  priceImpact,
  withdrawSingle,
} from '@liquidity-mining/sdk/math';
import type { Address } from '@solana/kit';
import { ratioToNumber } from '../lib/numbers.ts';
import { VALID_FOR_SLOTS } from '../lib/settings.ts';

export type Quoted<T> = { quote: T; problem?: undefined } | { quote?: undefined; problem: string };

/** Both ways out of a computation: what it gives, or why the program would refuse it. */
function quoted<T>(compute: () => T): Quoted<T> {
  try {
    return { quote: compute() };
  } catch (error) {
    if (error instanceof MathError) return { problem: PROBLEMS[error.reason] ?? error.message };
    if (error instanceof QuoteRefusedError)
      return { problem: PROBLEMS[error.reason] ?? error.message };
    throw error;
  }
}

// Shorter than the errors' own words: there is the form around them.
const PROBLEMS: Partial<Record<QuoteRefusedError['reason'], string>> = {
  ZeroOutput: 'Too little: it rounds down to nothing',
  ExceedsReserves: 'The pool does not hold that much',
  EmptyPool: 'The pool has no liquidity yet',
  ReserveOverflow: 'The pool cannot hold that much',
  Overflow: 'The amount is too large',
  InitialLiquidityTooSmall: 'Too little for a first deposit',
  ExceedsSupply: 'More LP tokens than there are',
  NoConvergence: 'The curve gives no price for amounts so far apart',
  SwapsPaused: 'Swaps are paused',
  DepositsPaused: 'Deposits are paused',
};

export function quoteSwap(
  state: PoolState,
  mintIn: Address,
  amount: SwapAmount,
  slippageBps: number,
): Quoted<SwapQuote> {
  const isAToB = mintIn === state.tokenA.mint;
  const bounds = { slippageBps, validForSlots: VALID_FOR_SLOTS };
  return quoted(() => sdkQuoteSwap(state, isAToB, amount, bounds));
}

/** At the pool's ratio, from either amount; the first deposit needs both. */
export function quoteDeposit(
  state: PoolState,
  amounts: { maxAmountA?: bigint; maxAmountB?: bigint },
  slippageBps: number,
): Quoted<DepositQuote> {
  return quoted(() =>
    sdkQuoteDeposit(state, { ...amounts, slippageBps, validForSlots: VALID_FOR_SLOTS }),
  );
}

/** For display, of a deposit of one token: its part of the pool, and the trade inside. */
export type SingleQuote = { lp: bigint; share: number; fee: bigint; impact: number };

export function quoteDepositSingle(
  state: PoolState,
  mint: Address,
  amount: bigint,
): Quoted<SingleQuote> {
  const { tokenA, tokenB, pool } = state;
  const givesA = mint === tokenA.mint;
  const fee = givesA ? tokenA.transferFee : tokenB.transferFee;
  const reserves = givesA
    ? { input: pool.reserveA, output: pool.reserveB }
    : { input: pool.reserveB, output: pool.reserveA };
  return quoted(() => {
    const curve = curveOfPool(pool);
    const made = depositSingle(
      booksOfPool(pool),
      curve,
      termsOfPool(pool),
      arriving(fee, amount),
      givesA,
    );
    const priced = made.swappedIn - made.fee.total;
    return {
      lp: made.lpMinted,
      share: ratioToNumber({ numerator: made.lpMinted, denominator: made.books.lpSupply }),
      fee: made.fee.total,
      impact: ratioToNumber(priceImpact(facing(curve, givesA), reserves, priced, made.swappedOut)),
    };
  });
}

/** What LP tokens pay out, after transfer fees; in both tokens or in one. */
export function quoteWithdraw(
  state: PoolState,
  lp: bigint,
  only: Address | undefined,
  slippageBps: number,
): Quoted<{ a: bigint; b: bigint }> {
  const { tokenA, tokenB, pool } = state;
  return quoted(() => {
    if (only === undefined) {
      const bounds = { slippageBps, validForSlots: VALID_FOR_SLOTS };
      const { receivedA, receivedB } = sdkQuoteWithdraw(state, bounds, lp);
      return { a: receivedA, b: receivedB };
    }
    const wantsA = only === tokenA.mint;
    const { amountOut } = withdrawSingle(
      booksOfPool(pool),
      curveOfPool(pool),
      termsOfPool(pool),
      lp,
      wantsA,
    );
    const received = arriving(wantsA ? tokenA.transferFee : tokenB.transferFee, amountOut);
    return { a: wantsA ? received : 0n, b: wantsA ? 0n : received };
  });
}
