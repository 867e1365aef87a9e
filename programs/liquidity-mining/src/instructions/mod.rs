//! One instruction a file: accounts, checks and the handler, which checks, computes, writes, moves
//! tokens and emits, in that order.

mod guards;

pub mod config;
pub mod farm;
pub mod pool;
pub mod swap;
