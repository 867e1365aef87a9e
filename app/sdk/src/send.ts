import { type ProgramEvent, parseEvents } from '@liquidity-mining/client';
import {
  getBase58Decoder,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  isSolanaError,
  isTransactionMessageWithSingleSendingSigner,
  type Signature,
  SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR,
  signAndSendTransactionMessageWithSigners,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { COMMITMENT } from './chain/commitment.ts';
import { failureOf } from './chain/failure.ts';
import { FateUnknownError, TransactionExpiredError } from './errors.ts';
import type { SendableMessage } from './prepare.ts';
import type { Reading } from './types.ts';

const POLL_MS = 400;
/** Nodes drop what they cannot place at once, so it is sent again every so many polls. */
const POLLS_PER_SEND = 5;
/** How long no node may answer before it is given up. A blockhash is long past its end by then. */
const OUTAGE_MS = 180_000;
/** The log of a transaction can take a moment to be found after its status. */
const LOG_TRIES = 20;

export type SendOptions = Reading & {
  message: SendableMessage;
  /** Told of every step, so that people see something while they wait. */
  onProgress?: (progress: SendProgress) => void;
  abortSignal?: AbortSignal;
};

export type SendProgress = {
  step: 'signing' | 'sent' | 'waiting' | 'confirmed';
  signature?: Signature;
  /** Blocks until the transaction can no longer happen. */
  blocksLeft?: bigint;
};

/** A transaction that has happened. */
export type Sent = {
  signature: Signature;
  slot: bigint;
  events: ProgramEvent[];
  logs: readonly string[];
};

/**
 * Signs, sends (again until it lands) and waits until the transaction is confirmed. A wallet that sends
 * by itself is left to do so. Once it is signed it may be under way whatever the network does, so a
 * request without an answer is made again, and does not end this.
 *
 * @throws ProgramRefusedError, TransactionFailedError when it lands and fails
 * @throws TransactionExpiredError when it did not land before its blockhash expired
 * @throws FateUnknownError when no node has answered for three minutes
 */
export async function send(options: SendOptions): Promise<Sent> {
  const { message, onProgress, abortSignal } = options;
  onProgress?.({ step: 'signing' });
  const { signature, wire } = await signed(options);
  if (wire) await submit(options, wire).catch(throwRefusal);
  onProgress?.({ step: 'sent', signature });
  const { lastValidBlockHeight } = message.lifetimeConstraint;
  let answeredAt = Date.now();
  for (let poll = 1; ; poll += 1) {
    abortSignal?.throwIfAborted();
    // A node that has it by now may say so; the status tells.
    const isDue = wire && poll > 1 && (poll - 1) % POLLS_PER_SEND === 0;
    if (isDue) await submit(options, wire).catch(() => {});
    let seen: Awaited<ReturnType<typeof look>>;
    try {
      seen = await look(options, signature);
      answeredAt = Date.now();
    } catch (error) {
      abortSignal?.throwIfAborted();
      if (Date.now() - answeredAt > OUTAGE_MS) throw new FateUnknownError(signature, error);
      onProgress?.({ step: 'waiting', signature });
      await pause();
      continue;
    }
    const { height, status } = seen;
    if (status && status.confirmationStatus !== 'processed') {
      const logs = await logsOf(options, signature);
      if (status.err !== null) throw failureOf(status.err, logs);
      onProgress?.({ step: 'confirmed', signature });
      return { signature, slot: status.slot, events: parseEvents(logs), logs };
    }
    const blocksLeft = lastValidBlockHeight - height;
    if (!status && blocksLeft < 0n) throw new TransactionExpiredError(signature);
    onProgress?.({ step: 'waiting', signature, blocksLeft });
    await pause();
  }
}

/** Where the chain is, and what it knows of a transaction. */
async function look({ rpc, message, ...options }: SendOptions, signature: Signature) {
  // The height before the status: what is past its blockhash then and not seen after never happens.
  const height = await rpc.getBlockHeight({ commitment: COMMITMENT }).send();
  // Nodes remember the latest only, unless asked to search, which is dear.
  const searchTransactionHistory = height > message.lifetimeConstraint.lastValidBlockHeight;
  const { value } = await rpc
    .getSignatureStatuses([signature], { searchTransactionHistory })
    .send({ ...signalOf(options) });
  return { height, status: value[0] };
}

/** A node that answers with an error has not taken it. Without an answer it may have. */
function throwRefusal(error: unknown): void {
  const isAnswer =
    isSolanaError(error) && !isSolanaError(error, SOLANA_ERROR__RPC__TRANSPORT_HTTP_ERROR);
  if (isAnswer) throw error;
}

type Wire = ReturnType<typeof getBase64EncodedWireTransaction>;

async function signed({
  message,
  ...options
}: SendOptions): Promise<{ signature: Signature; wire?: Wire }> {
  if (isTransactionMessageWithSingleSendingSigner(message)) {
    const bytes = await signAndSendTransactionMessageWithSigners(message, signalOf(options));
    return { signature: getBase58Decoder().decode(bytes) as Signature };
  }
  const transaction = await signTransactionMessageWithSigners(message, signalOf(options));
  return {
    signature: getSignatureFromTransaction(transaction),
    wire: getBase64EncodedWireTransaction(transaction),
  };
}

async function submit({ rpc }: SendOptions, wire: Wire): Promise<void> {
  await rpc
    .sendTransaction(wire, { encoding: 'base64', skipPreflight: true, maxRetries: 0n })
    .send();
}

async function logsOf({ rpc }: SendOptions, signature: Signature): Promise<readonly string[]> {
  const config = {
    encoding: 'base64',
    commitment: COMMITMENT,
    maxSupportedTransactionVersion: 0,
  } as const;
  for (let tries = 0; tries < LOG_TRIES; tries += 1) {
    // It has happened: that its log cannot be had is no failure.
    const found = await rpc
      .getTransaction(signature, config)
      .send()
      .catch(() => null);
    if (found) return found.meta?.logMessages ?? [];
    await pause();
  }
  return [];
}

function signalOf({ abortSignal }: { abortSignal?: AbortSignal | undefined }) {
  return abortSignal ? { abortSignal } : {};
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, POLL_MS));
}
