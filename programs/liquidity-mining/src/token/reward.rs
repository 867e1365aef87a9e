//! What leaves a campaign's reward vault and a farm's stake vault.

use anchor_lang::pinocchio::cpi::{invoke, invoke_signed};
use anchor_lang::pinocchio::instruction::{InstructionAccount, InstructionView};
use anchor_lang::prelude::*;

use super::account::is_held_by;
use super::{Move, TOKEN_2022_PROGRAM, TokenKind, move_tokens};
use crate::error::LiquidityError;
use crate::state::{Campaign, Farm};

/// Who a reward is for, and where it should go.
pub struct Payee<'a> {
    /// The account named by the caller.
    pub account: &'a AccountView,
    /// Who must hold it.
    pub holder: &'a Address,
    /// What to say when it is no token account of the reward that `holder` holds.
    pub refusal: LiquidityError,
}

/// Pays from a campaign's reward vault, and to nobody but the payee.
///
/// # Errors
/// The payee's refusal; the token program's own.
#[inline(always)]
pub fn pay_reward(
    campaign: &Account<Campaign>,
    token: TokenKind,
    vault: &AccountView,
    payee: &Payee<'_>,
    amount: u64,
) -> Result<()> {
    let to = payee.account;
    let program = campaign.token_program();
    if !is_held_by(to, &program, &campaign.reward_mint, payee.holder) {
        return Err(payee.refusal.into());
    }
    let authority = campaign.account();
    move_tokens(
        [Move::Transfer { token, from: vault, to, authority, amount }],
        &[(&campaign.signer_seeds().as_seeds()).into()],
    )
}

/// Returns LP tokens from a farm's stake vault.
///
/// # Errors
/// The token program's own.
#[inline(never)]
pub fn return_stake(
    farm: &Account<Farm>,
    vault: &AccountView,
    to: &AccountView,
    amount: u64,
) -> Result<()> {
    let authority = farm.account();
    move_tokens(
        [Move::Transfer { token: TokenKind::CLASSIC, from: vault, to, authority, amount }],
        &[(&farm.signer_seeds().as_seeds()).into()],
    )
}

/// Sends the rent of a campaign's reward vault, which must be empty, to `destination` and ends it. What
/// its program withheld of transfers into the vault goes to the mint first, where such fees are
/// collected: a vault with any cannot be closed.
///
/// # Errors
/// The token program's own.
pub fn close_reward_vault(
    campaign: &Account<Campaign>,
    token: TokenKind,
    vault: &AccountView,
    destination: &AccountView,
) -> Result<()> {
    let program = campaign.token_program();
    if let Some((mint, _)) = token.checked.filter(|_| token.withholds) {
        harvest(&mint, vault)?;
    }
    close(campaign, &program, vault, destination)
}

/// Sends what Token-2022 withheld in `vault` to the mint. By hand, since the library's call keeps room
/// on the stack for more accounts than a frame can hold.
#[inline(never)]
fn harvest(mint: &AccountView, vault: &AccountView) -> Result<()> {
    const TRANSFER_FEE_EXTENSION: u8 = 26;
    const HARVEST_WITHHELD_TOKENS_TO_MINT: u8 = 4;
    let instruction = InstructionView {
        program_id: &TOKEN_2022_PROGRAM,
        accounts: &[
            InstructionAccount::writable(mint.address()),
            InstructionAccount::writable(vault.address()),
        ],
        data: &[TRANSFER_FEE_EXTENSION, HARVEST_WITHHELD_TOKENS_TO_MINT],
    };
    invoke(&instruction, &[mint, vault])
}

/// Both token programs number and lay out this instruction alike.
#[inline(never)]
fn close(
    campaign: &Account<Campaign>,
    program: &Address,
    vault: &AccountView,
    destination: &AccountView,
) -> Result<()> {
    const CLOSE_ACCOUNT: u8 = 9;
    let authority = campaign.account();
    let instruction = InstructionView {
        program_id: program,
        accounts: &[
            InstructionAccount::writable(vault.address()),
            InstructionAccount::writable(destination.address()),
            InstructionAccount::readonly_signer(authority.address()),
        ],
        data: &[CLOSE_ACCOUNT],
    };
    let seeds = campaign.signer_seeds();
    let views = [vault, destination, authority];
    invoke_signed(&instruction, &views, &[(&seeds.as_seeds()).into()])
}
