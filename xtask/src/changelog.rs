//! The changelog: its releases, and the changes that are not released.

use std::ops::Range;

use semver::Version;

pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

/// A heading of the second level.
struct Heading<'c> {
    /// The whole line.
    range: Range<usize>,
    /// The heading without `##`.
    title: &'c str,
}

impl Heading<'_> {
    /// Returns the version of a release: `1.2.3 - 2026-08-31`.
    fn version(&self) -> Option<Version> {
        self.title.split(' ').next()?.parse().ok()
    }
}

fn headings(changelog: &str) -> Vec<Heading<'_>> {
    let mut end = 0;
    let lines = changelog.split_inclusive('\n').map(|line| {
        end += line.len();
        (end - line.len()..end, line)
    });
    lines.filter_map(|(range, line)| Some(Heading { range, title: line.strip_prefix("## ")?.trim() })).collect()
}

/// Returns the version of the last release; `None` before the first one.
pub(crate) fn last_release(changelog: &str) -> Option<Version> {
    headings(changelog).iter().find_map(Heading::version)
}

/// Returns the index of the heading of the unreleased changes.
fn unreleased(headings: &[Heading]) -> Result<usize, String> {
    let mut found = (0..headings.len()).filter(|index| headings[*index].title == "Unreleased");
    match (found.next(), found.next()) {
        (Some(index), None) => Ok(index),
        (None, _) => Err(format!("{CHANGELOG}: the section `## Unreleased` is missing; add it above the releases")),
        (Some(_), Some(_)) => {
            Err(format!("{CHANGELOG}: there are two sections `## Unreleased`; move all changes into the first"))
        }
    }
}

/// Checks that the changelog has one section for unreleased changes.
pub(crate) fn check(changelog: &str) -> Result<(), String> {
    unreleased(&headings(changelog)).map(drop)
}

/// Returns the changelog with the unreleased changes under a version.
pub(crate) fn with_release(changelog: &str, version: &Version, date: &str) -> Result<String, String> {
    let headings = headings(changelog);
    let index = unreleased(&headings)?;
    if headings.iter().any(|heading| heading.version().as_ref() == Some(version)) {
        return Err(format!("{CHANGELOG}: {version} is already released"));
    }
    let heading = &headings[index];
    let (before, rest) = changelog.split_at(heading.range.end);
    let end = headings.get(index + 1).map_or(changelog.len(), |next| next.range.start);
    let mut release = format!("\n## {version} - {date}\n");
    if !has_entries(&changelog[heading.range.end..end]) {
        // The changes of a pre-release are also those of the next pre-release and of the final release.
        let core = |version: &Version| (version.major, version.minor, version.patch);
        let pre_release = last_release(changelog).filter(|last| core(last) == core(version));
        let Some(pre_release) = pre_release else {
            return Err(format!("{CHANGELOG}: `## Unreleased` is empty; describe the changes"));
        };
        release.push_str(&format!("\nNo changes since {pre_release}.\n"));
    }
    Ok(format!("{before}{release}{rest}"))
}

/// Returns whether a section has more than headings.
fn has_entries(section: &str) -> bool {
    section.lines().any(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{check, last_release, with_release};

    const ENTRY: &str = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A thing.\n";

    fn released(changelog: &str, version: &str) -> Result<String, String> {
        with_release(changelog, &version.parse().expect("a version"), "2026-08-31")
    }

    fn refusal(changelog: &str, version: &str) -> String {
        released(changelog, version).expect_err("a refusal")
    }

    #[test]
    fn a_section_of_headings_is_empty() {
        for section in ["", "### Added\n\n### Fixed\n"] {
            let message = refusal(&format!("## Unreleased\n\n{section}\n## 0.1.0\n\n- A thing.\n"), "0.2.0");
            assert_eq!(message, "CHANGELOG.md: `## Unreleased` is empty; describe the changes", "{section}");
        }
    }

    #[test]
    fn a_released_version_is_refused_with_and_without_a_date() {
        for heading in ["0.2.0 - 2026-01-01", "0.2.0"] {
            let message = refusal(&format!("{ENTRY}\n## {heading}\n"), "0.2.0");
            assert_eq!(message, "CHANGELOG.md: 0.2.0 is already released", "{heading}");
        }
        assert!(released(&format!("{ENTRY}\n## 0.2.0-rc.1\n\n## Notes on 0.2.0\n"), "0.2.0").is_ok());
    }

    #[test]
    fn a_release_after_its_pre_release_needs_no_changes() {
        let candidate = "## Unreleased\n\n## 0.2.0-rc.1 - 2026-08-01\n\n- A thing.\n";
        for version in ["0.2.0-rc.2", "0.2.0"] {
            let expected = candidate.replacen(
                "## Unreleased\n",
                &format!("## Unreleased\n\n## {version} - 2026-08-31\n\nNo changes since 0.2.0-rc.1.\n"),
                1,
            );
            assert_eq!(released(candidate, version), Ok(expected));
        }
        assert!(refusal(candidate, "0.3.0").contains("is empty"));
        assert!(refusal(&candidate.replace("-rc.1", ""), "0.2.1").contains("is empty"));
    }

    #[test]
    fn the_unreleased_changes_have_exactly_one_section() {
        assert!(check(ENTRY).is_ok());
        assert!(check("### Unreleased\n").expect_err("none").contains("is missing; add it"));
        let twice = format!("{ENTRY}\n## Unreleased\n");
        assert!(check(&twice).expect_err("two").contains("two sections `## Unreleased`"));
        assert_eq!(check(&twice), released(&twice, "0.2.0").map(drop));
    }

    #[test]
    fn the_last_release_is_the_first_heading_with_a_version() {
        let last = |changelog: &str| last_release(changelog).map(|version| version.to_string());
        assert_eq!(last("## Unreleased\n\n## 0.2.0-rc.1 - 2026-01-01\n\n## 0.1.0\n").as_deref(), Some("0.2.0-rc.1"));
        assert_eq!(last(ENTRY), None);
    }
}
