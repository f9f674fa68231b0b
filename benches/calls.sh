#!/usr/bin/env bash
# What a call costs with each client. Where there is Java, that of openapi-generator is among them.
set -euo pipefail
cd "$(dirname "$0")/.."

clients=('reqwest by hand' ours)
if benches/openapi-generator.sh; then
  scratch=target/bench/calls
  mkdir -p "$scratch/src"
  cp benches/openapi/main.rs "$scratch/src/main.rs"
  cp Cargo.lock "$scratch/Cargo.lock"
  cat >"$scratch/Cargo.toml" <<'TOML'
[package]
name = "compare"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
allocation-counter = "0.8.1"
openapi-client = { path = "../openapi" }
rebilly-customer-auth-benches = { path = "../../../benches" }
TOML
  cargo build --quiet --release --manifest-path "$scratch/Cargo.toml" --target-dir target
  calls=(target/release/compare) allocations=(target/release/compare allocations)
  clients+=(openapi-generator)
else
  cargo build --quiet --release --package rebilly-customer-auth-benches
  calls=(target/release/calls) allocations=(target/release/allocations)
fi
"${allocations[@]}"
benches/instructions.sh "${calls[0]}" "${clients[@]}"
"${calls[@]}"
