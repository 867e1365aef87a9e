import type { ReactNode } from 'react';
import { useNow } from '../../cluster/slot-clock.tsx';
import { Stat, Stats } from '../../components/stat.tsx';
import { NotAvailable, Skeleton } from '../../components/states.tsx';
import { Term } from '../../components/tip.tsx';
import { figuresOf, type Holding } from '../../data/holdings.ts';
import type { View } from '../../data/market.ts';
import { pendingByMint, worthOf } from '../../data/pending.ts';
import { showSigned, showValue } from '../../lib/numbers.ts';

const NO_PRICE = 'no pool gives a price for some of it';

export function Totals({ holdings, view }: { holdings: readonly Holding[]; view: View }) {
  const figures = holdings.map(holding => figuresOf(holding, view));
  const isRead = holdings.every(({ report }) => report !== undefined);
  const total = (of: (each: (typeof figures)[number]) => number | undefined) =>
    figures.reduce<number | undefined>((sum, each) => {
      const part = of(each);
      return sum === undefined || part === undefined ? undefined : sum + part;
    }, 0);
  const { symbol } = view.prices.unit;
  const money = (
    value: number | undefined,
    show: (value: number) => string = showValue,
  ): ReactNode =>
    value === undefined ? <NotAvailable because={NO_PRICE} /> : `${show(value)} ${symbol}`;
  const signed = (value: number) => showSigned(value, showValue);
  const wait = <Skeleton className="mt-1 h-5 w-20" />;
  const against = total(({ against: part }) => part);
  const loss = total(({ loss: part }) => part);
  return (
    <Stats className="rounded-xl border border-line bg-surface px-4 py-4 shadow-card sm:px-5">
      <Stat label="Liquidity">{money(total(({ value }) => value))}</Stat>
      <Stat label="Pending rewards" tone="reward">
        <PendingValue holdings={holdings} view={view} />
      </Stat>
      <Stat label="Fees earned">{isRead ? money(total(({ fees }) => fees)) : wait}</Stat>
      <Stat
        label={
          <Term text="What price moves have cost against holding the tokens you put in. It is zero again if the price comes back, and above zero where you left at a better price.">
            Impermanent loss
          </Term>
        }
        {...(loss !== undefined && loss < 0 && { tone: 'bad' as const })}
      >
        {isRead ? money(loss, signed) : wait}
      </Stat>
      <Stat
        label={
          <Term text="Liquidity and withdrawals against having held what you deposited, fees included, rewards not.">
            Against holding
          </Term>
        }
        {...(against !== undefined &&
          against !== 0 && { tone: against > 0 ? ('good' as const) : ('bad' as const) })}
      >
        {isRead ? money(against, signed) : wait}
      </Stat>
    </Stats>
  );
}

/** The value of everything pending, as it grows. */
function PendingValue({ holdings, view }: { holdings: readonly Holding[]; view: View }) {
  const now = useNow();
  if (!now) return <Skeleton className="mt-1 h-5 w-20" />;
  const amounts = pendingByMint(
    holdings.flatMap(({ rewards }) => rewards),
    now,
  );
  const { value, isWhole } = worthOf(amounts, view);
  if (amounts.size > 0 && value === 0 && !isWhole) return <NotAvailable because={NO_PRICE} />;
  return (
    <>
      {value.toLocaleString('en-US', { minimumFractionDigits: 4, maximumFractionDigits: 4 })}{' '}
      {view.prices.unit.symbol}
    </>
  );
}
