// Something to see while a transaction is on its way: a spinner on a terminal, else a line a step.

import { spinner } from '@clack/prompts';
import type { SendProgress } from '@liquidity-mining/sdk';
import type { Output } from './output.ts';

/** Told of every step of sending; `end` leaves the last word. */
export type Waiting = { on: (progress: SendProgress) => void; end: (text?: string) => void };

export function waiting(output: Output, what: string): Waiting {
  if (output.isJson) return { on: () => {}, end: () => {} };
  if (!output.io.isInteractive) return lines(output, what);
  const spin = spinner({ output: process.stderr });
  spin.start(what);
  return {
    on: progress => spin.message(`${what}: ${words(progress)}`),
    end: text => (text === undefined ? spin.error(`${what}: failed`) : spin.stop(text)),
  };
}

function lines(output: Output, what: string): Waiting {
  let last = '';
  return {
    on: progress => {
      // How many blocks are left changes all the time; without a terminal it is said once.
      if (progress.step !== last) output.progress(`${what}: ${words(progress)}`);
      last = progress.step;
    },
    end: () => {},
  };
}

function words({ step, blocksLeft }: SendProgress): string {
  switch (step) {
    case 'signing':
      return 'signing';
    case 'sent':
      return 'sent';
    case 'waiting':
      return `waiting for confirmation, ${blocksLeft ?? 0n} blocks left`;
    case 'confirmed':
      return 'confirmed';
  }
}
