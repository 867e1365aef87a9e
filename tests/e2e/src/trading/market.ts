// A pool, and people with tokens to trade there.
import { fetchPool, type Pool } from '@liquidity-mining/client';
import type { Chain } from '@liquidity-mining/demo/chain';
import * as story from '@liquidity-mining/demo/story';
import {
  accountOf,
  createToken,
  give,
  openAccounts,
  twoOrderedKeypairs,
} from '@liquidity-mining/demo/tokens';
import type { Address, KeyPairSigner } from '@solana/kit';

/** What everybody has of each token at the start. */
export const GIVEN = 1_000_000_000_000n;
/** How many get tokens in one transaction. */
const GIFTS = 10;

/** One who trades in one direction. */
export type Trader = {
  signer: KeyPairSigner;
  isAToB: boolean;
  a: Address;
  b: Address;
  /** What the swap of a round pays. */
  amountOf: (round: number) => bigint;
};

export type Trading = {
  market: story.Market;
  traders: Trader[];
  /** The pool before the first trade. */
  before: Pool;
};

/** Opens a pool with liquidity, and gives tokens to so many people. */
export async function openTrading(
  chain: Chain,
  fundedSigner: () => Promise<KeyPairSigner>,
  people: number,
): Promise<Trading> {
  const admin = await fundedSigner();
  const [mintA, mintB] = await twoOrderedKeypairs();
  const a = await createToken(chain, admin, 'A', 9, mintA);
  const b = await createToken(chain, admin, 'B', 6, mintB);
  const join = async (client: number): Promise<Trader> => {
    const signer = await fundedSigner();
    await openAccounts(chain, signer, signer.address, [a.mint, b.mint]);
    return {
      signer,
      isAToB: client % 2 === 0,
      a: await accountOf(signer.address, a.mint),
      b: await accountOf(signer.address, b.mint),
      amountOf: round => BigInt(1_000_000 + client * 1_000 + round),
    };
  };
  const traders = await Promise.all(Array.from({ length: people }, (_, client) => join(client)));
  await openAccounts(chain, admin, admin.address, [a.mint, b.mint]);
  const everyone = [admin, ...traders.map(each => each.signer)].map(each => each.address);
  for (const token of [a, b]) {
    for (let from = 0; from < everyone.length; from += GIFTS) {
      const some = everyone.slice(from, from + GIFTS);
      const gifts = some.map(who => [who, GIVEN] as const);
      await give(chain, admin, token, gifts);
    }
  }
  const market = await story.openMarket(chain, admin, admin, a, b);
  await openAccounts(chain, admin, admin.address, [market.lp.mint]);
  await story.deposit(chain, market, admin, GIVEN / 2n, GIVEN / 2n);
  return { market, traders, before: (await fetchPool(chain.rpc, market.pool)).data };
}
