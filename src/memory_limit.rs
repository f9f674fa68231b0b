//! The memory that decoding a body would use.

/// The memory that decoding may use: an amount for each byte of the body, plus a fixed allowance.
const COST_PER_BYTE: u64 = 6;
const COST_ALLOWANCE: u64 = 4 * 1024 * 1024;
/// The maximum memory of an object with its first member, and of a list with its first item or any further value. A
/// list that grows allocates up to twice the size of its items, and a map nearly as much.
const COST_OF_OBJECT: u64 = 704;
const COST_OF_VALUE: u64 = 128;
/// Deeper values use no memory: serde_json rejects them, or skips them if nothing reads them.
const MAX_DEPTH: usize = 128;

/// Returns whether a body has so many small values that decoding it, into this number of trees at once, would use far
/// more memory than the body.
pub(crate) fn is_too_costly(body: &[u8], trees: u64) -> bool {
    // The cost of a body of some MiB exceeds 32 bits.
    let bytes = body.len() as u64;
    let limit = (bytes * COST_PER_BYTE + COST_ALLOWANCE) / trees;
    // Few bodies need the exact cost, which excludes strings and skipped values.
    bytes * COST_OF_OBJECT > limit && highest_cost(body) > limit && cost(body) > limit
}

fn cost_of(byte: u8) -> u64 {
    match byte {
        b'{' => COST_OF_OBJECT,
        b'[' | b',' => COST_OF_VALUE,
        _ => 0,
    }
}

/// Returns the sum of [`cost_of`] all bytes, as if none was in a string.
fn highest_cost(body: &[u8]) -> u64 {
    count(body, |byte| byte == b'{') * COST_OF_OBJECT + count(body, |byte| matches!(byte, b'[' | b',')) * COST_OF_VALUE
}

/// Counts bytes. The sums are bytes so that the compiler vectorizes the loop, which reads every body above 6 KB.
fn count(body: &[u8], is_counted: impl Fn(u8) -> bool) -> u64 {
    let of_chunk = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(is_counted(*byte))).sum::<u8>();
    body.chunks(u8::MAX.into()).map(|chunk| u64::from(of_chunk(chunk))).sum()
}

fn cost(body: &[u8]) -> u64 {
    let (mut cost, mut depth) = (0, 0_usize);
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in body.iter().copied() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_string,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {
                depth += usize::from(matches!(byte, b'{' | b'['));
                cost += if depth <= MAX_DEPTH { cost_of(byte) } else { 0 };
            }
        }
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::{cost_of, highest_cost, is_too_costly};

    fn list(item: &str, count: usize) -> String {
        format!("[{}]", vec![item; count].join(","))
    }

    #[test]
    fn the_limit_is_an_amount_for_each_byte_and_an_allowance() {
        // An object and its comma cost 832 bytes of 18, so that 5,152 of them use up 4 MiB.
        assert!(!is_too_costly(list("{}", 5_152).as_bytes(), 1));
        assert!(is_too_costly(list("{}", 5_153).as_bytes(), 1));
        // The short items of a list cost 128 bytes each.
        assert!(!is_too_costly(list("1", 30_000).as_bytes(), 1));
        assert!(is_too_costly(list("1", 40_000).as_bytes(), 1));
        let half = list("{}", 4_000);
        assert_eq!([1, 2].map(|trees| is_too_costly(half.as_bytes(), trees)), [false, true]);
        assert!(!is_too_costly(list(r#"{"name":"a name of usual length","value":1}"#, 1_000).as_bytes(), 1));
    }

    #[test]
    fn the_highest_cost_is_the_sum_of_the_costs_of_all_bytes() {
        let bytes: Vec<u8> = (0..=u8::MAX).chain([b'{'; 600]).chain([b','; 600]).collect();
        let sum = bytes.iter().map(|byte| cost_of(*byte)).sum::<u64>();
        assert_eq!(highest_cost(&bytes), sum);
    }

    #[test]
    fn what_is_in_a_string_costs_nothing() {
        // Braces would be too deep.
        let commas = ",".repeat(100_000);
        for string in [format!("\"{commas}\""), format!("\"\\\"{commas}\""), format!("\"\\\\\",\"{commas}\"")] {
            assert!(!is_too_costly(format!("[{string}]").as_bytes(), 1), "{}", &string[..9]);
        }
        let after = format!("[\"\\\\\",{}]", list("{}", 9_000));
        assert!(is_too_costly(after.as_bytes(), 1), "a string ends at a quote that is not escaped");
    }

    #[test]
    fn what_is_too_deep_for_the_decoder_costs_nothing() {
        let at = |depth: usize| format!("{}{}{}", "[".repeat(depth - 2), list("{}", 9_000), "]".repeat(depth - 2));
        assert!(is_too_costly(at(128).as_bytes(), 1));
        assert!(!is_too_costly(at(130).as_bytes(), 1));
        // The depth ends with its lists.
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(is_too_costly(format!("[{deep},{}]", list("{}", 9_000)).as_bytes(), 1));
    }
}
