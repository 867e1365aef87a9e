use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::books::Pool;
use program_tests::calls::{NEVER, withdraw_single};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::SingleSidedChanged;
use program_tests::token::wallet;
use program_tests::{START, World, mints};

use crate::lookalikes::{check, lookalike};
use crate::pairs::{Dice, world_of_each};

#[test]
fn it_is_a_withdrawal_and_a_swap() {
    for (case, mut world) in world_of_each() {
        let keys = world.keys;
        let mut dice = Dice::new(6);
        for _ in 0..6 {
            let wants_a = dice.roll(2) == 0;
            let mint = if wants_a { keys.mint_a } else { keys.mint_b };
            let (market, before) = (world.market(), world.pool());
            let held = world.purse(ALICE, keys.lp_mint);
            let lp = 10_000 + dice.size(held / 3);
            let (wanted, trade) = market.withdraw_single(wants_a, lp);
            let trade = trade.expect("it is enough to buy something");
            let fee = if wants_a { market.transfer_fee_a } else { market.transfer_fee_b };
            let leaving = wanted + trade.amount_out;
            let received = fee.arriving(leaving);
            let purse = world.purse(ALICE, mint);
            let call = |min| withdraw_single(&keys, ALICE, wants_a, [lp, min, NEVER]);
            world.refuse_as(&call(received + 1), LiquidityError::BelowMinimum, case);
            let event: SingleSidedChanged = world.send(&call(received)).event();

            assert_eq!(world.purse(ALICE, mint), purse + received, "{case}");
            assert_eq!(world.purse(ALICE, keys.lp_mint), held - lp, "{case}");
            let ([a, b], _) = market.withdraw(lp);
            let left = market.with_reserves(market.reserve_a - a, market.reserve_b - b);
            let after = left.after(!wants_a, &trade);
            let side = |here: bool, amount: u64| if here { amount } else { 0 };
            let pool = world.pool();
            assert_eq!(
                pool,
                Pool {
                    reserve_a: after.reserve_a,
                    reserve_b: after.reserve_b,
                    lp_supply: before.lp_supply - lp,
                    protocol_fees_a: before.protocol_fees_a + side(!wants_a, trade.protocol_fee),
                    protocol_fees_b: before.protocol_fees_b + side(wants_a, trade.protocol_fee),
                    creator_fees_a: before.creator_fees_a + side(!wants_a, trade.creator_fee),
                    creator_fees_b: before.creator_fees_b + side(wants_a, trade.creator_fee),
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
                    owner: ALICE,
                    owner_amount: received,
                    amount: leaving,
                    swapped_in: trade.amount_in,
                    swapped_out: trade.amount_out,
                    fee: trade.fee,
                    protocol_fee: trade.protocol_fee,
                    creator_fee: trade.creator_fee,
                    lp_amount: lp,
                    reserve_a: pool.reserve_a,
                    reserve_b: pool.reserve_b,
                    lp_supply: pool.lp_supply,
                    is_a: u32::from(wants_a),
                    is_deposit: 0,
                }
            );
            assert!(world.market().keeps_value_of(&market), "{case}");
            world.check_books();
            world.pass(1);
        }
    }
}

#[test]
fn a_share_too_small_to_swap_stays_in_the_pool() {
    // Of 10,001 A and 100,000,000 B, six LP are no A at all and some B.
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    world.send(&program_tests::calls::deposit(&keys, ALICE, 100, 1_000_000_000_000));
    let lp = world.pool().lp_supply / 100;
    // One unit of A is all fee, and so buys nothing.
    let market = world.market();
    assert_eq!(market.withdraw(lp).0[0], 1);
    let event: SingleSidedChanged =
        world.send(&withdraw_single(&keys, ALICE, false, [lp, 0, NEVER])).event();
    assert_eq!((event.swapped_in, event.swapped_out, event.fee), (0, 0, 0));
    assert_eq!(event.amount, market.withdraw(lp).0[1]);
    assert_eq!(event.reserve_a, 100);
    assert!(world.market().keeps_value_of(&market));
    world.check_books();
}

#[test]
fn all_liquidity_can_leave_into_one_token() {
    for (case, mut world) in world_of_each() {
        let keys = world.keys;
        let lp = world.purse(ALICE, keys.lp_mint);
        world.send(&withdraw_single(&keys, ALICE, true, [lp, 0, NEVER]));
        assert_eq!(world.pool().lp_supply, 1_000, "{case}");
        assert_eq!(world.supply(&keys.lp_mint), 0, "{case}");
        world.check_books();
    }
}

#[test]
fn what_cannot_be_done_is_refused_by_name() {
    let mut world = World::new();
    let keys = world.keys;
    let call = |lp, min, until| withdraw_single(&keys, BOB, true, [lp, min, until]);
    world.refuse(&call(0, 0, NEVER), LiquidityError::ZeroAmount);
    world.refuse(&call(1, 0, NEVER), LiquidityError::ZeroOutput);
    world.refuse(&call(1_000_000, 0, START - 1), LiquidityError::Expired);
    world.refuse(&call(u64::MAX, 0, NEVER), LiquidityError::ExceedsSupply);
    let held = world.purse(BOB, keys.lp_mint);
    world.refuse(&call(held + 1, 0, NEVER), TokenError::InsufficientFunds);
    let mut empty = World::with_empty_pools();
    empty.refuse(&call(1_000_000, 0, NEVER), LiquidityError::EmptyPool);
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
        &withdraw_single(&keys, BOB, true, [1_000_000, 0, NEVER]),
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
                "another mint's",
                wallet(&BOB, &mints::B),
                TokenError::MintMismatch,
            ),
            lookalike("owner_token", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike("owner_token", "the vault", keys.vault_a, FrameworkError::DuplicateAccount),
            lookalike(
                "owner_lp",
                "another owner's",
                wallet(&ALICE, &keys.lp_mint),
                TokenError::OwnerMismatch,
            ),
            lookalike(
                "owner_lp",
                "another pool's LP",
                wallet(&BOB, &other.lp_mint),
                TokenError::MintMismatch,
            ),
        ],
    );
}
