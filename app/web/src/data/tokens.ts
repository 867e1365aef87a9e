import { type PoolState, readTokens, type TokenInfo } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useCluster } from '../cluster/cluster-context.tsx';
import { shortAddress } from '../lib/address.ts';

/** A token as the page shows it. */
export type Named = { mint: Address; symbol: string; name: string; decimals: number };

export type Names = {
  /** What a mint is called; its address, shortened, where nobody has named it. */
  of: (mint: Address, info?: Pick<TokenInfo, 'decimals' | 'symbol' | 'name'>) => Named;
  /** Every token that the page knows of. */
  all: readonly Named[];
};

// Tokens whose mints keep no name of their own and that everyone knows.
const KNOWN: readonly Named[] = [
  named('So11111111111111111111111111111111111111112', 'SOL', 'Solana', 9),
  named('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'USDC', 'USD Coin', 6),
  named('Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB', 'USDT', 'Tether', 6),
  named('4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU', 'USDC', 'USD Coin (devnet)', 6),
];

function named(mint: string, symbol: string, name: string, decimals: number): Named {
  return { mint: mint as Address, symbol, name, decimals };
}

export function useNames(pools: readonly PoolState[] | undefined): Names {
  const { local } = useCluster();
  return useMemo(() => {
    const known = new Map<Address, Named>(KNOWN.map(token => [token.mint, token]));
    for (const pool of pools ?? []) {
      for (const info of [pool.tokenA, pool.tokenB]) {
        if (info.symbol !== undefined) known.set(info.mint, describe(info.mint, info));
      }
    }
    for (const token of local?.tokens ?? []) known.set(token.mint, token);
    for (const { tokenA, tokenB, tokenLp } of pools ?? []) {
      for (const info of [tokenA, tokenB]) {
        if (!known.has(info.mint)) known.set(info.mint, describe(info.mint, info));
      }
      const symbol = `${known.get(tokenA.mint)?.symbol}-${known.get(tokenB.mint)?.symbol} LP`;
      known.set(tokenLp.mint, {
        mint: tokenLp.mint,
        symbol,
        name: symbol,
        decimals: tokenLp.decimals,
      });
    }
    const onChain = new Set((pools ?? []).flatMap(pool => [pool.tokenA.mint, pool.tokenB.mint]));
    const offered = local?.tokens.map(token => token.mint) ?? [];
    return {
      of: (mint, info) => known.get(mint) ?? describe(mint, info),
      all: [...new Set([...offered, ...onChain])].flatMap(mint => known.get(mint) ?? []),
    };
  }, [pools, local]);
}

function describe(mint: Address, info?: Pick<TokenInfo, 'decimals' | 'symbol' | 'name'>): Named {
  return {
    mint,
    symbol: info?.symbol ?? shortAddress(mint),
    name: info?.name ?? mint,
    decimals: info?.decimals ?? 0,
  };
}

/** What the chain says of mints: program, decimals, transfer fee, freeze authority. */
export function useTokenInfos(mints: readonly Address[]): ReadonlyMap<Address, TokenInfo> {
  const { rpc, cluster } = useCluster();
  return useQueries({
    queries: [...new Set(mints)].map(mint => ({
      queryKey: ['token', cluster.url, mint],
      queryFn: () => readTokens(rpc, [mint]).then(found => found[0] as TokenInfo),
      staleTime: 60_000,
    })),
    combine: results =>
      new Map(results.flatMap(({ data }) => (data ? [[data.mint, data] as const] : []))),
  });
}
