//! `update_config`: terms for the pools to come, and who collects the protocol's fees.

use anchor_lang::prelude::*;
use liquidity_math::fees::FeeTerms;

use super::ManageConfig;
use crate::error::LiquidityError;
use crate::events::ConfigUpdated;

/// Replaces the config's fee terms and fee recipient. Pools that exist keep their terms.
///
/// # Errors
/// `NotConfigAdmin`, `FeeTermsOutOfLimits`.
pub fn update_config(
    ctx: &mut Context<ManageConfig>,
    terms: FeeTerms,
    fee_recipient: Address,
) -> Result<()> {
    require!(terms.are_within_limits(), LiquidityError::FeeTermsOutOfLimits);
    let config = &mut ctx.accounts.config;

    config.trade_fee_rate = terms.trade_fee_rate;
    config.protocol_fee_share = terms.protocol_fee_share;
    config.creator_fee_share = terms.creator_fee_share;
    config.fee_recipient = fee_recipient;

    ConfigUpdated {
        config: *config.address(),
        fee_recipient,
        trade_fee_rate: terms.trade_fee_rate,
        protocol_fee_share: terms.protocol_fee_share,
        creator_fee_share: terms.creator_fee_share,
        padding: 0,
    }
    .log();
    Ok(())
}
