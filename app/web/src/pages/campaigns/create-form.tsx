import { isAddress } from '@solana/kit';
import { useState } from 'react';
import { createCampaignAction } from '../../actions/campaigns.ts';
import { useReview } from '../../actions/review.tsx';
import { tokenWarnings } from '../../actions/words.ts';
import { useCluster } from '../../cluster/cluster-context.tsx';
import { useSlotClock } from '../../cluster/slot-clock.tsx';
import { AmountInput } from '../../components/amount-input.tsx';
import { Card } from '../../components/card.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { PoolName, pairName } from '../../components/pool-name.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { Line, Lines } from '../../components/stat.tsx';
import { TokenMark } from '../../components/token.tsx';
import { useBalances } from '../../data/balances.ts';
import type { View } from '../../data/market.ts';
import { useTokenInfos } from '../../data/tokens.ts';
import { parseAmount } from '../../lib/amount.ts';
import { showNumber } from '../../lib/numbers.ts';
import { showMoment, showSlots } from '../../lib/time.ts';
import { Submit } from '../pool/submit.tsx';
import { worth } from '../pool/swap-form.tsx';
import { slotsOf, UNITS, type Unit } from './duration.ts';

const OTHER = 'other';

export function CreateForm({
  view,
  preset,
  onCreated,
}: {
  view: View;
  /** The pool that is chosen at first. */
  preset: string | undefined;
  onCreated: () => void;
}) {
  const { rpc } = useCluster();
  const { last, msPerSlot } = useSlotClock();
  const review = useReview();
  const balances = useBalances().data;
  const pools = deepestFirst(view);
  const [poolAddress, setPoolAddress] = useState<string | null>(
    preset ?? pools[0]?.address ?? null,
  );
  const [picked, setPicked] = useState<string | null>(null);
  const [pasted, setPasted] = useState('');
  const [text, setText] = useState('');
  const [length, setLength] = useState('7');
  const [unit, setUnit] = useState<Unit>('days');
  const [starts, setStarts] = useState<'now' | 'later'>('now');
  const [delay, setDelay] = useState('1');

  const state = pools.find(({ address }) => address === poolAddress);
  const mint = picked === OTHER ? (isAddress(pasted) ? pasted : undefined) : (picked ?? undefined);
  const mintAddress = mint !== undefined && isAddress(mint) ? mint : undefined;
  const reward = useTokenInfos(mintAddress ? [mintAddress] : []).get(mintAddress ?? ('' as never));
  const token = mintAddress ? view.names.of(mintAddress, reward) : undefined;
  const parsed = token ? parseAmount(text, token.decimals) : undefined;
  const amount = parsed && 'amount' in parsed ? parsed.amount : 0n;
  const duration = slotsOf(length, unit, msPerSlot);
  const wait = starts === 'later' ? slotsOf(delay, 'hours', msPerSlot) : undefined;
  const startSlot = wait !== undefined && last ? last.slot + wait : undefined;
  const isTooThin = amount > 0n && duration !== undefined && amount < duration;
  const isRead = reward !== undefined && token !== undefined;

  const missing =
    state === undefined
      ? 'Choose a pool'
      : !isRead
        ? 'Choose a reward'
        : amount === 0n
          ? 'Enter an amount'
          : duration === undefined
            ? 'Enter how long it runs'
            : isTooThin
              ? 'Too little for so many slots'
              : starts === 'later' && wait === undefined
                ? 'Enter when it starts'
                : balances && amount > balances.of(reward.mint)
                  ? `Not enough ${token.symbol}`
                  : undefined;
  const perSlot = token && duration ? Number(amount) / Number(duration) / 10 ** token.decimals : 0;
  return (
    <Card title="Fund a campaign">
      <div className="space-y-4">
        <Select
          label="Pool"
          value={poolAddress}
          onChange={setPoolAddress}
          placeholder="Choose a pool"
          options={pools.map(pool => ({
            value: pool.address,
            label: pairName(pool, view),
            content:
              pool.address === poolAddress ? undefined : <PoolName state={pool} view={view} />,
          }))}
        />
        <Select
          label="Reward"
          value={picked}
          onChange={setPicked}
          placeholder="Choose a token"
          options={[
            ...view.names.all.map(each => ({
              value: each.mint,
              label: each.symbol,
              content: (
                <span className="flex items-center gap-2">
                  <TokenMark {...each} size="sm" />
                  {each.symbol}
                </span>
              ),
            })),
            { value: OTHER, label: 'Another token, by its mint' },
          ]}
        />
        {picked === OTHER && (
          <TextField
            label="Mint address"
            value={pasted}
            onChange={setPasted}
            problem={pasted !== '' && !isAddress(pasted) ? 'This is no address' : undefined}
          />
        )}
        {token && reward && (
          <AmountInput
            label="Amount"
            token={token}
            value={text}
            onChange={setText}
            balance={balances?.of(reward.mint)}
            problem={parsed && 'problem' in parsed ? parsed.problem : undefined}
            worth={worth(view, reward.mint, amount === 0n ? undefined : amount, token.decimals)}
          />
        )}
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
          <TextField label="Runs for" value={length} onChange={setLength} inputMode="decimal" />
          <Segmented
            label="Counted in"
            value={unit}
            onChange={setUnit}
            options={UNITS.map(value => ({ value, label: value }))}
          />
        </div>
        <div className="grid grid-cols-[auto_minmax(0,1fr)] items-end gap-2">
          <div>
            <p className="mb-1.5 font-medium text-sm">Starts</p>
            <Segmented
              label="Starts"
              value={starts}
              onChange={setStarts}
              options={[
                { value: 'now', label: 'At once' },
                { value: 'later', label: 'Later' },
              ]}
            />
          </div>
          {starts === 'later' && (
            <TextField
              label="In how many hours"
              value={delay}
              onChange={setDelay}
              inputMode="decimal"
            />
          )}
        </div>
        {token && duration !== undefined && amount > 0n && (
          <div className="rounded-lg bg-sunken px-3.5 py-2">
            <Lines>
              <Line label="Rate per slot" tone={isTooThin ? 'bad' : undefined}>
                {showNumber(perSlot)} {token.symbol}
              </Line>
              <Line label="Rate per day, about">
                {showNumber((perSlot * 86_400_000) / msPerSlot)} {token.symbol}
              </Line>
              <Line label="Slots">{showSlots(duration)}</Line>
              <Line label="Ends, about">
                {showMoment(new Date(Date.now() + Number((wait ?? 0n) + duration) * msPerSlot))}
              </Line>
            </Lines>
          </div>
        )}
        {isTooThin && (
          <Notice kind="bad">
            A campaign must pay at least the smallest unit of its token in every slot. Give more, or
            let it run for less.
          </Notice>
        )}
        {reward &&
          tokenWarnings([reward], view.names).map(({ kind, text: words }) => (
            <Notice key={words} kind={kind}>
              {words}
            </Notice>
          ))}
        <Submit
          label="Review campaign"
          missing={missing}
          onClick={() =>
            state &&
            reward &&
            duration !== undefined &&
            review(
              createCampaignAction({
                rpc,
                state,
                names: view.names,
                reward,
                amount,
                startSlot,
                durationSlots: duration,
                msPerSlot,
              }),
              () => {
                setText('');
                onCreated();
              },
            )
          }
        />
      </div>
    </Card>
  );
}

/** The pool most people mean comes first. */
function deepestFirst({ market, prices }: View) {
  const depth = ({ tokenLp, pool }: (typeof market.pools)[number]) =>
    prices.value(tokenLp.mint, pool.lpSupply, tokenLp.decimals) ?? 0;
  return [...market.pools].sort((x, y) => depth(y) - depth(x));
}
