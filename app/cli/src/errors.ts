// What goes wrong, as people and scripts see it: a cause, a next step, and a documented exit code.
import { SdkError, type SdkErrorCode } from '@liquidity-mining/sdk';
import { isSolanaError } from '@solana/kit';
import { CommanderError } from 'commander';

/** Exit codes; docs/exit-codes.md is their table, and a test holds the two together. */
export const EXIT = {
  OK: 0,
  /** A fault of this program. */
  BUG: 1,
  USAGE: 2,
  NOT_FOUND: 3,
  INSUFFICIENT_FUNDS: 4,
  REFUSED: 5,
  FAILED: 6,
  EXPIRED: 7,
  NETWORK: 8,
  CANCELLED: 9,
  NOTHING_TO_DO: 10,
  UNKNOWN: 11,
  INTERRUPTED: 130,
} as const;
export type ExitName = keyof typeof EXIT;

/** A cause and the next step, which end a command. */
export class CliError extends Error {
  constructor(
    readonly exit: ExitName,
    message: string,
    readonly nextStep: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Bad input: an argument or option that cannot be right. */
export function usageError(message: string, nextStep: string): CliError {
  return new CliError('USAGE', message, nextStep);
}

/** An error as it is reported. */
export type Failure = {
  exit: ExitName;
  /** For scripts to branch on: the SDK's error code, a program error's name, or the exit's name. */
  code: string;
  message: string;
  nextStep: string;
};

const EXIT_OF: Record<SdkErrorCode, ExitName> = {
  INVALID_ARGUMENT: 'USAGE',
  ACCOUNT_NOT_FOUND: 'NOT_FOUND',
  INSUFFICIENT_FUNDS: 'INSUFFICIENT_FUNDS',
  QUOTE_REFUSED: 'REFUSED',
  PROGRAM_REFUSED: 'REFUSED',
  TRANSACTION_FAILED: 'FAILED',
  TRANSACTION_EXPIRED: 'EXPIRED',
  FATE_UNKNOWN: 'UNKNOWN',
  NOTHING_TO_DO: 'NOTHING_TO_DO',
};

/** What to report of whatever was thrown. */
export function failureFrom(error: unknown, rpcUrl?: string): Failure {
  if (error instanceof CliError) {
    return { exit: error.exit, code: error.exit, message: error.message, nextStep: error.nextStep };
  }
  if (error instanceof SdkError) {
    const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : undefined;
    const { message, nextStep } = error;
    return { exit: EXIT_OF[error.code], code: reason ?? error.code, message, nextStep };
  }
  if (error instanceof CommanderError) return usageFailure(error);
  const where = rpcUrl ? ` at ${rpcUrl}` : '';
  if (isUnreachable(error)) {
    return {
      exit: 'NETWORK',
      code: 'NETWORK',
      message: `No RPC node answers${where}`,
      nextStep: 'Start a validator (lm localnet start), or choose a cluster with --url.',
    };
  }
  if (isSolanaError(error)) {
    return {
      exit: 'NETWORK',
      code: 'RPC',
      message: `The RPC node${where} refused a request: ${firstLine(error.message)}`,
      nextStep: 'Try again; if it stays so, use another node with --url.',
    };
  }
  return {
    exit: 'BUG',
    code: 'BUG',
    message: firstLine(error instanceof Error ? error.message : String(error)),
    nextStep: 'This is a fault of lm: please report it, with LM_DEBUG=1 for the details.',
  };
}

function usageFailure(error: CommanderError): Failure {
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  return {
    exit: 'USAGE',
    code: 'USAGE',
    message: message.charAt(0).toUpperCase() + message.slice(1),
    nextStep: suggestion ? suggestion.replace(/^\(|\)$/g, '') : 'See the command with --help.',
  };
}

const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'];

function isUnreachable(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const { code } = each as NodeJS.ErrnoException;
    if (typeof code === 'string' && (UNREACHABLE.includes(code) || code.startsWith('UND_ERR'))) {
      return true;
    }
    if (each instanceof AggregateError && each.errors.some(isUnreachable)) return true;
    if (each instanceof TypeError && each.message === 'fetch failed') return true;
  }
  return false;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
