//! Token accounts, which both token programs lay out alike: mint, owner, amount.

use anchor_lang::prelude::*;

use crate::error::LiquidityError;

const OWNER_AT: usize = 32;
const AMOUNT_AT: usize = 64;
const END_OF_AMOUNT: usize = 72;

/// Whether `view` is a token account of `mint`, under `program`, that `owner` holds. What else could
/// have such bytes, the token program refuses when it is paid.
pub(super) fn is_held_by(
    view: &AccountView,
    program: &Address,
    mint: &Address,
    owner: &Address,
) -> bool {
    view.owned_by(program)
        && view.try_borrow().is_ok_and(|data| {
            data.get(..OWNER_AT) == Some(mint.as_ref())
                && data.get(OWNER_AT..AMOUNT_AT) == Some(owner.as_ref())
        })
}

/// What a token account holds, in base units. Only for what is about to be emptied and closed, and for
/// surplus: books, never balances, say what belongs to whom.
///
/// # Errors
/// `WrongVault`, when it is no token account.
pub fn balance_of(view: &AccountView) -> Result<u64> {
    let data = view.try_borrow()?;
    let amount = data.get(AMOUNT_AT..END_OF_AMOUNT).and_then(|bytes| bytes.try_into().ok());
    Ok(amount.map(u64::from_le_bytes).ok_or(LiquidityError::WrongVault)?)
}
