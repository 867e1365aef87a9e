use program_tests::actors::{ALICE, BOB, CRANK, MALLORY};
use program_tests::address::position;
use program_tests::calls::{
    NEVER, close_position, compound, lock_forever, restake, stake, stake_locked, unstake,
    unstake_and_withdraw, unstake_part,
};
use program_tests::error::LiquidityError;
use program_tests::event::LockedForever;
use program_tests::{Call, World, mints};

use crate::lookalikes::{check, lookalike};

/// Every instruction by which a stake leaves a position.
fn exits(world: &World, number: u64) -> Vec<Call> {
    let keys = &world.keys;
    vec![
        unstake(keys, ALICE, number),
        unstake_and_withdraw(keys, ALICE, number),
        unstake_part(keys, ALICE, [number, 99], 1),
        restake(keys.farm, ALICE, ALICE, [number, 99], 1),
        restake(keys.farm, ALICE, ALICE, [number, 99], 3),
    ]
}

#[test]
fn what_is_locked_for_ever_is_written_down() {
    let mut world = World::new();
    let keys = world.keys;
    world.stake(ALICE, 0, 1_000_000);
    world.stake(BOB, 0, 2_000_000);
    let before = world.farm();
    let receipt = world.send(&lock_forever(&keys, ALICE, 0));
    let locked = world.position(ALICE, 0);
    assert_eq!((locked.locked_until_slot, locked.lp_amount, locked.is_open), (NEVER, 1_000_000, 1));
    // A share of 12,000,000,000 LP worth as much, rounded up.
    assert_eq!(locked.locked_worth, 1_000_001);
    assert_eq!(
        receipt.event::<LockedForever>(),
        LockedForever {
            farm: keys.farm,
            position: position(&keys.farm, &ALICE, 0),
            owner: ALICE,
            lp_amount: 1_000_000,
            locked_worth: 1_000_001,
            locked_forever_lp: 1_000_000,
        }
    );
    // Nothing else of the farm changes, not even its clock.
    let farm = world.farm();
    assert_eq!(farm, program_tests::books::Farm { locked_forever_lp: 1_000_000, ..before });
    world.send(&lock_forever(&keys, BOB, 0));
    assert_eq!(world.farm().locked_forever_lp, 3_000_000);
    world.check_books();
}

#[test]
fn no_instruction_ever_lets_it_leave() {
    for choice in 0..4 {
        let mut world = World::new();
        let keys = world.keys;
        let campaign = world.fund(1_000_000, 0, 1_000);
        world.send(&stake_locked(&keys, ALICE, 0, 1_000_000, choice));
        world.send(&lock_forever(&keys, ALICE, 0));
        for slots in [0, 1, 1_000, 200_000_000, NEVER - 1 - 200_100_000] {
            world.pass(slots);
            for call in exits(&world, 0) {
                world.refuse(&call, LiquidityError::PositionLocked);
            }
            // To take away a boost, anyone may restake what is no longer locked: never this.
            let by_crank = restake(keys.farm, CRANK, ALICE, [0, 99], 0);
            let refusal = if choice == 0 {
                LiquidityError::NothingToRenew
            } else {
                LiquidityError::PositionLocked
            };
            world.refuse(&by_crank, refusal);
            world.refuse(&close_position(keys.farm, ALICE, 0), LiquidityError::PositionOpen);
        }
        world.claim(campaign, ALICE, 0);
        world.refuse(&close_position(keys.farm, ALICE, 0), LiquidityError::PositionOpen);
        assert_eq!(world.farm().locked_forever_lp, 1_000_000);
    }
}

#[test]
fn it_earns_rewards_as_before_and_a_boost_never_ends() {
    let mut world = World::new();
    let keys = world.keys;
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.send(&stake_locked(&keys, ALICE, 0, 1_024, 3));
    world.stake(BOB, 0, 1_024);
    let mut free = world.clone();
    world.send(&lock_forever(&keys, ALICE, 0));
    for other in [&mut world, &mut free] {
        other.pass(400);
        // Three to one by the boost.
        assert_eq!(other.claim(campaign, ALICE, 0), 300_000);
        assert_eq!(other.claim(campaign, BOB, 0), 100_000);
    }
    // Past the slot at which the boost of anybody else could be taken away.
    world.pass(38_880_000);
    let late = world.fund(1_000_000, 0, 1_000);
    world.pass(1_000);
    assert_eq!(world.claim(late, ALICE, 0), 750_000);
    assert_eq!(world.claim(late, BOB, 0), 250_000);
    world.check_books();
}

/// What it earns of the pool's own tokens may be staked for ever too, or not.
#[test]
fn its_rewards_compound_into_a_free_position() {
    let mut world = World::new();
    let keys = world.keys;
    let campaign = world.fund_in(mints::A, 100_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.send(&lock_forever(&keys, ALICE, 0));
    world.pass(1_000);
    world.send(&compound(&keys, ALICE, campaign, mints::A, [0, 1], [0, NEVER]));
    assert_eq!(world.farm().locked_forever_lp, 1_024);
    world.unstake(ALICE, 1);
    world.refuse(&unstake(&keys, ALICE, 0), LiquidityError::PositionLocked);
    assert_eq!(world.farm().staked_lp, 1_024);
}

#[test]
fn a_position_that_left_or_is_locked_for_ever_is_refused() {
    let mut world = World::new();
    let keys = world.keys;
    world.stake(ALICE, 0, 1_000);
    world.stake(ALICE, 1, 1_000);
    world.unstake(ALICE, 0);
    world.refuse(&lock_forever(&keys, ALICE, 0), LiquidityError::PositionClosed);
    world.send(&lock_forever(&keys, ALICE, 1));
    world.pass(1);
    world.refuse(&lock_forever(&keys, ALICE, 1), LiquidityError::LockedForever);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    world.stake(ALICE, 0, 1_000);
    world.stake(BOB, 0, 1_000);
    world.send(&stake(&other, ALICE, 0, 1_000));
    check(
        &world,
        &lock_forever(&keys, ALICE, 0),
        &[
            lookalike("owner", "another owner", MALLORY, LiquidityError::NotPositionOwner),
            lookalike("pool", "another pool", other.pool, LiquidityError::WrongPool),
            lookalike("farm", "another farm", other.farm, LiquidityError::WrongPool),
            lookalike(
                "position",
                "another farm's",
                position(&other.farm, &ALICE, 0),
                LiquidityError::WrongPosition,
            ),
            lookalike(
                "position",
                "another owner's",
                position(&keys.farm, &BOB, 0),
                LiquidityError::NotPositionOwner,
            ),
        ],
    );
    let elsewhere = lock_forever(&keys, ALICE, 0).with("farm", other.farm).with("pool", other.pool);
    world.refuse(&elsewhere, LiquidityError::WrongPosition);
}
