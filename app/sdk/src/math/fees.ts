import { refuse } from './error.ts';
import { mulDivRoundingDown, mulDivRoundingUp } from './integer.ts';

/** Rates and shares are counted in millionths: 3,000 is 0.3 %. */
export const MILLIONTHS = 1_000_000n;

/** Fee terms of a pool, in millionths. */
export type FeeTerms = {
  /** Part of the amount put in that a swap pays. */
  tradeFeeRate: number;
  /** Parts of the trade fee for the protocol and for the pool's creator. */
  protocolFeeShare: number;
  creatorFeeShare: number;
};

/** A trade fee and its split, in base units of the token put in. The parts add up to `total`. */
export type TradeFee = { total: bigint; protocol: bigint; creator: bigint; liquidity: bigint };

export const NO_FEE: TradeFee = { total: 0n, protocol: 0n, creator: 0n, liquidity: 0n };

/** The fee on `amountIn`: the total rounds up, the shares of protocol and creator down. */
export function tradeFeeRoundingUp(terms: FeeTerms, amountIn: bigint): TradeFee {
  const total = mulDivRoundingUp(amountIn, BigInt(terms.tradeFeeRate), MILLIONTHS);
  const protocol = mulDivRoundingDown(total, BigInt(terms.protocolFeeShare), MILLIONTHS);
  const creator = mulDivRoundingDown(total, BigInt(terms.creatorFeeShare), MILLIONTHS);
  const liquidity = total - protocol - creator;
  if (liquidity < 0n) refuse('Overflow');
  return { total, protocol, creator, liquidity };
}

/** The smallest amount that leaves at least `priced` after {@link tradeFeeRoundingUp}. */
export function amountWithFeeRoundingUp(terms: FeeTerms, priced: bigint): bigint {
  const left = MILLIONTHS - BigInt(terms.tradeFeeRate);
  if (left < 0n) refuse('Overflow');
  return mulDivRoundingUp(priced, MILLIONTHS, left);
}
