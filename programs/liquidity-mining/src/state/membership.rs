//! How a position comes into its farm and leaves it: the one place where weights change.

use anchor_lang::prelude::*;

use crate::error::{LiquidityError, OrRefuse};
use crate::state::{FOREVER, Farm, LockChoice, Position};

/// What a new position is made of.
pub struct NewPosition {
    /// Its farm's address.
    pub farm: Address,
    /// Its owner.
    pub owner: Address,
    /// The owner's own number for it.
    pub number: u64,
    /// LP tokens it stakes.
    pub lp_amount: u64,
    /// Weight per LP token, in ten-thousandths.
    pub multiplier: u32,
    /// First slot in which it may leave; [`FOREVER`] for none.
    pub locked_until_slot: u64,
    /// What must stay for ever; zero unless it is locked for ever.
    pub locked_worth: u64,
    /// Bump of its address.
    pub bump: u8,
}

impl Farm {
    /// Opens `position` as of slot `now`: it earns of every campaign from here on.
    ///
    /// # Errors
    /// `ZeroAmount` for no LP, `WeightOverflow` when all stakes together would not fit 64 bits.
    #[inline(never)]
    pub fn enter(&mut self, position: &mut Position, new: NewPosition, now: u64) -> Result<()> {
        require!(new.lp_amount > 0, LiquidityError::ZeroAmount);
        let lock = LockChoice::new(0, new.multiplier);
        let weight = lock.weight_rounding_down(new.lp_amount)?;
        let mut accumulator = self.advance_to(now)?;
        let entry_number = accumulator.enter(weight).or_refuse()?;
        self.staked_lp =
            self.staked_lp.checked_add(new.lp_amount).ok_or(LiquidityError::WeightOverflow)?;
        self.set_accumulator(&accumulator);
        if new.locked_until_slot == FOREVER {
            // A part of `staked_lp`.
            self.locked_forever_lp = self.locked_forever_lp.saturating_add(new.lp_amount);
        }

        position.farm = new.farm;
        position.owner = new.owner;
        position.number = new.number;
        position.lp_amount = new.lp_amount;
        position.weight = weight;
        position.multiplier = new.multiplier;
        position.locked_until_slot = new.locked_until_slot;
        position.locked_worth = new.locked_worth;
        position.growth_at_entry = accumulator.growth.0;
        position.entry_number = entry_number;
        position.ends_at_entry = accumulator.ends;
        position.entry_slot = now;
        position.is_open = 1;
        position.bump = new.bump;
        Ok(())
    }

    /// Closes `position` to further rewards as of slot `now` and returns the LP tokens it staked,
    /// which the caller must move. What it earned until now stays claimable.
    ///
    /// # Errors
    /// `PositionClosed` when it has left before, `PositionLocked` before the slot its owner chose.
    /// Nothing else (F11).
    #[inline(always)]
    pub fn leave(&mut self, position: &mut Position, now: u64) -> Result<u64> {
        require!(position.is_open == 1, LiquidityError::PositionClosed);
        require!(now >= position.locked_until_slot, LiquidityError::PositionLocked);
        self.exit(position, now)
    }

    /// As [`Self::leave`] for a position that is locked for ever, to be replaced by another that is.
    ///
    /// # Errors
    /// `PositionClosed`, `NotLockedForever`.
    pub fn leave_to_be_replaced(&mut self, position: &mut Position, now: u64) -> Result<u64> {
        require!(position.is_open == 1, LiquidityError::PositionClosed);
        require!(position.is_locked_forever(), LiquidityError::NotLockedForever);
        let lp_amount = self.exit(position, now)?;
        // Counted when it was locked.
        self.locked_forever_lp = self.locked_forever_lp.saturating_sub(lp_amount);
        Ok(lp_amount)
    }

    #[inline(never)]
    fn exit(&mut self, position: &mut Position, now: u64) -> Result<u64> {
        let mut accumulator = self.advance_to(now)?;
        let exit_number = accumulator.exit(position.weight);
        let lp_amount = position.lp_amount;
        // The stake of an open position is part of the sum, so this never saturates (F1).
        self.staked_lp = self.staked_lp.saturating_sub(lp_amount);
        self.set_accumulator(&accumulator);

        position.lp_amount = 0;
        position.growth_at_exit = accumulator.growth.0;
        position.exit_number = exit_number;
        position.starts_at_exit = accumulator.starts;
        position.exit_slot = now;
        position.is_open = 0;
        Ok(lp_amount)
    }
}
