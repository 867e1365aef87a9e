import type { PoolState } from '@liquidity-mining/sdk';
import type { Warning } from '../../actions/preview.ts';
import { campaignWarnings } from '../../actions/words.ts';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import type { View } from '../../data/market.ts';

/** What somebody about to stake should know of the pool's campaigns. */
export function useCampaignWarnings(state: PoolState, { market, names }: View): Warning[] {
  const { last, msPerSlot } = useSlotClock();
  const campaigns = market.campaigns.get(state.farmAddress) ?? [];
  return last ? campaignWarnings(campaigns, last.slot, msPerSlot, names) : [];
}
