#!/usr/bin/env bash
# Takes all tables of PERFORMANCE.md in one go: a quarter of an hour on two idle cores, once the programs are built.
# Usage: benches/run-all.sh [DEFINITION]. Rebilly's whole definition is not in this repository; without one, the
# generator is measured with our own document alone.
set -euo pipefail
cd "$(dirname "$0")/.."

printf 'cores %s, load %s, %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)" "$(rustc --version)"
cargo build --quiet --release --package rebilly-customer-auth-benches
printf '\n# A call\n'
benches/calls.sh
printf '\n# A walk\n'
target/release/walk
printf '\n# The generator\n'
target/release/generator "$@"
printf '\nIn a debug build\n'
cargo build --quiet --package rebilly-customer-auth-benches --bin generator --bin generator-memory
target/debug/generator
printf '\n# A consumer'"'"'s build\n'
benches/build.sh
printf '\nload %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
