// What a token's own program keeps back when the token is moved (Token-2022, transfer fees).
import { refuse } from './error.ts';
import { divideRoundingUp, fitting, mulDivRoundingUp, smaller, U64_MAX } from './integer.ts';

const BASIS_POINTS = 10_000n;

/** The fee that a mint takes of every transfer in the present epoch. */
export type TransferFee = {
  /** Part of the amount sent, in basis points. */
  basisPoints: number;
  /** Most base units of one transfer. */
  maximum: bigint;
};

export const NO_TRANSFER_FEE: TransferFee = { basisPoints: 0, maximum: 0n };

/** The fee on `sent`, rounded up and then held to the maximum, as Token-2022 does it. */
export function transferFeeRoundingUp(fee: TransferFee, sent: bigint): bigint {
  if (fee.basisPoints === 0) return 0n;
  return smaller(mulDivRoundingUp(sent, BigInt(fee.basisPoints), BASIS_POINTS), fee.maximum);
}

/** What arrives of `sent`. */
export function arriving(fee: TransferFee, sent: bigint): bigint {
  return fitting(sent - transferFeeRoundingUp(fee, sent));
}

/** The smallest amount to send so that at least `amount` arrives. Exactly `amount` does. */
export function toSendRoundingUp(fee: TransferFee, amount: bigint): bigint {
  if (fee.basisPoints === 0 || amount === 0n) return amount;
  const left = BASIS_POINTS - BigInt(fee.basisPoints);
  if (left < 0n) refuse('Overflow');
  const byMaximum = amount + fee.maximum;
  const byRate = left === 0n ? U64_MAX + 1n : divideRoundingUp(amount * BASIS_POINTS, left);
  return fitting(smaller(byRate, byMaximum));
}
