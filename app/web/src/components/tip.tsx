import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';

/** A word of explanation, on hover, focus and for screen readers. */
export function Tip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={<button type="button" className="cursor-help text-left" aria-description={text} />}
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="max-w-72 rounded-lg border border-line bg-raised px-3 py-2 text-ink text-xs leading-relaxed shadow-lg">
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** A name with an explanation behind it. */
export function Term({ children, text }: { children: ReactNode; text: string }) {
  return (
    <Tip text={text}>
      <span className="underline decoration-line-strong decoration-dotted underline-offset-3">
        {children}
      </span>
    </Tip>
  );
}
