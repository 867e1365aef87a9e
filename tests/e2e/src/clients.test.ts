// Fifty people trade at once over RPC, and all their connections break in the middle, while the
// validator lives on. Whoever got no answer sends the same signed transaction again, until the
// validator says what became of it. Every swap has its effect once: none is lost, none is doubled.
// A validator that dies is in killed.test.ts.
import { Chain, sleep } from '@liquidity-mining/demo/chain';
import { expect, inject, it } from 'vitest';
import { connectChain } from './setup.ts';
import { expectEachOnce, expectKnown } from './trading/books.ts';
import { Seen, trade } from './trading/client.ts';
import { openDoor, persistentRpc } from './trading/connection.ts';
import { openTrading } from './trading/market.ts';

const CLIENTS = 50;
const ROUNDS = 4;
const MINUTE_MS = 60_000;

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await sleep(10);
}

it(
  `has every swap of ${CLIENTS} clients once, through broken connections`,
  async () => {
    const chain = new Chain(inject('rpcUrl'));
    const trading = await openTrading(chain, connectChain().fundedSigner, CLIENTS);
    const door = await openDoor(inject('rpcUrl'));
    const seen = new Seen();
    const rpc = persistentRpc(door.url, seen.onUnanswered);
    const all = CLIENTS * ROUNDS;
    const breaking = (async () => {
      await until(() => seen.landed >= all / 4);
      await door.cut();
      await until(() => seen.unanswered >= CLIENTS);
      await door.reopen();
    })();
    const landed = await Promise.all(
      trading.traders.map(each => trade(rpc, trading.market, each, ROUNDS, seen)),
    );
    await breaking;
    await door.cut();

    expect(seen.landed).toBe(all);
    expect(seen.unanswered).toBeGreaterThanOrEqual(CLIENTS);
    await expectEachOnce(chain, trading, ROUNDS);
    await expectKnown(chain, landed.flat());
    console.log(
      `${all} swaps of ${CLIENTS} clients landed once each; ${seen.unanswered} requests had no answer, ${seen.unansweredSends} of them transactions`,
    );
  },
  5 * MINUTE_MS,
);
