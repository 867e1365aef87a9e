import type { LucideIcon } from 'lucide-react';
import { CircleSlash, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import { explain } from '../lib/explain.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { Tip } from './tip.tsx';

/** A place where something will be. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('block animate-[breathe_1.6s_ease-in-out_infinite] rounded bg-line', className)}
    />
  );
}

const ROWS = [1, 2, 3, 4, 5, 6];

export function Loading({ what, rows = 3 }: { what: string; rows?: number }) {
  return (
    <div role="status" className="space-y-3 px-4 py-4 sm:px-5">
      <span className="sr-only">Loading {what}</span>
      {ROWS.slice(0, rows).map(row => (
        <Skeleton key={row} className="h-10 w-full" />
      ))}
    </div>
  );
}

/** Nothing is here, and what to do about it. */
export function Empty({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <span className="grid size-11 place-items-center rounded-full bg-accent-soft text-accent-text">
        <Icon aria-hidden className="size-5" />
      </span>
      <p className="mt-3 font-medium">{title}</p>
      {children !== undefined && (
        <div className="mt-1 max-w-md text-balance text-faint text-sm">{children}</div>
      )}
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** Something failed to load. */
export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { title, nextStep } = explain(error);
  return (
    <div className="p-4 sm:p-5">
      <Notice
        kind="bad"
        role="alert"
        title={title}
        action={
          <Button size="sm" onClick={retry}>
            <RotateCw aria-hidden className="size-3.5" />
            Try again
          </Button>
        }
      >
        {nextStep}
      </Notice>
    </div>
  );
}

/** A figure that cannot be had, and why. */
export function NotAvailable({ because }: { because: string }) {
  return (
    <Tip text={`Not available because ${because}`}>
      <span className="inline-flex items-center gap-1 text-faint text-sm">
        <CircleSlash aria-hidden className="size-3.5" />
        <span>n/a</span>
      </span>
    </Tip>
  );
}
