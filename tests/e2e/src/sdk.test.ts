// The SDK against a validator: what it simulates, sends and reads back over JSON-RPC.
import { findConfigPda, getCreateConfigInstructionAsync } from '@liquidity-mining/client';
import { Chain } from '@liquidity-mining/demo/chain';
import * as story from '@liquidity-mining/demo/story';
import { createToken, give, openAccounts } from '@liquidity-mining/demo/tokens';
import {
  claimAll,
  createCampaign,
  createPool,
  deposit,
  depositAndStake,
  findPools,
  positionReport,
  prepare,
  readHistory,
  readPool,
  readPosition,
  send,
  swap,
} from '@liquidity-mining/sdk';
import { generateKeyPairSigner, type Instruction, type KeyPairSigner } from '@solana/kit';
import { expect, inject, it } from 'vitest';
import { connectChain } from './setup.ts';

const BOUNDS = { slippageBps: 100, validForSlots: 200n };

it('quotes, simulates, sends, claims and reports', async () => {
  const { rpc, fundedSigner } = connectChain();
  const chain = new Chain(inject('rpcUrl'));
  const [admin, alice] = [await fundedSigner(), await fundedSigner()];
  const gold = await createToken(chain, admin, 'GOLD', 9, await generateKeyPairSigner());
  const usd = await createToken(chain, admin, 'USD', 6, await generateKeyPairSigner());
  for (const token of [gold, usd]) {
    for (const person of [admin, alice]) {
      await openAccounts(chain, person, person.address, [token.mint]);
      await give(chain, admin, token, [[person.address, story.of(token, 1_000)]]);
    }
  }
  const run = async (feePayer: KeyPairSigner, instructions: readonly Instruction[]) => {
    const { message, dryRun } = await prepare({ rpc, feePayer, instructions });
    const sent = await send({ rpc, message });
    expect(dryRun.events.map(event => event.name)).toEqual(sent.events.map(event => event.name));
    return { ...sent, dryRun };
  };

  const [config] = await findConfigPda({ admin: admin.address, index: 3 });
  const terms = { tradeFeeRate: 3_000, protocolFeeShare: 120_000, creatorFeeShare: 80_000 };
  await run(admin, [await getCreateConfigInstructionAsync({ admin, index: 3, ...terms })]);
  const created = await createPool({
    rpc,
    creator: admin,
    config,
    mints: [gold.mint, usd.mint],
    curve: { kind: 'constantProduct' },
  });
  await run(admin, created.instructions);
  const { pool, mintA, mintB } = created.quote;
  expect((await findPools({ rpc, mints: [usd.mint] })).map(each => each.address)).toEqual([pool]);
  const amounts = { maxAmountA: 100_000_000n, maxAmountB: 200_000_000n };
  const first = await deposit({ rpc, owner: admin, pool, ...amounts, ...BOUNDS });
  await run(admin, first.instructions);

  const staking = { rpc, owner: alice, pool, maxAmountA: 50_000_000n, ...BOUNDS };
  const staked = await depositAndStake(staking);
  const { dryRun, events } = await run(alice, staked.instructions);
  const own = dryRun.balanceChanges.filter(each => each.owner === alice.address);
  expect(own.find(each => each.mint === mintA)).toMatchObject({
    before: story.of(mintA === gold.mint ? gold : usd, 1_000),
    after: story.of(mintA === gold.mint ? gold : usd, 1_000) - staked.quote.sentA,
  });
  expect(dryRun.rentLamports).toBeGreaterThan(0n);
  const sol = own.find(each => each.mint === 'SOL');
  expect((sol?.before ?? 0n) - (sol?.after ?? 0n)).toBe(dryRun.rentLamports);
  expect(events.find(event => event.name === 'StakeChanged')?.fields).toMatchObject({
    position: staked.quote.position,
    lpAmount: staked.quote.lpMinted,
  });

  const funding = { rpc, funder: admin, pool, rewardMint: usd.mint, durationSlots: 10_000n };
  const funded = await createCampaign({ ...funding, amount: 10_000_000n });
  await run(admin, funded.instructions);
  const trade = { rpc, trader: admin, pool, mintIn: mintB, amountIn: 10_000_000n, ...BOUNDS };
  const traded = await swap(trade);
  const { events: swaps } = await run(admin, traded.instructions);
  expect(swaps[0]?.fields).toMatchObject({ amountOut: traded.quote.received });

  const { position } = staked.quote;
  await expect
    .poll(async () => (await readPosition({ rpc, position })).rewards[0]?.pending ?? 0n)
    .toBeGreaterThan(0n);
  const claims = await claimAll({ rpc, payer: alice });
  expect(claims.transactions).toHaveLength(1);
  await run(alice, claims.instructions);

  const state = await readPool({ rpc, pool });
  const history = await readHistory({ rpc, pool });
  const report = positionReport({ pool, owner: alice.address, history, slot: state.slot });
  expect(report.lines.map(line => line.label)).toEqual(['deposit', 'reward']);
  expect(report.deposited).toEqual({ a: staked.quote.sentA, b: staked.quote.sentB });
  expect(report.lpHeld).toBe(staked.quote.lpMinted);
  expect(report.feesEarned.b).toBeGreaterThan(0n);
});
