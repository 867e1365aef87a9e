// The validator as a process of its own: started, remembered by its port, stopped.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadBuiltPrograms } from '@liquidity-mining/localnet';
import { CliError } from '../errors.ts';
import { ROOT } from '../settings/paths.ts';

/** A validator that was started from here. */
export type Running = { pid: number; rpcUrl: string; wsUrl: string; log: string };

const FOLDER = join(ROOT, '.localnet');
const COMMAND = join(ROOT, 'tools/localnet/bin/localnet');
const STARTING_MS = 60_000;
const STOPPING_MS = 10_000;
const POLL_MS = 100;

const stateFile = (port: number) => join(FOLDER, `validator-${port}.json`);

function argumentsFor(rpcPort: number, slotMs: bigint): string[] {
  if (loadBuiltPrograms(ROOT).length === 0) {
    throw new CliError('NOT_FOUND', 'The program is not built', 'Build it first: tools/build');
  }
  const ports = ['--rpc-port', `${rpcPort}`, '--ws-port', `${rpcPort + 1}`];
  return [COMMAND, ...ports, '--slot-ms', `${slotMs}`];
}

/** The validator on a port, if it was started from here and still runs. */
export function runningAt(port: number): Running | undefined {
  const file = stateFile(port);
  if (!existsSync(file)) return undefined;
  const running = JSON.parse(readFileSync(file, 'utf8')) as Running;
  return isOurs(running.pid) ? running : undefined;
}

/** Whether a process is such a validator: its number may have gone to another since. */
function isOurs(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(COMMAND);
  } catch {
    return false;
  }
}

/** Starts a validator that goes on when this process ends, and waits until it answers. */
export async function startDetached(rpcPort: number, slotMs: bigint): Promise<Running> {
  const before = runningAt(rpcPort);
  if (before) {
    throw new CliError(
      'USAGE',
      `A validator runs at ${before.rpcUrl} already`,
      'Use it, or stop it first: lm localnet stop',
    );
  }
  const args = argumentsFor(rpcPort, slotMs);
  mkdirSync(FOLDER, { recursive: true });
  const log = join(FOLDER, `validator-${rpcPort}.log`);
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', output, output],
    cwd: ROOT,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The validator could not be started');
  const host = `127.0.0.1:${rpcPort}`;
  const running = { pid, rpcUrl: `http://${host}`, wsUrl: `ws://127.0.0.1:${rpcPort + 1}`, log };
  await untilReady(child, log);
  child.unref();
  writeFileSync(stateFile(rpcPort), JSON.stringify(running));
  return running;
}

async function untilReady(child: ReturnType<typeof spawn>, log: string): Promise<void> {
  for (let waited = 0; waited < STARTING_MS; waited += POLL_MS) {
    const text = readFileSync(log, 'utf8');
    if (text.includes('Ready.')) return;
    if (child.exitCode !== null) {
      const line = text
        .trim()
        .split('\n')
        .find(each => each.startsWith('error: '));
      throw new CliError(
        'FAILED',
        line?.slice('error: '.length) ?? 'The validator did not start',
        `Its log is ${log}. Another port: --url http://127.0.0.1:9899`,
      );
    }
    await sleep(POLL_MS);
  }
  throw new CliError('FAILED', 'The validator is not ready after a minute', `Its log is ${log}.`);
}

/** Runs a validator until it is interrupted. */
export async function startHere(rpcPort: number, slotMs: bigint): Promise<void> {
  const { status } = spawnSync(process.execPath, argumentsFor(rpcPort, slotMs), {
    stdio: 'inherit',
  });
  if (status !== 0 && status !== null && status < 128) {
    throw new CliError('FAILED', 'The validator did not start', 'See what it says above.');
  }
}

/** Stops the validator on a port, and waits until it has gone. */
export async function stopAt(port: number): Promise<Running> {
  const running = runningAt(port);
  if (running === undefined) {
    throw new CliError(
      'NOTHING_TO_DO',
      `No validator on port ${port} was started with lm localnet start`,
      'If it runs in another terminal, stop it there with Ctrl-C.',
    );
  }
  process.kill(running.pid, 'SIGTERM');
  for (let waited = 0; isOurs(running.pid); waited += POLL_MS) {
    if (waited > STOPPING_MS) {
      throw new CliError(
        'FAILED',
        `Process ${running.pid} does not stop`,
        'Kill it by its number.',
      );
    }
    await sleep(POLL_MS);
  }
  rmSync(stateFile(port), { force: true });
  return running;
}
