import {
  type Farm,
  getClosePositionInstruction,
  getLockForeverInstruction,
  getRestakeInstruction,
  getStakeInstruction,
  getUnstakeInstruction,
  getUnstakePartInstruction,
  type LockChoice,
  NO_BOOST,
  type Position,
} from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { fetchEncodedAccount } from '@solana/kit';
import { useAccounts } from '../chain/accounts.ts';
import { COMMITMENT } from '../chain/commitment.ts';
import { freePosition } from '../chain/numbers.ts';
import { readTokens } from '../chain/tokens.ts';
import { mulDivRoundingDown, U64_MAX } from '../math/integer.ts';
import { fetchFarmAccount, fetchPositionAccount, presentSlot, readPool } from '../read.ts';
import type { Plan, SdkRpc, TokenInfo } from '../types.ts';
import { quoting, requireAmount, requireThat } from './common.ts';
import type {
  PositionOptions,
  RestakeOptions,
  StakeOptions,
  StakeQuote,
  UnstakePartOptions,
  UnstakePartQuote,
  UnstakeQuote,
} from './types.ts';

/** `lockedUntilSlot` of a position that is locked for ever. */
const FOREVER = U64_MAX;

/**
 * Stakes LP tokens from the wallet as a new position, which earns of every campaign from then on. Its
 * number is chosen here: a free one whose address is cheap to find on chain.
 *
 * @throws QuoteRefusedError `NoSuchLock`
 * @throws InsufficientFundsError when the wallet holds fewer LP tokens
 */
export async function stake(options: StakeOptions): Promise<Plan<StakeQuote>> {
  const { rpc, owner, lpAmount, lockChoice = 0 } = options;
  requireAmount('lpAmount', lpAmount);
  const { farm, farmAddress, tokenLp } = await readPool(options);
  const quote = {
    farm: farmAddress,
    ...(await freePosition(rpc, farmAddress, owner.address)),
    ...quoteStake(farm, lpAmount, lockOf(farm, lockChoice)),
  };
  const { addresses, before } = await useAccounts(rpc, owner, owner, [
    { token: tokenLp, spends: lpAmount },
  ]);
  const [ownerLp] = addresses;
  const instruction = getStakeInstruction({
    owner,
    farm: farmAddress,
    position: quote.position,
    stakeVault: farm.stakeVault,
    ownerLp,
    number: quote.number,
    lpAmount,
    lockChoice,
  });
  return { quote, instructions: [...before, instruction] };
}

/**
 * Takes a whole stake back to the wallet. What it earned stays claimable.
 *
 * @throws QuoteRefusedError `NotPositionOwner`, `PositionClosed`, `PositionLocked`
 */
export async function unstake(options: PositionOptions): Promise<Plan<UnstakeQuote>> {
  const { rpc, owner, position: address } = options;
  const { position, farm } = await readLeaving(options);
  const { before, ownerLp } = await receiveLp(rpc, owner, farm);
  const { stakeVault } = farm;
  const instruction = getUnstakeInstruction({
    owner,
    farm: position.farm,
    position: address,
    stakeVault,
    ownerLp,
  });
  const quote = { farm: position.farm, position: address, lpAmount: position.lpAmount };
  return { quote, instructions: [...before, instruction] };
}

/**
 * Takes a part of a stake back to the wallet. The rest goes on as a new position with the same boost.
 *
 * @throws QuoteRefusedError `NotAPart`, and as `unstake`
 */
export async function unstakePart(options: UnstakePartOptions): Promise<Plan<UnstakePartQuote>> {
  const { rpc, owner, position: address, lpAmount } = options;
  requireAmount('lpAmount', lpAmount);
  const { position, farm } = await readLeaving(options);
  requireThat(lpAmount < position.lpAmount, 'NotAPart');
  const next = await freePosition(rpc, position.farm, owner.address);
  const { before, ownerLp } = await receiveLp(rpc, owner, farm);
  const instruction = getUnstakePartInstruction({
    owner,
    farm: position.farm,
    position: address,
    newPosition: next.position,
    stakeVault: farm.stakeVault,
    ownerLp,
    number: next.number,
    lpAmount,
  });
  const quote = {
    farm: position.farm,
    position: address,
    lpAmount,
    newPosition: next.position,
    number: next.number,
    lpLeft: position.lpAmount - lpAmount,
  };
  return { quote, instructions: [...before, instruction] };
}

/**
 * Replaces a position whose lock is over by a new one with the same stake, under another lock or none.
 * Anyone may end the boost of a lock that is over; the other stakers gain by it.
 *
 * @throws QuoteRefusedError `NotPositionOwner` for a lock that is not the owner's choice,
 * `NothingToRenew`, `NoSuchLock`, `PositionClosed`, `PositionLocked`
 */
export async function restake(
  options: RestakeOptions,
): Promise<Plan<StakeQuote & { replaced: Address }>> {
  const { rpc, payer, position: address, lockChoice = 0 } = options;
  const { position, farm } = await readOpen(rpc, address);
  const isOwner = payer.address === position.owner;
  requireThat(isOwner || lockChoice === 0, 'NotPositionOwner');
  requireThat(position.multiplier !== NO_BOOST || lockChoice !== 0, 'NothingToRenew');
  await requireUnlocked(rpc, position);
  const lock = lockOf(farm, lockChoice);
  const next = await freePosition(rpc, position.farm, position.owner);
  const without = { ...farm, totalWeight: farm.totalWeight - position.weight };
  const quote = {
    farm: position.farm,
    replaced: address,
    ...next,
    ...quoteStake(without, position.lpAmount, lock),
  };
  const instruction = getRestakeInstruction({
    payer,
    farm: position.farm,
    position: address,
    newPosition: next.position,
    number: next.number,
    lockChoice,
  });
  return { quote, instructions: [instruction] };
}

/**
 * Locks a position for ever. It goes on earning rewards and trade fees; its principal never leaves, and
 * no key can undo it.
 *
 * @throws QuoteRefusedError `NotPositionOwner`, `PositionClosed`, `LockedForever`
 */
export async function lockForever(
  options: PositionOptions,
): Promise<Plan<{ position: Address; lpAmount: bigint }>> {
  const { rpc, owner, position: address } = options;
  const { position, farm } = await readOpen(rpc, address);
  requireThat(position.owner === owner.address, 'NotPositionOwner');
  requireThat(position.lockedUntilSlot !== FOREVER, 'LockedForever');
  const instruction = getLockForeverInstruction({
    owner,
    pool: farm.pool,
    farm: position.farm,
    position: address,
  });
  return { quote: { position: address, lpAmount: position.lpAmount }, instructions: [instruction] };
}

/**
 * Closes a position that has left and claimed everything; the rent returns to its owner.
 *
 * @throws QuoteRefusedError `NotPositionOwner`, `PositionOpen`, `RewardsUnclaimed`
 */
export async function closePosition(
  options: PositionOptions,
): Promise<Plan<{ position: Address; rentReturned: bigint }>> {
  const { rpc, owner, position: address } = options;
  const [{ position, claims }, account] = await Promise.all([
    fetchPositionAccount(rpc, address),
    fetchEncodedAccount(rpc, address, { commitment: COMMITMENT }),
  ]);
  requireThat(position.owner === owner.address, 'NotPositionOwner');
  requireThat(position.isOpen === 0, 'PositionOpen');
  const settled = claims.filter(each => each.settled === 1).length;
  const overlapping = position.startsAtExit - position.endsAtEntry;
  requireThat(BigInt(settled) >= overlapping, 'RewardsUnclaimed');
  const rentReturned = account.exists ? account.lamports : 0n;
  return {
    quote: { position: address, rentReturned },
    instructions: [getClosePositionInstruction({ owner, position: address })],
  };
}

/** One of a farm's lock choices. */
export function lockOf(farm: Farm, lockChoice: number): LockChoice {
  const lock = farm.lockChoices[lockChoice];
  requireThat(lock !== undefined && lock.multiplier > 0, 'NoSuchLock');
  return lock as LockChoice;
}

/** What staking under a lock weighs. */
export function quoteStake(farm: Pick<Farm, 'totalWeight'>, lpAmount: bigint, lock: LockChoice) {
  const weight = weightOf(lpAmount, lock.multiplier);
  const totalWeight = farm.totalWeight + weight;
  requireThat(totalWeight <= U64_MAX, 'WeightOverflow');
  return {
    lpAmount,
    weight,
    shareOfFarm: { numerator: weight, denominator: totalWeight },
    lockSlots: lock.slots,
  };
}

function weightOf(lpAmount: bigint, multiplier: number): bigint {
  if (multiplier === NO_BOOST) return lpAmount;
  return quoting(() => mulDivRoundingDown(lpAmount, BigInt(multiplier), BigInt(NO_BOOST)));
}

/** A position that its owner may take out now, and its farm. */
export async function readLeaving(
  options: PositionOptions,
): Promise<{ position: Position; farm: Farm }> {
  const { rpc, owner, position: address } = options;
  const found = await readOpen(rpc, address);
  requireThat(found.position.owner === owner.address, 'NotPositionOwner');
  await requireUnlocked(rpc, found.position);
  return found;
}

/** A position that is open, and its farm. */
export async function readOpen(
  rpc: SdkRpc,
  address: Address,
): Promise<{ position: Position; farm: Farm }> {
  const { position } = await fetchPositionAccount(rpc, address);
  requireThat(position.isOpen === 1, 'PositionClosed');
  return { position, farm: await fetchFarmAccount(rpc, position.farm) };
}

async function requireUnlocked(rpc: SdkRpc, position: Position): Promise<void> {
  requireThat((await presentSlot(rpc)) >= position.lockedUntilSlot, 'PositionLocked');
}

/** Where LP tokens return to, opened if it is missing. */
async function receiveLp(rpc: SdkRpc, owner: PositionOptions['owner'], farm: Farm) {
  const [token] = (await readTokens(rpc, [farm.lpMint])) as [TokenInfo];
  const { addresses, before } = await useAccounts(rpc, owner, owner, [{ token, spends: 0n }]);
  return { before, ownerLp: addresses[0] };
}
