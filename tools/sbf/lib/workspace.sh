# shellcheck shell=bash disable=SC2034,SC2001 # used by who sources this; sed reads better here
# Asks cargo what there is to build.

# Sets root_manifest, target_dir and packages_json (one package to a line).
read_workspace() { # manifest, or nothing
    local -a at=()
    [[ -z $1 ]] || at=(--manifest-path "$1")
    manifest=$(cargo locate-project --message-format plain ${at[@]+"${at[@]}"}) || die 'there is no Cargo.toml here or above' \
        'Name one by --manifest-path.'
    root_manifest=$(cargo locate-project --workspace --message-format plain --manifest-path "$manifest")
    local metadata
    metadata=$(cargo metadata --no-deps --format-version 1 --manifest-path "$manifest") || die "cargo cannot read $manifest"
    target_dir=$(sed -E 's/.*"target_directory":"([^"]*)".*/\1/' <<<"$metadata")
    # Each package starts with its name and version; nothing else in there does.
    packages_json=$(sed 's/{"name":"[^"]*","version":"/\n&/g' <<<"$metadata" | grep '^{"name":"' || true)
}

name_of() { sed -E 's/^\{"name":"([^"]*)".*/\1/'; }

# Sets programs: the packages named, or the one whose manifest was named, or all in the workspace.
choose_programs() { # yes|no, names
    local whole=$1 makes own
    shift
    makes=$(grep -E '"crate_types":\[[^]]*"cdylib"' <<<"$packages_json" || true)
    programs=("$@")
    ((${#programs[@]} == 0)) || return 0
    own=$(grep -F "\"manifest_path\":\"$manifest\"" <<<"$makes" | name_of || true)
    if [[ -n $own && $whole == no ]]; then
        programs=("$own")
    elif [[ -n $own || $whole == yes || $manifest == "$root_manifest" ]]; then
        mapfile -t programs < <([[ -z $makes ]] || name_of <<<"$makes")
    fi
    ((${#programs[@]})) || die "$manifest is not a program" 'A program has crate-type = ["cdylib"] (and "lib", for its tests) under [lib].'
}

# The files of the programs that cargo said it made. Those of dependencies that happen to be programs
# too stay in cargo's folder for dependencies.
made_programs() { # file of messages
    grep '"reason":"compiler-artifact"' "$1" | grep -E '"crate_types":\[[^]]*"cdylib"' | grep -oE '"[^"]+\.so"' |
        grep -F '/sbpf-solana/' | grep -vF '/deps/' | tr -d '"' | sort -u
}
