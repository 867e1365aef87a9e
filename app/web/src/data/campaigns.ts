import { rateOf } from '@liquidity-mining/sdk/math';
import { showSpan } from '../lib/time.ts';
import type { CampaignState } from './market.ts';

export type Phase = 'upcoming' | 'live' | 'ended';

export function phaseOf({ campaign }: CampaignState, slot: bigint): Phase {
  if (slot < campaign.startSlot) return 'upcoming';
  return slot < campaign.endSlot ? 'live' : 'ended';
}

export function isLive(campaign: CampaignState, slot: bigint): boolean {
  return phaseOf(campaign, slot) === 'live';
}

/** How far a campaign is along, from 0 to 1. */
export function progressOf({ campaign }: CampaignState, slot: bigint): number {
  const all = campaign.endSlot - campaign.startSlot;
  const passed = slot - campaign.startSlot;
  if (all <= 0n || passed <= 0n) return 0;
  return passed >= all ? 1 : Number((passed * 1_000n) / all) / 1_000;
}

/** Base units per slot, for display. */
export function perSlot({ campaign }: CampaignState): number {
  const rate = rateOf(campaign);
  return Number(rate.amount) / Number(rate.slots);
}

const DAY_MS = 86_400_000;

/** Base units per day at the present slot time, for display. */
export function perDay(campaign: CampaignState, msPerSlot: number): number {
  return (perSlot(campaign) * DAY_MS) / msPerSlot;
}

/** When something begins or ends, in words; an estimate. */
export function until(slot: bigint, now: bigint, msPerSlot: number): string {
  const slots = slot - now;
  return showSpan((Number(slots > 0n ? slots : -slots) * msPerSlot) / 1_000);
}
