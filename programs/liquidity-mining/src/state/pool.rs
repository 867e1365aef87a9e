//! A pool of two tokens and its books.

use anchor_lang::prelude::*;
use liquidity_math::curve::{Curve, Reserves};
use liquidity_math::fees::FeeTerms;
use liquidity_math::quote::SwapOutcome;
use liquidity_math::shares::Books;

use crate::error::LiquidityError;

/// A pool. Its address owns both vaults and mints its LP token.
///
/// The reserves are books, not vault balances: a donation to a vault changes no price (A6).
#[account]
pub struct Pool {
    /// The config whose terms were copied at creation.
    pub config: Address,
    /// Who created the pool and may collect the creator's part of the fees.
    pub creator: Address,
    /// Mint of token A, below mint B by bytes.
    pub mint_a: Address,
    /// Mint of token B.
    pub mint_b: Address,
    /// Vault of token A, owned by this pool.
    pub vault_a: Address,
    /// Vault of token B, owned by this pool.
    pub vault_b: Address,
    /// Mint of the pool's LP token.
    pub lp_mint: Address,
    /// Token A that belongs to the LPs, in base units.
    pub reserve_a: u64,
    /// Token B that belongs to the LPs, in base units.
    pub reserve_b: u64,
    /// LP tokens in circulation plus the 1,000 locked for ever; zero before the first deposit.
    pub lp_supply: u64,
    /// Token A in the vault that is owed to the protocol.
    pub protocol_fees_a: u64,
    /// Token B in the vault that is owed to the protocol.
    pub protocol_fees_b: u64,
    /// Token A in the vault that is owed to the creator.
    pub creator_fees_a: u64,
    /// Token B in the vault that is owed to the creator.
    pub creator_fees_b: u64,
    /// Trade fee, in millionths of the amount put in.
    pub trade_fee_rate: u32,
    /// Part of the trade fee for the protocol, in millionths.
    pub protocol_fee_share: u32,
    /// Part of the trade fee for the creator, in millionths.
    pub creator_fee_share: u32,
    /// Bump of this pool's address.
    pub bump: u8,
    /// Pricing curve: 0 is the constant product.
    pub curve: u8,
    /// Zero.
    pub padding: [u8; 2],
    /// Zero. Room for the parameters of further curves and for price observations.
    pub reserved: [u64; 10],
}

impl Pool {
    /// Terms fixed at creation.
    #[inline(always)]
    pub fn fee_terms(&self) -> FeeTerms {
        FeeTerms {
            trade_fee_rate: self.trade_fee_rate,
            protocol_fee_share: self.protocol_fee_share,
            creator_fee_share: self.creator_fee_share,
        }
    }

    /// The pricing curve fixed at creation.
    #[inline(always)]
    pub fn curve(&self) -> Curve {
        Curve::ConstantProduct
    }

    /// What belongs to the LPs.
    #[inline(always)]
    pub fn books(&self) -> Books {
        Books { reserve_a: self.reserve_a, reserve_b: self.reserve_b, lp_supply: self.lp_supply }
    }

    /// Replaces what belongs to the LPs.
    #[inline(always)]
    pub fn set_books(&mut self, books: &Books) {
        self.reserve_a = books.reserve_a;
        self.reserve_b = books.reserve_b;
        self.lp_supply = books.lp_supply;
    }

    /// Books a swap: the reserves after it, and what it owes to protocol and creator.
    ///
    /// # Errors
    /// `Overflow`, which cannot happen for a token whose supply fits 64 bits: reserve and fees are
    /// parts of one vault's balance.
    #[inline(always)]
    pub fn apply_swap(&mut self, a_to_b: bool, outcome: &SwapOutcome) -> Result<()> {
        let (protocol_fees, creator_fees) = if a_to_b {
            self.reserve_a = outcome.reserves.input;
            self.reserve_b = outcome.reserves.output;
            (&mut self.protocol_fees_a, &mut self.creator_fees_a)
        } else {
            self.reserve_b = outcome.reserves.input;
            self.reserve_a = outcome.reserves.output;
            (&mut self.protocol_fees_b, &mut self.creator_fees_b)
        };
        let owe = |owed: &mut u64, fee: u64| -> Result<()> {
            *owed = owed.checked_add(fee).ok_or(LiquidityError::Overflow)?;
            Ok(())
        };
        owe(protocol_fees, outcome.fee.protocol)?;
        owe(creator_fees, outcome.fee.creator)
    }

    /// The reserves seen by a swap that puts in token A or, if not `a_to_b`, token B.
    #[inline(always)]
    pub fn reserves(&self, a_to_b: bool) -> Reserves {
        if a_to_b {
            Reserves { input: self.reserve_a, output: self.reserve_b }
        } else {
            Reserves { input: self.reserve_b, output: self.reserve_a }
        }
    }
}

const _: () = assert!(core::mem::size_of::<Pool>() == 376);
