// A farm's lock choices: shown with what they weigh, chosen by number.
import type { Farm } from '@liquidity-mining/client';
import { ratioToDecimal } from '@liquidity-mining/sdk/math';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { formatSlots, parseIndex } from '../text/numbers.ts';

/** The choices that a farm offers, in words. */
export async function locksOf(context: Context, farm: Farm): Promise<string[]> {
  const pace = await context.pace();
  return farm.lockChoices.flatMap(({ slots, multiplier }, number) => {
    if (multiplier === 0) return [];
    const length = slots === 0n ? 'no lock' : formatSlots(slots, pace);
    return [`${number}: ${length}, weight ${formatMultiplier(multiplier)}`];
  });
}

/** 15,000 ten-thousandths are `1.5x`. */
export function formatMultiplier(multiplier: number): string {
  const text = ratioToDecimal({ numerator: BigInt(multiplier), denominator: 10_000n }, 4);
  return `${text.replace(/\.?0+$/, '')}x`;
}

/** The number of a lock choice that the farm offers. */
export function lockNumber(farm: Farm, text: string): number {
  const number = parseIndex(text, '--lock');
  if ((farm.lockChoices[number]?.multiplier ?? 0) > 0) return number;
  const offered = farm.lockChoices.flatMap((each, n) => (each.multiplier > 0 ? [n] : []));
  throw usageError(`The farm has no lock choice ${text}`, `Choose one of ${offered.join(', ')}.`);
}
