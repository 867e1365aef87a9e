//! Worlds whose pool has other tokens or another curve.

use crate::actors::{self, ALICE, BOB, CREATOR};
use crate::address::PoolKeys;
use crate::token::{self, wallet};
use crate::world::{FIRST_DEPOSIT, World};
use crate::{calls, mints};

impl World {
    /// With liquidity of ALICE and BOB in a pool of these keys, under one of the configs there are.
    /// Tests act on this pool.
    pub fn over(keys: PoolKeys) -> Self {
        let mut world = Self::new();
        world.send(&calls::create_pool(&keys, CREATOR));
        for actor in actors::ALL {
            world.put(wallet(&actor, &keys.lp_mint), token::account(&keys.lp_mint, &actor, 0));
        }
        let (a, b) = FIRST_DEPOSIT;
        for owner in [ALICE, BOB] {
            world.send(&calls::deposit(&keys, owner, a, b));
        }
        world.keys = keys;
        world
    }

    /// Of token A and one with a transfer fee.
    pub fn with_fee_token() -> Self {
        let config = Self::new().keys.config;
        Self::over(PoolKeys::new(config, mints::A, mints::FEE_2022))
    }

    /// Of tokens A and B on the stable curve.
    pub fn with_stable_curve() -> Self {
        let config = Self::new().keys.config;
        Self::over(PoolKeys::stable(config, mints::A, mints::B, 100))
    }
}
