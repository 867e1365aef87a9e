import { Droplet, Search } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCluster } from '../cluster/cluster-context.tsx';
import { useSlotClock } from '../cluster/slot-clock.tsx';
import { Card } from '../components/card.tsx';
import { Change } from '../components/change.tsx';
import { INPUT } from '../components/field.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { PoolName, pairOf, quotedPrice } from '../components/pool-name.tsx';
import { Stat, Stats } from '../components/stat.tsx';
import { Empty, Failed, Loading, NotAvailable, Skeleton } from '../components/states.tsx';
import { Term } from '../components/tip.tsx';
import { TokenMark } from '../components/token.tsx';
import { until } from '../data/campaigns.ts';
import { useView, type View } from '../data/market.ts';
import { type PoolRow, usePoolRows } from '../data/use-stats.ts';
import { cx } from '../lib/cx.ts';
import { showNumber, showPercent, showValue } from '../lib/numbers.ts';

export function Pools() {
  const { view, error, refetch, isPending } = useView();
  const { rows } = usePoolRows(view);
  const [search, setSearch] = useState('');
  const shown = rows.filter(row => matches(row, view, search));
  return (
    <>
      <PageTitle
        title="Pools"
        note="Provide two tokens, earn a part of every trade, and stake what you get for streams of rewards."
      />
      {view && rows.length > 0 && <Summary rows={rows} unit={view.prices.unit.symbol} />}
      <Card
        flush
        title={view ? `${rows.length} ${rows.length === 1 ? 'pool' : 'pools'}` : 'Pools'}
        action={<SearchBox value={search} onChange={setSearch} />}
      >
        {isPending && <Loading what="pools" rows={4} />}
        {error && !view && <Failed error={error} retry={refetch} />}
        {view && rows.length === 0 && <NoPools />}
        {view && rows.length > 0 && shown.length === 0 && (
          <Empty icon={Search} title="No pool matches">
            Search for a token by its symbol or by its address.
          </Empty>
        )}
        {view && shown.length > 0 && <Table rows={shown} view={view} />}
      </Card>
    </>
  );
}

function NoPools() {
  const { cluster } = useCluster();
  return (
    <Empty icon={Droplet} title="No pools here yet">
      {cluster.kind === 'localnet'
        ? 'The program runs, and nobody has made a pool. `npm run web` starts a validator with pools, campaigns and traders.'
        : 'Nobody has made a pool on this cluster. Choose another under the cluster menu.'}
    </Empty>
  );
}

function matches(row: PoolRow, view: View | undefined, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '' || !view) return true;
  const { a, b } = pairOf(row.state, view.names);
  return [a.symbol, b.symbol, a.mint, b.mint, row.state.address].some(text =>
    text.toLowerCase().includes(wanted),
  );
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div className="relative w-full sm:w-60">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2.5 left-3 size-3.5 text-faint"
      />
      <input
        type="search"
        aria-label="Search for a token or address"
        placeholder="Token or address"
        value={value}
        onChange={event => onChange(event.target.value)}
        className={cx(INPUT, 'h-8.5 pl-8.5')}
      />
    </div>
  );
}

function Summary({ rows, unit }: { rows: readonly PoolRow[]; unit: string }) {
  const isRead = rows.every(({ stats }) => stats !== undefined);
  const isFailed = rows.some(({ error }) => error !== null);
  const total = (of: (row: PoolRow) => number | undefined) =>
    rows.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  const money = (value: number) =>
    isFailed ? (
      <NotAvailable because="the history of a pool could not be read" />
    ) : isRead ? (
      `${showValue(value)} ${unit}`
    ) : (
      <Skeleton className="mt-1 h-5 w-24" />
    );
  return (
    <Stats className="mb-5 rounded-xl border border-line bg-surface px-4 py-4 shadow-card sm:px-5">
      <Stat label="Liquidity">{`${showValue(total(({ tvl }) => tvl))} ${unit}`}</Stat>
      <Stat label="Volume, 24 h">{money(total(({ stats }) => stats?.volume))}</Stat>
      <Stat label="Fees to LPs, 24 h">{money(total(({ stats }) => stats?.fees))}</Stat>
      <Stat label="Live campaigns">{total(({ live }) => live.length)}</Stat>
    </Stats>
  );
}

const CELL = 'px-3 py-3.5 text-right align-middle';

function Table({ rows, view }: { rows: readonly PoolRow[]; view: View }) {
  return (
    <>
      <table className="hidden w-full text-sm md:table">
        <thead>
          <tr className="border-line border-b text-faint text-xs">
            <th scope="col" className="px-5 py-2 text-left font-normal">
              Pool
            </th>
            <th scope="col" className={cx(CELL, 'py-2 font-normal')}>
              Price
            </th>
            <th scope="col" className={cx(CELL, 'py-2 font-normal')}>
              Liquidity
            </th>
            <th scope="col" className={cx(CELL, 'py-2 font-normal')}>
              Volume, 24 h
            </th>
            <th scope="col" className={cx(CELL, 'py-2 font-normal')}>
              <Term text="The LPs' part of the trade fees of the last 24 hours, as a yearly rate of the liquidity. It supposes that trading goes on like this.">
                Fee APR
              </Term>
            </th>
            <th scope="col" className={cx(CELL, 'py-2 font-normal')}>
              <Term text="What a stake without a lock earns from the live campaigns, as a yearly rate, at today's prices and with today's stakers.">
                Reward APR
              </Term>
            </th>
            <th scope="col" className="px-5 py-2 text-left font-normal">
              Campaigns
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr
              key={row.state.address}
              className="relative border-line/70 border-b transition-colors last:border-0 hover:bg-sunken"
            >
              <th scope="row" className="px-5 py-3.5 text-left font-normal">
                <PoolLink row={row} view={view} />
              </th>
              <td className={CELL}>
                <Price row={row} view={view} />
              </td>
              <td className={CELL}>
                <Figure
                  of={row.tvl}
                  show={showValue}
                  because="no price of its tokens is known"
                  isRead
                />
              </td>
              <td className={CELL}>
                <Figure
                  of={row.stats?.volume}
                  show={showValue}
                  because="no price of its tokens is known"
                  isRead={row.stats !== undefined}
                  error={row.error}
                />
              </td>
              <td className={CELL}>
                <Figure
                  of={row.stats?.feeApr}
                  show={showPercent}
                  because="there was no trade in the last 24 hours"
                  isRead={row.stats !== undefined}
                  error={row.error}
                />
              </td>
              <td className={cx(CELL, 'font-medium text-reward')}>
                <Figure
                  of={row.rewards.apr}
                  show={showPercent}
                  because={row.rewards.because ?? ''}
                  isRead
                />
              </td>
              <td className="px-5 py-3.5">
                <LiveCampaigns row={row} view={view} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="divide-y divide-line/70 md:hidden">
        {rows.map(row => (
          <li key={row.state.address} className="relative px-4 py-4">
            <PoolLink row={row} view={view} />
            <dl className="mt-3 grid grid-cols-3 gap-2">
              <Small label="Liquidity">
                <Figure
                  of={row.tvl}
                  show={showValue}
                  because="no price of its tokens is known"
                  isRead
                />
              </Small>
              <Small label="Fee APR">
                <Figure
                  of={row.stats?.feeApr}
                  show={showPercent}
                  because="there was no trade in the last 24 hours"
                  isRead={row.stats !== undefined}
                  error={row.error}
                />
              </Small>
              <Small label="Reward APR">
                <span className="font-medium text-reward">
                  <Figure
                    of={row.rewards.apr}
                    show={showPercent}
                    because={row.rewards.because ?? ''}
                    isRead
                  />
                </span>
              </Small>
            </dl>
            {row.live.length > 0 && (
              <div className="mt-3">
                <LiveCampaigns row={row} view={view} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Price({ row, view }: { row: PoolRow; view: View }) {
  const quoted = quotedPrice(row.state, view, row.stats?.change);
  if (!quoted) return <NotAvailable because="the pool is empty" />;
  return (
    <>
      <span className="num block">{showNumber(quoted.price)}</span>
      {quoted.change !== undefined && <Change of={quoted.change} />}
    </>
  );
}

function Small({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-xs">{label}</dt>
      <dd className="num mt-0.5 text-sm">{children}</dd>
    </div>
  );
}

/** The whole row is the link; what is above it in the row stays usable. */
function PoolLink({ row, view }: { row: PoolRow; view: View }) {
  return (
    <Link href={`/pool/${row.state.address}`} className="after:absolute after:inset-0">
      <PoolName state={row.state} view={view} />
    </Link>
  );
}

export function Figure({
  of,
  show,
  because,
  isRead,
  error = null,
}: {
  of: number | undefined;
  show: (value: number) => string;
  because: string;
  isRead: boolean;
  /** Why it could not be read. */
  error?: unknown;
}) {
  if (error !== null) return <NotAvailable because="the history could not be read" />;
  if (!isRead) return <Skeleton className="inline-block h-4 w-14" />;
  return (
    <span className="num relative z-10">
      {of === undefined ? <NotAvailable because={because} /> : show(of)}
    </span>
  );
}

const SHOWN = 2;

function LiveCampaigns({ row, view }: { row: PoolRow; view: View }) {
  const { last, msPerSlot } = useSlotClock();
  if (row.live.length === 0) return <span className="text-faint text-xs">None</span>;
  const soonest = [...row.live].sort((x, y) => (x.campaign.endSlot < y.campaign.endSlot ? -1 : 1));
  return (
    <ul className="space-y-1">
      {soonest.slice(0, SHOWN).map(({ address, campaign }) => {
        const reward = view.names.of(campaign.rewardMint);
        return (
          <li key={address} className="flex items-center gap-1.5 text-xs">
            <TokenMark {...reward} size="sm" />
            <span className="font-medium">{reward.symbol}</span>
            <span className="num whitespace-nowrap text-faint">
              ends in {last ? until(campaign.endSlot, last.slot, msPerSlot) : '…'}
            </span>
          </li>
        );
      })}
      {soonest.length > SHOWN && (
        <li className="text-faint text-xs">and {soonest.length - SHOWN} more</li>
      )}
    </ul>
  );
}
