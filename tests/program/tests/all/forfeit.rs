use program_tests::actors::{ALICE, BOB, CRANK, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::{
    SYSTEM_PROGRAM, campaign as campaign_address, position, reward_vault,
};
use program_tests::books::{Campaign, ClaimRecord, Position};
use program_tests::calls::{NewCampaign, close_position, create_campaign, forfeit, stake};
use program_tests::error::LiquidityError;
use program_tests::event::RewardForfeited;
use program_tests::{PURSE, START, World, mints};
use solana_account::Account;
use solana_address::Address;
use solana_instruction::error::InstructionError;

use crate::lookalikes::{check, lookalike};

/// 1,000 base units a slot for 1,000 slots, shared evenly by ALICE and BOB; ALICE leaves after 100.
fn after_alice_left() -> (World, Address) {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.stake(BOB, 0, 1_024);
    world.pass(100);
    world.unstake(ALICE, 0);
    (world, campaign)
}

#[test]
fn what_is_given_up_goes_to_the_refundee_and_nobody_elses_share_changes() {
    let (mut world, campaign) = after_alice_left();
    let farm = world.keys.farm;
    world.freeze(reward_vault(&campaign), mints::REWARD);
    let before = world.campaign(&campaign);
    let receipt = world.send(&forfeit(farm, campaign, ALICE, 0));
    assert_eq!(world.campaign(&campaign), Campaign { settled_positions: 1, ..before });
    let record = ClaimRecord { paid: 0, campaign: 0, settled: 1, padding: [0; 3] };
    assert_eq!(world.claim_records(ALICE, 0), [record]);
    assert_eq!(
        receipt.event::<RewardForfeited>(),
        RewardForfeited {
            campaign,
            position: position(&farm, &ALICE, 0),
            owner: ALICE,
            amount: 50_000,
        }
    );
    world.send(&close_position(farm, ALICE, 0));
    world.thaw(reward_vault(&campaign), mints::REWARD);
    world.pass(900);
    assert_eq!(world.claim(campaign, BOB, 0), 950_000);
    world.send(&world.close_campaign_call(campaign));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 50_000);
    assert_eq!(world.purse(ALICE, mints::REWARD), PURSE);
    world.check_books();
}

#[test]
fn only_what_is_not_yet_paid_is_given_up() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(400);
    assert_eq!(world.claim(campaign, ALICE, 0), 400_000);
    // Ended: nothing more can be earned although she is still in.
    world.pass(600);
    let receipt = world.send(&forfeit(world.keys.farm, campaign, ALICE, 0));
    assert_eq!(receipt.event::<RewardForfeited>().amount, 600_000);
    let record = ClaimRecord { paid: 400_000, campaign: 0, settled: 1, padding: [0; 3] };
    assert_eq!(world.claim_records(ALICE, 0), [record]);
    world.send(&world.collect_call(campaign));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 600_000);
    world.unstake(ALICE, 0);
    world.send(&close_position(world.keys.farm, ALICE, 0));
    world.check_books();
}

#[test]
fn nothing_can_be_given_up_that_is_still_being_earned() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, START + 10, 1_000);
    world.stake(ALICE, 0, 1_024);
    let call = forfeit(world.keys.farm, campaign, ALICE, 0);
    world.refuse(&call, LiquidityError::StillEarning);
    world.pass(1_009);
    world.refuse(&call, LiquidityError::StillEarning);
    world.pass(1);
    world.clone().send(&call);
    let (mut world, campaign) = after_alice_left();
    let call = forfeit(world.keys.farm, campaign, BOB, 0);
    world.refuse(&call, LiquidityError::StillEarning);
}

#[test]
fn what_was_claimed_or_given_up_for_good_or_never_met_is_refused() {
    let (mut world, campaign) = after_alice_left();
    let farm = world.keys.farm;
    let mut claimed = world.clone();
    claimed.claim(campaign, ALICE, 0);
    claimed.pass(1);
    claimed.refuse(&forfeit(farm, campaign, ALICE, 0), LiquidityError::ClaimedInFull);

    let late = world.fund(1_000, 0, 10);
    world.refuse(&forfeit(farm, late, ALICE, 0), LiquidityError::NoOverlap);
    world.send(&forfeit(farm, campaign, ALICE, 0));
    world.pass(1);
    world.refuse(&forfeit(farm, campaign, ALICE, 0), LiquidityError::ClaimedInFull);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::ClaimedInFull);
    world.pass(1_000);
    world.stake(ALICE, 1, 1_024);
    world.pass(1);
    world.unstake(ALICE, 1);
    world.refuse(&forfeit(farm, campaign, ALICE, 1), LiquidityError::NoOverlap);
}

#[test]
fn nobody_gives_up_what_is_anothers() {
    let (mut world, campaign) = after_alice_left();
    let farm = world.keys.farm;
    for sender in [MALLORY, CRANK, FUNDER, REFUNDEE, BOB] {
        let call = forfeit(farm, campaign, ALICE, 0).with("owner", sender);
        world.refuse(&call, LiquidityError::NotPositionOwner);
    }
}

#[test]
fn a_fifth_record_is_at_the_owners_cost_and_comes_back_at_the_close() {
    let mut world = World::new();
    let farm = world.keys.farm;
    let before = world.lamports(&ALICE);
    let campaigns: Vec<_> = (0..5).map(|_| world.fund(1_000_000, 0, 1_000)).collect();
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    world.unstake(ALICE, 0);
    for campaign in &campaigns[..4] {
        world.send(&forfeit(farm, *campaign, ALICE, 0));
    }
    let purse = world.account(&ALICE);
    world.put(ALICE, Account::new(1, 0, &SYSTEM_PROGRAM));
    let fifth = forfeit(farm, campaigns[4], ALICE, 0);
    // The system program's word for too few lamports.
    world.refuse(&fifth, InstructionError::Custom(1));
    world.put(ALICE, purse);
    world.send(&fifth);
    assert_eq!(world.account(&position(&farm, &ALICE, 0)).data.len(), Position::space_for(5));
    world.send(&close_position(farm, ALICE, 0));
    assert_eq!(world.lamports(&ALICE), before);
}

#[test]
fn every_account_is_checked() {
    let (mut world, campaign) = after_alice_left();
    let (keys, other) = (world.keys, world.other);
    let base = world.next_campaign(1_000_000, 0, 1_000);
    world.send(&create_campaign(&NewCampaign { farm: other.farm, number: 0, ..base }));
    world.send(&stake(&other, ALICE, 0, 1_024));
    let later = world.fund(1_000_000, 0, 1_000);
    let twin = world.twin(&position(&keys.farm, &BOB, 0), "a position of BOB's elsewhere");
    let theirs = campaign_address(&other.farm, 0);
    check(
        &world,
        &forfeit(keys.farm, campaign, ALICE, 0),
        &[
            lookalike("owner", "someone else", MALLORY, LiquidityError::NotPositionOwner),
            lookalike("owner", "another staker", BOB, LiquidityError::NotPositionOwner),
            lookalike("farm", "another farm", other.farm, LiquidityError::WrongCampaign),
            lookalike("campaign", "another farm's", theirs, LiquidityError::WrongCampaign),
            lookalike("campaign", "one never met", later, LiquidityError::NoOverlap),
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
            lookalike("position", "another owner's twin", twin, LiquidityError::NotPositionOwner),
        ],
    );
}
