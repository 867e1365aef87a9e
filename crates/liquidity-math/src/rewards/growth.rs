//! Slots per unit of weight, summed: the 64.128 fixed-point number that all rewards derive from.

use crate::error::{MathError, MathResult};
use crate::wide::{div_wide, mul_wide};

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
    /// [`MathError::Overflow`] when the result does not fit; growth that a weight has really had
    /// keeps it within the funds of the campaign.
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

/// Low and high word of `a * b + carry`, which cannot exceed two words.
#[inline(always)]
fn mul_add(a: u64, b: u64, carry: u64) -> (u64, u64) {
    let (low, high) = mul_wide(a, b);
    let (low, carried) = low.overflowing_add(carry);
    (low, high.wrapping_add(u64::from(carried)))
}

#[inline(always)]
fn add_with_carry(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first | second)
}

#[inline(always)]
fn subtract_with_borrow(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(u64::from(borrow));
    (difference, first | second)
}
