//! The stable-swap curve of two tokens (M. Egorov, StableSwap, 2019).
//!
//! With the normalised reserves `x` and `y`, their sum `S` and the amplification `A`, the invariant
//! `D` is the one positive root of `4A S + D = 4A D + D^3 / (4 x y)` in the white paper's terms. As in
//! the pools that came of it, the parameter is `A` times two, so that here `N = 2 * amplification`
//! takes the place of `4A`:
//!
//! ```text
//! D^3 + (N - 1) (4 x y) D = N S (4 x y)
//! ```
//!
//! # Exactness
//! Nothing here is approximate. Every step of every iteration evaluates this equation in 256-bit
//! integers, without rounding, and only the step to the next candidate is rounded: towards the side
//! on which the candidates are. So
//! - `D` is the least integer not below the root, whatever the way to it;
//! - a reserve is the least integer at which the invariant is not below that `D`.
//!
//! What is left in the pool after a swap is therefore worth at least the real `D` from before it
//! (A2), the results are monotone, and exact-in and exact-out bound each other to the unit (A5).
//! One more normalised unit is kept back from every payment, on top of all that.
//!
//! # Bounds
//! A normalised reserve is the reserve times a power of ten that levels the decimals, and is below
//! 2^76. Reserves up to `u64::MAX` fit when the decimals differ by at most three. When they differ by
//! more, the side with fewer decimals is held to 2^76 in units of the other, that is 2^12 times what
//! a 64-bit reserve of the other could match at par. Then `4 x y < 2^154`, `N < 2^21`, `S < 2^77`, and
//! the largest term, `N S (4 x y)`, is below 2^252.
//!
//! # Rounds
//! Newton's iteration on a convex function from above its root cannot pass it. For the cubic each
//! step covers at least a third of the distance to the root, and for the quadratic that gives a
//! reserve at least half, so that fewer than 140 and 90 rounds reach any root below 2^77. Near
//! balance three are enough, and millions of random pools took at most 48 and 32. [`MAX_ROUNDS`] is
//! a guard that no input can reach.

use super::Reserves;
use crate::error::{MathError, MathResult};
use crate::wide::{div_wide, mul_div_rounding_down, mul_wide};
use crate::wide256::{U256, double, words};

/// The highest amplification.
pub const MAX_AMPLIFICATION: u32 = 1_000_000;
/// The most decimals that a token can have.
pub const MAX_DECIMALS: u8 = 18;
/// The most rounds that an iteration takes before [`MathError::NoConvergence`].
pub const MAX_ROUNDS: u32 = 256;
/// Normalised reserves are below 2 to the power of this.
pub const NORMALISED_BITS: u32 = 76;

/// Bits of a normalised reserve above its lower word.
const NORMALISED_HIGH_BITS: u32 = NORMALISED_BITS - 64;
/// Normalised units kept back from every payment.
const MARGIN: u128 = 1;

/// Amplification and decimals of a stable-swap pool, checked, as one of its tokens sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StableParameters {
    amplification: u32,
    decimals_apart: u8,
    multiplier_input: u64,
    multiplier_output: u64,
}

/// `D`, rounded up.
struct Invariant {
    rounded_up: u128,
    is_whole: bool,
}

impl StableParameters {
    /// The parameters of a pool as its token A sees them.
    ///
    /// # Errors
    /// [`MathError::InvalidCurveParameters`] unless the amplification is from 1 to
    /// [`MAX_AMPLIFICATION`] and each token has at most [`MAX_DECIMALS`].
    pub fn new(amplification: u32, decimals_a: u8, decimals_b: u8) -> MathResult<Self> {
        let is_valid = (1..=MAX_AMPLIFICATION).contains(&amplification)
            && decimals_a <= MAX_DECIMALS
            && decimals_b <= MAX_DECIMALS;
        if !is_valid {
            return Err(MathError::InvalidCurveParameters);
        }
        let multiplier = |decimals: u8, other: u8| power_of_ten(other.saturating_sub(decimals));
        Ok(Self {
            amplification,
            decimals_apart: decimals_a.abs_diff(decimals_b),
            multiplier_input: multiplier(decimals_a, decimals_b)?,
            multiplier_output: multiplier(decimals_b, decimals_a)?,
        })
    }

    /// The amplification given: the white paper's times two.
    #[inline(always)]
    pub fn amplification(&self) -> u32 {
        self.amplification
    }

    /// The same pool as its other token sees it.
    #[inline(always)]
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            multiplier_input: self.multiplier_output,
            multiplier_output: self.multiplier_input,
            ..self
        }
    }

    /// Whether the curve can price these reserves.
    ///
    /// # Errors
    /// [`MathError::ReserveOverflow`] when one, normalised, is not below 2^[`NORMALISED_BITS`].
    pub fn check_reserves(&self, reserves: Reserves) -> MathResult<()> {
        self.normalised(reserves).map(|_| ())
    }

    /// What comes out for `amount_in` that goes in: the output reserve less the least one that keeps
    /// `D`, less one normalised unit, rounded down to base units. Zero for too little.
    ///
    /// # Errors
    /// - [`MathError::EmptyPool`] without reserves.
    /// - [`MathError::ReserveOverflow`] when a reserve would be past what the curve can price.
    pub fn amount_out_rounding_down(&self, reserves: Reserves, amount_in: u64) -> MathResult<u64> {
        let (input, output) = self.normalised(reserves)?;
        let input_after =
            reserves.input.checked_add(amount_in).ok_or(MathError::ReserveOverflow)?;
        let input_after = normalised(input_after, self.multiplier_input)?;
        let invariant = self.invariant(input, output)?.rounded_up;
        // More than the present reserve would be needed when the margin of `D` exceeds the input.
        let output_after = self.least_reserve(input_after, invariant, output, output)?;
        let paid = output.saturating_sub(output_after.unwrap_or(output)).saturating_sub(MARGIN);
        Ok(base_units(paid, self.multiplier_output)?.0)
    }

    /// What must go in for `amount_out` to come out: the least input reserve that keeps `D` with one
    /// normalised unit more taken out than asked for, less the present one, rounded up to base units.
    /// It is the smallest amount for which [`Self::amount_out_rounding_down`] is at least
    /// `amount_out`.
    ///
    /// # Errors
    /// - [`MathError::EmptyPool`] without reserves.
    /// - [`MathError::ExceedsReserves`] for the whole output reserve, or all but the unit kept back.
    /// - [`MathError::ReserveOverflow`] when a reserve would be past what the curve can price.
    pub fn amount_in_rounding_up(&self, reserves: Reserves, amount_out: u64) -> MathResult<u64> {
        let (input, output) = self.normalised(reserves)?;
        if amount_out == 0 {
            return Ok(0);
        }
        let output_after =
            reserves.output.checked_sub(amount_out).ok_or(MathError::ExceedsReserves)?;
        let output_after = normalised(output_after, self.multiplier_output)?
            .checked_sub(MARGIN)
            .filter(|after| *after > 0)
            .ok_or(MathError::ExceedsReserves)?;
        let invariant = self.invariant(input, output)?.rounded_up;
        let input_after = self
            .least_reserve(output_after, invariant, input, largest_reserve(self.multiplier_input)?)?
            .ok_or(MathError::ReserveOverflow)?;
        let needed = input_after.saturating_sub(input);
        match base_units(needed, self.multiplier_input)? {
            (whole, 0) => Ok(whole),
            (whole, _) => whole.checked_add(1).ok_or(MathError::ReserveOverflow),
        }
    }

    /// `floor(D / 2 / 10^h)`, where `h` is half the difference of the decimals, rounded up.
    ///
    /// At par that is the mean of the two amounts in units of a token with the mean of the two
    /// decimals, rounded down, which is what `sqrt(amount_a * amount_b)` is as well. It fits 64 bits
    /// for whatever two 64-bit amounts at par; past that, far from par, it is `u64::MAX`. Zero when
    /// the curve cannot price the reserves. Both tokens see the same.
    pub fn initial_liquidity_rounding_down(&self, reserves: Reserves) -> u64 {
        let liquidity = || {
            let (input, output) = self.normalised(reserves)?;
            let invariant = self.invariant(input, output)?;
            // The floor is the ceiling or one less, and `D` is at least one.
            let floor = invariant.rounded_up.saturating_sub(u128::from(!invariant.is_whole));
            let scale = power_of_ten(self.decimals_apart.div_ceil(2))?;
            let (low, high) = words(floor >> 1);
            Ok::<_, MathError>(div_wide(low, high, scale).map_or(u64::MAX, |(whole, _)| whole))
        };
        liquidity().unwrap_or(0)
    }

    /// Marginal price of the input token in output tokens, base units both, as 64.64 fixed point
    /// rounded down: what an infinitely small swap without fee would pay.
    ///
    /// With `t = N S - (N - 1) D`, which is `D^3 / (4 x y)`, the slope of the curve is
    /// `y (N x + t) / (x (N y + t))`. `D` is an integer here, which makes `t` up to `N` too small and
    /// the price wrong by up to a part in the smaller normalised reserve. A price of 2^64 or more is
    /// given as the largest below, so that a price can be observed whenever a swap is possible.
    ///
    /// # Errors
    /// - [`MathError::EmptyPool`] without reserves.
    /// - [`MathError::ReserveOverflow`] when a reserve is past what the curve can price.
    pub fn price_rounding_down(&self, reserves: Reserves) -> MathResult<[u64; 2]> {
        let (input, output) = self.normalised(reserves)?;
        let invariant = self.invariant(input, output)?.rounded_up;
        let sum = input.saturating_add(output);
        let rest = times(sum, self.steepness())?
            .saturating_sub(times(invariant, self.steepness().wrapping_sub(1))?);
        // The multipliers of the reserves and those of the price cancel.
        let dear = times(input, self.steepness())?.saturating_add(rest);
        let cheap = times(output, self.steepness())?.saturating_add(rest);
        let above = U256::of_product(double(0, reserves.output), dear);
        let below = U256::of_product(u128::from(reserves.input), cheap);
        let (low, high) = words(above.divided_rounding_down(below).unwrap_or(u128::MAX));
        Ok([low, high])
    }

    /// About the part of an offer of the input token to swap before both are deposited: that of the
    /// output token in the value of the pool when both are worth the same.
    pub(crate) fn part_at_par(&self, reserves: Reserves, offer: u64) -> u64 {
        let part = || {
            let (input, output) = self.normalised(reserves)?;
            let cut = |reserve: u128| words(reserve >> NORMALISED_HIGH_BITS.saturating_add(1)).0;
            let (input, output) = (cut(input), cut(output));
            mul_div_rounding_down(offer, output, input.saturating_add(output))
        };
        part().unwrap_or(offer >> 1)
    }

    /// `N`, at least two.
    #[inline(always)]
    fn steepness(&self) -> u64 {
        u64::from(self.amplification).wrapping_mul(2)
    }

    /// Both reserves normalised, neither zero.
    #[inline(always)]
    fn normalised(&self, reserves: Reserves) -> MathResult<(u128, u128)> {
        if reserves.input == 0 || reserves.output == 0 {
            return Err(MathError::EmptyPool);
        }
        let input = normalised(reserves.input, self.multiplier_input)?;
        Ok((input, normalised(reserves.output, self.multiplier_output)?))
    }

    /// The least integer `D` with `D^3 + (N - 1) (4 x y) D >= N S (4 x y)`.
    ///
    /// `D = S` is never too small, because `S^2 >= 4 x y`. From there Newton's steps, rounded down,
    /// lead down without passing the root, and single steps finish.
    fn invariant(&self, x: u128, y: u128) -> MathResult<Invariant> {
        let sum = x.checked_add(y).ok_or(MathError::Overflow)?;
        let product = U256::of_product(x, y).times_word(4)?;
        let linear = product.times_word(self.steepness().wrapping_sub(1))?;
        let target = product.times_word(self.steepness())?.times(sum)?;
        let mut root = sum;
        for _ in 0..MAX_ROUNDS {
            let square = U256::of_product(root, root);
            let factor = square.plus(linear)?;
            let excess = factor.times(root)?.checked_minus(target).ok_or(MathError::Overflow)?;
            let slope = factor.plus(square)?.plus(square)?;
            let step = excess.over_rounding_down(slope);
            if step > 0 {
                root = root.saturating_sub(step);
                continue;
            }
            // (D - 1)^3 = D^3 - 3 D^2 + 3 D - 1, so that one less has the excess less the slope plus
            // 3 D - 1.
            let curvature = root.saturating_mul(3).saturating_sub(1);
            if excess.plus(U256::of_product(curvature, 1))?.checked_minus(slope).is_none() {
                return Ok(Invariant { rounded_up: root, is_whole: excess.is_zero() });
            }
            root = root.saturating_sub(1);
        }
        Err(MathError::NoConvergence)
    }

    /// The least `y` up to `most` for which the invariant of `known` and `y` is at least `invariant`,
    /// or nothing when `most` is too little. The search begins at `start`, which is at most `most`.
    ///
    /// With `t = N (known + y) - (N - 1) D` it is the least with `4 known y t >= D^3`. The left side
    /// is convex where `t` is positive. Below the root, a step rounded up leads past it or close;
    /// above it, steps rounded down lead to it without passing it.
    fn least_reserve(
        &self,
        known: u128,
        invariant: u128,
        start: u128,
        most: u128,
    ) -> MathResult<Option<u128>> {
        let steepness = self.steepness();
        let quadruple = known.checked_mul(4).ok_or(MathError::Overflow)?;
        let cube = U256::of_product(invariant, invariant).times(invariant)?;
        let drawn = times(invariant, steepness.wrapping_sub(1))?;
        let known_part = times(known, steepness)?;
        // One less in `y` has the excess less the slope plus this.
        let curvature = U256::of_product(quadruple, u128::from(steepness));
        let mut root = start;
        for _ in 0..MAX_ROUNDS {
            let own_part = times(root, steepness)?;
            let sum = known_part.checked_add(own_part).ok_or(MathError::Overflow)?;
            let product = U256::of_product(quadruple, root);
            let slope = sum.checked_add(own_part).ok_or(MathError::Overflow)?.checked_sub(drawn);
            let slope =
                slope.filter(|slope| *slope > 0).map(|slope| U256::of_product(quadruple, slope));
            let held = match sum.checked_sub(drawn) {
                Some(rest) => Ok(product.times(rest)?),
                None => Err(product.times(drawn.saturating_sub(sum))?),
            };
            let deficit = match held {
                Ok(held) => match held.checked_minus(cube) {
                    Some(excess) => {
                        // Where the left side is positive it rises.
                        let slope = slope.ok_or(MathError::Overflow)?;
                        let step = excess.over_rounding_down(slope);
                        if step > 0 {
                            root = root.saturating_sub(step);
                        } else if excess.plus(curvature)?.checked_minus(slope).is_some() {
                            root = root.saturating_sub(1);
                        } else {
                            return Ok(Some(root));
                        }
                        continue;
                    }
                    None => cube.checked_minus(held).ok_or(MathError::Overflow)?,
                },
                Err(negative) => cube.plus(negative)?,
            };
            if root >= most {
                return Ok(None);
            }
            let next = match slope {
                Some(slope) => {
                    let step = deficit.over_rounding_down(slope);
                    root.saturating_add(step).saturating_add(1)
                }
                // Left of the lowest point. At `D` the left side rises, whatever is known.
                None => invariant,
            };
            root = next.min(most);
        }
        Err(MathError::NoConvergence)
    }
}

/// `value * factor`.
#[inline(always)]
fn times(value: u128, factor: u64) -> MathResult<u128> {
    let (low, high) = words(value);
    let (low, carry) = mul_wide(low, factor);
    let high = high.checked_mul(factor).and_then(|high| high.checked_add(carry));
    Ok(double(low, high.ok_or(MathError::Overflow)?))
}

/// `amount * multiplier`, if it is below 2^[`NORMALISED_BITS`].
#[inline(always)]
fn normalised(amount: u64, multiplier: u64) -> MathResult<u128> {
    let (low, high) = mul_wide(amount, multiplier);
    if high >> NORMALISED_HIGH_BITS > 0 {
        return Err(MathError::ReserveOverflow);
    }
    Ok(double(low, high))
}

/// The largest reserve, normalised, that is a whole number of base units.
fn largest_reserve(multiplier: u64) -> MathResult<u128> {
    let most_high = (1_u64 << NORMALISED_HIGH_BITS).wrapping_sub(1);
    // What does not fit is past a 64-bit reserve.
    let most = div_wide(u64::MAX, most_high, multiplier).map_or(u64::MAX, |(most, _)| most);
    normalised(most, multiplier)
}

/// Whole base units and the normalised rest.
#[inline(always)]
fn base_units(value: u128, multiplier: u64) -> MathResult<(u64, u64)> {
    let (low, high) = words(value);
    div_wide(low, high, multiplier)
}

fn power_of_ten(exponent: u8) -> MathResult<u64> {
    10_u64.checked_pow(u32::from(exponent)).ok_or(MathError::InvalidCurveParameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newton's steps end a unit short of the root in a few pools in a thousand, and only the smallest
    /// are likely to be met by chance.
    #[test]
    fn the_invariant_is_exact_for_every_small_pool() {
        for amplification in 1..=4 {
            let parameters = StableParameters::new(amplification, 6, 6).unwrap();
            let n = u128::from(amplification) * 2;
            for (x, y) in (1..=60).flat_map(|x| (1..=60).map(move |y| (x, y))) {
                let left = |d: u128| d * d * d + (n - 1) * 4 * x * y * d;
                let right = n * (x + y) * 4 * x * y;
                let Invariant { rounded_up, is_whole } = parameters.invariant(x, y).unwrap();
                assert!(left(rounded_up) >= right, "{amplification} {x} {y}");
                assert!(left(rounded_up - 1) < right, "{amplification} {x} {y}");
                assert_eq!(is_whole, left(rounded_up) == right);
            }
        }
    }

    /// Pools whose root is so close above an integer that the integer misses it by one part of the
    /// least there is: `d^3 + (N - 1) (4 x y) d + 1 = N S (4 x y)`.
    #[test]
    fn an_integer_that_misses_the_invariant_by_one_is_not_taken_for_it() {
        for (amplification, x, y, d) in [(28, 6, 42, 47), (1, 6, 156, 95), (4, 30, 93, 119)] {
            let n = u128::from(amplification) * 2;
            assert_eq!(d * d * d + (n - 1) * 4 * x * y * d + 1, n * (x + y) * 4 * x * y);
            let parameters = StableParameters::new(amplification, 6, 6).unwrap();
            assert_eq!(parameters.invariant(x, y).unwrap().rounded_up, d + 1);
        }
    }

    #[test]
    fn the_largest_reserve_is_the_last_that_can_be_priced() {
        for exponent in 0..=18 {
            let multiplier = 10_u64.pow(exponent);
            let most = (((1_u128 << 76) - 1) / u128::from(multiplier)).min(u128::from(u64::MAX));
            assert_eq!(largest_reserve(multiplier), Ok(most * u128::from(multiplier)));
        }
    }

    /// Wherever the search begins, and whether or not a reserve up to `most` is enough.
    #[test]
    fn the_least_reserve_is_exact_for_every_small_pool() {
        for amplification in 1..=4 {
            let parameters = StableParameters::new(amplification, 6, 6).unwrap();
            let n = u128::from(amplification) * 2;
            for (known, invariant) in (1..=25).flat_map(|x| (1..=50).map(move |d| (x, d))) {
                let holds = |y: u128| {
                    let positive = n * (known + y);
                    let drawn = (n - 1) * invariant;
                    positive >= drawn && 4 * known * y * (positive - drawn) >= invariant.pow(3)
                };
                for (start, most) in [(1, 40), (20, 40), (40, 40), (7, 4_000), (4_000, 4_000)] {
                    let least = (1..=most).find(|y| holds(*y));
                    let found = parameters.least_reserve(known, invariant, start, most);
                    assert_eq!(
                        found,
                        Ok(least),
                        "{amplification} {known} {invariant} {start} {most}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_refusal_says_which_bound_was_met() {
        let level = StableParameters::new(85, 6, 6).unwrap();
        assert_eq!(level.amplification(), 85);
        let reserves = Reserves { input: 1_000, output: 1_000 };
        let refused = |amount_out| level.amount_in_rounding_up(reserves, amount_out);
        // The whole reserve, more than that, and all but the unit that is kept back.
        for amount_out in [1_000, 1_001, 999] {
            assert_eq!(refused(amount_out), Err(MathError::ExceedsReserves));
        }
        assert!(refused(998).is_ok());
    }

    #[test]
    fn the_price_at_par_is_one_even_of_the_smallest_pool() {
        let level = StableParameters::new(85, 6, 6).unwrap();
        for reserve in [1, 2, 1_000, u64::MAX] {
            let reserves = Reserves { input: reserve, output: reserve };
            assert_eq!(level.price_rounding_down(reserves), Ok([0, 1]));
        }
    }

    #[test]
    fn the_part_to_swap_at_par_is_the_other_tokens_part_of_the_pool() {
        let level = StableParameters::new(85, 6, 6).unwrap();
        // A fourth of 1,001 is 250.25.
        for unit in [1 << 13, 1 << 40, 1 << 62] {
            let reserves = Reserves { input: unit * 3, output: unit };
            assert_eq!(level.part_at_par(reserves, 1_001), 250);
        }
        // As many bits as a reserve can have.
        let apart = StableParameters::new(85, 0, 18).unwrap();
        let fullest = Reserves { input: 75_557, output: u64::MAX };
        let part = (u128::from(u64::MAX) << 40) / (75_557 * 10_u128.pow(18) + u128::from(u64::MAX));
        let found = apart.part_at_par(fullest, 1 << 40);
        assert!(u128::from(found).abs_diff(part) <= 1, "{found} {part}");
        // Where the curve cannot tell, half.
        assert_eq!(level.part_at_par(Reserves { input: 0, output: 5 }, 1_001), 500);
    }
}
