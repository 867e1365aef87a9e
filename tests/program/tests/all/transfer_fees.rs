//! Tokens of which a part is withheld when they are moved.

use program_tests::actors::{ADMIN, ALICE, BOB, CREATOR, MALLORY};
use program_tests::address::{PROGRAM, TOKEN_PROGRAM};
use program_tests::calls::{
    self, NEVER, collect_creator_fees, collect_protocol_fees, deposit, deposit_and_stake,
    deposit_bounded, deposit_single, quote_deposit, quote_swap, quote_withdraw, swap, swap_bounded,
    swap_out, swap_out_bounded, unstake_and_withdraw, withdraw, withdraw_bounded, withdraw_single,
};
use program_tests::error::LiquidityError;
use program_tests::event::{FeesCollected, LiquidityChanged, Swapped};
use program_tests::token::{self, TransferFee, extended, extension, fee_config, wallet};
use program_tests::{Call, PURSE, World, mints};
use solana_instruction::error::InstructionError;

use crate::pairs::{Dice, world_of_each};

const ALL: TransferFee = TransferFee { basis_points: 10_000, maximum: u64::MAX };
const BILLION: u64 = 1_000_000_000;

/// Changes what [`mints::FEE_2022`] takes: `newer` from that epoch on.
fn set_fees(world: &mut World, older: TransferFee, newer: TransferFee, newer_from: u64) {
    let mut plain = token::mint(0, 6, &mints::FREEZER);
    let supply = world.supply(&mints::FEE_2022);
    plain.data[36..44].copy_from_slice(&supply.to_le_bytes());
    let value = fee_config(&mints::FREEZER, older, newer, newer_from);
    let account = extended(plain, 1, &[(extension::TRANSFER_FEE_CONFIG, value)]);
    world.put(mints::FEE_2022, account);
}

fn set_fee(world: &mut World, fee: TransferFee) {
    set_fees(world, fee, fee, 0);
}

/// A pool of a token without a fee and of one with.
fn with_fee_on_b() -> World {
    World::with_pool_of(mints::A, mints::FEE_2022, None, (4 * BILLION, 9 * BILLION))
}

#[test]
fn deposits_and_withdrawals_are_as_the_oracle_says() {
    for (case, mut world) in world_of_each() {
        let keys = world.keys;
        let mut dice = Dice::new(4);
        for _ in 0..8 {
            let market = world.market();
            let max = [dice.size(market.reserve_a * 2), dice.size(market.reserve_b * 2)];
            let Some((sent, arriving, lp)) = market.deposit(max[0], max[1]) else {
                let call = deposit(&keys, BOB, max[0], max[1]);
                let error = world.run(call.instruction()).expect_err(case).0;
                let named = [LiquidityError::ZeroOutput, LiquidityError::ZeroAmount];
                assert!(named.map(InstructionError::from).contains(&error), "{case}: {error}");
                continue;
            };
            assert!(sent[0] <= max[0] && sent[1] <= max[1], "{case}");
            let purses = [keys.mint_a, keys.mint_b].map(|mint| world.purse(BOB, mint));
            let bounded = |min| deposit_bounded(&keys, BOB, [max[0], max[1], min, NEVER]);
            world.refuse_as(&bounded(lp + 1), LiquidityError::BelowMinimum, case);
            let event: LiquidityChanged = world.send(&bounded(lp)).event();
            assert_eq!([event.amount_a, event.amount_b], arriving, "{case}");
            assert_eq!(event.transfer_fee_a, sent[0] - arriving[0], "{case}");
            assert_eq!(event.transfer_fee_b, sent[1] - arriving[1], "{case}");
            assert_eq!(event.lp_amount, lp, "{case}");
            assert_eq!(world.purse(BOB, keys.mint_a), purses[0] - sent[0], "{case}");
            assert_eq!(world.purse(BOB, keys.mint_b), purses[1] - sent[1], "{case}");
            let after = world.market();
            assert_eq!(after.reserve_a, market.reserve_a + arriving[0], "{case}");
            assert_eq!(after.reserve_b, market.reserve_b + arriving[1], "{case}");
            assert!(after.keeps_value_of(&market), "{case}");
            world.check_books();

            let held = world.purse(BOB, keys.lp_mint);
            let lp = dice.size(held);
            let market = world.market();
            let (leaving, arriving) = market.withdraw(lp);
            if leaving == [0, 0] {
                continue;
            }
            let purses = [keys.mint_a, keys.mint_b].map(|mint| world.purse(BOB, mint));
            let bounded = |a, b| withdraw_bounded(&keys, BOB, [lp, a, b, NEVER]);
            let [a, b] = arriving;
            world.refuse_as(&bounded(a + 1, b), LiquidityError::BelowMinimum, case);
            world.refuse_as(&bounded(a, b + 1), LiquidityError::BelowMinimum, case);
            let event: LiquidityChanged = world.send(&bounded(a, b)).event();
            assert_eq!([event.amount_a, event.amount_b], leaving, "{case}");
            assert_eq!(event.transfer_fee_a, leaving[0] - arriving[0], "{case}");
            assert_eq!(event.transfer_fee_b, leaving[1] - arriving[1], "{case}");
            assert_eq!(world.purse(BOB, keys.mint_a), purses[0] + arriving[0], "{case}");
            assert_eq!(world.purse(BOB, keys.mint_b), purses[1] + arriving[1], "{case}");
            assert!(world.market().keeps_value_of(&market), "{case}");
            world.check_books();
        }
    }
}

#[test]
fn a_first_deposit_sets_the_price_by_what_arrives() {
    let mut world = World::with_empty_pool_of(mints::A, mints::FEE_2022, None);
    let keys = world.keys;
    let call = deposit(&keys, ALICE, 1_000_000, 1_000_000);
    let event: LiquidityChanged = world.send(&call).event();
    assert_eq!((event.amount_a, event.amount_b), (1_000_000, 990_000));
    assert_eq!((event.reserve_a, event.reserve_b), (1_000_000, 990_000));
    assert_eq!(world.purse(ALICE, mints::FEE_2022), PURSE - 1_000_000);
    assert_eq!(world.balance(&keys.vault_b), 990_000);
}

#[test]
fn a_fee_of_everything_stops_what_would_buy_nothing_and_no_exit() {
    let mut world = with_fee_on_b();
    let keys = world.keys;
    set_fee(&mut world, ALL);
    let refused = [
        (swap(&keys, MALLORY, true, 1_000_000), LiquidityError::ZeroOutput),
        (swap(&keys, MALLORY, false, 1_000_000), LiquidityError::ZeroOutput),
        (swap_out(&keys, MALLORY, true, 1_000_000), LiquidityError::Overflow),
        (swap_out(&keys, MALLORY, false, 1_000_000), LiquidityError::Overflow),
        (deposit(&keys, MALLORY, 1_000_000, 1_000_000), LiquidityError::ZeroAmount),
        (deposit_single(&keys, MALLORY, false, [1_000_000, 0, NEVER]), LiquidityError::ZeroAmount),
    ];
    for (call, error) in refused {
        world.refuse(&call, error);
        let quote = match call.name {
            "swap_exact_in" | "swap_exact_out" => {
                let a_to_b = call.of("vault_in") == keys.vault_a;
                quote_swap(&keys, 1_000_000, call.name == "swap_exact_in", a_to_b)
            }
            "deposit" => quote_deposit(&keys, 1_000_000, 1_000_000),
            _ => continue,
        };
        world.refuse(&quote, error);
    }
    // F11: token A comes back whole, and of token B its own mint takes all.
    let lp = world.purse(ALICE, keys.lp_mint);
    let market = world.market();
    let (leaving, arriving) = market.withdraw(lp);
    let (a, b) = (world.purse(ALICE, mints::A), world.purse(ALICE, mints::FEE_2022));
    let event: LiquidityChanged = world.send(&withdraw(&keys, ALICE, lp)).event();
    assert_eq!((event.amount_b, event.transfer_fee_b), (leaving[1], leaving[1]));
    assert_eq!(world.purse(ALICE, mints::A), a + arriving[0]);
    assert_eq!(world.purse(ALICE, mints::FEE_2022), b);
    world.check_books();
}

#[test]
fn a_fee_of_everything_up_to_a_maximum_is_a_flat_fee() {
    let mut world = with_fee_on_b();
    let keys = world.keys;
    set_fee(&mut world, TransferFee { basis_points: 10_000, maximum: 500 });
    world.refuse(&swap(&keys, MALLORY, false, 500), LiquidityError::ZeroOutput);
    let event: Swapped = world.send(&swap(&keys, MALLORY, false, 1_000_500)).event();
    assert_eq!((event.amount_in, event.transfer_fee_in), (1_000_000, 500));
    let event: Swapped = world.send(&swap_out(&keys, MALLORY, true, 1_000_000)).event();
    assert_eq!((event.amount_out, event.transfer_fee_out), (1_000_500, 500));
    world.check_books();
}

#[test]
fn a_fee_that_changes_with_an_epoch_is_the_one_of_the_moment() {
    let cheap = TransferFee { basis_points: 100, maximum: u64::MAX };
    let dear = TransferFee { basis_points: 5_000, maximum: u64::MAX };
    let mut world = with_fee_on_b();
    let keys = world.keys;
    set_fees(&mut world, cheap, dear, 7);
    for (epoch, percent) in [(0, 1), (6, 1), (7, 50), (8, 50), (1 << 40, 50)] {
        world.set_epoch(epoch);
        let event: Swapped = world.send(&swap(&keys, MALLORY, false, 1_000_000)).event();
        assert_eq!(event.transfer_fee_in, 10_000 * percent, "epoch {epoch}");
        let expected = world.market().swap_out(true, 1_000_000).expect("the pool has as much");
        let event: Swapped = world.send(&swap_out(&keys, MALLORY, true, 1_000_000)).event();
        assert_eq!(event.amount_in, expected.amount_in);
        assert_eq!(event.amount_out, expected.amount_out);
        let market = world.market();
        let (sent, arriving, _) = market.deposit(1_000_000, 9_000_000).expect("it buys something");
        let event: LiquidityChanged =
            world.send(&deposit(&keys, BOB, 1_000_000, 9_000_000)).event();
        assert_eq!(event.transfer_fee_b, sent[1] - arriving[1]);
        let (leaving, arriving) = world.market().withdraw(1_000);
        let event: LiquidityChanged = world.send(&withdraw(&keys, BOB, 1_000)).event();
        assert_eq!(event.transfer_fee_b, leaving[1] - arriving[1]);
        world.check_books();
    }
}

#[test]
fn a_fee_that_rises_between_quote_and_execution_is_caught_by_the_bounds() {
    let cheap = TransferFee { basis_points: 100, maximum: u64::MAX };
    let dear = TransferFee { basis_points: 200, maximum: u64::MAX };
    let mut world = with_fee_on_b();
    let keys = world.keys;
    set_fees(&mut world, cheap, dear, 3);
    let market = world.market();
    let out = market.swap_in(true, 1_000_000).expect("it buys something");
    let cost = market.swap_out(false, 1_000_000).expect("the pool has as much");
    let (_, [a, b]) = market.withdraw(1_000_000);
    let (_, _, lp) = market.deposit(1_000_000_000, 2_000_000).expect("it buys something");
    let calls = [
        (swap_bounded(&keys, ALICE, true, [1_000_000, out.received, NEVER]), "below"),
        (swap_out_bounded(&keys, ALICE, false, [1_000_000, cost.sent, NEVER]), "above"),
        (withdraw_bounded(&keys, ALICE, [1_000_000, a, b, NEVER]), "below"),
        (deposit_bounded(&keys, ALICE, [1_000_000_000, 2_000_000, lp, NEVER]), "below"),
    ];
    for (call, _) in &calls {
        world.clone().send(call);
    }
    world.set_epoch(3);
    for (call, which) in &calls {
        let error = if *which == "below" {
            LiquidityError::BelowMinimum
        } else {
            LiquidityError::AboveMaximum
        };
        world.refuse(call, error);
    }
}

/// Every call that moves or prices tokens of the pool, with ALICE's position 0 staked.
fn calls_with_mints(world: &mut World) -> Vec<Call> {
    let keys = world.keys;
    world.send(&swap(&keys, MALLORY, true, 10_000_000));
    world.send(&swap(&keys, MALLORY, false, 10_000_000));
    world.send(&deposit_and_stake(&keys, ALICE, 0, 1_000_000, 9_000_000));
    world.send(&deposit_and_stake(&keys, ALICE, 7, 1_000_000_000, 9_000_000_000));
    world.send(&calls::lock_forever(&keys, ALICE, 7));
    for _ in 0..3 {
        world.send(&swap(&keys, MALLORY, true, 1_000_000_000));
        world.send(&swap(&keys, MALLORY, false, 1_000_000_000));
    }
    vec![
        swap(&keys, MALLORY, true, 1_000_000),
        swap(&keys, MALLORY, false, 1_000_000),
        swap_out(&keys, MALLORY, true, 1_000_000),
        deposit(&keys, ALICE, 1_000_000, 9_000_000),
        withdraw(&keys, ALICE, 1_000_000),
        deposit_single(&keys, ALICE, true, [1_000_000, 0, NEVER]),
        deposit_single(&keys, ALICE, false, [1_000_000, 0, NEVER]),
        withdraw_single(&keys, ALICE, true, [1_000_000, 0, NEVER]),
        withdraw_single(&keys, ALICE, false, [1_000_000, 0, NEVER]),
        deposit_and_stake(&keys, ALICE, 1, 1_000_000, 9_000_000),
        unstake_and_withdraw(&keys, ALICE, 0),
        calls::collect_locked_fees(&keys, ALICE, [7, 8], [0, 0, NEVER]),
        collect_protocol_fees(&keys, ADMIN),
        collect_creator_fees(&keys, CREATOR),
        quote_swap(&keys, 1_000_000, true, true),
        quote_swap(&keys, 1_000_000, false, false),
        quote_deposit(&keys, 1_000_000, 9_000_000),
        quote_withdraw(&keys, 1_000_000),
    ]
}

#[test]
fn a_mint_that_is_missing_or_another_is_refused_by_every_instruction() {
    let amounts = (4 * BILLION, 9 * BILLION);
    let mut world = World::with_pool_of(mints::FEE_2022, mints::FEE_2022_B, None, amounts);
    let calls = calls_with_mints(&mut world);
    // Another mint that takes nothing, at an address of its own.
    let twin = world.twin(&mints::FEE_2022, "a twin of the mint");
    for call in calls {
        world.clone().send(&call);
        let mints_in = call.parts.iter().filter(|part| part.role.starts_with("mint"));
        for role in mints_in.map(|part| part.role) {
            for (what, other) in [
                ("left out", PROGRAM),
                ("a twin", twin),
                ("a plain one", mints::PLAIN_2022),
                ("of SPL Token", mints::A),
            ] {
                let what = format!("{role}: {what}");
                world.refuse_as(&call.with(role, other), LiquidityError::WrongMint, &what);
            }
        }
        if call.parts.iter().any(|part| part.role == "token_2022_program") {
            let left_out = call.with("token_2022_program", PROGRAM);
            world.refuse_as(&left_out, InstructionError::MissingAccount, "no token_2022_program");
            let another = call.with("token_2022_program", TOKEN_PROGRAM);
            world.refuse_as(&another, InstructionError::IncorrectProgramId, "another program");
        }
    }
}

#[test]
fn the_mint_of_an_spl_token_is_not_looked_at() {
    let world = World::new();
    let keys = world.keys;
    let plain = world.clone().send(&swap(&keys, MALLORY, true, 1_000_000));
    for mint in [mints::A, mints::FEE_2022, wallet(&ALICE, &mints::OTHER)] {
        let call = swap(&keys, MALLORY, true, 1_000_000).with("mint_in", mint);
        assert_eq!(world.clone().send(&call).events, plain.events);
    }
    world.check_books();
}

#[test]
fn collected_fees_arrive_less_what_their_mint_takes() {
    let mut world = with_fee_on_b();
    let keys = world.keys;
    world.send(&swap(&keys, MALLORY, false, 100_000_000));
    let owed = world.pool().protocol_fees_b;
    let fee = world.market().transfer_fee_b;
    let event: FeesCollected = world.send(&collect_protocol_fees(&keys, ADMIN)).event();
    assert_eq!((event.amount_a, event.amount_b), (0, owed));
    assert_eq!(world.purse(ADMIN, mints::FEE_2022), PURSE + fee.arriving(owed));
    world.check_books();
}
