import { createSolanaRpc, type Rpc, type SolanaRpcApi } from '@solana/kit';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useStored } from '../lib/store.ts';
import { type Chain, type Cluster, chainOfGenesis, cluster as chosen } from './cluster.ts';
import { fetchLocalServices, type LocalServices } from './local-services.ts';

type ClusterValue = {
  cluster: Cluster;
  rpc: Rpc<SolanaRpcApi>;
  chain: Chain;
  /** Only on localnet, and only where `npm run web` serves the page. */
  local: LocalServices | null;
};

const Context = createContext<ClusterValue | null>(null);

export function ClusterProvider({ children }: { children: ReactNode }) {
  const picked = useStored(chosen);
  const services = useQuery({
    queryKey: ['local-services'],
    queryFn: fetchLocalServices,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const local = picked.kind === 'localnet' ? (services.data ?? null) : null;
  const url = local?.rpcUrl ?? picked.url;
  const rpc = useMemo(() => createSolanaRpc(url), [url]);
  const genesis = useQuery({
    queryKey: ['genesis', url],
    queryFn: () => rpc.getGenesisHash().send(),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: picked.kind === 'custom',
  });
  const chain: Chain =
    picked.kind === 'custom' ? chainOfGenesis(genesis.data ?? '') : `solana:${picked.kind}`;
  const value = useMemo(
    () => ({ cluster: { kind: picked.kind, url }, rpc, chain, local }),
    [picked.kind, url, rpc, chain, local],
  );
  // The page's own server says where the local validator is: asking another first would flash errors.
  if (picked.kind === 'localnet' && services.isPending) return null;
  return <Context value={value}>{children}</Context>;
}

export function useCluster(): ClusterValue {
  const value = useContext(Context);
  if (!value) throw new Error('useCluster outside ClusterProvider');
  return value;
}
