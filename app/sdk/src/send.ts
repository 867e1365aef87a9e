import { type ProgramEvent, parseEvents } from '@liquidity-mining/client';
import {
  getBase58Decoder,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  isTransactionMessageWithSingleSendingSigner,
  type Signature,
  signAndSendTransactionMessageWithSigners,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { COMMITMENT } from './chain/commitment.ts';
import { failureOf } from './chain/failure.ts';
import { TransactionExpiredError } from './errors.ts';
import type { SendableMessage } from './prepare.ts';
import type { Reading } from './types.ts';

const POLL_MS = 400;
/** Nodes drop what they cannot place at once, so it is sent again every so many polls. */
const POLLS_PER_SEND = 5;
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
 * by itself is left to do so.
 *
 * @throws ProgramRefusedError, TransactionFailedError when it lands and fails
 * @throws TransactionExpiredError when it did not land before its blockhash expired
 */
export async function send(options: SendOptions): Promise<Sent> {
  const { rpc, message, onProgress, abortSignal } = options;
  onProgress?.({ step: 'signing' });
  const { signature, wire } = await signed(options);
  if (wire) await submit(options, wire);
  onProgress?.({ step: 'sent', signature });
  const { lastValidBlockHeight } = message.lifetimeConstraint;
  for (let poll = 1; ; poll += 1) {
    abortSignal?.throwIfAborted();
    // The height before the status: what is past its blockhash then and not seen after never happens.
    const height = await rpc.getBlockHeight({ commitment: COMMITMENT }).send();
    const { value } = await rpc.getSignatureStatuses([signature]).send({ ...signalOf(options) });
    const status = value[0];
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
    // A node that has it by now may say so; the status tells.
    if (wire && !status && poll % POLLS_PER_SEND === 0) await submit(options, wire).catch(() => {});
  }
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

async function logsOf(options: SendOptions, signature: Signature): Promise<readonly string[]> {
  for (let tries = 0; tries < LOG_TRIES; tries += 1) {
    const found = await options.rpc
      .getTransaction(signature, {
        encoding: 'base64',
        commitment: COMMITMENT,
        maxSupportedTransactionVersion: 0,
      })
      .send();
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
