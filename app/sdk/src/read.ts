// What is on chain: pools, positions, campaigns, with what quotes and people need of them.
import {
  CAMPAIGN_DISCRIMINATOR,
  type Campaign,
  type ClaimRecord,
  CONFIG_DISCRIMINATOR,
  type Config,
  decodeClaimRecords,
  decodePosition,
  type Farm,
  fetchMaybeCampaign,
  fetchMaybeFarm,
  fetchMaybePool,
  findFarmPda,
  getCampaignDecoder,
  getConfigDecoder,
  getPoolDecoder,
  getPositionDecoder,
  LIQUIDITY_MINING_PROGRAM_ADDRESS,
  POOL_DISCRIMINATOR,
  POSITION_DISCRIMINATOR,
  type Pool,
  type Position,
} from '@liquidity-mining/client';
import {
  type Address,
  type FixedSizeDecoder,
  fetchEncodedAccount,
  getBase64Encoder,
  type ReadonlyUint8Array,
} from '@solana/kit';
import { COMMITMENT } from './chain/commitment.ts';
import { type BytesFilter, hasAddress, hasDiscriminator } from './chain/filters.ts';
import { readTokens } from './chain/tokens.ts';
import { AccountNotFoundError } from './errors.ts';
import { type Claimable, claimable } from './math/rewards/pending.ts';
import type { Ratio, Reading, SdkRpc, TokenInfo } from './types.ts';

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

/**
 * Reads a pool, its farm and its mints.
 *
 * @throws AccountNotFoundError
 */
export async function readPool(options: Reading & { pool: Address }): Promise<PoolState> {
  const { rpc, pool: address } = options;
  const pool = await fetchPoolAccount(rpc, address);
  const [farmAddress] = await findFarmPda({ pool: address });
  const [farm, tokens, slot] = await Promise.all([
    fetchFarmAccount(rpc, farmAddress),
    readTokens(rpc, [pool.mintA, pool.mintB, pool.lpMint]),
    presentSlot(rpc),
  ]);
  const [tokenA, tokenB, tokenLp] = tokens as [TokenInfo, TokenInfo, TokenInfo];
  return { address, pool, farmAddress, farm, tokenA, tokenB, tokenLp, slot };
}

/** What a position can claim of one campaign. */
export type PendingReward = {
  campaign: Address;
  rewardMint: Address;
  /** Claimable now, before any transfer fee. */
  pending: bigint;
  /** Paid before. */
  paid: bigint;
  /** Whether it can earn no more of the campaign. */
  isFinal: boolean;
};

export type PositionState = {
  address: Address;
  position: Position;
  /** The farm's pool. */
  pool: Address;
  /** Of every campaign of the farm that the position has time in common with and has not settled. */
  rewards: PendingReward[];
  slot: bigint;
};

/**
 * Reads a position and works out its pending rewards, as of the present slot. Starts and ends of
 * campaigns that have passed since the farm was last written are counted in.
 *
 * @throws AccountNotFoundError
 */
export async function readPosition(
  options: Reading & { position: Address },
): Promise<PositionState> {
  const { rpc, position: address } = options;
  const { position, claims } = await fetchPositionAccount(rpc, address);
  const [farm, campaigns, slot] = await Promise.all([
    fetchFarmAccount(rpc, position.farm),
    findCampaigns({ rpc, farm: position.farm }),
    presentSlot(rpc),
  ]);
  const rewards = campaigns.flatMap(campaign => {
    const found = claimable(farm, campaign.data, position, claims, slot);
    return found.overlaps && !found.isSettled ? [pendingReward(campaign, found)] : [];
  });
  return { address, position, pool: farm.pool, rewards, slot };
}

function pendingReward(campaign: Found<Campaign>, found: Claimable): PendingReward {
  return {
    campaign: campaign.address,
    rewardMint: campaign.data.rewardMint,
    pending: found.amount,
    paid: found.paid,
    isFinal: found.isFinal,
  };
}

/** An account that was found, and its address. */
export type Found<T> = { address: Address; data: T };

/** Pools, all of them or those that have a mint, or two; in any order. */
export async function findPools(
  options: Reading & { mints?: readonly [Address] | readonly [Address, Address] },
): Promise<Found<Pool>[]> {
  const decoder = getPoolDecoder();
  const [one, other] = options.mints ?? [];
  const find = (...filters: BytesFilter[]) =>
    findAccounts(options.rpc, decoder, POOL_DISCRIMINATOR, filters);
  if (one === undefined) return await find();
  const is = (field: 'mintA' | 'mintB', mint: Address) => hasAddress(decoder, field, mint);
  // Which of the mints is A is the program's choice; both ways are looked up.
  const found = await Promise.all([
    find(is('mintA', one), ...(other ? [is('mintB', other)] : [])),
    find(is('mintB', one), ...(other ? [is('mintA', other)] : [])),
  ]);
  return found.flat();
}

/** A position that was found, with what it has claimed. */
export type FoundPosition = Found<Position> & { claims: ClaimRecord[] };

/** Positions, open or left, of an owner, of a farm, or both. */
export async function findPositions(
  options: Reading & { owner?: Address; farm?: Address },
): Promise<FoundPosition[]> {
  const decoder = getPositionDecoder();
  const filters: BytesFilter[] = [];
  if (options.owner) filters.push(hasAddress(decoder, 'owner', options.owner));
  if (options.farm) filters.push(hasAddress(decoder, 'farm', options.farm));
  return (await findEncoded(options.rpc, POSITION_DISCRIMINATOR, filters)).map(
    ({ address, data }) => ({
      address,
      data: decoder.decode(data),
      claims: decodeClaimRecords(data),
    }),
  );
}

/** Campaigns of a farm, of a pool, of a funder, or all. */
export async function findCampaigns(
  options: Reading & { farm?: Address; pool?: Address; funder?: Address },
): Promise<Found<Campaign>[]> {
  const decoder = getCampaignDecoder();
  const filters: BytesFilter[] = [];
  const farm = options.pool ? (await findFarmPda({ pool: options.pool }))[0] : options.farm;
  if (farm) filters.push(hasAddress(decoder, 'farm', farm));
  if (options.funder) filters.push(hasAddress(decoder, 'funder', options.funder));
  return await findAccounts(options.rpc, decoder, CAMPAIGN_DISCRIMINATOR, filters);
}

/** Configs (fee tiers), all of them or an admin's. */
export async function findConfigs(
  options: Reading & { admin?: Address },
): Promise<Found<Config>[]> {
  const decoder = getConfigDecoder();
  const filters = options.admin ? [hasAddress(decoder, 'admin', options.admin)] : [];
  return await findAccounts(options.rpc, decoder, CONFIG_DISCRIMINATOR, filters);
}

/**
 * Slots in a second, from recent performance samples. An estimate: slots are not seconds, and how long
 * they take changes. Nothing when the cluster has no samples yet.
 */
export async function estimateSlotsPerSecond(options: Reading): Promise<Ratio | undefined> {
  const samples = await options.rpc.getRecentPerformanceSamples(30).send();
  const numerator = samples.reduce((sum, each) => sum + each.numSlots, 0n);
  const denominator = samples.reduce((sum, each) => sum + BigInt(each.samplePeriodSecs), 0n);
  return numerator > 0n && denominator > 0n ? { numerator, denominator } : undefined;
}

/** The present slot. */
export async function presentSlot(rpc: SdkRpc): Promise<bigint> {
  return await rpc.getSlot({ commitment: COMMITMENT }).send();
}

export async function fetchPoolAccount(rpc: SdkRpc, address: Address): Promise<Pool> {
  return existing('pool', await fetchMaybePool(rpc, address, { commitment: COMMITMENT }));
}

export async function fetchFarmAccount(rpc: SdkRpc, address: Address): Promise<Farm> {
  return existing('farm', await fetchMaybeFarm(rpc, address, { commitment: COMMITMENT }));
}

export async function fetchCampaignAccount(rpc: SdkRpc, address: Address): Promise<Campaign> {
  return existing('campaign', await fetchMaybeCampaign(rpc, address, { commitment: COMMITMENT }));
}

export async function fetchPositionAccount(
  rpc: SdkRpc,
  address: Address,
): Promise<{ position: Position; claims: ClaimRecord[] }> {
  const account = await fetchEncodedAccount(rpc, address, { commitment: COMMITMENT });
  const position = existing('position', decodePosition(account));
  return { position, claims: account.exists ? decodeClaimRecords(account.data) : [] };
}

function existing<T extends object>(
  kind: string,
  account: { address: Address } & ({ exists: false } | { exists: true; data: T }),
): T {
  if (!account.exists) throw new AccountNotFoundError(kind, account.address);
  return account.data;
}

async function findAccounts<T extends object>(
  rpc: SdkRpc,
  decoder: FixedSizeDecoder<T>,
  discriminator: ReadonlyUint8Array,
  filters: readonly BytesFilter[],
): Promise<Found<T>[]> {
  const found = await findEncoded(rpc, discriminator, filters);
  return found.map(({ address, data }) => ({ address, data: decoder.decode(data) }));
}

async function findEncoded(
  rpc: SdkRpc,
  discriminator: ReadonlyUint8Array,
  filters: readonly BytesFilter[],
): Promise<Found<ReadonlyUint8Array>[]> {
  const accounts = await rpc
    .getProgramAccounts(LIQUIDITY_MINING_PROGRAM_ADDRESS, {
      encoding: 'base64',
      commitment: COMMITMENT,
      filters: [hasDiscriminator(discriminator), ...filters],
    })
    .send();
  const encoder = getBase64Encoder();
  return accounts.map(({ pubkey, account }) => ({
    address: pubkey,
    data: encoder.encode(account.data[0]),
  }));
}
