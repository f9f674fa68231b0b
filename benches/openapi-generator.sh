#!/usr/bin/env bash
# Generates the client that openapi-generator makes of our document, in target/bench/openapi. It is never committed.
# Exits with 3 where there is no Java.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v java >/dev/null; then
  echo "skipped: the client of openapi-generator, for there is no Java" >&2
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
# It is in no workspace of ours.
printf '\n[workspace]\n' >>"$bench/openapi/Cargo.toml"
