//! The only file that moves, mints or burns tokens.
//!
//! All moves of an instruction go to the token program in one `batch` call, which costs one
//! cross-program invocation instead of one for each.

use core::mem::MaybeUninit;

use anchor_lang::cpi::{CpiSigner, InstructionAccount};
use anchor_lang::pinocchio::cpi::CpiAccount;
use anchor_lang::prelude::*;
use anchor_spl::token::TokenAccount;
use pinocchio_token::instructions::{
    Batch, Burn, CloseAccount, InitializeAccount3, InitializeMint2, IntoBatch, MintTo, Transfer,
};

use crate::error::LiquidityError;
use crate::state::{Campaign, Farm};

/// Bytes of a token account.
pub const TOKEN_ACCOUNT_SPACE: usize = pinocchio_token::state::Account::LEN;
/// Bytes of a mint.
pub const MINT_SPACE: usize = pinocchio_token::state::Mint::LEN;
/// The token program, owner of the accounts opened here.
pub const TOKEN_PROGRAM: Address = pinocchio_token::ID;

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
        /// Account that pays.
        from: &'a AccountView,
        /// Account that receives.
        to: &'a AccountView,
        /// Owner of `from`.
        authority: &'a AccountView,
        /// Base units.
        amount: u64,
    },
    /// New tokens into an account.
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
    /// Tokens out of existence.
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

/// Makes up to [`MAX_MOVES`] moves, in order, in one call of the token program.
///
/// `signers` sign for an authority that is an address of this program.
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
    for one in moves {
        match one {
            Move::Transfer { from, to, authority, amount } => {
                Transfer::new(from, to, authority, amount).into_batch(&mut batch)?;
            }
            Move::Mint { mint, to, authority, amount } => {
                MintTo::new(mint, to, authority, amount).into_batch(&mut batch)?;
            }
            Move::Burn { from, mint, authority, amount } => {
                Burn::new(from, mint, authority, amount).into_batch(&mut batch)?;
            }
        }
    }
    batch.invoke_signed(signers)
}

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
    vault: &AccountView,
    payee: &Payee<'_>,
    amount: u64,
) -> Result<()> {
    let to = payee.account;
    if !is_held_by(to, payee.holder, &campaign.reward_mint) {
        return Err(payee.refusal.into());
    }
    let authority = campaign.account();
    move_tokens(
        [Move::Transfer { from: vault, to, authority, amount }],
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
        [Move::Transfer { from: vault, to, authority, amount }],
        &[(&farm.signer_seeds().as_seeds()).into()],
    )
}

/// Turns a blank account of the token program into a mint.
pub struct NewMint<'a> {
    /// The blank account.
    pub account: &'a AccountView,
    /// Decimals of the new token.
    pub decimals: u8,
    /// Who may mint. Nobody may freeze.
    pub authority: &'a Address,
}

/// Turns a blank account of the token program into a token account.
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

/// Opens a mint, if any, and then up to [`MAX_VAULTS`] vaults, in one call of the token program.
///
/// # Errors
/// The token program's own, when an account is not blank or a mint is not one.
#[inline(never)]
pub fn open_accounts(mint: Option<&NewMint<'_>>, vaults: &[NewVault<'_>]) -> Result<()> {
    let mut data = [MaybeUninit::<u8>::uninit(); MAX_OPEN_DATA];
    let mut metas = [const { MaybeUninit::<InstructionAccount>::uninit() }; MAX_OPEN_ACCOUNTS];
    let mut accounts = [const { MaybeUninit::<CpiAccount>::uninit() }; MAX_OPEN_ACCOUNTS];
    let mut batch = Batch::new(&mut data, &mut metas, &mut accounts)?;
    if let Some(new) = mint {
        InitializeMint2::new(new.account, new.decimals, new.authority, None)
            .into_batch(&mut batch)?;
    }
    for new in vaults {
        InitializeAccount3::new(new.account, new.mint, new.owner).into_batch(&mut batch)?;
    }
    batch.invoke()
}

/// Whether `view` is a token account of `mint` that `owner` holds.
fn is_held_by(view: &AccountView, owner: &Address, mint: &Address) -> bool {
    Account::<TokenAccount>::load(*view).is_ok_and(|account| {
        anchor_lang::address_eq(account.owner(), owner)
            && anchor_lang::address_eq(account.mint(), mint)
    })
}

/// What a token account holds, in base units. Only for what is about to be emptied and closed: books,
/// never balances, say what belongs to whom.
///
/// # Errors
/// The framework's, when it is no token account.
pub fn balance_of(view: &AccountView) -> Result<u64> {
    Ok(Account::<TokenAccount>::load(*view)?.amount())
}

/// Sends the rent of a campaign's reward vault, which must be empty, to `destination` and ends it.
///
/// # Errors
/// The token program's own.
pub fn close_reward_vault(
    campaign: &Account<Campaign>,
    vault: &AccountView,
    destination: &AccountView,
) -> Result<()> {
    CloseAccount::new(vault, destination, campaign.account())
        .invoke_signed(&[(&campaign.signer_seeds().as_seeds()).into()])
}
