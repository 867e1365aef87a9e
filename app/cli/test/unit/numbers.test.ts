import { describe, expect, it } from 'vitest';
import {
  formatMillionths,
  formatPercent,
  formatSlots,
  parseCount,
  parseDuration,
  parseIndex,
  parsePercent,
  slotsOf,
} from '../../src/text/numbers.ts';
import { table } from '../../src/text/table.ts';

describe('percentages', () => {
  it.each([
    ['0.5', 10_000, 50],
    ['0.5%', 10_000, 50],
    ['100%', 10_000, 10_000],
    ['0', 10_000, 0],
    ['0.3%', 1_000_000, 3_000],
    ['0.0001', 1_000_000, 1],
    ['12 %', 1_000_000, 120_000],
  ])('reads %s of %i parts', (text, whole, parts) => {
    expect(parsePercent(text, whole, '--x')).toBe(parts);
  });

  it('refuses what is finer than there are parts, above the whole, or no number', () => {
    expect(() => parsePercent('0.001', 10_000, '--slippage')).toThrow('is too fine');
    expect(() => parsePercent('100.01', 10_000, '--slippage')).toThrow('is no percentage');
    expect(() => parsePercent('-1', 10_000, '--slippage')).toThrow('is no percentage');
    expect(() => parsePercent('half', 10_000, '--slippage')).toThrow('--slippage half');
  });

  it('writes fractions and millionths', () => {
    expect(formatPercent({ numerator: 1n, denominator: 3n })).toBe('33.33 %');
    expect(formatMillionths(3_000)).toBe('0.3 %');
    expect(formatMillionths(500)).toBe('0.05 %');
    expect(formatMillionths(0)).toBe('0 %');
    expect(formatMillionths(1_000_000)).toBe('100 %');
  });
});

describe('counts and durations', () => {
  it('reads whole numbers', () => {
    expect(parseCount('10,000', '--slots')).toBe(10_000n);
    expect(parseCount('1_000', '--slots')).toBe(1_000n);
    expect(() => parseCount('1.5', '--slots')).toThrow('is no whole number');
    expect(() => parseCount('0', '--slots', 1n)).toThrow('is no whole number');
    expect(() => parseIndex('4294967296', '--index')).toThrow('is too large');
  });

  it('reads durations, and turns them into slots at a pace, rounded up', () => {
    expect(parseDuration('7d', '--duration')).toBe(604_800n);
    expect(parseDuration('90s', '--duration')).toBe(90n);
    for (const text of ['7', 'd', '0d', '1.5h', '-1d', '7y']) {
      expect(() => parseDuration(text, '--duration')).toThrow('is no duration');
    }
    expect(slotsOf(3_600n, { numerator: 5n, denominator: 2n })).toBe(9_000n);
    expect(slotsOf(1n, { numerator: 5n, denominator: 2n })).toBe(3n);
  });

  it('marks how long slots take as an estimate, where a pace is known', () => {
    expect(formatSlots(9_000n, { numerator: 5n, denominator: 2n })).toBe(
      '9,000 slots (about 60 min)',
    );
    expect(formatSlots(9_000n, undefined)).toBe('9,000 slots');
  });
});

describe('table', () => {
  it('sets columns apart, numbers flush right, and leaves no blanks at the end', () => {
    expect(
      table(
        ['name', 'much'],
        [
          ['a', '1'],
          ['long name', '1,000'],
        ],
        [1],
      ),
    ).toEqual(['name        much', 'a              1', 'long name  1,000']);
  });
});
