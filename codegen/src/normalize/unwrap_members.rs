//! Unwraps each member of a composition that is a reference with a description, or a plain union inside a union with a
//! discriminator, and moves the discriminator of an inline member to its schema.
//!
//! A reference can have a description only inside an `allOf` of its own (OpenAPI 3.0.3, section 4.7.23), and the import
//! of OpenAPI 3.1 writes it so. What extends a base, and which value selects a variant, depends on the reference alone.
//!
//! ```yaml
//! # before
//! Pet: { oneOf: [{ description: A cat., allOf: [{ $ref: '#/…/Cat' }] }, { $ref: '#/…/Big%2EDog' }] }
//! Base: { allOf: [{ properties: { kind: { type: string } }, discriminator: { propertyName: kind } }] }
//! # after
//! Pet: { oneOf: [{ $ref: '#/…/Cat' }, { $ref: '#/…/Big.Dog' }] }
//! Base: { allOf: [{ properties: { kind: { type: string } } }], discriminator: { propertyName: kind } }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::complete_mappings::target_name;
use super::compose::{UNIONS, alternatives, is_union};
use super::name_targets::unescaped;
use crate::document::{SCHEMAS, described_reference, extended_references, only_documents, schemas, schemas_mut};
use crate::schema;

/// Unwraps the members of each composition.
pub fn unwrap_members(tree: &mut Value) {
    schema::for_each_mut(tree, &mut |map| {
        for key in ["allOf"].into_iter().chain(UNIONS) {
            let is_union = key != "allOf";
            let mut is_union_nullable = false;
            for member in map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
                let is_nullable = member["nullable"] == true;
                if let Some(target) = described_reference(member).filter(|_| is_union || !is_nullable) {
                    *member = json!({ "$ref": unescaped(target).unwrap_or_else(|| target.to_owned()) });
                    is_union_nullable |= is_nullable;
                }
            }
            if is_union_nullable {
                map.insert("nullable".to_owned(), true.into());
            }
        }
    });
    let bases = schemas(tree).flat_map(|(_, node)| extended_references(node));
    let bases: BTreeSet<String> = bases.filter_map(|target| target.strip_prefix(SCHEMAS)).map(str::to_owned).collect();
    let bases = schemas_mut(tree).iter_mut().filter(|(name, _)| bases.contains(*name));
    bases.filter_map(|(_, node)| node.as_object_mut()).for_each(hoist_discriminator);
    flatten(tree);
}

/// The maximum number of alternatives that replace unions. Unions of real specs have some hundreds.
const MAX_FLATTENED: usize = 100_000;

/// Replaces the plain unions inside each union with a discriminator by their alternatives.
fn flatten(tree: &mut Value) {
    let has_one = |map: &Map<String, Value>| UNIONS.iter().filter(|key| map.contains_key(**key)).count() == 1;
    let is_part = |key: &String| UNIONS.contains(&&**key) || key == "nullable" || only_documents(key);
    let is_plain = |map: &&Map<String, Value>| has_one(map) && map.keys().all(is_part);
    let plain: BTreeMap<String, (Vec<Value>, bool)> = schemas(tree)
        .filter_map(|(name, node)| Some((name, node.as_object().filter(is_plain)?)))
        .map(|(name, map)| (name.clone(), (alternatives(map).cloned().collect(), schema::is_set(map, "nullable"))))
        .collect();
    let mut count = 0;
    schema::for_each_mut(tree, &mut |map| {
        let Some(discriminator) = map.get("discriminator").filter(|_| has_one(map)) else {
            return;
        };
        let mapping = discriminator["mapping"].as_object().into_iter().flat_map(Map::values);
        let mut seen = BTreeSet::new();
        let mapped: BTreeSet<String> = mapping.filter_map(target_name).map(str::to_owned).collect();
        let key = UNIONS.into_iter().find(|key| map.contains_key(*key));
        let Some(members) = key.and_then(|key| map.get_mut(key)?.as_array_mut()) else {
            return;
        };
        let mut is_nullable = false;
        let mut pending: Vec<Value> = std::mem::take(members).into_iter().rev().collect();
        while let Some(member) = pending.pop() {
            let target =
                described_reference(&member).and_then(|target| target.strip_prefix(SCHEMAS)).map(str::to_owned);
            if target.as_ref().is_some_and(|target| !seen.insert(target.clone())) {
                continue;
            }
            let inner = target.filter(|target| !mapped.contains(target)).and_then(|target| plain.get(&target));
            match inner.filter(|(inner, _)| count + inner.len() <= MAX_FLATTENED) {
                Some((inner, is_null_allowed)) => {
                    is_nullable |= is_null_allowed;
                    count += inner.len();
                    pending.extend(inner.iter().rev().cloned());
                }
                None => members.push(member),
            }
        }
        if is_nullable {
            map.insert("nullable".to_owned(), true.into());
        }
    });
}

/// Moves the discriminator of an inline member of an `allOf` to the schema, which others extend.
fn hoist_discriminator(map: &mut Map<String, Value>) {
    if map.contains_key("discriminator") || is_union(map) {
        return;
    }
    let members = map.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten();
    let mut inline = members.filter_map(Value::as_object_mut).filter(|member| !is_union(member));
    let discriminator = inline.find_map(|member| {
        hoist_discriminator(member);
        member.shift_remove("discriminator")
    });
    map.extend(discriminator.map(|discriminator| ("discriminator".to_owned(), discriminator)));
}

#[cfg(test)]
mod tests {
    use super::unwrap_members;
    use crate::document::Document;
    use crate::normalize::golden;

    #[test]
    fn a_member_gives_up_its_description_and_its_discriminator() {
        golden(
            |document| {
                unwrap_members(&mut document.tree);
                Ok(())
            },
            "
components:
  schemas:
    Cat: { allOf: [{ title: The base., allOf: [{ description: A pet., allOf: [{ $ref: '#/components/schemas/Pet' }] }] }] }
    Pet:
      oneOf:
        - { $ref: '#/components/schemas/Big%20Cat' }
        - { $ref: '#/components/schemas/a%25b' }
        - { deprecated: true, x-note: a, nullable: true, allOf: [{ $ref: '#/components/schemas/Dog' }] }
    Dog: { allOf: [{ readOnly: true, allOf: [{ $ref: '#/components/schemas/Pet' }] }] }
    Base: { allOf: [{ allOf: [{ properties: { kind: { type: string } }, discriminator: { propertyName: kind } }] }] }
    Variant: { allOf: [{ allOf: [{ $ref: '#/components/schemas/Base' }], title: V }, { discriminator: { propertyName: other } }] }
",
            "
components:
  schemas:
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
    Pet:
      oneOf:
        - { $ref: '#/components/schemas/Big Cat' }
        - { $ref: '#/components/schemas/a%25b' }
        - { $ref: '#/components/schemas/Dog' }
      nullable: true
    Dog: { allOf: [{ readOnly: true, allOf: [{ $ref: '#/components/schemas/Pet' }] }] }
    Base: { allOf: [{ allOf: [{ properties: { kind: { type: string } } }] }], discriminator: { propertyName: kind } }
    Variant: { allOf: [{ $ref: '#/components/schemas/Base' }, { discriminator: { propertyName: other } }] }
",
        );
    }

    #[test]
    fn a_plain_union_inside_one_with_a_discriminator_gives_way_to_its_alternatives() {
        let spec = |members: &str| {
            format!(
                "
components:
  schemas:
    Event: {{ oneOf: [{members}], discriminator: {{ propertyName: kind, mapping: {{ kept: Kept }} }} }}
    Kept: {{ anyOf: [{{ $ref: '#/components/schemas/Lead' }}] }}
    Secret: {{ x-secret: true, anyOf: [{{ $ref: '#/components/schemas/Lead' }}] }}
    Inner: {{ description: Both., anyOf: [{{ $ref: '#/components/schemas/Lead' }}, {{ $ref: '#/components/schemas/Inner' }}] }}
    Lead: {{ properties: {{ kind: {{ type: string }} }} }}
"
            )
        };
        let [event, kept, lead, secret] =
            ["Inner", "Kept", "Lead", "Secret"].map(|name| format!("{{ $ref: '#/components/schemas/{name}' }}"));
        let run = |document: &mut Document| {
            unwrap_members(&mut document.tree);
            Ok(())
        };
        golden(run, &spec(&[&*event, &kept, &lead, &secret].join(", ")), &spec(&[lead, kept, secret].join(", ")));
    }
}
