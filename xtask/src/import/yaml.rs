//! Writes a tree as YAML that readers of YAML 1.1 and 1.2 understand alike.

use serde_json::Value;

/// The text of a tree.
pub(crate) fn write(tree: &Value) -> String {
    let text = serde_yaml::to_string(tree).expect("a tree of JSON values can be written as YAML");
    let mut block = None;
    text.lines().map(|line| quote_date(line, &mut block) + "\n").collect()
}

/// Puts quotes round what readers of YAML 1.1 take for a date. `block` is how far the line with a block scalar's
/// header was indented, while its text lasts.
fn quote_date(line: &str, block: &mut Option<usize>) -> String {
    let indentation = line.len() - line.trim_start().len();
    if block.is_some_and(|header| line.trim().is_empty() || indentation > header) {
        return line.to_owned();
    }
    let is_header = [": |", "- |", ": >", "- >"].iter().any(|mark| {
        line.rsplit_once(mark).is_some_and(|(_, rest)| rest.chars().all(|c| matches!(c, '-' | '+' | '0'..='9')))
    });
    *block = is_header.then_some(indentation);
    let value_at =
        line.find(": ").map(|at| at + 2).or_else(|| line.trim_start().strip_prefix("- ").map(|_| indentation + 2));
    match value_at.map(|at| line.split_at(at)) {
        Some((key, value)) if is_date(value) => format!("{key}'{value}'"),
        _ => line.to_owned(),
    }
}

/// Whether a plain scalar begins like `2021-11-09`.
fn is_date(value: &str) -> bool {
    let shape: String = value.chars().take(10).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_date_stays_a_text_for_every_reader() {
        let tree = json!({ "example": "2021-11-09T09:30:00Z", "list": ["2021-11-09"] });
        assert_eq!(write(&tree), "example: '2021-11-09T09:30:00Z'\nlist:\n- '2021-11-09'\n");
    }

    #[test]
    fn a_date_inside_a_longer_text_is_left_alone() {
        let tree = json!({ "description": "Since\n- 2021-11-09\nas: 2021-11-09", "next": 1 });
        let text = write(&tree);
        assert_eq!(text, "description: |-\n  Since\n  - 2021-11-09\n  as: 2021-11-09\nnext: 1\n");
    }
}
