// What the chain itself says of the wallet under test.
import type { Chain } from '@liquidity-mining/demo/chain';
import type { DemoToken } from '@liquidity-mining/demo/market/faucet';
import { findPositions } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { fetchMaybeToken, findAssociatedTokenPda } from '@solana-program/token';

export async function balanceOf(chain: Chain, owner: Address, token: DemoToken): Promise<bigint> {
  const { mint, tokenProgram } = token;
  const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram });
  const found = await fetchMaybeToken(chain.rpc, account, { commitment: 'confirmed' });
  return found.exists ? found.data.amount : 0n;
}

/** Positions of the wallet that are still staked. */
export async function openPositions(chain: Chain, owner: Address) {
  const found = await findPositions({ rpc: chain.rpc, owner });
  return found.filter(({ data }) => data.isOpen === 1);
}

/** Base units of an amount as the page writes it: `1,234.5 GOLD`. */
export function unitsOf(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = (text.split(' ')[0] ?? '').replaceAll(',', '').split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}
