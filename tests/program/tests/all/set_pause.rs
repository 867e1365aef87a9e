use program_tests::actors::{ADMIN, ALICE, BOB, CRANK, CREATOR, MALLORY};
use program_tests::address;
use program_tests::books::Pool;
use program_tests::calls::{
    self, NEVER, collect_creator_fees, collect_protocol_fees, compound, create_config, deposit,
    deposit_and_stake, deposit_single, quote_deposit, quote_swap, quote_withdraw, set_pause, stake,
    swap, swap_out, unstake, unstake_and_withdraw, withdraw, withdraw_single,
};
use program_tests::error::LiquidityError;
use program_tests::event::PauseSet;
use program_tests::{Call, World};

use crate::lookalikes::{check, lookalike};

/// With stakes of ALICE, one of them locked for ever, a campaign that pays token A, and fees owed.
fn busy() -> (World, solana_address::Address) {
    let mut world = World::new();
    let keys = world.keys;
    for number in 0..3 {
        world.stake(ALICE, number, 100_000_000);
    }
    world.send(&calls::lock_forever(&keys, ALICE, 2));
    let campaign = world.fund_in(keys.mint_a, 1_000_000_000, 0, 1_000);
    for a_to_b in [true, false] {
        world.send(&swap(&keys, MALLORY, a_to_b, 1_000_000_000));
    }
    world.pass(100);
    (world, campaign)
}

/// What swaps inside, and what puts liquidity in.
fn entries(world: &World, campaign: solana_address::Address) -> Vec<(Call, bool, bool)> {
    let keys = world.keys;
    let single = [1_000_000, 0, NEVER];
    let compounding = compound(&keys, ALICE, campaign, keys.mint_a, [0, 9], [0, NEVER]);
    vec![
        (swap(&keys, BOB, true, 1_000_000), true, false),
        (swap(&keys, BOB, false, 1_000_000), true, false),
        (swap_out(&keys, BOB, true, 1_000_000), true, false),
        (quote_swap(&keys, 1_000_000, true, true), true, false),
        (quote_swap(&keys, 1_000_000, false, true), true, false),
        (withdraw_single(&keys, BOB, true, single), true, false),
        (deposit_single(&keys, BOB, true, single), true, true),
        (compounding, true, true),
        (deposit(&keys, BOB, 1_000_000, 9_000_000), false, true),
        (deposit_and_stake(&keys, BOB, 0, 1_000_000, 9_000_000), false, true),
        (quote_deposit(&keys, 1_000_000, 9_000_000), false, true),
    ]
}

#[test]
fn each_pause_stops_what_it_names_and_nothing_else() {
    let (world, campaign) = busy();
    let keys = world.keys;
    for (swaps, deposits) in [(false, false), (true, false), (false, true), (true, true)] {
        let mut world = world.clone();
        world.send(&set_pause(&keys, ADMIN, swaps, deposits));
        for (call, is_swap, is_deposit) in entries(&world, campaign) {
            let what = format!("swaps {swaps}, deposits {deposits}");
            if is_swap && swaps {
                world.refuse_as(&call, LiquidityError::SwapsPaused, &what);
            } else if is_deposit && deposits {
                world.refuse_as(&call, LiquidityError::DepositsPaused, &what);
            } else {
                world.clone().send(&call);
            }
        }
    }
}

#[test]
fn no_pause_stops_an_exit_a_claim_or_a_collection() {
    let (mut world, campaign) = busy();
    let keys = world.keys;
    let exits = [
        withdraw(&keys, BOB, 1_000_000),
        quote_withdraw(&keys, 1_000_000),
        world.claim_call(campaign, ALICE, 0),
        calls::claim(keys.farm, campaign, keys.mint_a, CRANK, ALICE, 1),
        unstake(&keys, ALICE, 0),
        unstake_and_withdraw(&keys, ALICE, 1),
        calls::collect_locked_fees(&keys, ALICE, [2, 3], [0, 0, NEVER]),
        collect_protocol_fees(&keys, ADMIN),
        collect_creator_fees(&keys, CREATOR),
        // Of what one has already.
        stake(&keys, BOB, 0, 1_000_000),
    ];
    let mut paused = world.clone();
    paused.send(&set_pause(&keys, ADMIN, true, true));
    for call in exits {
        // Not a unit less than without the pause.
        assert_eq!(paused.send(&call).events, world.send(&call).events, "{}", call.name);
    }
    // To the last share.
    let lp = paused.purse(ALICE, keys.lp_mint);
    paused.send(&withdraw(&keys, ALICE, lp));
    paused.check_books();
}

#[test]
fn a_pause_is_written_and_told_and_can_be_taken_back() {
    let mut world = World::new();
    let keys = world.keys;
    let before = world.pool();
    for (swaps, deposits) in [(true, false), (true, true), (false, true), (false, false)] {
        world.pass(1);
        let event: PauseSet = world.send(&set_pause(&keys, ADMIN, swaps, deposits)).event();
        let (swaps_paused, deposits_paused) = (u8::from(swaps), u8::from(deposits));
        assert_eq!(world.pool(), Pool { swaps_paused, deposits_paused, ..before });
        let said = (event.pool, event.swaps_paused, event.deposits_paused);
        assert_eq!(said, (keys.pool, u64::from(swaps), u64::from(deposits)));
    }
    world.send(&swap(&keys, BOB, true, 1_000_000));
    world.send(&deposit(&keys, BOB, 1_000_000, 9_000_000));
    // The other pool was never touched.
    let other: Pool = world.books(&world.other.pool);
    assert_eq!((other.swaps_paused, other.deposits_paused), (0, 0));
}

#[test]
fn only_the_configs_admin_pauses() {
    let mut world = World::new();
    let keys = world.keys;
    for who in [CREATOR, ALICE, MALLORY] {
        world.refuse(&set_pause(&keys, who, true, true), LiquidityError::NotConfigAdmin);
    }
    world.send(&create_config(MALLORY, 0, 0, 0, 0));
    let own = address::config(&MALLORY, 0);
    let call = set_pause(&keys, MALLORY, true, true).with("config", own);
    world.refuse(&call, LiquidityError::WrongConfig);
}

#[test]
fn every_account_is_checked() {
    let world = World::new();
    let (keys, other) = (world.keys, world.other);
    let wrong = LiquidityError::WrongConfig;
    check(
        &world,
        &set_pause(&keys, ADMIN, true, true),
        &[
            lookalike("admin", "a stranger", MALLORY, LiquidityError::NotConfigAdmin),
            lookalike("config", "another config", other.config, wrong),
            lookalike("pool", "another pool", other.pool, wrong),
        ],
    );
}
