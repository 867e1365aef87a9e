// Fifty people trade at once over RPC, and all their connections break in the middle. Whoever got no
// answer sends the same signed transaction again, until the validator says what became of it. Every
// swap has its effect once: none is lost, none is doubled.
//
// The validator keeps its state in memory, so that it cannot be killed and come back with it. What a
// client sees of such a death, requests without an answer, is the same here; a restart with the state
// of before is not tested.
import { createServer } from 'node:net';
import { fetchPool, getSwapExactInInstruction } from '@liquidity-mining/client';
import { Chain, sleep } from '@liquidity-mining/demo/chain';
import * as story from '@liquidity-mining/demo/story';
import {
  accountOf,
  balance,
  createToken,
  give,
  openAccounts,
  twoOrderedKeypairs,
} from '@liquidity-mining/demo/tokens';
import { forward } from '@liquidity-mining/localnet';
import {
  type Address,
  appendTransactionMessageInstructions,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  type KeyPairSigner,
  pipe,
  type Signature,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { expect, inject, it } from 'vitest';
import { connectChain } from './setup.ts';

const CLIENTS = 50;
/** Swaps of each client. `LM_ROUNDS=100` is the long mode. */
const ROUNDS = Number(process.env.LM_ROUNDS ?? 4);
const GIVEN = 1_000_000_000_000n;
const NEVER = 2n ** 64n - 1n;
const MINUTE_MS = 60_000;

type Rpc = ReturnType<typeof createSolanaRpc>;
type Person = { signer: KeyPairSigner; a: Address; b: Address };

/** Where the clients' connections go in, and where they can be cut. */
async function openDoor(rpcUrl: string) {
  const port = await freePort();
  const targetPort = Number(new URL(rpcUrl).port);
  const open = () => forward({ host: '127.0.0.1', port, targetPort, purpose: 'clients' });
  let door = await open();
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => door.close(),
    reopen: async () => {
      door = await open();
    },
    close: () => door.close(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

/** What happened so far, which says when to cut and when to reopen. */
const seen = { landed: 0, unanswered: 0, sent: 0 };

/** Whether a request broke off without an answer, which it then counts. */
function isUnanswered(error: unknown): boolean {
  const isBroken = error instanceof TypeError && error.message === 'fetch failed';
  if (isBroken) seen.unanswered += 1;
  return isBroken;
}

/** Asks until there is an answer. */
async function persist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      await sleep(50);
    }
  }
}

/** Sends the same bytes until their fate is known. */
async function deliver(
  rpc: Rpc,
  wire: Parameters<Rpc['sendTransaction']>[0],
  signature: Signature,
): Promise<void> {
  for (;;) {
    seen.sent += 1;
    try {
      await rpc.sendTransaction(wire, { encoding: 'base64', skipPreflight: true }).send();
    } catch (error) {
      // No answer, or that it was processed before: its status tells.
      isUnanswered(error);
    }
    for (let polls = 0; polls < 20; polls += 1) {
      const { value } = await persist(() => rpc.getSignatureStatuses([signature]).send());
      const status = value[0];
      if (status != null && status.confirmationStatus !== 'processed') {
        expect(status.err).toBeNull();
        seen.landed += 1;
        return;
      }
      await sleep(100);
    }
  }
}

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await sleep(10);
}

it(
  `has every swap of ${CLIENTS} clients once, through broken connections`,
  async () => {
    const chain = new Chain(inject('rpcUrl'));
    const { fundedSigner } = connectChain();
    const admin = await fundedSigner();
    const [mintA, mintB] = await twoOrderedKeypairs();
    const a = await createToken(chain, admin, 'A', 9, mintA);
    const b = await createToken(chain, admin, 'B', 6, mintB);
    const join = async (): Promise<Person> => {
      const signer = await fundedSigner();
      await openAccounts(chain, signer, signer.address, [a.mint, b.mint]);
      const [ofA, ofB] = await Promise.all(
        [a, b].map(each => accountOf(signer.address, each.mint)),
      );
      return { signer, a: ofA as Address, b: ofB as Address };
    };
    const people = await Promise.all(Array.from({ length: CLIENTS }, join));
    await openAccounts(chain, admin, admin.address, [a.mint, b.mint]);
    const everyone = [admin, ...people.map(each => each.signer)].map(each => each.address);
    for (const token of [a, b]) {
      for (let from = 0; from < everyone.length; from += 10) {
        const some = everyone.slice(from, from + 10);
        await give(
          chain,
          admin,
          token,
          some.map(who => [who, GIVEN]),
        );
      }
    }
    const market = await story.openMarket(chain, admin, admin, a, b);
    await openAccounts(chain, admin, admin.address, [market.lp.mint]);
    await story.deposit(chain, market, admin, GIVEN / 2n, GIVEN / 2n);
    const before = (await fetchPool(chain.rpc, market.pool)).data;

    const door = await openDoor(inject('rpcUrl'));
    const rpc = createSolanaRpc(door.url);
    const amountOf = (client: number, round: number) => BigInt(1_000_000 + client * 1_000 + round);
    const trade = async ({ signer, ...own }: Person, client: number) => {
      const isAToB = client % 2 === 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const { value: blockhash } = await persist(() => rpc.getLatestBlockhash().send());
        const swap = getSwapExactInInstruction({
          trader: signer,
          pool: market.pool,
          vaultIn: isAToB ? market.vaultA : market.vaultB,
          vaultOut: isAToB ? market.vaultB : market.vaultA,
          traderIn: isAToB ? own.a : own.b,
          traderOut: isAToB ? own.b : own.a,
          amountIn: amountOf(client, round),
          minAmountOut: 0n,
          validUntilSlot: NEVER,
        });
        const transaction = await pipe(
          createTransactionMessage({ version: 0 }),
          message => setTransactionMessageFeePayerSigner(signer, message),
          message => setTransactionMessageLifetimeUsingBlockhash(blockhash, message),
          message => appendTransactionMessageInstructions([swap], message),
          message => signTransactionMessageWithSigners(message),
        );
        const wire = getBase64EncodedWireTransaction(transaction);
        await deliver(rpc, wire, getSignatureFromTransaction(transaction));
      }
    };
    const all = CLIENTS * ROUNDS;
    const breaking = (async () => {
      await until(() => seen.landed >= all / 4);
      await door.cut();
      await until(() => seen.unanswered >= CLIENTS);
      await door.reopen();
    })();
    await Promise.all([breaking, ...people.map(trade)]);
    await door.close();

    expect(seen.landed).toBe(all);
    expect(seen.unanswered).toBeGreaterThanOrEqual(CLIENTS);
    const paid = { a: 0n, b: 0n };
    const got = { a: 0n, b: 0n };
    for (const [client, own] of people.entries()) {
      const isAToB = client % 2 === 0;
      const sum = Array.from({ length: ROUNDS }, (_, round) => amountOf(client, round)).reduce(
        (total, amount) => total + amount,
      );
      const [ofA, ofB] = [await balance(chain, own.a), await balance(chain, own.b)];
      // What went in is the sum of this client's swaps, each once.
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
    console.log(
      `${all} swaps of ${CLIENTS} clients landed once each; ${seen.sent} sent, ${seen.unanswered} requests unanswered`,
    );
  },
  ROUNDS * 5 * MINUTE_MS,
);
