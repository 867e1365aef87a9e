use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::calls::{deposit, deposit_bounded};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::LiquidityChanged;
use program_tests::oracle::{mul_div, mul_div_up, sqrt_of_product};
use program_tests::token::wallet;
use program_tests::{MINIMUM_LIQUIDITY, PURSE, START, World, mints};

use crate::lookalikes::{check, lookalike};

#[test]
fn the_first_deposit_takes_both_amounts_whole_and_locks_a_minimum() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    let receipt = world.send(&deposit(&keys, ALICE, 4_000_000, 9_000_000));

    // sqrt(4e6 * 9e6) = 6e6.
    let pool = world.pool();
    assert_eq!((pool.reserve_a, pool.reserve_b, pool.lp_supply), (4_000_000, 9_000_000, 6_000_000));
    assert_eq!(world.purse(ALICE, keys.lp_mint), 5_999_000);
    assert_eq!(world.purse(ALICE, mints::A), PURSE - 4_000_000);
    assert_eq!(world.purse(ALICE, mints::B), PURSE - 9_000_000);
    assert_eq!(
        receipt.event::<LiquidityChanged>(),
        LiquidityChanged {
            pool: keys.pool,
            owner: ALICE,
            amount_a: 4_000_000,
            amount_b: 9_000_000,
            transfer_fee_a: 0,
            transfer_fee_b: 0,
            lp_amount: 5_999_000,
            reserve_a: 4_000_000,
            reserve_b: 9_000_000,
            lp_supply: 6_000_000,
            is_deposit: 1,
        }
    );
    world.check_books();
}

#[test]
fn a_later_deposit_takes_the_pools_ratio_with_both_amounts_rounded_up() {
    let mut world = World::new();
    let keys = world.keys;
    let before = world.pool();
    let (max_a, max_b) = (1_234_567, 100_000_000);
    let receipt = world.send(&deposit(&keys, BOB, max_a, max_b));

    let lp = mul_div(max_a, before.lp_supply, before.reserve_a).min(mul_div(
        max_b,
        before.lp_supply,
        before.reserve_b,
    ));
    let a = mul_div_up(lp, before.reserve_a, before.lp_supply);
    let b = mul_div_up(lp, before.reserve_b, before.lp_supply);
    // 1,234,567 * 3/2 = 1,851,850.5 LP; for 1,851,850 LP that is 1,234,566.67 A and 2,777,775 B.
    assert_eq!((lp, a, b), (1_851_850, 1_234_567, 2_777_775));
    let event: LiquidityChanged = receipt.event();
    assert_eq!((event.lp_amount, event.amount_a, event.amount_b), (lp, a, b));
    let pool = world.pool();
    assert_eq!(pool.reserve_a, before.reserve_a + a);
    assert_eq!(pool.reserve_b, before.reserve_b + b);
    assert_eq!(pool.lp_supply, before.lp_supply + lp);
    world.check_books();
}

#[test]
fn the_first_deposit_must_be_worth_more_than_the_locked_minimum() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    for (a, b) in [(1, 1), (1_000, 1_000), (1, 1_000_000), (1_000_000, 1)] {
        world.refuse(&deposit(&keys, ALICE, a, b), LiquidityError::InitialLiquidityTooSmall);
    }
    // 1 * 1,002,001 = 1,001^2: the smallest that gives one LP unit.
    world.send(&deposit(&keys, ALICE, 1, 1_002_001));
    assert_eq!(world.purse(ALICE, keys.lp_mint), 1);
    assert_eq!(world.pool().lp_supply, MINIMUM_LIQUIDITY + 1);
}

#[test]
fn nothing_and_next_to_nothing_are_refused() {
    let mut world = World::new();
    let keys = world.keys;
    world.refuse(&deposit(&keys, ALICE, 0, 1_000), LiquidityError::ZeroAmount);
    world.refuse(&deposit(&keys, ALICE, 1_000, 0), LiquidityError::ZeroAmount);
    // One unit of B is 2/3 of an LP unit.
    world.refuse(&deposit(&keys, ALICE, 1_000, 1), LiquidityError::ZeroOutput);
}

#[test]
fn bounds_hold_to_the_unit_and_to_the_slot() {
    let mut world = World::new();
    let keys = world.keys;
    // 4,000 A and 9,000 B are 6,000 LP.
    let call = |min_lp, until| deposit_bounded(&keys, ALICE, [4_000, 9_000, min_lp, until]);
    world.refuse(&call(6_001, START), LiquidityError::BelowMinimum);
    world.refuse(&call(6_000, START - 1), LiquidityError::Expired);
    world.refuse(&call(6_000, 0), LiquidityError::Expired);
    world.send(&call(6_000, START));
}

#[test]
fn books_that_would_not_fit_are_refused_and_nothing_panics() {
    let mut world = World::new();
    let keys = world.keys;
    let call = deposit(&keys, ALICE, u64::MAX, u64::MAX);
    world.refuse(&call, LiquidityError::ReserveOverflow);
    // LP would have to be dearer than both tokens, which no sequence of calls can bring about.
    world.corrupt(&keys.pool, |pool: &mut program_tests::books::Pool| pool.lp_supply = u64::MAX);
    world.refuse(&call, LiquidityError::Overflow);
}

#[test]
fn a_purse_too_small_is_refused_by_the_token_program() {
    let mut world = World::new();
    let call = deposit(&world.keys, ALICE, PURSE, 2 * PURSE);
    world.refuse(&call, TokenError::InsufficientFunds);
}

#[test]
fn a_donation_changes_no_price() {
    let mut world = World::new();
    let keys = world.keys;
    let mut plain = world.clone();
    world.donate(MALLORY, keys.vault_a, mints::A, 1_000_000_000);
    let call = deposit(&keys, BOB, 4_000, 9_000);
    assert_eq!(world.send(&call).events, plain.send(&call).events);
    world.check_books();
}

#[test]
fn the_first_deposit_can_be_as_large_as_a_token_gets() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    for mint in [mints::A, mints::B] {
        let supply = u64::MAX;
        world.put(mint, program_tests::token::mint(supply, 0, &mints::FREEZER));
        for owner in program_tests::actors::ALL {
            let amount = if owner == ALICE { u64::MAX } else { 0 };
            world.put(wallet(&owner, &mint), program_tests::token::account(&mint, &owner, amount));
        }
    }
    world.send(&deposit(&keys, ALICE, u64::MAX, u64::MAX));
    assert_eq!(world.pool().lp_supply, sqrt_of_product(u64::MAX, u64::MAX));
    world.refuse(&deposit(&keys, ALICE, 1, 1), LiquidityError::ReserveOverflow);
    world.check_books();
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    let vault_twin = world.twin(&keys.vault_a, "a twin of vault a");
    let vault_twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let lp_twin = world.twin(&keys.lp_mint, "a twin of the lp mint");
    let foreign = world.foreign_twin(&wallet(&ALICE, &mints::A), "a foreign twin");
    check(
        &world,
        &deposit(&keys, ALICE, 4_000, 9_000),
        &[
            lookalike("owner", "another owner", MALLORY, TokenError::OwnerMismatch),
            lookalike("pool", "another pool", other.pool, LiquidityError::WrongVault),
            lookalike("vault_a", "another pool's", other.vault_a, LiquidityError::WrongVault),
            lookalike("vault_a", "a twin", vault_twin, LiquidityError::WrongVault),
            lookalike(
                "vault_a",
                "one's own",
                wallet(&ALICE, &mints::OTHER),
                LiquidityError::WrongVault,
            ),
            lookalike("vault_b", "another pool's", other.vault_b, LiquidityError::WrongVault),
            lookalike("vault_b", "a twin", vault_twin_b, LiquidityError::WrongVault),
            lookalike("lp_mint", "another pool's", other.lp_mint, LiquidityError::WrongLpMint),
            lookalike("lp_mint", "a twin", lp_twin, LiquidityError::WrongLpMint),
            lookalike(
                "owner_a",
                "another mint's",
                wallet(&ALICE, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_a",
                "another owner's",
                wallet(&BOB, &mints::A),
                TokenError::OwnerMismatch,
            ),
            lookalike("owner_a", "the vault", keys.vault_a, FrameworkError::DuplicateAccount),
            lookalike("owner_a", "another pool's vault", other.vault_a, TokenError::OwnerMismatch),
            lookalike("owner_a", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike(
                "owner_b",
                "another mint's",
                wallet(&ALICE, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_b",
                "another owner's",
                wallet(&BOB, &mints::B),
                TokenError::OwnerMismatch,
            ),
            lookalike(
                "owner_lp",
                "another mint's",
                wallet(&ALICE, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_lp",
                "another pool's LP",
                wallet(&ALICE, &other.lp_mint),
                TokenError::MintMismatch,
            ),
        ],
    );
}
