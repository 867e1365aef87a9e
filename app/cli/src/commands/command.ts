// How a command is hung up: its options, and the context that it works in.
import type { Command } from 'commander';
import type { Context, GlobalOptions } from '../context.ts';

/** Opens the context of a run, once the options are known. */
export type Open = (options: GlobalOptions) => Context;

/** What a command does, with its arguments as they were written. */
export type Work<O> = (context: Context, args: readonly string[], options: O) => Promise<void>;

/** Makes a command do its work. */
export function does<O>(command: Command, open: Open, work: Work<O>): Command {
  return command.action(async (...all: unknown[]) => {
    const self = all.at(-1) as Command;
    await work(open(self.optsWithGlobals<GlobalOptions>()), self.args, self.opts<O & object>());
  });
}

/** Examples at the end of a help text. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const text = lines.map(line => `  $ lm ${line}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${text}`);
}
