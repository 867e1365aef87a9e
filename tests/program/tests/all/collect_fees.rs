use program_tests::actors::{ADMIN, ALICE, CREATOR, MALLORY};
use program_tests::books::Pool;
use program_tests::calls::{collect_creator_fees, collect_protocol_fees, swap};
use program_tests::error::{LiquidityError, TokenError};
use program_tests::event::FeesCollected;
use program_tests::token::wallet;
use program_tests::{PURSE, World, mints};

use crate::lookalikes::{check, lookalike};

/// With 600 and 300 owed of A, 1,200 and 600 of B.
fn with_fees() -> World {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&swap(&keys, ALICE, true, 1_000_000));
    world.send(&swap(&keys, ALICE, false, 2_000_000));
    let pool = world.pool();
    assert_eq!((pool.protocol_fees_a, pool.creator_fees_a), (600, 300));
    assert_eq!((pool.protocol_fees_b, pool.creator_fees_b), (1_200, 600));
    world
}

#[test]
fn the_admin_gets_the_protocols_part_and_nothing_else_changes() {
    let mut world = with_fees();
    let keys = world.keys;
    let before = world.pool();
    let receipt = world.send(&collect_protocol_fees(&keys, ADMIN));
    assert_eq!(world.purse(ADMIN, mints::A), PURSE + 600);
    assert_eq!(world.purse(ADMIN, mints::B), PURSE + 1_200);
    assert_eq!(world.pool(), Pool { protocol_fees_a: 0, protocol_fees_b: 0, ..before });
    assert_eq!(
        receipt.event::<FeesCollected>(),
        FeesCollected {
            pool: keys.pool,
            collector: ADMIN,
            amount_a: 600,
            amount_b: 1_200,
            is_protocol: 1,
        }
    );
    world.check_books();
    world.pass(1);
    world.refuse(&collect_protocol_fees(&keys, ADMIN), LiquidityError::NothingToCollect);
}

#[test]
fn the_creator_gets_the_creators_part_and_nothing_else_changes() {
    let mut world = with_fees();
    let keys = world.keys;
    let before = world.pool();
    let receipt = world.send(&collect_creator_fees(&keys, CREATOR));
    assert_eq!(world.purse(CREATOR, mints::A), PURSE + 300);
    assert_eq!(world.purse(CREATOR, mints::B), PURSE + 600);
    assert_eq!(world.pool(), Pool { creator_fees_a: 0, creator_fees_b: 0, ..before });
    assert_eq!(
        receipt.event::<FeesCollected>(),
        FeesCollected {
            pool: keys.pool,
            collector: CREATOR,
            amount_a: 300,
            amount_b: 600,
            is_protocol: 0,
        }
    );
    world.check_books();
    world.pass(1);
    world.refuse(&collect_creator_fees(&keys, CREATOR), LiquidityError::NothingToCollect);
}

#[test]
fn fees_of_one_token_alone_are_paid() {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&swap(&keys, ALICE, true, 1_000_000));
    world.send(&collect_protocol_fees(&keys, ADMIN));
    assert_eq!(world.purse(ADMIN, mints::A), PURSE + 600);
    assert_eq!(world.purse(ADMIN, mints::B), PURSE);
}

#[test]
fn nobody_else_collects() {
    let mut world = with_fees();
    let keys = world.keys;
    for (call, who) in [
        (collect_protocol_fees(&keys, CREATOR), "the creator the protocol's"),
        (collect_protocol_fees(&keys, MALLORY), "a stranger the protocol's"),
        (collect_creator_fees(&keys, ADMIN), "the admin the creator's"),
        (collect_creator_fees(&keys, MALLORY), "a stranger the creator's"),
    ] {
        world.refuse_as(&call, LiquidityError::NotFeeOwner, who);
    }
    // An admin of one's own config is no admin of this pool's.
    world.send(&program_tests::calls::create_config(MALLORY, 0, 0, 0, 0));
    let own = program_tests::address::config(&MALLORY, 0);
    let call = collect_protocol_fees(&keys, MALLORY).with("config", own);
    world.refuse(&call, LiquidityError::WrongConfig);
}

#[test]
fn every_account_is_checked() {
    let mut world = with_fees();
    let (keys, other) = (world.keys, world.other);
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    for call in [collect_protocol_fees(&keys, ADMIN), collect_creator_fees(&keys, CREATOR)] {
        let who = call.of("collector");
        check(
            &world,
            &call,
            &[
                lookalike("collector", "a stranger", MALLORY, LiquidityError::NotFeeOwner),
                lookalike("config", "another config", other.config, LiquidityError::WrongConfig),
                lookalike("pool", "another pool", other.pool, LiquidityError::WrongConfig),
                lookalike("vault_a", "another pool's", other.vault_a, LiquidityError::WrongVault),
                lookalike("vault_a", "a twin", twin_a, LiquidityError::WrongVault),
                lookalike("vault_b", "another pool's", other.vault_b, LiquidityError::WrongVault),
                lookalike("vault_b", "a twin", twin_b, LiquidityError::WrongVault),
                lookalike(
                    "collector_a",
                    "another mint's",
                    wallet(&who, &mints::OTHER),
                    TokenError::MintMismatch,
                ),
                lookalike(
                    "collector_b",
                    "another mint's",
                    wallet(&who, &mints::OTHER),
                    TokenError::MintMismatch,
                ),
            ],
        );
    }
}
