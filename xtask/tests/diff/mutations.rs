//! Every single change of our own spec is reported.

use rebilly_customer_auth_codegen::{Document, parse_str};
use serde_json::{Value, json};
use xtask::diff::Level;

use super::{changes, client_changes, own};

/// Locations to remove, with the expected level.
const REMOVED: [(&str, Level); 25] = [
    ("/servers/1", Level::Breaking),
    ("/security/1", Level::Breaking),
    ("/paths/~1credentials~1{id}/delete", Level::Breaking),
    ("/paths/~1credentials/get/parameters/1", Level::Breaking),
    ("/paths/~1credentials/post/requestBody", Level::Breaking),
    ("/paths/~1credentials/post/responses/429", Level::Additive),
    ("/paths/~1credentials/post/responses/201/headers/Location", Level::Breaking),
    ("/paths/~1credentials/post/responses/201/content", Level::Breaking),
    ("/paths/~1authentication-tokens/post/security/2", Level::Breaking),
    ("/components/parameters/CredentialId/schema/pattern", Level::Additive),
    ("/components/requestBodies/Credential/required", Level::Additive),
    ("/components/responses/TooManyRequests/headers/X-RateLimit-Retry-After", Level::Breaking),
    ("/components/schemas/Problem/properties/error", Level::Breaking),
    ("/components/schemas/Link/properties/rel/enum/2", Level::Breaking),
    ("/components/schemas/Credential/required/0", Level::Breaking),
    ("/components/schemas/Credential/properties/expiredTime/format", Level::Breaking),
    ("/components/schemas/Credential/properties/expiredTime/nullable", Level::Breaking),
    ("/components/schemas/Credential/properties/password/writeOnly", Level::Additive),
    ("/components/schemas/Credential/properties/password/format", Level::Breaking),
    ("/components/schemas/CustomerJWT/properties/acl", Level::Breaking),
    ("/components/schemas/AclEntry/required/1", Level::Breaking),
    ("/components/schemas/AclScope/properties/planId", Level::Breaking),
    ("/components/schemas/AclScope/properties/customFieldName/items/maxLength", Level::Additive),
    ("/components/schemas/AuthenticationToken/discriminator/mapping/passwordless", Level::Breaking),
    ("/components/schemas/AuthenticationTokenPasswordMode/allOf/1/properties/password", Level::Breaking),
];

/// Values to set, with the expected level.
fn set() -> Vec<(&'static str, Value, Level)> {
    let string = || json!({ "type": "string" });
    let options = "/paths/~1authentication-options/get/responses/200/content/application~1json/schema";
    vec![
        ("/servers/0/url", json!("https://other.example.com"), Level::Breaking),
        ("/paths/~1credentials/post/operationId", json!("CreateCredential"), Level::Breaking),
        (options, json!({ "$ref": "#/components/schemas/AuthenticationOptions" }), Level::Breaking),
        ("/components/parameters/Limit/schema/maximum", json!(100), Level::Breaking),
        ("/components/parameters/Limit/schema/maximum", json!(5000), Level::Additive),
        ("/components/parameters/Offset/schema/maximum", json!(1000), Level::Breaking),
        ("/components/parameters/Offset/required", json!(true), Level::Breaking),
        ("/components/parameters/OrganizationId/name", json!("Organization"), Level::Breaking),
        ("/components/securitySchemes/SecretApiKey/name", json!("X-KEY"), Level::Breaking),
        ("/components/schemas/ResourceId/maxLength", json!(40), Level::Breaking),
        ("/components/schemas/InvalidField/properties/reason", string(), Level::Additive),
        ("/components/schemas/Link/properties/rel/enum/3", json!("website"), Level::Additive),
        ("/components/schemas/Credential/properties/note", string(), Level::Additive),
        ("/components/schemas/Credential/required/3", json!("expiredTime"), Level::Breaking),
        ("/components/schemas/CustomerJWT/properties/invalidate/default", json!(false), Level::Breaking),
        ("/components/schemas/CustomerJWT/properties/customClaims/additionalProperties", string(), Level::Breaking),
        ("/components/schemas/AuthenticationOptions/properties/authTokenTtl/type", json!("string"), Level::Breaking),
    ]
}

/// The spec with one mutation. Some make it invalid; it is compared anyway.
fn mutated(document: &Document, location: &str, value: Option<Value>) -> Document {
    let mut tree = document.tree().clone();
    let (parent, key) = location.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/");
    match (tree.pointer_mut(parent).unwrap_or_else(|| panic!("{location} is nowhere")), value) {
        (Value::Object(map), Some(value)) => {
            map.insert(key, value);
        }
        (Value::Object(map), None) => {
            map.shift_remove(&key).unwrap_or_else(|| panic!("{location} is nowhere"));
        }
        (Value::Array(list), Some(value)) => list.push(value),
        (Value::Array(list), None) => {
            list.remove(key.parse().expect("an index"));
        }
        _ => panic!("{location} is nowhere"),
    }
    parse_str("test.json", &tree.to_string()).expect("JSON is YAML")
}

#[test]
fn each_change_of_our_spec_is_reported_with_the_right_level_and_each_reverse_change_too() {
    let own = own();
    let removed = REMOVED.into_iter().map(|(location, level)| (location, None, level));
    let set = set().into_iter().map(|(location, value, level)| (location, Some(value), level));
    for (location, value, level) in removed.chain(set) {
        let mutated = mutated(&own, location, value);
        let found = client_changes(&own, &mutated);
        assert_eq!(found.iter().map(|change| change.level).min(), Some(level), "{location}: {found:#?}");
        let is_reported = !changes(&mutated, &own).is_empty() || !client_changes(&mutated, &own).is_empty();
        assert!(is_reported, "{location}");
    }
}
