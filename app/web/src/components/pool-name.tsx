import type { PoolState } from '@liquidity-mining/sdk';
import type { View } from '../data/market.ts';
import { spotPrice } from '../data/prices.ts';
import type { Names } from '../data/tokens.ts';
import { showPercent } from '../lib/numbers.ts';
import { Badge } from './badge.tsx';
import { PairMarks } from './token.tsx';

const MILLION = 1_000_000;
const STABLE = 1;

/** The two tokens of a pool, in its own order. */
export function pairOf(state: PoolState, names: Names) {
  return {
    a: names.of(state.tokenA.mint, state.tokenA),
    b: names.of(state.tokenB.mint, state.tokenB),
  };
}

/** The two tokens as people name a pair: the one that values are in comes last. */
export function quotedPair(state: PoolState, { names, prices }: Pick<View, 'names' | 'prices'>) {
  const { a, b } = pairOf(state, names);
  const isFlipped = a.mint === prices.unit.mint;
  return isFlipped ? { base: b, quote: a, isFlipped } : { base: a, quote: b, isFlipped };
}

/** The price of the base token in the other, and how it has moved; nothing for an empty pool. */
export function quotedPrice(
  state: PoolState,
  view: Pick<View, 'names' | 'prices'>,
  change?: number,
) {
  const { isFlipped } = quotedPair(state, view);
  const spot = spotPrice(state);
  if (!spot) return undefined;
  const moved = change !== undefined && isFlipped ? 1 / (1 + change) - 1 : change;
  return { price: isFlipped ? 1 / spot : spot, change: moved };
}

export function pairName(state: PoolState, view: Pick<View, 'names' | 'prices'>): string {
  const { base, quote } = quotedPair(state, view);
  return `${base.symbol} / ${quote.symbol}`;
}

export function feeShare(rate: number): string {
  return showPercent(rate / MILLION);
}

/** What kind of pool it is, in a few words. */
export function PoolBadges({ state }: { state: PoolState }) {
  const { pool, tokenA, tokenB } = state;
  const isTaxed = tokenA.transferFee.basisPoints > 0 || tokenB.transferFee.basisPoints > 0;
  return (
    <span className="flex flex-wrap gap-1">
      <Badge>{feeShare(pool.tradeFeeRate)}</Badge>
      {pool.curve === STABLE && <Badge tone="accent">Stable ×{pool.curveParameter}</Badge>}
      {isTaxed && <Badge tone="reward">Transfer fee</Badge>}
      {pool.swapsPaused === 1 && <Badge tone="bad">Swaps paused</Badge>}
      {pool.depositsPaused === 1 && <Badge tone="bad">Deposits paused</Badge>}
    </span>
  );
}

export function PoolName({ state, view }: { state: PoolState; view: View }) {
  const { base, quote } = quotedPair(state, view);
  return (
    <span className="flex items-center gap-3">
      <PairMarks a={base} b={quote} />
      <span className="min-w-0">
        <span className="block font-medium leading-tight">
          {base.symbol} / {quote.symbol}
        </span>
        <span className="mt-1 block">
          <PoolBadges state={state} />
        </span>
      </span>
    </span>
  );
}
