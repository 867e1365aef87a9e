import {
  Area,
  AreaChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { DepthPoint } from '../data/depth.ts';
import { showNumber } from '../lib/numbers.ts';

/** How much can be traded until the price is there. */
export default function DepthChart({
  points,
  price,
  base,
  quote,
}: {
  points: readonly DepthPoint[];
  price: number;
  base: string;
  quote: string;
}) {
  const axis = {
    tick: { fill: 'var(--ink-faint)', fontSize: 11 },
    tickLine: false,
    axisLine: false,
  };
  return (
    <figure>
      <figcaption className="sr-only">
        Depth of the pool around the price of {showNumber(price)} {quote} for 1 {base}
      </figcaption>
      <div className="h-56 sm:h-64" aria-hidden>
        <ResponsiveContainer>
          <AreaChart
            data={[...points]}
            margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <XAxis
              {...axis}
              dataKey="price"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={value => showNumber(value, 4)}
              minTickGap={48}
            />
            <YAxis {...axis} width={52} tickFormatter={value => showNumber(value, 3)} />
            <Tooltip
              isAnimationActive={false}
              content={({ payload }) => {
                const point = payload?.[0]?.payload as DepthPoint | undefined;
                if (!point) return null;
                const isBuy = point.bought !== undefined && point.sold === undefined;
                return (
                  <p className="num rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-lg">
                    {isBuy ? 'Buying' : 'Selling'} {showNumber(point.bought ?? point.sold ?? 0)}{' '}
                    {base} moves the price to {showNumber(point.price)} {quote}
                  </p>
                );
              }}
            />
            <Area
              dataKey="sold"
              stroke="var(--chart-b)"
              fill="var(--chart-b)"
              fillOpacity={0.16}
              strokeWidth={2}
              isAnimationActive={false}
            />
            <Area
              dataKey="bought"
              stroke="var(--chart-a)"
              fill="var(--chart-a)"
              fillOpacity={0.16}
              strokeWidth={2}
              isAnimationActive={false}
            />
            <ReferenceLine x={price} stroke="var(--ink-soft)" strokeDasharray="3 3" />
          </AreaChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
