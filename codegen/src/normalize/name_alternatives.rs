//! Names the inline alternatives of a union with a discriminator.
//!
//! A discriminator selects schemas by name (OpenAPI 3.0.3, section 4.7.25), so an inline alternative has no value of
//! its own. If it allows only one value of the property, that value is meant, as Zod and other generators write it.
//!
//! ```yaml
//! # before
//! Event: { oneOf: [{ properties: { kind: { enum: [lead] } } }], discriminator: { propertyName: kind } }
//! # after
//! Event: { oneOf: [{ $ref: '#/components/schemas/EventLead' }], discriminator: { propertyName: kind } }
//! EventLead: { properties: { kind: { enum: [lead] } } }
//! ```

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::compose::UNIONS;
use super::split_read_write::composition;
use super::unwrap_members::unwrap_members;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, described_reference, resolve, schema_reference, schemas_mut};
use crate::location::Location;
use crate::names::{FreeNames, type_name, variant_name};
use crate::schema;

/// Moves the inline alternatives of a union into `components`, if each has one value of the discriminator that no other
/// alternative has.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    unwrap_members(&mut document.tree);
    let mut names = FreeNames::of(&document.tree);
    loop {
        let mut named = Vec::new();
        for (location, wanted) in inline_alternatives(&document.tree) {
            // One inside another alternative is next.
            if let Some(node) = document.tree.pointer_mut(&location.pointer()) {
                let name = names.take(&wanted);
                let schema = std::mem::replace(node, schema_reference(&name));
                named.push((name, schema));
            }
        }
        if named.is_empty() {
            return Ok(());
        }
        schemas_mut(&mut document.tree).extend(named);
    }
}

/// Returns the locations of the inline alternatives, and a name for each.
fn inline_alternatives(tree: &Value) -> Vec<(Location, String)> {
    let mut found = Vec::new();
    schema::for_each(tree, &mut |location, map| {
        let Some(property) = map.get("discriminator").and_then(|it| it["propertyName"].as_str()) else {
            return;
        };
        for key in UNIONS {
            let members = map.get(key).and_then(Value::as_array).into_iter().flatten().enumerate();
            let inline = members.filter(|(_, member)| described_reference(member).is_none());
            let inline = inline
                .map(|(index, member)| Some((location.join(key).join(index), only_value(tree, member, property)?)));
            // If one has no value of its own, the union becomes one struct, whose caller sets the property.
            let inline = inline.collect::<Option<Vec<_>>>().unwrap_or_default();
            let mut taken = taken(tree, map, key, property);
            if inline.iter().all(|(_, value)| taken.insert(value)) {
                let owner = owner(tree, location);
                let name = |value| type_name(&format!("{owner}_{}", variant_name(value)));
                found.extend(inline.into_iter().map(|(at, value)| (at, name(value))));
            }
        }
    });
    found
}

/// Returns the values that select the other alternatives.
fn taken<'v>(tree: &'v Value, union: &'v Map<String, Value>, key: &str, property: &str) -> BTreeSet<&'v str> {
    let mapping = union["discriminator"]["mapping"].as_object().into_iter().flat_map(Map::keys).map(String::as_str);
    let members = union.get(key).and_then(Value::as_array).into_iter().flatten();
    let implicit = members.filter_map(described_reference).filter_map(|target| {
        let own = resolve(tree, target).and_then(|schema| only_value(tree, schema, property));
        own.or_else(|| target.strip_prefix(SCHEMAS))
    });
    mapping.chain(implicit).collect()
}

/// Returns the only value that an alternative allows for a property.
fn only_value<'v>(tree: &'v Value, alternative: &'v Value, property: &str) -> Option<&'v str> {
    let only =
        |part: &'v Map<String, Value>| match part.get("properties")?.get(property)?["enum"].as_array()?.as_slice() {
            [only] => only.as_str(),
            _ => None,
        };
    composition(tree, alternative).into_iter().find_map(only)
}

/// Returns the name of the schema or the ID of the operation around a location.
fn owner<'t>(tree: &'t Value, location: &'t Location) -> &'t str {
    let id = || match location.segments() {
        [paths, path, method, ..] => tree[paths][path][method]["operationId"].as_str(),
        _ => None,
    };
    schema::owner(location).or_else(id).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn an_inline_alternative_without_a_value_of_its_own_stays() {
        let sale = "{ properties: { kind: { enum: [Sale] } } }";
        for (others, mapping) in [
            ("{ properties: { kind: { enum: [Sale] }, a: {} } }", ""),
            ("{ properties: { kind: { type: string } } }", ""),
            ("{ $ref: '#/components/schemas/Sale' }", ""),
            ("{ $ref: '#/components/schemas/Other' }", ", mapping: { Sale: Other }"),
        ] {
            let spec = format!(
                "
components:
  schemas:
    Event: {{ oneOf: [{sale}, {others}], discriminator: {{ propertyName: kind{mapping} }} }}
"
            );
            golden(run, &spec, &spec);
        }
    }

    #[test]
    fn an_inline_alternative_has_the_name_of_its_only_value() {
        let inner = "{ oneOf: [{ properties: { t: { enum: [x] } } }], discriminator: { propertyName: t } }";
        let lead =
            |inner: &str| format!("{{ allOf: [{{ properties: {{ kind: {{ enum: [lead] }}, inner: {inner} }} }}] }}");
        let spec = |alternative: &str, others: &str| {
            format!(
                "
components:
  schemas:
    Event:
      oneOf: [{alternative}, {{ $ref: '#/components/schemas/Sale' }}]
      discriminator: {{ propertyName: kind }}
    Sale: {{ properties: {{ kind: {{ type: string }} }} }}
{others}"
            )
        };
        let moved =
            inner.replace("{ properties: { t: { enum: [x] } } }", "{ $ref: '#/components/schemas/EventLeadX' }");
        let named =
            format!("    EventLead: {}\n    EventLeadX: {{ properties: {{ t: {{ enum: [x] }} }} }}\n", lead(&moved));
        golden(run, &spec(&lead(inner), ""), &spec("{ $ref: '#/components/schemas/EventLead' }", &named));
    }
}
