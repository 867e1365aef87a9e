// A pool in words.
import type { Pool } from '@liquidity-mining/client';
import { curveOfPool } from '@liquidity-mining/sdk';
import { CONSTANT_PRODUCT_KIND, pricesAt, ratioToDecimal } from '@liquidity-mining/sdk/math';
import type { Tokens } from '../tokens/tokens.ts';

/** `constant product`, or `stable, amplification 200`. */
export function curveName(pool: Pick<Pool, 'curve' | 'curveParameter'>): string {
  return pool.curve === CONSTANT_PRODUCT_KIND
    ? 'constant product'
    : `stable, amplification ${pool.curveParameter}`;
}

/** The price of one whole token A in B, fee aside. */
export function priceText(tokens: Tokens, pool: Pool): string {
  if (pool.lpSupply === 0n) return 'none yet: the first deposit sets it';
  const { aInB } = pricesAt(curveOfPool(pool), pool.reserveA, pool.reserveB);
  const numerator = aInB * 10n ** BigInt(pool.decimalsA);
  const denominator = (1n << 64n) * 10n ** BigInt(pool.decimalsB);
  const price = ratioToDecimal({ numerator, denominator }, 9).replace(/\.?0+$/, '');
  return `1 ${tokens.label(pool.mintA)} = ${price} ${tokens.label(pool.mintB)}`;
}
