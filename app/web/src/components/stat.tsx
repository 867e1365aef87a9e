import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

/** One figure under its name. */
export function Stat({
  label,
  children,
  note,
  tone,
}: {
  label: ReactNode;
  children: ReactNode;
  note?: ReactNode;
  tone?: 'good' | 'bad' | 'reward';
}) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-faint text-xs">{label}</dt>
      <dd
        className={cx(
          'num mt-0.5 font-medium text-lg leading-snug tracking-tight',
          tone === 'good' && 'text-good',
          tone === 'bad' && 'text-bad',
          tone === 'reward' && 'text-reward',
        )}
      >
        {children}
      </dd>
      {note !== undefined && <dd className="num mt-0.5 text-faint text-xs">{note}</dd>}
    </div>
  );
}

/** Figures side by side, as many to a row as fit. */
export function Stats({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cx(
        'grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]',
        className,
      )}
    >
      {children}
    </dl>
  );
}

/** A line of a preview: what on the left, how much on the right. */
export function Line({
  label,
  children,
  tone,
}: {
  label: ReactNode;
  children: ReactNode;
  tone?: 'bad' | 'warn' | 'good' | undefined;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1 text-sm">
      <dt className="shrink-0 text-faint">{label}</dt>
      <dd
        className={cx(
          'num min-w-0 text-right',
          tone === 'bad' && 'text-bad',
          tone === 'warn' && 'text-reward',
          tone === 'good' && 'text-good',
        )}
      >
        {children}
      </dd>
    </div>
  );
}

export function Lines({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line/70">{children}</dl>;
}
