use program_tests::actors::{ADMIN, ALICE, BOB, MALLORY};
use program_tests::books::Pool;
use program_tests::calls::{
    collect_creator_fees, collect_protocol_fees, deposit, skim, swap, withdraw,
};
use program_tests::error::LiquidityError;
use program_tests::event::Skimmed;
use program_tests::{PURSE, World, actors, mints};

use crate::lookalikes::{check, lookalike};
use crate::pairs::world_of_each;

#[test]
fn what_was_sent_past_the_program_goes_to_the_protocol_and_nothing_else_changes() {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&swap(&keys, BOB, true, 1_000_000));
    let before = world.pool();
    world.donate(MALLORY, keys.vault_a, mints::A, 1_000);
    world.donate(MALLORY, keys.vault_b, mints::B, 77);
    assert_eq!(world.pool(), before);
    let event: Skimmed = world.send(&skim(&keys)).event();
    let protocol_fees_a = before.protocol_fees_a + 1_000;
    let protocol_fees_b = before.protocol_fees_b + 77;
    assert_eq!(world.pool(), Pool { protocol_fees_a, protocol_fees_b, ..before });
    assert_eq!(
        event,
        Skimmed {
            pool: keys.pool,
            amount_a: 1_000,
            amount_b: 77,
            protocol_fees_a,
            protocol_fees_b
        }
    );
    world.check_books();
    // Now there is nothing above the books.
    world.pass(1);
    world.refuse(&skim(&keys), LiquidityError::NothingToCollect);
    world.send(&collect_protocol_fees(&keys, ADMIN));
    assert_eq!(world.purse(ADMIN, mints::A), PURSE + protocol_fees_a);
    assert_eq!(world.purse(ADMIN, mints::B), PURSE + protocol_fees_b);
    world.refuse(&skim(&keys), LiquidityError::NothingToCollect);
}

#[test]
fn a_surplus_of_one_token_alone_is_booked() {
    for is_a in [true, false] {
        let mut world = World::new();
        let keys = world.keys;
        let (vault, mint) = if is_a { (keys.vault_a, mints::A) } else { (keys.vault_b, mints::B) };
        world.donate(MALLORY, vault, mint, 1);
        let event: Skimmed = world.send(&skim(&keys)).event();
        assert_eq!((event.amount_a, event.amount_b), (u64::from(is_a), u64::from(!is_a)));
    }
}

#[test]
fn without_a_surplus_there_is_nothing_to_skim() {
    World::with_empty_pools()
        .refuse(&skim(&World::with_empty_pools().keys), LiquidityError::NothingToCollect);
    for (case, mut world) in world_of_each() {
        let keys = world.keys;
        world.refuse_as(&skim(&keys), LiquidityError::NothingToCollect, case);
        for a_to_b in [true, false] {
            world.send(&swap(&keys, MALLORY, a_to_b, 10_000_001));
        }
        world.pass(1);
        // Fees owed and reserves are all that the vaults hold, to the unit.
        world.refuse_as(&skim(&keys), LiquidityError::NothingToCollect, case);
    }
}

#[test]
fn neither_a_donation_nor_a_skim_moves_a_price_or_takes_from_anyone() {
    for (case, mut world) in world_of_each() {
        let keys = world.keys;
        let mut plain = world.clone();
        world.donate(MALLORY, keys.vault_a, keys.mint_a, 123_456_789);
        world.donate(MALLORY, keys.vault_b, keys.mint_b, 987_654_321);
        let lp = world.purse(ALICE, keys.lp_mint);
        let calls = [
            swap(&keys, BOB, true, 1_000_000),
            swap(&keys, BOB, false, 100_000_000),
            deposit(&keys, BOB, 10_000_000, 1_000_000_000),
            withdraw(&keys, ALICE, lp / 2),
            collect_creator_fees(&keys, actors::CREATOR),
            withdraw(&keys, ALICE, lp - lp / 2),
        ];
        for (place, call) in calls.iter().enumerate() {
            if place == 2 {
                world.send(&skim(&keys));
            }
            assert_eq!(world.send(call).events, plain.send(call).events, "{case}");
            world.check_books();
        }
    }
}

#[test]
fn of_a_token_with_a_transfer_fee_what_arrived_is_skimmed() {
    let amounts = (4_000_000_000, 9_000_000_000);
    let mut world = World::with_pool_of(mints::A, mints::FEE_2022, None, amounts);
    let keys = world.keys;
    let fee = world.market().transfer_fee_b;
    world.donate(MALLORY, keys.vault_b, mints::FEE_2022, 1_000_000);
    let event: Skimmed = world.send(&skim(&keys)).event();
    // What its program withheld in the vault is the mint's.
    assert_eq!((event.amount_a, event.amount_b), (0, fee.arriving(1_000_000)));
    world.check_books();
    world.pass(1);
    world.refuse(&skim(&keys), LiquidityError::NothingToCollect);
    world.send(&collect_protocol_fees(&keys, ADMIN));
    world.check_books();
}

#[test]
fn a_donation_ahead_of_the_first_deposit_belongs_to_no_depositor() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    world.donate(MALLORY, keys.vault_a, mints::A, 1_000_000);
    let event: Skimmed = world.send(&skim(&keys)).event();
    assert_eq!((event.amount_a, event.protocol_fees_a), (1_000_000, 1_000_000));
    world.send(&deposit(&keys, ALICE, 4_000_000, 9_000_000));
    assert_eq!((world.pool().reserve_a, world.pool().lp_supply), (4_000_000, 6_000_000));
    world.check_books();
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    world.donate(MALLORY, keys.vault_a, mints::A, 1_000);
    world.donate(MALLORY, other.vault_a, mints::A, 1_000);
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let wrong = LiquidityError::WrongVault;
    check(
        &world,
        &skim(&keys),
        &[
            lookalike("pool", "another pool", other.pool, wrong),
            lookalike("vault_a", "another pool's", other.vault_a, wrong),
            lookalike("vault_a", "a twin", twin_a, wrong),
            lookalike("vault_a", "the other", keys.vault_b, wrong),
            lookalike("vault_b", "another pool's", other.vault_b, wrong),
            lookalike("vault_b", "a twin", twin_b, wrong),
            lookalike("vault_b", "the stake vault", keys.stake_vault, wrong),
        ],
    );
}
