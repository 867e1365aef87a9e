// Tokens with transfer fees, SOL, and the dry run.
import {
  type Address,
  appendTransactionMessageInstruction,
  type KeyPairSigner,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  claim,
  createCampaign,
  deposit,
  depositAndStake,
  depositSingle,
  FateUnknownError,
  InsufficientFundsError,
  NATIVE_MINT,
  prepare,
  readTokens,
  type SendProgress,
  send,
  swap,
  TransactionExpiredError,
  TransactionFailedError,
  topUp,
  withdraw,
  withdrawSingle,
} from '../src/index.ts';
import { BOUNDS, World } from './world.ts';

let world: World;
let admin: KeyPairSigner;
let alice: KeyPairSigner;
const MUCH = 1_000_000_000_000n;

beforeEach(async () => {
  world = new World();
  [admin, alice] = [await world.person(1_000_000_000_000n), await world.person()];
});

describe('tokens with a transfer fee', () => {
  const FEES = [
    { basisPoints: 100, maximum: MUCH },
    { basisPoints: 250, maximum: 30_000n },
  ] as const;
  let mints: [Address, Address];
  let market: Awaited<ReturnType<World['pool']>>;

  beforeEach(async () => {
    mints = [await world.mint(admin, 9, FEES[0]), await world.mint(admin, 6, FEES[1])];
    for (const mint of mints) {
      for (const who of [admin, alice]) await world.give(admin, mint, who.address, MUCH);
    }
    market = await world.pool(admin, mints);
  });

  const holds = async () => [
    (await world.balance(alice.address, market.mintA)) ?? 0n,
    (await world.balance(alice.address, market.mintB)) ?? 0n,
  ];

  it('are read from their mints', async () => {
    const tokens = await readTokens(world.rpc, mints);
    expect(tokens.map(token => token.transferFee)).toEqual(FEES);
    expect(tokens.map(token => token.decimals)).toEqual([9, 6]);
  });

  it('are quoted as they leave and arrive in the owner’s own accounts', async () => {
    const { rpc } = world;
    const { pool } = market;
    let before = await holds();
    const both = { maxAmountA: 5_000_001n, maxAmountB: 9_000_007n };
    const inward = await deposit({ rpc, owner: alice, pool, ...both, ...BOUNDS });
    await world.run(alice, inward.instructions);
    let after = await holds();
    expect(before.map((value, index) => value - (after[index] ?? 0n))).toEqual([
      inward.quote.sentA,
      inward.quote.sentB,
    ]);
    for (const mintIn of [market.mintA, market.mintB]) {
      for (const amount of [{ amountIn: 1_000_003n }, { amountOut: 777_777n }]) {
        before = await holds();
        const plan = await swap({ rpc, trader: alice, pool, mintIn, ...amount, ...BOUNDS });
        await world.run(alice, plan.instructions);
        after = await holds();
        const [a = 0n, b = 0n] = before.map((value, index) => value - (after[index] ?? 0n));
        const { sent, received } = plan.quote;
        expect(mintIn === market.mintA ? [a, -b] : [b, -a]).toEqual([sent, received]);
        expect(plan.quote.transferFeeIn).toBeGreaterThan(0n);
        expect(plan.quote.transferFeeOut).toBeGreaterThan(0n);
      }
    }
    for (const mint of [market.mintA, market.mintB]) {
      const index = mint === market.mintA ? 0 : 1;
      before = await holds();
      const one = { rpc, owner: alice, pool, mint, ...BOUNDS };
      const single = await depositSingle({ ...one, maxAmount: 2_000_003n });
      await world.run(alice, single.instructions);
      expect((before[index] ?? 0n) - ((await holds())[index] ?? 0n)).toBe(single.quote.sent);
      before = await holds();
      const out = await withdrawSingle({ ...one, lpAmount: single.quote.lpMinted });
      await world.run(alice, out.instructions);
      expect(((await holds())[index] ?? 0n) - (before[index] ?? 0n)).toBe(out.quote.received);
    }
    before = await holds();
    const lpAmount = inward.quote.lpMinted;
    const outward = await withdraw({ rpc, owner: alice, pool, lpAmount, ...BOUNDS });
    await world.run(alice, outward.instructions);
    expect((await holds()).map((value, index) => value - (before[index] ?? 0n))).toEqual([
      outward.quote.receivedA,
      outward.quote.receivedB,
    ]);
  });

  it('stream as what arrived, and are paid as what arrives', async () => {
    const { rpc } = world;
    const options = { rpc, funder: alice, pool: market.pool, durationSlots: 100n };
    const [rewardMint] = mints;
    const plan = await createCampaign({ ...options, rewardMint, amount: 10_000_000n });
    expect(plan.quote.funded).toBe(9_900_000n);
    await world.run(alice, plan.instructions);
    const { campaign } = plan.quote;
    const more = await topUp({ rpc, funder: alice, campaign, extraSlots: 10n });
    expect(more.quote).toMatchObject({ funded: 990_000n, sent: 1_000_000n });
    await world.run(alice, more.instructions);
    const amounts = { maxAmountA: 10_000_000n, maxAmountB: 20_000_000n };
    const staking = { rpc, owner: alice, pool: market.pool, ...amounts, ...BOUNDS };
    const staked = await depositAndStake(staking);
    await world.run(alice, staked.instructions);
    world.pass(10n);
    const before = (await world.balance(alice.address, rewardMint)) ?? 0n;
    const { position } = staked.quote;
    const claiming = await claim({ rpc, payer: admin, position, campaign });
    await world.run(admin, claiming.instructions);
    const after = (await world.balance(alice.address, rewardMint)) ?? 0n;
    expect(after - before).toBe(claiming.quote.received);
    expect(claiming.quote.received).toBeLessThan(claiming.quote.amount);
  });
});

describe('SOL', () => {
  let usd: Address;
  let pool: Address;
  /** Nothing but what the runtime itself charges. */
  const FEE = 5_000n;

  beforeEach(async () => {
    usd = await world.mint(admin, 6);
    for (const who of [admin, alice]) await world.give(admin, usd, who.address, MUCH);
    ({ pool } = await world.pool(admin, [NATIVE_MINT, usd], {
      amounts: [10_000_000_000n, 2_000_000_000n],
    }));
  });

  const lamports = () => world.svm.getBalance(alice.address) ?? 0n;

  it('is wrapped for what is short and unwrapped where there was no account', async () => {
    const { rpc } = world;
    const before = lamports();
    const selling = { rpc, trader: alice, pool, mintIn: NATIVE_MINT, ...BOUNDS };
    const sell = await swap({ ...selling, amountIn: 1_000_000_000n });
    await world.run(alice, sell.instructions);
    expect(before - lamports()).toBe(sell.quote.sent + FEE);
    expect(await world.balance(alice.address, NATIVE_MINT)).toBeUndefined();

    // What an exact-out swap does not need of the maximum comes back too.
    const middle = lamports();
    const exact = await swap({ ...selling, amountOut: 1_000_000n, slippageBps: 500 });
    await world.run(alice, exact.instructions);
    expect(middle - lamports()).toBe(exact.quote.sent + FEE);

    const later = lamports();
    const buying = { rpc, trader: alice, pool, mintIn: usd, ...BOUNDS };
    const buy = await swap({ ...buying, amountOut: 300_000_000n });
    await world.run(alice, buy.instructions);
    expect(lamports() - later).toBe(300_000_000n - FEE);
  });

  it('stays wrapped where there was an account', async () => {
    const { rpc } = world;
    const give = { rpc, trader: alice, pool, mintIn: usd, amountIn: 1_000_000n, ...BOUNDS };
    const plan = await swap(give);
    await world.run(alice, plan.instructions.slice(0, -1));
    expect(await world.balance(alice.address, NATIVE_MINT)).toBe(plan.quote.received);
    const again = await swap(give);
    expect(again.instructions).toHaveLength(1);
    await world.run(alice, again.instructions);
    expect(await world.balance(alice.address, NATIVE_MINT)).toBe(
      plan.quote.received + again.quote.received,
    );
  });

  it('that the wallet does not have is refused', async () => {
    const selling = { rpc: world.rpc, trader: alice, pool, mintIn: NATIVE_MINT, ...BOUNDS };
    await expect(swap({ ...selling, amountIn: MUCH })).rejects.toThrow(InsufficientFundsError);
  });

  it('is in the dry run, with tokens, rent, fee and compute units', async () => {
    const { rpc } = world;
    const bob = await world.person();
    const selling = { rpc, trader: bob, pool, mintIn: NATIVE_MINT, ...BOUNDS };
    const plan = await swap({ ...selling, amountIn: 1_000_000_000n });
    const { instructions } = plan;
    const before = world.svm.getBalance(bob.address) ?? 0n;
    const { dryRun, message } = await prepare({
      rpc,
      feePayer: bob,
      instructions,
      priorityFeeMicroLamports: 1_000_000n,
    });
    const own = dryRun.balanceChanges.filter(each => each.owner === bob.address);
    const sol = own.find(each => each.mint === 'SOL');
    const gained = own.find(each => each.mint === usd);
    expect(gained).toMatchObject({ before: 0n, after: plan.quote.received, decimals: 6 });
    expect(dryRun.rentLamports).toBeGreaterThan(0n);
    expect((sol?.before ?? 0n) - (sol?.after ?? 0n)).toBe(plan.quote.sent + dryRun.rentLamports);
    expect(dryRun.feeLamports).toBe(FEE + BigInt(dryRun.computeUnitLimit));
    expect(dryRun.computeUnitLimit).toBeGreaterThanOrEqual(dryRun.computeUnits + 10_000);
    expect(dryRun.events.map(event => event.name)).toEqual(['Swapped']);
    // And it comes true.
    const steps: string[] = [];
    await send({ rpc, message, onProgress: ({ step }) => steps.push(step) });
    expect(steps).toEqual(['signing', 'sent', 'confirmed']);
    const spent = before - (world.svm.getBalance(bob.address) ?? 0n);
    expect(spent).toBe(plan.quote.sent + dryRun.rentLamports + dryRun.feeLamports);
  });
});

describe('sending', () => {
  it('names what other programs and the cluster refuse', async () => {
    const { rpc } = world;
    const overdrawn = getTransferSolInstruction({
      source: alice,
      destination: admin.address,
      amount: MUCH,
    });
    const dry = prepare({ rpc, feePayer: alice, instructions: [overdrawn] });
    await expect(dry).rejects.toThrow('too little SOL');
    await expect(dry).rejects.toThrow(TransactionFailedError);
    const pauper = await world.person(0n);
    const gift = getTransferSolInstruction({
      source: pauper,
      destination: admin.address,
      amount: 1n,
    });
    await expect(prepare({ rpc, feePayer: pauper, instructions: [gift] })).rejects.toThrow(
      TransactionFailedError,
    );
  });

  it('goes on when answers are lost, and says so when no node answers any more', async () => {
    const { rpc } = world;
    const giftOf = async (amount: bigint) => {
      const gift = getTransferSolInstruction({
        source: alice,
        destination: admin.address,
        amount,
      });
      return (await prepare({ rpc, feePayer: alice, instructions: [gift] })).message;
    };
    const balance = () => world.svm.getBalance(admin.address) ?? 0n;
    const before = balance();
    const message = await giftOf(7n);
    // Of the transaction, which lands, and of the first questions about it.
    world.lostAnswers = 3;
    const sent = await send({ rpc, message });
    expect(sent.logs.length).toBeGreaterThan(0);
    expect(balance()).toBe(before + 7n);

    const another = await giftOf(11n);
    world.lostAnswers = Number.POSITIVE_INFINITY;
    vi.useFakeTimers();
    let unknown: Promise<unknown> | undefined;
    await new Promise<void>(waiting => {
      const onProgress = ({ step }: SendProgress) => step === 'waiting' && waiting();
      unknown = send({ rpc, message: another, onProgress }).catch(error => error);
    });
    await vi.advanceTimersByTimeAsync(200_000);
    vi.useRealTimers();
    world.lostAnswers = 0;
    expect(await unknown).toBeInstanceOf(FateUnknownError);
    // It did happen.
    expect(balance()).toBe(before + 18n);
  });

  it('says when a transaction can no longer happen, and stops when told to', async () => {
    const { rpc } = world;
    const gift = getTransferSolInstruction({
      source: alice,
      destination: admin.address,
      amount: 5n,
    });
    const { message } = await prepare({ rpc, feePayer: alice, instructions: [gift] });
    const { blockhash } = message.lifetimeConstraint;
    const old = setTransactionMessageLifetimeUsingBlockhash(
      { blockhash, lastValidBlockHeight: world.slot - 1n },
      appendTransactionMessageInstruction(gift, message),
    );
    // A node that drops it: nothing is ever seen of it.
    world.drops = true;
    await expect(send({ rpc, message: old })).rejects.toThrow(TransactionExpiredError);
    const stop = new AbortController();
    const waiting = send({
      rpc,
      message,
      abortSignal: stop.signal,
      onProgress: ({ step }) => step === 'waiting' && stop.abort(new Error('enough')),
    });
    await expect(waiting).rejects.toThrow('enough');
  });
});
