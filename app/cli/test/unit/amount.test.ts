import { describe, expect, it } from 'vitest';
import { formatAmount, formatChange, parseAmount } from '../../src/text/amount.ts';

describe('parseAmount', () => {
  it.each([
    ['1.5', 6, 1_500_000n],
    ['1', 0, 1n],
    ['.5', 6, 500_000n],
    ['5.', 6, 5_000_000n],
    ['0.000001', 6, 1n],
    ['1,250.25', 6, 1_250_250_000n],
    ['1,000,000', 0, 1_000_000n],
    ['007', 2, 700n],
    // Zeros at the end say nothing more.
    ['1.5000000000', 6, 1_500_000n],
    // Exact where a float is not: 0.1 + 0.2, and above 2^53.
    ['0.3', 18, 300_000_000_000_000_000n],
    ['9007199254740993', 0, 9_007_199_254_740_993n],
    ['18446744073709.551615', 6, 2n ** 64n - 1n],
  ])('reads %s with %i decimals', (text, decimals, units) => {
    expect(parseAmount(text, decimals)).toBe(units);
  });

  it.each([
    '',
    '.',
    '-1',
    '+1',
    '1e6',
    '0x10',
    '1_000',
    '1,5',
    '1,2345',
    '1.2.3',
    '１',
    'NaN',
    '1 000',
  ])('refuses %j, which is no amount', text => {
    expect(() => parseAmount(text, 6)).toThrow(/is no amount/);
  });

  it('refuses more decimals than the token has, and says how many', () => {
    expect(() => parseAmount('1.0000001', 6)).toThrow('1.0000001 has 7 decimals; the token has 6');
    expect(() => parseAmount('1.5', 0)).toThrow('has 1 decimals; the token has 0');
  });

  it('refuses zero, and more than 64 bits hold', () => {
    expect(() => parseAmount('0.000', 6)).toThrow('The amount is zero');
    expect(() => parseAmount('18446744073709.551616', 6)).toThrow('more than can exist');
  });
});

describe('formatAmount', () => {
  it.each([
    [1_500_000n, 6, '1.5'],
    [1n, 6, '0.000001'],
    [0n, 6, '0'],
    [1_250_250_000n, 6, '1,250.25'],
    [-1_500_000n, 6, '-1.5'],
    [1_234_567n, 0, '1,234,567'],
    [100n, 0, '100'],
  ])('writes %s with %i decimals', (units, decimals, text) => {
    expect(formatAmount(units, decimals)).toBe(text);
  });

  it('writes what parseAmount reads', () => {
    for (const units of [1n, 10n, 999_999n, 1_000_000n, 123_456_789_012_345n, 2n ** 64n - 1n]) {
      for (const decimals of [0, 1, 6, 9, 18]) {
        expect(parseAmount(formatAmount(units, decimals), decimals)).toBe(units);
      }
    }
  });

  it('signs changes', () => {
    expect(formatChange(1_500_000n, 6)).toBe('+1.5');
    expect(formatChange(-1n, 6)).toBe('-0.000001');
    expect(formatChange(0n, 6)).toBe('0');
  });
});
