//! See each instruction's own file.

mod execution;
mod quote_swap;
mod swap_exact_in;
mod swap_exact_out;

pub use execution::*;
pub use quote_swap::*;
pub use swap_exact_in::*;
pub use swap_exact_out::*;
