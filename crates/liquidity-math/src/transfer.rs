//! What a token's own program keeps back when the token is moved (Token-2022, transfer fees).
//!
//! The fee is the mint's business: it is taken from what is sent, so that less arrives. Books are kept
//! in what arrives in a vault and in what leaves it; people are asked for, and promised, what leaves
//! and what arrives in their own accounts.

use crate::error::{MathError, MathResult};
use crate::wide::mul_div_rounding_up;

/// Basis points in a whole.
pub const BASIS_POINTS: u16 = 10_000;

/// The fee that a mint takes of every transfer in the present epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferFee {
    /// Part of the amount sent, in basis points; at most [`BASIS_POINTS`].
    pub basis_points: u16,
    /// Most base units of one transfer.
    pub maximum: u64,
}

impl TransferFee {
    /// No fee: what is sent arrives.
    pub const NONE: Self = Self { basis_points: 0, maximum: 0 };

    /// The fee on `sent`, rounded up and then held to the maximum, as Token-2022 does it.
    ///
    /// # Errors
    /// [`MathError::Overflow`] for more basis points than a whole has, which no mint can have.
    #[inline(always)]
    pub fn fee_rounding_up(&self, sent: u64) -> MathResult<u64> {
        if self.basis_points == 0 {
            return Ok(0);
        }
        let fee = mul_div_rounding_up(sent, u64::from(self.basis_points), u64::from(BASIS_POINTS))?;
        Ok(fee.min(self.maximum))
    }

    /// What arrives of `sent`.
    ///
    /// # Errors
    /// As [`Self::fee_rounding_up`].
    #[inline(always)]
    pub fn arriving(&self, sent: u64) -> MathResult<u64> {
        sent.checked_sub(self.fee_rounding_up(sent)?).ok_or(MathError::Overflow)
    }

    /// The smallest amount to send so that at least `arriving` arrives. Exactly `arriving` does.
    ///
    /// Of `x` sent, the larger of `floor(x * (M - r) / M)` and `x - maximum` arrives, so the smaller
    /// of the two amounts that suffice for each alone is the answer. Both grow by at most one per
    /// unit sent, so that neither skips a value.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when no amount that fits is enough: the fee takes all, without end.
    #[inline(always)]
    pub fn to_send_rounding_up(&self, arriving: u64) -> MathResult<u64> {
        if self.basis_points == 0 || arriving == 0 {
            return Ok(arriving);
        }
        let left = BASIS_POINTS.checked_sub(self.basis_points).ok_or(MathError::Overflow)?;
        let by_rate = mul_div_rounding_up(arriving, u64::from(BASIS_POINTS), u64::from(left)).ok();
        let by_maximum = arriving.checked_add(self.maximum);
        match (by_rate, by_maximum) {
            (Some(one), Some(other)) => Ok(one.min(other)),
            (Some(one), None) | (None, Some(one)) => Ok(one),
            (None, None) => Err(MathError::Overflow),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{big, config, word};
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn any_fee() -> impl Strategy<Value = TransferFee> {
        let basis_points = prop_oneof![Just(0), Just(1), Just(9_999), Just(10_000), 0..=10_000_u16];
        (basis_points, word())
            .prop_map(|(basis_points, maximum)| TransferFee { basis_points, maximum })
    }

    /// Token-2022's own formula.
    fn fee_by_hand(fee: &TransferFee, sent: u64) -> BigUint {
        let raw = (big(sent) * fee.basis_points + 9_999_u32) / 10_000_u32;
        raw.min(big(fee.maximum))
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn a4_the_fee_rounds_up_to_its_maximum(fee in any_fee(), sent in word()) {
            let expected = if fee.basis_points == 0 { big(0) } else { fee_by_hand(&fee, sent) };
            prop_assert_eq!(big(fee.fee_rounding_up(sent).unwrap()), expected);
            prop_assert!(fee.arriving(sent).unwrap() <= sent);
        }

        #[test]
        fn a5_what_arrives_never_falls_and_never_skips(
            fee in any_fee(),
            sent in word(),
        ) {
            let here = fee.arriving(sent).unwrap();
            if let Some(next) = sent.checked_add(1) {
                let there = fee.arriving(next).unwrap();
                prop_assert!(there == here || there == here + 1);
            }
        }

        #[test]
        fn a9_the_amount_to_send_is_the_least_that_is_enough(
            fee in any_fee(),
            arriving in word(),
        ) {
            match fee.to_send_rounding_up(arriving) {
                Ok(sent) => {
                    prop_assert_eq!(fee.arriving(sent).unwrap(), arriving);
                    prop_assert!(sent == 0 || fee.arriving(sent - 1).unwrap() < arriving);
                }
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(fee.arriving(u64::MAX).unwrap() < arriving);
                }
            }
        }
    }

    #[test]
    fn a_fee_of_everything_leaves_what_is_above_its_maximum() {
        let all = TransferFee { basis_points: 10_000, maximum: 5 };
        assert_eq!(all.arriving(5), Ok(0));
        assert_eq!(all.arriving(7), Ok(2));
        assert_eq!(all.to_send_rounding_up(2), Ok(7));
        let endless = TransferFee { basis_points: 10_000, maximum: u64::MAX };
        assert_eq!(endless.arriving(u64::MAX), Ok(0));
        assert_eq!(endless.to_send_rounding_up(1), Err(MathError::Overflow));
        assert_eq!(endless.to_send_rounding_up(0), Ok(0));
    }

    #[test]
    fn more_than_a_whole_is_refused() {
        let absurd = TransferFee { basis_points: 10_001, maximum: u64::MAX };
        assert_eq!(absurd.to_send_rounding_up(1), Err(MathError::Overflow));
        assert_eq!(absurd.arriving(u64::MAX), Err(MathError::Overflow));
    }
}
