import { reportToCsv } from '@liquidity-mining/sdk';
import { Download } from 'lucide-react';
import { Link } from 'wouter';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { PoolName } from '../../components/pool-name.tsx';
import { Stat, Stats } from '../../components/stat.tsx';
import { NotAvailable, Skeleton } from '../../components/states.tsx';
import { figuresOf, type Holding } from '../../data/holdings.ts';
import type { View } from '../../data/market.ts';
import { formatShort } from '../../lib/amount.ts';
import { download } from '../../lib/download.ts';
import { showSigned, showValue } from '../../lib/numbers.ts';
import { PositionRow } from './position-row.tsx';

const NO_PRICE = 'no pool gives a price for it';

/** One pool of the portfolio: how it does, and its positions. */
export function HoldingCard({ holding, view }: { holding: Holding; view: View }) {
  const { state, positions, lpInWallet, report } = holding;
  const { value, fees, loss, against } = figuresOf(holding, view);
  const { symbol } = view.prices.unit;
  const a = view.names.of(state.tokenA.mint, state.tokenA);
  const b = view.names.of(state.tokenB.mint, state.tokenB);
  const money = (amount: number | undefined, show: (amount: number) => string = showValue) => {
    if (!report) return <Skeleton className="mt-1 h-5 w-20" />;
    return amount === undefined ? <NotAvailable because={NO_PRICE} /> : `${show(amount)} ${symbol}`;
  };
  const signed = (amount: number) => showSigned(amount, showValue);
  return (
    <Card
      flush
      title={
        <Link href={`/pool/${state.address}`} className="hover:underline">
          <PoolName state={state} view={view} />
        </Link>
      }
      action={<Export holding={holding} view={view} />}
    >
      <Stats className="border-line/70 border-b px-4 pt-2 pb-4 sm:px-5">
        <Stat
          label="Value"
          note={
            report &&
            `${formatShort(report.held.a, a.decimals)} ${a.symbol} + ${formatShort(report.held.b, b.decimals)} ${b.symbol}`
          }
        >
          {value === undefined ? (
            <NotAvailable because={NO_PRICE} />
          ) : (
            `${showValue(value)} ${symbol}`
          )}
        </Stat>
        <Stat
          label="Fees earned"
          note={
            report &&
            `${formatShort(report.feesEarned.a, a.decimals)} ${a.symbol} + ${formatShort(report.feesEarned.b, b.decimals)} ${b.symbol}`
          }
        >
          {money(fees)}
        </Stat>
        <Stat
          label="Impermanent loss"
          {...(loss !== undefined && loss < 0 && { tone: 'bad' as const })}
        >
          {money(loss, signed)}
        </Stat>
        <Stat
          label="Against holding"
          note="rewards not counted"
          {...(against !== undefined &&
            against !== 0 && { tone: against > 0 ? ('good' as const) : ('bad' as const) })}
        >
          {money(against, signed)}
        </Stat>
      </Stats>
      <ul className="divide-y divide-line/70">
        {positions.map(position => (
          <PositionRow
            key={position.address}
            position={position}
            rewards={holding.rewards.filter(reward => reward.position === position)}
            state={state}
            view={view}
          />
        ))}
        {lpInWallet > 0n && (
          <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3.5 sm:px-5">
            <p className="num text-sm">
              <span className="font-medium">
                {formatShort(lpInWallet, state.tokenLp.decimals)} LP
              </span>{' '}
              <span className="text-faint">in the wallet, earning trade fees but no rewards</span>
            </p>
            <Link
              href={`/pool/${state.address}`}
              className="font-medium text-accent-text text-sm hover:underline"
            >
              Stake or withdraw
            </Link>
          </li>
        )}
      </ul>
    </Card>
  );
}

function Export({ holding, view }: { holding: Holding; view: View }) {
  const { report, state } = holding;
  if (!report) return null;
  const save = () => {
    const mints = [
      state.tokenA.mint,
      state.tokenB.mint,
      ...report.rewardsClaimed.map(({ mint }) => mint),
      ...report.rewardsPending.map(({ mint }) => mint),
    ];
    const labels = new Map(
      mints.map(mint => {
        const { decimals, symbol } = view.names.of(mint);
        return [mint, { decimals, label: symbol }] as const;
      }),
    );
    const name = `${view.names.of(state.tokenA.mint).symbol}-${view.names.of(state.tokenB.mint).symbol}.csv`;
    download(name, 'text/csv', reportToCsv(report, labels));
  };
  return (
    <Button size="sm" onClick={save} aria-label="Download the report as CSV">
      <Download aria-hidden className="size-3.5" />
      CSV
    </Button>
  );
}
