# shellcheck shell=bash
# What the scripts under tools/ share. Source it; it turns on the strict mode.
set -euo pipefail

LM_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
LM_CACHE=${LM_CACHE_DIR:-$HOME/.cache/liquidity-mining}
export LM_ROOT LM_CACHE

# shellcheck source=tools/lib/log.sh
source "$LM_ROOT/tools/lib/log.sh"
# shellcheck source=tools/lib/need.sh
source "$LM_ROOT/tools/lib/need.sh"
# shellcheck source=tools/lib/npm.sh
source "$LM_ROOT/tools/lib/npm.sh"
# shellcheck source=tools/lib/cargo.sh
source "$LM_ROOT/tools/lib/cargo.sh"
# shellcheck source=tools/lib/program.sh
source "$LM_ROOT/tools/lib/program.sh"
