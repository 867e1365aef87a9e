//! `set_lock_choices`: what the farms made under a config from now on will offer.

use anchor_lang::prelude::*;

use super::ManageConfig;
use crate::events::LockChoicesSet;
use crate::state::{LockChoices, require_sensible};

/// Replaces the config's lock choices. Farms that exist keep theirs.
///
/// # Errors
/// `NotConfigAdmin`, `LockChoicesOutOfLimits`.
pub fn set_lock_choices(ctx: &mut Context<ManageConfig>, choices: LockChoices) -> Result<()> {
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
