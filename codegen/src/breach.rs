//! A rule that a document breaks, before anyone has looked up on which line.

use crate::place::Place;

/// One rule that a document breaks at one place.
///
/// Its line is left out because finding one costs a reading of the text. [`load`](crate::load) looks up the first only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The name of the rule, in kebab case.
    pub rule: &'static str,
    /// Where it is broken.
    pub place: Place,
    /// What is wrong there.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl Breach {
    /// A breach of the rule with this name.
    pub fn new(rule: &'static str, place: Place, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { rule, place, what: what.into(), mend: mend.into() }
    }
}
