//! Checks that secrets are marked.
//!
//! The client shows every unmarked string. Only the name of a string tells that it is a secret.

use heck::ToSnakeCase;
use rebilly_customer_auth_codegen::document::resolve_refs;
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, schema};
use serde_json::Value;

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
        let marked = operation.path_item.get("x-secret-parameters").and_then(Value::as_array);
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
    let mut schema = resolve_refs(tree, node);
    if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
        schema = resolve_refs(tree, only);
    }
    let Some(map) = schema.as_object() else {
        return false;
    };
    // A type may be a list in OpenAPI 3.1.
    let is_string = schema::is_type(map, "string") || schema::strings(map, "type").any(|name| name == "string");
    let is_one_of_few = map.contains_key("enum") || map.contains_key("const");
    let is_marked = schema["format"] == "password" || schema::is_set(map, "x-secret");
    is_string && !is_one_of_few && !is_marked
}

#[cfg(test)]
mod tests {
    use super::is_secret;

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
