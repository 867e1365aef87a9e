# shellcheck shell=bash
# Puts together the compiler, the linker and the checker. Each function fills the folder it is given.

make_toolchain() { # into a folder
    local dir=$1 set pkg file
    local -a sources llvm
    mkdir -p "$dir"/{rust,runtime,llvm,bin}
    while read -r set pkg _ _ file; do
        if [[ $pkg == rust-web-src ]]; then
            # Of the compiler's whole source only the libraries are wanted.
            dpkg-deb --fsys-tarfile "$file" | tar -x -C "$dir/rust" --wildcards './usr/src/*/library'
        else
            dpkg-deb -x "$file" "$dir/$set"
        fi
    done <"$dir/packages"
    sources=("$dir"/rust/usr/src/rustc-*/library)
    [[ -d ${sources[0]} ]] || die 'the package rust-web-src holds no standard library sources' \
        'See "When Debian moves" in tools/sbf/README.md.'
    mv "${sources[0]}" "$dir/library"
    rm -rf "$dir/rust/usr/src" "$dir"/*/usr/share
    # The linker looks for LLVM in a folder that holds nothing else.
    llvm=("$dir"/runtime/usr/lib/x86_64-linux-gnu/libLLVM.so.*)
    ln -s "../runtime/usr/lib/x86_64-linux-gnu/${llvm[0]##*/}" "$dir/llvm/${llvm[0]##*/}"
    cp "$SBF_DIR/lib/run-rustc" "$dir/bin/rustc"
    "$dir/bin/rustc" --version >/dev/null || die 'the unpacked compiler does not start' \
        'See "When Debian moves" in tools/sbf/README.md.'
}

make_linker() { # into a folder
    RUSTC=$TOOLCHAIN/bin/rustc retry cargo install --quiet --locked --no-track --root "$1" \
        --target-dir "$1.target" "sbpf-linker@=$LINKER_VERSION" || die 'cargo could not build the linker' \
        'See the messages above. What was fetched from Debian is kept.'
    rm -rf "$1.target"
    ln -s "$TOOLCHAIN" "$1/toolchain"
    cp "$SBF_DIR/lib/run-linker" "$1/run"
    "$1/run" --version >/dev/null || die 'the linker does not start with the LLVM from Debian' \
        'See "When Debian moves" in tools/sbf/README.md.'
}

make_checker() { # into a folder
    mkdir -p "$1"
    "$TOOLCHAIN/bin/rustc" --edition 2024 -O -o "$1/sbf-check" "$SBF_DIR/check/main.rs"
}
