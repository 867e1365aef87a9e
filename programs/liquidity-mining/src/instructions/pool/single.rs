//! What deposits of one token and withdrawals into one share: their accounts.

use anchor_lang::pinocchio::sysvars::clock::Clock;
use anchor_lang::prelude::*;

use crate::error::LiquidityError;
use crate::instructions::guards::optional;
use crate::state::Pool;
use crate::token::TokenKind;

/// Accounts of `deposit_single` and `withdraw_single`. The vault says which token it is.
#[derive(Accounts)]
pub struct SingleSided {
    /// Who deposits or withdraws.
    pub owner: Signer,
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
    /// The pool's vault of the one token.
    #[account(mut)]
    pub vault: UncheckedAccount,
    /// The pool's LP mint.
    #[account(mut, address = pool.lp_mint @ LiquidityError::WrongLpMint)]
    pub lp_mint: UncheckedAccount,
    /// The owner's account of the one token, checked by the token program.
    #[account(mut)]
    pub owner_token: UncheckedAccount,
    /// The owner's LP tokens, checked by the token program.
    #[account(mut)]
    pub owner_lp: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// Mint of the one token, if that is of Token-2022.
    pub mint: Option<UncheckedAccount>,
    /// The Token-2022 program, if the token is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

impl SingleSided {
    /// Whether the token is A, and how it is moved. Both instructions swap inside.
    ///
    /// # Errors
    /// `SwapsPaused`, `WrongVault`, `WrongMint`.
    #[inline(always)]
    pub(super) fn side(&self, clock: &Clock) -> Result<(bool, TokenKind)> {
        self.pool.require_swaps()?;
        let is_a = self.pool.is_vault_a(self.vault.address())?;
        Ok((is_a, self.pool.token(is_a, optional(&self.mint), clock.epoch)?))
    }
}
