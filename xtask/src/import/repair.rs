//! Repairs errors of an upstream spec and reports each repair.
//!
//! Repairs errors whose fix does not change what the client sends, and reports what the client ignores. `validate`
//! rejects every other error.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use rebilly_customer_auth_codegen::document::{
    METHODS, for_each_operation, is_meant_as_operation, operations, reference, remove, resolve_refs,
};
use rebilly_customer_auth_codegen::{
    Diagnostic, Document, Location, check_compositions, check_required_properties, diagnostics, is_status, numbered,
    remove_invalid_values, says, schema, template_parameters,
};
use serde_json::{Map, Value, json};

use rebilly_customer_auth_codegen::object_kind::{ObjectKind, walk};
use rebilly_customer_auth_codegen::schema::is_type;

use super::downgrade_3_1::is_3_1;
use super::{quote, repaired};

/// Repairs the tree of an upstream spec. Returns the repairs.
pub(crate) fn repair(upstream: &Document, tree: &mut Value) -> Vec<Diagnostic> {
    let mut repairs = Vec::new();
    skeleton(tree);
    blanks(tree, &mut repairs);
    servers(tree, &mut repairs);
    server_variables(tree, &mut repairs);
    repetitions(tree, &mut repairs);
    repairs.extend(quote::quote_plain(tree));
    malformed(tree, &mut repairs);
    responses(tree, &mut repairs);
    parameters(tree, &mut repairs);
    leftovers(tree, &mut repairs);
    compositions(upstream, tree, &mut repairs);
    required_properties(upstream, tree, &mut repairs);
    passwords(tree, &mut repairs);
    directions(tree, &mut repairs);
    let mut unlisted = Vec::new();
    arrays(tree, &mut unlisted);
    // OpenAPI 3.1 does not require `items`.
    repairs.extend(unlisted.into_iter().filter(|_| !is_3_1(upstream.tree())));
    enums(tree, &mut repairs);
    narrowed_enums(tree, &mut repairs);
    path_parameters(tree, &mut repairs);
    security(upstream, tree, &mut repairs);
    operation_ids(tree, &mut repairs);
    let removed = remove_invalid_values(tree).into_iter();
    repairs.extend(removed.map(|it| repaired(it.location, it.message, "it was removed")));
    repairs
}

/// Adds the members that every OpenAPI spec needs.
fn skeleton(tree: &mut Value) {
    let Some(document) = tree.as_object_mut() else { return };
    let info = document.entry("info").or_insert(json!({}));
    if let Some(info) = info.as_object_mut() {
        info.retain(|_, value| !value.is_null());
        info.entry("title").or_insert(Value::from("API"));
        info.entry("version").or_insert(Value::from("0"));
    }
}

/// Removes the members that have no value, such as a blank `description:`.
fn blanks(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let mut blank = Vec::new();
    walk(tree, &mut |kind, location, node| {
        // In a schema or an example, `null` may be a value. `quote_null` removes a blank `type`.
        if !matches!(kind, ObjectKind::Schema | ObjectKind::Example) {
            let members = node.as_object().into_iter().flatten().filter(|(_, value)| value.is_null());
            let members = members.filter(|(key, value)| {
                *key != "example"
                    && !key.starts_with("x-")
                    && !(kind == ObjectKind::PathItem && is_meant_as_operation(key, value))
            });
            blank.extend(members.map(|(key, _)| (location.clone(), key.clone())));
        }
    });
    for (location, key) in blank {
        let location = location.join(&key);
        remove(tree, &location);
        repairs.push(repaired(location, format!("`{key}` has no value"), "it was removed"));
    }
}

/// Gives a spec without servers those of its first operation, if each operation has its own.
fn servers(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let stated = |node: &Value| node["servers"].as_array().filter(|servers| !servers.is_empty()).cloned();
    let own = operations(tree).into_iter().map(|operation| {
        stated(&tree["paths"][operation.path][operation.method]).or_else(|| stated(operation.path_item))
    });
    let Some(first) = own.collect::<Option<Vec<_>>>().and_then(|own| own.into_iter().next()) else { return };
    if stated(tree).is_none() {
        tree["servers"] = first.into();
        let help = "those of the first one are those of the spec now";
        repairs.push(repaired(Location::from(["servers"]), "only operations have servers", help));
    }
}

/// Repairs what a client does not need, or what has one meaning only, so that it costs no operation.
fn malformed(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let is_map_of_maps = |node: &Value| node.as_object().is_some_and(|map| map.values().all(Value::is_object));
    let has_wrong_examples = |kind, map: &Map<String, Value>| {
        matches!(kind, ObjectKind::Parameter | ObjectKind::Header | ObjectKind::MediaType)
            && map.get("examples").is_some_and(|examples| !is_map_of_maps(examples))
    };
    repair_each(tree, repairs, has_wrong_examples, |map| {
        map.shift_remove("examples");
        ("`examples` is no map of examples".to_owned(), "it was removed")
    });
    let mut flags = Vec::new();
    schema::for_each_asserted(tree, &mut |location, map| {
        flags.extend(map.get("required").is_some_and(Value::is_boolean).then(|| location.clone()));
    });
    repair_at(tree, repairs, flags, |map| {
        map.shift_remove("required");
        ("`required` is no list of properties".to_owned(), "it was removed")
    });
    let has_default_variant = |kind, map: &Map<String, Value>| {
        kind == ObjectKind::Schema && map.get("discriminator").is_some_and(|it| it.get("defaultMapping").is_some())
    };
    repair_each(tree, repairs, has_default_variant, |map| {
        let message = "`defaultMapping` is not supported".to_owned();
        // The property may be absent (OpenAPI 3.2), which no variant can express.
        if map.contains_key("oneOf") || map.contains_key("anyOf") {
            map.shift_remove("discriminator");
            return (message, "the discriminator was removed: the caller sets the property");
        }
        let discriminator = map.get_mut("discriminator").and_then(Value::as_object_mut);
        discriminator.map(|discriminator| discriminator.shift_remove("defaultMapping"));
        (message, "it was removed")
    });
    let lacks_scopes =
        |(key, flow): (&String, &Value)| !key.starts_with("x-") && flow.is_object() && flow.get("scopes").is_none();
    let has_such_flow = |kind, map: &Map<String, Value>| {
        kind == ObjectKind::SecurityScheme
            && map.get("flows").and_then(Value::as_object).is_some_and(|flows| flows.iter().any(lacks_scopes))
    };
    repair_each(tree, repairs, has_such_flow, |map| {
        for (key, flow) in map.get_mut("flows").and_then(Value::as_object_mut).into_iter().flatten() {
            if lacks_scopes((key, flow)) {
                flow["scopes"] = json!({});
            }
        }
        ("a flow has no `scopes`".to_owned(), "an empty map was added")
    });
}

/// Removes the values of a server's variable if its default is not among them: the client uses the default.
fn server_variables(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let before = tree.clone();
    walk(&before, &mut |_, location, node| {
        for (index, server) in node["servers"].as_array().into_iter().flatten().enumerate() {
            for (name, variable) in server["variables"].as_object().into_iter().flatten() {
                let values = variable["enum"].as_array().filter(|_| variable["default"].is_string());
                if values.is_some_and(|values| !values.contains(&variable["default"])) {
                    let location = location.join("servers").join(index).join("variables").join(name).join("enum");
                    remove(tree, &location);
                    let message = format!("the default of the variable `{name}` is not in its enum");
                    repairs.push(repaired(location, message, "the enum was removed"));
                }
            }
        }
    });
}

/// Reports the properties that are in no direction.
fn directions(tree: &Value, repairs: &mut Vec<Diagnostic>) {
    schema::for_each(tree, &mut |location, map| {
        let properties = map.get("properties").and_then(Value::as_object).into_iter().flatten();
        for (name, _) in
            properties.filter(|(_, node)| ["readOnly", "writeOnly"].iter().all(|key| says(tree, node, key)))
        {
            let message = "it is both `readOnly` and `writeOnly`";
            let location = location.join("properties").join(name);
            repairs.push(repaired(location, message, "the client neither sends nor returns it"));
        }
    });
}

/// Removes the members of Swagger 2.0 that OpenAPI 3.0 ignores.
fn leftovers(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let before = tree.clone();
    walk(&before, &mut |kind, location, node| {
        for key in swagger(kind).iter().filter(|key| node.get(key).is_some() && reference(node).is_none()) {
            let location = location.join(key);
            remove(tree, &location);
            repairs.push(repaired(location, "belongs to Swagger 2.0, and OpenAPI 3.0 ignores it", "it was removed"));
        }
    });
}

/// Returns the members of an object in Swagger 2.0 that it has not in OpenAPI 3.0.
fn swagger(kind: ObjectKind) -> &'static [&'static str] {
    match kind {
        ObjectKind::Document => &[
            "swagger", "host", "basePath", "schemes", "consumes", "produces", "definitions", "parameters", "responses",
            "securityDefinitions",
        ],
        ObjectKind::Operation => &["consumes", "produces", "schemes"],
        ObjectKind::Response => &["schema", "examples"],
        ObjectKind::Parameter | ObjectKind::Header => &[
            "type", "format", "items", "enum", "default", "collectionFormat", "minimum", "exclusiveMinimum", "maximum",
            "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems",
            "uniqueItems",
        ],
        _ => &[],
    }
}

/// Adds the descriptions of responses, which are required.
fn responses(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let fill = |responses: &mut Value| {
        let blank = responses.as_object_mut().into_iter().flatten().filter(|(_, response)| response.is_null());
        blank.filter(|(key, _)| !key.starts_with("x-")).for_each(|(_, response)| *response = json!({}));
    };
    for_each_operation(tree, |operation| {
        operation.entry("responses").or_insert(json!({}));
        operation.get_mut("responses").into_iter().for_each(fill);
    });
    tree.pointer_mut("/components/responses").into_iter().for_each(fill);
    let is_broken = |kind, map: &Map<String, Value>| kind == ObjectKind::Response && !map.contains_key("description");
    repair_each(tree, repairs, is_broken, |map| {
        map.insert("description".to_owned(), Value::from(""));
        ("this response has no description".to_owned(), "an empty one was added")
    });
    statuses(tree, repairs);
}

/// Corrects the case of the statuses of responses, and removes keys that are none and the content of a 204 or 205.
fn statuses(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let before = tree.clone();
    for operation in operations(&before) {
        let location = operation.location.join("responses");
        let Some(responses) = tree.pointer_mut(&location.pointer()).and_then(Value::as_object_mut) else { continue };
        let mut stated: BTreeSet<String> = responses.keys().cloned().collect();
        for (key, mut node) in std::mem::take(responses) {
            let location = location.join(&key);
            let names = [key.clone(), key.to_ascii_uppercase(), key.to_ascii_lowercase()];
            let is_extension = key.starts_with("x-");
            let Some(status) = names.into_iter().find(|it| is_extension || is_status(it)) else {
                repairs.push(repaired(location, format!("`{key}` is not a status"), "it was removed"));
                continue;
            };
            if status != key && stated.contains(&status) {
                let message = format!("there is another response for `{status}`");
                repairs.push(repaired(location, message, "this one was removed"));
                continue;
            }
            if status != key {
                let help = format!("it is now written `{status}`");
                repairs.push(repaired(location.clone(), format!("`{key}` has the wrong case"), help));
                stated.insert(status.clone());
            }
            let mut response = resolve_refs(&before, &node).clone();
            let content = response.as_object_mut().and_then(|response| response.shift_remove("content"));
            if matches!(status.as_str(), "204" | "205") && content.is_some_and(|content| content.is_object()) {
                let message = format!("a {status} has no content (RFC 9110, section 15.3)");
                repairs.push(repaired(location, message, "it was removed"));
                node = response;
            }
            responses.insert(status, node);
        }
    }
}

/// Adds the schema of a parameter or a header, which is required (OpenAPI 3.0.3, section 4.7.12.1). One without a
/// schema becomes a string.
fn parameters(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let is_broken = |kind, map: &Map<String, Value>| {
        matches!(kind, ObjectKind::Parameter | ObjectKind::Header)
            && !map.contains_key("schema")
            && !map.contains_key("content")
    };
    repair_each(tree, repairs, is_broken, |map| {
        let message = match map.get("name").and_then(Value::as_str) {
            Some(name) => format!("the parameter `{name}` has no schema"),
            None => "it has no schema".to_owned(),
        };
        // In Swagger 2.0, a parameter has the keywords of a schema itself.
        let keywords = swagger(ObjectKind::Parameter).iter().filter(|key| **key != "collectionFormat");
        let stated = keywords.filter_map(|key| Some(((*key).to_owned(), map.get(*key)?.clone())));
        let schema: Map<String, Value> = stated.collect();
        // How a list is joined, and what its items refer to, is written otherwise in OpenAPI.
        if !["boolean", "integer", "number", "string"].iter().any(|name| is_type(&schema, name)) {
            map.insert("schema".to_owned(), json!({ "type": "string" }));
            return (message, "it is now a string");
        }
        map.retain(|key, _| !schema.contains_key(key));
        map.insert("schema".to_owned(), schema.into());
        (message, "its keywords are now in its schema")
    });
}

/// Repairs each broken object that is not a reference. `repair` returns the error and the fix.
fn repair_each(
    tree: &mut Value,
    repairs: &mut Vec<Diagnostic>,
    is_broken: impl Fn(ObjectKind, &Map<String, Value>) -> bool,
    repair: impl Fn(&mut Map<String, Value>) -> (String, &'static str),
) {
    let mut broken = Vec::new();
    walk(tree, &mut |kind, location, node| {
        let map = node.as_object().filter(|map| !map.contains_key("$ref"));
        if map.is_some_and(|map| is_broken(kind, map)) {
            broken.push(location.clone());
        }
    });
    repair_at(tree, repairs, broken, repair);
}

fn repair_at(
    tree: &mut Value,
    repairs: &mut Vec<Diagnostic>,
    locations: Vec<Location>,
    repair: impl Fn(&mut Map<String, Value>) -> (String, &'static str),
) {
    for location in locations {
        if let Some(map) = tree.pointer_mut(&location.pointer()).and_then(Value::as_object_mut) {
            let (message, help) = repair(map);
            repairs.push(repaired(location, message, help));
        }
    }
}

/// Removes repetitions of a parameter or a server. `validate` rejects other parameters with the same name and `in`.
fn repetitions(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let before = tree.clone();
    walk(&before, &mut |kind, location, node| {
        if !matches!(kind, ObjectKind::Document | ObjectKind::PathItem | ObjectKind::Operation) {
            return;
        }
        for (key, what) in [("parameters", "parameter"), ("servers", "server")] {
            let list = node[key].as_array().into_iter().flatten().map(|node| resolve_refs(&before, node));
            // The description does not tell two servers apart.
            let identity = |node: &Value| match key {
                "servers" => json!([node["url"], node["variables"]]),
                _ => node.clone(),
            };
            let list: Vec<Value> = list.map(identity).collect();
            for index in (1..list.len()).rev().filter(|index| list[..*index].contains(&list[*index])) {
                let location = location.join(key).join(index);
                remove(tree, &location);
                repairs.push(repaired(location, format!("this {what} is listed twice"), "it is now listed once"));
            }
        }
    });
}

/// Removes a schema from its own composition. A variant that includes its base, which lists it as a variant, includes
/// only the base's own keywords.
fn compositions(upstream: &Document, tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    check_compositions(&upstream.with_tree(tree.clone()), &mut diagnostics);
    for diagnostic in diagnostics {
        let Some(member) = tree.pointer(&diagnostic.location.pointer()) else { continue };
        let mut own = resolve_refs(tree, member).clone();
        if let Some(map) = own.as_object_mut() {
            map.retain(|key, _| !matches!(key.as_str(), "allOf" | "anyOf" | "oneOf" | "discriminator"));
        }
        if let Some(member) = tree.pointer_mut(&diagnostic.location.pointer()) {
            *member = own;
            let help = "it now includes only the keywords beside that composition";
            repairs.push(repaired(diagnostic.location, diagnostic.message, help));
        }
    }
}

/// Removes undefined properties from `required`.
fn required_properties(upstream: &Document, tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let mut undefined = Vec::new();
    check_required_properties(&upstream.with_tree(tree.clone()), &mut undefined);
    let named: BTreeSet<(Location, String)> = undefined
        .iter()
        .filter_map(|diagnostic| {
            let name = tree.pointer(&diagnostic.location.pointer())?.as_str()?.to_owned();
            Some((diagnostic.location.parent().parent(), name))
        })
        .collect();
    for (location, name) in named {
        if let Some(map) = tree.pointer_mut(&location.pointer()).and_then(Value::as_object_mut) {
            schema::retain(map, "required", |required| required != name);
        }
        let message = format!("the required property `{name}` is not defined");
        repairs.push(repaired(location, message, "it is no longer required"));
    }
}

/// Removes `format: password` from a schema that is not a string: the client can hide only strings.
fn passwords(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let is_broken = |kind, map: &Map<String, Value>| {
        let is_other = map.get("type").is_some_and(|name| name != "string");
        kind == ObjectKind::Schema && is_other && map.get("format").is_some_and(|format| format == "password")
    };
    repair_each(tree, repairs, is_broken, |map| {
        map.shift_remove("format");
        (format!("`format: password` has no effect on the type {}", map["type"]), "it was removed")
    });
}

/// Adds the missing `items` of arrays, which are required (OpenAPI 3.0.3, section 4.7.24.1).
fn arrays(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let mut locations = Vec::new();
    schema::for_each_asserted(tree, &mut |location, map| {
        if is_type(map, "array") && !map.contains_key("items") {
            locations.push(location.clone());
        }
    });
    repair_at(tree, repairs, locations, |map| {
        map.insert("items".to_owned(), json!({}));
        ("this array has no `items`".to_owned(), "it may now contain anything")
    });
}

/// Removes duplicate values of an enum (JSON Schema, Wright draft 00, section 5.20).
fn enums(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let mut locations = Vec::new();
    schema::for_each_asserted(tree, &mut |location, map| {
        locations.extend(map.contains_key("enum").then(|| location.join("enum")));
    });
    for location in locations {
        let Some(values) = tree.pointer_mut(&location.pointer()).and_then(Value::as_array_mut) else { continue };
        let mut unique = BTreeSet::new();
        values.retain(|value| {
            let is_new = unique.insert(value.to_string());
            if !is_new {
                let message = format!("{value} is listed twice");
                repairs.push(repaired(location.clone(), message, "it is now listed once"));
            }
            is_new
        });
    }
}

/// Lets a schema whose `enum` has no value of the one that it narrows have the values of its own `enum`: the schema
/// would allow no value otherwise.
fn narrowed_enums(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let before = tree.clone();
    let mut members = Vec::new();
    schema::for_each_asserted(&before, &mut |location, map| {
        let own = map.get("enum").and_then(Value::as_array);
        for (index, member) in map.get("allOf").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let base = resolve_refs(&before, member);
            let both = own.zip(base["enum"].as_array());
            // A `null` beside other values only says that the schema is nullable.
            let counts = |own: &[Value], value: &Value| !value.is_null() || own.len() == 1;
            if both.is_some_and(|(own, base)| !own.iter().any(|value| counts(own, value) && base.contains(value))) {
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
            let message = "no value of this `enum` is in that of its `allOf`";
            repairs.push(repaired(location, message, "only the values of this one are allowed now"));
        }
    }
}

/// Aligns the path parameters of an operation with its path.
fn path_parameters(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let before = tree.clone();
    for operation in operations(&before) {
        let in_path = template_parameters(operation.path).unwrap_or_default();
        let parameters = operation.parameters(&before);
        let declared: BTreeSet<&str> = parameters
            .iter()
            .filter(|(_, parameter)| parameter["in"] == "path")
            .filter_map(|(_, parameter)| parameter["name"].as_str())
            .collect();
        for name in in_path.iter().filter(|name| !declared.contains(**name)) {
            let message = format!("the path has `{{{name}}}` but no such parameter");
            repairs.push(repaired(operation.location.clone(), message, "it was added as a string"));
            let parameter = json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
            let holder = &mut tree["paths"][operation.path][operation.method];
            match holder.get_mut("parameters").and_then(Value::as_array_mut) {
                Some(own) => own.push(parameter),
                None => holder["parameters"] = json!([parameter]),
            }
        }
        for name in declared.iter().filter(|name| !in_path.contains(name)) {
            let message = format!("the path has no `{{{name}}}` for this path parameter");
            repairs.push(repaired(operation.location.clone(), message, "it was removed"));
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
    let is_optional = |kind, map: &Map<String, Value>| {
        let is_required = map.get("required") == Some(&Value::Bool(true));
        kind == ObjectKind::Parameter && map.get("in").is_some_and(|it| it == "path") && !is_required
    };
    repair_each(tree, repairs, is_optional, |map| {
        map.insert("required".to_owned(), Value::from(true));
        let name = map.get("name").and_then(Value::as_str).unwrap_or("without a name");
        (format!("the path parameter `{name}` was not required"), "it is now")
    });
}

/// Returns the defined security schemes, and whether each is valid.
fn schemes(upstream: &Document, tree: &Value) -> BTreeMap<String, bool> {
    let invalid = diagnostics(&upstream.with_tree(tree.clone()));
    let is_valid = |name: &String| {
        let location = Location::from(["components", "securitySchemes", name]);
        !invalid.iter().any(|diagnostic| diagnostic.location.is_inside(&location))
    };
    let schemes = tree.pointer("/components/securitySchemes").and_then(Value::as_object).into_iter();
    schemes.flat_map(|schemes| schemes.keys().map(|name| (name.clone(), is_valid(name)))).collect()
}

/// Removes security alternatives with an undefined or invalid scheme.
fn security(upstream: &Document, tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let schemes = schemes(upstream, tree);
    let mut clean = |map: &mut Map<String, Value>, location: &Location| {
        let location = location.join("security");
        let Some(list) = map.get_mut("security").and_then(Value::as_array_mut) else { return };
        let unusable = |alternative: &Value| {
            let mut names = alternative.as_object().into_iter().flat_map(Map::keys);
            names.find(|name| schemes.get(*name) != Some(&true)).cloned()
        };
        // Without an alternative, no credential would be required, and `{}` alone means the same, so validation rejects
        // it.
        let is_closed = |alternative: &Value| {
            unusable(alternative).is_none() && alternative.as_object().is_some_and(|names| !names.is_empty())
        };
        if !list.iter().any(is_closed) {
            return;
        }
        list.retain(|alternative| {
            let Some(name) = unusable(alternative) else { return true };
            let problem = if schemes.contains_key(&name) { "not valid" } else { "not defined" };
            let message = format!("the security scheme `{name}` is {problem}");
            repairs.push(repaired(location.clone(), message, "it is no longer accepted"));
            false
        });
    };
    // A list that no operation inherits may name schemes that no operation accepts.
    let is_inherited = operations(tree).iter().any(|at| at.operation.get("security").is_none_or(Value::is_null));
    let is_used = |name: &String| schemes.get(name) == Some(&true);
    let alternatives = tree["security"].as_array().into_iter().flatten().filter_map(Value::as_object);
    let is_unused = !is_inherited && !alternatives.flat_map(Map::keys).all(is_used);
    if let Some(document) = tree.as_object_mut() {
        if is_unused {
            document.shift_remove("security");
        }
        clean(document, &Location::root());
    }
    let locations: Vec<Location> = operations(tree).into_iter().map(|operation| operation.location).collect();
    for location in locations {
        if let Some(operation) = tree.pointer_mut(&location.pointer()).and_then(Value::as_object_mut) {
            clean(operation, &location);
        }
    }
}

/// Gives each operation an ID that is unique in snake case.
fn operation_ids(tree: &mut Value, repairs: &mut Vec<Diagnostic>) {
    let ids = operations(tree).iter().filter_map(|operation| Some(operation.id()?.to_snake_case())).collect();
    let mut taken: BTreeSet<String> = ids;
    // The first ID of each method name.
    let mut seen = BTreeMap::new();
    let paths = tree.get_mut("paths").and_then(Value::as_object_mut);
    for (path, path_item) in paths.into_iter().flatten() {
        for (method, operation) in path_item.as_object_mut().into_iter().flatten() {
            let is_operation = METHODS.contains(&method.as_str());
            let Some(operation) = operation.as_object_mut().filter(|_| is_operation) else { continue };
            let given = operation.get("operationId").and_then(Value::as_str).map(str::to_owned);
            let unusable = given.clone().filter(|id| id.to_snake_case().is_empty());
            let given = given.filter(|_| unusable.is_none());
            let id = given.clone().unwrap_or_else(|| format!("{method} {path}").to_snake_case());
            let first = seen.get(&id.to_snake_case()).cloned();
            if given.is_some() && first.is_none() {
                seen.insert(id.to_snake_case(), id);
                continue;
            }
            let own = numbered(&id, |own| taken.insert(own.to_snake_case()));
            seen.insert(own.to_snake_case(), own.clone());
            let message = match (unusable, first) {
                (Some(id), _) => format!("the ID `{id}` has no letter or digit"),
                (None, _) if given.is_none() => "has no operationId".to_owned(),
                (None, Some(first)) if first != id => format!("the IDs `{id}` and `{first}` name one method"),
                (None, _) => format!("another operation also has the ID `{id}`"),
            };
            let location = Location::from(["paths", path, method]);
            repairs.push(repaired(location, message, format!("the ID is now `{own}`")));
            operation.insert("operationId".to_owned(), Value::from(own));
        }
    }
}
