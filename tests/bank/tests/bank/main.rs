//! The program on the validator's own bank.

mod deployment;
mod lifecycle;
