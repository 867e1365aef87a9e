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

# Mutation tests of the arithmetic, or of some of its files
mutants *files:
    tools/mutants {{files}}

# 100,000 transactions of 1,000 people, in one run
load *options:
    tools/load {{options}}

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
