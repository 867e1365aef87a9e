use program_tests::actors::{ALICE, BOB, MALLORY, REFUNDEE};
use program_tests::address::{campaign as campaign_address, reward_vault};
use program_tests::books::Campaign;
use program_tests::calls::{NewCampaign, create_campaign};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::CampaignCollected;
use program_tests::token::wallet;
use program_tests::{PURSE, World, mints};
use solana_address::Address;

use crate::lookalikes::{check, lookalike};

/// Ended, with 250 idle slots of 1,000 and 750,000 that ALICE has not claimed.
fn ended() -> (World, Address) {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.pass(250);
    world.stake(ALICE, 0, 1_024);
    world.pass(5_000);
    (world, campaign)
}

#[test]
fn idle_slots_go_back_as_soon_as_it_has_ended_and_what_is_owed_stays() {
    let (mut world, campaign) = ended();
    let receipt = world.send(&world.collect_call(campaign));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 250_000);
    assert_eq!(world.campaign(&campaign).refunded, 250_000);
    assert_eq!(
        receipt.event::<CampaignCollected>(),
        CampaignCollected {
            campaign,
            refundee: REFUNDEE,
            amount: 250_000,
            refunded: 250_000,
            is_closed: 0,
        }
    );
    world.pass(1);
    world.refuse(&world.collect_call(campaign), LiquidityError::NothingToCollect);
    assert_eq!(world.claim(campaign, ALICE, 0), 750_000);
    world.refuse(&world.collect_call(campaign), LiquidityError::NothingToCollect);
    world.check_books();
}

#[test]
fn a_campaign_that_nobody_staked_for_goes_back_whole() {
    let mut world = World::new();
    let campaign = world.fund(1_000_003, 0, 1_000);
    world.pass(1_000);
    world.send(&world.collect_call(campaign));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 1_000_003);
    assert_eq!(world.balance(&reward_vault(&campaign)), 0);
}

#[test]
fn what_rounding_left_goes_back_once_everyone_has_claimed() {
    let mut world = World::new();
    let campaign = world.fund(1_000, 0, 1_000);
    world.stake(ALICE, 0, 1);
    world.stake(BOB, 0, 2);
    world.pass(1_000);
    let paid = world.claim(campaign, ALICE, 0);
    // Not idle, and BOB may claim yet.
    world.refuse(&world.collect_call(campaign), LiquidityError::NothingToCollect);
    let paid = paid + world.claim(campaign, BOB, 0);
    assert!((998..1_000).contains(&paid), "{paid}");
    world.send(&world.collect_call(campaign));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 1_000 - paid);
    world.check_books();
}

#[test]
fn idle_slots_of_an_uneven_rate_round_against_the_refundee() {
    let mut world = World::new();
    let campaign = world.fund(1_999, 0, 1_000);
    world.pass(251);
    world.stake(ALICE, 0, 1_024);
    world.pass(749);
    world.send(&world.collect_call(campaign));
    // 251 * 1.999 is 501.749.
    assert_eq!(world.campaign(&campaign).refunded, 501);
    assert_eq!(world.claim(campaign, ALICE, 0), 1_497);
    world.send(&world.collect_call(campaign));
    assert_eq!(world.campaign(&campaign).refunded, 502);
    world.check_books();
}

#[test]
fn nothing_goes_back_before_the_end() {
    let mut world = World::new();
    let running = world.fund(1_000_000, 0, 1_000);
    let coming = world.fund(1_000_000, program_tests::START + 1_000, 1_000);
    world.pass(999);
    world.refuse(&world.collect_call(running), LiquidityError::CampaignNotEnded);
    world.refuse(&world.collect_call(coming), LiquidityError::CampaignNotEnded);
    world.pass(1);
    world.send(&world.collect_call(running));
}

#[test]
fn a_donation_to_the_vault_is_not_refunded_as_idle() {
    let (mut world, campaign) = ended();
    world.donate(MALLORY, reward_vault(&campaign), mints::REWARD, 777);
    world.send(&world.collect_call(campaign));
    assert_eq!(world.campaign(&campaign).refunded, 250_000);
}

#[test]
fn a_frozen_vault_delays_the_refund() {
    let (mut world, campaign) = ended();
    world.freeze(reward_vault(&campaign), mints::REWARD);
    world.refuse(&world.collect_call(campaign), TokenError::AccountFrozen);
    world.thaw(reward_vault(&campaign), mints::REWARD);
    world.send(&world.collect_call(campaign));
}

#[test]
fn books_that_contradict_each_other_pay_nothing() {
    let (mut world, campaign) = ended();
    world.corrupt(&campaign, |books: &mut Campaign| books.refunded = 250_001);
    world.refuse(&world.collect_call(campaign), LiquidityError::BooksCorrupt);
}

#[test]
fn every_account_is_checked() {
    let (mut world, campaign) = ended();
    let (keys, other) = (world.keys, world.other);
    let second = world.fund(1_000_000, 0, 10);
    let base = world.next_campaign(1_000_000, 0, 10);
    world.send(&create_campaign(&NewCampaign { farm: other.farm, number: 0, ..base }));
    let theirs = campaign_address(&other.farm, 0);
    world.pass(1_000);
    let twin = world.twin(&reward_vault(&campaign), "a twin of the reward vault");
    let foreign = world.foreign_twin(&wallet(&REFUNDEE, &mints::REWARD), "a foreign twin");
    let wrong_account = LiquidityError::WrongRefundAccount;
    let wrong_vault = LiquidityError::WrongRewardVault;
    check(
        &world,
        &world.collect_call(campaign),
        &[
            lookalike("farm", "another farm", other.farm, LiquidityError::WrongCampaign),
            lookalike("campaign", "another farm's", theirs, LiquidityError::WrongCampaign),
            lookalike("campaign", "another of this farm", second, wrong_vault),
            lookalike("reward_vault", "another campaign's", reward_vault(&second), wrong_vault),
            lookalike("reward_vault", "a twin", twin, wrong_vault),
            lookalike("reward_vault", "the stake vault", keys.stake_vault, wrong_vault),
            lookalike(
                "refundee_reward",
                "another owner's",
                wallet(&MALLORY, &mints::REWARD),
                wrong_account,
            ),
            lookalike(
                "refundee_reward",
                "another mint's",
                wallet(&REFUNDEE, &mints::A),
                wrong_account,
            ),
            lookalike("refundee_reward", "of no token program", foreign, wrong_account),
            lookalike("refundee_reward", "no token account", MALLORY, wrong_account),
            lookalike(
                "refundee_reward",
                "the vault",
                reward_vault(&campaign),
                FrameworkError::DuplicateAccount,
            ),
        ],
    );
}
