// Numbers for people: price impact, impermanent loss, and yearly rates. Exact fractions of exact
// inputs; what a yearly rate rests on (that fees, prices and stakes stay as they are, and how long a
// slot takes) is an estimate all the same. docs/apr-and-impermanent-loss.md explains the formulas.
import type { Ratio } from '../types.ts';
import type { Curve, Reserves } from './curve/index.ts';
import { priceRoundingDown } from './curve/index.ts';
import { smaller, squareRootRoundingDown } from './integer.ts';
import type { Rate } from './rewards/stream.ts';

const SECONDS_PER_YEAR = 365n * 24n * 60n * 60n;
const NOTHING: Ratio = { numerator: 0n, denominator: 1n };

/** Amounts of a pool's two tokens, in base units. */
export type Pair = { a: bigint; b: bigint };

/**
 * How much worse a swap is than the price before it, fees aside: `1 - (out / in) / price`. Exact on the
 * constant product; on the stable curve to the 64 fractional bits of its price.
 *
 * @param priced what the curve prices: the amount in, less the trade fee
 */
export function priceImpact(
  curve: Curve,
  reserves: Reserves,
  priced: bigint,
  amountOut: bigint,
): Ratio {
  const [worth, unit] =
    curve.kind === 'constantProduct'
      ? [reserves.output, reserves.input]
      : [priceRoundingDown(curve, reserves), 1n << 64n];
  const denominator = priced * worth;
  if (denominator === 0n) return NOTHING;
  const numerator = denominator - amountOut * unit;
  return { numerator: numerator > 0n ? numerator : 0n, denominator };
}

/** `amounts` in base units of B at a price of A in B, as a fraction. */
export function valueInB(amounts: Pair, priceAInB: Ratio): Ratio {
  const { numerator, denominator } = priceAInB;
  return { numerator: amounts.a * numerator + amounts.b * denominator, denominator };
}

/**
 * What liquidity is worth less what holding the deposit would be worth, as a part of the latter, both
 * at the price now: below zero is a loss. With fees left out of `now` it is the impermanent loss.
 */
export function againstHolding(deposited: Pair, now: Pair, priceAInB: Ratio): Ratio {
  const held = valueInB(deposited, priceAInB).numerator;
  if (held === 0n) return NOTHING;
  return { numerator: valueInB(now, priceAInB).numerator - held, denominator: held };
}

/**
 * Impermanent loss on the constant product when the price has changed by `change` since the deposit,
 * fees aside: `2 sqrt(r) / (1 + r) - 1`, rounded down to a part in 10^18. Never above zero.
 */
export function impermanentLossOfPriceChange(change: Ratio): Ratio {
  const scale = 10n ** 18n;
  const { numerator, denominator } = change;
  if (numerator <= 0n) return { numerator: -scale, denominator: scale };
  // 2 sqrt(n / d) / (1 + n / d) = 2 sqrt(n d) / (n + d)
  const root = squareRootRoundingDown(numerator * denominator * scale * scale);
  const kept = smaller((2n * root) / (numerator + denominator), scale);
  return { numerator: kept - scale, denominator: scale };
}

/** Slots in a year of 365 days, at so many slots per second. */
export function slotsPerYear(slotsPerSecond: Ratio): Ratio {
  const { numerator, denominator } = slotsPerSecond;
  return { numerator: numerator * SECONDS_PER_YEAR, denominator };
}

/**
 * What LPs would earn in fees in a year, as a part of the liquidity, if every year were like these
 * slots: `fees / liquidity * slots per year / slots`. An estimate, not compounded.
 *
 * @returns nothing when no slots were observed or the pool is worth nothing
 */
export function feeApr(options: {
  /** The LPs' part of the trade fees of the slots observed. */
  fees: Pair;
  /** The pool's reserves. */
  liquidity: Pair;
  /** Base units of B for a base unit of A. */
  priceAInB: Ratio;
  /** How many slots were observed. */
  slots: bigint;
  slotsPerSecond: Ratio;
}): Ratio | undefined {
  const { fees, liquidity, priceAInB, slots } = options;
  const earned = valueInB(fees, priceAInB);
  const value = valueInB(liquidity, priceAInB);
  if (slots <= 0n || value.numerator === 0n) return undefined;
  const year = slotsPerYear(options.slotsPerSecond);
  return {
    numerator: earned.numerator * year.numerator,
    denominator: value.numerator * slots * year.denominator,
  };
}

/**
 * What a stake would earn of one campaign in a year, as a part of its value, if campaign, prices and
 * stakes stayed as they are: `rate * weight share / value * slots per year`. An estimate.
 *
 * @returns nothing when the stake is worth nothing or nothing is staked
 */
export function rewardApr(options: {
  /** The campaign's. */
  rate: Rate;
  /** The stake's weight. */
  weight: bigint;
  /** The weight of all stakes, this one included. */
  totalWeight: bigint;
  /** Base units of B for a base unit of the reward. */
  rewardInB: Ratio;
  /** The stake's value, in base units of B. */
  stakeValueInB: Ratio;
  slotsPerSecond: Ratio;
}): Ratio | undefined {
  const { rate, weight, totalWeight, rewardInB, stakeValueInB } = options;
  if (totalWeight === 0n || stakeValueInB.numerator === 0n || rate.slots === 0n) return undefined;
  const year = slotsPerYear(options.slotsPerSecond);
  return {
    numerator:
      rate.amount * weight * rewardInB.numerator * stakeValueInB.denominator * year.numerator,
    denominator:
      rate.slots * totalWeight * rewardInB.denominator * stakeValueInB.numerator * year.denominator,
  };
}

/** A fraction with so many decimals, cut off and not rounded: 1/3 with 4 is `0.3333`. */
export function ratioToDecimal({ numerator, denominator }: Ratio, decimals: number): string {
  const scaled = (numerator * 10n ** BigInt(decimals)) / denominator;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return `${scaled < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${fraction}`}`;
}
