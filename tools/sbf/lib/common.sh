# shellcheck shell=bash disable=SC2034 # used by those who source this
# Shared by the scripts here: where things are, and how to speak.

SBF_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SBF_CACHE=${LM_CACHE_DIR:-$HOME/.cache/liquidity-mining}/sbf

say() { printf 'sbf: %s\n' "$*" >&2; }

# The first argument is what is wrong, the others what to do about it.
die() {
    printf 'sbf: error: %s\n' "$1" >&2
    shift
    local line
    for line in "$@"; do printf 'sbf:   %s\n' "$line" >&2; done
    exit 1
}

# One hash over the contents of files, in the order given.
hash_of() { cat -- "$@" | sha256sum | cut -c1-16; }

# Networks fail in passing; what fails three times does not.
retry() {
    local try
    for try in 1 2 3; do
        "$@" && return 0
        [[ $try == 3 ]] || { say "failed (try $try of 3), again in $((try * 2)) s: $*"; sleep $((try * 2)); }
    done
    return 1
}
