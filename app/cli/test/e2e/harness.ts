// Runs `lm` within the test's own process, with a home folder and a wallet of its own.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { run } from '../../src/run.ts';
import type { Io } from '../../src/settings/io.ts';

/** What a run came to. */
export type Ran = { code: number; out: string; err: string };

/** Someone at a terminal that nobody can answer questions at. */
export class Person {
  readonly home = mkdtempSync(join(tmpdir(), 'lm-'));
  readonly #rpcUrl: string;

  constructor(rpcUrl: string) {
    this.#rpcUrl = rpcUrl;
  }

  /** Runs a command as it is written, words apart by spaces. */
  async lm(command: string, env: Io['env'] = {}, abortSignal?: AbortSignal): Promise<Ran> {
    const out: string[] = [];
    const err: string[] = [];
    const code = await run(command.split(' '), {
      out: text => out.push(text),
      err: text => err.push(text),
      env: { HOME: this.home, LM_URL: this.#rpcUrl, ...env },
      isInteractive: false,
      hasColors: false,
      abortSignal: abortSignal ?? new AbortController().signal,
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  /** Runs a command that must succeed, and gives what it printed. */
  async does(command: string): Promise<string> {
    const { code, out, err } = await this.lm(command);
    expect(err.includes('error:') ? err : '').toBe('');
    expect(code).toBe(0);
    return out;
  }

  /** Runs a command with `--json`, and gives its value. */
  // biome-ignore lint/suspicious/noExplicitAny: each command's value is its own; tests look into it.
  async json(command: string): Promise<any> {
    return JSON.parse(await this.does(`${command} --json`));
  }

  /** Runs a command that must fail with a code, and gives what it said. */
  async fails(command: string, code: number): Promise<string> {
    const ran = await this.lm(command);
    expect([ran.code, ran.out]).toEqual([code, expect.any(String)]);
    expect(ran.err).toMatch(/^error: /m);
    // A cause and a next step, and never where in the code it was.
    expect(ran.err).not.toMatch(/^\s+at .*:\d+/m);
    return ran.err;
  }
}
