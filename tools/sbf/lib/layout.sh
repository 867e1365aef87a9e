# shellcheck shell=bash
# What is kept where in the cache, and how to tell that it is whole.
#
# Each part has a folder of its own, named by a hash of what goes into it: a changed pin, patch or
# checker makes a new folder and leaves the rest. A folder gets its name only once it is complete.

LINKER_VERSION=0.2.6

# Raise this by one when the scripts come to put something else into the compiler's or linker's folder.
LAYOUT=1

TOOLCHAIN=$SBF_CACHE/toolchain-$LAYOUT-$(hash_of "$SBF_DIR"/debs.lock "$SBF_DIR"/lib/run-rustc)
LINKER=$SBF_CACHE/linker-$LINKER_VERSION-${TOOLCHAIN##*/toolchain-}
CHECKER=$SBF_CACHE/checker-$(hash_of "$SBF_DIR"/check/*.rs)-${TOOLCHAIN##*/toolchain-}
STD=$SBF_CACHE/std-$(hash_of "$SBF_DIR"/std/* "$SBF_DIR/lib/std.sh")-${TOOLCHAIN##*/toolchain-}

is_whole() { [[ -d $TOOLCHAIN && -d $LINKER && -d $CHECKER && -d $STD ]]; }

# Everything that a built program depends on besides its own sources.
build_stamp() {
    printf '%s %s %s %s %s\n' "${LINKER##*/}" "${CHECKER##*/}" "${STD##*/}" \
        "$(hash_of "$SBF_DIR"/lib/{compile,link,run-linker} "$SBF_DIR"/{libcalls,syscalls}.txt "$SBF_DIR/target/sbpf-solana.json" "$SBF_DIR/build")" \
        "$(cargo --version)"
}
