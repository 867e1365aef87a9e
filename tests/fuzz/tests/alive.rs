//! Invariants are shown to fail: a bug is planted in the accounts, or in what the model believes, and
//! the check of that name must say so. `tools/planted` does the same with bugs in the program itself,
//! and for those that no account can break (A3, A5, A8, F4, S3, S6).

use program_fuzz::action::{Action, Verb};
use program_fuzz::failure::Failure;
use program_fuzz::setup::Chain;
use program_fuzz::state::State;
use program_tests::books::{Campaign, Farm, Pool, Position};
use program_tests::{mints, token};

fn action(verb: Verb, who: u8, size: u64) -> Action {
    Action { verb, who, pool: 0, pick: 1, size, extra: 15 << 40 | 1, twist: 0 }
}

/// Of any magnitude: a number of the kind that [`Action::amount`] reads as the most there is.
const MOST: u64 = 1;

/// A pool with liquidity, a campaign, two stakers, one of whom has left, and a few claims. Of SPL
/// tokens and without a fee, so that nothing hides behind one.
fn busy() -> State {
    let chain = Chain::plain();
    let is_plain = |state: &State| {
        let pool = &state.pools[0];
        [0, 1].iter().all(|side| !mints::is_2022(&pool.mint(*side)))
            && pool.terms == [3_000, 200_000, 100_000]
            && state.purse(state.actors[0], mints::REWARD) > 1 << 40
    };
    let mut state = (0..).map(|shape| chain.begin(shape)).find(is_plain).expect("some shape");
    for who in [0, 1, 2] {
        state.act(&action(Verb::Deposit, who, MOST)).expect("a deposit");
    }
    // 600 slots from now on, of the reward, with twice as much and more.
    let reward = Action {
        pick: 4,
        extra: 5 | 3 << 4 | 5 << 32 | 15 << 40,
        ..action(Verb::CreateCampaign, 0, MOST)
    };
    state.act(&reward).expect("a campaign");
    for who in [1, 2] {
        let stake = Action { extra: 15 << 40 | 5, ..action(Verb::Stake, who, MOST) };
        state.act(&stake).expect("a stake");
        state.world.pass(7);
    }
    state.act(&action(Verb::SwapIn, 0, 16 * 30 + 3)).expect("a swap");
    state.act(&Action { pick: 0, ..action(Verb::Claim, 1, 0) }).expect("a claim");
    state.act(&Action { pick: 0, ..action(Verb::Unstake, 1, 0) }).expect("a leave");
    let farm = &state.pools[0].farm;
    assert!(farm.stays.len() == 2 && farm.streams.len() == 1 && farm.streams[0].paid > 0);
    assert!(farm.stays[0].exit.is_some() && state.pools[0].protocol_fees != [0, 0]);
    state
}

#[track_caller]
fn breaks(invariant: &str, outcome: Result<(), Failure>) {
    let failure = outcome.expect_err("the planted bug was not seen");
    assert_eq!(failure.invariant, invariant, "{failure}");
}

/// Changes a state and expects the check to name what is broken.
#[track_caller]
fn planted(invariant: &str, plant: impl FnOnce(&mut State)) {
    let mut state = busy();
    state.check().expect("nothing is wrong before");
    plant(&mut state);
    breaks(invariant, state.check());
}

fn pool(state: &mut State, change: impl FnOnce(&mut Pool)) {
    let address = state.pools[0].keys.pool;
    state.world.corrupt(&address, change);
}

fn farm(state: &mut State, change: impl FnOnce(&mut Farm)) {
    let address = state.pools[0].keys.farm;
    state.world.corrupt(&address, change);
}

fn campaign(state: &mut State, change: impl FnOnce(&mut Campaign)) {
    let address = state.pools[0].farm.streams[0].address;
    state.accounts.remove(&address);
    state.world.corrupt(&address, change);
}

#[test]
fn a1_a_share_worth_less() {
    let mut state = busy();
    pool(&mut state, |books| books.reserve_a -= books.reserve_a / 1_000);
    breaks("A1", state.act(&action(Verb::Withdraw, 0, MOST)));
}

#[test]
fn a2_a_swap_that_lowers_the_invariant() {
    let mut state = busy();
    pool(&mut state, |books| books.reserve_b -= books.reserve_b / 100);
    breaks("A2", state.act(&action(Verb::SwapIn, 0, 16 * 20 + 3)));
}

#[test]
fn a4_a_unit_rounded_the_other_way() {
    planted("A4", |state| {
        pool(state, |books| books.reserve_a -= 1);
    });
}

#[test]
fn a6_a_vault_short_of_a_unit() {
    planted("A6", |state| pool(state, |books| books.protocol_fees_a += 1));
}

#[test]
fn a7_an_lp_token_nobody_minted() {
    planted("A7", |state| pool(state, |books| books.lp_supply += 1));
}

#[test]
fn a9_a_quote_that_is_not_the_execution() {
    let mut state = busy();
    state.pools[0].books.reserves[1] += state.pools[0].books.reserves[1] / 100;
    breaks("A9", state.act(&action(Verb::Quotes, 0, 16 * 30 + 3)));
}

#[test]
fn p1_a_price_that_never_held() {
    planted("P1", |state| pool(state, |books| books.price_sum_a_in_b[0] ^= 1));
}

#[test]
fn f1_a_weight_nobody_has() {
    planted("F1", |state| farm(state, |books| books.total_weight += 1));
}

#[test]
fn f2_a_clock_that_goes_back() {
    planted("F2", |state| farm(state, |books| books.last_slot -= 1));
}

#[test]
fn f3_a_campaign_that_paid_more_than_it_says() {
    planted("F3", |state| campaign(state, |books| books.paid -= 1));
}

#[test]
fn f5_somebody_elses_account_that_changes() {
    planted("F5", |state| {
        let address = state.position(0, 1);
        state.world.corrupt(&address, |books: &mut Position| books.lp_amount -= 1);
    });
}

#[test]
fn f6_a_record_that_forgets() {
    planted("F6", |state| {
        state.accounts.remove(&state.position(0, 0));
        let dues = state.pools[0].farm.dues.get_mut(&(0, 0)).expect("has claimed");
        dues.paid -= 1;
    });
}

#[test]
fn f7_parts_that_weigh_more() {
    let mut state = busy();
    let whole = state.position(0, 1);
    state.world.corrupt(&whole, |books: &mut Position| books.weight -= 1);
    let part = Action { pick: 0, ..action(Verb::UnstakePart, 2, 16 * 20 + 3) };
    breaks("F7", state.act(&part));
}

#[test]
fn f8_idle_slots_that_are_not_counted() {
    planted("F8", |state| farm(state, |books| books.idle_slots += 1));
}

#[test]
fn f9_a_rate_that_falls() {
    planted("F9", |state| campaign(state, |books| books.rate_amount -= 1));
}

#[test]
fn f10_a_unit_that_is_nowhere() {
    planted("F10", |state| {
        let (owner, mint) = (state.actors[0], mints::REWARD);
        let wallet = token::wallet(&owner, &mint);
        let amount = state.world.balance(&wallet);
        state.world.put(wallet, token::known_account(&mint, &owner, amount - 1));
    });
}

#[test]
fn f11_a_stake_that_cannot_leave() {
    let mut state = busy();
    let vault = state.pools[0].keys.stake_vault;
    let mut account = state.world.account(&vault);
    // Frozen, which nobody can do to LP tokens.
    account.data[108] = 2;
    state.world.put(vault, account);
    breaks("F11", state.act(&Action { pick: 0, ..action(Verb::Unstake, 2, 0) }));
}

#[test]
fn s1_another_farms_campaign() {
    let mut state = busy();
    let reward = Action {
        pool: 1,
        pick: 4,
        extra: 5 | 3 << 4 | 5 << 32 | 15 << 40,
        ..action(Verb::CreateCampaign, 1, MOST)
    };
    state.act(&reward).expect("a campaign");
    state.world.pass(7);
    let foreign = action(Verb::ForeignCampaign, 0, MOST);
    state.act(&foreign).expect("nothing is wrong before");
    assert!(state.tally.verbs[&Verb::ForeignCampaign].sent > 0);
    // The program believes it to be the farm's own.
    let (own, other) = (state.pools[0].keys.farm, state.pools[1].farm.streams[0].address);
    state.world.corrupt(&other, |books: &mut Campaign| books.farm = own);
    breaks("S1", state.act(&foreign));
}

#[test]
fn s2_a_term_that_changed() {
    planted("S2", |state| pool(state, |books| books.trade_fee_rate += 1));
}

#[test]
fn s2_somebody_elses_signature_that_is_enough() {
    let mut state = busy();
    // The program believes another to be the creator.
    let other = state.actors[2];
    pool(&mut state, |books| books.creator = other);
    breaks("S2", state.act(&Action { pick: 4, ..action(Verb::CollectCreatorFees, 2, 0) }));
}
