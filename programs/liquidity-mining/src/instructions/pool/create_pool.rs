//! `create_pool`: a pool, its vaults, its LP mint and its farm, by anyone.

#![allow(
    unused_variables,
    reason = "the derive binds the arguments in code paths that have no seeds"
)]

use anchor_lang::prelude::*;

use crate::constants::{FARM_SEED, LP_MINT_SEED, POOL_SEED, STAKE_VAULT_SEED, VAULT_SEED};
use crate::error::LiquidityError;
use crate::events::PoolCreated;
use crate::instructions::guards::current_slot;
use crate::state::{Config, Farm, Pool};
use crate::token::{
    AcceptedMint, MINT_SPACE, NewMint, NewVault, TOKEN_ACCOUNT_SPACE, TOKEN_PROGRAM, open_accounts,
    program_of, vault_space,
};

/// Accounts of `create_pool`.
#[derive(Accounts)]
#[instruction(curve: u8, curve_parameter: u32)]
pub struct CreatePool {
    /// Who creates the pool and pays for its accounts.
    #[account(mut)]
    pub creator: Signer,
    /// The config whose terms the pool gets for good.
    pub config: Account<Config>,
    /// Mint of token A, below mint B by bytes.
    pub mint_a: UncheckedAccount,
    /// Mint of token B.
    #[account(constraint = mint_a.address().as_ref() < mint_b.address().as_ref() @ LiquidityError::MintsOutOfOrder)]
    pub mint_b: UncheckedAccount,
    /// The pool to create.
    #[account(
        init,
        payer = creator,
        seeds = [
            POOL_SEED,
            config.address().as_ref(),
            mint_a.address().as_ref(),
            mint_b.address().as_ref(),
            &curve.to_le_bytes(),
            &curve_parameter.to_le_bytes(),
        ],
        bump,
    )]
    pub pool: Account<Pool>,
    /// Vault of token A.
    #[account(
        init,
        payer = creator,
        seeds = [VAULT_SEED, pool.address().as_ref(), mint_a.address().as_ref()],
        bump,
        space = vault_space(mint_a.account()),
        owner = program_of(mint_a.account()),
    )]
    pub vault_a: UncheckedAccount,
    /// Vault of token B.
    #[account(
        init,
        payer = creator,
        seeds = [VAULT_SEED, pool.address().as_ref(), mint_b.address().as_ref()],
        bump,
        space = vault_space(mint_b.account()),
        owner = program_of(mint_b.account()),
    )]
    pub vault_b: UncheckedAccount,
    /// Mint of the pool's LP token.
    #[account(
        init,
        payer = creator,
        seeds = [LP_MINT_SEED, pool.address().as_ref()],
        bump,
        space = MINT_SPACE,
        owner = TOKEN_PROGRAM,
    )]
    pub lp_mint: UncheckedAccount,
    /// The pool's farm.
    #[account(
        init,
        payer = creator,
        seeds = [FARM_SEED, pool.address().as_ref()],
        bump,
    )]
    pub farm: Account<Farm>,
    /// Vault of staked LP tokens.
    #[account(
        init,
        payer = creator,
        seeds = [STAKE_VAULT_SEED, farm.address().as_ref()],
        bump,
        space = TOKEN_ACCOUNT_SPACE,
        owner = TOKEN_PROGRAM,
    )]
    pub stake_vault: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
    /// The Token-2022 program, if one of the tokens is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// Decimals of the LP token: the mean of its tokens', so that amounts look familiar.
fn lp_decimals(decimals_a: u8, decimals_b: u8) -> u8 {
    decimals_a.midpoint(decimals_b)
}

/// Creates an empty pool with the config's terms and a curve of one's own choice. The first deposit
/// sets its price. One pair can have a pool for every config, curve and parameter.
///
/// # Errors
/// `MintsOutOfOrder`, `InvalidCurve`, `NotAMint` and the refusals of extensions; the system program's,
/// when the pool exists.
pub fn create_pool(ctx: &mut Context<CreatePool>, curve: u8, curve_parameter: u32) -> Result<()> {
    let accounts = &mut ctx.accounts;
    let slot = current_slot()?;
    let mint_a = AcceptedMint::load(accounts.mint_a.account())?;
    let mint_b = AcceptedMint::load(accounts.mint_b.account())?;

    let terms = accounts.config.fee_terms();

    let pool = &mut accounts.pool;
    pool.config = *accounts.config.address();
    pool.creator = *accounts.creator.address();
    pool.mint_a = *accounts.mint_a.address();
    pool.mint_b = *accounts.mint_b.address();
    pool.vault_a = *accounts.vault_a.address();
    pool.vault_b = *accounts.vault_b.address();
    pool.lp_mint = *accounts.lp_mint.address();
    pool.trade_fee_rate = terms.trade_fee_rate;
    pool.protocol_fee_share = terms.protocol_fee_share;
    pool.creator_fee_share = terms.creator_fee_share;
    pool.curve = curve;
    pool.curve_parameter = curve_parameter;
    pool.decimals_a = mint_a.decimals;
    pool.decimals_b = mint_b.decimals;
    pool.is_token_2022_a = u8::from(mint_a.is_token_2022);
    pool.is_token_2022_b = u8::from(mint_b.is_token_2022);
    pool.observed_slot = slot;
    pool.bump = ctx.bumps.pool;
    // Terms that make no curve are refused here, once and for all.
    pool.curve()?;

    let farm = &mut accounts.farm;
    farm.pool = *pool.address();
    farm.lp_mint = pool.lp_mint;
    farm.stake_vault = *accounts.stake_vault.address();
    farm.creator = *accounts.creator.address();
    farm.last_slot = slot;
    farm.bump = ctx.bumps.farm;
    farm.lock_choices = accounts.config.lock_choices;

    let vault = |account, mint, owner| NewVault { account, mint, owner };
    open_accounts(
        Some(&NewMint {
            account: accounts.lp_mint.account(),
            decimals: lp_decimals(mint_a.decimals, mint_b.decimals),
            authority: pool.address(),
        }),
        &[
            vault(accounts.vault_a.account(), accounts.mint_a.account(), pool.address()),
            vault(accounts.vault_b.account(), accounts.mint_b.account(), pool.address()),
            vault(accounts.stake_vault.account(), accounts.lp_mint.account(), farm.address()),
        ],
    )?;

    PoolCreated::new(pool).log();
    Ok(())
}
