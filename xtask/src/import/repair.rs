//! Repairs errors of an upstream spec and reports each repair in a line.
//!
//! Repairs only errors with one right fix. `validate` rejects every other error.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use rebilly_customer_auth_codegen::document::{METHODS, for_each_operation, operations, resolve_refs};
use rebilly_customer_auth_codegen::{
    Document, Location, diagnostics, remove_invalid_values, schema, template_parameters,
};
use serde_json::{Map, Value, json};

use rebilly_customer_auth_codegen::object_kind::ObjectKind;

/// Repairs the tree of an upstream spec. Returns a line for each repair: the location, the error and the fix.
pub(crate) fn repair(upstream: &Document, tree: &mut Value) -> Vec<String> {
    let mut lines = Vec::new();
    skeleton(tree);
    responses(tree, &mut lines);
    parameters(tree, &mut lines);
    compositions(upstream, tree, &mut lines);
    required_properties(upstream, tree, &mut lines);
    arrays(tree, &mut lines);
    enums(tree, &mut lines);
    narrowed_enums(tree, &mut lines);
    path_parameters(tree, &mut lines);
    security(tree, &mut lines);
    operation_ids(tree, &mut lines);
    let removed = remove_invalid_values(tree);
    lines.extend(removed.iter().map(|it| format!("{}: {}; it was removed", it.location, it.message)));
    lines
}

/// Adds the members that every OpenAPI spec needs.
fn skeleton(tree: &mut Value) {
    let Some(document) = tree.as_object_mut() else {
        return;
    };
    let info = document.entry("info").or_insert(json!({}));
    if let Some(info) = info.as_object_mut() {
        info.entry("title").or_insert(Value::from("API"));
        info.entry("version").or_insert(Value::from("0"));
    }
}

fn responses(tree: &mut Value, lines: &mut Vec<String>) {
    for_each_operation(tree, |operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or("an operation").to_owned();
        let responses = operation.entry("responses").or_insert(json!({}));
        for (status, response) in responses.as_object_mut().into_iter().flatten() {
            if status.starts_with("x-") {
                continue;
            }
            if let Some(response) = response.as_object_mut().filter(|it| !it.contains_key("$ref")) {
                response.entry("description").or_insert_with(|| {
                    lines.push(format!("{id}: the response {status} has no description; an empty one was added"));
                    Value::from("")
                });
            }
        }
    });
}

/// Adds the schema of a parameter, which is required (OpenAPI 3.0.3, section 4.7.12.1). A parameter without one becomes
/// a string.
fn parameters(tree: &mut Value, lines: &mut Vec<String>) {
    super::each(tree, |kind, node| {
        let has_no_schema = ["$ref", "schema", "content"].iter().all(|key| node.get(key).is_none());
        let Some(map) = node.as_object_mut().filter(|_| kind == ObjectKind::Parameter && has_no_schema) else {
            return;
        };
        let name = map.get("name").and_then(Value::as_str).unwrap_or("without a name");
        lines.push(format!("the parameter `{name}` has no schema; it is now a string"));
        map.insert("schema".to_owned(), json!({ "type": "string" }));
    });
}

/// Removes a schema from its own composition. A variant that includes its base, which lists it as a variant, includes
/// only the base's own keywords.
fn compositions(upstream: &Document, tree: &mut Value, lines: &mut Vec<String>) {
    let diagnostics = diagnostics(&upstream.with_tree(tree.clone()));
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.rule == "self-composition") {
        let Some(member) = tree.pointer(&diagnostic.location.pointer()) else {
            continue;
        };
        let mut own = resolve_refs(tree, member).clone();
        if let Some(map) = own.as_object_mut() {
            map.retain(|key, _| !matches!(key.as_str(), "allOf" | "anyOf" | "oneOf" | "discriminator"));
        }
        if let Some(member) = tree.pointer_mut(&diagnostic.location.pointer()) {
            *member = own;
            lines.push(format!(
                "{}: {}; it now includes only the keywords beside that composition",
                diagnostic.location, diagnostic.message
            ));
        }
    }
}

/// Removes undefined properties from `required`.
fn required_properties(upstream: &Document, tree: &mut Value, lines: &mut Vec<String>) {
    let diagnostics = diagnostics(&upstream.with_tree(tree.clone()));
    let undefined = diagnostics.iter().filter(|diagnostic| diagnostic.rule == "undefined-required-property");
    let named: BTreeSet<(Location, String)> = undefined
        .filter_map(|diagnostic| {
            let name = tree.pointer(&diagnostic.location.pointer())?.as_str()?.to_owned();
            Some((diagnostic.location.parent().parent(), name))
        })
        .collect();
    for (location, name) in named {
        if let Some(map) = tree.pointer_mut(&location.pointer()).and_then(Value::as_object_mut) {
            schema::retain(map, "required", |required| required != name);
        }
        lines.push(format!("{location}: the required property `{name}` is not defined; it is no longer required"));
    }
}

/// Adds the missing `items` of arrays, which are required (OpenAPI 3.0.3, section 4.7.24.1).
fn arrays(tree: &mut Value, lines: &mut Vec<String>) {
    let mut locations = Vec::new();
    schema::for_each_asserted(tree, &mut |location, map| {
        if schema::is_type(map, "array") && !map.contains_key("items") {
            locations.push(location.clone());
        }
    });
    for location in locations {
        if let Some(map) = tree.pointer_mut(&location.pointer()).and_then(Value::as_object_mut) {
            map.insert("items".to_owned(), json!({}));
            lines.push(format!("{location}: this array has no `items`; it may now contain anything"));
        }
    }
}

/// Removes duplicate values of an enum (JSON Schema, Wright draft 00, section 5.20).
fn enums(tree: &mut Value, lines: &mut Vec<String>) {
    let mut locations = Vec::new();
    schema::for_each_asserted(tree, &mut |location, map| {
        let values = map.get("enum").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if (1..values.len()).any(|index| values[..index].contains(&values[index])) {
            locations.push(location.join("enum"));
        }
    });
    for location in locations {
        let Some(values) = tree.pointer_mut(&location.pointer()).and_then(Value::as_array_mut) else {
            continue;
        };
        let mut unique: Vec<Value> = Vec::new();
        for value in std::mem::take(values) {
            match unique.contains(&value) {
                true => lines.push(format!("{location}: {value} is listed twice; it is now listed once")),
                false => unique.push(value),
            }
        }
        *values = unique;
    }
}

/// Lets a schema whose `enum` has no value of the one that it narrows have the values of its own `enum`: the schema would
/// allow no value otherwise.
fn narrowed_enums(tree: &mut Value, lines: &mut Vec<String>) {
    let before = tree.clone();
    let mut members = Vec::new();
    schema::for_each_asserted(&before, &mut |location, map| {
        let own = map.get("enum").and_then(Value::as_array);
        for (index, member) in map.get("allOf").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let base = resolve_refs(&before, member);
            let both = own.zip(base["enum"].as_array());
            if both.is_some_and(|(own, base)| !own.iter().any(|value| base.contains(value))) {
                members.push((location.clone(), index, base.clone()));
            }
        }
    });
    for (location, index, mut base) in members {
        if let Some(base) = base.as_object_mut() {
            base.shift_remove("enum");
        }
        if let Some(member) = tree.pointer_mut(&location.join("allOf").join(index).pointer()) {
            *member = base;
            lines.push(format!(
                "{location}: no value of this `enum` is in that of its `allOf`; only the values of this one are allowed now"
            ));
        }
    }
}

/// Aligns the path parameters of an operation with its path.
fn path_parameters(tree: &mut Value, lines: &mut Vec<String>) {
    let before = tree.clone();
    for operation in operations(&before) {
        let in_path = template_parameters(operation.path).unwrap_or_default();
        let id = operation.id().unwrap_or(operation.path);
        let parameters = operation.parameters(&before);
        let declared: BTreeSet<&str> = parameters
            .iter()
            .filter(|(_, parameter)| parameter["in"] == "path")
            .filter_map(|(_, parameter)| parameter["name"].as_str())
            .collect();
        for name in in_path.iter().filter(|name| !declared.contains(**name)) {
            lines.push(format!("{id}: the path has `{{{name}}}` but no such parameter; it was added as a string"));
            let parameter = json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
            let holder = &mut tree["paths"][operation.path][operation.method];
            match holder.get_mut("parameters").and_then(Value::as_array_mut) {
                Some(own) => own.push(parameter),
                None => holder["parameters"] = json!([parameter]),
            }
        }
        for name in declared.iter().filter(|name| !in_path.contains(name)) {
            lines.push(format!("{id}: the path has no `{{{name}}}` for this path parameter; it was removed"));
            for location in
                [operation.location.join("parameters"), Location::from(["paths", operation.path, "parameters"])]
            {
                let list = tree.pointer_mut(&location.pointer()).and_then(Value::as_array_mut);
                if let Some(list) = list {
                    list.retain(|node| {
                        let parameter = resolve_refs(&before, node);
                        parameter["in"] != "path" || parameter["name"] != **name
                    });
                }
            }
        }
    }
    super::each(tree, |kind, node| {
        let is_optional = kind == ObjectKind::Parameter && node["in"] == "path" && node["required"] != true;
        if let (true, Some(map)) = (is_optional && node.get("$ref").is_none(), node.as_object_mut()) {
            let name = map.get("name").and_then(Value::as_str).unwrap_or("without a name");
            lines.push(format!("the path parameter `{name}` was not required; it is now"));
            map.insert("required".to_owned(), Value::from(true));
        }
    });
}

/// Removes security alternatives with an undefined scheme.
fn security(tree: &mut Value, lines: &mut Vec<String>) {
    let schemes: BTreeSet<String> = tree
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|schemes| schemes.keys().cloned())
        .collect();
    let mut clean = |map: &mut Map<String, Value>, whose: &str| {
        let Some(list) = map.get_mut("security").and_then(Value::as_array_mut) else {
            return;
        };
        let unknown = |alternative: &Value| {
            let mut names = alternative.as_object().into_iter().flat_map(Map::keys);
            names.find(|name| !schemes.contains(*name)).cloned()
        };
        // Without an alternative, no credential would be required, and `{}` alone means the same, so validation rejects
        // it.
        let is_closed = |alternative: &Value| {
            unknown(alternative).is_none() && alternative.as_object().is_some_and(|names| !names.is_empty())
        };
        if !list.iter().any(is_closed) {
            return;
        }
        list.retain(|alternative| {
            let Some(unknown) = unknown(alternative) else {
                return true;
            };
            lines.push(format!("{whose}: the security scheme `{unknown}` is not defined; it is no longer accepted"));
            false
        });
    };
    if let Some(document) = tree.as_object_mut() {
        clean(document, "the spec");
    }
    for_each_operation(tree, |operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or("an operation").to_owned();
        clean(operation, &id);
    });
}

/// Gives each operation an ID that is unique in snake case.
fn operation_ids(tree: &mut Value, lines: &mut Vec<String>) {
    let ids = operations(tree).iter().filter_map(|operation| Some(operation.id()?.to_snake_case())).collect();
    let mut taken: BTreeSet<String> = ids;
    let mut seen = BTreeSet::new();
    let paths = tree.get_mut("paths").and_then(Value::as_object_mut);
    for (path, path_item) in paths.into_iter().flatten() {
        for (method, operation) in path_item.as_object_mut().into_iter().flatten() {
            let is_operation = METHODS.contains(&method.as_str());
            let Some(operation) = operation.as_object_mut().filter(|_| is_operation) else {
                continue;
            };
            let given = operation.get("operationId").and_then(Value::as_str).map(str::to_owned);
            let id = given.clone().unwrap_or_else(|| format!("{method} {path}").to_snake_case());
            if given.is_some() && seen.insert(id.to_snake_case()) {
                continue;
            }
            let numbered = (2..).map(|number| format!("{id}{number}"));
            let mut candidates = std::iter::once(id.clone()).chain(numbered);
            let own = candidates.find(|own| taken.insert(own.to_snake_case())).unwrap_or_else(|| id.clone());
            seen.insert(own.to_snake_case());
            lines.push(match given {
                None => format!("paths.{path}.{method}: has no operationId; it is now `{own}`"),
                Some(_) => {
                    format!("paths.{path}.{method}: another operation also has the ID `{id}`; this one is now `{own}`")
                }
            });
            operation.insert("operationId".to_owned(), Value::from(own));
        }
    }
}
