//! Swaps worked out. The program executes what this returns and a quote shows it (A9).

use crate::curve::{Curve, Reserves};
use crate::error::{MathError, MathResult};
use crate::fees::{FeeTerms, TradeFee};

/// A swap worked out: what the trader gives and gets, the fee in it, and the reserves after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwapOutcome {
    /// Taken from the trader, fee included.
    pub amount_in: u64,
    /// Paid to the trader.
    pub amount_out: u64,
    /// The fee within `amount_in`.
    pub fee: TradeFee,
    /// The reserves afterwards; fees owed to protocol and creator are no part of them.
    pub reserves: Reserves,
}

/// Swaps exactly `amount_in`: the fee comes off first, rounded up, and the curve prices the rest,
/// rounded down.
///
/// # Errors
/// - [`MathError::ZeroAmount`] for nothing in.
/// - [`MathError::ZeroOutput`] when what comes out rounds down to nothing.
/// - [`MathError::EmptyPool`], [`MathError::ReserveOverflow`] from the curve and the books.
#[inline(always)]
pub fn swap_exact_in(
    curve: Curve,
    terms: &FeeTerms,
    reserves: Reserves,
    amount_in: u64,
) -> MathResult<SwapOutcome> {
    if amount_in == 0 {
        return Err(MathError::ZeroAmount);
    }
    let fee = terms.trade_fee_rounding_up(amount_in)?;
    let priced = amount_in.checked_sub(fee.total).ok_or(MathError::Overflow)?;
    let amount_out = curve.amount_out_rounding_down(reserves, priced)?;
    if amount_out == 0 {
        return Err(MathError::ZeroOutput);
    }
    let kept = priced.checked_add(fee.liquidity).ok_or(MathError::Overflow)?;
    let reserves = Reserves {
        input: reserves.input.checked_add(kept).ok_or(MathError::ReserveOverflow)?,
        output: reserves.output.checked_sub(amount_out).ok_or(MathError::Overflow)?,
    };
    Ok(SwapOutcome { amount_in, amount_out, fee, reserves })
}
