import { curveOfPool, type PoolState } from '@liquidity-mining/sdk';
import { amountOutRoundingDown, facing } from '@liquidity-mining/sdk/math';
import { toNumber } from '../lib/numbers.ts';
import { priceOfReserves } from './prices.ts';

/** How much of the base token the pool trades until the price is there. For display. */
export type DepthPoint = { price: number; sold?: number; bought?: number };

const STEPS = 30;
/** The largest trade drawn, in hundredths of the reserve put in. */
const MOST_PERCENT = 40;

/**
 * Depth on both sides of the price, fees aside, from the lowest price to the highest.
 *
 * @param isFlipped whether token B is the base, and prices are in token A
 */
export function depthOf(state: PoolState, isFlipped: boolean): DepthPoint[] {
  const { reserveA, reserveB } = state.pool;
  const now = priceAt(state, isFlipped, reserveA, reserveB);
  if (now === undefined) return [];
  const below = side(state, isFlipped, true).map(({ price, base }) => ({ price, sold: base }));
  const above = side(state, isFlipped, false).map(({ price, base }) => ({ price, bought: base }));
  return [...below.reverse(), { price: now, sold: 0, bought: 0 }, ...above];
}

function side(state: PoolState, isFlipped: boolean, sellsBase: boolean) {
  const { pool, tokenA, tokenB } = state;
  const { decimals } = isFlipped ? tokenB : tokenA;
  const aToB = sellsBase !== isFlipped;
  const curve = facing(curveOfPool(pool), aToB);
  const [input, output] = aToB ? [pool.reserveA, pool.reserveB] : [pool.reserveB, pool.reserveA];
  const points: { price: number; base: number }[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    const amountIn = (input * BigInt(step * MOST_PERCENT)) / BigInt(STEPS * 100);
    const amountOut = amountOutRoundingDown(curve, { input, output }, amountIn);
    const [reserveA, reserveB] = aToB
      ? [input + amountIn, output - amountOut]
      : [output - amountOut, input + amountIn];
    const price = priceAt(state, isFlipped, reserveA, reserveB);
    if (price === undefined) break;
    points.push({ price, base: toNumber(sellsBase ? amountIn : amountOut, decimals) });
  }
  return points;
}

function priceAt({ pool, tokenA, tokenB }: PoolState, isFlipped: boolean, a: bigint, b: bigint) {
  const price = priceOfReserves(pool, tokenA.decimals, tokenB.decimals, a, b);
  return price === undefined || !isFlipped ? price : 1 / price;
}
