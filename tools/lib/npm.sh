# shellcheck shell=bash
# The npm packages of all workspaces, installed from package-lock.json when it changed.

# What the stamp holds: the lock says which packages, Node's version which native builds.
npm_fingerprint() {
    { cat "$LM_ROOT/package-lock.json" "$LM_ROOT"/package.json; node --version; } | sha256sum | cut -d ' ' -f 1
}

npm_install() {
    local stamp=$LM_ROOT/node_modules/.lm-lock want log
    want=$(npm_fingerprint)
    [[ -f $stamp && $(<"$stamp") == "$want" ]] && return
    step 'Installing the npm packages of package-lock.json'
    log=$(mktemp)
    if ! (cd "$LM_ROOT" && npm ci --no-progress) >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        die 'npm ci failed' "Its whole output is in $log." \
            'Is the registry that npm is set up with within reach (npm ping)?'
    fi
    rm -f "$log"
    printf '%s\n' "$want" >"$stamp"
}
