import type { PoolState } from '@liquidity-mining/sdk';
import { amountOutRoundingDown, facing } from '@liquidity-mining/sdk/math';
import { toNumber } from '../lib/numbers.ts';
import { curveOfPool, priceOfReserves } from './prices.ts';

/** How much of token A the pool trades until the price is there. For display. */
export type DepthPoint = { price: number; sold?: number; bought?: number };

const STEPS = 30;
/** The largest trade drawn, in hundredths of the reserve put in. */
const MOST_PERCENT = 40;

/** Depth on both sides of the price, fees aside, from the lowest price to the highest. */
export function depthOf(state: PoolState): DepthPoint[] {
  const { pool, tokenA, tokenB } = state;
  const now = priceOfReserves(pool, tokenA.decimals, tokenB.decimals, pool.reserveA, pool.reserveB);
  if (now === undefined) return [];
  const below = side(state, true).map(({ price, amountA }) => ({ price, sold: amountA }));
  const above = side(state, false).map(({ price, amountA }) => ({ price, bought: amountA }));
  return [...below.reverse(), { price: now, sold: 0, bought: 0 }, ...above];
}

function side({ pool, tokenA, tokenB }: PoolState, sellsA: boolean) {
  const curve = facing(curveOfPool(pool), sellsA);
  const [input, output] = sellsA ? [pool.reserveA, pool.reserveB] : [pool.reserveB, pool.reserveA];
  const points: { price: number; amountA: number }[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    const amountIn = (input * BigInt(step * MOST_PERCENT)) / BigInt(STEPS * 100);
    const amountOut = amountOutRoundingDown(curve, { input, output }, amountIn);
    const [reserveA, reserveB] = sellsA
      ? [input + amountIn, output - amountOut]
      : [output - amountOut, input + amountIn];
    const price = priceOfReserves(pool, tokenA.decimals, tokenB.decimals, reserveA, reserveB);
    if (price === undefined) break;
    points.push({ price, amountA: toNumber(sellsA ? amountIn : amountOut, tokenA.decimals) });
  }
  return points;
}
