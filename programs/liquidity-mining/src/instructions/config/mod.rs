//! See each instruction's own file.

mod create_config;
mod set_lock_choices;

pub use create_config::*;
pub use set_lock_choices::*;
