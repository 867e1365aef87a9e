// Pools: every quote is what happens, to the unit, on the release build.
import { fetchPool } from '@liquidity-mining/client';
import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  AccountNotFoundError,
  collectFees,
  createPool,
  curveOfPool,
  deposit,
  depositSingle,
  InsufficientFundsError,
  InvalidArgumentError,
  observationOfPool,
  QuoteRefusedError,
  swap,
  withdraw,
  withdrawSingle,
} from '../src/index.ts';
import { averageBetween, pricesAt } from '../src/math/index.ts';
import { BOUNDS, World } from './world.ts';

let world: World;
let admin: KeyPairSigner;
let alice: KeyPairSigner;
let mints: [Address, Address];

beforeEach(async () => {
  world = new World();
  [admin, alice] = [await world.person(), await world.person()];
  mints = [await world.mint(admin, 9), await world.mint(admin, 6)];
  for (const mint of mints) {
    for (const who of [admin, alice]) {
      await world.give(admin, mint, who.address, 1_000_000_000_000n);
    }
  }
});

const refused = (reason: string) => expect.objectContaining({ code: 'QUOTE_REFUSED', reason });

describe('createPool', () => {
  it('orders the mints, copies the terms and says who can freeze', async () => {
    const quote = await world.pool(admin, mints);
    const { data } = await fetchPool(world.rpc, quote.pool);
    expect(data).toMatchObject({ mintA: quote.mintA, mintB: quote.mintB, tradeFeeRate: 3_000 });
    expect(quote).toMatchObject({ protocolFeeShare: 120_000, creatorFeeShare: 80_000 });
    expect(quote.freezable).toEqual([]);
    const { rpc } = world;
    const again = createPool({
      rpc,
      creator: admin,
      config: data.config,
      mints: [mints[1], mints[0]],
      curve: { kind: 'constantProduct' },
    });
    await expect(again).rejects.toThrow('exists already');
  });

  it('refuses a curve out of limits, a config that is none, and one mint twice', async () => {
    const { pool } = await world.pool(admin, mints);
    const { config } = (await fetchPool(world.rpc, pool)).data;
    const create = (changes: object) =>
      createPool({
        rpc: world.rpc,
        creator: admin,
        config,
        mints,
        curve: { kind: 'constantProduct' },
        ...changes,
      });
    for (const amplification of [0, 1_000_001, 1.5]) {
      const attempt = create({ curve: { kind: 'stable', amplification } });
      await expect(attempt).rejects.toEqual(refused('InvalidCurve'));
    }
    await expect(create({ mints: [mints[0], mints[0]] })).rejects.toThrow(InvalidArgumentError);
    const nowhere = (await generateKeyPairSigner()).address;
    await expect(create({ config: nowhere })).rejects.toThrow(AccountNotFoundError);
    await expect(create({ mints: [mints[0], nowhere] })).rejects.toThrow(AccountNotFoundError);
  });
});

describe.each([
  { name: 'constant product', curve: { kind: 'constantProduct' } as const },
  { name: 'stable swap', curve: { kind: 'stable', amplification: 100 } as const },
])('a pool on the $name', ({ curve }) => {
  let pool: Address;
  let mintA: Address;
  let mintB: Address;

  beforeEach(async () => {
    const decimals = new Map([
      [mints[0], 9],
      [mints[1], 6],
    ]);
    const amounts = mints.map(mint => 500n * 10n ** BigInt(decimals.get(mint) ?? 0));
    const created = await world.pool(admin, mints, { curve, amounts: amounts as [bigint, bigint] });
    ({ pool, mintA, mintB } = created);
  });

  const before = () =>
    Promise.all([world.balance(alice.address, mintA), world.balance(alice.address, mintB)]);
  const spent = async ([a, b]: Awaited<ReturnType<typeof before>>) => {
    const [nowA, nowB] = await before();
    return [(a ?? 0n) - (nowA ?? 0n), (b ?? 0n) - (nowB ?? 0n)];
  };

  it('takes and mints what a deposit quoted, and pays what a withdrawal quoted', async () => {
    const start = await before();
    const { rpc } = world;
    const given = { maxAmountA: 5_000_000n, maxAmountB: 7_000_000n };
    const { quote, instructions } = await deposit({ rpc, owner: alice, pool, ...given, ...BOUNDS });
    const { event } = await world.run(alice, instructions);
    expect(await spent(start)).toEqual([quote.sentA, quote.sentB]);
    expect(event('LiquidityChanged')).toMatchObject({ lpAmount: quote.lpMinted });
    expect(await world.balance(alice.address, quote.lpMint)).toBe(quote.lpMinted);
    expect(quote.minLp).toBe((quote.lpMinted * 9_950n + 9_999n) / 10_000n);

    const middle = await before();
    const lpAmount = quote.lpMinted;
    const out = await withdraw({ rpc, owner: alice, pool, lpAmount, ...BOUNDS });
    await world.run(alice, out.instructions);
    const [a = 0n, b = 0n] = await spent(middle);
    expect([-a, -b]).toEqual([out.quote.receivedA, out.quote.receivedB]);
    // No free value (A3).
    expect(out.quote.receivedA).toBeLessThanOrEqual(quote.sentA);
    expect(out.quote.receivedB).toBeLessThanOrEqual(quote.sentB);
  });

  it('works out the other side of a deposit from one', async () => {
    const { rpc } = world;
    for (const given of [{ maxAmountA: 1_000_000n }, { maxAmountB: 1_000_000n }]) {
      const plan = await deposit({ rpc, owner: alice, pool, ...given, ...BOUNDS });
      const start = await before();
      await world.run(alice, plan.instructions);
      expect(await spent(start)).toEqual([plan.quote.sentA, plan.quote.sentB]);
    }
    await expect(deposit({ rpc, owner: alice, pool, ...BOUNDS })).rejects.toThrow(
      InvalidArgumentError,
    );
  });

  it('swaps exactly in and exactly out, both ways, as quoted', async () => {
    const { rpc } = world;
    for (const mintIn of [mintA, mintB]) {
      for (const amount of [{ amountIn: 3_000_000n }, { amountOut: 2_000_000n }]) {
        const start = await before();
        const plan = await swap({ rpc, trader: alice, pool, mintIn, ...amount, ...BOUNDS });
        const { event } = await world.run(alice, plan.instructions);
        const [a = 0n, b = 0n] = await spent(start);
        const { sent, received, tradeFee } = plan.quote;
        expect(mintIn === mintA ? [a, -b] : [b, -a]).toEqual([sent, received]);
        expect(event('Swapped')).toMatchObject({ fee: tradeFee.total, amountIn: sent });
      }
    }
  });

  it('deposits and withdraws one token as quoted', async () => {
    const { rpc } = world;
    for (const mint of [mintA, mintB]) {
      const isA = mint === mintA;
      const start = await before();
      const maxAmount = 4_000_000n;
      const plan = await depositSingle({ rpc, owner: alice, pool, mint, maxAmount, ...BOUNDS });
      const { event } = await world.run(alice, plan.instructions);
      expect((await spent(start))[isA ? 0 : 1]).toBe(plan.quote.sent);
      const { lpMinted } = plan.quote;
      expect(event('SingleSidedChanged')).toMatchObject({ lpAmount: lpMinted, isDeposit: 1 });

      const middle = await before();
      const lpAmount = lpMinted / 2n;
      const out = await withdrawSingle({ rpc, owner: alice, pool, mint, lpAmount, ...BOUNDS });
      await world.run(alice, out.instructions);
      expect(-((await spent(middle))[isA ? 0 : 1] ?? 0n)).toBe(out.quote.received);
    }
  });

  it('refuses before anything is sent what the program would refuse', async () => {
    const { rpc } = world;
    const trade = { rpc, trader: alice, pool, mintIn: mintA, ...BOUNDS };
    await expect(swap({ ...trade, amountIn: 1n })).rejects.toEqual(refused('ZeroOutput'));
    await expect(swap({ ...trade, amountOut: 1n << 60n })).rejects.toEqual(
      refused('ExceedsReserves'),
    );
    await expect(swap({ ...trade, amountIn: 0n })).rejects.toThrow(InvalidArgumentError);
    await expect(swap({ ...trade, amountIn: 1n << 64n })).rejects.toThrow(InvalidArgumentError);
    await expect(swap({ ...trade, amountIn: 5n, mintIn: pool })).rejects.toThrow(
      'no token of pool',
    );
    await expect(swap({ ...trade, amountIn: 9_000n, slippageBps: -1 })).rejects.toThrow(
      InvalidArgumentError,
    );
    await expect(swap({ ...trade, amountIn: 9_000n, slippageBps: 0.5 })).rejects.toThrow(
      InvalidArgumentError,
    );
    const lpAmount = 1_000n;
    await expect(withdraw({ rpc, owner: alice, pool, lpAmount, ...BOUNDS })).rejects.toThrow(
      InsufficientFundsError,
    );
    const poor = await world.person();
    await expect(swap({ ...trade, trader: poor, amountIn: 9_000_000n })).rejects.toThrow(
      InsufficientFundsError,
    );
    const nowhere = (await generateKeyPairSigner()).address;
    await expect(swap({ ...trade, pool: nowhere, amountIn: 5n })).rejects.toThrow(
      AccountNotFoundError,
    );
  });

  it('is refused by the program when the price has moved past the bounds, by name', async () => {
    const { rpc } = world;
    // A tenth of the reserve, so that the price moves on either curve.
    const trade = { rpc, pool, mintIn: mints[0], amountIn: 50n * 10n ** 9n, ...BOUNDS };
    const plan = await swap({ ...trade, trader: alice, slippageBps: 0 });
    await world.run(admin, (await swap({ ...trade, trader: admin })).instructions);
    await expect(world.run(alice, plan.instructions)).rejects.toEqual(
      expect.objectContaining({
        code: 'PROGRAM_REFUSED',
        reason: 'BelowMinimum',
        nextStep: expect.stringContaining('quote again'),
      }),
    );
    const late = await swap({ ...trade, trader: alice });
    world.pass(BOUNDS.validForSlots + 1n);
    await expect(world.run(alice, late.instructions)).rejects.toEqual(
      expect.objectContaining({ reason: 'Expired' }),
    );
  });

  it('keeps sums of prices that are read as the chain sums them', async () => {
    const { rpc } = world;
    const at = async () => (await fetchPool(rpc, pool)).data;
    const first = await at();
    const start = observationOfPool(first, world.slot);
    const before = pricesAt(curveOfPool(first), first.reserveA, first.reserveB);
    world.pass(30n);
    // Read ahead of the chain, which sums only when something moves the price.
    const ahead = observationOfPool(await at(), world.slot);
    const trade = { rpc, trader: alice, pool, mintIn: mints[0], amountIn: 50n * 10n ** 9n };
    await world.run(alice, (await swap({ ...trade, ...BOUNDS })).instructions);
    const moved = await at();
    expect(moved.observedSlot).toBe(world.slot);
    expect(observationOfPool(moved, world.slot)).toEqual(ahead);
    expect(averageBetween(start, ahead)).toEqual(before);
    const after = pricesAt(curveOfPool(moved), moved.reserveA, moved.reserveB);
    world.pass(10n);
    const end = observationOfPool(moved, world.slot);
    const mean = (before.aInB * 30n + after.aInB * 10n) / 40n;
    expect(averageBetween(start, end).aInB).toBe(mean);
  });

  it('pays protocol and creator what swaps set aside', async () => {
    const { rpc } = world;
    const fees = { rpc, pool, collector: admin };
    const nothing = collectFees({ ...fees, part: 'creator' });
    await expect(nothing).rejects.toEqual(refused('NothingToCollect'));
    const plan = await swap({
      rpc,
      trader: alice,
      pool,
      mintIn: mintB,
      amountIn: 50_000_000n,
      ...BOUNDS,
    });
    await world.run(alice, plan.instructions);
    const { protocol, creator } = plan.quote.tradeFee;
    for (const [part, owed] of [
      ['protocol', protocol],
      ['creator', creator],
    ] as const) {
      const collected = await collectFees({ ...fees, part });
      expect(collected.quote).toMatchObject({ receivedA: 0n, receivedB: owed });
      await world.run(admin, collected.instructions);
      await expect(collectFees({ ...fees, part, collector: alice })).rejects.toThrow(
        QuoteRefusedError,
      );
    }
  });
});
