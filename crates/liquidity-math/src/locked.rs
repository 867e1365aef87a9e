//! Liquidity that is locked for ever: what it was worth when it was locked never leaves, and what it
//! has earned since then can.
//!
//! Worth is counted in the units of a first deposit, `sqrt(x * y)` on the constant product and half
//! of `D` on the stable curve, which trades move up by the LPs' part of their fees and nothing else
//! moves but roundings, in the pool's favour.

use crate::curve::Curve;
use crate::shares::Books;
use crate::wide::mul_div_rounding_up;

impl Books {
    /// What `lp_amount` is worth, rounded up. `u64::MAX` where it does not fit or the curve cannot
    /// tell: then all of it is needed, for ever.
    #[inline(always)]
    #[must_use]
    pub fn worth_rounding_up(&self, curve: Curve, lp_amount: u64) -> u64 {
        match self.whole_worth_rounding_down(curve) {
            0 | u64::MAX => u64::MAX,
            whole => mul_div_rounding_up(lp_amount, whole.saturating_add(1), self.lp_supply)
                .unwrap_or(u64::MAX),
        }
    }

    /// The fewest LP tokens that are worth at least `worth`, rounded up. `u64::MAX` where that does
    /// not fit or the pool is worth nothing.
    #[inline(always)]
    #[must_use]
    pub fn lp_worth_rounding_up(&self, curve: Curve, worth: u64) -> u64 {
        let whole = self.whole_worth_rounding_down(curve);
        mul_div_rounding_up(worth, self.lp_supply, whole).unwrap_or(u64::MAX)
    }

    fn whole_worth_rounding_down(&self, curve: Curve) -> u64 {
        curve.initial_liquidity_rounding_down(self.reserve_a, self.reserve_b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::stable::StableParameters;
    use crate::testing::{config, word};
    use proptest::prelude::*;

    fn curves() -> impl Strategy<Value = Curve> {
        prop_oneof![
            Just(Curve::ConstantProduct),
            (1..=1_000_000_u32, 0..=9_u8, 0..=9_u8).prop_map(|(amplification, a, b)| {
                Curve::Stable(StableParameters::new(amplification, a, b).unwrap())
            }),
        ]
    }

    proptest! {
        #![proptest_config(config())]

        /// Nothing can be taken out of locked liquidity in the slot in which it was locked.
        #[test]
        fn a3_what_was_just_locked_is_needed_whole(
            curve in curves(),
            (reserve_a, reserve_b) in (word(), word()),
            lp_supply in word(),
            lp in word(),
        ) {
            let (reserve_a, reserve_b) = (reserve_a.max(1), reserve_b.max(1));
            let lp_supply = lp_supply.max(1);
            let books = Books { reserve_a, reserve_b, lp_supply };
            let lp = lp.min(lp_supply);
            let worth = books.worth_rounding_up(curve, lp);
            prop_assert!(books.lp_worth_rounding_up(curve, worth) >= lp);
        }

        /// A pool that is worth more for each share needs no more shares for the same worth.
        #[test]
        fn a1_growth_frees_shares(
            curve in curves(),
            (reserve_a, reserve_b) in (1..=u64::MAX >> 1, 1..=u64::MAX >> 1),
            lp_supply in 1..=u64::MAX,
            worth in word(),
            percent in 0..=100_u64,
        ) {
            let grown = |reserve: u64| reserve + reserve / 100 * percent;
            let before = Books { reserve_a, reserve_b, lp_supply };
            let after = Books {
                reserve_a: grown(reserve_a), reserve_b: grown(reserve_b), lp_supply
            };
            // Not assumed: the long mode would meet more of these than it may pass over.
            if after.whole_worth_rounding_down(curve) == 0 {
                return Ok(());
            }
            prop_assert!(
                after.lp_worth_rounding_up(curve, worth) <= before.lp_worth_rounding_up(curve, worth)
            );
        }
    }

    #[test]
    fn a_pool_worth_nothing_frees_nothing() {
        let empty = Books { reserve_a: 0, reserve_b: 0, lp_supply: 0 };
        assert_eq!(empty.worth_rounding_up(Curve::ConstantProduct, 5), u64::MAX);
        assert_eq!(empty.lp_worth_rounding_up(Curve::ConstantProduct, 5), u64::MAX);
    }

    /// Where the curve cannot tell, as past the reserves that it prices, or tells less than there is,
    /// everything must stay: a worth of one would free all but a unit later.
    #[test]
    fn a_pool_whose_worth_cannot_be_told_locks_everything() {
        for (decimals_a, decimals_b, reserve_b, whole) in
            [(0, 18, 1, 0), (6, 9, u64::MAX, u64::MAX)]
        {
            let parameters = StableParameters::new(100, decimals_a, decimals_b).unwrap();
            let curve = Curve::Stable(parameters);
            let books = Books { reserve_a: u64::MAX / 2, reserve_b, lp_supply: 2_000_000 };
            assert_eq!(books.whole_worth_rounding_down(curve), whole);
            assert_eq!(books.worth_rounding_up(curve, 1_000_000), u64::MAX);
        }
    }

    #[test]
    fn a_pool_that_grew_by_a_tenth_frees_a_tenth_of_what_is_there_then() {
        let before = Books { reserve_a: 1_000_000, reserve_b: 4_000_000, lp_supply: 2_000_000 };
        let worth = before.worth_rounding_up(Curve::ConstantProduct, 1_100_000);
        assert_eq!(worth, 1_100_001);
        let after = Books { reserve_a: 1_100_000, reserve_b: 4_400_000, ..before };
        // 1,100,001 / 2,200,000 of 2,000,000 is 1,000,000.9.
        assert_eq!(after.lp_worth_rounding_up(Curve::ConstantProduct, worth), 1_000_001);
    }

    #[test]
    fn a_worth_that_does_not_fit_is_the_largest() {
        let books = Books { reserve_a: 1 << 40, reserve_b: 1 << 40, lp_supply: 1 };
        assert_eq!(books.worth_rounding_up(Curve::ConstantProduct, 1 << 40), u64::MAX);
    }
}
