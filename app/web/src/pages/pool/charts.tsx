import type { PoolState } from '@liquidity-mining/sdk';
import { ChartLine } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Card } from '../../components/card.tsx';
import { pairOf } from '../../components/pool-name.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Empty, Skeleton } from '../../components/states.tsx';
import { depthOf } from '../../data/depth.ts';
import type { View } from '../../data/market.ts';
import type { PoolStats } from '../../data/pool-stats.ts';
import { spotPrice } from '../../data/prices.ts';
import { showNumber } from '../../lib/numbers.ts';

// Charts come when they are looked at: they are most of the script.
const HistoryChart = lazy(() => import('../../charts/history-chart.tsx'));
const DepthChart = lazy(() => import('../../charts/depth-chart.tsx'));

type Kind = 'price' | 'tvl' | 'depth';

/** Price, liquidity and depth of a pool. */
export function PoolCharts({
  state,
  view,
  stats,
}: {
  state: PoolState;
  view: View;
  stats: PoolStats | undefined;
}) {
  const [kind, setKind] = useState<Kind>('price');
  const { a, b } = pairOf(state, view.names);
  const price = spotPrice(state);
  const moments = stats?.moments;
  const points = useMemo(
    () =>
      (moments ?? []).flatMap(moment => {
        const value = kind === 'tvl' ? moment.tvl : moment.price;
        return value === undefined ? [] : [{ time: moment.time, value }];
      }),
    [moments, kind],
  );
  const depth = useMemo(() => (kind === 'depth' ? depthOf(state) : []), [kind, state]);
  const waiting = <Skeleton className="h-56 w-full sm:h-64" />;
  return (
    <Card
      title={
        price === undefined ? (
          'No price yet'
        ) : (
          <span className="num">
            <span className="text-xl">{showNumber(price)}</span>{' '}
            <span className="font-normal text-faint text-sm">
              {b.symbol} for 1 {a.symbol}
            </span>
          </span>
        )
      }
      action={
        <Segmented
          label="Chart"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'price', label: 'Price' },
            { value: 'tvl', label: 'Liquidity' },
            { value: 'depth', label: 'Depth' },
          ]}
        />
      }
    >
      <Suspense fallback={waiting}>
        {kind === 'depth' ? (
          price === undefined ? (
            <NoChart />
          ) : (
            <DepthChart points={depth} price={price} symbolA={a.symbol} symbolB={b.symbol} />
          )
        ) : stats === undefined ? (
          waiting
        ) : points.length < 2 ? (
          <NoChart />
        ) : (
          <HistoryChart
            points={points}
            label={
              kind === 'tvl'
                ? `Liquidity in ${view.prices.unit.symbol}`
                : `Price of ${a.symbol} in ${b.symbol}`
            }
          />
        )}
      </Suspense>
    </Card>
  );
}

function NoChart() {
  return (
    <Empty icon={ChartLine} title="Not enough has happened yet">
      The chart is drawn from the pool&apos;s own events: deposits and swaps.
    </Empty>
  );
}
