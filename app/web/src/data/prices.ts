import { curveOfPool, type PoolState } from '@liquidity-mining/sdk';
import { pricesAt } from '@liquidity-mining/sdk/math';
import type { Address } from '@solana/kit';
import { toNumber } from '../lib/numbers.ts';
import type { Names } from './tokens.ts';

const TWO_TO_64 = 2 ** 64;

/** Values of tokens in one unit, from the pools themselves. For display. */
export type PriceBook = {
  /** What values are shown in. */
  unit: { symbol: string; mint: Address | undefined };
  /** Value of a whole token; nothing where no pool leads from it to the unit. */
  of: (mint: Address) => number | undefined;
  /** Value of an amount in base units. */
  value: (mint: Address, amount: bigint, decimals: number) => number | undefined;
};

/** Price of a whole token A in whole tokens B, at the pool's reserves; nothing for an empty pool. */
export function spotPrice({ pool, tokenA, tokenB }: PoolState): number | undefined {
  return priceOfReserves(pool, tokenA.decimals, tokenB.decimals, pool.reserveA, pool.reserveB);
}

/** The same at other reserves of the pool, such as those after a past event. */
export function priceOfReserves(
  terms: PoolState['pool'],
  decimalsA: number,
  decimalsB: number,
  reserveA: bigint,
  reserveB: bigint,
): number | undefined {
  if (reserveA === 0n || reserveB === 0n) return undefined;
  const curve = curveOfPool(terms);
  const { aInB } = pricesAt(curve, reserveA, reserveB);
  return (Number(aInB) / TWO_TO_64) * 10 ** (decimalsA - decimalsB);
}

/**
 * Goes from the unit to all tokens that pools connect to it, deepest pools first.
 *
 * @param wanted the mint to value in; left out, the token that most pools hold
 */
export function priceBook(
  pools: readonly PoolState[],
  names: Names,
  wanted: Address | undefined,
): PriceBook {
  const unit = wanted ?? mostHeld(pools);
  const known = new Map<Address, number>(unit ? [[unit, 1]] : []);
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    let best: { mint: Address; price: number; depth: number } | undefined;
    for (const pool of pools) {
      const found = step(pool, known);
      if (found && (!best || found.depth > best.depth)) best = found;
    }
    if (best) {
      known.set(best.mint, best.price);
      isGrowing = true;
    }
  }
  addLpTokens(pools, known);
  return {
    unit: { mint: unit, symbol: unit ? names.of(unit).symbol : '' },
    of: mint => known.get(mint),
    value: (mint, amount, decimals) => {
      const price = known.get(mint);
      return price === undefined ? undefined : price * toNumber(amount, decimals);
    },
  };
}

function step(state: PoolState, known: ReadonlyMap<Address, number>) {
  const { tokenA, tokenB, pool } = state;
  const price = spotPrice(state);
  const ofA = known.get(tokenA.mint);
  const ofB = known.get(tokenB.mint);
  if (!price || (ofA === undefined) === (ofB === undefined)) return undefined;
  return ofB !== undefined
    ? {
        mint: tokenA.mint,
        price: price * ofB,
        depth: ofB * toNumber(pool.reserveB, tokenB.decimals),
      }
    : {
        mint: tokenB.mint,
        price: (ofA ?? 0) / price,
        depth: (ofA ?? 0) * toNumber(pool.reserveA, tokenA.decimals),
      };
}

function addLpTokens(pools: readonly PoolState[], known: Map<Address, number>): void {
  for (const { pool, tokenA, tokenB, tokenLp } of pools) {
    const a = known.get(tokenA.mint);
    const b = known.get(tokenB.mint);
    if (a === undefined || b === undefined || pool.lpSupply === 0n) continue;
    const whole =
      a * toNumber(pool.reserveA, tokenA.decimals) + b * toNumber(pool.reserveB, tokenB.decimals);
    known.set(tokenLp.mint, whole / toNumber(pool.lpSupply, tokenLp.decimals));
  }
}

function mostHeld(pools: readonly PoolState[]): Address | undefined {
  const counts = new Map<Address, number>();
  for (const { tokenA, tokenB } of pools) {
    for (const { mint } of [tokenA, tokenB]) counts.set(mint, (counts.get(mint) ?? 0) + 1);
  }
  return [...counts].sort((x, y) => y[1] - x[1])[0]?.[0];
}
