//! Trade fees: what a swap pays and who gets which part of it.

use crate::error::{MathError, MathResult};
use crate::wide::{mul_div_rounding_down, mul_div_rounding_up};

/// Rates and shares are counted in millionths: 3,000 is 0.3 %.
pub const MILLIONTHS: u32 = 1_000_000;
/// The highest trade fee a pool can have: 10 %.
pub const MAX_TRADE_FEE_RATE: u32 = 100_000;
/// The most of a trade fee that may go to others than the LPs, protocol and creator together: 50 %.
pub const MAX_NON_LP_FEE_SHARE: u32 = 500_000;

/// Terms fixed at a pool's creation, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeTerms {
    /// Part of the amount put in that a swap pays.
    pub trade_fee_rate: u32,
    /// Part of the trade fee that goes to the protocol.
    pub protocol_fee_share: u32,
    /// Part of the trade fee that goes to the pool's creator.
    pub creator_fee_share: u32,
}

/// A trade fee and its split, in base units of the token put in. The parts add up to `total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeFee {
    /// All that the trader pays.
    pub total: u64,
    /// Owed to the protocol.
    pub protocol: u64,
    /// Owed to the pool's creator.
    pub creator: u64,
    /// Stays in the reserve, for the LPs.
    pub liquidity: u64,
}

impl FeeTerms {
    /// Whether every term is within the limits compiled in.
    pub fn are_within_limits(&self) -> bool {
        // Two `u32` widened to `u64` cannot overflow when added.
        let non_lp =
            u64::from(self.protocol_fee_share).wrapping_add(u64::from(self.creator_fee_share));
        self.trade_fee_rate <= MAX_TRADE_FEE_RATE && non_lp <= u64::from(MAX_NON_LP_FEE_SHARE)
    }

    /// The fee on `amount_in`. The total rounds up, against the trader; the shares of protocol and
    /// creator round down, so that what is left over goes to the LPs.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when the shares exceed the total or the total does not fit, which
    /// terms within limits cannot cause.
    #[inline(always)]
    pub fn trade_fee_rounding_up(&self, amount_in: u64) -> MathResult<TradeFee> {
        let scale = u64::from(MILLIONTHS);
        let total = mul_div_rounding_up(amount_in, u64::from(self.trade_fee_rate), scale)?;
        let protocol = mul_div_rounding_down(total, u64::from(self.protocol_fee_share), scale)?;
        let creator = mul_div_rounding_down(total, u64::from(self.creator_fee_share), scale)?;
        let liquidity = total
            .checked_sub(protocol)
            .and_then(|rest| rest.checked_sub(creator))
            .ok_or(MathError::Overflow)?;
        Ok(TradeFee { total, protocol, creator, liquidity })
    }

    /// The smallest amount that leaves at least `priced` after [`Self::trade_fee_rounding_up`].
    ///
    /// With the rate `r` in `M` millionths, an amount `x` leaves `floor(x * (M - r) / M)`. That is at
    /// least `priced` exactly from `x = ceil(priced * M / (M - r))` on, and there it is `priced`
    /// itself, because it never grows by more than one.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when the amount does not fit, or the fee takes everything, which
    /// terms within limits cannot.
    #[inline(always)]
    pub fn amount_with_fee_rounding_up(&self, priced: u64) -> MathResult<u64> {
        let left = MILLIONTHS.checked_sub(self.trade_fee_rate).ok_or(MathError::Overflow)?;
        mul_div_rounding_up(priced, u64::from(MILLIONTHS), u64::from(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{big, config, word};
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn terms(trade: u32, protocol: u32, creator: u32) -> FeeTerms {
        FeeTerms { trade_fee_rate: trade, protocol_fee_share: protocol, creator_fee_share: creator }
    }

    fn any_terms_within_limits() -> impl Strategy<Value = FeeTerms> {
        let rate = prop_oneof![Just(0), Just(1), Just(MAX_TRADE_FEE_RATE), 0..=MAX_TRADE_FEE_RATE];
        let share = prop_oneof![Just(0), Just(MAX_NON_LP_FEE_SHARE), 0..=MAX_NON_LP_FEE_SHARE];
        (rate, share, 0..=MAX_NON_LP_FEE_SHARE).prop_map(|(trade, protocol, creator)| {
            terms(trade, protocol, creator.min(MAX_NON_LP_FEE_SHARE - protocol))
        })
    }

    fn millionths_rounding_up(value: u64, rate: u32) -> BigUint {
        (big(value) * rate + (MILLIONTHS - 1)) / MILLIONTHS
    }

    fn millionths_rounding_down(value: u64, rate: u32) -> BigUint {
        big(value) * rate / MILLIONTHS
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn a4_the_total_rounds_up_and_the_shares_of_others_round_down(
            terms in any_terms_within_limits(),
            amount in word(),
        ) {
            let fee = terms.trade_fee_rounding_up(amount).unwrap();
            prop_assert_eq!(big(fee.total), millionths_rounding_up(amount, terms.trade_fee_rate));
            prop_assert_eq!(
                big(fee.protocol),
                millionths_rounding_down(fee.total, terms.protocol_fee_share)
            );
            prop_assert_eq!(
                big(fee.creator),
                millionths_rounding_down(fee.total, terms.creator_fee_share)
            );
        }

        #[test]
        fn the_parts_add_up_to_the_total(terms in any_terms_within_limits(), amount in word()) {
            let fee = terms.trade_fee_rounding_up(amount).unwrap();
            prop_assert_eq!(big(fee.protocol) + fee.creator + fee.liquidity, big(fee.total));
            prop_assert!(fee.total <= amount);
            // At most half goes to others, and what rounding leaves over goes to the LPs.
            prop_assert!(fee.liquidity >= fee.protocol + fee.creator);
        }

        #[test]
        fn a5_what_is_left_after_the_fee_never_falls_when_more_is_put_in(
            terms in any_terms_within_limits(),
            one in word(),
            other in word(),
        ) {
            let (less, more) = (one.min(other), one.max(other));
            let left = |amount: u64| amount - terms.trade_fee_rounding_up(amount).unwrap().total;
            prop_assert!(left(less) <= left(more));
            prop_assert!(more == u64::MAX || left(more + 1) - left(more) <= 1);
        }

        #[test]
        fn a3_paying_in_parts_pays_no_smaller_fee(
            terms in any_terms_within_limits(),
            amount in word(),
            cut in any::<u64>(),
        ) {
            let first = cut.min(amount);
            let fee = |amount| terms.trade_fee_rounding_up(amount).unwrap().total;
            prop_assert!(fee(first) + fee(amount - first) >= fee(amount));
        }

        #[test]
        fn terms_are_within_limits_exactly_as_stated(
            trade in prop_oneof![MAX_TRADE_FEE_RATE - 2..MAX_TRADE_FEE_RATE + 3, any::<u32>()],
            protocol in prop_oneof![0..MAX_NON_LP_FEE_SHARE + 2, any::<u32>()],
            creator in prop_oneof![0..MAX_NON_LP_FEE_SHARE + 2, any::<u32>()],
        ) {
            let stated = trade <= 100_000 && u64::from(protocol) + u64::from(creator) <= 500_000;
            prop_assert_eq!(terms(trade, protocol, creator).are_within_limits(), stated);
        }

        /// Even terms that no pool can have give either an error or parts that add up.
        #[test]
        fn s3_any_terms_and_amount_give_a_fee_or_an_overflow(
            (trade, protocol, creator) in any::<(u32, u32, u32)>(),
            amount in word(),
        ) {
            match terms(trade, protocol, creator).trade_fee_rounding_up(amount) {
                Ok(fee) => prop_assert_eq!(
                    big(fee.protocol) + fee.creator + fee.liquidity,
                    big(fee.total)
                ),
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(!terms(trade, protocol, creator).are_within_limits());
                }
            }
        }
    }

    #[test]
    fn a_fee_of_three_tenths_of_a_percent_is_split_as_by_hand() {
        // 0.3 % of 1,000,001 is 3,000.003, up to 3,001; a sixth of it is 500.17 and a tenth 300.1.
        let fee = terms(3_000, 166_667, 100_000).trade_fee_rounding_up(1_000_001);
        let by_hand = TradeFee { total: 3_001, protocol: 500, creator: 300, liquidity: 2_201 };
        assert_eq!(fee, Ok(by_hand));
    }

    #[test]
    fn the_smallest_amount_pays_one_unit_and_a_free_pool_takes_nothing() {
        let one = terms(1, MAX_NON_LP_FEE_SHARE, 0).trade_fee_rounding_up(1);
        assert_eq!(one, Ok(TradeFee { total: 1, protocol: 0, creator: 0, liquidity: 1 }));
        let none = terms(0, MAX_NON_LP_FEE_SHARE, 0).trade_fee_rounding_up(u64::MAX);
        assert_eq!(none, Ok(TradeFee { total: 0, protocol: 0, creator: 0, liquidity: 0 }));
    }

    #[test]
    fn limits_hold_at_their_edges() {
        assert!(terms(0, 0, 0).are_within_limits());
        assert!(terms(MAX_TRADE_FEE_RATE, MAX_NON_LP_FEE_SHARE, 0).are_within_limits());
        assert!(terms(MAX_TRADE_FEE_RATE, 0, MAX_NON_LP_FEE_SHARE).are_within_limits());
        assert!(!terms(MAX_TRADE_FEE_RATE + 1, 0, 0).are_within_limits());
        assert!(!terms(0, MAX_NON_LP_FEE_SHARE, 1).are_within_limits());
        // The sum of the shares does not wrap around at 32 bits.
        assert!(!terms(0, u32::MAX, u32::MAX).are_within_limits());
        assert!(!terms(0, u32::MAX, 1).are_within_limits());
    }

    #[test]
    fn shares_above_the_whole_and_fees_past_the_maximum_are_an_overflow() {
        let shares = terms(MAX_TRADE_FEE_RATE, MILLIONTHS, 1).trade_fee_rounding_up(u64::MAX);
        assert_eq!(shares, Err(MathError::Overflow));
        let protocol = terms(MAX_TRADE_FEE_RATE, MILLIONTHS + 1, 0).trade_fee_rounding_up(u64::MAX);
        assert_eq!(protocol, Err(MathError::Overflow));
        let rate = terms(MILLIONTHS + 1, 0, 0).trade_fee_rounding_up(u64::MAX);
        assert_eq!(rate, Err(MathError::Overflow));
    }
}
