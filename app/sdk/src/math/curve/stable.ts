// The stable-swap curve of two tokens (M. Egorov, StableSwap, 2019), as crates/liquidity-math has it:
// with normalised reserves `x` and `y`, their sum `S` and `N` twice the amplification, the invariant
// `D` is the positive root of `D^3 + (N - 1) (4 x y) D = N S (4 x y)`.
//
// `D` is the least integer not below the root, and a reserve the least integer at which the invariant
// is not below that `D`. Both are exact, so that it does not matter how they are searched for.
import { attempt, refuse } from '../error.ts';
import {
  divideRoundingUp,
  fitting,
  minusOrZero,
  mulDivRoundingDown,
  smaller,
  U64_MAX,
  U128_MAX,
} from '../integer.ts';
import type { Reserves } from './index.ts';

export const MAX_AMPLIFICATION = 1_000_000;
export const MAX_DECIMALS = 18;
/** Normalised reserves are below 2 to the power of this. */
export const NORMALISED_BITS = 76n;
const MAX_ROUNDS = 256;
/** Normalised units kept back from every payment. */
const MARGIN = 1n;

/** Amplification and decimals of a stable-swap pool, checked, as one of its tokens sees them. */
export type StableParameters = {
  readonly kind: 'stable';
  readonly amplification: number;
  readonly decimalsApart: number;
  /** What levels the decimals of the input token, and of the output token. */
  readonly multiplierInput: bigint;
  readonly multiplierOutput: bigint;
};

/** The parameters of a pool as its token A sees them; `InvalidCurveParameters` outside the limits. */
export function stableParameters(
  amplification: number,
  decimalsA: number,
  decimalsB: number,
): StableParameters {
  const isValid =
    amplification >= 1 &&
    amplification <= MAX_AMPLIFICATION &&
    decimalsA <= MAX_DECIMALS &&
    decimalsB <= MAX_DECIMALS;
  if (!isValid) refuse('InvalidCurveParameters');
  const multiplier = (decimals: number, other: number) =>
    10n ** BigInt(Math.max(other - decimals, 0));
  return {
    kind: 'stable',
    amplification,
    decimalsApart: Math.abs(decimalsA - decimalsB),
    multiplierInput: multiplier(decimalsA, decimalsB),
    multiplierOutput: multiplier(decimalsB, decimalsA),
  };
}

/** The same pool as its other token sees it. */
export function reversed(parameters: StableParameters): StableParameters {
  const { multiplierInput, multiplierOutput } = parameters;
  return { ...parameters, multiplierInput: multiplierOutput, multiplierOutput: multiplierInput };
}

/** `ReserveOverflow` when a reserve, normalised, is past what the curve can price. */
export function checkReserves(parameters: StableParameters, reserves: Reserves): void {
  normalisedReserves(parameters, reserves);
}

/** The output reserve less the least one that keeps `D`, less one normalised unit, rounded down. */
export function amountOutRoundingDown(
  parameters: StableParameters,
  reserves: Reserves,
  amountIn: bigint,
): bigint {
  const { input, output } = normalisedReserves(parameters, reserves);
  const after = fitting(reserves.input + amountIn, 'ReserveOverflow');
  const inputAfter = normalised(after, parameters.multiplierInput);
  const invariant = invariantRoundingUp(parameters, input, output).roundedUp;
  const outputAfter = leastReserve(parameters, inputAfter, invariant, output, output);
  const paid = minusOrZero(minusOrZero(output, outputAfter ?? output), MARGIN);
  return fitting(paid / parameters.multiplierOutput);
}

/** The smallest amount for which {@link amountOutRoundingDown} is at least `amountOut`. */
export function amountInRoundingUp(
  parameters: StableParameters,
  reserves: Reserves,
  amountOut: bigint,
): bigint {
  const { input, output } = normalisedReserves(parameters, reserves);
  if (amountOut === 0n) return 0n;
  if (amountOut > reserves.output) refuse('ExceedsReserves');
  const { multiplierInput, multiplierOutput } = parameters;
  const outputAfter = normalised(reserves.output - amountOut, multiplierOutput) - MARGIN;
  if (outputAfter <= 0n) refuse('ExceedsReserves');
  const invariant = invariantRoundingUp(parameters, input, output).roundedUp;
  const most = largestReserve(multiplierInput);
  const inputAfter = leastReserve(parameters, outputAfter, invariant, input, most);
  if (inputAfter === undefined) refuse('ReserveOverflow');
  const needed = minusOrZero(inputAfter, input);
  fitting(needed / multiplierInput);
  return fitting(divideRoundingUp(needed, multiplierInput), 'ReserveOverflow');
}

/** `floor(D / 2 / 10^h)`, where `h` is half the difference of the decimals, rounded up. */
export function initialLiquidityRoundingDown(
  parameters: StableParameters,
  reserves: Reserves,
): bigint {
  const liquidity = attempt(() => {
    const { input, output } = normalisedReserves(parameters, reserves);
    const invariant = invariantRoundingUp(parameters, input, output);
    const floor = invariant.roundedUp - (invariant.isWhole ? 0n : 1n);
    const scale = 10n ** BigInt(Math.ceil(parameters.decimalsApart / 2));
    return smaller((floor >> 1n) / scale, U64_MAX);
  });
  return liquidity ?? 0n;
}

/** `y (N x + t) / (x (N y + t))` with `t = N S - (N - 1) D`, in 64.64 fixed point. */
export function priceRoundingDown(parameters: StableParameters, reserves: Reserves): bigint {
  const { input, output } = normalisedReserves(parameters, reserves);
  const invariant = invariantRoundingUp(parameters, input, output).roundedUp;
  const n = steepness(parameters);
  const rest = minusOrZero((input + output) * n, invariant * (n - 1n));
  const dear = input * n + rest;
  const cheap = output * n + rest;
  return smaller(((reserves.output << 64n) * dear) / (reserves.input * cheap), U128_MAX);
}

/** About the part of an offer of the input token to swap before both are deposited. */
export function partAtPar(parameters: StableParameters, reserves: Reserves, offer: bigint): bigint {
  const part = attempt(() => {
    const { input, output } = normalisedReserves(parameters, reserves);
    const cut = (reserve: bigint) => reserve >> (NORMALISED_BITS - 63n);
    return mulDivRoundingDown(offer, cut(output), smaller(cut(input) + cut(output), U64_MAX));
  });
  return part ?? offer >> 1n;
}

function steepness(parameters: StableParameters): bigint {
  return BigInt(parameters.amplification) * 2n;
}

function normalisedReserves(parameters: StableParameters, reserves: Reserves): Reserves {
  if (reserves.input === 0n || reserves.output === 0n) refuse('EmptyPool');
  return {
    input: normalised(reserves.input, parameters.multiplierInput),
    output: normalised(reserves.output, parameters.multiplierOutput),
  };
}

function normalised(amount: bigint, multiplier: bigint): bigint {
  const value = amount * multiplier;
  return value >> NORMALISED_BITS > 0n ? refuse('ReserveOverflow') : value;
}

/** The largest reserve, normalised, that is a whole number of base units. */
function largestReserve(multiplier: bigint): bigint {
  return smaller(((1n << NORMALISED_BITS) - 1n) / multiplier, U64_MAX) * multiplier;
}

/** The least integer `D` with `D^3 + (N - 1) (4 x y) D >= N S (4 x y)`. */
function invariantRoundingUp(
  parameters: StableParameters,
  x: bigint,
  y: bigint,
): { roundedUp: bigint; isWhole: boolean } {
  const n = steepness(parameters);
  const product = 4n * x * y;
  const linear = product * (n - 1n);
  const target = product * n * (x + y);
  const excess = (root: bigint) => (root * root + linear) * root - target;
  let root = x + y;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const over = excess(root);
    const step = over / (3n * root * root + linear);
    if (step > 0n) root -= step;
    else if (excess(root - 1n) < 0n) return { roundedUp: root, isWhole: over === 0n };
    else root -= 1n;
  }
  return refuse('NoConvergence');
}

/**
 * The least `y` up to `most` for which the invariant of `known` and `y` is at least `invariant`, or
 * nothing when `most` is too little. With `t = N (known + y) - (N - 1) D` it is the least with
 * `4 known y t >= D^3`. Below the root a step leads past it; above it, steps lead to it.
 */
function leastReserve(
  parameters: StableParameters,
  known: bigint,
  invariant: bigint,
  start: bigint,
  most: bigint,
): bigint | undefined {
  const n = steepness(parameters);
  const cube = invariant ** 3n;
  const offset = known * n - invariant * (n - 1n);
  const excess = (y: bigint) => 4n * known * y * (offset + n * y) - cube;
  let root = start;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const over = excess(root);
    const slope = 4n * known * (offset + 2n * n * root);
    if (over >= 0n) {
      const step = over / slope;
      if (step > 0n) root -= step;
      else if (excess(root - 1n) >= 0n) root -= 1n;
      else return root;
    } else if (root >= most) {
      return undefined;
    } else {
      // Left of the lowest point the slope says nothing; at `D` the left side rises.
      root = smaller(slope > 0n ? root + -over / slope + 1n : invariant, most);
    }
  }
  return refuse('NoConvergence');
}
