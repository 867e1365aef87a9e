import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export function Tabs({
  tabs,
  value,
  onChange,
}: {
  tabs: readonly { value: string; label: string; content: ReactNode }[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Base.Root value={value} onValueChange={next => onChange(String(next))}>
      <Base.List className="relative flex gap-1 border-line border-b px-3 sm:px-4">
        {tabs.map(tab => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="h-11 cursor-pointer px-2.5 font-medium text-faint text-sm transition-colors hover:text-ink data-[active]:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-[-1px] left-0 h-0.5 w-[var(--active-tab-width)] translate-x-[var(--active-tab-left)] rounded-full bg-accent transition-all duration-200" />
      </Base.List>
      {tabs.map(tab => (
        <Base.Panel key={tab.value} value={tab.value} className="p-4 outline-offset-[-2px] sm:p-5">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
