use program_tests::actors::{ADMIN, ALICE, BOB, CRANK, CREATOR, MALLORY};
use program_tests::books::{Config, Pool};
use program_tests::calls::{collect_protocol_fees, swap, update_config};
use program_tests::error::LiquidityError;
use program_tests::event::{ConfigUpdated, Swapped};
use program_tests::{PURSE, PoolKeys, World, mints};

use crate::lookalikes::{check, lookalike};

#[test]
fn later_pools_get_the_new_terms_and_those_that_exist_keep_theirs() {
    let mut world = World::new();
    let keys = world.keys;
    let (before, pool): (Config, Pool) = (world.books(&keys.config), world.pool());
    let mut plain = world.clone();
    let call = update_config(ADMIN, keys.config, [100_000, 300_000, 200_000], CRANK);
    let event: ConfigUpdated = world.send(&call).event();
    assert_eq!(
        event,
        ConfigUpdated {
            config: keys.config,
            fee_recipient: CRANK,
            trade_fee_rate: 100_000,
            protocol_fee_share: 300_000,
            creator_fee_share: 200_000,
            padding: 0,
        }
    );
    assert_eq!(
        world.books::<Config>(&keys.config),
        Config {
            fee_recipient: CRANK,
            trade_fee_rate: 100_000,
            protocol_fee_share: 300_000,
            creator_fee_share: 200_000,
            ..before
        }
    );
    assert_eq!(world.pool(), pool);
    let call = swap(&keys, ALICE, true, 1_000_000);
    assert_eq!(world.send(&call).events, plain.send(&call).events);

    world.create_pool(mints::A, mints::OTHER, None);
    let later = world.pool();
    let terms = (later.trade_fee_rate, later.protocol_fee_share, later.creator_fee_share);
    assert_eq!(terms, (100_000, 300_000, 200_000));
    world.send(&program_tests::calls::deposit(&world.keys, ALICE, 1_000_000_000, 1_000_000_000));
    let event: Swapped = world.send(&swap(&world.keys, BOB, true, 1_000)).event();
    assert_eq!((event.fee, event.protocol_fee, event.creator_fee), (100, 30, 20));
}

#[test]
fn the_fee_recipient_collects_and_nobody_else() {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&swap(&keys, ALICE, true, 1_000_000));
    world.send(&update_config(ADMIN, keys.config, [3_000, 200_000, 100_000], CRANK));
    for who in [ADMIN, CREATOR, MALLORY] {
        world.refuse(&collect_protocol_fees(&keys, who), LiquidityError::NotFeeOwner);
    }
    // Also what was owed before.
    world.send(&collect_protocol_fees(&keys, CRANK));
    assert_eq!(world.purse(CRANK, mints::A), PURSE + 600);
}

#[test]
fn terms_beyond_the_limits_are_refused_and_those_at_them_are_not() {
    let mut world = World::new();
    let config = world.keys.config;
    for terms in [
        [100_001, 0, 0],
        [u32::MAX, 0, 0],
        [0, 500_001, 0],
        [0, 0, 500_001],
        [0, 250_000, 250_001],
        [0, u32::MAX, 1],
        [0, 1, u32::MAX],
        [0, u32::MAX, u32::MAX],
    ] {
        let call = update_config(ADMIN, config, terms, ADMIN);
        world.refuse(&call, LiquidityError::FeeTermsOutOfLimits);
    }
    for terms in [[0, 0, 0], [100_000, 500_000, 0], [100_000, 0, 500_000], [1, 250_000, 250_000]] {
        world.send(&update_config(ADMIN, config, terms, ADMIN));
    }
}

#[test]
fn every_account_is_checked() {
    let world = World::new();
    let PoolKeys { config, .. } = world.keys;
    let admin = LiquidityError::NotConfigAdmin;
    check(
        &world,
        &update_config(ADMIN, config, [1, 2, 3], CRANK),
        &[lookalike("admin", "a stranger", MALLORY, admin)],
    );
    let mut world = world;
    world.send(&program_tests::calls::create_config(MALLORY, 0, 0, 0, 0));
    let own = program_tests::address::config(&MALLORY, 0);
    // Each admin's own, and no other's.
    world.refuse(&update_config(ADMIN, own, [1, 2, 3], CRANK), admin);
    world.refuse(&update_config(MALLORY, config, [1, 2, 3], CRANK), admin);
}
