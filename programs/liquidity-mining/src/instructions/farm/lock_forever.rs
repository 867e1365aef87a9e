//! `lock_forever`: a stake that can never leave and still earns, for buyers to check.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::events::LockedForever;
use crate::state::{FOREVER, Farm, Pool, PositionAccount};

/// Accounts of `lock_forever`.
#[derive(Accounts)]
pub struct LockForever {
    /// The position's owner.
    pub owner: Signer,
    /// The farm's pool.
    #[account(address = farm.pool @ LiquidityError::WrongPool)]
    pub pool: Account<Pool>,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The position.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
        constraint = anchor_lang::address_eq(&position.owner, owner.address()) @ LiquidityError::NotPositionOwner,
    )]
    pub position: PositionAccount,
}

/// Takes from a position the right to leave, for good. It goes on earning rewards at its weight, a
/// boost included, and trade fees, which `collect_locked_fees` pays out; what it is worth now stays.
///
/// # Errors
/// `PositionClosed`, `LockedForever`.
pub fn lock_forever(ctx: &mut Context<LockForever>) -> Result<()> {
    let accounts = &mut ctx.accounts;
    let (pool, farm, position) = (&accounts.pool, &mut accounts.farm, &mut accounts.position);
    require!(position.is_open == 1, LiquidityError::PositionClosed);
    require!(!position.is_locked_forever(), LiquidityError::LockedForever);

    let worth = pool.books().worth_rounding_up(pool.curve()?, position.lp_amount);

    position.locked_until_slot = FOREVER;
    position.locked_worth = worth;
    // A part of `staked_lp`.
    farm.locked_forever_lp = farm.locked_forever_lp.saturating_add(position.lp_amount);

    LockedForever::new(farm, position).log();
    Ok(())
}
