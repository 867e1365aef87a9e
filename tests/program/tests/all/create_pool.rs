use program_tests::actors::{ADMIN, CREATOR, MALLORY};
use program_tests::address::{self, TOKEN_PROGRAM};
use program_tests::books::{DEFAULT_LOCK_CHOICES, Farm, Pool};
use program_tests::calls::{create_config, create_pool};
use program_tests::error::{FrameworkError, LiquidityError};
use program_tests::event::PoolCreated;
use program_tests::token::{mint_terms, wallet};
use program_tests::{PoolKeys, START, World, mints, named, token};
use solana_instruction::error::InstructionError;

use crate::lookalikes::{Lookalike, check, lookalike};

fn with_configs() -> World {
    let mut world = World::bare();
    world.send(&create_config(ADMIN, 0, 3_000, 200_000, 100_000));
    world.send(&create_config(ADMIN, 1, 500, 0, 0));
    world
}

#[test]
fn a_pool_has_its_configs_terms_its_vaults_and_an_empty_farm() {
    let mut world = with_configs();
    let keys = world.keys;
    let receipt = world.send(&create_pool(&keys, CREATOR));

    let pool = world.pool();
    assert_eq!(
        pool,
        Pool {
            config: keys.config,
            creator: CREATOR,
            mint_a: keys.mint_a,
            mint_b: keys.mint_b,
            vault_a: keys.vault_a,
            vault_b: keys.vault_b,
            lp_mint: keys.lp_mint,
            reserve_a: 0,
            reserve_b: 0,
            lp_supply: 0,
            protocol_fees_a: 0,
            protocol_fees_b: 0,
            creator_fees_a: 0,
            creator_fees_b: 0,
            trade_fee_rate: 3_000,
            protocol_fee_share: 200_000,
            creator_fee_share: 100_000,
            observed_slot: START,
            price_sum_a_in_b: [0; 2],
            price_sum_b_in_a: [0; 2],
            curve_parameter: 0,
            bump: pool.bump,
            curve: 0,
            decimals_a: 6,
            decimals_b: 9,
            is_token_2022_a: 0,
            is_token_2022_b: 0,
            swaps_paused: 0,
            deposits_paused: 0,
            reserved: [0; 6],
        }
    );
    let farm = world.farm();
    let blank: Farm = bytemuck::Zeroable::zeroed();
    assert_eq!(
        farm,
        Farm {
            pool: keys.pool,
            lp_mint: keys.lp_mint,
            stake_vault: keys.stake_vault,
            creator: CREATOR,
            last_slot: START,
            lock_choices: DEFAULT_LOCK_CHOICES,
            bump: farm.bump,
            ..blank
        }
    );
    let vault = |address| token::holding(&world.account(&address)).expect("a token account");
    assert_eq!(vault(keys.vault_a), (keys.mint_a, keys.pool, 0));
    assert_eq!(vault(keys.vault_b), (keys.mint_b, keys.pool, 0));
    assert_eq!(vault(keys.stake_vault), (keys.lp_mint, keys.farm, 0));
    // Decimals 6 and 9 have the mean 7. Only the pool mints LP and nobody freezes it.
    assert_eq!(mint_terms(&world.account(&keys.lp_mint)), (7, Some(keys.pool), None));
    assert_eq!(
        receipt.event::<PoolCreated>(),
        PoolCreated {
            pool: keys.pool,
            config: keys.config,
            creator: CREATOR,
            mint_a: keys.mint_a,
            mint_b: keys.mint_b,
            trade_fee_rate: 3_000,
            protocol_fee_share: 200_000,
            creator_fee_share: 100_000,
            curve_parameter: 0,
            curve: 0,
        }
    );
}

#[test]
fn the_same_mints_can_have_a_pool_under_each_config_and_one_under_each() {
    let mut world = with_configs();
    world.send(&create_pool(&world.keys, CREATOR));
    world.send(&create_pool(&world.other, MALLORY));
    let other: Pool = world.books(&world.other.pool);
    assert_eq!((other.creator, other.trade_fee_rate), (MALLORY, 500));
    world.refuse(&create_pool(&world.keys, MALLORY), InstructionError::Custom(0));
}

#[test]
fn mints_out_of_order_or_equal_are_refused() {
    let mut world = with_configs();
    let swapped = PoolKeys::new(world.keys.config, mints::B, mints::A);
    world.refuse(&create_pool(&swapped, CREATOR), LiquidityError::MintsOutOfOrder);
    let equal = PoolKeys::new(world.keys.config, mints::A, mints::A);
    world.refuse(&create_pool(&equal, CREATOR), FrameworkError::DuplicateAccount);
}

#[test]
fn lamports_sent_ahead_do_not_block_a_pool() {
    // Less than the rent and more.
    for lamports in [1_000_000, 50_000_000_000] {
        let mut world = with_configs();
        let keys = world.keys;
        for address in
            [keys.pool, keys.vault_a, keys.vault_b, keys.lp_mint, keys.farm, keys.stake_vault]
        {
            world.send_lamports(MALLORY, address, lamports);
        }
        world.send(&create_pool(&keys, CREATOR));
    }
}

#[test]
fn a_stable_pool_keeps_its_amplification_and_one_pair_can_have_a_pool_for_each() {
    let mut world = with_configs();
    let config = world.keys.config;
    world.send(&create_pool(&world.keys, CREATOR));
    for amplification in [1, 2, 100, 1_000_000] {
        let keys = PoolKeys::stable(config, mints::A, mints::B, amplification);
        let event: PoolCreated = world.send(&create_pool(&keys, CREATOR)).event();
        assert_eq!((event.curve, event.curve_parameter), (1, amplification));
        let pool: Pool = world.books(&keys.pool);
        assert_eq!((pool.curve, pool.curve_parameter), (1, amplification));
        assert_eq!((pool.decimals_a, pool.decimals_b), (6, 9));
        world.refuse(&create_pool(&keys, MALLORY), InstructionError::Custom(0));
    }
}

#[test]
fn curves_that_there_are_not_are_refused() {
    let mut world = with_configs();
    let config = world.keys.config;
    for (curve, parameter) in [
        (0, 1),
        (0, u32::MAX),
        (1, 0),
        (1, 1_000_001),
        (1, u32::MAX),
        (2, 0),
        (2, 100),
        (u8::MAX, 100),
    ] {
        let keys = PoolKeys::with_curve(config, mints::A, mints::B, curve, parameter);
        let what = format!("curve {curve}, parameter {parameter}");
        world.refuse_as(&create_pool(&keys, CREATOR), LiquidityError::InvalidCurve, &what);
    }
}

#[test]
fn a_stable_pool_has_tokens_of_at_most_18_decimals() {
    for (mint, decimals, is_fine) in [
        (mints::A, 18, true),
        (mints::B, 18, true),
        (mints::A, 19, false),
        (mints::B, 19, false),
        (mints::A, u8::MAX, false),
        (mints::B, 0, true),
    ] {
        let mut world = with_configs();
        world.set_decimals(mint, decimals);
        let keys = PoolKeys::stable(world.keys.config, mints::A, mints::B, 100);
        if is_fine {
            world.send(&create_pool(&keys, CREATOR));
        } else {
            world.refuse(&create_pool(&keys, CREATOR), LiquidityError::InvalidCurve);
        }
        // The constant product asks for no decimals.
        world.send(&create_pool(&world.keys, CREATOR));
        let other = if mint == mints::A { 9 } else { 6 };
        let mean = ((u32::from(decimals) + other) / 2) as u8;
        assert_eq!(mint_terms(&world.account(&world.keys.lp_mint)).0, mean);
    }
}

#[test]
fn tokens_of_either_program_can_be_either_side() {
    for (mint_a, mint_b, is_2022, spaces) in [
        (mints::A, mints::PLAIN_2022, (0, 1), (165, 165)),
        (mints::B, mints::FEE_2022, (0, 1), (165, 178)),
        (mints::PLAIN_2022, mints::FEE_2022, (1, 1), (165, 178)),
        (mints::FEE_2022, mints::FEE_2022_B, (1, 1), (178, 178)),
    ] {
        let mut world = with_configs();
        let keys = PoolKeys::new(world.keys.config, mint_a, mint_b);
        world.send(&create_pool(&keys, CREATOR));
        let pool: Pool = world.books(&keys.pool);
        assert_eq!((pool.is_token_2022_a, pool.is_token_2022_b), is_2022);
        for (vault, mint, space) in
            [(keys.vault_a, mint_a, spaces.0), (keys.vault_b, mint_b, spaces.1)]
        {
            let account = world.account(&vault);
            assert_eq!(account.owner, mints::program_of(&mint));
            assert_eq!(account.data.len(), space);
            assert_eq!(token::holding(&account), Some((mint, keys.pool, 0)));
        }
        // Shares are of SPL Token whatever they are shares of.
        assert_eq!(world.account(&keys.lp_mint).owner, TOKEN_PROGRAM);
        assert_eq!(world.account(&keys.stake_vault).owner, TOKEN_PROGRAM);
    }
    // A mint of SPL Token above one of Token-2022.
    let mut world = with_configs();
    let last = named("token z, of spl token");
    world.put(last, token::mint(0, 6, &mints::FREEZER));
    let keys = PoolKeys::new(world.keys.config, mints::FEE_2022, last);
    world.send(&create_pool(&keys, CREATOR));
    let pool: Pool = world.books(&keys.pool);
    assert_eq!((pool.is_token_2022_a, pool.is_token_2022_b), (1, 0));
}

#[test]
fn every_account_is_checked_with_tokens_of_token_2022() {
    let mut world = with_configs();
    let keys = PoolKeys::new(world.keys.config, mints::FEE_2022, mints::FEE_2022_B);
    let (seeds, elsewhere) = (FrameworkError::WrongSeeds, named("anywhere"));
    let twin = world.twin(&mints::FEE_2022, "token eee, a twin");
    let mut given = vec![
        lookalike("config", "another config", world.other.config, seeds),
        lookalike("mint_a", "a twin", twin, seeds),
        lookalike("mint_a", "a token account", wallet(&CREATOR, &mints::FEE_2022), seeds),
        lookalike("mint_b", "another mint", mints::B, seeds),
        lookalike("mint_b", "a token account", wallet(&CREATOR, &mints::FEE_2022_B), seeds),
    ];
    for role in ["pool", "vault_a", "vault_b", "lp_mint", "farm", "stake_vault"] {
        given.push(lookalike(role, "any address", elsewhere, seeds));
    }
    check(&world, &create_pool(&keys, CREATOR), &given);
}

#[test]
fn every_account_is_checked() {
    let world = with_configs();
    let (keys, other) = (world.keys, world.other);
    let elsewhere = named("anywhere");
    let seeds = FrameworkError::WrongSeeds;
    let mut given: Vec<Lookalike> = vec![
        lookalike("config", "another config", other.config, seeds),
        lookalike(
            "config",
            "no account",
            address::config(&ADMIN, 2),
            InstructionError::UninitializedAccount,
        ),
        lookalike("mint_a", "another mint below B", named("token aa"), seeds),
        lookalike("mint_a", "a token account", token::wallet(&CREATOR, &mints::A), seeds),
        lookalike("mint_b", "another mint", mints::OTHER, seeds),
        lookalike("mint_b", "a token account", token::wallet(&CREATOR, &mints::B), seeds),
        lookalike("vault_a", "vault B's address", other.vault_a, seeds),
    ];
    for (role, others) in [
        ("pool", other.pool),
        ("vault_a", other.vault_a),
        ("vault_b", other.vault_b),
        ("lp_mint", other.lp_mint),
        ("farm", other.farm),
        ("stake_vault", other.stake_vault),
    ] {
        given.push(lookalike(role, "another pool's", others, seeds));
        given.push(lookalike(role, "any address", elsewhere, seeds));
    }
    let mut world = world;
    let mint = world.account(&mints::A);
    world.put(named("token aa"), mint);
    check(&world, &create_pool(&keys, CREATOR), &given);
}
