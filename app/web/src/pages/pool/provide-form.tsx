import type { PoolState } from '@liquidity-mining/sdk';
import { useState } from 'react';
import { provideAction, provideSingleAction } from '../../actions/provide.ts';
import { useReview } from '../../actions/review.tsx';
import { impactTone, NOTABLE_IMPACT } from '../../actions/words.ts';
import { useCluster } from '../../cluster/cluster-context.tsx';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { Notice } from '../../components/notice.tsx';
import { pairOf } from '../../components/pool-name.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Line, Lines } from '../../components/stat.tsx';
import { useBalances } from '../../data/balances.ts';
import type { View } from '../../data/market.ts';
import { quoteDeposit, quoteDepositSingle } from '../../data/quotes.ts';
import { formatAmount, formatShort, parseAmount } from '../../lib/amount.ts';
import { ratioToNumber, showPercent } from '../../lib/numbers.ts';
import { slippageBps } from '../../lib/settings.ts';
import { useStored } from '../../lib/store.ts';
import { LockChoicePicker, type LockValue, NO_STAKE } from './lock-choice.tsx';
import { Slippage } from './slippage.tsx';
import { Submit } from './submit.tsx';
import { worth } from './swap-form.tsx';
import { useCampaignWarnings } from './use-campaign-warnings.ts';

type Side = 'a' | 'b';

export function ProvideForm({
  state,
  view,
  onProvidedAlone,
}: {
  state: PoolState;
  view: View;
  /** Called once a deposit has left unstaked LP tokens. */
  onProvidedAlone: () => void;
}) {
  const { a, b } = pairOf(state, view.names);
  const [mode, setMode] = useState<'both' | Side>('both');
  return (
    <div className="space-y-3">
      <Segmented
        label="What to give"
        fill
        value={mode}
        onChange={setMode}
        options={[
          { value: 'both', label: 'Both tokens' },
          { value: 'a', label: `Only ${a.symbol}` },
          { value: 'b', label: `Only ${b.symbol}` },
        ]}
      />
      {state.pool.lpSupply === 0n && (
        <Notice kind="warn" title="You set the price">
          This pool is empty. The two amounts you give decide its price, and others will trade
          against you if it is not the market&apos;s.
        </Notice>
      )}
      {mode === 'both' ? (
        <BothForm state={state} view={view} onProvidedAlone={onProvidedAlone} />
      ) : (
        <SingleForm
          key={mode}
          state={state}
          view={view}
          side={mode}
          onProvidedAlone={onProvidedAlone}
        />
      )}
    </div>
  );
}

type FormProps = { state: PoolState; view: View; onProvidedAlone: () => void };

function BothForm({ state, view, onProvidedAlone }: FormProps) {
  const { rpc } = useCluster();
  const { msPerSlot } = useSlotClock();
  const review = useReview();
  const warnings = useCampaignWarnings(state, view);
  const balances = useBalances().data;
  const slippage = useStored(slippageBps);
  const isFirst = state.pool.lpSupply === 0n;
  const { a, b } = pairOf(state, view.names);
  const [texts, setTexts] = useState({ a: '', b: '' });
  const [edited, setEdited] = useState<Side>('a');
  const [lock, setLock] = useState<LockValue>(0);

  const typed = { a: amountOf(texts.a, a.decimals), b: amountOf(texts.b, b.decimals) };
  const lead = typed[edited];
  const amounts = {
    ...((isFirst || edited === 'a') && typed.a !== undefined && { maxAmountA: typed.a }),
    ...((isFirst || edited === 'b') && typed.b !== undefined && { maxAmountB: typed.b }),
  };
  const isComplete = isFirst ? !!typed.a && !!typed.b : !!lead;
  const quoted = isComplete ? quoteDeposit(state, amounts, slippage) : undefined;
  const quote = quoted?.quote;
  const sent = quote && { a: quote.sentA, b: quote.sentB };
  const shown = (side: Side, decimals: number) => {
    if (isFirst || side === edited) return texts[side];
    return sent ? formatAmount(sent[side], decimals).replaceAll(',', '') : '';
  };
  const problem = problemOf(texts[edited], (edited === 'a' ? a : b).decimals) ?? quoted?.problem;
  const short =
    sent && balances
      ? sent.a > balances.of(a.mint)
        ? a.symbol
        : sent.b > balances.of(b.mint)
          ? b.symbol
          : undefined
      : undefined;
  const edit = (side: Side) => (text: string) => {
    setEdited(side);
    setTexts({ ...texts, [side]: text });
  };
  return (
    <>
      {(
        [
          ['a', a],
          ['b', b],
        ] as const
      ).map(([side, token]) => (
        <AmountInput
          key={side}
          label={token.symbol}
          token={token}
          value={shown(side, token.decimals)}
          onChange={edit(side)}
          balance={balances?.of(token.mint)}
          problem={edited === side ? problem : undefined}
          worth={worth(view, token.mint, sent?.[side], token.decimals)}
        />
      ))}
      <LockChoicePicker farm={state.farm} value={lock} onChange={setLock} isStakeOptional />
      {quote && (
        <Lines>
          <Line label="LP tokens">{formatShort(quote.lpMinted, state.tokenLp.decimals)}</Line>
          <Line label="Part of the pool">{showPercent(ratioToNumber(quote.shareOfPool), 4)}</Line>
        </Lines>
      )}
      <SlippageRow />
      <Submit
        label={lock === NO_STAKE ? 'Review deposit' : 'Review deposit and stake'}
        missing={missingOf(state, isComplete, problem, short)}
        onClick={() =>
          quote &&
          review(
            provideAction({
              rpc,
              state,
              names: view.names,
              amounts,
              lockChoice: lock === NO_STAKE ? undefined : lock,
              slippageBps: slippage,
              msPerSlot,
              warnings,
            }),
            () => {
              setTexts({ a: '', b: '' });
              if (lock === NO_STAKE) onProvidedAlone();
            },
          )
        }
      />
    </>
  );
}

function SingleForm({ state, view, side, onProvidedAlone }: FormProps & { side: Side }) {
  const { rpc } = useCluster();
  const review = useReview();
  const balances = useBalances().data;
  const slippage = useStored(slippageBps);
  const token = pairOf(state, view.names)[side];
  const [text, setText] = useState('');
  const amount = amountOf(text, token.decimals);
  const quoted = amount ? quoteDepositSingle(state, token.mint, amount) : undefined;
  const quote = quoted?.quote;
  const problem = problemOf(text, token.decimals) ?? quoted?.problem;
  const short = amount && balances && amount > balances.of(token.mint) ? token.symbol : undefined;
  return (
    <>
      <AmountInput
        label={token.symbol}
        token={token}
        value={text}
        onChange={setText}
        balance={balances?.of(token.mint)}
        problem={problem}
        worth={worth(view, token.mint, amount, token.decimals)}
      />
      <p className="text-faint text-xs">
        A part of it is swapped inside the pool, at the pool&apos;s fee, so that both tokens go in.
        The LP tokens come to your wallet, to stake them next.
      </p>
      {quote && (
        <Lines>
          <Line label="LP tokens">{formatShort(quote.lp, state.tokenLp.decimals)}</Line>
          <Line label="Part of the pool">{showPercent(quote.share, 4)}</Line>
          <Line label="Trade fee">
            {formatShort(quote.fee ?? 0n, token.decimals)} {token.symbol}
          </Line>
          <Line label="Price impact" tone={impactTone(quote.impact ?? 0)}>
            {showPercent(quote.impact ?? 0)}
          </Line>
        </Lines>
      )}
      {quote?.impact !== undefined && quote.impact >= NOTABLE_IMPACT && (
        <Notice kind={impactTone(quote.impact) === 'bad' ? 'bad' : 'warn'}>
          The swap inside moves the price. Giving both tokens costs nothing of the kind.
        </Notice>
      )}
      <SlippageRow />
      <Submit
        label="Review deposit"
        missing={missingOf(state, !!amount, problem, short)}
        onClick={() =>
          amount &&
          review(
            provideSingleAction({
              rpc,
              state,
              names: view.names,
              mint: token.mint,
              maxAmount: amount,
              slippageBps: slippage,
            }),
            () => {
              setText('');
              onProvidedAlone();
            },
          )
        }
      />
    </>
  );
}

function SlippageRow() {
  return (
    <div className="flex items-center justify-between text-faint text-xs">
      <span>Slippage allowed</span>
      <Slippage />
    </div>
  );
}

function missingOf(
  { pool }: PoolState,
  isComplete: boolean,
  problem: string | undefined,
  short: string | undefined,
): string | undefined {
  if (pool.depositsPaused === 1) return 'Deposits are paused';
  if (problem !== undefined) return 'Check the amount';
  if (!isComplete) return 'Enter an amount';
  return short === undefined ? undefined : `Not enough ${short}`;
}

function amountOf(text: string, decimals: number): bigint | undefined {
  const parsed = parseAmount(text, decimals);
  return parsed && 'amount' in parsed && parsed.amount > 0n ? parsed.amount : undefined;
}

function problemOf(text: string, decimals: number): string | undefined {
  const parsed = parseAmount(text, decimals);
  return parsed && 'problem' in parsed ? parsed.problem : undefined;
}
