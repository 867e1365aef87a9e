// `collect-fees`: what swaps set aside, and what locked liquidity has freed.
import { collectFees, collectLockedFees } from '@liquidity-mining/sdk';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { execute } from '../execute.ts';
import { findPosition, readPositionShown } from '../find/farming.ts';
import { findPool } from '../find/pools.ts';
import { does, examples, type Open } from './command.ts';

type FeeOptions = { protocol?: boolean; creator?: boolean; position?: string };

export function feeCommands(program: Command, open: Open): void {
  const collecting = program
    .command('collect-fees')
    .description('Collect trade fees: as pool creator, for the protocol, or of a locked position')
    .argument('[pool]', 'its pair, as GOLD/USD, or its address')
    .option('--creator', 'the creator’s part (what is meant if nothing is said)')
    .option('--protocol', 'the protocol’s part, as the config’s fee recipient')
    .option('--position <position>', 'what this position, locked for ever, has earned');
  examples(
    collecting,
    'collect-fees GOLD/USD',
    'collect-fees GOLD/USD --protocol',
    'collect-fees --position GOLD/USD#3',
  );
  does<FeeOptions>(collecting, open, async (context, [text], options) => {
    context.requireConsent();
    const asked = [options.creator, options.protocol, options.position].filter(Boolean).length;
    if (asked > 1) throw usageError('More than one kind of fees', 'Collect one at a time.');
    if (options.position !== undefined) {
      await collectOfPosition(context, options.position);
      return;
    }
    if (text === undefined) throw usageError('No pool is named', 'Name one, as GOLD/USD.');
    await collectOfPool(context, text, options.protocol ? 'protocol' : 'creator');
  });
}

async function collectOfPool(context: Context, text: string, part: 'protocol' | 'creator') {
  const { rpc, tokens } = context;
  const { address: pool } = await findPool(context, text);
  const collector = await context.signer();
  const { quote, instructions } = await collectFees({ rpc, collector, pool, part });
  await execute(context, {
    title: `Collect the ${part}’s fees`,
    rows: [
      ['you get', tokens.show(quote.mintA, quote.receivedA)],
      ['and', tokens.show(quote.mintB, quote.receivedB)],
    ],
    quote,
    transactions: [instructions],
  });
}

async function collectOfPosition(context: Context, text: string) {
  const { rpc, tokens } = context;
  const { position } = await readPositionShown(context, await findPosition(context, text));
  const owner = await context.signer();
  const plan = await collectLockedFees({ rpc, owner, position, ...context.bounds() });
  const { quote, instructions } = plan;
  await execute(context, {
    title: 'Collect the fees of a locked position',
    rows: [
      ['you get', tokens.show(quote.mintA, quote.receivedA)],
      ['and', tokens.show(quote.mintB, quote.receivedB)],
      ['goes on as', `position number ${quote.number}`],
    ],
    quote,
    transactions: [instructions],
    outcome: () => [['position', quote.newPosition]],
  });
}
