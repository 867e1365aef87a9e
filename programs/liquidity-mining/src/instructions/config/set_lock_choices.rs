//! `set_lock_choices`: what the farms made under a config from now on will offer.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::LockChoicesSet;
use crate::state::{Config, LockChoices, require_sensible};

/// Accounts of `set_lock_choices`.
#[derive(Accounts)]
pub struct SetLockChoices {
    /// The config's admin.
    #[account(address = config.admin @ LiquidityError::NotConfigAdmin)]
    pub admin: Signer,
    /// The config.
    #[account(mut)]
    pub config: Account<Config>,
}

/// Replaces the config's lock choices. Farms that exist keep theirs.
///
/// # Errors
/// `NotConfigAdmin`, `LockChoicesOutOfLimits`.
pub fn set_lock_choices(ctx: &mut Context<SetLockChoices>, choices: LockChoices) -> Result<()> {
    require_sensible(&choices)?;
    let config = &mut ctx.accounts.config;

    config.lock_choices = choices;

    LockChoicesSet {
        config: *config.address(),
        slots: choices.map(|choice| choice.slots),
        multipliers: choices.map(|choice| choice.multiplier),
    }
    .log();
    Ok(())
}
