# shellcheck shell=bash
# Makes the standard library's sources for Solana: Debian's, patched.

# cargo takes the folder above "library" as its root.
make_std() { # into a folder
    local lib=$1
    cp -r "$TOOLCHAIN/library/." "$lib"
    patch --quiet --strip=1 --directory="$lib" <"$SBF_DIR/std/solana.patch" || die 'the patch does not fit the standard library' \
        'See "When Debian moves" in tools/sbf/README.md.'
    cp "$SBF_DIR/std/alloc.rs" "$lib/std/src/sys/alloc/solana.rs"
    cp "$SBF_DIR/std/panic.rs" "$lib/std/src/sys/solana_panic.rs"
    cp "$SBF_DIR/std/builtins.rs" "$lib/compiler-builtins/compiler-builtins/src/solana.rs"
}
