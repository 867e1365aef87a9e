// Numbers for people, against values worked out by hand.
import { describe, expect, it } from 'vitest';
import {
  againstHolding,
  CONSTANT_PRODUCT,
  curveOf,
  feeApr,
  impermanentLossOfPriceChange,
  priceImpact,
  ratioToDecimal,
  rewardApr,
  swapExactIn,
  U64_MAX,
} from '../src/math/index.ts';

const decimal = (ratio: Parameters<typeof ratioToDecimal>[0] | undefined, decimals = 6) =>
  ratio && ratioToDecimal(ratio, decimals);
const NO_FEES = { tradeFeeRate: 0, protocolFeeShare: 0, creatorFeeShare: 0 };
const TWO_SLOTS_A_SECOND = { numerator: 2n, denominator: 1n };

describe('price impact', () => {
  it('is the part of the input in the reserve after it, on the constant product', () => {
    const reserves = { input: 1_000_000n, output: 4_000_000n };
    const { amountOut } = swapExactIn(CONSTANT_PRODUCT, NO_FEES, reserves, 250_000n);
    // 250,000 / 1,250,000
    expect(decimal(priceImpact(CONSTANT_PRODUCT, reserves, 250_000n, amountOut))).toBe('0.200000');
  });

  it('is far smaller near the par of a stable pool, and never below zero', () => {
    const curve = curveOf({ kind: 1, parameter: 1_000, decimalsA: 6, decimalsB: 6 });
    const reserves = { input: 10n ** 12n, output: 10n ** 12n };
    const { amountOut } = swapExactIn(curve, NO_FEES, reserves, 10n ** 10n);
    const impact = priceImpact(curve, reserves, 10n ** 10n, amountOut);
    expect(Number(decimal(impact, 9))).toBeLessThan(0.000_02);
    expect(impact.numerator).toBeGreaterThanOrEqual(0n);
    expect(priceImpact(curve, reserves, 0n, 0n)).toEqual({ numerator: 0n, denominator: 1n });
  });
});

describe('impermanent loss', () => {
  // The values every text on the subject gives.
  it.each([
    [1n, 1n, '0.000000'],
    [2n, 1n, '-0.057190'],
    [1n, 2n, '-0.057190'],
    [4n, 1n, '-0.200000'],
    [5n, 1n, '-0.254644'],
    [0n, 1n, '-1.000000'],
  ])('for a price %s/%s times what it was is %s', (numerator, denominator, loss) => {
    expect(decimal(impermanentLossOfPriceChange({ numerator, denominator }))).toBe(loss);
  });

  it('is the same worked out from amounts', () => {
    // 100 A and 100 B at 1; at 4 the pool has 50 A and 200 B, worth 400 against 500.
    const ratio = againstHolding({ a: 100n, b: 100n }, { a: 50n, b: 200n }, price(4n));
    expect(decimal(ratio)).toBe('-0.200000');
    expect(againstHolding({ a: 0n, b: 0n }, { a: 0n, b: 0n }, price(1n)).numerator).toBe(0n);
  });
});

const price = (numerator: bigint) => ({ numerator, denominator: 1n });

describe('yearly rates', () => {
  it('of fees: what the slots observed paid, for a year of slots', () => {
    // 1 B of fees on 3,153,600 B in 20 slots, ten seconds: one B a year for each B.
    const options = {
      fees: { a: 0n, b: 1n },
      liquidity: { a: 0n, b: 3_153_600n },
      priceAInB: price(1n),
      slots: 20n,
      slotsPerSecond: TWO_SLOTS_A_SECOND,
    };
    expect(decimal(feeApr(options))).toBe('1.000000');
    expect(feeApr({ ...options, slots: 0n })).toBeUndefined();
    expect(feeApr({ ...options, liquidity: { a: 0n, b: 0n } })).toBeUndefined();
  });

  it('of rewards: the stake’s part of the stream, by its weight', () => {
    // 5 units a slot, half of the weight, 3 B a unit: 7.5 B a slot, 473,040,000 B a year.
    const options = {
      rate: { amount: 500n, slots: 100n },
      weight: 10n,
      totalWeight: 20n,
      rewardInB: price(3n),
      stakeValueInB: price(4_730_400_000n),
      slotsPerSecond: TWO_SLOTS_A_SECOND,
    };
    expect(decimal(rewardApr(options))).toBe('0.100000');
    expect(rewardApr({ ...options, totalWeight: 0n })).toBeUndefined();
    expect(rewardApr({ ...options, stakeValueInB: price(0n) })).toBeUndefined();
  });
});

it('writes fractions cut off, with the sign of what is below zero', () => {
  expect(decimal({ numerator: 1n, denominator: 3n }, 4)).toBe('0.3333');
  expect(decimal({ numerator: -2n, denominator: 3n }, 4)).toBe('-0.6666');
  expect(decimal({ numerator: U64_MAX, denominator: 1n }, 0)).toBe('18446744073709551615');
});
