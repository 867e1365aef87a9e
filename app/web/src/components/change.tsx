import { cx } from '../lib/cx.ts';
import { showPercent, showSigned } from '../lib/numbers.ts';

/** How a price has moved, with its sign. */
export function Change({ of }: { of: number }) {
  return (
    <span
      className={cx('num whitespace-nowrap text-xs', of > 0 && 'text-good', of < 0 && 'text-bad')}
    >
      {showSigned(of, showPercent)}
    </span>
  );
}
