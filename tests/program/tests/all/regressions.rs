//! What was found wrong, kept as a test. One that is ignored is still open.

use program_tests::actors::{ALICE, FUNDER, MALLORY};
use program_tests::address::reward_vault;
use program_tests::calls::{NewCampaign, close_position, create_campaign};
use program_tests::{START, World, mints};

/// Sixteen campaigns of ten base units of a worthless token, each with a start and an end of its own
/// twelve years ahead, take all 32 places of a farm's table until then. They cost their sender
/// nothing but rent, which returns.
#[test]
#[ignore = "open: the table of boundaries can be filled by anyone, for years"]
fn a_stranger_cannot_keep_everyone_else_from_funding_a_farm() {
    let mut world = World::new();
    for n in 0..16 {
        let base = world.next_campaign(10, START + 900_000_000 + 20 * n, 10);
        let worthless = NewCampaign { funder: MALLORY, reward_mint: mints::OTHER, ..base };
        // A refusal here is a way to prevent it.
        let _ = world.run(create_campaign(&worthless).instruction());
    }
    let honest = NewCampaign { funder: FUNDER, ..world.next_campaign(1_000_000_000, 0, 1_000_000) };
    world.send(&create_campaign(&honest));
}

/// Anyone can fund a campaign of a token of their own and freeze its vault. Principal leaves all the
/// same, but a position that earned of it can never be closed, so its rent is lost.
#[test]
#[ignore = "open: a position's rent is held by every campaign it met"]
fn a_hostile_reward_cannot_keep_a_positions_rent() {
    let mut world = World::new();
    world.stake(ALICE, 0, 1_000);
    let hostile = world.fund(1_000, 0, 10);
    world.freeze(reward_vault(&hostile), mints::REWARD);
    world.pass(10);
    world.unstake(ALICE, 0);
    world.send(&close_position(world.keys.farm, ALICE, 0));
}
