// Fifty people trade at once over RPC, and the validator is killed in the middle, again and again. It
// comes back with the state that it kept, on the same port. Whoever got no answer finds out whether
// the transaction landed before another is signed. Every swap has its effect once: none is lost, none
// is doubled.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chain, sleep } from '@liquidity-mining/demo/chain';
import { attachLocalnet } from '@liquidity-mining/localnet';
import { generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectEachOnce, expectKnown } from './trading/books.ts';
import { deliver, Seen, trade } from './trading/client.ts';
import { openDoor, persistentRpc } from './trading/connection.ts';
import { withoutLastSwaps, withoutSignatures } from './trading/faults.ts';
import { openTrading } from './trading/market.ts';
import { freePort, startValidator, type ValidatorProcess } from './trading/validator.ts';

const CLIENTS = 50;
/** Swaps of each client. `LM_ROUNDS=100` is the long mode. */
const ROUNDS = Number(process.env.LM_ROUNDS ?? 4);
const KILLS = Math.max(2, Math.floor(ROUNDS / 10));
/** Short, so that blockhashes expire within seconds. */
const SLOT_MS = 40;
/** Longer than a blockhash is good for, which is 150 slots. */
const LONG_DOWN_MS = 7_000;
/** Enough to run a batch of every client's transaction and to keep it. */
const KEEPING_MS = 1_000;
const TEN_SOL = 10_000_000_000n;
const MINUTE_MS = 60_000;

let folder: string;
let port: number;
let validator: ValidatorProcess | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lm-killed-'));
  port = await freePort();
});

afterEach(async () => {
  await validator?.kill();
  rmSync(folder, { recursive: true });
});

const url = () => `http://127.0.0.1:${port}`;

async function start(slotMs: number, file = 'state'): Promise<void> {
  validator = await startValidator({ file: join(folder, file), port, slotMs });
}

async function kill(): Promise<void> {
  await validator?.kill();
  validator = undefined;
}

async function fundedSigner(): Promise<KeyPairSigner> {
  const signer = await generateKeyPairSigner();
  await attachLocalnet({ rpcUrl: url(), wsUrl: '' }).fundSol(signer.address, TEN_SOL);
  return signer;
}

/** Every other death, the first one too. */
const isCutBefore = (death: number) => death % 2 === 1;
/** Half of either kind, so that what did not land has expired. */
const isLong = (death: number) => death % 4 === 2 || death % 4 === 3;

it(
  `has every swap of ${CLIENTS} clients once, through ${KILLS} deaths of the validator`,
  async () => {
    await start(SLOT_MS);
    const chain = new Chain(url());
    const trading = await openTrading(chain, fundedSigner, CLIENTS);
    const door = await openDoor(url());
    const seen = new Seen();
    const rpc = persistentRpc(door.url, seen.onUnanswered);
    const all = CLIENTS * ROUNDS;
    const began = Date.now();
    const killing = (async () => {
      for (let death = 1; death <= KILLS; death += 1) {
        // Right after somebody was told that a swap has landed, while others are under way.
        while (seen.landed < (all * death) / (KILLS + 1)) await sleep(1);
        const unanswered = seen.unanswered;
        // Of transactions under way, some kills undo what they did. Where connections break first, the
        // validator has the time to keep it, and nobody is told.
        if (isCutBefore(death)) {
          await door.cut();
          await sleep(KEEPING_MS);
        }
        await kill();
        if (isLong(death)) await sleep(LONG_DOWN_MS);
        await start(SLOT_MS);
        if (isCutBefore(death)) await door.reopen();
        expect(seen.unanswered).toBeGreaterThan(unanswered);
      }
    })();
    const landed = await Promise.all([
      killing,
      ...trading.traders.map(each => trade(rpc, trading.market, each, ROUNDS, seen)),
    ]).then(([, ...swaps]) => swaps.flat());
    await door.cut();
    const seconds = Math.round((Date.now() - began) / 1_000);

    expect(seen.landed).toBe(all);
    await expectEachOnce(chain, trading, ROUNDS);
    await expectKnown(chain, landed);
    console.log(
      `${all} swaps of ${CLIENTS} clients landed once each through ${KILLS} deaths, in ${seconds} s; ${seen.unanswered} requests had no answer, ${seen.unansweredSends} of them transactions; ${seen.expired} expired and were signed anew`,
    );
  },
  ROUNDS * MINUTE_MS,
);

it(
  'would notice a swap that is lost, and one that is doubled',
  async () => {
    const slow = 400;
    await start(slow);
    const chain = new Chain(url());
    const trading = await openTrading(chain, fundedSigner, 4);
    const seen = new Seen();
    const rpc = persistentRpc(url(), seen.onUnanswered);
    const landed = await Promise.all(
      trading.traders.map(each => trade(rpc, trading.market, each, 1, seen)),
    ).then(swaps => swaps.flat());
    await kill();
    withoutSignatures(join(folder, 'state'), join(folder, 'forgetful'));
    withoutLastSwaps(join(folder, 'state'), join(folder, 'hasty'));
    const sendAgain = () => Promise.all(landed.map(each => deliver(rpc, each, seen)));

    await start(slow, 'forgetful');
    await sendAgain();
    await expect(expectEachOnce(chain, trading, 1)).rejects.toThrow(/^expected \d+n to be \d+n/);
    await kill();

    await start(slow, 'hasty');
    await expect(expectEachOnce(chain, trading, 1)).rejects.toThrow(/^expected \d+n to be \d+n/);
    await expect(expectKnown(chain, landed)).rejects.toThrow(/not to be null/);
    await kill();

    // As it was kept, it passes, whatever is sent again.
    await start(slow);
    await sendAgain();
    await expectEachOnce(chain, trading, 1);
    await expectKnown(chain, landed);
  },
  2 * MINUTE_MS,
);
