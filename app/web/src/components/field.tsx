import { Field as Base } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

export const INPUT =
  'h-10 w-full rounded-lg border border-line-strong bg-surface px-3 text-sm placeholder:text-faint focus:border-accent focus:outline-none focus:ring-2 focus:ring-accent/25 aria-invalid:border-bad data-[invalid]:border-bad';

/** A text input with its name, a hint, and what is wrong with it. */
export function TextField({
  label,
  value,
  onChange,
  problem,
  hint,
  placeholder,
  inputMode,
  suffix,
  type = 'text',
  min,
}: {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  problem?: string | undefined;
  hint?: ReactNode;
  placeholder?: string;
  inputMode?: 'decimal' | 'numeric' | 'url' | 'text';
  suffix?: ReactNode;
  type?: 'text' | 'datetime-local' | 'url';
  min?: string;
}) {
  return (
    <Base.Root invalid={problem !== undefined} className="min-w-0">
      <Base.Label className="mb-1.5 block font-medium text-sm">{label}</Base.Label>
      <div className="relative">
        <Base.Control
          type={type}
          value={value}
          onValueChange={next => onChange(String(next))}
          placeholder={placeholder}
          inputMode={inputMode}
          min={min}
          autoComplete="off"
          spellCheck={false}
          className={cx(INPUT, suffix !== undefined && 'pr-20')}
        />
        {suffix !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-faint text-sm">
            {suffix}
          </span>
        )}
      </div>
      {problem !== undefined ? (
        <Base.Error match className="mt-1.5 text-bad text-xs">
          {problem}
        </Base.Error>
      ) : (
        hint !== undefined && (
          <Base.Description className="mt-1.5 text-faint text-xs">{hint}</Base.Description>
        )
      )}
    </Base.Root>
  );
}
