//! Checks that several instructions share.

use anchor_lang::pinocchio::sysvars::Sysvar;
use anchor_lang::pinocchio::sysvars::clock::Clock;
use anchor_lang::prelude::*;

use crate::error::LiquidityError;

/// The slot in which the transaction runs.
///
/// # Errors
/// The runtime's own.
#[inline(always)]
pub fn current_slot() -> Result<u64> {
    Ok(Clock::get()?.slot)
}

/// Refuses a transaction that comes later than its sender wanted.
///
/// # Errors
/// `Expired`.
#[inline(always)]
pub fn require_not_expired(valid_until_slot: u64) -> Result<()> {
    // Zero is a slot long gone, so forgetting the bound is refused like any other stale one.
    if current_slot()? > valid_until_slot {
        return Err(LiquidityError::Expired.into());
    }
    Ok(())
}

/// Refuses a result below what the sender would accept.
///
/// # Errors
/// `BelowMinimum`.
#[inline(always)]
pub fn require_at_least(amount: u64, minimum: u64) -> Result<()> {
    if amount < minimum {
        return Err(LiquidityError::BelowMinimum.into());
    }
    Ok(())
}
