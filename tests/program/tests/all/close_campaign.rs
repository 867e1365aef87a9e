use program_tests::actors::{ALICE, BOB, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::{campaign as campaign_address, reward_vault};
use program_tests::calls::{NewCampaign, create_campaign};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::CampaignCollected;
use program_tests::token::wallet;
use program_tests::{PURSE, World, mints};
use solana_address::Address;

use crate::lookalikes::{check, lookalike};

/// Ended, claimed, with 250 idle slots of 1,000 still to go back.
fn claimed() -> (World, Address) {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.pass(250);
    world.stake(ALICE, 0, 1_024);
    world.pass(5_000);
    assert_eq!(world.claim(campaign, ALICE, 0), 750_000);
    (world, campaign)
}

#[test]
fn closing_pays_the_rest_to_the_refundee_and_the_rent_to_the_funder() {
    let (mut world, campaign) = claimed();
    let vault = reward_vault(&campaign);
    world.donate(MALLORY, vault, mints::REWARD, 777);
    let rent = world.lamports(&campaign) + world.lamports(&vault);
    let before = world.lamports(&FUNDER);
    let receipt = world.send(&world.close_campaign_call(campaign));
    assert!(world.is_gone(&campaign) && world.is_gone(&vault));
    assert_eq!(world.lamports(&FUNDER), before + rent);
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 250_777);
    assert_eq!(
        receipt.event::<CampaignCollected>(),
        CampaignCollected {
            campaign,
            refundee: REFUNDEE,
            amount: 250_777,
            refunded: 250_777,
            is_closed: 1,
        }
    );
    world.check_books();
}

#[test]
fn after_a_collect_only_what_came_since_is_paid() {
    let (mut world, campaign) = claimed();
    world.send(&world.collect_call(campaign));
    // Nothing is paid, so no account for it is needed.
    let call = world.close_campaign_call(campaign).with("refundee_reward", MALLORY);
    let receipt = world.send(&call);
    let event: CampaignCollected = receipt.event();
    assert_eq!((event.amount, event.refunded), (0, 250_000));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 250_000);
}

#[test]
fn a_campaign_with_claims_outstanding_or_still_to_end_stays() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.stake(BOB, 0, 1_024);
    world.pass(999);
    world.refuse(&world.close_campaign_call(campaign), LiquidityError::CampaignNotEnded);
    world.pass(1);
    world.refuse(&world.close_campaign_call(campaign), LiquidityError::ClaimsOutstanding);
    world.claim(campaign, ALICE, 0);
    world.unstake(BOB, 0);
    world.pass(1);
    world.refuse(&world.close_campaign_call(campaign), LiquidityError::ClaimsOutstanding);
    world.claim(campaign, BOB, 0);
    world.send(&world.close_campaign_call(campaign));
}

#[test]
fn a_position_that_earned_nothing_still_has_to_say_so() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.unstake(ALICE, 0);
    world.pass(1_000);
    world.refuse(&world.close_campaign_call(campaign), LiquidityError::ClaimsOutstanding);
    world.claim(campaign, ALICE, 0);
    world.send(&world.close_campaign_call(campaign));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 1_000_000);
}

#[test]
fn a_frozen_vault_delays_the_close() {
    let (mut world, campaign) = claimed();
    world.freeze(reward_vault(&campaign), mints::REWARD);
    world.refuse(&world.close_campaign_call(campaign), TokenError::AccountFrozen);
    world.thaw(reward_vault(&campaign), mints::REWARD);
    world.send(&world.close_campaign_call(campaign));
}

#[test]
fn a_closed_campaigns_number_is_not_used_again() {
    let (mut world, campaign) = claimed();
    world.send(&world.close_campaign_call(campaign));
    let next = world.fund(1_000, 0, 10);
    assert_eq!(world.campaign(&next).number, 1);
    assert!(world.is_gone(&campaign));
}

#[test]
fn every_account_is_checked() {
    let (mut world, campaign) = claimed();
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
        &world.close_campaign_call(campaign),
        &[
            lookalike("funder", "someone else", MALLORY, LiquidityError::WrongFunder),
            lookalike("funder", "the refundee", REFUNDEE, LiquidityError::WrongFunder),
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
