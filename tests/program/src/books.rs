//! The program's accounts as bytes on chain. Offsets are part of its interface.

use bytemuck::{AnyBitPattern, NoUninit, Pod, Zeroable};
use solana_address::Address;

use crate::call::discriminator;

/// An account of the program: eight bytes of discriminator, then these bytes.
pub trait Books: AnyBitPattern + NoUninit {
    const NAME: &'static str;

    /// Reads an account's data.
    fn read(data: &[u8]) -> Self {
        assert_eq!(data[..8], discriminator("account", Self::NAME), "not a {}", Self::NAME);
        bytemuck::pod_read_unaligned(&data[8..8 + size_of::<Self>()])
    }
}

macro_rules! books {
    ($($name:ident),*) => {
        $(impl Books for $name { const NAME: &'static str = stringify!($name); })*
    };
}

books!(Config, Pool, Farm, Campaign, Position);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct LockChoice {
    pub slots: u64,
    pub multiplier: u32,
    pub padding: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Config {
    pub admin: Address,
    pub pending_admin: Address,
    pub fee_recipient: Address,
    pub trade_fee_rate: u32,
    pub protocol_fee_share: u32,
    pub creator_fee_share: u32,
    pub index: u16,
    pub bump: u8,
    pub padding: [u8; 1],
    pub lock_choices: [LockChoice; 4],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Pool {
    pub config: Address,
    pub creator: Address,
    pub mint_a: Address,
    pub mint_b: Address,
    pub vault_a: Address,
    pub vault_b: Address,
    pub lp_mint: Address,
    pub reserve_a: u64,
    pub reserve_b: u64,
    pub lp_supply: u64,
    pub protocol_fees_a: u64,
    pub protocol_fees_b: u64,
    pub creator_fees_a: u64,
    pub creator_fees_b: u64,
    pub observed_slot: u64,
    pub price_sum_a_in_b: [u64; 2],
    pub price_sum_b_in_a: [u64; 2],
    pub trade_fee_rate: u32,
    pub protocol_fee_share: u32,
    pub creator_fee_share: u32,
    pub curve_parameter: u32,
    pub bump: u8,
    pub curve: u8,
    pub decimals_a: u8,
    pub decimals_b: u8,
    pub is_token_2022_a: u8,
    pub is_token_2022_b: u8,
    pub swaps_paused: u8,
    pub deposits_paused: u8,
    pub reserved: [u64; 6],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Farm {
    pub pool: Address,
    pub lp_mint: Address,
    pub stake_vault: Address,
    pub creator: Address,
    pub staked_lp: u64,
    pub locked_forever_lp: u64,
    pub total_weight: u64,
    pub last_slot: u64,
    pub growth: [u64; 3],
    pub idle_slots: u64,
    pub entries: u64,
    pub exits: u64,
    pub starts: u64,
    pub ends: u64,
    pub campaigns: u32,
    pub boundary_count: u32,
    pub crossed_count: u32,
    pub bump: u8,
    pub padding: [u8; 3],
    pub lock_choices: [LockChoice; 4],
    pub boundaries: [FarmBoundary; 32],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct FarmBoundary {
    pub slot: u64,
    pub growth: [u64; 3],
    pub idle_slots: u64,
    pub entries: u64,
    pub exits: u64,
    pub starts: u16,
    pub ends: u16,
    pub unread: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Campaign {
    pub farm: Address,
    pub reward_mint: Address,
    pub reward_vault: Address,
    pub funder: Address,
    pub refundee: Address,
    pub funded: u64,
    pub paid: u64,
    pub refunded: u64,
    pub rate_amount: u64,
    pub rate_slots: u64,
    pub start_slot: u64,
    pub end_slot: u64,
    pub growth_at_start: [u64; 3],
    pub growth_at_end: [u64; 3],
    pub idle_at_start: u64,
    pub idle_at_end: u64,
    pub exits_at_start: u64,
    pub entries_at_end: u64,
    pub settled_positions: u64,
    pub number: u32,
    pub start_known: u8,
    pub end_known: u8,
    pub bump: u8,
    pub is_token_2022: u8,
    pub decimals: u8,
    pub padding: [u8; 7],
    pub reserved: [u64; 7],
}

/// Followed by the number of claim records, four bytes of padding, and the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Position {
    pub farm: Address,
    pub owner: Address,
    pub number: u64,
    pub lp_amount: u64,
    pub weight: u64,
    pub growth_at_entry: [u64; 3],
    pub growth_at_exit: [u64; 3],
    pub entry_number: u64,
    pub exit_number: u64,
    pub ends_at_entry: u64,
    pub starts_at_exit: u64,
    pub entry_slot: u64,
    pub exit_slot: u64,
    pub is_open: u8,
    pub bump: u8,
    pub padding: [u8; 2],
    pub multiplier: u32,
    pub locked_until_slot: u64,
    pub locked_worth: u64,
    pub reserved: [u64; 4],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct ClaimRecord {
    pub paid: u64,
    pub campaign: u32,
    pub settled: u8,
    pub padding: [u8; 3],
}

impl Position {
    /// Offset of the number of records.
    const COUNT: usize = 8 + size_of::<Self>();
    /// Offset of the first record.
    const RECORDS: usize = (Self::COUNT + 4).next_multiple_of(8);

    /// Bytes of an account with room for this many records.
    pub fn space_for(records: usize) -> usize {
        Self::RECORDS + records * size_of::<ClaimRecord>()
    }

    /// The claim records in an account's data.
    pub fn records(data: &[u8]) -> Vec<ClaimRecord> {
        let count: u32 = bytemuck::pod_read_unaligned(&data[Self::COUNT..Self::COUNT + 4]);
        data[Self::RECORDS..]
            .chunks_exact(size_of::<ClaimRecord>())
            .take(count as usize)
            .map(bytemuck::pod_read_unaligned)
            .collect()
    }
}

/// What a config offers at first: no lock; and 30, 90 and 180 days at 400 ms a slot, at 1.5, 2 and 3
/// times the weight.
pub const DEFAULT_LOCK_CHOICES: [LockChoice; 4] = [
    LockChoice { slots: 0, multiplier: 10_000, padding: 0 },
    LockChoice { slots: 6_480_000, multiplier: 15_000, padding: 0 },
    LockChoice { slots: 19_440_000, multiplier: 20_000, padding: 0 },
    LockChoice { slots: 38_880_000, multiplier: 30_000, padding: 0 },
];
