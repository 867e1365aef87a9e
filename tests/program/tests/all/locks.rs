//! `set_lock_choices`, locked stakes, `restake` and `unstake_part`.

use program_tests::actors::{ADMIN, ALICE, BOB, CRANK, MALLORY};
use program_tests::address::position;
use program_tests::books::{Config, DEFAULT_LOCK_CHOICES, Farm, LockChoice};
use program_tests::calls::{
    deposit_and_stake, restake, set_lock_choices, stake, stake_locked, unstake,
    unstake_and_withdraw, unstake_part,
};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::{LockChoicesSet, PositionRestaked, StakeChanged};
use program_tests::token::wallet;
use program_tests::{START, World, mints};

use crate::lookalikes::{check, lookalike};

const NONE: (u64, u32) = (0, 10_000);
const ABSENT: (u64, u32) = (0, 0);
/// Slots of the choice numbered 2, which doubles the weight.
const LOCK: u64 = 19_440_000;

#[test]
fn the_admin_sets_choices_for_farms_to_come_only() {
    let mut world = World::new();
    let (config, farm) = (world.keys.config, world.farm());
    let choices = [NONE, (10, 10_000), (200_000_000, 50_000), ABSENT];
    let receipt = world.send(&set_lock_choices(ADMIN, config, choices));
    let books: Config = world.books(&config);
    assert_eq!(books.lock_choices.map(|choice| (choice.slots, choice.multiplier)), choices);
    assert_eq!(world.books::<Farm>(&world.keys.farm), farm);
    assert_eq!(farm.lock_choices, DEFAULT_LOCK_CHOICES);
    assert_eq!(
        receipt.event::<LockChoicesSet>(),
        LockChoicesSet {
            config,
            slots: choices.map(|choice| choice.0),
            multipliers: choices.map(|choice| choice.1),
        }
    );
}

#[test]
fn choices_out_of_limits_are_refused() {
    let mut world = World::new();
    let config = world.keys.config;
    for choices in [
        [ABSENT; 4],
        [(1, 10_000), ABSENT, ABSENT, ABSENT],
        [(0, 10_001), ABSENT, ABSENT, ABSENT],
        [NONE, (10, 9_999), ABSENT, ABSENT],
        [NONE, (10, 50_001), ABSENT, ABSENT],
        [NONE, (200_000_001, 20_000), ABSENT, ABSENT],
        [NONE, (10, 20_000), (10, 30_000), ABSENT],
        [NONE, (10, 20_000), (11, 19_999), ABSENT],
        [NONE, ABSENT, (10, 20_000), ABSENT],
        [NONE, NONE, ABSENT, ABSENT],
        [NONE, (10, 0), ABSENT, ABSENT],
    ] {
        let call = set_lock_choices(ADMIN, config, choices);
        world.refuse(&call, LiquidityError::LockChoicesOutOfLimits);
    }
    check(
        &world,
        &set_lock_choices(ADMIN, config, [NONE, ABSENT, ABSENT, ABSENT]),
        &[lookalike("admin", "someone else", MALLORY, LiquidityError::NotConfigAdmin)],
    );
}

#[test]
fn a_locked_stake_weighs_more_and_leaves_from_its_slot_on() {
    let mut world = World::new();
    let keys = world.keys;
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.refuse(&stake_locked(&keys, ALICE, 0, 1_024, 4), LiquidityError::NoSuchLock);
    world.send(&stake_locked(&keys, ALICE, 0, 1_024, 2));
    world.stake(BOB, 0, 2_048);
    let books = world.position(ALICE, 0);
    assert_eq!((books.weight, books.lp_amount, books.multiplier), (2_048, 1_024, 20_000));
    assert_eq!(books.locked_until_slot, START + LOCK);
    let farm = world.farm();
    assert_eq!((farm.staked_lp, farm.total_weight), (3_072, 4_096));
    world.pass(100);
    assert_eq!(world.claim(campaign, ALICE, 0), 50_000);
    world.pass(LOCK - 101);
    let locked = LiquidityError::PositionLocked;
    world.refuse(&unstake(&keys, ALICE, 0), locked);
    world.refuse(&unstake_and_withdraw(&keys, ALICE, 0), locked);
    world.refuse(&unstake_part(&keys, ALICE, [0, 1], 1), locked);
    world.refuse(&restake(keys.farm, ALICE, ALICE, [0, 1], 2), locked);
    world.pass(1);
    world.unstake(ALICE, 0);
    assert_eq!(world.farm().total_weight, 2_048);
    world.check_books();
}

#[test]
fn a_choice_that_is_not_offered_is_none() {
    let mut world = World::new();
    let keys = world.keys;
    world.corrupt(&keys.farm, |farm: &mut Farm| {
        farm.lock_choices[3] = LockChoice { slots: 0, multiplier: 0, padding: 0 };
    });
    world.send(&stake_locked(&keys, ALICE, 0, 1_024, 2));
    world.refuse(&stake_locked(&keys, ALICE, 1, 1_024, 3), LiquidityError::NoSuchLock);
    world.refuse(&restake(keys.farm, ALICE, ALICE, [0, 1], 3), LiquidityError::NoSuchLock);
}

#[test]
fn a_boosted_weight_rounds_down() {
    let mut world = World::new();
    world.send(&stake_locked(&world.keys, ALICE, 0, 3, 1));
    // 4.5.
    assert_eq!(world.position(ALICE, 0).weight, 4);
    world.corrupt(&world.keys.farm.clone(), |farm: &mut Farm| farm.total_weight = u64::MAX - 1);
    let call = stake_locked(&world.keys, ALICE, 1, 3, 1);
    world.refuse(&call, LiquidityError::WeightOverflow);
}

#[test]
fn part_of_a_stake_leaves_and_the_rest_earns_on_without_a_gap() {
    let mut world = World::new();
    let keys = world.keys;
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 4_096);
    world.pass(100);
    world.refuse(&unstake_part(&keys, ALICE, [0, 1], 0), LiquidityError::ZeroAmount);
    world.refuse(&unstake_part(&keys, ALICE, [0, 1], 4_096), LiquidityError::NotAPart);
    world.refuse(&unstake_part(&keys, ALICE, [0, 1], u64::MAX), LiquidityError::NotAPart);
    let lp = world.purse(ALICE, keys.lp_mint);
    let receipt = world.send(&unstake_part(&keys, ALICE, [0, 1], 3_072));
    assert_eq!(world.purse(ALICE, keys.lp_mint), lp + 3_072);
    let (old, new) = (world.position(ALICE, 0), world.position(ALICE, 1));
    assert_eq!((old.is_open, old.exit_slot), (0, START + 100));
    assert_eq!((new.is_open, new.entry_slot, new.weight), (1, START + 100, 1_024));
    assert_eq!(old.growth_at_exit, new.growth_at_entry);
    let restaked: PositionRestaked = receipt.event_at(0);
    assert_eq!(
        (restaked.weight_before, restaked.weight, restaked.lp_amount),
        (4_096, 1_024, 1_024)
    );
    assert_eq!(restaked.new_position, position(&keys.farm, &ALICE, 1));
    let changed: StakeChanged = receipt.event_at(1);
    assert_eq!((changed.lp_amount, changed.weight, changed.staked_lp), (3_072, 3_072, 1_024));
    world.pass(100);
    assert_eq!(world.claim(campaign, ALICE, 0), 100_000);
    assert_eq!(world.claim(campaign, ALICE, 1), 100_000);
    world.refuse(&unstake_part(&keys, ALICE, [0, 2], 1), LiquidityError::PositionClosed);
    world.check_books();
}

#[test]
fn anyone_may_end_a_boost_whose_lock_is_over_and_nothing_else() {
    let mut world = World::new();
    let (keys, farm) = (world.keys, world.keys.farm);
    world.send(&stake_locked(&keys, ALICE, 0, 1_024, 2));
    world.stake(ALICE, 9, 1_024);
    world.refuse(&restake(farm, CRANK, ALICE, [0, 1], 0), LiquidityError::PositionLocked);
    world.pass(LOCK);
    world.refuse(&restake(farm, CRANK, ALICE, [0, 1], 1), LiquidityError::NotPositionOwner);
    for payer in [CRANK, ALICE] {
        let call = restake(farm, payer, ALICE, [9, 1], 0);
        world.refuse(&call, LiquidityError::NothingToRenew);
    }
    world.refuse(&restake(farm, ALICE, ALICE, [0, 1], 7), LiquidityError::NoSuchLock);
    let receipt = world.send(&restake(farm, CRANK, ALICE, [0, 1], 0));
    let event: PositionRestaked = receipt.event();
    assert_eq!((event.owner, event.weight_before, event.weight), (ALICE, 2_048, 1_024));
    let new = world.position(ALICE, 1);
    assert_eq!((new.owner, new.lp_amount, new.locked_until_slot), (ALICE, 1_024, START + LOCK));
    assert_eq!(world.farm().total_weight, 2_048);
    world.refuse(&restake(farm, ALICE, ALICE, [0, 2], 1), LiquidityError::PositionClosed);
    world.send(&restake(farm, ALICE, ALICE, [1, 2], 3));
    assert_eq!(world.position(ALICE, 2).weight, 3_072);
    world.unstake(ALICE, 9);
    world.check_books();
}

#[test]
fn every_account_of_restake_and_unstake_part_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    for owner in [ALICE, BOB] {
        world.send(&stake_locked(&keys, owner, 0, 1_024, 2));
    }
    world.send(&stake(&other, ALICE, 0, 1_024));
    world.pass(LOCK);
    let theirs = position(&other.farm, &ALICE, 0);
    let seeds = FrameworkError::WrongSeeds;
    let twin = world.twin(&keys.stake_vault, "a twin of the stake vault");
    check(
        &world,
        &restake(keys.farm, ALICE, ALICE, [0, 1], 1),
        &[
            lookalike("payer", "not the owner", MALLORY, LiquidityError::NotPositionOwner),
            lookalike("farm", "another farm", other.farm, seeds),
            lookalike("position", "another farm's", theirs, LiquidityError::WrongPosition),
            lookalike("position", "another owner's", position(&keys.farm, &BOB, 0), seeds),
            lookalike("new_position", "another number's", position(&keys.farm, &ALICE, 2), seeds),
            lookalike("new_position", "another owner's", position(&keys.farm, &BOB, 1), seeds),
        ],
    );
    check(
        &world,
        &unstake_part(&keys, ALICE, [0, 1], 24),
        &[
            lookalike("owner", "another owner", MALLORY, seeds),
            lookalike("farm", "another farm", other.farm, seeds),
            lookalike("position", "another farm's", theirs, LiquidityError::WrongPosition),
            lookalike(
                "position",
                "another's",
                position(&keys.farm, &BOB, 0),
                LiquidityError::NotPositionOwner,
            ),
            lookalike("new_position", "another number's", position(&keys.farm, &ALICE, 2), seeds),
            lookalike("new_position", "another owner's", position(&keys.farm, &BOB, 1), seeds),
            lookalike(
                "stake_vault",
                "another farm's",
                other.stake_vault,
                LiquidityError::WrongStakeVault,
            ),
            lookalike("stake_vault", "a twin", twin, LiquidityError::WrongStakeVault),
            lookalike(
                "owner_lp",
                "another mint's",
                wallet(&ALICE, &mints::A),
                TokenError::MintMismatch,
            ),
        ],
    );
    let stolen =
        unstake_part(&keys, MALLORY, [0, 1], 24).with("position", position(&keys.farm, &ALICE, 0));
    world.refuse(&stolen, LiquidityError::NotPositionOwner);
    world.send(&deposit_and_stake(&keys, ALICE, 5, 4_000, 9_000));
    assert_eq!(world.position(ALICE, 5).multiplier, 10_000);
}
