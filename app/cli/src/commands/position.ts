// `position list|show|report|close`.
import { writeFileSync } from 'node:fs';
import type { Position } from '@liquidity-mining/client';
import {
  closePosition,
  positionReport,
  quoteWithdraw,
  readHistory,
  readPosition,
  reportToCsv,
  reportToJson,
} from '@liquidity-mining/sdk';
import { U64_MAX } from '@liquidity-mining/sdk/math';
import { type Address, isAddress } from '@solana/kit';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { execute } from '../execute.ts';
import { findPosition, positionsOf, readPositionShown } from '../find/farming.ts';
import { formatMultiplier } from '../find/locks.ts';
import { findPool, pairOf } from '../find/pools.ts';
import { formatAmount, formatChange } from '../text/amount.ts';
import { formatCount, formatSlots } from '../text/numbers.ts';
import { table } from '../text/table.ts';
import { does, examples, type Open } from './command.ts';

const SOL_DECIMALS = 9;

type ListOptions = { owner?: string; pool?: string; all?: boolean };
type ReportOptions = { csv?: boolean; out?: string; owner?: string };

export function positionCommands(program: Command, open: Open): void {
  const position = program.command('position').description('What you have staked and earned');

  const listing = position
    .command('list')
    .description('List positions with their pending rewards')
    .option('--owner <address>', 'somebody else’s')
    .option('--pool <pool>', 'only in this pool')
    .option('--all', 'those that have left too');
  examples(listing, 'position list', 'position list --all --json');
  does<ListOptions>(listing, open, listWork);

  const showing = position
    .command('show')
    .description('Show a position: its worth, its lock and its rewards')
    .argument('<position>', 'GOLD/USD, GOLD/USD#3 or its address');
  examples(showing, 'position show GOLD/USD');
  does(showing, open, showWork);

  const reporting = position
    .command('report')
    .description('Report what you gave, got and earned in a pool, from its events')
    .argument('<pool>', 'its pair, as GOLD/USD, or its address')
    .option('--csv', 'as CSV that tax tools read')
    .option('--out <file>', 'write CSV or JSON to a file')
    .option('--owner <address>', 'somebody else’s');
  examples(
    reporting,
    'position report GOLD/USD',
    'position report GOLD/USD --csv --out report.csv',
    'position report GOLD/USD --json',
  );
  does<ReportOptions>(reporting, open, reportWork);

  const closing = position
    .command('close')
    .description('Close a position that has left and claimed everything; its rent returns')
    .argument('<position>', 'GOLD/USD#3 or its address');
  examples(closing, 'position close GOLD/USD#3');
  does(closing, open, closeWork);
}

async function ownerOf(context: Context, text: string | undefined): Promise<Address> {
  if (text === undefined) return (await context.signer()).address;
  if (isAddress(text)) return text;
  throw usageError(`--owner ${text} is no address`, 'Give the address of a wallet.');
}

async function listWork(context: Context, _: readonly string[], options: ListOptions) {
  const { output, rpc, tokens } = context;
  const owner = await ownerOf(context, options.owner);
  const pool =
    options.pool === undefined ? undefined : (await findPool(context, options.pool)).address;
  const found = (await positionsOf(context, owner, pool)).filter(
    each => options.all || each.data.isOpen === 1,
  );
  const items = [];
  for (const { address } of found) {
    const { state } = await readPositionShown(context, address);
    const { position, rewards, slot } = await readPosition({ rpc, position: address });
    await tokens.infos(rewards.map(each => each.rewardMint));
    items.push({ address, state, position, rewards, slot });
  }
  const rows = items.map(({ address, state, position, rewards, slot }) => [
    `${pairOf(context, state.pool)}#${position.number}`,
    tokens.show(state.pool.lpMint, position.lpAmount),
    position.isOpen === 1 ? lockText(position, slot) : 'left',
    pendingOf(context, rewards),
    address,
  ]);
  if (rows.length === 0) output.say('There are none: lm deposit --stake or lm stake makes one.');
  else output.say(...table(['position', 'staked', 'lock', 'pending', 'address'], rows, [1]));
  output.result(
    items.map(({ address, state, position, rewards, slot }) => ({
      address,
      pool: state.address,
      ...positionJson(context, state.pool.lpMint, position),
      rewards: rewards.map(each => rewardJson(context, each)),
      slot,
    })),
  );
}

type Reward = Awaited<ReturnType<typeof readPosition>>['rewards'][number];

function pendingOf({ tokens }: Context, rewards: readonly Reward[]): string {
  const sums = new Map<Address, bigint>();
  for (const { rewardMint, pending } of rewards) {
    sums.set(rewardMint, (sums.get(rewardMint) ?? 0n) + pending);
  }
  return [...sums].map(([mint, sum]) => tokens.show(mint, sum)).join(', ') || 'nothing';
}

function rewardJson({ tokens }: Context, { campaign, rewardMint, ...reward }: Reward) {
  return {
    campaign,
    pending: tokens.json(rewardMint, reward.pending),
    paid: tokens.json(rewardMint, reward.paid),
    isFinal: reward.isFinal,
  };
}

function positionJson({ tokens }: Context, lpMint: Address, position: Position) {
  const { owner, number, lpAmount, weight, multiplier, lockedUntilSlot, entrySlot } = position;
  return {
    owner,
    number,
    isOpen: position.isOpen === 1,
    staked: tokens.json(lpMint, lpAmount),
    weight,
    multiplier,
    entrySlot,
    lockedUntilSlot: lockedUntilSlot === U64_MAX ? 'forever' : lockedUntilSlot,
  };
}

function lockText({ lockedUntilSlot }: Position, slot: bigint): string {
  if (lockedUntilSlot === U64_MAX) return 'for ever';
  if (lockedUntilSlot <= slot) return 'none';
  return `${formatCount(lockedUntilSlot - slot)} slots left`;
}

async function showWork(context: Context, [text = '']: readonly string[]) {
  const { output, rpc, tokens } = context;
  const { position: address, state } = await readPositionShown(
    context,
    await findPosition(context, text),
  );
  const { position, rewards, slot } = await readPosition({ rpc, position: address });
  await tokens.infos(rewards.map(each => each.rewardMint));
  const { mintA, mintB, lpMint } = state.pool;
  const isOpen = position.isOpen === 1;
  const worth = isOpen ? quoteWithdraw(state, context.bounds(), position.lpAmount) : undefined;
  const pace = output.isJson ? undefined : await context.pace();
  output.title(`Position ${pairOf(context, state.pool)}#${position.number}`);
  output.facts([
    ['address', address],
    ['owner', position.owner],
    ['staked', isOpen ? tokens.show(lpMint, position.lpAmount) : 'nothing: it has left'],
    ...(worth
      ? ([
          ['pays now', tokens.show(mintA, worth.receivedA)],
          ['and', tokens.show(mintB, worth.receivedB)],
          ['weight', `${formatMultiplier(position.multiplier)} of its LP tokens`],
          ['lock', lockText(position, slot)],
          ['in since', `${formatSlots(slot - position.entrySlot, pace)} ago`],
        ] as const)
      : []),
    ...rewards.map(
      each =>
        [
          'reward',
          `${tokens.show(each.rewardMint, each.pending)} pending, ${tokens.show(each.rewardMint, each.paid)} paid`,
        ] as const,
    ),
  ]);
  output.result({
    address,
    pool: state.address,
    ...positionJson(context, lpMint, position),
    ...(worth && {
      pays: [tokens.json(mintA, worth.receivedA), tokens.json(mintB, worth.receivedB)],
    }),
    rewards: rewards.map(each => rewardJson(context, each)),
    slot,
  });
}

async function reportWork(
  context: Context,
  [text = '']: readonly string[],
  options: ReportOptions,
) {
  const { output, rpc, tokens, io } = context;
  if (options.csv && output.isJson) {
    throw usageError('--csv and --json do not go together', 'Choose one.');
  }
  if (options.out !== undefined && !options.csv && !output.isJson) {
    throw usageError('--out is for --csv and --json', 'Add one of them.');
  }
  const owner = await ownerOf(context, options.owner);
  const state = await findPool(context, text);
  const { address: pool, slot } = state;
  output.progress('Reading the pool’s history');
  const history = await readHistory({ rpc, pool });
  const report = positionReport({
    pool,
    owner,
    history,
    slot,
    lpMint: state.pool.lpMint,
    decimals: { a: state.tokenA.decimals, b: state.tokenB.decimals },
  });
  const mints = [
    ...report.lines.flatMap(line => [...line.sent, ...line.received, ...line.fee]),
    ...report.rewardsClaimed,
    ...report.rewardsPending,
  ].map(each => each.mint);
  await tokens.infos(mints);
  if (options.csv || output.isJson) {
    const labels = new Map(
      [...new Set(mints)].map(mint => {
        const { decimals } = tokens.info(mint);
        return [mint, { decimals, label: tokens.label(mint) }] as const;
      }),
    );
    const content = options.csv ? reportToCsv(report, labels) : reportToJson(report);
    if (options.out === undefined) io.out(content.trimEnd());
    else {
      writeFileSync(options.out, content);
      output.progress(`Written to ${options.out}`);
    }
    return;
  }
  const { mintA, mintB } = state.pool;
  const pair = ({ a, b }: { a: bigint; b: bigint }) =>
    `${tokens.show(mintA, a)}, ${tokens.show(mintB, b)}`;
  const inB = (amount: bigint) =>
    `${formatChange(amount, tokens.info(mintB).decimals)} ${tokens.label(mintB)}`;
  output.title(`Report of ${owner} in ${pairOf(context, state.pool)}`);
  output.facts([
    ['deposited', pair(report.deposited)],
    ['withdrawn', pair(report.withdrawn)],
    ['held now', pair(report.held)],
    ['fees earned', pair(report.feesEarned)],
    ...report.rewardsClaimed.map(each => ['claimed', tokens.show(each.mint, each.amount)] as const),
    ...report.rewardsPending.map(each => ['pending', tokens.show(each.mint, each.amount)] as const),
    ['impermanent loss', inB(report.impermanentLossInB)],
    ['against holding', inB(report.profitAgainstHoldingInB)],
  ]);
  if (report.lines.length === 0) return;
  const rows = report.lines.map(line => [
    formatCount(line.slot),
    line.label,
    line.sent.map(each => tokens.show(each.mint, each.amount)).join(', '),
    line.received.map(each => tokens.show(each.mint, each.amount)).join(', '),
  ]);
  output.say('', ...table(['slot', 'what', 'sent', 'received'], rows, [0]));
}

async function closeWork(context: Context, [text = '']: readonly string[]) {
  context.requireConsent();
  const { rpc } = context;
  const { position } = await readPositionShown(context, await findPosition(context, text));
  const owner = await context.signer();
  const { quote, instructions } = await closePosition({ rpc, owner, position });
  await execute(context, {
    title: 'Close a position',
    rows: [
      ['position', quote.position],
      ['rent returns', `${formatAmount(quote.rentReturned, SOL_DECIMALS)} SOL`],
    ],
    quote,
    transactions: [instructions],
  });
}
