//! A fee tier. Anyone may keep configs; whoever creates a pool picks one and copies its terms.

use anchor_lang::prelude::*;
use liquidity_math::fees::FeeTerms;

use crate::state::LockChoice;

/// Fee terms for the pools made under it. A change touches later pools only: a pool keeps the terms
/// it was created with.
#[account]
pub struct Config {
    /// Who may change it, hand it over and pause swaps and deposits of its pools.
    pub admin: Address,
    /// Who may accept to become the admin; zero for nobody.
    pub pending_admin: Address,
    /// Who may collect the protocol's part of the fees.
    pub fee_recipient: Address,
    /// Trade fee, in millionths of the amount put in.
    pub trade_fee_rate: u32,
    /// Part of the trade fee for the protocol, in millionths.
    pub protocol_fee_share: u32,
    /// Part of the trade fee for the pool's creator, in millionths.
    pub creator_fee_share: u32,
    /// Number of this config among its admin's.
    pub index: u16,
    /// Bump of this config's address.
    pub bump: u8,
    /// Zero.
    pub padding: [u8; 1],
    /// Lock choices of the farms made under it.
    pub lock_choices: [LockChoice; 4],
}

impl Config {
    /// The terms a pool created under this config gets.
    pub fn fee_terms(&self) -> FeeTerms {
        FeeTerms {
            trade_fee_rate: self.trade_fee_rate,
            protocol_fee_share: self.protocol_fee_share,
            creator_fee_share: self.creator_fee_share,
        }
    }
}

const _: () = assert!(core::mem::size_of::<Config>() == 176);
