//! Checks that several instructions share.

use anchor_lang::pinocchio::sysvars::Sysvar;
use anchor_lang::pinocchio::sysvars::clock::Clock;
use anchor_lang::prelude::*;

use crate::error::LiquidityError;

/// The chain's clock: the slot in which the transaction runs, and the epoch.
///
/// # Errors
/// The runtime's own.
#[inline(always)]
pub fn clock() -> Result<Clock> {
    Clock::get()
}

/// The slot in which the transaction runs.
///
/// # Errors
/// The runtime's own.
#[inline(always)]
pub fn current_slot() -> Result<u64> {
    Ok(clock()?.slot)
}

/// Refuses a transaction that comes later than its sender wanted.
///
/// # Errors
/// `Expired`.
#[inline(always)]
pub fn require_not_expired(clock: &Clock, valid_until_slot: u64) -> Result<()> {
    // Zero is a slot long gone, so forgetting the bound is refused like any other stale one.
    if clock.slot > valid_until_slot {
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

/// Refuses a cost above what the sender would pay.
///
/// # Errors
/// `AboveMaximum`.
#[inline(always)]
pub fn require_at_most(amount: u64, maximum: u64) -> Result<()> {
    if amount > maximum {
        return Err(LiquidityError::AboveMaximum.into());
    }
    Ok(())
}

/// An account that may be left out.
#[inline(always)]
pub fn optional(account: &Option<UncheckedAccount>) -> Option<&AccountView> {
    account.as_ref().map(UncheckedAccount::account)
}
