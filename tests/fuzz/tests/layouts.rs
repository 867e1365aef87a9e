//! Account layouts, frozen by what is stored: accounts of every type as a real sequence left them.
//! They are read back field by field at offsets written here, and the sequence run again must leave
//! the same bytes. Size, offset and discriminator can change in no other way than by changing this
//! file (S5).
//!
//! `LM_WRITE_FIXTURES=1 cargo test -p program-fuzz --test layouts` writes them anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use program_tests::actors::{ADMIN, ALICE, BOB, CREATOR, FUNDER, REFUNDEE};
use program_tests::address::{self, PROGRAM, PoolKeys};
use program_tests::call::discriminator;
use program_tests::{World, calls, mints};
use solana_address::Address;

/// A field: name, offset from the account's first byte, and bytes.
type Field = (&'static str, usize, usize);

const CONFIG: &[Field] = &[
    ("admin", 8, 32),
    ("pending_admin", 40, 32),
    ("fee_recipient", 72, 32),
    ("trade_fee_rate", 104, 4),
    ("protocol_fee_share", 108, 4),
    ("creator_fee_share", 112, 4),
    ("index", 116, 2),
    ("bump", 118, 1),
    ("padding", 119, 1),
    ("lock_choices", 120, 64),
];

const POOL: &[Field] = &[
    ("config", 8, 32),
    ("creator", 40, 32),
    ("mint_a", 72, 32),
    ("mint_b", 104, 32),
    ("vault_a", 136, 32),
    ("vault_b", 168, 32),
    ("lp_mint", 200, 32),
    ("reserve_a", 232, 8),
    ("reserve_b", 240, 8),
    ("lp_supply", 248, 8),
    ("protocol_fees_a", 256, 8),
    ("protocol_fees_b", 264, 8),
    ("creator_fees_a", 272, 8),
    ("creator_fees_b", 280, 8),
    ("observed_slot", 288, 8),
    ("price_sum_a_in_b", 296, 16),
    ("price_sum_b_in_a", 312, 16),
    ("trade_fee_rate", 328, 4),
    ("protocol_fee_share", 332, 4),
    ("creator_fee_share", 336, 4),
    ("curve_parameter", 340, 4),
    ("bump", 344, 1),
    ("curve", 345, 1),
    ("decimals_a", 346, 1),
    ("decimals_b", 347, 1),
    ("is_token_2022_a", 348, 1),
    ("is_token_2022_b", 349, 1),
    ("swaps_paused", 350, 1),
    ("deposits_paused", 351, 1),
    ("reserved", 352, 48),
];

const FARM: &[Field] = &[
    ("pool", 8, 32),
    ("lp_mint", 40, 32),
    ("stake_vault", 72, 32),
    ("creator", 104, 32),
    ("staked_lp", 136, 8),
    ("locked_forever_lp", 144, 8),
    ("total_weight", 152, 8),
    ("last_slot", 160, 8),
    ("growth", 168, 24),
    ("idle_slots", 192, 8),
    ("entries", 200, 8),
    ("exits", 208, 8),
    ("starts", 216, 8),
    ("ends", 224, 8),
    ("campaigns", 232, 4),
    ("boundary_count", 236, 4),
    ("crossed_count", 240, 4),
    ("bump", 244, 1),
    ("padding", 245, 3),
    ("lock_choices", 248, 64),
    ("boundaries", 312, 64 * 32),
];

const CAMPAIGN: &[Field] = &[
    ("farm", 8, 32),
    ("reward_mint", 40, 32),
    ("reward_vault", 72, 32),
    ("funder", 104, 32),
    ("refundee", 136, 32),
    ("funded", 168, 8),
    ("paid", 176, 8),
    ("refunded", 184, 8),
    ("rate_amount", 192, 8),
    ("rate_slots", 200, 8),
    ("start_slot", 208, 8),
    ("end_slot", 216, 8),
    ("growth_at_start", 224, 24),
    ("growth_at_end", 248, 24),
    ("idle_at_start", 272, 8),
    ("idle_at_end", 280, 8),
    ("exits_at_start", 288, 8),
    ("entries_at_end", 296, 8),
    ("settled_positions", 304, 8),
    ("number", 312, 4),
    ("start_known", 316, 1),
    ("end_known", 317, 1),
    ("bump", 318, 1),
    ("is_token_2022", 319, 1),
    ("decimals", 320, 1),
    ("padding", 321, 7),
    ("reserved", 328, 56),
];

const POSITION: &[Field] = &[
    ("farm", 8, 32),
    ("owner", 40, 32),
    ("number", 72, 8),
    ("lp_amount", 80, 8),
    ("weight", 88, 8),
    ("growth_at_entry", 96, 24),
    ("growth_at_exit", 120, 24),
    ("entry_number", 144, 8),
    ("exit_number", 152, 8),
    ("ends_at_entry", 160, 8),
    ("starts_at_exit", 168, 8),
    ("entry_slot", 176, 8),
    ("exit_slot", 184, 8),
    ("is_open", 192, 1),
    ("bump", 193, 1),
    ("padding", 194, 2),
    ("multiplier", 196, 4),
    ("locked_until_slot", 200, 8),
    ("locked_worth", 208, 8),
    ("reserved", 216, 32),
    ("record_count", 248, 4),
    ("record_padding", 252, 4),
    ("records", 256, 16 * 4),
];

/// Discriminator, size and fields of a type.
struct Layout {
    name: &'static str,
    discriminator: [u8; 8],
    fields: &'static [Field],
}

const LAYOUTS: [Layout; 5] = [
    Layout {
        name: "Config",
        discriminator: [155, 12, 170, 224, 30, 250, 204, 130],
        fields: CONFIG,
    },
    Layout { name: "Pool", discriminator: [241, 154, 109, 4, 17, 177, 109, 188], fields: POOL },
    Layout { name: "Farm", discriminator: [161, 156, 211, 253, 250, 64, 53, 250], fields: FARM },
    Layout {
        name: "Campaign",
        discriminator: [50, 40, 49, 11, 157, 220, 229, 192],
        fields: CAMPAIGN,
    },
    Layout {
        name: "Position",
        discriminator: [170, 188, 143, 228, 122, 64, 247, 208],
        fields: POSITION,
    },
];

fn layout(name: &str) -> &'static Layout {
    let kind = name.strip_suffix(WITH_TOKEN_2022).unwrap_or(name);
    LAYOUTS.iter().find(|layout| layout.name == kind).expect("a layout")
}

/// Ends the names of accounts that have to do with tokens of Token-2022.
const WITH_TOKEN_2022: &str = "-2022";

fn bytes(world: &World, address: &Address) -> Vec<u8> {
    let account = world.account(address);
    assert_eq!(account.owner, PROGRAM);
    account.data
}

/// The same of a stable pool whose vaults are of Token-2022, one of them with a transfer fee, as is
/// the reward of its campaign.
fn accounts_with_token_2022() -> Vec<(&'static str, Vec<u8>)> {
    let keys = keys_with_token_2022();
    let mut world = World::over(keys);
    let campaign = world.fund_in(mints::FEE_2022, 7_000_000, 0, 700);
    world.stake(ALICE, 1, 3_456_789);
    world.pass(70);
    world.send(&calls::swap(&keys, BOB, false, 12_345_678));
    world.send(&calls::claim(keys.farm, campaign, mints::FEE_2022, ALICE, ALICE, 1));
    vec![("Pool-2022", bytes(&world, &keys.pool)), ("Campaign-2022", bytes(&world, &campaign))]
}

fn keys_with_token_2022() -> PoolKeys {
    PoolKeys::stable(World::new().keys.config, mints::PLAIN_2022, mints::FEE_2022, 250)
}

/// A sequence that leaves something in every field that can hold anything, and one account of each
/// type to look at.
fn accounts() -> Vec<(&'static str, Vec<u8>)> {
    let mut world = World::new();
    let keys = world.keys;
    world.send(&calls::propose_admin(ADMIN, keys.config, BOB));
    world.fund(1_234_567, 0, 1_000);
    let later = world.next_campaign(7_654_321, 1_050, 500);
    world.send(&calls::create_campaign(&later));
    world.send(&calls::stake_locked(&keys, ALICE, 7, 1_234_567, 0));
    world.pass(31);
    world.send(&calls::swap(&keys, BOB, true, 98_765_432));
    world.send(&calls::swap(&keys, BOB, false, 23_456_789));
    world.send(&calls::stake_locked(&keys, BOB, 3, 2_345_678, 2));
    world.send(&calls::lock_forever(&keys, BOB, 3));
    world.pass(40);
    let first = address::campaign(&keys.farm, 0);
    let call = calls::claim(keys.farm, first, mints::REWARD, ALICE, ALICE, 7);
    world.send(&call);
    world.pass(9);
    world.unstake(ALICE, 7);
    world.pass(5);
    let call = calls::claim(keys.farm, first, mints::REWARD, ALICE, ALICE, 7);
    world.send(&call);
    world.pass(2_000);
    world.send(&world.settle_call(first));
    world.send(&calls::set_pause(&keys, ADMIN, true, true));
    let position = address::position(&keys.farm, &ALICE, 7);
    vec![
        ("Config", bytes(&world, &keys.config)),
        ("Pool", bytes(&world, &keys.pool)),
        ("Farm", bytes(&world, &keys.farm)),
        ("Campaign", bytes(&world, &first)),
        ("Position", bytes(&world, &position)),
    ]
}

fn fixture(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    folder.join(format!("{}.hex", name.to_lowercase()))
}

fn written(bytes: &[u8]) -> String {
    bytes.chunks(32).fold(String::new(), |mut text, line| {
        for byte in line {
            write!(text, "{byte:02x}").expect("memory");
        }
        text + "\n"
    })
}

fn stored(name: &str) -> Vec<u8> {
    let text = std::fs::read_to_string(fixture(name)).expect("a fixture");
    let digits: Vec<_> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let byte = |pair: &[u8]| {
        u8::from_str_radix(std::str::from_utf8(pair).expect("digits"), 16).expect("digits")
    };
    digits.chunks(2).map(byte).collect()
}

#[test]
fn s5_the_same_sequence_leaves_the_bytes_that_are_stored() {
    for (name, bytes) in accounts().into_iter().chain(accounts_with_token_2022()) {
        if std::env::var_os("LM_WRITE_FIXTURES").is_some() {
            let path = fixture(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, written(&bytes)).expect("a fixture");
        }
        let stored = stored(name);
        assert_eq!(bytes.len(), stored.len(), "size of {name}");
        for (field, from, length) in layout(name).fields {
            let (from, until) = (*from, from + length);
            assert_eq!(bytes[from..until], stored[from..until], "{name}.{field}");
        }
        assert_eq!(bytes, stored, "{name}");
    }
}

#[test]
fn s5_fields_follow_each_other_and_fill_the_account() {
    for Layout { name, discriminator: head, fields } in LAYOUTS {
        let bytes = stored(name);
        assert_eq!(bytes[..8], head, "discriminator of {name}");
        assert_eq!(head, discriminator("account", name), "discriminator of {name}");
        let mut at = 8;
        for (field, from, length) in fields {
            assert_eq!(*from, at, "{name}.{field}");
            at += length;
        }
        assert_eq!(bytes.len(), at, "size of {name}");
    }
}

fn field(name: &str, wanted: &str) -> Vec<u8> {
    let (_, from, length) =
        layout(name).fields.iter().find(|(field, _, _)| *field == wanted).expect("a field");
    stored(name)[*from..from + length].to_vec()
}

fn number(name: &str, wanted: &str) -> u64 {
    let mut bytes = field(name, wanted);
    bytes.resize(8, 0);
    u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
}

fn is(name: &str, wanted: &str, address: Address) {
    assert_eq!(field(name, wanted), address.as_ref(), "{name}.{wanted}");
}

/// What the sequence wrote, in the fields in which it must be: two fields that changed places would
/// have the same size and offset.
#[test]
fn s5_every_field_means_what_it_did() {
    let keys = World::new().keys;
    is("Config", "admin", ADMIN);
    is("Config", "pending_admin", BOB);
    is("Config", "fee_recipient", ADMIN);
    is("Pool", "config", keys.config);
    is("Pool", "creator", CREATOR);
    is("Pool", "mint_a", keys.mint_a);
    is("Pool", "mint_b", keys.mint_b);
    is("Pool", "vault_a", keys.vault_a);
    is("Pool", "vault_b", keys.vault_b);
    is("Pool", "lp_mint", keys.lp_mint);
    is("Farm", "pool", keys.pool);
    is("Farm", "lp_mint", keys.lp_mint);
    is("Farm", "stake_vault", keys.stake_vault);
    is("Farm", "creator", CREATOR);
    is("Campaign", "farm", keys.farm);
    is("Campaign", "reward_mint", mints::REWARD);
    is("Campaign", "reward_vault", address::reward_vault(&address::campaign(&keys.farm, 0)));
    is("Campaign", "funder", FUNDER);
    is("Campaign", "refundee", REFUNDEE);
    is("Position", "farm", keys.farm);
    is("Position", "owner", ALICE);
    for (name, wanted, due) in [
        ("Config", "trade_fee_rate", 3_000),
        ("Config", "protocol_fee_share", 200_000),
        ("Config", "creator_fee_share", 100_000),
        ("Config", "index", 0),
        ("Pool", "trade_fee_rate", 3_000),
        ("Pool", "protocol_fee_share", 200_000),
        ("Pool", "creator_fee_share", 100_000),
        ("Pool", "curve", 0),
        ("Pool", "decimals_a", 6),
        ("Pool", "decimals_b", 9),
        ("Pool", "swaps_paused", 1),
        ("Pool", "deposits_paused", 1),
        ("Pool", "observed_slot", 1_031),
        // 0.3 % of 98,765,432 is 296,297 rounded up, of which a fifth and a tenth.
        ("Pool", "protocol_fees_a", 59_259),
        ("Pool", "creator_fees_a", 29_629),
        // 0.3 % of 23,456,789 is 70,371 rounded up.
        ("Pool", "protocol_fees_b", 14_074),
        ("Pool", "creator_fees_b", 7_037),
        ("Pool", "lp_supply", 12_000_000_000),
        ("Farm", "staked_lp", 2_345_678),
        ("Farm", "locked_forever_lp", 2_345_678),
        ("Farm", "total_weight", 4_691_356),
        ("Farm", "last_slot", 3_085),
        ("Farm", "idle_slots", 0),
        ("Farm", "entries", 2),
        ("Farm", "exits", 1),
        ("Farm", "starts", 2),
        ("Farm", "ends", 2),
        ("Farm", "campaigns", 2),
        ("Farm", "boundary_count", 2),
        ("Farm", "crossed_count", 2),
        ("Campaign", "funded", 1_234_567),
        ("Campaign", "rate_amount", 1_234_567),
        ("Campaign", "rate_slots", 1_000),
        ("Campaign", "start_slot", 1_000),
        ("Campaign", "end_slot", 2_000),
        ("Campaign", "entries_at_end", 2),
        ("Campaign", "settled_positions", 1),
        ("Campaign", "start_known", 1),
        ("Campaign", "end_known", 1),
        ("Campaign", "decimals", 6),
        ("Position", "number", 7),
        ("Position", "lp_amount", 0),
        ("Position", "weight", 1_234_567),
        ("Position", "entry_number", 0),
        ("Position", "exit_number", 0),
        ("Position", "starts_at_exit", 2),
        ("Position", "entry_slot", 1_000),
        ("Position", "exit_slot", 1_080),
        ("Position", "is_open", 0),
        ("Position", "multiplier", 10_000),
        ("Position", "record_count", 1),
    ] {
        assert_eq!(number(name, wanted), due, "{name}.{wanted}");
    }
    // The only record: paid, campaign 0, settled.
    let paid = number("Campaign", "paid");
    let records = field("Position", "records");
    assert!(paid > 0);
    assert_eq!(records[..8], paid.to_le_bytes());
    assert_eq!(records[8..16], [0, 0, 0, 0, 1, 0, 0, 0]);
}

#[test]
fn s5_every_field_means_what_it_did_with_token_2022() {
    let keys = keys_with_token_2022();
    is("Pool-2022", "mint_a", keys.mint_a);
    is("Pool-2022", "mint_b", keys.mint_b);
    is("Pool-2022", "vault_a", keys.vault_a);
    is("Pool-2022", "vault_b", keys.vault_b);
    is("Campaign-2022", "farm", keys.farm);
    is("Campaign-2022", "reward_mint", mints::FEE_2022);
    for (name, wanted, due) in [
        ("Pool-2022", "curve", 1),
        ("Pool-2022", "curve_parameter", 250),
        ("Pool-2022", "is_token_2022_a", 1),
        ("Pool-2022", "is_token_2022_b", 1),
        ("Pool-2022", "swaps_paused", 0),
        ("Pool-2022", "deposits_paused", 0),
        ("Campaign-2022", "is_token_2022", 1),
        ("Campaign-2022", "rate_slots", 700),
        ("Campaign-2022", "end_slot", 1_700),
        ("Campaign-2022", "start_known", 1),
        ("Campaign-2022", "end_known", 0),
    ] {
        assert_eq!(number(name, wanted), due, "{name}.{wanted}");
    }
    assert_eq!([number("Pool", "is_token_2022_a"), number("Campaign", "is_token_2022")], [0, 0]);
    // What arrived of the 7,000,000, a tenth of it to the only one staked, in whole units.
    let arrived = number("Campaign-2022", "funded");
    assert!(arrived < 7_000_000);
    assert_eq!(number("Campaign-2022", "rate_amount"), arrived);
    assert!(arrived / 10 - number("Campaign-2022", "paid") <= 1);
}
