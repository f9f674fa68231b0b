#!/usr/bin/env bash
# Measures what it costs a consumer to build each client: a program with one request, in the dev profile, with
# native-tls.
# Usage: benches/build.sh [ROUNDS]. Prints user+sys and wall seconds of each kind of build, tab-separated. Each
# one is in target/bench/consumers/times.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-3}
bench=$PWD/target/bench
consumers=$bench/consumers
copy=$consumers/ours
rm -rf "$consumers"
mkdir -p "$copy"
# A copy, so that touching it touches nothing of the project's.
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"

TOKIO='tokio = { version = "1", features = ["macros", "rt-multi-thread"] }'

# consumer NAME DEPENDENCIES BODY
consumer() {
  mkdir -p "$consumers/$1/src"
  cp Cargo.lock "$consumers/$1/Cargo.lock"
  printf '[package]\nname = "consumer"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n%s\n%s\n' \
    "$TOKIO" "$2" >"$consumers/$1/Cargo.toml"
  printf '%s\n' "$3" >"$consumers/$1/src/main.rs"
}

ours='#[tokio::main]
async fn main() -> Result<(), rebilly_customer_auth::Error> {
    let client = rebilly_customer_auth::Client::builder().secret_api_key("secret").build()?;
    println!("{}", client.get_credential().id("a").send().await?.username);
    Ok(())
}'
ours_with() { printf 'rebilly-customer-auth = { path = "%s", default-features = false, features = [%s] }' "$copy" "$1"; }
consumer generate "$(ours_with '"generate", "native-tls"')" "$ours"
consumer snapshot "$(ours_with '"native-tls"')" "$ours"

consumer reqwest 'chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }
serde = { version = "1", features = ["derive"] }
reqwest = { version = "0.13", default-features = false, features = ["http2", "json", "native-tls", "query", "system-proxy"] }' \
  '#[derive(serde::Deserialize)]
struct Credential {
    username: String,
    #[serde(rename = "expiredTime")]
    expired_time: Option<chrono::DateTime<chrono::Utc>>,
}

#[tokio::main]
async fn main() -> Result<(), reqwest::Error> {
    let request = reqwest::Client::new().get("https://api-sandbox.rebilly.com/credentials/a");
    let response = request.header("REB-APIKEY", "secret").send().await?.error_for_status()?;
    let credential: Credential = response.json().await?;
    println!("{} {:?}", credential.username, credential.expired_time);
    Ok(())
}'

names=(generate snapshot reqwest)
if benches/openapi-generator.sh; then
  consumer openapi "openapi-client = { path = \"$bench/openapi\" }" '#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let configuration = openapi_client::apis::configuration::Configuration::new();
    let api = openapi_client::apis::customer_authentication_api::get_credential;
    println!("{}", api(&configuration, "a", None).await?.username);
    Ok(())
}'
  names+=(openapi)
fi

TIMEFORMAT='%U %S %R'
# measure NAME BUILD: builds and adds a line to the times.
measure() {
  local times
  times=$({ time CARGO_TARGET_DIR="$consumers/$1/target" cargo build --quiet --manifest-path "$consumers/$1/Cargo.toml"; } 2>&1)
  awk -v name="$1" -v build="$2" '{ printf "%s\t%s\t%.2f\t%.2f\n", name, build, $1 + $2, $3 }' <<<"$times" >>"$consumers/times"
}

# Median, lowest and highest of a column of the times, by what was built.
summary() {
  sort -t$'\t' -k1,1 -k2,2 -k"$1,$1n" "$consumers/times" | awk -F'\t' -v column="$1" '
    function print_one() { if (count) printf "%s\t%d\t%s\t%s\t%s\n", key, count, all[int((count + 1) / 2)], all[1], all[count] }
    $1 FS $2 != key { print_one(); key = $1 FS $2; count = 0 }
    { all[++count] = $column }
    END { print_one() }'
}

for name in "${names[@]}"; do
  cargo fetch --quiet --manifest-path "$consumers/$name/Cargo.toml"
  crates=$(cargo tree --manifest-path "$consumers/$name/Cargo.toml" --edges normal,build --prefix none | sed 's/ (\*)$//' | sort -u | wc -l)
  printf 'crates\t%s\t%s\n' "$name" "$crates"
done
for _ in $(seq "$rounds"); do
  for name in "${names[@]}"; do
    rm -rf "$consumers/$name/target"
    measure "$name" clean
    measure "$name" 'no change'
    case $name in
      generate | snapshot) source=$copy/src/lib.rs ;;
      openapi) source=$bench/openapi/src/lib.rs ;;
      *) source=$consumers/$name/src/main.rs ;;
    esac
    for _ in 1 2 3; do
      touch "$source"
      measure "$name" 'touch source'
      [ "$name" = generate ] || continue
      touch "$copy/spec/customer-authentication.yaml"
      measure "$name" 'touch spec'
    done
  done
done
for column in 3 4; do
  printf '%s s of\tbuild\truns\tmedian\tlowest\thighest\n' "$([ "$column" = 3 ] && echo CPU || echo wall)"
  summary "$column"
done
