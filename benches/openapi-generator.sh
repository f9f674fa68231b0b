#!/usr/bin/env bash
# Generates openapi-generator's client from our spec, in target/bench/openapi. Never commit it.
# Exits with 3 if Java is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v java >/dev/null; then
  echo "skipped: the client of openapi-generator, because Java is missing" >&2
  exit 3
fi
bench=target/bench
mkdir -p "$bench"
if [ ! -x "$bench/venv/bin/openapi-generator-cli" ]; then
  python3 -m venv "$bench/venv"
  "$bench/venv/bin/pip" install --quiet 'openapi-generator-cli==7.26.0'
fi
rm -rf "$bench/openapi"
"$bench/venv/bin/openapi-generator-cli" generate --generator-name rust --input-spec spec/customer-authentication.yaml \
  --output "$bench/openapi" --additional-properties=packageName=openapi-client >"$bench/openapi.log"
# Keeps it out of our workspace.
printf '\n[workspace]\n' >>"$bench/openapi/Cargo.toml"
