/** Base units as people write them: `1234567` with 6 decimals is `1.234567`. */
export function format(amount: bigint, decimals: number): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits.slice(digits.length - decimals);
  return `${sign}${whole}${decimals === 0 ? '' : `.${fraction}`}`;
}

/** Whole tokens in base units. */
export function units(whole: number, decimals: number): bigint {
  return BigInt(whole) * 10n ** BigInt(decimals);
}
