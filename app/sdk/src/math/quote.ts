// Swaps worked out between what arrives in one vault and what leaves the other.
import {
  amountInRoundingUp,
  amountOutRoundingDown,
  type Curve,
  type Reserves,
} from './curve/index.ts';
import { refuse } from './error.ts';
import {
  amountWithFeeRoundingUp,
  type FeeTerms,
  type TradeFee,
  tradeFeeRoundingUp,
} from './fees.ts';
import { fitting } from './integer.ts';

/** A swap worked out: what goes in and comes out, the fee in it, and the reserves after it. */
export type SwapOutcome = {
  /** Fee included. */
  amountIn: bigint;
  amountOut: bigint;
  fee: TradeFee;
  reserves: Reserves;
};

/** Swaps exactly `amountIn`: the fee comes off first, rounded up; the curve prices the rest. */
export function swapExactIn(
  curve: Curve,
  terms: FeeTerms,
  reserves: Reserves,
  amountIn: bigint,
): SwapOutcome {
  if (amountIn === 0n) refuse('ZeroAmount');
  const fee = tradeFeeRoundingUp(terms, amountIn);
  const priced = fitting(amountIn - fee.total);
  const amountOut = amountOutRoundingDown(curve, reserves, priced);
  if (amountOut === 0n) refuse('ZeroOutput');
  return outcome(reserves, amountIn, amountOut, fee);
}

/** Swaps for exactly `amountOut`: the curve prices it, rounded up, and the fee goes on top. */
export function swapExactOut(
  curve: Curve,
  terms: FeeTerms,
  reserves: Reserves,
  amountOut: bigint,
): SwapOutcome {
  if (amountOut === 0n) refuse('ZeroAmount');
  const needed = amountInRoundingUp(curve, reserves, amountOut);
  const amountIn = amountWithFeeRoundingUp(terms, needed);
  return outcome(reserves, amountIn, amountOut, tradeFeeRoundingUp(terms, amountIn));
}

function outcome(
  reserves: Reserves,
  amountIn: bigint,
  amountOut: bigint,
  fee: TradeFee,
): SwapOutcome {
  const kept = fitting(fitting(amountIn - fee.total) + fee.liquidity);
  const after = {
    input: fitting(reserves.input + kept, 'ReserveOverflow'),
    output: fitting(reserves.output - amountOut),
  };
  return { amountIn, amountOut, fee, reserves: after };
}
