//! Calls with one thing wrong: each must be refused, whatever it is and whatever the state.

use program_tests::address::{
    PROGRAM, SYSTEM_PROGRAM, TOKEN_2022, TOKEN_PROGRAM, named, reward_vault,
};
use program_tests::call::{Part, discriminator};
use program_tests::{Call, mints, token};
use solana_address::{Address, address};

use crate::state::State;

/// A program that agrees to whatever it is told, and does nothing.
const AGREES: Address = address!("ComputeBudget111111111111111111111111111111");

/// A call made wrong.
pub struct Twisted {
    pub call: Call,
    pub what: String,
    /// The promise that is broken if it succeeds.
    pub breaks: &'static str,
}

/// Accounts that a caller may choose, or that are left out.
const OWN: [&str; 13] = [
    "owner_a",
    "owner_b",
    "owner_lp",
    "owner_token",
    "trader_in",
    "trader_out",
    "collector_a",
    "collector_b",
    "funder_reward",
    "owner_reward",
    "refundee_reward",
    "funder",
    "admin",
];

/// Makes a call wrong in the way that `twist` says, if there is such a way.
pub fn apply(state: &mut State, call: &Call, twist: u16) -> Option<Twisted> {
    let place = usize::from(twist >> 3) % call.parts.len();
    let part = call.parts[place];
    let is_there = part.address != PROGRAM;
    let made = |call: Call, what: &str, breaks| {
        Some(Twisted { call, what: format!("{} {what}", part.role), breaks })
    };
    match twist % 8 {
        1 if part.is_signer => made(call.with_unsigned(part.role), "unsigned", "S2"),
        2 if part.is_writable && is_there => {
            made(call.with_read_only(part.role), "read-only", "S1")
        }
        3 => from(call, place).find_map(|part| forged(state, call, part.role, part.address, twist)),
        4 => from(call, usize::from(twist >> 6))
            .find_map(|part| of_another_pool(state, call, part.role, part.address)),
        5 if part.is_signer && !is_cranked(call) => {
            let others: Vec<_> =
                state.actors.iter().copied().filter(|one| *one != part.address).collect();
            let other = others[usize::from(twist >> 8) % others.len()];
            if call.name == "create_config" || call.name == "create_pool" {
                return None;
            }
            made(call.with(part.role, other), "signed by another", "S2")
        }
        6 if !call.args.is_empty() => {
            let mut cut = call.clone();
            cut.args.pop();
            made(cut, "with arguments cut", "S3")
        }
        7 => aliased(call, twist),
        0 if twist >> 3 & 3 != 0 && pays(call) => of_another_actor(state, call, twist),
        _ => {
            // Where no token of Token-2022 is moved, its program is not called.
            let mut programs = from(call, place)
                .filter(|part| is_program(part.address) && part.role != "token_2022_program");
            let part = programs.next()?;
            let other = if twist >> 8 & 1 == 0 {
                AGREES
            } else if part.address == TOKEN_PROGRAM {
                TOKEN_2022
            } else {
                TOKEN_PROGRAM
            };
            let what = format!("{} another program", part.role);
            Some(Twisted { call: call.with(part.role, other), what, breaks: "S1" })
        }
    }
}

/// The twists that replace each account of a call by a forged one, of either kind, and by another
/// pool's.
pub fn lookalikes(call: &Call) -> impl Iterator<Item = u16> + use<> {
    (0..call.parts.len() as u16).flat_map(|place| {
        let forged = 3 | place << 3;
        [forged, forged | 1 << 8, 4 | place << 6]
    })
}

/// The accounts of a call that are there, from one on.
fn from(call: &Call, place: usize) -> impl Iterator<Item = Part> {
    let parts = call.parts.iter().cycle().skip(place).take(call.parts.len());
    parts.copied().filter(|part| part.address != PROGRAM)
}

/// What is due to one goes to another.
fn of_another_actor(state: &State, call: &Call, twist: u16) -> Option<Twisted> {
    let role = ["owner_reward", "refundee_reward"]
        .into_iter()
        .find(|role| call.roles().contains(role))
        .filter(|_| call.name != "close_campaign" || twist >> 4 & 1 == 0);
    let Some(role) = role else {
        if call.name != "close_campaign" {
            return None;
        }
        let funder = call.of("funder");
        let other = state.actors.iter().find(|one| **one != funder)?;
        let call = call.with("funder", *other);
        let what = "the rent for another".to_owned();
        return Some(Twisted { call, what, breaks: "S2" });
    };
    let (mint, owner, _) = token::holding(&state.world.svm.get_account(&call.of(role))?)?;
    let other = state.actors.iter().find(|one| **one != owner)?;
    let wrong = token::wallet(other, &mint);
    let call = call.with(role, wrong);
    // With nothing to pay, nobody is asked where to.
    let mut world = state.world.clone();
    let is_harmless = world.run(call.instruction()).is_ok()
        && world.balance(&wrong) == state.world.balance(&wrong);
    let what = format!("the {role} of another");
    (!is_harmless).then_some(Twisted { call, what, breaks: "S2" })
}

/// Whether a call pays somebody who need not have sent it.
fn pays(call: &Call) -> bool {
    let roles = call.roles();
    roles.contains(&"owner_reward") || roles.contains(&"refundee_reward")
}

/// Whether anything leaves the reward vault, of which the mint is asked only then.
fn pays_now(state: &State, call: &Call) -> bool {
    let (mut world, vault) = (state.world.clone(), call.of("reward_vault"));
    let before = world.balance(&vault);
    world.run(call.instruction()).is_ok()
        && (world.is_gone(&vault) || world.balance(&vault) < before)
}

/// Anyone may send these.
fn is_cranked(call: &Call) -> bool {
    ["claim", "restake"].contains(&call.name)
}

fn is_program(address: Address) -> bool {
    [TOKEN_PROGRAM, TOKEN_2022, SYSTEM_PROGRAM].contains(&address)
}

/// A copy that anyone could make: under another owner, of another type, or a token account like a
/// vault, with the pool as its owner.
fn forged(
    state: &mut State,
    call: &Call,
    role: &str,
    address: Address,
    twist: u16,
) -> Option<Twisted> {
    let mut account = state.world.svm.get_account(&address)?;
    let twin = named("a lookalike");
    let what = if account.owner == PROGRAM {
        if twist >> 8 & 1 == 0 {
            account.owner = TOKEN_PROGRAM;
            "of another owner"
        } else {
            account.data[..8].copy_from_slice(&discriminator("account", "Disguise"));
            "of another type"
        }
    } else if is_program(account.owner) && !OWN.contains(&role) && !account.data.is_empty() {
        if role.starts_with("mint") && call.name == "create_pool" {
            return None;
        }
        // One's own token account with nothing in it, or a mint of one's own.
        if let Some((mint, owner, _)) = token::holding(&account) {
            let mut empty = token::known_account(&mint, &owner, 0);
            empty.lamports = account.lamports;
            account = empty;
        }
        "replaced by a copy"
    } else {
        return None;
    };
    if account.data.is_empty() {
        return None;
    }
    if role == "reward_mint" && (call.name == "create_campaign" || !pays_now(state, call)) {
        return None;
    }
    state.world.put(twin, account);
    let breaks = "S1";
    Some(Twisted { call: call.with(role, twin), what: format!("{role} {what}"), breaks })
}

/// The account in the same role of another pool.
fn of_another_pool(state: &State, call: &Call, role: &str, address: Address) -> Option<Twisted> {
    let other = state.pools.iter().find_map(|pool| {
        let keys = &pool.keys;
        let own = match role {
            "pool" => keys.pool,
            "config" => keys.config,
            "vault_a" | "vault_in" | "vault" | "pool_vault" => keys.vault_a,
            "vault_b" | "vault_out" => keys.vault_b,
            "lp_mint" => keys.lp_mint,
            "farm" => keys.farm,
            "stake_vault" => keys.stake_vault,
            "campaign" => pool.farm.streams.iter().find(|one| !one.is_gone)?.address,
            _ => return None,
        };
        // Not where both have the same.
        let is_same = call.parts.iter().any(|part| part.address == own);
        (!is_same && own != address).then_some(own)
    })?;
    let views = ["quote_swap", "quote_deposit", "quote_withdraw", "create_pool"];
    let manages =
        ["update_config", "propose_admin", "accept_admin", "set_lock_choices", "set_pause"];
    // Another config of the same admin, or another pool of the same config, is right there.
    if views.contains(&call.name) || manages.contains(&call.name) || call.name == "settle_campaign"
    {
        return None;
    }
    // Another campaign of the same farm is right there too.
    if role == "campaign" && !is_foreign_campaign(state, call, other) {
        return None;
    }
    let what = format!("{role} of another pool");
    let mut made = call.with(role, other);
    if role == "campaign" {
        made = with_its_reward(state, &made, other);
    }
    Some(Twisted { call: made, what, breaks: "S1" })
}

/// A call on another campaign with all that belongs to it, so that nothing but the campaign is wrong.
fn with_its_reward(state: &State, call: &Call, campaign: Address) -> Call {
    let mut streams = state.pools.iter().flat_map(|pool| &pool.farm.streams);
    let mint = streams.find(|one| one.address == campaign).expect("one of them").mint;
    let mut call = call.clone();
    for part in &mut call.parts {
        let held = state.world.svm.get_account(&part.address).and_then(|one| token::holding(&one));
        match (part.role, held) {
            ("reward_vault", _) => part.address = reward_vault(&campaign),
            ("owner_reward" | "refundee_reward", Some((_, owner, _))) => {
                part.address = token::wallet(&owner, &mint);
            }
            ("token_program", _) if call.name != "compound" => {
                part.address = mints::program_of(&mint);
            }
            ("reward_mint", _) => {
                part.address = if mints::is_2022(&mint) { mint } else { PROGRAM };
            }
            _ => {}
        }
    }
    call
}

fn is_foreign_campaign(state: &State, call: &Call, campaign: Address) -> bool {
    let farm = call.parts.iter().find(|part| part.role == "farm").map(|part| part.address);
    state.pools.iter().any(|pool| {
        Some(pool.keys.farm) != farm && pool.farm.streams.iter().any(|one| one.address == campaign)
    })
}

/// One account in two roles of which both are written.
fn aliased(call: &Call, twist: u16) -> Option<Twisted> {
    let written: Vec<_> = call
        .parts
        .iter()
        .filter(|part| part.is_writable && !part.is_signer && part.address != PROGRAM)
        .collect();
    if written.len() < 2 {
        return None;
    }
    let first = usize::from(twist >> 3) % written.len();
    let second = (first + 1 + usize::from(twist >> 8) % (written.len() - 1)) % written.len();
    let (one, other) = (written[first], written[second]);
    if one.address == other.address {
        return None;
    }
    let what = format!("{} in the place of {}", other.role, one.role);
    Some(Twisted { call: call.with(one.role, other.address), what, breaks: "S1" })
}
