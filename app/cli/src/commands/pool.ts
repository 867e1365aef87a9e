// `pool create|show|list`.
import { type CurveChoice, createPool, findCampaigns, findPools } from '@liquidity-mining/sdk';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { execute } from '../execute.ts';
import { configAddress } from '../find/configs.ts';
import { locksOf } from '../find/locks.ts';
import { findPool, pairOf } from '../find/pools.ts';
import { formatMillionths, parseIndex } from '../text/numbers.ts';
import { curveName, priceText } from '../text/pool.ts';
import { table } from '../text/table.ts';
import { does, examples, type Open } from './command.ts';

type CreateOptions = { config: string; curve: string; amplification?: string };

export function poolCommands(program: Command, open: Open): void {
  const pool = program.command('pool').description('Pools of two tokens');
  const creating = pool
    .command('create')
    .description('Create an empty pool and its farm; the first deposit sets the price')
    .argument('<token>', 'one token: symbol or mint')
    .argument('<token>', 'the other')
    .requiredOption('--config <config>', 'fee tier: an address, or the number of one of yours')
    .option(
      '--curve <curve>',
      'constant-product, or stable for tokens of one worth',
      'constant-product',
    )
    .option('--amplification <number>', 'of a stable curve, 1 to 1,000,000', undefined);
  examples(
    creating,
    'pool create GOLD USD --config 0',
    'pool create EUR USD --config 0 --curve stable --amplification 200',
  );
  does<CreateOptions>(creating, open, createWork);

  const showing = pool
    .command('show')
    .description('Show a pool, its farm and what is streamed to it')
    .argument('<pool>', 'its pair, as GOLD/USD, or its address');
  examples(showing, 'pool show GOLD/USD', 'pool show GOLD/USD --json');
  does(showing, open, showWork);

  const listing = pool.command('list').description('List pools, all or those with a token');
  listing.option('--token <token>', 'only with this token: symbol or mint');
  examples(listing, 'pool list', 'pool list --token USD');
  does<{ token?: string }>(listing, open, listWork);
}

async function createWork(context: Context, args: readonly string[], options: CreateOptions) {
  context.requireConsent();
  const [one = '', other = ''] = args;
  const { rpc, tokens } = context;
  const mints = [tokens.mintOf(one), tokens.mintOf(other)] as const;
  const curve = curveOf(options);
  const creator = await context.signer();
  const config = await configAddress(context, options.config);
  const { quote, instructions } = await createPool({ rpc, creator, config, mints, curve });
  await tokens.infos([quote.mintA, quote.mintB]);
  await execute(context, {
    title: `Create a ${pairOf(context, quote)} pool`,
    rows: [
      ['pool', quote.pool],
      ['curve', options.curve],
      ['trade fee', formatMillionths(quote.tradeFeeRate)],
      ['of it protocol', formatMillionths(quote.protocolFeeShare)],
      ['of it creator', formatMillionths(quote.creatorFeeShare)],
    ],
    warnings: tokens.warnings([quote.mintA, quote.mintB]),
    quote,
    transactions: [instructions],
    outcome: () => [['pool', quote.pool]],
  });
}

function curveOf({ curve, amplification }: CreateOptions): CurveChoice {
  if (curve === 'constant-product') {
    if (amplification === undefined) return { kind: 'constantProduct' };
    throw usageError('The constant product has no amplification', 'Add --curve stable.');
  }
  if (curve !== 'stable') {
    throw usageError(`There is no curve ${curve}`, 'Choose constant-product or stable.');
  }
  if (amplification === undefined) {
    throw usageError('A stable curve needs its amplification', 'Add --amplification 200, say.');
  }
  return { kind: 'stable', amplification: parseIndex(amplification, '--amplification') };
}

async function showWork(context: Context, [text = '']: readonly string[]) {
  const { output, tokens, rpc } = context;
  const state = await findPool(context, text);
  const { pool, farm, address, farmAddress } = state;
  const { mintA, mintB, lpMint } = pool;
  const campaigns = await findCampaigns({ rpc, farm: farmAddress });
  const live = campaigns.filter(each => each.data.endSlot > state.slot);
  const locks = output.isJson ? [] : await locksOf(context, farm);
  const paused = [
    ...(pool.swapsPaused ? ['swaps'] : []),
    ...(pool.depositsPaused ? ['deposits'] : []),
  ];
  output.title(`${pairOf(context, pool)} pool`);
  output.facts([
    ['address', address],
    ['curve', curveName(pool)],
    ['reserves', tokens.show(mintA, pool.reserveA)],
    ['', tokens.show(mintB, pool.reserveB)],
    ['price', priceText(tokens, pool)],
    ['LP supply', tokens.show(lpMint, pool.lpSupply)],
    ['staked', tokens.show(lpMint, farm.stakedLp)],
    ['trade fee', formatMillionths(pool.tradeFeeRate)],
    ['of it protocol', formatMillionths(pool.protocolFeeShare)],
    ['of it creator', formatMillionths(pool.creatorFeeShare)],
    ...(paused.length > 0 ? [['paused', paused.join(' and ')] as const] : []),
    ...locks.map((lock, index) => [index === 0 ? 'locks' : '', lock] as const),
    ['campaigns', `${live.length} live or to come (lm campaign list ${text})`],
  ]);
  output.warn(...tokens.warnings([mintA, mintB]));
  output.result({
    address,
    curve: curveName(pool),
    config: pool.config,
    creator: pool.creator,
    reserves: [tokens.json(mintA, pool.reserveA), tokens.json(mintB, pool.reserveB)],
    lpSupply: tokens.json(lpMint, pool.lpSupply),
    staked: tokens.json(lpMint, farm.stakedLp),
    totalWeight: farm.totalWeight,
    tradeFeeRate: pool.tradeFeeRate,
    protocolFeeShare: pool.protocolFeeShare,
    creatorFeeShare: pool.creatorFeeShare,
    fees: {
      protocol: [tokens.json(mintA, pool.protocolFeesA), tokens.json(mintB, pool.protocolFeesB)],
      creator: [tokens.json(mintA, pool.creatorFeesA), tokens.json(mintB, pool.creatorFeesB)],
    },
    paused,
    lockChoices: farm.lockChoices.map(({ slots, multiplier }) => ({ slots, multiplier })),
    campaigns: live.map(each => each.address),
    slot: state.slot,
  });
}

async function listWork(context: Context, _: readonly string[], options: { token?: string }) {
  const { output, tokens, rpc } = context;
  const mint = options.token === undefined ? undefined : tokens.mintOf(options.token);
  const pools = await findPools({ rpc, ...(mint && { mints: [mint] as const }) });
  await tokens.infos(pools.flatMap(({ data }) => [data.mintA, data.mintB]));
  const rows = pools.map(({ address, data }) => [
    pairOf(context, data),
    curveName(data),
    formatMillionths(data.tradeFeeRate),
    tokens.show(data.mintA, data.reserveA),
    tokens.show(data.mintB, data.reserveB),
    address,
  ]);
  rows.sort((one, other) => (one[0] ?? '').localeCompare(other[0] ?? ''));
  if (rows.length === 0) output.say('There are no pools yet: lm pool create makes one.');
  else
    output.say(
      ...table(['pool', 'curve', 'fee', 'reserve', 'reserve', 'address'], rows, [2, 3, 4]),
    );
  output.result(
    pools.map(({ address, data }) => ({
      address,
      curve: curveName(data),
      tradeFeeRate: data.tradeFeeRate,
      reserves: [tokens.json(data.mintA, data.reserveA), tokens.json(data.mintB, data.reserveB)],
    })),
  );
}
