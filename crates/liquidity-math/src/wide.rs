//! Products and quotients wider than 64 bits, from 64-bit operations alone.
//!
//! SBPF multiplies and divides 64-bit words in one compute unit each but has no 128-bit division:
//! the compiler's generic routine costs several hundred units. Here a 128-by-64 division is Knuth's
//! algorithm D (The Art of Computer Programming, volume 2, 4.3.1) on 32-bit digits: two estimates,
//! each corrected at most twice.

use core::num::NonZeroU64;

use crate::error::{MathError, MathResult};

const LOW_HALF: u64 = 0xffff_ffff;

/// Low and high word of `a * b`. Exact.
#[inline(always)]
pub const fn mul_wide(a: u64, b: u64) -> (u64, u64) {
    let (a_high, a_low) = (a >> 32, a & LOW_HALF);
    let (b_high, b_low) = (b >> 32, b & LOW_HALF);
    // Schoolbook product of 32-bit halves. No term can wrap: (2^32 - 1)^2 + 2 (2^32 - 1) < 2^64.
    let low = a_low.wrapping_mul(b_low);
    let cross = a_high.wrapping_mul(b_low).wrapping_add(low >> 32);
    let cross_low = a_low.wrapping_mul(b_high).wrapping_add(cross & LOW_HALF);
    let high = a_high.wrapping_mul(b_high).wrapping_add(cross >> 32).wrapping_add(cross_low >> 32);
    ((cross_low << 32) | (low & LOW_HALF), high)
}

/// Low and high word of `a * b + carry`, which cannot exceed two words.
#[inline(always)]
pub(crate) fn mul_add(a: u64, b: u64, carry: u64) -> (u64, u64) {
    let (low, high) = mul_wide(a, b);
    let (low, carried) = low.overflowing_add(carry);
    (low, high.wrapping_add(u64::from(carried)))
}

/// Sum of two words and a carry, and the carry out of it.
#[inline(always)]
pub(crate) fn add_with_carry(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first | second)
}

/// Difference of two words less a borrow, and the borrow out of it.
#[inline(always)]
pub(crate) fn subtract_with_borrow(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(u64::from(borrow));
    (difference, first | second)
}

/// Quotient and remainder of `(high * 2^64 + low) / divisor`.
///
/// # Errors
/// [`MathError::Overflow`] when the quotient does not fit 64 bits, that is when `high >= divisor`;
/// a zero divisor is included.
#[inline(always)]
pub fn div_wide(low: u64, high: u64, divisor: u64) -> MathResult<(u64, u64)> {
    let divisor = NonZeroU64::new(divisor)
        .filter(|divisor| high < divisor.get())
        .ok_or(MathError::Overflow)?;
    if high == 0 {
        return Ok((low / divisor, low % divisor));
    }
    Ok(div_two_digits(low, high, divisor))
}

/// Algorithm D for a two-word dividend. The caller has checked `0 < high < divisor`.
fn div_two_digits(low: u64, high: u64, divisor: NonZeroU64) -> (u64, u64) {
    // Normalise: the top bit of the divisor set makes each estimate at most two too large.
    let shift = divisor.leading_zeros();
    let divisor = divisor.get() << shift;
    // The top bit is set, so the upper half is at least 2^31 and the fallback is never taken.
    let divisor_high = NonZeroU64::new(divisor >> 32).unwrap_or(NonZeroU64::MIN);
    let divisor_low = divisor & LOW_HALF;
    // `low >> 64` is undefined as a shift, hence the two steps.
    let carried = (low >> 1) >> (63_u32.wrapping_sub(shift));
    let high = (high << shift) | carried;
    let low = low << shift;

    let (first, rest) = div_digit(high, low >> 32, divisor, divisor_high, divisor_low);
    let (second, rest) = div_digit(rest, low & LOW_HALF, divisor, divisor_high, divisor_low);
    ((first << 32) | second, rest >> shift)
}

/// One 32-bit quotient digit of `(rest * 2^32 + digit) / divisor`, and what remains.
#[inline(always)]
fn div_digit(
    rest: u64,
    digit: u64,
    divisor: u64,
    divisor_high: NonZeroU64,
    divisor_low: u64,
) -> (u64, u64) {
    let mut estimate = rest / divisor_high;
    let mut estimate_rest = rest % divisor_high;
    while estimate > LOW_HALF
        || estimate.wrapping_mul(divisor_low) > ((estimate_rest << 32) | digit)
    {
        estimate = estimate.wrapping_sub(1);
        estimate_rest = estimate_rest.wrapping_add(divisor_high.get());
        if estimate_rest > LOW_HALF {
            break;
        }
    }
    // The true remainder is below the divisor, so it is exact modulo 2^64.
    let remainder = ((rest << 32) | digit).wrapping_sub(estimate.wrapping_mul(divisor));
    (estimate, remainder)
}

/// `floor(a * b / divisor)`.
///
/// # Errors
/// [`MathError::Overflow`] when the result does not fit or the divisor is zero.
#[inline(always)]
pub fn mul_div_rounding_down(a: u64, b: u64, divisor: u64) -> MathResult<u64> {
    let (low, high) = mul_wide(a, b);
    let (quotient, _) = div_wide(low, high, divisor)?;
    Ok(quotient)
}

/// `ceil(a * b / divisor)`.
///
/// # Errors
/// [`MathError::Overflow`] when the result does not fit or the divisor is zero.
#[inline(always)]
pub fn mul_div_rounding_up(a: u64, b: u64, divisor: u64) -> MathResult<u64> {
    let (low, high) = mul_wide(a, b);
    let (quotient, remainder) = div_wide(low, high, divisor)?;
    if remainder == 0 {
        return Ok(quotient);
    }
    quotient.checked_add(1).ok_or(MathError::Overflow)
}

/// `floor(sqrt(a * b))`, which always fits.
///
/// The standard library's root of the 128-bit product; it runs once in a pool's life, at the first
/// deposit.
pub fn sqrt_of_product_rounding_down(a: u64, b: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b));
    // The root of a product of two 64-bit factors is below 2^64.
    u64::try_from(product.isqrt()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{amount, big, config, wide, word};
    use num_bigint::BigUint;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn mul_wide_is_the_product(a in word(), b in word()) {
            let (low, high) = mul_wide(a, b);
            prop_assert_eq!(wide(low, high), big(a) * big(b));
        }

        #[test]
        fn div_wide_is_the_quotient_and_remainder(low in word(), high in word(), divisor in word()) {
            match div_wide(low, high, divisor) {
                Ok((quotient, remainder)) => {
                    prop_assert_eq!(big(quotient), wide(low, high) / big(divisor));
                    prop_assert_eq!(big(remainder), wide(low, high) % big(divisor));
                }
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(high >= divisor);
                }
            }
        }

        #[test]
        fn div_wide_undoes_mul_wide(quotient in word(), divisor in 1_u64.., rest in word()) {
            let remainder = rest % divisor;
            let (low, high) = mul_wide(quotient, divisor);
            let (low, carry) = low.overflowing_add(remainder);
            prop_assert_eq!(
                div_wide(low, high + u64::from(carry), divisor),
                Ok((quotient, remainder))
            );
        }

        #[test]
        fn mul_div_rounds_as_named(a in word(), b in word(), divisor in amount()) {
            let product = big(a) * big(b);
            let down = &product / big(divisor);
            let up = (&product + big(divisor) - 1_u32) / big(divisor);
            let expect = |value: BigUint| u64::try_from(value).map_err(|_| MathError::Overflow);
            prop_assert_eq!(mul_div_rounding_down(a, b, divisor), expect(down));
            prop_assert_eq!(mul_div_rounding_up(a, b, divisor), expect(up));
        }

        #[test]
        fn sqrt_is_the_integer_root(a in word(), b in word()) {
            let root = big(sqrt_of_product_rounding_down(a, b));
            let product = big(a) * big(b);
            prop_assert!(&root * &root <= product);
            prop_assert!((&root + 1_u32) * (&root + 1_u32) > product);
        }

        #[test]
        fn sqrt_is_exact_at_squares_and_one_below(root in 1_u64..) {
            prop_assert_eq!(sqrt_of_product_rounding_down(root, root), root);
            // (root - 1) * (root + 1) is one below the square.
            if root < u64::MAX {
                prop_assert_eq!(sqrt_of_product_rounding_down(root - 1, root + 1), root - 1);
            }
        }
    }

    /// Each 32-bit half of dividend and divisor takes every value at which an estimate of algorithm
    /// D can go wrong.
    #[test]
    fn div_wide_is_right_wherever_a_digit_estimate_is_wrong() {
        const HALVES: [u64; 8] =
            [0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fffe, 0xffff_ffff];
        let words = || HALVES.into_iter().flat_map(|a| HALVES.map(|b| (a << 32) | b));
        for divisor in words().filter(|divisor| *divisor > 0) {
            for high in words().filter(|high| *high < divisor) {
                for low in words() {
                    let dividend = (u128::from(high) << 64) | u128::from(low);
                    let quotient = u64::try_from(dividend / u128::from(divisor)).unwrap();
                    let remainder = u64::try_from(dividend % u128::from(divisor)).unwrap();
                    assert_eq!(div_wide(low, high, divisor), Ok((quotient, remainder)));
                }
            }
        }
    }

    #[test]
    fn a_zero_divisor_is_an_overflow() {
        assert_eq!(div_wide(5, 0, 0), Err(MathError::Overflow));
        assert_eq!(div_wide(0, 0, 0), Err(MathError::Overflow));
        assert_eq!(mul_div_rounding_down(5, 5, 0), Err(MathError::Overflow));
        assert_eq!(mul_div_rounding_up(5, 5, 0), Err(MathError::Overflow));
    }

    #[test]
    fn a_quotient_past_the_maximum_is_an_overflow() {
        assert_eq!(div_wide(0, 7, 7), Err(MathError::Overflow));
        assert_eq!(div_wide(u64::MAX, 6, 7), Ok((u64::MAX, 6)));
        let (a, b, divisor) = (u64::MAX, u64::MAX, u64::MAX - 1);
        assert_eq!(mul_div_rounding_down(a, b, divisor), Err(MathError::Overflow));
        assert_eq!(mul_div_rounding_up(a, b, divisor), Err(MathError::Overflow));
    }

    #[test]
    fn only_rounding_up_can_push_a_quotient_past_the_maximum() {
        assert_eq!(mul_div_rounding_up(u64::MAX, 3, 3), Ok(u64::MAX));
        // (2^64 - 2) (2^63 + 1) = 2^127 - 2: the floor of its 2^63rd part is 2^64 - 1, the ceiling
        // is one more.
        let (a, b, divisor) = (u64::MAX - 1, (1 << 63) + 1, 1 << 63);
        assert_eq!(mul_div_rounding_down(a, b, divisor), Ok(u64::MAX));
        assert_eq!(mul_div_rounding_up(a, b, divisor), Err(MathError::Overflow));
    }

    #[test]
    fn sqrt_fits_at_both_ends() {
        assert_eq!(sqrt_of_product_rounding_down(0, u64::MAX), 0);
        assert_eq!(sqrt_of_product_rounding_down(1, 1), 1);
        assert_eq!(sqrt_of_product_rounding_down(u64::MAX, u64::MAX), u64::MAX);
    }

    /// Every product of two factors up to 1,024, against a root that is counted up.
    #[test]
    fn sqrt_is_right_for_every_small_product() {
        for a in 0..=1_024_u64 {
            let mut root = 0_u64;
            for b in 0..=1_024 {
                while (root + 1) * (root + 1) <= a * b {
                    root += 1;
                }
                assert_eq!(sqrt_of_product_rounding_down(a, b), root);
            }
        }
    }

    /// The estimates of both digits must be corrected twice here; one correction gives wrong digits.
    #[test]
    fn the_estimates_of_both_digits_are_corrected_twice() {
        let (low, high, divisor) = (0xffff_ffff_ffff_fffe, 0x2_ffff_fffe, 0x2_ffff_ffff);
        let (quotient, remainder) = div_wide(low, high, divisor).unwrap();
        assert_eq!(big(quotient), wide(low, high) / big(divisor));
        assert_eq!(big(remainder), wide(low, high) % big(divisor));
    }
}
