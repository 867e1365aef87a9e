import type { PoolState } from '@liquidity-mining/sdk';
import { ArrowLeft, Sprout } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { tokenWarnings } from '../actions/words.ts';
import { CampaignLine } from '../components/campaign-line.tsx';
import { Card } from '../components/card.tsx';
import { Notice } from '../components/notice.tsx';
import { PoolBadges, pairOf, quotedPair } from '../components/pool-name.tsx';
import { Stat, Stats } from '../components/stat.tsx';
import { Empty, Failed, Loading, NotAvailable, Skeleton } from '../components/states.tsx';
import { Tabs } from '../components/tabs.tsx';
import { PairMarks } from '../components/token.tsx';
import { useView, type View } from '../data/market.ts';
import { type PoolRow, usePoolRows } from '../data/use-stats.ts';
import { formatShort } from '../lib/amount.ts';
import { showPercent, showValue } from '../lib/numbers.ts';
import { Activity } from './pool/activity.tsx';
import { PoolCharts } from './pool/charts.tsx';
import { ProvideForm } from './pool/provide-form.tsx';
import { StakeForm } from './pool/stake-form.tsx';
import { SwapForm } from './pool/swap-form.tsx';
import { WithdrawForm } from './pool/withdraw-form.tsx';

export default function Pool({ address }: { address: string }) {
  const { view, error, isPending, refetch } = useView();
  const { rows, histories } = usePoolRows(view);
  if (isPending) return <Loading what="the pool" rows={6} />;
  if (error && !view) return <Failed error={error} retry={refetch} />;
  const row = rows.find(({ state }) => state.address === address);
  if (!view || !row) return <NoSuchPool />;
  const { state, stats } = row;
  return (
    <>
      <Header state={state} view={view} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_23.5rem]">
        <div className="grid min-w-0 gap-4 max-lg:order-2">
          <Figures row={row} view={view} />
          <PoolCharts state={state} view={view} stats={stats} error={row.error} />
          <Campaigns row={row} view={view} />
          <Card flush title="Activity">
            <Activity
              state={state}
              names={view.names}
              history={histories.get(state.address) ?? []}
            />
          </Card>
        </div>
        <div className="max-lg:order-1 lg:sticky lg:top-20">
          <Actions state={state} view={view} />
        </div>
      </div>
    </>
  );
}

const NO_PRICE = 'no price of its tokens is known';

function NoSuchPool() {
  return (
    <Empty
      icon={Sprout}
      title="There is no such pool on this cluster"
      action={
        <Link href="/" className="text-accent-text text-sm underline">
          See all pools
        </Link>
      }
    >
      Check the address, and the cluster at the top of the page.
    </Empty>
  );
}

function Header({ state, view }: { state: PoolState; view: View }) {
  const { base, quote } = quotedPair(state, view);
  return (
    <div className="mb-5">
      <Link
        href="/"
        className="mb-2 inline-flex items-center gap-1 text-faint text-xs hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        Pools
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PairMarks a={base} b={quote} size="lg" />
        <h1 className="font-semibold text-2xl tracking-tight">
          {base.symbol} / {quote.symbol}
        </h1>
        <PoolBadges state={state} />
      </div>
    </div>
  );
}

function Figures({ row, view }: { row: PoolRow; view: View }) {
  const { tvl, stats, rewards, state, error } = row;
  const { a, b } = pairOf(state, view.names);
  const { symbol } = view.prices.unit;
  const wait =
    error === null ? (
      <Skeleton className="mt-1 h-5 w-20" />
    ) : (
      <NotAvailable because="the history could not be read" />
    );
  const money = (value: number | undefined) =>
    stats === undefined ? (
      wait
    ) : value === undefined ? (
      <NotAvailable because={NO_PRICE} />
    ) : (
      `${showValue(value)} ${symbol}`
    );
  return (
    <Stats className="rounded-xl border border-line bg-surface px-4 py-4 shadow-card sm:px-5">
      <Stat
        label="Liquidity"
        note={`${formatShort(state.pool.reserveA, a.decimals, 0)} ${a.symbol} + ${formatShort(state.pool.reserveB, b.decimals, 0)} ${b.symbol}`}
      >
        {tvl === undefined ? <NotAvailable because={NO_PRICE} /> : `${showValue(tvl)} ${symbol}`}
      </Stat>
      <Stat label="Volume, 24 h" note={stats && `${stats.swaps} swaps`}>
        {money(stats?.volume)}
      </Stat>
      <Stat label="Fee APR" note="of the last 24 h">
        {stats === undefined ? (
          wait
        ) : stats.feeApr === undefined ? (
          <NotAvailable because="there was no trade in the last 24 hours" />
        ) : (
          showPercent(stats.feeApr)
        )}
      </Stat>
      <Stat label="Reward APR" note="without a lock" tone="reward">
        {rewards.apr === undefined ? (
          <NotAvailable because={rewards.because ?? ''} />
        ) : (
          showPercent(rewards.apr)
        )}
      </Stat>
    </Stats>
  );
}

function Campaigns({ row, view }: { row: PoolRow; view: View }) {
  const all = view.market.campaigns.get(row.state.farmAddress) ?? [];
  return (
    <Card
      flush
      title="Campaigns"
      note="Anyone can fund one, in any token. Stakers share it slot by slot."
      action={
        <Link
          href={`/campaigns/${row.state.address}`}
          className="font-medium text-accent-text text-sm hover:underline"
        >
          Fund one
        </Link>
      }
    >
      {all.length === 0 ? (
        <p className="px-4 pb-4 text-faint text-sm sm:px-5">
          No campaign yet: stakes earn trade fees only.
        </p>
      ) : (
        <ul className="divide-y divide-line/70">
          {[...all].reverse().map(campaign => (
            <CampaignLine key={campaign.address} state={campaign} view={view} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Actions({ state, view }: { state: PoolState; view: View }) {
  const [tab, setTab] = useState('swap');
  const warnings = tokenWarnings([state.tokenA, state.tokenB], view.names);
  return (
    <div className="space-y-3">
      <section
        aria-label="Trade and provide"
        className="rounded-xl border border-line bg-surface shadow-card"
      >
        <Tabs
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'swap', label: 'Swap', content: <SwapForm state={state} view={view} /> },
            {
              value: 'provide',
              label: 'Provide',
              content: (
                <ProvideForm state={state} view={view} onProvidedAlone={() => setTab('stake')} />
              ),
            },
            { value: 'stake', label: 'Stake', content: <StakeForm state={state} view={view} /> },
            {
              value: 'withdraw',
              label: 'Withdraw',
              content: <WithdrawForm state={state} view={view} />,
            },
          ]}
        />
      </section>
      {warnings.map(({ kind, text }) => (
        <Notice key={text} kind={kind}>
          {text}
        </Notice>
      ))}
    </div>
  );
}
