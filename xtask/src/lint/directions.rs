//! Checks that each property is in requests or in responses (OpenAPI 3.0.3, section 4.7.24.2).

use rebilly_customer_auth_codegen::{Diagnostic, Document, says, schema};
use serde_json::{Map, Value};

const RULE: &str = "no-direction";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    schema::for_each(tree, &mut |location, map| {
        let properties = map.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::iter);
        for (name, _) in properties.filter(|(_, it)| says(tree, it, "readOnly") && says(tree, it, "writeOnly")) {
            let location = location.join("properties").join(name);
            let message =
                format!("the property `{name}` is `readOnly` and `writeOnly`, and the client has neither form");
            diagnostics.push(Diagnostic::new(RULE, location, message, "remove one of them"));
        }
    });
}
