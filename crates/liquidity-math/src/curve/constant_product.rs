//! The constant-product curve `x * y = k` (Uniswap v2 white paper, section 2).

use super::Reserves;
use crate::error::{MathError, MathResult};
use crate::wide::{
    div_wide, mul_div_rounding_down, mul_div_rounding_up, sqrt_of_product_rounding_down,
};

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

/// `ceil(input * amount_out / (output - amount_out))`.
///
/// The smallest integer `amount_in` with `(input + amount_in) * (output - amount_out) >= input *
/// output`. Both this and [`amount_out_rounding_down`] are the tightest integers that keep one and
/// the same inequality, so each bounds the other (A5).
///
/// # Errors
/// - [`MathError::EmptyPool`] without reserves.
/// - [`MathError::ExceedsReserves`] for the whole output reserve or more.
/// - [`MathError::ReserveOverflow`] when the input reserve would exceed `u64::MAX`.
#[inline(always)]
pub fn amount_in_rounding_up(reserves: Reserves, amount_out: u64) -> MathResult<u64> {
    if reserves.input == 0 || reserves.output == 0 {
        return Err(MathError::EmptyPool);
    }
    let output_after = reserves
        .output
        .checked_sub(amount_out)
        .filter(|after| *after > 0)
        .ok_or(MathError::ExceedsReserves)?;
    // The divisor is not zero: what overflows here is an amount that no reserve can take in.
    let amount_in = mul_div_rounding_up(reserves.input, amount_out, output_after)
        .map_err(|_| MathError::ReserveOverflow)?;
    reserves.input.checked_add(amount_in).ok_or(MathError::ReserveOverflow)?;
    Ok(amount_in)
}

/// `floor(output * 2^64 / input)`: the marginal price of the input token, which always fits.
///
/// # Errors
/// [`MathError::EmptyPool`] without reserves.
#[inline(always)]
pub fn price_rounding_down(reserves: Reserves) -> MathResult<[u64; 2]> {
    if reserves.input == 0 || reserves.output == 0 {
        return Err(MathError::EmptyPool);
    }
    let (whole, rest) = div_wide(reserves.output, 0, reserves.input)?;
    let (fraction, _) = div_wide(0, rest, reserves.input)?;
    Ok([fraction, whole])
}

/// `floor(sqrt(a * b))`: independent of the price at which the pool starts.
pub fn initial_liquidity_rounding_down(amount_a: u64, amount_b: u64) -> u64 {
    sqrt_of_product_rounding_down(amount_a, amount_b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{amount, big, config, word};
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn reserves(input: u64, output: u64) -> Reserves {
        Reserves { input, output }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn a2_output_is_the_largest_that_keeps_the_product(
            input in amount(),
            output in amount(),
            amount_in in word(),
        ) {
            match amount_out_rounding_down(reserves(input, output), amount_in) {
                Ok(amount_out) => {
                    prop_assert!(amount_out < output);
                    let before = big(input) * output;
                    let input_after = big(input) + amount_in;
                    prop_assert!(&input_after * (output - amount_out) >= before);
                    prop_assert!(input_after * (output - amount_out - 1) < before);
                }
                Err(error) => {
                    prop_assert_eq!(error, MathError::ReserveOverflow);
                    prop_assert!(big(input) + amount_in > big(u64::MAX));
                }
            }
        }

        #[test]
        fn a5_output_is_monotone_in_input_and_in_both_reserves(
            input in amount(),
            output in amount(),
            amount_in in word(),
            more in word(),
        ) {
            let out = |input, output, amount_in| {
                amount_out_rounding_down(reserves(input, output), amount_in)
            };
            // A pool too full for the larger amount refuses it, so there is nothing to compare.
            let Ok(base) = out(input, output, amount_in) else { return Ok(()) };
            if let Ok(larger_input) = out(input, output, amount_in.saturating_add(more)) {
                prop_assert!(larger_input >= base);
            }
            if let Ok(dearer_output) = out(input.saturating_add(more), output, amount_in) {
                prop_assert!(dearer_output <= base);
            }
            if let Ok(cheaper_output) = out(input, output.saturating_add(more), amount_in) {
                prop_assert!(cheaper_output >= base);
            }
        }

        #[test]
        fn initial_liquidity_is_the_root_of_the_product_and_symmetric(a in word(), b in word()) {
            let root = initial_liquidity_rounding_down(a, b);
            prop_assert_eq!(big(root), BigUint::sqrt(&(big(a) * b)));
            prop_assert_eq!(root, initial_liquidity_rounding_down(b, a));
        }
    }

    #[test]
    fn outputs_are_as_by_hand() {
        // 1,000 * 100 / 1,100 = 90.9; the smallest inputs of a deep pool buy nothing.
        assert_eq!(amount_out_rounding_down(reserves(1_000, 1_000), 100), Ok(90));
        assert_eq!(amount_out_rounding_down(reserves(1_000, 999), 1), Ok(0));
        assert_eq!(amount_out_rounding_down(reserves(1, u64::MAX), u64::MAX - 1), Ok(u64::MAX - 1));
        assert_eq!(amount_out_rounding_down(reserves(1_000, 1_000), 0), Ok(0));
    }

    #[test]
    fn a_pool_without_reserves_is_empty() {
        for empty in [reserves(0, 0), reserves(0, 5), reserves(5, 0)] {
            assert_eq!(amount_out_rounding_down(empty, 1), Err(MathError::EmptyPool));
            assert_eq!(amount_in_rounding_up(empty, 1), Err(MathError::EmptyPool));
            assert_eq!(price_rounding_down(empty), Err(MathError::EmptyPool));
        }
    }

    #[test]
    fn an_input_past_the_maximum_reserve_is_refused() {
        let full = reserves(u64::MAX - 10, 1_000);
        assert_eq!(amount_out_rounding_down(full, 10), Ok(0));
        assert_eq!(amount_out_rounding_down(full, 11), Err(MathError::ReserveOverflow));
        // Half of the output takes as much again of the input.
        assert_eq!(amount_in_rounding_up(full, 500), Err(MathError::ReserveOverflow));
    }
}
