//! Wrapped SOL, whose accounts hold their tokens as lamports, in a pool and as a reward.

use program_tests::actors::{ADMIN, ALICE, CREATOR, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::{self, reward_vault};
use program_tests::books::Pool;
use program_tests::calls::{
    NewCampaign, claim, close_campaign, create_campaign, create_config, create_pool, deposit,
    stake, swap, unstake, withdraw,
};
use program_tests::token::{WRAPPED_SOL, account, mint, sync_native, wallet, wrapped_sol};
use program_tests::{PoolKeys, World, mints};

const SOL: u64 = 1_000_000_000;

#[test]
fn a_pool_and_a_campaign_of_wrapped_sol_pay_and_close() {
    let mut world = World::bare();
    world.send(&create_config(ADMIN, 0, 3_000, 200_000, 100_000));
    let keys = PoolKeys::new(world.keys.config, WRAPPED_SOL, mints::B);
    world.put(WRAPPED_SOL, mint(0, 9, &mints::FREEZER));
    for owner in [ALICE, FUNDER, MALLORY, REFUNDEE] {
        world.put(wallet(&owner, &WRAPPED_SOL), wrapped_sol(&owner, 100 * SOL));
        world.put(wallet(&owner, &keys.lp_mint), account(&keys.lp_mint, &owner, 0));
    }
    world.send(&create_pool(&keys, CREATOR));
    world.send(&deposit(&keys, ALICE, 4 * SOL, 9 * SOL));
    world.send(&swap(&keys, MALLORY, true, SOL));
    world.send(&swap(&keys, MALLORY, false, SOL));

    // Lamports sent to the vault and made tokens of it by anyone change no price.
    let before: Pool = world.books(&keys.pool);
    world.send_lamports(MALLORY, keys.vault_a, SOL);
    world.run_token(sync_native(&keys.vault_a));
    assert_eq!(world.books::<Pool>(&keys.pool), before);

    let campaign = address::campaign(&keys.farm, 0);
    world.send(&create_campaign(&NewCampaign {
        farm: keys.farm,
        funder: FUNDER,
        refundee: REFUNDEE,
        reward_mint: WRAPPED_SOL,
        number: 0,
        amount: SOL,
        start_slot: 0,
        duration_slots: 1_000,
    }));
    world.send(&stake(&keys, ALICE, 0, 1_024));
    world.pass(100);
    world.send(&unstake(&keys, ALICE, 0));
    let had = world.purse(ALICE, WRAPPED_SOL);
    world.send(&claim(keys.farm, campaign, WRAPPED_SOL, ALICE, ALICE, 0));
    assert_eq!(world.purse(ALICE, WRAPPED_SOL), had + SOL / 10);
    world.pass(1_000);
    // Lamports that are not tokens yet go where the rent goes.
    world.send_lamports(MALLORY, reward_vault(&campaign), 5 * SOL);
    let rent = world.lamports(&campaign) + world.lamports(&reward_vault(&campaign));
    let funder = world.lamports(&FUNDER);
    let refundee = world.purse(REFUNDEE, WRAPPED_SOL);
    world.send(&close_campaign(keys.farm, campaign, WRAPPED_SOL, REFUNDEE, FUNDER));
    assert_eq!(world.purse(REFUNDEE, WRAPPED_SOL), refundee + SOL / 10 * 9);
    assert_eq!(world.lamports(&FUNDER), funder + rent - SOL / 10 * 9);
    let lp = world.purse(ALICE, keys.lp_mint);
    world.send(&withdraw(&keys, ALICE, lp));
}
