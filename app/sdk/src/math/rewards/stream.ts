// A campaign's stream and what a position holds of it.
import { larger, minusOrZero, mulDivRoundingDown, mulDivRoundingUp, smaller } from '../integer.ts';
import { earnedRoundingDown } from './growth.ts';

/** What a campaign pays: `amount` per `slots`, an exact fraction. */
export type Rate = { amount: bigint; slots: bigint };

/** When a position was in: growth at its entry, and at its exit or now. */
export type Stay = { weight: bigint; growthAtEntry: bigint; growthUntil: bigint };

/** When a campaign pays: growth at its start, and at its end or now. */
export type Term = { growthAtStart: bigint; growthUntil: bigint };

/** All that a position has earned of a stream since its entry, rounded down once. */
export function earnedOfStreamRoundingDown(rate: Rate, stay: Stay, term: Term): bigint {
  const from = larger(stay.growthAtEntry, term.growthAtStart);
  const until = smaller(stay.growthUntil, term.growthUntil);
  return earnedRoundingDown(minusOrZero(until, from), stay.weight, rate.amount, rate.slots);
}

/** What the stream pays over `slots`, rounded down. */
export function overSlotsRoundingDown(rate: Rate, slots: bigint): bigint {
  return mulDivRoundingDown(rate.amount, slots, rate.slots);
}

/** What `slots` more of the stream cost, rounded up. */
export function overSlotsRoundingUp(rate: Rate, slots: bigint): bigint {
  return mulDivRoundingUp(rate.amount, slots, rate.slots);
}

/** Whether the stream pays at least one base unit per slot. */
export function paysEverySlot(rate: Rate): boolean {
  return rate.slots > 0n && rate.amount >= rate.slots;
}

/** Whether a position and a campaign have any time in common, by the order of events. */
export function overlap(
  entryNumber: bigint,
  exitNumber: bigint | undefined,
  exitsAtStart: bigint,
  entriesAtEnd: bigint | undefined,
): boolean {
  const leftBeforeStart = exitNumber !== undefined && exitNumber < exitsAtStart;
  const cameAfterEnd = entriesAtEnd !== undefined && entryNumber >= entriesAtEnd;
  return !leftBeforeStart && !cameAfterEnd;
}
