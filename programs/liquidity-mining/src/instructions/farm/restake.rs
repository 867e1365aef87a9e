//! `restake`: a position whose lock is over starts anew, with another lock or with none.

#![allow(
    unused_variables,
    reason = "the derive binds the argument in code paths that have no seeds"
)]

use anchor_lang::prelude::*;

use crate::constants::{INITIAL_CLAIM_RECORDS, NO_BOOST, POSITION_SEED};
use crate::error::LiquidityError;
use crate::events::PositionRestaked;
use crate::instructions::guards::current_slot;
use crate::state::{Farm, NewPosition, PositionAccount, lock_choice};

/// Accounts of `restake`.
#[derive(Accounts)]
#[instruction(number: u64)]
pub struct Restake {
    /// Who sends it: the owner, or anyone to take away the boost of a lock that is over. Pays for the
    /// new position's account, whose rent the owner gets at its close.
    #[account(mut)]
    pub payer: Signer,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The position that leaves. What it earned stays claimable.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&position.farm, farm.address()) @ LiquidityError::WrongPosition,
    )]
    pub position: PositionAccount,
    /// The position that takes its place.
    #[account(
        init,
        payer = payer,
        space = PositionAccount::space_for(INITIAL_CLAIM_RECORDS),
        seeds = [
            POSITION_SEED,
            farm.address().as_ref(),
            position.owner.as_ref(),
            &number.to_le_bytes(),
        ],
        bump,
    )]
    pub new_position: PositionAccount,
    /// The system program.
    pub system_program: Program<System>,
}

impl Restake {
    /// The owner may choose any lock; anyone else may only end a boost whose lock is over.
    fn validate(&self, lock: u8) -> Result<()> {
        let is_owner = anchor_lang::address_eq(self.payer.address(), &self.position.owner);
        require!(is_owner || lock == 0, LiquidityError::NotPositionOwner);
        let has_boost = self.position.multiplier != NO_BOOST;
        require!(has_boost || lock != 0, LiquidityError::NothingToRenew);
        Ok(())
    }
}

/// Ends a position whose lock is over and opens another with the same stake, under the lock chosen.
/// The LP tokens stay where they are.
///
/// A boost lasts until this is called, not just until the lock's end: weights change only where
/// stakes come and go, which keeps every stream exact. The other stakers gain by calling it.
///
/// # Errors
/// `PositionClosed`, `PositionLocked`, `NotPositionOwner`, `NothingToRenew`, `NoSuchLock`,
/// `WeightOverflow`.
pub fn restake(ctx: &mut Context<Restake>, number: u64, lock: u8) -> Result<()> {
    ctx.accounts.validate(lock)?;
    let now = current_slot()?;
    let accounts = &mut ctx.accounts;
    let (farm, position) = (&mut accounts.farm, &mut accounts.position);
    let lock = lock_choice(&farm.lock_choices, lock)?;

    let lp_amount = farm.leave(position, now)?;
    let new = NewPosition {
        farm: *farm.address(),
        owner: position.owner,
        number,
        lp_amount,
        multiplier: lock.multiplier,
        locked_until_slot: now.saturating_add(lock.slots),
        locked_worth: 0,
        bump: ctx.bumps.new_position,
    };
    let new_position = &mut accounts.new_position;
    farm.enter(new_position, new, now)?;

    PositionRestaked::replacing(farm, position, new_position).log();
    Ok(())
}
