import { expect, test } from 'vitest';
import { showSpan } from './time.ts';

test.each([
  [0.2, 'under a second'],
  [59.6, '60 s'],
  [89, '89 s'],
  [91, '2 min'],
  [3_600, '60 min'],
  [7_199, '2 h'],
  [9_000, '2 h 30 min'],
  [172_790, '2 d'],
  [1_122_000, '13 d'],
  [100_000_000, '1157 d'],
  [Number.NaN, '–'],
])('%f seconds are %s', (seconds, text) => {
  expect(showSpan(seconds)).toBe(text);
});
