// The demo's market: pools of both curves, campaigns of all kinds, liquidity providers and traders.
import { findConfigPda, getCreateConfigInstructionAsync } from '@liquidity-mining/client';
import {
  type CurveChoice,
  createCampaign,
  createPool,
  deposit,
  depositAndStake,
} from '@liquidity-mining/sdk';
import { type Address, generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import { units } from '../amount.ts';
import type { Chain } from '../chain.ts';
import { createToken } from '../tokens.ts';
import { type DemoToken, Faucet } from './faucet.ts';
import { createTaxedToken } from './token-2022.ts';

/** Shares of the trade fee in millionths, as in every tier here. */
const SHARES = { protocolFeeShare: 120_000, creatorFeeShare: 80_000 };
/** Fee tiers, in millionths: 0.05 %, 0.3 % and 1 %. */
const TIERS = { low: 500, middle: 3_000, high: 10_000 };
const AMPLIFICATION = 200;
const SLOTS_PER_DAY = 216_000n;
const BOUNDS = { slippageBps: 100, validForSlots: 300n };
const TAX_BASIS_POINTS = 100;

export type Market = {
  faucet: Faucet;
  tokens: Record<'gold' | 'usd' | 'eur' | 'mine' | 'salt', DemoToken>;
  pools: readonly DemoPool[];
  traders: readonly KeyPairSigner[];
};

export type DemoPool = {
  address: Address;
  a: DemoToken;
  b: DemoToken;
  /** Whole tokens of `a` in an average trade. */
  typical: number;
};

export async function seedMarket(
  chain: Chain,
  fundSol: (to: string, lamports: number) => Promise<unknown>,
): Promise<Market> {
  const [issuer, founder, alice, bob, carol, trader] = await Promise.all(
    Array.from({ length: 6 }, () => generateKeyPairSigner()),
  );
  if (!issuer || !founder || !alice || !bob || !carol || !trader) throw new Error('unreachable');
  for (const person of [issuer, founder, alice, bob, carol, trader]) {
    await fundSol(person.address, 100_000_000_000);
  }
  const tokens = await createTokens(chain, issuer);
  const { gold, usd, eur, mine, salt } = tokens;
  const faucet = new Faucet(chain, issuer, Object.values(tokens), fundSol);
  await Promise.all(
    [founder, alice, bob, carol, trader].map(person => faucet.give(person.address, 100)),
  );

  const { rpc } = chain;
  const tiers = await createTiers(chain, founder);
  const open = async (
    config: Address,
    a: DemoToken,
    b: DemoToken,
    curve: CurveChoice,
    typical: number,
  ): Promise<DemoPool> => {
    const { quote, instructions } = await createPool({
      rpc,
      creator: founder,
      config,
      mints: [a.mint, b.mint],
      curve,
    });
    await chain.send(founder, instructions);
    return { address: quote.pool, a, b, typical };
  };
  /** Puts whole tokens in; with a lock choice, stakes at once. */
  const provide = async (
    owner: KeyPairSigner,
    pool: DemoPool,
    ofA: number,
    ofB: number,
    lockChoice?: number,
  ) => {
    const { a, b } = pool;
    const isFlipped = (await poolMintA(chain, pool)) !== a.mint;
    const [amountOfA, amountOfB] = [units(ofA, a.decimals), units(ofB, b.decimals)];
    const terms = {
      rpc,
      owner,
      pool: pool.address,
      maxAmountA: isFlipped ? amountOfB : amountOfA,
      maxAmountB: isFlipped ? amountOfA : amountOfB,
      ...BOUNDS,
    };
    const { instructions } =
      lockChoice === undefined
        ? await deposit(terms)
        : await depositAndStake({ ...terms, lockChoice });
    await chain.send(owner, instructions);
  };
  const fund = async (
    pool: DemoPool,
    reward: DemoToken,
    whole: number,
    durationSlots: bigint,
    startsIn = 0n,
  ) => {
    const { instructions } = await createCampaign({
      rpc,
      funder: founder,
      pool: pool.address,
      rewardMint: reward.mint,
      amount: units(whole, reward.decimals),
      durationSlots,
      ...(startsIn > 0n && { startSlot: (await chain.slot()) + startsIn }),
    });
    await chain.send(founder, instructions);
  };

  const product: CurveChoice = { kind: 'constantProduct' };
  const goldUsd = await open(tiers.middle, gold, usd, product, 2);
  const eurUsd = await open(
    tiers.low,
    eur,
    usd,
    { kind: 'stable', amplification: AMPLIFICATION },
    9_000,
  );
  const mineUsd = await open(tiers.high, mine, usd, product, 12_000);
  const saltUsd = await open(tiers.middle, salt, usd, product, 700);

  await provide(alice, goldUsd, 320, 768_000);
  await fund(goldUsd, mine, 900_000, 30n * SLOTS_PER_DAY);
  await fund(goldUsd, usd, 24_000, 14n * SLOTS_PER_DAY);
  await fund(goldUsd, gold, 12, 20n * SLOTS_PER_DAY, 3n * SLOTS_PER_DAY);
  await provide(bob, goldUsd, 180, 440_000, 1);
  await provide(carol, goldUsd, 60, 150_000, 0);

  await provide(alice, eurUsd, 900_000, 975_000, 0);
  await fund(eurUsd, mine, 60_000, SLOTS_PER_DAY + SLOTS_PER_DAY / 2n);
  await provide(bob, eurUsd, 200_000, 220_000, 2);

  await provide(founder, mineUsd, 1_500_000, 120_000, 0);
  await fund(mineUsd, mine, 250_000, 60n * SLOTS_PER_DAY);
  await provide(carol, saltUsd, 60_000, 27_000, 0);

  return {
    faucet,
    tokens,
    pools: [goldUsd, eurUsd, mineUsd, saltUsd],
    traders: [trader, alice, bob],
  };
}

async function poolMintA(chain: Chain, pool: DemoPool): Promise<Address> {
  const { fetchPool } = await import('@liquidity-mining/client');
  return (await fetchPool(chain.rpc, pool.address)).data.mintA;
}

async function createTiers(chain: Chain, admin: KeyPairSigner) {
  const entries = await Promise.all(
    Object.entries(TIERS).map(async ([name, tradeFeeRate], index) => {
      await chain.send(admin, [
        await getCreateConfigInstructionAsync({ admin, index, tradeFeeRate, ...SHARES }),
      ]);
      const [config] = await findConfigPda({ admin: admin.address, index });
      return [name, config] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<keyof typeof TIERS, Address>;
}

async function createTokens(chain: Chain, issuer: KeyPairSigner): Promise<Market['tokens']> {
  const make = async (
    symbol: string,
    name: string,
    decimals: number,
    gift: number,
    isFreezable = false,
  ): Promise<DemoToken> => {
    const mint = await generateKeyPairSigner();
    await createToken(chain, issuer, symbol, decimals, mint, isFreezable);
    return {
      mint: mint.address,
      symbol,
      name,
      decimals,
      gift,
      tokenProgram: TOKEN_PROGRAM_ADDRESS,
    };
  };
  const saltMint = await generateKeyPairSigner();
  const [gold, usd, eur, mine] = await Promise.all([
    make('GOLD', 'Gold', 9, 20),
    make('USD', 'US dollar', 6, 50_000, true),
    make('EUR', 'Euro', 6, 40_000),
    make('MINE', 'Mine', 6, 100_000),
  ]);
  const salt = { symbol: 'SALT', name: 'Salt', decimals: 6 };
  await createTaxedToken(chain, issuer, { ...salt, feeBasisPoints: TAX_BASIS_POINTS }, saltMint);
  return {
    gold,
    usd,
    eur,
    mine,
    salt: {
      ...salt,
      mint: saltMint.address,
      gift: 5_000,
      tokenProgram: TOKEN_2022_PROGRAM_ADDRESS,
    },
  };
}
