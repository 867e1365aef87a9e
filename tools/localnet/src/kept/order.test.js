// Nobody is told of a change before it is kept: the moment between the two is too short for a kill to
// hit, so the order is tested by itself.
import { expect, it } from 'vitest';
import { Blockhashes } from './blockhash.js';
import { committer } from './commit.js';
import { KeptState } from './state.js';
import { Turns } from './turns.js';

/** A journal that writes when it is told to. */
function slowJournal() {
  const finish = /** @type {(() => void)[]} */ ([]);
  return {
    append: () => new Promise(resolve => finish.push(() => resolve(undefined))),
    close: async () => {},
    /** Fails if nothing waits to be written. */
    async write() {
      await expect.poll(() => finish.length).toBeGreaterThan(0);
      finish.shift()?.();
    },
  };
}

function keepingTurns() {
  const validator = /** @type {any} */ ({
    slot: async () => 7n,
    call: async () => ({ value: [] }),
  });
  const state = new KeptState();
  const blockhashes = new Blockhashes(state.seed);
  const journal = /** @type {any} */ (slowJournal());
  const ask = async () => 'done';
  const turns = new Turns(committer({ validator, ask, blockhashes, state, journal }));
  return { turns, journal };
}

/** Long enough for anything that waits for no journal. */
const pause = () => new Promise(resolve => setTimeout(resolve, 50));

it('answers a change once it is kept', async () => {
  const { turns, journal } = keepingTurns();
  let answer;
  const change = turns.change({ body: '{}' }).then(text => {
    answer = text;
  });
  await pause();
  expect(answer).toBeUndefined();
  await journal.write();
  await change;
  expect(answer).toBe('done');
});

it('lets nobody read between a change and its being kept', async () => {
  const { turns, journal } = keepingTurns();
  const change = turns.change({ body: '{}' });
  let hasRead = false;
  const read = turns.read(async () => {
    hasRead = true;
  });
  await pause();
  expect(hasRead).toBe(false);
  await journal.write();
  await Promise.all([change, read]);
  expect(hasRead).toBe(true);
});

it('tells nothing any more once a change could not be kept', async () => {
  const { turns, journal } = keepingTurns();
  journal.append = async () => {
    throw new Error('The disk is full.');
  };
  await expect(turns.change({ body: '{}' })).rejects.toThrow('The disk is full.');
  await expect(turns.read(async () => 'seen')).rejects.toThrow('The disk is full.');
});
