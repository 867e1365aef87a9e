import { useRef } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { type Outcome, outcomes } from './holding.ts';

/** Room for the labels beside the plot; the slider under it leaves the same. */
export const AXIS_WIDTH = 46;
const TOP = 8;
const TICKS = [0.2, 0.33, 0.5, 1, 2, 3, 5];
export const LOWEST = 0.2;
export const HIGHEST = 5;

const DOTS = [
  { key: 'hold', colour: 'var(--chart-c)' },
  { key: 'lp', colour: 'var(--chart-a)' },
  { key: 'earning', colour: 'var(--chart-b)' },
] as const;

/** Holding, LP, and LP with earnings over the price; dragging on it moves the price. */
export function HoldingChart({
  at,
  yearly,
  days,
  onRatio,
}: {
  at: Outcome;
  yearly: number;
  days: number;
  onRatio: (ratio: number) => void;
}) {
  const area = useRef<HTMLDivElement>(null);
  const points = outcomes(LOWEST, HIGHEST, yearly, days);
  const drag = (clientX: number) => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return;
    const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
    onRatio(LOWEST * (HIGHEST / LOWEST) ** share);
  };
  const axis = {
    stroke: 'var(--line-strong)',
    tick: { fill: 'var(--ink-faint)', fontSize: 11 },
    tickLine: false,
  };
  return (
    <div className="relative h-72 sm:h-80">
      <ResponsiveContainer>
        <LineChart
          data={points}
          margin={{ top: TOP, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axis}
            dataKey="ratio"
            type="number"
            scale="log"
            domain={[LOWEST, HIGHEST]}
            ticks={TICKS}
            tickFormatter={ratio => (ratio >= 1 ? `×${ratio}` : `÷${Math.round(1 / ratio)}`)}
          />
          <YAxis
            {...axis}
            axisLine={false}
            width={AXIS_WIDTH}
            domain={[0, 3]}
            allowDataOverflow
            ticks={[0, 0.5, 1, 1.5, 2, 2.5, 3]}
            tickFormatter={value => `${value * 100}%`}
          />
          <Line
            dataKey="hold"
            stroke="var(--chart-c)"
            strokeWidth={2}
            strokeDasharray="5 4"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="lp"
            stroke="var(--chart-a)"
            strokeWidth={2.5}
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="earning"
            stroke="var(--chart-b)"
            strokeWidth={2.5}
            dot={false}
            isAnimationActive={false}
          />
          <ReferenceLine x={at.ratio} stroke="var(--ink-soft)" strokeWidth={1.5} />
          {DOTS.map(({ key, colour }) => (
            <ReferenceDot
              key={key}
              x={at.ratio}
              y={at[key]}
              r={5}
              fill={colour}
              stroke="var(--surface)"
              strokeWidth={2}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      {/* The slider beside the chart does the same for those who do not drag. */}
      <div
        ref={area}
        aria-hidden
        className="absolute top-2 right-0 bottom-8 cursor-ew-resize touch-pan-y"
        style={{ left: AXIS_WIDTH }}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag(event.clientX);
        }}
        onPointerMove={event => event.buttons > 0 && drag(event.clientX)}
      />
    </div>
  );
}
