import type { PoolState } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { useMemo } from 'react';
import { useSlotClock } from '../cluster/slot-clock.tsx';
import { isLive } from './campaigns.ts';
import { useHistories } from './history.ts';
import type { CampaignState, View } from './market.ts';
import { type PoolStats, poolStats, type RewardRate, rewardRate, tvlOf } from './pool-stats.ts';

export type PoolRow = {
  state: PoolState;
  tvl: number | undefined;
  /** Nothing until its history has been read. */
  stats: PoolStats | undefined;
  /** Why there are no figures of its history. */
  error: unknown;
  live: readonly CampaignState[];
  rewards: RewardRate;
};

/** Every pool with its figures, deepest first. */
export function usePoolRows(view: View | undefined) {
  const { last, msPerSlot } = useSlotClock();
  const { histories, errors } = useHistories(view?.market.pools);
  const slot = last?.slot ?? 0n;
  // Slot times wobble; the figures need not follow every wobble.
  const pace = Math.round(msPerSlot / 5) * 5;
  const rows = useMemo(() => {
    if (!view) return [];
    const made = view.market.pools.map((state): PoolRow => {
      const history = histories.get(state.address);
      const live = liveCampaigns(view, state.farmAddress, slot);
      return {
        state,
        tvl: tvlOf(state, view.prices),
        error: errors.get(state.address) ?? null,
        stats: history && poolStats(state, history, view.prices, pace),
        live,
        rewards: rewardRate(state, live, view, pace),
      };
    });
    return made.sort((x, y) => (y.tvl ?? 0) - (x.tvl ?? 0));
  }, [view, histories, errors, slot, pace]);
  return { rows, histories };
}

export function liveCampaigns(view: View, farm: Address, slot: bigint): CampaignState[] {
  return (view.market.campaigns.get(farm) ?? []).filter(each => isLive(each, slot));
}
