//! The arithmetic of the protocol, apart from any chain: curves, fees, LP shares and reward streams.
//!
//! Everything here is a pure function of integers. The program, the quotes it returns and the test
//! vectors of the TypeScript SDK all come from this crate, so that a quote equals its execution.
//!
//! Conventions
//! - Token and LP amounts are base units in `u64`; slots are `u64`.
//! - A name that ends in `_rounding_up` or `_rounding_down` says which way a remainder goes. Every
//!   rounding favours the pool over the caller, and the campaign's funds over the claimant.
//! - Nothing panics, allocates or truncates: what does not fit is a [`MathError`].

#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod curve;
pub mod error;
pub mod fees;
pub mod locked;
pub mod price;
pub mod quote;
pub mod rewards;
pub mod shares;
pub mod single_sided;
pub mod trade;
pub mod transfer;
pub mod wide;
mod wide256;

#[cfg(test)]
mod testing;

pub use error::{MathError, MathResult};
