// `campaign create|list|top-up|collect|close`.
import {
  closeCampaign,
  collectCampaign,
  createCampaign,
  fetchFarmAccount,
  findCampaigns,
  presentSlot,
  type Ratio,
  topUp,
} from '@liquidity-mining/sdk';
import { ratioToDecimal, refundable } from '@liquidity-mining/sdk/math';
import { isAddress, address as toAddress } from '@solana/kit';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { CliError, usageError } from '../errors.ts';
import { execute } from '../execute.ts';
import { findCampaign, readCampaign } from '../find/farming.ts';
import { findPool, pairOf } from '../find/pools.ts';
import { formatCount, formatSlots, parseCount, parseDuration, slotsOf } from '../text/numbers.ts';
import { table } from '../text/table.ts';
import { does, examples, type Open } from './command.ts';

type Length = { slots?: string; duration?: string };
type CreateOptions = Length & { startIn?: string; startSlot?: string; refundee?: string };
type ListOptions = { mine?: boolean; ended?: boolean };

export function campaignCommands(program: Command, open: Open): void {
  const campaign = program
    .command('campaign')
    .description('Streams of rewards to a pool’s stakers');

  const creating = campaign
    .command('create')
    .description('Fund a stream of a token to those who stake in a pool')
    .argument('<pool>', 'its pair, as GOLD/USD, or its address')
    .argument('<amount...>', 'what leaves your wallet, as 60,000 MINE')
    .option('--duration <time>', 'how long: 12h, 7d, 2w; slots at the present pace')
    .option('--slots <number>', 'how long, exactly, in slots')
    .option('--start-in <slots>', 'begin so many slots from now; else at once')
    .option('--start-slot <slot>', 'begin in this slot')
    .option('--refundee <address>', 'who gets back what nobody earned; else you');
  examples(
    creating,
    'campaign create GOLD/USD 60,000 MINE --duration 7d',
    'campaign create GOLD/USD 500 USD --slots 10,000 --start-in 1,000',
  );
  does<CreateOptions>(creating, open, createWork);

  const listing = campaign
    .command('list')
    .description('List campaigns: of a pool, yours, or all')
    .argument('[pool]', 'its pair, as GOLD/USD, or its address')
    .option('--mine', 'only those that you funded')
    .option('--ended', 'ended ones too');
  examples(listing, 'campaign list GOLD/USD', 'campaign list --mine --ended');
  does<ListOptions>(listing, open, listWork);

  const topping = campaign
    .command('top-up')
    .description('Make a campaign longer at the same rate')
    .argument('<campaign>', 'GOLD/USD#0 or its address')
    .option('--duration <time>', 'how much longer: 12h, 7d, 2w')
    .option('--slots <number>', 'how much longer, exactly, in slots');
  examples(topping, 'campaign top-up GOLD/USD#0 --duration 7d');
  does<Length>(topping, open, topUpWork);

  for (const [name, description] of [
    ['collect', 'Pay the refundee what nobody earned, after the end'],
    ['close', 'Close a campaign of which everything is claimed; its rent returns to its funder'],
  ] as const) {
    const command = campaign
      .command(name)
      .description(description)
      .argument('<campaign>', 'GOLD/USD#0 or its address');
    examples(command, `campaign ${name} GOLD/USD#0`);
    does(command, open, (context, args) => endWork(context, args, name));
  }
}

/** Slots of `--slots` or `--duration`, of which one is needed. */
async function lengthOf(context: Context, { slots, duration }: Length): Promise<bigint> {
  if ((slots === undefined) === (duration === undefined)) {
    throw usageError('How long is not said', 'Give one of --duration 7d and --slots 10,000.');
  }
  if (slots !== undefined) return parseCount(slots, '--slots', 1n);
  const seconds = parseDuration(duration ?? '', '--duration');
  const pace = await context.pace();
  if (pace === undefined) {
    throw new CliError('NETWORK', 'How long a slot takes is not known', 'Give --slots.');
  }
  return slotsOf(seconds, pace);
}

async function createWork(context: Context, args: readonly string[], options: CreateOptions) {
  context.requireConsent();
  const [text = '', ...words] = args;
  const { rpc, tokens } = context;
  const state = await findPool(context, text);
  const [reward, ...others] = await tokens.parseAll(words);
  if (reward === undefined || others.length > 0) {
    throw usageError('A campaign pays one token', 'Create another campaign for the other.');
  }
  const { refundee } = options;
  if (refundee !== undefined && !isAddress(refundee)) {
    throw usageError(`--refundee ${refundee} is no address`, 'Give the address of a wallet.');
  }
  const durationSlots = await lengthOf(context, options);
  const startSlot = await startOf(context, options);
  const { quote, instructions } = await createCampaign({
    rpc,
    funder: await context.signer(),
    pool: state.address,
    rewardMint: reward.mint,
    amount: reward.amount,
    durationSlots,
    ...(startSlot !== undefined && { startSlot }),
    ...(refundee !== undefined && { refundee: toAddress(refundee) }),
  });
  const begins = quote.startSlot === 'now' ? 'at once' : `slot ${formatCount(quote.startSlot)}`;
  await execute(context, {
    title: `Campaign for ${pairOf(context, state.pool)}`,
    rows: [
      ['you give', tokens.show(quote.rewardMint, quote.amount)],
      ['to stakers', tokens.show(quote.rewardMint, quote.funded)],
      ['rate', rateText(context, quote.rewardMint, quote.rate)],
      ['begins', begins],
      ['lasts', formatSlots(durationSlots, await context.pace())],
      ['unearned to', quote.refundee],
      ['number', `${quote.number}`],
    ],
    warnings: tokens.warnings([quote.rewardMint]),
    quote,
    transactions: [instructions],
    outcome: () => [['campaign', quote.campaign]],
  });
}

async function startOf({ rpc }: Context, options: CreateOptions): Promise<bigint | undefined> {
  const { startIn, startSlot } = options;
  if (startIn !== undefined && startSlot !== undefined) {
    throw usageError('The start is said twice', 'Give one of --start-in and --start-slot.');
  }
  if (startSlot !== undefined) return parseCount(startSlot, '--start-slot', 1n);
  if (startIn === undefined) return undefined;
  return (await presentSlot(rpc)) + parseCount(startIn, '--start-in', 1n);
}

/** A rate with as many decimals as the token has. */
function rateText(
  { tokens }: Context,
  mint: Parameters<typeof tokens.info>[0],
  rate: Ratio,
): string {
  const { decimals } = tokens.info(mint);
  const denominator = rate.denominator * 10n ** BigInt(decimals);
  const text = ratioToDecimal({ numerator: rate.numerator, denominator }, decimals);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return `${trimmed} ${tokens.label(mint)} per slot`;
}

async function listWork(context: Context, [text]: readonly string[], options: ListOptions) {
  const { output, rpc, tokens } = context;
  const pool = text === undefined ? undefined : (await findPool(context, text)).address;
  const funder = options.mine ? (await context.signer()).address : undefined;
  const [found, slot] = await Promise.all([
    findCampaigns({ rpc, ...(pool && { pool }), ...(funder && { funder }) }),
    presentSlot(rpc),
  ]);
  const shown = found
    .filter(each => options.ended || each.data.endSlot > slot)
    .sort((one, other) => one.data.number - other.data.number);
  const items = [];
  for (const { address, data } of shown) {
    const { pool: of } = await readCampaign(context, address);
    const farm = await fetchFarmAccount(rpc, data.farm);
    const { pool: pair } = await findPool(context, of);
    items.push({
      address,
      data,
      pool: of,
      pair: pairOf(context, pair),
      refundable: refundable(farm, data, slot),
    });
  }
  const rows = items.map(({ address, data, pair }) => [
    `${pair}#${data.number}`,
    tokens.show(data.rewardMint, data.funded),
    tokens.show(data.rewardMint, data.paid),
    phaseOf(data.startSlot, data.endSlot, slot),
    address,
  ]);
  if (rows.length === 0) output.say('There are none: lm campaign create makes one.');
  else output.say(...table(['campaign', 'funded', 'paid', 'when', 'address'], rows, [1, 2]));
  output.result(
    items.map(({ address, data, pool: of, refundable: refund }) => ({
      address,
      number: data.number,
      pool: of,
      funder: data.funder,
      refundee: data.refundee,
      funded: tokens.json(data.rewardMint, data.funded),
      paid: tokens.json(data.rewardMint, data.paid),
      refunded: tokens.json(data.rewardMint, data.refunded),
      refundable: tokens.json(data.rewardMint, refund),
      rate: { numerator: data.rateAmount, denominator: data.rateSlots },
      startSlot: data.startSlot,
      endSlot: data.endSlot,
      slot,
    })),
  );
}

function phaseOf(start: bigint, end: bigint, slot: bigint): string {
  if (slot < start) return `in ${formatCount(start - slot)} slots`;
  if (slot < end) return `${formatCount(end - slot)} slots left`;
  return 'ended';
}

async function topUpWork(context: Context, [text = '']: readonly string[], options: Length) {
  context.requireConsent();
  const { rpc, tokens } = context;
  const campaign = await findCampaign(context, text);
  await readCampaign(context, campaign);
  const extraSlots = await lengthOf(context, options);
  const funder = await context.signer();
  const { quote, instructions } = await topUp({ rpc, funder, campaign, extraSlots });
  await execute(context, {
    title: 'Top up a campaign',
    rows: [
      ['you give', tokens.show(quote.rewardMint, quote.sent)],
      ['longer by', formatSlots(quote.addedSlots, await context.pace())],
      ['then ends in', `slot ${formatCount(quote.endSlot)}`],
    ],
    warnings: tokens.warnings([quote.rewardMint]),
    quote,
    transactions: [instructions],
  });
}

async function endWork(
  context: Context,
  [text = '']: readonly string[],
  what: 'collect' | 'close',
) {
  context.requireConsent();
  const { rpc, tokens } = context;
  const campaign = await findCampaign(context, text);
  await readCampaign(context, campaign);
  const payer = await context.signer();
  const act = what === 'collect' ? collectCampaign : closeCampaign;
  const { quote, instructions } = await act({ rpc, payer, campaign });
  await execute(context, {
    title: what === 'collect' ? 'Collect what nobody earned' : 'Close a campaign',
    rows: [
      ['refund', tokens.show(quote.rewardMint, quote.received)],
      ['to', quote.refundee],
    ],
    quote,
    transactions: [instructions],
  });
}
