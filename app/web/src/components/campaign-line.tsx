import type { ReactNode } from 'react';
import { useSlotClock } from '../cluster/slot-clock.tsx';
import { perDay, phaseOf, progressOf, until } from '../data/campaigns.ts';
import type { CampaignState, View } from '../data/market.ts';
import { showNumber } from '../lib/numbers.ts';
import { Badge } from './badge.tsx';
import { Progress } from './meter.tsx';
import { TokenMark } from './token.tsx';

const SOON_MS = 24 * 3_600_000;

/** One campaign: what it pays, how far along it is, when it ends. */
export function CampaignLine({
  state,
  view,
  pool,
  action,
}: {
  state: CampaignState;
  view: View;
  /** The pool's name, where it is not plain from the place. */
  pool?: ReactNode;
  action?: ReactNode;
}) {
  const { last, msPerSlot } = useSlotClock();
  const { campaign } = state;
  const reward = view.names.of(campaign.rewardMint);
  const slot = last?.slot ?? campaign.startSlot;
  const phase = phaseOf(state, slot);
  const rate = perDay(state, msPerSlot) / 10 ** reward.decimals;
  const left = Number(campaign.endSlot - slot) * msPerSlot;
  return (
    <li className="px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 items-center gap-3">
          <TokenMark {...reward} />
          <div className="min-w-0">
            <p className="num text-sm">
              <span className="font-medium">
                {showNumber(rate)} {reward.symbol}
              </span>{' '}
              <span className="text-faint">a day</span>
            </p>
            <p className="num text-faint text-xs">
              {pool}
              {pool !== undefined && ' · '}#{campaign.number} ·{' '}
              {showNumber(Number(campaign.funded) / 10 ** reward.decimals)} funded
            </p>
          </div>
        </div>
        <div className="flex items-center gap-3">
          <span className="num text-right text-faint text-xs">
            {phase === 'upcoming' && `starts in ${until(campaign.startSlot, slot, msPerSlot)}`}
            {phase === 'live' && `ends in ${until(campaign.endSlot, slot, msPerSlot)}`}
            {phase === 'ended' && `ended ${until(campaign.endSlot, slot, msPerSlot)} ago`}
          </span>
          {phase === 'live' && left < SOON_MS ? (
            <Badge tone="reward">Ends soon</Badge>
          ) : (
            <Badge tone={phase === 'live' ? 'good' : phase === 'upcoming' ? 'accent' : 'plain'}>
              {phase === 'live' ? 'Live' : phase === 'upcoming' ? 'Upcoming' : 'Ended'}
            </Badge>
          )}
          {action}
        </div>
      </div>
      {phase === 'live' && (
        <div className="mt-2.5">
          <Progress
            share={progressOf(state, slot)}
            label={`Streamed of campaign ${campaign.number}`}
            tone="reward"
          />
        </div>
      )}
    </li>
  );
}
