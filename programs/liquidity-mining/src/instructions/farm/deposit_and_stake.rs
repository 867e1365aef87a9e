//! `deposit_and_stake`: both tokens in, a staked position out, in one instruction.

#![allow(
    unused_variables,
    reason = "the derive binds the argument in code paths that have no seeds"
)]

use anchor_lang::prelude::*;

use crate::constants::{INITIAL_CLAIM_RECORDS, POSITION_SEED};
use crate::error::LiquidityError;
use crate::events::{LiquidityChanged, StakeChanged};
use crate::instructions::guards::{clock, require_at_least, require_not_expired};
use crate::instructions::pool::{DepositArgs, DepositPlan, PoolTokens};
use crate::state::{Farm, NewPosition, Pool, PositionAccount, lock_choice};
use crate::token::{Move, move_tokens};

/// Accounts of `deposit_and_stake`.
#[derive(Accounts)]
#[instruction(number: u64)]
pub struct DepositAndStake {
    /// Who deposits and stakes; pays for the position's account, whose rent returns at its close.
    #[account(mut)]
    pub owner: Signer,
    /// The pool.
    #[account(mut)]
    pub pool: Account<Pool>,
    /// The pool's vault of token A.
    #[account(mut, address = pool.vault_a @ LiquidityError::WrongVault)]
    pub vault_a: UncheckedAccount,
    /// The pool's vault of token B.
    #[account(mut, address = pool.vault_b @ LiquidityError::WrongVault)]
    pub vault_b: UncheckedAccount,
    /// The pool's LP mint.
    #[account(mut, address = pool.lp_mint @ LiquidityError::WrongLpMint)]
    pub lp_mint: UncheckedAccount,
    /// The owner's token A, checked by the token program.
    #[account(mut)]
    pub owner_a: UncheckedAccount,
    /// The owner's token B, checked by the token program.
    #[account(mut)]
    pub owner_b: UncheckedAccount,
    /// The pool's farm.
    #[account(
        mut,
        constraint = anchor_lang::address_eq(&farm.pool, pool.address()) @ LiquidityError::WrongFarm,
    )]
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
    /// The SPL Token program.
    pub token_program: Program<Token>,
    /// The system program.
    pub system_program: Program<System>,
    /// Mint of token A, if that is of Token-2022.
    pub mint_a: Option<UncheckedAccount>,
    /// Mint of token B, if that is of Token-2022.
    pub mint_b: Option<UncheckedAccount>,
    /// The Token-2022 program, if one of the tokens is of it.
    pub token_2022_program: Option<Program<Token2022>>,
}

/// As `deposit` and then `stake` of all LP tokens it gave.
///
/// # Errors
/// Those of `deposit` and `stake`, and `WrongFarm`.
pub fn deposit_and_stake(
    ctx: &mut Context<DepositAndStake>,
    number: u64,
    lock: u8,
    args: DepositArgs,
) -> Result<()> {
    let clock = clock()?;
    require_not_expired(&clock, args.valid_until_slot)?;
    let now = clock.slot;
    let accounts = &mut ctx.accounts;
    let (pool, farm, position) = (&mut accounts.pool, &mut accounts.farm, &mut accounts.position);

    let tokens = PoolTokens::load(pool, &accounts.mint_a, &accounts.mint_b, &clock)?;
    let plan = DepositPlan::new(pool, &tokens, args.max_amount_a, args.max_amount_b)?;
    require_at_least(plan.outcome.lp_minted, args.min_lp)?;

    pool.observe(now);
    pool.set_books(&plan.outcome.books);
    let owner = accounts.owner.account();
    let lock = lock_choice(&farm.lock_choices, lock)?;
    let new = NewPosition {
        farm: *farm.address(),
        owner: *owner.address(),
        number,
        lp_amount: plan.outcome.lp_minted,
        multiplier: lock.multiplier,
        locked_until_slot: now.saturating_add(lock.slots),
        locked_worth: 0,
        bump: ctx.bumps.position,
    };
    farm.enter(position, new, now)?;

    move_tokens(
        [
            Move::Transfer {
                token: tokens.a,
                from: accounts.owner_a.account(),
                to: accounts.vault_a.account(),
                authority: owner,
                amount: plan.sent_a,
            },
            Move::Transfer {
                token: tokens.b,
                from: accounts.owner_b.account(),
                to: accounts.vault_b.account(),
                authority: owner,
                amount: plan.sent_b,
            },
            Move::Mint {
                mint: accounts.lp_mint.account(),
                to: accounts.stake_vault.account(),
                authority: pool.account(),
                amount: plan.outcome.lp_minted,
            },
        ],
        &[(&pool.signer_seeds().as_seeds()).into()],
    )?;

    LiquidityChanged::deposit(pool, owner.address(), &plan).log();
    StakeChanged::stake(farm, position).log();
    Ok(())
}
