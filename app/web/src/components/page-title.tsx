import type { ReactNode } from 'react';

export function PageTitle({
  title,
  note,
  action,
}: {
  title: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-balance font-semibold text-2xl tracking-tight">{title}</h1>
        {note !== undefined && (
          <p className="mt-1 max-w-2xl text-pretty text-faint text-sm">{note}</p>
        )}
      </div>
      {action}
    </div>
  );
}
