//! What was found wrong, here or in other programs, kept as a test. One that is ignored is still open.
//!
//! | mistake | test |
//! |---|---|
//! | rewards lost or doubled over a gap between updates (MasterChef, Synthetix, Quarry) | here |
//! | slots with nobody staked burned | `collect_campaign::idle_slots_go_back_as_soon_as_it_has_ended_and_what_is_owed_stays` |
//! | total updated late | here |
//! | stake moved without settling | here; `locks::part_of_a_stake_leaves_and_the_rest_earns_on_without_a_gap` |
//! | flash stake within a slot | `unstake::a_stake_that_leaves_in_its_slot_earns_nothing` |
//! | dust top-up that dilutes | here |
//! | rate truncated to amount / duration | here |
//! | rounding that makes the last claim fail | here |
//! | overflow in accrual that blocks the exit | here; `unstake::an_exit_works_at_the_last_slot_there_is` |
//! | funder takes back streamed rewards | here; `collect_campaign::nothing_goes_back_before_the_end` |
//! | reward vault frozen, emptied or gone | `unstake::nothing_of_a_reward_can_stop_an_exit`, `claim::a_frozen_reward_vault_delays_a_claim_and_costs_nobody_anything` |
//! | a fee that the token takes booked as funds; withheld fees that keep a vault from closing | `reward_mints::a_token_with_a_transfer_fee_is_streamed_by_what_arrives` |
//! | a fee that changes during a campaign, or takes all | `reward_mints::a_fee_that_changes_during_a_campaign_changes_no_books`, `reward_mints::a_fee_of_everything_stops_no_exit` |
//! | a reward of the pool's own token counted as reserve, or the other way round | `reward_mints::a_reward_that_is_a_token_of_the_pool_is_nobody_elses` |
//! | what compounding could not put to use lost with the final claim | `compound::nothing_of_a_final_claim_is_lost` |
//! | a reward compounded and taken out at once earns twice | here |
//! | liquidity locked for ever drained, by donations or step by step | `collect_locked_fees::nothing_is_freed_but_by_trades`; here |
//! | precision lost or overflow at the ends of weight, amount and time | here |
//! | lookalike campaign or position | `every_account_is_checked` in `claim`, `forfeit`, `collect_campaign`, `close_campaign` |

use program_tests::actors::{ALICE, BOB, CRANK, CREATOR, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::{self, reward_vault};
use program_tests::books::Farm;
use program_tests::calls::{
    NEVER, NewCampaign, close_position, collect_locked_fees, compound, create_campaign, deposit,
    forfeit, lock_forever, pending_rewards, restake, swap, top_up, unstake, withdraw,
};
use program_tests::error::{LiquidityError, TokenError};
use program_tests::token::{account, mint, wallet};
use program_tests::{PURSE, START, World, actors, mints};

/// MasterChef and Synthetix count from the last update, Quarry's `set_famine` moved an end without
/// one: whoever updates, and when, must not matter.
#[test]
fn a_gap_between_updates_loses_and_doubles_nothing() {
    let mut quiet = World::new();
    let first = quiet.fund(100_000, START + 50, 100);
    let second = quiet.fund(100_000, START + 150, 100);
    quiet.stake(ALICE, 0, 1_024);
    let mut busy = quiet.clone();
    for _ in 0..300 {
        busy.pass(1);
        for campaign in [first, second] {
            busy.send(&pending_rewards(busy.keys.farm, campaign, ALICE, 0));
        }
    }
    quiet.pass(300);
    // Nobody came between the end of the first and long after the end of the second.
    for world in [&mut quiet, &mut busy] {
        world.stake(BOB, 0, 1_024);
        world.pass(300);
        for campaign in [first, second] {
            assert_eq!(world.claim(campaign, ALICE, 0), 100_000);
            world.refuse(&world.claim_call(campaign, BOB, 0), LiquidityError::NoOverlap);
        }
    }
}

/// A total that is raised before the slots until then are counted pays the newcomer for them.
#[test]
fn a_newcomer_takes_nothing_of_the_slots_before() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    world.stake(BOB, 0, 1_024 * 1_024);
    world.refuse(&world.claim_call(campaign, BOB, 0), LiquidityError::NothingYet);
    assert_eq!(world.claim(campaign, ALICE, 0), 100_000);
    world.pass(100);
    // One that is lowered too early pays those who stay for them.
    world.unstake(BOB, 0);
    let late = world.claim(campaign, BOB, 0);
    assert_eq!(late, 100_000 * 1_024 / 1_025);
}

#[test]
fn a_stake_moved_to_another_position_earns_nothing_twice() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    world.send(&restake(world.keys.farm, ALICE, ALICE, [0, 1], 2));
    world.refuse(&world.claim_call(campaign, ALICE, 1), LiquidityError::NothingYet);
    world.pass(100);
    assert_eq!(world.claim(campaign, ALICE, 0), 100_000);
    assert_eq!(world.claim(campaign, ALICE, 1), 100_000);
    world.refuse(&world.claim_call(campaign, ALICE, 0), LiquidityError::ClaimedInFull);
}

/// Where a top-up spreads what is left over a new duration, one base unit lowers everyone's rate.
#[test]
fn a_dust_top_up_dilutes_nobody() {
    let mut plain = World::new();
    let campaign = plain.fund(1_000_000, 0, 1_000);
    plain.stake(ALICE, 0, 1_024);
    let mut pestered = plain.clone();
    for _ in 0..50 {
        plain.pass(3);
        pestered.pass(3);
        let dust = top_up(plain.keys.farm, campaign, mints::REWARD, MALLORY, 1, 1_000);
        pestered.send(&dust);
        assert_eq!(plain.claim(campaign, ALICE, 0), 3_000);
        assert_eq!(pestered.claim(campaign, ALICE, 0), 3_000);
    }
    assert_eq!(pestered.campaign(&campaign).end_slot, START + 1_050);
}

/// 1,999 over 1,000 slots is 1 a slot where the quotient is kept, and 999 are never paid.
#[test]
fn an_amount_that_the_duration_does_not_divide_is_paid_whole() {
    let mut world = World::new();
    let campaign = world.fund(1_999, 0, 1_000);
    world.stake(ALICE, 0, 1);
    world.pass(1);
    assert_eq!(world.claim(campaign, ALICE, 0), 1);
    world.pass(1);
    assert_eq!(world.claim(campaign, ALICE, 0), 2);
    world.pass(998);
    assert_eq!(world.claim(campaign, ALICE, 0), 1_996);
    let slow = world.next_campaign(999, 0, 1_000);
    world.refuse(&create_campaign(&slow), LiquidityError::RateTooLow);
}

/// Where shares are rounded up, or rounded anew at each claim, the last one finds too little.
#[test]
fn the_last_claim_finds_its_reward_in_the_vault() {
    let mut world = World::new();
    let campaign = world.fund(1_009, 0, 997);
    let stakers = [(ALICE, 1), (BOB, 3), (CRANK, 7), (MALLORY, 1_013), (REFUNDEE, 1)];
    for (owner, weight) in stakers {
        world.give(BOB, owner, world.keys.lp_mint, 1_013);
        world.stake(owner, 0, weight);
    }
    for step in 0..100 {
        world.pass(10);
        for (owner, _) in stakers.iter().cycle().skip(step % 5).take(step % 4) {
            let _ = world.run(world.claim_call(campaign, *owner, 0).instruction());
        }
    }
    // The campaign is over: every claim that is left must go through.
    for (owner, _) in stakers {
        if world.claim_records(owner, 0).iter().all(|record| record.settled == 0) {
            world.send(&world.claim_call(campaign, owner, 0));
        }
    }
    let left = world.balance(&reward_vault(&campaign));
    assert!(left < 5 + 2, "{left} left");
    world.send(&world.close_campaign_call(campaign));
    world.check_books();
}

#[test]
fn no_accrual_is_too_large_for_an_exit_or_a_claim() {
    let mut world = World::new();
    world.put(mints::OTHER, mint(u64::MAX, 0, &mints::FREEZER));
    for owner in actors::ALL {
        let amount = if owner == FUNDER { u64::MAX } else { 0 };
        world.put(wallet(&owner, &mints::OTHER), account(&mints::OTHER, &owner, amount));
    }
    let campaign = world.fund_in(mints::OTHER, u64::MAX, 0, 1_000_000_000);
    world.stake(ALICE, 0, 1);
    world.svm.warp_to_slot(u64::MAX - 1);
    world.unstake(ALICE, 0);
    assert_eq!(world.claim(campaign, ALICE, 0), u64::MAX);
    world.send(&world.close_campaign_call(campaign));
}

/// The least and the most weight there can be, single slots and a gap of 2^40, amounts of 10 (the
/// least there is) and of all that 64 bits hold.
#[test]
fn precision_holds_at_both_ends_of_weight_amount_and_time() {
    let mut world = World::new();
    let farm = world.keys.farm;
    world.put(mints::OTHER, mint(u64::MAX, 0, &mints::FREEZER));
    for owner in actors::ALL {
        let amount = if owner == FUNDER { u64::MAX - 10 } else { 0 };
        world.put(wallet(&owner, &mints::OTHER), account(&mints::OTHER, &owner, amount));
    }
    world.put(wallet(&MALLORY, &mints::OTHER), account(&mints::OTHER, &MALLORY, 10));
    // Weight that no pool has so much LP for: all but the unit that ALICE stakes.
    let everyone_else = u64::MAX - 1;
    world.corrupt(&farm, |farm: &mut Farm| farm.total_weight = everyone_else);
    let most = world.fund_in(mints::OTHER, u64::MAX - 10, 0, 10);
    let base = world.next_campaign(10, 0, 10);
    let new = NewCampaign { funder: MALLORY, reward_mint: mints::OTHER, ..base };
    world.send(&create_campaign(&new));
    let least = address::campaign(&farm, new.number);
    world.stake(ALICE, 0, 1);
    let mut rare = world.clone();
    for _ in 0..10 {
        world.pass(1);
        for campaign in [most, least] {
            world.send(&pending_rewards(farm, campaign, ALICE, 0));
        }
    }
    rare.pass(10);
    for world in [&mut world, &mut rare] {
        // A part in 2^64 of 2^64 - 11 is less than one; of 10 it is nothing.
        assert_eq!(world.claim(most, ALICE, 0), 0);
        assert_eq!(world.claim(least, ALICE, 0), 0);
        world.pass(1 << 40);
        world.unstake(ALICE, 0);
        assert_eq!(world.farm().total_weight, everyone_else);
    }

    // Alone, a unit of weight earns 2^40 slots to the unit.
    world.corrupt(&farm, |farm: &mut Farm| farm.total_weight = 0);
    world.stake(ALICE, 1, 1);
    world.pass(1 << 40);
    let thin = world.fund(1_000_000_000, 0, 1_000_000_000);
    for slots in [1, 1, 998, 999_999_000] {
        world.pass(slots);
        assert_eq!(world.claim(thin, ALICE, 1), slots);
    }
    world.pass(1 << 40);
    world.unstake(ALICE, 1);
    world.send(&world.close_campaign_call(thin));
}

#[test]
fn a_reward_compounded_and_taken_out_in_one_slot_earns_nothing_more() {
    let mut world = World::new();
    let keys = world.keys;
    let campaign = world.fund_in(mints::A, 100_000_000, 0, 100);
    world.stake(ALICE, 0, 1_024);
    world.pass(50);
    world.send(&compound(&keys, ALICE, campaign, mints::A, [0, 1], [0, NEVER]));
    world.unstake(ALICE, 1);
    let paid = world.claim_records(ALICE, 0)[0].paid;
    world.pass(50);
    assert_eq!(world.claim(campaign, ALICE, 1), 0);
    assert_eq!(paid + world.claim(campaign, ALICE, 0), 100_000_000);
    world.send(&world.close_campaign_call(campaign));
}

/// Each payment rounds: many small ones must not eat what is locked.
#[test]
fn locked_liquidity_cannot_be_drained_step_by_step() {
    for world in [World::new(), World::with_stable_curve()] {
        let mut world = world;
        let keys = world.keys;
        world.stake(ALICE, 0, 5_000_000_000);
        world.send(&lock_forever(&keys, ALICE, 0));
        let worth = world.position(ALICE, 0).locked_worth;
        let mut place = 0;
        for step in 0..60_u64 {
            let amount = 1 + step * step * 997;
            match step % 3 {
                0 => drop(world.run(swap(&keys, MALLORY, step % 2 == 0, amount).instruction())),
                1 => drop(world.donate(MALLORY, keys.vault_a, keys.mint_a, amount)),
                _ => {
                    drop(world.run(deposit(&keys, MALLORY, amount, 3 * amount).instruction()));
                    let lp = world.purse(MALLORY, keys.lp_mint);
                    drop(world.run(withdraw(&keys, MALLORY, lp / 3).instruction()));
                }
            }
            let call = collect_locked_fees(&keys, ALICE, [place, place + 1], [0, 0, NEVER]);
            if world.run(call.instruction()).is_ok() {
                place += 1;
            }
        }
        assert!(place > 5, "it paid {place} times");
        let locked = world.position(ALICE, place);
        assert_eq!(locked.locked_worth, worth);
        assert_eq!(world.farm().locked_forever_lp, locked.lp_amount);
        world.refuse(&unstake(&keys, ALICE, place), LiquidityError::PositionLocked);
        // It is worth in both tokens at least what it was when it was locked.
        let pool = world.pool();
        let share = |reserve: u64| {
            u128::from(reserve) * u128::from(locked.lp_amount) / u128::from(pool.lp_supply)
        };
        let (a, b) = (share(pool.reserve_a), share(pool.reserve_b));
        if keys.curve == 0 {
            assert!((a * b).isqrt() + 2 >= u128::from(worth), "{a} and {b} for {worth}");
        }
        world.check_books();
    }
}

#[test]
fn a_funder_takes_back_nothing_that_was_streamed() {
    let mut world = World::new();
    let campaign = world.fund(1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    let collect = world.collect_call(campaign);
    let close = world.close_campaign_call(campaign);
    world.pass(500);
    world.unstake(ALICE, 0);
    world.refuse(&collect, LiquidityError::CampaignNotEnded);
    world.refuse(&close, LiquidityError::CampaignNotEnded);
    world.pass(10_000_000);
    // The half for which nobody was staked goes back, and however long ALICE waits no more.
    world.send(&collect);
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 500_000);
    world.pass(10_000_000);
    world.refuse(&collect, LiquidityError::NothingToCollect);
    world.refuse(&close, LiquidityError::ClaimsOutstanding);
    assert_eq!(world.claim(campaign, ALICE, 0), 500_000);
}

/// Ten base units of a worthless token, for ten slots far ahead, each start and end its own.
fn worthless(world: &World, n: u64) -> NewCampaign {
    let base = world.next_campaign(10, START + 900_000_000 + 20 * n, 10);
    NewCampaign { funder: MALLORY, reward_mint: mints::OTHER, ..base }
}

/// As many worthless campaigns as fit, which cost their sender nothing but rent, which returns.
fn crowded() -> World {
    let mut world = World::new();
    for n in 0..12 {
        world.send(&create_campaign(&worthless(&world, n)));
    }
    assert_eq!(world.farm().boundary_count, 24);
    world
}

/// Worthless campaigns with starts and ends of their own, years ahead, would take all 32 places of a
/// farm's table until then.
#[test]
fn strangers_can_take_24_of_the_32_places_at_most() {
    let mut world = crowded();
    let one_more = worthless(&world, 12);
    let now = NewCampaign { start_slot: 0, ..one_more };
    for new in [one_more, now] {
        world.refuse(&create_campaign(&new), LiquidityError::BoundaryTableFull);
    }
    // What shares its slots takes no place.
    world.send(&create_campaign(&NewCampaign { number: 12, ..worthless(&world, 3) }));
    assert_eq!(world.farm().boundary_count, 24);
}

#[test]
fn the_pools_creator_can_always_take_the_last_eight_places() {
    let mut world = crowded();
    for n in 0..8 {
        let base = world.next_campaign(1_000_000_000, 0, 1_000_000 + n);
        world.send(&create_campaign(&NewCampaign { funder: CREATOR, ..base }));
    }
    assert_eq!(world.farm().boundary_count, 32);
    let base = world.next_campaign(1_000_000_000, 0, 2_000_000);
    let one_more = NewCampaign { funder: CREATOR, ..base };
    world.refuse(&create_campaign(&one_more), LiquidityError::BoundaryTableFull);
}

/// A top-up of one of several campaigns that share their end needs a place of its own.
#[test]
fn a_stranger_cannot_take_the_creators_places_by_topping_up() {
    let mut world = crowded();
    let farm = world.keys.farm;
    for n in 0..8 {
        let new = worthless(&world, 0);
        world.send(&create_campaign(&new));
        let campaign = address::campaign(&farm, new.number);
        let longer = top_up(farm, campaign, mints::OTHER, MALLORY, 1 + n, u64::MAX);
        world.refuse(&longer, LiquidityError::BoundaryTableFull);
    }
    assert_eq!(world.farm().boundary_count, 24);
}

/// The creator's campaigns may take any place; whoever needs none must not be refused for it.
#[test]
fn a_stranger_may_share_slots_when_the_creator_has_taken_the_last_places() {
    let mut world = World::new();
    world.fill_table(START + 1_000);
    world.fund(1_000, START + 1_000, 10);
    assert_eq!(world.farm().boundary_count, 32);
}

/// Anyone can fund a campaign of a token of their own and freeze its vault. Principal leaves all the
/// same, but a position that earned of it could never be closed, and its rent would be lost.
#[test]
fn a_hostile_reward_cannot_keep_a_positions_rent() {
    let mut world = World::new();
    let farm = world.keys.farm;
    let lamports = world.lamports(&ALICE);
    world.stake(ALICE, 0, 1_000);
    let hostile = world.fund(1_000, 0, 10);
    let vault = reward_vault(&hostile);
    world.freeze(vault, mints::REWARD);
    world.pass(10);
    world.unstake(ALICE, 0);
    world.refuse(&close_position(farm, ALICE, 0), LiquidityError::RewardsUnclaimed);
    world.refuse(&world.claim_call(hostile, ALICE, 0), TokenError::AccountFrozen);
    world.send(&forfeit(farm, hostile, ALICE, 0));
    world.send(&close_position(farm, ALICE, 0));
    assert_eq!(world.lamports(&ALICE), lamports);
    // What she gave up is the refundee's, if ever it can be moved.
    world.thaw(vault, mints::REWARD);
    world.send(&world.close_campaign_call(hostile));
    assert_eq!(world.purse(REFUNDEE, mints::REWARD), PURSE + 1_000);
}
