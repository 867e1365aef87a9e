use program_tests::actors::{CREATOR, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::{self, TOKEN_2022};
use program_tests::books::{Campaign, Farm};
use program_tests::calls::{NewCampaign, create_campaign};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::CampaignCreated;
use program_tests::token::wallet;
use program_tests::{PURSE, START, World, mints, named, token};

use crate::lookalikes::{check, lookalike};

const BILLION: u64 = 1_000_000_000;

#[test]
fn a_campaign_that_starts_now_takes_its_funds_and_one_place_in_the_table() {
    let mut world = World::new();
    world.pass(5);
    let now = START + 5;
    let new = world.next_campaign(1_000_000, 0, 1_000);
    let receipt = world.send(&create_campaign(&new));

    let address = address::campaign(&world.keys.farm, 0);
    let vault = address::reward_vault(&address);
    let campaign = world.campaign(&address);
    let blank: Campaign = bytemuck::Zeroable::zeroed();
    assert_eq!(
        campaign,
        Campaign {
            farm: world.keys.farm,
            reward_mint: mints::REWARD,
            reward_vault: vault,
            funder: FUNDER,
            refundee: REFUNDEE,
            funded: 1_000_000,
            rate_amount: 1_000_000,
            rate_slots: 1_000,
            start_slot: now,
            end_slot: now + 1_000,
            // Nobody has staked since the farm began.
            idle_at_start: 5,
            start_known: 1,
            bump: campaign.bump,
            decimals: 6,
            ..blank
        }
    );
    let farm = world.farm();
    assert_eq!((farm.campaigns, farm.starts, farm.ends), (1, 1, 0));
    assert_eq!((farm.boundary_count, farm.crossed_count), (1, 0));
    assert_eq!((farm.boundaries[0].slot, farm.boundaries[0].ends), (now + 1_000, 1));
    assert_eq!((farm.last_slot, farm.idle_slots), (now, 5));
    assert_eq!(world.balance(&vault), 1_000_000);
    assert_eq!(world.purse(FUNDER, mints::REWARD), PURSE - 1_000_000);
    assert_eq!(
        receipt.event::<CampaignCreated>(),
        CampaignCreated {
            campaign: address,
            farm: world.keys.farm,
            funder: FUNDER,
            reward_mint: mints::REWARD,
            amount: 1_000_000,
            start_slot: now,
            end_slot: now + 1_000,
            number: 0,
        }
    );
    world.check_books();
}

#[test]
fn a_campaign_that_starts_later_takes_two_places_and_campaigns_share_them() {
    let mut world = World::new();
    let first = world.fund(1_000_000, START + 50, 100);
    assert_eq!(world.campaign(&first).start_known, 0);
    assert_eq!(world.farm().boundary_count, 2);
    // Starts where the first ends.
    world.fund(1_000_000, START + 150, 100);
    let farm = world.farm();
    assert_eq!(farm.boundary_count, 3);
    let places: Vec<_> =
        farm.boundaries[..3].iter().map(|b| (b.slot, b.starts, b.ends, b.unread)).collect();
    assert_eq!(places, [(START + 50, 1, 0, 1), (START + 150, 1, 1, 2), (START + 250, 0, 1, 1)]);
    assert_eq!((farm.starts, farm.campaigns), (0, 2));
}

#[test]
fn every_limit_holds_to_the_unit() {
    let mut world = World::new();
    let base = world.next_campaign(10 * BILLION, 0, 10);
    let mut refuse =
        |new: NewCampaign, error: LiquidityError| world.refuse(&create_campaign(&new), error);
    refuse(NewCampaign { amount: 0, ..base }, LiquidityError::ZeroAmount);
    refuse(NewCampaign { duration_slots: 0, ..base }, LiquidityError::DurationTooShort);
    refuse(NewCampaign { duration_slots: 9, ..base }, LiquidityError::DurationTooShort);
    refuse(NewCampaign { duration_slots: BILLION + 1, ..base }, LiquidityError::DurationTooLong);
    refuse(NewCampaign { duration_slots: u64::MAX, ..base }, LiquidityError::DurationTooLong);
    refuse(NewCampaign { amount: 9, ..base }, LiquidityError::RateTooLow);
    refuse(NewCampaign { start_slot: START - 1, ..base }, LiquidityError::StartInPast);
    refuse(NewCampaign { start_slot: 1, ..base }, LiquidityError::StartInPast);
    refuse(NewCampaign { start_slot: START + BILLION + 1, ..base }, LiquidityError::StartTooFar);
    refuse(NewCampaign { start_slot: u64::MAX, ..base }, LiquidityError::StartTooFar);

    world.fund(10, START, 10);
    world.fund(BILLION, START + BILLION, BILLION);
    world.check_books();
}

#[test]
fn a_full_table_refuses_a_campaign_until_a_place_is_free() {
    let mut world = World::new();
    let campaigns = world.fill_table(START + 10);
    let by_creator = |world: &World, start| {
        let base = world.next_campaign(1_000, start, 10);
        create_campaign(&NewCampaign { funder: CREATOR, ..base })
    };
    let start = START + 10_000;
    world.refuse(&by_creator(&world, start), LiquidityError::BoundaryTableFull);
    // One that shares both of its slots needs no place.
    world.send(&by_creator(&world, START + 30));

    // Boundaries that have passed keep their places until they are read.
    world.pass(400);
    world.refuse(&by_creator(&world, start), LiquidityError::BoundaryTableFull);
    world.send(&world.settle_call(campaigns[3]));
    assert_eq!(world.farm().boundary_count, 30);
    world.send(&by_creator(&world, start));
    assert_eq!(world.farm().boundary_count, 32);
}

#[test]
fn a_full_table_refuses_the_end_of_a_campaign_that_starts_now_and_keeps_nothing_of_it() {
    let mut world = World::new();
    world.fill_table(START + 10);
    let base = world.next_campaign(100_000, 0, 10_000);
    let now = NewCampaign { funder: CREATOR, ..base };
    world.refuse(&create_campaign(&now), LiquidityError::BoundaryTableFull);
    assert_eq!(world.farm().starts, 0);
}

#[test]
fn anyone_may_fund_with_any_token_the_pools_own_included() {
    let mut world = World::new();
    let lp = world.keys.lp_mint;
    for reward_mint in [mints::A, mints::B, lp] {
        let base = world.next_campaign(1_000_000, 0, 100);
        let funder = program_tests::actors::ALICE;
        world.send(&create_campaign(&NewCampaign { funder, reward_mint, ..base }));
    }
    world.check_books();
}

#[test]
fn a_purse_too_small_or_frozen_is_refused_by_the_token_program() {
    let mut world = World::new();
    let new = world.next_campaign(PURSE + 1, 0, 100);
    world.refuse(&create_campaign(&new), TokenError::InsufficientFunds);
    world.freeze(wallet(&FUNDER, &mints::REWARD), mints::REWARD);
    let new = world.next_campaign(1_000, 0, 100);
    world.refuse(&create_campaign(&new), TokenError::AccountFrozen);
}

#[test]
fn lamports_sent_ahead_do_not_block_a_campaign() {
    let mut world = World::new();
    let campaign = address::campaign(&world.keys.farm, 0);
    world.send_lamports(MALLORY, campaign, 1_000_000);
    world.send_lamports(MALLORY, address::reward_vault(&campaign), 1_000_000);
    world.fund(1_000, 0, 10);
}

#[test]
fn more_campaigns_than_can_be_numbered_are_refused() {
    let mut world = World::new();
    world.corrupt(&world.keys.farm.clone(), |farm: &mut Farm| farm.campaigns = u32::MAX);
    let new = world.next_campaign(1_000, 0, 10);
    world.refuse(&create_campaign(&new), LiquidityError::Overflow);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let mut foreign_mint = world.account(&mints::OTHER);
    foreign_mint.owner = TOKEN_2022;
    world.put(named("a mint of another program"), foreign_mint);
    let new = world.next_campaign(1_000, 0, 10);
    let other_farm = world.other.farm;
    let elsewhere = named("anywhere");
    let seeds = FrameworkError::WrongSeeds;
    check(
        &world,
        &create_campaign(&new),
        &[
            lookalike("funder", "another funder", MALLORY, TokenError::OwnerMismatch),
            lookalike("farm", "another farm", other_farm, seeds),
            lookalike("reward_mint", "another mint", mints::OTHER, TokenError::MintMismatch),
            lookalike(
                "reward_mint",
                "a token account",
                wallet(&FUNDER, &mints::REWARD),
                FrameworkError::DuplicateAccount,
            ),
            lookalike(
                "reward_mint",
                "a token account",
                wallet(&FUNDER, &mints::A),
                LiquidityError::NotAMint,
            ),
            lookalike(
                "reward_mint",
                "of another program",
                named("a mint of another program"),
                LiquidityError::WrongTokenProgram,
            ),
            lookalike("reward_mint", "no account", elsewhere, LiquidityError::NotAMint),
            lookalike("campaign", "another number's", address::campaign(&new.farm, 1), seeds),
            lookalike("campaign", "another farm's", address::campaign(&other_farm, 0), seeds),
            lookalike("reward_vault", "any address", elsewhere, seeds),
            lookalike(
                "reward_vault",
                "another campaign's",
                address::reward_vault(&address::campaign(&other_farm, 0)),
                seeds,
            ),
            lookalike(
                "funder_reward",
                "another mint's",
                wallet(&FUNDER, &mints::A),
                TokenError::MintMismatch,
            ),
            lookalike(
                "funder_reward",
                "another owner's",
                wallet(&MALLORY, &mints::REWARD),
                TokenError::OwnerMismatch,
            ),
        ],
    );
    assert_eq!(
        token::holding(&world.account(&wallet(&FUNDER, &mints::REWARD))).map(|h| h.2),
        Some(PURSE)
    );
}
