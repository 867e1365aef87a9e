// Positions and campaigns as people name them: by address, or by pool and number, as GOLD/USD#3.
import {
  type Campaign,
  findCampaignPda,
  findFarmPda,
  findPositionPda,
  POSITION_DISCRIMINATOR,
  type Position,
} from '@liquidity-mining/client';
import {
  type FoundPosition,
  fetchCampaignAccount,
  fetchFarmAccount,
  fetchPositionAccount,
  findPositions,
  type PoolState,
  readPool,
} from '@liquidity-mining/sdk';
import { type Address, isAddress } from '@solana/kit';
import type { Context } from '../context.ts';
import { CliError, usageError } from '../errors.ts';
import { parseCount, parseIndex } from '../text/numbers.ts';
import { findPool, pairOf, remember } from './pools.ts';

/**
 * A position: its address, `POOL#number`, or a pool in which the wallet has just one that is open.
 *
 * @throws CliError when there is none, or more than one
 */
export async function findPosition(context: Context, text: string): Promise<Address> {
  if (isAddress(text) && (await isPosition(context, text))) return text;
  const [poolText, number, ...more] = text.split('#');
  if (!poolText || more.length > 0) throw noPosition(text);
  const pool = await findPool(context, poolText);
  const owner = (await context.signer()).address;
  if (number !== undefined) {
    const count = parseCount(number, 'A position number');
    return (await findPositionPda({ farm: pool.farmAddress, owner, number: count }))[0];
  }
  const all = await findPositions({ rpc: context.rpc, owner, farm: pool.farmAddress });
  const [only, ...others] = all.filter(each => each.data.isOpen === 1);
  if (only === undefined) {
    throw new CliError(
      'NOT_FOUND',
      `You have nothing staked in the ${pairOf(context, pool.pool)} pool`,
      'lm position list --all shows what you have, positions that have left included.',
    );
  }
  if (others.length > 0) {
    const names = [only, ...others].map(each => `${poolText}#${each.data.number}`);
    throw usageError(
      `You have ${names.length} positions there: ${names.join(', ')}`,
      'Say which one.',
    );
  }
  return only.address;
}

function noPosition(text: string): CliError {
  return usageError(`'${text}' is no position`, 'Give its address, or GOLD/USD#3, or GOLD/USD.');
}

async function isPosition(context: Context, address: Address): Promise<boolean> {
  const account = await context.rpc
    .getAccountInfo(address, { encoding: 'base64', commitment: 'confirmed' })
    .send();
  if (account.value === null) {
    throw new CliError(
      'NOT_FOUND',
      `There is nothing at ${address}`,
      'Check the address and --url.',
    );
  }
  const data = Buffer.from(account.value.data[0], 'base64');
  return POSITION_DISCRIMINATOR.every((byte, index) => data[index] === byte);
}

/**
 * A campaign: its address, or `POOL#number`.
 *
 * @throws CliError when it is neither
 */
export async function findCampaign(context: Context, text: string): Promise<Address> {
  if (isAddress(text)) return text;
  const [poolText, number, ...more] = text.split('#');
  if (!poolText || number === undefined || more.length > 0) {
    throw usageError(`'${text}' is no campaign`, 'Give its address, or GOLD/USD#0.');
  }
  const { farmAddress: farm } = await findPool(context, poolText);
  return (await findCampaignPda({ farm, number: parseIndex(number, 'A campaign number') }))[0];
}

/** A campaign with its reward token looked up, and the pool that it is for. */
export async function readCampaign(
  context: Context,
  address: Address,
): Promise<{ campaign: Campaign; pool: Address }> {
  const campaign = await fetchCampaignAccount(context.rpc, address);
  const farm = await fetchFarmAccount(context.rpc, campaign.farm);
  remember(context, await readPool({ rpc: context.rpc, pool: farm.pool }));
  await context.tokens.infos([campaign.rewardMint]);
  return { campaign, pool: farm.pool };
}

/** The wallet's positions, or somebody else's, by number; of one pool, if that is said. */
export async function positionsOf(
  context: Context,
  owner: Address,
  pool?: Address,
): Promise<FoundPosition[]> {
  const farm = pool && (await findFarmPda({ pool }))[0];
  const found = await findPositions({ rpc: context.rpc, owner, ...(farm && { farm }) });
  return found.sort((one, other) => Number(one.data.number - other.data.number));
}

/** A position's account and its pool, with the pool's tokens made known. */
export async function readPositionShown(
  context: Context,
  position: Address,
): Promise<{ position: Address; account: Position; state: PoolState }> {
  const { rpc } = context;
  const { position: account } = await fetchPositionAccount(rpc, position);
  const farm = await fetchFarmAccount(rpc, account.farm);
  const state = await readPool({ rpc, pool: farm.pool });
  remember(context, state);
  return { position, account, state };
}
