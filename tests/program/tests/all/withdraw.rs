use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::calls::{NEVER, deposit, withdraw, withdraw_bounded};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::LiquidityChanged;
use program_tests::oracle::mul_div;
use program_tests::token::wallet;
use program_tests::{MINIMUM_LIQUIDITY, PURSE, START, World, mints};

use crate::lookalikes::{check, lookalike};

#[test]
fn lp_tokens_pay_their_share_of_both_reserves_rounded_down() {
    let mut world = World::new();
    let keys = world.keys;
    let before = world.pool();
    let (a, b) = (world.purse(BOB, mints::A), world.purse(BOB, mints::B));
    let receipt = world.send(&withdraw(&keys, BOB, 1_000_000_001));

    let paid_a = mul_div(1_000_000_001, before.reserve_a, before.lp_supply);
    let paid_b = mul_div(1_000_000_001, before.reserve_b, before.lp_supply);
    // Two thirds and three halves: 666,666,667.33 and 1,500,000,001.5.
    assert_eq!((paid_a, paid_b), (666_666_667, 1_500_000_001));
    assert_eq!(world.purse(BOB, mints::A), a + paid_a);
    assert_eq!(world.purse(BOB, mints::B), b + paid_b);
    let pool = world.pool();
    assert_eq!(
        receipt.event::<LiquidityChanged>(),
        LiquidityChanged {
            pool: keys.pool,
            owner: BOB,
            amount_a: paid_a,
            amount_b: paid_b,
            transfer_fee_a: 0,
            transfer_fee_b: 0,
            lp_amount: 1_000_000_001,
            reserve_a: before.reserve_a - paid_a,
            reserve_b: before.reserve_b - paid_b,
            lp_supply: before.lp_supply - 1_000_000_001,
            is_deposit: 0,
        }
    );
    assert_eq!(pool.reserve_a, before.reserve_a - paid_a);
    assert_eq!(pool.lp_supply, before.lp_supply - 1_000_000_001);
    world.check_books();
}

#[test]
fn a_deposit_taken_back_is_never_more_than_it_was() {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&program_tests::calls::swap(&keys, MALLORY, true, 123_456_789));
    for amount in [1_u64, 2, 3, 7, 9, 1_001, 1_234_567] {
        let before = (world.purse(MALLORY, mints::A), world.purse(MALLORY, mints::B));
        world.send(&deposit(&keys, MALLORY, amount * 10, amount * 30));
        let lp = world.purse(MALLORY, keys.lp_mint);
        world.send(&withdraw(&keys, MALLORY, lp));
        assert!(world.purse(MALLORY, mints::A) <= before.0);
        assert!(world.purse(MALLORY, mints::B) <= before.1);
    }
    world.check_books();
}

#[test]
fn when_all_have_left_the_pool_holds_the_locked_minimums_share() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    world.send(&deposit(&keys, ALICE, 4_000_000, 9_000_000));
    world.send(&withdraw(&keys, ALICE, 5_999_000));
    let pool = world.pool();
    // 1,000 LP of 6,000,000 are 666.67 A and 1,500 B; what is paid rounds down, so 667 stay.
    assert_eq!((pool.reserve_a, pool.reserve_b, pool.lp_supply), (667, 1_500, MINIMUM_LIQUIDITY));
    assert_eq!(world.purse(ALICE, mints::A), PURSE - 667);
    assert_eq!(world.purse(ALICE, mints::B), PURSE - 1_500);
    world.refuse(&withdraw(&keys, ALICE, 1), LiquidityError::ExceedsSupply);
    // The pool works on.
    world.send(&deposit(&keys, BOB, 667_000, 1_500_000));
    world.check_books();
}

#[test]
fn amounts_that_pay_nothing_or_are_not_there_are_refused() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    world.refuse(&withdraw(&keys, ALICE, 0), LiquidityError::ZeroAmount);
    world.refuse(&withdraw(&keys, ALICE, 1), LiquidityError::EmptyPool);
    world.send(&deposit(&keys, ALICE, 4_000_000, 9_000_000));
    world.refuse(&withdraw(&keys, ALICE, 5_999_001), LiquidityError::ExceedsSupply);
    world.refuse(&withdraw(&keys, ALICE, u64::MAX), LiquidityError::ExceedsSupply);
    world.refuse(&withdraw(&keys, BOB, 1), TokenError::InsufficientFunds);

    // LP that is worth less than a unit of either token: a pool of 2,000 LP that holds one of each.
    world.corrupt(&keys.pool, |pool: &mut program_tests::books::Pool| {
        (pool.reserve_a, pool.reserve_b) = (1, 1);
    });
    world.refuse(&withdraw(&keys, ALICE, 5), LiquidityError::ZeroOutput);
}

#[test]
fn bounds_hold_to_the_unit_and_to_the_slot() {
    let mut world = World::new();
    let keys = world.keys;
    let call = |a, b, until| withdraw_bounded(&keys, BOB, [6_000, a, b, until]);
    world.refuse(&call(4_001, 0, NEVER), LiquidityError::BelowMinimum);
    world.refuse(&call(0, 9_001, NEVER), LiquidityError::BelowMinimum);
    world.refuse(&call(4_000, 9_000, START - 1), LiquidityError::Expired);
    world.send(&call(4_000, 9_000, START));
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    world.stake(ALICE, 0, 1_000_000);
    let (keys, other) = (world.keys, world.other);
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let lp_twin = world.twin(&keys.lp_mint, "a twin of the lp mint");
    let foreign = world.foreign_twin(&wallet(&BOB, &mints::A), "a foreign twin");
    check(
        &world,
        &withdraw(&keys, BOB, 6_000),
        &[
            lookalike("owner", "another owner", MALLORY, TokenError::OwnerMismatch),
            lookalike("pool", "another pool", other.pool, LiquidityError::WrongVault),
            lookalike("vault_a", "another pool's", other.vault_a, LiquidityError::WrongVault),
            lookalike("vault_a", "a twin", twin_a, LiquidityError::WrongVault),
            lookalike("vault_a", "the other one", keys.stake_vault, LiquidityError::WrongVault),
            lookalike("vault_b", "another pool's", other.vault_b, LiquidityError::WrongVault),
            lookalike("vault_b", "a twin", twin_b, LiquidityError::WrongVault),
            lookalike("lp_mint", "another pool's", other.lp_mint, LiquidityError::WrongLpMint),
            lookalike("lp_mint", "a twin", lp_twin, LiquidityError::WrongLpMint),
            lookalike(
                "owner_a",
                "another mint's",
                wallet(&BOB, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike("owner_a", "the vault", keys.vault_a, FrameworkError::DuplicateAccount),
            lookalike("owner_a", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike(
                "owner_b",
                "another mint's",
                wallet(&BOB, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_lp",
                "another mint's",
                wallet(&BOB, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_lp",
                "another pool's LP",
                wallet(&BOB, &other.lp_mint),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_lp",
                "another owner's",
                wallet(&ALICE, &keys.lp_mint),
                TokenError::OwnerMismatch,
            ),
            lookalike("owner_lp", "the stake vault", keys.stake_vault, TokenError::OwnerMismatch),
        ],
    );
}
