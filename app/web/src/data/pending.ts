import type { PositionState } from '@liquidity-mining/sdk';
import { claimable } from '@liquidity-mining/sdk/math';
import type { Address } from '@solana/kit';
import type { CampaignState, Market, View } from './market.ts';

/** One campaign's reward to one position. */
export type Reward = {
  position: PositionState;
  campaign: CampaignState;
  /** Base units paid before. */
  paid: bigint;
  farm: Market['pools'][number]['farm'];
};

/** Every reward of these positions whose campaign has begun and that is not settled. */
export function rewardsOf(positions: readonly PositionState[], market: Market): Reward[] {
  return positions.flatMap(position => {
    const { farm: farmAddress } = position.position;
    const pool = market.pools.find(each => each.farmAddress === farmAddress);
    const campaigns = market.campaigns.get(farmAddress) ?? [];
    if (!pool) return [];
    return position.rewards.flatMap(({ campaign: address, paid }) => {
      const campaign = campaigns.find(each => each.address === address);
      if (!campaign || pool.slot < campaign.campaign.startSlot) return [];
      return [{ position, campaign, paid, farm: pool.farm }];
    });
  });
}

function claimableAt({ position, campaign, paid, farm }: Reward, slot: bigint): bigint {
  const record = { campaign: campaign.campaign.number, paid, settled: 0 };
  const { amount } = claimable(
    farm,
    campaign.campaign,
    position.position,
    [record],
    slot > farm.lastSlot ? slot : farm.lastSlot,
  );
  return amount;
}

const THOUSAND = 1_000n;

/** What a reward has come to now; between two slots, that part of what the slot brings. */
export function pendingAt(reward: Reward, now: { slot: bigint; thousandths: bigint }): bigint {
  const here = claimableAt(reward, now.slot);
  const next = claimableAt(reward, now.slot + 1n);
  return here + ((next - here) * now.thousandths) / THOUSAND;
}

/** Rewards added up by their mint. */
export function pendingByMint(
  rewards: readonly Reward[],
  now: { slot: bigint; thousandths: bigint },
): Map<Address, bigint> {
  const sums = new Map<Address, bigint>();
  for (const reward of rewards) {
    const mint = reward.campaign.campaign.rewardMint;
    sums.set(mint, (sums.get(mint) ?? 0n) + pendingAt(reward, now));
  }
  return sums;
}

/** The value of amounts by mint; what has no price is left out, and said. */
export function worthOf(amounts: ReadonlyMap<Address, bigint>, { prices, names }: View) {
  let value = 0;
  let isWhole = true;
  for (const [mint, amount] of amounts) {
    const worth = prices.value(mint, amount, names.of(mint).decimals);
    if (worth === undefined) isWhole = false;
    else value += worth;
  }
  return { value, isWhole };
}
