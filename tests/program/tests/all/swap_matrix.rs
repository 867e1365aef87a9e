//! Swaps of both kinds with every mix of tokens and on every curve, against arithmetic of its own.

use program_tests::actors::MALLORY;
use program_tests::books::Pool;
use program_tests::calls::{NEVER, swap, swap_bounded, swap_out, swap_out_bounded};
use program_tests::error::LiquidityError;
use program_tests::event::Swapped;
use program_tests::market::Trade;
use program_tests::{Call, World};

use crate::pairs::{Dice, world_of_each};

/// What must change and what must be said, for a swap that the oracle has worked out.
fn check_trade(world: &mut World, call: &Call, a_to_b: bool, trade: Trade) {
    let keys = world.keys;
    let (mint_in, mint_out) =
        if a_to_b { (keys.mint_a, keys.mint_b) } else { (keys.mint_b, keys.mint_a) };
    let (market, before) = (world.market(), world.pool());
    let purses = (world.purse(MALLORY, mint_in), world.purse(MALLORY, mint_out));
    let event: Swapped = world.send(call).event();

    assert_eq!(world.purse(MALLORY, mint_in), purses.0 - trade.sent);
    assert_eq!(world.purse(MALLORY, mint_out), purses.1 + trade.received);
    let after = market.after(a_to_b, &trade);
    let owed = |here: bool, before: u64, fee: u64| if here { before + fee } else { before };
    let pool = world.pool();
    assert_eq!(
        pool,
        Pool {
            reserve_a: after.reserve_a,
            reserve_b: after.reserve_b,
            protocol_fees_a: owed(a_to_b, before.protocol_fees_a, trade.protocol_fee),
            protocol_fees_b: owed(!a_to_b, before.protocol_fees_b, trade.protocol_fee),
            creator_fees_a: owed(a_to_b, before.creator_fees_a, trade.creator_fee),
            creator_fees_b: owed(!a_to_b, before.creator_fees_b, trade.creator_fee),
            observed_slot: pool.observed_slot,
            price_sum_a_in_b: pool.price_sum_a_in_b,
            price_sum_b_in_a: pool.price_sum_b_in_a,
            ..before
        }
    );
    assert_eq!(
        event,
        Swapped {
            pool: keys.pool,
            trader: MALLORY,
            amount_in: trade.amount_in,
            amount_out: trade.amount_out,
            transfer_fee_in: trade.sent - trade.amount_in,
            transfer_fee_out: trade.amount_out - trade.received,
            fee: trade.fee,
            protocol_fee: trade.protocol_fee,
            creator_fee: trade.creator_fee,
            reserve_a: after.reserve_a,
            reserve_b: after.reserve_b,
            a_to_b: u64::from(a_to_b),
        }
    );
    // A2, and no more than was there.
    assert!(world.market().invariant() >= market.invariant());
    assert!(trade.amount_out < market.reserves(a_to_b).1);
    world.check_books();
}

#[test]
fn exact_in_swaps_are_as_the_oracle_says() {
    for (case, mut world) in world_of_each() {
        let mut dice = Dice::new(1);
        for step in 0..12 {
            let a_to_b = dice.roll(2) == 0;
            let (reserve, _) = world.market().reserves(a_to_b);
            let sent = dice.size(reserve);
            let call = swap(&world.keys, MALLORY, a_to_b, sent);
            match world.market().swap_in(a_to_b, sent) {
                Some(trade) => {
                    let bounded =
                        |min| swap_bounded(&world.keys, MALLORY, a_to_b, [sent, min, NEVER]);
                    let (call, refused) = (bounded(trade.received), bounded(trade.received + 1));
                    world.refuse_as(&refused, LiquidityError::BelowMinimum, case);
                    check_trade(&mut world, &call, a_to_b, trade);
                }
                None => {
                    world.refuse_as(&call, LiquidityError::ZeroOutput, &format!("{case} {step}"))
                }
            }
            world.pass(1);
        }
    }
}

#[test]
fn exact_out_swaps_are_as_the_oracle_says() {
    for (case, mut world) in world_of_each() {
        let mut dice = Dice::new(2);
        for _ in 0..5 {
            let a_to_b = dice.roll(2) == 0;
            let (_, reserve) = world.market().reserves(a_to_b);
            let received = dice.size(reserve / 2);
            let trade = world.market().swap_out(a_to_b, received).expect("the pool has as much");
            let bounded =
                |max| swap_out_bounded(&world.keys, MALLORY, a_to_b, [received, max, NEVER]);
            let (call, refused) = (bounded(trade.sent), bounded(trade.sent - 1));
            world.refuse_as(&refused, LiquidityError::AboveMaximum, case);
            // A5: the same sent exactly buys no less.
            let exact_in = world.market().swap_in(a_to_b, trade.sent).expect("it buys something");
            assert!(exact_in.received >= received, "{case}");
            check_trade(&mut world, &call, a_to_b, trade);
            world.pass(1);
        }
    }
}

#[test]
fn there_and_back_gains_nothing() {
    for (case, mut world) in world_of_each() {
        let mut dice = Dice::new(3);
        for _ in 0..10 {
            let a_to_b = dice.roll(2) == 0;
            let (mint_in, mint_out) = if a_to_b {
                (world.keys.mint_a, world.keys.mint_b)
            } else {
                (world.keys.mint_b, world.keys.mint_a)
            };
            let before = (world.purse(MALLORY, mint_in), world.purse(MALLORY, mint_out));
            let (reserve, _) = world.market().reserves(a_to_b);
            let there = swap(&world.keys, MALLORY, a_to_b, dice.size(reserve));
            let there = world.run(there.instruction());
            let got = world.purse(MALLORY, mint_out) - before.1;
            if there.is_ok() && got > 0 {
                let back = swap(&world.keys, MALLORY, !a_to_b, got);
                let _ = world.run(back.instruction());
            }
            assert!(world.purse(MALLORY, mint_in) <= before.0, "{case}");
            assert!(world.purse(MALLORY, mint_out) <= before.1 + got, "{case}");
        }
        world.check_books();
    }
}

#[test]
fn what_cannot_be_paid_out_is_refused_by_name() {
    for (case, mut world) in world_of_each() {
        for a_to_b in [true, false] {
            let (_, reserve) = world.market().reserves(a_to_b);
            let keys = world.keys;
            for received in [reserve, reserve + 1, u64::MAX / 2] {
                let call = swap_out(&keys, MALLORY, a_to_b, received);
                world.refuse_as(&call, LiquidityError::ExceedsReserves, case);
            }
            world.refuse_as(&swap_out(&keys, MALLORY, a_to_b, 0), LiquidityError::ZeroAmount, case);
            world.refuse_as(&swap(&keys, MALLORY, a_to_b, 0), LiquidityError::ZeroAmount, case);
        }
    }
}
