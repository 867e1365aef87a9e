use program_tests::actors::{BOB, MALLORY};
use program_tests::books::Pool;
use program_tests::calls::{NEVER, deposit_single, withdraw_single};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::SingleSidedChanged;
use program_tests::market::{Market, Trade, to_send};
use program_tests::oracle::mul_div;
use program_tests::token::wallet;
use program_tests::{START, World, mints};

use crate::lookalikes::{check, lookalike};
use crate::pairs::{Dice, world_of_each};

/// LP units by which the mint may fall short of what the offer could buy: five, and those that go with
/// two units of the other token and four of this one; and a part in 2^21.
fn shortfall(market: &Market, gives_a: bool, lp: u64) -> u64 {
    let (input, output) = market.reserves(gives_a);
    let per_unit = |reserve: u64| market.lp_supply / reserve + 1;
    5 + 2 * per_unit(output) + 4 * per_unit(input) + (lp >> 21)
}

fn cost(price: (Trade, u64)) -> u64 {
    price.0.amount_in + price.1
}

#[test]
fn it_is_a_swap_and_a_deposit_and_takes_no_more_than_they_cost() {
    for (case, mut world) in world_of_each() {
        let keys = world.keys;
        let mut dice = Dice::new(5);
        for _ in 0..6 {
            let gives_a = dice.roll(2) == 0;
            let mint = if gives_a { keys.mint_a } else { keys.mint_b };
            let (market, before) = (world.market(), world.pool());
            let fee = if gives_a { market.transfer_fee_a } else { market.transfer_fee_b };
            let max = 1_000_000 + dice.size(market.reserves(gives_a).0 / 2);
            let purses = (world.purse(BOB, mint), world.purse(BOB, keys.lp_mint));
            let call = |min| deposit_single(&keys, BOB, gives_a, [max, min, NEVER]);
            let mut other = world.clone();
            let event: SingleSidedChanged = world.send(&call(0)).event();

            let lp = event.lp_amount;
            let (trade, deposited) = market.price_single(gives_a, lp).expect("it was possible");
            let sent = to_send(fee, trade.amount_in + deposited).expect("the fee leaves some");
            assert!(sent <= max, "{case}");
            // What is left of the offer is not charged.
            assert_eq!(world.purse(BOB, mint), purses.0 - sent, "{case}");
            assert_eq!(world.purse(BOB, keys.lp_mint), purses.1 + lp, "{case}");
            let more = market.price_single(gives_a, lp + shortfall(&market, gives_a, lp));
            assert!(more.is_none_or(|price| cost(price) > fee.arriving(max)), "{case}");

            let swapped = market.after(gives_a, &trade);
            let side = |here: bool, amount: u64| if here { amount } else { 0 };
            let pool = world.pool();
            assert_eq!(
                pool,
                Pool {
                    reserve_a: if gives_a {
                        swapped.reserve_a + deposited
                    } else {
                        before.reserve_a
                    },
                    reserve_b: if gives_a {
                        before.reserve_b
                    } else {
                        swapped.reserve_b + deposited
                    },
                    lp_supply: before.lp_supply + lp,
                    protocol_fees_a: before.protocol_fees_a + side(gives_a, trade.protocol_fee),
                    protocol_fees_b: before.protocol_fees_b + side(!gives_a, trade.protocol_fee),
                    creator_fees_a: before.creator_fees_a + side(gives_a, trade.creator_fee),
                    creator_fees_b: before.creator_fees_b + side(!gives_a, trade.creator_fee),
                    observed_slot: pool.observed_slot,
                    price_sum_a_in_b: pool.price_sum_a_in_b,
                    price_sum_b_in_a: pool.price_sum_b_in_a,
                    ..before
                }
            );
            assert_eq!(
                event,
                SingleSidedChanged {
                    pool: keys.pool,
                    owner: BOB,
                    owner_amount: sent,
                    amount: trade.amount_in + deposited,
                    swapped_in: trade.amount_in,
                    swapped_out: trade.amount_out,
                    fee: trade.fee,
                    protocol_fee: trade.protocol_fee,
                    creator_fee: trade.creator_fee,
                    lp_amount: lp,
                    reserve_a: pool.reserve_a,
                    reserve_b: pool.reserve_b,
                    lp_supply: pool.lp_supply,
                    is_a: u32::from(gives_a),
                    is_deposit: 1,
                }
            );
            assert!(world.market().keeps_value_of(&market), "{case}");
            world.check_books();
            other.refuse_as(&call(lp + 1), LiquidityError::BelowMinimum, case);
            other.send(&call(lp));
            world.pass(1);
        }
    }
}

#[test]
fn it_pays_the_trade_fee_of_the_part_that_is_swapped() {
    let mut world = World::new();
    let keys = world.keys;
    let call = deposit_single(&keys, BOB, true, [1_000_000, 0, NEVER]);
    let event: SingleSidedChanged = world.send(&call).event();
    // About half is swapped, and 0.3 % of that is the fee.
    assert!((499_000..502_000).contains(&event.swapped_in), "{}", event.swapped_in);
    assert_eq!(event.fee, (event.swapped_in * 3).div_ceil(1_000));
    assert_eq!(event.protocol_fee, mul_div(event.fee, 200_000, 1_000_000));
}

#[test]
fn in_and_out_again_returns_no_more() {
    for (case, world) in world_of_each() {
        let keys = world.keys;
        for (gives_a, wants_a) in [(true, true), (false, false), (true, false), (false, true)] {
            let mut world = world.clone();
            let (reserve, _) = world.market().reserves(gives_a);
            let (mint, wanted) = match (gives_a, wants_a) {
                (true, true) => (keys.mint_a, keys.mint_a),
                (true, false) => (keys.mint_a, keys.mint_b),
                (false, true) => (keys.mint_b, keys.mint_a),
                (false, false) => (keys.mint_b, keys.mint_b),
            };
            let amount = reserve / 7;
            let purses = (world.purse(MALLORY, mint), world.purse(MALLORY, wanted));
            let by_swap = world.market().swap_in(gives_a, amount).expect("it buys something");
            world.send(&deposit_single(&keys, MALLORY, gives_a, [amount, 0, NEVER]));
            let lp = world.purse(MALLORY, keys.lp_mint);
            world.send(&withdraw_single(&keys, MALLORY, wants_a, [lp, 0, NEVER]));
            if gives_a == wants_a {
                assert!(world.purse(MALLORY, mint) <= purses.0, "{case}");
            } else {
                let got = world.purse(MALLORY, wanted) - purses.1;
                assert!(got <= by_swap.received, "{case}: {got}");
            }
            world.check_books();
        }
    }
}

#[test]
fn what_cannot_be_done_is_refused_by_name() {
    let mut world = World::new();
    let keys = world.keys;
    let call = |max, min, until| deposit_single(&keys, BOB, true, [max, min, until]);
    world.refuse(&call(0, 0, NEVER), LiquidityError::ZeroAmount);
    world.refuse(&call(1, 0, NEVER), LiquidityError::ZeroOutput);
    world.refuse(&call(1_000_000, 0, START - 1), LiquidityError::Expired);
    world.refuse(&call(1_000_000, 0, 0), LiquidityError::Expired);
    world.refuse(&call(u64::MAX, 0, NEVER), TokenError::InsufficientFunds);
    let mut empty = World::with_empty_pools();
    empty.refuse(&call(1_000_000, 0, NEVER), LiquidityError::EmptyPool);
    let other = wallet(&BOB, &mints::B);
    world.refuse(&call(1_000_000, 0, NEVER).with("owner_token", other), TokenError::MintMismatch);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    let twin = world.twin(&keys.vault_a, "a twin of vault a");
    let lp_twin = world.twin(&keys.lp_mint, "a twin of the lp mint");
    let foreign = world.foreign_twin(&wallet(&BOB, &mints::A), "a foreign twin");
    let vault = LiquidityError::WrongVault;
    check(
        &world,
        &deposit_single(&keys, BOB, true, [1_000_000, 0, NEVER]),
        &[
            lookalike("owner", "another owner", MALLORY, TokenError::OwnerMismatch),
            lookalike("pool", "another pool", other.pool, LiquidityError::WrongLpMint),
            lookalike("vault", "another pool's", other.vault_a, vault),
            lookalike("vault", "a twin", twin, vault),
            lookalike("vault", "the stake vault", keys.stake_vault, vault),
            lookalike("vault", "the other vault", keys.vault_b, TokenError::MintMismatch),
            lookalike("lp_mint", "another pool's", other.lp_mint, LiquidityError::WrongLpMint),
            lookalike("lp_mint", "a twin", lp_twin, LiquidityError::WrongLpMint),
            lookalike(
                "owner_token",
                "another owner's",
                wallet(&MALLORY, &mints::A),
                TokenError::OwnerMismatch,
            ),
            lookalike("owner_token", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike("owner_token", "the vault", keys.vault_a, FrameworkError::DuplicateAccount),
            lookalike("owner_token", "another vault", other.vault_a, TokenError::OwnerMismatch),
            lookalike(
                "owner_lp",
                "another pool's LP",
                wallet(&BOB, &other.lp_mint),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_lp",
                "another mint's",
                wallet(&BOB, &mints::OTHER),
                TokenError::MintMismatch,
            ),
        ],
    );
}
