//! What the types of a document are called in Rust. Nothing else in `diff` decides that.

use std::collections::BTreeMap;

use rebilly_customer_auth_codegen::{Document, TypeNames, type_name, type_names};

use super::schema::Direction;

/// The names of one document's types.
pub(super) struct Names(BTreeMap<String, TypeNames>);

impl Names {
    /// The names of a document's types. Where no client can be generated of it, a type is called what its schema is.
    pub(super) fn of(document: &Document) -> Self {
        Self(type_names(document.clone()).unwrap_or_default())
    }

    /// The name of the type that the generator makes of a schema.
    pub(super) fn rust(&self, schema: &str, direction: Direction) -> String {
        let name = self.0.get(schema).map(|names| match direction {
            Direction::Request => names.request.as_str(),
            Direction::Response => names.response.as_str(),
        });
        type_name(name.unwrap_or(schema))
    }
}
