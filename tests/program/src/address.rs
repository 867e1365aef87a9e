//! Addresses: of programs, of named actors, and those the program derives.

use std::cell::RefCell;
use std::collections::HashMap;

use solana_address::{Address, address};

pub const PROGRAM: Address = address!("82Tpjb2yvHQCH1vTKE8FxziFERoWXqk9rRr5moiEiJPd");
pub const TOKEN_PROGRAM: Address = address!("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
pub const TOKEN_2022: Address = address!("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");
pub const SYSTEM_PROGRAM: Address = address!("11111111111111111111111111111111");

/// The address whose bytes spell `name`.
pub const fn named(name: &str) -> Address {
    let name = name.as_bytes();
    let mut bytes = [b' '; 32];
    let mut place = 0;
    while place < name.len() {
        bytes[place] = name[place];
        place += 1;
    }
    Address::new_from_array(bytes)
}

/// Remembered, since long tests derive the same ones over and over.
fn derive(seeds: &[&[u8]]) -> Address {
    thread_local! {
        static KNOWN: RefCell<HashMap<Vec<u8>, Address>> = RefCell::default();
    }
    // Every kind has a first seed of its own and further ones of fixed lengths.
    let find = || Address::find_program_address(seeds, &PROGRAM).0;
    KNOWN.with_borrow_mut(|known| *known.entry(seeds.concat()).or_insert_with(find))
}

pub fn config(admin: &Address, index: u16) -> Address {
    derive(&[b"config", admin.as_ref(), &index.to_le_bytes()])
}

/// What a config's address was searched with, which its account keeps.
pub fn config_bump(admin: &Address, index: u16) -> u8 {
    Address::find_program_address(&[b"config", admin.as_ref(), &index.to_le_bytes()], &PROGRAM).1
}

pub fn campaign(farm: &Address, number: u32) -> Address {
    derive(&[b"campaign", farm.as_ref(), &number.to_le_bytes()])
}

pub fn reward_vault(campaign: &Address) -> Address {
    derive(&[b"reward_vault", campaign.as_ref()])
}

pub fn position(farm: &Address, owner: &Address, number: u64) -> Address {
    derive(&[b"position", farm.as_ref(), owner.as_ref(), &number.to_le_bytes()])
}

/// What a position's address was searched with, which its account keeps.
pub fn position_bump(farm: &Address, owner: &Address, number: u64) -> u8 {
    let seeds = [b"position", farm.as_ref(), owner.as_ref(), &number.to_le_bytes()];
    Address::find_program_address(&seeds, &PROGRAM).1
}

/// A pool's addresses, as derived from its config and mints.
#[derive(Clone, Copy, Debug)]
pub struct PoolKeys {
    pub config: Address,
    pub mint_a: Address,
    pub mint_b: Address,
    pub curve: u8,
    pub curve_parameter: u32,
    pub pool: Address,
    pub vault_a: Address,
    pub vault_b: Address,
    pub lp_mint: Address,
    pub farm: Address,
    pub stake_vault: Address,
}

impl PoolKeys {
    /// Of a constant-product pool.
    pub fn new(config: Address, mint_a: Address, mint_b: Address) -> Self {
        Self::with_curve(config, mint_a, mint_b, 0, 0)
    }

    /// Of a stable-swap pool.
    pub fn stable(config: Address, mint_a: Address, mint_b: Address, amplification: u32) -> Self {
        Self::with_curve(config, mint_a, mint_b, 1, amplification)
    }

    /// Of a pool with any curve, also one that there is not.
    pub fn with_curve(
        config: Address,
        mint_a: Address,
        mint_b: Address,
        curve: u8,
        curve_parameter: u32,
    ) -> Self {
        let pool = derive(&[
            b"pool",
            config.as_ref(),
            mint_a.as_ref(),
            mint_b.as_ref(),
            &[curve],
            &curve_parameter.to_le_bytes(),
        ]);
        let farm = derive(&[b"farm", pool.as_ref()]);
        Self {
            config,
            mint_a,
            mint_b,
            curve,
            curve_parameter,
            pool,
            vault_a: derive(&[b"vault", pool.as_ref(), mint_a.as_ref()]),
            vault_b: derive(&[b"vault", pool.as_ref(), mint_b.as_ref()]),
            lp_mint: derive(&[b"lp_mint", pool.as_ref()]),
            farm,
            stake_vault: derive(&[b"stake_vault", farm.as_ref()]),
        }
    }
}
