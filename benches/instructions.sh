#!/usr/bin/env bash
# Instructions of a call, by callgrind: those of a run with 600 calls less those of one with 200, so that neither the
# start nor the making of the connection counts. The same on a busy machine as on an idle one, to a few in a thousand.
# Usage: benches/instructions.sh PROGRAM CLIENT ...
set -euo pipefail

program=$1
shift
count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" instructions "$1" "$2" "$3" 2>&1 |
    awk '/Collected/ { print $4 }'
}
printf 'call\tclient\tinstructions\tratio\n'
for call in Get Login Page; do
  few=200 many=600
  [ "$call" = Page ] && few=5 many=25
  base=
  for client in "$@"; do
    each=$((($(count "$client" "$call" "$many") - $(count "$client" "$call" "$few")) / (many - few)))
    base=${base:-$each}
    awk -v call="$call" -v client="$client" -v each="$each" -v base="$base" \
      'BEGIN { printf "%s\t%s\t%d\t%.3f\n", call, client, each, each / base }'
  done
done
