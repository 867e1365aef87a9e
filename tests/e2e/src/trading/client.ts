// How a client trades over a connection that can break, and against a validator that can die.
//
// The rule is that of the SDK's `send`. The same signed bytes are sent again until their fate is
// known: however often a node gets them, they run once. Others are signed only when these can never
// run any more: the block height has passed the last one that their blockhash is good for, and a
// status asked for after that is not there.
import { getSwapExactInInstruction } from '@liquidity-mining/client';
import { sleep } from '@liquidity-mining/demo/chain';
import type { Market } from '@liquidity-mining/demo/story';
import {
  appendTransactionMessageInstructions,
  type Base64EncodedWireTransaction,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  isSolanaError,
  pipe,
  type Signature,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { expect } from 'vitest';
import type { PersistentRpc } from './connection.ts';
import type { Trader } from './market.ts';

const POLL_MS = 100;
const POLLS_PER_SEND = 10;
const NEVER = 2n ** 64n - 1n;

export type Signed = {
  wire: Base64EncodedWireTransaction;
  signature: Signature;
  lastValidBlockHeight: bigint;
};

/** What happened so far, to all clients together. */
export class Seen {
  landed = 0;
  expired = 0;
  /** Requests without an answer, or with one only when they were made again. */
  unanswered = 0;
  /** Those of them that were to send a transaction: it may have landed or not. */
  unansweredSends = 0;

  readonly onUnanswered = (method: string): void => {
    this.unanswered += 1;
    if (method === 'sendTransaction') this.unansweredSends += 1;
  };
}

/**
 * Trades so many rounds, each when the one before has landed.
 *
 * @returns what has landed
 */
export async function trade(
  rpc: PersistentRpc,
  market: Market,
  trader: Trader,
  rounds: number,
  seen: Seen,
): Promise<Signed[]> {
  const landed: Signed[] = [];
  while (landed.length < rounds) {
    const swap = await signSwap(rpc, market, trader, trader.amountOf(landed.length));
    if ((await deliver(rpc, swap, seen)) === 'landed') landed.push(swap);
  }
  return landed;
}

async function signSwap(
  rpc: PersistentRpc,
  market: Market,
  { signer, isAToB, a, b }: Trader,
  amountIn: bigint,
): Promise<Signed> {
  const { value: lifetime } = await rpc.getLatestBlockhash({ commitment: 'confirmed' }).send();
  const swap = getSwapExactInInstruction({
    trader: signer,
    pool: market.pool,
    vaultIn: isAToB ? market.vaultA : market.vaultB,
    vaultOut: isAToB ? market.vaultB : market.vaultA,
    traderIn: isAToB ? a : b,
    traderOut: isAToB ? b : a,
    amountIn,
    minAmountOut: 0n,
    validUntilSlot: NEVER,
  });
  const transaction = await pipe(
    createTransactionMessage({ version: 0 }),
    message => setTransactionMessageFeePayerSigner(signer, message),
    message => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
    message => appendTransactionMessageInstructions([swap], message),
    message => signTransactionMessageWithSigners(message),
  );
  return {
    wire: getBase64EncodedWireTransaction(transaction),
    signature: getSignatureFromTransaction(transaction),
    lastValidBlockHeight: lifetime.lastValidBlockHeight,
  };
}

/** Sends the same bytes until their fate is known. */
export async function deliver(
  rpc: PersistentRpc,
  { wire, signature, lastValidBlockHeight }: Signed,
  seen: Seen,
): Promise<'landed' | 'expired'> {
  for (let poll = 0; ; poll += 1) {
    if (poll % POLLS_PER_SEND === 0) {
      await rpc
        .sendTransaction(wire, { encoding: 'base64', skipPreflight: true })
        .send()
        .catch(refused);
    }
    // The height before the status: what is past its blockhash then and not seen after never happens.
    const height = await rpc.getBlockHeight({ commitment: 'confirmed' }).send();
    const { value } = await rpc.getSignatureStatuses([signature], EVER).send();
    const status = value[0];
    if (status && status.confirmationStatus !== 'processed') {
      expect(status.err).toBeNull();
      seen.landed += 1;
      return 'landed';
    }
    if (!status && height > lastValidBlockHeight) {
      seen.expired += 1;
      return 'expired';
    }
    await sleep(POLL_MS);
  }
}

const EVER = { searchTransactionHistory: true } as const;

/**
 * A node that has it already may say so; the status tells. Surfpool says it without the data that such
 * an error has, and kit fails on that.
 */
function refused(error: unknown): void {
  const isWithoutData = error instanceof TypeError && error.message.includes("of 'data'");
  if (!isWithoutData && !isSolanaError(error)) throw error;
}
