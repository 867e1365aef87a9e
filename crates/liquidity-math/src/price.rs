//! A time-weighted price that outsiders can read without trusting a moment (Uniswap v2 white paper,
//! section 2.2).
//!
//! A pool keeps one [`Observation`]: for each direction the sum over all slots of the marginal price
//! that held in the slot. Whoever wants an average stores a copy, waits, reads the pool again and
//! asks [`average_between`] the two. Whatever moves the price must first extend the observation
//! ([`Observation::extended`]) by the prices from before. Then a price that came and went within one
//! slot never counts, and one that was held for `n` slots counts `n` times.
//!
//! # What a manipulator can do
//! A price pushed to `p` for one slot moves the average over `n` slots by `(p - usual) / n`, no more.
//! `p` itself has no bound but what it costs to push a pool there, so a reader should take a window
//! that is long in comparison, and reject an average far from the last one. Averages of both
//! directions are kept because the mean of inverses is not the inverse of the mean.
//!
//! # Range
//! Prices are base units per base unit in 64.64 fixed point, rounded down. Sums are kept modulo
//! 2^128, as differences of two are all that is read. A difference is right as long as the true one
//! is below 2^128, that is while `average price * slots < 2^64` between two observations: 2^64 slots
//! at a price of 1, and still 2^24 slots (months) at 2^40 base units for one. Observe dearer pools at
//! shorter intervals.

use crate::curve::{Curve, Reserves};
use crate::error::{MathError, MathResult};
use crate::wide::{div_wide, mul_wide};

/// A price in 64.64 fixed point, least significant limb first: the second limb is the whole part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Price(pub [u64; 2]);

/// The prices of a pool's tokens in each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// What one base unit of A is worth in base units of B.
    pub a_in_b: Price,
    /// What one base unit of B is worth in base units of A.
    pub b_in_a: Price,
}

/// Sums of the prices of every slot from the first observation up to `slot`, modulo 2^128, least
/// significant limb first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// The slot up to which prices are summed, itself not included.
    pub slot: u64,
    /// Sum of the prices of A in B.
    pub a_in_b: [u64; 2],
    /// Sum of the prices of B in A.
    pub b_in_a: [u64; 2],
}

impl Prices {
    /// The marginal prices at these reserves, fee aside, each rounded down. On the constant product
    /// that is the ratio of the reserves; on the stable curve it is the slope of its invariant.
    ///
    /// `curve` is the pool's own, which faces from A to B.
    ///
    /// # Errors
    /// [`MathError::EmptyPool`] without reserves, and the curve's.
    pub fn at(curve: Curve, reserve_a: u64, reserve_b: u64) -> MathResult<Self> {
        let from_a = Reserves { input: reserve_a, output: reserve_b };
        let from_b = Reserves { input: reserve_b, output: reserve_a };
        Ok(Self {
            a_in_b: Price(curve.price_rounding_down(from_a)?),
            b_in_a: Price(curve.facing(false).price_rounding_down(from_b)?),
        })
    }
}

impl Observation {
    /// Nothing summed yet, from `slot` on.
    #[inline(always)]
    #[must_use]
    pub fn starting_at(slot: u64) -> Self {
        Self { slot, ..Self::default() }
    }

    /// This with the prices that held from its slot until `now`. Unchanged unless `now` is later.
    #[inline(always)]
    #[must_use]
    pub fn extended(self, prices: Prices, now: u64) -> Self {
        let Some(slots) = now.checked_sub(self.slot).filter(|slots| *slots > 0) else {
            return self;
        };
        Self {
            slot: now,
            a_in_b: plus_times(self.a_in_b, prices.a_in_b, slots),
            b_in_a: plus_times(self.b_in_a, prices.b_in_a, slots),
        }
    }
}

/// The mean prices of the slots between two observations of one pool, rounded down.
///
/// # Errors
/// [`MathError::EmptyInterval`] unless `later` is of a later slot than `earlier`.
pub fn average_between(earlier: &Observation, later: &Observation) -> MathResult<Prices> {
    let slots = later
        .slot
        .checked_sub(earlier.slot)
        .filter(|slots| *slots > 0)
        .ok_or(MathError::EmptyInterval)?;
    Ok(Prices {
        a_in_b: mean_rounding_down(earlier.a_in_b, later.a_in_b, slots)?,
        b_in_a: mean_rounding_down(earlier.b_in_a, later.b_in_a, slots)?,
    })
}

/// `sum + price * slots`, modulo 2^128.
#[inline(always)]
fn plus_times(sum: [u64; 2], price: Price, slots: u64) -> [u64; 2] {
    let ([sum_low, sum_high], [price_low, price_high]) = (sum, price.0);
    let (low, high) = mul_wide(price_low, slots);
    let high = high.wrapping_add(price_high.wrapping_mul(slots));
    let (low, carry) = sum_low.overflowing_add(low);
    [low, sum_high.wrapping_add(high).wrapping_add(u64::from(carry))]
}

/// `(later - earlier) / slots`, the difference modulo 2^128.
fn mean_rounding_down(earlier: [u64; 2], later: [u64; 2], slots: u64) -> MathResult<Price> {
    let ([low_before, high_before], [low_after, high_after]) = (earlier, later);
    let (low, borrow) = low_after.overflowing_sub(low_before);
    let high = high_after.wrapping_sub(high_before).wrapping_sub(u64::from(borrow));
    let (whole, rest) = div_wide(high, 0, slots)?;
    let (fraction, _) = div_wide(low, rest, slots)?;
    Ok(Price([fraction, whole]))
}
