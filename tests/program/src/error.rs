//! Refusals by name: the program's, the token program's and the framework's.

use solana_instruction::error::InstructionError;

macro_rules! program_errors {
    ($($name:ident),* $(,)?) => {
        /// The program's own errors, from 6000 on, in order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum LiquidityError { $($name),* }

        /// Their names, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

program_errors!(
    ZeroAmount,
    ZeroOutput,
    Overflow,
    ReserveOverflow,
    EmptyPool,
    InitialLiquidityTooSmall,
    ExceedsSupply,
    BelowMinimum,
    Expired,
    FeeTermsOutOfLimits,
    MintsOutOfOrder,
    WrongConfig,
    WrongVault,
    WrongLpMint,
    WrongFarm,
    WrongStakeVault,
    WrongCampaign,
    WrongRewardVault,
    WrongPosition,
    NotPositionOwner,
    PositionClosed,
    WrongRewardAccount,
    StartInPast,
    StartTooFar,
    DurationTooShort,
    DurationTooLong,
    RateTooLow,
    BoundaryTableFull,
    WeightOverflow,
    NoOverlap,
    ClaimedInFull,
    NothingYet,
    BooksCorrupt,
    NotFeeOwner,
    NothingToCollect,
    WrongRefundAccount,
    CampaignNotEnded,
    ClaimsOutstanding,
    WrongFunder,
    PositionOpen,
    RewardsUnclaimed,
    NothingToSettle,
    CampaignEnded,
    AboveMaximum,
    NoSuchLock,
    LockChoicesOutOfLimits,
    PositionLocked,
    NotConfigAdmin,
    NotAPart,
    NothingToRenew,
    ExceedsReserves,
    StillEarning,
    NotAMint,
    WrongMint,
    WrongTokenProgram,
    RefusedPermanentDelegate,
    RefusedTransferHook,
    RefusedNonTransferable,
    RefusedPausable,
    RefusedDefaultFrozen,
    RefusedConfidentialTransfer,
    RefusedMintCloseAuthority,
    RefusedExtension,
    InvalidCurve,
    NoConvergence,
    SwapsPaused,
    DepositsPaused,
    NotPendingAdmin,
    LockedForever,
    NotLockedForever,
    NotCompoundable,
    WrongPool,
);

/// Code of the program's first error.
pub const FIRST_CODE: u32 = 6_000;

impl From<LiquidityError> for InstructionError {
    fn from(error: LiquidityError) -> Self {
        Self::Custom(FIRST_CODE + error as u32)
    }
}

/// Errors of the token program that tests run into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    InsufficientFunds = 1,
    MintMismatch = 3,
    OwnerMismatch = 4,
    AccountFrozen = 17,
}

impl From<TokenError> for InstructionError {
    fn from(error: TokenError) -> Self {
        Self::Custom(error as u32)
    }
}

/// Errors that the framework names before the program's own code runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameworkError {
    /// An account that must be writable is not.
    NotWritable,
    /// The same account twice where one of them is written.
    DuplicateAccount,
    /// A signature is missing, or a signer that pays is not writable.
    NotSigned,
    /// An account of another program.
    WrongOwner,
    /// An account of the right program that holds something else.
    WrongData,
    /// An address that the seeds do not give.
    WrongSeeds,
    /// Another program than the one asked for.
    WrongProgram,
}

impl From<FrameworkError> for InstructionError {
    fn from(error: FrameworkError) -> Self {
        match error {
            FrameworkError::NotWritable => Self::Custom(2_000),
            FrameworkError::DuplicateAccount => Self::Custom(2_040),
            FrameworkError::NotSigned => Self::MissingRequiredSignature,
            FrameworkError::WrongOwner => Self::IllegalOwner,
            FrameworkError::WrongData => Self::InvalidAccountData,
            FrameworkError::WrongSeeds => Self::InvalidSeeds,
            FrameworkError::WrongProgram => Self::IncorrectProgramId,
        }
    }
}
