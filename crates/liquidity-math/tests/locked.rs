//! Liquidity locked for ever: whatever happens to a pool, what must stay is worth what was locked.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use common::*;
use liquidity_math::shares::Books;
use num_bigint::BigUint;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
    Swap { a_to_b: bool, amount: u64 },
    Deposit { max_a: u64, max_b: u64 },
    Withdraw { lp: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (any::<bool>(), amount()).prop_map(|(a_to_b, amount)| Step::Swap { a_to_b, amount }),
        1 => (amount(), amount()).prop_map(|(max_a, max_b)| Step::Deposit { max_a, max_b }),
        1 => amount().prop_map(|lp| Step::Withdraw { lp }),
    ]
}

fn div_rounding_up(value: BigUint, divisor: &BigUint) -> BigUint {
    (value + divisor - 1_u32) / divisor
}

fn fits(value: BigUint) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// `lp` of `books` is worth at least `worth`, exactly: both sides squared.
fn is_worth(books: &Books, lp: u64, worth: u64) -> bool {
    let square = |value: u64| big(value) * value;
    let product = big(books.reserve_a) * books.reserve_b;
    product * square(lp) >= square(worth) * square(books.lp_supply)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a4_worth_rounds_up_from_a_root_that_is_rounded_up(books in books(), lp in amount()) {
        let lp = lp.min(books.lp_supply);
        let whole: BigUint = (big(books.reserve_a) * books.reserve_b).sqrt() + 1_u32;
        let expected = fits(div_rounding_up(&whole * lp, &big(books.lp_supply)));
        let worth = books.worth_rounding_up(CURVE, lp);
        if whole > big(u64::MAX) {
            // The root itself is at its maximum, and no worth can be told exactly.
            prop_assert!(worth >= expected.min(lp));
        } else {
            prop_assert_eq!(worth, expected);
        }
    }

    #[test]
    fn a4_the_lp_for_a_worth_rounds_up_from_a_root_that_is_rounded_down(
        books in books(),
        worth in word(),
    ) {
        let whole: BigUint = (big(books.reserve_a) * books.reserve_b).sqrt();
        let expected = fits(div_rounding_up(big(worth) * books.lp_supply, &whole));
        let needed = books.lp_worth_rounding_up(CURVE, worth);
        prop_assert_eq!(needed, expected);
        prop_assert!(needed == u64::MAX || is_worth(&books, needed, worth));
    }

    /// Fees may be taken out after any life of the pool, and what stays is worth what was locked.
    #[test]
    fn a1_what_stays_is_worth_what_was_locked(
        before in books(),
        terms in terms(),
        part in any::<u64>(),
        steps in prop::collection::vec(step(), 0..20),
    ) {
        let locked = u64::try_from(
            u128::from(before.lp_supply - 1_000) * u128::from(part) / u128::from(u64::MAX)
        ).unwrap();
        // Some, unless nobody has any.
        let locked = locked.max(1).min(before.lp_supply - 1_000);
        if locked == 0 {
            return Ok(());
        }
        let worth = before.worth_rounding_up(CURVE, locked);
        let mut books = before;
        for step in steps {
            books = match step {
                Step::Swap { a_to_b, amount } => {
                    swap(&books, &terms, a_to_b, amount).map_or(books, |(_, after)| after)
                }
                Step::Deposit { max_a, max_b } => {
                    books.deposit(CURVE, max_a, max_b).map_or(books, |outcome| outcome.books)
                }
                // Others' shares only.
                Step::Withdraw { lp } => {
                    let others = books.lp_supply - 1_000 - locked;
                    books.withdraw(lp.min(others)).map_or(books, |outcome| outcome.books)
                }
            };
        }
        let needed = books.lp_worth_rounding_up(CURVE, worth);
        if needed < locked {
            prop_assert!(is_worth(&books, needed, worth));
            if let Ok(outcome) = books.withdraw(locked - needed) {
                // And after they were.
                prop_assert!(is_worth(&outcome.books, needed, worth));
            }
        }
    }
}
