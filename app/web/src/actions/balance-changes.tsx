import type { BalanceChange, DryRun } from '@liquidity-mining/sdk';
import { useView } from '../data/market.ts';
import { formatAmount } from '../lib/amount.ts';
import { cx } from '../lib/cx.ts';

/** What the owner's token accounts gain and lose, over all transactions. SOL's part is fee and rent. */
export function BalanceChanges({ runs, owner }: { runs: readonly DryRun[]; owner: string }) {
  const { view } = useView();
  const changes = combine(
    runs.flatMap(run => run.balanceChanges).filter(each => each.owner === owner),
  );
  if (changes.length === 0) return null;
  return (
    <ul className="mb-1 border-line/70 border-b pb-1">
      {changes.map(({ mint, decimals, delta }) => (
        <li key={mint} className="flex justify-between gap-4 py-1 text-sm">
          <span className="text-faint">{view?.names.of(mint, { decimals }).symbol ?? mint}</span>
          <span className={cx('num font-medium', delta > 0n ? 'text-good' : 'text-ink')}>
            {delta > 0n ? '+' : ''}
            {formatAmount(delta, decimals)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function combine(changes: readonly BalanceChange[]) {
  const totals = new Map<
    string,
    { mint: Exclude<BalanceChange['mint'], 'SOL'>; decimals: number; delta: bigint }
  >();
  for (const { mint, decimals, before, after } of changes) {
    if (mint === 'SOL') continue;
    const total = totals.get(mint) ?? { mint, decimals, delta: 0n };
    totals.set(mint, { ...total, delta: total.delta + after - before });
  }
  return [...totals.values()].filter(({ delta }) => delta !== 0n);
}
