//! `quote_swap`, `quote_deposit` and `quote_withdraw`: equal to the execution, to the unit, and refused
//! as the execution is (A9).

use program_tests::actors::{ADMIN, ALICE, BOB, MALLORY};
use program_tests::calls::{
    deposit, quote_deposit, quote_swap, quote_withdraw, set_pause, swap, swap_out, withdraw,
};
use program_tests::error::LiquidityError;
use program_tests::event::{LiquidityChanged, Swapped};
use program_tests::{Call, Receipt, World, mints};
use solana_instruction::error::InstructionError;

use crate::lookalikes::{check, lookalike};
use crate::pairs::{Dice, world_of_each};

/// Return data as the numbers it is made of.
fn numbers<const COUNT: usize>(receipt: &Receipt) -> [u64; COUNT] {
    assert_eq!(receipt.returned.len(), COUNT * 8);
    std::array::from_fn(|place| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&receipt.returned[place * 8..place * 8 + 8]);
        u64::from_le_bytes(bytes)
    })
}

/// Runs the quote and then what it is of. Both are refused alike, or else both receipts are given.
fn both(world: &mut World, quote: &Call, call: &Call, case: &str) -> Option<(Receipt, Receipt)> {
    let books = world.pool();
    let quoted = world.run(quote.instruction());
    assert_eq!(world.pool(), books, "{case}: a quote changes nothing");
    let done = world.run(call.instruction());
    match (quoted, done) {
        (Ok(quoted), Ok(done)) => {
            assert!(quoted.events.is_empty(), "{case}");
            Some((quoted, done))
        }
        (Err((quoted, _)), Err((done, _))) => {
            assert_eq!(quoted, done, "{case}: {}", call.name);
            None
        }
        // Only what the trader has is not looked at.
        (Ok(_), Err((error, logs))) => {
            assert_eq!(error, InstructionError::Custom(1), "{case}: {}\n{logs}", call.name);
            None
        }
        (Err((error, _)), Ok(_)) => panic!("{case}: only the quote was refused: {error}"),
    }
}

fn swap_step(world: &mut World, dice: &mut Dice, case: &str) -> bool {
    let keys = world.keys;
    let (is_exact_in, a_to_b) = (dice.roll(2) == 0, dice.roll(2) == 0);
    let (input, output) = world.market().reserves(a_to_b);
    let amount = match dice.roll(12) {
        0 => 0,
        1 => u64::MAX,
        2 => output,
        _ => dice.size(if is_exact_in { input } else { output / 2 }),
    };
    let call = if is_exact_in {
        swap(&keys, MALLORY, a_to_b, amount)
    } else {
        swap_out(&keys, MALLORY, a_to_b, amount)
    };
    let quote = quote_swap(&keys, amount, is_exact_in, a_to_b);
    let (mint_in, mint_out) =
        if a_to_b { (keys.mint_a, keys.mint_b) } else { (keys.mint_b, keys.mint_a) };
    let purses = (world.purse(MALLORY, mint_in), world.purse(MALLORY, mint_out));
    let Some((quoted, done)) = both(world, &quote, &call, case) else { return false };
    let event: Swapped = done.event();
    let sent = purses.0 - world.purse(MALLORY, mint_in);
    let received = world.purse(MALLORY, mint_out) - purses.1;
    let seen = [sent, received, event.amount_in, event.amount_out, event.fee];
    assert_eq!(numbers::<5>(&quoted), seen, "{case}");
    true
}

fn deposit_step(world: &mut World, dice: &mut Dice, case: &str) -> bool {
    let keys = world.keys;
    let market = world.market();
    let max_a = if dice.roll(9) == 0 { 0 } else { dice.size(market.reserve_a) };
    let max_b = if dice.roll(9) == 0 { u64::MAX } else { dice.size(market.reserve_b) };
    let purses = [keys.mint_a, keys.mint_b].map(|mint| world.purse(BOB, mint));
    let call = deposit(&keys, BOB, max_a, max_b);
    let quote = quote_deposit(&keys, max_a, max_b);
    let Some((quoted, done)) = both(world, &quote, &call, case) else { return false };
    let event: LiquidityChanged = done.event();
    let sent_a = purses[0] - world.purse(BOB, keys.mint_a);
    let sent_b = purses[1] - world.purse(BOB, keys.mint_b);
    assert_eq!(numbers::<3>(&quoted), [sent_a, sent_b, event.lp_amount], "{case}");
    true
}

fn withdraw_step(world: &mut World, dice: &mut Dice, case: &str) -> bool {
    let keys = world.keys;
    let held = world.purse(ALICE, keys.lp_mint);
    let lp = match dice.roll(9) {
        0 => 0,
        1 => u64::MAX,
        _ => dice.size(held / 2),
    };
    let purses = [keys.mint_a, keys.mint_b].map(|mint| world.purse(ALICE, mint));
    let quote = quote_withdraw(&keys, lp);
    let call = withdraw(&keys, ALICE, lp);
    let Some((quoted, _)) = both(world, &quote, &call, case) else { return false };
    let received_a = world.purse(ALICE, keys.mint_a) - purses[0];
    let received_b = world.purse(ALICE, keys.mint_b) - purses[1];
    assert_eq!(numbers::<3>(&quoted), [received_a, received_b, lp], "{case}");
    true
}

#[test]
fn a_quote_is_the_execution_over_a_random_walk() {
    for (case, mut world) in world_of_each() {
        let mut dice = Dice::new(9);
        let mut done = 0;
        for _ in 0..60 {
            world.pass(1);
            let is_done = match dice.roll(4) {
                0 => deposit_step(&mut world, &mut dice, case),
                1 => withdraw_step(&mut world, &mut dice, case),
                _ => swap_step(&mut world, &mut dice, case),
            };
            done += u32::from(is_done);
        }
        assert!(done > 20, "{case}: {done}");
        world.check_books();
    }
}

#[test]
fn quotes_of_an_empty_pool_are_refused_as_the_execution_is() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    for (quote, error) in [
        (quote_swap(&keys, 1_000, true, true), LiquidityError::EmptyPool),
        (quote_swap(&keys, 1_000, false, true), LiquidityError::EmptyPool),
        (quote_withdraw(&keys, 1_000), LiquidityError::EmptyPool),
        (quote_deposit(&keys, 1_000, 1_000), LiquidityError::InitialLiquidityTooSmall),
    ] {
        world.refuse(&quote, error);
    }
    let quoted = world.send(&quote_deposit(&keys, 4_000_000, 9_000_000));
    assert_eq!(numbers::<3>(&quoted), [4_000_000, 9_000_000, 5_999_000]);
}

#[test]
fn a_paused_pool_quotes_only_what_it_would_do() {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&set_pause(&keys, ADMIN, true, true));
    world.refuse(&quote_swap(&keys, 1_000, true, true), LiquidityError::SwapsPaused);
    world.refuse(&quote_deposit(&keys, 1_000, 1_000), LiquidityError::DepositsPaused);
    world.send(&quote_withdraw(&keys, 1_000));
}

#[test]
fn every_account_is_checked() {
    let amounts = (4_000_000_000, 9_000_000_000);
    let mut world = World::with_pool_of(mints::FEE_2022, mints::FEE_2022_B, None, amounts);
    let keys = world.keys;
    let twin = world.twin(&mints::FEE_2022, "a twin of the mint");
    let wrong = LiquidityError::WrongMint;
    for call in [
        quote_swap(&keys, 1_000_000, true, true),
        quote_deposit(&keys, 1_000_000, 9_000_000),
        quote_withdraw(&keys, 1_000_000),
    ] {
        check(
            &world,
            &call,
            &[
                lookalike("mint_a", "a twin", twin, wrong),
                lookalike("mint_a", "the other", mints::FEE_2022_B, wrong),
                lookalike("mint_b", "a twin", twin, wrong),
                lookalike("mint_b", "a plain one", mints::PLAIN_2022, wrong),
            ],
        );
    }
}
