import { cx } from '../lib/cx.ts';

/** How far something is along, as a thin bar. */
export function Progress({
  share,
  label,
  tone = 'accent',
}: {
  share: number;
  label: string;
  tone?: 'accent' | 'reward';
}) {
  const percent = Math.max(0, Math.min(100, share * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      className="h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <div
        className={cx('h-full rounded-full', tone === 'reward' ? 'bg-chart-b' : 'bg-chart-a')}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
