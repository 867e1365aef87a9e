// Goes into the copy of the program as its module `mutant`: which of the mutants is on, and the
// framework's account types whose check a mutant can turn off.
use anchor_lang::prelude::*;
use anchor_lang::{AnchorAccount, Id};

/// The bytes that the runner looks for in the build, and after them the number of the mutant that is
/// on; 0 for none.
#[repr(C)]
struct Active {
    mark: [u8; 16],
    number: u32,
}

static ACTIVE: Active = Active { mark: *b"THE MUTANT IS NO", number: 0 };

/// Whether mutant `number` is on.
#[inline(always)]
pub fn on(number: u32) -> bool {
    // Volatile, or the compiler would take the number for the constant that it is to it.
    // SAFETY: a reference to a static is valid to read.
    unsafe { core::ptr::read_volatile(&ACTIVE.number) == number }
}

/// A signer, or with mutant `N` anyone.
pub struct SignerUnless<const N: u32> {
    view: AccountView,
}

impl<const N: u32> SignerUnless<N> {
    #[inline(always)]
    pub fn address(&self) -> &Address {
        self.view.address()
    }
}

impl<const N: u32> AnchorAccount for SignerUnless<N> {
    type Data = AccountView;
    const IS_SIGNER: bool = true;

    #[inline(always)]
    fn load(view: AccountView) -> core::result::Result<Self, ProgramError> {
        if !on(N) {
            Signer::load(view)?;
        }
        Ok(Self { view })
    }

    #[inline(always)]
    unsafe fn load_mut(view: AccountView) -> core::result::Result<Self, ProgramError> {
        if !on(N) {
            // SAFETY: what this function's caller promised.
            unsafe { Signer::load_mut(view)? };
        }
        Ok(Self { view })
    }

    #[inline(always)]
    fn account(&self) -> &AccountView {
        &self.view
    }
}

impl<const N: u32> core::ops::Deref for SignerUnless<N> {
    type Target = AccountView;
    fn deref(&self) -> &AccountView {
        &self.view
    }
}

/// The program `T`, or with mutant `N` whatever account.
pub struct ProgramUnless<const N: u32, T: Id> {
    view: AccountView,
    program: core::marker::PhantomData<T>,
}

impl<const N: u32, T: Id> AnchorAccount for ProgramUnless<N, T> {
    type Data = AccountView;

    #[inline(always)]
    fn load(view: AccountView) -> core::result::Result<Self, ProgramError> {
        if !on(N) {
            Program::<T>::load(view)?;
        }
        Ok(Self { view, program: core::marker::PhantomData })
    }

    #[inline(always)]
    fn account(&self) -> &AccountView {
        &self.view
    }
}

impl<const N: u32, T: Id> core::ops::Deref for ProgramUnless<N, T> {
    type Target = AccountView;
    fn deref(&self) -> &AccountView {
        &self.view
    }
}
