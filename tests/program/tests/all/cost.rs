//! What must not cost more: the rest is in the table that `bench` prints.

use program_tests::actors::{ALICE, BOB};
use program_tests::calls::{stake, unstake};
use program_tests::{START, World};

#[test]
fn staking_and_leaving_cost_the_same_with_no_campaign_and_with_32_live_ones() {
    let cost = |campaigns: u64| {
        let mut world = World::new();
        // All live: started now, and each pair shares its end.
        for n in 0..campaigns {
            world.fund(10_000, 0, 1_000 + n / 2);
        }
        world.stake(BOB, 0, 1_234_567);
        world.pass(7);
        let enter = world.send(&stake(&world.keys, ALICE, 0, 7_654_321)).compute_units;
        world.pass(7);
        let leave = world.send(&unstake(&world.keys, ALICE, 0)).compute_units;
        (enter, leave)
    };
    let (none, one, full) = (cost(0), cost(1), cost(32));
    assert_eq!(one, full);
    // Less than 100: whether there is a next boundary to look at.
    assert!(full.0.abs_diff(none.0) < 100, "stake: {none:?} and {full:?}");
    assert!(full.1.abs_diff(none.1) < 100, "unstake: {none:?} and {full:?}");
}

#[test]
fn a_full_table_costs_nothing_until_its_slots_pass() {
    let cost = |is_full| {
        let mut world = World::new();
        world.stake(BOB, 0, 1_234_567);
        if is_full {
            world.fill_table(START + 1_000);
        }
        world.pass(7);
        world.send(&stake(&world.keys, ALICE, 0, 7_654_321)).compute_units
    };
    assert!(cost(true).abs_diff(cost(false)) < 100);
}
