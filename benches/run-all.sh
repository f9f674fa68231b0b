#!/usr/bin/env bash
# Measures all tables of PERFORMANCE.md: about half an hour on two idle cores, builds included.
# Usage: benches/run-all.sh [SPEC]. SPEC is Rebilly's whole spec of July 2024, which is not in this repository.
# Without it, only our own spec is measured.
set -euo pipefail
cd "$(dirname "$0")/.."

printf 'cores %s, load %s, %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)" "$(rustc --version)"
cargo build --quiet --release --package rebilly-customer-auth-benches
printf '\n# Requests\n'
benches/requests.sh
printf '\n# Pagination\n'
target/release/pagination
printf '\n# The generator\n'
target/release/generator "$@"
printf '\nIn a debug build\n'
cargo build --quiet --package rebilly-customer-auth-benches --bin generator --bin generator-memory
target/debug/generator
printf '\n# Build time of a consumer\n'
benches/build.sh
printf '\nload %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
