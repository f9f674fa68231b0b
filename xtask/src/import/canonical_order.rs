//! Orders the keys of a spec, so that two imports differ only where the upstream specs do.

use serde_json::{Map, Value};

use rebilly_customer_auth_codegen::object_kind::ObjectKind;

/// Orders the keys of one node. Keys without a rank follow the others in their original order.
pub(crate) fn run(kind: ObjectKind, node: &mut Value) {
    let Some(map) = node.as_object_mut() else { return };
    sort(map, ranks(kind));
    match kind {
        ObjectKind::Document => {
            if let Some(info) = map.get_mut("info").and_then(Value::as_object_mut) {
                sort(info, INFO);
            }
            if let Some(paths) = map.get_mut("paths").and_then(Value::as_object_mut) {
                paths.sort_keys();
            }
        }
        ObjectKind::Operation => {
            if let Some(responses) = map.get_mut("responses").and_then(Value::as_object_mut) {
                responses.sort_keys();
            }
        }
        _ => {}
    }
}

fn sort(map: &mut Map<String, Value>, ranks: &[&str]) {
    let mut entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
    // Stable: keys without a rank keep their order.
    entries.sort_by_key(|(key, _)| ranks.iter().position(|ranked| ranked == key).unwrap_or(ranks.len()));
    map.extend(entries);
}

const INFO: &[&str] = &["title", "version", "summary", "description", "termsOfService", "contact", "license"];

/// Returns the keys of a kind of object, in reading order.
fn ranks(kind: ObjectKind) -> &'static [&'static str] {
    match kind {
        ObjectKind::Document => {
            &["openapi", "info", "externalDocs", "servers", "tags", "security", "paths", "components"]
        }
        ObjectKind::Components => &[
            "securitySchemes", "parameters", "headers", "requestBodies", "responses", "schemas", "examples", "links",
            "callbacks",
        ],
        ObjectKind::PathItem => &[
            "summary", "description", "servers", "parameters", "get", "put", "post", "delete", "options", "head",
            "patch", "trace",
        ],
        ObjectKind::Operation => &[
            "operationId", "tags", "summary", "description", "externalDocs", "deprecated", "security", "servers",
            "parameters", "requestBody", "responses", "callbacks",
        ],
        ObjectKind::Parameter | ObjectKind::Header => &[
            "name", "in", "description", "required", "deprecated", "style", "explode", "allowReserved", "schema",
            "content", "example", "examples",
        ],
        ObjectKind::RequestBody | ObjectKind::Response => &["description", "required", "headers", "content", "links"],
        ObjectKind::MediaType | ObjectKind::Encoding => &["schema", "example", "examples", "encoding"],
        ObjectKind::Schema => &[
            "title", "description", "deprecated", "type", "format", "nullable", "enum", "default", "pattern",
            "minLength", "maxLength", "multipleOf", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum",
            "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "readOnly", "writeOnly",
            "discriminator", "allOf", "oneOf", "anyOf", "not", "required", "properties", "additionalProperties",
            "items", "example",
        ],
        _ => &[],
    }
}
