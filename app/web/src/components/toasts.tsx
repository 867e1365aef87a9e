import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { cx } from '../lib/cx.ts';

type Kind = 'good' | 'bad';

/** Short messages in a corner, which screen readers speak. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={6_000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-50 flex flex-col gap-2 sm:right-4 sm:bottom-4 sm:left-auto sm:w-84">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map(toast => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={cx(
        'flex items-start gap-3 rounded-xl border bg-raised p-3.5 shadow-lg transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0',
        toast.type === 'bad' ? 'border-bad/50' : 'border-line',
      )}
    >
      <span
        aria-hidden
        className={cx(
          'mt-1.5 size-2 shrink-0 rounded-full',
          toast.type === 'bad' ? 'bg-bad' : 'bg-good',
        )}
      />
      <div className="min-w-0 grow">
        <Toast.Title className="font-medium text-sm" />
        <Toast.Description className="mt-0.5 break-words text-faint text-sm" />
      </div>
      <Toast.Close aria-label="Dismiss" className="rounded text-faint hover:text-ink">
        <X aria-hidden className="size-4" />
      </Toast.Close>
    </Toast.Root>
  ));
}

export function useToasts() {
  const { add } = Toast.useToastManager();
  return useMemo(
    () => ({
      tell: (kind: Kind, title: string, description: string) => {
        add({ title, description, type: kind, priority: kind === 'bad' ? 'high' : 'low' });
      },
    }),
    [add],
  );
}
