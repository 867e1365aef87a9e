import type { Address } from '@solana/kit';
import { lazy, Suspense, useMemo } from 'react';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { Card } from '../../components/card.tsx';
import { Skeleton } from '../../components/states.tsx';
import type { Holding } from '../../data/holdings.ts';
import type { View } from '../../data/market.ts';
import { pendingByMint, worthOf } from '../../data/pending.ts';
import { showValue } from '../../lib/numbers.ts';

const HistoryChart = lazy(() => import('../../charts/history-chart.tsx'));

/** Rewards so far over time: what was claimed, from the chain's events, and what is pending now. */
export function RewardsCard({
  holdings,
  view,
  owner,
}: {
  holdings: readonly Holding[];
  view: View;
  owner: Address;
}) {
  const { last, msPerSlot } = useSlotClock();
  const claims = useMemo(() => claimsOf(holdings, view, owner), [holdings, view, owner]);
  const pending = last
    ? worthOf(
        pendingByMint(
          holdings.flatMap(({ rewards }) => rewards),
          { slot: last.slot, thousandths: 0n },
        ),
        view,
      ).value
    : 0;
  const claimed = claims.at(-1)?.value ?? 0;
  if (claims.length < 2) return null;
  return (
    <Card
      title="Rewards accrued"
      note={`${showValue(claimed)} claimed and ${showValue(pending)} pending, in ${view.prices.unit.symbol} at today's prices`}
    >
      <Suspense fallback={<Skeleton className="h-56 w-full sm:h-64" />}>
        <HistoryChart
          points={[
            ...claims,
            { time: timeOf(last?.slot, claims.at(-1), msPerSlot), value: claimed + pending },
          ]}
          label={`Rewards accrued in ${view.prices.unit.symbol}`}
        />
      </Suspense>
    </Card>
  );
}

/** When a slot is, by the chain's own clock: so long after an event as the slots between take. */
function timeOf(
  slot: bigint | undefined,
  event: { time: number; slot: bigint } | undefined,
  msPerSlot: number,
): number {
  if (slot === undefined || event === undefined) return 0;
  return event.time + Math.round((Number(slot - event.slot) * msPerSlot) / 1_000);
}

function claimsOf(holdings: readonly Holding[], { prices, names, market }: View, owner: Address) {
  const mintOf = new Map(
    [...market.campaigns.values()].flat().map(each => [each.address, each.campaign.rewardMint]),
  );
  const paid = holdings
    .flatMap(({ history }) => history)
    .flatMap(({ blockTime, slot, events }) =>
      events.flatMap(event => {
        if (event.name !== 'RewardClaimed' || event.fields.owner !== owner) return [];
        const mint = mintOf.get(event.fields.campaign);
        const value = mint && prices.value(mint, event.fields.amount, names.of(mint).decimals);
        return value === undefined || blockTime === null
          ? []
          : [{ time: Number(blockTime), slot, value }];
      }),
    )
    .sort((x, y) => x.time - y.time);
  let sum = 0;
  return paid.map(({ time, slot, value }) => {
    sum += value;
    return { time, slot, value: sum };
  });
}
