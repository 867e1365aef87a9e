//! See each instruction's own file.

mod swap_exact_in;

pub use swap_exact_in::*;
