//! Trade fees: what a swap pays and who gets which part of it.

use crate::error::{MathError, MathResult};
use crate::wide::{mul_div_rounding_down, mul_div_rounding_up};

/// Rates and shares are counted in millionths: 3,000 is 0.3 %.
pub const MILLIONTHS: u32 = 1_000_000;
/// The highest trade fee a pool can have: 10 %.
pub const MAX_TRADE_FEE_RATE: u32 = 100_000;
/// The most of a trade fee that may go to others than the LPs, protocol and creator together: 50 %.
pub const MAX_NON_LP_FEE_SHARE: u32 = 500_000;

/// Terms fixed at a pool's creation, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeTerms {
    /// Part of the amount put in that a swap pays.
    pub trade_fee_rate: u32,
    /// Part of the trade fee that goes to the protocol.
    pub protocol_fee_share: u32,
    /// Part of the trade fee that goes to the pool's creator.
    pub creator_fee_share: u32,
}

/// A trade fee and its split, in base units of the token put in. The parts add up to `total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeFee {
    /// All that the trader pays.
    pub total: u64,
    /// Owed to the protocol.
    pub protocol: u64,
    /// Owed to the pool's creator.
    pub creator: u64,
    /// Stays in the reserve, for the LPs.
    pub liquidity: u64,
}

impl FeeTerms {
    /// Whether every term is within the limits compiled in.
    pub fn are_within_limits(&self) -> bool {
        // Two `u32` widened to `u64` cannot overflow when added.
        let non_lp =
            u64::from(self.protocol_fee_share).wrapping_add(u64::from(self.creator_fee_share));
        self.trade_fee_rate <= MAX_TRADE_FEE_RATE && non_lp <= u64::from(MAX_NON_LP_FEE_SHARE)
    }

    /// The fee on `amount_in`. The total rounds up, against the trader; the shares of protocol and
    /// creator round down, so that what is left over goes to the LPs.
    ///
    /// # Errors
    /// [`MathError::Overflow`] when the shares exceed the total, which terms within limits cannot.
    #[inline(always)]
    pub fn trade_fee_rounding_up(&self, amount_in: u64) -> MathResult<TradeFee> {
        let scale = u64::from(MILLIONTHS);
        let total = mul_div_rounding_up(amount_in, u64::from(self.trade_fee_rate), scale)?;
        let protocol = mul_div_rounding_down(total, u64::from(self.protocol_fee_share), scale)?;
        let creator = mul_div_rounding_down(total, u64::from(self.creator_fee_share), scale)?;
        let liquidity = total
            .checked_sub(protocol)
            .and_then(|rest| rest.checked_sub(creator))
            .ok_or(MathError::Overflow)?;
        Ok(TradeFee { total, protocol, creator, liquidity })
    }
}
