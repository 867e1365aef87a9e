import type { PoolState } from '@liquidity-mining/sdk';
import { ChartLine } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Card } from '../../components/card.tsx';
import { Change } from '../../components/change.tsx';
import { Notice } from '../../components/notice.tsx';
import { quotedPair, quotedPrice } from '../../components/pool-name.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Empty, Skeleton } from '../../components/states.tsx';
import { depthOf } from '../../data/depth.ts';
import type { View } from '../../data/market.ts';
import type { PoolStats } from '../../data/pool-stats.ts';
import { explain } from '../../lib/explain.ts';
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
  error,
}: {
  state: PoolState;
  view: View;
  stats: PoolStats | undefined;
  /** Why there is no history. */
  error: unknown;
}) {
  const [kind, setKind] = useState<Kind>('price');
  const { base, quote, isFlipped } = quotedPair(state, view);
  const quoted = quotedPrice(state, view, stats?.change);
  const price = quoted?.price;
  const moments = stats?.moments;
  const points = useMemo(
    () =>
      (moments ?? []).flatMap(moment => {
        const ofBase = isFlipped ? 1 / moment.price : moment.price;
        const value = kind === 'tvl' ? moment.tvl : ofBase;
        return value === undefined ? [] : [{ time: moment.time, value }];
      }),
    [moments, kind, isFlipped],
  );
  const depth = useMemo(
    () => (kind === 'depth' ? depthOf(state, isFlipped) : []),
    [kind, state, isFlipped],
  );
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
              {quote.symbol} for 1 {base.symbol}
            </span>{' '}
            {quoted?.change !== undefined && <Change of={quoted.change} />}
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
            <DepthChart points={depth} price={price} base={base.symbol} quote={quote.symbol} />
          )
        ) : error !== null ? (
          <Notice kind="bad" title={explain(error).title}>
            {explain(error).nextStep}
          </Notice>
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
                : `Price of ${base.symbol} in ${quote.symbol}`
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
