//! What both swaps share: their accounts, and the execution of a swap that has been worked out.

use anchor_lang::prelude::*;
use liquidity_math::quote::SwapOutcome;

use crate::error::LiquidityError;
use crate::events::Swapped;
use crate::state::Pool;
use crate::token::{Move, move_tokens};

/// Accounts of a swap. The order of the vaults says which way it goes.
#[derive(Accounts)]
pub struct Swap {
    /// Who swaps.
    pub trader: Signer,
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
    /// The pool's vault of the token put in.
    #[account(mut)]
    pub vault_in: UncheckedAccount,
    /// The pool's vault of the token taken out.
    #[account(mut)]
    pub vault_out: UncheckedAccount,
    /// The trader's token put in, checked by the token program.
    #[account(mut)]
    pub trader_in: UncheckedAccount,
    /// Where the token taken out goes, checked by the token program.
    #[account(mut)]
    pub trader_out: UncheckedAccount,
    /// The token program.
    pub token_program: Program<Token>,
}

impl Swap {
    /// Whether token A is put in.
    ///
    /// # Errors
    /// `WrongVault` when the vaults are not the pool's two, each once.
    #[inline(always)]
    pub(super) fn direction(&self) -> Result<bool> {
        let (vault_in, vault_out) = (self.vault_in.address(), self.vault_out.address());
        let is = anchor_lang::address_eq;
        if is(vault_in, &self.pool.vault_a) && is(vault_out, &self.pool.vault_b) {
            return Ok(true);
        }
        if is(vault_in, &self.pool.vault_b) && is(vault_out, &self.pool.vault_a) {
            return Ok(false);
        }
        Err(LiquidityError::WrongVault.into())
    }

    /// Writes the books, moves the tokens and emits the event.
    ///
    /// # Errors
    /// The token program's.
    #[inline(always)]
    pub(super) fn execute(&mut self, a_to_b: bool, outcome: &SwapOutcome) -> Result<()> {
        let pool = &mut self.pool;
        pool.apply_swap(a_to_b, outcome)?;

        let trader = self.trader.account();
        move_tokens(
            [
                Move::Transfer {
                    from: self.trader_in.account(),
                    to: self.vault_in.account(),
                    authority: trader,
                    amount: outcome.amount_in,
                },
                Move::Transfer {
                    from: self.vault_out.account(),
                    to: self.trader_out.account(),
                    authority: pool.account(),
                    amount: outcome.amount_out,
                },
            ],
            &[(&pool.signer_seeds().as_seeds()).into()],
        )?;

        Swapped {
            pool: *pool.address(),
            trader: *trader.address(),
            amount_in: outcome.amount_in,
            amount_out: outcome.amount_out,
            fee: outcome.fee.total,
            protocol_fee: outcome.fee.protocol,
            creator_fee: outcome.fee.creator,
            reserve_a: pool.reserve_a,
            reserve_b: pool.reserve_b,
            a_to_b: u64::from(a_to_b),
        }
        .log();
        Ok(())
    }
}
