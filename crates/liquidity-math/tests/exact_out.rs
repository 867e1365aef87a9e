//! Exact-out swaps: the fee on top, and how they and exact-in swaps bound each other (A5).

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use common::*;
use liquidity_math::MathError;
use liquidity_math::curve::{Reserves, constant_product};
use liquidity_math::fees::{FeeTerms, MILLIONTHS};
use liquidity_math::quote::{swap_exact_in, swap_exact_out};
use num_bigint::BigUint;
use proptest::prelude::*;

const FREE: FeeTerms = FeeTerms { trade_fee_rate: 0, protocol_fee_share: 0, creator_fee_share: 0 };
const DEAR: FeeTerms =
    FeeTerms { trade_fee_rate: 100_000, protocol_fee_share: 300_000, creator_fee_share: 200_000 };

fn div_rounding_up(value: BigUint, divisor: BigUint) -> BigUint {
    (value + &divisor - 1_u32) / divisor
}

/// A reserve and a part of it, of every magnitude.
fn output_and_part() -> impl Strategy<Value = (u64, u64)> {
    (amount(), word()).prop_map(|(output, part)| (output, part % output))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_gross_amount_is_the_smallest_that_leaves_enough(terms in terms(), priced in word()) {
        let rate = terms.trade_fee_rate;
        let exact = div_rounding_up(big(priced) * MILLIONTHS, BigUint::from(MILLIONTHS - rate));
        match terms.amount_with_fee_rounding_up(priced) {
            Ok(gross) => {
                prop_assert_eq!(big(gross), exact);
                let left = |amount: u64| amount - terms.trade_fee_rounding_up(amount).unwrap().total;
                prop_assert_eq!(left(gross), priced);
                prop_assert!(gross == 0 || left(gross - 1) < priced);
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::Overflow);
                prop_assert!(exact > big(u64::MAX));
            }
        }
    }

    #[test]
    fn a2_input_is_the_smallest_that_keeps_the_product(
        input in amount(),
        (output, amount_out) in output_and_part(),
    ) {
        let exact = div_rounding_up(big(input) * amount_out, big(output - amount_out));
        match constant_product::amount_in_rounding_up(Reserves { input, output }, amount_out) {
            Ok(amount_in) => {
                prop_assert_eq!(big(amount_in), exact);
                let before = big(input) * output;
                let product = |amount_in: u64| (big(input) + amount_in) * (output - amount_out);
                prop_assert!(product(amount_in) >= before);
                prop_assert!(amount_in == 0 || product(amount_in - 1) < before);
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::ReserveOverflow);
                prop_assert!(exact + input > big(u64::MAX));
            }
        }
    }

    #[test]
    fn a5_exact_in_with_the_amount_of_an_exact_out_pays_at_least_as_much(
        (input, output) in reserves(),
        terms in terms(),
        part in word(),
    ) {
        let reserves = Reserves { input, output };
        let Ok(bought) = swap_exact_out(CURVE, &terms, reserves, part % output) else {
            return Ok(());
        };
        prop_assert_eq!(bought.amount_out, part % output);
        let sold = swap_exact_in(CURVE, &terms, reserves, bought.amount_in).unwrap();
        prop_assert!(sold.amount_out >= bought.amount_out);
        // The same amount in pays the same fee and leaves the same in the reserve.
        prop_assert_eq!(sold.fee, bought.fee);
        prop_assert_eq!(sold.reserves.input, bought.reserves.input);
        // One unit less does not buy it.
        if let Ok(less) = swap_exact_in(CURVE, &terms, reserves, bought.amount_in - 1) {
            prop_assert!(less.amount_out < bought.amount_out);
        }
    }

    #[test]
    fn a5_exact_out_for_what_an_exact_in_pays_takes_no_more(
        (input, output) in reserves(),
        terms in terms(),
        amount_in in amount(),
    ) {
        let reserves = Reserves { input, output };
        if let Ok(sold) = swap_exact_in(CURVE, &terms, reserves, amount_in) {
            let bought = swap_exact_out(CURVE, &terms, reserves, sold.amount_out).unwrap();
            prop_assert!(bought.amount_in <= amount_in);
        }
    }

    #[test]
    fn a5_more_out_never_costs_less(
        (input, output) in reserves(),
        terms in terms(),
        one in word(),
        other in word(),
    ) {
        let reserves = Reserves { input, output };
        let cost = |amount| swap_exact_out(CURVE, &terms, reserves, amount % output);
        if let (Ok(one), Ok(other)) = (cost(one), cost(other)) {
            prop_assert!((one.amount_out <= other.amount_out) || (one.amount_in >= other.amount_in));
        }
    }

    #[test]
    fn a2_the_product_never_falls_and_what_goes_in_is_all_accounted_for(
        (input, output) in reserves(),
        terms in terms(),
        part in word(),
    ) {
        let reserves = Reserves { input, output };
        if let Ok(outcome) = swap_exact_out(CURVE, &terms, reserves, part % output) {
            let after = outcome.reserves;
            prop_assert!(big(after.input) * after.output >= big(input) * output);
            prop_assert_eq!(after.output + outcome.amount_out, output);
            let owed = outcome.fee.protocol + outcome.fee.creator;
            prop_assert_eq!(big(after.input) + owed, big(input) + outcome.amount_in);
        }
    }

    #[test]
    fn a3_any_split_of_an_exact_out_costs_no_less_than_the_whole(
        (input, output) in reserves(),
        terms in terms(),
        part in word(),
        cuts in prop::collection::vec(any::<u64>(), 1..9),
    ) {
        let wanted = part % output;
        let Ok(whole) = swap_exact_out(CURVE, &terms, Reserves { input, output }, wanted) else {
            return Ok(());
        };
        let mut cuts: Vec<u64> = cuts.iter().map(|cut| cut % wanted).collect();
        cuts.sort_unstable();
        cuts.push(wanted);
        let (mut now, mut from, mut cost) = (Reserves { input, output }, 0, 0_u128);
        for cut in cuts {
            if cut > from {
                // Dearer parts can fill the reserve, which the whole just did not.
                let Ok(outcome) = swap_exact_out(CURVE, &terms, now, cut - from) else {
                    return Ok(());
                };
                now = outcome.reserves;
                cost += u128::from(outcome.amount_in);
            }
            from = cut;
        }
        prop_assert!(cost >= u128::from(whole.amount_in));
    }

    #[test]
    fn a3_a_hundred_tiny_swaps_of_either_kind_gain_nothing(
        books in micro_books(),
        terms in terms(),
        steps in prop::collection::vec((any::<bool>(), any::<bool>(), 1_u64..10), 100),
    ) {
        let (mut a, mut b) = (books.reserve_a, books.reserve_b);
        for (a_to_b, is_exact_out, amount) in steps {
            let (input, output) = if a_to_b { (a, b) } else { (b, a) };
            let swap = if is_exact_out { swap_exact_out } else { swap_exact_in };
            if let Ok(outcome) = swap(CURVE, &terms, Reserves { input, output }, amount) {
                let Reserves { input, output } = outcome.reserves;
                prop_assert!(big(input) * output >= big(a) * b);
                (a, b) = if a_to_b { (input, output) } else { (output, input) };
            }
        }
    }

    #[test]
    fn s3_any_input_gives_an_outcome_or_a_named_error(
        (input, output) in (word(), word()),
        (trade, protocol, creator) in any::<(u32, u32, u32)>(),
        amount_out in word(),
    ) {
        let terms = FeeTerms {
            trade_fee_rate: trade,
            protocol_fee_share: protocol,
            creator_fee_share: creator,
        };
        let outcome = swap_exact_out(CURVE, &terms, Reserves { input, output }, amount_out);
        if amount_out == 0 {
            prop_assert_eq!(outcome, Err(MathError::ZeroAmount));
        } else if input == 0 || output == 0 {
            prop_assert_eq!(outcome, Err(MathError::EmptyPool));
        } else if amount_out >= output {
            prop_assert_eq!(outcome, Err(MathError::ExceedsReserves));
        } else if let Err(error) = outcome {
            prop_assert!(matches!(error, MathError::Overflow | MathError::ReserveOverflow));
        }
    }
}

#[test]
fn an_exact_out_swap_is_as_by_hand() {
    // 10,000 * 1,651 / 18,349 = 899.8, up to 900; 900 / 0.9 = 1,000, of which 100 are the fee.
    let reserves = Reserves { input: 10_000, output: 20_000 };
    let outcome = swap_exact_out(CURVE, &DEAR, reserves, 1_651).unwrap();
    assert_eq!((outcome.amount_in, outcome.amount_out), (1_000, 1_651));
    assert_eq!((outcome.fee.total, outcome.fee.protocol, outcome.fee.creator), (100, 30, 20));
    assert_eq!(outcome.reserves, Reserves { input: 10_950, output: 18_349 });
}

#[test]
fn all_but_one_unit_can_be_bought_and_no_more() {
    let reserves = Reserves { input: 1_000, output: 1_000 };
    let outcome = swap_exact_out(CURVE, &FREE, reserves, 999).unwrap();
    assert_eq!((outcome.amount_in, outcome.reserves.output), (999_000, 1));
    for amount_out in [1_000, 1_001, u64::MAX] {
        let refused = swap_exact_out(CURVE, &FREE, reserves, amount_out);
        assert_eq!(refused, Err(MathError::ExceedsReserves));
    }
}

#[test]
fn a_reserve_can_be_filled_to_the_maximum_and_no_further() {
    let room = 1_000_000;
    let reserves = Reserves { input: u64::MAX - room, output: u64::MAX };
    let filled = swap_exact_out(CURVE, &FREE, reserves, room);
    assert_eq!(filled.map(|outcome| outcome.reserves.input), Ok(u64::MAX));
    let past = swap_exact_out(CURVE, &FREE, reserves, room + 1);
    assert_eq!(past, Err(MathError::ReserveOverflow));
    // The LPs' part of the fee counts as well.
    let full = swap_exact_out(CURVE, &DEAR, reserves, room - 1);
    assert_eq!(full, Err(MathError::ReserveOverflow));
}
