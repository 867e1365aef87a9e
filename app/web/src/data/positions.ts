import { findPositions, type PositionState, readPosition } from '@liquidity-mining/sdk';
import { useQuery } from '@tanstack/react-query';
import { useCluster } from '../cluster/cluster-context.tsx';
import { useWallet } from '../wallet/wallet-context.tsx';
import { useRefresh } from './market.ts';

/** The positions of the connected wallet, in all farms, with what they can claim. */
export function usePositions() {
  const { rpc, cluster } = useCluster();
  const { connected } = useWallet();
  const owner = connected?.address;
  return useQuery({
    queryKey: ['positions', cluster.url, owner],
    enabled: owner !== undefined,
    refetchInterval: useRefresh(),
    queryFn: async (): Promise<PositionState[]> => {
      if (owner === undefined) return [];
      const found = await findPositions({ rpc, owner });
      return Promise.all(found.map(({ address }) => readPosition({ rpc, position: address })));
    },
  });
}
