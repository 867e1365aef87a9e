// What actions share: bounds, refusals that are seen before sending, and how instructions name tokens.
import type { Pool } from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import { InvalidArgumentError, type ProgramErrorName, QuoteRefusedError } from '../errors.ts';
import { type Curve, curveOf } from '../math/curve/index.ts';
import { MathError } from '../math/error.ts';
import type { FeeTerms } from '../math/fees.ts';
import { divideRoundingUp, smaller, U64_MAX } from '../math/integer.ts';
import { extended, fromLimbs, type Observation, pricesAt } from '../math/price.ts';
import type { Books } from '../math/shares.ts';
import type { PoolState } from '../read.ts';
import type { Bounds, TokenInfo } from '../types.ts';

const BASIS_POINTS = 10_000;

/** Works out a quote; what the arithmetic refuses is refused by name. */
export function quoting<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MathError) throw new QuoteRefusedError(error.reason, { cause: error });
    throw error;
  }
}

/** Refuses, unless `condition`, what the program would refuse by that name. */
export function requireThat(condition: boolean, reason: ProgramErrorName): void {
  if (!condition) throw new QuoteRefusedError(reason);
}

/** `value`, which must be an amount of base units: above zero, and at most what fits 64 bits. */
export function requireAmount(argument: string, value: bigint): bigint {
  if (typeof value === 'bigint' && value > 0n && value <= U64_MAX) return value;
  throw new InvalidArgumentError(
    argument,
    `${argument} is ${value}, which is no amount`,
    'Give base units as a bigint, from 1 to 18446744073709551615.',
  );
}

/** Checks bounds and says up to which slot they let an instruction run. */
export function validUntil({ slippageBps, validForSlots }: Bounds, slot: bigint): bigint {
  if (!Number.isInteger(slippageBps) || slippageBps < 0 || slippageBps > BASIS_POINTS) {
    throw new InvalidArgumentError(
      'slippageBps',
      `slippageBps is ${slippageBps}`,
      'Give hundredths of a percent, a whole number from 0 to 10,000: 50 is 0.5 %.',
    );
  }
  if (typeof validForSlots !== 'bigint' || validForSlots < 0n || validForSlots > U64_MAX - slot) {
    throw new InvalidArgumentError(
      'validForSlots',
      `validForSlots is ${validForSlots}`,
      'Give a number of slots as a bigint, for instance 150n.',
    );
  }
  return slot + validForSlots;
}

/** The least to accept of an amount, rounded up. */
export function atLeast(amount: bigint, slippageBps: number): bigint {
  return divideRoundingUp(amount * BigInt(BASIS_POINTS - slippageBps), BigInt(BASIS_POINTS));
}

/** The most to pay for an amount, rounded down. */
export function atMost(amount: bigint, slippageBps: number): bigint {
  return smaller((amount * BigInt(BASIS_POINTS + slippageBps)) / BigInt(BASIS_POINTS), U64_MAX);
}

/** A pool's curve, as token A sees it. */
export function curveOfPool(pool: Pool): Curve {
  const { curve: kind, curveParameter: parameter, decimalsA, decimalsB } = pool;
  return quoting(() => curveOf({ kind, parameter, decimalsA, decimalsB }));
}

/** A pool's fee terms. */
export function termsOfPool(pool: Pool): FeeTerms {
  const { tradeFeeRate, protocolFeeShare, creatorFeeShare } = pool;
  return { tradeFeeRate, protocolFeeShare, creatorFeeShare };
}

/** What a pool holds for its LPs. */
export function booksOfPool(pool: Pool): Books {
  const { reserveA, reserveB, lpSupply } = pool;
  return { reserveA, reserveB, lpSupply };
}

/**
 * A pool's sums of prices up to a slot, its present price counted in from where the account stops. Two
 * of different slots give the average price between them: `averageBetween`.
 */
export function observationOfPool(pool: Pool, slot: bigint): Observation {
  const kept = {
    slot: pool.observedSlot,
    aInB: fromLimbs(pool.priceSumAInB),
    bInA: fromLimbs(pool.priceSumBInA),
  };
  // Nothing is summed while there is no price.
  if (pool.reserveA === 0n || pool.reserveB === 0n) {
    return extended(kept, { aInB: 0n, bInA: 0n }, slot);
  }
  const prices = quoting(() => pricesAt(curveOfPool(pool), pool.reserveA, pool.reserveB));
  return extended(kept, prices, slot);
}

/** Whether a mint is the pool's token A; it must be A or B. */
export function isTokenA(state: PoolState, argument: string, mint: Address): boolean {
  const { mintA, mintB } = state.pool;
  if (mint === mintA || mint === mintB) return mint === mintA;
  throw new InvalidArgumentError(
    argument,
    `${mint} is no token of pool ${state.address}`,
    `Give ${mintA} or ${mintB}.`,
  );
}

/** The mint, which an instruction needs only where it is of Token-2022. */
export function mintIfNeeded(token: TokenInfo): Address | undefined {
  return token.tokenProgram === TOKEN_2022_PROGRAM_ADDRESS ? token.mint : undefined;
}

/** The Token-2022 program, where one of the tokens is of it. */
export function token2022IfNeeded(...tokens: TokenInfo[]): Address | undefined {
  const isNeeded = tokens.some(token => token.tokenProgram === TOKEN_2022_PROGRAM_ADDRESS);
  return isNeeded ? TOKEN_2022_PROGRAM_ADDRESS : undefined;
}

/** The accounts of a pool that instructions for both tokens name. */
export function pairAccounts(state: PoolState) {
  const { pool, address, tokenA, tokenB } = state;
  return {
    pool: address,
    vaultA: pool.vaultA,
    vaultB: pool.vaultB,
    lpMint: pool.lpMint,
    mintA: mintIfNeeded(tokenA),
    mintB: mintIfNeeded(tokenB),
    token2022Program: token2022IfNeeded(tokenA, tokenB),
  };
}
