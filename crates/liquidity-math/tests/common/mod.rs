//! What the integration tests share.

#![allow(dead_code, unused_imports, reason = "each test file uses its own part of this")]

pub mod farm;
#[path = "../../src/testing.rs"]
mod testing;

pub use testing::*;

use liquidity_math::MathResult;
use liquidity_math::curve::{Curve, Reserves};
use liquidity_math::fees::{FeeTerms, MAX_NON_LP_FEE_SHARE, MAX_TRADE_FEE_RATE};
use liquidity_math::quote::{SwapOutcome, swap_exact_in};
use liquidity_math::shares::{Books, MINIMUM_LIQUIDITY};
use liquidity_math::wide::{mul_div_rounding_up, sqrt_of_product_rounding_down};
use proptest::prelude::*;

/// The curve under test.
pub const CURVE: Curve = Curve::ConstantProduct;

/// Fee terms that a pool can have, their extremes included.
pub fn terms() -> impl Strategy<Value = FeeTerms> {
    let rate = prop_oneof![Just(0), Just(1), Just(MAX_TRADE_FEE_RATE), 0..=MAX_TRADE_FEE_RATE];
    let share = prop_oneof![Just(0), Just(MAX_NON_LP_FEE_SHARE), 0..=MAX_NON_LP_FEE_SHARE];
    (rate, share, 0..=MAX_NON_LP_FEE_SHARE).prop_map(|(trade, protocol, creator)| FeeTerms {
        trade_fee_rate: trade,
        protocol_fee_share: protocol,
        creator_fee_share: creator.min(MAX_NON_LP_FEE_SHARE - protocol),
    })
}

/// The books of a pool after its first deposit: the supply is at least the locked minimum and never
/// above the root of the reserves' product.
pub fn books() -> impl Strategy<Value = Books> {
    // Parts of the most that there can be: a pool whose fees have grown shares has less.
    let part = prop_oneof![
        6 => Just(u64::MAX),
        1 => Just(0),
        3 => any::<u64>(),
        3 => (any::<u64>(), 0_u32..64).prop_map(|(part, shift)| part >> shift),
    ];
    (reserves(), part).prop_map(|((reserve_a, reserve_b), part)| {
        let most = sqrt_of_product_rounding_down(reserve_a, reserve_b);
        let above = mul_div_rounding_up(most - MINIMUM_LIQUIDITY, part, u64::MAX).unwrap();
        Books { reserve_a, reserve_b, lp_supply: MINIMUM_LIQUIDITY + above }
    })
}

/// The books of pools so small that a base unit is a large part of them.
pub fn micro_books() -> impl Strategy<Value = Books> {
    let even = (1_001_u64..1_200, 1_001_u64..1_200);
    let lopsided = (1_u64..20, 1_100_000_u64..2_000_000);
    (prop_oneof![even, lopsided], any::<bool>(), any::<u64>()).prop_map(
        |((one, other), is_mirrored, supply)| {
            let most = sqrt_of_product_rounding_down(one, other);
            let (reserve_a, reserve_b) = if is_mirrored { (other, one) } else { (one, other) };
            Books { reserve_a, reserve_b, lp_supply: supply.clamp(MINIMUM_LIQUIDITY, most) }
        },
    )
}

/// Reserves of every magnitude and ratio whose product a first deposit can have.
pub fn reserves() -> impl Strategy<Value = (u64, u64)> {
    (amount(), amount()).prop_map(|(a, b)| {
        // Deepen the shallower side until the pool could have been opened with it.
        let least = u64::try_from(1_002_001_u128.div_ceil(u128::from(a.max(b)))).unwrap();
        if a < b { (a.max(least), b) } else { (a, b.max(least)) }
    })
}

/// Puts `amount_in` of token A in, or of token B unless `a_to_b`, and gives the books after it.
pub fn swap(
    books: &Books,
    terms: &FeeTerms,
    a_to_b: bool,
    amount_in: u64,
) -> MathResult<(SwapOutcome, Books)> {
    let (input, output) = if a_to_b {
        (books.reserve_a, books.reserve_b)
    } else {
        (books.reserve_b, books.reserve_a)
    };
    let outcome = swap_exact_in(CURVE, terms, Reserves { input, output }, amount_in)?;
    let Reserves { input, output } = outcome.reserves;
    let (reserve_a, reserve_b) = if a_to_b { (input, output) } else { (output, input) };
    Ok((outcome, Books { reserve_a, reserve_b, ..*books }))
}

/// Whether `sqrt(x * y) / supply` is at least as high in `after` as in `before`, exactly.
pub fn value_per_share_held(before: &Books, after: &Books) -> bool {
    let product = |books: &Books| big(books.reserve_a) * books.reserve_b;
    let square = |supply: u64| big(supply) * supply;
    product(after) * square(before.lp_supply) >= product(before) * square(after.lp_supply)
}

/// The same books with tokens A and B exchanged.
pub fn mirrored(books: &Books) -> Books {
    Books { reserve_a: books.reserve_b, reserve_b: books.reserve_a, ..*books }
}
