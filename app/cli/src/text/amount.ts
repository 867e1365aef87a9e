// Amounts as people write them, to base units and back. Exact: no number is ever a float.
import { usageError } from '../errors.ts';

const U64_MAX = 2n ** 64n - 1n;
const DECIMAL = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/;

/**
 * Base units of an amount as it is written: `1.5`, `1,250.25`, `.5`.
 *
 * @throws CliError for what is no amount, for zero, for more decimals than the token has, and for more
 * than 64 bits hold
 */
export function parseAmount(text: string, decimals: number): bigint {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined && fraction === '') {
    throw usageError(`'${text}' is no amount`, 'Write it as 1.5 or 1,250.25, with a point.');
  }
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > decimals) {
    throw usageError(
      `${text} has ${digits.length} decimals; the token has ${decimals}`,
      `Write it with at most ${decimals} decimals.`,
    );
  }
  const units = BigInt(`${(whole ?? '0').replace(/,/g, '')}${digits.padEnd(decimals, '0')}`);
  if (units === 0n) throw usageError('The amount is zero', 'Write an amount above zero.');
  if (units > U64_MAX) {
    const most = formatAmount(U64_MAX, decimals);
    throw usageError(`${text} is more than can exist`, `Write at most ${most}.`);
  }
  return units;
}

/** Base units as people write them, exactly, without trailing zeros: `1,234.5`. */
export function formatAmount(amount: bigint, decimals: number): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A change, with its sign: `+1.5`, `-0.25`. */
export function formatChange(amount: bigint, decimals: number): string {
  return `${amount > 0n ? '+' : ''}${formatAmount(amount, decimals)}`;
}
