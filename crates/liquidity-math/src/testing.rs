//! What the tests share: how many cases a property runs, and operands worth trying. The integration
//! tests include this file too.

use num_bigint::BigUint;
use proptest::prelude::*;

/// Cases a property runs: 2,000, or what `LM_CASES` says for the long mode.
pub fn cases() -> u32 {
    std::env::var("LM_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

/// The configuration of every property. A failure is kept as a test with a name of its own, from the
/// smallest input that proptest prints, and not as a seed.
pub fn config() -> ProptestConfig {
    ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() }
}

/// Words of every magnitude, so that small, large and near-power operands are all common.
pub fn word() -> impl Strategy<Value = u64> {
    prop_oneof![
        Just(0_u64),
        Just(1),
        Just(u64::MAX),
        (0_u32..64).prop_map(|bit| 1 << bit),
        (0_u32..64).prop_map(|bit| (1_u64 << bit).wrapping_sub(1)),
        (any::<u64>(), 0_u32..64).prop_map(|(value, shift)| value >> shift),
        (any::<u64>(), 0_u32..64).prop_map(|(value, shift)| u64::MAX - (value >> shift)),
    ]
}

/// Words of every magnitude but zero.
pub fn amount() -> impl Strategy<Value = u64> {
    word().prop_map(|value| value.max(1))
}

/// `high * 2^64 + low`.
pub fn wide(low: u64, high: u64) -> BigUint {
    (BigUint::from(high) << 64_u32) + BigUint::from(low)
}

/// A number of as many 64-bit limbs as given, least significant first.
pub fn limbs(limbs: &[u64]) -> BigUint {
    limbs.iter().rev().fold(BigUint::ZERO, |sum, limb| (sum << 64_u32) + BigUint::from(*limb))
}

/// The number itself.
pub fn big(value: u64) -> BigUint {
    BigUint::from(value)
}
