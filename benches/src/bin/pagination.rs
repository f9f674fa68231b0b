//! The time to read 1,000 items in 100 pages from a server that needs 20 ms per page.

use std::time::{Duration, Instant};

use rebilly_customer_auth::{Client, Paginate};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The API accepts no offset above 1,000.
const TOTAL: u64 = 1_000;
const PAGE: u64 = 10;
const DELAY: Duration = Duration::from_millis(20);
const AHEAD: [usize; 6] = [0, 1, 2, 4, 8, 16];
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = serve();
    let client = Client::builder().base_url(url).secret_api_key("secret").build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(read(&client, 16, 0));
    let mut times = AHEAD.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (ahead, times) in AHEAD.into_iter().zip(&mut times) {
            let began = Instant::now();
            runtime.block_on(read(&client, ahead, 0));
            times.push(began.elapsed().as_secs_f64());
        }
    }
    println!("read ahead\tmedian s\tlowest\thighest\ttimes as fast\tpeak KiB\tpeak KiB of the last 500 items");
    let mut alone = None;
    for (ahead, mut times) in AHEAD.into_iter().zip(times) {
        times.sort_by(f64::total_cmp);
        let median = times[ROUNDS / 2];
        let faster = *alone.get_or_insert(median) / median;
        let peak = |offset| allocation_counter::measure(|| runtime.block_on(read(&client, ahead, offset))).bytes_max;
        let (whole, part) = (peak(0) / 1024, peak(TOTAL - 500) / 1024);
        println!("{ahead}\t{median:.3}\t{:.3}\t{:.3}\t{faster:.2}\t{whole}\t{part}", times[0], times[ROUNDS - 1]);
    }
    Ok(())
}

/// Reads the items from an offset on.
async fn read(client: &Client, ahead: usize, offset: u64) {
    let request = client.get_credential_collection().limit(PAGE).offset(offset);
    let mut items = request.pages().prefetch(ahead).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.expect("an item");
        count += 1;
    }
    assert_eq!(count, TOTAL - offset);
}

/// A server on its own thread.
fn serve() -> String {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
            sender.send(format!("http://{}", listener.local_addr().expect("an address"))).expect("the other thread");
            loop {
                let (connection, _) = listener.accept().await.expect("a connection");
                tokio::spawn(response(connection));
            }
        });
    });
    receiver.recv().expect("a URL")
}

async fn response(mut connection: TcpStream) {
    let mut request = Vec::new();
    while connection.read_buf(&mut request).await.is_ok_and(|count| count > 0) {
        if !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        let head = String::from_utf8_lossy(&request).into_owned();
        request.clear();
        let offset = head.split_once("offset=").map_or(0, |(_, rest)| {
            let digits = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
            rest[..digits].parse().unwrap_or_default()
        });
        let responded = tokio::time::Instant::now() + DELAY;
        let page = page(offset);
        tokio::time::sleep_until(responded).await;
        if connection.write_all(page.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn page(offset: u64) -> String {
    let item = |index: u64| format!(r#"{{"id":"cred-{index}","username":"jane-{index}","customerId":"cus-{index}"}}"#);
    let items: Vec<String> = (offset..TOTAL.min(offset + PAGE)).map(item).collect();
    let body = format!("[{}]", items.join(","));
    format!(
        "HTTP/1.1 200 OK\r\npagination-total: {TOTAL}\r\npagination-limit: {PAGE}\r\npagination-offset: {offset}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}
