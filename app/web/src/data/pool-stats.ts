import type { ProgramEvent } from '@liquidity-mining/client';
import type { EventRecord, PoolState } from '@liquidity-mining/sdk';
import { feeApr, rateOf, rewardApr } from '@liquidity-mining/sdk/math';
import { ratioToNumber, toNumber } from '../lib/numbers.ts';
import type { CampaignState } from './market.ts';
import { type PriceBook, priceOfReserves } from './prices.ts';
import type { Names } from './tokens.ts';

const DAY_S = 86_400;

/** One moment of a pool, from the balances that an event leaves behind. For display. */
export type Moment = { time: number; slot: bigint; price: number; tvl: number | undefined };

/** What a pool's history says of it. For display. */
export type PoolStats = {
  /** In the last 24 hours. */
  volume: number | undefined;
  fees: number | undefined;
  swaps: number;
  /** Of the price of A in B, over the last 24 hours of events. */
  change: number | undefined;
  /** Nothing where there is no trade to judge by. */
  feeApr: number | undefined;
  moments: readonly Moment[];
};

type SwappedFields = Extract<ProgramEvent, { name: 'Swapped' }>['fields'];

export function poolStats(
  state: PoolState,
  history: readonly EventRecord[],
  prices: PriceBook,
  msPerSlot: number,
): PoolStats {
  const { pool, tokenA, tokenB } = state;
  const value = (a: bigint, b: bigint) => {
    const ofA = prices.value(tokenA.mint, a, tokenA.decimals);
    const ofB = prices.value(tokenB.mint, b, tokenB.decimals);
    return ofA === undefined || ofB === undefined ? undefined : ofA + ofB;
  };
  const moments: Moment[] = [];
  const latest = history.at(-1)?.blockTime ?? 0n;
  const since = (latest ?? 0n) - BigInt(DAY_S);
  const fees = { a: 0n, b: 0n };
  const volume = { a: 0n, b: 0n };
  let swaps = 0;
  let firstSlot: bigint | undefined;
  for (const record of history) {
    const isRecent = record.blockTime !== null && record.blockTime >= since;
    for (const event of record.events) {
      const after = reservesAfter(event, state);
      if (!after) continue;
      if (isRecent) firstSlot ??= record.slot;
      moments.push(...moment(record, after, state, prices));
      if (event.name !== 'Swapped' || !isRecent) continue;
      const { amountIn, fee, protocolFee, creatorFee, aToB } = event.fields;
      const side = aToB === 1n ? 'a' : 'b';
      volume[side] += amountIn;
      fees[side] += fee - protocolFee - creatorFee;
      swaps += 1;
    }
  }
  const apr =
    firstSlot === undefined || swaps === 0 || pool.reserveA === 0n
      ? undefined
      : feeApr({
          fees,
          liquidity: { a: pool.reserveA, b: pool.reserveB },
          priceAInB: { numerator: pool.reserveB, denominator: pool.reserveA },
          slots: state.slot - firstSlot,
          slotsPerSecond: slotsPerSecond(msPerSlot),
        });
  const past = moments.find(({ time }) => BigInt(time) >= since);
  const now = moments.at(-1);
  return {
    change: past && now && now !== past ? now.price / past.price - 1 : undefined,
    volume: value(volume.a, volume.b),
    fees: value(fees.a, fees.b),
    swaps,
    feeApr: apr && ratioToNumber(apr),
    moments,
  };
}

/** What a pool holds for its LPs, in the unit of account; nothing where a price is missing. */
export function tvlOf({ pool, tokenA, tokenB }: PoolState, prices: PriceBook): number | undefined {
  const ofA = prices.value(tokenA.mint, pool.reserveA, tokenA.decimals);
  const ofB = prices.value(tokenB.mint, pool.reserveB, tokenB.decimals);
  return ofA === undefined || ofB === undefined ? undefined : ofA + ofB;
}

/** The yearly rate of all live campaigns together, for stakes without a lock; and what it lacks. */
export type RewardRate = { apr: number | undefined; because?: string };

export function rewardRate(
  state: PoolState,
  live: readonly CampaignState[],
  { prices, names }: { prices: PriceBook; names: Names },
  msPerSlot: number,
): RewardRate {
  if (live.length === 0) return { apr: undefined, because: 'no campaign is live' };
  const { farm, tokenLp } = state;
  if (farm.totalWeight === 0n) {
    return { apr: undefined, because: 'nobody is staked: the first to stake gets everything' };
  }
  const lpPrice = prices.of(tokenLp.mint);
  if (lpPrice === undefined) return { apr: undefined, because: 'no price of the pool is known' };
  let apr = 0;
  let priced = 0;
  for (const { campaign } of live) {
    const rewardPrice = prices.of(campaign.rewardMint);
    if (rewardPrice === undefined) continue;
    priced += 1;
    const { decimals } = names.of(campaign.rewardMint);
    // Per whole LP token staked without a lock, all values in the unit of the price book.
    const unit = 10n ** BigInt(tokenLp.decimals);
    const rate = rewardApr({
      rate: rateOf(campaign),
      weight: unit,
      totalWeight: farm.totalWeight,
      rewardInB: fraction(rewardPrice / 10 ** decimals),
      stakeValueInB: fraction(lpPrice),
      slotsPerSecond: slotsPerSecond(msPerSlot),
    });
    apr += rate ? ratioToNumber(rate) : 0;
  }
  return priced === 0
    ? { apr: undefined, because: 'no pool trades the reward, so it has no price' }
    : { apr };
}

const MILLION = 1_000_000n;
export function slotsPerSecond(msPerSlot: number) {
  return { numerator: 1_000n * MILLION, denominator: BigInt(Math.round(msPerSlot * 1e6)) };
}

/** A display number as a fraction, for formulas that take one. */
function fraction(value: number) {
  const denominator = 10n ** 18n;
  return { numerator: BigInt(Math.round(value * 1e12)) * MILLION, denominator };
}

function reservesAfter(event: ProgramEvent, { address }: PoolState) {
  if (event.name !== 'Swapped' && event.name !== 'LiquidityChanged') return undefined;
  const { pool, reserveA, reserveB } = event.fields as SwappedFields;
  return pool === address ? { a: reserveA, b: reserveB } : undefined;
}

function moment(
  record: EventRecord,
  after: { a: bigint; b: bigint },
  state: PoolState,
  prices: PriceBook,
): Moment[] {
  const { tokenA, tokenB, pool } = state;
  const price = priceOfReserves(pool, tokenA.decimals, tokenB.decimals, after.a, after.b);
  if (record.blockTime === null || price === undefined) return [];
  // In token B at that moment, and that at B's value now.
  const ofB = prices.of(tokenB.mint);
  const inB = price * toNumber(after.a, tokenA.decimals) + toNumber(after.b, tokenB.decimals);
  return [
    {
      time: Number(record.blockTime),
      slot: record.slot,
      price,
      tvl: ofB === undefined ? undefined : inB * ofB,
    },
  ];
}
