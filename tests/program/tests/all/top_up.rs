use program_tests::actors::{ALICE, BOB, FUNDER, MALLORY};
use program_tests::address::{campaign as campaign_address, reward_vault};
use program_tests::books::Campaign;
use program_tests::calls::{NewCampaign, create_campaign, top_up};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::CampaignToppedUp;
use program_tests::token::wallet;
use program_tests::{Call, PURSE, START, World, mints, oracle};
use solana_address::Address;

use crate::lookalikes::{check, lookalike};

fn call(world: &World, campaign: Address, extra_slots: u64) -> Call {
    top_up(world.keys.farm, campaign, mints::REWARD, MALLORY, extra_slots, u64::MAX)
}

#[test]
fn it_moves_the_end_and_costs_the_rate_rounded_up() {
    let mut world = World::new();
    let campaign = world.fund(1_999, 0, 1_000);
    let before = world.campaign(&campaign);
    let receipt = world.send(&call(&world, campaign, 251));
    // 251 * 1.999 is 501.749.
    assert_eq!(
        world.campaign(&campaign),
        Campaign { funded: 1_999 + 502, end_slot: START + 1_251, ..before }
    );
    assert_eq!(world.purse(MALLORY, mints::REWARD), PURSE - 502);
    assert_eq!(world.balance(&reward_vault(&campaign)), 2_501);
    assert_eq!(
        receipt.event::<CampaignToppedUp>(),
        CampaignToppedUp {
            campaign,
            funder: MALLORY,
            amount: 502,
            funded: 2_501,
            end_slot: START + 1_251,
        }
    );
    let farm = world.farm();
    assert_eq!((farm.boundary_count, farm.boundaries[0].slot), (1, START + 1_251));
    world.check_books();
}

#[test]
fn nobody_accrues_less_for_it_and_the_last_slot_pays_like_the_first() {
    let mut world = World::new();
    let campaign = world.fund(1_999_983, 0, 997);
    world.stake(ALICE, 0, 3);
    world.stake(BOB, 0, 4);
    world.pass(500);
    let mut topped = world.clone();
    topped.send(&call(&topped, campaign, 1_000));
    for (owner, weight) in [(ALICE, 3), (BOB, 4)] {
        let mut plain = world.clone();
        assert_eq!(topped.claim(campaign, owner, 0), plain.claim(campaign, owner, 0));
        let mut end = topped.clone();
        end.pass(100_000);
        end.claim(campaign, owner, 0);
        let whole = oracle::earned(weight, &[(500, 7), (1_497, 7)], 1_999_983, 997);
        assert_eq!(end.claim_records(owner, 0)[0].paid, whole);
    }
    topped.pass(100_000);
    topped.claim(campaign, ALICE, 0);
    topped.claim(campaign, BOB, 0);
    topped.send(&topped.close_campaign_call(campaign));
    topped.check_books();
}

#[test]
fn other_campaigns_boundaries_stay_where_they_are() {
    let mut world = World::new();
    // One that has ended and was not read, one that ends with the one topped up, one that starts then.
    let old = world.fund(1_000, 0, 10);
    let same = world.fund(100_000, 0, 100);
    let campaign = world.fund(100_000, 0, 100);
    let next = world.fund(100_000, START + 100, 100);
    world.stake(ALICE, 0, 1_024);
    world.pass(50);
    world.send(&call(&world, campaign, 50));
    let farm = world.farm();
    assert_eq!((farm.boundary_count, farm.crossed_count), (4, 1));
    world.pass(1_000);
    for (one, slots) in [(old, 10 * 100), (same, 100_000), (campaign, 150_000), (next, 100_000)] {
        assert_eq!(world.claim(one, ALICE, 0), slots);
    }
    let farm = world.farm();
    assert_eq!((farm.boundary_count, farm.crossed_count, farm.starts, farm.ends), (0, 0, 4, 4));
    world.check_books();
}

#[test]
fn a_place_that_was_its_own_moves_without_needing_another() {
    let mut world = World::new();
    let shared = world.fund(1_000, START + 10, 10);
    let campaigns = world.fill_table(START + 10);
    world.send(&call(&world, campaigns[7], 1));
    assert_eq!(world.farm().boundary_count, 32);
    world.refuse(&call(&world, shared, 1), LiquidityError::BoundaryTableFull);
}

#[test]
fn every_limit_holds_to_the_unit() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    let farm = world.keys.farm;
    let bounded = |max| top_up(farm, campaign, mints::REWARD, FUNDER, 10, max);
    world.refuse(&call(&world, campaign, 0), LiquidityError::ZeroAmount);
    world.refuse(&bounded(9_999), LiquidityError::AboveMaximum);
    world.send(&bounded(10_000));
    world.refuse(&call(&world, campaign, 1_000_000_000 - 1_009), LiquidityError::DurationTooLong);
    let most = call(&world, campaign, 1_000_000_000 - 1_010);
    world.clone().send(&most);
    world.refuse(&call(&world, campaign, u64::MAX), LiquidityError::Overflow);
    world.pass(1_009);
    world.clone().send(&call(&world, campaign, 1));
    world.pass(1);
    world.refuse(&call(&world, campaign, 1), LiquidityError::CampaignEnded);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    let campaign = world.fund(1_000_000, 0, 1_000);
    let second = world.fund(1_000_000, 0, 1_000);
    let base = world.next_campaign(1_000_000, 0, 1_000);
    world.send(&create_campaign(&NewCampaign { farm: other.farm, number: 0, ..base }));
    let theirs = campaign_address(&other.farm, 0);
    let twin = world.twin(&reward_vault(&campaign), "a twin of the reward vault");
    let foreign = world.foreign_twin(&wallet(&MALLORY, &mints::REWARD), "a foreign twin");
    let wrong_vault = LiquidityError::WrongRewardVault;
    check(
        &world,
        &call(&world, campaign, 10),
        &[
            lookalike("funder", "another", ALICE, TokenError::OwnerMismatch),
            lookalike("farm", "another farm", other.farm, LiquidityError::WrongCampaign),
            lookalike("campaign", "another farm's", theirs, LiquidityError::WrongCampaign),
            lookalike("campaign", "another of this farm", second, wrong_vault),
            lookalike("reward_vault", "another campaign's", reward_vault(&second), wrong_vault),
            lookalike("reward_vault", "a twin", twin, wrong_vault),
            lookalike("reward_vault", "the stake vault", keys.stake_vault, wrong_vault),
            lookalike(
                "funder_reward",
                "another mint's",
                wallet(&MALLORY, &mints::A),
                TokenError::MintMismatch,
            ),
            lookalike(
                "funder_reward",
                "another owner's",
                wallet(&ALICE, &mints::REWARD),
                TokenError::OwnerMismatch,
            ),
            lookalike(
                "funder_reward",
                "of no token program",
                foreign,
                FrameworkError::WrongProgram,
            ),
            lookalike(
                "funder_reward",
                "the vault",
                reward_vault(&campaign),
                FrameworkError::DuplicateAccount,
            ),
        ],
    );
}
