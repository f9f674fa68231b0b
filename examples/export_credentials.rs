//! Exports all credentials of an organization as CSV, with a progress bar.
//!
//! ```sh
//! cargo run --example export_credentials > credentials.csv
//! ```
//!
//! Runs against a fake server in this process.

use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};
use rebilly_customer_auth::{Client, Paginate, RequestOptions};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// Writes one row per credential and returns their number. Reads the collection of each customer, because a stream of
/// all credentials ends after the 2,000th. Keeps one page at a time in memory.
async fn export(client: &Client, customer_ids: &[String], out: impl Write) -> Result<u64> {
    // Written to standard error, and only if it is a terminal.
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} ({per_sec}, {eta} left)")?;
    let progress = ProgressBar::new(customer_ids.len() as u64).with_style(style);

    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["id", "username", "customerId", "expiredTime"])?;
    let mut count = 0;
    for customer_id in customer_ids {
        // No spec defines the filter. The vendor's samples send it.
        let options = RequestOptions::new().query("filter", format!("customerId:{customer_id}"));
        let mut credentials = client.get_credential_collection().options(options).items();
        while let Some(credential) = credentials.next().await.transpose()? {
            // A server that ignores the filter returns all credentials for each customer.
            if credential.customer_id != *customer_id {
                return Err("the API ignores the filter".into());
            }
            let expires = credential.expired_time.map(|time| time.to_rfc3339()).unwrap_or_default();
            let id = credential.id.unwrap_or_default();
            csv.write_record([&id, &credential.username, &credential.customer_id, &expires])?;
            count += 1;
        }
        progress.inc(1);
    }
    csv.flush()?;
    progress.finish();
    Ok(count)
}

// The rest is setup: a fake server with some customers.

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<()> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let customer_ids: Vec<String> = (1..=250).map(|number| format!("cus-{number}")).collect();
    for (number, customer_id) in (1..).zip(&customer_ids) {
        let username = format!("customer \"{number}\", the one");
        let credential = client.post_credential();
        let filled =
            credential.body_map(|body| body.username(username).password("correct horse").customer_id(customer_id));
        filled.send().await?;
    }

    let mut file = Vec::new();
    let count = export(&client, &customer_ids, &mut file).await?;
    std::io::stdout().write_all(&file)?;
    eprintln!("{count} credentials");

    let mut rows = csv::Reader::from_reader(file.as_slice());
    let usernames: Vec<String> = rows.records().map(|row| Ok(row?[1].to_owned())).collect::<Result<_>>()?;
    assert_eq!((count, usernames.len()), (250, 250));
    assert_eq!(usernames[249], "customer \"250\", the one");
    Ok(())
}
