//! Every way an instruction can be refused. Each message says what the caller can do.

use anchor_lang::prelude::*;
use liquidity_math::MathError;

/// Refusals of this program. A refused instruction changes nothing.
#[error_code]
#[derive(Debug, PartialEq, Eq)]
pub enum LiquidityError {
    /// 6000
    #[msg("Amount is zero: give at least one base unit")]
    ZeroAmount,
    /// 6001
    #[msg("Amount is too small: what it buys rounds down to zero; give more")]
    ZeroOutput,
    /// 6002
    #[msg("Result does not fit 64 bits: use smaller amounts")]
    Overflow,
    /// 6003
    #[msg("A reserve would exceed 64 bits: use smaller amounts")]
    ReserveOverflow,
    /// 6004
    #[msg("Pool holds no liquidity yet: make the first deposit")]
    EmptyPool,
    /// 6005
    #[msg(
        "First deposit is too small: sqrt(amount A * amount B) must exceed the 1,000 base units locked for ever"
    )]
    InitialLiquidityTooSmall,
    /// 6006
    #[msg("More LP tokens than are in circulation: lower the amount")]
    ExceedsSupply,
    /// 6007
    #[msg("Slippage: the result is below the minimum given; quote again or lower the minimum")]
    BelowMinimum,
    /// 6008
    #[msg("Expired: the slot is past valid_until_slot; quote again and resend")]
    Expired,
    /// 6009
    #[msg(
        "Fee terms exceed the limits: trade fee at most 100,000 millionths, protocol and creator shares together at most 500,000 millionths"
    )]
    FeeTermsOutOfLimits,
    /// 6010
    #[msg("Mints are out of order: mint A's address must be below mint B's by bytes")]
    MintsOutOfOrder,
    /// 6011
    #[msg("Config does not belong to this pool: pass the config stored in the pool")]
    WrongConfig,
    /// 6012
    #[msg("Vault does not belong to this pool: pass the vaults stored in the pool")]
    WrongVault,
    /// 6013
    #[msg("LP mint does not belong to this pool: pass the LP mint stored in the pool")]
    WrongLpMint,
    /// 6014
    #[msg("Farm does not belong to this pool: pass the farm derived from the pool")]
    WrongFarm,
    /// 6015
    #[msg("Stake vault does not belong to this farm: pass the stake vault stored in the farm")]
    WrongStakeVault,
    /// 6016
    #[msg("Campaign does not belong to this farm: pass a campaign of the position's farm")]
    WrongCampaign,
    /// 6017
    #[msg(
        "Reward vault does not belong to this campaign: pass the reward vault stored in the campaign"
    )]
    WrongRewardVault,
    /// 6018
    #[msg("Position does not belong to this farm: pass a position of this farm")]
    WrongPosition,
    /// 6019
    #[msg("Signer does not own the position: sign with the position's owner")]
    NotPositionOwner,
    /// 6020
    #[msg("Position has left already: its stake is back with its owner")]
    PositionClosed,
    /// 6021
    #[msg(
        "Reward account is not the position owner's: pass a token account of the reward mint that the position's owner holds"
    )]
    WrongRewardAccount,
    /// 6022
    #[msg("Campaign would start in the past: give a later start slot, or 0 to start now")]
    StartInPast,
    /// 6023
    #[msg("Campaign would start too far ahead: give a start within 1,000,000,000 slots")]
    StartTooFar,
    /// 6024
    #[msg("Campaign is too short: give a duration of at least 10 slots")]
    DurationTooShort,
    /// 6025
    #[msg("Campaign is too long: give a duration of at most 1,000,000,000 slots")]
    DurationTooLong,
    /// 6026
    #[msg("Reward rate rounds to zero: fund at least one base unit per slot of the duration")]
    RateTooLow,
    /// 6027
    #[msg(
        "No place for another start or end in the farm: settle a campaign of which one has passed, or share a slot with another; the last 8 of 32 are for the pool's creator"
    )]
    BoundaryTableFull,
    /// 6028
    #[msg("Total stake would exceed 64 bits: stake less")]
    WeightOverflow,
    /// 6029
    #[msg("Position and campaign have no slot in common: nothing can be claimed")]
    NoOverlap,
    /// 6030
    #[msg("Everything this position can earn of this campaign has been claimed")]
    ClaimedInFull,
    /// 6031
    #[msg("Nothing to claim yet: wait until at least one base unit has accrued")]
    NothingYet,
    /// 6032
    #[msg("Books contradict each other: nothing was changed; please report this")]
    BooksCorrupt,
    /// 6033
    #[msg(
        "Signer may not collect these fees: sign with the config's admin for the protocol's, with the pool's creator for the creator's"
    )]
    NotFeeOwner,
    /// 6034
    #[msg("Nothing to collect: no amount is due now")]
    NothingToCollect,
    /// 6035
    #[msg(
        "Refund account is not the refundee's: pass a token account of the reward mint that the campaign's refundee holds"
    )]
    WrongRefundAccount,
    /// 6036
    #[msg("Campaign has not ended: wait for its end slot")]
    CampaignNotEnded,
    /// 6037
    #[msg("Some positions have not claimed all they earned: claim for them first, anyone may")]
    ClaimsOutstanding,
    /// 6038
    #[msg("Funder is not the campaign's: pass the funder stored in the campaign")]
    WrongFunder,
    /// 6039
    #[msg("Position still holds its stake: unstake first")]
    PositionOpen,
    /// 6040
    #[msg("Position has rewards left to claim: claim every campaign it took part in first")]
    RewardsUnclaimed,
    /// 6041
    #[msg("Nothing to settle: no start or end of this campaign has passed since the last time")]
    NothingToSettle,
    /// 6042
    #[msg("Campaign has ended: create another one")]
    CampaignEnded,
    /// 6043
    #[msg("Slippage: the cost exceeds the maximum given; raise the maximum or ask for less")]
    AboveMaximum,
    /// 6044
    #[msg("No such lock: choose one that the farm offers, 0 for none")]
    NoSuchLock,
    /// 6045
    #[msg(
        "Lock choices are out of limits: the first is none at 10,000; each further one is longer, worth no less, at most 200,000,000 slots and 50,000 ten-thousandths; those not offered come last, as zeros"
    )]
    LockChoicesOutOfLimits,
    /// 6046
    #[msg(
        "Position is locked: wait for the slot that its owner chose when staking; one that is locked for ever never leaves, but pays out the fees it earns"
    )]
    PositionLocked,
    /// 6047
    #[msg("Signer is not the config's admin: sign with the admin stored in the config")]
    NotConfigAdmin,
    /// 6048
    #[msg("Part is not smaller than the whole: to leave with everything, unstake")]
    NotAPart,
    /// 6049
    #[msg("Nothing to renew: the position has no boost, and none was asked for")]
    NothingToRenew,
    /// 6050
    #[msg("More than the pool can pay out: ask for less than its reserve")]
    ExceedsReserves,
    /// 6051
    #[msg("Position still earns of this campaign: unstake first, or wait for the campaign's end")]
    StillEarning,
    /// 6052
    #[msg("Not a mint: pass a mint of SPL Token or Token-2022")]
    NotAMint,
    /// 6053
    #[msg(
        "Mint of a Token-2022 token is missing or another: pass the mint stored in the pool or campaign, and the Token-2022 program"
    )]
    WrongMint,
    /// 6054
    #[msg("Token program is not the reward's: pass the program that owns the reward mint")]
    WrongTokenProgram,
    /// 6055
    #[msg("Mint has a permanent delegate, who could take tokens from the vault: use another token")]
    RefusedPermanentDelegate,
    /// 6056
    #[msg("Mint has a transfer hook or someone who could set one: use another token")]
    RefusedTransferHook,
    /// 6057
    #[msg("Tokens of this mint cannot be transferred: use another token")]
    RefusedNonTransferable,
    /// 6058
    #[msg("Transfers of this mint can be paused, which would lock deposits in: use another token")]
    RefusedPausable,
    /// 6059
    #[msg("New accounts of this mint are frozen: use another token")]
    RefusedDefaultFrozen,
    /// 6060
    #[msg(
        "Mint allows confidential transfers or mints, whose amounts no book can tell: use another token"
    )]
    RefusedConfidentialTransfer,
    /// 6061
    #[msg("Mint can be closed and made anew with other rules: use another token")]
    RefusedMintCloseAuthority,
    /// 6062
    #[msg("Mint has an extension that this program does not know: use another token")]
    RefusedExtension,
    /// 6063
    #[msg(
        "No such curve: 0 with parameter 0 for the constant product, 1 with an amplification of 1 to 1,000,000 and tokens of at most 18 decimals for the stable swap"
    )]
    InvalidCurve,
    /// 6064
    #[msg("Curve found no solution: use another amount")]
    NoConvergence,
    /// 6065
    #[msg("Swaps of this pool are paused: wait, or withdraw both tokens, which is never paused")]
    SwapsPaused,
    /// 6066
    #[msg("Deposits into this pool are paused: wait; withdrawals are never paused")]
    DepositsPaused,
    /// 6067
    #[msg("Signer is not who the admin named: sign with the pending admin stored in the config")]
    NotPendingAdmin,
    /// 6068
    #[msg("Position is locked for ever already: nothing is left to lock")]
    LockedForever,
    /// 6069
    #[msg("Position is not locked for ever: unstake it instead")]
    NotLockedForever,
    /// 6070
    #[msg(
        "Reward is no token of this pool: claim it instead, compounding takes token A, token B or the LP token"
    )]
    NotCompoundable,
    /// 6071
    #[msg("Pool does not belong to this farm: pass the pool stored in the farm")]
    WrongPool,
}

impl From<MathError> for LiquidityError {
    fn from(error: MathError) -> Self {
        match error {
            MathError::Overflow => Self::Overflow,
            MathError::ZeroAmount => Self::ZeroAmount,
            MathError::ZeroOutput => Self::ZeroOutput,
            MathError::ReserveOverflow => Self::ReserveOverflow,
            MathError::EmptyPool => Self::EmptyPool,
            MathError::InitialLiquidityTooSmall => Self::InitialLiquidityTooSmall,
            MathError::ExceedsSupply => Self::ExceedsSupply,
            MathError::WeightOverflow => Self::WeightOverflow,
            MathError::BoundaryTableFull => Self::BoundaryTableFull,
            MathError::ExceedsReserves => Self::ExceedsReserves,
            MathError::InvalidCurveParameters => Self::InvalidCurve,
            MathError::NoConvergence => Self::NoConvergence,
            // No instruction gives the arithmetic what these refuse.
            MathError::BoundaryNotFound | MathError::EmptyInterval => Self::BooksCorrupt,
        }
    }
}

/// Lifts a result of the arithmetic into one of the program.
pub trait OrRefuse<T> {
    /// The value, or the program's error of the same name.
    ///
    /// # Errors
    /// The program's error for the arithmetic one.
    fn or_refuse(self) -> Result<T>;
}

impl<T> OrRefuse<T> for core::result::Result<T, MathError> {
    #[inline(always)]
    fn or_refuse(self) -> Result<T> {
        self.map_err(|error| LiquidityError::from(error).into())
    }
}
