//! Prices summed up for outsiders to average over slots, as `liquidity_math::price` says.

use num_bigint::{BigInt, BigUint};
use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::books::Pool;
use program_tests::calls::{
    NEVER, deposit, deposit_single, skim, swap, swap_out, withdraw, withdraw_single,
};
use program_tests::{START, World, mints};

use crate::pairs::{Dice, world_of_each};

/// What a reader keeps: a slot and both sums.
#[derive(Clone, Debug)]
struct Observation {
    slot: u64,
    sums: [BigUint; 2],
}

fn observe(pool: &Pool) -> Observation {
    let sum = |limbs: [u64; 2]| (BigUint::from(limbs[1]) << 64) + limbs[0];
    Observation {
        slot: pool.observed_slot,
        sums: [sum(pool.price_sum_a_in_b), sum(pool.price_sum_b_in_a)],
    }
}

/// The mean prices between two observations: the difference modulo 2^128 over the slots.
fn average(earlier: &Observation, later: &Observation) -> [BigUint; 2] {
    let whole = BigUint::from(1_u32) << 128;
    let slots = later.slot - earlier.slot;
    [0, 1].map(|place| (&later.sums[place] + &whole - &earlier.sums[place]) % &whole / slots)
}

/// Something that moves the reserves, and so sums up the prices before it.
fn touch(world: &mut World, dice: &mut Dice) {
    let keys = world.keys;
    let is_a = dice.roll(2) == 0;
    let (reserve, _) = world.market().reserves(is_a);
    let amount = 1_000_000 + dice.roll(reserve / 3);
    let lp = 1_000_000 + dice.roll(world.purse(ALICE, keys.lp_mint) / 5);
    let call = match dice.roll(6) {
        0 => {
            let (market, part) = (world.market(), 5 + dice.roll(50));
            deposit(&keys, BOB, market.reserve_a / part, market.reserve_b / part)
        }
        1 => withdraw(&keys, ALICE, lp),
        2 => deposit_single(&keys, BOB, is_a, [amount, 0, NEVER]),
        3 => withdraw_single(&keys, ALICE, is_a, [lp, 0, NEVER]),
        4 => swap_out(&keys, MALLORY, !is_a, amount),
        _ => swap(&keys, MALLORY, is_a, amount),
    };
    world.send(&call);
}

#[test]
fn sums_are_the_prices_of_every_slot_in_both_directions() {
    for (case, mut world) in world_of_each() {
        let mut dice = Dice::new(8);
        let mut exact = [BigUint::ZERO, BigUint::ZERO];
        let mut slack = [BigUint::ZERO, BigUint::ZERO];
        let start = observe(&world.pool());
        assert_eq!(start.sums, exact, "{case}: nothing before the first deposit");
        assert_eq!(start.slot, START, "{case}");
        for _ in 0..14 {
            let slots = [0, 1, 1, 2, 17, 100_000][dice.roll(6) as usize];
            let market = world.market();
            let now = world.slot();
            world.pass(slots);
            for (place, of_a) in [(0, true), (1, false)] {
                let price = market.price(of_a);
                // Rounded down; on the stable curve also by the invariant, which is an integer there.
                let least = BigUint::from(market.reserve_a.min(market.reserve_b));
                slack[place] += (&price / least + (&price >> 60) + 2_u32) * slots;
                exact[place] += price * slots;
            }
            touch(&mut world, &mut dice);
            let seen = observe(&world.pool());
            assert_eq!(seen.slot, now + slots, "{case}");
            for place in [0, 1] {
                let difference =
                    BigInt::from(seen.sums[place].clone()) - BigInt::from(exact[place].clone());
                assert!(difference.magnitude() <= &slack[place], "{case}: {difference}");
                if case == "SPL Token" {
                    assert_eq!(seen.sums[place], exact[place]);
                }
            }
        }
    }
}

#[test]
fn prices_begin_with_the_first_deposit() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    world.pass(500);
    world.send(&deposit(&keys, ALICE, 4_000_000, 9_000_000));
    let first = observe(&world.pool());
    assert_eq!((first.slot, first.sums), (START + 500, [BigUint::ZERO, BigUint::ZERO]));
}

#[test]
fn what_comes_and_goes_within_a_slot_never_counts() {
    for (case, world) in world_of_each() {
        let (mut plain, mut pushed) = (world.clone(), world);
        let keys = plain.keys;
        let start = observe(&plain.pool());
        plain.pass(50);
        pushed.pass(50);
        let mint_b = keys.mint_b;
        let before = pushed.purse(MALLORY, mint_b);
        let (reserve_a, _) = pushed.market().reserves(true);
        pushed.send(&swap(&keys, MALLORY, true, reserve_a * 3));
        let got = pushed.purse(MALLORY, mint_b) - before;
        pushed.send(&swap(&keys, MALLORY, false, got));
        plain.send(&swap(&keys, BOB, true, 1_000_000));
        let means = [&plain, &pushed].map(|world| average(&start, &observe(&world.pool())));
        assert_eq!(means[0], means[1], "{case}");
    }
}

#[test]
fn one_slot_of_manipulation_moves_a_hundred_slots_by_no_more_than_its_share() {
    for (case, mut world) in world_of_each() {
        let keys = world.keys;
        let start = observe(&world.pool());
        let usual = [true, false].map(|of_a| world.market().price(of_a));
        world.pass(60);
        // Up for one slot, then back as exactly as one can.
        let before = world.purse(MALLORY, keys.mint_b);
        let (reserve_a, _) = world.market().reserves(true);
        world.send(&swap(&keys, MALLORY, true, reserve_a * 4));
        let pushed = [true, false].map(|of_a| world.market().price(of_a));
        world.pass(1);
        let got = world.purse(MALLORY, keys.mint_b) - before;
        world.send(&swap(&keys, MALLORY, false, got));
        let settled = [true, false].map(|of_a| world.market().price(of_a));
        world.pass(39);
        world.send(&swap(&keys, BOB, true, 1_000_000));
        let end = observe(&world.pool());
        assert_eq!(end.slot, start.slot + 100);
        for (place, mean) in average(&start, &end).into_iter().enumerate() {
            // 60 slots as usual, one pushed, 39 as it settled: fees have moved that a little.
            let sum = &usual[place] * 60_u32 + &pushed[place] + &settled[place] * 39_u32;
            let expected: BigUint = sum / 100_u32;
            let error = if mean > expected { &mean - &expected } else { &expected - &mean };
            assert!(error <= (&expected >> 20) + 2_u32, "{case}: {mean} for {expected}");
            // The push itself is a hundredth of the way at most.
            let usual = usual[place].clone().max(settled[place].clone());
            let most = &usual + (pushed[place].clone().max(usual.clone()) - &usual) / 100_u32;
            assert!(mean <= &most + (&most >> 20) + 2_u32, "{case}: {mean} of at most {most}");
        }
    }
}

#[test]
fn sums_that_wrap_around_still_give_the_average() {
    let mut world = World::new();
    let keys = world.keys;
    world.corrupt(&keys.pool, |pool: &mut Pool| {
        pool.price_sum_a_in_b = [u64::MAX - 5, u64::MAX];
        pool.price_sum_b_in_a = [3, u64::MAX];
    });
    let start = observe(&world.pool());
    let usual = [true, false].map(|of_a| world.market().price(of_a));
    world.pass(1_000);
    world.send(&swap(&keys, BOB, true, 1_000_000));
    let end = observe(&world.pool());
    assert!(end.sums[0] < start.sums[0] && end.sums[1] < start.sums[1]);
    assert_eq!(average(&start, &end), usual);
}

#[test]
fn a_skim_and_a_donation_sum_nothing_up() {
    let mut world = World::new();
    let keys = world.keys;
    let before = observe(&world.pool());
    world.pass(10);
    world.donate(MALLORY, keys.vault_a, mints::A, 1_000_000_000);
    world.send(&skim(&keys));
    let after = observe(&world.pool());
    assert_eq!((after.slot, after.sums), (before.slot, before.sums));
}
