//! The accounts this program owns. Zero-copy: the bytes on chain are these structs.

mod campaign;
mod config;
mod farm;
mod lock;
mod membership;
mod pool;
mod position;

pub use campaign::*;
pub use config::*;
pub use farm::*;
pub use lock::*;
pub use membership::*;
pub use pool::*;
pub use position::*;
