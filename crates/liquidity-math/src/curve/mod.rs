//! Pricing curves. A curve answers one question: what comes out for what goes in.
//!
//! Fees, shares and books know nothing of the curve in use; a new curve is a new module and a new
//! arm of [`Curve`], with no change to an instruction.

pub mod constant_product;
pub mod stable;

use self::stable::StableParameters;
use crate::error::{MathError, MathResult};

/// The reserves a swap moves, seen from its direction, in base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserves {
    /// Reserve of the token that the trader puts in.
    pub input: u64,
    /// Reserve of the token that the trader takes out.
    pub output: u64,
}

/// A pool's pricing curve and its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// `x * y = k`.
    ConstantProduct,
    /// Stable swap, as one of the pool's tokens sees it. See [`Curve::facing`].
    Stable(StableParameters),
}

/// What a pool keeps of its curve: a kind, one parameter that the kind gives its meaning, and the
/// decimals of its tokens. A further curve is a further kind; a pool's account has room for it, and
/// no instruction reads these but through [`Curve::of`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurveTerms {
    /// [`CONSTANT_PRODUCT`] or [`STABLE`].
    pub kind: u8,
    /// Amplification of a stable curve, 1 to 1,000,000; 0 for the constant product.
    pub parameter: u32,
    /// Decimals of token A.
    pub decimals_a: u8,
    /// Decimals of token B.
    pub decimals_b: u8,
}

/// Kind of the constant product.
pub const CONSTANT_PRODUCT: u8 = 0;
/// Kind of the stable swap.
pub const STABLE: u8 = 1;

impl Curve {
    /// The curve of these terms, as token A sees it.
    ///
    /// # Errors
    /// [`MathError::InvalidCurveParameters`] for a kind that there is not, or a parameter outside the
    /// kind's limits.
    #[inline(always)]
    pub fn of(terms: &CurveTerms) -> MathResult<Self> {
        match (terms.kind, terms.parameter) {
            (CONSTANT_PRODUCT, 0) => Ok(Self::ConstantProduct),
            (STABLE, amplification) => {
                StableParameters::new(amplification, terms.decimals_a, terms.decimals_b)
                    .map(Self::Stable)
            }
            _ => Err(MathError::InvalidCurveParameters),
        }
    }

    /// This curve seen by a swap that puts in token A or, if not `a_to_b`, token B.
    ///
    /// A curve whose tokens differ in more than their reserves is kept as token A sees it. Prices and
    /// amounts are asked of the curve that faces the same way as the [`Reserves`].
    #[inline(always)]
    #[must_use]
    pub fn facing(self, a_to_b: bool) -> Self {
        match (self, a_to_b) {
            (Self::ConstantProduct, _) | (Self::Stable(_), true) => self,
            (Self::Stable(parameters), false) => Self::Stable(parameters.reversed()),
        }
    }

    /// What comes out for `amount_in` that goes in, fees aside. Rounds down, in the pool's favour.
    ///
    /// # Errors
    /// See the curve's own module.
    #[inline(always)]
    pub fn amount_out_rounding_down(&self, reserves: Reserves, amount_in: u64) -> MathResult<u64> {
        match self {
            Self::ConstantProduct => {
                constant_product::amount_out_rounding_down(reserves, amount_in)
            }
            Self::Stable(parameters) => parameters.amount_out_rounding_down(reserves, amount_in),
        }
    }

    /// What must go in, fees aside, for `amount_out` to come out. Rounds up, in the pool's favour.
    ///
    /// # Errors
    /// See the curve's own module.
    #[inline(always)]
    pub fn amount_in_rounding_up(&self, reserves: Reserves, amount_out: u64) -> MathResult<u64> {
        match self {
            Self::ConstantProduct => constant_product::amount_in_rounding_up(reserves, amount_out),
            Self::Stable(parameters) => parameters.amount_in_rounding_up(reserves, amount_out),
        }
    }

    /// Marginal price of the input token in output tokens, base units both and fee aside, as 64.64
    /// fixed point rounded down; least significant limb first.
    ///
    /// # Errors
    /// See the curve's own module.
    pub fn price_rounding_down(&self, reserves: Reserves) -> MathResult<[u64; 2]> {
        match self {
            Self::ConstantProduct => constant_product::price_rounding_down(reserves),
            Self::Stable(parameters) => parameters.price_rounding_down(reserves),
        }
    }

    /// Whether the curve can price these reserves. What a deposit leaves must be such.
    ///
    /// # Errors
    /// See the curve's own module.
    #[inline(always)]
    pub fn check_reserves(&self, reserves: Reserves) -> MathResult<()> {
        match self {
            Self::ConstantProduct => Ok(()),
            Self::Stable(parameters) => parameters.check_reserves(reserves),
        }
    }

    /// LP tokens that the first deposit is worth, rounded down. Zero for amounts that fail
    /// [`Self::check_reserves`].
    #[inline(always)]
    pub fn initial_liquidity_rounding_down(&self, amount_a: u64, amount_b: u64) -> u64 {
        match self {
            Self::ConstantProduct => {
                constant_product::initial_liquidity_rounding_down(amount_a, amount_b)
            }
            Self::Stable(parameters) => parameters
                .initial_liquidity_rounding_down(Reserves { input: amount_a, output: amount_b }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(kind: u8, parameter: u32) -> CurveTerms {
        CurveTerms { kind, parameter, decimals_a: 6, decimals_b: 9 }
    }

    #[test]
    fn a_curve_is_what_its_terms_say() {
        assert_eq!(Curve::of(&terms(CONSTANT_PRODUCT, 0)), Ok(Curve::ConstantProduct));
        let stable = StableParameters::new(85, 6, 9).map(Curve::Stable);
        assert!(stable.is_ok());
        assert_eq!(Curve::of(&terms(STABLE, 85)), stable);
    }

    #[test]
    fn a_kind_that_there_is_not_and_a_parameter_without_meaning_are_refused() {
        for (kind, parameter) in [(CONSTANT_PRODUCT, 1), (STABLE, 0), (2, 0), (2, 85), (255, 1)] {
            let curve = Curve::of(&terms(kind, parameter));
            assert_eq!(curve, Err(MathError::InvalidCurveParameters), "{kind} {parameter}");
        }
    }
}
