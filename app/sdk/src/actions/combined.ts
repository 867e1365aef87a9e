// Two steps in one instruction: into a pool and its farm, out of both, and what locks for ever free.
import {
  getCollectLockedFeesInstruction,
  getDepositAndStakeInstruction,
  getUnstakeAndWithdrawInstruction,
} from '@liquidity-mining/client';
import type { Address } from '@solana/kit';
import { useAccounts } from '../chain/accounts.ts';
import { freePosition } from '../chain/numbers.ts';
import { U64_MAX } from '../math/integer.ts';
import { lpWorthRoundingUp } from '../math/locked.ts';
import { type PoolState, readPool } from '../read.ts';
import type { Bounds, Plan } from '../types.ts';
import { booksOfPool, curveOfPool, pairAccounts, requireThat } from './common.ts';
import { quoteDeposit } from './deposit.ts';
import { lockOf, quoteStake, readLeaving, readOpen } from './stake.ts';
import type {
  DepositAndStakeOptions,
  DepositQuote,
  PositionOptions,
  StakeQuote,
  UnstakeAndWithdrawOptions,
  UnstakeQuote,
  WithdrawQuote,
} from './types.ts';
import { quoteWithdraw } from './withdraw.ts';

/**
 * Deposits both tokens and stakes the LP tokens as a new position, in one instruction.
 *
 * @throws QuoteRefusedError as `deposit` and `stake`
 * @throws InsufficientFundsError when the owner's accounts hold less than is quoted
 */
export async function depositAndStake(
  options: DepositAndStakeOptions,
): Promise<Plan<DepositQuote & StakeQuote>> {
  const { rpc, owner, lockChoice = 0 } = options;
  const state = await readPool(options);
  const { farm, farmAddress } = state;
  const deposited = quoteDeposit(state, options);
  const quote = {
    ...deposited,
    farm: farmAddress,
    ...(await freePosition(rpc, farmAddress, owner.address)),
    ...quoteStake(farm, deposited.lpMinted, lockOf(farm, lockChoice)),
  };
  const { addresses, before, after } = await useAccounts(rpc, owner, owner, [
    { token: state.tokenA, spends: quote.sentA, maySpend: quote.maxAmountA },
    { token: state.tokenB, spends: quote.sentB, maySpend: quote.maxAmountB },
  ]);
  const [ownerA, ownerB] = addresses;
  const instruction = getDepositAndStakeInstruction({
    owner,
    ...pairAccounts(state),
    ownerA,
    ownerB,
    farm: farmAddress,
    position: quote.position,
    stakeVault: farm.stakeVault,
    number: quote.number,
    lockChoice,
    maxAmountA: quote.maxAmountA,
    maxAmountB: quote.maxAmountB,
    minLp: quote.minLp,
    validUntilSlot: quote.validUntilSlot,
  });
  return { quote, instructions: [...before, instruction, ...after] };
}

/**
 * Takes a whole stake out of farm and pool, in one instruction. What it earned stays claimable.
 *
 * @throws QuoteRefusedError as `unstake` and `withdraw`
 */
export async function unstakeAndWithdraw(
  options: UnstakeAndWithdrawOptions,
): Promise<Plan<UnstakeQuote & WithdrawQuote>> {
  const { owner, rpc } = options;
  const { position, farm } = await readLeaving(options);
  const state = await readPool({ rpc, pool: farm.pool });
  const quote = {
    farm: position.farm,
    position: options.position,
    ...quoteWithdraw(state, options, position.lpAmount),
  };
  const { accounts, before, after } = await payOut(options, state, quote);
  const instruction = getUnstakeAndWithdrawInstruction({ owner, ...accounts });
  return { quote, instructions: [...before, instruction, ...after] };
}

/**
 * Pays out the trade fees that a position locked for ever has earned: the LP tokens that are not needed
 * any more for what it was worth when it was locked. Another position takes its place.
 *
 * @throws QuoteRefusedError `NotPositionOwner`, `PositionClosed`, `NotLockedForever`,
 * `NothingToCollect`, and as `withdraw`
 */
export async function collectLockedFees(
  options: PositionOptions & Bounds,
): Promise<Plan<WithdrawQuote & { position: Address; newPosition: Address; number: bigint }>> {
  const { rpc, owner } = options;
  const { position, farm } = await readOpen(rpc, options.position);
  requireThat(position.owner === owner.address, 'NotPositionOwner');
  requireThat(position.lockedUntilSlot === U64_MAX, 'NotLockedForever');
  const state = await readPool({ rpc, pool: farm.pool });
  const { pool } = state;
  const needed = lpWorthRoundingUp(booksOfPool(pool), curveOfPool(pool), position.lockedWorth);
  requireThat(needed < position.lpAmount, 'NothingToCollect');
  const next = await freePosition(rpc, position.farm, owner.address);
  const quote = {
    position: options.position,
    newPosition: next.position,
    number: next.number,
    ...quoteWithdraw(state, options, position.lpAmount - needed),
  };
  const { accounts, before, after } = await payOut(options, state, quote);
  const instruction = getCollectLockedFeesInstruction({
    owner,
    ...accounts,
    newPosition: next.position,
    number: next.number,
  });
  return { quote, instructions: [...before, instruction, ...after] };
}

/** The accounts and bounds of an instruction that pays both tokens out of a position. */
async function payOut(options: PositionOptions, state: PoolState, quote: WithdrawQuote) {
  const { rpc, owner, position } = options;
  const { addresses, before, after } = await useAccounts(rpc, owner, owner, [
    { token: state.tokenA, spends: 0n },
    { token: state.tokenB, spends: 0n },
  ]);
  const [ownerA, ownerB] = addresses;
  const accounts = {
    ...pairAccounts(state),
    ownerA,
    ownerB,
    farm: state.farmAddress,
    position,
    stakeVault: state.farm.stakeVault,
    minAmountA: quote.minAmountA,
    minAmountB: quote.minAmountB,
    validUntilSlot: quote.validUntilSlot,
  };
  return { accounts, before, after };
}
