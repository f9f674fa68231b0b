//! A change, and the release that all changes together require.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rebilly_customer_auth_codegen::is_deceptive;
use semver::Version;

/// The effect of a change on callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Code that compiled may fail to compile, or a request that worked may fail.
    Breaking,
    /// Something is new, and everything else is unchanged.
    Additive,
}

/// A change that a caller notices.
///
/// Displays as one line: `breaking  PutCredential: the query parameter `force` is gone`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The effect on callers.
    pub level: Level,
    /// The operations or the type.
    pub location: String,
    /// The change, as a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { level, location, message } = self;
        let level = if *level == Level::Breaking { "breaking" } else { "additive" };
        f.write_str(&format!("{level}  {location}: {message}").replace(is_deceptive, " "))
    }
}

/// A change without its location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    pub(super) level: Level,
    pub(super) message: String,
}

impl Finding {
    pub(super) fn breaking(message: impl Into<String>) -> Self {
        Self { level: Level::Breaking, message: message.into() }
    }

    pub(super) fn additive(message: impl Into<String>) -> Self {
        Self { level: Level::Additive, message: message.into() }
    }

    pub(super) fn at(self, location: impl Into<String>) -> Change {
        Change { level: self.level, location: location.into(), message: self.message }
    }
}

/// The methods of all operations, to describe many operations briefly.
pub(super) struct AllOperations(pub(super) BTreeMap<String, String>);

impl AllOperations {
    /// Describes these operations by name, or by kind if they are all operations of a kind.
    pub(super) fn name(&self, names: &BTreeSet<String>) -> String {
        let list: Vec<&str> = names.iter().map(String::as_str).collect();
        match list.as_slice() {
            [only] => (*only).to_owned(),
            [one, other] => format!("{one} and {other}"),
            [others @ .., last] => self.kind(names).unwrap_or_else(|| format!("{} and {last}", others.join(", "))),
            [] => "no operation".to_owned(),
        }
    }

    /// Describes these operations, by number if there are many.
    pub(super) fn count(&self, names: &BTreeSet<String>) -> String {
        match names.len() {
            count if count > 4 => self.kind(names).unwrap_or_else(|| format!("{count} operations")),
            _ => self.name(names),
        }
    }

    fn kind(&self, names: &BTreeSet<String>) -> Option<String> {
        let Self(methods) = self;
        let count = names.len();
        let are_those = |is_one: &dyn Fn(&str) -> bool| {
            names.iter().all(|name| methods.contains_key(name))
                && methods.iter().all(|(name, method)| is_one(method) == names.contains(name))
        };
        if are_those(&|_| true) {
            return Some(format!("all {count} operations"));
        }
        if are_those(&|method| method != "GET") {
            return Some(format!("all {count} operations other than GET"));
        }
        let method = methods.get(names.first()?)?;
        are_those(&|other| other == method).then(|| format!("all {count} {method} operations"))
    }
}

/// Returns the last line: the number of changes and the release that they require.
pub(crate) fn summary(changes: &[Change], version: &Version) -> String {
    let count = |level: Level| changes.iter().filter(|change| change.level == level).count();
    let (breaking, additive) = (count(Level::Breaking), count(Level::Additive));
    let Some(level) = changes.iter().map(|change| change.level).min() else {
        return "no change that a caller notices; semver: none".to_owned();
    };
    let (bump, below_one) = match level {
        Level::Breaking => ("major", "a breaking change requires a minor release"),
        Level::Additive => ("minor", "an additive change requires a patch release"),
    };
    let counts = format!("{breaking} breaking, {additive} additive; semver: {bump}");
    let next = required(version, level);
    match version.major {
        0 => format!("{counts}; before 1.0, {below_one}: {version} -> {next}"),
        _ => format!("{counts}: {version} -> {next}"),
    }
}

/// Returns the version that a change requires after this one.
pub(crate) fn required(version: &Version, level: Level) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match (major, level) {
        (0, Level::Breaking) => Version::new(0, minor + 1, 0),
        (0, Level::Additive) => Version::new(0, minor, patch + 1),
        (_, Level::Breaking) => Version::new(major + 1, 0, 0),
        (_, Level::Additive) => Version::new(major, minor + 1, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Level, summary};

    fn summary_of(levels: &[Level], version: &str) -> String {
        let change = |level: &Level| Change { level: *level, location: String::new(), message: String::new() };
        let changes: Vec<Change> = levels.iter().map(change).collect();
        summary(&changes, &version.parse().expect("a version"))
    }

    #[test]
    fn before_1_0_a_breaking_change_requires_a_minor_and_an_additive_one_a_patch() {
        assert_eq!(
            summary_of(&[Level::Additive, Level::Breaking], "0.1.3"),
            "1 breaking, 1 additive; semver: major; before 1.0, a breaking change requires a minor release: \
             0.1.3 -> 0.2.0"
        );
        assert_eq!(
            summary_of(&[Level::Additive], "0.1.3+2.1"),
            "0 breaking, 1 additive; semver: minor; before 1.0, an additive change requires a patch release: \
             0.1.3+2.1 -> 0.1.4"
        );
    }

    #[test]
    fn from_1_0_on_the_bump_follows_semver() {
        assert_eq!(summary_of(&[Level::Breaking], "1.2.3"), "1 breaking, 0 additive; semver: major: 1.2.3 -> 2.0.0");
        assert_eq!(summary_of(&[Level::Additive], "1.2.3"), "0 breaking, 1 additive; semver: minor: 1.2.3 -> 1.3.0");
    }

    #[test]
    fn a_change_is_one_line_without_control_characters() {
        let message = "`a` is now `\u{1b}[2J\n\u{202e}x`".to_owned();
        let shown = Change { level: Level::Breaking, location: "A".to_owned(), message }.to_string();
        assert_eq!(shown, "breaking  A: `a` is now ` [2J  x`");
    }
}
