// Integers as the program has them: bigints that must fit 64 or 128 bits where it keeps them so.
import { type MathErrorReason, refuse } from './error.ts';

export const U64_MAX = (1n << 64n) - 1n;
export const U128_MAX = (1n << 128n) - 1n;

/** `value`, which must fit a `u64`; else the error of that name. */
export function fitting(value: bigint, otherwise: MathErrorReason = 'Overflow'): bigint {
  return value >= 0n && value <= U64_MAX ? value : refuse(otherwise);
}

/** `ceil(numerator / denominator)` of two that are not negative; the denominator is above zero. */
export function divideRoundingUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/** `floor(a * b / divisor)`; `Overflow` when it does not fit 64 bits or the divisor is zero. */
export function mulDivRoundingDown(a: bigint, b: bigint, divisor: bigint): bigint {
  return divisor === 0n ? refuse('Overflow') : fitting((a * b) / divisor);
}

/** `ceil(a * b / divisor)`; `Overflow` when it does not fit 64 bits or the divisor is zero. */
export function mulDivRoundingUp(a: bigint, b: bigint, divisor: bigint): bigint {
  return divisor === 0n ? refuse('Overflow') : fitting(divideRoundingUp(a * b, divisor));
}

/** `floor(sqrt(value))`, by Newton's iteration from above. */
export function squareRootRoundingDown(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((bitLength(value) + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Bits up to the highest one that is set. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function larger(a: bigint, b: bigint): bigint {
  return a < b ? b : a;
}

/** `a - b`, or zero when that is negative. */
export function minusOrZero(a: bigint, b: bigint): bigint {
  return a > b ? a - b : 0n;
}
