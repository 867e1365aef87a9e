import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

/** One of a few choices, all in sight. */
export function Segmented<T extends string>({
  label,
  value,
  onChange,
  options,
  fill = false,
}: {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; isDisabled?: boolean }[];
  fill?: boolean;
}) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={next => onChange(next as T)}
      className={cx('flex rounded-lg bg-sunken p-0.5', fill ? 'w-full' : 'w-fit')}
    >
      {options.map(option => (
        <Radio.Root
          key={option.value}
          value={option.value}
          disabled={option.isDisabled}
          aria-label={typeof option.label === 'string' ? option.label : option.value}
          className={cx(
            'num flex h-8 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-md border border-transparent px-3 text-soft text-xs transition-colors hover:text-ink',
            'data-[checked]:border-line data-[checked]:bg-raised data-[checked]:font-medium data-[checked]:text-ink data-[disabled]:cursor-not-allowed data-[disabled]:text-faint',
            fill && 'grow basis-0',
          )}
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
