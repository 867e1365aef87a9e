//! All books rebuilt from events alone, as an indexer would. Amounts are added up; what an event says
//! of the balances after it must agree with the sums.

use std::collections::HashMap;

use solana_address::Address;

use crate::MINIMUM_LIQUIDITY;
use crate::event::{
    AdminChanged, AdminProposed, CampaignCollected, CampaignCreated, CampaignToppedUp,
    ConfigCreated, ConfigUpdated, FeesCollected, LiquidityChanged, LockChoicesSet, LockedForever,
    PauseSet, PoolCreated, PositionClosed, PositionRestaked, RewardClaimed, RewardForfeited,
    SingleSidedChanged, Skimmed, StakeChanged, Swapped, decode,
};

/// A config's books.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConfigBooks {
    pub admin: Address,
    pub pending_admin: Address,
    pub fee_recipient: Address,
    pub terms: [u32; 3],
}

/// A pool's books: A first in each pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolBooks {
    pub reserves: [u64; 2],
    pub protocol_fees: [u64; 2],
    pub creator_fees: [u64; 2],
    pub lp_supply: u64,
    pub terms: [u32; 3],
    pub is_paused: [bool; 2],
}

/// An open position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stake {
    pub farm: Address,
    pub owner: Address,
    pub lp: u64,
    pub weight: u64,
    pub is_forever: bool,
}

/// A farm's totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FarmBooks {
    pub staked_lp: u64,
    pub total_weight: u64,
    pub locked_forever_lp: u64,
}

/// A campaign's books.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CampaignBooks {
    pub funded: u64,
    pub paid: u64,
    pub refunded: u64,
    pub end_slot: u64,
    pub is_closed: bool,
}

/// Everything that events have told.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub configs: HashMap<Address, ConfigBooks>,
    pub pools: HashMap<Address, PoolBooks>,
    pub stakes: HashMap<Address, Stake>,
    pub campaigns: HashMap<Address, CampaignBooks>,
    /// How many events of each name were read.
    pub read: HashMap<&'static str, u64>,
}

fn side(is_a: bool) -> usize {
    usize::from(!is_a)
}

impl Ledger {
    /// Reads what a transaction logged, in order.
    pub fn read(&mut self, events: &[Vec<u8>]) {
        for bytes in events {
            assert!(self.read_one(bytes), "an event that there is not");
        }
    }

    fn read_one(&mut self, bytes: &[u8]) -> bool {
        macro_rules! try_each {
            ($($name:ident => $read:ident),* $(,)?) => {
                $(if let Some(event) = decode::<$name>(bytes) {
                    *self.read.entry(stringify!($name)).or_default() += 1;
                    self.$read(&event);
                    return true;
                })*
            };
        }
        try_each! {
            ConfigCreated => config_created, ConfigUpdated => config_updated,
            AdminProposed => admin_proposed, AdminChanged => admin_changed,
            LockChoicesSet => lock_choices_set, PoolCreated => pool_created, PauseSet => pause_set,
            Skimmed => skimmed, LiquidityChanged => liquidity_changed,
            SingleSidedChanged => single_sided_changed, Swapped => swapped,
            FeesCollected => fees_collected, StakeChanged => stake_changed,
            PositionRestaked => position_restaked, LockedForever => locked_forever,
            CampaignCreated => campaign_created, CampaignToppedUp => campaign_topped_up,
            RewardClaimed => reward_claimed, RewardForfeited => reward_forfeited,
            CampaignCollected => campaign_collected, PositionClosed => position_closed,
        }
        false
    }

    fn config(&mut self, address: Address) -> &mut ConfigBooks {
        self.configs.get_mut(&address).expect("created before")
    }

    fn pool(&mut self, address: Address) -> &mut PoolBooks {
        self.pools.get_mut(&address).expect("created before")
    }

    fn campaign(&mut self, address: Address) -> &mut CampaignBooks {
        self.campaigns.get_mut(&address).expect("created before")
    }

    /// A farm's totals: the sums over its open positions.
    pub fn farm(&self, address: &Address) -> FarmBooks {
        let mut farm = FarmBooks::default();
        for stake in self.stakes.values().filter(|stake| stake.farm == *address) {
            farm.staked_lp += stake.lp;
            farm.total_weight += stake.weight;
            farm.locked_forever_lp += if stake.is_forever { stake.lp } else { 0 };
        }
        farm
    }

    fn config_created(&mut self, event: &ConfigCreated) {
        let terms = [event.trade_fee_rate, event.protocol_fee_share, event.creator_fee_share];
        let (admin, pending_admin) = (event.admin, Address::default());
        let books = ConfigBooks { admin, pending_admin, fee_recipient: admin, terms };
        assert_eq!(self.configs.insert(event.config, books), None);
    }

    fn config_updated(&mut self, event: &ConfigUpdated) {
        let config = self.config(event.config);
        config.terms = [event.trade_fee_rate, event.protocol_fee_share, event.creator_fee_share];
        config.fee_recipient = event.fee_recipient;
    }

    fn admin_proposed(&mut self, event: &AdminProposed) {
        let config = self.config(event.config);
        assert_eq!(config.admin, event.admin);
        config.pending_admin = event.new_admin;
    }

    fn admin_changed(&mut self, event: &AdminChanged) {
        let config = self.config(event.config);
        assert_eq!(config.pending_admin, event.admin);
        config.admin = event.admin;
        config.pending_admin = Address::default();
    }

    fn lock_choices_set(&mut self, event: &LockChoicesSet) {
        self.config(event.config);
    }

    fn pool_created(&mut self, event: &PoolCreated) {
        let terms = [event.trade_fee_rate, event.protocol_fee_share, event.creator_fee_share];
        assert_eq!(self.config(event.config).terms, terms);
        let books = PoolBooks { terms, ..PoolBooks::default() };
        assert_eq!(self.pools.insert(event.pool, books), None);
    }

    fn pause_set(&mut self, event: &PauseSet) {
        self.pool(event.pool).is_paused = [event.swaps_paused == 1, event.deposits_paused == 1];
    }

    fn skimmed(&mut self, event: &Skimmed) {
        let pool = self.pool(event.pool);
        pool.protocol_fees[0] += event.amount_a;
        pool.protocol_fees[1] += event.amount_b;
        assert_eq!(pool.protocol_fees, [event.protocol_fees_a, event.protocol_fees_b]);
    }

    fn liquidity_changed(&mut self, event: &LiquidityChanged) {
        let pool = self.pool(event.pool);
        if event.is_deposit == 1 {
            pool.reserves[0] += event.amount_a;
            pool.reserves[1] += event.amount_b;
            let locked = if pool.lp_supply == 0 { MINIMUM_LIQUIDITY } else { 0 };
            pool.lp_supply += event.lp_amount + locked;
        } else {
            pool.reserves[0] -= event.amount_a;
            pool.reserves[1] -= event.amount_b;
            pool.lp_supply -= event.lp_amount;
        }
        assert_eq!(pool.reserves, [event.reserve_a, event.reserve_b]);
        assert_eq!(pool.lp_supply, event.lp_supply);
    }

    fn single_sided_changed(&mut self, event: &SingleSidedChanged) {
        let pool = self.pool(event.pool);
        let token = side(event.is_a == 1);
        let owed = event.protocol_fee + event.creator_fee;
        if event.is_deposit == 1 {
            pool.reserves[token] += event.amount - owed;
            pool.lp_supply += event.lp_amount;
            pool.protocol_fees[token] += event.protocol_fee;
            pool.creator_fees[token] += event.creator_fee;
        } else {
            // The share of the other token was put back, but for what is owed of it.
            pool.reserves[token] -= event.amount;
            pool.reserves[1 - token] -= owed;
            pool.lp_supply -= event.lp_amount;
            pool.protocol_fees[1 - token] += event.protocol_fee;
            pool.creator_fees[1 - token] += event.creator_fee;
        }
        assert_eq!(pool.reserves, [event.reserve_a, event.reserve_b]);
        assert_eq!(pool.lp_supply, event.lp_supply);
    }

    fn swapped(&mut self, event: &Swapped) {
        let pool = self.pool(event.pool);
        let input = side(event.a_to_b == 1);
        pool.reserves[input] += event.amount_in - event.protocol_fee - event.creator_fee;
        pool.reserves[1 - input] -= event.amount_out;
        pool.protocol_fees[input] += event.protocol_fee;
        pool.creator_fees[input] += event.creator_fee;
        assert_eq!(pool.reserves, [event.reserve_a, event.reserve_b]);
    }

    fn fees_collected(&mut self, event: &FeesCollected) {
        let pool = self.pool(event.pool);
        let owed =
            if event.is_protocol == 1 { &mut pool.protocol_fees } else { &mut pool.creator_fees };
        owed[0] -= event.amount_a;
        owed[1] -= event.amount_b;
    }

    fn stake_changed(&mut self, event: &StakeChanged) {
        let (farm, owner) = (event.farm, event.owner);
        if event.is_stake == 1 {
            let (lp, weight) = (event.lp_amount, event.weight);
            let stake = Stake { farm, owner, lp, weight, is_forever: false };
            assert_eq!(self.stakes.insert(event.position, stake), None);
        } else {
            // Of one that left in part, the restaking told already.
            self.stakes.remove(&event.position);
        }
        let farm = self.farm(&farm);
        assert_eq!((farm.staked_lp, farm.total_weight), (event.staked_lp, event.total_weight));
    }

    fn position_restaked(&mut self, event: &PositionRestaked) {
        let old = self.stakes.remove(&event.position).expect("it was open");
        assert_eq!(old.weight, event.weight_before);
        let stake = Stake { lp: event.lp_amount, weight: event.weight, ..old };
        assert_eq!(self.stakes.insert(event.new_position, stake), None);
        assert_eq!(self.farm(&event.farm).total_weight, event.total_weight);
    }

    fn locked_forever(&mut self, event: &LockedForever) {
        let stake = self.stakes.get_mut(&event.position).expect("it is open");
        assert_eq!(stake.lp, event.lp_amount);
        stake.is_forever = true;
        assert_eq!(self.farm(&event.farm).locked_forever_lp, event.locked_forever_lp);
    }

    fn campaign_created(&mut self, event: &CampaignCreated) {
        let (funded, end_slot) = (event.amount, event.end_slot);
        let books = CampaignBooks { funded, end_slot, ..CampaignBooks::default() };
        assert_eq!(self.campaigns.insert(event.campaign, books), None);
    }

    fn campaign_topped_up(&mut self, event: &CampaignToppedUp) {
        let campaign = self.campaign(event.campaign);
        campaign.funded += event.amount;
        campaign.end_slot = event.end_slot;
        assert_eq!(campaign.funded, event.funded);
    }

    fn reward_claimed(&mut self, event: &RewardClaimed) {
        let campaign = self.campaign(event.campaign);
        campaign.paid += event.amount;
        assert_eq!(campaign.paid, event.campaign_paid);
    }

    fn reward_forfeited(&mut self, event: &RewardForfeited) {
        self.campaign(event.campaign);
    }

    fn campaign_collected(&mut self, event: &CampaignCollected) {
        let campaign = self.campaign(event.campaign);
        campaign.refunded += event.amount;
        campaign.is_closed |= event.is_closed == 1;
        assert_eq!(campaign.refunded, event.refunded);
    }

    fn position_closed(&mut self, event: &PositionClosed) {
        assert!(!self.stakes.contains_key(&event.position), "only one that has left");
    }
}
