use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::address::{position, reward_vault};
use program_tests::calls::{
    NEVER, stake, unstake, unstake_and_withdraw, unstake_and_withdraw_bounded, withdraw,
};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::{LiquidityChanged, StakeChanged};
use program_tests::token::wallet;
use program_tests::{START, World, mints};

use crate::lookalikes::{check, lookalike};

#[test]
fn it_does_what_unstake_and_withdraw_do_one_after_the_other() {
    let mut world = World::new();
    let keys = world.keys;
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 3, 1_234_567);
    world.pass(13);
    let mut apart = world.clone();
    let first = apart.send(&unstake(&keys, ALICE, 3));
    let second = apart.send(&withdraw(&keys, ALICE, 1_234_567));

    let receipt = world.send(&unstake_and_withdraw(&keys, ALICE, 3));
    assert_eq!(world.pool(), apart.pool());
    assert_eq!(world.farm(), apart.farm());
    assert_eq!(world.position(ALICE, 3), apart.position(ALICE, 3));
    assert_eq!(receipt.event_at::<StakeChanged>(0), first.event());
    assert_eq!(receipt.event_at::<LiquidityChanged>(1), second.event());
    assert_eq!(receipt.events.len(), 2);
    for mint in [mints::A, mints::B, keys.lp_mint] {
        assert_eq!(world.purse(ALICE, mint), apart.purse(ALICE, mint));
    }
    assert_eq!(world.claim(campaign, ALICE, 3), apart.claim(campaign, ALICE, 3));
    world.check_books();
}

#[test]
fn a_frozen_reward_does_not_stop_it() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_000_000);
    world.pass(10);
    world.freeze(reward_vault(&campaign), mints::REWARD);
    world.send(&unstake_and_withdraw(&world.keys, ALICE, 0));
}

#[test]
fn every_refusal_of_both_is_there() {
    let mut world = World::new();
    let keys = world.keys;
    world.stake(ALICE, 0, 6_000);
    let call = |args| unstake_and_withdraw_bounded(&keys, ALICE, 0, args);
    world.refuse(&call([4_001, 0, NEVER]), LiquidityError::BelowMinimum);
    world.refuse(&call([0, 9_001, NEVER]), LiquidityError::BelowMinimum);
    world.refuse(&call([0, 0, START - 1]), LiquidityError::Expired);
    world.send(&call([4_000, 9_000, START]));
    world.pass(1);
    world.refuse(&call([0, 0, NEVER]), LiquidityError::PositionClosed);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    world.stake(ALICE, 0, 6_000);
    world.stake(BOB, 0, 6_000);
    world.send(&stake(&other, ALICE, 0, 6_000));
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let lp_twin = world.twin(&keys.lp_mint, "a twin of the lp mint");
    let stake_twin = world.twin(&keys.stake_vault, "a twin of the stake vault");
    let theirs = position(&other.farm, &ALICE, 0);
    let call = unstake_and_withdraw(&keys, ALICE, 0);
    check(
        &world,
        &call,
        &[
            lookalike("owner", "another owner", MALLORY, LiquidityError::NotPositionOwner),
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
            lookalike("owner_a", "the vault", keys.vault_a, FrameworkError::DuplicateAccount),
            lookalike(
                "owner_b",
                "another mint's",
                wallet(&ALICE, &mints::OTHER),
                TokenError::MintMismatch,
            ),
            lookalike("farm", "another pool's", other.farm, LiquidityError::WrongFarm),
            lookalike(
                "position",
                "another owner's",
                position(&keys.farm, &BOB, 0),
                LiquidityError::NotPositionOwner,
            ),
            lookalike("position", "another farm's", theirs, LiquidityError::WrongPosition),
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
    // A position of one farm with another pool's liquidity.
    let call = call
        .with("farm", other.farm)
        .with("position", theirs)
        .with("stake_vault", other.stake_vault);
    world.refuse(&call, LiquidityError::WrongFarm);
}
