//! What the tests of the program stand on: a world with a pool in it, calls of every instruction,
//! and the program's accounts, events and errors as they look from outside.
//!
//! The program's own crate cannot be linked here: its framework and LiteSVM want different versions
//! of the same crates. So this crate says again, byte by byte, what the program promises, and a test
//! holds both against the published IDL.
//!
//! From the folder above: `cargo test -p program-tests` runs the tests; with `LM_SEQUENCES=1000
//! LM_SEED=1` and `model` it runs that many random sequences from that seed. `tools/bench` writes what
//! every instruction costs to docs/compute-units.md.

pub mod address;
pub mod books;
pub mod call;
pub mod calls;
pub mod error;
pub mod event;
pub mod exact;
pub mod ledger;
pub mod market;
pub mod oracle;
pub mod pools;
pub mod token;
pub mod tour;
pub mod world;

pub use address::{PoolKeys, named};
pub use call::Call;
pub use world::{Receipt, World};

/// Fee terms of the pools in a [`World`]: 0.3 %, of which 20 % to the protocol, 10 % to the creator.
pub const TRADE_FEE_RATE: u32 = 3_000;
/// See [`TRADE_FEE_RATE`].
pub const PROTOCOL_FEE_SHARE: u32 = 200_000;
/// See [`TRADE_FEE_RATE`].
pub const CREATOR_FEE_SHARE: u32 = 100_000;
/// LP base units that the first deposit locks for ever.
pub const MINIMUM_LIQUIDITY: u64 = 1_000;
/// Slot at which a world begins.
pub const START: u64 = 1_000;
/// Base units of every token that every actor begins with.
pub const PURSE: u64 = 1_000_000_000_000_000;

/// The transfer fee of [`mints::FEE_2022`]: 1 %, at most 5,000,000 base units.
pub const FEE: token::TransferFee = token::TransferFee { basis_points: 100, maximum: 5_000_000 };

/// Who takes part. Their addresses are their names.
pub mod actors {
    use solana_address::Address;

    use crate::address::named;

    pub const ADMIN: Address = named("admin");
    pub const CREATOR: Address = named("creator");
    pub const ALICE: Address = named("alice");
    pub const BOB: Address = named("bob");
    pub const FUNDER: Address = named("funder");
    pub const REFUNDEE: Address = named("refundee");
    /// Someone who sends what anyone may send.
    pub const CRANK: Address = named("crank");
    /// Someone with tokens and bad intentions.
    pub const MALLORY: Address = named("mallory");
    pub const CAROL: Address = named("carol");
    pub const DAVE: Address = named("dave");
    pub const ERIN: Address = named("erin");
    pub const FRANK: Address = named("frank");
    pub const ALL: [Address; 12] =
        [ADMIN, CREATOR, ALICE, BOB, FUNDER, REFUNDEE, CRANK, MALLORY, CAROL, DAVE, ERIN, FRANK];
}

/// The tokens there are. Their addresses are their names, so A is below B.
pub mod mints {
    use solana_address::Address;

    use crate::address::named;

    pub const A: Address = named("token a");
    pub const B: Address = named("token b");
    /// A reward whose mint has a freeze authority.
    pub const REWARD: Address = named("token c, a reward");
    pub const OTHER: Address = named("token d");
    /// A token of Token-2022 without extensions.
    pub const PLAIN_2022: Address = named("token e, of token-2022");
    /// A token of Token-2022 of which every transfer costs [`FEE`](super::FEE).
    pub const FEE_2022: Address = named("token f, with a transfer fee");
    /// Another, with the same fee.
    pub const FEE_2022_B: Address = named("token g, with a transfer fee");
    pub const ALL: [Address; 7] = [A, B, REWARD, OTHER, PLAIN_2022, FEE_2022, FEE_2022_B];
    /// Decimals of each of [`ALL`].
    pub const DECIMALS: [u8; 7] = [6, 9, 6, 0, 6, 6, 9];
    /// Those of Token-2022.
    pub const TOKEN_2022: [Address; 3] = [PLAIN_2022, FEE_2022, FEE_2022_B];

    /// Whether a mint is of Token-2022.
    pub fn is_2022(mint: &Address) -> bool {
        TOKEN_2022.contains(mint)
    }

    /// The program of a mint.
    pub fn program_of(mint: &Address) -> Address {
        if is_2022(mint) { crate::address::TOKEN_2022 } else { crate::address::TOKEN_PROGRAM }
    }
    /// Who may freeze accounts of [`ALL`].
    pub const FREEZER: Address = named("freezer");
}
