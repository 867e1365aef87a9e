// A pool as people name it: by its address, or by its pair, as GOLD/USD.
import { findPools, type PoolState, readPool } from '@liquidity-mining/sdk';
import { type Address, isAddress } from '@solana/kit';
import type { Context } from '../context.ts';
import { CliError, usageError } from '../errors.ts';

/** @throws CliError when there is no such pool, or more than one */
export async function findPool(context: Context, text: string): Promise<PoolState> {
  const address = await poolAddress(context, text);
  const state = await readPool({ rpc: context.rpc, pool: address });
  remember(context, state);
  return state;
}

async function poolAddress(context: Context, text: string): Promise<Address> {
  if (isAddress(text)) return text;
  const [one, other, ...more] = text.split('/');
  if (!one || !other || more.length > 0) {
    throw usageError(`'${text}' is no pool`, 'Give its address or its pair, as in GOLD/USD.');
  }
  const mints = [context.tokens.mintOf(one), context.tokens.mintOf(other)] as const;
  const [found, ...others] = await poolsOf(context, mints[0], mints[1]);
  if (found === undefined) {
    throw new CliError(
      'NOT_FOUND',
      `There is no ${text} pool`,
      'lm pool list shows those there are; lm pool create makes one.',
    );
  }
  if (others.length > 0) {
    const all = [found, ...others].join(', ');
    throw usageError(`There are ${others.length + 1} ${text} pools: ${all}`, 'Give the address.');
  }
  return found;
}

/** All pools of a pair. */
export async function poolsOf(context: Context, one: Address, other: Address): Promise<Address[]> {
  if (one === other) throw usageError('Both tokens are the same', 'Give two different tokens.');
  return (await findPools({ rpc: context.rpc, mints: [one, other] })).map(each => each.address);
}

/** Makes a pool's tokens known, and what to call its LP token. */
export function remember({ tokens }: Context, state: PoolState): void {
  tokens.remember([state.tokenA, state.tokenB, state.tokenLp]);
  for (const token of [state.tokenA, state.tokenB]) {
    if (token.symbol) tokens.call(token.mint, `“${token.symbol}”`);
  }
  tokens.call(state.pool.lpMint, 'LP');
}

/** `GOLD/USD` */
export function pairOf({ tokens }: Context, pool: { mintA: Address; mintB: Address }): string {
  return `${tokens.label(pool.mintA)}/${tokens.label(pool.mintB)}`;
}

/** The mint of a pool's token by symbol or address. */
export function mintIn(context: Context, state: PoolState, text: string): Address {
  const mint = context.tokens.mintOf(text);
  const { mintA, mintB } = state.pool;
  if (mint === mintA || mint === mintB) return mint;
  throw usageError(
    `${text} is no token of the ${pairOf(context, state.pool)} pool`,
    `Give ${context.tokens.label(mintA)} or ${context.tokens.label(mintB)}.`,
  );
}
