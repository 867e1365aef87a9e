# shellcheck shell=bash
# Progress on stderr, so that a script's stdout stays its result.

# Seconds since the outermost script began: a script called by another goes on with its clock.
: "${LM_STARTED:=$(date +%s)}"
export LM_STARTED

log_elapsed() { printf '%ss' "$(($(date +%s) - LM_STARTED))"; }

# step "Installing npm packages"
step() { printf '==> %s (%s)\n' "$*" "$(log_elapsed)" >&2; }

note() { printf '    %s\n' "$*" >&2; }

# die "what went wrong" "what to do next"...
die() {
    printf 'error: %s\n' "$1" >&2
    shift
    local line
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}
