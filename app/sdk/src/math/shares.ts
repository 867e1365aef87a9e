// LP shares: what a deposit is worth and what a withdrawal pays.
import { type Curve, checkReserves, initialLiquidityRoundingDown } from './curve/index.ts';
import { attempt, refuse } from './error.ts';
import { fitting, mulDivRoundingDown, mulDivRoundingUp, smaller } from './integer.ts';

/** LP base units that the first deposit leaves behind for ever. */
export const MINIMUM_LIQUIDITY = 1_000n;

/** What a pool holds for its LPs, in base units. `lpSupply` includes {@link MINIMUM_LIQUIDITY}. */
export type Books = { reserveA: bigint; reserveB: bigint; lpSupply: bigint };

/** A deposit worked out, and the books after it. */
export type DepositOutcome = {
  amountA: bigint;
  amountB: bigint;
  lpMinted: bigint;
  books: Books;
};

/** A withdrawal worked out, and the books after it. */
export type WithdrawOutcome = { amountA: bigint; amountB: bigint; books: Books };

/** Deposits at most `maxA` and `maxB`, at the pool's own ratio; the first deposit takes both whole. */
export function deposit(books: Books, curve: Curve, maxA: bigint, maxB: bigint): DepositOutcome {
  if (maxA === 0n || maxB === 0n) refuse('ZeroAmount');
  if (books.lpSupply === 0n) return firstDeposit(books, curve, maxA, maxB);
  const lpMinted = lpForAmountsRoundingDown(books, maxA, maxB);
  if (lpMinted === 0n) refuse('ZeroOutput');
  const amountA = mulDivRoundingUp(lpMinted, books.reserveA, books.lpSupply);
  const amountB = mulDivRoundingUp(lpMinted, books.reserveB, books.lpSupply);
  return { amountA, amountB, lpMinted, books: plus(books, curve, amountA, amountB, lpMinted) };
}

/** Pays out `lpAmount`'s share of both reserves, each rounded down. */
export function withdraw(books: Books, lpAmount: bigint): WithdrawOutcome {
  if (lpAmount === 0n) refuse('ZeroAmount');
  if (books.lpSupply < MINIMUM_LIQUIDITY) refuse('EmptyPool');
  if (lpAmount > books.lpSupply - MINIMUM_LIQUIDITY) refuse('ExceedsSupply');
  const amountA = mulDivRoundingDown(lpAmount, books.reserveA, books.lpSupply);
  const amountB = mulDivRoundingDown(lpAmount, books.reserveB, books.lpSupply);
  if (amountA === 0n && amountB === 0n) refuse('ZeroOutput');
  const after = {
    reserveA: fitting(books.reserveA - amountA),
    reserveB: fitting(books.reserveB - amountB),
    lpSupply: fitting(books.lpSupply - lpAmount),
  };
  return { amountA, amountB, books: after };
}

function firstDeposit(
  books: Books,
  curve: Curve,
  amountA: bigint,
  amountB: bigint,
): DepositOutcome {
  checkReserves(curve, { input: amountA, output: amountB });
  const liquidity = initialLiquidityRoundingDown(curve, amountA, amountB);
  const lpMinted = liquidity - MINIMUM_LIQUIDITY;
  if (lpMinted <= 0n) refuse('InitialLiquidityTooSmall');
  return { amountA, amountB, lpMinted, books: plus(books, curve, amountA, amountB, liquidity) };
}

function lpForAmountsRoundingDown(books: Books, maxA: bigint, maxB: bigint): bigint {
  // A side may ask for more LP than fits 64 bits as long as the other is scarcer.
  const forA = attempt(() => mulDivRoundingDown(maxA, books.lpSupply, books.reserveA));
  const forB = attempt(() => mulDivRoundingDown(maxB, books.lpSupply, books.reserveB));
  if (forA !== undefined && forB !== undefined) return smaller(forA, forB);
  return forA ?? forB ?? refuse('Overflow');
}

function plus(books: Books, curve: Curve, amountA: bigint, amountB: bigint, lp: bigint): Books {
  const reserveA = fitting(books.reserveA + amountA, 'ReserveOverflow');
  const reserveB = fitting(books.reserveB + amountB, 'ReserveOverflow');
  checkReserves(curve, { input: reserveA, output: reserveB });
  return { reserveA, reserveB, lpSupply: fitting(books.lpSupply + lp) };
}
