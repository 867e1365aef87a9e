// A validator that is a process of its own, and can be killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LOCALNET = fileURLToPath(new URL('../../../../tools/localnet/bin/localnet', import.meta.url));

export type ValidatorProcess = { kill: () => Promise<void> };

/** Starts one that keeps its state in a file, and waits until it answers. */
export async function startValidator(options: {
  file: string;
  port: number;
  slotMs: number;
}): Promise<ValidatorProcess> {
  const { file, port, slotMs } = options;
  const settings = ['--keep', file, '--rpc-port', String(port), '--slot-ms', String(slotMs)];
  const child = spawn(process.execPath, [LOCALNET, ...settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const ready = (async () => {
    for await (const line of createInterface(child.stdout)) {
      if (line.startsWith('Ready.')) return;
    }
    throw new Error(`The validator ended before it was ready: exit code ${(await exit)[0]}`);
  })();
  await ready;
  return {
    /** By a signal that no process can handle. */
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
