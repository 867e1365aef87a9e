//! `close_position`: returns the rent of a position that has nothing left to claim.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::PositionClosed;
use crate::state::PositionAccount;

/// Accounts of `close_position`.
#[derive(Accounts)]
pub struct ClosePosition {
    /// The position's owner, who gets the rent back.
    #[account(mut)]
    pub owner: Signer,
    /// The position.
    #[account(
        mut,
        close = owner,
        constraint = anchor_lang::address_eq(&position.owner, owner.address()) @ LiquidityError::NotPositionOwner,
    )]
    pub position: PositionAccount,
}

/// Closes a position that has left and claimed for good of every campaign it overlapped with, so that
/// no reward can be stranded by it.
///
/// # Errors
/// `PositionOpen`, `RewardsUnclaimed`.
pub fn close_position(ctx: &mut Context<ClosePosition>) -> Result<()> {
    let position = &ctx.accounts.position;
    require!(position.is_open == 0, LiquidityError::PositionOpen);
    let settled = position.iter().filter(|record| record.settled == 1).count();
    let is_done = u64::try_from(settled) == Ok(position.overlapping_campaigns());
    require!(is_done, LiquidityError::RewardsUnclaimed);

    PositionClosed { position: *position.address(), owner: position.owner }.log();
    Ok(())
}
