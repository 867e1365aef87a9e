import {
  AreaSeries,
  createChart,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { showNumber } from '../lib/numbers.ts';
import { useStored } from '../lib/store.ts';
import { theme } from '../lib/theme.ts';

export type Point = { time: number; value: number };

/** A value over time, drawn by lightweight-charts; drag and pinch to look closer. */
export default function HistoryChart({
  points,
  label,
}: {
  points: readonly Point[];
  label: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<{ api: IChartApi; series: ISeriesApi<'Area'> } | null>(null);
  const current = useStored(theme);

  useEffect(() => {
    if (!box.current) return;
    const api = createChart(box.current, {
      autoSize: true,
      layout: { attributionLogo: false, fontFamily: 'Geist Variable, sans-serif', fontSize: 11 },
      rightPriceScale: {
        borderVisible: false,
        entireTextOnly: true,
        scaleMargins: { top: 0.12, bottom: 0.08 },
      },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false },
      handleScroll: { vertTouchDrag: false },
      handleScale: { mouseWheel: false },
      localization: { priceFormatter: showNumber },
    });
    const series = api.addSeries(AreaSeries, { lineWidth: 2, priceLineVisible: false });
    chart.current = { api, series };
    return () => {
      chart.current = null;
      api.remove();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours change with the theme
  useEffect(() => {
    if (!chart.current) return;
    const { api, series } = chart.current;
    const colour = colours();
    api.applyOptions({
      layout: { background: { color: 'transparent' }, textColor: colour('--ink-faint') },
      grid: { vertLines: { visible: false }, horzLines: { color: colour('--line') } },
    });
    series.applyOptions({
      lineColor: colour('--chart-a'),
      topColor: colour('--chart-a', 0.22),
      bottomColor: colour('--chart-a', 0.01),
    });
  }, [current]);

  useEffect(() => {
    if (!chart.current) return;
    chart.current.series.setData(
      onePerSecond(points).map(({ time, value }) => ({ time: time as UTCTimestamp, value })),
    );
    chart.current.api.timeScale().fitContent();
  }, [points]);

  const first = points[0];
  const last = points.at(-1);
  return (
    <figure>
      <figcaption className="sr-only">
        {label}
        {first && last && `, from ${showNumber(first.value)} to ${showNumber(last.value)}`}
      </figcaption>
      <div ref={box} className="h-56 sm:h-64" aria-hidden />
    </figure>
  );
}

/** The last of each second: the chart wants times that rise. */
function onePerSecond(points: readonly Point[]): Point[] {
  return [...new Map(points.map(point => [point.time, point])).values()].sort(
    (x, y) => x.time - y.time,
  );
}

/** The theme's colours as the canvas of the chart understands them. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return (name: string, opacity = 1): string => {
    if (!context) return 'gray';
    context.fillStyle = style.getPropertyValue(name).trim();
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  };
}
