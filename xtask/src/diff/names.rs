//! What the types of a document are called in Rust. Nothing else in `diff` decides that.

use std::collections::BTreeMap;

use rebilly_customer_auth_codegen::{Document, request_names, type_name};

use super::schema::Direction;

/// The names of one document's types.
pub(super) struct Names {
    requests: BTreeMap<String, String>,
}

impl Names {
    /// The names of a document's types. One that no client can be generated of has only its own names.
    pub(super) fn of(document: &Document) -> Self {
        Self { requests: request_names(document.clone()).unwrap_or_default() }
    }

    /// The name of the type that the generator makes of a schema.
    pub(super) fn rust(&self, schema: &str, direction: Direction) -> String {
        let request = self.requests.get(schema).filter(|_| direction == Direction::Request);
        type_name(request.map_or(schema, String::as_str))
    }
}
