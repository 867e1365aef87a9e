// What can be claimed, worked out from accounts as they were last written: starts and ends of
// campaigns that have passed since are crossed here as the program would cross them.
import type { Campaign, ClaimRecord, Farm, Position } from '@liquidity-mining/client';
import { MathError } from '../error.ts';
import { minusOrZero } from '../integer.ts';
import { fromLimbs } from '../price.ts';
import { type Clock, crossedUntil } from './accumulator.ts';
import { earnedOfStreamRoundingDown, overlap, overSlotsRoundingDown, type Rate } from './stream.ts';

/** What a position can claim of a campaign as of a slot. */
export type Claimable = {
  /** Whether the two have any time in common; if not, the rest is zero and final. */
  overlaps: boolean;
  /** Base units to pay now, before any transfer fee. */
  amount: bigint;
  /** Base units earned since the position's entry, those paid before included. */
  earned: bigint;
  /** Paid, or settled by other means, before. */
  paid: bigint;
  /** Whether the position can earn no more of the campaign: it has left, or the campaign has ended. */
  isFinal: boolean;
  /** Whether everything has been claimed already. */
  isSettled: boolean;
};

/** A farm's clock as its account has it. */
export function clockOf(farm: Farm): Clock {
  const { totalWeight, lastSlot, idleSlots, entries, exits, starts, ends } = farm;
  const growth = fromLimbs(farm.growth);
  return {
    accumulator: { totalWeight, lastSlot, growth, idleSlots, entries, exits, starts, ends },
    boundaries: farm.boundaries
      .slice(0, farm.boundaryCount)
      .map(boundary => ({ ...boundary, growth: fromLimbs(boundary.growth) })),
    crossed: farm.crossedCount,
  };
}

/** What a campaign knows of its start and end once its farm's clock is where it is. */
type Ends = {
  growthAtStart: bigint;
  idleAtStart: bigint;
  exitsAtStart: bigint;
  /** Of the end, once it has passed. */
  end?: { growth: bigint; idleSlots: bigint; entries: bigint };
};

function endsOf(campaign: Campaign, clock: Clock): Ends {
  const { accumulator, boundaries, crossed } = clock;
  const crossedAt = (slot: bigint) => {
    const found = boundaries.slice(0, crossed).find(boundary => boundary.slot === slot);
    if (found === undefined) throw new MathError('BoundaryNotFound');
    return found;
  };
  const hasStarted = accumulator.lastSlot >= campaign.startSlot;
  const hasEnded = accumulator.lastSlot >= campaign.endSlot;
  let ends: Ends;
  if (campaign.startKnown === 1) {
    ends = {
      growthAtStart: fromLimbs(campaign.growthAtStart),
      idleAtStart: campaign.idleAtStart,
      exitsAtStart: campaign.exitsAtStart,
    };
  } else {
    const start = hasStarted ? crossedAt(campaign.startSlot) : accumulator;
    ends = {
      growthAtStart: start.growth,
      idleAtStart: start.idleSlots,
      exitsAtStart: start.exits,
    };
  }
  if (campaign.endKnown === 1) {
    const growth = fromLimbs(campaign.growthAtEnd);
    ends.end = { growth, idleSlots: campaign.idleAtEnd, entries: campaign.entriesAtEnd };
  } else if (hasEnded) {
    const { growth, idleSlots, entries } = crossedAt(campaign.endSlot);
    ends.end = { growth, idleSlots, entries };
  }
  return ends;
}

/** What a campaign pays, as a fraction. */
export function rateOf(campaign: Campaign): Rate {
  return { amount: campaign.rateAmount, slots: campaign.rateSlots };
}

/** What `claim` would pay in slot `slot`, by the program's own steps. */
export function claimable(
  farm: Farm,
  campaign: Campaign,
  position: Position,
  claims: readonly ClaimRecord[],
  slot: bigint,
): Claimable {
  const clock = crossedUntil(clockOf(farm), slot);
  const { growth } = clock.accumulator;
  const { growthAtStart, exitsAtStart, end } = endsOf(campaign, clock);
  const hasLeft = position.isOpen === 0;
  const record = claims.find(each => each.campaign === campaign.number);
  const paid = record?.paid ?? 0n;
  const overlaps = overlap(
    position.entryNumber,
    hasLeft ? position.exitNumber : undefined,
    exitsAtStart,
    end?.entries,
  );
  const hasSettled = record?.settled === 1;
  if (!overlaps) {
    return { overlaps, amount: 0n, earned: 0n, paid, isFinal: true, isSettled: hasSettled };
  }
  const earned = earnedOfStreamRoundingDown(
    rateOf(campaign),
    {
      weight: position.weight,
      growthAtEntry: fromLimbs(position.growthAtEntry),
      growthUntil: hasLeft ? fromLimbs(position.growthAtExit) : growth,
    },
    { growthAtStart, growthUntil: end?.growth ?? growth },
  );
  const amount = hasSettled ? 0n : minusOrZero(earned, paid);
  const isFinal = hasLeft || end !== undefined;
  return { overlaps, amount, earned, paid, isFinal, isSettled: hasSettled };
}

/** Whether, as of a slot, a campaign has ended and every position has claimed all it earned of it. */
export function isSettled(farm: Farm, campaign: Campaign, slot: bigint): boolean {
  const { end, exitsAtStart } = endsOf(campaign, crossedUntil(clockOf(farm), slot));
  return end !== undefined && end.entries - exitsAtStart === campaign.settledPositions;
}

/** What goes back to a campaign's refundee as of a slot, before any transfer fee. */
export function refundable(farm: Farm, campaign: Campaign, slot: bigint): bigint {
  const { end, idleAtStart } = endsOf(campaign, crossedUntil(clockOf(farm), slot));
  if (end === undefined) return 0n;
  const due = isSettled(farm, campaign, slot)
    ? campaign.funded - campaign.paid
    : overSlotsRoundingDown(rateOf(campaign), end.idleSlots - idleAtStart);
  return minusOrZero(due, campaign.refunded);
}
