//! What all swaps share: their accounts, how they are worked out, and their execution.

use anchor_lang::pinocchio::sysvars::clock::Clock;
use anchor_lang::prelude::*;
use liquidity_math::trade::{Trade, TransferFees, trade_exact_in, trade_exact_out};

use crate::error::{LiquidityError, OrRefuse};
use crate::events::Swapped;
use crate::instructions::guards::optional;
use crate::state::Pool;
use crate::token::{Move, TokenKind, move_tokens};

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
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// Mint of the token put in, if that is of Token-2022.
    pub mint_in: Option<UncheckedAccount>,
    /// Mint of the token taken out, if that is of Token-2022.
    pub mint_out: Option<UncheckedAccount>,
    /// The Token-2022 program, if one of the tokens is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// Which amount of a swap is given.
#[derive(Clone, Copy)]
pub enum Exact {
    /// What leaves the trader's account.
    In(u64),
    /// What arrives in the trader's account.
    Out(u64),
}

/// A swap worked out, to be executed or shown.
pub struct SwapPlan {
    /// Whether token A is put in.
    pub a_to_b: bool,
    /// Amounts.
    pub trade: Trade,
    /// How the token put in is moved.
    pub token_in: TokenKind,
    /// How the token taken out is moved.
    pub token_out: TokenKind,
}

impl SwapPlan {
    /// Works out a swap. Executions and quotes do it by this alone (A9).
    ///
    /// # Errors
    /// `SwapsPaused`, `WrongMint`; the arithmetic's, by their names.
    #[inline(never)]
    pub fn new(
        pool: &Pool,
        a_to_b: bool,
        mints: [Option<&AccountView>; 2],
        exact: Exact,
        clock: &Clock,
    ) -> Result<Self> {
        pool.require_swaps()?;
        let [mint_in, mint_out] = mints;
        let token_in = pool.token(a_to_b, mint_in, clock.epoch)?;
        let token_out = pool.token(!a_to_b, mint_out, clock.epoch)?;
        let curve = pool.curve()?.facing(a_to_b);
        let (terms, reserves) = (pool.fee_terms(), pool.reserves(a_to_b));
        let fees = TransferFees { input: token_in.fee, output: token_out.fee };
        let trade = match exact {
            Exact::In(sent) => trade_exact_in(curve, &terms, reserves, &fees, sent),
            Exact::Out(received) => trade_exact_out(curve, &terms, reserves, &fees, received),
        };
        Ok(Self { a_to_b, trade: trade.or_refuse()?, token_in, token_out })
    }
}

impl Swap {
    /// Whether token A is put in.
    ///
    /// # Errors
    /// `WrongVault` when the vaults are not the pool's two, each once.
    #[inline(always)]
    fn direction(&self) -> Result<bool> {
        let a_to_b = self.pool.is_vault_a(self.vault_in.address())?;
        let other = if a_to_b { &self.pool.vault_b } else { &self.pool.vault_a };
        let is_other = anchor_lang::address_eq(self.vault_out.address(), other);
        require!(is_other, LiquidityError::WrongVault);
        Ok(a_to_b)
    }

    /// Works out the swap between these accounts.
    ///
    /// # Errors
    /// `WrongVault`, and those of [`SwapPlan::new`].
    #[inline(always)]
    pub(super) fn plan(&self, exact: Exact, clock: &Clock) -> Result<SwapPlan> {
        let mints = [optional(&self.mint_in), optional(&self.mint_out)];
        SwapPlan::new(&self.pool, self.direction()?, mints, exact, clock)
    }

    /// Writes the books, moves the tokens and emits the event.
    ///
    /// # Errors
    /// The token program's.
    #[inline(always)]
    pub(super) fn execute(&mut self, plan: &SwapPlan, clock: &Clock) -> Result<()> {
        let pool = &mut self.pool;
        let SwapPlan { a_to_b, trade, token_in, token_out } = plan;
        pool.observe(clock.slot);
        pool.apply_swap(*a_to_b, &trade.swap)?;

        let trader = self.trader.account();
        move_tokens(
            [
                Move::Transfer {
                    token: *token_in,
                    from: self.trader_in.account(),
                    to: self.vault_in.account(),
                    authority: trader,
                    amount: trade.sent,
                },
                Move::Transfer {
                    token: *token_out,
                    from: self.vault_out.account(),
                    to: self.trader_out.account(),
                    authority: pool.account(),
                    amount: trade.swap.amount_out,
                },
            ],
            &[(&pool.signer_seeds().as_seeds()).into()],
        )?;

        Swapped::new(pool, trader.address(), *a_to_b, trade).log();
        Ok(())
    }
}
