use program_tests::actors::{ALICE, BOB, MALLORY};
use program_tests::address::{position, reward_vault};
use program_tests::books::Position;
use program_tests::calls::{stake, unstake};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::StakeChanged;
use program_tests::token::{account, wallet};
use program_tests::{START, World, mints};
use solana_account::Account;

use crate::lookalikes::{check, lookalike};

#[test]
fn leaving_returns_the_stake_and_keeps_what_claims_need() {
    let mut world = World::new();
    world.fund(1_000_000, 0, 1_000);
    let lp = world.purse(ALICE, world.keys.lp_mint);
    world.stake(ALICE, 0, 1_024);
    let open = world.position(ALICE, 0);
    world.pass(8);
    let receipt = world.send(&unstake(&world.keys, ALICE, 0));

    assert_eq!(
        world.position(ALICE, 0),
        Position {
            lp_amount: 0,
            growth_at_exit: [0, 1 << 57, 0],
            exit_number: 0,
            starts_at_exit: 1,
            exit_slot: START + 8,
            is_open: 0,
            ..open
        }
    );
    let farm = world.farm();
    assert_eq!((farm.staked_lp, farm.total_weight, farm.entries, farm.exits), (0, 0, 1, 1));
    assert_eq!(world.purse(ALICE, world.keys.lp_mint), lp);
    assert_eq!(
        receipt.event::<StakeChanged>(),
        StakeChanged {
            farm: world.keys.farm,
            position: position(&world.keys.farm, &ALICE, 0),
            owner: ALICE,
            lp_amount: 1_024,
            weight: 1_024,
            staked_lp: 0,
            total_weight: 0,
            is_stake: 0,
        }
    );
    world.check_books();
}

#[test]
fn nobody_leaves_twice() {
    let mut world = World::new();
    world.stake(ALICE, 0, 1_000);
    world.stake(BOB, 0, 1_000);
    world.unstake(ALICE, 0);
    world.pass(1);
    world.refuse(&unstake(&world.keys, ALICE, 0), LiquidityError::PositionClosed);
}

#[test]
fn a_stake_that_leaves_in_its_slot_earns_nothing() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(BOB, 0, 1);
    world.pass(10);
    let before = world.purse(ALICE, mints::REWARD);
    world.stake(ALICE, 0, 5_000_000_000);
    world.unstake(ALICE, 0);
    assert_eq!(world.claim(campaign, ALICE, 0), 0);
    assert_eq!(world.purse(ALICE, mints::REWARD), before);
    world.pass(10);
    assert_eq!(world.claim(campaign, BOB, 0), 20_000);
}

#[test]
fn nothing_of_a_reward_can_stop_an_exit() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    let vault = reward_vault(&campaign);

    let mut frozen = world.clone();
    frozen.freeze(vault, mints::REWARD);
    frozen.freeze(wallet(&ALICE, &mints::REWARD), mints::REWARD);
    frozen.unstake(ALICE, 0);

    // No real token program empties or takes away a vault; leaving does not even look.
    let mut empty = world.clone();
    empty.put(vault, account(&mints::REWARD, &campaign, 0));
    empty.unstake(ALICE, 0);
    let mut gone = world.clone();
    for address in [vault, campaign, mints::REWARD, wallet(&ALICE, &mints::REWARD)] {
        gone.put(address, Account::default());
    }
    gone.unstake(ALICE, 0);
}

#[test]
fn an_exit_works_and_has_a_bounded_cost_when_all_32_boundaries_pass_at_once() {
    let mut world = World::new();
    world.stake(ALICE, 0, 1_000);
    world.stake(BOB, 0, 7);
    world.fill_table(START + 10);
    world.pass(1_000_000);
    let receipt = world.send(&unstake(&world.keys, ALICE, 0));
    assert_eq!(world.farm().crossed_count, 32);
    assert!(receipt.compute_units < 100_000, "{} CU", receipt.compute_units);
    world.unstake(BOB, 0);
}

#[test]
fn an_exit_works_at_the_last_slot_there_is() {
    let mut world = World::new();
    world.stake(ALICE, 0, 1);
    world.stake(BOB, 0, 3);
    world.svm.warp_to_slot(u64::MAX);
    world.unstake(ALICE, 0);
    world.unstake(BOB, 0);
}

#[test]
fn the_stake_can_go_to_any_account_of_the_lp_mint() {
    let mut world = World::new();
    let lp = world.keys.lp_mint;
    world.stake(ALICE, 0, 1_000);
    world.send(&unstake(&world.keys, ALICE, 0).with("owner_lp", wallet(&MALLORY, &lp)));
    assert_eq!(world.purse(MALLORY, lp), 1_000);
}

#[test]
fn every_account_is_checked() {
    let mut world = World::new();
    let (keys, other) = (world.keys, world.other);
    world.stake(ALICE, 0, 1_000);
    world.stake(BOB, 0, 1_000);
    world.send(&stake(&other, ALICE, 0, 1_000));
    let twin = world.twin(&keys.stake_vault, "a twin of the stake vault");
    let foreign = world.foreign_twin(&wallet(&ALICE, &keys.lp_mint), "a foreign twin");
    let theirs = position(&other.farm, &ALICE, 0);
    check(
        &world,
        &unstake(&keys, ALICE, 0),
        &[
            lookalike("owner", "another owner", MALLORY, LiquidityError::NotPositionOwner),
            lookalike("owner", "another staker", BOB, LiquidityError::NotPositionOwner),
            lookalike("farm", "another farm", other.farm, LiquidityError::WrongPosition),
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
            lookalike("stake_vault", "a twin", twin, LiquidityError::WrongStakeVault),
            lookalike(
                "stake_vault",
                "a pool's vault",
                keys.vault_a,
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
            lookalike("owner_lp", "of no token program", foreign, FrameworkError::WrongProgram),
            lookalike(
                "owner_lp",
                "the stake vault",
                keys.stake_vault,
                FrameworkError::DuplicateAccount,
            ),
        ],
    );
    let call = unstake(&keys, ALICE, 0).with("farm", other.farm).with("position", theirs);
    world.refuse(&call, LiquidityError::WrongStakeVault);
}
