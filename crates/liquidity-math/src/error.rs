//! What can be wrong with an operation, named so that a caller can be told which bound it broke.

/// Why a computation was refused. Nothing is changed by an operation that returns one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathError {
    /// A result does not fit its type.
    Overflow,
    /// The amount given is zero.
    ZeroAmount,
    /// The amount given is too small: what it buys rounds down to zero.
    ZeroOutput,
    /// A reserve would exceed `u64::MAX`.
    ReserveOverflow,
    /// The pool holds no liquidity yet.
    EmptyPool,
    /// The first deposit is worth no more than the liquidity that is locked for ever.
    InitialLiquidityTooSmall,
    /// More LP tokens than are in circulation.
    ExceedsSupply,
    /// The total weight of stakes would exceed `u64::MAX`.
    WeightOverflow,
    /// The boundary table holds as many slots as it can.
    BoundaryTableFull,
    /// The boundary asked for is not in the table, or has not been crossed.
    BoundaryNotFound,
    /// More than the curve can pay out of the reserve.
    ExceedsReserves,
    /// A curve's parameters are outside their limits.
    InvalidCurveParameters,
    /// An iteration found no solution within the rounds it may take.
    NoConvergence,
    /// No slot lies between the two observations.
    EmptyInterval,
}

/// The result of every fallible function of this crate.
pub type MathResult<T> = core::result::Result<T, MathError>;
