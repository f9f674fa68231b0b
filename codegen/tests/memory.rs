//! The memory and the time that reading a hostile spec costs. A separate binary with one test, because the count is
//! that of the whole process.

use peak_alloc::PeakAlloc;
use rebilly_customer_auth_codegen as codegen;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

#[test]
fn no_spec_costs_more_than_fifty_times_its_bytes() {
    let times = |item: &str| item.repeat((1 << 20) / item.len());
    let json = |item: &str| format!("{{\"x-a\": [{}0]}}", times(item));
    let aliases: String = (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect();
    let flat = format!("a: &a [{}]\nb: [{}]\n", "0,".repeat(4 << 10), "*a,".repeat(250 << 10));
    let cases = [
        ("a.json", json("[0],")),
        ("a.json", json("{\"\":0},")),
        ("a.json", json("{},")),
        ("a.json", json("0,")),
        ("a.json", json("\"\",")),
        ("a.json", times("[")),
        ("a.yaml", json("[0],")),
        ("a.yaml", json("{?},")),
        ("a.yaml", times("- {}\n")),
        ("a.yaml", times("- - - -\n")),
        ("a.yaml", times("[")),
        ("a.yaml", format!("a: !a {}", times("[!a "))),
        ("a.yaml", format!("a:\n{}", times(" - [\n"))),
        ("a.yaml", times("{a: ")),
        ("a.yaml", times("\"\": [\n")),
        ("a.yaml", format!("a0: &a0 [0]\n{aliases}")),
        ("a.yaml", flat),
        ("a.yaml", format!("a:\r{}", times("-\r"))),
        ("a.yaml", format!("a:\n{}", times("-\u{85}"))),
        ("a.yaml", format!("a:\n{}", times("-\u{2028}"))),
        ("a.yaml", times("-\t")),
        ("a.yaml", format!("%TAG ! tag:{}\n---\na: [{}]\n", "a".repeat(200_000), "!x b,".repeat(30_000))),
        ("a.yaml", (0..60_000).map(|n| format!("%TAG !{n}! t\r")).collect::<String>() + "--- 1\n"),
    ];
    for (file, source) in cases {
        let start = ALLOCATOR.current_usage();
        ALLOCATOR.reset_peak_usage();
        let outcome = codegen::parse_str(file, &source).map(|_| ()).map_err(|diagnostic| diagnostic.to_string());
        let cost = ALLOCATOR.peak_usage() - start;
        let begin: String = source.chars().take(20).collect();
        println!("{begin:?}: {:.1} times, {outcome:?}", cost as f64 / source.len() as f64);
        assert!(cost <= 50 * source.len() + (33 << 20), "{begin:?}: {cost} bytes for {}", source.len());
    }
    // The files of a spec share the allowance.
    let small = format!("z: &z [{}]\nw: [{}]\n", "0,".repeat(300), "*z,".repeat(420));
    let limits = codegen::Limits::default();
    let read = (0..60).take_while(|_| codegen::parse_within("a.yaml", &small, &limits).is_ok()).count();
    assert!(read < 3, "{read} files");
}
