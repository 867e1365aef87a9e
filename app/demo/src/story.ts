import {
  fetchFarm,
  fetchPool,
  findCampaignPda,
  findConfigPda,
  findFarmPda,
  findPoolPda,
  findPositionPda,
  findRewardVaultPda,
  getClaimInstruction,
  getCloseCampaignInstruction,
  getClosePositionInstruction,
  getCollectCreatorFeesInstruction,
  getCollectProtocolFeesInstruction,
  getCreateCampaignInstructionAsync,
  getCreateConfigInstructionAsync,
  getCreatePoolInstructionAsync,
  getDepositAndStakeInstructionAsync,
  getDepositInstruction,
  getStakeInstructionAsync,
  getSwapExactInInstruction,
  getUnstakeAndWithdrawInstruction,
  getUnstakeInstruction,
  getWithdrawInstruction,
  type Pool,
} from '@liquidity-mining/client';
import type { Address, KeyPairSigner, TransactionSigner } from '@solana/kit';
import { format, units } from './amount.ts';
import type { Chain } from './chain.ts';
import { accountOf, type Token } from './tokens.ts';

/** A pool and its farm, with the addresses that instructions want. */
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

/** A reward stream, with the addresses that instructions want. */
export type CampaignHandle = {
  address: Address;
  vault: Address;
  reward: Token;
  endSlot: bigint;
  funder: Address;
};

/** Fee terms of the story, in millionths: 0.3 % a trade, of it 12 % and 8 % to others than LPs. */
const TERMS = { tradeFeeRate: 3_000, protocolFeeShare: 120_000, creatorFeeShare: 80_000 };
/** Everyone here wants to be free to leave. */
const NO_LOCK = 0;
const PERCENT = 100n;
/** What the people here accept to lose to price moves between quote and execution. */
const SLIPPAGE_PERCENT = 1n;

const lessSlippage = (amount: bigint) => (amount * (PERCENT - SLIPPAGE_PERCENT)) / PERCENT;

const CONSTANT_PRODUCT = { curve: 0, curveParameter: 0 };

/** Creates a config, and a pool of two tokens under it. */
export async function openMarket(
  chain: Chain,
  admin: TransactionSigner,
  creator: TransactionSigner,
  a: Token,
  b: Token,
): Promise<Market> {
  const [config] = await findConfigPda({ admin: admin.address, index: 0 });
  await chain.send(admin, [await getCreateConfigInstructionAsync({ admin, index: 0, ...TERMS })]);
  await chain.send(creator, [
    await getCreatePoolInstructionAsync({
      creator,
      config,
      mintA: a.mint,
      mintB: b.mint,
      ...CONSTANT_PRODUCT,
    }),
  ]);
  const [pool] = await findPoolPda({
    config,
    mintA: a.mint,
    mintB: b.mint,
    ...CONSTANT_PRODUCT,
  });
  const [farm] = await findFarmPda({ pool });
  const poolAccount = (await fetchPool(chain.rpc, pool)).data;
  const farmAccount = (await fetchFarm(chain.rpc, farm)).data;
  const decimals = Math.floor((a.decimals + b.decimals) / 2);
  return {
    pool,
    farm,
    config,
    a,
    b,
    lp: { name: `${a.name}-${b.name} LP`, mint: poolAccount.lpMint, decimals },
    vaultA: poolAccount.vaultA,
    vaultB: poolAccount.vaultB,
    stakeVault: farmAccount.stakeVault,
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
  await chain.send(owner, [
    getDepositInstruction({
      owner,
      ...(await poolAccounts(market, owner.address)),
      ownerLp: await accountOf(owner.address, market.lp.mint),
      maxAmountA,
      maxAmountB,
      minLp: await expectedLp(chain, market, maxAmountA, maxAmountB),
      validUntilSlot: await chain.validUntilSlot(),
    }),
  ]);
}

/** Deposits both tokens and stakes what that gives, in one instruction. */
export async function depositAndStake(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  number: number,
  maxAmountA: bigint,
  maxAmountB: bigint,
): Promise<void> {
  await chain.send(owner, [
    await getDepositAndStakeInstructionAsync({
      owner,
      ...(await poolAccounts(market, owner.address)),
      farm: market.farm,
      stakeVault: market.stakeVault,
      number,
      lockChoice: NO_LOCK,
      maxAmountA,
      maxAmountB,
      minLp: await expectedLp(chain, market, maxAmountA, maxAmountB),
      validUntilSlot: await chain.validUntilSlot(),
    }),
  ]);
}

/** Stakes LP tokens from the wallet. */
export async function stake(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  number: number,
  lpAmount: bigint,
): Promise<void> {
  await chain.send(owner, [
    await getStakeInstructionAsync({
      owner,
      farm: market.farm,
      stakeVault: market.stakeVault,
      ownerLp: await accountOf(owner.address, market.lp.mint),
      number,
      lpAmount,
      lockChoice: NO_LOCK,
    }),
  ]);
}

/** Swaps, at the reserves' own quote less slippage. */
export async function swap(
  chain: Chain,
  market: Market,
  trader: TransactionSigner,
  from: Token,
  amountIn: bigint,
): Promise<void> {
  const isAToB = from.mint === market.a.mint;
  const to = isAToB ? market.b : market.a;
  const pool = (await fetchPool(chain.rpc, market.pool)).data;
  const quote = quoteSwap(pool, isAToB, amountIn);
  await chain.send(trader, [
    getSwapExactInInstruction({
      trader,
      pool: market.pool,
      vaultIn: isAToB ? market.vaultA : market.vaultB,
      vaultOut: isAToB ? market.vaultB : market.vaultA,
      traderIn: await accountOf(trader.address, from.mint),
      traderOut: await accountOf(trader.address, to.mint),
      amountIn,
      minAmountOut: lessSlippage(quote),
      validUntilSlot: await chain.validUntilSlot(),
    }),
  ]);
  const swapped = chain.events.findLast(event => event.name === 'Swapped');
  const out = BigInt(swapped?.fields.amountOut ?? 0);
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
  startSlot: bigint,
  durationSlots: bigint,
): Promise<CampaignHandle> {
  const { campaigns } = (await fetchFarm(chain.rpc, market.farm)).data;
  const [address] = await findCampaignPda({ farm: market.farm, number: campaigns });
  await chain.send(funder, [
    await getCreateCampaignInstructionAsync({
      funder,
      farm: market.farm,
      rewardMint: reward.mint,
      campaign: address,
      funderReward: await accountOf(funder.address, reward.mint),
      amount,
      startSlot,
      durationSlots,
      refundee: funder.address,
    }),
  ]);
  const created = chain.events.findLast(event => event.name === 'CampaignCreated');
  const [vault] = await findRewardVaultPda({ campaign: address });
  return {
    address,
    vault,
    reward,
    endSlot: BigInt(created?.fields.endSlot ?? 0),
    funder: funder.address,
  };
}

/** Claims for a position; whoever sends it, its owner is paid. */
export async function claim(
  chain: Chain,
  market: Market,
  payer: TransactionSigner,
  owner: Address,
  number: number,
  campaign: CampaignHandle,
): Promise<bigint> {
  await chain.send(payer, [
    getClaimInstruction({
      payer,
      farm: market.farm,
      campaign: campaign.address,
      position: await positionOf(market, owner, number),
      rewardVault: campaign.vault,
      ownerReward: await accountOf(owner, campaign.reward.mint),
    }),
  ]);
  const claimed = chain.events.findLast(event => event.name === 'RewardClaimed');
  return BigInt(claimed?.fields.amount ?? 0);
}

/** Takes a stake back to the wallet. */
export async function unstake(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  number: number,
): Promise<void> {
  await chain.send(owner, [
    getUnstakeInstruction({
      owner,
      farm: market.farm,
      position: await positionOf(market, owner.address, number),
      stakeVault: market.stakeVault,
      ownerLp: await accountOf(owner.address, market.lp.mint),
    }),
  ]);
}

/** Gives back LP tokens from the wallet. */
export async function withdraw(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  lpAmount: bigint,
): Promise<void> {
  const { data } = await fetchPool(chain.rpc, market.pool);
  await chain.send(owner, [
    getWithdrawInstruction({
      owner,
      ...(await poolAccounts(market, owner.address)),
      ownerLp: await accountOf(owner.address, market.lp.mint),
      lpAmount,
      minAmountA: lessSlippage((lpAmount * data.reserveA) / data.lpSupply),
      minAmountB: lessSlippage((lpAmount * data.reserveB) / data.lpSupply),
      validUntilSlot: await chain.validUntilSlot(),
    }),
  ]);
}

/** Leaves farm and pool in one instruction. */
export async function unstakeAndWithdraw(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  number: number,
): Promise<void> {
  await chain.send(owner, [
    getUnstakeAndWithdrawInstruction({
      owner,
      ...(await poolAccounts(market, owner.address)),
      farm: market.farm,
      position: await positionOf(market, owner.address, number),
      stakeVault: market.stakeVault,
      minAmountA: 1n,
      minAmountB: 1n,
      validUntilSlot: await chain.validUntilSlot(),
    }),
  ]);
}

/** Returns the rent of a position that has claimed everything. */
export async function closePosition(
  chain: Chain,
  market: Market,
  owner: TransactionSigner,
  number: number,
): Promise<void> {
  const position = await positionOf(market, owner.address, number);
  await chain.send(owner, [getClosePositionInstruction({ owner, position })]);
}

/** Pays what is left of a finished campaign to its refundee and closes it. */
export async function closeCampaign(
  chain: Chain,
  market: Market,
  sender: TransactionSigner,
  campaign: CampaignHandle,
): Promise<bigint> {
  await chain.send(sender, [
    getCloseCampaignInstruction({
      funder: campaign.funder,
      farm: market.farm,
      campaign: campaign.address,
      rewardVault: campaign.vault,
      refundeeReward: await accountOf(campaign.funder, campaign.reward.mint),
    }),
  ]);
  const collected = chain.events.findLast(event => event.name === 'CampaignCollected');
  return BigInt(collected?.fields.amount ?? 0);
}

/** Pays protocol and creator what swaps set aside for them. */
export async function collectFees(
  chain: Chain,
  market: Market,
  admin: KeyPairSigner,
  creator: KeyPairSigner,
): Promise<void> {
  const { config, pool, vaultA, vaultB } = market;
  const accountsOf = async (owner: Address) => ({
    config,
    pool,
    vaultA,
    vaultB,
    collectorA: await accountOf(owner, market.a.mint),
    collectorB: await accountOf(owner, market.b.mint),
  });
  await chain.send(admin, [
    getCollectProtocolFeesInstruction({ collector: admin, ...(await accountsOf(admin.address)) }),
  ]);
  await chain.send(creator, [
    getCollectCreatorFeesInstruction({
      collector: creator,
      ...(await accountsOf(creator.address)),
    }),
  ]);
}

/** The amount that a swap gives, as the program computes it. */
export function quoteSwap(pool: Pool, isAToB: boolean, amountIn: bigint): bigint {
  const million = 1_000_000n;
  const fee = (amountIn * BigInt(pool.tradeFeeRate) + million - 1n) / million;
  const [reserveIn, reserveOut] = isAToB
    ? [pool.reserveA, pool.reserveB]
    : [pool.reserveB, pool.reserveA];
  return (reserveOut * (amountIn - fee)) / (reserveIn + amountIn - fee);
}

async function expectedLp(
  chain: Chain,
  market: Market,
  maxA: bigint,
  maxB: bigint,
): Promise<bigint> {
  const { data: pool } = await fetchPool(chain.rpc, market.pool);
  if (pool.lpSupply === 0n) return 1n;
  const forA = (maxA * pool.lpSupply) / pool.reserveA;
  const forB = (maxB * pool.lpSupply) / pool.reserveB;
  return lessSlippage(forA < forB ? forA : forB);
}

async function poolAccounts(market: Market, owner: Address) {
  return {
    pool: market.pool,
    vaultA: market.vaultA,
    vaultB: market.vaultB,
    lpMint: market.lp.mint,
    ownerA: await accountOf(owner, market.a.mint),
    ownerB: await accountOf(owner, market.b.mint),
  };
}

async function positionOf(market: Market, owner: Address, number: number): Promise<Address> {
  const [position] = await findPositionPda({ farm: market.farm, owner, number });
  return position;
}

/** Base units of a token in whole ones; for the story's amounts. */
export const of = (token: Token, whole: number) => units(whole, token.decimals);
