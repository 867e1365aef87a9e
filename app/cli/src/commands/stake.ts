// `stake`, `unstake` and `lock-forever`.
import {
  lockForever,
  type PoolState,
  type PositionOptions,
  stake,
  unstake,
  unstakePart,
} from '@liquidity-mining/sdk';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { execute } from '../execute.ts';
import { findPosition, readPositionShown } from '../find/farming.ts';
import { lpAmountOf } from '../find/holdings.ts';
import { lockNumber } from '../find/locks.ts';
import { findPool } from '../find/pools.ts';
import { parseAmount } from '../text/amount.ts';
import { formatPercent, formatSlots } from '../text/numbers.ts';
import { does, examples, type Open } from './command.ts';

export function stakeCommands(program: Command, open: Open): void {
  const staking = program
    .command('stake')
    .description('Stake LP tokens from the wallet, as a new position')
    .argument('<pool>', 'its pair, as GOLD/USD, or its address')
    .argument('<amount...>', 'LP tokens, or all')
    .option('--lock <number>', 'one of the farm’s lock choices (lm pool show)', '0');
  examples(staking, 'stake GOLD/USD all', 'stake GOLD/USD 0.5 --lock 1');
  does<{ lock: string }>(staking, open, async (context, [pool = '', ...words], options) => {
    context.requireConsent();
    const { rpc, tokens } = context;
    const state = await findPool(context, pool);
    const { quote, instructions } = await stake({
      rpc,
      owner: await context.signer(),
      pool: state.address,
      lpAmount: await lpAmountOf(context, state, words),
      lockChoice: lockNumber(state.farm, options.lock),
    });
    const lock =
      quote.lockSlots === 0n ? 'none' : formatSlots(quote.lockSlots, await context.pace());
    await execute(context, {
      title: 'Stake',
      rows: [
        ['you stake', tokens.show(state.pool.lpMint, quote.lpAmount)],
        ['your weight', `${formatPercent(quote.shareOfFarm, 4)} of the farm`],
        ['lock', lock],
        ['position', `number ${quote.number}`],
      ],
      warnings: quote.lockSlots === 0n ? [] : ['What is locked cannot leave before its slot.'],
      quote,
      transactions: [instructions],
      outcome: () => [['position', quote.position]],
    });
  });

  const unstaking = program
    .command('unstake')
    .description('Take a stake back to the wallet; what it earned stays claimable')
    .argument('<position>', 'GOLD/USD, GOLD/USD#3 or its address')
    .option('--amount <lp>', 'only so many LP tokens; the rest goes on as a new position');
  examples(unstaking, 'unstake GOLD/USD', 'unstake GOLD/USD#3 --amount 0.25');
  does<{ amount?: string }>(unstaking, open, async (context, [text = ''], options) => {
    context.requireConsent();
    const { rpc, tokens } = context;
    const owner = await context.signer();
    const { state, position } = await readPositionShown(context, await findPosition(context, text));
    const { pool, tokenLp } = state;
    const all = { rpc, owner, position };
    const { quote, instructions, rest } =
      options.amount === undefined
        ? { ...(await unstake(all)), rest: [] }
        : await partOf(context, state, all, parseAmount(options.amount, tokenLp.decimals));
    await execute(context, {
      title: 'Unstake',
      rows: [['you take', tokens.show(pool.lpMint, quote.lpAmount)], ...rest],
      quote,
      transactions: [instructions],
    });
  });

  const locking = program
    .command('lock-forever')
    .description('Lock a position for ever: it goes on earning, and its principal never leaves')
    .argument('<position>', 'GOLD/USD, GOLD/USD#3 or its address');
  examples(locking, 'lock-forever GOLD/USD#3 --dry-run');
  does(locking, open, async (context, [text = '']) => {
    context.requireConsent();
    const { rpc, tokens } = context;
    const owner = await context.signer();
    const { state, position } = await readPositionShown(context, await findPosition(context, text));
    const { quote, instructions } = await lockForever({ rpc, owner, position });
    await execute(context, {
      title: 'Lock for ever',
      rows: [
        ['you lock', tokens.show(state.pool.lpMint, quote.lpAmount)],
        ['position', quote.position],
      ],
      warnings: ['This cannot be undone by anyone: the principal never leaves the pool.'],
      quote,
      transactions: [instructions],
    });
  });
}

/** Takes out a part, and says what goes on. */
async function partOf(
  { tokens }: Context,
  { pool }: PoolState,
  position: PositionOptions,
  lpAmount: bigint,
) {
  const { quote, instructions } = await unstakePart({ ...position, lpAmount });
  const rest: [string, string][] = [
    ['stays staked', tokens.show(pool.lpMint, quote.lpLeft)],
    ['as position', `number ${quote.number}`],
  ];
  return { quote, instructions, rest };
}
