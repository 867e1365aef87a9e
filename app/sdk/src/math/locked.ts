// Liquidity that is locked for ever: what it was worth never leaves, what it has earned since can.
import { type Curve, initialLiquidityRoundingDown } from './curve/index.ts';
import { attempt } from './error.ts';
import { mulDivRoundingUp, U64_MAX } from './integer.ts';
import type { Books } from './shares.ts';

/**
 * What `lpAmount` is worth in units of a first deposit, rounded up. The largest u64 where it does not
 * fit or the curve cannot tell: then all of it is needed, for ever.
 */
export function worthRoundingUp(books: Books, curve: Curve, lpAmount: bigint): bigint {
  const whole = wholeWorthRoundingDown(books, curve);
  if (whole === 0n || whole === U64_MAX) return U64_MAX;
  return attempt(() => mulDivRoundingUp(lpAmount, whole + 1n, books.lpSupply)) ?? U64_MAX;
}

/** The fewest LP tokens that are worth at least `worth`, rounded up; the largest u64 at most. */
export function lpWorthRoundingUp(books: Books, curve: Curve, worth: bigint): bigint {
  const whole = wholeWorthRoundingDown(books, curve);
  return attempt(() => mulDivRoundingUp(worth, books.lpSupply, whole)) ?? U64_MAX;
}

function wholeWorthRoundingDown(books: Books, curve: Curve): bigint {
  return initialLiquidityRoundingDown(curve, books.reserveA, books.reserveB);
}
