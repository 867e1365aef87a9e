//! See each instruction's own file.

mod create_config;
mod hand_over;
mod manage_config;
mod set_lock_choices;
mod update_config;

pub use create_config::*;
pub use hand_over::*;
pub use manage_config::*;
pub use set_lock_choices::*;
pub use update_config::*;
