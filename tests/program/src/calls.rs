//! A builder for every instruction. Accounts are the right ones; tests put wrong ones in.

use solana_address::Address;

use crate::address::{
    self, PROGRAM, PoolKeys, SYSTEM_PROGRAM, TOKEN_2022, TOKEN_PROGRAM, campaign, position,
    reward_vault,
};
use crate::call::Call;
use crate::mints;
use crate::token::wallet;

/// A slot that no test reaches.
pub const NEVER: u64 = u64::MAX;

pub fn create_config(admin: Address, index: u16, rate: u32, protocol: u32, creator: u32) -> Call {
    Call::new("create_config")
        .payer("admin", admin)
        .writable("config", address::config(&admin, index))
        .readable("system_program", SYSTEM_PROGRAM)
        .bytes(&index.to_le_bytes())
        .bytes(&rate.to_le_bytes())
        .bytes(&protocol.to_le_bytes())
        .bytes(&creator.to_le_bytes())
}

pub fn create_pool(keys: &PoolKeys, creator: Address) -> Call {
    Call::new("create_pool")
        .payer("creator", creator)
        .readable("config", keys.config)
        .readable("mint_a", keys.mint_a)
        .readable("mint_b", keys.mint_b)
        .writable("pool", keys.pool)
        .writable("vault_a", keys.vault_a)
        .writable("vault_b", keys.vault_b)
        .writable("lp_mint", keys.lp_mint)
        .writable("farm", keys.farm)
        .writable("stake_vault", keys.stake_vault)
        .readable("token_program", TOKEN_PROGRAM)
        .readable("system_program", SYSTEM_PROGRAM)
        .optional("token_2022_program", program_2022(&[keys.mint_a, keys.mint_b]))
        .bytes(&[keys.curve])
        .bytes(&keys.curve_parameter.to_le_bytes())
}

/// A mint, where its program asks for it.
fn mint_2022(mint: Address) -> Option<Address> {
    mints::is_2022(&mint).then_some(mint)
}

/// The Token-2022 program, where one of the mints is of it.
fn program_2022(mints: &[Address]) -> Option<Address> {
    mints.iter().any(mints::is_2022).then_some(TOKEN_2022)
}

/// The accounts that a pool has for its tokens of Token-2022.
fn pool_mints(call: Call, keys: &PoolKeys) -> Call {
    call.optional("mint_a", mint_2022(keys.mint_a))
        .optional("mint_b", mint_2022(keys.mint_b))
        .optional("token_2022_program", program_2022(&[keys.mint_a, keys.mint_b]))
}

fn liquidity(name: &'static str, keys: &PoolKeys, owner: Address) -> Call {
    let call = Call::new(name)
        .signer("owner", owner)
        .writable("pool", keys.pool)
        .writable("vault_a", keys.vault_a)
        .writable("vault_b", keys.vault_b)
        .writable("lp_mint", keys.lp_mint)
        .writable("owner_a", wallet(&owner, &keys.mint_a))
        .writable("owner_b", wallet(&owner, &keys.mint_b))
        .writable("owner_lp", wallet(&owner, &keys.lp_mint))
        .readable("token_program", TOKEN_PROGRAM);
    pool_mints(call, keys)
}

/// With explicit bounds: `[max A, max B, min LP, valid until]`.
pub fn deposit_bounded(keys: &PoolKeys, owner: Address, args: [u64; 4]) -> Call {
    liquidity("deposit", keys, owner).numbers(&args)
}

pub fn deposit(keys: &PoolKeys, owner: Address, max_a: u64, max_b: u64) -> Call {
    deposit_bounded(keys, owner, [max_a, max_b, 0, NEVER])
}

/// With explicit bounds: `[LP, min A, min B, valid until]`.
pub fn withdraw_bounded(keys: &PoolKeys, owner: Address, args: [u64; 4]) -> Call {
    liquidity("withdraw", keys, owner).numbers(&args)
}

pub fn withdraw(keys: &PoolKeys, owner: Address, lp_amount: u64) -> Call {
    withdraw_bounded(keys, owner, [lp_amount, 0, 0, NEVER])
}

/// With explicit bounds: `[amount in, min out, valid until]`.
pub fn swap_bounded(keys: &PoolKeys, trader: Address, a_to_b: bool, args: [u64; 3]) -> Call {
    let a = (keys.vault_a, wallet(&trader, &keys.mint_a), keys.mint_a);
    let b = (keys.vault_b, wallet(&trader, &keys.mint_b), keys.mint_b);
    let (input, output) = if a_to_b { (a, b) } else { (b, a) };
    Call::new("swap_exact_in")
        .signer("trader", trader)
        .writable("pool", keys.pool)
        .writable("vault_in", input.0)
        .writable("vault_out", output.0)
        .writable("trader_in", input.1)
        .writable("trader_out", output.1)
        .readable("token_program", TOKEN_PROGRAM)
        .optional("mint_in", mint_2022(input.2))
        .optional("mint_out", mint_2022(output.2))
        .optional("token_2022_program", program_2022(&[keys.mint_a, keys.mint_b]))
        .numbers(&args)
}

pub fn swap(keys: &PoolKeys, trader: Address, a_to_b: bool, amount_in: u64) -> Call {
    swap_bounded(keys, trader, a_to_b, [amount_in, 0, NEVER])
}

/// A campaign about to be created.
#[derive(Clone, Copy, Debug)]
pub struct NewCampaign {
    pub farm: Address,
    pub funder: Address,
    pub refundee: Address,
    pub reward_mint: Address,
    pub number: u32,
    pub amount: u64,
    pub start_slot: u64,
    pub duration_slots: u64,
}

pub fn create_campaign(new: &NewCampaign) -> Call {
    let campaign = campaign(&new.farm, new.number);
    Call::new("create_campaign")
        .payer("funder", new.funder)
        .writable("farm", new.farm)
        .readable("reward_mint", new.reward_mint)
        .writable("campaign", campaign)
        .writable("reward_vault", reward_vault(&campaign))
        .writable("funder_reward", wallet(&new.funder, &new.reward_mint))
        .readable("token_program", mints::program_of(&new.reward_mint))
        .readable("system_program", SYSTEM_PROGRAM)
        .numbers(&[new.amount, new.start_slot, new.duration_slots])
        .bytes(new.refundee.as_ref())
}

pub fn stake(keys: &PoolKeys, owner: Address, number: u64, lp_amount: u64) -> Call {
    stake_locked(keys, owner, number, lp_amount, 0)
}

/// Under one of the farm's lock choices.
pub fn stake_locked(
    keys: &PoolKeys,
    owner: Address,
    number: u64,
    lp_amount: u64,
    lock_choice: u8,
) -> Call {
    Call::new("stake")
        .payer("owner", owner)
        .writable("farm", keys.farm)
        .writable("position", position(&keys.farm, &owner, number))
        .writable("stake_vault", keys.stake_vault)
        .writable("owner_lp", wallet(&owner, &keys.lp_mint))
        .readable("token_program", TOKEN_PROGRAM)
        .readable("system_program", SYSTEM_PROGRAM)
        .numbers(&[number, lp_amount])
        .bytes(&[lock_choice])
}

pub fn unstake(keys: &PoolKeys, owner: Address, number: u64) -> Call {
    Call::new("unstake")
        .signer("owner", owner)
        .writable("farm", keys.farm)
        .writable("position", position(&keys.farm, &owner, number))
        .writable("stake_vault", keys.stake_vault)
        .writable("owner_lp", wallet(&owner, &keys.lp_mint))
        .readable("token_program", TOKEN_PROGRAM)
}

/// `payer` claims for position `number` of `owner`.
pub fn claim(
    farm: Address,
    campaign: Address,
    reward_mint: Address,
    payer: Address,
    owner: Address,
    number: u64,
) -> Call {
    Call::new("claim")
        .payer("payer", payer)
        .writable("farm", farm)
        .writable("campaign", campaign)
        .writable("position", position(&farm, &owner, number))
        .writable("reward_vault", reward_vault(&campaign))
        .writable("owner_reward", wallet(&owner, &reward_mint))
        .readable("token_program", mints::program_of(&reward_mint))
        .readable("system_program", SYSTEM_PROGRAM)
        .optional("reward_mint", mint_2022(reward_mint))
}

/// The owner of position `number` gives up what is left to claim.
pub fn forfeit(farm: Address, campaign: Address, owner: Address, number: u64) -> Call {
    Call::new("forfeit")
        .payer("owner", owner)
        .writable("farm", farm)
        .writable("campaign", campaign)
        .writable("position", position(&farm, &owner, number))
        .readable("system_program", SYSTEM_PROGRAM)
}

pub fn settle_campaign(farm: Address, campaign: Address) -> Call {
    Call::new("settle_campaign").writable("farm", farm).writable("campaign", campaign)
}

pub fn collect_campaign(
    farm: Address,
    campaign: Address,
    reward_mint: Address,
    refundee: Address,
) -> Call {
    Call::new("collect_campaign")
        .writable("farm", farm)
        .writable("campaign", campaign)
        .writable("reward_vault", reward_vault(&campaign))
        .writable("refundee_reward", wallet(&refundee, &reward_mint))
        .readable("token_program", mints::program_of(&reward_mint))
        .optional("reward_mint", mint_2022(reward_mint))
}

pub fn close_campaign(
    farm: Address,
    campaign: Address,
    reward_mint: Address,
    refundee: Address,
    funder: Address,
) -> Call {
    Call::new("close_campaign")
        .writable("funder", funder)
        .writable("farm", farm)
        .writable("campaign", campaign)
        .writable("reward_vault", reward_vault(&campaign))
        .writable("refundee_reward", wallet(&refundee, &reward_mint))
        .readable("token_program", mints::program_of(&reward_mint))
        .writable("reward_mint", mint_2022(reward_mint).unwrap_or(PROGRAM))
}

pub fn close_position(farm: Address, owner: Address, number: u64) -> Call {
    Call::new("close_position")
        .payer("owner", owner)
        .writable("position", position(&farm, &owner, number))
}

fn collect_fees(name: &'static str, keys: &PoolKeys, collector: Address) -> Call {
    let call = Call::new(name)
        .signer("collector", collector)
        .readable("config", keys.config)
        .writable("pool", keys.pool)
        .writable("vault_a", keys.vault_a)
        .writable("vault_b", keys.vault_b)
        .writable("collector_a", wallet(&collector, &keys.mint_a))
        .writable("collector_b", wallet(&collector, &keys.mint_b))
        .readable("token_program", TOKEN_PROGRAM);
    pool_mints(call, keys)
}

pub fn collect_protocol_fees(keys: &PoolKeys, collector: Address) -> Call {
    collect_fees("collect_protocol_fees", keys, collector)
}

pub fn collect_creator_fees(keys: &PoolKeys, collector: Address) -> Call {
    collect_fees("collect_creator_fees", keys, collector)
}

/// With explicit bounds: `[number, max A, max B, min LP, valid until]`.
pub fn deposit_and_stake_bounded(keys: &PoolKeys, owner: Address, args: [u64; 5]) -> Call {
    let call = Call::new("deposit_and_stake")
        .payer("owner", owner)
        .writable("pool", keys.pool)
        .writable("vault_a", keys.vault_a)
        .writable("vault_b", keys.vault_b)
        .writable("lp_mint", keys.lp_mint)
        .writable("owner_a", wallet(&owner, &keys.mint_a))
        .writable("owner_b", wallet(&owner, &keys.mint_b))
        .writable("farm", keys.farm)
        .writable("position", position(&keys.farm, &owner, args[0]))
        .writable("stake_vault", keys.stake_vault)
        .readable("token_program", TOKEN_PROGRAM)
        .readable("system_program", SYSTEM_PROGRAM);
    pool_mints(call, keys).numbers(&args[..1]).bytes(&[0]).numbers(&args[1..])
}

pub fn deposit_and_stake(
    keys: &PoolKeys,
    owner: Address,
    number: u64,
    max_a: u64,
    max_b: u64,
) -> Call {
    deposit_and_stake_bounded(keys, owner, [number, max_a, max_b, 0, NEVER])
}

/// With explicit bounds: `[min A, min B, valid until]`.
pub fn unstake_and_withdraw_bounded(
    keys: &PoolKeys,
    owner: Address,
    number: u64,
    args: [u64; 3],
) -> Call {
    let call = Call::new("unstake_and_withdraw")
        .signer("owner", owner)
        .writable("pool", keys.pool)
        .writable("vault_a", keys.vault_a)
        .writable("vault_b", keys.vault_b)
        .writable("lp_mint", keys.lp_mint)
        .writable("owner_a", wallet(&owner, &keys.mint_a))
        .writable("owner_b", wallet(&owner, &keys.mint_b))
        .writable("farm", keys.farm)
        .writable("position", position(&keys.farm, &owner, number))
        .writable("stake_vault", keys.stake_vault)
        .readable("token_program", TOKEN_PROGRAM);
    pool_mints(call, keys).numbers(&args)
}

pub fn unstake_and_withdraw(keys: &PoolKeys, owner: Address, number: u64) -> Call {
    unstake_and_withdraw_bounded(keys, owner, number, [0, 0, NEVER])
}

pub fn top_up(
    farm: Address,
    campaign: Address,
    reward_mint: Address,
    funder: Address,
    extra_slots: u64,
    max_amount: u64,
) -> Call {
    Call::new("top_up")
        .signer("funder", funder)
        .writable("farm", farm)
        .writable("campaign", campaign)
        .writable("reward_vault", reward_vault(&campaign))
        .writable("funder_reward", wallet(&funder, &reward_mint))
        .readable("token_program", mints::program_of(&reward_mint))
        .optional("reward_mint", mint_2022(reward_mint))
        .numbers(&[extra_slots, max_amount])
}

pub fn pending_rewards(farm: Address, campaign: Address, owner: Address, number: u64) -> Call {
    Call::new("pending_rewards")
        .writable("farm", farm)
        .writable("campaign", campaign)
        .readable("position", position(&farm, &owner, number))
}

/// With explicit bounds: `[amount out, max in, valid until]`.
pub fn swap_out_bounded(keys: &PoolKeys, trader: Address, a_to_b: bool, args: [u64; 3]) -> Call {
    Call { name: "swap_exact_out", ..swap_bounded(keys, trader, a_to_b, args) }
}

pub fn swap_out(keys: &PoolKeys, trader: Address, a_to_b: bool, amount_out: u64) -> Call {
    swap_out_bounded(keys, trader, a_to_b, [amount_out, u64::MAX, NEVER])
}

/// Each choice as slots and ten-thousandths.
pub fn set_lock_choices(admin: Address, config: Address, choices: [(u64, u32); 4]) -> Call {
    let call = Call::new("set_lock_choices").signer("admin", admin).writable("config", config);
    let call = call.numbers(&choices.map(|(slots, _)| slots));
    choices.iter().fold(call, |call, (_, multiplier)| call.bytes(&multiplier.to_le_bytes()))
}

/// `payer` puts position `new` in the place of position `old` of `owner`.
pub fn restake(
    farm: Address,
    payer: Address,
    owner: Address,
    [old, new]: [u64; 2],
    lock_choice: u8,
) -> Call {
    Call::new("restake")
        .payer("payer", payer)
        .writable("farm", farm)
        .writable("position", position(&farm, &owner, old))
        .writable("new_position", position(&farm, &owner, new))
        .readable("system_program", SYSTEM_PROGRAM)
        .numbers(&[new])
        .bytes(&[lock_choice])
}

/// Takes `lp_amount` out of position `old`; the rest becomes position `new`.
pub fn unstake_part(keys: &PoolKeys, owner: Address, [old, new]: [u64; 2], lp_amount: u64) -> Call {
    Call::new("unstake_part")
        .payer("owner", owner)
        .writable("farm", keys.farm)
        .writable("position", position(&keys.farm, &owner, old))
        .writable("new_position", position(&keys.farm, &owner, new))
        .writable("stake_vault", keys.stake_vault)
        .writable("owner_lp", wallet(&owner, &keys.lp_mint))
        .readable("token_program", TOKEN_PROGRAM)
        .readable("system_program", SYSTEM_PROGRAM)
        .numbers(&[new, lp_amount])
}

/// With explicit bounds: `[max amount, min LP, valid until]` for a deposit, `[LP, min amount, valid
/// until]` for a withdrawal.
fn single(name: &'static str, keys: &PoolKeys, owner: Address, of_a: bool, args: [u64; 3]) -> Call {
    let (vault, mint) =
        if of_a { (keys.vault_a, keys.mint_a) } else { (keys.vault_b, keys.mint_b) };
    Call::new(name)
        .signer("owner", owner)
        .writable("pool", keys.pool)
        .writable("vault", vault)
        .writable("lp_mint", keys.lp_mint)
        .writable("owner_token", wallet(&owner, &mint))
        .writable("owner_lp", wallet(&owner, &keys.lp_mint))
        .readable("token_program", TOKEN_PROGRAM)
        .optional("mint", mint_2022(mint))
        .optional("token_2022_program", program_2022(&[mint]))
        .numbers(&args)
}

/// Of token A or B alone, with explicit bounds: `[max amount, min LP, valid until]`.
pub fn deposit_single(keys: &PoolKeys, owner: Address, gives_a: bool, args: [u64; 3]) -> Call {
    single("deposit_single", keys, owner, gives_a, args)
}

/// Into token A or B alone, with explicit bounds: `[LP, min amount, valid until]`.
pub fn withdraw_single(keys: &PoolKeys, owner: Address, wants_a: bool, args: [u64; 3]) -> Call {
    single("withdraw_single", keys, owner, wants_a, args)
}

pub fn set_pause(keys: &PoolKeys, admin: Address, swaps: bool, deposits: bool) -> Call {
    Call::new("set_pause")
        .signer("admin", admin)
        .readable("config", keys.config)
        .writable("pool", keys.pool)
        .bytes(&[u8::from(swaps), u8::from(deposits)])
}

pub fn skim(keys: &PoolKeys) -> Call {
    Call::new("skim")
        .writable("pool", keys.pool)
        .readable("vault_a", keys.vault_a)
        .readable("vault_b", keys.vault_b)
}

fn quote(name: &'static str, keys: &PoolKeys) -> Call {
    Call::new(name)
        .readable("pool", keys.pool)
        .optional("mint_a", mint_2022(keys.mint_a))
        .optional("mint_b", mint_2022(keys.mint_b))
}

pub fn quote_swap(keys: &PoolKeys, amount: u64, is_exact_in: bool, a_to_b: bool) -> Call {
    quote("quote_swap", keys).numbers(&[amount]).bytes(&[u8::from(is_exact_in), u8::from(a_to_b)])
}

pub fn quote_deposit(keys: &PoolKeys, max_a: u64, max_b: u64) -> Call {
    quote("quote_deposit", keys).numbers(&[max_a, max_b])
}

pub fn quote_withdraw(keys: &PoolKeys, lp_amount: u64) -> Call {
    quote("quote_withdraw", keys).numbers(&[lp_amount])
}

/// Terms as trade fee, protocol's and creator's share.
pub fn update_config(
    admin: Address,
    config: Address,
    terms: [u32; 3],
    fee_recipient: Address,
) -> Call {
    let call = Call::new("update_config").signer("admin", admin).writable("config", config);
    let call = terms.iter().fold(call, |call, term| call.bytes(&term.to_le_bytes()));
    call.bytes(fee_recipient.as_ref())
}

pub fn propose_admin(admin: Address, config: Address, new_admin: Address) -> Call {
    Call::new("propose_admin")
        .signer("admin", admin)
        .writable("config", config)
        .bytes(new_admin.as_ref())
}

pub fn accept_admin(new_admin: Address, config: Address) -> Call {
    Call::new("accept_admin").signer("new_admin", new_admin).writable("config", config)
}

pub fn lock_forever(keys: &PoolKeys, owner: Address, number: u64) -> Call {
    Call::new("lock_forever")
        .signer("owner", owner)
        .readable("pool", keys.pool)
        .writable("farm", keys.farm)
        .writable("position", position(&keys.farm, &owner, number))
}

/// With explicit bounds: `[min A, min B, valid until]`.
pub fn collect_locked_fees(
    keys: &PoolKeys,
    owner: Address,
    [old, new]: [u64; 2],
    args: [u64; 3],
) -> Call {
    let call = Call::new("collect_locked_fees")
        .payer("owner", owner)
        .writable("pool", keys.pool)
        .writable("vault_a", keys.vault_a)
        .writable("vault_b", keys.vault_b)
        .writable("lp_mint", keys.lp_mint)
        .writable("owner_a", wallet(&owner, &keys.mint_a))
        .writable("owner_b", wallet(&owner, &keys.mint_b))
        .writable("farm", keys.farm)
        .writable("position", position(&keys.farm, &owner, old))
        .writable("new_position", position(&keys.farm, &owner, new))
        .writable("stake_vault", keys.stake_vault)
        .readable("token_program", TOKEN_PROGRAM)
        .readable("system_program", SYSTEM_PROGRAM);
    pool_mints(call, keys).numbers(&[new]).numbers(&args)
}

/// Compounds the reward of position `old` into position `new`. `bounds` are `[min LP, valid until]`.
pub fn compound(
    keys: &PoolKeys,
    owner: Address,
    campaign: Address,
    reward_mint: Address,
    [old, new]: [u64; 2],
    bounds: [u64; 2],
) -> Call {
    let pool_vault = [(keys.mint_a, keys.vault_a), (keys.mint_b, keys.vault_b)]
        .iter()
        .find_map(|(mint, vault)| (*mint == reward_mint).then_some(*vault));
    Call::new("compound")
        .payer("owner", owner)
        .writable("pool", keys.pool)
        .writable("farm", keys.farm)
        .writable("campaign", campaign)
        .writable("position", position(&keys.farm, &owner, old))
        .writable("new_position", position(&keys.farm, &owner, new))
        .writable("reward_vault", reward_vault(&campaign))
        .writable("pool_vault", pool_vault.unwrap_or(PROGRAM))
        .writable("lp_mint", keys.lp_mint)
        .writable("stake_vault", keys.stake_vault)
        .readable("token_program", TOKEN_PROGRAM)
        .readable("system_program", SYSTEM_PROGRAM)
        .optional("reward_mint", mint_2022(reward_mint))
        .optional("token_2022_program", program_2022(&[reward_mint]))
        .numbers(&[new])
        .bytes(&[0])
        .numbers(&bounds)
}
