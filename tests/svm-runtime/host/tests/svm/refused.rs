//! What would fail on the chain must not get past the build.

use svm_runtime_tests::build;

fn refusal(program: &str) -> String {
    let output = build("refused", &["--package", program]);
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{program} was built:\n{says}");
    says
}

#[test]
fn a_frame_that_is_too_large() {
    let says = refusal("refused-big-frame");
    assert!(says.contains("refused_big_frame::hoards") && says.contains("stack frame"), "{says}");
}

#[test]
fn a_name_that_nothing_defines() {
    let says = refusal("refused-unresolved");
    assert!(says.contains("sol_make_me_rich"), "{says}");
}

#[test]
fn a_division_that_there_is_no_code_for() {
    let says = refusal("refused-signed-division");
    assert!(says.contains("signed division") && says.contains("unsigned_abs"), "{says}");
}

#[test]
fn an_unknown_argument() {
    let output = build("refused", &["--make-it-fast"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown argument: --make-it-fast"));
}
