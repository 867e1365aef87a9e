// The built page in a real browser against a real validator: what people come here to do.
import { createPool, readPool, swap } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, run } from '../dev/run.ts';
import { confirm, goTo, lineOf, openPool, review, startBrowser, watchErrors } from './browser.ts';
import { type Fault, look } from './look.ts';
import { balanceOf, openPositions, unitsOf } from './wallet.ts';

const SLOT_MS = 200;
const POOL = 'GOLD / USD';

let running: Running;
let browser: Browser;
let page: Page;
let errors: string[];
let owner: Address;

beforeAll(async () => {
  running = await run({
    port: 0,
    rpcPort: 0,
    slotMs: SLOT_MS,
    rounds: 12,
    isLively: false,
    isDev: false,
    say: () => {},
  });
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  page.setDefaultTimeout(20_000);
  errors = watchErrors(page);
  await page.goto(running.url);
});

afterAll(async () => {
  await browser?.close();
  await running?.stop();
});

const chainOf = () => running.chain;
const tokens = () => running.market.tokens;

test('pages read well before any wallet is connected', async () => {
  await page.getByRole('row', { name: POOL }).waitFor();
  await page.getByText('4 pools').waitFor();
  await goTo(page, 'Portfolio');
  await page.getByText('Connect a wallet to see what is yours').waitFor();
});

test('connect: a Wallet Standard wallet, and the faucet', async () => {
  await page.getByRole('button', { name: 'Connect wallet' }).first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Burner/ })
    .click();
  const button = page.getByRole('button', { name: /Burner wallet, / });
  owner = ((await button.textContent()) ?? '').split('Burner wallet, ')[1] as Address;
  await page.getByRole('button', { name: 'Get test tokens' }).click();
  await page.getByText('Test tokens are in your wallet').waitFor();
  expect(await balanceOf(chainOf(), owner, tokens().gold)).toBe(20_000_000_000n);

  // A wallet used before is there again after a reload, without a question.
  await page.reload();
  await button.waitFor();
});

test('swap: what the review promises is what the chain does, to the unit', async () => {
  await openPool(page, POOL);
  const before = await balanceOf(chainOf(), owner, tokens().gold);
  await page.getByLabel('You pay').fill('2400');
  await page.getByText('Price impact').waitFor();
  await page.getByRole('button', { name: 'Review swap' }).click();
  await review(page).getByText('Compute units').waitFor();
  const promised = unitsOf(await lineOf(page, 'You get'), 9);
  expect(promised).toBeGreaterThan(900_000_000n);
  await confirm(page, 'Swap', 'Swapped');
  expect((await balanceOf(chainOf(), owner, tokens().gold)) - before).toBe(promised);
});

test('a price impact of 5 % and more has to be accepted', async () => {
  await running.market.faucet.give(owner, 4);
  await page.getByLabel('You pay').fill('120000');
  await page.getByText(/This swap moves the price/).waitFor();
  await page.getByRole('button', { name: 'Review swap' }).click();
  const sign = review(page).getByRole('button', { name: 'Swap', exact: true });
  await sign.waitFor();
  expect(await sign.isDisabled()).toBe(true);
  await review(page).getByRole('checkbox').click();
  expect(await sign.isDisabled()).toBe(false);
  await page.keyboard.press('Escape');
  await page.getByLabel('You pay').fill('');
});

test('provide both tokens and stake, in one instruction', async () => {
  await page.getByRole('tab', { name: 'Provide' }).click();
  await page.getByLabel('GOLD', { exact: true }).fill('2');
  await expect
    .poll(() => page.getByLabel('USD', { exact: true }).inputValue())
    .toMatch(/^\d+\.\d+$/);
  await page.getByRole('button', { name: 'Review deposit and stake' }).click();
  await confirm(page, 'Provide and stake', 'Your liquidity is in the pool and earns rewards');
  const positions = await openPositions(chainOf(), owner);
  expect(positions).toHaveLength(1);
  expect(positions[0]?.data.multiplier).toBe(10_000);
});

test('provide one token, then stake the LP tokens', async () => {
  await page.getByRole('radio', { name: 'Only USD' }).click();
  await page.getByLabel('USD', { exact: true }).fill('1000');
  await page.getByRole('button', { name: 'Review deposit' }).click();
  await confirm(page, 'Provide', 'Your liquidity is in the pool. Stake the LP tokens');
  await page.getByRole('button', { name: 'Max, the whole balance of LP' }).click();
  await page.getByRole('button', { name: 'Review stake' }).click();
  await confirm(page, 'Stake', 'Staked. Rewards count from the next slot on.');
  expect(await openPositions(chainOf(), owner)).toHaveLength(2);
});

test('rewards tick, between slots too', async () => {
  await goTo(page, 'Portfolio');
  const pending = page.getByTestId('pending').filter({ hasText: 'MINE' }).first();
  await pending.waitFor();
  const seen = new Set<string>();
  const readings: number[] = [];
  await expect
    .poll(
      async () => {
        const text = await pending
          .locator('.num')
          .textContent()
          .then(text => text ?? '');
        if (!seen.has(text)) readings.push(Number(text.replaceAll(',', '')));
        seen.add(text);
        return seen.size;
      },
      { timeout: 15_000, interval: 40 },
    )
    .toBeGreaterThan(8);
  expect(Math.max(...readings)).toBeGreaterThan(readings[0] ?? Number.POSITIVE_INFINITY);
});

test('claim all', async () => {
  const before = await balanceOf(chainOf(), owner, tokens().mine);
  await page.getByRole('button', { name: 'Claim all' }).click();
  await confirm(page, 'Claim', 'The rewards are in your wallet.');
  expect(await balanceOf(chainOf(), owner, tokens().mine)).toBeGreaterThan(before);
});

test('compound a reward that the pool can hold', async () => {
  const before = (await openPositions(chainOf(), owner)).length;
  await page.getByRole('button', { name: 'Compound USD' }).first().click();
  await confirm(page, 'Compound', 'The reward is staked as a position of its own.');
  expect((await openPositions(chainOf(), owner)).length).toBe(before + 1);
});

test('exit: unstake and withdraw in one instruction', async () => {
  const before = await balanceOf(chainOf(), owner, tokens().gold);
  const open = (await openPositions(chainOf(), owner)).length;
  await page.getByRole('button', { name: 'Exit' }).first().click();
  await confirm(page, 'Unstake and withdraw', 'Your liquidity is back in your wallet.');
  expect(await balanceOf(chainOf(), owner, tokens().gold)).toBeGreaterThan(before);
  expect((await openPositions(chainOf(), owner)).length).toBe(open - 1);
});

test('create a campaign, and top it up', async () => {
  await goTo(page, 'Campaigns');
  await page.getByRole('combobox', { name: 'Reward' }).click();
  await page.getByRole('option', { name: 'MINE' }).click();
  await page.getByLabel('Amount', { exact: true }).fill('1200');
  await page.getByLabel('Runs for').fill('1');
  await page.getByText('Rate per slot').waitFor();
  await page.getByRole('button', { name: 'Review campaign' }).click();
  await confirm(page, 'Create the campaign', 'The campaign is on the chain.');
  await page.getByText('1,200.00 funded').waitFor();

  await page.getByRole('button', { name: 'Top up' }).first().click();
  await review(page).getByLabel('Amount', { exact: true }).fill('300');
  await review(page).getByRole('button', { name: 'Review top-up' }).click();
  await confirm(page, 'Top up', 'The campaign runs longer now.');
});

test('a campaign that nobody earned goes back to its funder', async () => {
  await openUnstakedPool();
  const before = await balanceOf(chainOf(), owner, tokens().eur);
  await goTo(page, 'Campaigns');
  await page.getByRole('combobox', { name: 'Pool' }).click();
  await page
    .getByRole('option', { name: 'GOLD / EUR' })
    .or(page.getByRole('option', { name: 'EUR / GOLD' }))
    .click();
  await page.getByRole('combobox', { name: 'Reward' }).click();
  await page.getByRole('option', { name: 'EUR' }).click();
  await page.getByLabel('Amount', { exact: true }).fill('500');
  await page.getByRole('radio', { name: 'slots' }).click();
  await page.getByLabel('Runs for').fill('20');
  await page.getByRole('button', { name: 'Review campaign' }).click();
  await confirm(page, 'Create the campaign', 'The campaign is on the chain.');
  expect(await balanceOf(chainOf(), owner, tokens().eur)).toBe(before - 500_000_000n);
  await page.getByRole('button', { name: 'Collect' }).click();
  await confirm(page, 'Collect', 'Collected.');
  expect(await balanceOf(chainOf(), owner, tokens().eur)).toBe(before);
});

/** A pool in which nobody is staked, of the founder's first fee tier. */
async function openUnstakedPool(): Promise<void> {
  const { chain, market } = running;
  const [pool] = market.pools;
  const [creator] = market.traders;
  if (!pool || !creator) throw new Error('The market has no pool or no trader');
  const { config } = (await readPool({ rpc: chain.rpc, pool: pool.address })).pool;
  const { instructions } = await createPool({
    rpc: chain.rpc,
    creator,
    config,
    mints: [tokens().gold.mint, tokens().eur.mint],
    curve: { kind: 'constantProduct' },
  });
  await chain.send(creator, instructions);
}

test('a refused transaction is explained, and can be worked out again', async () => {
  await openPool(page, POOL);
  await page.getByLabel('You pay').fill('1000');
  await page.getByRole('button', { name: 'Review swap' }).click();
  await review(page).getByText('Compute units').waitFor();
  await moveThePrice();
  await review(page).getByRole('button', { name: 'Swap', exact: true }).click();
  const alert = review(page).getByRole('alert');
  await alert.waitFor();
  // The program's own reason, in words, and what to do about it.
  expect(await alert.textContent().then(text => text ?? '')).toMatch(/minimum|slippage|less than/i);
  await review(page).getByRole('button', { name: 'Work it out again' }).click();
  await confirm(page, 'Swap', 'Swapped');
});

/** Somebody else buys first. */
async function moveThePrice(): Promise<void> {
  const { chain, market } = running;
  const [pool] = market.pools;
  const [trader] = market.traders;
  if (!pool || !trader) throw new Error('The market has no pool or no trader');
  const { instructions } = await swap({
    rpc: chain.rpc,
    trader,
    pool: pool.address,
    mintIn: market.tokens.usd.mint,
    amountIn: 60_000_000_000n,
    slippageBps: 100,
    validForSlots: 300n,
  });
  await chain.send(trader, instructions);
}

test('the RPC goes away, and comes back', async () => {
  const rpc = (url: URL) => url.origin === new URL(running.rpcUrl).origin;
  await page.route(rpc, route => route.abort('connectionrefused'));
  const banner = page.getByRole('alert').filter({ hasText: 'The RPC does not answer' });
  await banner.waitFor();
  // What was read before stays in sight.
  await page.getByRole('heading', { level: 1, name: POOL }).waitFor();
  await page.unroute(rpc);
  await banner.waitFor({ state: 'detached' });
  // The browser itself reports requests that were refused; nothing else may have gone wrong.
  const others = errors.filter(text => !text.includes('net::ERR_CONNECTION_REFUSED'));
  expect(others).toEqual([]);
});

test('each page, in both themes and widths: axe finds nothing serious', async () => {
  const faults: Fault[] = [];
  const settled = (text: string) => async () => {
    await page.getByText(text).locator('visible=true').first().waitFor();
    // Charts and histories, which come after.
    await page.waitForTimeout(900);
  };
  await goTo(page, 'Pools');
  faults.push(...(await look(page, 'pools', settled('Fee APR'))));
  await openPool(page, POOL);
  faults.push(...(await look(page, 'pool', settled('Campaigns'))));
  await page.getByLabel('You pay').fill('12000');
  await page.getByRole('button', { name: 'Review swap' }).click();
  faults.push(...(await look(page, 'review', settled('Compute units'))));
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Provide' }).click();
  faults.push(...(await look(page, 'provide', settled('Stake at once'))));
  await goTo(page, 'Portfolio');
  faults.push(...(await look(page, 'portfolio', settled('Against holding'))));
  await goTo(page, 'Campaigns');
  faults.push(...(await look(page, 'campaigns', settled('All campaigns'))));
  await goTo(page, 'Learn');
  faults.push(...(await look(page, 'learn', settled('Impermanent loss'))));
  expect(faults).toEqual([]);
});
