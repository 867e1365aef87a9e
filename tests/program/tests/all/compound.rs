use program_tests::actors::{ADMIN, ALICE, BOB, FUNDER, MALLORY};
use program_tests::address::{
    PROGRAM, campaign as campaign_address, named, position, reward_vault,
};
use program_tests::books::DEFAULT_LOCK_CHOICES;
use program_tests::calls::{
    NEVER, NewCampaign, close_position, compound, create_campaign, deposit_single, set_pause, stake,
};
use program_tests::error::{FrameworkError, LiquidityError};
use program_tests::event::{RewardClaimed, SingleSidedChanged, StakeChanged};
use program_tests::{Call, FEE, START, World, mints};
use solana_address::Address;

use crate::lookalikes::{check, lookalike};

const ANY: [u64; 2] = [0, NEVER];

/// ALICE earns the whole of a campaign in this token, of which 1,000,000 base units have accrued.
fn earning(mut world: World, mint: Address) -> (World, Address) {
    if mint == world.keys.lp_mint {
        world.give(BOB, FUNDER, mint, 100_000_000);
    }
    let campaign = world.fund_in(mint, 100_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    (world, campaign)
}

fn call_of(world: &World, campaign: Address, bounds: [u64; 2]) -> Call {
    let mint = world.campaign(&campaign).reward_mint;
    compound(&world.keys, ALICE, campaign, mint, [0, 1], bounds)
}

#[test]
fn a_pool_token_does_what_claim_deposit_single_and_stake_do_one_after_the_other() {
    for (mint, is_a) in [(mints::A, true), (mints::B, false)] {
        let (mut world, campaign) = earning(World::new(), mint);
        let keys = world.keys;
        let mut apart = world.clone();
        let lp_before = apart.purse(ALICE, keys.lp_mint);
        let before = apart.purse(ALICE, mint);
        let claimed = apart.claim(campaign, ALICE, 0);
        apart.send(&deposit_single(&keys, ALICE, is_a, [claimed, 0, NEVER]));
        let lp = apart.purse(ALICE, keys.lp_mint) - lp_before;
        let left = apart.purse(ALICE, mint) - before;
        apart.stake(ALICE, 1, lp);

        let receipt = world.send(&call_of(&world, campaign, [lp, NEVER]));
        assert_eq!(world.pool(), apart.pool());
        assert_eq!(world.farm(), apart.farm());
        assert_eq!(world.position(ALICE, 1), apart.position(ALICE, 1));
        assert_eq!(world.purse(ALICE, mint), before);
        assert_eq!(world.purse(ALICE, keys.lp_mint), lp_before);

        let swapped: SingleSidedChanged = receipt.event_at(0);
        let claim: RewardClaimed = receipt.event_at(1);
        let staked: StakeChanged = receipt.event_at(2);
        assert_eq!(receipt.events.len(), 3);
        assert_eq!((swapped.lp_amount, staked.lp_amount, staked.weight), (lp, lp, lp));
        assert_eq!((swapped.is_a == 1, swapped.is_deposit), (is_a, 1));
        assert_eq!((swapped.owner_amount, claim.amount), (claimed - left, claimed - left));
        assert_eq!((claim.position_paid, claim.campaign_paid), (claimed - left, claimed - left));
        assert_eq!(world.campaign(&campaign).paid, claimed - left);
        assert_eq!(world.claim_records(ALICE, 0)[0].paid, claimed - left);

        // What the deposit did not take is there to be claimed at once, to the unit.
        if left > 0 {
            assert_eq!(world.claim(campaign, ALICE, 0), left);
        } else {
            world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::NothingYet);
        }
        world.check_books();
    }
}

#[test]
fn the_lp_token_goes_over_to_the_stakes_whole() {
    let lp = World::new().keys.lp_mint;
    let (mut world, campaign) = earning(World::new(), lp);
    let keys = world.keys;
    let mut apart = world.clone();
    let claimed = apart.claim(campaign, ALICE, 0);
    apart.stake(ALICE, 1, claimed);

    let (pool, supply) = (world.pool(), world.supply(&lp));
    let (vault, staked) =
        (world.balance(&reward_vault(&campaign)), world.balance(&keys.stake_vault));
    let receipt = world.send(&call_of(&world, campaign, [claimed, NEVER]));
    assert_eq!(claimed, 1_000_000);
    assert_eq!((world.pool(), world.supply(&lp)), (pool, supply));
    assert_eq!(world.balance(&reward_vault(&campaign)), vault - claimed);
    assert_eq!(world.balance(&keys.stake_vault), staked + claimed);
    assert_eq!(world.farm(), apart.farm());
    assert_eq!(world.position(ALICE, 1), apart.position(ALICE, 1));
    assert_eq!(receipt.event_at::<RewardClaimed>(0).amount, claimed);
    assert_eq!(receipt.event_at::<StakeChanged>(1).lp_amount, claimed);
    world.check_books();
}

/// Claimed and deposited apart, the fee would be taken twice.
#[test]
fn a_token_with_a_transfer_fee_pays_it_once() {
    let (mut world, campaign) = earning(World::with_fee_token(), mints::FEE_2022);
    let keys = world.keys;
    let (reward, vault) = (reward_vault(&campaign), keys.vault_b);
    let before = (world.balance(&reward), world.balance(&vault), world.pool());
    let receipt = world.send(&call_of(&world, campaign, ANY));
    let claim: RewardClaimed = receipt.event_at(1);
    let deposit: SingleSidedChanged = receipt.event_at(0);
    let sent = before.0 - world.balance(&reward);
    let arrived = world.balance(&vault) - before.1;
    assert_eq!((claim.amount, deposit.owner_amount), (sent, sent));
    assert_eq!((arrived, deposit.amount), (FEE.arriving(sent), arrived));
    let (pool, was) = (world.pool(), before.2);
    let owed = |pool: &program_tests::books::Pool| {
        pool.reserve_b + pool.protocol_fees_b + pool.creator_fees_b
    };
    assert_eq!(owed(&pool) - owed(&was), arrived);
    assert_eq!(pool.reserve_a, was.reserve_a);
    assert_eq!(world.position(ALICE, 1).lp_amount, pool.lp_supply - was.lp_supply);
    // 1 % was lost on the way in; a hundredth of the rest has accrued.
    let accrued = 990_000;
    assert_eq!(world.campaign(&campaign).funded, 99_000_000);
    let left = accrued - sent;
    if left > 0 {
        let purse = world.purse(ALICE, mints::FEE_2022);
        world.send(&world.claim_call(campaign, ALICE, 0));
        assert_eq!(world.purse(ALICE, mints::FEE_2022), purse + FEE.arriving(left));
    }
    assert_eq!(world.campaign(&campaign).paid, accrued);
    world.check_books();
}

#[test]
fn a_plain_token_2022_and_the_stable_curve_work_alike() {
    let config = World::new().keys.config;
    let keys = program_tests::PoolKeys::new(config, mints::A, mints::PLAIN_2022);
    for (world, mint) in [
        (World::over(keys), mints::PLAIN_2022),
        (World::with_stable_curve(), mints::A),
        (World::with_stable_curve(), mints::B),
    ] {
        let (mut world, campaign) = earning(world, mint);
        let before = world.pool();
        world.send(&call_of(&world, campaign, ANY));
        let minted = world.pool().lp_supply - before.lp_supply;
        assert_eq!(world.position(ALICE, 1).lp_amount, minted);
        assert!(minted > 0);
        world.check_books();
    }
}

#[test]
fn the_slippage_bound_and_the_last_slot_hold_to_the_unit() {
    let lp_mint = World::new().keys.lp_mint;
    for (world, mint) in [
        (World::new(), mints::A),
        (World::new(), mints::B),
        (World::new(), lp_mint),
        (World::with_fee_token(), mints::FEE_2022),
        (World::with_stable_curve(), mints::A),
    ] {
        let (world, campaign) = earning(world, mint);
        let mut done = world.clone();
        done.send(&call_of(&world, campaign, ANY));
        let lp = done.position(ALICE, 1).lp_amount;
        let mut world = world;
        let now = world.slot();
        let mut refuse = |bounds, error: LiquidityError| {
            let call = call_of(&world, campaign, bounds);
            world.refuse(&call, error);
        };
        refuse([lp + 1, NEVER], LiquidityError::BelowMinimum);
        refuse([lp, now - 1], LiquidityError::Expired);
        world.send(&call_of(&world, campaign, [lp, now]));
        assert_eq!(world.position(ALICE, 1).lp_amount, lp);
    }
}

#[test]
fn the_new_position_takes_the_lock_that_its_owner_chooses() {
    let (mut world, campaign) = earning(World::new(), mints::A);
    let with_lock = |choice: u8| {
        let mut call = call_of(&world, campaign, ANY);
        call.args[8] = choice;
        call
    };
    let (locked, unknown) = (with_lock(2), with_lock(4));
    world.refuse(&unknown, LiquidityError::NoSuchLock);
    world.send(&locked);
    let (new, choice) = (world.position(ALICE, 1), DEFAULT_LOCK_CHOICES[2]);
    assert_eq!((new.multiplier, new.weight), (choice.multiplier, 2 * new.lp_amount));
    assert_eq!(new.locked_until_slot, world.slot() + choice.slots);
    assert_eq!((new.owner, new.number, new.is_open, new.locked_worth), (ALICE, 1, 1, 0));
}

#[test]
fn a_compounded_stake_earns_from_its_slot_on() {
    let (mut world, campaign) = earning(World::new(), mints::A);
    world.send(&call_of(&world, campaign, ANY));
    let (old, new) = (world.position(ALICE, 0), world.position(ALICE, 1));
    assert_eq!((old.is_open, old.lp_amount), (1, 1_024));
    let paid = world.claim_records(ALICE, 0)[0].paid;
    world.refuse(&world.claim_call(campaign, ALICE, 1), LiquidityError::NothingYet);
    world.pass(10);
    let total = old.weight + new.weight;
    let of_new = world.claim(campaign, ALICE, 1);
    let of_old = world.claim(campaign, ALICE, 0);
    // 1,000,000 for the ten slots, shared by weight; what was left over comes on top.
    let share = |weight: u64| u128::from(weight) * 1_000_000 / u128::from(total);
    assert_eq!(u128::from(of_new), share(new.weight));
    assert_eq!(u128::from(of_old + paid), 1_000_000 + share(old.weight));
}

/// A final claim that a deposit does not take whole is not settled before the rest is paid.
#[test]
fn nothing_of_a_final_claim_is_lost() {
    let mut seen = [false; 2];
    let ready = [(World::new(), mints::A), (World::with_fee_token(), mints::FEE_2022)];
    for (extra, (world, mint)) in (0..40).zip(ready.iter().cycle()) {
        let (mut world, mint) = (world.clone(), *mint);
        let campaign = world.fund_in(mint, 100_000 + extra, 0, 10);
        world.stake(ALICE, 0, 1_024);
        world.pass(10);
        world.unstake(ALICE, 0);
        let earned = world.campaign(&campaign).funded;
        world.send(&call_of(&world, campaign, ANY));
        let record = world.claim_records(ALICE, 0)[0];
        let is_settled = record.paid == earned;
        seen[usize::from(is_settled)] = true;
        assert_eq!(record.settled == 1, is_settled);
        assert_eq!(world.campaign(&campaign).settled_positions, u64::from(is_settled));
        let close = close_position(world.keys.farm, ALICE, 0);
        if !is_settled {
            world.refuse(&close, LiquidityError::RewardsUnclaimed);
            world.claim(campaign, ALICE, 0);
            assert_eq!(world.claim_records(ALICE, 0)[0].paid, earned);
            assert_eq!(world.balance(&reward_vault(&campaign)), 0);
        }
        world.refuse(
            &compound(&world.keys, ALICE, campaign, mint, [0, 2], ANY),
            LiquidityError::ClaimedInFull,
        );
        world.send(&close);
        world.check_books();
    }
    assert!(seen[0], "every deposit took all");
}

#[test]
fn a_final_claim_of_lp_tokens_settles_the_position() {
    let lp = World::new().keys.lp_mint;
    let (mut world, campaign) = earning(World::new(), lp);
    world.pass(5_000);
    world.unstake(ALICE, 0);
    world.send(&call_of(&world, campaign, [100_000_000, NEVER]));
    assert_eq!(world.claim_records(ALICE, 0)[0].settled, 1);
    world.send(&close_position(world.keys.farm, ALICE, 0));
    world.send(&world.close_campaign_call(campaign));
    assert_eq!(world.position(ALICE, 1).lp_amount, 100_000_000);
    world.unstake(ALICE, 1);
    world.check_books();
}

/// One base unit buys no LP: it is not lost, and a claim pays it.
#[test]
fn a_reward_too_small_for_a_deposit_stays_claimable() {
    let mut world = World::new();
    let campaign = world.fund_in(mints::A, 10, 0, 10);
    world.stake(ALICE, 0, 1_024);
    world.pass(1);
    world.refuse(&call_of(&world, campaign, ANY), LiquidityError::ZeroOutput);
    assert_eq!(world.claim(campaign, ALICE, 0), 1);
}

#[test]
fn a_paused_pool_refuses_what_it_would_have_to_swap_or_take_and_no_claim() {
    for (swaps, deposits, refusal) in [
        (true, false, LiquidityError::SwapsPaused),
        (false, true, LiquidityError::DepositsPaused),
        (true, true, LiquidityError::SwapsPaused),
    ] {
        let (mut world, campaign) = earning(World::new(), mints::A);
        world.send(&set_pause(&world.keys, ADMIN, swaps, deposits));
        world.refuse(&call_of(&world, campaign, ANY), refusal);
        assert_eq!(world.claim(campaign, ALICE, 0), 1_000_000);

        // LP tokens are staked without the pool.
        let lp = world.keys.lp_mint;
        let (mut world, campaign) = earning(World::new(), lp);
        world.send(&set_pause(&world.keys, ADMIN, swaps, deposits));
        world.send(&call_of(&world, campaign, [1_000_000, NEVER]));
    }
}

#[test]
fn what_cannot_be_claimed_or_deposited_is_refused_by_name() {
    let (mut world, campaign) = earning(World::new(), mints::REWARD);
    world.refuse(&call_of(&world, campaign, ANY), LiquidityError::NotCompoundable);
    let with_vault = call_of(&world, campaign, ANY).with("pool_vault", world.keys.vault_a);
    world.refuse(&with_vault, LiquidityError::NotCompoundable);

    let (mut world, campaign) = earning(World::new(), mints::A);
    let keys = world.keys;
    for vault in [PROGRAM, keys.vault_b, world.other.vault_a, named("anywhere")] {
        let call = call_of(&world, campaign, ANY).with("pool_vault", vault);
        world.refuse(&call, LiquidityError::WrongVault);
    }
    world.stake(BOB, 0, 1_024);
    let of_bob = compound(&keys, BOB, campaign, mints::A, [0, 1], ANY);
    world.refuse(&of_bob, LiquidityError::NothingYet);
    // Left in the slot it came: a claim of nothing settles it, there is nothing to compound.
    world.unstake(BOB, 0);
    world.refuse(&of_bob, LiquidityError::NothingYet);
    world.pass(5_000);
    world.stake(BOB, 2, 1_024);
    let late = compound(&keys, BOB, campaign, mints::A, [2, 3], ANY);
    world.refuse(&late, LiquidityError::NoOverlap);
    // A number that is taken.
    let taken = compound(&keys, ALICE, campaign, mints::A, [0, 0], ANY);
    world.refuse(&taken, FrameworkError::DuplicateAccount);
}

#[test]
fn every_account_is_checked() {
    let (mut world, campaign) = earning(World::new(), mints::A);
    let (keys, other) = (world.keys, world.other);
    let second = world.fund_in(mints::A, 1_000_000, 0, 10);
    let base = world.next_campaign(1_000_000, 0, 10);
    let foreign = NewCampaign { farm: other.farm, number: 0, reward_mint: mints::A, ..base };
    world.send(&create_campaign(&foreign));
    world.stake(BOB, 0, 1_024);
    world.send(&stake(&other, ALICE, 0, 1_024));
    world.pass(3);
    let theirs = position(&other.farm, &ALICE, 0);
    let seeds = FrameworkError::WrongSeeds;
    let reward_twin = world.twin(&reward_vault(&campaign), "a twin of the reward vault");
    let vault_twin = world.twin(&keys.vault_a, "a twin of vault a");
    let lp_twin = world.twin(&keys.lp_mint, "a twin of the lp mint");
    let stake_twin = world.twin(&keys.stake_vault, "a twin of the stake vault");
    let wrong_reward = LiquidityError::WrongRewardVault;
    let wrong_stake = LiquidityError::WrongStakeVault;
    check(
        &world,
        &call_of(&world, campaign, ANY),
        &[
            lookalike("owner", "another owner", MALLORY, seeds),
            lookalike("pool", "another pool", other.pool, LiquidityError::WrongPool),
            lookalike("farm", "another farm", other.farm, seeds),
            lookalike(
                "campaign",
                "another farm's",
                campaign_address(&other.farm, 0),
                LiquidityError::WrongCampaign,
            ),
            lookalike("campaign", "another of this farm", second, wrong_reward),
            lookalike("position", "another farm's", theirs, LiquidityError::WrongPosition),
            lookalike(
                "position",
                "another owner's",
                position(&keys.farm, &BOB, 0),
                LiquidityError::NotPositionOwner,
            ),
            lookalike("new_position", "another number's", position(&keys.farm, &ALICE, 2), seeds),
            lookalike("new_position", "another owner's", position(&keys.farm, &BOB, 1), seeds),
            lookalike("new_position", "another farm's", position(&other.farm, &ALICE, 1), seeds),
            lookalike("reward_vault", "another campaign's", reward_vault(&second), wrong_reward),
            lookalike("reward_vault", "a twin", reward_twin, wrong_reward),
            lookalike("pool_vault", "the other token's", keys.vault_b, LiquidityError::WrongVault),
            lookalike("pool_vault", "another pool's", other.vault_a, LiquidityError::WrongVault),
            lookalike("pool_vault", "a twin", vault_twin, LiquidityError::WrongVault),
            lookalike("lp_mint", "another pool's", other.lp_mint, LiquidityError::WrongLpMint),
            lookalike("lp_mint", "a twin", lp_twin, LiquidityError::WrongLpMint),
            lookalike("stake_vault", "another farm's", other.stake_vault, wrong_stake),
            lookalike("stake_vault", "a twin", stake_twin, wrong_stake),
        ],
    );
    let stolen = compound(&keys, MALLORY, campaign, mints::A, [0, 1], ANY)
        .with("position", position(&keys.farm, &ALICE, 0));
    world.refuse(&stolen, LiquidityError::NotPositionOwner);
    // A farm of which another pool would take the deposit.
    let elsewhere = call_of(&world, campaign, ANY)
        .with("farm", other.farm)
        .with("new_position", position(&other.farm, &ALICE, 1));
    world.refuse(&elsewhere, LiquidityError::WrongPool);
}

#[test]
fn the_accounts_of_token_2022_are_checked_where_they_are_needed() {
    let (mut world, campaign) = earning(World::with_fee_token(), mints::FEE_2022);
    let twin = world.twin(&mints::FEE_2022, "a twin of the mint");
    let call = call_of(&world, campaign, ANY);
    for mint in [PROGRAM, mints::PLAIN_2022, mints::FEE_2022_B, twin] {
        world.refuse(&call.with("reward_mint", mint), LiquidityError::WrongMint);
    }
    let without = call.with("token_2022_program", PROGRAM);
    world.refuse(&without, solana_instruction::error::InstructionError::MissingAccount);
    world.send(&call);
    assert!(world.slot() > START);
}
