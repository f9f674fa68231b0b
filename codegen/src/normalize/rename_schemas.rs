//! Renames schemas to the names that the spec chooses for Rust.
//!
//! The vendor renames schemas, which changes nothing over HTTP but breaks Rust programs. `x-rust-name` keeps the name
//! of the type. Two schemas may have the same name if one is only used in requests and the other only in responses: the
//! request form is then named `XRequest`, as after a split.
//!
//! ```yaml
//! # before
//! CustomerCredential: { x-rust-name: Credential, type: object }
//! # after
//! Credential: { type: object }
//! ```

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas, schemas_mut};
use crate::extensions::RUST_NAME;
use crate::location::Location;
use crate::names::{FreeNames, type_name};
use crate::object_kind::{self, walk_mut};
use crate::schema_usage::SchemaUsage;

const RULE: &str = "name-collision";

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let names = given(document)?;
    rename(&mut document.tree, &names);
    Ok(())
}

/// Renames schemas and the references to them.
pub(super) fn rename(tree: &mut Value, names: &BTreeMap<String, String>) {
    let named = schemas_mut(tree);
    for (name, mut node) in std::mem::take(named) {
        if let Some(map) = node.as_object_mut() {
            map.shift_remove(RUST_NAME);
        }
        named.insert(names.get(&name).unwrap_or(&name).clone(), node);
    }
    walk_mut(tree, &mut |kind, node| object_kind::rename_schemas(kind, node, names));
}

/// Returns the name of each schema: the chosen one, else its own, or its own with a number if another schema or
/// generated code has it.
fn given(document: &Document) -> Result<BTreeMap<String, String>, Diagnostic> {
    let mut names = marked(document)?;
    let mut free = FreeNames::new();
    // A chosen name takes precedence over a derived one.
    names.values().for_each(|name| drop(free.take(name)));
    for (name, _) in schemas(&document.tree) {
        names.entry(name.clone()).or_insert_with(|| free.take(name));
    }
    Ok(names)
}

/// Returns the chosen name of each marked schema.
fn marked(document: &Document) -> Result<BTreeMap<String, String>, Diagnostic> {
    let usage = SchemaUsage::of(&document.tree);
    let marked = schemas(&document.tree).filter_map(|(name, node)| Some((name, node.get(RUST_NAME)?.as_str()?)));
    let marked: BTreeMap<String, String> = marked.map(|(name, wanted)| (name.clone(), wanted.to_owned())).collect();
    let mut names = marked.clone();
    let in_requests = |name: &String| usage.requests.contains(name);
    let in_responses = |name: &String| usage.responses.contains(name);
    for (name, wanted) in &marked {
        let shares = marked.iter().filter(|(other, theirs)| *other != name && *theirs == wanted);
        for (other, _) in shares {
            let is_split = !in_responses(name) && !in_requests(other) || !in_requests(name) && !in_responses(other);
            if !is_split {
                let message = format!("`{other}` is also named `{wanted}`, and both are used in the same direction");
                let help = "give each a unique name";
                return Err(document.diagnostic(RULE, location(name).join(RUST_NAME), message, help));
            }
            if !in_responses(name) {
                names.insert(name.clone(), format!("{wanted}Request"));
            }
        }
    }
    for (name, wanted) in &names {
        if FreeNames::new().take(wanted) != *wanted {
            let message = format!("the generated code uses the name `{wanted}` itself");
            return Err(document.diagnostic(RULE, location(name).join(RUST_NAME), message, "choose another name"));
        }
        // A marked schema has its new name. Another one gives way unless it has exactly this name.
        let is_same = |other: &str| match names.get(other) {
            Some(theirs) => other != name && type_name(theirs) == type_name(wanted),
            None => other == wanted,
        };
        if let Some((other, _)) = schemas(&document.tree).find(|(other, _)| is_same(other)) {
            let message = format!("{} is also named `{wanted}`", location(other));
            let help = "choose another name, or rename that schema too";
            return Err(document.diagnostic(RULE, location(name).join(RUST_NAME), message, help));
        }
    }
    Ok(names)
}

fn location(name: &str) -> Location {
    Location::from(["components", "schemas", name])
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::{golden, pass_on};

    #[test]
    fn the_request_form_of_a_shared_name_gets_a_suffix() {
        golden(
            run,
            "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Token' } } } }
      responses: { '201': { content: { application/json: { schema: { $ref: '#/components/schemas/TokenResponse' } } } } }
components:
  schemas:
    Token: { x-rust-name: Token, type: object }
    TokenResponse: { x-rust-name: Token, type: object }
",
            "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/TokenRequest' } } } }
      responses: { '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Token' } } } } }
components:
  schemas:
    TokenRequest: { type: object }
    Token: { type: object }
",
        );
    }

    #[test]
    fn two_schemas_of_one_direction_cannot_share_a_name_and_none_has_that_of_the_runtime() {
        let string = "
paths:
  /a:
    get:
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
        '201': { content: { application/json: { schema: { $ref: '#/components/schemas/B' } } } }
components:
  schemas:
    A: { x-rust-name: C, type: object }
    B: { x-rust-name: C, type: object }
";
        let reserved = string.replace("x-rust-name: C", "x-rust-name: Secret");
        let reserved = reserved.replacen("x-rust-name: Secret", "x-rust-name: A", 1);
        for other in ["c", "CRequest"] {
            let string = string.replacen("x-rust-name: C", &format!("x-rust-name: {other}"), 1);
            let string = string + "    R: { x-rust-name: C, type: object }\n";
            let string = string.replace("'201':", "'201': { description: '' }\n      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/R' } } } }\n    put:\n      responses:\n        '200':");
            let message = pass_on(run, &string).expect_err("a collision").message;
            assert!(message.contains("is also named `"), "{message}");
        }
        let message = pass_on(run, &reserved).expect_err("a name of the runtime").to_string();
        assert!(message.contains("the generated code uses the name `Secret` itself"), "{message}");
        assert_eq!(
            pass_on(run, string).expect_err("a collision").to_string(),
            "test.yaml:10:10: name-collision: components.schemas.A.x-rust-name: `B` is also named `C`, and both are \
             used in the same direction; give each a unique name"
        );
    }

    #[test]
    fn schemas_with_the_same_rust_name_get_a_number() {
        let before = "
components:
  schemas:
    blocklist: { type: object }
    Blocklist: { type: array, items: { $ref: '#/components/schemas/blocklist' } }
    Option: { allOf: [{ $ref: '#/components/schemas/Blocklist' }] }
";
        golden(run, before, &before.replace("Blocklist", "Blocklist2").replace("Option", "Option2"));
    }
}
