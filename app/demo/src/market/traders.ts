// People who trade in the demo: a seeded random walk, so that two runs look alike.

import { swap } from '@liquidity-mining/sdk';
import type { KeyPairSigner } from '@solana/kit';
import { units } from '../amount.ts';
import type { Chain } from '../chain.ts';
import type { DemoPool, Market } from './seed.ts';

const BOUNDS = { slippageBps: 300, validForSlots: 300n };

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One trade in a pool, of about its typical size, in either direction. */
async function trade(
  chain: Chain,
  pool: DemoPool,
  trader: KeyPairSigner,
  random: () => number,
): Promise<void> {
  const size = Math.max(1, Math.round(pool.typical * 1_000 * (0.2 + 1.8 * random())));
  const amount = units(size, pool.a.decimals) / 1_000n;
  const isBuy = random() < 0.53;
  const { instructions } = await swap({
    rpc: chain.rpc,
    trader,
    pool: pool.address,
    mintIn: isBuy ? pool.b.mint : pool.a.mint,
    ...(isBuy ? { amountOut: amount } : { amountIn: amount }),
    ...BOUNDS,
  });
  await chain.send(trader, instructions);
}

/** Lets so many rounds of trading pass, with the clock moved on between them. */
export async function tradeThrough(
  chain: Chain,
  { pools, traders }: Market,
  options: { rounds: number; slotsBetween: bigint; travel: (slot: bigint) => Promise<unknown> },
): Promise<void> {
  const random = randomFrom(7);
  for (let round = 0; round < options.rounds; round += 1) {
    await Promise.all(
      pools.map(async (pool, i) => {
        const trader = traders[i % traders.length];
        if (trader) await trade(chain, pool, trader, random);
      }),
    );
    await options.travel((await chain.slot()) + options.slotsBetween);
  }
}

/** Goes on trading now and then until it is told to stop. */
export function keepTrading(chain: Chain, { pools, traders }: Market, everyMs: number): () => void {
  const random = randomFrom(11);
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    const pool = pools[Math.floor(random() * pools.length)];
    const trader = traders[Math.floor(random() * traders.length)];
    // A trade that fails is of no matter: the next one comes.
    if (pool && trader) await trade(chain, pool, trader, random).catch(() => {});
    isBusy = false;
  }, everyMs);
  return () => clearInterval(timer);
}
