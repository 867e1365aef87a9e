import { Menu } from '@base-ui/react/menu';
import type { PoolState, PositionState } from '@liquidity-mining/sdk';
import { Ellipsis, LockKeyhole } from 'lucide-react';
import { closePositionAction, exitAction, unstakeAction } from '../../actions/leave.ts';
import { useReview } from '../../actions/review.tsx';
import { claimAction, compoundAction } from '../../actions/rewards.ts';
import { restakeAction } from '../../actions/stake.ts';
import { useCluster } from '../../cluster/cluster-context.tsx';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonClass } from '../../components/button.tsx';
import { Tip } from '../../components/tip.tsx';
import { until } from '../../data/campaigns.ts';
import type { View } from '../../data/market.ts';
import type { Reward } from '../../data/pending.ts';
import { formatShort } from '../../lib/amount.ts';
import { showValue } from '../../lib/numbers.ts';
import { slippageBps } from '../../lib/settings.ts';
import { useStored } from '../../lib/store.ts';
import { PendingAmounts } from './pending-amount.tsx';

const TEN_THOUSAND = 10_000;

export function PositionRow({
  position,
  rewards,
  state,
  view,
}: {
  position: PositionState;
  rewards: readonly Reward[];
  state: PoolState;
  view: View;
}) {
  const { last, msPerSlot } = useSlotClock();
  const { position: data } = position;
  const lp = state.tokenLp;
  const value = view.prices.value(lp.mint, data.lpAmount, lp.decimals);
  const isOpen = data.isOpen === 1;
  const isLocked = isOpen && last !== null && last.slot < data.lockedUntilSlot;
  return (
    <li className="grid items-center gap-x-6 gap-y-3 px-4 py-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,0.8fr)_25rem] sm:px-5">
      <div className="min-w-0">
        <p className="num flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <span className="font-medium">
            {isOpen ? `${formatShort(data.lpAmount, lp.decimals)} LP` : 'Withdrawn'}
          </span>
          {isOpen && value !== undefined && (
            <span className="text-faint">
              {showValue(value)} {view.prices.unit.symbol}
            </span>
          )}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-1.5">
          <span className="num text-faint text-xs">Position #{String(data.number)}</span>
          {isOpen && (
            <Badge tone={data.multiplier > TEN_THOUSAND ? 'accent' : 'plain'}>
              {data.multiplier / TEN_THOUSAND}×
            </Badge>
          )}
          {isLocked && last && (
            <Tip
              text={`It cannot leave before slot ${data.lockedUntilSlot.toLocaleString('en-US')}. Rewards can be claimed all the time.`}
            >
              <Badge tone="reward">
                <LockKeyhole aria-hidden className="size-3" />
                locked for {until(data.lockedUntilSlot, last.slot, msPerSlot)}
              </Badge>
            </Tip>
          )}
        </p>
      </div>
      <PendingAmounts rewards={rewards} view={view} />
      <PositionActions
        position={position}
        rewards={rewards}
        state={state}
        view={view}
        isLocked={isLocked}
      />
    </li>
  );
}

function PositionActions({
  position,
  rewards,
  state,
  view,
  isLocked,
}: {
  position: PositionState;
  rewards: readonly Reward[];
  state: PoolState;
  view: View;
  isLocked: boolean;
}) {
  const { rpc } = useCluster();
  const { msPerSlot } = useSlotClock();
  const review = useReview();
  const slippage = useStored(slippageBps);
  const { names } = view;
  const isOpen = position.position.isOpen === 1;
  const poolMints = [state.tokenA.mint, state.tokenB.mint, state.tokenLp.mint];
  const compoundable = rewards.filter(({ campaign }) =>
    poolMints.includes(campaign.campaign.rewardMint),
  );
  const item =
    'cursor-pointer rounded-lg px-3 py-2 text-sm data-[disabled]:cursor-not-allowed data-[disabled]:text-faint data-[highlighted]:bg-accent-soft';
  const common = { rpc, state, names, position: position.address };
  return (
    <div className="flex flex-wrap items-center gap-2 lg:justify-end">
      {rewards.length > 0 && (
        <Button
          size="sm"
          onClick={() => review(claimAction({ rpc, names, positions: [position.address] }))}
        >
          Claim
        </Button>
      )}
      {compoundable.map(({ campaign }) => (
        <Button
          key={campaign.address}
          size="sm"
          onClick={() =>
            review(
              compoundAction({
                ...common,
                campaign: campaign.address,
                rewardMint: campaign.campaign.rewardMint,
                lockChoice: 0,
                slippageBps: slippage,
                msPerSlot,
              }),
            )
          }
        >
          Compound {names.of(campaign.campaign.rewardMint).symbol}
        </Button>
      ))}
      {isOpen && !isLocked && (
        <Button size="sm" onClick={() => review(exitAction({ ...common, slippageBps: slippage }))}>
          Exit
        </Button>
      )}
      {!isOpen && rewards.length === 0 && (
        <Button
          size="sm"
          onClick={() => review(closePositionAction({ rpc, position: position.address }))}
        >
          Close
        </Button>
      )}
      {isOpen && (
        <Menu.Root>
          <Menu.Trigger
            className={`${buttonClass('quiet', 'sm')} w-8 px-0`}
            aria-label={`More for position ${position.position.number}`}
          >
            <Ellipsis aria-hidden className="size-4" />
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner align="end" sideOffset={6} className="z-50">
              <Menu.Popup className="min-w-56 rounded-xl border border-line bg-raised p-1 shadow-lg focus:outline-none">
                <Menu.Item
                  className={item}
                  disabled={isLocked}
                  onClick={() => review(unstakeAction(common))}
                >
                  Unstake, keep LP tokens
                </Menu.Item>
                {state.farm.lockChoices.map((choice, lockChoice) =>
                  choice.multiplier === 0 ? null : (
                    <Menu.Item
                      // biome-ignore lint/suspicious/noArrayIndexKey: a lock choice is its place in the list
                      key={lockChoice}
                      className={item}
                      disabled={isLocked}
                      onClick={() => review(restakeAction({ ...common, lockChoice, msPerSlot }))}
                    >
                      Stake again at {choice.multiplier / TEN_THOUSAND}×
                    </Menu.Item>
                  ),
                )}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
    </div>
  );
}
