// The command-line fronts: `localnet`, for people, and `surfpool start …`, which Anchor calls.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLocalnet } from './localnet.js';
import { loadBuiltPrograms } from './programs.js';
import { addressOfKeypair } from './wallet.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WALLET = join(ROOT, 'tests/keys/localnet-wallet.json');

const USAGE = `Usage: localnet [options]

Runs a local validator until it is interrupted, with the built program deployed.

  --slot-ms <ms>        how long a slot takes (400)
  --rpc-port <port>     JSON-RPC (8899; 0 for any)
  --ws-port <port>      WebSocket (8900; 0 for any)
  --host <address>      where to listen (127.0.0.1)
  --keep <file>         keep the state in this file, and come back with it also after a SIGKILL; no
                        WebSocket then
  --no-deploy           start without the program
  --fund <address>      give it 10,000 SOL; may be repeated (the test wallet has them anyway)`;

/** @param {string[]} args */
export async function localnetCommand(args) {
  const { values } = parseArgs({
    args,
    options: {
      'slot-ms': { type: 'string', default: '400' },
      'rpc-port': { type: 'string', default: '8899' },
      'ws-port': { type: 'string', default: '8900' },
      host: { type: 'string', default: '127.0.0.1' },
      keep: { type: 'string' },
      'no-deploy': { type: 'boolean', default: false },
      fund: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const programs = values['no-deploy'] ? [] : loadBuiltPrograms(ROOT);
  const localnet = await startLocalnet({
    slotTimeMs: number(values['slot-ms'], '--slot-ms'),
    rpcPort: number(values['rpc-port'], '--rpc-port'),
    wsPort: number(values['ws-port'], '--ws-port'),
    host: values.host,
    programs,
    fund: [addressOfKeypair(WALLET), ...values.fund],
    ...(values.keep === undefined ? {} : { keepIn: values.keep }),
    stopOnSignal: true,
  });
  console.log(`RPC        ${localnet.rpcUrl}`);
  console.log(`WebSocket  ${localnet.wsUrl || 'none'}`);
  for (const { name, programId } of programs) console.log(`Program    ${programId} (${name})`);
  if (programs.length === 0) console.log('Program    none (build one with: anchor build)');
  console.log('Ready. Ctrl-C stops it.');
}

/**
 * `surfpool start` as Anchor calls it for `anchor test` and `anchor localnet`. Flags that change
 * nothing here (logging, profiling, the studio) are accepted and left alone.
 * @param {string[]} args
 */
export async function surfpoolCommand(args) {
  if (args[0] === '--version' || args[0] === '-V') {
    console.log('surfpool 1.5.0');
    return;
  }
  if (args[0] !== 'start') {
    throw new Error(`This surfpool stands in for the real one where Anchor calls it: it knows \`surfpool start\` only.
  For a validator by hand use: npm run localnet`);
  }
  const { values } = parseArgs({
    args: args.slice(1),
    strict: false,
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', short: 'p', default: '8899' },
      'ws-port': { type: 'string', short: 'w', default: '8900' },
      'slot-time': { type: 'string', short: 't', default: '400' },
      'block-production-mode': { type: 'string', short: 'b', default: 'clock' },
      airdrop: { type: 'string', short: 'a', multiple: true, default: [] },
      'airdrop-keypair-path': { type: 'string', short: 'k', multiple: true, default: [] },
      'anchor-test-config-path': { type: 'string', multiple: true, default: [] },
      'no-deploy': { type: 'boolean', default: false },
      'legacy-anchor-compatibility': { type: 'boolean', default: false },
      // These take a value, which must not be read as an argument of its own.
      'log-level': { type: 'string', short: 'l' },
      'log-path': { type: 'string' },
      'max-profiles': { type: 'string', short: 'c' },
      'rpc-url': { type: 'string', short: 'u' },
      network: { type: 'string', short: 'n' },
      runbook: { type: 'string', short: 'r', multiple: true },
    },
  });
  for (const unsupported of ['rpc-url', 'network', 'runbook']) {
    if (values[unsupported] !== undefined) {
      throw new Error(`surfpool start --${unsupported} is not for this stand-in, which is offline and runs no runbooks.
  Take the setting out of [surfpool] in Anchor.toml, or put the real surfpool first on PATH.`);
    }
  }
  const mode = String(values['block-production-mode']);
  if (mode !== 'clock' && mode !== 'transaction' && mode !== 'manual') {
    throw new Error(`--block-production-mode ${mode} is none of clock, transaction, manual`);
  }

  const keypairs = [WALLET, ...strings(values['airdrop-keypair-path'])];
  // Anchor starts it in the workspace's folder.
  const config = strings(values['anchor-test-config-path']).find(path =>
    path.endsWith('Anchor.toml'),
  );
  const root = config ? dirname(resolve(config)) : process.cwd();
  await startLocalnet({
    slotTimeMs: number(String(values['slot-time']), '--slot-time'),
    blockProductionMode: mode,
    rpcPort: number(String(values.port), '--port'),
    wsPort: number(String(values['ws-port']), '--ws-port'),
    host: String(values.host),
    programs: values['no-deploy'] ? [] : loadBuiltPrograms(root),
    fund: [
      ...strings(values.airdrop),
      ...keypairs.filter(path => existsSync(path)).map(addressOfKeypair),
    ],
    stopOnSignal: true,
  });
  if (values['legacy-anchor-compatibility']) stopWithParent();
}

/** Anchor leaves its validator behind when it dies or panics, holding the ports. */
function stopWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/** @param {unknown} value @returns {string[]} */
function strings(value) {
  return Array.isArray(value) ? value.map(String) : [];
}

/** @param {string} value @param {string} option */
function number(value, option) {
  if (!/^\d+$/.test(value)) throw new Error(`${option} ${value} is not a whole number`);
  return Number(value);
}

/** Runs a command; its error ends the process with the message alone. @param {Promise<void>} command */
export function main(command) {
  command.catch(error => {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
}
