// Stakes and campaigns: what is quoted is what happens, on the release build.
import {
  fetchPosition,
  findConfigPda,
  getSetLockChoicesInstruction,
} from '@liquidity-mining/client';
import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  claim,
  claimAll,
  closeCampaign,
  closePosition,
  collectCampaign,
  collectLockedFees,
  compound,
  createCampaign,
  depositAndStake,
  findCampaigns,
  findPools,
  findPositions,
  InsufficientFundsError,
  lockForever,
  readPosition,
  restake,
  SdkError,
  stake,
  swap,
  topUp,
  unstake,
  unstakeAndWithdraw,
  unstakePart,
} from '../src/index.ts';
import { BOUNDS, World } from './world.ts';

let world: World;
let admin: KeyPairSigner;
let alice: KeyPairSigner;
let mints: [Address, Address];
let reward: Address;
let market: Awaited<ReturnType<World['pool']>>;
const refused = (reason: string) => expect.objectContaining({ code: 'QUOTE_REFUSED', reason });
/** Locks short enough to be waited for. */
const LOCK_SLOTS = 50n;

beforeEach(async () => {
  world = new World();
  [admin, alice] = [await world.person(), await world.person()];
  mints = [await world.mint(admin, 9), await world.mint(admin, 6)];
  reward = await world.mint(admin, 6);
  for (const mint of [...mints, reward]) {
    for (const who of [admin, alice]) {
      await world.give(admin, mint, who.address, 1_000_000_000_000n);
    }
  }
  const first = await world.pool(admin, [mints[0], reward]);
  expect(first.pool).toBeDefined();
  const [config] = await findConfigPda({ admin: admin.address, index: 0 });
  await world.run(admin, [
    getSetLockChoicesInstruction({
      admin,
      config,
      slots: [0n, LOCK_SLOTS, 0n, 0n],
      multipliers: [10_000, 20_000, 0, 0],
    }),
  ]);
  market = await world.pool(admin, mints);
});

const enter = async (who: KeyPairSigner, lockChoice = 0) => {
  const { rpc } = world;
  const amounts = { maxAmountA: 10_000_000n, maxAmountB: 20_000_000n };
  const options = { rpc, owner: who, pool: market.pool, lockChoice, ...amounts, ...BOUNDS };
  const plan = await depositAndStake(options);
  const { event } = await world.run(who, plan.instructions);
  expect(event('StakeChanged')).toMatchObject({
    position: plan.quote.position,
    lpAmount: plan.quote.lpMinted,
    weight: plan.quote.weight,
  });
  return plan.quote;
};
const fund = async (mint: Address, amount: bigint, durationSlots: bigint, startSlot?: bigint) => {
  const { rpc } = world;
  const options = {
    rpc,
    funder: admin,
    pool: market.pool,
    rewardMint: mint,
    amount,
    durationSlots,
  };
  const plan = await createCampaign({ ...options, ...(startSlot && { startSlot }) });
  const { event } = await world.run(admin, plan.instructions);
  expect(event('CampaignCreated')).toMatchObject({
    campaign: plan.quote.campaign,
    amount: plan.quote.funded,
  });
  return plan.quote;
};

describe('staking', () => {
  it('chooses position numbers whose addresses are found at the first try', async () => {
    const taken = [];
    for (let round = 0; round < 3; round += 1) taken.push(await enter(alice));
    expect(new Set(taken.map(each => each.number)).size).toBe(3);
    for (const { position } of taken) {
      expect((await fetchPosition(world.rpc, position)).data.bump).toBe(255);
    }
    const found = await findPositions({ rpc: world.rpc, owner: alice.address, farm: market.farm });
    expect(found.map(each => each.address).sort()).toEqual(taken.map(each => each.position).sort());
    expect(await findPositions({ rpc: world.rpc, owner: admin.address })).toEqual([]);
  });

  it('takes stakes in, out, and out in part', async () => {
    const { rpc } = world;
    const lp = (await world.balance(admin.address, market.lpMint)) ?? 0n;
    const plan = await stake({ rpc, owner: admin, pool: market.pool, lpAmount: lp });
    await world.run(admin, plan.instructions);
    const { position } = plan.quote;
    expect(await world.balance(admin.address, market.lpMint)).toBe(0n);
    const more = stake({ rpc, owner: admin, pool: market.pool, lpAmount: 1n });
    await expect(more).rejects.toThrow(InsufficientFundsError);

    const whole = unstakePart({ rpc, owner: admin, position, lpAmount: lp });
    await expect(whole).rejects.toEqual(refused('NotAPart'));
    const part = await unstakePart({ rpc, owner: admin, position, lpAmount: 1_000n });
    const { event } = await world.run(admin, part.instructions);
    expect(event('PositionRestaked')).toMatchObject({
      newPosition: part.quote.newPosition,
      lpAmount: part.quote.lpLeft,
    });
    expect(await world.balance(admin.address, market.lpMint)).toBe(1_000n);

    const rest = { rpc, position: part.quote.newPosition };
    const theft = unstake({ ...rest, owner: alice });
    await expect(theft).rejects.toEqual(refused('NotPositionOwner'));
    await world.run(admin, (await unstake({ ...rest, owner: admin })).instructions);
    expect(await world.balance(admin.address, market.lpMint)).toBe(lp);
    await expect(unstake({ ...rest, owner: admin })).rejects.toEqual(refused('PositionClosed'));
    for (const closed of [position, part.quote.newPosition]) {
      const before = world.svm.getBalance(admin.address) ?? 0n;
      const { quote, instructions } = await closePosition({ rpc, owner: admin, position: closed });
      await world.run(admin, instructions);
      const after = world.svm.getBalance(admin.address) ?? 0n;
      expect(after - before).toBe(quote.rentReturned - 5_000n);
    }
  });

  it('leaves farm and pool in one, with what was quoted', async () => {
    const { rpc } = world;
    const { position } = await enter(alice);
    const before = [
      await world.balance(alice.address, market.mintA),
      await world.balance(alice.address, market.mintB),
    ];
    const options = { rpc, owner: alice, position, ...BOUNDS };
    const { quote, instructions } = await unstakeAndWithdraw(options);
    await world.run(alice, instructions);
    expect(await world.balance(alice.address, market.mintA)).toBe(
      (before[0] ?? 0n) + quote.receivedA,
    );
    expect(await world.balance(alice.address, market.mintB)).toBe(
      (before[1] ?? 0n) + quote.receivedB,
    );
  });

  it('locks for a boost, refuses to leave early, and renews or ends the boost after', async () => {
    const { rpc } = world;
    const locked = await enter(alice, 1);
    expect(locked).toMatchObject({ weight: locked.lpMinted * 2n, lockSlots: LOCK_SLOTS });
    const { position } = locked;
    const early = { rpc, owner: alice, position };
    await expect(unstake(early)).rejects.toEqual(refused('PositionLocked'));
    await expect(restake({ rpc, payer: alice, position })).rejects.toEqual(
      refused('PositionLocked'),
    );
    await expect(enter(alice, 2)).rejects.toEqual(refused('NoSuchLock'));
    world.pass(LOCK_SLOTS);
    const renewing = restake({ rpc, payer: admin, position, lockChoice: 1 });
    await expect(renewing).rejects.toEqual(refused('NotPositionOwner'));
    const { quote, instructions } = await restake({ rpc, payer: admin, position });
    const { event } = await world.run(admin, instructions);
    expect(event('PositionRestaked')).toMatchObject({
      newPosition: quote.position,
      weight: quote.weight,
      totalWeight: quote.shareOfFarm.denominator,
    });
    const again = restake({ rpc, payer: admin, position: quote.position });
    await expect(again).rejects.toEqual(refused('NothingToRenew'));
  });

  it('locks for ever, and pays out what such a position earns in fees', async () => {
    const { rpc } = world;
    const { position } = await enter(alice);
    const forever = { rpc, owner: alice, position };
    const early = collectLockedFees({ ...forever, ...BOUNDS });
    await expect(early).rejects.toEqual(refused('NotLockedForever'));
    await world.run(alice, (await lockForever(forever)).instructions);
    await expect(lockForever(forever)).rejects.toEqual(refused('LockedForever'));
    await expect(unstake(forever)).rejects.toEqual(refused('PositionLocked'));
    const nothing = collectLockedFees({ ...forever, ...BOUNDS });
    await expect(nothing).rejects.toEqual(refused('NothingToCollect'));
    for (let round = 0; round < 10; round += 1) {
      for (const mintIn of [market.mintA, market.mintB]) {
        const trade = { rpc, trader: admin, pool: market.pool, mintIn, amountIn: 500_000_000n };
        await world.run(admin, (await swap({ ...trade, ...BOUNDS })).instructions);
      }
    }
    const before = (await world.balance(alice.address, market.mintA)) ?? 0n;
    const plan = await collectLockedFees({ ...forever, ...BOUNDS });
    await world.run(alice, plan.instructions);
    expect(plan.quote.receivedA).toBeGreaterThan(0n);
    expect(await world.balance(alice.address, market.mintA)).toBe(before + plan.quote.receivedA);
    const next = (await fetchPosition(rpc, plan.quote.newPosition)).data;
    expect(next.lpAmount).toBeGreaterThan(0n);
  });
});

describe('campaigns', () => {
  it('pay what is pending as of a slot, boundaries passed since included', async () => {
    const { rpc } = world;
    const later = world.slot + 40n;
    const now = await fund(reward, 1_000_000n, 100n);
    const then = await fund(reward, 777_777n, 30n, later);
    const one = await enter(alice);
    const two = await enter(admin, 1);
    for (const passed of [13n, 40n, 25n, 50n]) {
      world.pass(passed);
      const state = await readPosition({ rpc, position: one.position });
      for (const campaign of [now.campaign, then.campaign]) {
        const pending = state.rewards.find(each => each.campaign === campaign)?.pending ?? 0n;
        const plan = await claim({ rpc, payer: alice, position: one.position, campaign }).catch(
          error => error as SdkError,
        );
        if (plan instanceof SdkError) {
          expect(pending).toBe(0n);
          continue;
        }
        expect(plan.quote.amount).toBe(pending);
        const { event } = await world.run(alice, plan.instructions);
        expect(event('RewardClaimed')).toMatchObject({ amount: pending });
      }
    }
    // Final and settled: nothing is pending any more, and another claim is refused.
    expect((await readPosition({ rpc, position: one.position })).rewards).toEqual([]);
    const again = claim({ rpc, payer: alice, position: one.position, campaign: now.campaign });
    await expect(again).rejects.toEqual(refused('ClaimedInFull'));
    // Somebody else's claim pays the owner.
    const paid = (await world.balance(admin.address, reward)) ?? 0n;
    const plan = await claim({
      rpc,
      payer: alice,
      position: two.position,
      campaign: then.campaign,
    });
    await world.run(alice, plan.instructions);
    expect(await world.balance(admin.address, reward)).toBe(paid + plan.quote.received);
  });

  it('are claimed all at once, as many to a transaction as fit', async () => {
    const { rpc } = world;
    for (let round = 0; round < 7; round += 1) await fund(reward, 1_000_000n, 1_000n);
    for (let round = 0; round < 3; round += 1) await enter(alice);
    world.pass(10n);
    const poor = await world.person();
    const { quote, transactions, instructions } = await claimAll({
      rpc,
      payer: poor,
      owner: alice.address,
    });
    expect(quote.claims).toHaveLength(21);
    expect(instructions).toHaveLength(21);
    expect(transactions.length).toBeGreaterThan(1);
    expect(transactions.length).toBeLessThan(7);
    const before = (await world.balance(alice.address, reward)) ?? 0n;
    for (const each of transactions) await world.run(poor, each);
    const due = quote.claims.reduce((sum, each) => sum + each.received, 0n);
    expect(await world.balance(alice.address, reward)).toBe(before + due);
    await expect(claimAll({ rpc, payer: poor, owner: alice.address })).rejects.toEqual(
      expect.objectContaining({ code: 'NOTHING_TO_DO' }),
    );
  });

  it.each(['token A', 'token B', 'LP token'])('compound a reward that is the %s', async what => {
    const { rpc } = world;
    const mint = { 'token A': market.mintA, 'token B': market.mintB, 'LP token': market.lpMint }[
      what
    ] as Address;
    const { campaign } = await fund(mint, 100_000_000n, 100n);
    const { position } = await enter(alice);
    world.pass(50n);
    const options = { rpc, owner: alice, position, campaign, ...BOUNDS };
    const { quote, instructions } = await compound(options);
    const { event } = await world.run(alice, instructions);
    expect(event('RewardClaimed')).toMatchObject({ amount: quote.amount });
    expect(event('StakeChanged')).toMatchObject({
      position: quote.position,
      lpAmount: quote.lpMinted,
      weight: quote.weight,
    });
    const other = await fund(reward, 100_000_000n, 100n);
    world.pass(5n);
    const attempt = compound({ ...options, campaign: other.campaign });
    await expect(attempt).rejects.toEqual(refused('NotCompoundable'));
  });

  it('are topped up, refunded and closed, and positions after them', async () => {
    const { rpc } = world;
    const { campaign } = await fund(reward, 1_000_003n, 100n);
    world.pass(20n);
    const { position } = await enter(alice);
    const before = (await world.balance(alice.address, reward)) ?? 0n;
    const plan = await topUp({ rpc, funder: alice, campaign, extraSlots: 33n });
    const { event } = await world.run(alice, plan.instructions);
    expect(event('CampaignToppedUp')).toMatchObject({
      amount: plan.quote.funded,
      endSlot: plan.quote.endSlot,
    });
    expect(await world.balance(alice.address, reward)).toBe(before - plan.quote.sent);
    const refund = { rpc, payer: alice, campaign };
    await expect(collectCampaign(refund)).rejects.toEqual(refused('CampaignNotEnded'));
    world.pass(200n);
    await expect(topUp({ rpc, funder: alice, campaign, extraSlots: 1n })).rejects.toEqual(
      refused('CampaignEnded'),
    );
    const funds = (await world.balance(admin.address, reward)) ?? 0n;
    const idle = await collectCampaign(refund);
    expect(idle.quote.amount).toBe((1_000_003n * 20n) / 100n);
    await world.run(alice, idle.instructions);
    expect(await world.balance(admin.address, reward)).toBe(funds + idle.quote.received);
    await expect(collectCampaign(refund)).rejects.toEqual(refused('NothingToCollect'));
    await expect(closeCampaign(refund)).rejects.toEqual(refused('ClaimsOutstanding'));
    const leave = { rpc, owner: alice, position };
    await world.run(alice, (await unstake(leave)).instructions);
    await expect(closePosition(leave)).rejects.toEqual(refused('RewardsUnclaimed'));
    const { transactions } = await claimAll({ rpc, payer: alice });
    for (const each of transactions) await world.run(alice, each);
    const closing = await closeCampaign(refund);
    const closed = (await world.run(alice, closing.instructions)).event('CampaignCollected');
    expect(closed).toMatchObject({ amount: closing.quote.amount, isClosed: 1n });
    await world.run(alice, (await closePosition(leave)).instructions);
    expect(await findCampaigns({ rpc, pool: market.pool })).toEqual([]);
  });

  it('are refused with terms that make no sense', async () => {
    const { rpc } = world;
    const create = (changes: object) =>
      createCampaign({
        rpc,
        funder: admin,
        pool: market.pool,
        rewardMint: reward,
        amount: 1_000_000n,
        durationSlots: 100n,
        ...changes,
      });
    await expect(create({ durationSlots: 9n })).rejects.toEqual(refused('DurationTooShort'));
    await expect(create({ durationSlots: 1_000_000_001n })).rejects.toEqual(
      refused('DurationTooLong'),
    );
    await expect(create({ amount: 99n })).rejects.toEqual(refused('RateTooLow'));
    await expect(create({ startSlot: world.slot - 1n })).rejects.toEqual(refused('StartInPast'));
    await expect(create({ startSlot: world.slot + 2_000_000_000n })).rejects.toEqual(
      refused('StartTooFar'),
    );
    const poor = await world.person();
    await expect(create({ funder: poor })).rejects.toThrow(InsufficientFundsError);
  });
});

it('finds pools by one mint, by two in any order, and all of them', async () => {
  const { rpc } = world;
  const addresses = async (mints?: Parameters<typeof findPools>[0]['mints']) =>
    (await findPools({ rpc, ...(mints && { mints }) })).map(each => each.address);
  expect(await addresses()).toHaveLength(2);
  expect(await addresses([mints[0]])).toHaveLength(2);
  expect(await addresses([mints[1]])).toEqual([market.pool]);
  expect(await addresses([mints[0], mints[1]])).toEqual([market.pool]);
  expect(await addresses([mints[1], mints[0]])).toEqual([market.pool]);
  expect(await addresses([mints[1], reward])).toEqual([]);
  expect(await addresses([(await generateKeyPairSigner()).address])).toEqual([]);
});
