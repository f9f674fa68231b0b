//! Merges the members of each `allOf` into one schema.
//!
//! A value must match every member: a property that several members define gets the narrowest type. progenitor merges
//! some compositions, and drops or panics on others. A reference with only a description beside it is kept, so that it
//! keeps the name of its type. A required member that is no property has the schema of `additionalProperties`.
//!
//! ```yaml
//! # before
//! Base: { properties: { n: { type: number }, m: { type: string } } }
//! Pet: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { n: { type: integer } } }] }
//! # after
//! Base: { properties: { n: { type: number }, m: { type: string } } }
//! Pet: { properties: { n: { type: integer }, m: { type: string } } }
//! ```

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::compose::{MAX_SIZE, Merge, size};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schema_name, schema_reference, schemas, schemas_mut};
use crate::location::Location;
use crate::object_kind::{ObjectKind, try_walk_mut};
use crate::schema;

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let before = document.tree.clone();
    let mut merge = Merge::new(&before);
    let merged = merge_named(&mut document.tree, &mut merge).and_then(|()| {
        let mut inside = Inside { merge: &mut merge, around: Vec::new(), size: 0 };
        inside.walk(ObjectKind::Document, &mut document.tree, false)
    });
    merged
        .map_err(|(map, message, help)| document.diagnostic("contradiction", location(&before, &map), message, help))?;
    let (mut repeated, mut too_large) = (0, None);
    schema::for_each_mut(&mut document.tree, &mut |map| {
        define_required(map, &mut repeated);
        if repeated > MAX_SIZE && too_large.is_none() {
            too_large = Some(map.clone());
        }
    });
    let Some(map) = too_large else {
        return Ok(());
    };
    let message = "the required properties that only `additionalProperties` describes are too large together";
    let help = "define its schema under `components.schemas` and reference it";
    Err(document.diagnostic("contradiction", location(&document.tree, &map).parent(), message, help))
}

/// Defines the required members that are no properties. `repeated` counts the values of their schemas.
fn define_required(map: &mut Map<String, Value>, repeated: &mut usize) {
    let Some(rest) = map.get("additionalProperties").filter(|rest| **rest != json!({})).cloned() else {
        return;
    };
    let is_defined = |name: &&str| map.get("properties").is_some_and(|properties| properties.get(*name).is_some());
    let required = schema::strings(map, "required").filter(|name| !is_defined(name));
    let required: Vec<String> = required.map(str::to_owned).collect();
    *repeated += required.len() * size(&rest);
    if !required.is_empty()
        && *repeated <= MAX_SIZE
        && let Some(properties) = map.entry("properties").or_insert_with(|| json!({})).as_object_mut()
    {
        properties.extend(required.into_iter().map(|name| (name, rest.clone())));
    }
}

/// A schema that cannot be merged, why, and the help.
type Problem = (Map<String, Value>, String, &'static str);

fn contradiction(map: &Map<String, Value>, what: &str) -> Problem {
    let message = format!("the parts of this `allOf` cannot be merged: {what}");
    (map.clone(), message, "make one part narrow or extend the other")
}

/// The maximum nesting of schemas that are merged.
const MAX_MERGE_DEPTH: usize = 32;

/// Merges the schemas inside an object.
struct Inside<'m, 't> {
    merge: &'m mut Merge<'t>,
    /// The enclosing schemas, before they were merged.
    around: Vec<Map<String, Value>>,
    /// The number of values in all merged schemas.
    size: usize,
}

impl Inside<'_, '_> {
    fn walk(&mut self, kind: ObjectKind, node: &mut Value, mut is_merged: bool) -> Result<(), Problem> {
        try_walk_mut(kind, node, &mut |kind, node| {
            let is_done = std::mem::take(&mut is_merged);
            let map = node.as_object_mut().filter(|map| kind == ObjectKind::Schema && map.contains_key("allOf"));
            let Some(map) = map.filter(|_| !is_done) else {
                return Ok(true);
            };
            if self.around.contains(map) || self.around.len() > MAX_MERGE_DEPTH {
                let message = "the members of this `allOf` contain it".to_owned();
                return Err((map.clone(), message, "define this schema under `components.schemas` and reference it"));
            }
            let flat = self.merge.flat_unless_reference(map).map_err(|what| contradiction(map, &what))?;
            self.size += flat.values().map(size).sum::<usize>();
            if self.size > MAX_SIZE {
                let message = "the merged `allOf` of this spec are too large: each repeats the unions of the next";
                let help = "reference schemas instead of combining them with `allOf`";
                return Err((map.clone(), message.to_owned(), help));
            }
            self.around.push(std::mem::replace(map, flat));
            self.walk(kind, node, true)?;
            self.around.pop();
            Ok(false)
        })
    }
}

/// A named schema is a type of its own, even if it only references another one.
fn merge_named(tree: &mut Value, merge: &mut Merge<'_>) -> Result<(), Problem> {
    for name in extended(merge.tree) {
        if let Err(what) = merge.part(&schema_reference(name)) {
            return Err(contradiction(&schemas_mut(tree)[name].as_object().cloned().unwrap_or_default(), &what));
        }
    }
    for node in schemas_mut(tree).values_mut() {
        if let Some(map) = node.as_object_mut().filter(|map| map.contains_key("allOf")) {
            *map = merge.flat(map).map_err(|what| contradiction(map, &what))?;
        }
    }
    Ok(())
}

/// Returns the named schemas that others extend, each after those that it extends itself: merged in this order, the
/// depth of an inheritance costs no stack.
fn extended(tree: &Value) -> Vec<&str> {
    fn bases(node: &Value) -> Vec<&str> {
        let members = node.get("allOf").and_then(Value::as_array).into_iter().flatten();
        members.flat_map(|member| schema_name(member).map_or_else(|| bases(member), |name| vec![name])).collect()
    }
    let mut ordered = Vec::new();
    let mut seen = HashSet::new();
    let mut pending: Vec<(&str, bool)> =
        schemas(tree).flat_map(|(_, node)| bases(node)).map(|name| (name, false)).collect();
    while let Some((name, has_its_bases)) = pending.pop() {
        if has_its_bases {
            ordered.push(name);
        } else if seen.insert(name) {
            pending.push((name, true));
            pending.extend(bases(&tree["components"]["schemas"][name]).into_iter().map(|base| (base, false)));
        }
    }
    ordered
}

/// Returns the location of a schema.
fn location(tree: &Value, schema: &Map<String, Value>) -> Location {
    let mut found = None;
    schema::for_each(tree, &mut |location, map| {
        if found.is_none() && map == schema {
            found = Some(location.join("allOf"));
        }
    });
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::{golden, pass_on};

    #[test]
    fn a_composition_that_contains_itself_is_rejected_at_its_location() {
        let string = "components: { schemas: { A: { properties: { p: { allOf: [{ $ref: '#/components/schemas/A' }], oneOf: [{ type: object }] } } } } }";
        assert_eq!(
            pass_on(run, string).expect_err("a circle").to_string(),
            "test.yaml:1:50: contradiction: components.schemas.A.properties.p.allOf: the members of this `allOf` \
             contain it; define this schema under `components.schemas` and reference it"
        );
    }

    #[test]
    fn a_narrowed_property_follows_the_extending_schema_in_any_order_and_depth() {
        let merged = "
    Base: { type: object, properties: { kids: { type: array, items: { $ref: '#/components/schemas/Base' } }, up: { $ref: '#/components/schemas/Base' } } }
    Derived: { type: object, properties: { kids: { type: array, items: { $ref: '#/components/schemas/Derived' } }, up: { $ref: '#/components/schemas/Derived' } } }";
        let base = "{ $ref: '#/components/schemas/Base' }";
        let own = "{ type: object, properties: { kids: { type: array, items: { $ref: '#/components/schemas/Derived' } }, up: { $ref: '#/components/schemas/Derived' } } }";
        for members in [[base, own], [own, base]] {
            let (unmerged, _) = merged.split_once("Derived: ").expect("a base");
            let before = format!("components:\n  schemas:{unmerged}Derived: {{ allOf: [{}] }}", members.join(", "));
            golden(run, &before, &format!("components:\n  schemas:{merged}"));
        }
    }

    #[test]
    fn a_schema_extends_the_bases_of_its_nested_compositions_too() {
        let tree = pass_on(
            run,
            "
components:
  schemas:
    Base: { properties: { up: { $ref: '#/components/schemas/Base' }, v: { description: base } } }
    Named: { properties: { w: { type: string } } }
    Derived:
      allOf:
        - allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { z: { type: string } } }]
        - properties: { up: { $ref: '#/components/schemas/Derived' }, v: { allOf: [{ $ref: '#/components/schemas/Named' }], description: derived } }
",
        );
        let properties = &tree.expect("a tree")["components"]["schemas"]["Derived"]["properties"];
        assert_eq!(properties["up"]["$ref"], "#/components/schemas/Derived");
        assert_eq!(properties["v"]["description"], "derived");
    }

    #[test]
    fn the_tightest_limit_counts_and_excludes_no_null() {
        let base = "{ a: { type: integer, nullable: true, minimum: 5, maximum: 9, exclusiveMaximum: true }, b: { type: string, minLength: 2 } }";
        let own = "{ a: { minimum: 5, exclusiveMinimum: true, maximum: 9 }, b: { minLength: 1, maxLength: 3 } }";
        let both = "{ a: { minimum: 5, exclusiveMinimum: true, type: integer, maximum: 9, exclusiveMaximum: true, nullable: true }, b: { maxLength: 3, type: string, minLength: 2 } }";
        let schemas = |derived: &str| {
            format!("components: {{ schemas: {{ Base: {{ properties: {base} }}, Derived: {derived} }} }}")
        };
        let derived = format!("{{ allOf: [{{ $ref: '#/components/schemas/Base' }}, {{ properties: {own} }}] }}");
        golden(run, &schemas(&derived), &schemas(&format!("{{ properties: {both} }}")));
    }

    #[test]
    fn a_reference_beside_its_own_type_or_itself_stays_one() {
        let schemas = |user: &str, union: &str| {
            format!(
                "
components:
  schemas:
    User: {{ allOf: [{{ type: object, properties: {{ id: {{}} }} }}] }}
    Page: {{ properties: {{ data: {{ type: object }}, items: {{ items: {{ type: object }} }}, name: {{ type: string }} }} }}
    Users: {{ allOf: [{{ $ref: '#/components/schemas/Page' }}, {{ properties: {user} }}] }}
    U: {{ oneOf: [{{ $ref: '#/components/schemas/User' }}], discriminator: {{ propertyName: t, mapping: {{ a: '#/components/schemas/User' }} }} }}
    V: {union}
"
            )
        };
        let user = "{ $ref: '#/components/schemas/User' }";
        let before = format!(
            "{{ data: {user}, items: {{ items: {user} }}, twice: {{ allOf: [{user}, {user}] }}, owner: {{ nullable: true, allOf: [{user}, {{ type: object }}] }} }}"
        );
        let run = |before: &str| super::super::pass_on(run, before).expect("the pass")["components"]["schemas"].clone();
        let merged = run(&schemas(
            &before,
            "{ allOf: [{ $ref: '#/components/schemas/U' }], discriminator: { propertyName: t } }",
        ));
        let one = serde_json::json!([{ "$ref": "#/components/schemas/User" }]);
        for path in ["data", "items/items", "twice", "owner"] {
            assert_eq!(merged["Users"].pointer(&format!("/properties/{path}/allOf")), Some(&one), "{path}");
        }
        assert_eq!(merged["Users"]["properties"]["owner"]["nullable"], true);
        assert_eq!(merged["V"]["discriminator"], merged["U"]["discriminator"]);
    }

    #[test]
    fn a_required_member_has_the_schema_of_the_further_members() {
        let of = |properties: &str, rest: &str| {
            format!(
                "components: {{ schemas: {{ A: {{ required: [a, b]{properties}, additionalProperties: {rest} }} }} }}"
            )
        };
        let rest = "{ properties: { token: { format: password } } }";
        let map = of(", properties: { b: {} }", rest);
        golden(run, &map, &map.replace("b: {} }", &format!("b: {{}}, a: {rest} }}")));
        let any = of("", "{}");
        golden(run, &any, &any);
        let enums = format!("{{ enum: [{}] }}", vec!["a"; 100_000].join(", "));
        let error = super::super::pass_on(run, &of("", &enums)).expect_err("it is too large").to_string();
        assert!(error.contains("components.schemas.A: the required properties that only"), "{error}");
    }

    #[test]
    fn a_member_that_accepts_every_value_does_not_make_a_schema_nullable() {
        let schema = |more: &str| format!("components: {{ schemas: {{ A: {{ type: object{more} }} }} }}");
        for (members, merged) in
            [("{ description: Any. }", ", description: Any."), ("true, { x-note: a }", ", x-note: a"), ("{}", "")]
        {
            golden(run, &schema(&format!(", allOf: [{members}]")), &schema(merged));
        }
    }

    #[test]
    fn a_merge_of_many_or_deep_properties_is_rejected_for_its_size() {
        let nested =
            |leaf: &str| (0..40).fold(leaf.to_owned(), |inner, _| format!("{{ properties: {{ c: {inner} }} }}"));
        let (first, second) = (nested("{ properties: { a: {} } }"), nested("{ properties: { b: {} } }"));
        let string = format!("components: {{ schemas: {{ A: {{ allOf: [{first}, {second}] }} }} }}");
        let diagnostic = pass_on(run, &string).expect_err("too deep").to_string();
        assert!(diagnostic.contains("the parts share more nested properties than can be merged"), "{diagnostic}");
    }

    #[test]
    fn merged_properties_that_contain_themselves_are_rejected() {
        let schema = |name: &str, own: &str| format!("{name}: {{ properties: {{ {own} }} }}");
        let reference = |name: &str| format!("{{ $ref: '#/components/schemas/{name}' }}");
        let (a, b, c) = (reference("A"), reference("B"), reference("C"));
        let both = |first: &str, second: &str| format!("allOf: [{first}, {second}]");
        let list = |item: &str| format!("{{ type: array, items: {item} }}");
        let circles = [
            // Neither part extends the other one.
            [format!("A: {{ {} }}", both(&b, &c)), schema("B", &format!("n: {b}")), schema("C", &format!("n: {c}"))],
            [
                format!("A: {{ {} }}", both(&b, &c)),
                schema("B", &format!("n: {}", list(&b))),
                schema("C", &format!("n: {}", list(&c))),
            ],
            [
                schema("A", &format!("n: {{ {} }}", both(&b, &c))),
                schema("B", &format!("n: {c}")),
                schema("C", &format!("n: {b}")),
            ],
            [
                schema("A", &format!("n: {{ {} }}", both(&a, &b))),
                schema("B", &format!("n: {{ {} }}", both(&b, &a))),
                "C: {}".to_owned(),
            ],
            [
                format!("A: {{ {} }}", both(&b, &schema("", &format!("n: {c}"))[2..])),
                schema("B", &format!("n: {a}")),
                "C: { properties: { c: { type: string } } }".to_owned(),
            ],
        ];
        for schemas in circles {
            let string = format!("components: {{ schemas: {{ {} }} }}", schemas.join(", "));
            let diagnostic = pass_on(run, &string).expect_err(&string).to_string();
            assert!(diagnostic.contains("contains itself"), "{diagnostic}");
        }
    }

    #[test]
    fn a_long_inheritance_keeps_every_property() {
        // From the last descendant to the first ancestor.
        let level = |index: usize| {
            let member = format!("{{ properties: {{ p{index}: {{}} }} }}");
            format!("S{index:03}: {{ allOf: [{{ $ref: '#/components/schemas/S{:03}' }}, {member}] }}", index + 1)
        };
        let levels: Vec<String> = (0..200).map(level).collect();
        let string = format!("components: {{ schemas: {{ {}, S200: {{ type: object }} }} }}", levels.join(", "));
        let tree = pass_on(run, &string).expect("a tree");
        assert_eq!(
            tree["components"]["schemas"]["S000"]["properties"].as_object().map(serde_json::Map::len),
            Some(200)
        );
    }

    #[test]
    fn compositions_that_double_at_each_level_are_rejected() {
        let member = |next: usize, property| {
            format!(
                "{{ allOf: [{{ $ref: '#/components/schemas/S{next}' }}, {{ properties: {{ {property}: {{}} }} }}] }}"
            )
        };
        let level =
            |index: usize| format!("S{index}: {{ oneOf: [{}, {}] }}", member(index + 1, "l"), member(index + 1, "r"));
        let levels: Vec<String> = (0..20).map(level).collect();
        let string = format!("components: {{ schemas: {{ {}, S20: {{ type: object }} }} }}", levels.join(", "));
        let diagnostic = pass_on(run, &string).expect_err("a diagnostic").to_string();
        assert!(diagnostic.contains("are too large"), "{diagnostic}");
    }
}
