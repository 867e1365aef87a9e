//! What must not cost more: the rest is in the table that `bench` prints.

use program_tests::actors::{ALICE, BOB};
use program_tests::calls::stake;
use program_tests::tour::with_live_campaigns;
use program_tests::{START, World};

#[test]
fn staking_and_leaving_cost_the_same_with_no_campaign_and_with_32_live_ones() {
    let mut stops = with_live_campaigns();
    let costs: Vec<_> =
        stops.iter_mut().map(|stop| stop.world.send(&stop.call).compute_units).collect();
    let &[stake_0, leave_0, stake_1, leave_1, stake_32, leave_32] = &costs[..] else {
        panic!("two calls with 0, 1 and 32 campaigns");
    };
    assert_eq!((stake_1, leave_1), (stake_32, leave_32));
    // Less than 100: whether there is a next boundary to look at.
    assert!(stake_32.abs_diff(stake_0) < 100, "{costs:?}");
    assert!(leave_32.abs_diff(leave_0) < 100, "{costs:?}");
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
