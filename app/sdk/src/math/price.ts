// A time-weighted price (Uniswap v2 white paper, section 2.2): sums of the prices of every slot.
import { type Curve, facing, priceRoundingDown } from './curve/index.ts';
import { refuse } from './error.ts';
import { U128_MAX } from './integer.ts';

/** Prices of a pool's tokens in each other, base units both, in 64.64 fixed point. */
export type Prices = { aInB: bigint; bInA: bigint };

/** Sums of the prices of every slot up to `slot`, modulo 2^128. */
export type Observation = { slot: bigint; aInB: bigint; bInA: bigint };

/** The marginal prices at these reserves, fee aside, each rounded down. */
export function pricesAt(curve: Curve, reserveA: bigint, reserveB: bigint): Prices {
  const aInB = priceRoundingDown(curve, { input: reserveA, output: reserveB });
  const fromB = { input: reserveB, output: reserveA };
  return { aInB, bInA: priceRoundingDown(facing(curve, false), fromB) };
}

/** This with the prices that held from its slot until `now`. Unchanged unless `now` is later. */
export function extended(observation: Observation, prices: Prices, now: bigint): Observation {
  const slots = now - observation.slot;
  if (slots <= 0n) return observation;
  return {
    slot: now,
    aInB: (observation.aInB + prices.aInB * slots) & U128_MAX,
    bInA: (observation.bInA + prices.bInA * slots) & U128_MAX,
  };
}

/** The mean prices of the slots between two observations of one pool, rounded down. */
export function averageBetween(earlier: Observation, later: Observation): Prices {
  const slots = later.slot - earlier.slot;
  if (slots <= 0n) refuse('EmptyInterval');
  return {
    aInB: ((later.aInB - earlier.aInB) & U128_MAX) / slots,
    bInA: ((later.bInA - earlier.bInA) & U128_MAX) / slots,
  };
}

/** A 128-bit number of two 64-bit limbs, least significant first, as accounts keep it. */
export function fromLimbs(limbs: readonly bigint[]): bigint {
  return limbs.reduceRight((value, limb) => (value << 64n) | limb, 0n);
}
