/** Why a computation was refused; the names of `MathError` in crates/liquidity-math. */
export type MathErrorReason =
  /** A result does not fit 64 bits. */
  | 'Overflow'
  /** The amount given is zero. */
  | 'ZeroAmount'
  /** The amount given is too small: what it buys rounds down to zero. */
  | 'ZeroOutput'
  /** A reserve would exceed 64 bits, or what the curve can price. */
  | 'ReserveOverflow'
  /** The pool holds no liquidity yet. */
  | 'EmptyPool'
  /** The first deposit is worth no more than the liquidity that is locked for ever. */
  | 'InitialLiquidityTooSmall'
  /** More LP tokens than are in circulation. */
  | 'ExceedsSupply'
  /** The total weight of stakes would exceed 64 bits. */
  | 'WeightOverflow'
  /** The boundary table holds as many slots as it can. */
  | 'BoundaryTableFull'
  /** The boundary asked for is not in the table, or has not been crossed. */
  | 'BoundaryNotFound'
  /** More than the curve can pay out of the reserve. */
  | 'ExceedsReserves'
  /** A curve's parameters are outside their limits. */
  | 'InvalidCurveParameters'
  /** An iteration found no solution within the rounds it may take. */
  | 'NoConvergence'
  /** No slot lies between the two observations. */
  | 'EmptyInterval';

/** A computation was refused. The program refuses the same with an error of the same name. */
export class MathError extends Error {
  override readonly name = 'MathError';
  constructor(readonly reason: MathErrorReason) {
    super(reason);
  }
}

/** Throws the error of that name. */
export function refuse(reason: MathErrorReason): never {
  throw new MathError(reason);
}

/** What `compute` gives, or nothing when the arithmetic refuses, for one of `reasons` if any are given. */
export function attempt<T>(compute: () => T, ...reasons: MathErrorReason[]): T | undefined {
  try {
    return compute();
  } catch (error) {
    const isExpected =
      error instanceof MathError && (reasons.length === 0 || reasons.includes(error.reason));
    if (isExpected) return undefined;
    throw error;
  }
}
