import { describe, expect, test } from 'vitest';
import { formatAmount, formatFixed, formatShort, parseAmount } from './amount.ts';

describe('writing amounts', () => {
  test('exactly, with thousands apart and no idle zeros', () => {
    expect(formatAmount(1_234_567n, 6)).toBe('1.234567');
    expect(formatAmount(1_234_500_000n, 6)).toBe('1,234.5');
    expect(formatAmount(0n, 9)).toBe('0');
    expect(formatAmount(-5n, 0)).toBe('-5');
    expect(formatAmount(18_446_744_073_709_551_615n, 0)).toBe('18,446,744,073,709,551,615');
  });

  test('short, cut and never rounded up', () => {
    expect(formatShort(1_999_999n, 6)).toBe('1.9999');
    expect(formatShort(1_234_567_999_999n, 6)).toBe('1,234,567');
    expect(formatShort(1n, 9)).toBe('<0.000001');
    expect(formatShort(1n, 9, 2)).toBe('<0.01');
    expect(formatShort(999n, 3, 0)).toBe('<1');
  });

  test('with a fixed width, for numbers that tick', () => {
    expect(formatFixed(1_500_000n, 6, 6)).toBe('1.500000');
    expect(formatFixed(5n, 2, 2)).toBe('0.05');
    expect(formatFixed(1_999_999n, 6, 2)).toBe('1.99');
  });
});

describe('reading amounts', () => {
  test('as people write them', () => {
    expect(parseAmount('1,234.5', 6)).toEqual({ amount: 1_234_500_000n });
    expect(parseAmount(' .5 ', 1)).toEqual({ amount: 5n });
    expect(parseAmount('7.', 2)).toEqual({ amount: 700n });
    expect(parseAmount('', 6)).toBeUndefined();
  });

  test.each([
    ['1e5', 6],
    ['-1', 6],
    ['.', 6],
    ['1.2.3', 6],
    ['0x10', 6],
    ['1.1234567', 6],
    ['1.5', 0],
    ['18446744073709551616', 0],
  ])('%s with %i decimals is refused with a reason', (text, decimals) => {
    expect(parseAmount(text, decimals)).toEqual({ problem: expect.any(String) });
  });

  test('what is written can be read', () => {
    for (const amount of [0n, 1n, 10n, 999_999n, 1_000_000n, 123_456_789_012_345n]) {
      expect(parseAmount(formatAmount(amount, 6), 6)).toEqual({ amount });
    }
  });
});
