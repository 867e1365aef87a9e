import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/program.ts';

/** Every command that does something, by its whole name. */
function leaves(
  command: Command,
  path: readonly string[] = [],
): { path: string; command: Command }[] {
  if (command.commands.length === 0) return [{ path: path.join(' '), command }];
  return command.commands.flatMap(each => leaves(each, [...path, each.name()]));
}

const printed: string[] = [];
const program = createProgram(
  () => {
    throw new Error('Help needs no context');
  },
  { out: text => printed.push(text), err: text => printed.push(text) },
);

describe('help', () => {
  it.each(leaves(program))(
    'of lm $path says what it does, with examples of it',
    ({ path, command }) => {
      printed.length = 0;
      command.outputHelp();
      const text = printed.join('\n');
      expect(command.description()).not.toBe('');
      expect(text).toContain(`Usage: lm ${path}`);
      expect(text).toContain('--dry-run');
      expect(text).toMatch(new RegExp(`Examples:\n  \\$ lm ${path}`));
    },
  );
});
