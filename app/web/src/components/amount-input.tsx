import { Field } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import { formatAmount, formatShort } from '../lib/amount.ts';
import { cx } from '../lib/cx.ts';
import { TokenMark } from './token.tsx';

/** An amount of a token, as people write it, with what they have of it. */
export function AmountInput({
  label,
  token,
  value,
  onChange,
  balance,
  problem,
  worth,
  isReadOnly = false,
  picker,
}: {
  label: string;
  token: { mint: string; symbol: string; decimals: number };
  value: string;
  onChange?: (value: string) => void;
  balance?: bigint | undefined;
  problem?: string | undefined;
  worth?: ReactNode;
  isReadOnly?: boolean;
  /** In place of the token's name, a way to choose another. */
  picker?: ReactNode;
}) {
  return (
    <Field.Root invalid={problem !== undefined}>
      <div
        className={cx(
          'rounded-xl border px-3.5 py-2.5 transition-colors focus-within:border-accent',
          problem === undefined ? 'border-line' : 'border-bad/60',
          isReadOnly ? 'bg-sunken/60' : 'bg-sunken',
        )}
      >
        <div className="flex items-center justify-between gap-3">
          <Field.Label className="text-faint text-xs">{label}</Field.Label>
          {balance !== undefined && (
            <span className="num flex items-center gap-1 text-faint text-xs">
              Balance {formatShort(balance, token.decimals)}
              {onChange && balance > 0n && (
                <button
                  type="button"
                  className="rounded px-1 font-medium text-accent-text hover:underline"
                  onClick={() =>
                    onChange(formatAmount(balance, token.decimals).replaceAll(',', ''))
                  }
                  aria-label={`Max, the whole balance of ${token.symbol}`}
                >
                  Max
                </button>
              )}
            </span>
          )}
        </div>
        <div className="mt-0.5 flex items-center gap-3">
          <Field.Control
            value={value}
            onValueChange={next => onChange?.(String(next))}
            readOnly={isReadOnly}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0"
            className="h-9 w-full min-w-0 bg-transparent font-medium text-2xl tracking-tight placeholder:text-faint focus:outline-none"
          />
          {picker ?? (
            <span className="flex items-center gap-2 font-medium">
              <TokenMark {...token} size="sm" />
              {token.symbol}
            </span>
          )}
        </div>
        {worth !== undefined && <div className="num h-4 text-faint text-xs">{worth}</div>}
      </div>
      {problem !== undefined && (
        <Field.Error match className="mt-1.5 text-bad text-xs">
          {problem}
        </Field.Error>
      )}
    </Field.Root>
  );
}
