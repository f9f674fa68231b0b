//! Unions get the form that suits their direction.
//!
//! A request is one of several forms, told apart by the discriminator: it is marked, and the generator makes an enum of
//! it that writes the discriminator itself. A response is read, whatever form it has: it becomes one struct with the
//! properties of all forms, of which it requires what all of them require. progenitor knows no discriminator: left
//! alone, it makes an untagged enum that asks the caller for the tag, or takes the first form that happens to fit.
//!
//! ```yaml
//! # before
//! LoginRequest: { anyOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: mode, mapping: … } }
//! Login: { anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }
//! # after
//! LoginRequest: { type: object, x-tagged-union: { property: mode, variants: [{ tag: a, schema: '#/components/schemas/A' }] } }
//! Login: { type: object, properties: { a: {}, b: {} } }
//! ```

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, reference, resolve_refs, schema_name, schemas_mut};
use crate::extensions::TAGGED_UNION;
use crate::schema::{self, Direction, is_type};
use crate::schema_usage::SchemaUsage;

/// Marks the unions of requests and flattens those of responses.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let usage = SchemaUsage::of(&document.tree);
    let tree = document.tree.clone();
    let mut variants = Vec::new();
    for (name, node) in schemas_mut(&mut document.tree) {
        let Some(map) = node.as_object_mut() else {
            continue;
        };
        match usage.requests.contains(name) {
            true => variants.extend(mark(map)),
            false => within(&tree, node),
        }
    }
    for Variant { tag_property, schema } in variants {
        if let Some(map) = schemas_mut(&mut document.tree).get_mut(&schema) {
            drop_property(map, &tag_property);
        }
    }
    schema::for_each_outermost_mut(&mut document.tree, &mut |direction, node| {
        if direction == Direction::Response {
            within(&tree, node);
        }
    });
    Ok(())
}

/// The schema of a variant of a marked union, and the property that the enum writes in its location.
struct Variant {
    tag_property: String,
    schema: String,
}

/// Marks a union of references that has a discriminator.
fn mark(map: &mut Map<String, Value>) -> Vec<Variant> {
    let Some(tag_property) = map
        .get("discriminator")
        .and_then(|discriminator| discriminator.get("propertyName"))
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return Vec::new();
    };
    let names: Option<Vec<String>> = ["oneOf", "anyOf"]
        .iter()
        .find_map(|key| map.get(*key)?.as_array())
        .and_then(|members| members.iter().map(|member| schema_name(member).map(str::to_owned)).collect());
    let Some(names) = names else {
        return Vec::new();
    };
    let tagged: Vec<Value> =
        names.iter().map(|name| json!({ "tag": tag_of(map, name), "schema": format!("{SCHEMAS}{name}") })).collect();
    let mut marked = Map::new();
    if let Some(description) = map.get("description") {
        marked.insert("description".to_owned(), description.clone());
    }
    marked.insert("type".to_owned(), "object".into());
    marked.insert(TAGGED_UNION.to_owned(), json!({ "property": tag_property, "variants": tagged }));
    *map = marked;
    names.into_iter().map(|schema| Variant { tag_property: tag_property.clone(), schema }).collect()
}

/// The tag that the mapping gives a schema, or its name (OpenAPI 3.0.3, section 4.7.25).
fn tag_of(map: &Map<String, Value>, name: &str) -> String {
    let mapping = map["discriminator"].get("mapping");
    let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
    let tag = mapping
        .filter_map(|(tag, target)| Some((tag, target.as_str()?)))
        .find(|(_, target)| target.strip_prefix(SCHEMAS).unwrap_or(target) == name)
        .map(|(tag, _)| tag.clone());
    tag.unwrap_or_else(|| name.to_owned())
}

fn drop_property(node: &mut Value, property: &str) {
    schema::within_mut(node, &mut |map| {
        if let Some(properties) = map.get_mut("properties").and_then(Value::as_object_mut) {
            properties.shift_remove(property);
        }
        schema::retain(map, "required", |name| name != property);
    });
}

/// Flattens every union of objects inside a schema of a response.
fn within(tree: &Value, node: &mut Value) {
    schema::within_mut(node, &mut |map| {
        for key in ["oneOf", "anyOf"] {
            if let Some(flat) = flatten(tree, map, key) {
                *map = flat;
            }
        }
    });
}

/// One object with the properties of all alternatives, or `None` if one of them is no object.
fn flatten(tree: &Value, map: &Map<String, Value>, key: &str) -> Option<Map<String, Value>> {
    let alternatives: Vec<Object> = map
        .get(key)?
        .as_array()?
        .iter()
        .map(|alternative| object(tree, alternative, &mut BTreeSet::new(), 0))
        .collect::<Option<_>>()?;
    let (first, others) = alternatives.split_first()?;
    let mut united = first.clone();
    for other in others {
        united.required.retain(|name| other.required.contains(name));
        for (name, property) in &other.properties {
            match united.properties.get_mut(name) {
                Some(same) => unite_enums(same, property),
                None => {
                    united.properties.insert(name.clone(), property.clone());
                }
            }
        }
    }
    let mut flat = Map::new();
    let description = map.get("description").cloned().or(united.description);
    flat.extend(description.map(|text| ("description".to_owned(), text)));
    if let Some(nullable) = map.get("nullable") {
        flat.insert("nullable".to_owned(), nullable.clone());
    }
    flat.insert("type".to_owned(), "object".into());
    if !united.required.is_empty() {
        let required: Vec<String> = united.required.into_iter().collect();
        flat.insert("required".to_owned(), required.into());
    }
    flat.insert("properties".to_owned(), united.properties.into());
    Some(flat)
}

/// Two alternatives may name different values of the same property: `self` in one link, `customer` in the other.
fn unite_enums(property: &mut Value, other: &Value) {
    let (Some(values), Some(more)) =
        (property.get_mut("enum").and_then(Value::as_array_mut), other.get("enum").and_then(Value::as_array))
    else {
        return;
    };
    for value in more {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
}

/// An alternative with all that it is composed of.
#[derive(Clone, Default)]
struct Object {
    description: Option<Value>,
    properties: Map<String, Value>,
    required: BTreeSet<String>,
}

/// `followed` are the references to members that were looked at: a second look adds nothing.
fn object<'t>(tree: &'t Value, node: &'t Value, followed: &mut BTreeSet<&'t str>, depth: usize) -> Option<Object> {
    let map = resolve_refs(tree, node).as_object()?;
    // A member of a composition may be no more than a title or a list of what is required.
    let has_other_type = map.contains_key("type") && !is_type(map, "object");
    let is_object = !has_other_type && !["enum", "oneOf", "anyOf"].iter().any(|key| map.contains_key(*key));
    if !is_object || depth > 16 {
        return None;
    }
    let mut object = Object {
        description: map.get("description").cloned(),
        properties: map.get("properties").and_then(Value::as_object).cloned().unwrap_or_default(),
        required: schema::strings(map, "required").map(str::to_owned).collect(),
    };
    let members = map.get("allOf").and_then(Value::as_array);
    for member in members.into_iter().flatten() {
        if reference(member).is_some_and(|target| !followed.insert(target)) {
            continue;
        }
        let member = self::object(tree, member, followed, depth + 1)?;
        object.required.extend(member.required);
        for (name, property) in member.properties {
            object.properties.entry(name).or_insert(property);
        }
    }
    Some(object)
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_request_is_tagged_and_its_variants_lose_the_tag() {
        let paths = "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Login' } } } }
components:
  schemas:
";
        golden(
            run,
            &format!(
                "{paths}
    Login:
      description: How.
      anyOf: [{{ $ref: '#/components/schemas/Password' }}, {{ $ref: '#/components/schemas/Link' }}]
      discriminator: {{ propertyName: mode, mapping: {{ password: '#/components/schemas/Password' }} }}
    Password:
      type: object
      required: [mode, username]
      properties: {{ mode: {{ type: string, enum: [password] }}, username: {{ type: string }} }}
    Link: {{ type: object, properties: {{ mode: {{ type: string }} }} }}
"
            ),
            &format!(
                "{paths}
    Login:
      description: How.
      type: object
      x-tagged-union:
        property: mode
        variants:
          - {{ tag: password, schema: '#/components/schemas/Password' }}
          - {{ tag: Link, schema: '#/components/schemas/Link' }}
    Password:
      type: object
      required: [username]
      properties: {{ username: {{ type: string }} }}
    Link: {{ type: object, properties: {{}} }}
"
            ),
        );
    }

    #[test]
    fn a_response_is_one_struct_of_all_its_forms() {
        let paths = "
paths:
  /a:
    get:
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Links' } } } }
components:
  schemas:
    SelfLink:
      allOf: [{ $ref: '#/components/schemas/Href' }, { required: [rel] }]
      properties: { rel: { type: string, enum: [self] } }
    CustomerLink:
      required: [href, rel]
      properties: { rel: { type: string, enum: [customer, self] }, href: { type: string } }
    Href: { required: [href], properties: { href: { type: string } } }
";
        golden(
            run,
            &format!(
                "{paths}
    Links:
      type: array
      items: {{ anyOf: [{{ $ref: '#/components/schemas/SelfLink' }}, {{ $ref: '#/components/schemas/CustomerLink' }}] }}
"
            ),
            &format!(
                "{paths}
    Links:
      type: array
      items:
        type: object
        required: [href, rel]
        properties: {{ rel: {{ type: string, enum: [self, customer] }}, href: {{ type: string }} }}
"
            ),
        );
    }
}
