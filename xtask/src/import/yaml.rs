//! Writes YAML that parsers of YAML 1.1 and 1.2 read alike.

use serde_json::Value;

/// Returns the YAML of a tree.
pub(crate) fn write(tree: &Value) -> String {
    let mut source = String::new();
    write_value(&mut source, tree, 0);
    source.trim_start_matches([' ', '\n']).to_owned()
}

/// Writes a value after its key or its dash, up to the end of its last line.
fn write_value(source: &mut String, value: &Value, indentation: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, child) in map {
                let key = scalar(key);
                // A key of more than 1,024 characters needs a `?` (YAML 1.2.2, section 7.4.2).
                let (mark, separator) =
                    if key.len() > 1_000 { ("? ", format!("\n{:indentation$}", "")) } else { ("", String::new()) };
                *source += &format!("\n{:indentation$}{mark}{key}{separator}:", "");
                write_value(source, child, indentation + 2);
            }
        }
        Value::Array(list) if !list.is_empty() => {
            for child in list {
                *source += &format!("\n{:indentation$}-", "");
                write_value(source, child, indentation + 2);
            }
        }
        Value::String(string) if is_block(string) => {
            let chomping = if string.ends_with('\n') { "" } else { "-" };
            *source += &format!(" |{chomping}");
            for line in string.strip_suffix('\n').unwrap_or(string).split('\n') {
                let indentation = if line.is_empty() { 0 } else { indentation };
                *source += &format!("\n{:indentation$}{line}", "");
            }
        }
        Value::String(string) => *source += &format!(" {}", scalar(string)),
        Value::Number(number) => *source += &format!(" {}", float_of_all_readers(&number.to_string())),
        // `{}`, `[]`, booleans and null are the same as in JSON.
        other => *source += &format!(" {other}"),
    }
    if indentation == 0 {
        source.push('\n');
    }
}

/// Formats a number for YAML 1.1 parsers too: an exponent needs a fraction before it, and a sign.
fn float_of_all_readers(number: &str) -> String {
    let Some((digits, exponent)) = number.split_once('e') else { return number.to_owned() };
    let fraction = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{digits}{fraction}e{sign}{exponent}")
}

/// Returns whether a string of several lines can be a block scalar: it starts with a letter, so that its indentation is
/// clear, ends with at most one line break, and every character represents itself.
fn is_block(string: &str) -> bool {
    let is_plain = |c: char| c == '\n' || (!c.is_control() && is_same_in_all_readers(c));
    string.trim_end_matches('\n').contains('\n')
        && !string.starts_with([' ', '\n'])
        && !string.ends_with("\n\n")
        && string.chars().all(is_plain)
        // Some parsers treat a line of spaces as empty.
        && string.split('\n').all(|line| line.is_empty() || !line.trim().is_empty())
}

/// Returns whether all parsers agree that a character is printable and no line break or byte order mark.
fn is_same_in_all_readers(c: char) -> bool {
    !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A string on one line. Omits quotes only if no parser reads it as another value.
fn scalar(string: &str) -> String {
    if is_plain(string) {
        return string.to_owned();
    }
    if string.chars().all(|c| !c.is_control() && is_same_in_all_readers(c)) {
        return format!("'{}'", string.replace('\'', "''"));
    }
    let mut quoted = String::from("\"");
    for c in string.chars() {
        quoted += &match c {
            '"' | '\\' => format!("\\{c}"),
            '\n' => "\\n".to_owned(),
            c if c.is_control() || !is_same_in_all_readers(c) => format!("\\u{:04x}", u32::from(c)),
            c => c.to_string(),
        };
    }
    quoted + "\""
}

/// The strings that YAML 1.1 reads as null or a boolean, besides those that begin like a number.
const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

fn is_plain(string: &str) -> bool {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || " _-./$(){}[],;%+=?!&*@^~|".contains(c);
    string.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '$' | '_'))
        && !string.ends_with(' ')
        && string.chars().all(is_safe)
        && !WORDS.contains(&string.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_string_stays_a_string_for_every_reader() {
        let strings = [
            "2021-11-09T09:30:00Z", "from: 2021-11-09", "yes", "No", "on", "OFF", "y", "0o7", "017", "1:30", "1_000",
            ".5", "~", "=", "<<", "", " a", "a ", "- a", "? a", "a: b", "a #b", "a\n\nb", "a\nb\n", "a\nb\n\n", "\na",
            " a\nb", "\t", "a\tb", "a\r\nb", "\u{7f}\u{85}\u{2028}\u{feff}", "it's", "\"", "\\", "null", "---", "...",
            "\n", "|", "&a", "*a", "%", "@", "a\n  \nb", "a\n  b\n c\n", "a\n ", "a \nb\t\nc", "a\u{0}b",
            "\u{1f600}\nä", "a\n# b", "a\n--- \n...", "0x1F", "0b1", "1e3", ".inf", ".NaN", "+1", "-1", "12:30:45",
            "2021-11-09", "True", "NULL", "Off", "!a", "`a`", "a: |", "[a]", "{a}", "#a", "a,", "?", ":", "-", "a:",
            ":a",
        ];
        let tree = json!({
            "list": strings.to_vec(),
            "keys": strings.iter().map(|key| ((*key).to_owned(), json!([[key], { "a": key }]))).collect::<serde_json::Map<_, _>>(),
            "long": { "k".repeat(2_000): { "a": [] } }, "empty": [{}, []], "numbers": [1, -1.5, 1.0, 0.1, -0.0, 1e300, 1.5e-300, 1e16, u64::MAX, i64::MIN, true, null],
        });
        let source = write(&tree);
        let read = rebilly_customer_auth_codegen::parse_str("written.yaml", &source)
            .unwrap_or_else(|error| panic!("{error}\n{source}"));
        assert_eq!(read.tree(), &tree, "{source}");
        assert!(source.contains(" 1.0e+300\n") && source.contains(" 1.5e-300\n"), "{source}");
        for plain in ["yes", "No", "on", "OFF", "y", "017", "1:30", "1_000", "2021-11-09T09:30:00Z", "=", "<<", "~"] {
            assert!(source.contains(&format!("'{plain}'")), "{plain} is not quoted in {source}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_string_is_read_as_it_was_written(strings in vec("[ -~\n\t\r\u{80}-\u{a0}\u{feff}\u{2028}äé]{0,12}", 1..6)) {
            let map: serde_json::Map<_, _> =
                strings.iter().map(|key| (key.clone(), json!({ "a": [key] }))).collect();
            let tree = json!({ "list": strings, "map": map });
            let read = rebilly_customer_auth_codegen::parse_str("written.yaml", &write(&tree));
            assert_eq!(read.map(|read| read.tree().clone()), Ok(tree));
        }
    }
}
