import { expect, test } from 'vitest';
import { ratioToNumber, showNumber, showPercent, showSigned, showValue } from './numbers.ts';

test('what is not zero never reads as zero', () => {
  expect(showValue(0)).toBe('0.00');
  expect(showValue(0.0042)).toBe('0.0042');
  expect(showValue(-0.0042)).toBe('-0.0042');
  expect(showPercent(0.00001)).toBe('<0.01%');
  expect(showPercent(0)).toBe('0.00%');
  expect(showNumber(1e-12)).toBe('<0.000000001');
});

test('digits follow the size', () => {
  expect(showNumber(2152.234)).toBe('2,152.23');
  expect(showNumber(0.00012345678)).toBe('0.00012346');
  expect(showNumber(1_234_567)).toBe('1.23M');
  expect(showValue(1_234_567)).toBe('1.23M');
  expect(showSigned(0.072, showPercent)).toBe('+7.20%');
});

test('a fraction of large integers keeps its digits', () => {
  expect(ratioToNumber({ numerator: 2n ** 200n, denominator: 3n * 2n ** 200n })).toBeCloseTo(
    1 / 3,
    12,
  );
  expect(ratioToNumber({ numerator: 1n, denominator: 0n })).toBe(0);
});
