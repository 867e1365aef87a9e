// What an owner's positions have earned of every campaign, from events alone: the farm's clock is run
// again, from one change of its total weight to the next.

import type { ProgramEvent } from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { larger, minusOrZero, smaller } from '../math/integer.ts';
import { growthOfSlotsRoundingDown } from '../math/rewards/growth.ts';
import { earnedOfStreamRoundingDown, type Rate } from '../math/rewards/stream.ts';
import type { RewardAmount } from './types.ts';

type Campaign = { mint: Address; rate: Rate; startSlot: bigint; endSlot: bigint };
type Position = { weight: bigint; entrySlot: bigint; exitSlot?: bigint };

/** The rewards of one owner. */
export class RewardLedger {
  readonly #campaigns = new Map<Address, Campaign>();
  /** By address; one that was closed may have been opened again, so several. */
  readonly #positions: { address: Address; position: Position }[] = [];
  readonly #claimed = new Map<Address, bigint>();
  /** Paid of a campaign to a position, and given up. */
  readonly #paid = new Map<string, bigint>();
  readonly #forfeited = new Set<string>();
  /** Slots at which the total weight changed, growth there, and the weight from then on. */
  readonly #clock: { slot: bigint; growth: bigint; weight: bigint }[] = [];

  constructor(readonly owner: Address) {}

  /** The mint of a campaign's reward, once it was created. */
  mintOf(campaign: Address): Address | undefined {
    return this.#campaigns.get(campaign)?.mint;
  }

  /** Takes in an event of a slot. */
  add({ name, fields }: ProgramEvent, slot: bigint): void {
    switch (name) {
      case 'CampaignCreated': {
        const { campaign, rewardMint: mint, amount, startSlot, endSlot } = fields;
        const rate = { amount, slots: endSlot - startSlot };
        this.#campaigns.set(campaign, { mint, rate, startSlot, endSlot });
        break;
      }
      case 'CampaignToppedUp': {
        const campaign = this.#campaigns.get(fields.campaign);
        if (campaign) campaign.endSlot = fields.endSlot;
        break;
      }
      case 'StakeChanged':
        this.#weigh(slot, fields.totalWeight);
        if (fields.owner !== this.owner) break;
        if (fields.isStake === 1n) this.#open(fields.position, fields.weight, slot);
        else this.#close(fields.position, slot);
        break;
      case 'PositionRestaked':
        this.#weigh(slot, fields.totalWeight);
        if (fields.owner !== this.owner) break;
        this.#close(fields.position, slot);
        this.#open(fields.newPosition, fields.weight, slot);
        break;
      case 'RewardClaimed': {
        if (fields.owner !== this.owner) break;
        const { campaign, position, amount, positionPaid } = fields;
        this.#claimed.set(campaign, (this.#claimed.get(campaign) ?? 0n) + amount);
        this.#paid.set(pairOf(position, campaign), positionPaid);
        break;
      }
      case 'RewardForfeited':
        this.#forfeited.add(pairOf(fields.position, fields.campaign));
        break;
      case 'PositionClosed':
        // Whatever is opened at its address after this has been paid nothing.
        for (const campaign of this.#campaigns.keys()) {
          this.#paid.delete(pairOf(fields.position, campaign));
          this.#forfeited.delete(pairOf(fields.position, campaign));
        }
        this.#forget(fields.position);
        break;
    }
  }

  get claimed(): RewardAmount[] {
    return [...this.#claimed].map(([campaign, amount]) => this.#amountOf(campaign, amount));
  }

  /** What is claimable in a slot. */
  pendingAt(slot: bigint): RewardAmount[] {
    return [...this.#campaigns].flatMap(([address, campaign]) => {
      const amount = this.#positions.reduce(
        (sum, { address: position, position: stay }) =>
          sum + this.#pending(position, stay, address, campaign, slot),
        0n,
      );
      return amount > 0n ? [this.#amountOf(address, amount)] : [];
    });
  }

  #amountOf(campaign: Address, amount: bigint): RewardAmount {
    // A claim of a campaign whose creation is not in the history has no known mint.
    return { campaign, mint: this.mintOf(campaign) ?? campaign, amount };
  }

  #pending(
    address: Address,
    { weight, entrySlot, exitSlot }: Position,
    campaignAddress: Address,
    { rate, startSlot, endSlot }: Campaign,
    slot: bigint,
  ): bigint {
    const pair = pairOf(address, campaignAddress);
    if (this.#forfeited.has(pair)) return 0n;
    const at = (wanted: bigint) => this.#growthAt(smaller(wanted, slot));
    const earned = earnedOfStreamRoundingDown(
      rate,
      { weight, growthAtEntry: at(entrySlot), growthUntil: at(exitSlot ?? slot) },
      { growthAtStart: at(startSlot), growthUntil: at(endSlot) },
    );
    return minusOrZero(earned, this.#paid.get(pair) ?? 0n);
  }

  #open(address: Address, weight: bigint, entrySlot: bigint): void {
    this.#positions.push({ address, position: { weight, entrySlot } });
  }

  #close(address: Address, exitSlot: bigint): void {
    const open = this.#positions.find(
      each => each.address === address && each.position.exitSlot === undefined,
    );
    if (open) open.position.exitSlot = exitSlot;
  }

  #forget(address: Address): void {
    const place = this.#positions.findIndex(each => each.address === address);
    if (place >= 0) this.#positions.splice(place, 1);
  }

  #weigh(slot: bigint, weight: bigint): void {
    this.#clock.push({ slot, growth: this.#growthAt(slot), weight });
  }

  /** The farm's growth at a slot; nothing grows before anyone stakes or while nobody does. */
  #growthAt(slot: bigint): bigint {
    const last = this.#clock.findLast(each => each.slot <= slot);
    if (last === undefined) return 0n;
    const slots = larger(slot - last.slot, 0n);
    if (last.weight === 0n || slots === 0n) return last.growth;
    return last.growth + growthOfSlotsRoundingDown(slots, last.weight);
  }
}

function pairOf(position: Address, campaign: Address): string {
  return `${position}/${campaign}`;
}
