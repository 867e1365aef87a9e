//! `stake`: LP tokens into the farm, as a new position.

#![allow(
    unused_variables,
    reason = "the derive binds the argument in code paths that have no seeds"
)]

use anchor_lang::prelude::*;

use crate::constants::{INITIAL_CLAIM_RECORDS, POSITION_SEED};
use crate::error::LiquidityError;
use crate::events::StakeChanged;
use crate::instructions::guards::current_slot;
use crate::state::{Farm, NewPosition, PositionAccount, lock_choice};
use crate::token::{Move, TokenKind, move_tokens};

/// Accounts of `stake`.
#[derive(Accounts)]
#[instruction(number: u64)]
pub struct Stake {
    /// Who stakes; pays for the position's account, whose rent returns when it is closed.
    #[account(mut)]
    pub owner: Signer,
    /// The farm.
    #[account(mut)]
    pub farm: Account<Farm>,
    /// The position to create.
    #[account(
        init,
        payer = owner,
        space = PositionAccount::space_for(INITIAL_CLAIM_RECORDS),
        seeds = [
            POSITION_SEED,
            farm.address().as_ref(),
            owner.address().as_ref(),
            &number.to_le_bytes(),
        ],
        bump,
    )]
    pub position: PositionAccount,
    /// The farm's vault of staked LP tokens.
    #[account(mut, address = farm.stake_vault @ LiquidityError::WrongStakeVault)]
    pub stake_vault: UncheckedAccount,
    /// The owner's LP tokens, checked by the token program.
    #[account(mut)]
    pub owner_lp: UncheckedAccount,
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
}

/// Arguments of `stake`.
pub struct StakeArgs {
    /// The owner's own number for the position; one not in use.
    pub number: u64,
    /// LP tokens to stake.
    pub lp_amount: u64,
    /// Lock choice of the farm; 0 for none.
    pub lock_choice: u8,
}

/// Stakes LP tokens as a new position, which earns of every campaign from this slot on.
///
/// # Errors
/// `NoSuchLock`, `ZeroAmount`, `WeightOverflow`; the system program's, when the number is in use; the
/// token program's.
pub fn stake(ctx: &mut Context<Stake>, args: StakeArgs) -> Result<()> {
    let now = current_slot()?;
    let accounts = &mut ctx.accounts;
    let (farm, position) = (&mut accounts.farm, &mut accounts.position);

    let lock = lock_choice(&farm.lock_choices, args.lock_choice)?;
    let new = NewPosition {
        farm: *farm.address(),
        owner: *accounts.owner.address(),
        number: args.number,
        lp_amount: args.lp_amount,
        multiplier: lock.multiplier,
        // A slot and at most 200,000,000 more: cannot wrap within the age of a chain.
        locked_until_slot: now.saturating_add(lock.slots),
        locked_worth: 0,
        bump: ctx.bumps.position,
    };
    farm.enter(position, new, now)?;

    move_tokens(
        [Move::Transfer {
            token: TokenKind::CLASSIC,
            from: accounts.owner_lp.account(),
            to: accounts.stake_vault.account(),
            authority: accounts.owner.account(),
            amount: args.lp_amount,
        }],
        &[],
    )?;

    StakeChanged::stake(farm, position).log();
    Ok(())
}
