import { Checkbox } from '@base-ui/react/checkbox';
import { useQueryClient } from '@tanstack/react-query';
import { Check, LoaderCircle } from 'lucide-react';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useCluster } from '../cluster/cluster-context.tsx';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Notice } from '../components/notice.tsx';
import { Line, Lines } from '../components/stat.tsx';
import { Skeleton } from '../components/states.tsx';
import { formatAmount } from '../lib/amount.ts';
import { cx } from '../lib/cx.ts';
import { explain } from '../lib/explain.ts';
import { useWallet } from '../wallet/wallet-context.tsx';
import { BalanceChanges } from './balance-changes.tsx';
import type { Action, Warning } from './preview.ts';
import {
  costsOf,
  execute,
  type ReviewState,
  type Simulated,
  type Step,
  simulate,
} from './review-machine.ts';

type Open = (action: Action, onDone?: () => void) => void;
const Context = createContext<Open>(() => {});

/** Opens the window in which an action is shown, simulated, signed and followed. */
export function useReview(): Open {
  return useContext(Context);
}

export function ReviewProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<{ action: Action; onDone?: () => void } | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const open = useCallback<Open>((action, onDone) => {
    setCurrent(onDone ? { action, onDone } : { action });
    setIsOpen(true);
  }, []);
  return (
    <Context value={open}>
      {children}
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={current?.action.title ?? ''}>
        {current && isOpen && (
          <Review action={current.action} onDone={current.onDone} close={() => setIsOpen(false)} />
        )}
      </Dialog>
    </Context>
  );
}

function Review({
  action,
  onDone,
  close,
}: {
  action: Action;
  onDone: (() => void) | undefined;
  close: () => void;
}) {
  const { rpc } = useCluster();
  const { connected } = useWallet();
  const client = useQueryClient();
  const [state, setState] = useState<ReviewState>({ stage: 'planning' });
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const set = useCallback((next: ReviewState) => {
    if (!isGone.current) setState(next);
  }, []);

  const plan = useCallback(async () => {
    if (!connected) return;
    set({ stage: 'planning' });
    try {
      set({ stage: 'ready', simulated: await simulate(action, rpc, connected) });
    } catch (error) {
      set({ stage: 'failed', error });
    }
  }, [action, rpc, connected, set]);
  // Once for each action: a wallet or an RPC that changes meanwhile must not undo what is under way.
  const planned = useRef<Action | null>(null);
  useEffect(() => {
    if (planned.current === action) return;
    planned.current = action;
    void plan();
  }, [action, plan]);

  const confirm = async (simulated: Simulated) => {
    set({ stage: 'sending', simulated, step: 'signing', index: 0 });
    try {
      const signatures = await execute(simulated, rpc, (step, index) =>
        set({ stage: 'sending', simulated, step, index }),
      );
      set({ stage: 'done', simulated, signatures });
      onDone?.();
    } catch (error) {
      set({ stage: 'failed', error, simulated });
    } finally {
      await client.invalidateQueries();
    }
  };

  if (!connected) return <Notice title="Connect a wallet first" />;
  if (state.stage === 'planning') return <Planning />;
  if (state.stage === 'failed') return <FailedStage error={state.error} again={plan} />;
  const { simulated } = state;
  return (
    <div className="space-y-4">
      <Lines>
        {simulated.preview.lines.map(({ label, value, tone }) => (
          <Line key={label} label={label} tone={tone}>
            {value}
          </Line>
        ))}
      </Lines>
      <Costs simulated={simulated} isDone={state.stage === 'done'} owner={connected.address} />
      {state.stage === 'ready' && (
        <Confirm
          warnings={simulated.preview.warnings}
          label={action.confirm}
          confirm={() => confirm(simulated)}
        />
      )}
      {state.stage === 'sending' && (
        <Progress step={state.step} index={state.index} count={simulated.prepared.length} />
      )}
      {state.stage === 'done' && (
        <>
          <Notice kind="good" role="status" title={action.done}>
            <span className="num block truncate text-xs">
              {state.signatures.length === 1 ? 'Transaction' : 'Transactions'}{' '}
              {state.signatures.join(', ')}
            </span>
          </Notice>
          <Button look="primary" size="lg" onClick={close}>
            Close
          </Button>
        </>
      )}
    </div>
  );
}

function Planning() {
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">Working out and simulating</span>
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-6 w-4/5" />
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  );
}

function FailedStage({ error, again }: { error: unknown; again: () => void }) {
  const { title, nextStep } = explain(error);
  return (
    <div className="space-y-4">
      <Notice kind="bad" role="alert" title={title}>
        {nextStep}
      </Notice>
      <Button look="primary" size="lg" onClick={again}>
        Work it out again
      </Button>
    </div>
  );
}

const SOL_DECIMALS = 9;

function Costs({
  simulated,
  isDone,
  owner,
}: {
  simulated: Simulated;
  isDone: boolean;
  owner: string;
}) {
  const runs = simulated.prepared.map(({ dryRun }) => dryRun);
  const { feeLamports, rentLamports, computeUnits } = costsOf(runs);
  return (
    <section className="rounded-lg bg-sunken px-3.5 py-2.5">
      <h3 className="mb-1 font-medium text-faint text-xs">
        {isDone ? 'As simulated' : 'Simulated just now'}
      </h3>
      <BalanceChanges runs={runs} owner={owner} />
      <Lines>
        <Line label="Network fee">{formatAmount(feeLamports, SOL_DECIMALS)} SOL</Line>
        {rentLamports !== 0n && (
          <Line label={rentLamports > 0n ? 'Rent, returned when accounts close' : 'Rent returned'}>
            {formatAmount(rentLamports > 0n ? rentLamports : -rentLamports, SOL_DECIMALS)} SOL
          </Line>
        )}
        <Line label="Compute units">
          {computeUnits.toLocaleString('en-US')}
          {runs.length > 1 && ` in ${runs.length} transactions`}
        </Line>
      </Lines>
    </section>
  );
}

function Confirm({
  warnings,
  label,
  confirm,
}: {
  warnings: readonly Warning[];
  label: string;
  confirm: () => void;
}) {
  const mustAccept = warnings.some(warning => warning.mustAccept);
  const [isAccepted, setIsAccepted] = useState(false);
  return (
    <>
      {warnings.map(warning => (
        <Notice key={warning.text} kind={warning.kind}>
          {warning.text}
        </Notice>
      ))}
      {mustAccept && (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside
        <label className="flex cursor-pointer items-center gap-2.5 text-sm">
          <Checkbox.Root
            checked={isAccepted}
            onCheckedChange={setIsAccepted}
            className="grid size-5 shrink-0 place-items-center rounded border border-line-strong bg-surface data-[checked]:border-accent data-[checked]:bg-accent data-[checked]:text-accent-ink"
          >
            <Checkbox.Indicator>
              <Check aria-hidden className="size-3.5" />
            </Checkbox.Indicator>
          </Checkbox.Root>
          I have read this and want it all the same
        </label>
      )}
      <Button look="primary" size="lg" disabled={mustAccept && !isAccepted} onClick={confirm}>
        {label}
      </Button>
    </>
  );
}

const STEPS = ['Sign in the wallet', 'Send', 'Confirm'] as const;
const DONE_BEFORE: Record<Step, number> = { signing: 0, sent: 1, waiting: 2, confirmed: 3 };

function Progress({ step, index, count }: { step: Step; index: number; count: number }) {
  const passed = DONE_BEFORE[step];
  const steps = useMemo(
    () => STEPS.map((name, i) => ({ name, isDone: i < passed, isNow: i === passed })),
    [passed],
  );
  return (
    <div role="status" className="rounded-lg border border-line px-3.5 py-3">
      {count > 1 && (
        <p className="num mb-2 text-faint text-xs">
          Transaction {index + 1} of {count}
        </p>
      )}
      <ol className="flex justify-between gap-2">
        {steps.map(({ name, isDone, isNow }) => (
          <li
            key={name}
            className={cx(
              'flex items-center gap-1.5 text-sm',
              isDone ? 'text-good' : isNow ? 'font-medium' : 'text-faint',
            )}
          >
            {isDone ? (
              <Check aria-hidden className="size-4" />
            ) : isNow ? (
              <LoaderCircle aria-hidden className="size-4 animate-spin" />
            ) : (
              <span aria-hidden className="size-4 rounded-full border border-line-strong" />
            )}
            {name}
          </li>
        ))}
      </ol>
    </div>
  );
}
