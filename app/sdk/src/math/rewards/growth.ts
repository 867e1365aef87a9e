// Slots per unit of weight, summed: the 64.128 fixed-point number that all rewards derive from. Here
// it is one bigint, scaled by 2^128.
import { refuse } from '../error.ts';
import { fitting } from '../integer.ts';

const FRACTION_BITS = 128n;
const MAX_GROWTH = (1n << 192n) - 1n;

/** `floor(slots * 2^128 / totalWeight)`: the growth of `slots` at a constant total weight. */
export function growthOfSlotsRoundingDown(slots: bigint, totalWeight: bigint): bigint {
  if (totalWeight === 0n || slots >= totalWeight * (1n << 64n)) refuse('Overflow');
  return (slots << FRACTION_BITS) / totalWeight;
}

/** `growth + other`, which must fit. */
export function growthPlus(growth: bigint, other: bigint): bigint {
  const sum = growth + other;
  return sum > MAX_GROWTH ? refuse('Overflow') : sum;
}

/** `floor(growth * weight * amount / 2^128 / slots)`: one rounding, at the end. */
export function earnedRoundingDown(
  growth: bigint,
  weight: bigint,
  amount: bigint,
  slots: bigint,
): bigint {
  const share = growth * weight;
  if (share > MAX_GROWTH || slots === 0n) refuse('Overflow');
  return fitting(((share * amount) >> FRACTION_BITS) / slots);
}
