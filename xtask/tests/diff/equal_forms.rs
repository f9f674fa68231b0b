//! Form does not matter: references, compositions, order and wording.

use serde_json::{Map, Value};

use super::{NOTHING, lines, of_tree, own, request, response, returned, sent};

#[test]
fn a_composition_equals_its_flat_form() {
    let flat =
        "{ type: object, required: [b], properties: { b: { type: string, maxLength: 5 }, c: { type: string } } }";
    let composed = "
      allOf:
        - { type: object, properties: { b: { type: string } } }
        - { required: [b], properties: { b: { maxLength: 5 }, c: { allOf: [{ type: string }], description: C. } } }
";
    assert_eq!(request(flat, composed), NOTHING);
    assert_eq!(response(composed, flat), NOTHING);
}

#[test]
fn an_inline_schema_equals_a_referenced_one() {
    let referred = "
    A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }
    B: { type: object, properties: { c: { type: string } } }
";
    let in_place = "    A: { type: object, properties: { b: { type: object, properties: { c: { type: string } } } } }";
    assert_eq!(lines(&returned(referred), &returned(in_place)), NOTHING);
    assert_eq!(lines(&returned(in_place), &returned(referred)), NOTHING);
}

#[test]
fn another_notation_is_not_a_change() {
    let members = "properties: { b: { type: string }, c: { type: string } }";
    let one_of_two = "{ anyOf: [{ required: [b] }, { required: [c] }] }";
    let map = "type: object, additionalProperties: { type: string }";
    let [first, second] = ["{ required: [b] }", "{ required: [c] }"];
    for (one, other) in [
        ("{ type: integer }", "{ allOf: [{ type: number }, { type: integer }] }"),
        ("{ type: integer, format: int64 }", "{ type: number, format: int64 }"),
        ("{ type: string, format: date-time }", "{ format: date-time }"),
        (
            &format!("{{ {map} }}"),
            "{ allOf: [{ additionalProperties: true }, { additionalProperties: { type: string } }] }",
        ),
        (
            &format!("{{ type: object, {members}, anyOf: [{first}, {second}] }}"),
            &format!("{{ allOf: [{{ {members} }}, {one_of_two}] }}"),
        ),
        (
            &format!("{{ type: object, {members}, anyOf: [{first}, {second}] }}"),
            &format!("{{ {members}, anyOf: [{second}, {first}] }}"),
        ),
        (
            "{ oneOf: [{ type: string }, { type: array, items: {} }] }",
            "{ oneOf: [{ type: string }, { type: array, items: {} }, { type: string }] }",
        ),
        ("{ type: string }", "{ anyOf: [{ type: string }, { not: {} }] }"),
        ("{ properties: { a: {} } }", "{ properties: { a: {}, b: { not: {} } } }"),
        (
            "{ type: string, nullable: true }",
            "{ oneOf: [{ type: string }, { nullable: true, example: null, deprecated: true }] }",
        ),
    ] {
        for (old, new) in [(one, other), (other, one)] {
            assert_eq!(request(old, new), NOTHING);
            assert_eq!(response(old, new), NOTHING);
        }
    }
    let maps = format!("{{ oneOf: [{{ {map} }}, {{ description: D., {map} }}] }}");
    assert_eq!(response(&format!("{{ {map} }}"), &maps), NOTHING);
    assert_eq!(response(&maps, &format!("{{ {map} }}")), NOTHING);
    let null = |b: &str| {
        format!("    A: {{ properties: {{ b: {b} }} }}\n    B: {{ type: object, properties: {{ c: {{}} }} }}")
    };
    let reference = "{ $ref: '#/components/schemas/B' }";
    let flag = null(&format!("{{ nullable: true, allOf: [{reference}] }}"));
    let form = null(&format!("{{ anyOf: [{reference}, {{ type: object, nullable: true }}] }}"));
    for document in [sent, returned] {
        assert_eq!(lines(&document(&flag), &document(&form)), NOTHING);
        assert_eq!(lines(&document(&form), &document(&flag)), NOTHING);
    }
}

#[test]
fn wording_is_not_a_change() {
    let old = "{ type: object, description: Old., title: A, properties: { b: { type: string, example: x } } }";
    let new = "{ type: object, description: New., x-label: B, properties: { b: { type: string, deprecated: true } } }";
    assert_eq!(response(old, new), NOTHING);
    let not = |more: &str| format!("{{ type: object, not: {{ required: [b]{more} }} }}");
    assert_eq!(request(&not(""), &not(", description: No b.")), NOTHING);
}

#[test]
fn our_spec_equals_itself_in_any_order_and_without_references() {
    let own = own();
    let tree = own.tree();
    // Only a named schema has others that extend it.
    let base = "#/components/schemas/AuthenticationToken";
    for same in [tree.clone(), reversed(tree), in_place(tree, tree, &[base])] {
        let same = of_tree(&same);
        assert_eq!(lines(&own, &same), NOTHING);
        assert_eq!(lines(&same, &own), NOTHING);
    }
}

fn reversed(node: &Value) -> Value {
    match node {
        Value::Object(map) => map.iter().rev().map(|(key, node)| (key.clone(), reversed(node))).collect(),
        Value::Array(list) => list.iter().map(reversed).collect(),
        scalar => scalar.clone(),
    }
}

/// Inlines the references of a node, except circular ones.
fn in_place(tree: &Value, node: &Value, inside: &[&str]) -> Value {
    let target = node.get("$ref").and_then(Value::as_str).filter(|target| !inside.contains(target));
    match (target, node) {
        (Some(target), _) => {
            let referred = tree.pointer(&target[1..]).expect("the target of a reference");
            in_place(tree, referred, &[inside, &[target]].concat())
        }
        (None, Value::Object(map)) => {
            let members = map.iter().map(|(key, node)| (key.clone(), in_place(tree, node, inside)));
            Value::Object(members.collect::<Map<String, Value>>())
        }
        (None, Value::Array(list)) => list.iter().map(|node| in_place(tree, node, inside)).collect(),
        (None, scalar) => scalar.clone(),
    }
}
