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

/// Swaps for exactly `amount_out`: the curve prices it, rounded up, and the fee goes on top, as the
/// smallest amount that leaves that price once the fee has come off.
///
/// [`swap_exact_in`] with the resulting `amount_in` pays at least `amount_out`; and for what an
/// exact-in swap pays, this takes no more than that swap took (A5).
///
/// # Errors
/// - [`MathError::ZeroAmount`] for nothing out.
/// - [`MathError::ExceedsReserves`] for more than the curve can pay out.
/// - [`MathError::EmptyPool`], [`MathError::ReserveOverflow`] from the curve and the books.
/// - [`MathError::Overflow`] when the amount in, fee included, does not fit.
#[inline(always)]
pub fn swap_exact_out(
    curve: Curve,
    terms: &FeeTerms,
    reserves: Reserves,
    amount_out: u64,
) -> MathResult<SwapOutcome> {
    if amount_out == 0 {
        return Err(MathError::ZeroAmount);
    }
    let needed = curve.amount_in_rounding_up(reserves, amount_out)?;
    let amount_in = terms.amount_with_fee_rounding_up(needed)?;
    let fee = terms.trade_fee_rounding_up(amount_in)?;
    // At least `needed`, by the choice of `amount_in`.
    let priced = amount_in.checked_sub(fee.total).ok_or(MathError::Overflow)?;
    let kept = priced.checked_add(fee.liquidity).ok_or(MathError::Overflow)?;
    let reserves = Reserves {
        input: reserves.input.checked_add(kept).ok_or(MathError::ReserveOverflow)?,
        output: reserves.output.checked_sub(amount_out).ok_or(MathError::Overflow)?,
    };
    Ok(SwapOutcome { amount_in, amount_out, fee, reserves })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: FeeTerms =
        FeeTerms { trade_fee_rate: 0, protocol_fee_share: 0, creator_fee_share: 0 };
    const DEAR: FeeTerms = FeeTerms {
        trade_fee_rate: 100_000,
        protocol_fee_share: 300_000,
        creator_fee_share: 200_000,
    };

    fn swap(terms: FeeTerms, input: u64, output: u64, amount_in: u64) -> MathResult<SwapOutcome> {
        swap_exact_in(Curve::ConstantProduct, &terms, Reserves { input, output }, amount_in)
    }

    #[test]
    fn a_swap_is_as_by_hand() {
        // The fee is a tenth of 1,001, up to 101; 30.3 and 20.2 of it leave the reserve. The other
        // 900 buy 20,000 * 900 / 10,900 = 1,651.3.
        let outcome = SwapOutcome {
            amount_in: 1_001,
            amount_out: 1_651,
            fee: TradeFee { total: 101, protocol: 30, creator: 20, liquidity: 51 },
            reserves: Reserves { input: 10_951, output: 18_349 },
        };
        assert_eq!(swap(DEAR, 10_000, 20_000, 1_001), Ok(outcome));
    }

    #[test]
    fn a_swap_of_nothing_is_refused_before_anything_else() {
        assert_eq!(swap(FREE, 1_000, 1_000, 0), Err(MathError::ZeroAmount));
        assert_eq!(swap(FREE, 0, 0, 0), Err(MathError::ZeroAmount));
    }

    #[test]
    fn a_swap_that_buys_nothing_is_refused() {
        assert_eq!(swap(FREE, 1_000, 1_000, 1), Err(MathError::ZeroOutput));
        assert_eq!(swap(FREE, 1_000, 1_001, 1).map(|outcome| outcome.amount_out), Ok(1));
        // The fee takes all that was put in.
        assert_eq!(swap(DEAR, 1_000, u64::MAX, 1), Err(MathError::ZeroOutput));
        // The last unit of a reserve is not for sale.
        assert_eq!(swap(FREE, 1, 1, u64::MAX - 1), Err(MathError::ZeroOutput));
    }

    #[test]
    fn a_swap_with_a_pool_without_reserves_is_refused() {
        for (input, output) in [(0, 0), (0, 9), (9, 0)] {
            assert_eq!(swap(FREE, input, output, 5), Err(MathError::EmptyPool));
        }
    }

    #[test]
    fn a_reserve_can_be_filled_to_the_maximum_and_no_further() {
        let room = 1 << 40;
        let full = swap(FREE, u64::MAX - room, u64::MAX, room).unwrap();
        assert_eq!(full.reserves.input, u64::MAX);
        let past = swap(FREE, u64::MAX - room, u64::MAX, room + 1);
        assert_eq!(past, Err(MathError::ReserveOverflow));
    }

    #[test]
    fn the_part_of_the_fee_that_stays_counts_towards_a_full_reserve() {
        // What is priced fits, and what is priced with the LPs' part of the fee does not.
        let (room, amount_in) = (950_000, 1_000_001);
        let input = u64::MAX - room;
        assert!(swap(FREE, input, u64::MAX, 900_000).is_ok());
        assert_eq!(swap(DEAR, input, u64::MAX, amount_in), Err(MathError::ReserveOverflow));
        let fits = swap(DEAR, input, u64::MAX, 1_000_000).unwrap();
        assert_eq!(fits.reserves.input, u64::MAX);
    }

    #[test]
    fn terms_beyond_the_limits_are_an_overflow() {
        let more_than_all = FeeTerms { trade_fee_rate: 1_000_001, ..FREE };
        assert_eq!(swap(more_than_all, 1_000, 1_000, 100), Err(MathError::Overflow));
        let shares = FeeTerms { protocol_fee_share: 900_000, creator_fee_share: 900_000, ..DEAR };
        assert_eq!(swap(shares, 1_000, 1_000, 100), Err(MathError::Overflow));
    }
}
