// Percentages, counts and durations as they are written on a command line.
import type { Ratio } from '@liquidity-mining/sdk';
import { ratioToDecimal } from '@liquidity-mining/sdk/math';
import { usageError } from '../errors.ts';

/** A fraction as a percentage with two decimals, cut off: `0.30 %`. */
export function formatPercent(ratio: Ratio, decimals = 2): string {
  const percent = { numerator: ratio.numerator * 100n, denominator: ratio.denominator };
  return `${ratioToDecimal(percent, decimals)} %`;
}

/** Millionths as a percentage: 3,000 is `0.3 %`. */
export function formatMillionths(millionths: number): string {
  const text = ratioToDecimal({ numerator: BigInt(millionths), denominator: 10_000n }, 4);
  return `${text.replace(/\.?0+$/, '')} %`;
}

/**
 * A percentage in parts of so many to the whole, exactly: `0.3` or `0.3%` is 3,000 millionths.
 *
 * @param whole how many parts are 100 %
 */
export function parsePercent(text: string, whole: number, option: string): number {
  const [, digits, fraction = ''] = /^(\d{1,3})(?:\.(\d+))?\s*%?$/.exec(text) ?? [];
  const scale = BigInt(whole);
  const parts = BigInt(`${digits ?? ''}${fraction}` || '0') * scale;
  const unit = 100n * 10n ** BigInt(fraction.length);
  if (digits === undefined || parts > scale * unit) {
    throw usageError(`${option} ${text} is no percentage`, 'Write it as 0.5 or 0.5%, up to 100%.');
  }
  if (parts % unit !== 0n) {
    const step = ratioToDecimal({ numerator: 100n, denominator: scale }, 4).replace(/0+$/, '');
    throw usageError(`${option} ${text} is too fine`, `Write it in steps of ${step} %.`);
  }
  return Number(parts / unit);
}

/** A whole number of at least `least`. */
export function parseCount(text: string, option: string, least = 0n): bigint {
  const digits = text.replace(/[,_]/g, '');
  if (!/^\d{1,18}$/.test(digits) || BigInt(digits) < least) {
    throw usageError(`${option} ${text} is no whole number`, `Write one of at least ${least}.`);
  }
  return BigInt(digits);
}

/** As `parseCount`, of what fits 32 bits. */
export function parseIndex(text: string, option: string): number {
  const count = parseCount(text, option);
  if (count >= 2n ** 32n) {
    throw usageError(`${option} ${text} is too large`, 'Write a number below 4,294,967,296.');
  }
  return Number(count);
}

const SECONDS: Record<string, bigint> = { s: 1n, m: 60n, h: 3_600n, d: 86_400n, w: 604_800n };

/** Seconds of a duration: `90s`, `30m`, `12h`, `7d`, `2w`. */
export function parseDuration(text: string, option: string): bigint {
  const [, count, unit] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  const seconds = unit ? SECONDS[unit] : undefined;
  if (count === undefined || seconds === undefined || BigInt(count) === 0n) {
    throw usageError(
      `${option} ${text} is no duration`,
      'Write a number and s, m, h, d or w, as in 7d; or count slots with --slots.',
    );
  }
  return BigInt(count) * seconds;
}

/** Slots of a duration at an estimated pace, rounded up. */
export function slotsOf(seconds: bigint, pace: Ratio): bigint {
  return (seconds * pace.numerator + pace.denominator - 1n) / pace.denominator;
}

/** About how long so many slots take; marked as the estimate that it is. */
export function formatSlots(slots: bigint, pace: Ratio | undefined): string {
  const count = `${formatCount(slots)} slots`;
  if (pace === undefined || pace.numerator === 0n) return count;
  return `${count} (about ${formatSeconds((slots * pace.denominator) / pace.numerator)})`;
}

function formatSeconds(seconds: bigint): string {
  if (seconds < 120n) return `${seconds} s`;
  if (seconds < 7_200n) return `${seconds / 60n} min`;
  if (seconds < 172_800n) return `${seconds / 3_600n} h`;
  return `${formatCount(seconds / 86_400n)} days`;
}

/** A whole number with thousands set apart. */
export function formatCount(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
