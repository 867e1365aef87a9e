import type { PoolState } from '@liquidity-mining/sdk';
import { ArrowDown } from 'lucide-react';
import { useState } from 'react';
import { useReview } from '../../actions/review.tsx';
import { swapAction } from '../../actions/swap.ts';
import { impactTone, NOTABLE_IMPACT } from '../../actions/words.ts';
import { useCluster } from '../../cluster/cluster-context.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { pairOf, quotedPair } from '../../components/pool-name.tsx';
import { Line, Lines } from '../../components/stat.tsx';
import { useBalances } from '../../data/balances.ts';
import type { View } from '../../data/market.ts';
import { quoteSwap } from '../../data/quotes.ts';
import { formatAmount, formatShort, parseAmount } from '../../lib/amount.ts';
import { ratioToNumber, showNumber, showPercent, showValue, toNumber } from '../../lib/numbers.ts';
import { slippageBps } from '../../lib/settings.ts';
import { useStored } from '../../lib/store.ts';
import { Slippage } from './slippage.tsx';
import { Submit } from './submit.tsx';

export function SwapForm({ state, view }: { state: PoolState; view: View }) {
  const { rpc } = useCluster();
  const review = useReview();
  const balances = useBalances().data;
  const slippage = useStored(slippageBps);
  const { isFlipped } = quotedPair(state, view);
  const [isAToB, setIsAToB] = useState(isFlipped);
  const [isExactIn, setIsExactIn] = useState(true);
  const [text, setText] = useState('');
  const { a, b } = pairOf(state, view.names);
  const [from, to] = isAToB ? [a, b] : [b, a];

  const parsed = parseAmount(text, (isExactIn ? from : to).decimals);
  const amount = parsed && 'amount' in parsed ? parsed.amount : undefined;
  const quoted = amount
    ? quoteSwap(
        state,
        from.mint,
        isExactIn ? { amountIn: amount } : { amountOut: amount },
        slippage,
      )
    : undefined;
  const quote = quoted?.quote;
  const impact = quote ? ratioToNumber(quote.priceImpact) : 0;
  const held = balances?.of(from.mint);
  const plain = (value: bigint | undefined, decimals: number) =>
    value === undefined ? '' : formatAmount(value, decimals).replaceAll(',', '');
  const typedProblem = parsed && 'problem' in parsed ? parsed.problem : quoted?.problem;
  const isShort = quote !== undefined && held !== undefined && quote.sent > held;

  const missing = isPaused(state)
    ? 'Swaps are paused'
    : typedProblem !== undefined
      ? 'Check the amount'
      : amount === undefined || amount === 0n
        ? 'Enter an amount'
        : isShort
          ? `Not enough ${from.symbol}`
          : undefined;
  return (
    <div className="space-y-2">
      <div className="relative space-y-1.5">
        <AmountInput
          label="You pay"
          token={from}
          value={isExactIn ? text : plain(quote?.sent, from.decimals)}
          onChange={next => {
            setIsExactIn(true);
            setText(next);
          }}
          balance={held}
          problem={isExactIn ? typedProblem : undefined}
          worth={worth(view, from.mint, quote?.sent, from.decimals)}
        />
        <div className="relative z-10 -my-4 flex justify-center">
          <Button
            size="sm"
            className="size-8 rounded-full px-0"
            aria-label={`Swap the other way: ${to.symbol} for ${from.symbol}`}
            onClick={() => {
              setIsAToB(!isAToB);
              setIsExactIn(true);
            }}
          >
            <ArrowDown aria-hidden className="size-4" />
          </Button>
        </div>
        <AmountInput
          label="You get"
          token={to}
          value={isExactIn ? plain(quote?.received, to.decimals) : text}
          onChange={next => {
            setIsExactIn(false);
            setText(next);
          }}
          problem={isExactIn ? undefined : typedProblem}
          worth={worth(view, to.mint, quote?.received, to.decimals)}
        />
      </div>
      <div>
        {quote ? (
          <Lines>
            <Line label="Price">
              1 {to.symbol} ={' '}
              {showNumber(
                toNumber(quote.sent, from.decimals) / toNumber(quote.received, to.decimals),
              )}{' '}
              {from.symbol}
            </Line>
            <Line label="Price impact" tone={impactTone(impact)}>
              {showPercent(impact)}
            </Line>
            <Line label={isExactIn ? 'Minimum received' : 'Maximum paid'}>
              {isExactIn
                ? `${formatShort(quote.limit, to.decimals)} ${to.symbol}`
                : `${formatShort(quote.limit, from.decimals)} ${from.symbol}`}
            </Line>
            <Line label={`Trade fee, ${showPercent(state.pool.tradeFeeRate / 1e6)}`}>
              {formatShort(quote.tradeFee.total, from.decimals)} {from.symbol}
            </Line>
            {quote.transferFeeIn > 0n && (
              <Line label="Transfer fee" tone="warn">
                {formatShort(quote.transferFeeIn, from.decimals)} {from.symbol}
              </Line>
            )}
            {quote.transferFeeOut > 0n && (
              <Line label="Transfer fee" tone="warn">
                {formatShort(quote.transferFeeOut, to.decimals)} {to.symbol}
              </Line>
            )}
          </Lines>
        ) : null}
      </div>
      {quote && impact >= NOTABLE_IMPACT && (
        <Notice kind={impactTone(impact) === 'bad' ? 'bad' : 'warn'}>
          This swap moves the price: you lose {showPercent(impact)} to that.
        </Notice>
      )}
      <div className="flex items-center justify-between text-faint text-xs">
        <span>Slippage allowed</span>
        <Slippage />
      </div>
      <Submit
        label="Review swap"
        missing={missing}
        onClick={() =>
          amount !== undefined &&
          review(
            swapAction({
              rpc,
              state,
              names: view.names,
              mintIn: from.mint,
              amount: isExactIn ? { amountIn: amount } : { amountOut: amount },
              slippageBps: slippage,
            }),
            () => setText(''),
          )
        }
      />
    </div>
  );
}

function isPaused({ pool }: PoolState): boolean {
  return pool.swapsPaused === 1;
}

export function worth(
  view: View,
  mint: Parameters<View['prices']['value']>[0],
  amount: bigint | undefined,
  decimals: number,
): string {
  if (amount === undefined) return '';
  const value = view.prices.value(mint, amount, decimals);
  return value === undefined ? '' : `≈ ${showValue(value)} ${view.prices.unit.symbol}`;
}
