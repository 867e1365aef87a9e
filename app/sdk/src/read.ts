import type { Campaign, Farm, Pool, Position } from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { NotYetError } from './errors.ts';
import type { Ratio, Reading, TokenInfo } from './types.ts';

/** A pool with all that quotes need of it. */
export type PoolState = {
  address: Address;
  pool: Pool;
  farmAddress: Address;
  farm: Farm;
  tokenA: TokenInfo;
  tokenB: TokenInfo;
  tokenLp: TokenInfo;
  /** The slot in which this was read. */
  slot: bigint;
};
/** Reads a pool, its farm and its mints. */
export async function readPool(_options: Reading & { pool: Address }): Promise<PoolState> {
  throw new NotYetError('readPool');
}

/** What a position can claim of one campaign. */
export type PendingReward = {
  campaign: Address;
  rewardMint: Address;
  /** Claimable now. */
  pending: bigint;
  /** Paid before. */
  paid: bigint;
  isFinal: boolean;
};
export type PositionState = {
  address: Address;
  position: Position;
  rewards: PendingReward[];
  slot: bigint;
};
/** Reads a position and works out its pending rewards, as of the present slot. */
export async function readPosition(
  _options: Reading & { position: Address },
): Promise<PositionState> {
  throw new NotYetError('readPosition');
}

export type Found<T> = { address: Address; data: T };
/** Pools, all of them or those that have a mint, or two. */
export async function findPools(
  _options: Reading & { mints?: readonly [Address] | readonly [Address, Address] },
): Promise<Found<Pool>[]> {
  throw new NotYetError('findPools');
}
/** Positions of an owner, in all farms or one. */
export async function findPositions(
  _options: Reading & { owner?: Address; farm?: Address },
): Promise<Found<Position>[]> {
  throw new NotYetError('findPositions');
}
/** Campaigns of a farm or pool, or of a funder. */
export async function findCampaigns(
  _options: Reading & { farm?: Address; pool?: Address; funder?: Address },
): Promise<Found<Campaign>[]> {
  throw new NotYetError('findCampaigns');
}

/** Slots in a second, from recent performance samples: an estimate, since slots are not seconds. */
export async function estimateSlotsPerSecond(_options: Reading): Promise<Ratio> {
  throw new NotYetError('estimateSlotsPerSecond');
}
