# shellcheck shell=bash
# The program's build output.

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
