//! An Anchor program as such programs are: accounts, a derived address, a heap, errors.
#![cfg_attr(target_os = "solana", no_std)]

extern crate alloc;

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};
use anchor_lang::prelude::*;

declare_id!("Fg6PaFpoGXkYsidMpWTK6W2BeZ7FEfcYkg476zPFsLnS");

#[program]
pub mod svm_runtime_anchor {
    use super::*;

    pub fn open(ctx: &mut Context<Open>, start: u64) -> Result<()> {
        ctx.accounts.counter.value = start;
        Ok(())
    }

    /// `value * by / 3`, which must fit.
    pub fn scale(ctx: &mut Context<Change>, by: u64) -> Result<()> {
        let value = u128::from(ctx.accounts.counter.value) * u128::from(by) / 3;
        ctx.accounts.counter.value = u64::try_from(value).map_err(|_| Failure::TooLarge)?;
        Ok(())
    }

    /// Sorts and counts words on the heap and logs them.
    pub fn words(_ctx: &mut Context<Nothing>, seed: u64) -> Result<()> {
        let mut words: Vec<String> =
            (0..40).map(|i| format!("w{}", seed.wrapping_mul(i * i + 7) % 23)).collect();
        words.sort();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &words {
            *counts.entry(word).or_default() += 1;
        }
        let line: Vec<String> = counts.iter().map(|(word, n)| format!("{word}:{n}")).collect();
        msg!("{}", line.join(","));
        Ok(())
    }

    pub fn overflow(ctx: &mut Context<Change>) -> Result<()> {
        ctx.accounts.counter.value += u64::MAX;
        Ok(())
    }
}

#[account]
pub struct Counter {
    pub value: u64,
}

#[derive(Accounts)]
pub struct Open {
    #[account(mut)]
    pub payer: Signer,
    #[account(init, payer = payer, seeds = [b"counter"], bump)]
    pub counter: Account<Counter>,
    pub system_program: Program<System>,
}

#[derive(Accounts)]
pub struct Change {
    #[account(mut, seeds = [b"counter"], bump)]
    pub counter: Account<Counter>,
}

#[derive(Accounts)]
pub struct Nothing {}

#[error_code]
pub enum Failure {
    TooLarge,
}
