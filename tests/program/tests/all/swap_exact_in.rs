use num_bigint::BigUint;
use program_tests::actors::{ADMIN, ALICE, BOB, CREATOR, MALLORY};
use program_tests::books::Pool;
use program_tests::calls::{NEVER, create_config, create_pool, deposit, swap, swap_bounded};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::Swapped;
use program_tests::oracle;
use program_tests::token::{account, wallet};
use program_tests::{
    CREATOR_FEE_SHARE, PROTOCOL_FEE_SHARE, PURSE, START, TRADE_FEE_RATE, World, mints,
};

use crate::lookalikes::{check, lookalike};

const TERMS: [u32; 3] = [TRADE_FEE_RATE, PROTOCOL_FEE_SHARE, CREATOR_FEE_SHARE];

#[test]
fn a_swap_pays_the_curve_and_sets_the_fees_aside_both_ways() {
    for a_to_b in [true, false] {
        let mut world = World::new();
        let keys = world.keys;
        let before = world.pool();
        let (reserve_in, reserve_out) = if a_to_b {
            (before.reserve_a, before.reserve_b)
        } else {
            (before.reserve_b, before.reserve_a)
        };
        let receipt = world.send(&swap(&keys, MALLORY, a_to_b, 1_000_001));

        let expected = oracle::swap(reserve_in, reserve_out, 1_000_001, TERMS);
        // 0.3 % of 1,000,001 is 3,000.003: 3,001 rounded up, of which 600 and 300 are set aside.
        assert_eq!((expected.fee, expected.protocol_fee, expected.creator_fee), (3_001, 600, 300));
        let kept = 1_000_001 - 900;
        let (in_mint, out_mint) = if a_to_b { (mints::A, mints::B) } else { (mints::B, mints::A) };
        assert_eq!(world.purse(MALLORY, in_mint), PURSE - 1_000_001);
        assert_eq!(world.purse(MALLORY, out_mint), PURSE + expected.amount_out);

        let pool = world.pool();
        let (reserve_a, reserve_b) = if a_to_b {
            (reserve_in + kept, reserve_out - expected.amount_out)
        } else {
            (reserve_out - expected.amount_out, reserve_in + kept)
        };
        let side = |here: bool, fee| if here { fee } else { 0 };
        assert_eq!(
            pool,
            Pool {
                reserve_a,
                reserve_b,
                protocol_fees_a: side(a_to_b, 600),
                protocol_fees_b: side(!a_to_b, 600),
                creator_fees_a: side(a_to_b, 300),
                creator_fees_b: side(!a_to_b, 300),
                ..before
            }
        );
        assert_eq!(
            receipt.event::<Swapped>(),
            Swapped {
                pool: keys.pool,
                trader: MALLORY,
                amount_in: 1_000_001,
                amount_out: expected.amount_out,
                transfer_fee_in: 0,
                transfer_fee_out: 0,
                fee: 3_001,
                protocol_fee: 600,
                creator_fee: 300,
                reserve_a,
                reserve_b,
                a_to_b: u64::from(a_to_b),
            }
        );
        world.check_books();
    }
}

#[test]
fn the_fee_terms_of_the_pool_apply_from_none_to_the_limits() {
    for terms in
        [[0, 0, 0], [1, 0, 0], [100_000, 500_000, 0], [100_000, 0, 500_000], [77, 250_000, 249_999]]
    {
        let mut world = World::bare();
        let keys = world.keys;
        let [rate, protocol, creator] = terms;
        world.send(&create_config(ADMIN, 0, rate, protocol, creator));
        world.send(&create_pool(&keys, CREATOR));
        world.put(wallet(&ALICE, &keys.lp_mint), account(&keys.lp_mint, &ALICE, 0));
        world.send(&deposit(&keys, ALICE, 4_000_000_000, 9_000_000_000));
        let expected = oracle::swap(4_000_000_000, 9_000_000_000, 1_234_567_891, terms);
        let event: Swapped = world.send(&swap(&keys, MALLORY, true, 1_234_567_891)).event();
        let seen = oracle::Swap {
            amount_out: event.amount_out,
            fee: event.fee,
            protocol_fee: event.protocol_fee,
            creator_fee: event.creator_fee,
        };
        assert_eq!(seen, expected);
        let back: Swapped = world.send(&swap(&keys, MALLORY, false, event.amount_out)).event();
        assert!(back.amount_out <= 1_234_567_891, "{terms:?}");
    }
}

#[test]
fn a_hundred_swaps_there_and_back_gain_nothing_and_the_product_never_falls() {
    let mut world = World::new();
    let keys = world.keys;
    let product = |pool: &Pool| BigUint::from(pool.reserve_a) * BigUint::from(pool.reserve_b);
    let mut last = product(&world.pool());
    for step in 0..50_u64 {
        let before = (world.purse(MALLORY, mints::A), world.purse(MALLORY, mints::B));
        let amount = 1 + (step * step * step * 7_919) % 10_000_019 + 3 * (step % 9);
        // The smallest amounts buy nothing and are refused, which gains nothing either.
        let there = swap(&keys, MALLORY, true, amount);
        if world.run(there.instruction()).is_ok() {
            let got = world.purse(MALLORY, mints::B) - before.1;
            let _ = world.run(swap(&keys, MALLORY, false, got).instruction());
            assert!(world.purse(MALLORY, mints::A) <= before.0);
        }
        let now = product(&world.pool());
        assert!(now >= last, "step {step}");
        last = now;
        world.pass(1);
    }
    world.check_books();
}

#[test]
fn amounts_that_buy_nothing_are_refused() {
    let mut world = World::new();
    let keys = world.keys;
    world.refuse(&swap(&keys, MALLORY, true, 0), LiquidityError::ZeroAmount);
    // All of one unit is fee.
    world.refuse(&swap(&keys, MALLORY, true, 1), LiquidityError::ZeroOutput);
    // One unit after the fee is 4/9 of a unit of A.
    world.refuse(&swap(&keys, MALLORY, false, 2), LiquidityError::ZeroOutput);
    let mut empty = World::with_empty_pools();
    empty.refuse(&swap(&keys, MALLORY, true, 1_000), LiquidityError::EmptyPool);
}

#[test]
fn the_largest_amounts_are_refused_by_name() {
    let mut world = World::new();
    let keys = world.keys;
    for a_to_b in [true, false] {
        for amount in [PURSE * 2, u64::MAX] {
            let call = swap(&keys, MALLORY, a_to_b, amount);
            world.refuse(&call, TokenError::InsufficientFunds);
        }
    }
    let mut full = world.clone();
    full.corrupt(&keys.pool, |pool: &mut Pool| pool.reserve_a = u64::MAX - 1_000);
    full.refuse(&swap(&keys, MALLORY, true, 10_000), LiquidityError::ReserveOverflow);
    // More fees owed than a token has units, which no sequence of swaps can bring about.
    world.corrupt(&keys.pool, |pool: &mut Pool| pool.protocol_fees_a = u64::MAX);
    world.refuse(&swap(&keys, MALLORY, true, 1_000_000), LiquidityError::Overflow);
}

#[test]
fn a_swap_never_empties_a_reserve() {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&swap(&keys, MALLORY, true, PURSE));
    assert!(world.pool().reserve_b > 0);
    world.check_books();
}

#[test]
fn bounds_hold_to_the_unit_and_to_the_slot() {
    let mut world = World::new();
    let keys = world.keys;
    let pool = world.pool();
    let out = oracle::swap(pool.reserve_a, pool.reserve_b, 1_000_000, TERMS).amount_out;
    let call = |min, until| swap_bounded(&keys, BOB, true, [1_000_000, min, until]);
    world.refuse(&call(out + 1, NEVER), LiquidityError::BelowMinimum);
    world.refuse(&call(out, START - 1), LiquidityError::Expired);
    world.refuse(&call(out, 0), LiquidityError::Expired);
    world.send(&call(out, START));
}

#[test]
fn a_donation_changes_no_price() {
    let mut world = World::new();
    let keys = world.keys;
    let mut plain = world.clone();
    world.donate(ALICE, keys.vault_b, mints::B, 5_000_000_000);
    let call = swap(&keys, MALLORY, true, 1_000_000);
    assert_eq!(world.send(&call).events, plain.send(&call).events);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let foreign = world.foreign_twin(&wallet(&MALLORY, &mints::A), "a foreign twin");
    let wrong = LiquidityError::WrongVault;
    check(
        &world,
        &swap(&keys, MALLORY, true, 1_000_000),
        &[
            lookalike("trader", "another trader", BOB, TokenError::OwnerMismatch),
            lookalike("pool", "another pool", other.pool, wrong),
            lookalike("vault_in", "another pool's", other.vault_a, wrong),
            lookalike("vault_in", "a twin", twin_a, wrong),
            lookalike("vault_in", "the vault out", keys.vault_b, FrameworkError::DuplicateAccount),
            lookalike("vault_in", "the stake vault", keys.stake_vault, wrong),
            lookalike("vault_out", "another pool's", other.vault_b, wrong),
            lookalike("vault_out", "a twin", twin_b, wrong),
            lookalike(
                "trader_in",
                "another mint's",
                wallet(&MALLORY, &mints::B),
                FrameworkError::DuplicateAccount,
            ),
            lookalike(
                "trader_in",
                "another mint's",
                wallet(&MALLORY, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "trader_in",
                "another owner's",
                wallet(&BOB, &mints::A),
                TokenError::OwnerMismatch,
            ),
            lookalike(
                "trader_in",
                "another pool's vault",
                other.vault_a,
                TokenError::OwnerMismatch,
            ),
            lookalike("trader_in", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike(
                "trader_out",
                "another mint's",
                wallet(&MALLORY, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike("trader_out", "of no token program", foreign, FrameworkError::WrongProgram),
        ],
    );
}

#[test]
fn vaults_in_the_wrong_order_swap_the_other_way_only_with_the_traders_accounts_to_match() {
    let mut world = World::new();
    let keys = world.keys;
    let call = swap(&keys, MALLORY, true, 1_000)
        .with("vault_in", keys.vault_b)
        .with("vault_out", keys.vault_a);
    world.refuse(&call, TokenError::MintMismatch);
}
