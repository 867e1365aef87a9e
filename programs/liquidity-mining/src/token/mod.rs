//! The only folder that moves, mints or burns tokens, and that reads what token programs keep.

mod account;
mod mint;
mod moves;
mod open;
mod reward;

use anchor_lang::prelude::*;

pub use account::balance_of;
pub use mint::{AcceptedMint, TokenKind, program_of, vault_space};
pub use moves::{Move, move_tokens};
pub use open::{NewMint, NewVault, open_accounts};
pub use reward::{Payee, close_reward_vault, pay_reward, return_stake};

/// Bytes of a token account.
pub const TOKEN_ACCOUNT_SPACE: usize = pinocchio_token::state::Account::LEN;
/// Bytes of a mint.
pub const MINT_SPACE: usize = pinocchio_token::state::Mint::LEN;
/// The SPL Token program, always that of LP tokens.
pub const TOKEN_PROGRAM: Address = pinocchio_token::ID;
/// The Token-2022 program.
pub const TOKEN_2022_PROGRAM: Address = pinocchio_token_2022::ID;
