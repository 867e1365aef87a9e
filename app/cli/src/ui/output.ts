// What a command prints: words for people or, with --json, one JSON value for scripts.
import type { Failure } from '../errors.ts';
import { EXIT } from '../errors.ts';
import type { Io } from '../settings/io.ts';
import { toJson } from '../text/json.ts';
import { facts } from '../text/table.ts';

const STYLES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] };
type Style = keyof typeof STYLES;

export class Output {
  readonly io: Io;
  readonly isJson: boolean;
  readonly #hasColors: boolean;

  constructor(io: Io, options: { json: boolean; color: boolean }) {
    this.io = io;
    this.isJson = options.json;
    // https://no-color.org: set to anything but nothing, it means no colour.
    this.#hasColors = options.color && io.hasColors && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
  }

  style(style: Style, text: string): string {
    const [on, off] = STYLES[style] as [number, number];
    return this.#hasColors ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  }

  /** Lines for people. */
  say(...lines: readonly string[]): void {
    if (!this.isJson) for (const line of lines) this.io.out(line);
  }

  title(text: string): void {
    this.say(this.style('bold', text));
  }

  facts(rows: readonly (readonly [string, string])[]): void {
    this.say(...facts(rows).map(line => `  ${line}`));
  }

  warn(...warnings: readonly string[]): void {
    for (const each of warnings) this.say(`  ${this.style('yellow', `Note: ${each}`)}`);
  }

  /** The value for scripts. */
  result(value: unknown): void {
    if (this.isJson) this.io.out(toJson(value));
  }

  /** Something to read while waiting, which is no part of the result. */
  progress(text: string): void {
    if (!this.isJson) this.io.err(this.style('dim', text));
  }

  /** What went wrong and what to do, to standard error. */
  failure(failure: Failure, sent: readonly string[] = []): void {
    const { code, message, nextStep } = failure;
    if (this.isJson) {
      const exitCode = EXIT[failure.exit];
      const before = sent.length > 0 ? { sent } : {};
      this.io.err(toJson({ error: { code, exitCode, message, nextStep, ...before } }));
      return;
    }
    this.io.err(`${this.style('red', 'error:')} ${message}`);
    if (sent.length > 0) this.io.err(`  Sent before that: ${sent.join(', ')}`);
    this.io.err(`  ${nextStep}`);
  }
}
