import { refuse } from '../error.ts';
import { fitting } from '../integer.ts';
import { growthOfSlotsRoundingDown, growthPlus } from './growth.ts';

/** What a farm knows of time up to `lastSlot`, and of the stakes that came and went. */
export type Accumulator = {
  /** Sum of the weights of all open positions. */
  totalWeight: bigint;
  /** The slot up to which everything is counted. */
  lastSlot: bigint;
  /** Slots per unit of weight so far, times 2^128. */
  growth: bigint;
  /** Slots so far with nobody staked. */
  idleSlots: bigint;
  /** Positions opened and left, campaigns started and ended so far. */
  entries: bigint;
  exits: bigint;
  starts: bigint;
  ends: bigint;
};

/** Counts the slots up to `slot` at the weight that held since the last count. */
export function advanced(accumulator: Accumulator, slot: bigint): Accumulator {
  const slots = slot - accumulator.lastSlot;
  if (slots <= 0n) return accumulator;
  if (accumulator.totalWeight === 0n) {
    return { ...accumulator, idleSlots: fitting(accumulator.idleSlots + slots), lastSlot: slot };
  }
  const grown = growthOfSlotsRoundingDown(slots, accumulator.totalWeight);
  return { ...accumulator, growth: growthPlus(accumulator.growth, grown), lastSlot: slot };
}

/** A start or end of campaigns, and what the farm's clock showed when it passed. */
export type Boundary = {
  slot: bigint;
  growth: bigint;
  idleSlots: bigint;
  entries: bigint;
  exits: bigint;
  /** Campaigns that start and end here. */
  starts: number;
  ends: number;
};

/** A farm's clock and its boundaries, of which the first `crossed` have passed. */
export type Clock = { accumulator: Accumulator; boundaries: readonly Boundary[]; crossed: number };

/** Brings the clock to `now` and records it at every boundary on the way. */
export function crossedUntil(clock: Clock, now: bigint): Clock {
  let accumulator = clock.accumulator;
  let crossed = clock.crossed;
  if (crossed > clock.boundaries.length) refuse('BoundaryNotFound');
  const boundaries = [...clock.boundaries];
  for (;;) {
    const boundary = boundaries[crossed];
    if (boundary === undefined || boundary.slot > now) break;
    accumulator = advanced(accumulator, boundary.slot);
    const { growth, idleSlots, entries, exits } = accumulator;
    boundaries[crossed] = { ...boundary, growth, idleSlots, entries, exits };
    accumulator = {
      ...accumulator,
      starts: accumulator.starts + BigInt(boundary.starts),
      ends: accumulator.ends + BigInt(boundary.ends),
    };
    crossed += 1;
  }
  return { accumulator: advanced(accumulator, now), boundaries, crossed };
}
