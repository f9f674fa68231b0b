//! Rewrites unions for their direction.
//!
//! A request contains one of several variants, selected by the discriminator: the union is marked, and the generator
//! emits an enum that writes the discriminator itself. Any other union becomes one struct with the properties of all
//! alternatives and of the union's sibling keywords. It requires the properties that all alternatives require; in a
//! response with a discriminator only the tag and the properties of the base, so that a response of an unknown variant
//! decodes. Alternatives of several types, such as a string or an object, stay a union. A union of named schemas inside
//! another union becomes a schema with a name, such as `AOrB`: schemas that refer to each other in unions would
//! otherwise be copied into each other. progenitor does not support discriminators: without this pass, it emits an
//! untagged enum that requires the caller to set the tag, or decodes the first alternative that happens to match.
//!
//! ```yaml
//! # before
//! LoginRequest: { anyOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: mode, mapping: … } }
//! Login: { anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }
//! # after
//! LoginRequest: { type: object, x-tagged-union: { propertyName: mode, mapping: { a: '#/components/schemas/A' } } }
//! Login: { type: object, properties: { a: {}, b: {} } }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::complete_mappings::{nested, tags};
use super::compose::{Merge, UNIONS, Unite, alternatives, is_union};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, is_annotation, resolve, schema_name, schema_reference, schemas_mut};
use crate::extensions::TAGGED_UNION;
use crate::names::FreeNames;
use crate::object_kind::{ObjectKind, references, walk, walk_while_mut};
use crate::schema::{self, Direction, is_type};
use crate::schema_usage::SchemaUsage;

/// The maximum nesting of unions.
const MAX_UNION_DEPTH: usize = 3;

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let usage = SchemaUsage::of(&document.tree);
    let before = document.tree.clone();
    let mut rewrite = Rewrite {
        tree: &before,
        names: FreeNames::of(&before),
        shared: shared(&before, &usage),
        variants: Vec::new(),
        inner: BTreeMap::new(),
        pending: Vec::new(),
    };
    for (name, node) in schemas_mut(&mut document.tree) {
        let is_request = usage.requests.contains(name) && !usage.responses.contains(name);
        rewrite.schema(node, if is_request { Direction::Request } else { Direction::Response }, 0);
    }
    schema::for_each_outermost_mut(&mut document.tree, &mut |direction, node| rewrite.schema(node, direction, 0));
    // A variant, and a union inside others, may contain unions with variants of their own.
    while let Some((name, mut node, direction)) = rewrite.pending.pop() {
        rewrite.schema(&mut node, direction, 0);
        schemas_mut(&mut document.tree).insert(name, node);
    }
    Ok(())
}

/// Returns the schemas that are referenced outside unions with a discriminator, or that a response contains.
fn shared(tree: &Value, usage: &SchemaUsage) -> BTreeSet<String> {
    let mut others: BTreeMap<&str, isize> = BTreeMap::new();
    walk(tree, &mut |kind, _, node| {
        if node.get("discriminator").is_some() {
            // The walk visits each alternative too, which is a reference.
            let members = node.as_object().into_iter().flat_map(alternatives);
            members.filter_map(schema_name).for_each(|name| *others.entry(name).or_default() -= 1);
            return;
        }
        for name in references(kind, node).filter_map(|target| target.strip_prefix(SCHEMAS)) {
            *others.entry(name).or_default() += 1;
        }
    });
    let others = others.into_iter().filter(|(_, count)| *count > 0).map(|(name, _)| name.to_owned());
    others.chain(usage.responses.iter().cloned()).collect()
}

/// A variant of a request.
struct Choice {
    tag: String,
    name: String,
    /// The keywords beside the unions that contain it.
    siblings: Map<String, Value>,
}

struct Rewrite<'t> {
    tree: &'t Value,
    names: FreeNames,
    shared: BTreeSet<String>,
    /// The names of variants, with the names of their whole schemas and their schemas without the tag.
    variants: Vec<(String, String, Value)>,
    /// The names of unions inside others, by their schema.
    inner: BTreeMap<(Direction, String), String>,
    /// The schemas with these names, which are still to be rewritten.
    pending: Vec<(String, Value, Direction)>,
}

impl Rewrite<'_> {
    /// `depth` counts the enclosing unions. Unions may contain each other without end; beyond the limit, a union
    /// becomes any JSON.
    fn schema(&mut self, node: &mut Value, direction: Direction, depth: usize) {
        walk_while_mut(ObjectKind::Schema, node, &mut |_, node| {
            let Some(map) = node.as_object_mut().filter(|map| is_union(map)) else {
                return true;
            };
            if depth > MAX_UNION_DEPTH {
                map.clear();
                return false;
            }
            let tagged = if direction == Direction::Request { self.tagged(map) } else { None };
            if depth > 0 && tagged.is_none() && self.name_inner(map, direction) {
                return false;
            }
            let flat = tagged.unwrap_or_else(|| self.flat(map, direction == Direction::Response));
            // The only alternative may be an enum.
            *map = self.tagged(&flat).unwrap_or(flat);
            let mut alternatives = map.shift_remove("oneOf");
            self.schema(node, direction, depth + 1);
            for node in alternatives.iter_mut().filter_map(Value::as_array_mut).flatten() {
                self.schema(node, direction, depth + 1);
            }
            if let Some(alternatives) = alternatives {
                node["oneOf"] = alternatives;
            }
            false
        });
    }

    /// Replaces a union of several named schemas by a reference.
    fn name_inner(&mut self, map: &mut Map<String, Value>, direction: Direction) -> bool {
        let members: Vec<&Value> = alternatives(map).collect();
        let named: Vec<&str> = members.iter().copied().filter_map(schema_name).collect();
        let base = match named.as_slice() {
            [] | [_] => return false,
            [a, b] if members.len() == 2 => format!("{a}Or{b}"),
            [first, ..] => format!("{first}OrOther"),
        };
        let (mut kept, union): (Map<_, _>, Map<_, _>) =
            std::mem::take(map).into_iter().partition(|(key, _)| is_annotation(key));
        let key = (direction, Value::Object(union.clone()).to_string());
        let name = self.inner.entry(key).or_insert_with(|| {
            let name = self.names.take(&base);
            self.pending.push((name.clone(), union.into(), direction));
            name
        });
        kept.insert("allOf".to_owned(), json!([schema_reference(name)]));
        *map = kept;
        true
    }

    fn flat(&self, map: &Map<String, Value>, opens_tagged: bool) -> Map<String, Value> {
        Unite::new(self.tree, opens_tagged).flat(map)
    }

    /// Returns the marked form of a union of objects with a discriminator.
    fn tagged(&mut self, map: &Map<String, Value>) -> Option<Map<String, Value>> {
        let property = map.get("discriminator")?.get("propertyName")?.as_str()?.to_owned();
        let choices = self.choices(map, &Map::new(), 0)?;
        // The mapping and the schemas give no tag, so that the enum would have no variant.
        if choices.is_empty() {
            return None;
        }
        let mut mapping = Map::new();
        for Choice { tag, name, siblings } in choices {
            let variant = || format!("{SCHEMAS}{}", self.variant(&name, &property, &siblings)).into();
            mapping.entry(tag).or_insert_with(variant);
        }
        let mut marked = Map::new();
        for key in ["description", "title", "nullable"] {
            marked.extend(map.get(key).map(|value| (key.to_owned(), value.clone())));
        }
        marked.insert("type".to_owned(), "object".into());
        marked.insert(TAGGED_UNION.to_owned(), json!({ "propertyName": property, "mapping": mapping }));
        Some(marked)
    }

    /// Returns the variants of a union. The variants of an alternative with the same discriminator take its place.
    /// `None` if an alternative has no name or is not an object.
    fn choices(&self, map: &Map<String, Value>, outer: &Map<String, Value>, depth: usize) -> Option<Vec<Choice>> {
        let mut siblings = map.clone();
        let own = ["discriminator", "oneOf", "anyOf", "type"];
        siblings.retain(|key, _| !own.contains(&key.as_str()) && !is_annotation(key));
        // Sibling keywords that contradict each other are dropped.
        let _ = Merge::intersect_merged(self.tree, &mut siblings, outer.clone());
        let mut unions = UNIONS.iter().filter_map(|key| map.get(*key)?.as_array());
        // A value must match an alternative of each of several unions.
        let (Some(members), None) = (unions.next(), unions.next()) else { return None };
        let mut found = Vec::new();
        for name in members.iter().map(schema_name) {
            let name = name?;
            let Some(inner) = nested(self.tree, map, name, |_, inner| is_union(inner)) else {
                self.object(name)?;
                let choice =
                    |tag: &str| Choice { tag: tag.to_owned(), name: name.to_owned(), siblings: siblings.clone() };
                found.extend(tags(map, name).map(choice));
                continue;
            };
            if depth > MAX_UNION_DEPTH {
                return None;
            }
            let inner = self.choices(inner, &siblings, depth + 1)?;
            let is_all = tags(map, name).next().is_none();
            found.extend(inner.into_iter().filter(|choice| is_all || tags(map, name).any(|tag| tag == choice.tag)));
        }
        Some(found)
    }

    /// Returns the schema with this name, if it is an object. Any other union becomes one.
    fn object(&self, name: &str) -> Option<Map<String, Value>> {
        let schema = resolve(self.tree, &format!("{SCHEMAS}{name}"))?.as_object()?;
        let schema = if is_union(schema) { self.flat(schema, false) } else { schema.clone() };
        (is_type(&schema, "object") || schema.contains_key("properties")).then_some(schema)
    }

    /// Returns the name of a variant's schema without the tag: its own name, unless other references need the tag.
    fn variant(&mut self, name: &str, property: &str, siblings: &Map<String, Value>) -> String {
        let mut whole = self.object(name).unwrap_or_default();
        // Sibling keywords that contradict a variant are dropped.
        let _ = Merge::intersect_merged(self.tree, &mut whole, siblings.clone());
        if let Some(properties) = whole.get_mut("properties").and_then(Value::as_object_mut) {
            properties.shift_remove(property);
        }
        schema::retain(&mut whole, "required", |name| name != property);
        let cut = Value::Object(whole);
        let known = self.variants.iter().find(|(_, whole, node)| whole == name && *node == cut);
        if let Some((known, ..)) = known {
            return known.clone();
        }
        let is_taken = self.variants.iter().any(|(known, ..)| known == name);
        let is_own = !self.shared.contains(name) && siblings.is_empty() && !is_taken;
        let own = if is_own { name.to_owned() } else { self.names.take(&format!("{name}Variant")) };
        self.variants.push((own.clone(), name.to_owned(), cut.clone()));
        self.pending.push((own.clone(), cut, Direction::Request));
        own
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::document::resolve;
    use crate::extensions::TAGGED_UNION;
    use crate::normalize::{golden, pass_on};

    const PATHS: &str = "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Login' } } } }
components:
  schemas:
";

    fn request(before: &str, after: &str) {
        golden(run, &format!("{PATHS}{before}"), &format!("{PATHS}{after}"));
    }

    fn response(before: &str, after: &str) {
        let paths = "paths: { /a: { get: { responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/S' } } } } } } } }";
        let spec = |schemas: &str| format!("{paths}\ncomponents:\n  schemas:\n{schemas}");
        golden(run, &spec(before), &spec(after));
    }

    #[test]
    fn an_annotation_is_no_sibling_keyword() {
        request(
            "
    Login:
      deprecated: false
      externalDocs: { url: 'https://a.example' }
      oneOf: [{ $ref: '#/components/schemas/Link' }]
      discriminator: { propertyName: mode, mapping: { Link: Link } }
    Link: { type: object, properties: { mode: { type: string }, a: { type: string } } }
",
            "
    Login: { type: object, x-tagged-union: { propertyName: mode, mapping: { Link: '#/components/schemas/Link' } } }
    Link: { type: object, properties: { a: { type: string } } }
",
        );
    }

    #[test]
    fn a_response_is_one_struct_of_all_alternatives_and_sibling_keywords() {
        response(
            "
    S:
      type: array
      items:
        type: object
        required: [id]
        properties: { id: { type: string } }
        oneOf:
          - { type: object, required: [rel], properties: { rel: { type: string, enum: [self] }, value: { type: string }, token: { type: string, format: password }, any: { type: integer }, pin: { nullable: true } } }
          - { type: object, properties: { rel: { type: string, enum: [customer] }, value: { type: integer }, token: { type: string }, any: { nullable: true }, pin: { type: string, format: password } } }
",
            "
    S:
      type: array
      items:
        type: object
        required: [id]
        properties:
          id: { type: string }
          rel: { type: string, enum: [self, customer] }
          value: { oneOf: [{ type: string }, { type: integer }] }
          token: { type: string, x-secret: true }
          any: {}
          pin: { type: string, format: password, nullable: true }
",
        );
    }

    #[test]
    fn a_map_of_secrets_stays_one_beside_other_members_and_an_undescribed_tag_keeps_them() {
        response(
            "
    S:
      oneOf: [{ type: object, additionalProperties: { type: string, format: password } }, { type: object }]
      discriminator: { propertyName: kind, x-undescribed: true }
",
            "
    S:
      type: object
      additionalProperties: { type: string, format: password, nullable: true }
      properties: { kind: { type: string } }
",
        );
        response(
            "    S: { oneOf: [{ type: object }], discriminator: { propertyName: kind, x-undescribed: true } }",
            "    S: { type: object, additionalProperties: {}, properties: { kind: { type: string } } }",
        );
    }

    #[test]
    fn what_one_alternative_requires_of_a_property_beside_the_union_does_not_apply_to_the_others() {
        response(
            "
    S:
      type: object
      required: [at]
      properties: { at: { type: string, nullable: true }, n: { type: string } }
      oneOf:
        - { type: object, properties: { at: { type: string, enum: [a] }, n: { type: integer }, x: { type: string } } }
        - { type: object, properties: { y: { type: string } } }
",
            "
    S:
      type: object
      required: [at]
      properties: { at: { type: string, nullable: true }, n: { type: string }, x: { type: string }, y: { type: string } }
",
        );
    }

    #[test]
    fn a_long_chain_of_unions_with_properties_ends() {
        let level = |index: usize| {
            let next = index + 1;
            format!(
                "S{index}: {{ type: object, properties: {{ a: {{ type: string }}, p{index}: {{}} }}, oneOf: [{{ $ref: '#/components/schemas/S{next}' }}, {{ properties: {{ a: {{ enum: [x] }} }} }}] }}"
            )
        };
        let levels: Vec<String> = (0..300).map(level).collect();
        let spec = format!("components: {{ schemas: {{ {}, S300: {{ type: object }} }} }}", levels.join(", "));
        let tree = pass_on(run, &spec).expect("a tree");
        assert!(tree["components"]["schemas"]["S0"]["properties"]["p0"].is_object());
    }

    #[test]
    fn alternatives_that_narrow_a_recursive_property_are_kept() {
        let tree = pass_on(
            run,
            "
paths: { /a: { get: { responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/S' } } } } } } } }
components:
  schemas:
    Base: { type: object, properties: { up: { $ref: '#/components/schemas/Base' } } }
    Derived: { type: object, properties: { up: { $ref: '#/components/schemas/Base' }, d: { type: string } } }
    S:
      type: object
      properties: { up: { $ref: '#/components/schemas/Base' } }
      oneOf:
        - { type: object, properties: { up: { $ref: '#/components/schemas/Derived' }, x: { type: string } } }
        - { type: object, properties: { y: { type: string } } }
",
        );
        let properties = &tree.expect("a tree")["components"]["schemas"]["S"]["properties"];
        let names: Vec<&String> = properties.as_object().into_iter().flatten().map(|(name, _)| name).collect();
        assert_eq!(names, ["up", "x", "y"]);
        assert!(properties["up"]["properties"]["d"].is_object(), "{properties}");
    }

    #[test]
    fn a_property_of_one_alternative_is_a_member_of_the_map_in_another() {
        let map = "{ type: object, additionalProperties: { type: string } }";
        let object = "{ type: object, properties: { n: { type: integer } } }";
        let n = |[first, second]: [&str; 2]| format!("n: {{ oneOf: [{{ type: {first} }}, {{ type: {second} }}] }}");
        for (alternatives, after) in [
            ([map, object], format!("additionalProperties: {{}}, properties: {{ {} }}", n(["string", "integer"]))),
            ([object, map], format!("properties: {{ {} }}, additionalProperties: {{}}", n(["integer", "string"]))),
        ] {
            let after = format!("{{ type: object, {after} }}");
            response(&format!("    S: {{ oneOf: [{}] }}", alternatives.join(", ")), &format!("    S: {after}"));
        }
    }

    #[test]
    fn a_union_that_two_alternatives_reference_keeps_its_name() {
        let speed = "{ description: S., allOf: [{ $ref: '#/components/schemas/Speed' }] }";
        let alternative = format!("{{ type: object, properties: {{ speed: {speed} }} }}");
        response(
            &format!(
                "
    Speed: {{ oneOf: [{{ properties: {{ a: {{}} }} }}, {{ properties: {{ b: {{}} }} }}] }}
    S: {{ oneOf: [{alternative}, {alternative}, {{ type: object }}] }}
"
            ),
            &format!(
                "
    Speed: {{ properties: {{ a: {{}}, b: {{}} }}, type: object }}
    S: {{ type: object, properties: {{ speed: {speed} }}, additionalProperties: {{}} }}
"
            ),
        );
    }

    #[test]
    fn the_variants_of_a_union_in_a_union_take_its_place_with_its_sibling_keywords() {
        request(
            "
    Login:
      oneOf: [{ $ref: '#/components/schemas/Secret' }]
      discriminator: { propertyName: mode, mapping: { pin: '#/components/schemas/Secret' } }
    Secret:
      required: [id]
      properties: { id: {} }
      oneOf: [{ $ref: '#/components/schemas/Password' }, { $ref: '#/components/schemas/Pin' }]
      discriminator: { propertyName: mode, mapping: { password: Password, pin: Pin } }
    Password: { type: object, properties: { mode: {}, password: {} } }
    Pin: { type: object, properties: { mode: {}, pin: {} } }
",
            "
    Login:
      type: object
      x-tagged-union:
        propertyName: mode
        mapping: { pin: '#/components/schemas/PinVariant' }
    Secret:
      type: object
      x-tagged-union:
        propertyName: mode
        mapping: { password: '#/components/schemas/PasswordVariant', pin: '#/components/schemas/PinVariant' }
    Password: { type: object, properties: { mode: {}, password: {} } }
    Pin: { type: object, properties: { mode: {}, pin: {} } }
    PasswordVariant: { type: object, properties: { password: {}, id: {} }, required: [id] }
    PinVariant: { type: object, properties: { pin: {}, id: {} }, required: [id] }
",
        );
    }

    #[test]
    fn keywords_beside_a_union_belong_to_each_alternative_if_one_is_an_enum() {
        let marked = |schema| {
            format!(
                "type: object, x-tagged-union: {{ propertyName: mode, mapping: {{ pin: '#/components/schemas/{schema}' }} }}"
            )
        };
        let variant = format!("title: Secret, {}", marked("PinVariant"));
        for (others, after) in [
            ("", marked("PinVariant")),
            (
                ", { type: object, properties: { key: {} } }",
                format!("oneOf: [{{ {variant} }}, {{ type: object, properties: {{ key: {{}}, id: {{}} }} }}]"),
            ),
            (
                ", { description: Any. }",
                format!(
                    "oneOf: [{{ {variant} }}, {{ description: Any., type: object, additionalProperties: {{}}, properties: {{ id: {{}} }} }}]"
                ),
            ),
        ] {
            let pin = "    Pin: { type: object, properties: { pin: {} } }";
            request(
                &format!(
                    "
    Login: {{ properties: {{ id: {{}} }}, anyOf: [{{ $ref: '#/components/schemas/Secret' }}{others}] }}
    Secret: {{ oneOf: [{{ $ref: '#/components/schemas/Pin' }}], discriminator: {{ propertyName: mode, mapping: {{ pin: Pin }} }} }}
{pin}
"
                ),
                &format!(
                    "
    Login: {{ {after} }}
    Secret: {{ {} }}
{pin}
    PinVariant: {{ type: object, properties: {{ pin: {{}}, id: {{}} }} }}
",
                    marked("Pin")
                ),
            );
        }
    }

    #[test]
    fn equal_variants_with_similar_names_stay_apart() {
        let schemas = "
    Cat: { type: object, properties: { mode: {}, id: {} } }
    Cat2: { type: object, properties: { mode: {}, id: {} } }
";
        request(
            &format!(
                "    Login: {{ oneOf: [{{ $ref: '#/components/schemas/Cat2' }}, {{ $ref: '#/components/schemas/Cat' }}], \
                 discriminator: {{ propertyName: mode, mapping: {{ Cat2: Cat2, Cat: Cat }} }} }}{schemas}"
            ),
            "
    Login:
      type: object
      x-tagged-union:
        propertyName: mode
        mapping: { Cat2: '#/components/schemas/Cat2', Cat: '#/components/schemas/Cat' }
    Cat: { type: object, properties: { id: {} } }
    Cat2: { type: object, properties: { id: {} } }
",
        );
    }

    #[test]
    fn the_values_of_constants_are_united() {
        response(
            "    S: { type: object, properties: { k: { oneOf: [{ type: integer, x-values: [0] }, { type: integer, x-values: [1] }] } } }",
            "    S: { type: object, properties: { k: { type: integer, x-values: [0, 1] } } }",
        );
    }

    #[test]
    fn a_union_inside_others_is_one_type() {
        request(
            "
    Login: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A:
      type: object
      properties:
        next: { description: The next., oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    B: { type: object, properties: { b: {} } }
",
            "
    Login:
      type: object
      properties: { next: { description: The next., allOf: [{ $ref: '#/components/schemas/AOrB' }] }, b: {} }
    A:
      type: object
      properties:
        next:
          description: The next.
          type: object
          properties: { next: { description: The next., allOf: [{ $ref: '#/components/schemas/AOrB' }] }, b: {} }
    B: { type: object, properties: { b: {} } }
    AOrB:
      type: object
      properties: { next: { description: The next., allOf: [{ $ref: '#/components/schemas/AOrB' }] }, b: {} }
",
        );
    }

    #[test]
    fn the_variants_of_a_union_inside_others_are_schemas() {
        // The properties of `Login` make another variant of `P`, which only the inner union has.
        let schemas = "
    Login:
      type: object
      properties: { next: { type: object, properties: { c: { type: object, properties: { top: {} } } } } }
      anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
    A:
      type: object
      properties: { next: { oneOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/B' }] } }
    B: { type: object, properties: { b: {} } }
    C:
      type: object
      properties:
        c:
          oneOf: [{ $ref: '#/components/schemas/P' }, { $ref: '#/components/schemas/Q' }]
          discriminator: { propertyName: kind, mapping: { p: P, q: Q } }
    P: { type: object, properties: { kind: {}, p: {} } }
    Q: { type: object, properties: { kind: {}, q: {} } }
";
        let tree = pass_on(run, &format!("{PATHS}{schemas}")).expect("unions");
        let mut variants = Vec::new();
        crate::schema::for_each(&tree, &mut |_, map| {
            let mapping = map.get(TAGGED_UNION).and_then(|union| union["mapping"].as_object());
            variants.extend(mapping.into_iter().flatten().filter_map(|(_, target)| target.as_str()));
        });
        let missing: Vec<&&str> = variants.iter().filter(|name| resolve(&tree, name).is_none()).collect();
        assert!(variants.len() > 2 && missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn unions_that_contain_each_other_in_several_properties_stay_small() {
        let form = |index: usize| {
            let other = |step: usize| format!("{{ $ref: '#/components/schemas/S{}' }}", (index + step) % 6);
            let union = |one: usize, other_one: usize| format!("{{ oneOf: [{}, {}] }}", other(one), other(other_one));
            format!(
                "S{index}: {{ type: object, properties: {{ a: {}, b: {}, c: {} }} }}",
                union(1, 2),
                union(2, 3),
                union(3, 4)
            )
        };
        let schemas: Vec<String> = (0..6).map(form).collect();
        let string = format!(
            "paths: {{ /a: {{ get: {{ responses: {{ '200': {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S0' }} }} }} }} }} }} }} }}\ncomponents:\n  schemas:\n    {}\n",
            schemas.join("\n    ")
        );
        let size = pass_on(run, &string).expect("unions").to_string().len();
        assert!(size < 50_000, "{size} bytes");
    }
}
