import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

/** A window over the page; from below on a phone. */
export function Dialog({
  isOpen,
  onClose,
  title,
  note,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Base.Root open={isOpen} onOpenChange={open => open || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/45 transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup className="fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] flex-col overflow-y-auto rounded-t-2xl border border-line bg-surface shadow-2xl transition-all data-[ending-style]:translate-y-3 data-[starting-style]:translate-y-3 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[28rem] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl sm:data-[ending-style]:-translate-y-[calc(50%-0.5rem)] sm:data-[starting-style]:-translate-y-[calc(50%-0.5rem)]">
          <div className="flex items-start justify-between gap-3 px-5 pt-4">
            <div className="min-w-0">
              <Base.Title className="font-semibold text-base tracking-tight">{title}</Base.Title>
              {note !== undefined && (
                <Base.Description className="mt-0.5 text-faint text-sm">{note}</Base.Description>
              )}
            </div>
            <Base.Close
              render={
                <Button look="quiet" size="sm" className="-mr-2 w-8 px-0" aria-label="Close" />
              }
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div className="px-5 pt-3 pb-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
