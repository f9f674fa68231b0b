//! What is wrong with a document, where, and how to mend it.

use std::fmt;

use crate::place::Place;

/// A line and a column, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One fault of a document, as one readable line.
///
/// ```
/// use rebilly_customer_auth_codegen as codegen;
///
/// let fault = codegen::load_str("spec/empty.yaml", "").unwrap_err();
/// assert_eq!(
///     fault.to_string(),
///     "spec/empty.yaml:1:1: the document is empty; it must begin with `openapi: 3.0.3`"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(crate) file: String,
    pub(crate) position: Option<Position>,
    pub(crate) place: Place,
    pub(crate) what: String,
    pub(crate) mend: String,
}

impl Fault {
    /// The place in the document, such as `paths./credentials.post.responses.422`. Empty for the whole document.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What is wrong, without the place and the mend.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The line and the column, where they are known.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, "{line}:{column}:")?;
        }
        if !self.place.is_root() {
            write!(f, " {}:", self.place)?;
        }
        write!(f, " {}; {}", self.what, self.mend)
    }
}

impl std::error::Error for Fault {}
