//! A hundred steps of 1 to 9 base units, of everything that anyone may do with a pool (A1, A3): what
//! rounds in one's own favour even once would add up.

use program_tests::actors::{ALICE, MALLORY};
use program_tests::calls::{
    NEVER, create_config, create_pool, deposit, deposit_single, swap, swap_out, withdraw,
    withdraw_single,
};
use program_tests::{Call, PoolKeys, World, actors, mints};

use crate::pairs::Dice;

const STEPS: u64 = 100;

/// A pool with these reserves, terms and curve, all of it ALICE's.
fn pool(amounts: (u64, u64), rate: u32, amplification: Option<u32>) -> World {
    let mut world = World::bare();
    let admin = actors::ADMIN;
    // At the same decimals, so that one unit of either is about as much on the stable curve.
    world.set_decimals(mints::B, 6);
    for (index, keys) in [(0, world.keys), (1, world.other)] {
        world.send(&create_config(admin, index, rate, 0, 0));
        world.send(&create_pool(&keys, actors::CREATOR));
    }
    world.create_pool(mints::A, mints::B, amplification);
    world.send(&deposit(&world.keys, ALICE, amounts.0, amounts.1));
    world
}

fn purses(world: &World) -> [u64; 2] {
    [mints::A, mints::B].map(|mint| world.purse(MALLORY, mint))
}

/// More of one token must have cost some of the other.
fn is_no_gain(before: [u64; 2], after: [u64; 2]) -> bool {
    after == before || after[0] < before[0] || after[1] < before[1]
}

fn step(dice: &mut Dice, keys: &PoolKeys, lp: u64) -> Call {
    let mut tiny = || 1 + dice.roll(9);
    let (one, other) = (tiny(), tiny());
    let is_a = dice.roll(2) == 0;
    match dice.roll(8) {
        0 | 1 => swap(keys, MALLORY, is_a, one),
        2 => swap_out(keys, MALLORY, is_a, one),
        3 => deposit(keys, MALLORY, one, other),
        4 => withdraw(keys, MALLORY, one.min(lp.max(1))),
        5 | 6 => deposit_single(keys, MALLORY, is_a, [one, 0, NEVER]),
        _ => withdraw_single(keys, MALLORY, is_a, [one.min(lp.max(1)), 0, NEVER]),
    }
}

#[test]
fn a_hundred_tiny_steps_gain_nothing_on_either_curve() {
    let mut done = 0;
    for amplification in [None, Some(1), Some(100), Some(1_000_000)] {
        for amounts in [(1_001, 1_100), (1_500, 4_000), (1_000_000, 1_000_003)] {
            for rate in [0, 3_000] {
                let mut world = pool(amounts, rate, amplification);
                let keys = world.keys;
                let case = format!("{amplification:?}, {amounts:?}, {rate}");
                let mut dice = Dice::new(7 + u64::from(rate));
                let start = world.market();
                let before = purses(&world);
                for _ in 0..STEPS {
                    let earlier = world.market();
                    let lp = world.purse(MALLORY, keys.lp_mint);
                    if world.run(step(&mut dice, &keys, lp).instruction()).is_ok() {
                        done += 1;
                        assert!(world.market().keeps_value_of(&earlier), "{case}");
                    }
                    world.pass(1);
                }
                let lp = world.purse(MALLORY, keys.lp_mint);
                if lp > 0 && world.run(withdraw(&keys, MALLORY, lp).instruction()).is_err() {
                    // Shares worth nothing in either token.
                    assert!(lp < 5, "{case}");
                    continue;
                }
                world.check_books();
                let end = world.market();
                assert_eq!(end.lp_supply, start.lp_supply, "{case}");
                assert!(end.keeps_value_of(&start), "{case}");
                let after = purses(&world);
                assert!(is_no_gain(before, after), "{case}: {before:?} {after:?}");
            }
        }
    }
    // Most are too small to buy anything, and enough are not.
    assert!(done > 500, "{done}");
}

/// The same step over and over, where a rounding could be harvested.
#[test]
fn one_and_the_same_tiny_round_trip_gains_nothing() {
    for amplification in [None, Some(1), Some(100), Some(1_000_000)] {
        for amount in 1..=9 {
            let mut world = pool((1_000, 1_100), 0, amplification);
            let keys = world.keys;
            let purses =
                |world: &World| [mints::A, mints::B].map(|mint| world.purse(MALLORY, mint));
            let before = purses(&world);
            for _ in 0..25 {
                let there = [
                    swap(&keys, MALLORY, true, amount),
                    swap(&keys, MALLORY, false, amount),
                    deposit_single(&keys, MALLORY, true, [amount, 0, NEVER]),
                    deposit(&keys, MALLORY, amount, amount),
                ];
                for call in there {
                    let start = purses(&world);
                    if world.run(call.instruction()).is_err() {
                        continue;
                    }
                    let lp = world.purse(MALLORY, keys.lp_mint);
                    let back = match call.name {
                        "swap_exact_in" => {
                            let a_to_b = call.of("vault_in") == keys.vault_a;
                            let place = usize::from(a_to_b);
                            let got = purses(&world)[place] - start[place];
                            swap(&keys, MALLORY, !a_to_b, got)
                        }
                        "deposit_single" => withdraw_single(&keys, MALLORY, true, [lp, 0, NEVER]),
                        _ => withdraw(&keys, MALLORY, lp),
                    };
                    // Refused, when it would pay nothing, it gains nothing either.
                    let _ = world.run(back.instruction());
                    let end = purses(&world);
                    assert!(is_no_gain(start, end), "{}: {start:?} {end:?}", call.name);
                }
                world.pass(1);
            }
            let lp = world.purse(MALLORY, keys.lp_mint);
            let _ = world.run(withdraw(&keys, MALLORY, lp).instruction());
            assert!(is_no_gain(before, purses(&world)), "{amplification:?} {amount}");
            world.check_books();
        }
    }
}
