// One run: from arguments to an exit code. Nothing is thrown from here, and no stack trace printed.
import { InsufficientFundsError } from '@liquidity-mining/sdk';
import { CommanderError } from 'commander';
import { Context, type GlobalOptions } from './context.ts';
import { EXIT, type Failure, failureFrom } from './errors.ts';
import { PartlySent } from './execute.ts';
import { createProgram } from './program.ts';
import type { Io } from './settings/io.ts';
import { Output } from './ui/output.ts';

/** Runs `lm` with arguments, and gives its exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let context: Context | undefined;
  const open = (options: GlobalOptions) => {
    context = new Context(io, options);
    return context;
  };
  try {
    await createProgram(open, io).parseAsync([...args], { from: 'user' });
    return EXIT.OK;
  } catch (thrown) {
    const output = context?.output ?? new Output(io, fallback(args));
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.OK;
    if (isGroupHelp(thrown)) return EXIT.USAGE;
    const [error, sent] =
      thrown instanceof PartlySent ? [thrown.cause, thrown.signatures] : [thrown, []];
    const failure = io.abortSignal.aborted ? interrupted() : failureOf(error, context);
    output.failure(failure, sent);
    if (io.env.LM_DEBUG && error instanceof Error) io.err(error.stack ?? '');
    return EXIT[failure.exit];
  }
}

/** A command group without a command shows its help, which commander calls an error. */
function isGroupHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.code === 'commander.help';
}

/** How to print when the options themselves could not be read. */
function fallback(args: readonly string[]) {
  return { json: args.includes('--json'), color: !args.includes('--no-color') };
}

function failureOf(error: unknown, context: Context | undefined): Failure {
  const failure = failureFrom(error, context?.rpcUrl);
  if (!(error instanceof InsufficientFundsError) || context === undefined) return failure;
  const { mint, has, needs } = error;
  try {
    const { tokens } = context;
    const message = `You have ${tokens.show(mint, has)}; ${tokens.show(mint, needs)} are needed`;
    return { ...failure, message };
  } catch {
    // Of a token that was not looked up, the SDK's own words say it in base units.
    return failure;
  }
}

function interrupted(): Failure {
  return {
    exit: 'INTERRUPTED',
    code: 'INTERRUPTED',
    message: 'Interrupted',
    nextStep: 'A transaction that was sent may still happen: look at lm wallet show.',
  };
}
