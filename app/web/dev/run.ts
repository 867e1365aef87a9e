import { join } from 'node:path';
import { Chain } from '@liquidity-mining/demo/chain';
import { type Market, seedMarket } from '@liquidity-mining/demo/market/seed';
import { keepTrading, tradeThrough } from '@liquidity-mining/demo/market/traders';
import { loadBuiltPrograms, startLocalnet } from '@liquidity-mining/localnet';
import { createServer, preview } from 'vite';
import type { LocalServices } from '../src/cluster/local-services.ts';
import { buildPage, WEB } from './build.ts';
import { localServices } from './services.ts';

const ROOT = join(WEB, '../..');
const DAY_SLOTS = 216_000n;

export type RunOptions = {
  port: number;
  rpcPort: number;
  slotMs: number;
  /** Rounds of trading that make the past day. */
  rounds: number;
  /** Whether people go on trading by themselves. */
  isLively: boolean;
  /** Serve the sources, with hot reload, in place of the built page. */
  isDev: boolean;
  say: (text: string) => void;
};

export type Running = {
  url: string;
  rpcUrl: string;
  chain: Chain;
  market: Market;
  localnet: Awaited<ReturnType<typeof startLocalnet>>;
  stop: () => Promise<void>;
};

/** Starts a validator with the program and a market on it, and serves the page. */
export async function run(options: RunOptions): Promise<Running> {
  const { say, rpcPort, slotMs } = options;
  const programs = loadBuiltPrograms(ROOT);
  if (programs.length === 0) throw new Error('The program is not built. Build it: tools/build');
  say(`Starting a local validator with slots of ${slotMs} ms`);
  const localnet = await startLocalnet({
    slotTimeMs: slotMs,
    rpcPort,
    wsPort: rpcPort === 0 ? 0 : rpcPort + 1,
    programs,
  });
  const chain = new Chain(localnet.rpcUrl);
  say('Making tokens, pools, campaigns and people');
  const market = await seedMarket(chain, localnet.fundSol);
  say('Letting them trade for a day');
  await tradeThrough(chain, market, {
    rounds: options.rounds,
    slotsBetween: DAY_SLOTS / BigInt(options.rounds),
    travel: localnet.timeTravelToSlot,
  });
  const about: LocalServices = {
    rpcUrl: localnet.rpcUrl,
    valueIn: 'USD',
    tokens: Object.values(market.tokens).map(({ mint, symbol, name, decimals }) => ({
      mint,
      symbol,
      name,
      decimals,
    })),
  };
  const server = await serve(options, about, market);
  const stopTrading = options.isLively ? keepTrading(chain, market, 4_000) : () => {};
  return {
    url: server.url,
    rpcUrl: localnet.rpcUrl,
    chain,
    market,
    localnet,
    stop: async () => {
      stopTrading();
      await server.close();
      await localnet.stop();
    },
  };
}

async function serve({ port, isDev, say }: RunOptions, about: LocalServices, market: Market) {
  const common = {
    root: WEB,
    logLevel: 'warn' as const,
    plugins: [localServices(about, market.faucet)],
  };
  const address = { port, host: '127.0.0.1' };
  if (isDev) {
    const server = await createServer({ ...common, server: address });
    await server.listen();
    return { url: urlOf(server.resolvedUrls), close: () => server.close() };
  }
  say('Building the page');
  await buildPage();
  const server = await preview({ ...common, preview: address });
  return { url: urlOf(server.resolvedUrls), close: () => server.close() };
}

function urlOf(urls: { local: string[] } | null): string {
  const url = urls?.local[0];
  if (url === undefined) throw new Error('The page is served nowhere');
  return url;
}
