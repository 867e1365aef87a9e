//! Seeds with which an account of this program signs for what it owns.

use anchor_lang::cpi::CpiSeed;
use anchor_lang::prelude::*;

use crate::constants::{CAMPAIGN_SEED, FARM_SEED, POOL_SEED};
use crate::state::{Campaign, Farm, Pool};

/// Seeds of a pool, held for the length of a call.
pub struct PoolSeeds {
    config: Address,
    mint_a: Address,
    mint_b: Address,
    curve: [u8; 1],
    curve_parameter: [u8; 4],
    bump: [u8; 1],
}

/// Seeds of a farm, held for the length of a call.
pub struct FarmSeeds {
    pool: Address,
    bump: [u8; 1],
}

/// Seeds of a campaign, held for the length of a call.
pub struct CampaignSeeds {
    farm: Address,
    number: [u8; 4],
    bump: [u8; 1],
}

impl Pool {
    /// What this pool signs with.
    #[inline(always)]
    pub fn signer_seeds(&self) -> PoolSeeds {
        PoolSeeds {
            config: self.config,
            mint_a: self.mint_a,
            mint_b: self.mint_b,
            curve: [self.curve],
            curve_parameter: self.curve_parameter.to_le_bytes(),
            bump: [self.bump],
        }
    }
}

impl Farm {
    /// What this farm signs with.
    #[inline(always)]
    pub fn signer_seeds(&self) -> FarmSeeds {
        FarmSeeds { pool: self.pool, bump: [self.bump] }
    }
}

impl Campaign {
    /// What this campaign signs with.
    #[inline(always)]
    pub fn signer_seeds(&self) -> CampaignSeeds {
        CampaignSeeds { farm: self.farm, number: self.number.to_le_bytes(), bump: [self.bump] }
    }
}

impl PoolSeeds {
    /// As the runtime wants them.
    #[inline(always)]
    pub fn as_seeds(&self) -> [CpiSeed<'_>; 7] {
        [
            CpiSeed::from(POOL_SEED),
            CpiSeed::from(self.config.as_ref()),
            CpiSeed::from(self.mint_a.as_ref()),
            CpiSeed::from(self.mint_b.as_ref()),
            CpiSeed::from(&self.curve),
            CpiSeed::from(&self.curve_parameter),
            CpiSeed::from(&self.bump),
        ]
    }
}

impl FarmSeeds {
    /// As the runtime wants them.
    #[inline(always)]
    pub fn as_seeds(&self) -> [CpiSeed<'_>; 3] {
        [CpiSeed::from(FARM_SEED), CpiSeed::from(self.pool.as_ref()), CpiSeed::from(&self.bump)]
    }
}

impl CampaignSeeds {
    /// As the runtime wants them.
    #[inline(always)]
    pub fn as_seeds(&self) -> [CpiSeed<'_>; 4] {
        [
            CpiSeed::from(CAMPAIGN_SEED),
            CpiSeed::from(self.farm.as_ref()),
            CpiSeed::from(&self.number),
            CpiSeed::from(&self.bump),
        ]
    }
}
