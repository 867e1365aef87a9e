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
          const read = await readHistory({ rpc, pool: address, ...(until && { until }) });
          // A node may give more than was asked for, where the last one seen is not of all accounts.
          const seen = new Set(before.map(({ signature }) => signature));
          const added = read.filter(({ signature }) => !seen.has(signature));
          return added.length === 0 ? before : [...before, ...added];
        },
      };
    }),
    combine: results => {
      const histories = new Map<Address, readonly EventRecord[]>();
      const errors = new Map<Address, Error>();
      for (const [i, { data, error }] of results.entries()) {
        const pool = pools?.[i];
        if (pool && data) histories.set(pool.address, data);
        else if (pool && error) errors.set(pool.address, error);
      }
      return { histories: histories as Histories, errors };
    },
  });
}
