import { Stored } from './store.ts';

/** Slots that a priced instruction stays good for: about a minute, long enough to approve it. */
export const VALID_FOR_SLOTS = 150n;

export const SLIPPAGE_CHOICES = [10, 50, 100] as const;
const DEFAULT_SLIPPAGE_BPS = 50;
const HIGHEST_SLIPPAGE_BPS = 5_000;

/** The most that a result may be worse than quoted, in hundredths of a percent. */
export const slippageBps = new Stored<number>(
  'lm:slippage',
  text => {
    const value = Number(text);
    return text !== null && isSlippage(value) ? value : DEFAULT_SLIPPAGE_BPS;
  },
  String,
);

export function isSlippage(bps: number): boolean {
  return Number.isInteger(bps) && bps >= 0 && bps <= HIGHEST_SLIPPAGE_BPS;
}
