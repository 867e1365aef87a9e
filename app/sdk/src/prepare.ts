import type { ProgramEvent } from '@liquidity-mining/client';
import type {
  Address,
  Instruction,
  Signature,
  TransactionMessage,
  TransactionMessageWithBlockhashLifetime,
  TransactionMessageWithFeePayerSigner,
  TransactionSigner,
} from '@solana/kit';
import { NotYetError } from './errors.ts';
import type { Reading } from './types.ts';

/** A transaction message that can be signed and sent. */
export type SendableMessage = TransactionMessage &
  TransactionMessageWithFeePayerSigner &
  TransactionMessageWithBlockhashLifetime;

export type PrepareOptions = Reading & {
  feePayer: TransactionSigner;
  instructions: readonly Instruction[];
  /** Price of a compute unit, in millionths of a lamport; none when left out. */
  priorityFeeMicroLamports?: bigint;
  /** What the compute limit is set above the units that the simulation used, in percent; 10. */
  computeMarginPercent?: number;
};

/** What one account gains or loses. */
export type BalanceChange = {
  /** The token account; for SOL the wallet. */
  account: Address;
  /** Whose it is. */
  owner: Address;
  /** The token's mint, or `SOL`. */
  mint: Address | 'SOL';
  decimals: number;
  before: bigint;
  after: bigint;
};

/** What a transaction would do, from its simulation. */
export type DryRun = {
  computeUnits: number;
  /** The limit set in the transaction. */
  computeUnitLimit: number;
  /** Signatures' base fee and priority fee, in lamports. */
  feeLamports: bigint;
  /** Lamports put into accounts that the transaction opens, less those of accounts that it closes. */
  rentLamports: bigint;
  balanceChanges: BalanceChange[];
  events: ProgramEvent[];
  logs: readonly string[];
};

export type Prepared = { message: SendableMessage; dryRun: DryRun };

/**
 * Simulates instructions and puts them into a transaction message with a compute limit that fits and
 * the priority fee asked for. Nothing is signed or sent: this is the dry run.
 *
 * @throws ProgramRefusedError, TransactionFailedError when the simulation fails
 */
export async function prepare(_options: PrepareOptions): Promise<Prepared> {
  throw new NotYetError('prepare');
}

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
export type Sent = {
  signature: Signature;
  slot: bigint;
  events: ProgramEvent[];
  logs: readonly string[];
};

/**
 * Signs, sends (again until it lands) and waits until the transaction is confirmed.
 *
 * @throws ProgramRefusedError, TransactionFailedError, TransactionExpiredError
 */
export async function send(_options: SendOptions): Promise<Sent> {
  throw new NotYetError('send');
}
