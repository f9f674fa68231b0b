//! Checks that secrets are marked.
//!
//! The client shows every unmarked string. Only the name of a string tells that it is a secret.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use rebilly_customer_auth_codegen::document::{reference, resolve};
use rebilly_customer_auth_codegen::extensions::{SECRET, SECRET_PARAMETERS};
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, is_of_type, schema};
use serde_json::{Map, Value};

const RULE: &str = "unmarked-secret";

/// The last words of a secret's name. Further words, as in `tokenType`, make it the name of something else. The last
/// six are payment data, which PCI DSS forbids to log.
#[rustfmt::skip]
const ENDINGS: [&str; 20] = [
    "password", "passwd", "passphrase", "passcode", "token", "secret", "jwt", "otp", "apikey", "api_key", "secret_key",
    "private_key", "otp_code", "one_time_code",
    "pan", "cvv", "cvc", "card_number", "account_number", "iban",
];

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    schema::for_each(tree, &mut |location, map| {
        let properties = map.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            if is_secret(name) && is_shown(tree, property) {
                let location = location.join("properties").join(name);
                diagnostics
                    .push(diagnostic(location, format!("the property `{name}` looks like a secret but is not marked")));
            }
        }
    });
    for operation in document.operations() {
        let marked = operation.path_item.get(SECRET_PARAMETERS).and_then(Value::as_array);
        for (location, parameter) in operation.parameters(tree) {
            let name = parameter["name"].as_str().unwrap_or_default();
            let is_marked = marked.is_some_and(|names| names.iter().any(|marked| marked == name));
            if !is_marked && is_secret(name) && is_shown(tree, &parameter["schema"]) {
                diagnostics.push(diagnostic(
                    location,
                    format!("the parameter `{name}` looks like a secret but is not marked"),
                ));
            }
        }
    }
}

fn diagnostic(location: Location, what: String) -> Diagnostic {
    Diagnostic::new(RULE, location, what, "add `format: password` or `x-secret: true` to its schema")
}

/// Returns whether a name ends with the words of a secret.
fn is_secret(name: &str) -> bool {
    let name = format!("_{}", name.to_snake_case());
    ENDINGS.iter().any(|ending| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('_')))
}

/// Returns whether a schema allows any string and is not marked.
fn is_shown(tree: &Value, node: &Value) -> bool {
    let is_one_of_few = |part: &Map<String, Value>| {
        schema::strings(part, "enum").next().is_some() || part.get("const").is_some_and(Value::is_string)
    };
    // The client hides a string if a part or an alternative is marked.
    let is_marked = |part: &Map<String, Value>| {
        schema::is_set(part, SECRET) || part.get("format").is_some_and(|format| format == "password")
    };
    is_of_type(tree, node, "string")
        && !parts(tree, node).into_iter().any(|part| is_one_of_few(part) || is_marked(part))
}

/// Returns a schema, its parts and its alternatives, at any depth.
fn parts<'t>(tree: &'t Value, node: &'t Value) -> Vec<&'t Map<String, Value>> {
    let (mut parts, mut followed, mut pending) = (Vec::new(), BTreeSet::new(), vec![node]);
    while let Some(node) = pending.pop() {
        let target = reference(node).filter(|target| followed.insert(*target));
        pending.extend(target.and_then(|target| resolve(tree, target)));
        pending.extend(["allOf", "anyOf", "oneOf"].iter().filter_map(|key| node.get(*key)?.as_array()).flatten());
        parts.extend(node.as_object());
    }
    parts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{is_secret, is_shown};

    #[test]
    fn a_string_is_shown_unless_a_part_or_an_alternative_is_marked_or_lists_values() {
        let named = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let tree = json!({ "components": { "schemas": {
            "Plain": { "type": "string" },
            "Marked": { "type": "string", "x-secret": true },
            "Loop": { "allOf": vec![named("Loop"); 30] },
        } } });
        for shown in [
            named("Plain"),
            json!({ "type": ["string", "null"] }),
            json!({ "allOf": [{ "maxLength": 9 }, named("Plain")] }),
            json!({ "anyOf": [named("Plain"), { "nullable": true }] }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
        ] {
            assert!(is_shown(&tree, &shown), "{shown}");
        }
        for hidden in [
            named("Marked"),
            named("Loop"),
            json!({ "type": "integer" }),
            json!({ "allOf": [named("Plain")], "x-secret": true }),
            json!({ "allOf": [named("Plain"), { "format": "password" }] }),
            json!({ "anyOf": [named("Marked"), { "nullable": true }] }),
            json!({ "anyOf": [{ "type": "string", "enum": ["a"] }, { "nullable": true }] }),
        ] {
            assert!(!is_shown(&tree, &hidden), "{hidden}");
        }
    }

    #[test]
    fn a_secret_is_known_by_the_last_words_of_its_name() {
        for name in ["password", "newPassword", "token", "access_token", "customerJWT", "oneTimePassword", "otp"] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "apiKey", "REB-APIKEY", "clientSecret", "Secret", "otpCode", "X-Api-Key", "pan", "cardCvv", "accountNumber",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["otpRequired", "resetTokenTtl", "passwordPattern", "invalidate", "credentialId", "tokenType"] {
            assert!(!is_secret(name), "{name}");
        }
        for name in ["tokenized", "secretary", "monkey", "key", "primaryKey", "captcha", ""] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
