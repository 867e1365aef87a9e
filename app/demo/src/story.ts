// What the people of the demo do, by the SDK.
import {
  findConfigPda,
  getCreateConfigInstructionAsync,
  type ProgramEvent,
} from '@liquidity-mining/client';
import * as sdk from '@liquidity-mining/sdk';
import type { Address, TransactionSigner } from '@solana/kit';
import { format, units } from './amount.ts';
import type { Chain } from './chain.ts';
import type { Token } from './tokens.ts';

/** A pool and its farm, with the tokens by name. */
export type Market = {
  pool: Address;
  farm: Address;
  config: Address;
  a: Token;
  b: Token;
  lp: Token;
  vaultA: Address;
  vaultB: Address;
  stakeVault: Address;
};

/** A reward stream. */
export type CampaignHandle = {
  address: Address;
  vault: Address;
  reward: Token;
  endSlot: bigint;
};

/** Fee terms of the story, in millionths: 0.3 % a trade, of it 12 % and 8 % to others than LPs. */
const TERMS = { tradeFeeRate: 3_000, protocolFeeShare: 120_000, creatorFeeShare: 80_000 };
/** What the people here accept to lose to price moves, and how long a quote stays good. */
const BOUNDS = { slippageBps: 100, validForSlots: 150n };

/** Creates a config, and a pool of two tokens under it. */
export async function openMarket(
  chain: Chain,
  admin: TransactionSigner,
  creator: TransactionSigner,
  a: Token,
  b: Token,
): Promise<Market> {
  const { rpc } = chain;
  const [config] = await findConfigPda({ admin: admin.address, index: 0 });
  await chain.send(admin, [await getCreateConfigInstructionAsync({ admin, index: 0, ...TERMS })]);
  const curve = { kind: 'constantProduct' } as const;
  const mints = [a.mint, b.mint] as const;
  const { quote, instructions } = await sdk.createPool({ rpc, creator, config, mints, curve });
  await chain.send(creator, instructions);
  const { pool, farm, tokenLp } = await sdk.readPool({ rpc, pool: quote.pool });
  return {
    pool: quote.pool,
    farm: quote.farm,
    config,
    a,
    b,
    lp: { name: `${a.name}-${b.name} LP`, mint: tokenLp.mint, decimals: tokenLp.decimals },
    vaultA: pool.vaultA,
    vaultB: pool.vaultB,
    stakeVault: farm.stakeVault,
  };
}

/** Deposits both tokens and keeps the LP tokens in the wallet. */
export async function deposit(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  maxAmountA: bigint,
  maxAmountB: bigint,
): Promise<void> {
  const { pool } = market;
  const amounts = { maxAmountA, maxAmountB };
  const plan = await sdk.deposit({ rpc: chain.rpc, owner, pool, ...amounts, ...BOUNDS });
  await chain.send(owner, plan.instructions);
}

/** Deposits both tokens and stakes what that gives, in one instruction. Gives the new position. */
export async function depositAndStake(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  maxAmountA: bigint,
  maxAmountB: bigint,
): Promise<Address> {
  const { pool } = market;
  const amounts = { maxAmountA, maxAmountB };
  const plan = await sdk.depositAndStake({ rpc: chain.rpc, owner, pool, ...amounts, ...BOUNDS });
  await chain.send(owner, plan.instructions);
  return plan.quote.position;
}

/** Stakes LP tokens from the wallet. Gives the new position. */
export async function stake(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  lpAmount: bigint,
): Promise<Address> {
  const plan = await sdk.stake({ rpc: chain.rpc, owner, pool: market.pool, lpAmount });
  await chain.send(owner, plan.instructions);
  return plan.quote.position;
}

/** Swaps, and holds the chain to its quote. */
export async function swap(
  chain: Chain,
  market: Market,
  trader: TransactionSigner,
  from: Token,
  amountIn: bigint,
): Promise<void> {
  const to = from.mint === market.a.mint ? market.b : market.a;
  const { rpc } = chain;
  const mintIn = from.mint;
  const plan = await sdk.swap({ rpc, trader, pool: market.pool, mintIn, amountIn, ...BOUNDS });
  const events = await chain.send(trader, plan.instructions);
  const out = eventOf(events, 'Swapped').amountOut;
  const quote = plan.quote.received;
  if (out !== quote) throw new Error(`The swap gave ${out}, its quote was ${quote}`);
  console.log(
    `  ${format(amountIn, from.decimals)} ${from.name} -> ${format(out, to.decimals)} ${to.name}`,
  );
}

/** Funds a stream that starts now or later. */
export async function createCampaign(
  chain: Chain,
  market: Market,
  funder: TransactionSigner,
  reward: Token,
  amount: bigint,
  startSlot: bigint | undefined,
  durationSlots: bigint,
): Promise<CampaignHandle> {
  const { quote, instructions } = await sdk.createCampaign({
    rpc: chain.rpc,
    funder,
    pool: market.pool,
    rewardMint: reward.mint,
    amount,
    ...(startSlot !== undefined && { startSlot }),
    durationSlots,
  });
  const { endSlot } = eventOf(await chain.send(funder, instructions), 'CampaignCreated');
  return { address: quote.campaign, vault: quote.rewardVault, reward, endSlot };
}

/** Claims for a position; whoever sends it, its owner is paid. Gives what was paid. */
export async function claim(
  chain: Chain,
  payer: TransactionSigner,
  position: Address,
  campaign: CampaignHandle,
): Promise<bigint> {
  const options = { rpc: chain.rpc, payer, position, campaign: campaign.address };
  const { instructions } = await sdk.claim(options);
  return eventOf(await chain.send(payer, instructions), 'RewardClaimed').amount;
}

/** Takes a stake back to the wallet. */
export async function unstake(
  chain: Chain,
  owner: TransactionSigner,
  position: Address,
): Promise<void> {
  const { instructions } = await sdk.unstake({ rpc: chain.rpc, owner, position });
  await chain.send(owner, instructions);
}

/** Gives back LP tokens from the wallet. */
export async function withdraw(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  lpAmount: bigint,
): Promise<void> {
  const { pool } = market;
  const plan = await sdk.withdraw({ rpc: chain.rpc, owner, pool, lpAmount, ...BOUNDS });
  await chain.send(owner, plan.instructions);
}

/** Leaves farm and pool in one instruction. */
export async function unstakeAndWithdraw(
  chain: Chain,
  owner: TransactionSigner,
  position: Address,
): Promise<void> {
  const plan = await sdk.unstakeAndWithdraw({ rpc: chain.rpc, owner, position, ...BOUNDS });
  await chain.send(owner, plan.instructions);
}

/** Returns the rent of a position that has claimed everything. */
export async function closePosition(
  chain: Chain,
  owner: TransactionSigner,
  position: Address,
): Promise<void> {
  const { instructions } = await sdk.closePosition({ rpc: chain.rpc, owner, position });
  await chain.send(owner, instructions);
}

/** Pays what is left of a finished campaign to its refundee and closes it. Gives what was paid. */
export async function closeCampaign(
  chain: Chain,
  payer: TransactionSigner,
  campaign: CampaignHandle,
): Promise<bigint> {
  const options = { rpc: chain.rpc, payer, campaign: campaign.address };
  const { instructions } = await sdk.closeCampaign(options);
  return eventOf(await chain.send(payer, instructions), 'CampaignCollected').amount;
}

/** Pays protocol and creator what swaps set aside for them. */
export async function collectFees(
  chain: Chain,
  market: Market,
  admin: TransactionSigner,
  creator: TransactionSigner,
): Promise<void> {
  for (const [collector, part] of [
    [admin, 'protocol'],
    [creator, 'creator'],
  ] as const) {
    const { rpc } = chain;
    const plan = await sdk.collectFees({ rpc, pool: market.pool, collector, part });
    await chain.send(collector, plan.instructions);
  }
}

/** Base units of a token in whole ones; for the story's amounts. */
export const of = (token: Token, whole: number) => units(whole, token.decimals);

type Fields<N extends ProgramEvent['name']> = Extract<ProgramEvent, { name: N }>['fields'];

/** The event of a name that a transaction logged. */
function eventOf<N extends ProgramEvent['name']>(
  events: readonly ProgramEvent[],
  name: N,
): Fields<N> {
  const found = events.find(event => event.name === name);
  if (found === undefined) throw new Error(`The transaction logged no ${name}`);
  // The name tells the fields, which `find` does not say.
  return found.fields as Fields<N>;
}
