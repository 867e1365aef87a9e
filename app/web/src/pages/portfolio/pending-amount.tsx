import { useNow } from '../../cluster/slot-clock.tsx';
import { Skeleton } from '../../components/states.tsx';
import { TokenMark } from '../../components/token.tsx';
import type { View } from '../../data/market.ts';
import { pendingByMint, type Reward } from '../../data/pending.ts';
import { formatFixed } from '../../lib/amount.ts';

const PLACES = 6;

/** What rewards have come to, token by token, ticking between slots. */
export function PendingAmounts({ rewards, view }: { rewards: readonly Reward[]; view: View }) {
  const now = useNow(rewards.length > 0);
  if (rewards.length === 0) return <span className="text-faint text-sm">None</span>;
  if (!now) return <Skeleton className="h-4 w-28" />;
  return (
    <ul className="space-y-1">
      {[...pendingByMint(rewards, now)].map(([mint, amount]) => {
        const token = view.names.of(mint);
        return (
          <li key={mint} className="flex items-center gap-1.5 text-sm" data-testid="pending">
            <TokenMark {...token} size="sm" />
            <span className="num font-medium text-reward">
              {formatFixed(amount, token.decimals, Math.min(token.decimals, PLACES))}
            </span>
            <span className="text-faint">{token.symbol}</span>
          </li>
        );
      })}
    </ul>
  );
}
