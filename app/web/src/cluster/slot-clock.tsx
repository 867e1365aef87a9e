import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useCluster } from './cluster-context.tsx';

const POLL_MS = 1_000;
const DEVNET_POLL_MS = 2_500;
/** Until two slots have been seen. */
const FIRST_GUESS_MS = 400;
/** How far back the slot time is measured. */
const WINDOW_MS = 60_000;
/** Below this the pace of the polls says more than that of the slots. */
const ENOUGH_MS = 8_000;

type Sample = { slot: bigint; at: number };
type Clock = {
  /** The last slot read, and when; nothing before the first answer. */
  last: Sample | null;
  /** An estimate, measured here from the slots that passed lately: slots are not seconds. */
  msPerSlot: number;
  isDown: boolean;
  error: unknown;
};

const Context = createContext<Clock>({
  last: null,
  msPerSlot: FIRST_GUESS_MS,
  isDown: false,
  error: null,
});

/** Asks for the slot at a steady pace, which also tells whether the RPC is there. */
export function SlotClock({ children }: { children: ReactNode }) {
  const { rpc, cluster } = useCluster();
  const client = useQueryClient();
  const samples = useRef<Sample[]>([]);
  const slot = useQuery({
    queryKey: ['slot', cluster.url],
    queryFn: async () => {
      const value = await rpc.getSlot({ commitment: 'processed' }).send();
      return { slot: value, at: performance.now() };
    },
    refetchInterval: cluster.kind === 'localnet' ? POLL_MS : DEVNET_POLL_MS,
    refetchIntervalInBackground: false,
    retry: false,
  });
  const last = slot.data ?? null;
  const msPerSlot = useMemo(() => {
    if (last) samples.current = keep(samples.current, last);
    return measure(samples.current);
  }, [last]);

  // What was missed while the RPC was away is read again once it is back.
  const isDown = slot.isError;
  const wasDown = useRef(false);
  useEffect(() => {
    if (wasDown.current && !isDown) void client.invalidateQueries();
    wasDown.current = isDown;
  }, [isDown, client]);

  const value = useMemo(
    () => ({ last, msPerSlot, isDown, error: slot.error }),
    [last, msPerSlot, isDown, slot.error],
  );
  return <Context value={value}>{children}</Context>;
}

export function useSlotClock(): Clock {
  return useContext(Context);
}

const TICK_MS = 100;
const THOUSAND = 1_000;

/**
 * The present slot, and how far into it we are, in thousandths: an estimate that runs on between two
 * answers of the RPC, by at most two slots' time beyond what was read.
 */
export function useNow(isTicking = true): { slot: bigint; thousandths: bigint } | null {
  const { last, msPerSlot, isDown } = useSlotClock();
  const [, setTick] = useState(0);
  useEffect(() => {
    if (!isTicking || isDown) return;
    const timer = setInterval(() => setTick(tick => tick + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [isTicking, isDown]);
  if (!last) return null;
  const passed = isDown ? 0 : Math.max(0, performance.now() - last.at) / msPerSlot;
  const whole = Math.floor(passed);
  return {
    slot: last.slot + BigInt(whole),
    thousandths: BigInt(Math.floor((passed - whole) * THOUSAND)),
  };
}

function keep(samples: Sample[], last: Sample): Sample[] {
  const previous = samples.at(-1);
  // Another chain, or a validator that began anew.
  if (previous && last.slot < previous.slot) return [last];
  return [...samples.filter(each => last.at - each.at < WINDOW_MS), last];
}

function measure(samples: readonly Sample[]): number {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.slot <= first.slot || last.at - first.at < ENOUGH_MS) {
    return FIRST_GUESS_MS;
  }
  return (last.at - first.at) / Number(last.slot - first.slot);
}
