import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

const KINDS = {
  info: { icon: Info, look: 'border-line bg-sunken text-soft', mark: 'text-faint' },
  warn: {
    icon: TriangleAlert,
    look: 'border-reward/30 bg-reward-soft text-ink',
    mark: 'text-reward',
  },
  bad: { icon: CircleAlert, look: 'border-bad/30 bg-bad-soft text-ink', mark: 'text-bad' },
  good: { icon: CircleCheck, look: 'border-good/30 bg-good-soft text-ink', mark: 'text-good' },
};
export type NoticeKind = keyof typeof KINDS;

/** Something that people should read before they go on. */
export function Notice({
  kind = 'info',
  title,
  children,
  action,
  role,
}: {
  kind?: NoticeKind;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  role?: 'alert' | 'status';
}) {
  const { icon: Icon, look, mark } = KINDS[kind];
  return (
    <div role={role} className={cx('flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm', look)}>
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', mark)} />
      <div className="min-w-0 grow break-words">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && (
          <div className={cx(title !== undefined && 'mt-0.5 text-soft')}>{children}</div>
        )}
      </div>
      {action}
    </div>
  );
}
