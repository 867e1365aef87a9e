use program_tests::actors::{BOB, MALLORY};
use program_tests::calls::{NEVER, swap, swap_out, swap_out_bounded};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::Swapped;
use program_tests::oracle::mul_div_up;
use program_tests::token::wallet;
use program_tests::{PURSE, START, World, mints};

use crate::lookalikes::{check, lookalike};

/// The least that leaves enough once 0.3 % have come off.
fn least_in(reserve_in: u64, reserve_out: u64, amount_out: u64) -> u64 {
    let needed = mul_div_up(reserve_in, amount_out, reserve_out - amount_out);
    let leaves = |amount: u64| amount - mul_div_up(amount, 3_000, 1_000_000);
    let mut least = needed;
    while leaves(least) < needed {
        // Never steps over the least: what is missing is the least that can be.
        least += needed - leaves(least);
    }
    least
}

#[test]
fn exactly_what_was_asked_comes_out_for_the_least_that_buys_it() {
    for (a_to_b, amount_out) in [(true, 1), (true, 1_234_567), (false, 4_000_000_001), (false, 3)] {
        let mut world = World::new();
        let keys = world.keys;
        let pool = world.pool();
        let (reserve_in, reserve_out) = if a_to_b {
            (pool.reserve_a, pool.reserve_b)
        } else {
            (pool.reserve_b, pool.reserve_a)
        };
        let expected = least_in(reserve_in, reserve_out, amount_out);
        let mut exact_in = world.clone();
        let event: Swapped = world.send(&swap_out(&keys, MALLORY, a_to_b, amount_out)).event();
        assert_eq!((event.amount_in, event.amount_out), (expected, amount_out));
        world.check_books();
        // The two bound each other (A5).
        let event: Swapped = exact_in.send(&swap(&keys, MALLORY, a_to_b, expected)).event();
        assert!(event.amount_out >= amount_out);
    }
}

#[test]
fn bounds_hold_to_the_unit_and_to_the_slot() {
    let mut world = World::new();
    let keys = world.keys;
    let pool = world.pool();
    let most = least_in(pool.reserve_a, pool.reserve_b, 1_000_000);
    let call = |max, until| swap_out_bounded(&keys, BOB, true, [1_000_000, max, until]);
    world.refuse(&call(most - 1, NEVER), LiquidityError::AboveMaximum);
    world.refuse(&call(most, START - 1), LiquidityError::Expired);
    world.send(&call(most, START));
}

#[test]
fn what_cannot_be_paid_out_is_refused_by_name() {
    let mut world = World::new();
    let keys = world.keys;
    let reserve = world.pool().reserve_b;
    let mut refuse = |amount, error: LiquidityError| {
        world.refuse(&swap_out(&keys, MALLORY, true, amount), error);
    };
    refuse(0, LiquidityError::ZeroAmount);
    refuse(reserve, LiquidityError::ExceedsReserves);
    refuse(u64::MAX, LiquidityError::ExceedsReserves);
    // All but one unit costs more than there is of A.
    world.refuse(&swap_out(&keys, MALLORY, true, reserve - 1), LiquidityError::ReserveOverflow);
    let mut empty = World::with_empty_pools();
    empty.refuse(&swap_out(&keys, MALLORY, true, 1), LiquidityError::EmptyPool);
    assert_eq!(world.purse(MALLORY, mints::A), PURSE);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let foreign = world.foreign_twin(&wallet(&MALLORY, &mints::A), "a foreign twin");
    let wrong = LiquidityError::WrongVault;
    let mismatch = TokenError::MintMismatch;
    let other_wallet = wallet(&MALLORY, &mints::OTHER);
    check(
        &world,
        &swap_out(&keys, MALLORY, true, 1_000_000),
        &[
            lookalike("trader", "another trader", BOB, TokenError::OwnerMismatch),
            lookalike("pool", "another pool", other.pool, wrong),
            lookalike("vault_in", "another pool's", other.vault_a, wrong),
            lookalike("vault_in", "a twin", twin_a, wrong),
            lookalike("vault_in", "the vault out", keys.vault_b, FrameworkError::DuplicateAccount),
            lookalike("vault_out", "another pool's", other.vault_b, wrong),
            lookalike("vault_out", "a twin", twin_b, wrong),
            lookalike("trader_in", "another mint's", other_wallet, mismatch),
            lookalike(
                "trader_in",
                "another owner's",
                wallet(&BOB, &mints::A),
                TokenError::OwnerMismatch,
            ),
            lookalike("trader_in", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike("trader_out", "another mint's", other_wallet, mismatch),
        ],
    );
}
