# shellcheck shell=bash
# cargo, kept quiet when all is well.

need_rust() {
    local wanted=1.95 have
    need_cmd cargo "Install Rust $wanted or newer with rustup."
    have=$(rustc --version | cut -d ' ' -f 2)
    [[ $(printf '%s\n%s\n' "$wanted" "$have" | sort -V | head -n 1) == "$wanted" ]] ||
        die "Rust $have is too old" "rustup toolchain install $wanted && rustup default $wanted"
}

# cargo_quiet "Compiling the tests" test --no-run ...: in the repository's root; the output shows
# only when cargo fails. Always with the committed lock.
cargo_quiet() {
    local what=$1 log
    shift
    step "$what"
    log=$(mktemp)
    if ! (cd "$LM_ROOT" && cargo "$1" --locked "${@:2}") >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "cargo $1 failed" "cargo $1 --locked ${*:2}"
    fi
    rm -f "$log"
}

# with_shared_target tests cargo test ...: what cargo compiles goes into the cache folder, so that the
# next checkout, of a colleague's branch or in CI, does not compile some hundred dependencies again.
with_shared_target() {
    local target=$LM_CACHE/target/$1
    own_target "$target"
    CARGO_TARGET_DIR=$target "${@:2}"
}

# cargo names the crates of a workspace by their place in it, whatever the checkout, and takes those
# that another checkout compiled last for this one's. So whoever comes to a target folder after
# another checkout compiles the workspace's own crates anew.
own_target() {
    local target=$1
    [[ $(cat "$target/checkout" 2>/dev/null) != "$LM_ROOT" ]] || return 0
    forget_own_crates "$target"
    printf '%s' "$LM_ROOT" >"$target/checkout"
}

# What was compiled of a workspace's own crates: they are compiled anew, whatever the age of the sources.
forget_own_crates() {
    mkdir -p "$1"
    rm -f "$1/checkout"
    find "$1" -type d -path '*/.fingerprint/*' \( -name 'liquidity-*' -o -name 'program-*' \
        -o -name 'svm-runtime-*' -o -name 'vectors-*' -o -name 'bank-tests-*' \) -prune -exec rm -rf {} +
}
