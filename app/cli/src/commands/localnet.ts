// `localnet start|seed|stop`: a validator of one's own, with something to try.

import { attachLocalnet } from '@liquidity-mining/localnet';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { runningAt, startDetached, startHere, stopAt } from '../localnet/process.ts';
import { parseCount } from '../text/numbers.ts';
import { addToTokenList } from '../tokens/list.ts';
import { does, examples, type Open } from './command.ts';

type StartOptions = { slotMs: string; foreground?: boolean };

/** Trading that gives the demo a past: rounds, and slots between them. */
const ROUNDS = 12;
const SLOTS_BETWEEN = 500n;
/** How many times the faucet's gift the wallet gets. */
const GIFTS = 5;

export function localnetCommands(program: Command, open: Open): void {
  const localnet = program.command('localnet').description('A local validator to try things on');
  const starting = localnet
    .command('start')
    .description('Start one in the background, with the built program; --url says on which port')
    .option('--slot-ms <ms>', 'how long a slot takes', '400')
    .option('--foreground', 'stay until Ctrl-C');
  examples(starting, 'localnet start', 'localnet start --url http://127.0.0.1:9899');
  does<StartOptions>(starting, open, startWork);

  const seeding = localnet
    .command('seed')
    .description('Make demo tokens, pools and campaigns, and give your wallet some of each token');
  examples(seeding, 'localnet seed');
  does(seeding, open, seedWork);

  const stopping = localnet.command('stop').description('Stop the one that was started');
  examples(stopping, 'localnet stop');
  does(stopping, open, async context => {
    const { pid, rpcUrl } = await stopAt(portOf(context));
    context.output.say(`Stopped the validator at ${rpcUrl}`);
    context.output.result({ rpcUrl, pid });
  });
}

/** The port of the URL in force, which must be of this machine. */
function portOf(context: Context): number {
  if (!context.isLocal) {
    throw usageError(
      `${context.rpcUrl} is not on this machine`,
      'Add --url localhost, or set LM_URL=localhost.',
    );
  }
  return Number(new URL(context.rpcUrl).port || 80);
}

async function startWork(context: Context, _: readonly string[], options: StartOptions) {
  const rpcPort = portOf(context);
  const slotMs = parseCount(options.slotMs, '--slot-ms', 1n);
  if (options.foreground) {
    await startHere(rpcPort, slotMs);
    return;
  }
  context.output.progress('Starting a local validator');
  const { pid, rpcUrl, wsUrl, log } = await startDetached(rpcPort, slotMs);
  context.output.say(`A validator runs at ${rpcUrl}, with the program on it`);
  context.output.facts([
    ['WebSocket', wsUrl],
    ['log', log],
    ['next', 'lm localnet seed'],
    ['stop it', 'lm localnet stop'],
  ]);
  context.output.result({ rpcUrl, wsUrl, pid, log });
}

async function seedWork(context: Context) {
  const { output, rpcUrl } = context;
  const port = portOf(context);
  const wallet = await context.signer();
  const wsUrl = runningAt(port)?.wsUrl ?? '';
  const localnet = attachLocalnet({ rpcUrl, wsUrl });
  // Only this command needs the demo, so no other waits for it to load.
  const [{ Chain }, { seedMarket }, { tradeThrough }] = await Promise.all([
    import('@liquidity-mining/demo/chain'),
    import('@liquidity-mining/demo/market/seed'),
    import('@liquidity-mining/demo/market/traders'),
  ]);
  const chain = new Chain(rpcUrl);
  output.progress('Making tokens, pools, campaigns and people');
  const market = await seedMarket(chain, localnet.fundSol);
  output.progress('Letting them trade');
  await tradeThrough(chain, market, {
    rounds: ROUNDS,
    slotsBetween: SLOTS_BETWEEN,
    travel: localnet.timeTravelToSlot,
  });
  await market.faucet.give(wallet.address, GIFTS);
  const named = Object.values(market.tokens).map(({ symbol, mint, name }) => ({
    symbol,
    mint,
    name,
  }));
  addToTokenList(context.tokenListPath, named);
  const pools = market.pools.map(({ address, a, b }) => ({
    address,
    pair: `${a.symbol}/${b.symbol}`,
  }));
  output.title('The market is open');
  output.facts([
    ...pools.map(({ pair, address }) => [pair, address] as const),
    ['your wallet', `${wallet.address}, with some of each token`],
    ['names', context.tokenListPath],
  ]);
  output.result({ pools, tokens: named, wallet: wallet.address });
}
