use program_tests::actors::{ADMIN, ALICE, BOB, MALLORY};
use program_tests::address::position;
use program_tests::books::Farm;
use program_tests::calls::{
    NEVER, collect_locked_fees, deposit, deposit_single, lock_forever, set_pause, skim, stake,
    stake_locked, swap, unstake, withdraw, withdraw_single,
};
use program_tests::error::{FrameworkError, LiquidityError, TokenError};
use program_tests::event::{LiquidityChanged, PositionRestaked};
use program_tests::token::wallet;
use program_tests::{Call, World, mints};

use crate::lookalikes::{check, lookalike};

const STAKE: u64 = 5_000_000_000;
const ANY: [u64; 3] = [0, 0, NEVER];

/// ALICE's position 0 is locked for ever.
fn locked(mut world: World) -> World {
    world.stake(ALICE, 0, STAKE);
    let call = lock_forever(&world.keys, ALICE, 0);
    world.send(&call);
    world
}

/// Both ways, so that the price stays about where it is.
fn trade(world: &mut World, rounds: u64) {
    let keys = world.keys;
    for round in 0..rounds {
        for a_to_b in [true, false] {
            world.send(&swap(&keys, MALLORY, a_to_b, 100_000_000 + round));
        }
    }
}

fn collect(world: &World, numbers: [u64; 2], bounds: [u64; 3]) -> Call {
    collect_locked_fees(&world.keys, ALICE, numbers, bounds)
}

#[test]
fn trade_fees_are_paid_out_and_what_it_was_worth_stays() {
    for world in [World::new(), World::with_stable_curve(), World::with_fee_token()] {
        let mut world = locked(world);
        let keys = world.keys;
        let worth = world.position(ALICE, 0).locked_worth;
        trade(&mut world, 10);
        let (pool, farm) = (world.pool(), world.farm());
        let mut apart = world.clone();
        let purses =
            |world: &World| [keys.mint_a, keys.mint_b].map(|mint| world.purse(ALICE, mint));
        let before = purses(&world);
        let receipt = world.send(&collect(&world, [0, 1], ANY));
        let after = purses(&world);
        assert!(after[0] > before[0] && after[1] > before[1]);

        let (old, new) = (world.position(ALICE, 0), world.position(ALICE, 1));
        assert_eq!((old.is_open, old.lp_amount), (0, 0));
        assert_eq!((new.locked_until_slot, new.locked_worth), (NEVER, worth));
        let freed = STAKE - new.lp_amount;
        assert!(freed > 0);
        // It is as if the freed part had been withdrawn, no more and no less.
        apart.give(BOB, ALICE, keys.lp_mint, freed);
        let withdrawal = apart.send(&withdraw(&keys, ALICE, freed));
        assert_eq!(world.pool(), apart.pool());
        assert_eq!(purses(&world), purses(&apart));
        let restaked: PositionRestaked = receipt.event_at(0);
        assert_eq!((restaked.lp_amount, restaked.weight), (new.lp_amount, new.weight));
        assert_eq!(receipt.event_at::<LiquidityChanged>(1), withdrawal.event());
        let books = world.farm();
        assert_eq!(
            (books.locked_forever_lp, books.staked_lp),
            (new.lp_amount, farm.staked_lp - freed)
        );
        // One LP less would be worth less than what is locked. (The pool was not yet paid from.)
        if keys.curve == 0 {
            let whole = sqrt(pool.reserve_a, pool.reserve_b);
            let worth_of = |lp: u64| u128::from(lp) * whole / u128::from(pool.lp_supply);
            assert!(worth_of(new.lp_amount) >= u128::from(worth));
            assert!(worth_of(new.lp_amount - 2) < u128::from(worth));
        }
        world.check_books();
    }
}

fn sqrt(a: u64, b: u64) -> u128 {
    (u128::from(a) * u128::from(b)).isqrt()
}

#[test]
fn nothing_is_freed_but_by_trades() {
    for world in [World::new(), World::with_stable_curve()] {
        let mut world = locked(world);
        let keys = world.keys;
        let refuse = |world: &mut World| {
            let call = collect(world, [0, 1], ANY);
            world.refuse(&call, LiquidityError::NothingToCollect);
        };
        // Not in the slot of the lock, nor by waiting.
        refuse(&mut world);
        world.pass(10_000_000);
        refuse(&mut world);
        // Not by what is sent to the vaults, booked or not: it is the protocol's.
        world.donate(BOB, keys.vault_a, keys.mint_a, 4_000_000_000);
        world.donate(BOB, keys.vault_b, keys.mint_b, 4_000_000_000);
        refuse(&mut world);
        world.send(&skim(&keys));
        refuse(&mut world);
        // Not by rewards.
        let campaign = world.fund_in(keys.mint_a, 1_000_000, 0, 10);
        world.pass(10);
        world.claim(campaign, ALICE, 0);
        refuse(&mut world);
    }
}

/// Others' deposits and withdrawals leave to the pool what their roundings cost them, less than one
/// base unit of each token at a time: that, and nothing more, is shared by all LP.
#[test]
fn others_deposits_and_withdrawals_free_their_roundings_at_most() {
    for world in [World::new(), World::with_stable_curve()] {
        let mut world = locked(world);
        let keys = world.keys;
        for step in 0..25 {
            world.send(&deposit(&keys, MALLORY, 12_345 + step, 1_000_003 * (step + 1)));
            let lp = world.purse(MALLORY, keys.lp_mint);
            world.send(&withdraw(&keys, MALLORY, lp / 2 + 1));
        }
        let lp = world.purse(MALLORY, keys.lp_mint);
        world.send(&withdraw(&keys, MALLORY, lp));
        let call = collect(&world, [0, 1], ANY);
        let freed = match world.run(call.instruction()) {
            Ok(_) => STAKE - world.position(ALICE, 1).lp_amount,
            // Nothing, or less than a base unit of one of the tokens.
            Err((error, logs)) => {
                let nothing = [LiquidityError::NothingToCollect, LiquidityError::ZeroOutput];
                assert!(nothing.iter().any(|one| error == (*one).into()), "{error}\n{logs}");
                0
            }
        };
        // Fifty times less than two base units, of which she has less than a half.
        assert!(freed <= 50, "{freed} LP freed");
    }
}

/// Single-sided liquidity trades inside, at the pool's fee: that part counts as a trade does.
#[test]
fn single_sided_liquidity_of_others_frees_its_trade_fees() {
    let mut world = locked(World::new());
    let keys = world.keys;
    world.send(&deposit_single(&keys, MALLORY, true, [1_000_000_000, 0, NEVER]));
    let lp = world.purse(MALLORY, keys.lp_mint);
    world.send(&withdraw_single(&keys, MALLORY, true, [lp, 0, NEVER]));
    world.send(&collect(&world, [0, 1], ANY));
    assert!(world.position(ALICE, 1).lp_amount < STAKE);
    world.check_books();
}

/// A trader who moves the price far away does not change what has to stay.
#[test]
fn what_it_was_worth_stays_at_any_price() {
    let mut world = locked(World::new());
    let keys = world.keys;
    let worth = world.position(ALICE, 0).locked_worth;
    let trades = [(true, 7_000_000_000), (false, 9_000_000_000), (false, 99_000_000_000)];
    for (step, (a_to_b, amount)) in trades.into_iter().enumerate() {
        world.send(&swap(&keys, MALLORY, a_to_b, amount));
        let (step, next) = (step as u64, step as u64 + 1);
        world.send(&collect(&world, [step, next], ANY));
        let (pool, lp) = (world.pool(), world.position(ALICE, next).lp_amount);
        let whole = sqrt(pool.reserve_a, pool.reserve_b);
        assert!(u128::from(lp) * whole / u128::from(pool.lp_supply) >= u128::from(worth));
    }
    world.check_books();
}

#[test]
fn it_goes_on_earning_and_collecting_without_a_gap() {
    let mut world = World::new();
    let keys = world.keys;
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.send(&stake_locked(&keys, ALICE, 0, STAKE, 2));
    world.send(&lock_forever(&keys, ALICE, 0));
    let worth = world.position(ALICE, 0).locked_worth;
    let mut least = STAKE;
    for round in 0..5 {
        world.pass(100);
        trade(&mut world, 3);
        let now = [round, round + 1];
        world.send(&collect(&world, now, ANY));
        let new = world.position(ALICE, round + 1);
        assert!(new.lp_amount < least);
        least = new.lp_amount;
        assert_eq!((new.locked_worth, new.multiplier, new.weight), (worth, 20_000, 2 * least));
        assert_eq!(world.farm().locked_forever_lp, least);
        let left = collect(&world, [round, 77], ANY);
        world.refuse(&left, LiquidityError::PositionClosed);
        // Again at once, nothing or the one LP that the roundings of the payment are worth.
        let mut again = world.clone();
        let call = collect(&again, [round + 1, 77], ANY);
        match again.run(call.instruction()) {
            Ok(_) => assert_eq!(again.position(ALICE, 77).lp_amount, least - 1),
            Err((error, _)) => assert_eq!(error, LiquidityError::NothingToCollect.into()),
        }
        world.refuse(&unstake(&keys, ALICE, round + 1), LiquidityError::PositionLocked);
    }
    world.pass(500);
    let paid: u64 = (0..6).map(|number| world.claim(campaign, ALICE, number)).sum();
    // She was the only one; each position may lose a unit to its own rounding.
    assert!((1_000_000 - 6..=1_000_000).contains(&paid), "{paid}");
    world.send(&world.close_campaign_call(campaign));
    world.check_books();
}

#[test]
fn a_pause_stops_nothing_of_it() {
    let mut world = locked(World::new());
    trade(&mut world, 3);
    world.send(&set_pause(&world.keys, ADMIN, true, true));
    world.send(&collect(&world, [0, 1], ANY));
}

#[test]
fn its_bounds_and_refusals_hold_to_the_unit() {
    let mut world = locked(World::new());
    let keys = world.keys;
    trade(&mut world, 10);
    let mut done = world.clone();
    let paid: LiquidityChanged = done.send(&collect(&world, [0, 1], ANY)).event_at(1);
    let now = world.slot();
    for (bounds, refusal) in [
        ([paid.amount_a + 1, 0, NEVER], LiquidityError::BelowMinimum),
        ([0, paid.amount_b + 1, NEVER], LiquidityError::BelowMinimum),
        ([0, 0, now - 1], LiquidityError::Expired),
    ] {
        world.refuse(&collect(&world, [0, 1], bounds), refusal);
    }
    world.stake(ALICE, 5, 1_000);
    let free = collect(&world, [5, 6], ANY);
    world.refuse(&free, LiquidityError::NotLockedForever);
    world.send(&collect(&world, [0, 1], [paid.amount_a, paid.amount_b, now]));
    // A lock of a few slots is none.
    world.send(&stake_locked(&keys, ALICE, 7, 1_000, 1));
    world.refuse(&collect(&world, [7, 8], ANY), LiquidityError::NotLockedForever);
}

/// The growth of one lock never frees LP that another needs.
#[test]
fn what_is_left_of_all_locks_is_what_the_farm_says() {
    let mut world = World::new();
    let keys = world.keys;
    for (owner, number, lp) in [(ALICE, 0, STAKE), (ALICE, 9, 777_777_777), (BOB, 0, STAKE)] {
        world.stake(owner, number, lp);
        world.send(&lock_forever(&keys, owner, number));
    }
    world.stake(BOB, 1, 500_000_000);
    trade(&mut world, 5);
    world.send(&collect(&world, [0, 1], ANY));
    world.send(&collect_locked_fees(&keys, BOB, [0, 2], ANY));
    let lp = |owner, number| world.position(owner, number).lp_amount;
    let sum = lp(ALICE, 1) + lp(ALICE, 9) + lp(BOB, 2);
    let farm: Farm = world.farm();
    assert_eq!((farm.locked_forever_lp, farm.staked_lp), (sum, sum + lp(BOB, 1)));
    assert_eq!(world.balance(&keys.stake_vault), farm.staked_lp);
    world.check_books();
}

#[test]
fn every_account_is_checked() {
    let mut world = locked(World::new());
    let (keys, other) = (world.keys, world.other);
    world.stake(BOB, 0, 1_000_000);
    world.send(&lock_forever(&keys, BOB, 0));
    world.send(&stake(&other, ALICE, 0, 1_000_000));
    world.send(&lock_forever(&other, ALICE, 0));
    trade(&mut world, 10);
    let theirs = position(&other.farm, &ALICE, 0);
    let twin_a = world.twin(&keys.vault_a, "a twin of vault a");
    let twin_b = world.twin(&keys.vault_b, "a twin of vault b");
    let lp_twin = world.twin(&keys.lp_mint, "a twin of the lp mint");
    let stake_twin = world.twin(&keys.stake_vault, "a twin of the stake vault");
    let foreign = wallet(&ALICE, &mints::OTHER);
    let seeds = FrameworkError::WrongSeeds;
    let wrong_stake = LiquidityError::WrongStakeVault;
    let wrong_vault = LiquidityError::WrongVault;
    check(
        &world,
        &collect(&world, [0, 1], ANY),
        &[
            lookalike("owner", "another owner", MALLORY, seeds),
            lookalike("pool", "another pool", other.pool, wrong_vault),
            lookalike("vault_a", "another pool's", other.vault_a, wrong_vault),
            lookalike("vault_a", "a twin", twin_a, wrong_vault),
            lookalike("vault_b", "another pool's", other.vault_b, wrong_vault),
            lookalike("vault_b", "a twin", twin_b, wrong_vault),
            lookalike("lp_mint", "another pool's", other.lp_mint, LiquidityError::WrongLpMint),
            lookalike("lp_mint", "a twin", lp_twin, LiquidityError::WrongLpMint),
            lookalike("owner_a", "another mint's", foreign, TokenError::MintMismatch),
            lookalike("owner_a", "the vault", keys.vault_a, FrameworkError::DuplicateAccount),
            lookalike("owner_b", "another mint's", foreign, TokenError::MintMismatch),
            lookalike("farm", "another pool's", other.farm, seeds),
            lookalike("position", "another farm's", theirs, LiquidityError::WrongPosition),
            lookalike(
                "position",
                "another owner's",
                position(&keys.farm, &BOB, 0),
                LiquidityError::NotPositionOwner,
            ),
            lookalike("new_position", "another number's", position(&keys.farm, &ALICE, 2), seeds),
            lookalike("new_position", "another owner's", position(&keys.farm, &BOB, 1), seeds),
            lookalike("stake_vault", "another farm's", other.stake_vault, wrong_stake),
            lookalike("stake_vault", "a twin", stake_twin, wrong_stake),
        ],
    );
    let stolen = collect_locked_fees(&keys, MALLORY, [0, 1], ANY)
        .with("position", position(&keys.farm, &ALICE, 0));
    world.refuse(&stolen, LiquidityError::NotPositionOwner);
    let elsewhere = collect(&world, [0, 1], ANY)
        .with("farm", other.farm)
        .with("new_position", position(&other.farm, &ALICE, 1));
    world.refuse(&elsewhere, LiquidityError::WrongFarm);
}
