//! Movements of tokens. All those of SPL Token in an instruction go to it in one `batch` call, which
//! costs one cross-program invocation instead of one for each; each of Token-2022 is a call.

use core::mem::MaybeUninit;

use anchor_lang::cpi::{CpiSigner, InstructionAccount};
use anchor_lang::pinocchio::cpi::CpiAccount;
use anchor_lang::prelude::*;
use pinocchio_token::instructions::{Batch, Burn, IntoBatch, MintTo, Transfer};
use pinocchio_token_2022::instructions::transfer_fee::TransferCheckedWithFee;

use super::{TOKEN_2022_PROGRAM, TokenKind};
use crate::error::OrRefuse;

/// Most moves that one instruction makes.
const MAX_MOVES: usize = 3;
/// Every move names three accounts: two token accounts or a mint and one, and an authority.
const ACCOUNTS_PER_MOVE: usize = 3;
/// A move's data: discriminator and amount.
const DATA_PER_MOVE: usize = 9;
const MAX_ACCOUNTS: usize = MAX_MOVES * ACCOUNTS_PER_MOVE;
const MAX_DATA: usize = Batch::header_data_len(MAX_MOVES) + MAX_MOVES * DATA_PER_MOVE;

/// One movement of tokens, in base units.
pub enum Move<'a> {
    /// From one token account to another of the same mint.
    Transfer {
        /// How the token is moved.
        token: TokenKind,
        /// Account that pays.
        from: &'a AccountView,
        /// Account that receives.
        to: &'a AccountView,
        /// Owner of `from`.
        authority: &'a AccountView,
        /// Base units sent, a transfer fee included.
        amount: u64,
    },
    /// New LP tokens into an account.
    Mint {
        /// Mint.
        mint: &'a AccountView,
        /// Account that receives.
        to: &'a AccountView,
        /// Mint authority.
        authority: &'a AccountView,
        /// Base units.
        amount: u64,
    },
    /// LP tokens out of existence.
    Burn {
        /// Account that pays.
        from: &'a AccountView,
        /// Mint.
        mint: &'a AccountView,
        /// Owner of `from`.
        authority: &'a AccountView,
        /// Base units.
        amount: u64,
    },
}

/// Makes up to [`MAX_MOVES`] moves. Those of SPL Token are made together, in order, after those of
/// Token-2022; no two moves of an instruction depend on each other.
///
/// `signers` sign for authorities that are addresses of this program.
///
/// # Errors
/// The token program's own, when an account lacks the tokens, is frozen, is of another mint or is no
/// token account at all. A failed move undoes the whole instruction.
#[inline(always)]
pub fn move_tokens<const MOVES: usize>(
    moves: [Move<'_>; MOVES],
    signers: &[CpiSigner],
) -> Result<()> {
    const { assert!(MOVES <= MAX_MOVES) };
    let mut data = [MaybeUninit::<u8>::uninit(); MAX_DATA];
    let mut metas = [const { MaybeUninit::<InstructionAccount>::uninit() }; MAX_ACCOUNTS];
    let mut accounts = [const { MaybeUninit::<CpiAccount>::uninit() }; MAX_ACCOUNTS];
    let mut batch = Batch::new(&mut data, &mut metas, &mut accounts)?;
    let mut is_empty = true;
    for one in moves {
        match one {
            Move::Transfer { token, from, to, authority, amount } => {
                if token.checked.is_some() {
                    transfer_checked(&token, from, to, authority, amount, signers)?;
                    continue;
                }
                Transfer::new(from, to, authority, amount).into_batch(&mut batch)?;
            }
            Move::Mint { mint, to, authority, amount } => {
                MintTo::new(mint, to, authority, amount).into_batch(&mut batch)?;
            }
            Move::Burn { from, mint, authority, amount } => {
                Burn::new(from, mint, authority, amount).into_batch(&mut batch)?;
            }
        }
        is_empty = false;
    }
    if is_empty {
        return Ok(());
    }
    batch.invoke_signed(signers)
}

/// A transfer by Token-2022, which refuses it if the fee is not what the books were worked out with.
#[inline(never)]
fn transfer_checked(
    token: &TokenKind,
    from: &AccountView,
    to: &AccountView,
    authority: &AccountView,
    amount: u64,
    signers: &[CpiSigner],
) -> Result<()> {
    let Some((mint, decimals)) = &token.checked else { return Ok(()) };
    let fee = token.fee.fee_rounding_up(amount).or_refuse()?;
    TransferCheckedWithFee::<&AccountView>::new(
        &TOKEN_2022_PROGRAM,
        from,
        mint,
        to,
        authority,
        amount,
        *decimals,
        fee,
    )
    .invoke_signed(signers)
}
