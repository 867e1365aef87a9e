import { impermanentLossOfPriceChange } from '@liquidity-mining/sdk/math';
import { ratioToNumber } from '../lib/numbers.ts';

/** What a deposit of 1, half in each token, has become. For display. */
export type Outcome = {
  /** Price now, against the price at the deposit. */
  ratio: number;
  hold: number;
  lp: number;
  /** LP with fees and rewards. */
  earning: number;
  /** `lp` against `hold`; never above zero. */
  loss: number;
};

const SCALE = 1_000_000_000;

/**
 * @param ratio price of the one token in the other, now against then
 * @param yearly fees and rewards in a year, as a part of the liquidity
 * @param days how long the liquidity is in
 */
export function outcomeAt(ratio: number, yearly: number, days: number): Outcome {
  const loss = ratioToNumber(
    impermanentLossOfPriceChange({
      numerator: BigInt(Math.round(ratio * SCALE)),
      denominator: BigInt(SCALE),
    }),
  );
  const hold = (1 + ratio) / 2;
  const lp = hold * (1 + loss);
  return { ratio, hold, lp, earning: lp * (1 + (yearly * days) / 365), loss };
}

/** Outcomes over a range of prices, evenly spread on a logarithmic scale. */
export function outcomes(lowest: number, highest: number, yearly: number, days: number): Outcome[] {
  const steps = 80;
  return Array.from({ length: steps + 1 }, (_, i) =>
    outcomeAt(lowest * (highest / lowest) ** (i / steps), yearly, days),
  );
}
