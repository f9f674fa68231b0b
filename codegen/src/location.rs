//! Locations in a spec.

use std::fmt;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A path of keys and indices from the root of a spec to one of its values.
///
/// Displays joined with dots: `paths./credentials.post.responses.422`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location(Vec<String>);

impl Location {
    /// Returns the root of the spec.
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns the target of a local reference such as `#/components/schemas/Credential`, which may be percent-encoded
    /// (RFC 6901, section 6).
    pub fn from_reference(reference: &str) -> Self {
        Self::from_pointer(&percent_decode_str(reference.trim_start_matches('#')).decode_utf8_lossy())
    }

    /// Returns the target of a JSON pointer such as `/components/schemas/Credential` (RFC 6901).
    pub fn from_pointer(pointer: &str) -> Self {
        let segments = pointer.split('/').skip(1);
        Self(segments.map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect())
    }

    /// Appends a segment.
    #[must_use]
    pub fn join(&self, segment: impl ToString) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment.to_string());
        Self(segments)
    }

    /// Runs `f` with one more segment. Building a new location for each visited node is too slow.
    pub(crate) fn with_segment<T>(&mut self, segment: impl ToString, f: impl FnOnce(&mut Self) -> T) -> T {
        self.0.push(segment.to_string());
        let result = f(self);
        self.0.pop();
        result
    }

    /// Returns the keys and indices.
    pub fn segments(&self) -> &[String] {
        &self.0
    }

    /// Returns whether this location equals the other one or is a descendant of it.
    pub fn is_inside(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Returns the parent location. The root is its own parent.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0[..self.0.len().saturating_sub(1)].to_vec())
    }

    /// Returns the location as a JSON pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        self.0.iter().map(|segment| format!("/{}", segment.replace('~', "~0").replace('/', "~1"))).collect()
    }

    /// Returns whether this is the root of the spec.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl<S: ToString, const N: usize> From<[S; N]> for Location {
    fn from(segments: [S; N]) -> Self {
        Self(segments.iter().map(ToString::to_string).collect())
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

/// Calls `f` with a value and every value inside it, outer values first.
pub fn for_each_value<'v>(location: &mut Location, node: &'v Value, f: &mut impl FnMut(&Location, &'v Value)) {
    f(location, node);
    match node {
        Value::Object(map) => {
            for (key, child) in map {
                location.with_segment(key, |location| for_each_value(location, child, f));
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                location.with_segment(index, |location| for_each_value(location, child, f));
            }
        }
        _ => {}
    }
}
