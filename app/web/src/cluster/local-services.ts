import type { Address } from '@solana/kit';

/** What `npm run web` offers beside the page: names of the demo's tokens, and a faucet. */
export type LocalServices = {
  rpcUrl: string;
  tokens: readonly { mint: Address; symbol: string; name: string; decimals: number }[];
  /** The symbol in which values are shown. */
  valueIn: string;
};

/** Asks the page's own server for them; on any other host there are none. */
export async function fetchLocalServices(): Promise<LocalServices | null> {
  const response = await fetch('./localnet.json', { cache: 'no-store' }).catch(() => null);
  if (!response?.ok || !response.headers.get('content-type')?.includes('json')) return null;
  return (await response.json()) as LocalServices;
}

/** Sends SOL and the demo's tokens to an address. */
export async function askFaucet(owner: Address): Promise<void> {
  const response = await fetch('./faucet', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ owner }),
  });
  if (!response.ok) throw new Error(await response.text());
}
