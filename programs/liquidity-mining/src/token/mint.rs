//! Mints of both token programs: which are accepted, and what their tokens cost to move.
//!
//! Token-2022 appends extensions to a mint: two bytes of type and two of length before each. An
//! extension is accepted if no key behind it can take, stop or hide tokens that the program holds;
//! what is unknown is refused.

use anchor_lang::prelude::*;
use anchor_spl::extensions::TransferFeeConfig;
use liquidity_math::transfer::TransferFee;

use super::{TOKEN_2022_PROGRAM, TOKEN_ACCOUNT_SPACE, TOKEN_PROGRAM};
use crate::error::{LiquidityError, OrRefuse};

/// Bytes of a mint without extensions.
const BASE: usize = 82;
/// Mints with extensions are as long as a token account before the byte that tells them apart.
const ACCOUNT_TYPE_AT: usize = 165;
const EXTENSIONS_AT: usize = 166;
const DECIMALS_AT: usize = 44;
const INITIALIZED_AT: usize = 45;
/// What that byte is for a mint.
const IS_MINT: u8 = 1;

/// Types of extensions, as Token-2022 numbers them.
mod extension {
    pub const TRANSFER_FEE_CONFIG: u16 = 1;
    pub const MINT_CLOSE_AUTHORITY: u16 = 3;
    pub const CONFIDENTIAL_TRANSFER_MINT: u16 = 4;
    pub const DEFAULT_ACCOUNT_STATE: u16 = 6;
    pub const NON_TRANSFERABLE: u16 = 9;
    pub const INTEREST_BEARING_CONFIG: u16 = 10;
    pub const PERMANENT_DELEGATE: u16 = 12;
    pub const TRANSFER_HOOK: u16 = 14;
    pub const CONFIDENTIAL_TRANSFER_FEE_CONFIG: u16 = 16;
    pub const METADATA_POINTER: u16 = 18;
    pub const TOKEN_METADATA: u16 = 19;
    pub const GROUP_POINTER: u16 = 20;
    pub const TOKEN_GROUP: u16 = 21;
    pub const GROUP_MEMBER_POINTER: u16 = 22;
    pub const TOKEN_GROUP_MEMBER: u16 = 23;
    pub const CONFIDENTIAL_MINT_BURN: u16 = 24;
    pub const PAUSABLE: u16 = 26;
}

/// State of a new account under `DEFAULT_ACCOUNT_STATE` that is not frozen.
const NOT_FROZEN: u8 = 1;
/// What a token account needs for an extension of its mint: type, length and value.
const FEE_AMOUNT_SPACE: usize = 4 + 8;
const HOOK_ACCOUNT_SPACE: usize = 4 + 1;

/// A mint that may be a pool's or a campaign's.
#[derive(Clone, Copy)]
pub struct AcceptedMint {
    /// Decimals of its tokens.
    pub decimals: u8,
    /// Whether its program is Token-2022.
    pub is_token_2022: bool,
}

impl AcceptedMint {
    /// Reads and screens a mint.
    ///
    /// # Errors
    /// `NotAMint`; `RefusedPermanentDelegate`, `RefusedTransferHook`, `RefusedNonTransferable`,
    /// `RefusedPausable`, `RefusedDefaultFrozen`, `RefusedConfidentialTransfer`,
    /// `RefusedMintCloseAuthority` and `RefusedExtension` for the extension of that name or one that
    /// is not known.
    #[inline(never)]
    pub fn load(view: &AccountView) -> Result<Self> {
        let is_token_2022 = view.owned_by(&TOKEN_2022_PROGRAM);
        require!(is_token_2022 || view.owned_by(&TOKEN_PROGRAM), LiquidityError::NotAMint);
        let data = view.try_borrow()?;
        let is_whole = if is_token_2022 { is_mint_2022(&data) } else { data.len() == BASE };
        let is_initialized = data.get(INITIALIZED_AT) == Some(&1);
        require!(is_whole && is_initialized, LiquidityError::NotAMint);
        for one in Extensions::of(&data) {
            accept(&one?)?;
        }
        let decimals = *data.get(DECIMALS_AT).ok_or(LiquidityError::NotAMint)?;
        Ok(Self { decimals, is_token_2022 })
    }
}

fn is_mint_2022(data: &[u8]) -> bool {
    data.len() == BASE || data.get(ACCOUNT_TYPE_AT) == Some(&IS_MINT)
}

/// One extension of a mint.
struct Extension<'a> {
    kind: u16,
    value: &'a [u8],
}

/// The extensions of a mint's data. Ends with an error at one that is cut off.
struct Extensions<'a> {
    rest: &'a [u8],
}

impl<'a> Extensions<'a> {
    fn of(data: &'a [u8]) -> Self {
        Self { rest: data.get(EXTENSIONS_AT..).unwrap_or_default() }
    }
}

impl<'a> Iterator for Extensions<'a> {
    type Item = Result<Extension<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let [kind_low, kind_high, length_low, length_high, after @ ..] = self.rest else {
            // Fewer bytes than a head are padding.
            return None;
        };
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        if kind == 0 {
            return None;
        }
        let length = usize::from(u16::from_le_bytes([*length_low, *length_high]));
        let Some((value, rest)) = after.split_at_checked(length) else {
            self.rest = &[];
            return Some(Err(LiquidityError::NotAMint.into()));
        };
        self.rest = rest;
        Some(Ok(Extension { kind, value }))
    }
}

fn accept(one: &Extension<'_>) -> Result<()> {
    let refusal = match one.kind {
        extension::TRANSFER_FEE_CONFIG
        | extension::INTEREST_BEARING_CONFIG
        | extension::METADATA_POINTER
        | extension::TOKEN_METADATA
        | extension::GROUP_POINTER
        | extension::TOKEN_GROUP
        | extension::GROUP_MEMBER_POINTER
        | extension::TOKEN_GROUP_MEMBER => return Ok(()),
        // Neither a program nor anyone who could name one: the hook can never do anything.
        extension::TRANSFER_HOOK if one.value.iter().all(|byte| *byte == 0) => return Ok(()),
        extension::DEFAULT_ACCOUNT_STATE if one.value.first() == Some(&NOT_FROZEN) => return Ok(()),
        extension::TRANSFER_HOOK => LiquidityError::RefusedTransferHook,
        extension::DEFAULT_ACCOUNT_STATE => LiquidityError::RefusedDefaultFrozen,
        extension::PERMANENT_DELEGATE => LiquidityError::RefusedPermanentDelegate,
        extension::NON_TRANSFERABLE => LiquidityError::RefusedNonTransferable,
        extension::PAUSABLE => LiquidityError::RefusedPausable,
        extension::CONFIDENTIAL_TRANSFER_MINT
        | extension::CONFIDENTIAL_TRANSFER_FEE_CONFIG
        | extension::CONFIDENTIAL_MINT_BURN => LiquidityError::RefusedConfidentialTransfer,
        extension::MINT_CLOSE_AUTHORITY => LiquidityError::RefusedMintCloseAuthority,
        _ => LiquidityError::RefusedExtension,
    };
    Err(refusal.into())
}

/// The program of a mint, of the two that there are.
#[inline(always)]
pub fn program_of(mint: &AccountView) -> Address {
    if mint.owned_by(&TOKEN_2022_PROGRAM) { TOKEN_2022_PROGRAM } else { TOKEN_PROGRAM }
}

/// Bytes that a token account of this mint needs.
#[inline(never)]
pub fn vault_space(mint: &AccountView) -> usize {
    let Ok(data) = mint.try_borrow() else { return TOKEN_ACCOUNT_SPACE };
    let needed = Extensions::of(&data).flatten().fold(0_usize, |needed, one| {
        needed.saturating_add(match one.kind {
            extension::TRANSFER_FEE_CONFIG => FEE_AMOUNT_SPACE,
            extension::TRANSFER_HOOK => HOOK_ACCOUNT_SPACE,
            _ => 0,
        })
    });
    // The byte that tells accounts from mints comes with the first extension.
    if needed == 0 { TOKEN_ACCOUNT_SPACE } else { needed.saturating_add(EXTENSIONS_AT) }
}

/// The fee that a Token-2022 mint takes of a transfer in this epoch.
///
/// None when it can never take any.
///
/// # Errors
/// `NotAMint` for what is none.
#[inline(never)]
fn transfer_fee(mint: &AccountView, epoch: u64) -> Result<Option<TransferFee>> {
    let data = mint.try_borrow()?;
    for one in Extensions::of(&data) {
        let one = one?;
        if one.kind == extension::TRANSFER_FEE_CONFIG {
            let fee = fee_in_epoch(one.value, epoch).ok_or(LiquidityError::NotAMint)?;
            return Ok(Some(fee));
        }
    }
    Ok(None)
}

/// Of the two fees of a config the newer holds from its epoch on.
fn fee_in_epoch(config: &[u8], epoch: u64) -> Option<TransferFee> {
    let config: &TransferFeeConfig = bytemuck::try_from_bytes(config).ok()?;
    let fee = if epoch >= config.newer_transfer_fee.epoch() {
        &config.newer_transfer_fee
    } else {
        &config.older_transfer_fee
    };
    Some(TransferFee { basis_points: fee.basis_points(), maximum: fee.maximum_fee() })
}

/// How one token is moved: by which program, and with what fee now.
#[derive(Clone, Copy)]
pub struct TokenKind {
    /// Mint and decimals of a Token-2022 token; none for one of SPL Token, which needs neither.
    pub(super) checked: Option<(AccountView, u8)>,
    /// What its program takes of a transfer now.
    pub fee: TransferFee,
    /// Whether accounts may hold fees that its program withheld, now or before.
    pub(super) withholds: bool,
}

impl TokenKind {
    /// A token of the SPL Token program.
    pub const CLASSIC: Self = Self { checked: None, fee: TransferFee::NONE, withholds: false };

    /// A token of which the books know the program, the mint's address and the decimals. The mint
    /// itself is needed for Token-2022 only, whose fee is read anew every time, since it changes.
    ///
    /// # Errors
    /// `WrongMint` when it is needed and missing or another.
    #[inline(always)]
    pub fn load(
        is_token_2022: bool,
        address: &Address,
        decimals: u8,
        mint: Option<&AccountView>,
        epoch: u64,
    ) -> Result<Self> {
        if !is_token_2022 {
            return Ok(Self::CLASSIC);
        }
        let mint = mint.filter(|mint| anchor_lang::address_eq(mint.address(), address));
        let mint = mint.ok_or(LiquidityError::WrongMint)?;
        let fee = transfer_fee(mint, epoch)?;
        Ok(Self {
            checked: Some((*mint, decimals)),
            fee: fee.unwrap_or(TransferFee::NONE),
            withholds: fee.is_some(),
        })
    }

    /// What arrives of what is sent.
    ///
    /// # Errors
    /// `Overflow` for a fee that no mint can have.
    #[inline(always)]
    pub fn arriving(&self, sent: u64) -> Result<u64> {
        self.fee.arriving(sent).or_refuse()
    }

    /// The least to send for that much to arrive.
    ///
    /// # Errors
    /// `Overflow` when no amount is enough.
    #[inline(always)]
    pub fn to_send_rounding_up(&self, arriving: u64) -> Result<u64> {
        self.fee.to_send_rounding_up(arriving).or_refuse()
    }
}
