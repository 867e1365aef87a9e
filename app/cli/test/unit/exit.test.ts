import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AccountNotFoundError,
  FateUnknownError,
  InsufficientFundsError,
  InvalidArgumentError,
  ProgramRefusedError,
  QuoteRefusedError,
  SdkError,
  TransactionExpiredError,
  TransactionFailedError,
} from '@liquidity-mining/sdk';
import type { Address, Signature } from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { CliError, EXIT, failureFrom } from '../../src/errors.ts';
import { ROOT } from '../../src/settings/paths.ts';

const WHERE = '11111111111111111111111111111111' as Address;

describe('exit codes', () => {
  it.each([
    [new CliError('CANCELLED', 'x', 'y'), 'CANCELLED', 9],
    [new InvalidArgumentError('a', 'x', 'y'), 'INVALID_ARGUMENT', 2],
    [new AccountNotFoundError('pool', WHERE), 'ACCOUNT_NOT_FOUND', 3],
    [new InsufficientFundsError(WHERE, WHERE, 1n, 2n), 'INSUFFICIENT_FUNDS', 4],
    [new QuoteRefusedError('SwapsPaused'), 'SwapsPaused', 5],
    [new ProgramRefusedError(6000, 'BelowMinimum', 'Too little: try again', []), 'BelowMinimum', 5],
    [new TransactionFailedError('x', 'y', null, []), 'TRANSACTION_FAILED', 6],
    [new TransactionExpiredError('s' as Signature), 'TRANSACTION_EXPIRED', 7],
    [new FateUnknownError('s' as Signature, new TypeError('x')), 'FATE_UNKNOWN', 11],
    [new TypeError('fetch failed'), 'NETWORK', 8],
    [new SdkError('NOTHING_TO_DO', 'x', 'y'), 'NOTHING_TO_DO', 10],
    [new Error('a bug\n    at line 1'), 'BUG', 1],
    ['thrown', 'BUG', 1],
  ])('of %s', (error, code, exit) => {
    const failure = failureFrom(error);
    expect(failure.code).toBe(code);
    expect(EXIT[failure.exit]).toBe(exit);
    expect(failure.nextStep).not.toBe('');
    expect(failure.message).not.toContain('\n');
  });

  it('are those of docs/exit-codes.md', () => {
    const page = readFileSync(join(ROOT, 'docs/exit-codes.md'), 'utf8');
    const documented = [...page.matchAll(/^\| (\d+) \| `(\w+)` \|/gm)].map(([, code, name]) => [
      name,
      Number(code),
    ]);
    expect(Object.fromEntries(documented)).toEqual(EXIT);
  });
});
