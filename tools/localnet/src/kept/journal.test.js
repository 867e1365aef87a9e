import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openJournal, readJournal } from './journal.js';

/** @type {string} */
let folder;
/** @type {string} */
let path;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lm-journal-'));
  path = join(folder, 'journal');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param {number} more how many records after the first */
async function write(more) {
  const journal = await openJournal(path, () => ({ is: 'first' }));
  for (let index = 0; index < more; index += 1) await journal.append({ index });
  await journal.close();
}

/** @param {(lines: string[]) => string[]} change */
function damage(change) {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  writeFileSync(path, `${change(lines).join('\n')}\n`);
}

it('has nothing where there is no file', () => {
  expect(readJournal(path)).toEqual([]);
});

it('gives back what was appended, in order', async () => {
  await write(2);
  expect(readJournal(path)).toEqual([
    { n: 0, is: 'first' },
    { n: 1, index: 0 },
    { n: 2, index: 1 },
  ]);
});

it('starts again from the sum of its records', async () => {
  await write(3);
  const journal = await openJournal(path, records => ({ records: records.length }));
  await journal.append({ is: 'new' });
  await journal.close();
  expect(readJournal(path)).toEqual([
    { n: 0, records: 4 },
    { n: 1, is: 'new' },
  ]);
});

it('drops half a line at the end, which nobody was told of', async () => {
  await write(1);
  appendFileSync(path, '{"n":2,"ind');
  expect(readJournal(path)).toHaveLength(2);
});

it('refuses a line that is missing, twice there or unreadable', async () => {
  await write(2);
  const whole = readFileSync(path, 'utf8');
  for (const change of [
    (/** @type {string[]} */ [first, , last]) => [first, last],
    (/** @type {string[]} */ [first, second, last]) => [first, second, second, last],
    (/** @type {string[]} */ [first, , last]) => [first, '{"n":1,', last],
  ]) {
    writeFileSync(path, whole);
    damage(lines => /** @type {string[]} */ (change(lines)));
    expect(() => readJournal(path)).toThrow(/is damaged: line/);
  }
});

it('leaves the file as it was when the new one cannot be made', async () => {
  await write(1);
  const fail = () => {
    throw new Error('no sum');
  };
  await expect(openJournal(path, fail)).rejects.toThrow('no sum');
  expect(readJournal(path)).toHaveLength(2);
});

it('is for one process at a time, and free once that is dead', async () => {
  const journal = await openJournal(path, () => ({}));
  await expect(openJournal(path, () => ({}))).rejects.toThrow(/is in use by process/);
  await journal.close();
  // No process has this number: Linux gives none above 2^22.
  writeFileSync(`${path}.lock`, String(2 ** 22 + 1));
  await (await openJournal(path, () => ({}))).close();
});
