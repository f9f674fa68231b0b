#!/usr/bin/env bash
# Measures what a request costs with each client. With Java installed, openapi-generator's client is included.
set -euo pipefail
cd "$(dirname "$0")/.."

# gungraun requires a runner of exactly its own version.
gungraun=0.20.0
runner=target/bench/gungraun-$gungraun
[ -x "$runner/bin/gungraun-runner" ] ||
  cargo install --quiet --locked gungraun-runner --version "$gungraun" --root "$runner"
export GUNGRAUN_RUNNER=$PWD/$runner/bin/gungraun-runner

if benches/openapi-generator.sh; then
  scratch=target/bench/requests
  rm -rf "$scratch"
  mkdir -p "$scratch/src" "$scratch/benches"
  cp benches/openapi/{lib,main}.rs "$scratch/src"
  cp benches/openapi/{requests,instructions}.rs "$scratch/benches"
  cp Cargo.lock "$scratch/Cargo.lock"
  cat >"$scratch/Cargo.toml" <<TOML
[package]
name = "compare"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
allocation-counter = "0.8.1"
criterion = { version = "0.8.2", default-features = false }
gungraun = "=$gungraun"
openapi-client = { path = "../openapi" }
rebilly-customer-auth-benches = { path = "../../../benches" }

[[bench]]
name = "requests"
harness = false

[[bench]]
name = "instructions"
harness = false
TOML
  build=(--manifest-path "$scratch/Cargo.toml" --target-dir target)
  requests=(target/release/compare) allocations=(target/release/compare allocations)
else
  build=(--package rebilly-customer-auth-benches)
  requests=(target/release/requests) allocations=(target/release/allocations)
fi
cargo build --quiet --release "${build[@]}"
"${allocations[@]}"
printf '\nInstructions of 100 requests\n'
cargo bench --quiet "${build[@]}" --bench instructions -- --callgrind-metrics=ir
"${requests[@]}"
printf '\nWall time\n'
cargo bench --quiet "${build[@]}" --bench requests
