//! Which mints a pool takes: every extension of Token-2022, on either side.

use program_tests::actors::{ALICE, CREATOR, MALLORY};
use program_tests::calls::{create_pool, deposit, swap, withdraw};
use program_tests::error::LiquidityError;
use program_tests::token::{self, extended, extension};
use program_tests::{PURSE, PoolKeys, World, mints, named};
use solana_account::Account;
use solana_address::Address;

/// The mint whose account these tests replace.
const TESTED: Address = mints::PLAIN_2022;
const ISSUER: Address = named("issuer");

fn plain() -> Account {
    token::mint(PURSE * 12, 6, &mints::FREEZER)
}

fn mint_with(extensions: &[(u16, Vec<u8>)]) -> Account {
    extended(plain(), 1, extensions)
}

/// Worlds with a config, with the mint in place, and the keys of a pool with it as token B and as A.
fn both_sides(mint: &Account) -> [(World, PoolKeys); 2] {
    let mut world = World::with_empty_pools();
    world.put(TESTED, mint.clone());
    let config = world.keys.config;
    [PoolKeys::new(config, mints::A, TESTED), PoolKeys::new(config, TESTED, mints::FEE_2022)]
        .map(|keys| (world.clone(), keys))
}

fn refuse(mint: &Account, error: LiquidityError, what: &str) {
    for (mut world, keys) in both_sides(mint) {
        world.refuse_as(&create_pool(&keys, CREATOR), error, what);
    }
}

/// Makes a pool and goes through its life with it.
fn accept(mint: &Account) {
    for (mut world, keys) in both_sides(mint) {
        world.create_pool(keys.mint_a, keys.mint_b, None);
        world.send(&deposit(&keys, ALICE, 4_000_000_000, 9_000_000_000));
        for a_to_b in [true, false] {
            world.send(&swap(&keys, MALLORY, a_to_b, 1_000_000));
        }
        let lp = world.purse(ALICE, keys.lp_mint);
        world.send(&withdraw(&keys, ALICE, lp));
        world.check_books();
    }
}

/// Those that change nothing about who can move tokens, as Token-2022 lays them out.
fn harmless() -> Vec<(u16, Vec<u8>)> {
    let pointer = [ISSUER.as_ref(), TESTED.as_ref()].concat();
    let interest = [ISSUER.as_ref(), &[0; 20]].concat();
    let metadata = [ISSUER.as_ref(), TESTED.as_ref(), &[0; 16]].concat();
    let group = [ISSUER.as_ref(), TESTED.as_ref(), &[0; 16]].concat();
    let member = [TESTED.as_ref(), ISSUER.as_ref(), &[0; 8]].concat();
    vec![
        (extension::INTEREST_BEARING_CONFIG, interest),
        (extension::METADATA_POINTER, pointer.clone()),
        (extension::TOKEN_METADATA, metadata),
        (extension::GROUP_POINTER, pointer.clone()),
        (extension::TOKEN_GROUP, group),
        (extension::GROUP_MEMBER_POINTER, pointer),
        (extension::TOKEN_GROUP_MEMBER, member),
        // Nobody could ever name a program.
        (extension::TRANSFER_HOOK, vec![0; 64]),
        // New accounts begin as they always do.
        (extension::DEFAULT_ACCOUNT_STATE, vec![1]),
    ]
}

/// Those refused, each with a value and its name.
fn harmful() -> Vec<(u16, Vec<u8>, LiquidityError)> {
    let hook = |authority: Address, program: Address| {
        (extension::TRANSFER_HOOK, [authority.as_ref(), program.as_ref()].concat())
    };
    let none = Address::default();
    let hooks = [hook(ISSUER, none), hook(none, ISSUER), hook(ISSUER, ISSUER)];
    let hooks = hooks.map(|(kind, value)| (kind, value, LiquidityError::RefusedTransferHook));
    let confidential = LiquidityError::RefusedConfidentialTransfer;
    let frozen = LiquidityError::RefusedDefaultFrozen;
    let mut all = hooks.to_vec();
    all.extend([
        (
            extension::PERMANENT_DELEGATE,
            ISSUER.to_bytes().to_vec(),
            LiquidityError::RefusedPermanentDelegate,
        ),
        (extension::NON_TRANSFERABLE, vec![], LiquidityError::RefusedNonTransferable),
        (extension::PAUSABLE, vec![0; 33], LiquidityError::RefusedPausable),
        (extension::DEFAULT_ACCOUNT_STATE, vec![2], frozen),
        (extension::DEFAULT_ACCOUNT_STATE, vec![0], frozen),
        (extension::DEFAULT_ACCOUNT_STATE, vec![], frozen),
        (extension::CONFIDENTIAL_TRANSFER_MINT, vec![0; 65], confidential),
        (extension::CONFIDENTIAL_TRANSFER_FEE_CONFIG, vec![0; 129], confidential),
        (extension::CONFIDENTIAL_MINT_BURN, vec![0; 196], confidential),
        (
            extension::MINT_CLOSE_AUTHORITY,
            ISSUER.to_bytes().to_vec(),
            LiquidityError::RefusedMintCloseAuthority,
        ),
        (extension::SCALED_UI_AMOUNT, vec![0; 56], LiquidityError::RefusedExtension),
    ]);
    // Those of accounts have no place on a mint, and the next numbers are not known.
    let unknown = [2, 5, 7, 8, 11, 13, 15, 17, 27, 28, 29, 999, u16::MAX];
    all.extend(unknown.map(|kind| (kind, vec![0; 8], LiquidityError::RefusedExtension)));
    all
}

#[test]
fn harmless_extensions_are_accepted_alone_and_together() {
    for one in harmless() {
        accept(&mint_with(&[one]));
    }
    accept(&mint_with(&harmless()));
    accept(&mint_with(&[]));
}

#[test]
fn every_harmful_extension_is_refused_by_its_name() {
    for (kind, value, error) in harmful() {
        let what = format!("extension {kind}");
        refuse(&mint_with(&[(kind, value.clone())]), error, &what);
        // Not only the first one is looked at.
        let mut last = harmless();
        last.push((kind, value));
        refuse(&mint_with(&last), error, &what);
    }
}

#[test]
fn what_is_cut_off_is_no_mint_and_padding_is_no_extension() {
    let whole = mint_with(&[(extension::METADATA_POINTER, vec![0; 64])]);
    for missing in 1..=64 {
        let mut cut = whole.clone();
        cut.data.truncate(whole.data.len() - missing);
        refuse(&cut, LiquidityError::NotAMint, "a value cut off");
    }
    // Bytes too few for a head, and a head of zeros, end the list.
    for padding in [1, 3, 4, 40] {
        let mut padded = whole.clone();
        padded.data.resize(whole.data.len() + padding, 0);
        accept(&padded);
    }
}

#[test]
fn what_is_no_mint_is_refused() {
    let wrong = LiquidityError::NotAMint;
    let of_2022 = |mut account: Account| {
        account.owner = program_tests::address::TOKEN_2022;
        account
    };
    refuse(&token::account(&TESTED, &ALICE, 5), wrong, "a token account");
    refuse(&of_2022(token::account(&TESTED, &ALICE, 5)), wrong, "a token account of Token-2022");
    let extended_account = extended(
        token::account(&TESTED, &ALICE, 5),
        2,
        &[(extension::TRANSFER_FEE_AMOUNT, vec![0; 8])],
    );
    refuse(&extended_account, wrong, "a token account with extensions");
    let change = |mut account: Account, change: fn(&mut Account)| {
        change(&mut account);
        account
    };
    for mint in [plain(), of_2022(plain())] {
        refuse(&change(mint.clone(), |mint| mint.data[45] = 0), wrong, "not initialised");
        refuse(&change(mint.clone(), |mint| mint.data.truncate(81)), wrong, "a byte short");
        refuse(&change(mint.clone(), |mint| mint.data.push(0)), wrong, "a byte long");
        refuse(&change(mint.clone(), |mint| mint.data.clear()), wrong, "empty");
        refuse(&change(mint, |mint| mint.owner = MALLORY), wrong, "of no token program");
    }
    // SPL Token knows no extensions.
    let mut classic = mint_with(&harmless());
    classic.owner = program_tests::address::TOKEN_PROGRAM;
    refuse(&classic, wrong, "extensions under SPL Token");
}
