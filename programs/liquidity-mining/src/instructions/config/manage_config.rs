//! Accounts of whatever a config's admin does to it.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::state::Config;

/// Accounts of `update_config`, `set_lock_choices` and `propose_admin`.
#[derive(Accounts)]
pub struct ManageConfig {
    /// The config's admin.
    #[account(address = config.admin @ LiquidityError::NotConfigAdmin)]
    pub admin: Signer,
    /// The config.
    #[account(mut)]
    pub config: Account<Config>,
}
