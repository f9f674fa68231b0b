//! A change of a file in the workspace.

use std::path::Path;

use similar::TextDiff;

/// The maximum number of lines that are shown of a difference.
const MAX_LINES: usize = 400;

/// A pending change of a file.
#[derive(Debug)]
pub struct Edit {
    /// The file, relative to the root of the workspace.
    pub path: &'static str,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Edit {
    pub(crate) fn has_effect(&self) -> bool {
        self.before != self.after
    }

    /// Returns the change as a unified diff.
    pub fn difference(&self) -> String {
        let diff = TextDiff::from_lines(&self.before, &self.after);
        let diff = diff.unified_diff().context_radius(3).header(self.path, &format!("{}, new", self.path)).to_string();
        let lines = diff.lines().count();
        let mut shown: String = diff.lines().take(MAX_LINES).map(|line| format!("{line}\n")).collect();
        if lines > MAX_LINES {
            shown.push_str(&format!("... and {} more lines\n", lines - MAX_LINES));
        }
        shown
    }

    /// Writes the file in the workspace at `root`.
    pub(crate) fn write(&self, root: &Path) -> Result<(), String> {
        std::fs::write(root.join(self.path), &self.after)
            .map_err(|error| format!("{} cannot be written: {error}", self.path))
    }
}
