import type { ProgramEvent } from '@liquidity-mining/client';
import type { EventRecord, PoolState } from '@liquidity-mining/sdk';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { pairOf } from '../../components/pool-name.tsx';
import type { Names } from '../../data/tokens.ts';
import { shortAddress } from '../../lib/address.ts';
import { formatShort } from '../../lib/amount.ts';
import { showSpan } from '../../lib/time.ts';

const SHOWN = 8;

/** What happened in a pool lately, newest first. */
export function Activity({
  state,
  names,
  history,
}: {
  state: PoolState;
  names: Names;
  history: readonly EventRecord[];
}) {
  const { last, msPerSlot } = useSlotClock();
  const lines = history
    .slice(-SHOWN * 3)
    .flatMap(record =>
      record.events.flatMap((event, i) => {
        const words = wordsOf(event, state, names);
        return words ? [{ key: `${record.signature} ${i}`, slot: record.slot, ...words }] : [];
      }),
    )
    .slice(-SHOWN)
    .reverse();
  if (lines.length === 0) {
    return <p className="px-4 pb-4 text-faint text-sm sm:px-5">Nothing has happened here yet.</p>;
  }
  return (
    <ul className="divide-y divide-line/70">
      {lines.map(({ key, slot, what, amounts, who }) => (
        <li
          key={key}
          className="num grid grid-cols-[5rem_minmax(0,1fr)_auto] items-baseline gap-3 px-4 py-2 text-sm sm:px-5"
        >
          <span className="text-faint">{what}</span>
          <span className="truncate">{amounts}</span>
          <span className="text-right text-faint text-xs">
            <span className="max-sm:hidden">{shortAddress(who)} · </span>
            {last && last.slot > slot
              ? `${showSpan((Number(last.slot - slot) * msPerSlot) / 1_000)} ago`
              : 'now'}
          </span>
        </li>
      ))}
    </ul>
  );
}

function wordsOf(event: ProgramEvent, state: PoolState, names: Names) {
  const { a, b } = pairOf(state, names);
  const ofA = (amount: bigint) => `${formatShort(amount, a.decimals)} ${a.symbol}`;
  const ofB = (amount: bigint) => `${formatShort(amount, b.decimals)} ${b.symbol}`;
  switch (event.name) {
    case 'Swapped': {
      const { aToB, amountIn, amountOut, trader } = event.fields;
      return {
        what: 'Swap',
        who: trader,
        amounts:
          aToB === 1n
            ? `${ofA(amountIn)} for ${ofB(amountOut)}`
            : `${ofB(amountIn)} for ${ofA(amountOut)}`,
      };
    }
    case 'LiquidityChanged': {
      const { isDeposit, amountA, amountB, owner } = event.fields;
      return {
        what: isDeposit === 1n ? 'Deposit' : 'Withdrawal',
        who: owner,
        amounts: `${ofA(amountA)} and ${ofB(amountB)}`,
      };
    }
    case 'StakeChanged': {
      const { isStake, lpAmount, owner } = event.fields;
      return {
        what: isStake === 1n ? 'Stake' : 'Unstake',
        who: owner,
        amounts: `${formatShort(lpAmount, state.tokenLp.decimals)} LP`,
      };
    }
    default:
      return undefined;
  }
}
