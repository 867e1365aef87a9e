import { type ReactNode, useState } from 'react';
import { outcomeAt } from '../charts/holding.ts';
import { AXIS_WIDTH, HIGHEST, HoldingChart, LOWEST } from '../charts/holding-chart.tsx';
import { Card } from '../components/card.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { Slider } from '../components/slider.tsx';
import { cx } from '../lib/cx.ts';
import { showPercent, showSigned, showValue } from '../lib/numbers.ts';

const DEPOSIT = 10_000;
/** The slider's range is even on both sides: a halving is as far as a doubling. */
const STEPS = 200;
const CENTRE = STEPS / 2;

export default function Learn() {
  const [ratio, setRatio] = useState(2);
  const [fees, setFees] = useState(0.12);
  const [rewards, setRewards] = useState(0.25);
  const [days, setDays] = useState(90);
  const yearly = fees + rewards;
  const at = outcomeAt(ratio, yearly, days);
  const earned = at.earning - at.lp;
  const against = at.earning / at.hold - 1;
  return (
    <>
      <PageTitle
        title="What happens to liquidity when prices move"
        note="Drag the price on the chart, or with the slider. 10,000 go in, half in each token of a constant-product pool."
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card
          title="Value of the deposit"
          note="Against what went in, by how the price of one token in the other has changed"
          action={
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-faint text-xs">
              <Legend colour="border-chart-c border-dashed">Holding</Legend>
              <Legend colour="border-chart-a">LP</Legend>
              <Legend colour="border-chart-b">LP, fees and rewards</Legend>
            </ul>
          }
        >
          <HoldingChart at={at} yearly={yearly} days={days} onRatio={setRatio} />
          <div className="mt-3" style={{ paddingLeft: AXIS_WIDTH }}>
            <Slider
              label="Price against the deposit's"
              value={toStep(ratio)}
              onChange={step => setRatio(fromStep(step))}
              min={0}
              max={STEPS}
              step={1}
              spoken={step => showRatio(fromStep(step))}
            />
          </div>
        </Card>
        <Card title={`At ${showRatio(ratio)} the price`}>
          <dl className="space-y-2.5">
            <Row label="Holding both tokens">{showValue(at.hold * DEPOSIT)}</Row>
            <Row label="LP, before earnings">{showValue(at.lp * DEPOSIT)}</Row>
            <Row label="Impermanent loss" tone={at.loss < -0.00005 ? 'bad' : undefined}>
              {showPercent(at.loss)}
            </Row>
            <Row label="Fees and rewards" tone="reward">
              {showSigned(earned * DEPOSIT, showValue)}
            </Row>
          </dl>
          <p
            className={cx(
              'num mt-3 rounded-lg px-3 py-2.5 text-sm',
              against >= 0 ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad',
            )}
          >
            <span className="block font-semibold text-xl tracking-tight">
              {showSigned((at.earning - at.hold) * DEPOSIT, showValue)}
            </span>
            {against >= 0 ? 'better' : 'worse'} than holding, {showSigned(against, showPercent)}
          </p>
          <div className="mt-4 space-y-3">
            <Setting label="Fees a year" value={showPercent(fees, 0)}>
              <Slider
                label="Fees a year"
                value={fees * 100}
                onChange={p => setFees(p / 100)}
                min={0}
                max={100}
                step={1}
                spoken={p => `${p} percent`}
              />
            </Setting>
            <Setting label="Rewards a year" value={showPercent(rewards, 0)}>
              <Slider
                label="Rewards a year"
                value={rewards * 100}
                onChange={p => setRewards(p / 100)}
                min={0}
                max={200}
                step={1}
                spoken={p => `${p} percent`}
              />
            </Setting>
            <Setting label="Time in the pool" value={`${days} days`}>
              <Slider
                label="Time in the pool"
                value={days}
                onChange={setDays}
                min={1}
                max={365}
                step={1}
                spoken={d => `${d} days`}
              />
            </Setting>
          </div>
        </Card>
      </div>

      <div className="mt-8 grid gap-x-10 gap-y-7 sm:grid-cols-2 lg:grid-cols-3">
        <Lesson title="Why there is a loss at all">
          A pool sells what rises and buys what falls, all the way. When the price has doubled, an
          LP holds less of the token that rose than at the start: 5.7 % less value than having done
          nothing. Back at the old price, the loss is gone. That is why it is called impermanent;
          once you leave, it is not.
        </Lesson>
        <Lesson title="What trade fees do">
          Each swap pays a fee in the token that goes in. The LPs&apos; part stays in the pool, so
          each LP token is worth more from then on. You need not claim fees: they are in what you
          withdraw. The yearly rate shown here supposes that trading goes on as it did.
        </Lesson>
        <Lesson title="How rewards are counted">
          A campaign pays a fixed amount per slot, shared by the weight of what is staked in that
          slot. Your part shrinks when others stake and grows when they leave. Slots in which nobody
          is staked go back to the funder. What you have earned stays yours, also after you left.
        </Lesson>
        <Lesson title="Locks and boosts">
          A lock gives more weight for the same stake: 1.5 times for the shortest, 3 times for the
          longest by default. Until its slot has come you cannot unstake. Nothing else can ever hold
          you: no pause, no campaign and no reward token can stop principal from leaving.
        </Lesson>
        <Lesson title="Stable pools">
          Tokens that should be worth the same trade on a flatter curve: large swaps move the price
          little while the peg holds. If it breaks, the pool fills with the token that lost, faster
          than a constant-product pool would, and the loss is larger than drawn here.
        </Lesson>
        <Lesson title="What else can go wrong">
          The program is not audited. An issuer with a freeze authority can freeze a pool&apos;s
          vault of its token; a token with a transfer fee takes a part of each transfer. The page
          says so wherever it applies. A rate a year is an estimate from the recent past, and never
          a promise.
        </Lesson>
      </div>
    </>
  );
}

const toStep = (ratio: number) =>
  Math.round(CENTRE + (Math.log(ratio) / Math.log(HIGHEST)) * CENTRE);
const fromStep = (step: number) =>
  Math.min(HIGHEST, Math.max(LOWEST, HIGHEST ** ((step - CENTRE) / CENTRE)));

function showRatio(ratio: number): string {
  return `${ratio.toLocaleString('en-US', { maximumSignificantDigits: 3 })}×`;
}

function Row({
  label,
  children,
  tone,
}: {
  label: string;
  children: ReactNode;
  tone?: 'bad' | 'reward' | undefined;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 text-sm">
      <dt className="text-faint">{label}</dt>
      <dd
        className={cx(
          'num font-medium',
          tone === 'bad' && 'text-bad',
          tone === 'reward' && 'text-reward',
        )}
      >
        {children}
      </dd>
    </div>
  );
}

function Setting({
  label,
  value,
  children,
}: {
  label: string;
  value: string;
  children: ReactNode;
}) {
  return (
    <div>
      <p className="flex justify-between text-sm">
        <span className="text-faint">{label}</span>
        <span className="num font-medium">{value}</span>
      </p>
      {children}
    </div>
  );
}

function Legend({ colour, children }: { colour: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className={cx('w-4 border-t-2', colour)} />
      {children}
    </li>
  );
}

function Lesson({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="font-semibold text-sm">{title}</h2>
      <p className="mt-1.5 text-pretty text-soft text-sm leading-relaxed">{children}</p>
    </section>
  );
}
