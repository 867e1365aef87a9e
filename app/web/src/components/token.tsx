import type { CSSProperties } from 'react';
import { cx } from '../lib/cx.ts';

type Token = { mint: string; symbol: string };
type Size = 'sm' | 'md' | 'lg';

const SIZES: Record<Size, string> = {
  sm: 'size-5 text-[0.625rem]',
  md: 'size-7 text-xs',
  lg: 'size-9 text-sm',
};

/** A token's mark: its first letter on a colour of its own, the same wherever it appears. */
export function TokenMark({ symbol, size = 'md' }: Token & { size?: Size }) {
  return (
    <span
      aria-hidden
      className={cx(
        'token-mark inline-grid shrink-0 place-items-center rounded-full font-semibold ring-2 ring-surface',
        SIZES[size],
      )}
      style={{ '--hue': hueOf(symbol) } as CSSProperties}
    >
      {symbol.slice(0, 1).toUpperCase()}
    </span>
  );
}

export function PairMarks({ a, b, size = 'md' }: { a: Token; b: Token; size?: Size }) {
  return (
    <span className="flex shrink-0">
      <TokenMark {...a} size={size} />
      <span className="-ml-1.5">
        <TokenMark {...b} size={size} />
      </span>
    </span>
  );
}

/** A turn per letter that keeps the tokens one meets far apart on the colour circle. */
const TURN = 279;

/** A hue from a symbol: the same wherever and whenever it is shown. */
function hueOf(symbol: string): number {
  const sum = [...symbol].reduce((total, letter, i) => total + (i + 1) * letter.charCodeAt(0), 0);
  return (sum * TURN) % 360;
}
