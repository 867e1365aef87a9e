// `claim` and `compound`.
import type { ProgramEvent } from '@liquidity-mining/client';
import {
  type ClaimQuote,
  claim,
  claimAll,
  compound,
  type PoolState,
  readPosition,
} from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { CliError, usageError } from '../errors.ts';
import { execute } from '../execute.ts';
import { findCampaign, findPosition, readCampaign, readPositionShown } from '../find/farming.ts';
import { lockNumber } from '../find/locks.ts';
import { findPool } from '../find/pools.ts';
import { formatPercent } from '../text/numbers.ts';
import { does, examples, type Open } from './command.ts';

type ClaimOptions = { all?: boolean; campaign?: string; pool?: string };
type CompoundOptions = { campaign?: string; lock: string };

export function rewardCommands(program: Command, open: Open): void {
  const claiming = program
    .command('claim')
    .description('Pay out what positions have earned')
    .argument('[position]', 'GOLD/USD, GOLD/USD#3 or its address; or --all')
    .option('--all', 'of all your positions, in as few transactions as hold it')
    .option('--pool <pool>', 'with --all: only in this pool')
    .option('--campaign <campaign>', 'only of this campaign: GOLD/USD#0 or its address');
  examples(claiming, 'claim --all', 'claim GOLD/USD#3', 'claim GOLD/USD --campaign GOLD/USD#0');
  does<ClaimOptions>(claiming, open, claimWork);

  const compounding = program
    .command('compound')
    .description('Claim a reward that is a token of the pool, and stake it as a new position')
    .argument('<position>', 'GOLD/USD, GOLD/USD#3 or its address')
    .option('--campaign <campaign>', 'whose reward: GOLD/USD#0 or its address')
    .option('--lock <number>', 'one of the farm’s lock choices (lm pool show)', '0');
  examples(compounding, 'compound GOLD/USD', 'compound GOLD/USD#3 --campaign GOLD/USD#1 --lock 1');
  does<CompoundOptions>(compounding, open, compoundWork);
}

async function claimWork(context: Context, [text]: readonly string[], options: ClaimOptions) {
  if ((text === undefined) === (options.all !== true)) {
    throw usageError('Whose rewards is not said', 'Name a position, or give --all; not both.');
  }
  context.requireConsent();
  const { rpc, tokens } = context;
  const payer = await context.signer();
  if (options.campaign !== undefined) {
    if (text === undefined)
      throw usageError('--campaign is for one position', 'Name the position.');
    const campaign = await findCampaign(context, options.campaign);
    await readCampaign(context, campaign);
    const position = await findPosition(context, text);
    const { quote, instructions } = await claim({ rpc, payer, position, campaign });
    await execute(context, {
      title: 'Claim',
      rows: claimRows(context, [quote]),
      quote: { claims: [quote] },
      transactions: [instructions],
      outcome: events => paid(context, [quote], events),
    });
    return;
  }
  const positions = text === undefined ? undefined : [await findPosition(context, text)];
  const pool = options.pool === undefined ? undefined : await findPool(context, options.pool);
  const { quote, transactions } = await claimAll({
    rpc,
    payer,
    ...(positions && { positions }),
    ...(pool && { pool: pool.address }),
  });
  await tokens.infos(quote.claims.map(each => each.rewardMint));
  await nameLpTokens(context, quote.claims);
  await execute(context, {
    title: 'Claim',
    rows: claimRows(context, quote.claims),
    quote,
    transactions,
    outcome: events => paid(context, quote.claims, events),
  });
}

/** A reward can be a pool's LP token: then it has a name once its pool is known. */
async function nameLpTokens(context: Context, claims: readonly ClaimQuote[]): Promise<void> {
  const seen = new Set(claims.map(each => each.campaign));
  for (const campaign of seen) await readCampaign(context, campaign);
}

function claimRows({ tokens }: Context, claims: readonly ClaimQuote[]): [string, string][] {
  return [
    ...claims.map((each): [string, string] => [
      'reward',
      `${tokens.show(each.rewardMint, each.received)}${each.isFinal ? ' (the last of it)' : ''}`,
    ]),
    ['of', claims.length === 1 ? '1 claim' : `${claims.length} claims`],
  ];
}

/** What was paid, by token; more than quoted, as it accrues with each slot. */
function paid(
  { tokens }: Context,
  claims: readonly ClaimQuote[],
  events: readonly ProgramEvent[],
): [string, string][] {
  const mintOf = new Map(claims.map(each => [each.campaign, each.rewardMint]));
  return events.flatMap(({ name, fields }): [string, string][] => {
    const mint = name === 'RewardClaimed' ? mintOf.get(fields.campaign) : undefined;
    if (name !== 'RewardClaimed' || mint === undefined) return [];
    return [['paid', tokens.show(mint, fields.amount)]];
  });
}

async function compoundWork(
  context: Context,
  [text = '']: readonly string[],
  options: CompoundOptions,
) {
  context.requireConsent();
  const { rpc, tokens } = context;
  const owner = await context.signer();
  const { position, account, state } = await readPositionShown(
    context,
    await findPosition(context, text),
  );
  const campaign =
    options.campaign === undefined
      ? await onlyCompoundable(context, position, state)
      : await findCampaign(context, options.campaign);
  const { campaign: data } = await readCampaign(context, campaign);
  if (data.farm !== account.farm) {
    throw usageError('This campaign is of another pool', 'lm position show lists its campaigns.');
  }
  const { quote, instructions } = await compound({
    rpc,
    owner,
    position,
    campaign,
    lockChoice: lockNumber(state.farm, options.lock),
    ...context.bounds(),
  });
  await execute(context, {
    title: 'Compound',
    rows: [
      ['put in', tokens.show(data.rewardMint, quote.amount)],
      ['you stake', tokens.show(state.pool.lpMint, quote.lpMinted)],
      ['at least', tokens.show(state.pool.lpMint, quote.minLp)],
      ['your weight', `${formatPercent(quote.shareOfFarm, 4)} more of the farm`],
      ['new position', `number ${quote.number}`],
    ],
    quote,
    transactions: [instructions],
    outcome: () => [['position', quote.position]],
  });
}

/** The campaign whose reward can be compounded, where there is just one. */
async function onlyCompoundable(
  context: Context,
  position: Address,
  { pool }: PoolState,
): Promise<Address> {
  const { rewards } = await readPosition({ rpc: context.rpc, position });
  const own = [pool.mintA, pool.mintB, pool.lpMint];
  const [only, ...others] = rewards.filter(
    each => own.includes(each.rewardMint) && each.pending > 0n,
  );
  if (only === undefined) {
    throw new CliError(
      'NOTHING_TO_DO',
      'No reward of this position is a token of its pool',
      'Claim it with lm claim, or wait until some accrues.',
    );
  }
  if (others.length > 0) {
    const all = [only, ...others].map(each => each.campaign).join(', ');
    throw usageError(`${others.length + 1} campaigns can be compounded: ${all}`, 'Say --campaign.');
  }
  return only.campaign;
}
