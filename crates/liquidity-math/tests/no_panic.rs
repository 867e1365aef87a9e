//! S3: no public function panics or fails in an undocumented way, whatever the input. Overflow checks
//! and debug assertions are on in tests, so wrapping by mistake would panic too.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::unwrap_used)]
#![allow(clippy::indexing_slicing, clippy::panic)]

mod common;

use common::farm::Cell;
use common::{CURVE, config, word};
use liquidity_math::MathError;
use liquidity_math::curve::{Reserves, constant_product};
use liquidity_math::fees::FeeTerms;
use liquidity_math::quote::swap_exact_in;
use liquidity_math::rewards::{
    Accumulator, Boundary, BoundaryKind, BoundaryTable, Growth, MAX_BOUNDARIES, Rate, Stay, Term,
    overlap,
};
use liquidity_math::shares::Books;
use liquidity_math::wide::{
    div_wide, mul_div_rounding_down, mul_div_rounding_up, mul_wide, sqrt_of_product_rounding_down,
};
use proptest::prelude::*;

fn growth() -> impl Strategy<Value = Growth> {
    [word(), word(), word()].prop_map(Growth)
}

fn accumulator() -> impl Strategy<Value = Accumulator> {
    (growth(), [word(), word(), word(), word(), word(), word(), word()]).prop_map(
        |(growth, [total_weight, last_slot, idle_slots, entries, exits, starts, ends])| {
            Accumulator {
                total_weight,
                last_slot,
                growth,
                idle_slots,
                entries,
                exits,
                starts,
                ends,
            }
        },
    )
}

fn boundary() -> impl Strategy<Value = Cell> {
    (growth(), [word(), word(), word(), word()], any::<(u16, u16, u32)>()).prop_map(
        |(growth, [slot, idle_slots, entries, exits], (starts, ends, unread))| {
            Cell(Boundary { slot, growth, idle_slots, entries, exits, starts, ends, unread })
        },
    )
}

/// Whether a result is a success or one of the errors that a function documents.
fn is_documented<T>(result: Result<T, MathError>, errors: &[MathError]) -> bool {
    result.map_or_else(|error| errors.contains(&error), |_| true)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn s3_wide_arithmetic_takes_any_words(a in word(), b in word(), c in word()) {
        use MathError::Overflow;
        mul_wide(a, b);
        sqrt_of_product_rounding_down(a, b);
        prop_assert!(is_documented(div_wide(a, b, c), &[Overflow]));
        prop_assert!(is_documented(mul_div_rounding_down(a, b, c), &[Overflow]));
        prop_assert!(is_documented(mul_div_rounding_up(a, b, c), &[Overflow]));
    }

    #[test]
    fn s3_swaps_take_any_terms_reserves_and_amounts(
        (input, output, amount_in) in (word(), word(), word()),
        (trade_fee_rate, protocol_fee_share, creator_fee_share) in any::<(u32, u32, u32)>(),
    ) {
        use MathError::{EmptyPool, Overflow, ReserveOverflow, ZeroAmount, ZeroOutput};
        let terms = FeeTerms { trade_fee_rate, protocol_fee_share, creator_fee_share };
        let reserves = Reserves { input, output };
        terms.are_within_limits();
        prop_assert!(is_documented(terms.trade_fee_rounding_up(amount_in), &[Overflow]));
        let out = constant_product::amount_out_rounding_down(reserves, amount_in);
        prop_assert!(is_documented(out, &[EmptyPool, ReserveOverflow]));
        prop_assert_eq!(CURVE.amount_out_rounding_down(reserves, amount_in), out);
        let liquidity = constant_product::initial_liquidity_rounding_down(input, output);
        prop_assert_eq!(CURVE.initial_liquidity_rounding_down(input, output), liquidity);
        let errors = [ZeroAmount, ZeroOutput, EmptyPool, ReserveOverflow, Overflow];
        let swap = swap_exact_in(CURVE, &terms, reserves, amount_in);
        prop_assert!(is_documented(swap, &errors));
        prop_assert!(!terms.are_within_limits() || swap != Err(Overflow));
    }

    #[test]
    fn s3_deposits_and_withdrawals_take_any_books_and_amounts(
        (reserve_a, reserve_b, lp_supply) in (word(), word(), word()),
        (max_a, max_b, lp_amount) in (word(), word(), word()),
    ) {
        use MathError::{
            EmptyPool, ExceedsSupply, InitialLiquidityTooSmall, Overflow, ReserveOverflow,
            ZeroAmount, ZeroOutput,
        };
        let books = Books { reserve_a, reserve_b, lp_supply };
        let errors = [ZeroAmount, InitialLiquidityTooSmall, ZeroOutput, ReserveOverflow, Overflow];
        prop_assert!(is_documented(books.deposit(CURVE, max_a, max_b), &errors));
        let errors = [ZeroAmount, EmptyPool, ExceedsSupply, ZeroOutput];
        prop_assert!(is_documented(books.withdraw(lp_amount), &errors));
    }

    #[test]
    fn s3_growth_and_streams_take_any_numbers(
        (one, other, third, fourth) in (growth(), growth(), growth(), growth()),
        (weight, amount, slots) in (word(), word(), word()),
        (entry, start) in (word(), word()),
        (exit, end) in (prop::option::of(word()), prop::option::of(word())),
    ) {
        use MathError::Overflow;
        prop_assert!(is_documented(Growth::of_slots_rounding_down(slots, weight), &[Overflow]));
        prop_assert!(is_documented(one.plus(other), &[Overflow]));
        let _ = (one.since(other), one.max(other), one.min(other));
        let earned = one.earned_rounding_down(weight, amount, slots);
        prop_assert!(is_documented(earned, &[Overflow]));

        let rate = Rate { amount, slots };
        let stay = Stay { weight, growth_at_entry: one, growth_until: other };
        let term = Term { growth_at_start: third, growth_until: fourth };
        prop_assert!(is_documented(rate.earned_rounding_down(&stay, &term), &[Overflow]));
        prop_assert!(is_documented(rate.over_slots_rounding_down(weight), &[Overflow]));
        prop_assert!(is_documented(rate.over_slots_rounding_up(weight), &[Overflow]));
        rate.pays_every_slot();
        overlap(entry, exit, start, end);
    }

    #[test]
    fn s3_the_clock_takes_any_state_slot_and_weight(
        clock in accumulator(),
        slot in word(),
        weight in word(),
    ) {
        let mut advanced = clock;
        let result = advanced.advance_to(slot);
        prop_assert!(is_documented(result, &[MathError::Overflow]));
        prop_assert!(result.is_ok() || advanced == clock);
        let mut entered = clock;
        let result = entered.enter(weight);
        prop_assert!(is_documented(result, &[MathError::WeightOverflow]));
        prop_assert!(result.is_ok() || entered == clock);
        let mut left = clock;
        prop_assert_eq!(left.exit(weight), clock.exits);
    }

    #[test]
    fn s3_the_table_takes_any_cells_and_counts(
        cells in prop::collection::vec(boundary(), 0..=MAX_BOUNDARIES),
        (len, crossed) in (0_u32..40, 0_u32..40),
        clock in accumulator(),
        (slot, now) in (word(), word()),
        known in any::<prop::sample::Index>(),
        is_start in any::<bool>(),
    ) {
        use MathError::{BoundaryNotFound, BoundaryTableFull, Overflow};
        let mut cells = cells;
        let room = cells.len();
        // Often a slot that the table has.
        let slot = if room > 0 && slot % 2 == 0 { known.get(&cells).0.slot } else { slot };
        let Ok(mut table) = BoundaryTable::new(&mut cells, len, crossed) else {
            prop_assert!(len as usize > room || crossed > len);
            return Ok(());
        };
        table.next_slot();
        let mut clock = clock;
        prop_assert!(is_documented(table.cross_until(&mut clock, now), &[Overflow]));
        let kind = if is_start { BoundaryKind::Start } else { BoundaryKind::End };
        prop_assert!(is_documented(table.insert(slot, kind), &[BoundaryTableFull]));
        let postponed = table.postpone_end(slot, now);
        prop_assert!(is_documented(postponed, &[BoundaryNotFound, BoundaryTableFull]));
        prop_assert!(is_documented(table.read_crossed(slot), &[BoundaryNotFound]));
        prop_assert!(table.crossed() <= table.len() && table.len() as usize <= room);
    }
}
