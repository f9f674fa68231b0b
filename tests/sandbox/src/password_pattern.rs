//! The pattern that an organization's passwords must match.

use regex::{Regex, RegexBuilder};

/// Parses a pattern, or describes its error.
///
/// Patterns have Perl's notation: between slashes, with flags after the second one. The flags are `i`, `m`, `s`, `x`
/// and `u`. Look-around is an error, because Rust's regular expressions do not support it.
pub(crate) fn read(delimited: &str) -> Result<Regex, &'static str> {
    let (pattern, flags) = delimited
        .strip_prefix('/')
        .and_then(|rest| rest.rsplit_once('/'))
        .ok_or("must be between slashes: /pattern/.")?;
    let mut builder = RegexBuilder::new(pattern);
    for flag in flags.chars() {
        match flag {
            'i' => builder.case_insensitive(true),
            'm' => builder.multi_line(true),
            's' => builder.dot_matches_new_line(true),
            'x' => builder.ignore_whitespace(true),
            'u' => builder.unicode(true),
            _ => return Err("has a flag that is not known."),
        };
    }
    builder.build().map_err(|_| "is not a regular expression.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_pattern_between_the_slashes() {
        assert!(read("/^.{8,}$/").unwrap().is_match("12345678"));
        assert!(!read("/^.{8,}$/").unwrap().is_match("1234567"));
        assert!(read("/^a\\/b$/i").unwrap().is_match("A/B"));
    }

    #[test]
    fn rejects_other_patterns() {
        for bad in ["", "/", "^.{8,}$", "^.{8,}$/", "/[/", "/a/q", "/(?=a)b/"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
