// From a plan to its result: show it, simulate it, ask, send, and say what came of it.

import { confirm, isCancel } from '@clack/prompts';
import type { ProgramEvent } from '@liquidity-mining/client';
import { type DryRun, type Prepared, prepare, type Sent, send } from '@liquidity-mining/sdk';
import type { Address, Instruction, KeyPairSigner } from '@solana/kit';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';
import { formatAmount, formatChange } from './text/amount.ts';
import { formatCount } from './text/numbers.ts';
import { waiting } from './ui/waiting.ts';

const SOL_DECIMALS = 9;

/** What is to be done, as people and scripts see it. */
export type Task = {
  /** What it is, as `Swap`. */
  title: string;
  /** What it will come to. */
  rows: readonly (readonly [string, string])[];
  warnings?: readonly string[];
  quote: unknown;
  /** One list of instructions for each transaction, in order. */
  transactions: readonly (readonly Instruction[])[];
  /** What came of it, in words. */
  outcome?: (events: readonly ProgramEvent[]) => readonly (readonly [string, string])[];
};

/** Transactions went through before one failed. */
export class PartlySent extends Error {
  constructor(
    readonly signatures: readonly string[],
    override readonly cause: unknown,
  ) {
    super('Not all transactions went through');
  }
}

/** Does a task; with `--dry-run` only shows what it would come to. */
export async function execute(context: Context, task: Task): Promise<void> {
  context.requireConsent();
  const { output, options } = context;
  const signer = await context.signer();
  const { title, rows, warnings = [], quote, transactions } = task;
  output.title(title);
  output.facts(rows);
  output.warn(...warnings);

  const prepared: Prepared[] = [];
  for (const instructions of transactions) {
    prepared.push(await simulate(context, signer, instructions));
  }
  const dryRuns = prepared.map(each => each.dryRun);
  // What the log says is in the events.
  const dryRun = dryRuns.map(({ logs, ...shown }) => shown);
  await showDryRuns(context, signer.address, dryRuns);
  if (options.dryRun) {
    output.say('', 'Nothing was sent: this was a dry run.');
    output.result({ quote, dryRun });
    return;
  }
  const hasAsked = await ask(context, title);

  const sent: Sent[] = [];
  for (const [index, instructions] of transactions.entries()) {
    try {
      // A blockhash may have expired while somebody thought, or others were sent.
      const isFresh = index === 0 && !hasAsked;
      const { message } = isFresh
        ? (prepared[0] as Prepared)
        : await simulate(context, signer, instructions);
      const what = transactions.length > 1 ? `${title} ${index + 1}/${transactions.length}` : title;
      sent.push(await sendShown(context, what, message));
    } catch (error) {
      if (sent.length === 0) throw error;
      throw new PartlySent(
        sent.map(each => each.signature),
        error,
      );
    }
  }
  const events = sent.flatMap(each => each.events);
  output.say('', output.style('green', 'Done'));
  output.facts([
    ...(task.outcome?.(events) ?? []),
    ...sent.map(each => ['transaction', each.signature] as const),
  ]);
  output.result({
    quote,
    dryRun,
    transactions: sent.map(({ signature, slot }) => ({ signature, slot })),
    events,
  });
}

async function simulate(
  context: Context,
  feePayer: KeyPairSigner,
  instructions: readonly Instruction[],
): Promise<Prepared> {
  const { rpc } = context;
  const priorityFeeMicroLamports = context.priorityFee();
  return await prepare({ rpc, feePayer, instructions, priorityFeeMicroLamports });
}

async function sendShown(context: Context, what: string, message: Prepared['message']) {
  const shown = waiting(context.output, what);
  try {
    const { rpc } = context;
    const { abortSignal } = context.io;
    const sent = await send({ rpc, message, onProgress: shown.on, abortSignal });
    shown.end(`${what}: confirmed in slot ${formatCount(sent.slot)}`);
    return sent;
  } catch (error) {
    shown.end();
    throw error;
  }
}

/** Asks whether to go ahead; true when there was a question. */
async function ask({ options }: Context, title: string): Promise<boolean> {
  if (options.yes) return false;
  const answer = await confirm({
    message: `${title}: go ahead?`,
    initialValue: false,
    output: process.stderr,
  });
  if (isCancel(answer) || !answer) {
    throw new CliError('CANCELLED', 'Nothing was sent', 'Run it again when you are sure.');
  }
  return true;
}

async function showDryRuns(context: Context, wallet: Address, dryRuns: readonly DryRun[]) {
  const { output, tokens } = context;
  const sum = (pick: (dryRun: DryRun) => bigint) =>
    dryRuns.reduce((total, each) => total + pick(each), 0n);
  const changes = new Map<Address | 'SOL', { amount: bigint; decimals: number }>();
  for (const { balanceChanges } of dryRuns) {
    for (const { owner, mint, decimals, before, after } of balanceChanges) {
      if (owner !== wallet) continue;
      const amount = (changes.get(mint)?.amount ?? 0n) + after - before;
      changes.set(mint, { amount, decimals });
    }
  }
  const units = dryRuns.reduce((total, each) => total + each.computeUnits, 0);
  output.facts([
    ['compute units', `${formatCount(units)} by simulation`],
    [
      'network fee',
      `${formatAmount(
        sum(each => each.feeLamports),
        SOL_DECIMALS,
      )} SOL`,
    ],
    [
      'rent',
      `${formatChange(
        sum(each => each.rentLamports),
        SOL_DECIMALS,
      )} SOL in accounts`,
    ],
    ...[...changes].map(([mint, { amount, decimals }]): [string, string] => [
      'your balance',
      `${formatChange(amount, decimals)} ${mint === 'SOL' ? 'SOL' : tokens.label(mint)}`,
    ]),
  ]);
}
