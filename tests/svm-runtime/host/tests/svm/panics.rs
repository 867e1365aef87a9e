//! A panic fails the transaction and says in the log what happened and where.

use svm_runtime_tests::Bare;

fn logs_of(operation: u64, rest: &[u8]) -> String {
    let failed = Bare::default().run(operation, 0, rest).err().expect("it must fail");
    failed.meta.logs.join("\n")
}

#[track_caller]
fn assert_says(logs: &str, parts: &[&str]) {
    for part in parts {
        assert!(logs.contains(part), "no \"{part}\" in\n{logs}");
    }
}

#[test]
fn overflow_is_found() {
    let logs = logs_of(50, &u64::MAX.to_le_bytes());
    assert_says(&logs, &["panicked at runtime/src/lib.rs:", "attempt to add with overflow"]);
    assert!(Bare::default().run(50, 0, &1u64.to_le_bytes()).is_ok());
}

#[test]
fn a_message_is_formatted() {
    let logs = logs_of(51, &1234u64.to_le_bytes());
    assert_says(&logs, &["panicked at runtime/src/lib.rs:", "the pool holds 1234 of \"LP\""]);
}

#[test]
fn an_index_out_of_bounds_is_found() {
    let logs = logs_of(52, &777u64.to_le_bytes());
    assert_says(&logs, &["panicked at runtime/src/lib.rs:", "the len is 3 but the index is 777"]);
}

#[test]
fn division_by_zero_is_found() {
    assert_says(
        &logs_of(53, &[9; 16]),
        &["panicked at runtime/src/lib.rs:", "attempt to divide by zero"],
    );
}

#[test]
fn expectations_are_told() {
    assert_says(
        &logs_of(54, &[9; 16]),
        &["panicked at runtime/src/lib.rs:", "too wide: TryFromIntError"],
    );
}
