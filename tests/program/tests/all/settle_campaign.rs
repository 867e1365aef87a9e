use program_tests::actors::{ALICE, BOB};
use program_tests::address::campaign as campaign_address;
use program_tests::books::{Campaign, Farm};
use program_tests::calls::{NewCampaign, create_campaign};
use program_tests::error::LiquidityError;
use program_tests::{START, World};

use crate::lookalikes::{check, lookalike};

#[test]
fn settling_writes_the_farms_clock_at_both_ends_and_frees_their_places() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, START + 8, 1_000);
    world.pass(8);
    world.send(&world.settle_call(campaign));
    let before = world.campaign(&campaign);
    assert_eq!((before.start_known, before.end_known), (1, 0));
    assert_eq!((before.idle_at_start, before.exits_at_start), (8, 0));
    let farm = world.farm();
    assert_eq!((farm.starts, farm.boundary_count, farm.crossed_count), (1, 1, 0));

    world.stake(ALICE, 0, 1_024);
    world.pass(2_000);
    // BOB comes after the end, in the first instruction since.
    world.stake(BOB, 0, 1_024);
    world.pass(500);
    world.send(&world.settle_call(campaign));
    // 1,000 slots at 1,024, although nothing ran when they passed.
    assert_eq!(
        world.campaign(&campaign),
        Campaign {
            growth_at_end: [0, 1_000 << 54, 0],
            idle_at_end: 8,
            entries_at_end: 1,
            end_known: 1,
            ..before
        }
    );
    let farm = world.farm();
    assert_eq!((farm.ends, farm.boundary_count, farm.crossed_count), (1, 0, 0));
    assert!(farm.boundaries.iter().all(|boundary| *boundary == bytemuck::Zeroable::zeroed()));
}

#[test]
fn both_ends_are_settled_at_once_when_both_have_passed() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, START + 10, 1_000);
    world.pass(100_000);
    world.send(&world.settle_call(campaign));
    let books = world.campaign(&campaign);
    assert_eq!((books.start_known, books.end_known), (1, 1));
    assert_eq!((books.idle_at_start, books.idle_at_end), (10, 1_010));
}

#[test]
fn there_is_nothing_to_settle_before_a_start_or_end_has_passed_nor_twice() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, START + 10, 1_000);
    let call = world.settle_call(campaign);
    world.pass(9);
    world.refuse(&call, LiquidityError::NothingToSettle);
    world.pass(1);
    world.send(&call);
    world.pass(999);
    world.refuse(&call, LiquidityError::NothingToSettle);
    world.pass(1);
    world.send(&call);
    world.pass(1);
    world.refuse(&call, LiquidityError::NothingToSettle);
}

#[test]
fn a_shared_boundary_keeps_its_place_until_all_have_read_it() {
    let mut world = World::new();
    let first = world.fund(1_000_000, 0, 100);
    let second = world.fund(1_000_000, START + 100, 100);
    world.pass(100);
    world.send(&world.settle_call(first));
    assert_eq!(world.farm().boundary_count, 2);
    world.send(&world.settle_call(second));
    assert_eq!(world.farm().boundary_count, 1);
    assert_eq!(world.campaign(&first).growth_at_end, world.campaign(&second).growth_at_start);
}

#[test]
fn books_that_contradict_each_other_are_refused() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, START + 10, 1_000);
    world.pass(10);
    let keys = world.keys;
    let mut counts = world.clone();
    counts.corrupt(&keys.farm, |farm: &mut Farm| farm.boundary_count = 33);
    counts.refuse(&world.settle_call(campaign), LiquidityError::BooksCorrupt);
    world.corrupt(&keys.farm, |farm: &mut Farm| farm.boundaries[0].slot -= 1);
    world.refuse(&world.settle_call(campaign), LiquidityError::BooksCorrupt);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let other = world.other.farm;
    let campaign = world.fund(1_000_000, START + 10, 1_000);
    let base = world.next_campaign(1_000_000, START + 10, 1_000);
    world.send(&create_campaign(&NewCampaign { farm: other, number: 0, ..base }));
    world.pass(10);
    let wrong = LiquidityError::WrongCampaign;
    check(
        &world,
        &world.settle_call(campaign),
        &[
            lookalike("farm", "another farm", other, wrong),
            lookalike("campaign", "another farm's", campaign_address(&other, 0), wrong),
        ],
    );
}
