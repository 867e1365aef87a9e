//! The ends of the range, on both curves: donations before the first deposit's successors, tokens of 0
//! to 18 decimals, reserves of 1 unit and of as many as there can be.

use num_bigint::BigUint;
use program_tests::actors::{ADMIN, ALICE, CREATOR, MALLORY};
use program_tests::calls::{
    NEVER, create_config, create_pool, deposit, deposit_single, skim, swap, withdraw,
    withdraw_single,
};
use program_tests::error::LiquidityError;
use program_tests::event::{LiquidityChanged, Swapped};
use program_tests::token::{self, wallet};
use program_tests::{World, actors, mints};

use crate::pairs::Dice;

const CURVES: [Option<u32>; 4] = [None, Some(1), Some(100), Some(1_000_000)];
/// What MALLORY has of each token; the rest of all that can be is ALICE's.
const POCKET: u64 = 1 << 62;

/// Two tokens of these decimals of which there is as much as can be, and an empty pool.
fn empty(decimals: (u8, u8), rate: u32, amplification: Option<u32>) -> World {
    let mut world = World::bare();
    for (mint, decimals) in [(mints::A, decimals.0), (mints::B, decimals.1)] {
        world.put(mint, token::mint(u64::MAX, decimals, &mints::FREEZER));
        for owner in actors::ALL {
            let amount = match owner {
                ALICE => u64::MAX - POCKET,
                MALLORY => POCKET,
                _ => 0,
            };
            world.put(wallet(&owner, &mint), token::account(&mint, &owner, amount));
        }
    }
    for (index, keys) in [(0, world.keys), (1, world.other)] {
        world.send(&create_config(ADMIN, index, rate, 200_000, 100_000));
        world.send(&create_pool(&keys, CREATOR));
    }
    world.create_pool(mints::A, mints::B, amplification);
    world
}

fn pool(decimals: (u8, u8), rate: u32, amplification: Option<u32>, amounts: (u64, u64)) -> World {
    let mut world = empty(decimals, rate, amplification);
    world.send(&deposit(&world.keys, ALICE, amounts.0, amounts.1));
    world
}

/// One swap of each kind, each as the oracle says or refused for what the oracle finds impossible.
fn swap_as_the_oracle_says(world: &mut World, a_to_b: bool, amount: u64, case: &str) {
    let keys = world.keys;
    let market = world.market();
    let call = swap(&keys, MALLORY, a_to_b, amount);
    match market.swap_in(a_to_b, amount) {
        Some(trade) => {
            let event: Swapped = world.send(&call).event();
            let seen = (event.amount_in, event.amount_out, event.fee);
            assert_eq!(seen, (amount, trade.amount_out, trade.fee), "{case}");
            assert!(world.market().invariant() >= market.invariant(), "{case}");
        }
        None => world.refuse_as(&call, LiquidityError::ZeroOutput, case),
    }
}

#[test]
fn a_donation_cannot_inflate_a_share_and_cheat_the_next_depositor() {
    for amplification in CURVES {
        let mut world = empty((6, 6), 3_000, amplification);
        let keys = world.keys;
        let case = format!("{amplification:?}");
        let purses = |world: &World| [mints::A, mints::B].map(|mint| world.purse(MALLORY, mint));
        let before = purses(&world);
        // One share of his own, and a million times as much sent to the vaults.
        world.send(&deposit(&keys, MALLORY, 1_001, 1_001));
        assert_eq!(world.purse(MALLORY, keys.lp_mint), 1, "{case}");
        world.donate(MALLORY, keys.vault_a, mints::A, 1_000_000_000_000);
        world.donate(MALLORY, keys.vault_b, mints::B, 1_000_000_000_000);
        let (a, b) = (world.purse(ALICE, mints::A), world.purse(ALICE, mints::B));
        let event: LiquidityChanged = world.send(&deposit(&keys, ALICE, 999_999, 999_999)).event();
        assert_eq!((event.amount_a, event.lp_amount), (999_999, 999_999), "{case}");
        world.send(&skim(&keys));
        let lp = world.purse(ALICE, keys.lp_mint);
        world.send(&withdraw(&keys, ALICE, lp));
        assert_eq!(world.purse(ALICE, mints::A), a, "{case}");
        assert_eq!(world.purse(ALICE, mints::B), b, "{case}");
        world.send(&withdraw(&keys, MALLORY, 1));
        let after = purses(&world);
        assert!(after[0] + 1_000_000_000_000 <= before[0], "{case}");
        assert!(after[1] + 1_000_000_000_000 <= before[1], "{case}");
        world.check_books();
    }
}

/// The other way to make a share dear: swaps, whose fees stay with those who hold shares. What it
/// costs stays with the thousand shares that nobody has.
#[test]
fn fees_paid_to_oneself_do_not_cheat_the_next_depositor() {
    for amplification in CURVES {
        let mut world = empty((6, 6), 100_000, amplification);
        let keys = world.keys;
        world.send(&deposit(&keys, MALLORY, 1_001, 1_001));
        for _ in 0..20 {
            let before = world.purse(MALLORY, mints::B);
            world.send(&swap(&keys, MALLORY, true, 1_000_000));
            let got = world.purse(MALLORY, mints::B) - before;
            world.send(&swap(&keys, MALLORY, false, got));
            world.pass(1);
        }
        let market = world.market();
        let case = format!("{amplification:?}");
        assert!(market.reserve_a > 100_000, "{case}: a share has become dear");
        let call = deposit(&keys, ALICE, market.reserve_a * 7 / 3, market.reserve_b * 7 / 3);
        let event: LiquidityChanged = world.send(&call).event();
        assert!(world.market().keeps_value_of(&market), "{case}");
        // Nothing is charged that no share was given for.
        let back: LiquidityChanged = world.send(&withdraw(&keys, ALICE, event.lp_amount)).event();
        assert!(event.amount_a - back.amount_a <= 1, "{case}");
        assert!(event.amount_b - back.amount_b <= 1, "{case}");
        world.check_books();
    }
}

#[test]
fn tokens_of_0_to_18_decimals_trade_as_the_oracle_says() {
    for amplification in [None, Some(100)] {
        for decimals_a in 0..=18 {
            for decimals_b in [0, 6, 18] {
                let case = format!("{amplification:?}, decimals {decimals_a} and {decimals_b}");
                // As many whole tokens as fit both.
                let most = decimals_a.max(decimals_b);
                let whole = if most > 15 { 4 } else { 10_u64.pow(u32::from(15 - most)) };
                let units = |decimals: u8| whole * 10_u64.pow(u32::from(decimals));
                let amounts = (units(decimals_a), units(decimals_b));
                let is_worth_it =
                    BigUint::from(amounts.0) * amounts.1 > BigUint::from(4_000_000_u32);
                if !is_worth_it {
                    continue;
                }
                let mut world = pool((decimals_a, decimals_b), 3_000, amplification, amounts);
                for a_to_b in [true, false] {
                    let (reserve, _) = world.market().reserves(a_to_b);
                    swap_as_the_oracle_says(&mut world, a_to_b, 1 + reserve / 10, &case);
                    swap_as_the_oracle_says(&mut world, a_to_b, 1, &case);
                }
                world.check_books();
                let (keys, lp) = (world.keys, world.purse(ALICE, world.keys.lp_mint));
                world.send(&withdraw(&keys, ALICE, lp));
                world.check_books();
            }
        }
    }
}

#[test]
fn reserves_as_large_as_there_can_be_trade_and_leave() {
    let largest = u64::MAX - POCKET;
    for amplification in CURVES {
        for amounts in [(largest, largest), (largest, largest / 3), (largest / 1_000, largest)] {
            let mut world = pool((6, 6), 3_000, amplification, amounts);
            let keys = world.keys;
            let case = format!("{amplification:?}, {amounts:?}");
            for (a_to_b, amount) in
                [(true, POCKET / 2), (false, POCKET), (true, 1), (false, 12_345)]
            {
                swap_as_the_oracle_says(&mut world, a_to_b, amount, &case);
                world.check_books();
            }
            let market = world.market();
            let single = deposit_single(&keys, MALLORY, true, [1 << 40, 0, NEVER]);
            world.send(&single);
            assert!(world.market().keeps_value_of(&market), "{case}");
            let lp = world.purse(MALLORY, keys.lp_mint);
            world.send(&withdraw_single(&keys, MALLORY, false, [lp, 0, NEVER]));
            let lp = world.purse(ALICE, keys.lp_mint);
            world.send(&withdraw(&keys, ALICE, lp));
            world.check_books();
        }
    }
}

#[test]
fn a_reserve_is_filled_to_the_last_unit_of_64_bits_and_no_further() {
    for amplification in CURVES {
        let mut world = empty((6, 6), 0, amplification);
        let keys = world.keys;
        // MALLORY's as well, so that the vault can hold all there is.
        world.give(MALLORY, ALICE, mints::A, POCKET);
        world.give(MALLORY, ALICE, mints::B, POCKET);
        world.send(&deposit(&keys, ALICE, u64::MAX - 1_000, u64::MAX));
        let case = format!("{amplification:?}");
        let call = swap(&keys, ALICE, true, 1_001);
        world.refuse_as(&call, LiquidityError::ReserveOverflow, &case);
        let event: Swapped = world.send(&swap(&keys, ALICE, true, 1_000)).event();
        assert_eq!(event.reserve_a, u64::MAX, "{case}");
        world.check_books();
        let lp = world.purse(ALICE, keys.lp_mint);
        world.send(&withdraw(&keys, ALICE, lp));
        world.check_books();
    }
}

/// A reserve of 1 to 9 units of a token without decimals against many of another.
#[test]
fn micro_reserves_trade_as_the_oracle_says_and_lose_nothing() {
    for amplification in CURVES {
        for tiny in 1..=9 {
            for is_a in [true, false] {
                for rate in [0, 3_000] {
                    let large = 3_000_000;
                    let amounts = if is_a { (tiny, large) } else { (large, tiny) };
                    let mut world = pool((0, 0), rate, amplification, amounts);
                    let keys = world.keys;
                    let case = format!("{amplification:?}, {amounts:?}, {rate}");
                    let mut dice = Dice::new(tiny);
                    for _ in 0..6 {
                        let earlier = world.market();
                        let a_to_b = dice.roll(2) == 0;
                        let most = if a_to_b == is_a { 9 } else { large };
                        let amount = dice.size(most);
                        swap_as_the_oracle_says(&mut world, a_to_b, amount, &case);
                        let steps = [
                            deposit(&keys, MALLORY, 9, large),
                            deposit_single(&keys, MALLORY, a_to_b, [amount, 0, NEVER]),
                            withdraw_single(&keys, MALLORY, a_to_b, [amount, 0, NEVER]),
                        ];
                        for step in &steps {
                            let _ = world.run(step.instruction());
                        }
                        assert!(world.market().keeps_value_of(&earlier), "{case}");
                        world.pass(1);
                    }
                    world.check_books();
                    assert!(world.pool().reserve_a > 0 && world.pool().reserve_b > 0, "{case}");
                }
            }
        }
    }
}

#[test]
fn a_first_deposit_must_be_worth_more_than_what_is_locked() {
    for amplification in CURVES {
        let mut world = empty((6, 6), 3_000, amplification);
        let keys = world.keys;
        let small = LiquidityError::InitialLiquidityTooSmall;
        for amounts in [(1, 1), (999, 999), (1_000, 1_000), (1, 999_999)] {
            let call = deposit(&keys, ALICE, amounts.0, amounts.1);
            let market = world.market().with_reserves(amounts.0, amounts.1);
            if market.worth() > 1_000 {
                world.clone().send(&call);
            } else {
                world.refuse(&call, small);
            }
        }
        let event: LiquidityChanged = world.send(&deposit(&keys, ALICE, 1_001, 1_001)).event();
        assert_eq!((event.lp_amount, event.lp_supply), (1, 1_001));
    }
}
