use program_tests::actors::{ADMIN, MALLORY};
use program_tests::address;
use program_tests::books::{Config, LockChoice};
use program_tests::calls::create_config;
use program_tests::error::{FrameworkError, LiquidityError};
use program_tests::event::ConfigCreated;
use program_tests::{World, named};
use solana_instruction::error::InstructionError;

use crate::lookalikes::{check, lookalike};

/// None; and 30, 90 and 180 days of 400 ms slots.
use solana_address::Address;

const DEFAULT_LOCK_CHOICES: [LockChoice; 4] = [
    LockChoice { slots: 0, multiplier: 10_000, padding: 0 },
    LockChoice { slots: 6_480_000, multiplier: 15_000, padding: 0 },
    LockChoice { slots: 19_440_000, multiplier: 20_000, padding: 0 },
    LockChoice { slots: 38_880_000, multiplier: 30_000, padding: 0 },
];

#[test]
fn a_config_keeps_its_terms_and_says_so() {
    let mut world = World::bare();
    let receipt = world.send(&create_config(ADMIN, 7, 2_500, 300_000, 50_000));

    let address = address::config(&ADMIN, 7);
    let config: Config = world.books(&address);
    assert_eq!(
        config,
        Config {
            admin: ADMIN,
            pending_admin: Address::default(),
            fee_recipient: ADMIN,
            trade_fee_rate: 2_500,
            protocol_fee_share: 300_000,
            creator_fee_share: 50_000,
            index: 7,
            bump: address::config_bump(&ADMIN, 7),
            padding: [0],
            lock_choices: DEFAULT_LOCK_CHOICES,
        }
    );
    assert_eq!(
        receipt.event::<ConfigCreated>(),
        ConfigCreated {
            config: address,
            admin: ADMIN,
            trade_fee_rate: 2_500,
            protocol_fee_share: 300_000,
            creator_fee_share: 50_000,
            index: 7,
        }
    );
}

#[test]
fn terms_up_to_the_limits_are_taken() {
    let mut world = World::bare();
    world.send(&create_config(ADMIN, 0, 0, 0, 0));
    world.send(&create_config(ADMIN, 1, 100_000, 500_000, 0));
    world.send(&create_config(ADMIN, u16::MAX, 100_000, 0, 500_000));
}

#[test]
fn terms_beyond_the_limits_are_refused() {
    let mut world = World::bare();
    for (rate, protocol, creator) in [
        (100_001, 0, 0),
        (u32::MAX, 0, 0),
        (0, 500_001, 0),
        (0, 0, 500_001),
        (0, 250_000, 250_001),
        (0, u32::MAX, u32::MAX),
        (0, u32::MAX, 1),
    ] {
        let call = create_config(ADMIN, 0, rate, protocol, creator);
        world.refuse(&call, LiquidityError::FeeTermsOutOfLimits);
    }
}

#[test]
fn a_config_cannot_be_made_twice() {
    let mut world = World::bare();
    world.send(&create_config(ADMIN, 0, 3_000, 0, 0));
    world.pass(1);
    world.refuse(&create_config(ADMIN, 0, 1_000, 0, 0), InstructionError::Custom(0));
}

#[test]
fn lamports_sent_ahead_do_not_block_a_config() {
    let mut world = World::bare();
    world.send_lamports(MALLORY, address::config(&ADMIN, 0), 1_000_000);
    world.send(&create_config(ADMIN, 0, 3_000, 0, 0));
}

#[test]
fn every_account_is_checked() {
    let world = World::bare();
    check(
        &world,
        &create_config(ADMIN, 0, 3_000, 0, 0),
        &[
            lookalike("admin", "someone else's", MALLORY, FrameworkError::WrongSeeds),
            lookalike(
                "config",
                "address of another number",
                address::config(&ADMIN, 1),
                FrameworkError::WrongSeeds,
            ),
            lookalike("config", "any address", named("anywhere"), FrameworkError::WrongSeeds),
        ],
    );
}
