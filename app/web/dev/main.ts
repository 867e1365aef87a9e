// npm run web: a validator, a market on it, and the page.
import { parseArgs } from 'node:util';
import { run } from './run.ts';

const USAGE = `Usage: npm run web -- [options]

Starts a local validator with pools, campaigns and traders, and the web app beside it.

  --port <port>      of the page (5173; 0 for any)
  --rpc-port <port>  JSON-RPC of the validator (8899; 0 for any)
  --slot-ms <ms>     how long a slot takes (400)
  --quiet            nobody trades by themselves
  --dev              serve the sources, with hot reload`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '5173' },
      'rpc-port': { type: 'string', default: '8899' },
      'slot-ms': { type: 'string', default: '400' },
      quiet: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const running = await run({
    port: wholeNumber('--port', values.port),
    rpcPort: wholeNumber('--rpc-port', values['rpc-port']),
    slotMs: wholeNumber('--slot-ms', values['slot-ms']),
    rounds: 36,
    isLively: !values.quiet,
    isDev: values.dev,
    say: text => console.log(`> ${text}`),
  });
  console.log(`\nPage       ${running.url}\nRPC        ${running.rpcUrl}\nCtrl-C stops both.`);
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    process.once(signal, () => running.stop().finally(() => process.exit(128 + number)));
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} ${text} is not a whole number`);
  return Number(text);
}

main().catch(error => {
  console.error(`\nerror: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
