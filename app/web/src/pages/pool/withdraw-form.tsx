import type { PoolState } from '@liquidity-mining/sdk';
import { useState } from 'react';
import { Link } from 'wouter';
import { withdrawAction } from '../../actions/leave.ts';
import { useReview } from '../../actions/review.tsx';
import { useCluster } from '../../cluster/cluster-context.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { pairOf } from '../../components/pool-name.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Line, Lines } from '../../components/stat.tsx';
import { useBalances } from '../../data/balances.ts';
import type { View } from '../../data/market.ts';
import { quoteWithdraw } from '../../data/quotes.ts';
import { formatShort, parseAmount } from '../../lib/amount.ts';
import { slippageBps } from '../../lib/settings.ts';
import { useStored } from '../../lib/store.ts';
import { Slippage } from './slippage.tsx';
import { Submit } from './submit.tsx';
import { worth } from './swap-form.tsx';

export function WithdrawForm({ state, view }: { state: PoolState; view: View }) {
  const { rpc } = useCluster();
  const review = useReview();
  const balances = useBalances().data;
  const slippage = useStored(slippageBps);
  const { a, b } = pairOf(state, view.names);
  const lp = view.names.of(state.tokenLp.mint, state.tokenLp);
  const [text, setText] = useState('');
  const [mode, setMode] = useState<'both' | 'a' | 'b'>('both');
  const only = mode === 'both' ? undefined : mode === 'a' ? a.mint : b.mint;
  const held = balances?.of(lp.mint);
  const parsed = parseAmount(text, lp.decimals);
  const amount = parsed && 'amount' in parsed ? parsed.amount : 0n;
  const quoted = amount > 0n ? quoteWithdraw(state, amount, only, slippage) : undefined;
  const missing =
    only !== undefined && state.pool.swapsPaused === 1
      ? 'Swaps are paused: take both tokens'
      : amount === 0n
        ? 'Enter an amount'
        : quoted?.problem !== undefined
          ? 'Check the amount'
          : held !== undefined && amount > held
            ? 'Not enough LP tokens'
            : undefined;
  return (
    <div className="space-y-3">
      <Segmented
        label="What to take"
        fill
        value={mode}
        onChange={setMode}
        options={[
          { value: 'both', label: 'Both tokens' },
          { value: 'a', label: `Only ${a.symbol}` },
          { value: 'b', label: `Only ${b.symbol}` },
        ]}
      />
      <AmountInput
        label="LP tokens to give back"
        token={{ ...lp, symbol: 'LP' }}
        value={text}
        onChange={setText}
        balance={held}
        problem={(parsed && 'problem' in parsed ? parsed.problem : undefined) ?? quoted?.problem}
        worth={worth(view, lp.mint, amount === 0n ? undefined : amount, lp.decimals)}
      />
      {quoted?.quote && (
        <Lines>
          {mode !== 'b' && (
            <Line label="You get">
              {formatShort(quoted.quote.a, a.decimals)} {a.symbol}
            </Line>
          )}
          {mode !== 'a' && (
            <Line label={mode === 'both' ? 'and' : 'You get'}>
              {formatShort(quoted.quote.b, b.decimals)} {b.symbol}
            </Line>
          )}
        </Lines>
      )}
      <p className="text-faint text-xs">
        Staked liquidity leaves from the{' '}
        <Link href="/portfolio" className="text-accent-text underline">
          portfolio
        </Link>
        , in one instruction.
      </p>
      <div className="flex items-center justify-between text-faint text-xs">
        <span>Slippage allowed</span>
        <Slippage />
      </div>
      <Submit
        label="Review withdrawal"
        missing={missing}
        onClick={() =>
          review(
            withdrawAction({
              rpc,
              state,
              names: view.names,
              lpAmount: amount,
              only,
              slippageBps: slippage,
            }),
            () => setText(''),
          )
        }
      />
    </div>
  );
}
