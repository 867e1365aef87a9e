// From what a cluster says of a failed transaction to an error that says what to do.
import { LIQUIDITY_MINING_PROGRAM_ADDRESS, PROGRAM_ERRORS } from '@liquidity-mining/client';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { TOKEN_2022_PROGRAM_ADDRESS } from '@solana-program/token-2022';
import { ProgramRefusedError, type SdkError, TransactionFailedError } from '../errors.ts';

type Advice = [message: string, nextStep: string];

const TOKEN_CODES: Record<number, Advice> = {
  0: ['A token account would be left with too little SOL to exist', 'Send SOL to the wallet.'],
  1: ['A token account holds too little', 'Lower the amount, or send more to that account.'],
  2: ['A mint is not what it should be', 'Check the addresses of the mints.'],
  3: ['A token account is of another mint', 'Check the addresses of the token accounts.'],
  4: ['A token account has another owner', "Sign with the token account's owner."],
  17: ['A token account is frozen', "Ask the token's issuer to thaw it."],
};

/** What other programs' codes mean to people who use this one. */
const FOREIGN: Record<string, Record<number, Advice>> = {
  [SYSTEM_PROGRAM_ADDRESS]: {
    0: ['An account to be created is there already', 'Ask for the instructions again and resend.'],
    1: ['The wallet has too little SOL', 'Send SOL to the wallet that pays.'],
  },
  [TOKEN_PROGRAM_ADDRESS]: TOKEN_CODES,
  [TOKEN_2022_PROGRAM_ADDRESS]: TOKEN_CODES,
};

/** What a cluster says of a whole transaction, where people can do something about it. */
const TRANSACTION_ERRORS: Record<string, Advice> = {
  AccountNotFound: ['The wallet that pays has no SOL', 'Send SOL to it.'],
  InsufficientFundsForFee: ['The wallet cannot pay the fee', 'Send SOL to the wallet that pays.'],
  InsufficientFundsForRent: [
    'The wallet would be left with too little SOL to exist',
    'Send SOL to the wallet that pays.',
  ],
  BlockhashNotFound: ['The blockhash has expired', 'Ask for the instructions again and resend.'],
  AlreadyProcessed: ['The transaction has happened already', 'Look at its result.'],
};

/**
 * The typed error of a failed transaction or simulation.
 *
 * @param transactionError `err` of the status, the metadata or the simulation
 * @param logs its log; the program that failed first is found there
 */
export function failureOf(transactionError: unknown, logs: readonly string[] = []): SdkError {
  // Without a log the code alone must do; those of this program are like no other's here.
  const code = customCode(transactionError);
  const failed = firstFailure(logs) ?? {
    program: LIQUIDITY_MINING_PROGRAM_ADDRESS,
    code: code ?? Number.NaN,
  };
  if (failed.program === LIQUIDITY_MINING_PROGRAM_ADDRESS) {
    const ours = PROGRAM_ERRORS.find(each => each.code === failed.code);
    if (ours) return new ProgramRefusedError(ours.code, ours.name, ours.message, logs);
  }
  const foreign = FOREIGN[failed.program]?.[failed.code];
  if (foreign) return new TransactionFailedError(...foreign, transactionError, logs);
  const kind = kindOf(transactionError);
  const known = TRANSACTION_ERRORS[kind];
  if (known) return new TransactionFailedError(...known, transactionError, logs);
  return new TransactionFailedError(
    `The transaction failed: ${textOf(transactionError)}`,
    'The log of this error says where.',
    transactionError,
    logs,
  );
}

/** The innermost program that failed with a code: it says so first. */
function firstFailure(logs: readonly string[]): { program: string; code: number } | undefined {
  for (const line of logs) {
    const [, program, code] =
      /^Program (\w+) failed: custom program error: 0x([0-9a-f]+)$/.exec(line) ?? [];
    if (program && code) return { program, code: Number.parseInt(code, 16) };
  }
  return undefined;
}

function customCode(error: unknown): number | undefined {
  const detail = isRecord(error) ? error.InstructionError : undefined;
  const inner = Array.isArray(detail) ? detail[1] : undefined;
  const code = isRecord(inner) ? inner.Custom : undefined;
  return typeof code === 'number' || typeof code === 'bigint' ? Number(code) : undefined;
}

/** The name of a transaction error, with or without details. */
function kindOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return isRecord(error) ? (Object.keys(error)[0] ?? '') : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return JSON.stringify(error, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
}
