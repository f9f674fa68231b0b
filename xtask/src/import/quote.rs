//! Turns unquoted numbers and booleans into strings where OpenAPI or the type of a schema requires a string:
//! `version: 1.0`. Reports integers that a tree cannot represent.

use rebilly_customer_auth_codegen::object_kind::{ObjectKind, walk};
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, Positions, for_each_value, is_annotation, schema};
use serde_json::{Map, Value};

use super::downgrade_3_1::{is_3_1, types_of};
use super::repaired;

/// Quotes the scalars of an upstream spec as they are written, and reports the integers that are rounded.
pub(super) fn quote_all(upstream: &Document, tree: &mut Value) -> Vec<Diagnostic> {
    let found = find(tree);
    let mut large: Vec<(Location, f64)> = Vec::new();
    // The numbers that may be integers of more than 64 bits: a tree has only their nearest `f64`.
    for_each_value(&mut Location::root(), tree, &mut |location, node| {
        let number = node.as_f64().filter(|number| node.is_f64() && number.abs() >= 2_f64.powi(63));
        large.extend(number.map(|number| (location.clone(), number)));
    });
    if found.is_empty() && large.is_empty() {
        return Vec::new();
    }
    let positions = Positions::of(upstream.source(), found.iter().chain(large.iter().map(|(location, _)| location)));
    let mut quoted = quote(tree, found, |location, _| positions.scalar(location).map(str::to_owned));
    large.retain(|(location, _)| tree.pointer(&location.pointer()).is_some_and(Value::is_number));
    quoted.extend(large.into_iter().filter_map(|(location, number)| {
        let scalar = positions.scalar(&location).filter(|scalar| is_rounded(scalar, number))?;
        Some(repaired(location, format!("the integer `{scalar}` exceeds 64 bits"), format!("it is now {number:e}")))
    }));
    quoted
}

fn is_rounded(scalar: &str, number: f64) -> bool {
    let digits = scalar.trim_start_matches(['-', '+']);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && scalar.parse::<i128>() != Ok(number as i128)
}

/// Quotes the scalars of a bundled spec, which may come from other files. The tree does not contain how a decimal
/// number is written.
pub(super) fn quote_plain(tree: &mut Value) -> Vec<Diagnostic> {
    let found = find(tree);
    quote(tree, found, |_, value| (!value.is_f64()).then(|| value.to_string()))
}

/// Quotes each `null` that YAML reads as no value and that is a type. Removes a `type` without a value beside other
/// keywords.
pub(super) fn quote_null(tree: &mut Value) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_3_1 = is_3_1(tree);
    schema::for_each(tree, &mut |location, map| match map.get("type") {
        Some(Value::Null) => {
            // In 3.0, which has no such type, only an alternative is meant as `null`.
            let is_union = |key: &str, index: &str| {
                ["oneOf", "anyOf"].contains(&key) && index.bytes().all(|byte| byte.is_ascii_digit())
            };
            let is_member = matches!(location.segments(), [.., key, index] if is_union(key, index));
            let is_type = (is_3_1 || is_member) && map.keys().all(|key| key == "type" || is_annotation(key));
            found.push((location.join("type"), is_type));
        }
        Some(Value::Array(list)) => {
            let nulls = (0..list.len()).filter(|index| list[*index].is_null());
            found.extend(nulls.map(|index| (location.join("type").join(index), true)));
        }
        _ => {}
    });
    let quoted = found.into_iter().map(|(location, is_type)| {
        if is_type && let Some(node) = tree.pointer_mut(&location.pointer()) {
            *node = "null".into();
            return repaired(location, "`null` is not a string", "it is now 'null'");
        }
        let schema = tree.pointer_mut(&location.parent().pointer()).and_then(Value::as_object_mut);
        schema.map(|schema| schema.shift_remove("type"));
        repaired(location, "`type` has no value", "it was removed")
    });
    quoted.collect()
}

fn find(tree: &Value) -> Vec<Location> {
    let mut found = Vec::new();
    walk(tree, &mut |kind, location, node| {
        for path in strings(kind) {
            let steps: Vec<&str> = path.split('/').collect();
            unquoted(node, location, &steps, &mut found);
        }
    });
    // Inside a `not`, another value would allow what was rejected.
    schema::for_each_asserted(tree, &mut |location, map| {
        for steps in [&["enum", "*"][..], &["const"], &["default"]].into_iter().filter(|_| is_string(map)) {
            if let Some(node) = map.get(steps[0]) {
                unquoted(node, &location.join(steps[0]), &steps[1..], &mut found);
            }
        }
    });
    found
}

fn quote(
    tree: &mut Value,
    found: Vec<Location>,
    scalar: impl Fn(&Location, &Value) -> Option<String>,
) -> Vec<Diagnostic> {
    let mut quoted = Vec::new();
    for location in found {
        let Some(node) = tree.pointer_mut(&location.pointer()) else { continue };
        if let Some(scalar) = scalar(&location, node) {
            let (message, help) = (format!("`{scalar}` is not a string"), format!("it is now '{scalar}'"));
            *node = scalar.into();
            quoted.push(repaired(location, message, help));
        }
    }
    quoted
}

/// Collects the locations of the scalars at the end of these steps that are not strings.
fn unquoted(node: &Value, location: &Location, steps: &[&str], found: &mut Vec<Location>) {
    let Some((step, rest)) = steps.split_first() else {
        if node.is_number() || node.is_boolean() {
            found.push(location.clone());
        }
        return;
    };
    let inside: Vec<(String, &Value)> = match node {
        Value::Object(map) if *step == "*" => map.iter().map(|(key, child)| (key.clone(), child)).collect(),
        Value::Array(list) if *step == "*" => (0..).map(|index: usize| index.to_string()).zip(list).collect(),
        _ => node.get(*step).map(|child| ((*step).to_owned(), child)).into_iter().collect(),
    };
    inside.into_iter().for_each(|(key, child)| unquoted(child, &location.join(key), rest, found));
}

/// Returns whether a schema allows only strings and `null`.
fn is_string(schema: &Map<String, Value>) -> bool {
    let types = types_of(schema.get("type"));
    !types.is_empty() && types.into_iter().all(|name| name == "string")
}

/// Returns the strings of an object. `*` is any key or index.
fn strings(kind: ObjectKind) -> &'static [&'static str] {
    match kind {
        ObjectKind::Document => &[
            "info/title", "info/version", "info/summary", "info/description", "info/termsOfService", "info/contact/*",
            "info/license/*", "servers/*/url", "servers/*/description", "servers/*/variables/*/*",
            "servers/*/variables/*/enum/*", "tags/*/name", "tags/*/description", "tags/*/externalDocs/*",
            "externalDocs/*",
        ],
        ObjectKind::PathItem | ObjectKind::Operation => &[
            "operationId", "summary", "description", "tags/*", "servers/*/url", "servers/*/description",
            "servers/*/variables/*/*", "servers/*/variables/*/enum/*", "externalDocs/*",
        ],
        ObjectKind::Parameter => &["name", "description"],
        ObjectKind::RequestBody | ObjectKind::Response | ObjectKind::Header => &["description"],
        ObjectKind::Example => &["summary", "description"],
        ObjectKind::SecurityScheme => &["name", "description", "bearerFormat", "flows/*/scopes/*"],
        ObjectKind::Schema => &[
            "title", "description", "format", "pattern", "required/*", "discriminator/propertyName",
            "discriminator/mapping/*", "externalDocs/*",
        ],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use rebilly_customer_auth_codegen::parse_str;

    use super::quote_all;

    fn lines(file: &str, source: &str) -> Vec<String> {
        let upstream = parse_str(file, source).expect("a spec");
        quote_all(&upstream, &mut upstream.tree().clone())
            .into_iter()
            .map(|it| format!("{}: {}; {}", it.location, it.message, it.help))
            .collect()
    }

    #[test]
    fn an_integer_that_is_rounded_is_reported_as_it_is_written() {
        let expected = [
            "a.0: the integer `-99999999999999999999` exceeds 64 bits; it is now -1e20",
            "b: the integer `18446744073709551617` exceeds 64 bits; it is now 1.8446744073709552e19",
        ];
        assert_eq!(lines("a.yaml", "a: [-99999999999999999999]\nb: 18446744073709551617\n"), expected);
        assert_eq!(lines("a.json", "{\"a\": [-99999999999999999999], \"b\": 18446744073709551617}"), expected);
        let quoted = "info.version: `99999999999999999999` is not a string; it is now '99999999999999999999'";
        assert_eq!(lines("a.yaml", "info: { version: 99999999999999999999 }\n"), [quoted]);
        let exact = "a: [100000000000000000000, -18446744073709551616, 18446744073709551615, 1.5e+30, 0.1, '99999999999999999999']";
        assert_eq!(lines("a.yaml", exact), [""; 0]);
    }
}
