import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

/** A surface with a heading, and room for one control beside it. */
export function Card({
  title,
  note,
  action,
  children,
  className,
  flush = false,
}: {
  title?: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Whether the content goes to the edges, as tables do. */
  flush?: boolean;
}) {
  return (
    <section
      className={cx('min-w-0 rounded-xl border border-line bg-surface shadow-card', className)}
    >
      {title !== undefined && (
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-1 sm:px-5">
          <div className="min-w-0">
            <h2 className="font-semibold text-[0.95rem] tracking-tight">{title}</h2>
            {note !== undefined && <p className="mt-0.5 text-faint text-xs">{note}</p>}
          </div>
          {action}
        </header>
      )}
      <div className={flush ? 'pt-1.5' : 'px-4 pt-2.5 pb-4 sm:px-5 sm:pb-5'}>{children}</div>
    </section>
  );
}
