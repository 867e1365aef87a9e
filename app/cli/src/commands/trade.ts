// `quote` and `swap`: 1.5 USD for GOLD, or USD for 2 GOLD.
import {
  type PoolState,
  quoteSwap,
  readPool,
  type SwapAmount,
  type SwapQuote,
  swap,
} from '@liquidity-mining/sdk';
import { ratioToDecimal } from '@liquidity-mining/sdk/math';
import type { Address } from '@solana/kit';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { CliError, usageError } from '../errors.ts';
import { execute } from '../execute.ts';
import { findPool, pairOf, poolsOf, remember, mintIn as requireMintIn } from '../find/pools.ts';
import { formatCount, formatPercent } from '../text/numbers.ts';
import { swapped } from '../text/outcome.ts';
import type { Tokens } from '../tokens/tokens.ts';
import { does, examples, type Open } from './command.ts';

type TradeOptions = { pool?: string };

export function tradeCommands(program: Command, open: Open): void {
  const quoting = program
    .command('quote')
    .description('What a swap would give, without a wallet')
    .argument('<trade...>', 'as in 1.5 USD for GOLD, or USD for 2 GOLD')
    .option('--pool <pool>', 'this pool; else the one of the pair that gives most');
  examples(quoting, 'quote 1.5 USD for GOLD', 'quote USD for 2 GOLD --json');
  does<TradeOptions>(quoting, open, async (context, words, options) => {
    const { quote, state } = await bestQuote(context, words, options);
    context.output.title(`Swap in ${pairOf(context, state.pool)}`);
    context.output.facts(rowsOf(context, quote));
    context.output.warn(...context.tokens.warnings([quote.mintIn, quote.mintOut]));
    context.output.result(jsonOf(context, quote));
  });

  const swapping = program
    .command('swap')
    .description('Swap one token for another')
    .argument('<trade...>', 'as in 1.5 USD for GOLD, or USD for 2 GOLD')
    .option('--pool <pool>', 'this pool; else the one of the pair that gives most');
  examples(
    swapping,
    'swap 1.5 USD for GOLD',
    'swap USD for 2 GOLD --slippage 0.1 --yes',
    'swap 1.5 USD for GOLD --dry-run',
  );
  does<TradeOptions>(swapping, open, async (context, words, options) => {
    context.requireConsent();
    const trader = await context.signer();
    const best = await bestQuote(context, words, options);
    const plan = await swap({
      rpc: context.rpc,
      trader,
      pool: best.state.address,
      mintIn: best.quote.mintIn,
      ...best.amount,
      ...context.bounds(),
    });
    await execute(context, {
      title: 'Swap',
      rows: rowsOf(context, plan.quote),
      warnings: context.tokens.warnings([plan.quote.mintIn, plan.quote.mintOut]),
      quote: jsonOf(context, plan.quote),
      transactions: [plan.instructions],
      outcome: events => swapped(context.tokens, plan.quote, events),
    });
  });
}

type Trade = { mintIn: Address; mintOut: Address; amount: SwapAmount };

/** The trade that words describe: one token with an amount, the other without. */
export async function parseTrade(context: Context, words: readonly string[]): Promise<Trade> {
  const parts = words
    .flatMap(word => word.trim().split(/\s+/))
    .filter(word => !['for', 'to', 'into'].includes(word));
  const [first = '', second = '', third = ''] = parts;
  const { tokens } = context;
  const isNumber = (text: string) =>
    /^[\d.]/.test(text) && !/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text);
  if (parts.length === 3 && isNumber(first) !== isNumber(second)) {
    const [mintIn, mintOut] = isNumber(first)
      ? [tokens.mintOf(second), tokens.mintOf(third)]
      : [tokens.mintOf(first), tokens.mintOf(third)];
    const amount: SwapAmount = isNumber(first)
      ? { amountIn: await tokens.parse(first, mintIn) }
      : { amountOut: await tokens.parse(second, mintOut) };
    return { mintIn, mintOut, amount };
  }
  throw usageError(
    `'${words.join(' ')}' is no trade`,
    'Write 1.5 USD for GOLD to give exactly 1.5 USD, or USD for 2 GOLD to get exactly 2 GOLD.',
  );
}

async function bestQuote(context: Context, words: readonly string[], options: TradeOptions) {
  const { mintIn, mintOut, amount } = await parseTrade(context, words);
  const bounds = context.bounds();
  const states = await candidates(context, mintIn, mintOut, options);
  let best: { quote: SwapQuote; state: PoolState } | undefined;
  let refusal: unknown;
  for (const state of states) {
    try {
      const quote = quoteSwap(state, state.pool.mintA === mintIn, amount, bounds);
      if (best === undefined || isBetter(quote, best.quote)) best = { quote, state };
    } catch (error) {
      refusal ??= error;
    }
  }
  if (best === undefined) throw refusal;
  return { ...best, amount };
}

function isBetter(one: SwapQuote, other: SwapQuote): boolean {
  return one.isExactIn ? one.received > other.received : one.sent < other.sent;
}

async function candidates(
  context: Context,
  mintIn: Address,
  mintOut: Address,
  { pool }: TradeOptions,
): Promise<PoolState[]> {
  if (pool !== undefined) {
    const state = await findPool(context, pool);
    for (const mint of [mintIn, mintOut]) requireMintIn(context, state, mint);
    return [state];
  }
  const found = await poolsOf(context, mintIn, mintOut);
  const { rpc, tokens } = context;
  if (found.length === 0) {
    const pair = `${tokens.label(mintIn)}/${tokens.label(mintOut)}`;
    throw new CliError(
      'NOT_FOUND',
      `There is no ${pair} pool`,
      'lm pool list shows those there are.',
    );
  }
  const states = await Promise.all(found.map(each => readPool({ rpc, pool: each })));
  for (const state of states) remember(context, state);
  return states;
}

function rowsOf({ tokens }: Context, quote: SwapQuote): [string, string][] {
  const { mintIn, mintOut, sent, received, limit, isExactIn } = quote;
  const transferFees: [string, string][] = [
    ...(quote.transferFeeIn > 0n
      ? [['transfer fee', tokens.show(mintIn, quote.transferFeeIn)] as [string, string]]
      : []),
    ...(quote.transferFeeOut > 0n
      ? [['transfer fee', tokens.show(mintOut, quote.transferFeeOut)] as [string, string]]
      : []),
  ];
  return [
    ['you give', tokens.show(mintIn, sent)],
    ['you get', tokens.show(mintOut, received)],
    isExactIn
      ? ['at least', tokens.show(mintOut, limit)]
      : ['give at most', tokens.show(mintIn, limit)],
    ['price', priceOf(tokens, quote)],
    ['price impact', formatPercent(quote.priceImpact)],
    ['trade fee', tokens.show(mintIn, quote.tradeFee.total)],
    ...transferFees,
    ['valid until', `slot ${formatCount(quote.validUntilSlot)}`],
    ['pool', quote.pool],
  ];
}

/** What one whole token given brings, all fees included. */
function priceOf(tokens: Tokens, { mintIn, mintOut, sent, received }: SwapQuote): string {
  const [one, other] = [tokens.info(mintIn), tokens.info(mintOut)];
  const numerator = received * 10n ** BigInt(one.decimals);
  const denominator = sent * 10n ** BigInt(other.decimals);
  const price = ratioToDecimal({ numerator, denominator }, 9).replace(/\.?0+$/, '');
  return `1 ${tokens.label(mintIn)} = ${price} ${tokens.label(mintOut)}`;
}

function jsonOf({ tokens }: Context, quote: SwapQuote) {
  const { mintIn, mintOut } = quote;
  return {
    ...quote,
    sent: tokens.json(mintIn, quote.sent),
    received: tokens.json(mintOut, quote.received),
    limit: tokens.json(quote.isExactIn ? mintOut : mintIn, quote.limit),
  };
}
