//! 256-bit naturals, for invariants that 128 bits cannot hold.
//!
//! Four 64-bit limbs and the products and quotients of [`crate::wide`]. Limbs that are zero are
//! skipped, so that small numbers cost little more than 64-bit ones.

use core::num::NonZeroU64;

use crate::error::{MathError, MathResult};
use crate::wide::{add_with_carry, div_wide, mul_add, mul_wide, subtract_with_borrow};

/// A natural below 2^256; limbs, least significant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct U256([u64; 4]);

/// Low and high word.
#[inline(always)]
pub(crate) fn words(value: u128) -> (u64, u64) {
    let word = |value: u128| u64::try_from(value & u128::from(u64::MAX)).unwrap_or(u64::MAX);
    (word(value), word(value >> 64))
}

/// `high * 2^64 + low`.
#[inline(always)]
pub(crate) fn double(low: u64, high: u64) -> u128 {
    (u128::from(high) << 64) | u128::from(low)
}

impl U256 {
    /// `a * b`. Exact.
    #[inline(always)]
    pub(crate) fn of_product(a: u128, b: u128) -> Self {
        let ((a_low, a_high), (b_low, b_high)) = (words(a), words(b));
        let (limb_0, carry) = mul_wide(a_low, b_low);
        if a_high | b_high == 0 {
            return Self([limb_0, carry, 0, 0]);
        }
        let (limb_1, carry) = mul_add_sparse(a_low, b_high, carry);
        let (limb_1, other_carry) = mul_add_sparse(a_high, b_low, limb_1);
        let (limb_2, limb_3) = mul_add_sparse(a_high, b_high, carry);
        let (limb_2, carried) = limb_2.overflowing_add(other_carry);
        // The product of two 128-bit numbers fits, so the last carry cannot wrap.
        Self([limb_0, limb_1, limb_2, limb_3.wrapping_add(u64::from(carried))])
    }

    /// Whether this is zero.
    #[inline(always)]
    pub(crate) fn is_zero(self) -> bool {
        let [l0, l1, l2, l3] = self.0;
        l0 | l1 | l2 | l3 == 0
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] past 256 bits.
    #[inline(always)]
    pub(crate) fn plus(self, other: Self) -> MathResult<Self> {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (self.0, other.0);
        let (l0, carry) = a0.overflowing_add(b0);
        let (l1, carry) = add_with_carry(a1, b1, carry);
        let (l2, carry) = add_with_carry(a2, b2, carry);
        let (l3, carry) = add_with_carry(a3, b3, carry);
        if carry { Err(MathError::Overflow) } else { Ok(Self([l0, l1, l2, l3])) }
    }

    /// `self - other`, or nothing when that is negative.
    #[inline(always)]
    pub(crate) fn checked_minus(self, other: Self) -> Option<Self> {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (self.0, other.0);
        let (l0, borrow) = a0.overflowing_sub(b0);
        let (l1, borrow) = subtract_with_borrow(a1, b1, borrow);
        let (l2, borrow) = subtract_with_borrow(a2, b2, borrow);
        let (l3, borrow) = subtract_with_borrow(a3, b3, borrow);
        (!borrow).then_some(Self([l0, l1, l2, l3]))
    }

    /// `self * factor`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] past 256 bits.
    #[inline(always)]
    pub(crate) fn times_word(self, factor: u64) -> MathResult<Self> {
        let [l0, l1, l2, l3] = self.0;
        let (l0, carry) = mul_wide(l0, factor);
        let (l1, carry) = mul_add_sparse(l1, factor, carry);
        let (l2, carry) = mul_add_sparse(l2, factor, carry);
        let (l3, carry) = mul_add_sparse(l3, factor, carry);
        if carry == 0 { Ok(Self([l0, l1, l2, l3])) } else { Err(MathError::Overflow) }
    }

    /// `self * factor`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] past 256 bits.
    #[inline(always)]
    pub(crate) fn times(self, factor: u128) -> MathResult<Self> {
        let (low, high) = words(factor);
        let by_low = self.times_word(low)?;
        if high == 0 {
            return Ok(by_low);
        }
        match self.times_word(high)?.0 {
            [l0, l1, l2, 0] => by_low.plus(Self([0, l0, l1, l2])),
            _ => Err(MathError::Overflow),
        }
    }

    /// At most `floor(self / divisor)`, and short of it by less than a part in 2^61 and one.
    /// `u128::MAX` when the quotient is larger, and for a zero divisor.
    ///
    /// The divisor is cut to its top 63 bits, rounded up; when it has no more, the result is exact.
    /// That makes one or two divisions of [`crate::wide`] out of a division of 256 bits by 256.
    pub(crate) fn over_rounding_down(self, divisor: Self) -> u128 {
        let cut = divisor.bits().saturating_sub(63);
        let [top, ..] = divisor.without_low_bits(cut).0;
        // At most 2^63 - 1 before.
        let top = if cut == 0 { top } else { top.wrapping_add(1) };
        let [n0, n1, n2, n3] = self.without_low_bits(cut).0;
        if n1 | n2 | n3 == 0 {
            return NonZeroU64::new(top).map_or(u128::MAX, |top| u128::from(n0 / top));
        }
        if n3 > 0 {
            return u128::MAX;
        }
        let digits = div_wide(n1, n2, top).and_then(|(high, rest)| {
            let (low, _) = div_wide(n0, rest, top)?;
            Ok(double(low, high))
        });
        digits.unwrap_or(u128::MAX)
    }

    /// `floor(self / divisor)`.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when it does not fit 128 bits, a zero divisor included.
    pub(crate) fn divided_rounding_down(self, divisor: Self) -> MathResult<u128> {
        if divisor.is_zero() {
            return Err(MathError::Overflow);
        }
        let (mut quotient, mut rest) = (0_u128, self);
        // Every round leaves at most a part in 2^60 of the rest, and two of the divisor.
        loop {
            let Some(below) = rest.checked_minus(divisor) else { return Ok(quotient) };
            let part = rest.over_rounding_down(divisor);
            let (part, left) = if part == 0 {
                (1, below)
            } else {
                let taken = divisor.times(part)?;
                (part, rest.checked_minus(taken).ok_or(MathError::Overflow)?)
            };
            quotient = quotient.checked_add(part).ok_or(MathError::Overflow)?;
            rest = left;
        }
    }

    /// Bits up to the highest one that is set.
    #[inline(always)]
    fn bits(self) -> u32 {
        let [l0, l1, l2, l3] = self.0;
        let (limb, below) = match (l3, l2, l1) {
            (0, 0, 0) => (l0, 64),
            (0, 0, _) => (l1, 128),
            (0, _, _) => (l2, 192),
            _ => (l3, 256_u32),
        };
        // A limb has at most 64 leading zeros.
        below.wrapping_sub(limb.leading_zeros())
    }

    /// `floor(self / 2^count)`.
    #[inline(always)]
    fn without_low_bits(self, count: u32) -> Self {
        let [l0, l1, l2, l3] = self.0;
        let [l0, l1, l2, l3] = match count / 64 {
            0 => [l0, l1, l2, l3],
            1 => [l1, l2, l3, 0],
            2 => [l2, l3, 0, 0],
            3 => [l3, 0, 0, 0],
            _ => [0; 4],
        };
        let count = count % 64;
        // `high << (64 - count)` in two steps: a shift by 64 is undefined.
        let join = |low: u64, high: u64| (low >> count) | ((high << 1) << (63_u32 ^ count));
        Self([join(l0, l1), join(l1, l2), join(l2, l3), l3 >> count])
    }
}

/// As [`mul_add`], at once for the zero limbs that most numbers here have on top.
#[inline(always)]
fn mul_add_sparse(a: u64, b: u64, carry: u64) -> (u64, u64) {
    if a == 0 { (carry, 0) } else { mul_add(a, b, carry) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{config, limbs, wide, word};
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn value(number: U256) -> BigUint {
        limbs(&number.0)
    }

    fn number() -> impl Strategy<Value = U256> {
        ([word(), word(), word(), word()], 0_usize..5).prop_map(|(mut limbs, zeros)| {
            limbs.iter_mut().rev().take(zeros).for_each(|limb| *limb = 0);
            U256(limbs)
        })
    }

    fn double_word() -> impl Strategy<Value = u128> {
        (word(), prop_oneof![Just(0), word()]).prop_map(|(low, high)| double(low, high))
    }

    fn past(bits: u32) -> BigUint {
        BigUint::from(1_u32) << bits
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn words_and_double_undo_each_other(low in word(), high in word()) {
            prop_assert_eq!(words(double(low, high)), (low, high));
            prop_assert_eq!(BigUint::from(double(low, high)), wide(low, high));
        }

        #[test]
        fn sums_differences_and_products_are_exact_or_overflow(
            a in number(),
            b in number(),
            x in double_word(),
            y in double_word(),
        ) {
            prop_assert_eq!(value(U256::of_product(x, y)), BigUint::from(x) * y);
            let fits = |exact: BigUint, result: MathResult<U256>| match result {
                Ok(result) => value(result) == exact,
                Err(error) => error == MathError::Overflow && exact >= past(256),
            };
            prop_assert!(fits(value(a) + value(b), a.plus(b)));
            prop_assert!(fits(value(a) * x, a.times(x)));
            prop_assert!(fits(value(a) * words(y).0, a.times_word(words(y).0)));
            match a.checked_minus(b) {
                Some(difference) => prop_assert_eq!(value(difference) + value(b), value(a)),
                None => prop_assert!(value(a) < value(b)),
            }
            prop_assert_eq!(a.is_zero(), value(a) == BigUint::ZERO);
            prop_assert_eq!(u64::from(a.bits()), value(a).bits());
        }

        #[test]
        fn shifts_are_exact(a in number(), count in 0_u32..300) {
            prop_assert_eq!(value(a.without_low_bits(count)), value(a) >> count);
        }

        #[test]
        fn quotients_are_floors_or_just_below(a in number(), divisor in number()) {
            let quick = a.over_rounding_down(divisor);
            if divisor.is_zero() {
                prop_assert_eq!(quick, u128::MAX);
                prop_assert_eq!(a.divided_rounding_down(divisor), Err(MathError::Overflow));
                return Ok(());
            }
            let floor = value(a) / value(divisor);
            let quick = BigUint::from(quick);
            let least = &floor - (&floor >> 61_u32);
            prop_assert!(quick <= floor);
            prop_assert!(&quick + 1_u32 >= least.min(past(128)));
            // That is the quotient by the top 63 bits, rounded up.
            let cut = value(divisor).bits().saturating_sub(63);
            let top = (value(divisor) >> cut) + u32::from(cut > 0);
            prop_assert_eq!(quick, ((value(a) >> cut) / top).min(past(128) - 1_u32));
            match a.divided_rounding_down(divisor) {
                Ok(quotient) => prop_assert_eq!(BigUint::from(quotient), floor),
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(floor >= past(128));
                }
            }
        }
    }
}
