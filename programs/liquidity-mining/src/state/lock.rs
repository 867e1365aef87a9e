//! Lock choices: stay for longer, weigh more.

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use liquidity_math::wide::mul_div_rounding_down;

use crate::constants::{LOCK_CHOICES, MAX_BOOST, MAX_LOCK_SLOTS, NO_BOOST};
use crate::error::LiquidityError;

/// One choice: how long a stake stays, and how much more it weighs for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable, IdlType)]
#[repr(C)]
pub struct LockChoice {
    /// Slots from the stake to the first in which it may leave.
    pub slots: u64,
    /// Weight per LP token, in ten-thousandths; zero for a choice that is not offered.
    pub multiplier: u32,
    /// Zero.
    pub padding: u32,
}

/// The choices of a config or a farm. The first is always no lock at no boost.
pub type LockChoices = [LockChoice; 4];
const _: () = assert!(core::mem::size_of::<LockChoices>() == 64 && LOCK_CHOICES == 4);

/// What a config offers until its admin says otherwise: none; and 30, 90 and 180 days at 400 ms a
/// slot. Slots are what counts, whatever time they take.
pub const DEFAULT_LOCK_CHOICES: LockChoices = [
    LockChoice::new(0, NO_BOOST),
    LockChoice::new(6_480_000, 15_000),
    LockChoice::new(19_440_000, 20_000),
    LockChoice::new(38_880_000, 30_000),
];

impl LockChoice {
    /// A choice of so many slots at so many ten-thousandths.
    pub const fn new(slots: u64, multiplier: u32) -> Self {
        Self { slots, multiplier, padding: 0 }
    }

    /// The weight of `lp_amount` under this choice, rounded down: parts weigh no more than the whole.
    ///
    /// # Errors
    /// `WeightOverflow` when it does not fit 64 bits.
    #[inline(always)]
    pub fn weight_rounding_down(&self, lp_amount: u64) -> Result<u64> {
        if self.multiplier == NO_BOOST {
            return Ok(lp_amount);
        }
        mul_div_rounding_down(lp_amount, u64::from(self.multiplier), u64::from(NO_BOOST))
            .map_err(|_| LiquidityError::WeightOverflow.into())
    }
}

/// The choice of this number.
///
/// # Errors
/// `NoSuchLock` when it is not offered.
#[inline(always)]
pub fn lock_choice(choices: &LockChoices, number: u8) -> Result<LockChoice> {
    let choice = choices.get(usize::from(number)).filter(|choice| choice.multiplier > 0);
    choice.copied().ok_or_else(|| LiquidityError::NoSuchLock.into())
}

/// Refuses choices that make no sense: the first must be none at no boost, each further one longer
/// than the one before and worth at least as much, within the limits; those not offered come last.
///
/// # Errors
/// `LockChoicesOutOfLimits`.
pub fn require_sensible(choices: &LockChoices) -> Result<()> {
    let [first, rest @ ..] = choices;
    require!(*first == LockChoice::new(0, NO_BOOST), LiquidityError::LockChoicesOutOfLimits);
    let mut before = *first;
    for choice in rest {
        let is_absent = *choice == LockChoice::new(0, 0);
        let follows = before.multiplier > 0
            && choice.slots > before.slots
            && choice.slots <= MAX_LOCK_SLOTS
            && choice.multiplier >= before.multiplier
            && choice.multiplier <= MAX_BOOST;
        require!(is_absent || follows, LiquidityError::LockChoicesOutOfLimits);
        before = *choice;
    }
    Ok(())
}
