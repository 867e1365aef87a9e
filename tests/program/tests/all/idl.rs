//! What this crate says of the program's interface, held against the published IDL.

use std::collections::BTreeSet;
use std::path::PathBuf;

use program_tests::address::PROGRAM;
use program_tests::books::{self, Books};
use program_tests::call::discriminator;
use program_tests::error::{FIRST_CODE, NAMES};
use program_tests::event::{self, Event};
use program_tests::tour::tour;
use serde_json::Value;

fn idl() -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../app/client/idl/liquidity_mining.json");
    let text = std::fs::read_to_string(&path).expect("the IDL is in app/client/idl");
    serde_json::from_str(&text).expect("the IDL is JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn names(values: &[Value]) -> Vec<&str> {
    values.iter().filter_map(|value| value["name"].as_str()).collect()
}

fn named<'a>(values: &'a [Value], name: &str) -> &'a Value {
    let found = values.iter().find(|value| value["name"] == name);
    found.unwrap_or_else(|| panic!("the IDL has no {name}"))
}

/// Bytes of a type in the layout of C, and what they are aligned to.
fn layout(idl: &Value, kind: &Value) -> (usize, usize) {
    match kind.as_str() {
        Some("u8" | "bool") => return (1, 1),
        Some("u16") => return (2, 2),
        Some("u32") => return (4, 4),
        Some("u64") => return (8, 8),
        Some("pubkey") => return (32, 1),
        _ => {}
    }
    if let Some([of, count]) = kind["array"].as_array().map(Vec::as_slice) {
        let (size, align) = layout(idl, of);
        return (size * count.as_u64().map_or(0, |count| count as usize), align);
    }
    let name = kind["defined"]["name"].as_str().unwrap_or_else(|| panic!("unknown type {kind}"));
    let fields = list(&named(list(idl, "types"), name)["type"], "fields");
    let (mut size, mut align) = (0_usize, 1);
    for field in fields {
        let (bytes, to) = layout(idl, &field["type"]);
        size = size.next_multiple_of(to) + bytes;
        align = align.max(to);
    }
    (size.next_multiple_of(align), align)
}

fn check_type<T>(idl: &Value, list_name: &str, space: &str, name: &str) {
    let kind = serde_json::json!({ "defined": { "name": name } });
    assert_eq!(layout(idl, &kind).0, size_of::<T>(), "size of {name}");
    let entry = named(list(idl, list_name), name);
    assert_eq!(entry["discriminator"], serde_json::json!(discriminator(space, name)), "{name}");
}

#[test]
fn every_instruction_has_these_accounts_flags_and_arguments() {
    let idl = idl();
    assert_eq!(idl["address"], PROGRAM.to_string());
    let stops = tour();
    for stop in &stops {
        let call = &stop.call;
        let entry = named(list(&idl, "instructions"), call.name);
        assert_eq!(entry["discriminator"], serde_json::json!(discriminator("global", call.name)));
        let accounts = list(entry, "accounts");
        assert_eq!(call.roles(), names(accounts), "{}", call.name);
        for (part, account) in call.parts.iter().zip(accounts) {
            let flags = (account["signer"] == true, account["writable"] == true);
            assert_eq!((part.is_signer, part.is_writable), flags, "{} {}", call.name, part.role);
        }
        let bytes: usize = list(entry, "args").iter().map(|arg| layout(&idl, &arg["type"]).0).sum();
        assert_eq!(call.args.len(), bytes, "{}", call.name);
    }
    let toured: BTreeSet<_> = stops.iter().map(|stop| stop.call.name).collect();
    let listed: BTreeSet<_> = names(list(&idl, "instructions")).into_iter().collect();
    assert_eq!(toured, listed, "instructions toured and instructions there are");
}

#[test]
fn every_error_has_this_name_and_code() {
    let idl = idl();
    let errors = list(&idl, "errors");
    assert_eq!(names(errors), NAMES);
    for (code, error) in (FIRST_CODE..).zip(errors) {
        assert_eq!(error["code"], code);
    }
}

#[test]
fn every_account_and_event_has_this_size_and_discriminator() {
    let idl = idl();
    macro_rules! check {
        ($list:literal, $space:literal, $trait:ident: $($type:ty),*) => {
            $(check_type::<$type>(&idl, $list, $space, <$type as $trait>::NAME);)*
            let here = [$(<$type as $trait>::NAME),*].into_iter().collect::<BTreeSet<_>>();
            let there = names(list(&idl, $list)).into_iter().collect::<BTreeSet<_>>();
            assert_eq!(here, there);
        };
    }
    check!("accounts", "account", Books:
        books::Config, books::Pool, books::Farm, books::Campaign, books::Position);
    check!("events", "event", Event:
        event::ConfigCreated, event::ConfigUpdated, event::AdminProposed, event::AdminChanged,
        event::LockChoicesSet, event::PoolCreated, event::PauseSet, event::Skimmed,
        event::LiquidityChanged, event::SingleSidedChanged, event::Swapped, event::FeesCollected,
        event::CampaignCreated, event::CampaignToppedUp, event::StakeChanged,
        event::PositionRestaked, event::LockedForever, event::RewardClaimed, event::RewardForfeited,
        event::CampaignCollected, event::PositionClosed);
}
