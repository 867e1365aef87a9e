//! Everyone leaves: every base unit of every token is accounted for (F10).

use program_tests::actors::{ADMIN, ALICE, BOB, CRANK, CREATOR, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::reward_vault;
use program_tests::calls::{
    claim, close_position, collect_creator_fees, collect_protocol_fees, deposit, swap, withdraw,
};
use program_tests::{PURSE, START, World, actors, mints};

#[test]
fn when_all_have_left_only_the_locked_minimums_share_is_in_the_vaults() {
    let mut world = World::new();
    let keys = world.keys;
    let lp = keys.lp_mint;
    let lamports: u64 = actors::ALL.iter().map(|actor| world.lamports(actor)).sum();

    // Rewards of a foreign token, of a pool token and of the LP token itself.
    world.give(ALICE, FUNDER, lp, 1_000_000);
    let campaigns = [
        (world.fund(1_234_567, 0, 1_000), mints::REWARD),
        (world.fund_in(mints::A, 7_777_777, START + 33, 500), mints::A),
        (world.fund_in(lp, 1_000_000, START + 100, 777), lp),
        (world.fund_in(mints::OTHER, 10, START + 5_000, 10), mints::OTHER),
    ];
    let stays = [(ALICE, 0, 1_000_003), (ALICE, 1, 17), (BOB, 0, 2_999_999_989), (BOB, 1, 1)];
    world.pass(7);
    for (step, (owner, number, amount)) in stays.into_iter().enumerate() {
        world.stake(owner, number, amount);
        world.send(&swap(&keys, MALLORY, step % 2 == 0, 12_345_678 * (step as u64 + 1)));
        world.pass(41);
    }
    world.check_books();
    world.unstake(BOB, 0);
    world.pass(60);
    world.send(&claim(keys.farm, campaigns[0].0, mints::REWARD, CRANK, ALICE, 0));
    world.send(&deposit(&keys, MALLORY, 1_000_000, 3_000_000));
    for (owner, number) in [(ALICE, 0), (ALICE, 1), (BOB, 1)] {
        world.unstake(owner, number);
        world.pass(11);
    }
    world.check_books();
    world.pass(10_000);

    for (campaign, mint) in campaigns {
        for (owner, number, _) in stays {
            // Not everyone met every campaign.
            let _ = world.run(claim(keys.farm, campaign, mint, CRANK, owner, number).instruction());
        }
        world.check_books();
        world.send(&world.close_campaign_call(campaign));
        assert!(world.is_gone(&campaign) && world.is_gone(&reward_vault(&campaign)));
    }
    for (owner, number, _) in stays {
        world.send(&close_position(keys.farm, owner, number));
    }
    world.send(&collect_protocol_fees(&keys, ADMIN));
    world.send(&collect_creator_fees(&keys, CREATOR));
    for owner in actors::ALL {
        let held = world.purse(owner, lp);
        if held > 0 {
            world.send(&withdraw(&keys, owner, held));
        }
    }
    world.check_books();

    let farm = world.farm();
    assert_eq!((farm.staked_lp, farm.total_weight, farm.entries, farm.exits), (0, 0, 4, 4));
    assert_eq!((farm.starts, farm.ends, farm.boundary_count), (4, 4, 0));
    assert_eq!(world.balance(&keys.stake_vault), 0);
    assert_eq!(world.supply(&lp), 0);
    let pool = world.pool();
    assert_eq!(pool.lp_supply, 1_000);
    assert_eq!(world.balance(&keys.vault_a), pool.reserve_a);
    assert_eq!(world.balance(&keys.vault_b), pool.reserve_b);
    // 1,000 of 12,000,000,000 LP is 667 A and 1,500 B, a little more for the fees.
    assert!((600..800).contains(&pool.reserve_a), "{}", pool.reserve_a);
    assert!((1_300..1_800).contains(&pool.reserve_b), "{}", pool.reserve_b);
    // Nobody's lamports are left anywhere either.
    assert_eq!(actors::ALL.iter().map(|actor| world.lamports(actor)).sum::<u64>(), lamports);
    // The campaign that nobody met went back whole.
    assert_eq!(world.purse(FUNDER, mints::OTHER) + world.purse(REFUNDEE, mints::OTHER), 2 * PURSE);
}
