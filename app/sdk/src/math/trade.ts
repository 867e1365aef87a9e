// A swap as the trader sees it: between the trader's accounts and the vaults lie transfer fees.
import type { Curve, Reserves } from './curve/index.ts';
import { refuse } from './error.ts';
import type { FeeTerms } from './fees.ts';
import { type SwapOutcome, swapExactIn, swapExactOut } from './quote.ts';
import { arriving, type TransferFee, toSendRoundingUp } from './transfer.ts';

/** The transfer fees of the two tokens of a swap. */
export type TransferFees = { input: TransferFee; output: TransferFee };

/** A swap worked out with its transfers. */
export type Trade = {
  /** Leaves the trader's account. */
  sent: bigint;
  /** Arrives in the trader's account. */
  received: bigint;
  /** In between: what arrives in one vault and leaves the other. */
  swap: SwapOutcome;
};

/** Swaps exactly what arrives of `sent`. */
export function tradeExactIn(
  curve: Curve,
  terms: FeeTerms,
  reserves: Reserves,
  fees: TransferFees,
  sent: bigint,
): Trade {
  const amountIn = arriving(fees.input, sent);
  if (amountIn === 0n && sent > 0n) refuse('ZeroOutput');
  const swap = swapExactIn(curve, terms, reserves, amountIn);
  const received = arriving(fees.output, swap.amountOut);
  if (received === 0n) refuse('ZeroOutput');
  return { sent, received, swap };
}

/** Swaps so that exactly `received` arrives at the trader's, for the least to send. */
export function tradeExactOut(
  curve: Curve,
  terms: FeeTerms,
  reserves: Reserves,
  fees: TransferFees,
  received: bigint,
): Trade {
  const leaving = toSendRoundingUp(fees.output, received);
  const swap = swapExactOut(curve, terms, reserves, leaving);
  const sent = toSendRoundingUp(fees.input, swap.amountIn);
  return { sent, received, swap };
}
