//! A swap as the trader sees it: between a trader's accounts and a pool's vaults lie the transfer fees
//! of the two tokens, which the curve knows nothing of.

use crate::curve::{Curve, Reserves};
use crate::error::{MathError, MathResult};
use crate::fees::FeeTerms;
use crate::quote::{SwapOutcome, swap_exact_in, swap_exact_out};
use crate::transfer::TransferFee;

/// The transfer fees of the two tokens of a swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferFees {
    /// Of the token put in.
    pub input: TransferFee,
    /// Of the token taken out.
    pub output: TransferFee,
}

/// A swap worked out with its transfers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trade {
    /// Leaves the trader's account.
    pub sent: u64,
    /// Arrives in the trader's account.
    pub received: u64,
    /// What happens in between, in what arrives in one vault and leaves the other.
    pub swap: SwapOutcome,
}

/// Swaps exactly what arrives of `sent`.
///
/// # Errors
/// - Those of [`swap_exact_in`]; [`MathError::ZeroAmount`] is for nothing sent.
/// - [`MathError::ZeroOutput`] also when a transfer fee leaves nothing, on either side.
#[inline(always)]
pub fn trade_exact_in(
    curve: Curve,
    terms: &FeeTerms,
    reserves: Reserves,
    fees: &TransferFees,
    sent: u64,
) -> MathResult<Trade> {
    let arriving = fees.input.arriving(sent)?;
    if arriving == 0 && sent > 0 {
        return Err(MathError::ZeroOutput);
    }
    let swap = swap_exact_in(curve, terms, reserves, arriving)?;
    let received = fees.output.arriving(swap.amount_out)?;
    if received == 0 {
        return Err(MathError::ZeroOutput);
    }
    Ok(Trade { sent, received, swap })
}

/// Swaps so that exactly `received` arrives at the trader's, for the least to send.
///
/// # Errors
/// Those of [`swap_exact_out`]; [`MathError::Overflow`] also when a transfer fee takes all.
#[inline(always)]
pub fn trade_exact_out(
    curve: Curve,
    terms: &FeeTerms,
    reserves: Reserves,
    fees: &TransferFees,
    received: u64,
) -> MathResult<Trade> {
    let leaving = fees.output.to_send_rounding_up(received)?;
    let swap = swap_exact_out(curve, terms, reserves, leaving)?;
    let sent = fees.input.to_send_rounding_up(swap.amount_in)?;
    Ok(Trade { sent, received, swap })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: FeeTerms =
        FeeTerms { trade_fee_rate: 3_000, protocol_fee_share: 0, creator_fee_share: 0 };
    const POOL: Reserves = Reserves { input: 1_000_000, output: 2_000_000 };
    const ONE_PERCENT: TransferFee = TransferFee { basis_points: 100, maximum: u64::MAX };
    const ALL: TransferFee = TransferFee { basis_points: 10_000, maximum: u64::MAX };

    fn fees(input: TransferFee, output: TransferFee) -> TransferFees {
        TransferFees { input, output }
    }

    fn exact_in(fees: TransferFees, sent: u64) -> MathResult<Trade> {
        trade_exact_in(Curve::ConstantProduct, &TERMS, POOL, &fees, sent)
    }

    fn exact_out(fees: TransferFees, received: u64) -> MathResult<Trade> {
        trade_exact_out(Curve::ConstantProduct, &TERMS, POOL, &fees, received)
    }

    #[test]
    fn both_transfers_pay_their_mints() {
        let trade = exact_in(fees(ONE_PERCENT, ONE_PERCENT), 10_000).unwrap();
        assert_eq!((trade.sent, trade.swap.amount_in), (10_000, 9_900));
        // 9,900 less a trade fee of 30 buys 2,000,000 * 9,870 / 1,009,870 = 19,547.07.
        assert_eq!((trade.swap.amount_out, trade.received), (19_547, 19_351));
    }

    #[test]
    fn a5_exact_out_asks_for_no_more_than_exact_in_took() {
        for fees in [
            fees(TransferFee::NONE, TransferFee::NONE),
            fees(ONE_PERCENT, TransferFee::NONE),
            fees(TransferFee::NONE, ONE_PERCENT),
            fees(ONE_PERCENT, TransferFee { basis_points: 5_000, maximum: 77 }),
        ] {
            for sent in [100, 999, 10_000, 123_456] {
                let there = exact_in(fees, sent).unwrap();
                let again = exact_out(fees, there.received).unwrap();
                assert_eq!(again.received, there.received);
                assert!(again.sent <= sent, "{fees:?} {sent}");
                let more = exact_in(fees, again.sent).unwrap();
                assert!(more.received >= there.received);
            }
        }
    }

    #[test]
    fn a_fee_that_takes_everything_is_refused_on_either_side() {
        assert_eq!(exact_in(fees(ALL, TransferFee::NONE), 5_000), Err(MathError::ZeroOutput));
        assert_eq!(exact_in(fees(TransferFee::NONE, ALL), 5_000), Err(MathError::ZeroOutput));
        assert_eq!(exact_out(fees(ALL, TransferFee::NONE), 5_000), Err(MathError::Overflow));
        assert_eq!(exact_out(fees(TransferFee::NONE, ALL), 5_000), Err(MathError::Overflow));
        assert_eq!(exact_in(fees(ALL, ALL), 0), Err(MathError::ZeroAmount));
    }
}
