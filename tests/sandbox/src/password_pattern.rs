//! The pattern that an organization's passwords must match.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

/// The pattern of the example in the spec.
pub(crate) static DEFAULT: LazyLock<PasswordPattern> = LazyLock::new(|| read("/^.{8,}$/").expect("a pattern"));

/// The most bytes of a pattern, because parsing has no limit of its own.
const MAX_PATTERN: usize = 1000;

/// The most bytes of a compiled pattern. `/^\w{8,64}$/` has 2.5 MiB.
const MAX_COMPILED: usize = 4 * 1024 * 1024;

/// A pattern, as it was sent and compiled.
#[derive(Clone, Debug)]
pub(crate) struct PasswordPattern {
    pub(crate) delimited: String,
    pub(crate) regex: Regex,
}

/// Compiles a pattern, or describes its error. It may take some tenths of a second.
///
/// Patterns have Perl's notation: between slashes, with flags after the second one. The flags are `i`, `m`, `s`, `x`
/// and `u`. Look-around is an error, because Rust's regular expressions do not support it.
pub(crate) fn read(delimited: &str) -> Result<PasswordPattern, &'static str> {
    if delimited.len() > MAX_PATTERN {
        return Err("is too long.");
    }
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
    match builder.size_limit(MAX_COMPILED).build() {
        Ok(regex) => Ok(PasswordPattern { delimited: delimited.to_owned(), regex }),
        Err(regex::Error::CompiledTooBig(_)) => Err("is too large."),
        Err(_) => Err("is not a regular expression."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_pattern_between_the_slashes() {
        assert!(read("/^.{8,}$/").unwrap().regex.is_match("12345678"));
        assert!(!read("/^.{8,}$/").unwrap().regex.is_match("1234567"));
        assert!(read("/^a\\/b$/i").unwrap().regex.is_match("A/B"));
    }

    #[test]
    fn a_pattern_without_slashes_or_with_unsupported_parts_is_rejected() {
        for bad in ["", "/", "^.{8,}$", "^.{8,}$/", "/[/", "/a/q", "/(?=a)b/"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn rejects_large_patterns() {
        for large in [r"/(\w{50}){50}/", r"/\w{150}/"] {
            assert_eq!(read(large).unwrap_err(), "is too large.", "{large}");
        }
        assert_eq!(read(&format!("/{}/", r"\PL".repeat(333))).unwrap_err(), "is too long.");
        assert!(read(r"/^\w{8,64}$/").is_ok());
    }
}
