use program_tests::actors::{ALICE, BOB, CRANK, MALLORY};
use program_tests::address::{
    SYSTEM_PROGRAM, campaign as campaign_address, position, reward_vault,
};
use program_tests::books::{Campaign, ClaimRecord, Position};
use program_tests::calls::{NewCampaign, claim, create_campaign, stake};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::RewardClaimed;
use program_tests::token::{account, mint, wallet};
use program_tests::{START, World, actors, mints, oracle};
use solana_account::Account;
use solana_address::Address;
use solana_instruction::error::InstructionError;

use crate::lookalikes::{check, lookalike};

/// 1,000 base units a slot for 1,000 slots, from now on.
fn with_campaign() -> (World, Address) {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    (world, campaign)
}

#[test]
fn a_single_staker_earns_the_whole_stream_slot_by_slot() {
    let (mut world, campaign) = with_campaign();
    world.stake(ALICE, 0, 1_024);
    world.pass(1);
    assert_eq!(world.claim(campaign, ALICE, 0), 1_000);
    world.pass(99);
    let receipt = world.send(&world.claim_call(campaign, ALICE, 0));
    assert_eq!(
        receipt.event::<RewardClaimed>(),
        RewardClaimed {
            campaign,
            position: position(&world.keys.farm, &ALICE, 0),
            owner: ALICE,
            amount: 99_000,
            position_paid: 100_000,
            campaign_paid: 100_000,
        }
    );
    assert_eq!(world.campaign(&campaign).paid, 100_000);
    assert_eq!(
        world.claim_records(ALICE, 0),
        [ClaimRecord { paid: 100_000, campaign: 0, settled: 0, padding: [0; 3] }]
    );
    // The end is the first slot that no longer pays, however late the claim.
    world.pass(5_000);
    assert_eq!(world.claim(campaign, ALICE, 0), 900_000);
    let books = world.campaign(&campaign);
    assert_eq!((books.paid, books.settled_positions, books.end_known), (1_000_000, 1, 1));
    assert_eq!(world.claim_records(ALICE, 0)[0].settled, 1);
    world.pass(1);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::ClaimedInFull);
    world.check_books();
}

#[test]
fn stakers_share_each_slot_by_weight_and_slots_of_nobody_go_back() {
    let (mut world, campaign) = with_campaign();
    world.stake(ALICE, 0, 1_024);
    world.pass(100); // ALICE alone: 100,000
    world.stake(BOB, 0, 512);
    world.stake(BOB, 1, 512);
    world.pass(100); // a half and two quarters: 50,000 and twice 25,000
    world.unstake(ALICE, 0);
    world.pass(100); // two halves: twice 50,000
    world.unstake(BOB, 0);
    world.pass(100); // BOB's second alone: 100,000
    world.unstake(BOB, 1);
    world.pass(100); // nobody: 100,000
    world.stake(ALICE, 1, 4_096);
    world.pass(500); // ALICE again: 500,000
    assert_eq!(world.claim(campaign, ALICE, 0), 150_000);
    assert_eq!(world.claim(campaign, BOB, 0), 75_000);
    assert_eq!(world.claim(campaign, BOB, 1), 175_000);
    assert_eq!(world.claim(campaign, ALICE, 1), 500_000);
    let before = world.purse(actors::REFUNDEE, mints::REWARD);
    world.send(&world.collect_call(campaign));
    assert_eq!(world.purse(actors::REFUNDEE, mints::REWARD), before + 100_000);
    assert_eq!(world.balance(&reward_vault(&campaign)), 0);
    world.check_books();
}

#[test]
fn shares_that_do_not_come_out_even_lose_less_than_a_unit() {
    let (mut world, campaign) = with_campaign();
    let spans = [(7, 1), (10, 3), (13, 10)];
    world.stake(ALICE, 0, 1);
    world.pass(7);
    world.stake(BOB, 0, 2);
    world.pass(10);
    world.stake(BOB, 1, 7);
    world.pass(13);
    let expected = oracle::earned(1, &spans, 1_000_000, 1_000);
    // 1,000 * (7 + 10/3 + 13/10) is 11,633.33.
    assert_eq!(expected, 11_633);
    assert_eq!(world.claim(campaign, ALICE, 0), expected);
    assert_eq!(world.claim(campaign, BOB, 0), oracle::earned(2, &spans[1..], 1_000_000, 1_000));
    assert_eq!(world.claim(campaign, BOB, 1), oracle::earned(7, &spans[2..], 1_000_000, 1_000));
    let paid = world.campaign(&campaign).paid;
    assert!((29_997..=30_000).contains(&paid), "{paid}");
}

#[test]
fn how_often_and_in_which_order_claims_come_changes_nothing() {
    let (mut world, campaign) = with_campaign();
    let all = [(ALICE, 0, 1), (BOB, 0, 2), (BOB, 1, 11)];
    for (owner, number, weight) in all {
        world.stake(owner, number, weight);
    }
    let mut often = world.clone();
    let mut backwards = world.clone();
    for step in 0..50 {
        often.pass(20);
        for (owner, number, _) in all.iter().cycle().skip(step).take(1 + step % 3) {
            let _ = often.run(often.claim_call(campaign, *owner, *number).instruction());
        }
    }
    world.pass(1_000);
    backwards.pass(1_000);
    for (owner, number, _) in all {
        world.claim(campaign, owner, number);
        let _ = often.run(often.claim_call(campaign, owner, number).instruction());
    }
    for (owner, number, _) in all.into_iter().rev() {
        backwards.claim(campaign, owner, number);
    }
    for (owner, number, weight) in all {
        let expected = oracle::earned(weight, &[(1_000, 14)], 1_000_000, 1_000);
        for one in [&world, &often, &backwards] {
            assert_eq!(one.claim_records(owner, number)[0].paid, expected);
        }
    }
}

#[test]
fn splitting_a_stake_earns_no_more_than_the_same_stake_whole() {
    let (mut world, campaign) = with_campaign();
    world.stake(BOB, 0, 1_001);
    let mut whole = world.clone();
    whole.stake(ALICE, 0, 999);
    let parts = [1, 7, 331, 660];
    for (number, part) in parts.into_iter().enumerate() {
        world.stake(ALICE, number as u64, part);
    }
    world.pass(777);
    whole.pass(777);
    let split: u64 = (0..4).map(|number| world.claim(campaign, ALICE, number)).sum();
    let together = whole.claim(campaign, ALICE, 0);
    assert!(split <= together && together < split + 4, "{split} of {together}");
    assert_eq!(world.claim(campaign, BOB, 0), whole.claim(campaign, BOB, 0));
}

#[test]
fn a_campaign_that_starts_later_pays_from_its_first_slot_on() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, START + 100, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(99);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::NothingYet);
    world.pass(1);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::NothingYet);
    world.pass(1);
    assert_eq!(world.claim(campaign, ALICE, 0), 1_000);
    // Whoever comes after the start earns from then on, and claims late all the same.
    world.stake(BOB, 0, 1_024);
    world.pass(2_000);
    assert_eq!(world.claim(campaign, BOB, 0), 499_500);
    assert_eq!(world.claim(campaign, ALICE, 0), 499_500);
}

#[test]
fn campaigns_run_side_by_side_without_touching_each_other() {
    let mut world = World::new();
    let first = world.fund(1_000_000, 0, 1_000);
    let second = world.fund_in(mints::OTHER, 64_000, START + 50, 100);
    world.stake(ALICE, 0, 256);
    world.pass(60);
    assert_eq!(world.claim(first, ALICE, 0), 60_000);
    assert_eq!(world.claim(second, ALICE, 0), 6_400);
    world.stake(BOB, 0, 768);
    world.pass(200);
    // Of the 90 slots left she has a quarter.
    assert_eq!(world.claim(second, ALICE, 0), 90 * 640 / 4);
    assert_eq!(world.claim(second, BOB, 0), 90 * 640 * 3 / 4);
    assert_eq!(world.claim(first, ALICE, 0), 50_000);
    assert_eq!(world.claim(first, BOB, 0), 150_000);
    world.check_books();
}

#[test]
fn a_position_that_left_claims_what_it_earned_at_any_time() {
    let (mut world, campaign) = with_campaign();
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    world.unstake(ALICE, 0);
    world.pass(10_000_000);
    assert_eq!(world.claim(campaign, ALICE, 0), 100_000);
    world.pass(1);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::ClaimedInFull);
}

#[test]
fn a_claim_sent_by_anyone_pays_the_owner() {
    let (mut world, campaign) = with_campaign();
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    let before = (world.purse(ALICE, mints::REWARD), world.purse(CRANK, mints::REWARD));
    let lamports = (world.lamports(&ALICE), world.lamports(&CRANK));
    world.send(&claim(world.keys.farm, campaign, mints::REWARD, CRANK, ALICE, 0));
    assert_eq!(world.purse(ALICE, mints::REWARD), before.0 + 100_000);
    assert_eq!(world.purse(CRANK, mints::REWARD), before.1);
    // There was room for the record, so it cost nobody rent.
    assert_eq!((world.lamports(&ALICE), world.lamports(&CRANK)), lamports);
}

#[test]
fn a_final_claim_of_nothing_settles_the_position() {
    let (mut world, campaign) = with_campaign();
    world.stake(ALICE, 0, 1_024);
    world.unstake(ALICE, 0);
    world.pass(10);
    // Nothing is paid, so no account for it is needed.
    let call = world.claim_call(campaign, ALICE, 0).with("owner_reward", MALLORY);
    let receipt = world.send(&call);
    assert_eq!(receipt.event::<RewardClaimed>().amount, 0);
    assert_eq!(world.claim_records(ALICE, 0)[0].settled, 1);
    assert_eq!(world.campaign(&campaign).settled_positions, 1);
    world.refuse(&call, LiquidityError::ClaimedInFull);
}

#[test]
fn a_claim_too_early_is_refused_and_loses_nothing() {
    let mut world = World::new();
    // One unit per slot, of which ALICE has a third.
    let campaign = world.fund(1_000, 0, 1_000);
    world.stake(ALICE, 0, 1);
    world.stake(BOB, 0, 2);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::NothingYet);
    world.pass(2);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::NothingYet);
    world.pass(2);
    assert_eq!(world.claim(campaign, ALICE, 0), 1);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::NothingYet);
    world.pass(2);
    // A third of 6 less 1 is 1, but for the cut below 2^-128.
    let expected = oracle::earned(1, &[(2, 3), (2, 3), (2, 3)], 1_000, 1_000) - 1;
    if expected == 0 {
        world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::NothingYet);
    } else {
        assert_eq!(world.claim(campaign, ALICE, 0), expected);
    }
}

#[test]
fn positions_that_left_before_or_came_after_have_nothing_to_claim() {
    let mut world = World::new();
    world.stake(ALICE, 0, 1_024);
    world.unstake(ALICE, 0);
    // In one slot, in this order: left, then started. Slots alone would not tell.
    let now = world.fund(10_000, 0, 10);
    let later = world.fund(10_000, START + 5, 10);
    world.refuse(&world.claim_call(now, ALICE, 0), LiquidityError::NoOverlap);
    world.refuse(&world.claim_call(later, ALICE, 0), LiquidityError::NoOverlap);
    world.pass(10);
    world.stake(BOB, 0, 1_024);
    world.refuse(&world.claim_call(now, BOB, 0), LiquidityError::NoOverlap);
    world.refuse(&world.claim_call(now, ALICE, 0), LiquidityError::NoOverlap);
    world.refuse(&world.claim_call(later, ALICE, 0), LiquidityError::NoOverlap);
    world.pass(100);
    world.refuse(&world.claim_call(now, BOB, 0), LiquidityError::NoOverlap);
    assert_eq!(world.claim(later, BOB, 0), 5_000);
}

#[test]
fn a_fifth_record_grows_the_account_at_the_senders_cost_and_only_then() {
    let mut world = World::new();
    let campaigns: Vec<_> = (0..7).map(|n| world.fund(1_000_000 + n, 0, 1_000)).collect();
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    let address = position(&world.keys.farm, &ALICE, 0);
    let rent = |world: &World, records| {
        world.svm.minimum_balance_for_rent_exemption(Position::space_for(records))
    };
    for (done, campaign) in campaigns.iter().enumerate() {
        let paid = world.lamports(&CRANK);
        world.send(&claim(world.keys.farm, *campaign, mints::REWARD, CRANK, ALICE, 0));
        let room = (done + 1).max(4);
        let before = done.max(4);
        assert_eq!(world.account(&address).data.len(), Position::space_for(room));
        assert_eq!(world.lamports(&address), rent(&world, room));
        assert_eq!(world.lamports(&CRANK), paid - (rent(&world, room) - rent(&world, before)));
        assert_eq!(world.claim_records(ALICE, 0).len(), done + 1);
    }
    let records = world.claim_records(ALICE, 0);
    for (number, record) in (0..).zip(&records) {
        assert_eq!((record.campaign, record.paid), (number, 10_000), "record {number}");
    }
    // A second round finds its records in place.
    world.pass(10);
    for campaign in &campaigns {
        assert_eq!(world.claim(*campaign, ALICE, 0), 10_000);
    }
    assert_eq!(world.claim_records(ALICE, 0).len(), 7);
    assert_eq!(world.account(&address).data.len(), Position::space_for(7));
}

#[test]
fn a_sender_without_the_rent_for_the_fifth_record_is_refused_and_nothing_changes() {
    let mut world = World::new();
    let campaigns: Vec<_> = (0..5).map(|_| world.fund(1_000_000, 0, 1_000)).collect();
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    for campaign in &campaigns[..4] {
        world.claim(*campaign, ALICE, 0);
    }
    let poor = program_tests::named("poor");
    world.put(poor, Account::new(1, 0, &SYSTEM_PROGRAM));
    let call = claim(world.keys.farm, campaigns[4], mints::REWARD, poor, ALICE, 0);
    // The system program's word for too few lamports.
    world.refuse(&call, InstructionError::Custom(1));
    assert_eq!(world.claim(campaigns[4], ALICE, 0), 10_000);
}

#[test]
fn a_frozen_reward_vault_delays_a_claim_and_costs_nobody_anything() {
    let (mut world, campaign) = with_campaign();
    let vault = reward_vault(&campaign);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    world.freeze(vault, mints::REWARD);
    world.refuse(&world.claim_call(campaign, ALICE, 0), TokenError::AccountFrozen);
    world.unstake(ALICE, 0);
    world.refuse(&world.claim_call(campaign, ALICE, 0), TokenError::AccountFrozen);
    world.thaw(vault, mints::REWARD);
    world.pass(500);
    assert_eq!(world.claim(campaign, ALICE, 0), 100_000);
}

#[test]
fn a_frozen_account_of_the_owner_delays_only_the_owners_claim() {
    let (mut world, campaign) = with_campaign();
    world.stake(ALICE, 0, 1_024);
    world.stake(BOB, 0, 1_024);
    world.pass(100);
    world.freeze(wallet(&ALICE, &mints::REWARD), mints::REWARD);
    world.refuse(&world.claim_call(campaign, ALICE, 0), TokenError::AccountFrozen);
    assert_eq!(world.claim(campaign, BOB, 0), 50_000);
    // Any account of the owner's will do.
    let second = program_tests::named("alice's second account");
    world.put(second, account(&mints::REWARD, &ALICE, 0));
    world.send(&world.claim_call(campaign, ALICE, 0).with("owner_reward", second));
    assert_eq!(world.balance(&second), 50_000);
}

#[test]
fn an_emptied_vault_is_refused_by_the_token_program_and_the_debt_stays() {
    let (mut world, campaign) = with_campaign();
    let vault = reward_vault(&campaign);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    world.put(vault, account(&mints::REWARD, &campaign, 0));
    world.refuse(&world.claim_call(campaign, ALICE, 0), TokenError::InsufficientFunds);
    world.put(vault, account(&mints::REWARD, &campaign, 100_000));
    assert_eq!(world.claim(campaign, ALICE, 0), 100_000);
}

#[test]
fn the_largest_campaign_pays_the_smallest_stake_to_the_last_unit() {
    let mut world = World::new();
    world.put(mints::OTHER, mint(u64::MAX, 0, &mints::FREEZER));
    for owner in actors::ALL {
        let amount = if owner == actors::FUNDER { u64::MAX } else { 0 };
        world.put(wallet(&owner, &mints::OTHER), account(&mints::OTHER, &owner, amount));
    }
    let campaign = world.fund_in(mints::OTHER, u64::MAX, 0, 1_000_000_000);
    world.stake(ALICE, 0, 1);
    world.pass(999_999_999);
    let almost = oracle::earned(1, &[(999_999_999, 1)], u64::MAX, 1_000_000_000);
    assert_eq!(world.claim(campaign, ALICE, 0), almost);
    world.pass(1);
    assert_eq!(world.claim(campaign, ALICE, 0), u64::MAX - almost);
    world.check_books();
}

#[test]
fn the_smallest_stake_beside_the_largest_earns_its_share() {
    let (mut world, campaign) = with_campaign();
    world.stake(BOB, 0, 6_000_000_000);
    world.stake(ALICE, 0, 1);
    world.pass(1_000);
    assert_eq!(world.claim(campaign, ALICE, 0), 0);
    let expected = oracle::earned(6_000_000_000, &[(1_000, 6_000_000_001)], 1_000_000, 1_000);
    assert_eq!(expected, 999_999);
    assert_eq!(world.claim(campaign, BOB, 0), expected);
}

#[test]
fn books_that_contradict_each_other_pay_nothing() {
    let (mut world, campaign) = with_campaign();
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    let call = world.claim_call(campaign, ALICE, 0);
    let mut poor = world.clone();
    poor.corrupt(&campaign, |books: &mut Campaign| books.funded = 99_999);
    poor.refuse(&call, LiquidityError::BooksCorrupt);
    let mut heavy = world.clone();
    let address = position(&world.keys.farm, &ALICE, 0);
    heavy.corrupt(&address, |books: &mut Position| books.weight *= 11);
    heavy.refuse(&call, LiquidityError::BooksCorrupt);
    heavy.corrupt(&address, |books: &mut Position| books.weight = u64::MAX);
    heavy.refuse(&call, LiquidityError::Overflow);
    // A record that says more was paid than was earned.
    world.claim(campaign, ALICE, 0);
    world.corrupt(&address, |books: &mut Position| books.weight /= 2);
    world.pass(1);
    world.refuse(&call, LiquidityError::BooksCorrupt);
}

#[test]
fn every_account_is_checked() {
    let (mut world, campaign) = with_campaign();
    let (keys, other) = (world.keys, world.other);
    let second = world.fund(1_000_000, 0, 1_000);
    let base = world.next_campaign(1_000_000, 0, 1_000);
    world.send(&create_campaign(&NewCampaign { farm: other.farm, number: 0, ..base }));
    let theirs = campaign_address(&other.farm, 0);
    for owner in [ALICE, BOB] {
        world.stake(owner, 0, 1_024);
    }
    world.send(&stake(&other, ALICE, 0, 1_024));
    world.pass(10);
    let vault_twin = world.twin(&reward_vault(&campaign), "a twin of the reward vault");
    let foreign = world.foreign_twin(&wallet(&ALICE, &mints::REWARD), "a foreign twin");
    let wrong_account = LiquidityError::WrongRewardAccount;
    let wrong_vault = LiquidityError::WrongRewardVault;
    check(
        &world,
        &claim(keys.farm, campaign, mints::REWARD, CRANK, ALICE, 0),
        &[
            lookalike("farm", "another farm", other.farm, LiquidityError::WrongCampaign),
            lookalike("campaign", "another farm's", theirs, LiquidityError::WrongCampaign),
            lookalike("campaign", "another of this farm", second, wrong_vault),
            lookalike(
                "position",
                "another farm's",
                position(&other.farm, &ALICE, 0),
                LiquidityError::WrongPosition,
            ),
            lookalike("position", "another owner's", position(&keys.farm, &BOB, 0), wrong_account),
            lookalike("reward_vault", "another campaign's", reward_vault(&second), wrong_vault),
            lookalike("reward_vault", "another farm's", reward_vault(&theirs), wrong_vault),
            lookalike("reward_vault", "a twin", vault_twin, wrong_vault),
            lookalike("reward_vault", "the stake vault", keys.stake_vault, wrong_vault),
            lookalike(
                "owner_reward",
                "another owner's",
                wallet(&CRANK, &mints::REWARD),
                wrong_account,
            ),
            lookalike("owner_reward", "another mint's", wallet(&ALICE, &mints::A), wrong_account),
            lookalike("owner_reward", "of no token program", foreign, wrong_account),
            lookalike("owner_reward", "no token account", MALLORY, wrong_account),
            lookalike(
                "owner_reward",
                "the vault",
                reward_vault(&campaign),
                FrameworkError::DuplicateAccount,
            ),
            lookalike("owner_reward", "the second vault", reward_vault(&second), wrong_account),
        ],
    );
}
