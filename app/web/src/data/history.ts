import { type EventRecord, type PoolState, readHistory } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCluster } from '../cluster/cluster-context.tsx';
import { useRefresh } from './market.ts';

export type Histories = ReadonlyMap<Address, readonly EventRecord[]>;

/** All that happened in pools, oldest first; once read, only what is new is asked for. */
export function useHistories(pools: readonly PoolState[] | undefined) {
  const { rpc, cluster } = useCluster();
  const client = useQueryClient();
  const refetchInterval = useRefresh();
  return useQueries({
    queries: (pools ?? []).map(({ address }) => {
      const queryKey = ['history', cluster.url, address];
      return {
        queryKey,
        refetchInterval,
        queryFn: async () => {
          const before = client.getQueryData<readonly EventRecord[]>(queryKey) ?? [];
          const until = before.at(-1)?.signature;
          const added = await readHistory({ rpc, pool: address, ...(until && { until }) });
          return added.length === 0 ? before : [...before, ...added];
        },
      };
    }),
    combine: results => ({
      histories: new Map(
        results.flatMap(({ data }, i) => {
          const pool = pools?.[i];
          return data && pool ? [[pool.address, data] as const] : [];
        }),
      ) as Histories,
      isPending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error ?? null,
    }),
  });
}
