//! The diagnostics of a spec: message, location and help.

use std::fmt;

use crate::location::Location;

/// A line and a column, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// A violation of a rule at one location of a spec.
///
/// Displays as one line: `file:line:column: rule: location: message; help`. A diagnostic has a position only after
/// [`Document::locate`](crate::Document::locate), because a position costs a second parse.
///
/// # Examples
/// ```
/// use rebilly_customer_auth_codegen as codegen;
///
/// let diagnostic = codegen::load_str("spec/empty.yaml", "").unwrap_err();
/// assert_eq!(
///     diagnostic.to_string(),
///     "spec/empty.yaml:1:1: syntax: the spec is empty; start it with `openapi: 3.0.3`"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule, in kebab case.
    pub rule: &'static str,
    /// The location in the spec; the root for a diagnostic of the whole spec.
    pub location: Location,
    /// The message.
    pub message: String,
    /// How to fix it.
    pub help: Box<str>,
    /// The file, if known.
    pub file: Option<Box<str>>,
    /// The position in the file, if known.
    pub position: Option<Position>,
}

impl Diagnostic {
    /// Creates a diagnostic without a position.
    pub fn new(rule: &'static str, location: Location, message: impl Into<String>, help: impl Into<Box<str>>) -> Self {
        Self { rule, location, message: message.into(), help: help.into(), file: None, position: None }
    }

    /// Sets the file and the position.
    #[must_use]
    pub fn located(self, file: &str, position: Option<Position>) -> Self {
        Self { file: Some(file.into()), position, ..self }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, location, message, help, file, position } = self;
        let position = position.map_or_else(String::new, |Position { line, column }| format!("{line}:{column}:"));
        let place = file.as_ref().map_or_else(String::new, |file| format!("{file}:{position} "));
        let location = if location.is_root() { String::new() } else { format!("{location}: ") };
        // Control characters of a spec, or of the name of a file that it references, could act on the terminal or the
        // log that shows them.
        f.write_str(&format!("{place}{rule}: {location}{message}; {help}").replace(is_deceptive, " "))
    }
}

impl std::error::Error for Diagnostic {}

/// Returns whether a character could act on the terminal or the log that shows it, or hide or reorder what stands
/// beside it.
pub fn is_deceptive(char: char) -> bool {
    let is_bidirectional =
        matches!(char, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_bidirectional || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}') || char.is_control()
}

#[cfg(test)]
mod tests {
    use super::Diagnostic;
    use crate::location::Location;

    #[test]
    fn a_diagnostic_is_one_line_without_control_characters() {
        let location = Location::from(["paths", "/a\n::error::x"]);
        let diagnostic = Diagnostic::new("rule", location, "bad \u{1b}[31m \u{202e}x", "fix");
        let shown = diagnostic.located("a\n::error::\u{1b}.yaml", None).to_string();
        assert_eq!(shown, "a ::error:: .yaml: rule: paths./a ::error::x: bad  [31m  x; fix");
    }
}
