use program_tests::actors::{ALICE, BOB, CRANK, MALLORY};
use program_tests::address::position;
use program_tests::calls::{claim, close_position};
use program_tests::error::LiquidityError;
use program_tests::event::PositionClosed;
use program_tests::{START, World, mints};

use crate::lookalikes::{check, lookalike};

#[test]
fn all_rent_returns_to_the_owner_what_others_paid_included() {
    let mut world = World::new();
    let farm = world.keys.farm;
    let campaigns: Vec<_> = (0..6).map(|_| world.fund(1_000_000, 0, 100)).collect();
    let before = world.lamports(&ALICE);
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    world.unstake(ALICE, 0);
    let crank = world.lamports(&CRANK);
    for campaign in campaigns {
        world.send(&claim(farm, campaign, mints::REWARD, CRANK, ALICE, 0));
    }
    let lent = crank - world.lamports(&CRANK);
    assert!(lent > 0);
    let receipt = world.send(&close_position(farm, ALICE, 0));
    let address = position(&farm, &ALICE, 0);
    assert!(world.is_gone(&address));
    assert_eq!(world.lamports(&ALICE), before + lent);
    let event: PositionClosed = receipt.event();
    assert_eq!((event.position, event.owner), (address, ALICE));
}

#[test]
fn a_position_that_never_met_a_campaign_closes_at_once_and_its_number_is_free() {
    let mut world = World::new();
    let farm = world.keys.farm;
    let ended = world.fund(1_000, 0, 10);
    world.pass(10);
    world.stake(ALICE, 0, 1_024);
    world.fund(1_000, START + 100, 10);
    world.pass(5);
    world.unstake(ALICE, 0);
    world.send(&close_position(farm, ALICE, 0));
    world.pass(1);
    world.stake(ALICE, 0, 512);
    assert_eq!(world.position(ALICE, 0).entry_number, 1);
    assert!(world.claim_records(ALICE, 0).is_empty());
    assert_eq!(world.campaign(&ended).paid, 0);
}

#[test]
fn an_open_position_or_one_with_claims_left_stays() {
    let mut world = World::new();
    let farm = world.keys.farm;
    let first = world.fund(1_000_000, 0, 100);
    let second = world.fund(1_000_000, START + 5, 100);
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    let call = close_position(farm, ALICE, 0);
    world.claim(first, ALICE, 0);
    world.refuse(&call, LiquidityError::PositionOpen);
    world.unstake(ALICE, 0);
    world.refuse(&call, LiquidityError::RewardsUnclaimed);
    // A record of a claim while it was open is no final one.
    world.claim(second, ALICE, 0);
    world.refuse(&call, LiquidityError::RewardsUnclaimed);
    world.pass(1);
    assert_eq!(world.claim(first, ALICE, 0), 0);
    world.send(&call);
}

#[test]
fn a_campaign_that_starts_after_the_exit_is_not_waited_for() {
    let mut world = World::new();
    let farm = world.keys.farm;
    world.stake(ALICE, 0, 1_024);
    world.unstake(ALICE, 0);
    world.fund(1_000, 0, 10);
    world.send(&close_position(farm, ALICE, 0));
}

#[test]
fn a_campaign_may_be_gone_before_the_position_is() {
    let mut world = World::new();
    let farm = world.keys.farm;
    let campaign = world.fund(1_000_000, 0, 100);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    world.claim(campaign, ALICE, 0);
    world.send(&world.close_campaign_call(campaign));
    world.unstake(ALICE, 0);
    world.send(&close_position(farm, ALICE, 0));
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let farm = world.keys.farm;
    for owner in [ALICE, BOB] {
        world.stake(owner, 0, 1_024);
        world.unstake(owner, 0);
    }
    check(
        &world,
        &close_position(farm, ALICE, 0),
        &[
            lookalike("owner", "another owner", MALLORY, LiquidityError::NotPositionOwner),
            lookalike(
                "position",
                "another owner's",
                position(&farm, &BOB, 0),
                LiquidityError::NotPositionOwner,
            ),
        ],
    );
}
