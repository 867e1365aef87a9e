// Pricing curves: what comes out for what goes in, fees aside.
import { refuse } from '../error.ts';
import * as product from './constantProduct.ts';
import * as stable from './stable.ts';

/** The reserves a swap moves, seen from its direction, in base units. */
export type Reserves = {
  /** Reserve of the token that the trader puts in. */
  input: bigint;
  /** Reserve of the token that the trader takes out. */
  output: bigint;
};

/** What a pool keeps of its curve. */
export type CurveTerms = {
  /** 0 for the constant product, 1 for the stable swap. */
  kind: number;
  /** Amplification of a stable curve, 1 to 1,000,000; 0 for the constant product. */
  parameter: number;
  decimalsA: number;
  decimalsB: number;
};

/** A pool's curve; a stable one as one of the tokens sees it. */
export type Curve = { readonly kind: 'constantProduct' } | stable.StableParameters;

export const CONSTANT_PRODUCT_KIND = 0;
export const STABLE_KIND = 1;

/** The constant product. */
export const CONSTANT_PRODUCT: Curve = { kind: 'constantProduct' };

/** The curve of these terms, as token A sees it; `InvalidCurveParameters` where there is none. */
export function curveOf({ kind, parameter, decimalsA, decimalsB }: CurveTerms): Curve {
  if (kind === CONSTANT_PRODUCT_KIND && parameter === 0) return CONSTANT_PRODUCT;
  if (kind === STABLE_KIND) return stable.stableParameters(parameter, decimalsA, decimalsB);
  return refuse('InvalidCurveParameters');
}

/** The curve seen by a swap that puts in token A or, if not `aToB`, token B. */
export function facing(curve: Curve, aToB: boolean): Curve {
  return curve.kind === 'stable' && !aToB ? stable.reversed(curve) : curve;
}

/** What comes out for `amountIn`, fees aside, rounded down. */
export function amountOutRoundingDown(curve: Curve, reserves: Reserves, amountIn: bigint): bigint {
  return curve.kind === 'stable'
    ? stable.amountOutRoundingDown(curve, reserves, amountIn)
    : product.amountOutRoundingDown(reserves, amountIn);
}

/** What must go in for `amountOut`, fees aside, rounded up. */
export function amountInRoundingUp(curve: Curve, reserves: Reserves, amountOut: bigint): bigint {
  return curve.kind === 'stable'
    ? stable.amountInRoundingUp(curve, reserves, amountOut)
    : product.amountInRoundingUp(reserves, amountOut);
}

/** Marginal price of the input token in output tokens, base units both, 64.64 fixed point. */
export function priceRoundingDown(curve: Curve, reserves: Reserves): bigint {
  return curve.kind === 'stable'
    ? stable.priceRoundingDown(curve, reserves)
    : product.priceRoundingDown(reserves);
}

/** Refuses reserves that the curve cannot price. */
export function checkReserves(curve: Curve, reserves: Reserves): void {
  if (curve.kind === 'stable') stable.checkReserves(curve, reserves);
}

/** LP tokens that a first deposit is worth, rounded down. */
export function initialLiquidityRoundingDown(
  curve: Curve,
  amountA: bigint,
  amountB: bigint,
): bigint {
  return curve.kind === 'stable'
    ? stable.initialLiquidityRoundingDown(curve, { input: amountA, output: amountB })
    : product.initialLiquidityRoundingDown(amountA, amountB);
}
