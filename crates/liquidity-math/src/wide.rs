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
/// Newton's iteration from above on the 128-bit product; it runs once in a pool's life, at the first
/// deposit.
pub fn sqrt_of_product_rounding_down(a: u64, b: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b));
    // The root of a product of two 64-bit factors is below 2^64.
    u64::try_from(product.isqrt()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    /// Words of every magnitude, so that small, large and near-power operands are all common.
    pub fn word() -> impl Strategy<Value = u64> {
        prop_oneof![
            Just(0_u64),
            Just(1),
            Just(u64::MAX),
            (0_u32..64).prop_map(|bit| 1 << bit),
            (0_u32..64).prop_map(|bit| (1_u64 << bit).wrapping_sub(1)),
            (any::<u64>(), 0_u32..64).prop_map(|(value, shift)| value >> shift),
        ]
    }

    fn big(low: u64, high: u64) -> BigUint {
        (BigUint::from(high) << 64_u32) + BigUint::from(low)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases()))]

        #[test]
        fn mul_wide_is_the_product(a in word(), b in word()) {
            let (low, high) = mul_wide(a, b);
            prop_assert_eq!(big(low, high), BigUint::from(a) * BigUint::from(b));
        }

        #[test]
        fn div_wide_is_the_quotient_and_remainder(low in word(), high in word(), divisor in word()) {
            match div_wide(low, high, divisor) {
                Ok((quotient, remainder)) => {
                    prop_assert_eq!(BigUint::from(quotient), big(low, high) / BigUint::from(divisor));
                    prop_assert_eq!(BigUint::from(remainder), big(low, high) % BigUint::from(divisor));
                }
                Err(error) => {
                    prop_assert_eq!(error, MathError::Overflow);
                    prop_assert!(high >= divisor);
                }
            }
        }

        #[test]
        fn mul_div_rounds_as_named(a in word(), b in word(), divisor in 1_u64..) {
            let product = BigUint::from(a) * BigUint::from(b);
            let down = &product / BigUint::from(divisor);
            let up = (&product + BigUint::from(divisor) - 1_u32) / BigUint::from(divisor);
            let expect = |value: BigUint| u64::try_from(value).map_err(|_| MathError::Overflow);
            prop_assert_eq!(mul_div_rounding_down(a, b, divisor), expect(down));
            prop_assert_eq!(mul_div_rounding_up(a, b, divisor), expect(up));
        }

        #[test]
        fn sqrt_is_the_integer_root(a in word(), b in word()) {
            let root = BigUint::from(sqrt_of_product_rounding_down(a, b));
            let product = BigUint::from(a) * BigUint::from(b);
            prop_assert!(&root * &root <= product);
            prop_assert!((&root + 1_u32) * (&root + 1_u32) > product);
        }
    }

    /// Cases a property runs: 2,000, or what `LM_CASES` says for the long mode.
    pub fn cases() -> u32 {
        std::env::var("LM_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
    }

    #[test]
    fn a_zero_divisor_is_an_error() {
        assert_eq!(div_wide(5, 0, 0), Err(MathError::Overflow));
        assert_eq!(mul_div_rounding_up(5, 5, 0), Err(MathError::Overflow));
    }

    #[test]
    fn a_quotient_that_rounds_up_past_the_maximum_is_an_error() {
        // (2^64 - 1) * 3 / 3 rounds to the maximum exactly; one more unit of dividend does not fit.
        assert_eq!(mul_div_rounding_up(u64::MAX, 3, 3), Ok(u64::MAX));
        let (a, b, divisor) = (u64::MAX, u64::MAX, u64::MAX - 1);
        assert_eq!(mul_div_rounding_down(a, b, divisor), Err(MathError::Overflow));
    }

    /// The estimate of algorithm D must be corrected twice here; one correction gives a wrong digit.
    #[test]
    fn the_digit_estimate_is_corrected_twice() {
        let (low, high, divisor) = (0, 0x7fff_ffff_ffff_ffff, 0x8000_0000_ffff_ffff);
        let (quotient, remainder) = div_wide(low, high, divisor).unwrap();
        assert_eq!(BigUint::from(quotient), big(low, high) / BigUint::from(divisor));
        assert_eq!(BigUint::from(remainder), big(low, high) % BigUint::from(divisor));
    }
}
