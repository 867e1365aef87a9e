import { cx } from '../lib/cx.ts';

/** A token's mark: its first letters on a colour of its own, made from its address. */
export function TokenMark({
  mint,
  symbol,
  size = 'md',
}: {
  mint: string;
  symbol: string;
  size?: 'sm' | 'md' | 'lg';
}) {
  const hue = hueOf(mint);
  return (
    <span
      aria-hidden
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-full font-semibold ring-2 ring-surface',
        size === 'sm' && 'size-5 text-[0.5rem]',
        size === 'md' && 'size-7 text-[0.6rem]',
        size === 'lg' && 'size-9 text-xs',
      )}
      style={{ background: `oklch(0.86 0.075 ${hue})`, color: `oklch(0.32 0.08 ${hue})` }}
    >
      {symbol.slice(0, 2).toUpperCase()}
    </span>
  );
}

export function PairMarks({
  a,
  b,
  size = 'md',
}: {
  a: { mint: string; symbol: string };
  b: { mint: string; symbol: string };
  size?: 'sm' | 'md' | 'lg';
}) {
  return (
    <span className="flex shrink-0">
      <TokenMark {...a} size={size} />
      <span className="-ml-2">
        <TokenMark {...b} size={size} />
      </span>
    </span>
  );
}

function hueOf(mint: string): number {
  let hash = 7;
  for (const letter of mint) hash = (hash * 31 + letter.charCodeAt(0)) % 36_000;
  return hash / 100;
}
