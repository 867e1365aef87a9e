use program_tests::actors::{ALICE, BOB};
use program_tests::address::{campaign as campaign_address, position};
use program_tests::calls::{NewCampaign, create_campaign, pending_rewards, stake};
use program_tests::error::LiquidityError;
use program_tests::{START, World};
use solana_address::Address;

use crate::lookalikes::{check, lookalike};

fn pending(world: &World, campaign: Address, owner: Address) -> u64 {
    let mut world = world.clone();
    let receipt = world.send(&pending_rewards(world.keys.farm, campaign, owner, 0));
    // The runtime cuts zeros off the end of what is returned.
    let mut bytes = [0; 8];
    bytes[..receipt.returned.len()].copy_from_slice(&receipt.returned);
    u64::from_le_bytes(bytes)
}

#[test]
fn it_returns_what_a_claim_then_pays_to_the_unit() {
    let mut world = World::new();
    let campaign = world.fund(1_234_567, START + 5, 1_000);
    world.stake(ALICE, 0, 3);
    world.stake(BOB, 0, 4);
    assert_eq!(pending(&world, campaign, ALICE), 0);
    for slots in [5, 1, 77, 256, 5_000] {
        world.pass(slots);
        for owner in [ALICE, BOB] {
            let expected = pending(&world, campaign, owner);
            if expected > 0 {
                assert_eq!(world.claim(campaign, owner, 0), expected);
            }
        }
    }
    let call = pending_rewards(world.keys.farm, campaign, ALICE, 0);
    world.refuse(&call, LiquidityError::ClaimedInFull);
}

#[test]
fn without_overlap_it_is_refused() {
    let mut world = World::new();
    world.stake(ALICE, 0, 3);
    world.unstake(ALICE, 0);
    let campaign = world.fund(1_000, 0, 10);
    let call = pending_rewards(world.keys.farm, campaign, ALICE, 0);
    world.refuse(&call, LiquidityError::NoOverlap);
}

#[test]
fn sent_for_real_it_changes_nobodys_claim() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    let mut asked = world.clone();
    for _ in 0..100 {
        world.pass(10);
        asked.pass(10);
        asked.send(&pending_rewards(asked.keys.farm, campaign, ALICE, 0));
    }
    assert_eq!(asked.claim(campaign, ALICE, 0), world.claim(campaign, ALICE, 0));
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let other = world.other;
    let campaign = world.fund(1_000_000, 0, 1_000);
    let base = world.next_campaign(1_000_000, 0, 1_000);
    world.send(&create_campaign(&NewCampaign { farm: other.farm, number: 0, ..base }));
    world.stake(ALICE, 0, 1_024);
    world.send(&stake(&other, ALICE, 0, 1_024));
    let wrong = LiquidityError::WrongCampaign;
    check(
        &world,
        &pending_rewards(world.keys.farm, campaign, ALICE, 0),
        &[
            lookalike("farm", "another farm", other.farm, wrong),
            lookalike("campaign", "another farm's", campaign_address(&other.farm, 0), wrong),
            lookalike(
                "position",
                "another farm's",
                position(&other.farm, &ALICE, 0),
                LiquidityError::WrongPosition,
            ),
        ],
    );
}
