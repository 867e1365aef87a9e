import type { ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'text-soft hover:bg-sunken hover:text-ink',
  danger: 'border border-bad/40 bg-bad-soft text-bad hover:border-bad',
};

const SIZES = {
  sm: 'h-8 gap-1.5 rounded-md px-2.5 text-xs',
  md: 'h-9 gap-2 rounded-lg px-3.5 text-sm',
  lg: 'h-11 gap-2 rounded-lg px-4 text-sm w-full',
};

export type ButtonProps = ComponentProps<'button'> & { look?: Look; size?: keyof typeof SIZES };

export function buttonClass(look: Look, size: keyof typeof SIZES): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap font-medium transition-colors',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-faint',
    LOOKS[look],
    SIZES[size],
  );
}

export function Button({ look = 'secondary', size = 'md', className, ...rest }: ButtonProps) {
  return <button type="button" className={cx(buttonClass(look, size), className)} {...rest} />;
}
