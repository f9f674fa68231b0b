//! A place in a document: the keys and indices that lead to it.

use std::fmt;

/// The keys and indices from the root of a document to one of its values.
///
/// It is shown joined with dots: `paths./credentials.post.responses.422`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(Vec<String>);

impl Place {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The place one step further down.
    #[must_use]
    pub fn at(&self, step: impl ToString) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.to_string());
        Self(steps)
    }

    /// Goes one step further down for as long as `f` runs: on a walk, a place of its own for each node is dear.
    pub(crate) fn below(&mut self, step: impl ToString, f: impl FnOnce(&mut Self)) {
        self.0.push(step.to_string());
        f(self);
        self.0.pop();
    }

    /// The keys and indices.
    pub fn steps(&self) -> &[String] {
        &self.0
    }

    /// The place one step further up; of the whole document, itself.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0[..self.0.len().saturating_sub(1)].to_vec())
    }

    /// The place as a JSON pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        self.0.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
    }

    /// Whether this is the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl<S: ToString, const N: usize> From<[S; N]> for Place {
    fn from(steps: [S; N]) -> Self {
        Self(steps.iter().map(ToString::to_string).collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

impl Place {
    /// The place that a local reference such as `#/components/schemas/Credential` names.
    pub fn from_reference(reference: &str) -> Self {
        Self::from_pointer(reference.trim_start_matches('#'))
    }

    /// The place that a pointer such as `/components/schemas/Credential` names (RFC 6901).
    pub fn from_pointer(pointer: &str) -> Self {
        let steps = pointer.split('/').skip(1);
        Self(steps.map(|step| step.replace("~1", "/").replace("~0", "~")).collect())
    }
}
