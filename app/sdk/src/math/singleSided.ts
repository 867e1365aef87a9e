// Deposits of one token and withdrawals into one token: a swap and a both-sided step. How the part to
// swap is searched for decides the last units, so the search here is the program's, step by step.
import { type Curve, checkReserves, facing, type Reserves } from './curve/index.ts';
import { partAtPar } from './curve/stable.ts';
import { attempt, MathError, refuse } from './error.ts';
import { type FeeTerms, MILLIONTHS, NO_FEE, type TradeFee } from './fees.ts';
import {
  bitLength,
  divideRoundingUp,
  fitting,
  larger,
  minusOrZero,
  mulDivRoundingDown,
  mulDivRoundingUp,
  smaller,
  U64_MAX,
} from './integer.ts';
import { type SwapOutcome, swapExactIn, swapExactOut } from './quote.ts';
import { type Books, withdraw } from './shares.ts';

const MAX_ATTEMPTS = 24;
/** Close enough: the sides differ by a part in 2 to the power of this, or by these LP units. */
const PRECISION_BITS = 24n;
const PRECISION_UNITS = 4n;

/** A deposit of one token worked out. */
export type DepositSingleOutcome = {
  /** Taken from the depositor, fee included: `swappedIn` and `deposited` together. */
  amountIn: bigint;
  /** The part that was swapped, fee included. */
  swappedIn: bigint;
  /** What the swap gave of the other token, all of which was deposited. */
  swappedOut: bigint;
  /** The part that was deposited as it is. */
  deposited: bigint;
  fee: TradeFee;
  lpMinted: bigint;
  books: Books;
};

/** A withdrawal into one token worked out. */
export type WithdrawSingleOutcome = {
  /** Paid out: `withdrawn` and `swappedOut` together. */
  amountOut: bigint;
  /** The share of the wanted token. */
  withdrawn: bigint;
  /** The share of the other token, fee included; zero when it is too little to buy anything. */
  swappedIn: bigint;
  swappedOut: bigint;
  /** In the token that is not wanted. */
  fee: TradeFee;
  books: Books;
};

/** Deposits token A or, if not `givesA`, token B alone, at most `maxAmountIn` of it. */
export function depositSingle(
  books: Books,
  curve: Curve,
  terms: FeeTerms,
  maxAmountIn: bigint,
  givesA: boolean,
): DepositSingleOutcome {
  if (maxAmountIn === 0n) refuse('ZeroAmount');
  if (books.lpSupply === 0n || books.reserveA === 0n || books.reserveB === 0n) refuse('EmptyPool');
  const side: Side = {
    curve: facing(curve, givesA),
    terms,
    reserves: seenFrom(books, givesA),
    lpSupply: books.lpSupply,
    offer: maxAmountIn,
  };
  const { lp, swap, deposited } = mint(side, bestLpRoundingDown(side));
  const amountIn = fitting(swap.amountIn + deposited);
  const input = fitting(swap.reserves.input + deposited, 'ReserveOverflow');
  // What the swap took out of the output reserve is put back.
  const after = { input, output: side.reserves.output };
  checkReserves(side.curve, after);
  const lpSupply = fitting(books.lpSupply + lp);
  return {
    amountIn,
    swappedIn: swap.amountIn,
    swappedOut: swap.amountOut,
    deposited,
    fee: swap.fee,
    lpMinted: lp,
    books: fromSide(after, lpSupply, givesA),
  };
}

/** Withdraws `lpAmount`'s share of both reserves and swaps the one that is not wanted. */
export function withdrawSingle(
  books: Books,
  curve: Curve,
  terms: FeeTerms,
  lpAmount: bigint,
  wantsA: boolean,
): WithdrawSingleOutcome {
  const both = withdraw(books, lpAmount);
  const [withdrawn, other] = wantsA ? [both.amountA, both.amountB] : [both.amountB, both.amountA];
  const left = seenFrom(both.books, !wantsA);
  const swap = swapOrLeave(facing(curve, !wantsA), terms, left, other, withdrawn > 0n);
  return {
    amountOut: fitting(withdrawn + swap.amountOut),
    withdrawn,
    swappedIn: swap.amountIn,
    swappedOut: swap.amountOut,
    fee: swap.fee,
    books: fromSide(swap.reserves, both.books.lpSupply, !wantsA),
  };
}

/** The swap; or, where too little goes in to buy one unit and `mayLeave`, leaves it in the reserve. */
function swapOrLeave(
  curve: Curve,
  terms: FeeTerms,
  reserves: Reserves,
  amountIn: bigint,
  mayLeave: boolean,
): SwapOutcome {
  const swapping = () => swapExactIn(curve, terms, reserves, amountIn);
  if (!mayLeave) return swapping();
  const swap = attempt(swapping, 'ZeroAmount', 'ZeroOutput');
  if (swap !== undefined) return swap;
  const input = fitting(reserves.input + amountIn, 'ReserveOverflow');
  return { amountIn: 0n, amountOut: 0n, fee: NO_FEE, reserves: { ...reserves, input } };
}

function seenFrom(books: Books, aToB: boolean): Reserves {
  const { reserveA, reserveB } = books;
  return aToB ? { input: reserveA, output: reserveB } : { input: reserveB, output: reserveA };
}

function fromSide({ input, output }: Reserves, lpSupply: bigint, aToB: boolean): Books {
  return aToB
    ? { reserveA: input, reserveB: output, lpSupply }
    : { reserveA: output, reserveB: input, lpSupply };
}

/** A pool as the token that is given sees it, and the offer. */
type Side = {
  curve: Curve;
  terms: FeeTerms;
  reserves: Reserves;
  lpSupply: bigint;
  offer: bigint;
};

/** The most LP that any attempt finds: false position, after Illinois, with halvings when stuck. */
function bestLpRoundingDown(side: Side): bigint {
  let least = 0n;
  let most = side.offer;
  let excessAtLeast = worthRoundingDown(side, side.offer, side.reserves.input);
  let excessAtMost: bigint | undefined;
  let part = partToSwap(side);
  let best = 0n;
  let movedLeastBefore: boolean | undefined;
  let timesStuck = 0;
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    const { given, bought } = tryPart(side, part);
    const lp = smaller(given, bought);
    best = larger(best, lp);
    const excess = given > bought ? given - bought : bought - given;
    if (excess <= larger(lp >> PRECISION_BITS, PRECISION_UNITS)) break;
    const movesLeast = given > bought;
    const isStuck = movedLeastBefore === movesLeast;
    const halving = isStuck ? 1n : 0n;
    timesStuck = isStuck ? timesStuck + 1 : 0;
    movedLeastBefore = movesLeast;
    if (movesLeast) {
      [least, excessAtLeast] = [part, excess];
      if (excessAtMost !== undefined) excessAtMost >>= halving;
    } else {
      [most, excessAtMost] = [part, excess];
      excessAtLeast >>= halving;
    }
    const width = minusOrZero(most, least);
    if (width <= 1n) break;
    const step =
      excessAtMost !== undefined && timesStuck < 3
        ? meanStep(width, excessAtLeast, excessAtMost)
        : width >> 1n;
    part = smaller(least + smaller(larger(step, 1n), width - 1n), U64_MAX);
  }
  return best === 0n ? refuse('ZeroOutput') : best;
}

/** Swaps `part` of the offer and says what LP the rest and the proceeds are worth. */
function tryPart(side: Side, part: bigint): { given: bigint; bought: bigint } {
  const { curve, terms, reserves } = side;
  const rest = minusOrZero(side.offer, part);
  const swap = attempt(() => swapExactIn(curve, terms, reserves, part), 'ZeroAmount', 'ZeroOutput');
  if (swap === undefined)
    return { given: worthRoundingDown(side, rest, reserves.input), bought: 0n };
  return {
    given: worthRoundingDown(side, rest, swap.reserves.input),
    bought: worthRoundingDown(side, swap.amountOut, swap.reserves.output),
  };
}

/** LP that an amount is worth on its side; what does not fit is as good as any other excess. */
function worthRoundingDown(side: Side, amount: bigint, reserve: bigint): bigint {
  return attempt(() => mulDivRoundingDown(amount, side.lpSupply, reserve)) ?? U64_MAX;
}

/** The LP that the offer buys, `lp` or hardly less, the swap for it and the amount on top. */
function mint(side: Side, wanted: bigint): { lp: bigint; swap: SwapOutcome; deposited: bigint } {
  let lp = wanted;
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    const { swap, deposited } = costRoundingUp(side, lp);
    const excess = fitting(swap.amountIn + deposited) - side.offer;
    if (excess <= 0n) return { lp, swap, deposited };
    lp -= mulDivRoundingUp(excess, side.lpSupply, swap.reserves.input);
    if (lp <= 0n) refuse('ZeroOutput');
  }
  throw new MathError('NoConvergence');
}

/** The swap and the amount on top that `lp` costs, each rounded up. */
function costRoundingUp(side: Side, lp: bigint): { swap: SwapOutcome; deposited: bigint } {
  const supplyAfter = fitting(side.lpSupply + lp);
  const bought = mulDivRoundingUp(lp, side.reserves.output, supplyAfter);
  const swap = swapExactOut(side.curve, side.terms, side.reserves, bought);
  return { swap, deposited: mulDivRoundingUp(lp, swap.reserves.input, side.lpSupply) };
}

/** About how much of the offer to swap. With `w = (1 - r q) s`, the root of `w^2 + B w = C`. */
function partToSwap({ curve, terms, reserves, offer }: Side): bigint {
  if (curve.kind === 'stable') return partAtPar(curve, reserves, offer);
  // As the program cuts operands so that its terms fit their types.
  const [reserveBits, offerBits] = [bitLength(reserves.input), bitLength(offer)];
  const cut = reserveBits > 61 || reserveBits + offerBits > 122 ? 4n : 0n;
  const [reserve, offered] = [reserves.input >> cut, offer >> cut];
  const left = minusOrZero(MILLIONTHS, BigInt(terms.tradeFeeRate));
  const leaving = BigInt(terms.protocolFeeShare) + BigInt(terms.creatorFeeShare);
  const rateLeaving = divideRoundingUp(BigInt(terms.tradeFeeRate) * leaving, MILLIONTHS);
  const stays = minusOrZero(MILLIONTHS, rateLeaving);
  const guess = attempt(() => {
    const linear = smaller(reserve + mulDivRoundingUp(reserve, MILLIONTHS, left), U64_MAX);
    const constant = (reserve * offered * stays) / left;
    if (constant >> 128n > 0n) refuse('Overflow');
    const root = rootOfSquareAndMultiple(linear, constant);
    return mulDivRoundingDown(root, MILLIONTHS, stays);
  });
  const part = guess ?? offered >> 1n;
  return smaller(fitting64(part << cut) | (cut > 0n ? 1n : 0n), offer);
}

/** About the positive root of `w^2 + linear * w = constant`, from above. */
function rootOfSquareAndMultiple(linear: bigint, constant: bigint): bigint {
  const halfBits = BigInt((bitLength(constant) + 1) >> 1);
  const squareBound = halfBits < 64n ? 1n << halfBits : U64_MAX;
  const multipleBound = linear === 0n ? U64_MAX : smaller(constant / linear, U64_MAX);
  let root = smaller(squareBound, multipleBound);
  for (let round = 0; round < 8; round += 1) {
    const slope = fitting(2n * root + linear);
    const sum = root * root + constant;
    if (sum >> 128n > 0n || slope === 0n) refuse('Overflow');
    const next = fitting(sum / slope);
    if (next >= root) break;
    root = next;
  }
  return root;
}

/** `width * a / (a + b)`, about. */
function meanStep(width: bigint, a: bigint, b: bigint): bigint {
  const [halfA, halfB] = [a >> 1n, b >> 1n];
  return attempt(() => mulDivRoundingDown(width, halfA, halfA + halfB)) ?? width >> 1n;
}

/** What of a value remains in 64 bits, as a shift of a word leaves it. */
function fitting64(value: bigint): bigint {
  return value & U64_MAX;
}
