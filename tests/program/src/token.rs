//! Token accounts and mints as the token program keeps them, and its own instructions.

use solana_account::Account;
use solana_address::{Address, address};
use solana_instruction::{AccountMeta, Instruction};
use solana_sha256_hasher::hashv;

use crate::address::{TOKEN_2022, TOKEN_PROGRAM};
use crate::{FEE, mints};

/// The mint of wrapped SOL.
pub const WRAPPED_SOL: Address = address!("So11111111111111111111111111111111111111112");

const MINT_SPACE: usize = 82;
const ACCOUNT_SPACE: usize = 165;
const INITIALIZED: u8 = 1;
/// Where a mint has its decimals.
pub const DECIMALS_AT: usize = 44;

/// The address of an owner's token account of a mint, in these tests.
pub fn wallet(owner: &Address, mint: &Address) -> Address {
    Address::new_from_array(hashv(&[b"wallet", owner.as_ref(), mint.as_ref()]).to_bytes())
}

/// A mint whose authorities are `authority`.
pub fn mint(supply: u64, decimals: u8, authority: &Address) -> Account {
    let mut data = vec![0; MINT_SPACE];
    data[0] = 1;
    data[4..36].copy_from_slice(authority.as_ref());
    data[36..44].copy_from_slice(&supply.to_le_bytes());
    data[44] = decimals;
    data[45] = INITIALIZED;
    data[46] = 1;
    data[50..82].copy_from_slice(authority.as_ref());
    owned_by_token_program(data)
}

/// A token account.
pub fn account(mint: &Address, owner: &Address, amount: u64) -> Account {
    let mut data = vec![0; ACCOUNT_SPACE];
    data[..32].copy_from_slice(mint.as_ref());
    data[32..64].copy_from_slice(owner.as_ref());
    data[64..72].copy_from_slice(&amount.to_le_bytes());
    data[108] = INITIALIZED;
    owned_by_token_program(data)
}

/// A transfer fee of Token-2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferFee {
    pub basis_points: u16,
    pub maximum: u64,
}

impl TransferFee {
    /// That of a mint without one.
    pub const NONE: Self = Self { basis_points: 0, maximum: 0 };

    /// What a transfer of `sent` costs, as Token-2022 has it.
    pub fn of(&self, sent: u64) -> u64 {
        let raw = (u128::from(sent) * u128::from(self.basis_points)).div_ceil(10_000);
        raw.min(u128::from(self.maximum)) as u64
    }

    /// What arrives of `sent`.
    pub fn arriving(&self, sent: u64) -> u64 {
        sent - self.of(sent)
    }

    /// The least to send so that `arriving` arrives, found by halving.
    pub fn to_send(&self, arriving: u64) -> Option<u64> {
        let (mut low, mut high) = (arriving, u64::MAX);
        if self.arriving(high) < arriving {
            return None;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.arriving(middle) < arriving { low = middle + 1 } else { high = middle }
        }
        Some(low)
    }
}

/// What a transfer of one of the tokens that there are costs.
pub fn fee_of(mint: &Address) -> TransferFee {
    let has_fee = [mints::FEE_2022, mints::FEE_2022_B].contains(mint);
    if has_fee { FEE } else { TransferFee { basis_points: 0, maximum: 0 } }
}

/// Types of Token-2022's extensions.
pub mod extension {
    pub const TRANSFER_FEE_CONFIG: u16 = 1;
    pub const TRANSFER_FEE_AMOUNT: u16 = 2;
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
    pub const SCALED_UI_AMOUNT: u16 = 25;
    pub const PAUSABLE: u16 = 26;
}

/// An extension of a mint that charges `older` before `newer_from` and `newer` from then on.
pub fn fee_config(
    authority: &Address,
    older: TransferFee,
    newer: TransferFee,
    newer_from: u64,
) -> Vec<u8> {
    let mut value = [authority.as_ref(), authority.as_ref(), &[0; 8]].concat();
    for (epoch, fee) in [(0, older), (newer_from, newer)] {
        value.extend_from_slice(&u64::to_le_bytes(epoch));
        value.extend_from_slice(&fee.maximum.to_le_bytes());
        value.extend_from_slice(&fee.basis_points.to_le_bytes());
    }
    value
}

/// Appends extensions to a mint (`kind` 1) or a token account (`kind` 2) and hands it to Token-2022.
pub fn extended(mut account: Account, kind: u8, extensions: &[(u16, Vec<u8>)]) -> Account {
    account.owner = TOKEN_2022;
    account.lamports = 10_000_000;
    if !extensions.is_empty() {
        account.data.resize(ACCOUNT_SPACE, 0);
        account.data.push(kind);
        for (extension, value) in extensions {
            account.data.extend_from_slice(&extension.to_le_bytes());
            account.data.extend_from_slice(&(value.len() as u16).to_le_bytes());
            account.data.extend_from_slice(value);
        }
    }
    account
}

/// A mint of one of the tokens that there are, under its own program.
pub fn known_mint(mint: &Address, supply: u64, decimals: u8, authority: &Address) -> Account {
    let plain = self::mint(supply, decimals, authority);
    if !mints::is_2022(mint) {
        return plain;
    }
    let fee = (extension::TRANSFER_FEE_CONFIG, fee_config(authority, FEE, FEE, 0));
    let extensions = if *mint == mints::PLAIN_2022 { vec![] } else { vec![fee] };
    extended(plain, 1, &extensions)
}

/// A token account of one of the tokens that there are, under its own program.
pub fn known_account(mint: &Address, owner: &Address, amount: u64) -> Account {
    let plain = account(mint, owner, amount);
    if !mints::is_2022(mint) {
        return plain;
    }
    let withheld = (extension::TRANSFER_FEE_AMOUNT, vec![0; 8]);
    let extensions = if *mint == mints::PLAIN_2022 { vec![] } else { vec![withheld] };
    extended(plain, 2, &extensions)
}

/// The value of one extension of a mint or token account.
fn find_extension(data: &[u8], wanted: u16) -> Option<&[u8]> {
    let mut rest = data.get(ACCOUNT_SPACE + 1..)?;
    loop {
        let (head, after) = rest.split_at_checked(4)?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (value, others) = after.split_at_checked(length)?;
        if kind == wanted {
            return Some(value);
        }
        rest = others;
    }
}

/// The transfer fee of a mint in an epoch.
pub fn transfer_fee(mint: &Account, epoch: u64) -> TransferFee {
    const OLDER: usize = 72;
    const NEWER: usize = 90;
    find_extension(&mint.data, extension::TRANSFER_FEE_CONFIG).map_or(TransferFee::NONE, |fees| {
        let at = if epoch >= number(fees, NEWER) { NEWER } else { OLDER };
        let basis_points = u16::from_le_bytes([fees[at + 16], fees[at + 17]]);
        TransferFee { basis_points, maximum: number(fees, at + 8) }
    })
}

/// Tokens that Token-2022 withheld in an account or at a mint.
pub fn withheld(account: &Account) -> u64 {
    let find = |kind| find_extension(&account.data, kind);
    let of_mint = find(extension::TRANSFER_FEE_CONFIG).map(|fees| number(fees, 64));
    let of_account = find(extension::TRANSFER_FEE_AMOUNT).map(|amount| number(amount, 0));
    of_mint.or(of_account).unwrap_or(0)
}

/// A token account of wrapped SOL: its lamports above the rent are its tokens.
pub fn wrapped_sol(owner: &Address, amount: u64) -> Account {
    let mut wrapped = account(&WRAPPED_SOL, owner, amount);
    wrapped.data[109] = 1;
    wrapped.data[113..121].copy_from_slice(&wrapped.lamports.to_le_bytes());
    wrapped.lamports += amount;
    wrapped
}

fn owned_by_token_program(data: Vec<u8>) -> Account {
    // Rent for a token account; more than enough for a mint.
    Account { lamports: 2_039_280, data, owner: TOKEN_PROGRAM, ..Account::default() }
}

/// Mint, owner and amount of a token account.
pub fn holding(account: &Account) -> Option<(Address, Address, u64)> {
    let is_account = match account.data.get(ACCOUNT_SPACE) {
        None => account.data.len() == ACCOUNT_SPACE,
        Some(kind) => *kind == 2,
    } && [TOKEN_PROGRAM, TOKEN_2022].contains(&account.owner);
    is_account.then(|| {
        let address = |from: usize| {
            let mut bytes = [0; 32];
            bytes.copy_from_slice(&account.data[from..from + 32]);
            Address::new_from_array(bytes)
        };
        (address(0), address(32), number(&account.data, 64))
    })
}

/// Supply of a mint.
pub fn supply(account: &Account) -> u64 {
    assert!(account.data.len() == MINT_SPACE || account.data.get(ACCOUNT_SPACE) == Some(&1));
    number(&account.data, 36)
}

/// Decimals of a mint, its mint authority and its freeze authority.
pub fn mint_terms(account: &Account) -> (u8, Option<Address>, Option<Address>) {
    let authority = |from: usize| {
        (account.data[from] == 1).then(|| {
            let mut bytes = [0; 32];
            bytes.copy_from_slice(&account.data[from + 4..from + 36]);
            Address::new_from_array(bytes)
        })
    };
    (account.data[44], authority(0), authority(46))
}

fn number(data: &[u8], from: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&data[from..from + 8]);
    u64::from_le_bytes(bytes)
}

fn instruction(accounts: &[Address], authority: &Address, data: Vec<u8>) -> Instruction {
    let mut metas: Vec<_> = accounts.iter().map(|key| AccountMeta::new(*key, false)).collect();
    metas.push(AccountMeta::new_readonly(*authority, true));
    Instruction { program_id: TOKEN_PROGRAM, accounts: metas, data }
}

/// A transfer of a token of Token-2022, at whatever fee.
pub fn transfer_checked(
    mint: &Address,
    from: &Address,
    to: &Address,
    authority: &Address,
    amount: u64,
    decimals: u8,
) -> Instruction {
    let mut data = vec![12];
    data.extend_from_slice(&amount.to_le_bytes());
    data.push(decimals);
    let accounts = vec![
        AccountMeta::new(*from, false),
        AccountMeta::new_readonly(*mint, false),
        AccountMeta::new(*to, false),
        AccountMeta::new_readonly(*authority, true),
    ];
    Instruction { program_id: TOKEN_2022, accounts, data }
}

pub fn transfer(from: &Address, to: &Address, authority: &Address, amount: u64) -> Instruction {
    let mut data = vec![3];
    data.extend_from_slice(&amount.to_le_bytes());
    instruction(&[*from, *to], authority, data)
}

/// Makes a wrapped-SOL account count the lamports that came to it.
pub fn sync_native(account: &Address) -> Instruction {
    let accounts = vec![AccountMeta::new(*account, false)];
    Instruction { program_id: TOKEN_PROGRAM, accounts, data: vec![17] }
}

pub fn freeze(account: &Address, mint: &Address, authority: &Address) -> Instruction {
    of_program(mint, instruction(&[*account, *mint], authority, vec![10]))
}

pub fn thaw(account: &Address, mint: &Address, authority: &Address) -> Instruction {
    of_program(mint, instruction(&[*account, *mint], authority, vec![11]))
}

/// Both programs number and lay out these alike.
fn of_program(mint: &Address, instruction: Instruction) -> Instruction {
    Instruction { program_id: mints::program_of(mint), ..instruction }
}
