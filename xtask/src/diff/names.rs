//! The Rust names of a spec's types. All of `diff` uses them.

use std::collections::BTreeMap;

use rebilly_customer_auth_codegen::{Document, TypeNames, type_name, type_names};

use super::schema::Direction;

/// The names of one spec's types.
pub(super) struct Names(BTreeMap<String, TypeNames>);

impl Names {
    /// Computes the names of a spec's types. Without a client, they are the names of the schemas.
    pub(super) fn of(document: &Document) -> Self {
        Self(type_names(document.clone()).unwrap_or_default())
    }

    /// The name of the type that the generator emits for a schema.
    pub(super) fn rust(&self, schema: &str, direction: Direction) -> String {
        let name = self.0.get(schema).map(|names| match direction {
            Direction::Request => names.request.as_str(),
            Direction::Response => names.response.as_str(),
        });
        type_name(name.unwrap_or(schema))
    }
}
