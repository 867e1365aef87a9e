//! See each instruction's own file.

mod create_config;

pub use create_config::*;
