# shellcheck shell=bash
# Fetches the packages of debs.lock into $SBF_CACHE/debs, by apt but apart from the system's own
# apt: it has its own sources, lists and state, and installs nothing.

DEBS_LOCK=$SBF_DIR/debs.lock
DEBS=$SBF_CACHE/debs

lock_lines() { grep -v -e '^#' -e '^[[:space:]]*$' "$DEBS_LOCK"; }

# A file is named after its hash, so a changed pin never meets an old file.
deb_path() { printf '%s/%s_%s.deb\n' "$DEBS" "$1" "${2:0:16}"; }

deb_is_whole() { [[ -f $1 ]] && [[ $(sha256sum <"$1" | cut -d' ' -f1) == "$2" ]]; }

# The mirrors of this machine's own apt serve, so that whoever runs a mirror keeps using it.
# Debian's main archive also carries sid.
find_mirrors() {
    local uris
    # shellcheck disable=SC2016 # apt fills this in, not the shell
    uris=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sort -u || true)
    main_mirror=${LM_DEBIAN_MIRROR:-$(grep -m1 -E '/debian/?$' <<<"$uris" || true)}
    security_mirror=${LM_DEBIAN_SECURITY_MIRROR:-$(grep -m1 -E '/debian-security/?$' <<<"$uris" || true)}
    [[ -n $main_mirror && -n $security_mirror ]] || die "no Debian mirrors found in this machine's apt sources" \
        'Set LM_DEBIAN_MIRROR and LM_DEBIAN_SECURITY_MIRROR to the base addresses of a Debian mirror' \
        '(those that end in /debian and /debian-security), or use the Solana tools: see tools/sbf/README.md.'
    keyring=${LM_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
    [[ -r $keyring ]] || die "Debian's signing keys are not at $keyring" \
        'Install the package debian-archive-keyring, or set LM_DEBIAN_KEYRING to the file.'
}

# Writes a configuration of apt that knows nothing of the system's.
private_apt() {
    apt_root=$SBF_CACHE/apt
    mkdir -p "$apt_root"/{lists/partial,archives/partial}
    : >"$apt_root/status"
    local by="[arch=amd64 signed-by=$keyring]"
    cat >"$apt_root/sources.list" <<-EOF
	deb $by $main_mirror bookworm main
	deb $by $security_mirror bookworm-security main
	deb $by $main_mirror sid main
	EOF
    cat >"$apt_root/apt.conf" <<-EOF
	Dir::Etc::main "/dev/null";
	Dir::Etc::parts "/dev/null";
	Dir::Etc::sourcelist "$apt_root/sources.list";
	Dir::Etc::sourceparts "/dev/null";
	Dir::Etc::preferences "/dev/null";
	Dir::Etc::preferencesparts "/dev/null";
	Dir::State "$apt_root";
	Dir::State::lists "$apt_root/lists";
	Dir::State::status "$apt_root/status";
	Dir::Cache "$apt_root";
	APT::Architecture "amd64";
	APT::Architectures { "amd64"; };
	APT::Sandbox::User "";
	Acquire::Languages "none";
	Acquire::Retries "3";
	EOF
    export APT_CONFIG=$apt_root/apt.conf
}

update_lists() {
    local log=$apt_root/update.log
    local -a strict=(apt-get -qq -o APT::Update::Error-Mode=any update)
    retry "${strict[@]}" >"$log" 2>&1 && return
    # A mirror that stands still serves lists past their date. Their signature still holds, and a
    # pinned hash does not age; only an attacker who withholds newer packages would gain by it.
    if grep -q 'is expired' "$log"; then
        say "notice: the mirror's package lists are past their date; taking them, for their signatures hold"
        strict+=(-o Acquire::Check-Valid-Until=false)
        retry "${strict[@]}" >"$log" 2>&1 && return
    fi
    cat "$log" >&2
    die "apt cannot read Debian's package lists" \
        'Check the network, or name another mirror by LM_DEBIAN_MIRROR and LM_DEBIAN_SECURITY_MIRROR.'
}

# Versions on offer for a package, newest first, from the suites that its set comes from.
versions_of() { # set package
    local suites='sid/'
    [[ $1 == rust ]] && suites='bookworm(-security)?/'
    apt-cache madison "$2" 2>/dev/null | awk -F' *[|] *' -v s=" $suites" '$3 ~ s { print $2 }' | uniq
}

# apt itself checks what it downloads against the signed lists.
download() { # package version -> $downloaded
    local dir=$DEBS/.partial
    rm -rf "$dir"
    mkdir -p "$dir"
    (cd "$dir" && retry apt-get -qq download "$1=$2") >"$apt_root/download.log" 2>&1 || {
        cat "$apt_root/download.log" >&2
        die "cannot download $1 $2" 'Check the network and try again; what is already there is kept.'
    }
    local -a files=("$dir"/*.deb)
    downloaded=${files[0]}
}

# Brings in one set. Prints "set package version sha256 file" for each of its packages.
#
# A set stands or falls as a whole: when one pinned version is gone, all of the set move to what
# Debian has now, for its packages are built to go together.
fetch_set() { # set
    local set=$1 pkg version sha accept file offered newer=no
    local -a missing=()
    while read -r s pkg version sha accept; do
        [[ $s == "$set" ]] || continue
        deb_is_whole "$(deb_path "$pkg" "$sha")" "$sha" || missing+=("$pkg $version $sha")
    done < <(lock_lines)

    if ((${#missing[@]})); then
        [[ -n ${apt_root:-} ]] || { find_mirrors; private_apt; update_lists; }
        local m
        for m in "${missing[@]}"; do
            read -r pkg version sha <<<"$m"
            versions_of "$set" "$pkg" | grep -xF "$version" >/dev/null || { newer=yes; break; }
        done
        if [[ $newer == no ]]; then
            for m in "${missing[@]}"; do
                read -r pkg version sha <<<"$m"
                download "$pkg" "$version"
                deb_is_whole "$downloaded" "$sha" || die "$pkg $version is not the file that tools/sbf/debs.lock names" \
                    "expected sha256 $sha" "got      sha256 $(sha256sum <"$downloaded" | cut -d' ' -f1)"
                mv "$downloaded" "$(deb_path "$pkg" "$sha")"
                say "  $pkg $version"
            done
        fi
    fi

    while read -r s pkg version sha accept; do
        [[ $s == "$set" ]] || continue
        if [[ $newer == yes ]]; then
            offered=
            while read -r v; do
                # shellcheck disable=SC2053 # a pattern, on purpose
                [[ $v == $accept ]] && { offered=$v; break; }
            done < <(versions_of "$set" "$pkg")
            [[ -n $offered ]] || die "Debian no longer has $pkg in a version that fits ($accept)" \
                'This build way has to be brought up to date: see "When Debian moves" in tools/sbf/README.md.'
            download "$pkg" "$offered"
            sha=$(sha256sum <"$downloaded" | cut -d' ' -f1)
            mv "$downloaded" "$(deb_path "$pkg" "$sha")"
            [[ $offered == "$version" ]] || say "NOTICE: $pkg $offered (sha256 $sha) stands in for the pinned $version, which Debian no longer has"
            version=$offered
        fi
        file=$(deb_path "$pkg" "$sha")
        printf '%s %s %s %s %s\n' "$set" "$pkg" "$version" "$sha" "$file"
    done < <(lock_lines)
    rm -rf "$DEBS/.partial"
}
