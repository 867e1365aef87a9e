// A validator that keeps its state, with transfers of SOL. What a killed process leaves is the file as
// it is on disk at that moment, so a copy of it stands for a kill here. tests/e2e kills processes.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appendTransactionMessageInstructions,
  createTransactionMessage,
  generateKeyPairSigner,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  pipe,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startLocalnet } from '../localnet.js';

const SOL = 1_000_000_000;
const AMOUNT = 10_000_000;

/** @typedef {Awaited<ReturnType<typeof startLocalnet>>} Localnet */

/** @type {string} */
let folder;
/** @type {Localnet[]} */
let running;
/** @type {import('@solana/kit').KeyPairSigner} */
let payer;
/** @type {import('@solana/kit').Address} */
let payee;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lm-kept-'));
  running = [];
  payer = await generateKeyPairSigner();
  payee = (await generateKeyPairSigner()).address;
});
afterEach(async () => {
  await Promise.all(running.map(each => each.stop()));
  rmSync(folder, { recursive: true });
});

/** @param {string} name of the file in which it keeps its state */
async function start(name) {
  const keepIn = join(folder, name);
  const localnet = await startLocalnet({ rpcPort: 0, slotTimeMs: 50, keepIn });
  running.push(localnet);
  return localnet;
}

/** Another validator, from what the one with that file has on disk now. @param {string} name */
function afterKill(name) {
  const copy = `${name}-copy`;
  copyFileSync(join(folder, name), join(folder, copy));
  return start(copy);
}

/** @param {Localnet} localnet */
async function signTransfer(localnet, amount = AMOUNT) {
  const { value: lifetime } = await localnet.call('getLatestBlockhash', [
    { commitment: 'confirmed' },
  ]);
  const transfer = getTransferSolInstruction({ source: payer, destination: payee, amount });
  const transaction = await pipe(
    createTransactionMessage({ version: 0 }),
    message => setTransactionMessageFeePayerSigner(payer, message),
    message => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
    message => appendTransactionMessageInstructions([transfer], message),
    message => signTransactionMessageWithSigners(message),
  );
  return {
    wire: getBase64EncodedWireTransaction(transaction),
    signature: getSignatureFromTransaction(transaction),
    ...lifetime,
  };
}

/** @param {Localnet} localnet @param {string} wire */
function send(localnet, wire, skipPreflight = true) {
  return localnet.call('sendTransaction', [wire, { encoding: 'base64', skipPreflight }]);
}

/** @param {Localnet} localnet @param {string} signature */
async function statusOf(localnet, signature) {
  const config = { searchTransactionHistory: true };
  const { value } = await localnet.call('getSignatureStatuses', [[signature], config]);
  return value[0];
}

/** @param {Localnet} localnet */
async function received(localnet) {
  return (await localnet.call('getBalance', [payee, { commitment: 'processed' }])).value;
}

it('has on disk what a client was told', async () => {
  const first = await start('state');
  await first.fundSol(payer.address, SOL);
  const { wire, signature } = await signTransfer(first);
  await send(first, wire);

  const second = await afterKill('state');
  expect(await received(second)).toBe(AMOUNT);
  expect(await statusOf(second, signature)).toMatchObject({ err: null });
  const { value } = await second.call('getBalance', [payer.address, { commitment: 'processed' }]);
  expect(value).toBe(SOL - AMOUNT - 5_000);
  // And it goes on from there, through a third life.
  await send(second, (await signTransfer(second, AMOUNT + 1)).wire);
  const third = await afterKill('state-copy');
  expect(await received(third)).toBe(2 * AMOUNT + 1);
  expect(await statusOf(third, signature)).toMatchObject({ err: null });
});

it('runs a transaction once that is sent again after a kill', async () => {
  const first = await start('state');
  await first.fundSol(payer.address, SOL);
  const { wire, signature, blockhash } = await signTransfer(first);
  expect(await send(first, wire)).toBe(signature);
  expect(await send(first, wire)).toBe(signature);
  await expect(send(first, wire, false)).rejects.toThrow('AlreadyProcessed');

  const second = await afterKill('state');
  // Only the kept status stands in the way: the blockhash is good.
  const { value } = await second.call('isBlockhashValid', [blockhash]);
  expect(value).toBe(true);
  expect(await send(second, wire)).toBe(signature);
  await expect(send(second, wire, false)).rejects.toThrow('AlreadyProcessed');
  expect(await received(second)).toBe(AMOUNT);
});

it('runs a transaction that was signed before a kill and not sent, until it expires', async () => {
  const first = await start('state');
  await first.fundSol(payer.address, SOL);
  const early = await signTransfer(first);
  const late = await signTransfer(first, AMOUNT + 1);
  const height = await first.call('getBlockHeight', [{ commitment: 'processed' }]);

  const second = await afterKill('state');
  expect(await second.call('getBlockHeight')).toBeGreaterThanOrEqual(height);
  await send(second, early.wire, false);
  expect(await received(second)).toBe(AMOUNT);
  await second.timeTravelToSlot(late.lastValidBlockHeight + 1);
  await send(second, late.wire);
  await expect(send(second, late.wire, false)).rejects.toThrow('BlockhashNotFound');
  const third = await afterKill('state-copy');
  await send(third, late.wire);
  for (const localnet of [second, third]) {
    expect(await received(localnet)).toBe(AMOUNT);
    expect(await statusOf(localnet, late.signature)).toBeNull();
    const config = { commitment: 'confirmed' };
    const confirmed = await localnet.call('getBlockHeight', [config]);
    expect(confirmed).toBeGreaterThanOrEqual(late.lastValidBlockHeight);
  }
});

it('keeps what became of a transaction that failed, and its fee', async () => {
  const first = await start('state');
  await first.fundSol(payer.address, SOL);
  const { wire, signature } = await signTransfer(first, 2 * SOL);
  await send(first, wire);

  const second = await afterKill('state');
  expect(await statusOf(second, signature)).toMatchObject({
    err: { InstructionError: [0, { Custom: 1 }] },
  });
  const { value } = await second.call('getBalance', [payer.address]);
  expect(value).toBe(SOL - 5_000);
});

it('keeps that an account is gone', async () => {
  const first = await start('state');
  await first.fundSol(payer.address, SOL);
  await send(first, (await signTransfer(first, SOL - 5_000)).wire);

  const second = await afterKill('state');
  const { value } = await second.call('getAccountInfo', [payer.address]);
  expect(value).toBeNull();
  expect(await received(second)).toBe(SOL - 5_000);
});

it('simulates with the blockhashes that it gives', async () => {
  const localnet = await start('state');
  await localnet.fundSol(payer.address, SOL);
  const { wire, lastValidBlockHeight } = await signTransfer(localnet);
  const simulate = async () =>
    (await localnet.call('simulateTransaction', [wire, { encoding: 'base64' }])).value.err;
  expect(await simulate()).toBeNull();
  await localnet.timeTravelToSlot(lastValidBlockHeight + 1);
  expect(await simulate()).toBe('BlockhashNotFound');
});

it('refuses what would pass by the file', async () => {
  const localnet = await start('state');
  for (const method of ['requestAirdrop', 'surfnet_setTokenAccount', 'surfnet_resetNetwork']) {
    await expect(localnet.call(method, [payee, SOL])).rejects.toThrow(
      'is not served by a validator that keeps its state',
    );
  }
});
