//! `propose_admin` and `accept_admin`: a config changes hands in two steps, so that it cannot be given
//! to a key that nobody has.

use anchor_lang::prelude::*;

use super::ManageConfig;
use crate::error::LiquidityError;
use crate::events::{AdminChanged, AdminProposed};
use crate::state::Config;

/// Accounts of `accept_admin`.
#[derive(Accounts)]
pub struct AcceptAdmin {
    /// Who the admin named.
    #[account(address = config.pending_admin @ LiquidityError::NotPendingAdmin)]
    pub new_admin: Signer,
    /// The config.
    #[account(mut)]
    pub config: Account<Config>,
}

/// Names who may take over; the default address takes the offer back.
///
/// # Errors
/// `NotConfigAdmin`.
pub fn propose_admin(ctx: &mut Context<ManageConfig>, new_admin: Address) -> Result<()> {
    let config = &mut ctx.accounts.config;
    config.pending_admin = new_admin;
    AdminProposed { config: *config.address(), admin: config.admin, new_admin }.log();
    Ok(())
}

/// Takes over. The fee recipient stays who it was.
///
/// # Errors
/// `NotPendingAdmin`.
pub fn accept_admin(ctx: &mut Context<AcceptAdmin>) -> Result<()> {
    let config = &mut ctx.accounts.config;
    config.admin = config.pending_admin;
    config.pending_admin = Address::default();
    AdminChanged { config: *config.address(), admin: config.admin }.log();
    Ok(())
}
