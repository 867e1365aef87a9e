//! Opening mints and vaults.

use core::mem::MaybeUninit;

use anchor_lang::cpi::InstructionAccount;
use anchor_lang::pinocchio::cpi::CpiAccount;
use anchor_lang::prelude::*;
use pinocchio_token::instructions::{Batch, InitializeAccount3, InitializeMint2, IntoBatch};

use super::TOKEN_2022_PROGRAM;

/// Turns a blank account of the SPL Token program into a mint.
pub struct NewMint<'a> {
    /// The blank account.
    pub account: &'a AccountView,
    /// Decimals of the new token.
    pub decimals: u8,
    /// Who may mint. Nobody may freeze.
    pub authority: &'a Address,
}

/// Turns a blank account of a mint's program into a token account.
pub struct NewVault<'a> {
    /// The blank account.
    pub account: &'a AccountView,
    /// Mint of what it will hold.
    pub mint: &'a AccountView,
    /// Who owns what it will hold.
    pub owner: &'a Address,
}

/// Most vaults opened at once.
const MAX_VAULTS: usize = 3;
const MAX_OPEN_ACCOUNTS: usize =
    InitializeMint2::ACCOUNTS_LEN + MAX_VAULTS * InitializeAccount3::ACCOUNTS_LEN;
const MAX_OPEN_DATA: usize = Batch::header_data_len(1 + MAX_VAULTS)
    + InitializeMint2::MAX_DATA_LEN
    + MAX_VAULTS * InitializeAccount3::DATA_LEN;

/// Opens a mint, if any, and up to [`MAX_VAULTS`] vaults: those of SPL Token in one call, each of
/// Token-2022 in one of its own.
///
/// # Errors
/// The token program's own, when an account is not blank or a mint is not one.
#[inline(never)]
pub fn open_accounts(mint: Option<&NewMint<'_>>, vaults: &[NewVault<'_>]) -> Result<()> {
    let mut data = [MaybeUninit::<u8>::uninit(); MAX_OPEN_DATA];
    let mut metas = [const { MaybeUninit::<InstructionAccount>::uninit() }; MAX_OPEN_ACCOUNTS];
    let mut accounts = [const { MaybeUninit::<CpiAccount>::uninit() }; MAX_OPEN_ACCOUNTS];
    let mut batch = Batch::new(&mut data, &mut metas, &mut accounts)?;
    let mut is_empty = mint.is_none();
    if let Some(new) = mint {
        InitializeMint2::new(new.account, new.decimals, new.authority, None)
            .into_batch(&mut batch)?;
    }
    for new in vaults {
        if new.mint.owned_by(&TOKEN_2022_PROGRAM) {
            pinocchio_token_2022::instructions::InitializeAccount3 {
                account: new.account,
                mint: new.mint,
                owner: new.owner,
                token_program: &TOKEN_2022_PROGRAM,
            }
            .invoke()?;
            continue;
        }
        InitializeAccount3::new(new.account, new.mint, new.owner).into_batch(&mut batch)?;
        is_empty = false;
    }
    if is_empty { Ok(()) } else { batch.invoke() }
}
