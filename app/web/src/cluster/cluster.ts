import { Stored } from '../lib/store.ts';

export type ClusterKind = 'localnet' | 'devnet' | 'custom';
/** The chain that a wallet is told when it signs. */
export type Chain = 'solana:localnet' | 'solana:devnet' | 'solana:testnet' | 'solana:mainnet';

export type Cluster = { kind: ClusterKind; url: string };

export const LOCALNET_URL = 'http://127.0.0.1:8899';
export const DEVNET_URL = 'https://api.devnet.solana.com';

export const CLUSTER_NAMES: Record<ClusterKind, string> = {
  localnet: 'Localnet',
  devnet: 'Devnet',
  custom: 'Custom RPC',
};

/** The cluster chosen. A page served from this machine begins with the validator of this machine. */
export const cluster = new Stored<Cluster>('lm:cluster', readCluster, value =>
  JSON.stringify(value),
);

function readCluster(text: string | null): Cluster {
  try {
    const stored: unknown = JSON.parse(text ?? 'null');
    if (isCluster(stored)) return stored;
  } catch {}
  return isLocalHost(location.hostname)
    ? { kind: 'localnet', url: LOCALNET_URL }
    : { kind: 'devnet', url: DEVNET_URL };
}

function isCluster(value: unknown): value is Cluster {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, url } = value as Record<string, unknown>;
  return typeof kind === 'string' && kind in CLUSTER_NAMES && typeof url === 'string';
}

export function isLocalHost(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
}

/** What is wrong with a custom URL, or nothing. */
export function urlProblem(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'Write a whole URL, such as https://api.devnet.solana.com';
  }
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return 'The URL has to begin with https://';
  return isLocalHost(url.hostname)
    ? undefined
    : 'Only a validator on this machine can be reached without https';
}

const GENESIS: Record<string, Chain> = {
  '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d': 'solana:mainnet',
  EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG: 'solana:devnet',
  '4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY': 'solana:testnet',
};

/** Which chain an RPC is of, by the hash of its first block. */
export function chainOfGenesis(hash: string): Chain {
  return GENESIS[hash] ?? 'solana:localnet';
}
