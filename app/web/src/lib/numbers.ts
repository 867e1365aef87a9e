// Numbers for display only: values, percentages, prices. Amounts of tokens stay bigint and are
// written by amount.ts; nothing made here ever goes into an instruction.

/** A count of base units as a display number of whole tokens. */
export function toNumber(amount: bigint, decimals: number): number {
  return Number(amount) / 10 ** decimals;
}

/** A fraction as a display number. */
export function ratioToNumber({ numerator, denominator }: Fraction): number {
  if (denominator === 0n) return 0;
  // Parts in 10^12 first, so that large integers do not lose what matters in the division.
  const scaled = (numerator * 1_000_000_000_000n) / denominator;
  return Number(scaled) / 1e12;
}
export type Fraction = { numerator: bigint; denominator: bigint };

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const COMPACT = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** A price, rate or value: as many digits as it takes to tell it from its neighbours. */
export function showNumber(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1_000_000) return COMPACT.format(value);
  if (size >= 10_000) return WHOLE.format(value);
  if (size < 1e-9) return value > 0 ? '<0.000000001' : '0';
  const decimals = Math.max(2, Math.min(9, digits - 1 - Math.floor(Math.log10(size))));
  return value.toLocaleString('en-US', {
    minimumFractionDigits: size >= 1 ? 2 : 0,
    maximumFractionDigits: size >= 1 ? Math.min(decimals, 4) : decimals,
  });
}

const CENT = 0.01;

/**
 * A value in the unit of account, as people write money: two decimals, more below a hundredth, so that
 * what is not zero never reads as zero; compact from a million on.
 */
export function showValue(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 1_000_000) return COMPACT.format(value);
  if (value !== 0 && Math.abs(value) < CENT) return showTiny(value);
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function showTiny(value: number): string {
  if (Math.abs(value) < 1e-9) return value > 0 ? '<0.000000001' : '0.00';
  return value.toLocaleString('en-US', { maximumSignificantDigits: 2 });
}

/** A share of one as percent; what is above zero never reads as zero. */
export function showPercent(share: number, decimals = 2): string {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  const least = 10 ** -decimals;
  if (percent !== 0 && Math.abs(percent) < least) return percent > 0 ? `<${least}%` : `>-${least}%`;
  if (Math.abs(percent) >= 100_000) return `${COMPACT.format(percent)}%`;
  return `${percent.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })}%`;
}

/** With its sign, for gains and losses. */
export function showSigned(value: number, show: (value: number) => string): string {
  const text = show(value);
  return value > 0 && !text.startsWith('<') ? `+${text}` : text;
}
