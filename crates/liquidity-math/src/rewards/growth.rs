//! Slots per unit of weight, summed: the 64.128 fixed-point number that all rewards derive from.

use crate::error::{MathError, MathResult};
use crate::wide::{add_with_carry, div_wide, mul_add, mul_wide, subtract_with_borrow};

/// `sum(slots / total weight)` with 64 integer and 128 fractional bits, least significant limb first.
///
/// It cannot overflow: no term exceeds its slots, and the slots of all terms together are at most
/// the current slot, a `u64`.
///
/// Each term is cut off below 2^-128. With total weight `W < 2^64` one cut costs all stakers together
/// less than `W / 2^128 < 2^-64` slots, and there is at most one cut per slot, so over a campaign of
/// any length that pays `amount` in total the cuts add up to less than `amount / 2^64 < 1` base unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Growth(pub [u64; 3]);

impl Growth {
    /// No growth.
    pub const ZERO: Self = Self([0; 3]);

    /// `floor(slots * 2^128 / total_weight)`: the growth of `slots` at a constant total weight.
    ///
    /// # Errors
    /// [`MathError::Overflow`] for a zero weight; idle slots are counted apart.
    #[inline(always)]
    pub fn of_slots_rounding_down(slots: u64, total_weight: u64) -> MathResult<Self> {
        // Schoolbook division: each remainder is below the weight, so each next digit fits a limb.
        let (high, rest) = div_wide(slots, 0, total_weight)?;
        let (middle, rest) = div_wide(0, rest, total_weight)?;
        let (low, _) = div_wide(0, rest, total_weight)?;
        Ok(Self([low, middle, high]))
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] past 64 integer bits, which slots of one chain cannot reach.
    #[inline(always)]
    pub fn plus(self, other: Self) -> MathResult<Self> {
        let [a0, a1, a2] = self.0;
        let [b0, b1, b2] = other.0;
        let (low, carry) = a0.overflowing_add(b0);
        let (middle, carry) = add_with_carry(a1, b1, carry);
        let (high, carry) = add_with_carry(a2, b2, carry);
        if carry { Err(MathError::Overflow) } else { Ok(Self([low, middle, high])) }
    }

    /// `self - earlier`, or zero when `earlier` is the later one.
    #[inline(always)]
    pub fn since(self, earlier: Self) -> Self {
        let [a0, a1, a2] = self.0;
        let [b0, b1, b2] = earlier.0;
        let (low, borrow) = a0.overflowing_sub(b0);
        let (middle, borrow) = subtract_with_borrow(a1, b1, borrow);
        let (high, borrow) = subtract_with_borrow(a2, b2, borrow);
        if borrow { Self::ZERO } else { Self([low, middle, high]) }
    }

    /// The larger of two.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        if self.is_below(other) { other } else { self }
    }

    /// The smaller of two.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        if self.is_below(other) { self } else { other }
    }

    #[inline(always)]
    fn is_below(self, other: Self) -> bool {
        let [a0, a1, a2] = self.0;
        let [b0, b1, b2] = other.0;
        if a2 != b2 {
            return a2 < b2;
        }
        if a1 != b1 {
            return a1 < b1;
        }
        a0 < b0
    }

    /// `floor(self * weight * amount / 2^128 / slots)`: what a weight that grew by `self` earns of a
    /// stream that pays `amount` per `slots`. One rounding, at the end.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when the result does not fit, zero `slots` included; growth that a
    /// weight has really had keeps it within the funds of the campaign.
    #[inline(always)]
    pub fn earned_rounding_down(self, weight: u64, amount: u64, slots: u64) -> MathResult<u64> {
        let share = times(self.0, weight)?;
        // `share * amount` has four limbs; the lower two are the fraction that the floor drops. Two
        // nested floors are one: floor(floor(x / 2^128) / slots) = floor(x / (2^128 slots)).
        let [s0, s1, s2] = share;
        let (_, carry) = mul_wide(s0, amount);
        let (_, carry) = mul_add(s1, amount, carry);
        let (low, high) = mul_add(s2, amount, carry);
        let (earned, _) = div_wide(low, high, slots)?;
        Ok(earned)
    }
}

/// `limbs * factor`, which must fit three limbs.
#[inline(always)]
fn times(limbs: [u64; 3], factor: u64) -> MathResult<[u64; 3]> {
    let [l0, l1, l2] = limbs;
    let (low, carry) = mul_wide(l0, factor);
    let (middle, carry) = mul_add(l1, factor, carry);
    let (high, carry) = mul_add(l2, factor, carry);
    if carry == 0 { Ok([low, middle, high]) } else { Err(MathError::Overflow) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{amount, big, config, limbs, word};
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn growth() -> impl Strategy<Value = Growth> {
        [word(), word(), word()].prop_map(Growth)
    }

    fn value(growth: Growth) -> BigUint {
        limbs(&growth.0)
    }

    fn fits(value: &BigUint, bits: u64) -> bool {
        value.bits() <= bits
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn growth_of_slots_is_the_floor_at_128_fractional_bits(
            slots in word(),
            total_weight in amount(),
        ) {
            let grown = Growth::of_slots_rounding_down(slots, total_weight).unwrap();
            prop_assert_eq!(value(grown), (big(slots) << 128_u32) / total_weight);
        }

        #[test]
        fn plus_is_the_sum_or_an_overflow(a in growth(), b in growth()) {
            let sum = value(a) + value(b);
            match a.plus(b) {
                Ok(total) => prop_assert_eq!(value(total), sum),
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(!fits(&sum, 192));
                }
            }
        }

        #[test]
        fn since_is_the_difference_and_zero_for_a_later_growth(a in growth(), b in growth()) {
            let (a_value, b_value) = (value(a), value(b));
            let difference = if a_value > b_value { a_value - b_value } else { BigUint::ZERO };
            prop_assert_eq!(value(a.since(b)), difference);
            prop_assert_eq!(a.since(a), Growth::ZERO);
        }

        /// Limbs that are often equal make every limb decide an order.
        #[test]
        fn max_and_min_order_by_value(
            a in [0_u64..3, 0..3, 0..3].prop_map(Growth),
            b in [0_u64..3, 0..3, 0..3].prop_map(Growth),
            c in growth(),
            d in growth(),
        ) {
            for (one, other) in [(a, b), (c, d), (a, d)] {
                prop_assert_eq!(value(one.max(other)), value(one).max(value(other)));
                prop_assert_eq!(value(one.min(other)), value(one).min(value(other)));
            }
        }

        #[test]
        fn earned_is_the_floor_of_the_exact_product(
            growth in growth(),
            weight in word(),
            amount in word(),
            slots in amount(),
        ) {
            let share = value(growth) * weight;
            let earned = ((&share * amount) >> 128_u32) / slots;
            match growth.earned_rounding_down(weight, amount, slots) {
                Ok(paid) => prop_assert_eq!(big(paid), earned),
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(!fits(&share, 192) || !fits(&earned, 64));
                }
            }
        }

        /// As above where it matters: a weight that was part of the total for all of the growth.
        #[test]
        fn growth_that_a_weight_had_never_overflows_and_stays_within_the_stream(
            spans in prop::collection::vec((amount(), amount()), 1..6),
            weight in amount(),
            amount in amount(),
            more in word(),
        ) {
            let (mut growth, mut slots) = (Growth::ZERO, 0_u64);
            for (span, total) in spans {
                let span = span.min(u64::MAX - slots);
                slots += span;
                growth = growth
                    .plus(Growth::of_slots_rounding_down(span, total.max(weight)).unwrap())
                    .unwrap();
            }
            // A campaign at least as long as the growth lasted.
            let duration = slots.saturating_add(more);
            let earned = growth.earned_rounding_down(weight, amount, duration).unwrap();
            prop_assert!(big(earned) * duration <= big(amount) * slots);
        }

        /// The bound of the type's documentation, one cut at a time.
        #[test]
        fn f3_one_cut_costs_all_stakers_together_less_than_two_to_the_minus_64_slots(
            slots in amount(),
            total_weight in amount(),
        ) {
            let grown = Growth::of_slots_rounding_down(slots, total_weight).unwrap();
            let lost = (big(slots) << 128_u32) - value(grown) * total_weight;
            prop_assert!(fits(&lost, 64));
        }

        #[test]
        fn f2_counting_in_more_steps_never_gives_more_and_loses_less_than_one_cut_a_step(
            total_weight in amount(),
            spans in prop::collection::vec(0_u64..1 << 56, 1..20),
        ) {
            let of = |slots| Growth::of_slots_rounding_down(slots, total_weight).unwrap();
            let whole = value(of(spans.iter().sum()));
            let parts: BigUint = spans.iter().map(|span| value(of(*span))).sum();
            prop_assert!(parts <= whole);
            prop_assert!(whole - parts < BigUint::from(spans.len()));
        }
    }

    #[test]
    fn growth_of_no_weight_is_an_overflow() {
        assert_eq!(Growth::of_slots_rounding_down(1, 0), Err(MathError::Overflow));
        assert_eq!(Growth::of_slots_rounding_down(0, 0), Err(MathError::Overflow));
    }

    #[test]
    fn growth_is_as_by_hand_at_both_ends_of_weight() {
        let of = |slots, weight| Growth::of_slots_rounding_down(slots, weight);
        assert_eq!(of(1, 1), Ok(Growth([0, 0, 1])));
        assert_eq!(of(u64::MAX, 1), Ok(Growth([0, 0, u64::MAX])));
        assert_eq!(of(1, 1 << 63), Ok(Growth([0, 2, 0])));
        // 2^128 = (2^64 - 1) (2^64 + 1) + 1: a slot shared by the heaviest total is cut by 1 unit.
        assert_eq!(of(1, u64::MAX), Ok(Growth([1, 1, 0])));
        assert_eq!(of(u64::MAX, u64::MAX), Ok(Growth([0, 0, 1])));
        assert_eq!(of(0, 7), Ok(Growth::ZERO));
    }

    #[test]
    fn a_sum_past_64_integer_bits_is_an_overflow() {
        let most = Growth([u64::MAX; 3]);
        assert_eq!(most.plus(Growth::ZERO), Ok(most));
        assert_eq!(most.plus(Growth([1, 0, 0])), Err(MathError::Overflow));
        // A carry runs through a full limb.
        assert_eq!(Growth([u64::MAX, u64::MAX, 0]).plus(Growth([1, 0, 0])), Ok(Growth([0, 0, 1])));
        let full_middle = Growth([u64::MAX, u64::MAX, 0]);
        assert_eq!(full_middle.plus(full_middle), Ok(Growth([u64::MAX - 1, u64::MAX, 1])));
    }

    #[test]
    fn a_borrow_runs_through_an_empty_limb() {
        assert_eq!(Growth([0, 0, 1]).since(Growth([1, 0, 0])), Growth([u64::MAX, u64::MAX, 0]));
        assert_eq!(Growth([0, 0, 1]).since(Growth([1, u64::MAX, 0])), Growth([u64::MAX, 0, 0]));
        assert_eq!(Growth([1, 0, 0]).since(Growth([0, 0, 1])), Growth::ZERO);
    }

    #[test]
    fn earned_beyond_what_fits_is_an_overflow() {
        let slots_of_growth = Growth([0, 0, 10]);
        assert_eq!(slots_of_growth.earned_rounding_down(1, 1, 0), Err(MathError::Overflow));
        assert_eq!(slots_of_growth.earned_rounding_down(1, u64::MAX, 10), Ok(u64::MAX));
        assert_eq!(slots_of_growth.earned_rounding_down(1, u64::MAX, 9), Err(MathError::Overflow));
        let twice_too_heavy = slots_of_growth.earned_rounding_down(1 << 63, 1, u64::MAX);
        assert_eq!(twice_too_heavy, Err(MathError::Overflow));
    }

    #[test]
    fn the_only_staker_earns_all_at_every_weight_and_duration_to_the_limits() {
        for weight in [1, 2, 3, 1_000_003, 1 << 32, (1 << 63) + 1, u64::MAX - 1, u64::MAX] {
            for slots in [1, 10, 1 << 40, u64::MAX] {
                for amount in [1, 1 << 40, u64::MAX] {
                    let growth = Growth::of_slots_rounding_down(slots, weight).unwrap();
                    let earned = growth.earned_rounding_down(weight, amount, slots).unwrap();
                    // One cut and one floor: short by one unit at most.
                    assert!(amount - earned <= 1);
                    // A total that divides a power of two is not cut at all.
                    assert!(!weight.is_power_of_two() || earned == amount);
                }
            }
        }
    }

    /// The worst total for the fraction, single slots throughout. Both positions are owed a whole
    /// number, which the cuts bring just below it: the floor takes one base unit, and never two.
    #[test]
    fn f3_a_thousand_cuts_at_the_heaviest_total_cost_a_position_one_base_unit_at_most() {
        let (slots, amount) = (1_000, u64::MAX);
        let mut growth = Growth::ZERO;
        for _ in 0..slots {
            growth = growth.plus(Growth::of_slots_rounding_down(1, u64::MAX).unwrap()).unwrap();
        }
        // u64::MAX base units for a total weight of u64::MAX: exactly one base unit per unit.
        assert_eq!(growth.earned_rounding_down(u64::MAX - 1, amount, slots), Ok(u64::MAX - 2));
        assert_eq!(growth.earned_rounding_down(1, amount, slots), Ok(0));
        let whole = Growth::of_slots_rounding_down(slots, u64::MAX).unwrap();
        assert!(value(whole) - value(growth) < big(slots));
    }

    #[test]
    fn a_single_unit_of_weight_for_a_trillion_slots_overflows_nothing() {
        let slots = 1 << 40;
        let growth = Growth::of_slots_rounding_down(slots, 1).unwrap();
        assert_eq!(growth, Growth([0, 0, slots]));
        assert_eq!(growth.earned_rounding_down(1, u64::MAX, slots), Ok(u64::MAX));
        assert_eq!(growth.earned_rounding_down(1, u64::MAX, u64::MAX), Ok(slots));
    }
}
