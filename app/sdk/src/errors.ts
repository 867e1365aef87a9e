import { PROGRAM_ERRORS } from '@liquidity-mining/client';
import type { Address, Signature } from '@solana/kit';
import type { MathErrorReason } from './math/error.ts';

/** What kind of thing went wrong; stable, for programs to tell apart. */
export type SdkErrorCode =
  /** An argument cannot be right. */
  | 'INVALID_ARGUMENT'
  /** There is no account of the kind at an address. */
  | 'ACCOUNT_NOT_FOUND'
  /** The owner's account lacks what an instruction would take. */
  | 'INSUFFICIENT_FUNDS'
  /** The arithmetic refuses: the program would, for the same reason. */
  | 'QUOTE_REFUSED'
  /** The program refused a transaction. */
  | 'PROGRAM_REFUSED'
  /** A transaction failed, and not by this program's word. */
  | 'TRANSACTION_FAILED'
  /** A transaction was not seen before its blockhash expired. It can no longer happen. */
  | 'TRANSACTION_EXPIRED'
  /** A transaction was sent, and no node tells what became of it. It may have happened. */
  | 'FATE_UNKNOWN'
  /** Nothing is there to be done. */
  | 'NOTHING_TO_DO';

/** The root of all errors that this SDK throws of itself. `message` says what and `nextStep` what now. */
export class SdkError extends Error {
  override readonly name: string = 'SdkError';
  constructor(
    readonly code: SdkErrorCode,
    message: string,
    /** What the caller can do about it. */
    readonly nextStep: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An argument cannot be right. */
export class InvalidArgumentError extends SdkError {
  override readonly name = 'InvalidArgumentError';
  constructor(
    readonly argument: string,
    message: string,
    nextStep: string,
  ) {
    super('INVALID_ARGUMENT', message, nextStep);
  }
}

/** There is no account of a kind at an address. */
export class AccountNotFoundError extends SdkError {
  override readonly name = 'AccountNotFoundError';
  constructor(
    readonly kind: string,
    readonly address: Address,
  ) {
    super(
      'ACCOUNT_NOT_FOUND',
      `There is no ${kind} at ${address}`,
      'Check the address, and that the RPC is of the right cluster.',
    );
  }
}

/** An account lacks what an instruction would take. */
export class InsufficientFundsError extends SdkError {
  override readonly name = 'InsufficientFundsError';
  constructor(
    readonly mint: Address,
    readonly account: Address,
    readonly has: bigint,
    readonly needs: bigint,
  ) {
    super(
      'INSUFFICIENT_FUNDS',
      `${account} has ${has} base units of ${mint}; ${needs} are needed`,
      'Lower the amount, or send more to that account.',
    );
  }
}

/** The program would refuse this; it was seen while quoting, before anything was sent. */
export class QuoteRefusedError extends SdkError {
  override readonly name = 'QuoteRefusedError';
  constructor(
    /** The error's name, as in the program or, for what only arithmetic meets, in liquidity-math. */
    readonly reason: ProgramErrorName | MathErrorReason,
    options?: ErrorOptions,
  ) {
    const known = PROGRAM_ERRORS.find(each => each.name === reason);
    const [message, nextStep] = partsOf(known?.message ?? reason);
    super('QUOTE_REFUSED', message, nextStep, options);
  }
}

/** The program refused a transaction, for a reason of its own. docs/errors.md lists them all. */
export class ProgramRefusedError extends SdkError {
  override readonly name = 'ProgramRefusedError';
  constructor(
    readonly programCode: number,
    /** The error's name in the program, as `BelowMinimum`. */
    readonly reason: ProgramErrorName,
    programMessage: string,
    readonly logs: readonly string[],
  ) {
    const [message, nextStep] = partsOf(programMessage);
    super('PROGRAM_REFUSED', message, nextStep);
  }
}

/** A transaction failed for another reason: a token or system program's, or the cluster's. */
export class TransactionFailedError extends SdkError {
  override readonly name = 'TransactionFailedError';
  constructor(
    message: string,
    nextStep: string,
    /** What the cluster said. */
    readonly transactionError: unknown,
    readonly logs: readonly string[],
  ) {
    super('TRANSACTION_FAILED', message, nextStep);
  }
}

/** A transaction was not seen before its blockhash expired. It can no longer happen. */
export class TransactionExpiredError extends SdkError {
  override readonly name = 'TransactionExpiredError';
  constructor(readonly signature: Signature) {
    super(
      'TRANSACTION_EXPIRED',
      `Transaction ${signature} did not land before its blockhash expired`,
      'Quote again and resend; a priority fee helps when the cluster is busy.',
    );
  }
}

/** A transaction was sent, and no node tells what became of it. It may have happened. */
export class FateUnknownError extends SdkError {
  override readonly name = 'FateUnknownError';
  constructor(
    readonly signature: Signature,
    cause: unknown,
  ) {
    super(
      'FATE_UNKNOWN',
      `Transaction ${signature} was sent, and no node tells what became of it`,
      'It may have happened: look for its signature before you send another.',
      { cause },
    );
  }
}

/** What a program error's message says is wrong, and what to do: they stand before and after a colon. */
function partsOf(message: string): [string, string] {
  const colon = message.indexOf(': ');
  if (colon < 0) return [message, 'Nothing is left to do.'];
  const rest = message.slice(colon + 2);
  return [message.slice(0, colon), `${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`];
}

/** The name of an error of the program. */
export type ProgramErrorName = (typeof PROGRAM_ERRORS)[number]['name'];
