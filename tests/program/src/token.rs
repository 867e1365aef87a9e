//! Token accounts and mints as the token program keeps them, and its own instructions.

use solana_account::Account;
use solana_address::{Address, address};
use solana_instruction::{AccountMeta, Instruction};
use solana_sha256_hasher::hashv;

use crate::address::TOKEN_PROGRAM;

/// The mint of wrapped SOL.
pub const WRAPPED_SOL: Address = address!("So11111111111111111111111111111111111111112");

const MINT_SPACE: usize = 82;
const ACCOUNT_SPACE: usize = 165;
const INITIALIZED: u8 = 1;

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
    let is_account = account.owner == TOKEN_PROGRAM && account.data.len() == ACCOUNT_SPACE;
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
    assert_eq!(account.data.len(), MINT_SPACE);
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
    instruction(&[*account, *mint], authority, vec![10])
}

pub fn thaw(account: &Address, mint: &Address, authority: &Address) -> Instruction {
    instruction(&[*account, *mint], authority, vec![11])
}
