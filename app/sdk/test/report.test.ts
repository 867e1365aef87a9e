// The report, from the logs of transactions that really ran, against what wallets and quotes say.
import type { Address, KeyPairSigner } from '@solana/kit';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  claim,
  compound,
  createCampaign,
  deposit,
  depositAndStake,
  depositSingle,
  type PositionReport,
  positionReport,
  readHistory,
  readPosition,
  reportToCsv,
  reportToJson,
  restake,
  swap,
  unstakeAndWithdraw,
  withdraw,
} from '../src/index.ts';
import { BOUNDS, World } from './world.ts';

let world: World;
let admin: KeyPairSigner;
let alice: KeyPairSigner;
let trader: KeyPairSigner;
let mints: [Address, Address];
const MUCH = 1_000_000_000_000n;

beforeEach(async () => {
  world = new World();
  [admin, alice, trader] = [await world.person(), await world.person(), await world.person()];
});

const reportOf = async (
  market: { pool: Address; lpMint: Address },
  owner: Address,
): Promise<PositionReport> => {
  const history = await readHistory({ rpc: world.rpc, pool: market.pool });
  const { pool, lpMint } = market;
  return positionReport({ pool, lpMint, owner, history, slot: world.slot });
};
const trade = async (pool: Address, mintIn: Address, amountIn: bigint) => {
  const { rpc } = world;
  const plan = await swap({ rpc, trader, pool, mintIn, amountIn, ...BOUNDS });
  await world.run(trader, plan.instructions);
  return plan.quote;
};

describe.each([
  { name: 'plain tokens', fee: undefined },
  { name: 'a token with a transfer fee', fee: { basisPoints: 100, maximum: 5_000_000n } },
])('a report on $name', ({ fee }) => {
  let market: Awaited<ReturnType<World['pool']>>;

  beforeEach(async () => {
    mints = [await world.mint(admin, 9, fee), await world.mint(admin, 6)];
    for (const mint of mints) {
      for (const who of [admin, alice, trader]) {
        await world.give(admin, mint, who.address, MUCH);
      }
    }
    market = await world.pool(admin, mints);
  });

  it('adds up to what wallets gave and got', async () => {
    const { rpc } = world;
    const { pool, mintA, mintB } = market;
    const owner = alice;
    const start = await wallets(alice.address);
    const both = { maxAmountA: 50_000_000n, maxAmountB: 90_000_000n };
    const staked = await depositAndStake({ rpc, owner, pool, ...both, ...BOUNDS });
    await world.run(alice, staked.instructions);
    const single = await depositSingle({
      rpc,
      owner,
      pool,
      mint: mintA,
      maxAmount: 7_000_000n,
      ...BOUNDS,
    });
    await world.run(alice, single.instructions);
    for (let round = 0; round < 3; round += 1) {
      await trade(pool, mintA, 20_000_000n);
      await trade(pool, mintB, 35_000_000n);
    }
    const middle = await reportOf(market, alice.address);
    expect(middle.lpHeld).toBe(staked.quote.lpMinted + single.quote.lpMinted);
    expect(middle.feesEarned.a).toBeGreaterThan(0n);
    expect(middle.profitAgainstHoldingInB - middle.impermanentLossInB).toBeGreaterThan(0n);
    expect(middle.impermanentLossInB).toBeLessThan(middle.profitAgainstHoldingInB);

    const lpAmount = single.quote.lpMinted;
    await world.run(
      alice,
      (await withdraw({ rpc, owner, pool, lpAmount, ...BOUNDS })).instructions,
    );
    const { position } = staked.quote;
    const leaving = await unstakeAndWithdraw({ rpc, owner, position, ...BOUNDS });
    await world.run(alice, leaving.instructions);

    const end = await wallets(alice.address);
    const report = await reportOf(market, alice.address);
    expect(report).toMatchObject({ lpHeld: 0n, held: { a: 0n, b: 0n } });
    expect(report.withdrawn.a - report.deposited.a).toBe(end.a - start.a);
    expect(report.withdrawn.b - report.deposited.b).toBe(end.b - start.b);
    // Line by line as well.
    const moved = (mint: Address) =>
      report.lines.reduce((sum, line) => {
        const total = (amounts: typeof line.sent) =>
          amounts.reduce((all, each) => all + (each.mint === mint ? each.amount : 0n), 0n);
        return sum + total(line.received) - total(line.sent) - total(line.fee);
      }, 0n);
    expect([moved(mintA), moved(mintB)]).toEqual([end.a - start.a, end.b - start.b]);
    expect(report.lines.map(line => line.label)).toEqual([
      'deposit',
      'deposit',
      'withdraw',
      'withdraw',
    ]);
  });

  it('tells pending rewards as the chain does, across restakes and compounding', async () => {
    const { rpc } = world;
    const { pool, mintB } = market;
    const fund = async (durationSlots: bigint, startSlot?: bigint) => {
      const terms = { rewardMint: mintB, amount: 9_999_991n, durationSlots };
      const options = { rpc, funder: admin, pool, ...terms, ...(startSlot && { startSlot }) };
      const plan = await createCampaign(options);
      await world.run(admin, plan.instructions);
      return plan.quote.campaign;
    };
    const campaigns = [await fund(100n), await fund(37n, world.slot + 20n)];
    const enter = async (owner: KeyPairSigner) => {
      const amounts = { maxAmountA: 10_000_000n, maxAmountB: 20_000_000n };
      const plan = await depositAndStake({ rpc, owner, pool, ...amounts, ...BOUNDS });
      await world.run(owner, plan.instructions);
      return plan.quote.position;
    };
    const positions = [await enter(alice)];
    world.pass(7n);
    await enter(trader);
    world.pass(5n);
    const first = positions[0] as Address;
    const claiming = await claim({
      rpc,
      payer: alice,
      position: first,
      campaign: campaigns[0] as Address,
    });
    await world.run(alice, claiming.instructions);
    world.pass(20n);
    const again = await restake({ rpc, payer: alice, position: first, lockChoice: 1 });
    await world.run(alice, again.instructions);
    positions.push(again.quote.position);
    world.pass(9n);
    const put = await compound({
      rpc,
      owner: alice,
      position: again.quote.position,
      campaign: campaigns[1] as Address,
      ...BOUNDS,
    });
    await world.run(alice, put.instructions);
    positions.push(put.quote.position);
    for (const passed of [3n, 30n, 60n]) {
      world.pass(passed);
      const report = await reportOf(market, alice.address);
      const states = await Promise.all(positions.map(position => readPosition({ rpc, position })));
      for (const campaign of campaigns) {
        const pending = states
          .flatMap(state => state.rewards)
          .filter(each => each.campaign === campaign)
          .reduce((sum, each) => sum + each.pending, 0n);
        const told = report.rewardsPending.find(each => each.campaign === campaign)?.amount ?? 0n;
        expect(told).toBeGreaterThan(0n);
        // Each position's floor may fall one unit apart.
        const apart = told > pending ? told - pending : pending - told;
        expect(apart).toBeLessThanOrEqual(BigInt(positions.length));
      }
      expect(report.rewardsClaimed).toEqual([
        { campaign: campaigns[0], mint: mintB, amount: claiming.quote.amount },
        { campaign: campaigns[1], mint: mintB, amount: put.quote.amount },
      ]);
    }
  });

  async function wallets(owner: Address) {
    return {
      a: (await world.balance(owner, market.mintA)) ?? 0n,
      b: (await world.balance(owner, market.mintB)) ?? 0n,
    };
  }
});

it('writes CSV and JSON, and lets no label pass for a formula', async () => {
  mints = [await world.mint(admin, 9), await world.mint(admin, 6)];
  for (const mint of mints) await world.give(admin, mint, admin.address, MUCH);
  const market = await world.pool(admin, mints, { amounts: [2_500_000_000n, 10_000_000n] });
  const report = await reportOf(market, admin.address);
  const labels = new Map([
    [mints[0], { decimals: 9, label: '=GOLD' }],
    [mints[1], { decimals: 6, label: 'USD, "the"' }],
  ]);
  const [line] = report.lines;
  if (!line) throw new Error('no line');
  const date = new Date(Number(line.time) * 1_000).toISOString().replace('T', ' ').slice(0, 19);
  const rows = reportToCsv(report, labels).split('\r\n');
  expect(rows[0]).toBe(
    'Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label,TxHash',
  );
  const expected = [
    `${date} UTC,2.500000000,'=GOLD,,,,,deposit,${line.signature}`,
    `${date} UTC,10.000000,"USD, ""the""",,,,,deposit,${line.signature}`,
  ];
  expect(rows.slice(1, 3).sort()).toEqual(expected.sort());
  expect(rows.slice(3)).toEqual(['']);
  expect(JSON.parse(reportToJson(report))).toMatchObject({
    pool: market.pool,
    lpHeld: `${report.lpHeld}`,
  });
  expect(() =>
    positionReport({ pool: market.pool, owner: admin.address, history: [], slot: 1n }),
  ).toThrow('does not have the creation');
});

it('leaves out what other pools did in the same transaction', async () => {
  const { rpc } = world;
  mints = [await world.mint(admin, 9), await world.mint(admin, 6)];
  const other = await world.mint(admin, 6);
  for (const mint of [...mints, other]) await world.give(admin, mint, admin.address, MUCH);
  const markets = [await world.pool(admin, mints), await world.pool(admin, [mints[0], other])];
  const plans = await Promise.all(
    markets.map(({ pool }) =>
      deposit({ rpc, owner: admin, pool, maxAmountA: 1_000_000n, ...BOUNDS }),
    ),
  );
  await world.run(
    admin,
    plans.flatMap(plan => plan.instructions),
  );
  for (const [index, market] of markets.entries()) {
    const report = await reportOf(market, admin.address);
    expect(report.lines).toHaveLength(2);
    const { sentA = 0n } = plans[index]?.quote ?? {};
    expect(report.lines[1]?.sent[0]?.amount).toBe(sentA);
  }
});
