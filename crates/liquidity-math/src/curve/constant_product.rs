//! The constant-product curve `x * y = k` (Uniswap v2 white paper, section 2).

use super::Reserves;
use crate::error::{MathError, MathResult};
use crate::wide::{mul_div_rounding_down, sqrt_of_product_rounding_down};

/// `floor(output * amount_in / (input + amount_in))`.
///
/// Solving `(input + amount_in) * (output - amount_out) >= input * output` for the largest integer
/// `amount_out` gives this floor, so the product never falls (A2). The result is below `output`
/// because `amount_in < input + amount_in`.
///
/// # Errors
/// [`MathError::EmptyPool`] without reserves, [`MathError::ReserveOverflow`] when the input reserve
/// would exceed `u64::MAX`.
#[inline(always)]
pub fn amount_out_rounding_down(reserves: Reserves, amount_in: u64) -> MathResult<u64> {
    if reserves.input == 0 || reserves.output == 0 {
        return Err(MathError::EmptyPool);
    }
    let input_after = reserves.input.checked_add(amount_in).ok_or(MathError::ReserveOverflow)?;
    mul_div_rounding_down(reserves.output, amount_in, input_after)
}

/// `floor(sqrt(a * b))`: independent of the price at which the pool starts.
pub fn initial_liquidity_rounding_down(amount_a: u64, amount_b: u64) -> u64 {
    sqrt_of_product_rounding_down(amount_a, amount_b)
}
