//! Checks that secrets are marked.
//!
//! The client shows every unmarked string. Only the name of a string tells that it is a secret.

use heck::ToSnakeCase;
use rebilly_customer_auth_codegen::document::resolve_refs;
use rebilly_customer_auth_codegen::extensions::{SECRET, SECRET_PARAMETERS};
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, allows_only_null, is_of_type, parts, schema};
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
    let mut check = |location: Location, what: &str, name: &str, schema: &Value| {
        if is_secret(name) && is_shown(tree, schema) {
            let message = format!("the {what} `{name}` looks like a secret but is not marked");
            let help = "add `format: password` or `x-secret: true` to its schema";
            diagnostics.push(Diagnostic::new(RULE, location, message, help));
        }
    };
    schema::for_each(tree, &mut |location, map| {
        let properties = map.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            check(location.join("properties").join(name), "property", name, property);
        }
    });
    for operation in document.operations() {
        let marked = operation.path_item.get(SECRET_PARAMETERS).and_then(Value::as_array);
        for (location, parameter) in operation.parameters(tree) {
            let name = parameter["name"].as_str().unwrap_or_default();
            if !marked.is_some_and(|names| names.iter().any(|marked| marked == name)) {
                check(location, "parameter", name, &parameter["schema"]);
            }
        }
    }
}

/// Returns whether a name ends with the words of a secret.
fn is_secret(name: &str) -> bool {
    let name = format!("_{}", name.to_snake_case());
    ENDINGS.iter().any(|ending| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('_')))
}

/// Returns whether a schema allows any string and is not marked.
fn is_shown(tree: &Value, node: &Value) -> bool {
    // The client hides a string if a part or an alternative is marked.
    let is_marked = |part: &Map<String, Value>| {
        schema::is_set(part, SECRET) || part.get("format").is_some_and(|format| format == "password")
    };
    is_of_type(tree, node, "string") && !lists_values(tree, node, 4) && !parts(tree, node).into_iter().any(is_marked)
}

/// Returns whether a schema lists its values: a part of it does, or each alternative.
fn lists_values(tree: &Value, node: &Value, levels: usize) -> bool {
    let node = resolve_refs(tree, node);
    let list = |key: &str| node[key].as_array().map(Vec::as_slice).unwrap_or_default();
    let lists = |part: &Value| levels > 0 && lists_values(tree, part, levels - 1);
    let is_null = node.as_object().is_some_and(allows_only_null);
    let is_stated = is_null || list("enum").iter().any(Value::is_string) || node["const"].is_string();
    let all = |parts: &[Value]| !parts.is_empty() && parts.iter().all(lists);
    is_stated || list("allOf").iter().any(lists) || all(list("oneOf")) || all(list("anyOf"))
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
            json!({ "anyOf": [{ "type": "string" }, { "nullable": true, "enum": [null] }] }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "string", "enum": ["none"] }] }),
        ] {
            assert!(is_shown(&tree, &shown), "{shown}");
        }
        for hidden in [
            named("Marked"),
            named("Loop"),
            json!({ "type": "integer" }),
            json!({ "type": "string", "enum": ["a"] }),
            json!({ "allOf": [named("Marked")] }),
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
