//! The program's events as it logs them.

use bytemuck::{AnyBitPattern, NoUninit, Pod, Zeroable};
use solana_address::Address;

use crate::call::discriminator;

/// An event: eight bytes of discriminator, then these bytes.
pub trait Event: AnyBitPattern + NoUninit {
    const NAME: &'static str;
}

/// The event in these bytes, if it is of this type.
pub fn decode<E: Event>(bytes: &[u8]) -> Option<E> {
    let body = bytes.strip_prefix(&discriminator("event", E::NAME))?;
    assert_eq!(body.len(), size_of::<E>(), "size of {}", E::NAME);
    Some(bytemuck::pod_read_unaligned(body))
}

macro_rules! events {
    ($($name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
            #[repr(C)]
            pub struct $name { $(pub $field: $type),* }

            impl Event for $name { const NAME: &'static str = stringify!($name); }
        )*
    };
}

events! {
    ConfigCreated {
        config: Address,
        admin: Address,
        trade_fee_rate: u32,
        protocol_fee_share: u32,
        creator_fee_share: u32,
        index: u32,
    }
    LockChoicesSet {
        config: Address,
        slots: [u64; 4],
        multipliers: [u32; 4],
    }
    PoolCreated {
        pool: Address,
        config: Address,
        creator: Address,
        mint_a: Address,
        mint_b: Address,
        trade_fee_rate: u32,
        protocol_fee_share: u32,
        creator_fee_share: u32,
        curve_parameter: u32,
        curve: u64,
    }
    ConfigUpdated {
        config: Address,
        fee_recipient: Address,
        trade_fee_rate: u32,
        protocol_fee_share: u32,
        creator_fee_share: u32,
        padding: u32,
    }
    AdminProposed {
        config: Address,
        admin: Address,
        new_admin: Address,
    }
    AdminChanged {
        config: Address,
        admin: Address,
    }
    PauseSet {
        pool: Address,
        swaps_paused: u64,
        deposits_paused: u64,
    }
    Skimmed {
        pool: Address,
        amount_a: u64,
        amount_b: u64,
        protocol_fees_a: u64,
        protocol_fees_b: u64,
    }
    SingleSidedChanged {
        pool: Address,
        owner: Address,
        owner_amount: u64,
        amount: u64,
        swapped_in: u64,
        swapped_out: u64,
        fee: u64,
        protocol_fee: u64,
        creator_fee: u64,
        lp_amount: u64,
        reserve_a: u64,
        reserve_b: u64,
        lp_supply: u64,
        is_a: u32,
        is_deposit: u32,
    }
    LockedForever {
        farm: Address,
        position: Address,
        owner: Address,
        lp_amount: u64,
        locked_worth: u64,
        locked_forever_lp: u64,
    }
    LiquidityChanged {
        pool: Address,
        owner: Address,
        amount_a: u64,
        amount_b: u64,
        transfer_fee_a: u64,
        transfer_fee_b: u64,
        lp_amount: u64,
        reserve_a: u64,
        reserve_b: u64,
        lp_supply: u64,
        is_deposit: u64,
    }
    Swapped {
        pool: Address,
        trader: Address,
        amount_in: u64,
        amount_out: u64,
        transfer_fee_in: u64,
        transfer_fee_out: u64,
        fee: u64,
        protocol_fee: u64,
        creator_fee: u64,
        reserve_a: u64,
        reserve_b: u64,
        a_to_b: u64,
    }
    FeesCollected {
        pool: Address,
        collector: Address,
        amount_a: u64,
        amount_b: u64,
        is_protocol: u64,
    }
    CampaignCreated {
        campaign: Address,
        farm: Address,
        funder: Address,
        reward_mint: Address,
        amount: u64,
        start_slot: u64,
        end_slot: u64,
        number: u64,
    }
    CampaignToppedUp {
        campaign: Address,
        funder: Address,
        amount: u64,
        funded: u64,
        end_slot: u64,
    }
    StakeChanged {
        farm: Address,
        position: Address,
        owner: Address,
        lp_amount: u64,
        weight: u64,
        staked_lp: u64,
        total_weight: u64,
        is_stake: u64,
    }
    PositionRestaked {
        farm: Address,
        position: Address,
        new_position: Address,
        owner: Address,
        lp_amount: u64,
        weight_before: u64,
        weight: u64,
        total_weight: u64,
    }
    RewardClaimed {
        campaign: Address,
        position: Address,
        owner: Address,
        amount: u64,
        position_paid: u64,
        campaign_paid: u64,
    }
    RewardForfeited {
        campaign: Address,
        position: Address,
        owner: Address,
        amount: u64,
    }
    CampaignCollected {
        campaign: Address,
        refundee: Address,
        amount: u64,
        refunded: u64,
        is_closed: u64,
    }
    PositionClosed {
        position: Address,
        owner: Address,
    }
}
