// `deposit` and `withdraw`: both tokens or one, with or without the farm.
import {
  type DepositQuote,
  deposit,
  depositAndStake,
  depositSingle,
  type Plan,
  type PoolState,
  type StakeQuote,
  unstakeAndWithdraw,
  type WithdrawQuote,
  withdraw,
  withdrawSingle,
} from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { execute } from '../execute.ts';
import { findPosition } from '../find/farming.ts';
import { lpAmountOf } from '../find/holdings.ts';
import { lockNumber } from '../find/locks.ts';
import { findPool, mintIn, pairOf } from '../find/pools.ts';
import { formatPercent, formatSlots } from '../text/numbers.ts';
import { moved } from '../text/outcome.ts';
import { does, examples, type Open } from './command.ts';

type DepositOptions = { single?: boolean; stake?: boolean; lock?: string };
type WithdrawOptions = { to?: string; position?: string };
type Given = { mint: Address; amount: bigint };
type Rows = [string, string][];

export function liquidityCommands(program: Command, open: Open): void {
  const depositing = program
    .command('deposit')
    .description('Put tokens into a pool, for LP tokens or, with --stake, a position that earns')
    .argument('<pool>', 'its pair, as GOLD/USD, or its address')
    .argument('<amounts...>', 'one token, as 1 GOLD: the other follows; or both, as maxima')
    .option('--single', 'give this one token only; a part of it is swapped in the pool')
    .option('--stake', 'stake the LP tokens in the same instruction')
    .option('--lock <number>', 'with --stake: one of the farm’s lock choices (lm pool show)');
  examples(
    depositing,
    'deposit GOLD/USD 1 GOLD',
    'deposit GOLD/USD 1 GOLD 2,000 USD --stake --lock 1',
    'deposit GOLD/USD 500 USD --single',
  );
  does<DepositOptions>(depositing, open, depositWork);

  const withdrawing = program
    .command('withdraw')
    .description('Give back LP tokens for both tokens or one, from the wallet or a position')
    .argument('<pool>', 'its pair, as GOLD/USD, or its address')
    .argument('[amount...]', 'LP tokens, or all; not with --position')
    .option('--to <token>', 'all in this token; the other part is swapped in the pool')
    .option('--position <position>', 'unstake this position and withdraw it whole');
  examples(
    withdrawing,
    'withdraw GOLD/USD all',
    'withdraw GOLD/USD 0.5 --to USD',
    'withdraw GOLD/USD --position GOLD/USD#0',
  );
  does<WithdrawOptions>(withdrawing, open, withdrawWork);
}

async function depositWork(context: Context, args: readonly string[], options: DepositOptions) {
  context.requireConsent();
  const [pool = '', ...words] = args;
  if (options.lock !== undefined && !options.stake) {
    throw usageError('--lock is for what is staked', 'Add --stake.');
  }
  const state = await findPool(context, pool);
  const given = await context.tokens.parseAll(words);
  for (const { mint } of given) mintIn(context, state, mint);
  if (given.length > 2 || given[0]?.mint === given[1]?.mint) {
    throw usageError('A deposit is of one amount of each token', 'Name each token once.');
  }
  if (options.single) {
    if (options.stake) {
      throw usageError('--single and --stake do not go together', 'Deposit, then lm stake.');
    }
    await single(context, state, given);
    return;
  }
  await both(context, state, given, options);
}

async function single(context: Context, state: PoolState, given: readonly Given[]) {
  const [only, ...others] = given;
  if (only === undefined || others.length > 0) {
    throw usageError('--single is of one token', 'Name one token, or leave --single out.');
  }
  const { rpc, tokens } = context;
  const { mint, amount: maxAmount } = only;
  const owner = await context.signer();
  const bounds = context.bounds();
  const { quote, instructions } = await depositSingle({
    rpc,
    owner,
    pool: state.address,
    mint,
    maxAmount,
    ...bounds,
  });
  await execute(context, {
    title: 'Deposit',
    rows: [
      ['you give', tokens.show(mint, quote.sent)],
      ['of it swapped', tokens.show(mint, quote.swappedIn)],
      ['trade fee', tokens.show(mint, quote.tradeFee.total)],
      ['price impact', formatPercent(quote.priceImpact)],
      ['you get', tokens.show(quote.lpMint, quote.lpMinted)],
      ['at least', tokens.show(quote.lpMint, quote.minLp)],
      ['your part', `${formatPercent(quote.shareOfPool, 4)} of the pool`],
    ],
    warnings: tokens.warnings([state.pool.mintA, state.pool.mintB]),
    quote,
    transactions: [instructions],
    outcome: events => moved(tokens, state, events),
  });
}

async function both(
  context: Context,
  state: PoolState,
  given: readonly Given[],
  options: DepositOptions,
) {
  const { rpc, tokens } = context;
  const { mintA, mintB, lpSupply } = state.pool;
  const amountOf = (mint: Address) => given.find(each => each.mint === mint)?.amount;
  const [maxAmountA, maxAmountB] = [amountOf(mintA), amountOf(mintB)];
  if (lpSupply === 0n && given.length < 2) {
    throw usageError(
      'The first deposit sets the price and needs both amounts',
      `Give both, as in: lm deposit ${pairOf(context, state.pool)} 1 ${tokens.label(mintA)} 2 ${tokens.label(mintB)}`,
    );
  }
  const common = {
    rpc,
    owner: await context.signer(),
    pool: state.address,
    ...(maxAmountA !== undefined && { maxAmountA }),
    ...(maxAmountB !== undefined && { maxAmountB }),
    ...context.bounds(),
  };
  const lockChoice = options.lock === undefined ? 0 : lockNumber(state.farm, options.lock);
  const plan: Plan<DepositQuote & Partial<StakeQuote>> = options.stake
    ? await depositAndStake({ ...common, lockChoice })
    : await deposit(common);
  await execute(context, {
    title: options.stake ? 'Deposit and stake' : 'Deposit',
    rows: [...depositRows(context, plan.quote), ...(await stakeRows(context, plan.quote))],
    warnings: tokens.warnings([mintA, mintB]),
    quote: plan.quote,
    transactions: [plan.instructions],
    outcome: events => [
      ...moved(tokens, state, events),
      ...(plan.quote.position ? ([['position', plan.quote.position]] as const) : []),
    ],
  });
}

function depositRows({ tokens }: Context, quote: DepositQuote): Rows {
  const { mintA, mintB, lpMint } = quote;
  return [
    ['you give', tokens.show(mintA, quote.sentA)],
    ['and', tokens.show(mintB, quote.sentB)],
    ['at most', `${tokens.show(mintA, quote.maxAmountA)}, ${tokens.show(mintB, quote.maxAmountB)}`],
    ['you get', tokens.show(lpMint, quote.lpMinted)],
    ['at least', tokens.show(lpMint, quote.minLp)],
    ['your part', `${formatPercent(quote.shareOfPool, 4)} of the pool`],
  ];
}

/** What a new position comes to; no rows where there is none. */
async function stakeRows(context: Context, quote: Partial<StakeQuote>): Promise<Rows> {
  if (quote.shareOfFarm === undefined || quote.lockSlots === undefined) return [];
  const lock = quote.lockSlots === 0n ? 'none' : formatSlots(quote.lockSlots, await context.pace());
  return [
    ['position', `number ${quote.number}`],
    ['your weight', `${formatPercent(quote.shareOfFarm, 4)} of the farm`],
    ['lock', lock],
  ];
}

async function withdrawWork(context: Context, args: readonly string[], options: WithdrawOptions) {
  context.requireConsent();
  const [pool = '', ...words] = args;
  const state = await findPool(context, pool);
  if (options.position !== undefined) {
    if (words.length > 0 || options.to !== undefined) {
      throw usageError(
        '--position withdraws a whole position to both tokens',
        'Leave the amount and --to out, or use lm unstake first.',
      );
    }
    await withdrawPosition(context, state, options.position);
    return;
  }
  if (words.length === 0) {
    throw usageError('How much is not said', 'Give an amount of LP tokens, or all.');
  }
  const lpAmount = await lpAmountOf(context, state, words);
  const common = {
    rpc: context.rpc,
    owner: await context.signer(),
    pool: state.address,
    lpAmount,
    ...context.bounds(),
  };
  if (options.to === undefined) {
    const { quote, instructions } = await withdraw(common);
    await sendWithdrawal(context, state, 'Withdraw', quote, instructions);
    return;
  }
  const { tokens } = context;
  const mint = mintIn(context, state, options.to);
  const { quote, instructions } = await withdrawSingle({ ...common, mint });
  await execute(context, {
    title: 'Withdraw',
    rows: [
      ['you give', tokens.show(state.pool.lpMint, quote.lpAmount)],
      ['you get', tokens.show(mint, quote.received)],
      ['at least', tokens.show(mint, quote.minAmount)],
      ['price impact', formatPercent(quote.priceImpact)],
    ],
    warnings: tokens.warnings([mint]),
    quote,
    transactions: [instructions],
    outcome: events => moved(tokens, state, events),
  });
}

async function withdrawPosition(context: Context, state: PoolState, text: string) {
  const { quote, instructions } = await unstakeAndWithdraw({
    rpc: context.rpc,
    owner: await context.signer(),
    position: await findPosition(context, text),
    ...context.bounds(),
  });
  await sendWithdrawal(context, state, 'Unstake and withdraw', quote, instructions);
}

async function sendWithdrawal(
  context: Context,
  state: PoolState,
  title: string,
  quote: WithdrawQuote,
  instructions: Awaited<ReturnType<typeof withdraw>>['instructions'],
) {
  const { tokens } = context;
  const { mintA, mintB } = quote;
  await execute(context, {
    title,
    rows: [
      ['you give', tokens.show(state.pool.lpMint, quote.lpAmount)],
      ['you get', tokens.show(mintA, quote.receivedA)],
      ['and', tokens.show(mintB, quote.receivedB)],
      [
        'at least',
        `${tokens.show(mintA, quote.minAmountA)}, ${tokens.show(mintB, quote.minAmountB)}`,
      ],
    ],
    warnings: tokens.warnings([mintA, mintB]),
    quote,
    transactions: [instructions],
    outcome: events => moved(tokens, state, events),
  });
}
