// Quotes at every key press, from a pool as it was last read. The actions read it again at review.
import type { PoolState } from '@liquidity-mining/sdk';
import {
  arriving,
  type Books,
  deposit,
  depositSingle,
  type FeeTerms,
  facing,
  MathError,
  priceImpact,
  toSendRoundingUp,
  tradeExactIn,
  tradeExactOut,
  U64_MAX,
  withdraw,
  withdrawSingle,
} from '@liquidity-mining/sdk/math';
import type { Address } from '@solana/kit';
import { ratioToNumber } from '../lib/numbers.ts';
import { curveOfPool } from './prices.ts';

export type Quoted<T> = { quote: T; problem?: undefined } | { quote?: undefined; problem: string };

/** Both ways out of a computation: what it gives, or why the program would refuse it. */
function quoted<T>(compute: () => T): Quoted<T> {
  try {
    return { quote: compute() };
  } catch (error) {
    if (error instanceof MathError) return { problem: PROBLEMS[error.reason] ?? error.message };
    throw error;
  }
}

const PROBLEMS: Partial<Record<MathError['reason'], string>> = {
  ZeroOutput: 'Too little: it rounds down to nothing',
  ExceedsReserves: 'The pool does not hold that much',
  EmptyPool: 'The pool has no liquidity yet',
  ReserveOverflow: 'The pool cannot hold that much',
  Overflow: 'The amount is too large',
  InitialLiquidityTooSmall: 'Too little for a first deposit',
  ExceedsSupply: 'More LP tokens than there are',
  NoConvergence: 'The curve gives no price for amounts so far apart',
};

export type SwapPreview = {
  sent: bigint;
  received: bigint;
  fee: bigint;
  transferFeeIn: bigint;
  transferFeeOut: bigint;
  /** For display. */
  impact: number;
};

export function quoteSwap(
  state: PoolState,
  mintIn: Address,
  amount: bigint,
  isExactIn: boolean,
): Quoted<SwapPreview> {
  const { pool, tokenA, tokenB } = state;
  const aToB = mintIn === tokenA.mint;
  const curve = facing(curveOfPool(pool), aToB);
  const reserves = aToB
    ? { input: pool.reserveA, output: pool.reserveB }
    : { input: pool.reserveB, output: pool.reserveA };
  const fees = aToB
    ? { input: tokenA.transferFee, output: tokenB.transferFee }
    : { input: tokenB.transferFee, output: tokenA.transferFee };
  if (reserves.input === 0n) return { problem: 'The pool has no liquidity yet' };
  return quoted(() => {
    const trade = (isExactIn ? tradeExactIn : tradeExactOut)(
      curve,
      termsOf(state),
      reserves,
      fees,
      amount,
    );
    const { fee, amountIn, amountOut } = trade.swap;
    return {
      sent: trade.sent,
      received: trade.received,
      fee: fee.total,
      transferFeeIn: trade.sent - amountIn,
      transferFeeOut: amountOut - trade.received,
      impact: ratioToNumber(priceImpact(curve, reserves, amountIn - fee.total, amountOut)),
    };
  });
}

export type DepositPreview = {
  /** What leaves the owner's accounts. */
  a: bigint;
  b: bigint;
  lp: bigint;
  /** For display: the deposit's part of the pool afterwards. */
  share: number;
  /** Of one token only: the trade inside. */
  fee?: bigint;
  impact?: number;
};

/** At the pool's ratio, from either amount; the first deposit needs both. */
export function quoteDeposit(
  state: PoolState,
  amounts: { a?: bigint; b?: bigint },
): Quoted<DepositPreview> {
  const { tokenA, tokenB, pool } = state;
  const most = (amount: bigint | undefined, fee: PoolState['tokenA']['transferFee']) =>
    amount === undefined ? U64_MAX : arriving(fee, amount);
  return quoted(() => {
    const made = deposit(
      booksOf(state),
      curveOfPool(pool),
      most(amounts.a, tokenA.transferFee),
      most(amounts.b, tokenB.transferFee),
    );
    return {
      a: toSendRoundingUp(tokenA.transferFee, made.amountA),
      b: toSendRoundingUp(tokenB.transferFee, made.amountB),
      lp: made.lpMinted,
      share: ratioToNumber({ numerator: made.lpMinted, denominator: made.books.lpSupply }),
    };
  });
}

export function quoteDepositSingle(
  state: PoolState,
  mint: Address,
  amount: bigint,
): Quoted<DepositPreview> {
  const { tokenA, tokenB, pool } = state;
  const givesA = mint === tokenA.mint;
  const fee = givesA ? tokenA.transferFee : tokenB.transferFee;
  return quoted(() => {
    const curve = curveOfPool(pool);
    const made = depositSingle(
      booksOf(state),
      curve,
      termsOf(state),
      arriving(fee, amount),
      givesA,
    );
    const sent = toSendRoundingUp(fee, made.amountIn);
    const reserves = givesA
      ? { input: pool.reserveA, output: pool.reserveB }
      : { input: pool.reserveB, output: pool.reserveA };
    return {
      a: givesA ? sent : 0n,
      b: givesA ? 0n : sent,
      lp: made.lpMinted,
      share: ratioToNumber({ numerator: made.lpMinted, denominator: made.books.lpSupply }),
      fee: made.fee.total,
      impact: ratioToNumber(
        priceImpact(
          facing(curve, givesA),
          reserves,
          made.swappedIn - made.fee.total,
          made.swappedOut,
        ),
      ),
    };
  });
}

export type WithdrawPreview = { a: bigint; b: bigint; fee?: bigint };

/** What LP tokens pay out, after transfer fees; in both tokens or in one. */
export function quoteWithdraw(
  state: PoolState,
  lp: bigint,
  only?: Address,
): Quoted<WithdrawPreview> {
  const { tokenA, tokenB, pool } = state;
  return quoted(() => {
    if (only === undefined) {
      const { amountA, amountB } = withdraw(booksOf(state), lp);
      return {
        a: arriving(tokenA.transferFee, amountA),
        b: arriving(tokenB.transferFee, amountB),
      };
    }
    const wantsA = only === tokenA.mint;
    const made = withdrawSingle(booksOf(state), curveOfPool(pool), termsOf(state), lp, wantsA);
    const received = arriving(wantsA ? tokenA.transferFee : tokenB.transferFee, made.amountOut);
    return { a: wantsA ? received : 0n, b: wantsA ? 0n : received, fee: made.fee.total };
  });
}

function booksOf({ pool }: PoolState): Books {
  return { reserveA: pool.reserveA, reserveB: pool.reserveB, lpSupply: pool.lpSupply };
}

function termsOf({ pool }: PoolState): FeeTerms {
  return {
    tradeFeeRate: pool.tradeFeeRate,
    protocolFeeShare: pool.protocolFeeShare,
    creatorFeeShare: pool.creatorFeeShare,
  };
}
