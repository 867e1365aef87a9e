import type { PoolState } from '@liquidity-mining/sdk';
import { refundable } from '@liquidity-mining/sdk/math';
import { useState } from 'react';
import { collectAction, topUpAction } from '../../actions/campaigns.ts';
import { useReview } from '../../actions/review.tsx';
import { useCluster } from '../../cluster/cluster-context.tsx';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Line, Lines } from '../../components/stat.tsx';
import { useBalances } from '../../data/balances.ts';
import { phaseOf, until } from '../../data/campaigns.ts';
import type { CampaignState, View } from '../../data/market.ts';
import { useTokenInfos } from '../../data/tokens.ts';
import { parseAmount } from '../../lib/amount.ts';
import { showSlots } from '../../lib/time.ts';
import { useWallet } from '../../wallet/wallet-context.tsx';

/** What a connected wallet can do with a campaign: anyone tops up, its refundee collects. */
export function CampaignActions({
  pool,
  campaign,
  view,
}: {
  pool: PoolState;
  campaign: CampaignState;
  view: View;
}) {
  const { rpc } = useCluster();
  const { connected } = useWallet();
  const { last } = useSlotClock();
  const review = useReview();
  const [isToppingUp, setIsToppingUp] = useState(false);
  const { campaign: data, address } = campaign;
  const reward = useTokenInfos([data.rewardMint]).get(data.rewardMint);
  if (!connected || !last || !reward) return null;
  const phase = phaseOf(campaign, last.slot);
  if (phase !== 'ended') {
    return (
      <>
        <Button size="sm" onClick={() => setIsToppingUp(true)}>
          Top up
        </Button>
        <TopUp
          isOpen={isToppingUp}
          onClose={() => setIsToppingUp(false)}
          campaign={campaign}
          view={view}
        />
      </>
    );
  }
  if (data.refundee !== connected.address && data.funder !== connected.address) return null;
  const due = refundable(pool.farm, data, last.slot);
  const isSettled =
    data.endKnown === 1 && data.entriesAtEnd - data.exitsAtStart === data.settledPositions;
  if (!isSettled && due === 0n) return null;
  return (
    <Button
      size="sm"
      onClick={() =>
        review(
          collectAction({
            rpc,
            names: view.names,
            campaign: address,
            reward,
            isClosing: isSettled,
          }),
        )
      }
    >
      {isSettled ? 'Close' : 'Collect'}
    </Button>
  );
}

function TopUp({
  isOpen,
  onClose,
  campaign,
  view,
}: {
  isOpen: boolean;
  onClose: () => void;
  campaign: CampaignState;
  view: View;
}) {
  const { rpc } = useCluster();
  const { last, msPerSlot } = useSlotClock();
  const review = useReview();
  const balances = useBalances().data;
  const [text, setText] = useState('');
  const { campaign: data } = campaign;
  const reward = useTokenInfos([data.rewardMint]).get(data.rewardMint);
  const token = view.names.of(data.rewardMint, reward);
  const parsed = parseAmount(text, token.decimals);
  const amount = parsed && 'amount' in parsed ? parsed.amount : 0n;
  const slots = data.rateAmount > 0n ? (amount * data.rateSlots) / data.rateAmount : 0n;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Top up ${token.symbol} #${data.number}`}
      note="The campaign runs longer at the same rate; nobody's reward changes."
    >
      <div className="space-y-3">
        <AmountInput
          label="Amount"
          token={token}
          value={text}
          onChange={setText}
          balance={balances?.of(data.rewardMint)}
          problem={parsed && 'problem' in parsed ? parsed.problem : undefined}
        />
        <Lines>
          <Line label="Slots added">{showSlots(slots)}</Line>
          {last && (
            <Line label="Then ends in about">
              {until(data.endSlot + slots, last.slot, msPerSlot)}
            </Line>
          )}
        </Lines>
        <Button
          look="primary"
          size="lg"
          disabled={slots === 0n || !reward || !last}
          onClick={() => {
            if (!reward || !last) return;
            onClose();
            review(
              topUpAction({
                rpc,
                names: view.names,
                campaign,
                reward,
                extraSlots: slots,
                msPerSlot,
                slot: last.slot,
              }),
              () => setText(''),
            );
          }}
        >
          {slots === 0n ? 'Enter enough for one slot' : 'Review top-up'}
        </Button>
      </div>
    </Dialog>
  );
}
