//! `create_config`: a fee tier of one's own.

#![allow(
    unused_variables,
    reason = "the derive binds the argument in code paths that have no seeds"
)]

use anchor_lang::prelude::*;
use liquidity_math::fees::FeeTerms;

use crate::constants::CONFIG_SEED;
use crate::error::LiquidityError;
use crate::events::ConfigCreated;
use crate::state::{Config, DEFAULT_LOCK_CHOICES};

/// Accounts of `create_config`.
#[derive(Accounts)]
#[instruction(index: u16)]
pub struct CreateConfig {
    /// Who will administer the config; pays for it.
    #[account(mut)]
    pub admin: Signer,
    /// The config to create.
    #[account(
        init,
        payer = admin,
        seeds = [CONFIG_SEED, admin.address().as_ref(), &index.to_le_bytes()],
        bump,
    )]
    pub config: Account<Config>,
    /// The system program.
    pub system_program: Program<System>,
}

impl CreateConfig {
    fn validate(terms: &FeeTerms) -> Result<()> {
        require!(terms.are_within_limits(), LiquidityError::FeeTermsOutOfLimits);
        Ok(())
    }
}

/// Creates a config with the given fee terms.
///
/// # Errors
/// `FeeTermsOutOfLimits`.
pub fn create_config(ctx: &mut Context<CreateConfig>, index: u16, terms: FeeTerms) -> Result<()> {
    CreateConfig::validate(&terms)?;

    let admin = *ctx.accounts.admin.address();
    let config = &mut ctx.accounts.config;
    config.admin = admin;
    config.fee_recipient = admin;
    config.trade_fee_rate = terms.trade_fee_rate;
    config.protocol_fee_share = terms.protocol_fee_share;
    config.creator_fee_share = terms.creator_fee_share;
    config.index = index;
    config.bump = ctx.bumps.config;
    config.lock_choices = DEFAULT_LOCK_CHOICES;

    ConfigCreated {
        config: *config.address(),
        admin,
        trade_fee_rate: terms.trade_fee_rate,
        protocol_fee_share: terms.protocol_fee_share,
        creator_fee_share: terms.creator_fee_share,
        index: u32::from(index),
    }
    .log();
    Ok(())
}
