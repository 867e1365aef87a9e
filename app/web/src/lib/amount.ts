// Amounts of tokens, exactly: text on one side, base units on the other, no floating point between.

/** Base units as people write them: `1234567` with 6 decimals is `1.234567`. */
export function formatAmount(amount: bigint, decimals: number): string {
  const { sign, whole, fraction } = digitsOf(amount, decimals);
  const trimmed = fraction.replace(/0+$/, '');
  return `${sign}${grouped(whole)}${trimmed === '' ? '' : `.${trimmed}`}`;
}

/**
 * The same with at most `places` decimals, cut, never rounded up: what is shown is there. An amount
 * that would read as zero and is not becomes `<0.001`.
 */
export function formatShort(amount: bigint, decimals: number, places?: number): string {
  const { sign, whole, fraction } = digitsOf(amount, decimals);
  const shown = places ?? placesFor(whole);
  const cut = fraction.slice(0, shown);
  if (amount !== 0n && whole === '0' && !/[1-9]/.test(cut)) {
    const least = shown === 0 ? '1' : `0.${'0'.repeat(shown - 1)}1`;
    return `${sign}<${least}`;
  }
  const trimmed = cut.replace(/0+$/, '');
  return `${sign}${grouped(whole)}${trimmed === '' ? '' : `.${trimmed}`}`;
}

/** With all its decimals kept, so that a ticking number keeps its width. */
export function formatFixed(amount: bigint, decimals: number, places: number): string {
  const { sign, whole, fraction } = digitsOf(amount, decimals);
  const shown = fraction.padEnd(places, '0').slice(0, places);
  return `${sign}${grouped(whole)}${places === 0 ? '' : `.${shown}`}`;
}

/** What a person typed, in base units; or why it is no amount. */
export type Parsed = { amount: bigint } | { problem: string };

const U64_MAX = 2n ** 64n - 1n;

export function parseAmount(text: string, decimals: number): Parsed | undefined {
  const clean = text.trim().replaceAll(',', '').replaceAll(' ', '');
  if (clean === '') return undefined;
  const match = /^(\d*)(?:\.(\d*))?$/.exec(clean);
  if (!match || clean === '.') return { problem: 'Write a number, such as 12.5' };
  const whole = match[1] ?? '';
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) {
    return {
      problem:
        decimals === 0 ? 'This token has no decimals' : `This token has ${decimals} decimals`,
    };
  }
  const amount = BigInt(`${whole}${fraction.padEnd(decimals, '0')}` || '0');
  if (amount > U64_MAX) return { problem: 'No token has that many units' };
  return { amount };
}

function digitsOf(amount: bigint, decimals: number) {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  return {
    sign,
    whole: digits.slice(0, digits.length - decimals),
    fraction: digits.slice(digits.length - decimals),
  };
}

const grouped = (whole: string) => whole.replace(/\B(?=(\d{3})+$)/g, ',');

function placesFor(whole: string): number {
  if (whole.length > 6) return 0;
  if (whole.length > 3) return 2;
  return whole === '0' ? 6 : 4;
}
