import type { Campaign } from '@liquidity-mining/client';
import { findCampaigns, findPools, type PoolState, readPool } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCluster } from '../cluster/cluster-context.tsx';
import { type PriceBook, priceBook } from './prices.ts';
import { type Names, useNames } from './tokens.ts';

const LOCAL_REFRESH_MS = 3_000;
const REMOTE_REFRESH_MS = 20_000;

export type CampaignState = { address: Address; campaign: Campaign };

export type Market = {
  pools: readonly PoolState[];
  /** Campaigns by the farm whose stakers they pay, in the order of their numbers. */
  campaigns: ReadonlyMap<Address, readonly CampaignState[]>;
};

/** How often what others change is read again. */
export function useRefresh(): number {
  return useCluster().cluster.kind === 'localnet' ? LOCAL_REFRESH_MS : REMOTE_REFRESH_MS;
}

/** All pools, their farms and their campaigns. */
export function useMarket() {
  const { rpc, cluster } = useCluster();
  return useQuery({
    queryKey: ['market', cluster.url],
    refetchInterval: useRefresh(),
    queryFn: async (): Promise<Market> => {
      const [found, campaigns] = await Promise.all([findPools({ rpc }), findCampaigns({ rpc })]);
      const pools = await Promise.all(found.map(({ address }) => readPool({ rpc, pool: address })));
      return { pools, campaigns: byFarm(campaigns) };
    },
  });
}

function byFarm(found: readonly { address: Address; data: Campaign }[]): Market['campaigns'] {
  const grouped = new Map<Address, CampaignState[]>();
  for (const { address, data } of found) {
    const group = grouped.get(data.farm) ?? [];
    group.push({ address, campaign: data });
    grouped.set(data.farm, group);
  }
  for (const group of grouped.values()) group.sort((x, y) => x.campaign.number - y.campaign.number);
  return grouped;
}

export type View = { market: Market; names: Names; prices: PriceBook };

/** The market with what people read it by: names and values. */
export function useView() {
  const market = useMarket();
  const names = useNames(market.data?.pools);
  const { local } = useCluster();
  const view = useMemo<View | undefined>(() => {
    if (!market.data) return undefined;
    const unit = local?.tokens.find(token => token.symbol === local.valueIn)?.mint;
    return { market: market.data, names, prices: priceBook(market.data.pools, names, unit) };
  }, [market.data, names, local]);
  return { ...market, view };
}
