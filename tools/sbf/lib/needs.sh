# shellcheck shell=bash
# Says what is missing on this machine before anything is fetched.

check_needs() {
    [[ $(uname -sm) == 'Linux x86_64' ]] || die "this build way runs on Linux on x86-64 only, not on $(uname -sm)" \
        'Use the Solana tools: their cargo-build-sbf is taken as soon as it is on PATH.'
    local tool version
    for tool in apt-get apt-cache dpkg-deb; do
        command -v "$tool" >/dev/null || die "$tool is missing: this build way takes its compiler from Debian's packages" \
            'Run it on Debian (a container will do), or use the Solana tools.'
    done
    for tool in cargo cc flock patch sha256sum tar; do
        command -v "$tool" >/dev/null || die "$tool is missing" \
            'Install Rust by rustup, and the Debian packages build-essential, patch and util-linux.'
    done
    # The user's cargo drives the private compiler, and older ones do not know all of the switches.
    version=$(cargo --version | cut -d' ' -f2)
    [[ $(printf '%s\n' 1.95.0 "${version%%-*}" | sort -V | head -n1) == 1.95.0 ]] || die \
        "cargo $version is too old for this build way, which needs 1.95 or newer" 'Run: rustup update stable'
}
