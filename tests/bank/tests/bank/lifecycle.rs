//! A pool, its farm and a campaign from their creation until all have left, on the validator's bank:
//! every token and every lamport is accounted for.

use agave_feature_set::{
    account_data_direct_mapping, disable_sbpf_v0_execution, virtual_address_space_adjustments,
};
use bank_tests::{Chain, LAMPORTS, SIGNATURE_FEE, actor};
use program_tests::address::{self, PoolKeys, reward_vault};
use program_tests::books::{Campaign, Config, Farm, Pool};
use program_tests::calls::{self, NewCampaign};
use program_tests::error::LiquidityError;
use program_tests::{PURSE, mints, oracle};
use solana_address::Address;
use solana_instruction::error::InstructionError;
use solana_keypair::Keypair;
use solana_signer::Signer;
use solana_transaction_error::TransactionError;

const TERMS: [u32; 3] = [3_000, 200_000, 100_000];

/// What each has paid to the bank for signatures and still has in accounts.
#[derive(Default)]
struct Spent {
    fees: u64,
    rent: u64,
}

async fn expect_lamports(chain: &mut Chain, who: &Keypair, spent: &Spent) {
    let left = chain.lamports(&who.pubkey()).await;
    assert_eq!(left, LAMPORTS - spent.fees - spent.rent);
}

/// The last slot that the farm has counted: the one in which it was touched last.
async fn touched(chain: &mut Chain, keys: &PoolKeys) -> u64 {
    chain.books::<Farm>(&keys.farm).await.last_slot
}

/// Tokens of the pool, and of the reward.
const SPL: [Address; 3] = [mints::A, mints::B, mints::REWARD];
const TOKEN_2022: [Address; 3] = [mints::A, mints::PLAIN_2022, mints::FEE_2022];

async fn run(to_come: &[Address], [mint_a, mint_b, reward]: [Address; 3]) {
    let [admin, creator, alice, bob, trader, funder] = [1, 2, 3, 4, 5, 6].map(actor);
    let everyone = [&admin, &creator, &alice, &bob, &trader, &funder].map(|who| who.pubkey());
    let keys = PoolKeys::new(address::config(&admin.pubkey(), 0), mint_a, mint_b);
    let mut chain = Chain::start(to_come, &everyone, &[keys.lp_mint]).await;

    // Creation: whoever creates pays exactly the rent of what is created, and one signature each.
    let config = calls::create_config(admin.pubkey(), 0, TERMS[0], TERMS[1], TERMS[2]);
    chain.send(&config, &admin).await;
    let mut of_admin = Spent { fees: SIGNATURE_FEE, rent: chain.rent_of(&[keys.config]).await };
    expect_lamports(&mut chain, &admin, &of_admin).await;
    chain.send(&calls::create_pool(&keys, creator.pubkey()), &creator).await;
    let created =
        [keys.pool, keys.vault_a, keys.vault_b, keys.lp_mint, keys.farm, keys.stake_vault];
    let mut of_creator = Spent { fees: SIGNATURE_FEE, rent: chain.rent_of(&created).await };
    expect_lamports(&mut chain, &creator, &of_creator).await;

    // Deposits and a stake, then a campaign that starts at once.
    for who in [&alice, &bob] {
        chain.send(&calls::deposit(&keys, who.pubkey(), 4_000_000_000, 9_000_000_000), who).await;
    }
    let lp = chain.purse(&bob.pubkey(), &keys.lp_mint).await;
    assert_eq!(chain.purse(&alice.pubkey(), &keys.lp_mint).await, lp - 1_000);
    chain.send(&calls::stake(&keys, alice.pubkey(), 0, 3_000_000), &alice).await;
    let position = address::position(&keys.farm, &alice.pubkey(), 0);
    let mut of_alice = Spent { fees: 2 * SIGNATURE_FEE, rent: chain.rent_of(&[position]).await };
    expect_lamports(&mut chain, &alice, &of_alice).await;
    let new = NewCampaign {
        farm: keys.farm,
        funder: funder.pubkey(),
        refundee: funder.pubkey(),
        reward_mint: reward,
        number: 0,
        amount: 1_000_003,
        start_slot: 0,
        duration_slots: 1_000,
    };
    chain.send(&calls::create_campaign(&new), &funder).await;
    let campaign = address::campaign(&keys.farm, 0);
    let mut of_funder = Spent {
        fees: SIGNATURE_FEE,
        rent: chain.rent_of(&[campaign, reward_vault(&campaign)]).await,
    };
    expect_lamports(&mut chain, &funder, &of_funder).await;
    let start = touched(&mut chain, &keys).await;
    let books: Campaign = chain.books(&campaign).await;
    assert_eq!((books.start_slot, books.end_slot), (start, start + 1_000));
    let funded = books.funded;

    // BOB joins 100 slots later, and a trader swaps both ways.
    chain.warp_to(start + 100);
    chain.send(&calls::stake(&keys, bob.pubkey(), 0, 1_000_000), &bob).await;
    let joined = touched(&mut chain, &keys).await;
    assert!(joined >= start + 100);
    for a_to_b in [true, false] {
        chain.send(&calls::swap(&keys, trader.pubkey(), a_to_b, 123_456_789), &trader).await;
    }
    expect_lamports(&mut chain, &trader, &Spent { fees: 2 * SIGNATURE_FEE, rent: 0 }).await;

    // ALICE claims in the middle: exactly her share so far.
    chain.warp_to(joined + 200);
    let claim = |owner: &Keypair| {
        calls::claim(keys.farm, campaign, reward, owner.pubkey(), owner.pubkey(), 0)
    };
    let arriving = |sent: u64| {
        if program_tests::mints::is_2022(&reward) && reward != mints::PLAIN_2022 {
            program_tests::FEE.arriving(sent)
        } else {
            sent
        }
    };
    chain.send(&claim(&alice), &alice).await;
    let now = touched(&mut chain, &keys).await;
    let alone = [(joined - start, 3_000_000)];
    let together = |until: u64| [alone[0], (until - joined, 4_000_000)];
    let owed = |until| oracle::earned(3_000_000, &together(until), funded, 1_000);
    let mut paid = owed(now);
    let mut came = arriving(paid);
    assert_eq!(chain.purse(&alice.pubkey(), &reward).await, PURSE + came);
    of_alice.fees += SIGNATURE_FEE;
    expect_lamports(&mut chain, &alice, &of_alice).await;

    // A claim that has nothing to pay in its slot is refused. It costs its sender the fee and
    // changes nothing else.
    let before = chain.account(&position).await;
    let late = calls::deposit_bounded(&keys, alice.pubkey(), [1_000, 1_000, 0, 1]);
    let refused = chain.try_send(&late, &alice).await;
    let expired: InstructionError = LiquidityError::Expired.into();
    assert_eq!(refused, Err(TransactionError::InstructionError(0, expired)));
    assert_eq!(chain.account(&position).await, before);

    // After the end both leave with their liquidity; nothing of the reward stands in the way.
    chain.warp_to(start + 5_000);
    for who in [&alice, &bob] {
        chain.send(&calls::unstake_and_withdraw(&keys, who.pubkey(), 0), who).await;
        let rest = chain.purse(&who.pubkey(), &keys.lp_mint).await;
        chain.send(&calls::withdraw(&keys, who.pubkey(), rest), who).await;
        chain.send(&claim(who), who).await;
        chain.send(&calls::close_position(keys.farm, who.pubkey(), 0), who).await;
    }
    let end = start + 1_000;
    let rest = owed(end) - paid;
    came += arriving(rest);
    paid += rest;
    assert_eq!(chain.purse(&alice.pubkey(), &reward).await, PURSE + came);
    let of_bob = oracle::earned(1_000_000, &[(end - joined, 4_000_000)], funded, 1_000);
    assert_eq!(chain.purse(&bob.pubkey(), &reward).await, PURSE + arriving(of_bob));
    let books: Campaign = chain.books(&campaign).await;
    assert_eq!(books.paid, paid + of_bob);

    // What nobody earned goes back, and so does all rent but that of the pool and its config.
    let close =
        calls::close_campaign(keys.farm, campaign, reward, funder.pubkey(), funder.pubkey());
    chain.send(&close, &funder).await;
    assert_eq!(chain.find(&campaign).await, None);
    assert_eq!(chain.find(&reward_vault(&campaign)).await, None);
    of_funder = Spent { fees: 2 * SIGNATURE_FEE, rent: 0 };
    expect_lamports(&mut chain, &funder, &of_funder).await;
    let back = arriving(funded - paid - of_bob);
    assert_eq!(chain.purse(&funder.pubkey(), &reward).await, PURSE - 1_000_003 + back);
    // BOB: a deposit, a stake, and the four of leaving. ALICE: a claim and a refusal more; what is
    // refused in a dry run is not sent, and costs nothing.
    let refusal = chain.lamports(&alice.pubkey()).await;
    assert!([7, 8].map(|sent| LAMPORTS - sent * SIGNATURE_FEE).contains(&refusal), "{refusal}");
    expect_lamports(&mut chain, &bob, &Spent { fees: 6 * SIGNATURE_FEE, rent: 0 }).await;
    assert_eq!(chain.find(&position).await, None);

    // Fees to whom they belong; then nothing is left but the share of the locked minimum.
    chain.send(&calls::collect_protocol_fees(&keys, admin.pubkey()), &admin).await;
    chain.send(&calls::collect_creator_fees(&keys, creator.pubkey()), &creator).await;
    of_admin.fees += SIGNATURE_FEE;
    of_creator.fees += SIGNATURE_FEE;
    expect_lamports(&mut chain, &admin, &of_admin).await;
    expect_lamports(&mut chain, &creator, &of_creator).await;
    let pool: Pool = chain.books(&keys.pool).await;
    assert_eq!(pool.lp_supply, 1_000);
    assert_eq!(chain.balance(&keys.vault_a).await, pool.reserve_a);
    assert_eq!(chain.balance(&keys.vault_b).await, pool.reserve_b);
    assert_eq!(chain.balance(&keys.stake_vault).await, 0);
    let farm: Farm = chain.books(&keys.farm).await;
    assert_eq!((farm.staked_lp, farm.total_weight, farm.boundary_count), (0, 0, 0));
    // What came in and did not go out is there, and in nobody's purse.
    for (mint, reserve) in [(keys.mint_a, pool.reserve_a), (keys.mint_b, pool.reserve_b)] {
        if mints::is_2022(&mint) {
            continue;
        }
        let mut held = reserve;
        for who in &everyone {
            held += chain.purse(who, &mint).await;
        }
        assert_eq!(held, PURSE * everyone.len() as u64, "{mint}");
    }
}

#[tokio::test]
async fn everyone_comes_and_leaves_on_the_bank_with_spl_tokens() {
    run(&[], SPL).await;
}

#[tokio::test]
async fn everyone_comes_and_leaves_on_the_bank_with_tokens_of_token_2022() {
    run(&[], TOKEN_2022).await;
}

/// SIMD-0460 maps arguments and the stack otherwise; direct mapping of account data comes on top of
/// it.
#[tokio::test]
async fn everyone_comes_and_leaves_under_simd_0460_and_with_account_data_mapped_directly() {
    let adjusted = virtual_address_space_adjustments::ID;
    for to_come in [&[adjusted][..], &[adjusted, account_data_direct_mapping::ID]] {
        for mints in [SPL, TOKEN_2022] {
            run(to_come, mints).await;
        }
    }
}

/// The bank's own token programs are of version 0, so without it there are no tokens to trade. Only
/// what calls no token program can be run.
#[tokio::test]
async fn the_program_runs_where_version_0_does_not() {
    let admin = actor(1);
    let owners = [admin.pubkey()];
    let mut chain = Chain::start(&[disable_sbpf_v0_execution::ID], &owners, &[]).await;
    let keys = PoolKeys::new(address::config(&admin.pubkey(), 0), mints::A, mints::B);
    let call = calls::create_config(admin.pubkey(), 0, TERMS[0], TERMS[1], TERMS[2]);
    chain.send(&call, &admin).await;
    let config: Config = chain.books(&keys.config).await;
    assert_eq!(config.admin.to_bytes(), admin.pubkey().to_bytes());
    let refused = chain.try_send(&calls::create_pool(&keys, admin.pubkey()), &admin).await;
    let unsupported = InstructionError::UnsupportedProgramId;
    assert_eq!(refused, Err(TransactionError::InstructionError(0, unsupported)));
}
