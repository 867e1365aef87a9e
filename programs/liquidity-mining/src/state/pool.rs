//! A pool of two tokens and its books.

use anchor_lang::prelude::*;
use liquidity_math::curve::{Curve, CurveTerms, Reserves};
use liquidity_math::fees::{FeeTerms, TradeFee};
use liquidity_math::price::{Observation, Prices};
use liquidity_math::quote::SwapOutcome;
use liquidity_math::shares::Books;

use crate::error::{LiquidityError, OrRefuse};
use crate::token::TokenKind;

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
    /// Slot up to which prices are summed, itself not included.
    pub observed_slot: u64,
    /// Sum over all slots of the price of A in B: 64.64 fixed point modulo 2^128, least significant
    /// limb first. See `liquidity_math::price` for how to read an average.
    pub price_sum_a_in_b: [u64; 2],
    /// Sum over all slots of the price of B in A.
    pub price_sum_b_in_a: [u64; 2],
    /// Trade fee, in millionths of the amount put in.
    pub trade_fee_rate: u32,
    /// Part of the trade fee for the protocol, in millionths.
    pub protocol_fee_share: u32,
    /// Part of the trade fee for the creator, in millionths.
    pub creator_fee_share: u32,
    /// Parameter of the curve: the amplification of a stable swap, else 0.
    pub curve_parameter: u32,
    /// Bump of this pool's address.
    pub bump: u8,
    /// Pricing curve: 0 is the constant product, 1 the stable swap.
    pub curve: u8,
    /// Decimals of token A.
    pub decimals_a: u8,
    /// Decimals of token B.
    pub decimals_b: u8,
    /// 1 when token A is of Token-2022, 0 when it is of SPL Token.
    pub is_token_2022_a: u8,
    /// 1 when token B is of Token-2022, 0 when it is of SPL Token.
    pub is_token_2022_b: u8,
    /// 1 while swaps are paused.
    pub swaps_paused: u8,
    /// 1 while deposits are paused.
    pub deposits_paused: u8,
    /// Zero. Room for further curves.
    pub reserved: [u64; 6],
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

    /// The pricing curve fixed at creation, as token A sees it.
    ///
    /// # Errors
    /// `InvalidCurve`, only for an account that this program did not write.
    #[inline(always)]
    pub fn curve(&self) -> Result<Curve> {
        Curve::of(&self.curve_terms()).or_refuse()
    }

    #[inline(always)]
    fn curve_terms(&self) -> CurveTerms {
        CurveTerms {
            kind: self.curve,
            parameter: self.curve_parameter,
            decimals_a: self.decimals_a,
            decimals_b: self.decimals_b,
        }
    }

    /// How token A or, if not `is_a`, token B is moved. Its mint is needed only for Token-2022.
    ///
    /// # Errors
    /// `WrongMint`.
    #[inline(always)]
    pub fn token(&self, is_a: bool, mint: Option<&AccountView>, epoch: u64) -> Result<TokenKind> {
        let (is_token_2022, address, decimals) = if is_a {
            (self.is_token_2022_a, &self.mint_a, self.decimals_a)
        } else {
            (self.is_token_2022_b, &self.mint_b, self.decimals_b)
        };
        TokenKind::load(is_token_2022 == 1, address, decimals, mint, epoch)
    }

    /// Whether a vault is that of token A, or else that of token B.
    ///
    /// # Errors
    /// `WrongVault` when it is neither.
    #[inline(always)]
    pub fn is_vault_a(&self, vault: &Address) -> Result<bool> {
        let is_a = anchor_lang::address_eq(vault, &self.vault_a);
        require!(is_a || anchor_lang::address_eq(vault, &self.vault_b), LiquidityError::WrongVault);
        Ok(is_a)
    }

    /// Refuses a swap while those are paused.
    ///
    /// # Errors
    /// `SwapsPaused`.
    #[inline(always)]
    pub fn require_swaps(&self) -> Result<()> {
        require!(self.swaps_paused == 0, LiquidityError::SwapsPaused);
        Ok(())
    }

    /// Refuses a deposit while those are paused.
    ///
    /// # Errors
    /// `DepositsPaused`.
    #[inline(always)]
    pub fn require_deposits(&self) -> Result<()> {
        require!(self.deposits_paused == 0, LiquidityError::DepositsPaused);
        Ok(())
    }

    /// Adds up the prices that held until slot `now`. Whatever moves the reserves calls this first.
    ///
    /// Never fails, since withdrawals call it too (F11): a price that the curve cannot tell counts as
    /// zero.
    #[inline(never)]
    pub fn observe(&mut self, now: u64) {
        if now <= self.observed_slot {
            return;
        }
        let before = Observation {
            slot: self.observed_slot,
            a_in_b: self.price_sum_a_in_b,
            b_in_a: self.price_sum_b_in_a,
        };
        let after = if self.lp_supply == 0 {
            // Prices begin with the first deposit.
            Observation::starting_at(now)
        } else {
            let curve = Curve::of(&self.curve_terms());
            let prices = curve.and_then(|curve| Prices::at(curve, self.reserve_a, self.reserve_b));
            before.extended(prices.unwrap_or_default(), now)
        };
        self.observed_slot = after.slot;
        self.price_sum_a_in_b = after.a_in_b;
        self.price_sum_b_in_a = after.b_in_a;
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
    /// As [`Self::owe_fees`].
    #[inline(always)]
    pub fn apply_swap(&mut self, a_to_b: bool, outcome: &SwapOutcome) -> Result<()> {
        if a_to_b {
            self.reserve_a = outcome.reserves.input;
            self.reserve_b = outcome.reserves.output;
        } else {
            self.reserve_b = outcome.reserves.input;
            self.reserve_a = outcome.reserves.output;
        }
        self.owe_fees(a_to_b, &outcome.fee)
    }

    /// Books what a swap owes to protocol and creator, in the token put in: A or, if not `in_a`, B.
    ///
    /// # Errors
    /// `Overflow`, which cannot happen for a token whose supply fits 64 bits: reserve and fees are
    /// parts of one vault's balance.
    #[inline(always)]
    pub fn owe_fees(&mut self, in_a: bool, fee: &TradeFee) -> Result<()> {
        let (protocol_fees, creator_fees) = if in_a {
            (&mut self.protocol_fees_a, &mut self.creator_fees_a)
        } else {
            (&mut self.protocol_fees_b, &mut self.creator_fees_b)
        };
        let owe = |owed: &mut u64, fee: u64| -> Result<()> {
            *owed = owed.checked_add(fee).ok_or(LiquidityError::Overflow)?;
            Ok(())
        };
        owe(protocol_fees, fee.protocol)?;
        owe(creator_fees, fee.creator)
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

const _: () = assert!(core::mem::size_of::<Pool>() == 392);
