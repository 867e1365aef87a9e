# Everyday tasks. Each is one line; the work is in tools/.

# What there is
default:
    @just --list

# Liquidity mining end to end on a local validator
demo *options:
    tools/demo {{options}}

# All checks and tests, or only some parts: just test math program
test *parts:
    tools/test {{parts}}

# The program, to target/deploy
build *options:
    tools/build {{options}}

# IDL and TypeScript client from the program
codegen:
    tools/codegen/generate

# Compute units of every instruction, written to docs/compute-units.md
bench:
    tools/bench

# Proves the arithmetic for all inputs; --quick in a minute
prove *options:
    tools/prove {{options}}

# Mutation tests of the arithmetic, or of what is named like that; of the program with --program
mutants *options:
    tools/mutants {{options}}

# That this commit gives the same program every time, and that a file or a cluster (--url) has it
verify *options:
    tools/verify {{options}}

# 100,000 transactions of 1,000 people, in one run
load *options:
    tools/load {{options}}

# 50 clients at once over RPC, and the validator killed in between: 100 swaps each, or so many
sustained *rounds:
    tools/sustained {{rounds}}

# Random sequences against the exact reference, as in CI or for so many minutes: just fuzz 30
fuzz minutes='':
    tools/fuzz {{ if minutes == '' { '' } else { '--minutes ' + minutes } }}

# Known exploits and a bug for each invariant, planted and found
planted *names:
    tools/planted {{names}}

# Formats everything
format:
    cargo fmt --all
    cd tests && cargo fmt --all
    npm run format

# A local validator with the program, until Ctrl-C
localnet *options:
    npm run localnet -- {{options}}

# Deploys to localnet, devnet or a URL: just deploy devnet --dry-run
deploy *options:
    npm run deploy -- {{options}}
