//! An Anchor program: accounts, a derived address, the heap, errors and panics.

use solana_address::Address;
use solana_instruction::AccountMeta;
use solana_signer::Signer;
use svm_runtime_tests::Svm;

const ID: Address = Address::from_str_const("Fg6PaFpoGXkYsidMpWTK6W2BeZ7FEfcYkg476zPFsLnS");

/// The first eight bytes of SHA-256 of "global:" and the name, as Anchor has it.
fn call(name: &str, argument: Option<u64>) -> Vec<u8> {
    let discriminator: [u8; 8] = match name {
        "open" => OPEN,
        "scale" => SCALE,
        "words" => WORDS,
        "overflow" => OVERFLOW,
        _ => unreachable!(),
    };
    [discriminator.to_vec(), argument.map(|a| a.to_le_bytes().to_vec()).unwrap_or_default()]
        .concat()
}

const OPEN: [u8; 8] = [228, 220, 155, 71, 199, 189, 60, 45];
const SCALE: [u8; 8] = [96, 169, 8, 197, 230, 146, 192, 50];
const WORDS: [u8; 8] = [214, 196, 15, 41, 71, 31, 143, 149];
const OVERFLOW: [u8; 8] = [249, 164, 72, 156, 66, 1, 57, 148];

fn counter() -> Address {
    Address::find_program_address(&[b"counter"], &ID).0
}

fn opened(start: u64) -> Svm {
    let mut svm = Svm::with("svm_runtime_anchor", ID);
    let accounts = vec![
        AccountMeta::new(svm.payer.pubkey(), true),
        AccountMeta::new(counter(), false),
        AccountMeta::new_readonly(Address::new_from_array([0; 32]), false),
    ];
    svm.send(accounts, call("open", Some(start)))
        .unwrap_or_else(|e| panic!("{}", e.meta.pretty_logs()));
    svm
}

fn value(svm: &Svm) -> u64 {
    let data = svm.svm.get_account(&counter()).unwrap().data;
    u64::from_le_bytes(data[8..16].try_into().unwrap())
}

#[test]
fn an_account_is_made_and_changed() {
    let mut svm = opened(1 << 60);
    assert_eq!(value(&svm), 1 << 60);
    svm.send(vec![AccountMeta::new(counter(), false)], call("scale", Some(45))).unwrap();
    assert_eq!(value(&svm), 15 << 60);
}

#[test]
fn an_error_changes_nothing() {
    let mut svm = opened(u64::MAX);
    let failed =
        svm.send(vec![AccountMeta::new(counter(), false)], call("scale", Some(4))).err().unwrap();
    assert!(format!("{:?}", failed.err).contains("Custom(6000)"), "{:?}", failed.err);
    assert_eq!(value(&svm), u64::MAX);
}

#[test]
fn the_heap_serves() {
    let mut svm = opened(0);
    for seed in [1u64, 5, 12] {
        let done = svm
            .send(vec![], call("words", Some(seed)))
            .unwrap_or_else(|e| panic!("{}", e.meta.pretty_logs()));
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        for i in 0..40u64 {
            *counts.entry(format!("w{}", seed.wrapping_mul(i * i + 7) % 23)).or_default() += 1;
        }
        let line: Vec<_> = counts.iter().map(|(word, n)| format!("{word}:{n}")).collect();
        assert!(done.logs.join("\n").contains(&line.join(",")), "{:?}", done.logs);
    }
}

#[test]
fn a_panic_changes_nothing() {
    let mut svm = opened(1);
    let failed =
        svm.send(vec![AccountMeta::new(counter(), false)], call("overflow", None)).err().unwrap();
    assert!(failed.meta.logs.join("\n").contains("PANICKED"), "{:?}", failed.meta.logs);
    assert_eq!(value(&svm), 1);
}
