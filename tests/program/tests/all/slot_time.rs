//! Slots are what counts, whatever time they take.

use program_tests::World;
use program_tests::actors::{ALICE, BOB};
use program_tests::books::{Campaign, Farm, Position};
use program_tests::calls::{collect_campaign, stake_locked};
use program_tests::mints;
use solana_address::Address;
use solana_clock::Clock;

/// Lets slots pass of which each takes so many milliseconds.
fn pass(world: &mut World, slots: u64, slot_ms: u64) {
    world.pass(slots);
    let mut clock: Clock = world.svm.get_sysvar();
    clock.unix_timestamp += i64::try_from(slots * slot_ms / 1_000).expect("fits");
    world.svm.set_sysvar(&clock);
}

type Books = (Campaign, Farm, [Position; 3], [u64; 2]);

/// The same stream, stakes and locks, with the slot time `first` and then, from its middle on, `then`.
fn stream(first: u64, then: u64) -> (i64, Books) {
    let mut world = World::new();
    let keys = world.keys;
    let campaign: Address = world.fund(10_000_019, 0, 10_000_000);
    pass(&mut world, 1_000_000, first);
    world.stake(ALICE, 0, 1_000);
    pass(&mut world, 2_000_000, first);
    world.send(&stake_locked(&keys, BOB, 0, 777, 1));
    pass(&mut world, 2_000_000, first);
    // From here on slots take another time.
    pass(&mut world, 2_000_000, then);
    world.claim(campaign, ALICE, 0);
    world.stake(ALICE, 1, 999);
    pass(&mut world, 2_480_000, then);
    // The first slot in which BOB may leave, 6,480,000 after he came.
    world.unstake(BOB, 0);
    pass(&mut world, 1_000_000, then);
    let paid = [(ALICE, 0), (ALICE, 1), (BOB, 0)].map(|(owner, number)| {
        world.claim(campaign, owner, number);
        world.position(owner, number)
    });
    world.send(&collect_campaign(
        keys.farm,
        campaign,
        mints::REWARD,
        program_tests::actors::REFUNDEE,
    ));
    let purses = [ALICE, BOB].map(|owner| world.purse(owner, mints::REWARD));
    let clock: Clock = world.svm.get_sysvar();
    (clock.unix_timestamp, (world.campaign(&campaign), world.farm(), paid, purses))
}

#[test]
fn a_slot_time_that_changes_halfway_changes_no_reward() {
    let (slow_clock, slow) = stream(400, 400);
    for (first, then) in [(400, 200), (400, 350), (200, 400), (400, 60_000), (400, 0)] {
        let (clock, books) = stream(first, then);
        assert_ne!(clock, slow_clock, "the clock did not change");
        assert!(books == slow, "{first} ms and then {then} ms changed a reward");
    }
}
