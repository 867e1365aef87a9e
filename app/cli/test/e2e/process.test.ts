// What only a real process shows: the bin, exit codes, help, and a validator that is started and stopped.
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../src/settings/paths.ts';

const HOME = mkdtempSync(join(tmpdir(), 'lm-'));

function lm(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>(resolve => {
    const options = { env: { PATH: process.env.PATH, HOME, ...env }, cwd: HOME };
    execFile(join(ROOT, 'node_modules/.bin/lm'), args, options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise(done => server.close(done));
  return port;
}

describe('the bin', () => {
  it('prints help as a result', async () => {
    const { code, out, err } = await lm(['--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage: lm /);
  });

  it('says what was meant by a word that it does not know', async () => {
    expect(await lm(['swop'])).toEqual({
      code: 2,
      out: '',
      err: "error: Unknown command 'swop'\n  Did you mean swap?\n",
    });
    const missing = await lm(['pool', 'show']);
    expect(missing.code).toBe(2);
    expect(missing.err).toMatch(/^error: Missing required argument 'pool'\n/);
  });

  it('says that no node answers, and what to do', async () => {
    const port = await freePort();
    const { code, out, err } = await lm(['pool', 'list'], { LM_URL: `http://127.0.0.1:${port}` });
    expect([code, out]).toEqual([8, '']);
    expect(err).toMatch(/^error: No RPC node answers at .*\n {2}Start a validator/);
  });

  it('colours nothing without a terminal', async () => {
    const { out, err } = await lm(['pool', 'show', 'nothing'], { FORCE_COLOR: '1' });
    expect(`${out}${err}`).not.toContain('\u001b');
  });
});

describe('localnet', () => {
  it('starts, answers, refuses to start twice, and stops', async () => {
    const port = await freePort();
    const env = { LM_URL: `http://127.0.0.1:${port}` };
    const started = await lm(['localnet', 'start', '--json'], env);
    expect([started.code, started.err]).toEqual([0, '']);
    const { rpcUrl } = JSON.parse(started.out);
    expect(rpcUrl).toBe(env.LM_URL);
    try {
      const list = await lm(['pool', 'list', '--json'], env);
      expect([list.code, JSON.parse(list.out)]).toEqual([0, []]);
      expect((await lm(['localnet', 'start'], env)).err).toContain('runs at');
    } finally {
      expect((await lm(['localnet', 'stop'], env)).code).toBe(0);
    }
    expect((await lm(['localnet', 'stop'], env)).code).toBe(10);
    expect((await lm(['pool', 'list'], env)).code).toBe(8);
  });

  it('is of this machine only', async () => {
    const { code, err } = await lm(['localnet', 'seed'], { LM_URL: 'devnet' });
    expect([code, err]).toEqual([2, expect.stringContaining('is not on this machine')]);
  });
});
