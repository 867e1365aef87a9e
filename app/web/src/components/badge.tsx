import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

const TONES = {
  plain: 'bg-sunken text-soft ring-1 ring-line ring-inset',
  accent: 'bg-accent-soft text-accent-text',
  reward: 'bg-reward-soft text-reward',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
};

export function Badge({
  tone = 'plain',
  children,
}: {
  tone?: keyof typeof TONES;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'num inline-flex items-center gap-1 whitespace-nowrap rounded-md px-1.5 py-0.5 font-medium text-2xs',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
