use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::address::{self, position, position_bump};
use program_tests::books::{Farm, Position};
use program_tests::calls::stake;
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::StakeChanged;
use program_tests::token::wallet;
use program_tests::{START, World, mints, named};
use solana_instruction::error::InstructionError;

use crate::lookalikes::{check, lookalike};

#[test]
fn a_stake_is_a_new_position_that_remembers_the_farms_clock() {
    let mut world = World::new();
    world.stake(BOB, 0, 1_024);
    world.pass(8);
    let lp = world.purse(ALICE, world.keys.lp_mint);
    let receipt = world.send(&stake(&world.keys, ALICE, 42, 3_072));

    let address = position(&world.keys.farm, &ALICE, 42);
    let books = world.position(ALICE, 42);
    let blank: Position = bytemuck::Zeroable::zeroed();
    // 8 slots at weight 1,024 are 2^-7.
    let growth = [0, 1 << 57, 0];
    assert_eq!(
        books,
        Position {
            farm: world.keys.farm,
            owner: ALICE,
            number: 42,
            lp_amount: 3_072,
            weight: 3_072,
            growth_at_entry: growth,
            entry_number: 1,
            entry_slot: START + 8,
            multiplier: 10_000,
            locked_until_slot: START + 8,
            is_open: 1,
            bump: position_bump(&world.keys.farm, &ALICE, 42),
            ..blank
        }
    );
    assert!(world.claim_records(ALICE, 42).is_empty());
    assert_eq!(world.account(&address).data.len(), Position::space_for(4));
    let farm = world.farm();
    assert_eq!((farm.staked_lp, farm.total_weight, farm.entries, farm.exits), (4_096, 4_096, 2, 0));
    assert_eq!((farm.last_slot, farm.growth, farm.idle_slots), (START + 8, growth, 0));
    assert_eq!(world.balance(&world.keys.stake_vault), 4_096);
    assert_eq!(world.purse(ALICE, world.keys.lp_mint), lp - 3_072);
    assert_eq!(
        receipt.event::<StakeChanged>(),
        StakeChanged {
            farm: world.keys.farm,
            position: address,
            owner: ALICE,
            lp_amount: 3_072,
            weight: 3_072,
            staked_lp: 4_096,
            total_weight: 4_096,
            is_stake: 1,
        }
    );
    world.check_books();
}

#[test]
fn the_owner_pays_the_rent() {
    let mut world = World::new();
    let before = world.lamports(&ALICE);
    world.stake(ALICE, 0, 1);
    let rent = world.svm.minimum_balance_for_rent_exemption(Position::space_for(4));
    assert_eq!(world.lamports(&ALICE), before - rent);
}

#[test]
fn slots_with_nobody_staked_are_counted_apart() {
    let mut world = World::new();
    world.pass(30);
    world.stake(ALICE, 0, 1_024);
    let farm = world.farm();
    assert_eq!((farm.idle_slots, farm.growth), (30, [0; 3]));
}

#[test]
fn a_number_in_use_is_refused_and_another_is_taken() {
    let mut world = World::new();
    world.stake(ALICE, 0, 5);
    world.refuse(&stake(&world.keys, ALICE, 0, 6), InstructionError::Custom(0));
    world.stake(ALICE, u64::MAX, 6);
    world.stake(BOB, 0, 7);
    assert_eq!(world.farm().total_weight, 18);
}

#[test]
fn amounts_that_are_nothing_or_not_there_are_refused() {
    let mut world = World::new();
    let keys = world.keys;
    world.refuse(&stake(&keys, ALICE, 0, 0), LiquidityError::ZeroAmount);
    world.refuse(&stake(&keys, MALLORY, 0, 1), TokenError::InsufficientFunds);
    world.refuse(&stake(&keys, ALICE, 0, u64::MAX), TokenError::InsufficientFunds);
    // More weight than there can be LP tokens, which no sequence of stakes can bring about.
    world.corrupt(&keys.farm, |farm: &mut Farm| farm.total_weight = u64::MAX);
    world.refuse(&stake(&keys, ALICE, 0, 1), LiquidityError::WeightOverflow);
    world
        .corrupt(&keys.farm, |farm: &mut Farm| (farm.total_weight, farm.staked_lp) = (0, u64::MAX));
    world.refuse(&stake(&keys, ALICE, 0, 1), LiquidityError::WeightOverflow);
}

#[test]
fn lamports_sent_ahead_do_not_block_a_position() {
    let mut world = World::new();
    world.send_lamports(MALLORY, position(&world.keys.farm, &ALICE, 0), 1_000_000);
    world.stake(ALICE, 0, 1);
}

#[test]
fn lp_tokens_given_to_the_stake_vault_are_nobodys_stake() {
    let mut world = World::new();
    let keys = world.keys;
    world.donate(BOB, keys.stake_vault, keys.lp_mint, 777);
    world.stake(ALICE, 0, 1_000);
    assert_eq!(world.farm().staked_lp, 1_000);
    world.unstake(ALICE, 0);
    assert_eq!(world.balance(&keys.stake_vault), 777);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    let twin = world.twin(&keys.stake_vault, "a twin of the stake vault");
    let foreign = world.foreign_twin(&wallet(&ALICE, &keys.lp_mint), "a foreign twin");
    let seeds = FrameworkError::WrongSeeds;
    let call = stake(&keys, ALICE, 0, 1_000);
    check(
        &world,
        &call,
        &[
            lookalike("owner", "another owner", BOB, seeds),
            lookalike("farm", "another farm", other.farm, seeds),
            lookalike("position", "another number's", position(&keys.farm, &ALICE, 1), seeds),
            lookalike("position", "another owner's", position(&keys.farm, &BOB, 0), seeds),
            lookalike("position", "another farm's", position(&other.farm, &ALICE, 0), seeds),
            lookalike("position", "any address", named("anywhere"), seeds),
            lookalike(
                "stake_vault",
                "another farm's",
                other.stake_vault,
                LiquidityError::WrongStakeVault,
            ),
            lookalike("stake_vault", "a twin", twin, LiquidityError::WrongStakeVault),
            lookalike(
                "stake_vault",
                "one's own",
                wallet(&BOB, &keys.lp_mint),
                LiquidityError::WrongStakeVault,
            ),
            lookalike(
                "owner_lp",
                "another mint's",
                wallet(&ALICE, &mints::A),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_lp",
                "another pool's LP",
                wallet(&ALICE, &other.lp_mint),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_lp",
                "another owner's",
                wallet(&BOB, &keys.lp_mint),
                TokenError::OwnerMismatch,
            ),
            lookalike("owner_lp", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike(
                "owner_lp",
                "the stake vault",
                keys.stake_vault,
                FrameworkError::DuplicateAccount,
            ),
        ],
    );
    let elsewhere =
        call.with("farm", other.farm).with("position", position(&other.farm, &ALICE, 0));
    world.refuse(&elsewhere, LiquidityError::WrongStakeVault);
    assert!(world.is_gone(&address::position(&other.farm, &ALICE, 0)));
}
