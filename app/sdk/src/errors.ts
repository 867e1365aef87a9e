import type { Address } from '@solana/kit';

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
  /** Nothing is there to be done. */
  | 'NOTHING_TO_DO'
  /** Not written yet. */
  | 'NOT_YET';

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

/** A part of the interface whose body is still to come. */
export class NotYetError extends SdkError {
  override readonly name = 'NotYetError';
  constructor(what: string) {
    super('NOT_YET', `${what} is not there yet`, 'Wait for the next version.');
  }
}
