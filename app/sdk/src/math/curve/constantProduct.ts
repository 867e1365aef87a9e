// The constant-product curve `x * y = k` (Uniswap v2 white paper, section 2).
import { attempt, refuse } from '../error.ts';
import {
  fitting,
  mulDivRoundingDown,
  mulDivRoundingUp,
  squareRootRoundingDown,
} from '../integer.ts';
import type { Reserves } from './index.ts';

/** `floor(output * amountIn / (input + amountIn))`. */
export function amountOutRoundingDown(reserves: Reserves, amountIn: bigint): bigint {
  requireLiquidity(reserves);
  const inputAfter = fitting(reserves.input + amountIn, 'ReserveOverflow');
  return mulDivRoundingDown(reserves.output, amountIn, inputAfter);
}

/** `ceil(input * amountOut / (output - amountOut))`. */
export function amountInRoundingUp(reserves: Reserves, amountOut: bigint): bigint {
  requireLiquidity(reserves);
  const outputAfter = reserves.output - amountOut;
  if (outputAfter <= 0n) refuse('ExceedsReserves');
  const amountIn = attempt(() => mulDivRoundingUp(reserves.input, amountOut, outputAfter));
  if (amountIn === undefined) refuse('ReserveOverflow');
  fitting(reserves.input + amountIn, 'ReserveOverflow');
  return amountIn;
}

/** `floor(output * 2^64 / input)`: the marginal price of the input token. */
export function priceRoundingDown(reserves: Reserves): bigint {
  requireLiquidity(reserves);
  return (reserves.output << 64n) / reserves.input;
}

/** `floor(sqrt(a * b))`. */
export function initialLiquidityRoundingDown(amountA: bigint, amountB: bigint): bigint {
  return squareRootRoundingDown(amountA * amountB);
}

function requireLiquidity(reserves: Reserves): void {
  if (reserves.input === 0n || reserves.output === 0n) refuse('EmptyPool');
}
