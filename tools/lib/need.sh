# shellcheck shell=bash
# The system's own commands: checked for before they are wanted, installed where that is allowed.

# need_cmd gcc [hint]: ends with what to do when the command is absent.
need_cmd() {
    command -v "$1" >/dev/null && return
    die "the command '$1' is not here" "${2:-Install it and run this again.}"
}

# need_debian_cmds gcc:gcc xz:xz-utils ...: pairs of a command and the Debian package that has it.
# On Debian and its kin, root gets the missing ones installed, and anyone else the line to run.
need_debian_cmds() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if ! command -v apt-get >/dev/null; then
        die "these packages are missing: ${missing[*]}" \
            "Install what your system calls them and run this again."
    fi
    if [[ $(id -u) -ne 0 ]]; then
        die "these packages are missing: ${missing[*]}" \
            "sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    step "Installing with apt-get: ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        die "apt-get could not install ${missing[*]}" "Its whole output is in $log."
    fi
    rm -f "$log"
}

# The oldest Node this repository is tested with.
need_node() {
    local wanted=20.18 have
    need_cmd node "Install Node $wanted or newer, with npm."
    need_cmd npm "Install npm; it comes with Node from most sources."
    have=$(node -p process.versions.node)
    [[ $(printf '%s\n%s\n' "$wanted" "$have" | sort -V | head -n 1) == "$wanted" ]] ||
        die "Node $have is too old" "Install Node $wanted or newer."
}
