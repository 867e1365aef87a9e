use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::address::position;
use program_tests::calls::{
    NEVER, deposit, deposit_and_stake, deposit_and_stake_bounded, stake, unstake_and_withdraw,
};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::{LiquidityChanged, StakeChanged};
use program_tests::token::wallet;
use program_tests::{START, World, mints};
use solana_instruction::error::InstructionError;

use crate::lookalikes::{check, lookalike};

#[test]
fn it_does_what_deposit_and_stake_do_one_after_the_other() {
    let mut world = World::new();
    let keys = world.keys;
    world.fund(1_000_000, 0, 1_000);
    world.stake(BOB, 0, 777);
    world.pass(13);
    let mut apart = world.clone();
    let lp = apart.purse(ALICE, keys.lp_mint);
    let first = apart.send(&deposit(&keys, ALICE, 1_234_567, 9_999_999));
    let minted = apart.purse(ALICE, keys.lp_mint) - lp;
    let second = apart.send(&stake(&keys, ALICE, 5, minted));

    let receipt = world.send(&deposit_and_stake(&keys, ALICE, 5, 1_234_567, 9_999_999));
    assert_eq!(world.pool(), apart.pool());
    assert_eq!(world.farm(), apart.farm());
    assert_eq!(world.position(ALICE, 5), apart.position(ALICE, 5));
    assert_eq!(receipt.event_at::<LiquidityChanged>(0), first.event());
    assert_eq!(receipt.event_at::<StakeChanged>(1), second.event());
    assert_eq!(receipt.events.len(), 2);
    for mint in [mints::A, mints::B, keys.lp_mint] {
        assert_eq!(world.purse(ALICE, mint), apart.purse(ALICE, mint));
    }
    world.check_books();
}

#[test]
fn the_first_liquidity_of_a_pool_can_come_staked_and_leave() {
    let mut world = World::with_empty_pools();
    let keys = world.keys;
    world.send(&deposit_and_stake(&keys, ALICE, 0, 4_000_000, 9_000_000));
    assert_eq!(world.farm().staked_lp, 5_999_000);
    world.check_books();
    world.send(&unstake_and_withdraw(&keys, ALICE, 0));
    assert_eq!(world.pool().lp_supply, 1_000);
    world.check_books();
}

#[test]
fn every_refusal_of_both_is_there() {
    let mut world = World::new();
    let keys = world.keys;
    let call = |args| deposit_and_stake_bounded(&keys, ALICE, args);
    world.refuse(&call([0, 0, 9_000, 0, NEVER]), LiquidityError::ZeroAmount);
    world.refuse(&call([0, 4_000, 1, 0, NEVER]), LiquidityError::ZeroOutput);
    world.refuse(&call([0, 4_000, 9_000, 6_001, NEVER]), LiquidityError::BelowMinimum);
    world.refuse(&call([0, 4_000, 9_000, 6_000, START - 1]), LiquidityError::Expired);
    world.refuse(&call([0, u64::MAX, u64::MAX, 0, NEVER]), LiquidityError::ReserveOverflow);
    world.send(&call([0, 4_000, 9_000, 6_000, START]));
    world.pass(1);
    world.refuse(&call([0, 4_000, 9_000, 6_000, NEVER]), InstructionError::Custom(0));
    let mut empty = World::with_empty_pools();
    empty.refuse(&call([0, 1, 1, 0, NEVER]), LiquidityError::InitialLiquidityTooSmall);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let lp_twin = world.twin(&keys.lp_mint, "a twin of the lp mint");
    let stake_twin = world.twin(&keys.stake_vault, "a twin of the stake vault");
    let seeds = FrameworkError::WrongSeeds;
    let call = deposit_and_stake(&keys, ALICE, 0, 4_000, 9_000);
    check(
        &world,
        &call,
        &[
            lookalike("owner", "another owner", BOB, seeds),
            lookalike("pool", "another pool", other.pool, LiquidityError::WrongVault),
            lookalike("vault_a", "another pool's", other.vault_a, LiquidityError::WrongVault),
            lookalike("vault_a", "a twin", twin_a, LiquidityError::WrongVault),
            lookalike("vault_b", "another pool's", other.vault_b, LiquidityError::WrongVault),
            lookalike("vault_b", "a twin", twin_b, LiquidityError::WrongVault),
            lookalike("lp_mint", "another pool's", other.lp_mint, LiquidityError::WrongLpMint),
            lookalike("lp_mint", "a twin", lp_twin, LiquidityError::WrongLpMint),
            lookalike(
                "owner_a",
                "another mint's",
                wallet(&ALICE, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_a",
                "another owner's",
                wallet(&MALLORY, &mints::A),
                TokenError::OwnerMismatch,
            ),
            lookalike(
                "owner_b",
                "another mint's",
                wallet(&ALICE, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike(
                "owner_b",
                "another owner's",
                wallet(&MALLORY, &mints::B),
                TokenError::OwnerMismatch,
            ),
            lookalike("farm", "another pool's", other.farm, seeds),
            lookalike("position", "another number's", position(&keys.farm, &ALICE, 1), seeds),
            lookalike("position", "another farm's", position(&other.farm, &ALICE, 0), seeds),
            lookalike(
                "stake_vault",
                "another farm's",
                other.stake_vault,
                LiquidityError::WrongStakeVault,
            ),
            lookalike("stake_vault", "a twin", stake_twin, LiquidityError::WrongStakeVault),
            lookalike(
                "stake_vault",
                "one's own",
                wallet(&ALICE, &keys.lp_mint),
                LiquidityError::WrongStakeVault,
            ),
        ],
    );
    let call = call.with("farm", other.farm).with("position", position(&other.farm, &ALICE, 0));
    world.refuse(&call, LiquidityError::WrongFarm);
    world.refuse(&call.with("stake_vault", other.stake_vault), LiquidityError::WrongFarm);
}
