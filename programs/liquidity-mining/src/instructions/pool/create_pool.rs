//! `create_pool`: a pool, its vaults, its LP mint and its farm, by anyone.

use anchor_lang::prelude::*;
use anchor_spl::token::Mint;

use crate::constants::{FARM_SEED, LP_MINT_SEED, POOL_SEED, STAKE_VAULT_SEED, VAULT_SEED};
use crate::error::LiquidityError;
use crate::events::PoolCreated;
use crate::instructions::guards::current_slot;
use crate::state::{Config, Farm, Pool};
use crate::token::{
    MINT_SPACE, NewMint, NewVault, TOKEN_ACCOUNT_SPACE, TOKEN_PROGRAM, open_accounts,
};

/// Accounts of `create_pool`.
#[derive(Accounts)]
pub struct CreatePool {
    /// Who creates the pool and pays for its accounts.
    #[account(mut)]
    pub creator: Signer,
    /// The config whose terms the pool gets for good.
    pub config: Account<Config>,
    /// Mint of token A, below mint B by bytes.
    pub mint_a: Account<Mint>,
    /// Mint of token B.
    #[account(constraint = mint_a.address().as_ref() < mint_b.address().as_ref() @ LiquidityError::MintsOutOfOrder)]
    pub mint_b: Account<Mint>,
    /// The pool to create.
    #[account(
        init,
        payer = creator,
        seeds = [
            POOL_SEED,
            config.address().as_ref(),
            mint_a.address().as_ref(),
            mint_b.address().as_ref(),
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
        space = TOKEN_ACCOUNT_SPACE,
        owner = TOKEN_PROGRAM,
    )]
    pub vault_a: UncheckedAccount,
    /// Vault of token B.
    #[account(
        init,
        payer = creator,
        seeds = [VAULT_SEED, pool.address().as_ref(), mint_b.address().as_ref()],
        bump,
        space = TOKEN_ACCOUNT_SPACE,
        owner = TOKEN_PROGRAM,
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
    /// The token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
}

/// Decimals of the LP token: the mean of its tokens', so that amounts look familiar.
fn lp_decimals(decimals_a: u8, decimals_b: u8) -> u8 {
    decimals_a.midpoint(decimals_b)
}

/// Creates an empty pool with the config's terms. The first deposit sets its price.
///
/// # Errors
/// `MintsOutOfOrder`; the system program's, when the pool exists.
pub fn create_pool(ctx: &mut Context<CreatePool>) -> Result<()> {
    let accounts = &mut ctx.accounts;
    let slot = current_slot()?;

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
    pool.bump = ctx.bumps.pool;

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
            decimals: lp_decimals(accounts.mint_a.decimals(), accounts.mint_b.decimals()),
            authority: pool.address(),
        }),
        &[
            vault(accounts.vault_a.account(), accounts.mint_a.account(), pool.address()),
            vault(accounts.vault_b.account(), accounts.mint_b.account(), pool.address()),
            vault(accounts.stake_vault.account(), accounts.lp_mint.account(), farm.address()),
        ],
    )?;

    PoolCreated {
        pool: *pool.address(),
        config: pool.config,
        creator: pool.creator,
        mint_a: pool.mint_a,
        mint_b: pool.mint_b,
    }
    .log();
    Ok(())
}
