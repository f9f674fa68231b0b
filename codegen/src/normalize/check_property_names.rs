//! Rejects objects in which two properties have the same Rust name.
//!
//! `userId` and `user_id` would both be the field `user_id`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::names::snake;
use crate::schema;

/// Rejects an object in which two properties have the same Rust name.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let mut found = None;
    schema::for_each(&document.tree, &mut |location, map| {
        let properties = map.get("properties").and_then(Value::as_object);
        let mut names = BTreeMap::new();
        for name in properties.into_iter().flatten().map(|(name, _)| name) {
            if let Some(other) = names.insert(snake(name), name).filter(|_| found.is_none()) {
                let location = location.join("properties");
                found = Some((location.join(name), location.join(other), snake(name)));
            }
        }
    });
    match found {
        None => Ok(()),
        Some((location, other, name)) => Err(document.diagnostic(
            "name-collision",
            location,
            format!("this property and {other} are both `{name}` in Rust"),
            "remove one of them in the overlay, or rename it",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::document::Document;
    use crate::position::Syntax;

    #[test]
    fn two_properties_with_the_same_rust_name_are_rejected_with_both_locations() {
        let text = "components: { schemas: { Pet: { properties: { userId: {}, user-id: {} } } } }";
        let tree = serde_yaml::from_str(text).expect("the test's YAML");
        let mut document = Document::new("test.yaml", text, Syntax::Yaml, tree);
        assert_eq!(
            run(&mut document).expect_err("a collision").to_string(),
            "test.yaml:1:59: name-collision: components.schemas.Pet.properties.user-id: this property and \
             components.schemas.Pet.properties.userId are both `user_id` in Rust; remove one of them in the overlay, \
             or rename it"
        );
    }
}
