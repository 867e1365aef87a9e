//! Seeds of program-derived addresses and the limits of a campaign.

use anchor_lang::prelude::*;

/// Seed of a config: `[CONFIG_SEED, admin, index]`.
#[constant]
pub const CONFIG_SEED: &[u8] = b"config";
/// Seed of a pool: `[POOL_SEED, config, mint_a, mint_b, curve, curve_parameter]`, the last two as one
/// and four bytes, least significant first.
#[constant]
pub const POOL_SEED: &[u8] = b"pool";
/// Seed of a pool's token vault: `[VAULT_SEED, pool, mint]`.
#[constant]
pub const VAULT_SEED: &[u8] = b"vault";
/// Seed of a pool's LP mint: `[LP_MINT_SEED, pool]`.
#[constant]
pub const LP_MINT_SEED: &[u8] = b"lp_mint";
/// Seed of a pool's farm: `[FARM_SEED, pool]`.
#[constant]
pub const FARM_SEED: &[u8] = b"farm";
/// Seed of the vault of staked LP tokens: `[STAKE_VAULT_SEED, farm]`.
#[constant]
pub const STAKE_VAULT_SEED: &[u8] = b"stake_vault";
/// Seed of a campaign: `[CAMPAIGN_SEED, farm, number]`.
#[constant]
pub const CAMPAIGN_SEED: &[u8] = b"campaign";
/// Seed of a campaign's reward vault: `[REWARD_VAULT_SEED, campaign]`.
#[constant]
pub const REWARD_VAULT_SEED: &[u8] = b"reward_vault";
/// Seed of a position: `[POSITION_SEED, farm, owner, number]`.
#[constant]
pub const POSITION_SEED: &[u8] = b"position";

/// Shortest campaign, in slots.
#[constant]
pub const MIN_CAMPAIGN_SLOTS: u64 = 10;
/// Longest campaign and furthest start, in slots: over twelve years at 400 ms, six at 200 ms.
#[constant]
pub const MAX_CAMPAIGN_SLOTS: u64 = 1_000_000_000;
/// Places in a farm's table of starts and ends that only the pool's creator may take. Whoever fills
/// the others with worthless campaigns cannot keep the pool from its own.
#[constant]
pub const PLACES_FOR_CREATOR: u32 = 8;
/// Lock choices that a config offers.
#[constant]
pub const LOCK_CHOICES: u8 = 4;
/// Longest lock, in slots: over two years at 400 ms.
#[constant]
pub const MAX_LOCK_SLOTS: u64 = 200_000_000;
/// Multipliers are counted in ten-thousandths; this one leaves a weight as it is.
#[constant]
pub const NO_BOOST: u32 = 10_000;
/// Highest multiplier of a lock choice: 5x.
#[constant]
pub const MAX_BOOST: u32 = 50_000;
/// Claim records a new position has room for; it grows by one at a time beyond them.
#[constant]
pub const INITIAL_CLAIM_RECORDS: u32 = 4;
