//! A campaign: one reward token streamed to the stakers of one farm, by anyone who funds it.

use anchor_lang::prelude::*;
use liquidity_math::rewards::{Accumulator, BoundaryKind, Growth, Rate, Term};

use crate::error::{LiquidityError, OrRefuse};
use crate::state::Farm;
use crate::token::{TOKEN_2022_PROGRAM, TOKEN_PROGRAM, TokenKind};

/// A stream of one reward token from `start_slot` up to, not including, `end_slot`.
#[account]
pub struct Campaign {
    /// The farm whose stakers earn it.
    pub farm: Address,
    /// Mint of the reward.
    pub reward_mint: Address,
    /// Vault of the reward, owned by this campaign.
    pub reward_vault: Address,
    /// Who funded it and paid for its accounts.
    pub funder: Address,
    /// Who gets back what nobody earned.
    pub refundee: Address,
    /// Base units put in so far.
    pub funded: u64,
    /// Base units paid to stakers so far.
    pub paid: u64,
    /// Base units given back to the refundee so far.
    pub refunded: u64,
    /// The rate is `rate_amount` base units per `rate_slots`, an exact fraction that a top-up keeps.
    pub rate_amount: u64,
    /// See `rate_amount`.
    pub rate_slots: u64,
    /// First slot that pays.
    pub start_slot: u64,
    /// First slot that no longer pays.
    pub end_slot: u64,
    /// The farm's growth at `start_slot`, once `start_known`.
    pub growth_at_start: [u64; 3],
    /// The farm's growth at `end_slot`, once `end_known`.
    pub growth_at_end: [u64; 3],
    /// The farm's idle slots at `start_slot`, once `start_known`.
    pub idle_at_start: u64,
    /// The farm's idle slots at `end_slot`, once `end_known`.
    pub idle_at_end: u64,
    /// Positions that had left when it started, once `start_known`.
    pub exits_at_start: u64,
    /// Positions that had been opened when it ended, once `end_known`.
    pub entries_at_end: u64,
    /// Positions that have claimed all they can ever earn of it.
    pub settled_positions: u64,
    /// Number of this campaign in its farm.
    pub number: u32,
    /// 1 once the farm's clock at the start is known.
    pub start_known: u8,
    /// 1 once the farm's clock at the end is known.
    pub end_known: u8,
    /// Bump of this campaign's address.
    pub bump: u8,
    /// 1 when the reward is of Token-2022, 0 when it is of SPL Token.
    pub is_token_2022: u8,
    /// Decimals of the reward.
    pub decimals: u8,
    /// Zero.
    pub padding: [u8; 7],
    /// Zero.
    pub reserved: [u64; 7],
}

impl Campaign {
    /// The program of its reward.
    #[inline(always)]
    pub fn token_program(&self) -> Address {
        if self.is_token_2022 == 1 { TOKEN_2022_PROGRAM } else { TOKEN_PROGRAM }
    }

    /// How its reward is moved. The mint is needed only for Token-2022.
    ///
    /// # Errors
    /// `WrongMint`.
    #[inline(always)]
    pub fn token(&self, mint: Option<&AccountView>, epoch: u64) -> Result<TokenKind> {
        TokenKind::load(self.is_token_2022 == 1, &self.reward_mint, self.decimals, mint, epoch)
    }

    /// What it pays per slot.
    #[inline(always)]
    pub fn rate(&self) -> Rate {
        Rate { amount: self.rate_amount, slots: self.rate_slots }
    }

    /// The part of the farm's growth that pays, up to now.
    #[inline(always)]
    pub fn term(&self, accumulator: &Accumulator) -> Term {
        Term {
            growth_at_start: if self.start_known == 1 {
                Growth(self.growth_at_start)
            } else {
                // Not started: nothing has paid yet.
                accumulator.growth
            },
            growth_until: if self.end_known == 1 {
                Growth(self.growth_at_end)
            } else {
                accumulator.growth
            },
        }
    }

    /// Exits counted at its start; all of them so far when it has not started.
    #[inline(always)]
    pub fn exits_at_start(&self, accumulator: &Accumulator) -> u64 {
        if self.start_known == 1 { self.exits_at_start } else { accumulator.exits }
    }

    /// Entries counted at its end, once it has ended.
    #[inline(always)]
    pub fn entries_at_end(&self) -> Option<u64> {
        (self.end_known == 1).then_some(self.entries_at_end)
    }

    /// Takes what the farm recorded at this campaign's start and end, once those slots have passed,
    /// and so frees their places in the farm's table. The farm's clock must have been brought to now.
    ///
    /// Says whether there was anything new.
    ///
    /// # Errors
    /// `BooksCorrupt` only for accounts that this program did not write.
    #[inline(never)]
    pub fn read_boundaries(&mut self, farm: &mut Farm) -> Result<bool> {
        let mut has_news = false;
        if self.start_known == 0 && farm.last_slot >= self.start_slot {
            let start = farm.with_boundaries(|table| table.read_crossed(self.start_slot))?;
            self.growth_at_start = start.growth.0;
            self.idle_at_start = start.idle_slots;
            self.exits_at_start = start.exits;
            self.start_known = 1;
            has_news = true;
        }
        if self.end_known == 0 && farm.last_slot >= self.end_slot {
            let end = farm.with_boundaries(|table| table.read_crossed(self.end_slot))?;
            self.growth_at_end = end.growth.0;
            self.idle_at_end = end.idle_slots;
            self.entries_at_end = end.entries;
            self.end_known = 1;
            has_news = true;
        }
        Ok(has_news)
    }

    /// Whether no position can earn or claim any more of it: it has ended, and every position that
    /// overlapped with it has claimed for good. What is left belongs to nobody.
    #[inline(always)]
    pub fn is_settled(&self) -> bool {
        // Every position opened before the end overlaps, but those that had left at the start.
        let overlapping = self.entries_at_end.checked_sub(self.exits_at_start);
        self.end_known == 1 && overlapping == Some(self.settled_positions)
    }

    /// Base units that go back to the refundee now: for the slots with nobody staked as soon as it
    /// has ended (F8), and all that is left once it is settled.
    ///
    /// # Errors
    /// `BooksCorrupt` only for an account that this program did not write.
    pub fn refundable(&self) -> Result<u64> {
        if self.end_known == 0 {
            return Ok(0);
        }
        let total = if self.is_settled() {
            self.funded.checked_sub(self.paid)
        } else {
            let idle = self
                .idle_at_end
                .checked_sub(self.idle_at_start)
                .ok_or(LiquidityError::BooksCorrupt)?;
            Some(self.rate().over_slots_rounding_down(idle).or_refuse()?)
        };
        let due = total.and_then(|total| total.checked_sub(self.refunded));
        Ok(due.ok_or(LiquidityError::BooksCorrupt)?)
    }

    /// Enters this campaign's start and end in the farm's table. A start at the farm's own slot has
    /// happened already and takes no place. The last places are for the pool's creator.
    ///
    /// # Errors
    /// `BoundaryTableFull`.
    pub fn write_boundaries(&mut self, farm: &mut Farm) -> Result<()> {
        let before = farm.boundary_count;
        if self.start_slot == farm.last_slot {
            self.growth_at_start = farm.growth;
            self.idle_at_start = farm.idle_slots;
            self.exits_at_start = farm.exits;
            self.start_known = 1;
            farm.starts = farm.starts.wrapping_add(1);
        } else {
            let slot = self.start_slot;
            farm.with_boundaries(|table| table.insert(slot, BoundaryKind::Start))?;
        }
        let slot = self.end_slot;
        farm.with_boundaries(|table| table.insert(slot, BoundaryKind::End))?;
        farm.require_place_for(&self.funder, before)
    }
}

const _: () = assert!(core::mem::size_of::<Campaign>() == 160 + 18 * 8 + 8 + 64);
