import type { PoolState } from '@liquidity-mining/sdk';
import { useState } from 'react';
import { Link } from 'wouter';
import { useReview } from '../../actions/review.tsx';
import { stakeAction } from '../../actions/stake.ts';
import { useCluster } from '../../cluster/cluster-context.tsx';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { Notice } from '../../components/notice.tsx';
import { useBalances } from '../../data/balances.ts';
import type { View } from '../../data/market.ts';
import { parseAmount } from '../../lib/amount.ts';
import { LockChoicePicker, type LockValue, NO_STAKE } from './lock-choice.tsx';
import { Submit } from './submit.tsx';
import { worth } from './swap-form.tsx';
import { useCampaignWarnings } from './use-campaign-warnings.ts';

export function StakeForm({ state, view }: { state: PoolState; view: View }) {
  const { rpc } = useCluster();
  const { msPerSlot } = useSlotClock();
  const review = useReview();
  const warnings = useCampaignWarnings(state, view);
  const balances = useBalances().data;
  const lp = view.names.of(state.tokenLp.mint, state.tokenLp);
  const [text, setText] = useState('');
  const [lock, setLock] = useState<LockValue>(0);
  const held = balances?.of(lp.mint);
  const parsed = parseAmount(text, lp.decimals);
  const amount = parsed && 'amount' in parsed ? parsed.amount : 0n;
  const missing =
    amount === 0n
      ? 'Enter an amount'
      : held !== undefined && amount > held
        ? 'Not enough LP tokens'
        : undefined;
  return (
    <div className="space-y-3">
      {held === 0n && (
        <Notice title="No LP tokens in your wallet">
          Provide liquidity first: staking can come with it, in one instruction. What is staked
          already is under{' '}
          <Link href="/portfolio" className="text-accent-text underline">
            Portfolio
          </Link>
          .
        </Notice>
      )}
      <AmountInput
        label="LP tokens to stake"
        token={{ ...lp, symbol: 'LP' }}
        value={text}
        onChange={setText}
        balance={held}
        problem={parsed && 'problem' in parsed ? parsed.problem : undefined}
        worth={worth(view, lp.mint, amount === 0n ? undefined : amount, lp.decimals)}
      />
      <LockChoicePicker farm={state.farm} value={lock} onChange={setLock} />
      <Submit
        label="Review stake"
        missing={missing}
        onClick={() =>
          lock !== NO_STAKE &&
          review(
            stakeAction({
              rpc,
              state,
              names: view.names,
              lpAmount: amount,
              lockChoice: lock,
              msPerSlot,
              warnings,
            }),
            () => setText(''),
          )
        }
      />
    </div>
  );
}
