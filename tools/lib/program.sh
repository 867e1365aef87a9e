# shellcheck shell=bash
# The program's build output, and builds of other sources.

# The bytecode, whichever tool builds: docs/decisions/0012-sbpf-v3.md.
PROGRAM_ARCH=v3

# Build tools invent a keypair for a program that has none in target/deploy, and Anchor then refuses
# to build, since it is not the address that the program declares. A keypair that is there and is
# neither is kept aside: it may be somebody's.
place_program_keypair() {
    local ours=$LM_ROOT/tests/keys/liquidity_mining-keypair.json
    local theirs=$LM_ROOT/target/deploy/liquidity_mining-keypair.json
    if [[ -f $theirs ]]; then
        cmp -s "$ours" "$theirs" && return
        local address
        address=$(node "$LM_ROOT/tools/localnet/bin/address" "$theirs" 2>/dev/null) || address=unreadable
        grep -q "declare_id!(\"$address\")" "$LM_ROOT/programs/liquidity-mining/src/lib.rs" && return
        mv "$theirs" "$theirs.$address"
        note "target/deploy had a keypair of $address, which is not the program's: kept beside it"
    fi
    mkdir -p "${theirs%/*}"
    install -m 600 "$ours" "$theirs"
}

# copy_sources FOLDER: this checkout's files that git knows, as they are now, and nothing else there.
copy_sources() {
    rm -rf "$1"
    mkdir -p "$1"
    git -C "$LM_ROOT" ls-files -z | (cd "$LM_ROOT" && xargs -0 cp --parents -t "$1")
}

# export_commit COMMIT FOLDER: that commit's files, and nothing else there.
export_commit() {
    rm -rf "$2"
    mkdir -p "$2"
    git -C "$LM_ROOT" archive "$1" | tar -x -C "$2"
}

# build_sources FOLDER OUT [TARGET]: the program of other sources than this checkout's, put into OUT.
# Compiled in TARGET, or in a folder for all such builds. Shows what the build says only when it fails.
build_sources() (
    sources=$1 out=$2 target=${3:-$LM_CACHE/target/others}
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    mkdir -p "$LM_CACHE/target"
    exec 8>"$target.lock"
    flock 8
    # The standard library is compiled already, and sources with other tools compile it anew.
    [[ -n ${3:-} || -d $target || ! -d $LM_CACHE/target/program ]] || cp -a "$LM_CACHE/target/program" "$target"
    # Those before had other sources under the same names.
    forget_own_crates "$target"
    cd "$sources"
    CARGO_TARGET_DIR=$target tools/sbf/bin/cargo-build-sbf --locked --arch "$PROGRAM_ARCH" \
        --manifest-path programs/liquidity-mining/Cargo.toml --sbf-out-dir "$out" >"$log" 2>&1 || {
        tail -n 30 "$log" >&2
        exit 1
    }
)
