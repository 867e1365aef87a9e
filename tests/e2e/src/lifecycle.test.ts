// A pool's whole life against the validator, with the pieces of the demo, and what people get wrong.
import {
  fetchFarm,
  fetchPool,
  fetchPosition,
  getDepositInstruction,
  getSwapExactInInstruction,
  getSwapExactOutInstruction,
  getUnstakeInstruction,
  LIQUIDITY_MINING_ERROR__BELOW_MINIMUM,
  LIQUIDITY_MINING_ERROR__EXPIRED,
  LIQUIDITY_MINING_ERROR__NOT_POSITION_OWNER,
  LIQUIDITY_MINING_ERROR__WRONG_VAULT,
} from '@liquidity-mining/client';
import { audit } from '@liquidity-mining/demo/audit';
import { Chain } from '@liquidity-mining/demo/chain';
import * as story from '@liquidity-mining/demo/story';
import {
  accountOf,
  balance,
  createToken,
  give,
  openAccounts,
  type Token,
  twoOrderedKeypairs,
} from '@liquidity-mining/demo/tokens';
import { ProgramRefusedError, quoteSwap, readPool } from '@liquidity-mining/sdk';
import type { KeyPairSigner } from '@solana/kit';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { connectChain } from './setup.ts';

const CAMPAIGN_SLOTS = 40n;

let chain: Chain;
let admin: KeyPairSigner;
let alice: KeyPairSigner;
let bob: KeyPairSigner;
let gold: Token;
let usd: Token;
let market: story.Market;

const amountOf = async (owner: KeyPairSigner, token: Token) =>
  balance(chain, await accountOf(owner.address, token.mint));

const validUntilSlot = async () => (await chain.slot()) + 150n;

async function refusal(attempt: Promise<unknown>): Promise<number | undefined> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof ProgramRefusedError ? error.programCode : undefined;
}

describe.sequential('a pool and its farm', () => {
  beforeAll(async () => {
    chain = new Chain(inject('rpcUrl'));
    const signers = connectChain();
    [admin, alice, bob] = await Promise.all([
      signers.fundedSigner(),
      signers.fundedSigner(),
      signers.fundedSigner(),
    ]);
    const [mintA, mintB] = await twoOrderedKeypairs();
    gold = await createToken(chain, admin, 'GOLD', 9, mintA);
    usd = await createToken(chain, admin, 'USD', 6, mintB);
    for (const person of [admin, alice, bob]) {
      await openAccounts(chain, person, person.address, [gold.mint, usd.mint]);
    }
    const everyone = [admin, alice, bob].map(person => person.address);
    await give(
      chain,
      admin,
      gold,
      everyone.map(who => [who, story.of(gold, 1_000)]),
    );
    await give(
      chain,
      admin,
      usd,
      everyone.map(who => [who, story.of(usd, 1_000_000)]),
    );
    market = await story.openMarket(chain, admin, admin, gold, usd);
    for (const person of [admin, alice, bob]) {
      await openAccounts(chain, person, person.address, [market.lp.mint]);
    }
  });

  it('mints the root of the product for the first deposit, less what is locked for ever', async () => {
    await story.deposit(chain, market, alice, story.of(gold, 100), story.of(usd, 200_000));
    // sqrt(100e9 * 200_000e6) = 141,421,356,237.3
    expect(await amountOf(alice, market.lp)).toBe(141_421_356_237n - 1_000n);
  });

  it('gives exactly what was quoted, and takes no more than was allowed', async () => {
    await story.swap(chain, market, bob, usd, story.of(usd, 1_000));
    const before = await amountOf(bob, usd);
    const wanted = story.of(gold, 1) / 10n;
    await chain.send(bob, [
      getSwapExactOutInstruction({
        trader: bob,
        pool: market.pool,
        vaultIn: market.vaultB,
        vaultOut: market.vaultA,
        traderIn: await accountOf(bob.address, usd.mint),
        traderOut: await accountOf(bob.address, gold.mint),
        amountOut: wanted,
        maxAmountIn: story.of(usd, 250),
        validUntilSlot: await validUntilSlot(),
      }),
    ]);
    const swapped = chain.events.findLast(event => event.name === 'Swapped');
    expect(swapped?.fields).toMatchObject({
      amountOut: wanted,
      amountIn: before - (await amountOf(bob, usd)),
    });
  });

  it('refuses a swap below its minimum, a late one, and one with the vaults mixed up', async () => {
    const pool = (await fetchPool(chain.rpc, market.pool)).data;
    const swap = async (changes: object) =>
      chain.send(bob, [
        getSwapExactInInstruction({
          trader: bob,
          pool: market.pool,
          vaultIn: market.vaultB,
          vaultOut: market.vaultA,
          traderIn: await accountOf(bob.address, usd.mint),
          traderOut: await accountOf(bob.address, gold.mint),
          amountIn: story.of(usd, 100),
          minAmountOut: 1n,
          validUntilSlot: await validUntilSlot(),
          ...changes,
        }),
      ]);
    const state = await readPool({ rpc: chain.rpc, pool: market.pool });
    const bounds = { slippageBps: 0, validForSlots: 1n };
    const amount = { amountIn: story.of(usd, 100) };
    const quote = quoteSwap(state, false, amount, bounds).received;
    expect(await refusal(swap({ minAmountOut: quote + 1n }))).toBe(
      LIQUIDITY_MINING_ERROR__BELOW_MINIMUM,
    );
    expect(await refusal(swap({ validUntilSlot: 1n }))).toBe(LIQUIDITY_MINING_ERROR__EXPIRED);
    expect(await refusal(swap({ vaultOut: market.stakeVault }))).toBe(
      LIQUIDITY_MINING_ERROR__WRONG_VAULT,
    );
    expect((await fetchPool(chain.rpc, market.pool)).data).toEqual(pool);
  });

  it('refuses a deposit that would give fewer LP tokens than its minimum', async () => {
    const attempt = chain.send(bob, [
      getDepositInstruction({
        owner: bob,
        pool: market.pool,
        vaultA: market.vaultA,
        vaultB: market.vaultB,
        lpMint: market.lp.mint,
        ownerA: await accountOf(bob.address, gold.mint),
        ownerB: await accountOf(bob.address, usd.mint),
        ownerLp: await accountOf(bob.address, market.lp.mint),
        maxAmountA: story.of(gold, 1),
        maxAmountB: story.of(usd, 1_000_000),
        minLp: 1n << 63n,
        validUntilSlot: await validUntilSlot(),
      }),
    ]);
    expect(await refusal(attempt)).toBe(LIQUIDITY_MINING_ERROR__BELOW_MINIMUM);
  });

  it('streams a campaign to stakers, returns the rest, and leaves nothing behind', async () => {
    const campaign = await story.createCampaign(
      chain,
      market,
      admin,
      gold,
      story.of(gold, 40),
      undefined,
      CAMPAIGN_SLOTS,
    );
    const staked = await amountOf(alice, market.lp);
    const position = await story.stake(chain, market, alice, staked);
    const amounts = [story.of(gold, 50), story.of(usd, 110_000)] as const;
    const bobs = await story.depositAndStake(chain, market, bob, ...amounts);

    const theft = chain.send(bob, [
      getUnstakeInstruction({
        owner: bob,
        farm: market.farm,
        position,
        stakeVault: market.stakeVault,
        ownerLp: await accountOf(bob.address, market.lp.mint),
      }),
    ]);
    expect(await refusal(theft)).toBe(LIQUIDITY_MINING_ERROR__NOT_POSITION_OWNER);

    await story.unstakeAndWithdraw(chain, alice, position);
    expect((await fetchPosition(chain.rpc, position)).data).toMatchObject({
      isOpen: 0,
      lpAmount: 0n,
    });
    await chain.waitForSlot(campaign.endSlot, 'the campaign has ended');

    // Alice has left; the claim is sent by somebody else and still pays her.
    const toAlice = await story.claim(chain, admin, position, campaign);
    const toBob = await story.claim(chain, bob, bobs, campaign);
    expect(toAlice).toBeGreaterThan(0n);
    expect(toBob).toBeGreaterThan(toAlice);
    await story.unstakeAndWithdraw(chain, bob, bobs);
    await story.closePosition(chain, alice, position);
    await story.closePosition(chain, bob, bobs);
    const back = await story.closeCampaign(chain, bob, campaign);
    expect(toAlice + toBob + back).toBe(story.of(gold, 40));
    await story.collectFees(chain, market, admin, admin);

    const farm = (await fetchFarm(chain.rpc, market.farm)).data;
    expect(farm).toMatchObject({ stakedLp: 0n, totalWeight: 0n, boundaryCount: 0 });
    await audit(
      chain,
      market,
      [gold, usd, market.lp],
      [admin, alice, bob].map(person => person.address),
      [campaign.vault],
    );
  });
});
