//! One call of every instruction, each in a world in which it succeeds.

use crate::actors::{ADMIN, ALICE, BOB, CRANK, CREATOR, FUNDER};
use crate::call::Call;
use crate::calls::{self, NEVER};
use crate::world::World;
use crate::{START, mints};

/// A call, and the world in which to send it.
pub struct Stop {
    /// What is special about it, if anything.
    pub case: &'static str,
    pub world: World,
    pub call: Call,
}

/// Sends `call` and keeps the world before it.
fn stop(stops: &mut Vec<Stop>, world: &mut World, case: &'static str, call: Call) {
    stops.push(Stop { case, world: world.clone(), call: call.clone() });
    world.send(&call);
}

/// Every instruction at least once.
pub fn tour() -> Vec<Stop> {
    let mut stops = Vec::new();
    let mut bare = World::bare();
    let keys = bare.keys;
    stop(&mut stops, &mut bare, "", calls::create_config(ADMIN, 0, 3_000, 200_000, 100_000));
    let choices = [(0, 10_000), (100, 20_000), (0, 0), (0, 0)];
    stop(&mut stops, &mut bare, "", calls::set_lock_choices(ADMIN, keys.config, choices));
    let terms = [2_500, 100_000, 50_000];
    stop(&mut stops, &mut bare, "", calls::update_config(ADMIN, keys.config, terms, CRANK));
    stop(&mut stops, &mut bare, "", calls::propose_admin(ADMIN, keys.config, BOB));
    stop(&mut stops, &mut bare, "", calls::accept_admin(BOB, keys.config));
    stop(&mut stops, &mut bare, "", calls::create_pool(&keys, CREATOR));

    let mut empty = World::with_empty_pools();
    stop(&mut stops, &mut empty, "first", calls::deposit(&keys, ALICE, 4_000_000, 9_000_000));
    let mut world = World::new();
    stop(&mut stops, &mut world, "", calls::deposit(&keys, BOB, 1_234_567, 9_999_999));
    stop(&mut stops, &mut world, "", calls::withdraw(&keys, BOB, 1_234_567));
    stop(&mut stops, &mut world, "a to b", calls::swap(&keys, ALICE, true, 1_234_567));
    stop(&mut stops, &mut world, "b to a", calls::swap(&keys, ALICE, false, 1_234_567));
    stop(&mut stops, &mut world, "a to b", calls::swap_out(&keys, ALICE, true, 1_234_567));
    stop(&mut stops, &mut world, "exact in", calls::quote_swap(&keys, 1_234_567, true, true));
    stop(&mut stops, &mut world, "exact out", calls::quote_swap(&keys, 1_234_567, false, true));
    stop(&mut stops, &mut world, "", calls::quote_deposit(&keys, 1_234_567, 9_999_999));
    stop(&mut stops, &mut world, "", calls::quote_withdraw(&keys, 1_234_567));
    let bounds = [1_234_567, 0, NEVER];
    stop(&mut stops, &mut world, "", calls::deposit_single(&keys, BOB, true, bounds));
    stop(&mut stops, &mut world, "", calls::withdraw_single(&keys, BOB, true, bounds));
    stop(&mut stops, &mut world, "", calls::set_pause(&keys, ADMIN, true, true));
    world.send(&calls::set_pause(&keys, ADMIN, false, false));
    world.donate(ALICE, keys.vault_a, keys.mint_a, 1_000);
    stop(&mut stops, &mut world, "", calls::skim(&keys));
    stop(&mut stops, &mut world, "", calls::collect_protocol_fees(&keys, ADMIN));
    stop(&mut stops, &mut world, "", calls::collect_creator_fees(&keys, CREATOR));

    let new = world.next_campaign(1_234_567, 0, 1_000);
    stop(&mut stops, &mut world, "starts now", calls::create_campaign(&new));
    let new = world.next_campaign(1_234_567, START + 50, 1_000);
    stop(&mut stops, &mut world, "starts later", calls::create_campaign(&new));
    let campaigns: Vec<_> = (0..2)
        .map(|number| crate::address::campaign(&keys.farm, number))
        .chain((0..3).map(|n| world.fund(1_000_000 + n, 0, 1_000)).collect::<Vec<_>>())
        .collect();
    world.stake(BOB, 0, 1_234_567);
    world.pass(7);
    let call = calls::top_up(keys.farm, campaigns[0], mints::REWARD, FUNDER, 10, u64::MAX);
    stop(&mut stops, &mut world, "", call);
    stop(&mut stops, &mut world, "", calls::stake(&keys, ALICE, 0, 7_654_321));
    let call = calls::deposit_and_stake(&keys, ALICE, 1, 1_234_567, 9_999_999);
    stop(&mut stops, &mut world, "", call);
    world.pass(7);
    let call = calls::pending_rewards(keys.farm, campaigns[0], ALICE, 0);
    stop(&mut stops, &mut world, "", call);
    let claim = |world: &World, index: usize| world.claim_call(campaigns[index], ALICE, 0);
    let call = claim(&world, 0);
    stop(&mut stops, &mut world, "first", call.clone());
    world.pass(7);
    stop(&mut stops, &mut world, "again", call);
    world.pass(50);
    let call = claim(&world, 1);
    stop(&mut stops, &mut world, "reads a start", call);
    for index in [2, 3] {
        world.send(&claim(&world, index));
    }
    let call = claim(&world, 4);
    stop(&mut stops, &mut world, "fifth, grows the account", call);
    stop(&mut stops, &mut world, "", calls::unstake(&keys, ALICE, 0));
    stop(&mut stops, &mut world, "", calls::unstake_and_withdraw(&keys, ALICE, 1));
    world.pass(5_000);
    let call = world.settle_call(campaigns[0]);
    stop(&mut stops, &mut world, "", call);
    let call = calls::forfeit(keys.farm, campaigns[0], ALICE, 1);
    stop(&mut stops, &mut world, "", call);
    let call = claim(&world, 0);
    stop(&mut stops, &mut world, "the last, after the end", call);
    for index in [1, 2, 3, 4] {
        world.send(&claim(&world, index));
    }
    stop(&mut stops, &mut world, "", calls::close_position(keys.farm, ALICE, 0));
    let call = calls::claim(keys.farm, campaigns[2], mints::REWARD, CRANK, ALICE, 1);
    world.send(&call);
    world.claim(campaigns[2], BOB, 0);
    let call = world.collect_call(campaigns[2]);
    stop(&mut stops, &mut world, "", call);
    let call = world.close_campaign_call(campaigns[2]);
    stop(&mut stops, &mut world, "", call);

    let mut locked = World::new();
    locked.send(&calls::stake_locked(&keys, ALICE, 0, 7_654_321, 1));
    locked.stake(BOB, 0, 1_234_567);
    locked.pass(10_000_000);
    stop(&mut stops, &mut locked, "", calls::unstake_part(&keys, ALICE, [0, 1], 1_234_567));
    stop(&mut stops, &mut locked, "", calls::restake(keys.farm, CRANK, ALICE, [1, 2], 0));

    stop(&mut stops, &mut locked, "", calls::lock_forever(&keys, BOB, 0));
    locked.send(&calls::swap(&keys, ALICE, true, 1_000_000_000));
    let call = calls::collect_locked_fees(&keys, BOB, [0, 1], [0, 0, NEVER]);
    stop(&mut stops, &mut locked, "", call);

    let mut compounding = World::new();
    compounding.stake(ALICE, 0, 7_654_321);
    let campaign = compounding.fund_in(keys.mint_a, 1_234_567, 0, 1_000);
    compounding.pass(500);
    let call = calls::compound(&keys, ALICE, campaign, keys.mint_a, [0, 1], [0, NEVER]);
    stop(&mut stops, &mut compounding, "token A", call);

    let mut busy = World::new();
    busy.stake(ALICE, 0, 7_654_321);
    busy.fill_table(START + 10);
    busy.pass(1_000);
    stop(&mut stops, &mut busy, "32 boundaries pass", calls::unstake(&keys, ALICE, 0));
    stops
}

/// What the pool's instructions cost with each kind of token, and on the stable curve.
pub fn with_each_token() -> Vec<Stop> {
    let mut stops = Vec::new();
    for (case, mint_a, mint_b, amplification) in [
        ("SPL Token", mints::A, mints::B, None),
        ("Token-2022, one side", mints::A, mints::PLAIN_2022, None),
        ("Token-2022, fee on one side", mints::A, mints::FEE_2022, None),
        ("Token-2022, fee on both sides", mints::FEE_2022, mints::FEE_2022_B, None),
        ("stable, SPL Token", mints::A, mints::B, Some(100)),
        ("stable, Token-2022, fee on both sides", mints::FEE_2022, mints::FEE_2022_B, Some(100)),
    ] {
        // At par on the stable curve, whose second token here has three decimals more.
        let deposit = if amplification.is_some() {
            (4_000_000_000, 4_100_000_000_000)
        } else {
            (4_000_000_000, 9_000_000_000)
        };
        let world = World::with_pool_of(mint_a, mint_b, amplification, deposit);
        visit_pool(&mut stops, world, case);
    }
    stops
}

fn visit_pool(stops: &mut Vec<Stop>, mut world: World, case: &'static str) {
    let keys = world.keys;
    let world = &mut world;
    world.send(&calls::deposit(&keys, BOB, 1_000_000_000, 1_000_000_000_000));
    // A slot later there is a price to sum up.
    world.pass(1);
    stop(stops, world, case, calls::swap(&keys, ALICE, true, 1_234_567));
    world.pass(1);
    stop(stops, world, case, calls::swap_out(&keys, ALICE, true, 1_234_567));
    world.pass(1);
    stop(stops, world, case, calls::deposit(&keys, BOB, 1_234_567, 9_999_999_999));
    world.pass(1);
    stop(stops, world, case, calls::withdraw(&keys, BOB, 1_234_567));
    world.pass(1);
    stop(stops, world, case, calls::deposit_single(&keys, BOB, false, [9_999_999, 0, NEVER]));
    world.pass(1);
    stop(stops, world, case, calls::withdraw_single(&keys, BOB, false, [1_234_567, 0, NEVER]));
    world.pass(1);
    stop(stops, world, case, calls::deposit_and_stake(&keys, BOB, 0, 1_234_567, 9_999_999_999));
    world.pass(1);
    stop(stops, world, case, calls::unstake_and_withdraw(&keys, BOB, 0));
    stop(stops, world, case, calls::collect_protocol_fees(&keys, ADMIN));
}

/// Staking and leaving with 0, 1 and 32 live campaigns, which must make no difference to them.
pub fn with_live_campaigns() -> Vec<Stop> {
    let mut stops = Vec::new();
    for (case, campaigns) in [("0 campaigns", 0), ("1 campaign", 1), ("32 campaigns", 32)] {
        let mut world = World::new();
        // Started now, and each two end together, so that strangers' places are enough.
        for n in 0..campaigns {
            world.fund(10_000, 0, 1_000 + n / 2);
        }
        world.stake(BOB, 0, 1_234_567);
        world.pass(7);
        let call = calls::stake(&world.keys, ALICE, 0, 7_654_321);
        stop(&mut stops, &mut world, case, call);
        world.pass(7);
        let call = calls::unstake(&world.keys, ALICE, 0);
        stop(&mut stops, &mut world, case, call);
    }
    stops
}
