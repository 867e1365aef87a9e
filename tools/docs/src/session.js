// A shell session as a new user has it: commands on a validator port, a wallet and names of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Two ports in a row that are free: JSON-RPC, and WebSocket one above. */
async function freePort() {
  for (;;) {
    const port = await listen(0);
    if (port < 65_535 && (await listen(port + 1).catch(() => 0)) !== 0) return port;
  }
}

/** @param {number} port @returns {Promise<number>} */
function listen(port) {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

/** The environment of a session. The user's own wallet and settings are left alone. */
export async function newEnvironment() {
  const folder = mkdtempSync(join(tmpdir(), 'lm-docs-'));
  return {
    ...process.env,
    LM_URL: `http://127.0.0.1:${await freePort()}`,
    LM_KEYPAIR: join(folder, 'id.json'),
    LM_TOKEN_LIST: join(folder, 'tokens.json'),
    LM_DOCS: folder,
    NO_COLOR: '1',
    PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
  };
}

/**
 * Runs a script in bash, at the repository's root. It stops at the first command that fails.
 *
 * @param {string} script
 * @param {NodeJS.ProcessEnv} env
 * @param {{ isShown?: boolean }} [options] whether to show what it prints as it comes
 * @returns {Promise<{ code: number, output: string }>} both streams, in the order in which they came
 */
export function bash(script, env, { isShown = false } = {}) {
  // Without an input: bash takes a socket there for a remote shell, and reads start-up files.
  /** @type {['ignore', 'pipe', 'pipe']} */
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd: ROOT, env, stdio });
  let output = '';
  const take = (/** @type {Buffer} */ data) => {
    output += data;
    if (isShown) process.stdout.write(data);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, output }));
  });
}
