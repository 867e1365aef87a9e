import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { INPUT } from './field.tsx';

export type Option = { value: string; label: string; content?: ReactNode | undefined };

export function Select({
  label,
  value,
  onChange,
  options,
  placeholder,
}: {
  label: string;
  value: string | null;
  onChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string;
}) {
  const picked = options.find(option => option.value === value);
  return (
    <div className="min-w-0">
      <Base.Root
        items={options}
        value={value}
        onValueChange={next => next !== null && onChange(next)}
      >
        <Base.Label className="mb-1.5 block font-medium text-sm">{label}</Base.Label>
        <Base.Trigger
          className={`${INPUT} flex cursor-pointer items-center justify-between gap-2 text-left`}
        >
          <Base.Value className="min-w-0 truncate">
            {() =>
              picked?.content ?? picked?.label ?? <span className="text-faint">{placeholder}</span>
            }
          </Base.Value>
          <Base.Icon>
            <ChevronDown aria-hidden className="size-4 text-faint" />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
            <Base.Popup className="max-h-80 min-w-[var(--anchor-width)] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-lg">
              {options.map(option => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="flex cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 py-2 text-sm data-[highlighted]:bg-accent-soft"
                >
                  <Base.ItemText>{option.content ?? option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent-text" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
