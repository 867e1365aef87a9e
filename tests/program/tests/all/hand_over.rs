//! `propose_admin` and `accept_admin`.

use program_tests::actors::{ADMIN, ALICE, BOB, CREATOR, MALLORY};
use program_tests::books::Config;
use program_tests::calls::{
    accept_admin, collect_protocol_fees, create_pool, propose_admin, set_lock_choices, set_pause,
    swap, update_config,
};
use program_tests::error::LiquidityError;
use program_tests::event::{AdminChanged, AdminProposed};
use program_tests::{Call, PURSE, PoolKeys, World, mints};
use solana_address::Address;

use crate::lookalikes::{check, lookalike};

const NOBODY: Address = Address::new_from_array([0; 32]);

/// Everything that only an admin may do.
fn rights(keys: &PoolKeys, admin: Address) -> [Call; 4] {
    let choices = [(0, 10_000), (100, 20_000), (0, 0), (0, 0)];
    [
        update_config(admin, keys.config, [1, 2, 3], admin),
        set_lock_choices(admin, keys.config, choices),
        set_pause(keys, admin, true, false),
        propose_admin(admin, keys.config, MALLORY),
    ]
}

#[test]
fn a_config_changes_hands_when_the_new_admin_accepts() {
    let mut world = World::new();
    let keys = world.keys;
    let before: Config = world.books(&keys.config);
    let event: AdminProposed = world.send(&propose_admin(ADMIN, keys.config, BOB)).event();
    assert_eq!(event, AdminProposed { config: keys.config, admin: ADMIN, new_admin: BOB });
    let proposed = Config { pending_admin: BOB, ..before };
    assert_eq!(world.books::<Config>(&keys.config), proposed);
    // Until then nothing has changed.
    for call in rights(&keys, BOB) {
        world.refuse(&call, LiquidityError::NotConfigAdmin);
    }
    for call in rights(&keys, ADMIN) {
        world.clone().send(&call);
    }

    let event: AdminChanged = world.send(&accept_admin(BOB, keys.config)).event();
    assert_eq!(event, AdminChanged { config: keys.config, admin: BOB });
    let accepted = Config { admin: BOB, pending_admin: NOBODY, ..before };
    assert_eq!(world.books::<Config>(&keys.config), accepted);
    for call in rights(&keys, ADMIN) {
        world.refuse(&call, LiquidityError::NotConfigAdmin);
    }
    for call in rights(&keys, BOB) {
        world.clone().send(&call);
    }
}

#[test]
fn the_fee_recipient_and_the_pools_stay_as_they_are() {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&swap(&keys, ALICE, true, 1_000_000));
    let pool = world.pool();
    world.send(&propose_admin(ADMIN, keys.config, BOB));
    world.send(&accept_admin(BOB, keys.config));
    assert_eq!(world.pool(), pool);
    world.refuse(&collect_protocol_fees(&keys, BOB), LiquidityError::NotFeeOwner);
    world.send(&collect_protocol_fees(&keys, ADMIN));
    assert_eq!(world.purse(ADMIN, mints::A), PURSE + 600);
    // The address of the config is what it was, and so pools can still be made under it.
    let later = PoolKeys::new(keys.config, mints::A, mints::OTHER);
    world.send(&create_pool(&later, CREATOR));
}

#[test]
fn an_offer_is_for_one_and_can_be_taken_back_or_replaced() {
    let mut world = World::new();
    let config = world.keys.config;
    let wrong = LiquidityError::NotPendingAdmin;
    // Without an offer nobody can accept, the default address included.
    for who in [BOB, ADMIN] {
        world.refuse(&accept_admin(who, config), wrong);
    }
    world.send(&propose_admin(ADMIN, config, BOB));
    for who in [ADMIN, MALLORY] {
        world.refuse(&accept_admin(who, config), wrong);
    }
    world.send(&propose_admin(ADMIN, config, ALICE));
    world.refuse(&accept_admin(BOB, config), wrong);
    world.send(&propose_admin(ADMIN, config, NOBODY));
    world.refuse(&accept_admin(ALICE, config), wrong);
    world.pass(1);
    world.send(&propose_admin(ADMIN, config, BOB));
    world.send(&accept_admin(BOB, config));
    world.pass(1);
    // Once only.
    world.refuse(&accept_admin(BOB, config), wrong);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (config, other) = (world.keys.config, world.other.config);
    check(
        &world,
        &propose_admin(ADMIN, config, BOB),
        &[lookalike("admin", "a stranger", MALLORY, LiquidityError::NotConfigAdmin)],
    );
    world.send(&propose_admin(ADMIN, config, BOB));
    let wrong = LiquidityError::NotPendingAdmin;
    check(
        &world,
        &accept_admin(BOB, config),
        &[
            lookalike("new_admin", "a stranger", MALLORY, wrong),
            lookalike("new_admin", "the admin", ADMIN, wrong),
            lookalike("config", "another config", other, wrong),
        ],
    );
}
