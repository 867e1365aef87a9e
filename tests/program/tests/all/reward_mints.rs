//! Rewards by kind of mint: Token-2022 plain and with a transfer fee, the refused extensions, and
//! rewards that are the pool's own tokens.

use program_tests::actors::{ALICE, BOB, CRANK, FUNDER, MALLORY, REFUNDEE};
use program_tests::address::{PROGRAM, TOKEN_2022, TOKEN_PROGRAM, named, reward_vault};
use program_tests::calls::{
    NewCampaign, claim, close_position, collect_campaign, create_campaign, top_up,
};
use program_tests::error::{LiquidityError, TokenError};
use program_tests::event::{CampaignCollected, CampaignCreated, CampaignToppedUp, RewardClaimed};
use program_tests::token::{self, TransferFee, extended, fee_config, wallet};
use program_tests::{FEE, PURSE, START, World, mints};
use solana_address::Address;

use crate::lookalikes::{check, lookalike};

fn withheld(world: &World, account: &Address) -> u64 {
    token::withheld(&world.account(account))
}

/// From creation to close, and every base unit is somewhere.
fn whole_life(mint: Address, fee: TransferFee) {
    let mut world = World::new();
    let farm = world.keys.farm;
    let funded = fee.arriving(1_000_000);
    let new = NewCampaign { reward_mint: mint, ..world.next_campaign(1_000_000, 0, 1_000) };
    let created: CampaignCreated = world.send(&create_campaign(&new)).event();
    let campaign = created.campaign;
    let vault = reward_vault(&campaign);
    let books = world.campaign(&campaign);
    // The books are in what arrived, and so is the rate.
    assert_eq!((created.amount, books.funded, books.rate_amount), (funded, funded, funded));
    assert_eq!((books.rate_slots, books.is_token_2022, books.decimals), (1_000, 1, 6));
    assert_eq!((world.balance(&vault), withheld(&world, &vault)), (funded, fee.of(1_000_000)));
    assert_eq!(world.purse(FUNDER, mint), PURSE - 1_000_000);

    world.pass(100); // idle
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    // Paid gross out of the vault; the fee is the receiver's.
    let per_slot = funded / 1_000;
    let receipt = world.send(&claim(farm, campaign, mint, CRANK, ALICE, 0));
    assert_eq!(receipt.event::<RewardClaimed>().amount, 100 * per_slot);
    assert_eq!(world.campaign(&campaign).paid, 100 * per_slot);
    assert_eq!(world.purse(ALICE, mint), PURSE + fee.arriving(100 * per_slot));
    assert_eq!(withheld(&world, &wallet(&ALICE, &mint)), fee.of(100 * per_slot));
    assert_eq!(world.balance(&vault), funded - 100 * per_slot);
    world.check_books();

    // What arrives is what the slots cost at the campaign's own rate; the fee comes on top.
    let cost = 200 * per_slot;
    let sent = (cost..).find(|sent| fee.arriving(*sent) >= cost).expect("there is one");
    let before = world.purse(MALLORY, mint);
    let one_less = top_up(farm, campaign, mint, MALLORY, 200, sent - 1);
    world.refuse(&one_less, LiquidityError::AboveMaximum);
    let receipt = world.send(&top_up(farm, campaign, mint, MALLORY, 200, sent));
    let event: CampaignToppedUp = receipt.event();
    assert_eq!((event.amount, event.funded), (cost, funded + cost));
    assert_eq!(world.purse(MALLORY, mint), before - sent);
    assert_eq!(world.balance(&vault), funded - 100 * per_slot + cost);
    let books = world.campaign(&campaign);
    assert_eq!(
        (books.rate_amount, books.rate_slots, books.end_slot),
        (funded, 1_000, START + 1_200)
    );

    world.pass(1_000);
    assert_eq!(world.claim(campaign, ALICE, 0), fee.arriving(1_000 * per_slot));
    // The idle slots go back, less the fee.
    let event: CampaignCollected = world.send(&world.collect_call(campaign)).event();
    assert_eq!((event.amount, event.refunded), (100 * per_slot, 100 * per_slot));
    assert_eq!(world.purse(REFUNDEE, mint), PURSE + fee.arriving(100 * per_slot));
    assert_eq!(world.balance(&vault), 0);
    world.check_books();

    // What was withheld in the vault goes to the mint, or the vault could not be closed.
    let in_vault = withheld(&world, &vault);
    assert_eq!(in_vault, fee.of(1_000_000) + fee.of(sent));
    let lamports = world.lamports(&FUNDER);
    let rent = world.lamports(&campaign) + world.lamports(&vault);
    world.send(&world.close_campaign_call(campaign));
    assert!(world.is_gone(&campaign) && world.is_gone(&vault));
    assert_eq!(world.lamports(&FUNDER), lamports + rent);
    assert_eq!(withheld(&world, &mint), in_vault);
    world.unstake(ALICE, 0);
    world.send(&close_position(farm, ALICE, 0));
    world.check_books();
}

#[test]
fn a_plain_token_2022_is_streamed_whole() {
    whole_life(mints::PLAIN_2022, TransferFee { basis_points: 0, maximum: 0 });
}

#[test]
fn a_token_with_a_transfer_fee_is_streamed_by_what_arrives() {
    whole_life(mints::FEE_2022, FEE);
}

#[test]
fn a_rate_is_judged_by_what_arrives() {
    let mut world = World::new();
    let base = NewCampaign { reward_mint: mints::FEE_2022, ..world.next_campaign(0, 0, 990) };
    // 1 % of 999 is 10, rounded up: 989 arrive for 990 slots.
    let thin = NewCampaign { amount: 999, ..base };
    world.refuse(&create_campaign(&thin), LiquidityError::RateTooLow);
    world.send(&create_campaign(&NewCampaign { amount: 1_000, ..base }));
}

/// From here on every transfer of the token costs this.
fn set_fee(world: &mut World, mint: Address, fee: TransferFee) {
    // After the mint itself, the kind of account and the head of the only extension.
    const EXTENSION_AT: usize = 165 + 1 + 4;
    let mut account = world.account(&mint);
    let fees = fee_config(&mints::FREEZER, fee, fee, 0);
    // What was withheld so far, between authorities and fees, stays.
    let (authorities, rates) = (EXTENSION_AT..EXTENSION_AT + 64, EXTENSION_AT + 72);
    account.data[authorities].copy_from_slice(&fees[..64]);
    account.data[rates..EXTENSION_AT + fees.len()].copy_from_slice(&fees[72..]);
    world.put(mint, account);
}

/// The fee that holds is the epoch's, read at every transfer.
#[test]
fn a_fee_that_changes_during_a_campaign_changes_no_books() {
    let mut world = World::new();
    let farm = world.keys.farm;
    let mint = mints::FEE_2022;
    let campaign = world.fund_in(mint, 1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    let tenfold = TransferFee { basis_points: 1_000, maximum: u64::MAX };
    set_fee(&mut world, mint, tenfold);

    assert_eq!(world.claim(campaign, ALICE, 0), tenfold.arriving(99_000));
    assert_eq!(world.campaign(&campaign).paid, 99_000);
    let cost = 99_000;
    world.refuse(&top_up(farm, campaign, mint, FUNDER, 100, 109_999), LiquidityError::AboveMaximum);
    world.send(&top_up(farm, campaign, mint, FUNDER, 100, 110_000));
    assert_eq!(world.campaign(&campaign).funded, 990_000 + cost);
    world.pass(1_000);
    world.claim(campaign, ALICE, 0);
    assert_eq!(world.campaign(&campaign).paid, 990_000 + cost);
    world.send(&world.close_campaign_call(campaign));
    world.check_books();
}

/// A fee of everything pays nothing out, and keeps nobody from settling and leaving.
#[test]
fn a_fee_of_everything_stops_no_exit() {
    let mut world = World::new();
    let mint = mints::FEE_2022;
    let campaign = world.fund_in(mint, 1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(1_000);
    let all = TransferFee { basis_points: 10_000, maximum: u64::MAX };
    set_fee(&mut world, mint, all);
    world.unstake(ALICE, 0);
    assert_eq!(world.claim(campaign, ALICE, 0), 0);
    world.send(&close_position(world.keys.farm, ALICE, 0));
    world.send(&world.close_campaign_call(campaign));
    world.check_books();
}

/// A mint of Token-2022 with one extension, and FUNDER's account of it.
fn extended_mint(world: &mut World, kind: u16, value: Vec<u8>) -> Address {
    let mint = named("a mint with an extension");
    let plain = token::mint(PURSE, 6, &mints::FREEZER);
    world.put(mint, extended(plain, 1, &[(kind, value)]));
    let holding = extended(token::account(&mint, &FUNDER, PURSE), 2, &[]);
    world.put(wallet(&FUNDER, &mint), holding);
    mint
}

#[test]
fn extensions_that_could_take_stop_or_hide_a_reward_are_refused() {
    let key = || vec![7; 32];
    for (kind, value, refusal) in [
        (3, key(), LiquidityError::RefusedMintCloseAuthority),
        (4, vec![0; 65], LiquidityError::RefusedConfidentialTransfer),
        (6, vec![2], LiquidityError::RefusedDefaultFrozen),
        (9, vec![], LiquidityError::RefusedNonTransferable),
        (12, key(), LiquidityError::RefusedPermanentDelegate),
        (14, vec![7; 64], LiquidityError::RefusedTransferHook),
        // A program, or somebody who could name one.
        (14, [vec![0; 32], key()].concat(), LiquidityError::RefusedTransferHook),
        (14, [key(), vec![0; 32]].concat(), LiquidityError::RefusedTransferHook),
        (16, vec![0; 129], LiquidityError::RefusedConfidentialTransfer),
        (24, vec![0; 196], LiquidityError::RefusedConfidentialTransfer),
        (26, vec![0; 33], LiquidityError::RefusedPausable),
        // Scaled amounts, permissioned burns and what is to come.
        (25, vec![0; 56], LiquidityError::RefusedExtension),
        (27, vec![0; 8], LiquidityError::RefusedExtension),
        (999, vec![0; 8], LiquidityError::RefusedExtension),
    ] {
        let mut world = World::new();
        let mint = extended_mint(&mut world, kind, value);
        let new = NewCampaign { reward_mint: mint, ..world.next_campaign(1_000, 0, 10) };
        let call = create_campaign(&new).with("token_program", TOKEN_2022);
        world.refuse_as(&call, refusal, &format!("extension {kind}"));
    }
}

#[test]
fn harmless_extensions_are_accepted() {
    for (kind, value) in [
        // A hook that neither is nor can ever be; accounts that begin thawed; interest.
        (6, vec![1]),
        (10, vec![0; 52]),
        (18, vec![0; 64]),
        (19, vec![0; 80]),
        (20, vec![0; 64]),
        (22, vec![0; 64]),
    ] {
        let mut world = World::new();
        let mint = extended_mint(&mut world, kind, value);
        let new = NewCampaign { reward_mint: mint, ..world.next_campaign(1_000, 0, 10) };
        world.send(&create_campaign(&new).with("token_program", TOKEN_2022));
    }
}

#[test]
fn the_accounts_of_a_token_2022_reward_are_checked() {
    let mint = mints::FEE_2022;
    let mut world = World::new();
    let farm = world.keys.farm;
    let campaign = world.fund_in(mint, 1_000_000, 0, 1_000);
    let twin = world.twin(&mint, "a twin of the mint");
    world.pass(10);
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    let mut ended = world.clone();
    ended.pass(1_000);
    let collect = ended.collect_call(campaign);
    let mut settled = ended.clone();
    settled.claim(campaign, ALICE, 0);
    let close = settled.close_campaign_call(campaign);
    for (world, call) in [
        (&world, world.claim_call(campaign, ALICE, 0)),
        (&world, top_up(farm, campaign, mint, BOB, 10, u64::MAX)),
        (&ended, collect),
        (&settled, close),
    ] {
        for other in [PROGRAM, mints::PLAIN_2022, mints::FEE_2022_B, mints::A, twin] {
            let call = call.with("reward_mint", other);
            world.clone().refuse_as(&call, LiquidityError::WrongMint, call.name);
        }
        let program = call.with("token_program", TOKEN_PROGRAM);
        world.clone().refuse_as(&program, LiquidityError::WrongTokenProgram, call.name);
        world.clone().send(&call);
    }

    let new = NewCampaign { reward_mint: mint, ..world.next_campaign(1_000, 0, 10) };
    let call = create_campaign(&new);
    world.refuse(&call.with("token_program", TOKEN_PROGRAM), LiquidityError::WrongTokenProgram);
    // A mint that no token program owns, and one that was never initialized.
    let mut account = world.account(&mint);
    account.owner = PROGRAM;
    world.put(named("a mint of nobody"), account);
    let nobody = call.with("reward_mint", named("a mint of nobody"));
    world.refuse(&nobody, LiquidityError::WrongTokenProgram);
    let nobody = nobody.with("token_program", TOKEN_PROGRAM);
    world.refuse(&nobody, LiquidityError::NotAMint);
    let token_account = call.with("reward_mint", wallet(&BOB, &mint));
    world.refuse(&token_account, LiquidityError::NotAMint);
}

#[test]
fn every_account_of_a_claim_of_token_2022_is_checked() {
    let mint = mints::FEE_2022;
    let mut world = World::new();
    let campaign = world.fund_in(mint, 1_000_000, 0, 1_000);
    world.stake(ALICE, 0, 1_024);
    world.pass(10);
    let twin = world.twin(&reward_vault(&campaign), "a twin of the reward vault");
    let foreign = world.foreign_twin(&wallet(&ALICE, &mint), "a foreign twin");
    let wrong = LiquidityError::WrongRewardAccount;
    check(
        &world,
        &world.claim_call(campaign, ALICE, 0),
        &[
            lookalike("reward_vault", "a twin", twin, LiquidityError::WrongRewardVault),
            lookalike("owner_reward", "another owner's", wallet(&BOB, &mint), wrong),
            lookalike("owner_reward", "another mint's", wallet(&ALICE, &mints::FEE_2022_B), wrong),
            lookalike("owner_reward", "of no token program", foreign, wrong),
            lookalike(
                "token_program",
                "the other",
                TOKEN_PROGRAM,
                LiquidityError::WrongTokenProgram,
            ),
            lookalike("reward_mint", "another", mints::PLAIN_2022, LiquidityError::WrongMint),
        ],
    );
}

/// Pool, farm and campaigns hold the same mints in vaults of their own; books say whose is whose.
#[test]
fn a_reward_that_is_a_token_of_the_pool_is_nobody_elses() {
    let mut world = World::new();
    let keys = world.keys;
    let lp = keys.lp_mint;
    world.give(BOB, FUNDER, lp, 1_000_000);
    let (pool, supply) = (world.pool(), world.supply(&lp));
    let campaigns = [mints::A, mints::B, lp].map(|mint| world.fund_in(mint, 1_000_000, 0, 1_000));
    assert_eq!((world.pool(), world.supply(&lp)), (pool, supply));
    world.stake(ALICE, 0, 1_024);
    world.stake(BOB, 0, 1_024);
    assert_eq!(world.farm().staked_lp, 2_048);
    assert_eq!(world.balance(&keys.stake_vault), 2_048);
    // No vault can stand in for another of the same mint.
    for (campaign, vault) in
        campaigns.into_iter().zip([keys.vault_a, keys.vault_b, keys.stake_vault])
    {
        world.pass(1);
        let call = world.claim_call(campaign, ALICE, 0).with("reward_vault", vault);
        world.refuse(&call, LiquidityError::WrongRewardVault);
    }
    world.pass(997);
    for campaign in campaigns {
        assert_eq!(world.claim(campaign, ALICE, 0), 500_000);
        assert_eq!(world.claim(campaign, BOB, 0), 500_000);
        world.check_books();
    }
    assert_eq!((world.pool(), world.supply(&lp)), (pool, supply));
    assert_eq!(world.farm().staked_lp, 2_048);
    // The rewards themselves may be staked, and what is staked is no reward.
    world.stake(ALICE, 1, 500_000);
    for campaign in campaigns {
        let mint = world.campaign(&campaign).reward_mint;
        let call = collect_campaign(keys.farm, campaign, mint, REFUNDEE);
        world.refuse(&call, LiquidityError::NothingToCollect);
        world.send(&world.close_campaign_call(campaign));
    }
    assert_eq!(world.balance(&keys.stake_vault), 502_048);
    world.check_books();
}

/// LP tokens in a reward vault are in circulation: they are worth what others are.
#[test]
fn a_reward_vault_of_the_pools_fee_token_keeps_its_books_apart_from_the_pools() {
    let mut world = World::with_fee_token();
    let mint = mints::FEE_2022;
    let pool = world.pool();
    let campaign = world.fund_in(mint, 1_000_000, 0, 100);
    world.stake(ALICE, 0, 1_024);
    world.pass(100);
    assert_eq!(world.claim(campaign, ALICE, 0), FEE.arriving(990_000));
    assert_eq!(world.pool(), pool);
    world.send(&world.close_campaign_call(campaign));
    assert_eq!(withheld(&world, &mint), 10_000);
    world.check_books();
    let empty = NewCampaign { reward_mint: mint, ..world.next_campaign(PURSE + 1, 0, 10) };
    world.refuse(&create_campaign(&empty), TokenError::InsufficientFunds);
}
