// Whether every swap had its effect once, from what everybody has and what the pool has booked.
import { fetchPool } from '@liquidity-mining/client';
import type { Chain } from '@liquidity-mining/demo/chain';
import { balance } from '@liquidity-mining/demo/tokens';
import { expect } from 'vitest';
import type { Signed } from './client.ts';
import { GIVEN, type Trading } from './market.ts';

/** Signatures that one request may ask for. */
const MOST_SIGNATURES = 256;

/** Holds balances, vaults and books to so many rounds of every trader, to the unit. */
export async function expectEachOnce(
  chain: Chain,
  { market, traders, before }: Trading,
  rounds: number,
): Promise<void> {
  const paid = { a: 0n, b: 0n };
  const got = { a: 0n, b: 0n };
  for (const { isAToB, amountOf, ...own } of traders) {
    let sum = 0n;
    for (let round = 0; round < rounds; round += 1) sum += amountOf(round);
    const [ofA, ofB] = [await balance(chain, own.a), await balance(chain, own.b)];
    // What went in is the sum of this trader's swaps, each once.
    expect(isAToB ? ofA : ofB).toBe(GIVEN - sum);
    paid[isAToB ? 'a' : 'b'] += sum;
    got[isAToB ? 'b' : 'a'] += (isAToB ? ofB : ofA) - GIVEN;
  }
  // And the pool's books say the same of all of them together.
  const after = (await fetchPool(chain.rpc, market.pool)).data;
  const owedA = after.reserveA + after.protocolFeesA + after.creatorFeesA;
  const owedB = after.reserveB + after.protocolFeesB + after.creatorFeesB;
  expect(owedA).toBe(before.reserveA + paid.a - got.a);
  expect(owedB).toBe(before.reserveB + paid.b - got.b);
  expect(await balance(chain, market.vaultA)).toBe(owedA);
  expect(await balance(chain, market.vaultB)).toBe(owedB);
}

/** Holds the validator to knowing that all of these have landed. */
export async function expectKnown(chain: Chain, landed: readonly Signed[]): Promise<void> {
  const signatures = landed.map(each => each.signature);
  expect(new Set(signatures).size).toBe(signatures.length);
  for (let from = 0; from < signatures.length; from += MOST_SIGNATURES) {
    const some = signatures.slice(from, from + MOST_SIGNATURES);
    const { value } = await chain.rpc
      .getSignatureStatuses(some, { searchTransactionHistory: true })
      .send();
    for (const status of value) {
      expect(status).not.toBeNull();
      expect(status?.err).toBeNull();
    }
  }
}
