//! Exports all credentials of an organization as CSV, with a progress bar.
//!
//! ```sh
//! cargo run --example export_credentials > credentials.csv
//! ```
//!
//! Runs against a fake server in this process.

use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};
use rebilly_customer_auth::{Client, Paginate};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// Writes one row per credential and returns their number. Keeps one page at a time in memory.
async fn export(client: &Client, out: impl Write) -> Result<u64> {
    let first = client.get_credential_collection().limit(1).pages().next().await.transpose()?;
    let total = first.and_then(|page| page.total).unwrap_or_default();
    // Written to standard error, and only if it is a terminal.
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} ({per_sec}, {eta} left)")?;
    let progress = ProgressBar::new(total).with_style(style);

    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["id", "username", "customerId", "expiredTime"])?;
    let mut credentials = client.get_credential_collection().limit(100).items();
    while let Some(credential) = credentials.next().await.transpose()? {
        let expires = credential.expired_time.map(|time| time.to_rfc3339()).unwrap_or_default();
        let id = credential.id.unwrap_or_default();
        csv.write_record([&id, &credential.username, &credential.customer_id, &expires])?;
        progress.inc(1);
    }
    csv.flush()?;
    progress.finish();
    Ok(progress.position())
}

// The rest is setup: a fake server with some customers.

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<()> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    for number in 1..=250 {
        let username = format!("customer \"{number}\", the one");
        let credential = client.post_credential();
        let filled = credential
            .body_map(|body| body.username(username).password("correct horse").customer_id(format!("cus-{number}")));
        filled.send().await?;
    }

    let mut file = Vec::new();
    let count = export(&client, &mut file).await?;
    std::io::stdout().write_all(&file)?;
    eprintln!("{count} credentials");

    let mut rows = csv::Reader::from_reader(file.as_slice());
    let usernames: Vec<String> = rows.records().map(|row| Ok(row?[1].to_owned())).collect::<Result<_>>()?;
    assert_eq!((count, usernames.len()), (250, 250));
    assert_eq!(usernames[249], "customer \"250\", the one");
    Ok(())
}
