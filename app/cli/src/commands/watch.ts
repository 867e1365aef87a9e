// `watch`: a pool and what the wallet earns in it, slot by slot.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPool, readPosition } from '@liquidity-mining/sdk';
import type { Address } from '@solana/kit';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { positionsOf } from '../find/farming.ts';
import { findPool, pairOf } from '../find/pools.ts';
import { formatCount, parseCount } from '../text/numbers.ts';
import { priceText } from '../text/pool.ts';
import { facts } from '../text/table.ts';
import { does, examples, type Open } from './command.ts';

type WatchOptions = { interval: string; count?: string };

export function watchCommand(program: Command, open: Open): void {
  const watching = program
    .command('watch')
    .description('Watch a pool and your rewards in it, until Ctrl-C')
    .argument('<pool>', 'its pair, as GOLD/USD, or its address')
    .option('--interval <seconds>', 'between two looks', '2')
    .option('--count <number>', 'stop after so many looks');
  examples(watching, 'watch GOLD/USD', 'watch GOLD/USD --count 5', 'watch GOLD/USD --json');
  does<WatchOptions>(watching, open, watchWork);
}

async function watchWork(context: Context, [text = '']: readonly string[], options: WatchOptions) {
  const { io } = context;
  const milliseconds = Number(parseCount(options.interval, '--interval', 1n)) * 1_000;
  const count = options.count === undefined ? undefined : parseCount(options.count, '--count', 1n);
  const { address } = await findPool(context, text);
  // Whoever has no wallet can watch the pool all the same.
  const owner = existsSync(context.keypairPath) ? (await context.signer()).address : undefined;
  for (let look = 1n; !io.abortSignal.aborted; look += 1n) {
    await show(context, address, owner, look);
    if (look === count) return;
    await sleep(milliseconds, undefined, { signal: io.abortSignal }).catch(() => {});
  }
}

async function show(context: Context, pool: Address, owner: Address | undefined, look: bigint) {
  const { rpc, tokens, output, io } = context;
  const state = await readPool({ rpc, pool });
  const { mintA, mintB, lpMint } = state.pool;
  const rewards = owner === undefined ? [] : await rewardsOf(context, owner, pool);
  await tokens.infos(rewards.map(each => each.rewardMint));
  if (output.isJson) {
    // One line for each look, so that it can be read as it comes.
    const line = {
      slot: `${state.slot}`,
      reserveA: `${state.pool.reserveA}`,
      reserveB: `${state.pool.reserveB}`,
      stakedLp: `${state.farm.stakedLp}`,
      rewards: rewards.map(({ position, campaign, rewardMint, pending }) => ({
        position,
        campaign,
        mint: rewardMint,
        pending: `${pending}`,
      })),
    };
    io.out(JSON.stringify(line));
    return;
  }
  const rows: [string, string][] = [
    ['slot', formatCount(state.slot)],
    ['price', priceText(tokens, state.pool)],
    [
      'reserves',
      `${tokens.show(mintA, state.pool.reserveA)}, ${tokens.show(mintB, state.pool.reserveB)}`,
    ],
    ['staked', tokens.show(lpMint, state.farm.stakedLp)],
    ...rewards.map((each): [string, string] => [
      `pending #${each.number}`,
      tokens.show(each.rewardMint, each.pending),
    ]),
  ];
  if (io.hasColors && io.isInteractive) {
    // The whole picture again, in place of the one before.
    if (look > 1n) io.out(`\u001b[${rows.length + 2}A\u001b[J`);
    output.title(pairOf(context, state.pool));
    output.facts(rows);
    return;
  }
  if (look === 1n) output.title(pairOf(context, state.pool));
  output.say(facts(rows).join('\n'), '');
}

async function rewardsOf(context: Context, owner: Address, pool: Address) {
  const { rpc } = context;
  const positions = await positionsOf(context, owner, pool);
  const states = await Promise.all(
    positions.map(each => readPosition({ rpc, position: each.address })),
  );
  return states.flatMap(({ address, position, rewards }) =>
    rewards.map(each => ({ position: address, number: position.number, ...each })),
  );
}
