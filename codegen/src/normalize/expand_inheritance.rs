//! Turns a base with a discriminator into a union of the schemas that extend it.
//!
//! A spec may put the discriminator on a base that each variant extends by `allOf`, at any depth (OpenAPI 3.0.3,
//! section 4.7.25). progenitor does not support inheritance and would generate the base only. So the base becomes the
//! union of its variants, and its former schema gets another name, under which variants extend it. A base that is a
//! variant itself stays one under that name. In a base with another discriminator, it has all properties of the schemas
//! that extend it, each optional. A base that nothing extends is a union of the schemas that it maps, with the base's
//! own keywords beside it.
//!
//! ```yaml
//! # before
//! Login: { discriminator: { propertyName: mode, mapping: { password: '#/…/Password' } }, properties: { mode: {} } }
//! Password: { allOf: [{ $ref: '#/…/Login' }, { properties: { password: {} } }] }
//! # after
//! Login: { discriminator: { propertyName: mode, mapping: { password: '#/…/Password' } }, anyOf: [{ $ref: '#/…/Password' }] }
//! LoginBase: { properties: { mode: {} } }
//! Password: { allOf: [{ $ref: '#/…/LoginBase' }, { properties: { password: {} } }] }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::complete_mappings::target_name;
use super::compose::referred;
use super::split_read_write::{composition, parts};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, extended_references, schema_reference, schemas, schemas_mut};
use crate::extensions::BASE_REQUIRED;
use crate::names::FreeNames;
use crate::object_kind::{ObjectKind, rename_schemas};
use crate::schema::{self, strings};

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    expand_inheritance(&mut document.tree);
    Ok(())
}

/// Turns each base with a discriminator into a union of its variants.
pub fn expand_inheritance(tree: &mut Value) {
    let bases = bases(tree);
    for (name, mapped) in unextended(tree, &bases) {
        schemas_mut(tree)[&name]["anyOf"] = mapped.iter().map(|target| schema_reference(target)).collect();
    }
    if bases.is_empty() {
        return;
    }
    let mut names = FreeNames::of(tree);
    let former: BTreeMap<String, String> =
        bases.keys().map(|name| (name.clone(), names.take(&format!("{name}Base")))).collect();
    let before = tree.clone();
    let discriminator = |name: &str| before["components"]["schemas"][name]["discriminator"]["propertyName"].as_str();
    let mut wholes: BTreeMap<String, String> = BTreeMap::new();
    let named = schemas_mut(tree);
    for node in named.values_mut() {
        extend(node, &former);
    }
    for (name, variants) in &bases {
        let whole = named.get_mut(name).and_then(Value::as_object_mut).map(std::mem::take).unwrap_or_default();
        let (mut base, body): (Map<_, _>, Map<_, _>) =
            whole.into_iter().partition(|(key, _)| matches!(key.as_str(), "description" | "discriminator"));
        // Unknown variants extend the base too.
        let parts = composition(&before, &before["components"]["schemas"][name]);
        let required: Vec<Value> =
            parts.into_iter().flat_map(|part| strings(part, "required")).map(Value::from).collect();
        if !required.is_empty() {
            base["discriminator"][BASE_REQUIRED] = required.into();
        }
        let mut renamed = BTreeMap::new();
        for (variant, own) in former.iter().filter(|(variant, _)| variants.contains(variant)) {
            // The caller of the outer base sends the inner discriminator, and any property of the inner variants.
            let own = match discriminator(variant) == discriminator(name) {
                true => own,
                false => wholes.entry(variant.clone()).or_insert_with(|| names.take(&format!("Any{variant}"))),
            };
            renamed.insert(variant.clone(), own.clone());
        }
        let references = variants.iter().map(|variant| schema_reference(renamed.get(variant).unwrap_or(variant)));
        base.insert("anyOf".to_owned(), references.collect());
        let mut base = base.into();
        rename_schemas(ObjectKind::Schema, &mut base, &renamed);
        named.insert(name.clone(), base);
        named.insert(former[name].clone(), body.into());
    }
    for (name, whole) in wholes {
        let variants = bases[&name].iter().filter(|variant| **variant != name);
        let all = [&name].into_iter().chain(variants).map(|it| schema_reference(former.get(it).unwrap_or(it)));
        named.insert(whole, json!({ "anyOf": all.collect::<Value>() }));
    }
}

pub(super) fn is_base(node: &Value) -> bool {
    node.pointer("/discriminator/propertyName").is_some() && node.get("oneOf").is_none() && node.get("anyOf").is_none()
}

/// Returns the schemas that a discriminator maps.
fn mapped(node: &Value) -> impl Iterator<Item = &str> {
    let mapping = node.pointer("/discriminator/mapping").and_then(Value::as_object);
    mapping.into_iter().flat_map(Map::values).filter_map(target_name)
}

/// Each base that nothing extends, with the objects that it maps, unless it is one of them or they are composed of it.
pub(super) fn unextended(tree: &Value, bases: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let is_object = |name: &&str| {
        let node = &tree["components"]["schemas"][*name];
        node.is_object() && node.get("type").is_none_or(|own| own == "object")
    };
    let mapped = |node| mapped(node).filter(is_object).map(str::to_owned).collect::<BTreeSet<_>>();
    let found = schemas(tree).filter(|(name, node)| is_base(node) && !bases.contains_key(*name));
    let mut found: BTreeMap<String, BTreeSet<String>> =
        found.map(|(name, node)| (name.clone(), mapped(node))).collect();
    let all = found.clone();
    let parts = |name: &String| {
        let own = parts(tree, &tree["components"]["schemas"][name]).into_iter().filter_map(|part| part.get("$ref"));
        let own = own.filter_map(|target| target.as_str()?.strip_prefix(SCHEMAS)).map(str::to_owned);
        let variants = bases.get(name).into_iter().flatten().chain(all.get(name).into_iter().flatten()).cloned();
        own.chain(variants).collect::<Vec<_>>()
    };
    found.retain(|name, mapped| !mapped.is_empty() && !schema::reachable(mapped.iter().cloned(), parts).contains(name));
    found
}

/// Each base and its variants: the schemas that extend it, directly or not, and the base itself if it is mapped.
pub fn bases(tree: &Value) -> BTreeMap<String, Vec<String>> {
    let mut extended: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, node) in schemas(tree) {
        for base in extended_references(node).into_iter().filter_map(|target| target.strip_prefix(SCHEMAS)) {
            extended.entry(base).or_default().push(name);
        }
    }
    let mut bases = BTreeMap::new();
    for (name, node) in schemas(tree).filter(|(_, node)| is_base(node)) {
        let mut descendants = Vec::new();
        let mut seen = BTreeSet::from([name.as_str()]);
        let mut pending = vec![name.as_str()];
        while let Some(next) = pending.pop() {
            for variant in extended.get(next).into_iter().flatten().copied().filter(|variant| seen.insert(variant)) {
                descendants.push(variant);
                pending.push(variant);
            }
        }
        if descendants.is_empty() {
            continue;
        }
        let mut known = BTreeSet::new();
        let variants = mapped(node).filter(|target| seen.contains(target)).chain(descendants);
        bases.insert(name.clone(), variants.filter(|it| known.insert(*it)).map(str::to_owned).collect());
    }
    bases
}

/// Lets a schema extend the former bases.
fn extend(node: &mut Value, former: &BTreeMap<String, String>) {
    for member in node.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        match referred(member).map(|name| former.get(name)) {
            Some(Some(name)) => *member = schema_reference(name),
            Some(None) => {}
            None => extend(member, former),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_base_that_its_mapping_contains_is_a_variant_of_itself() {
        golden(
            run,
            "
components:
  schemas:
    Pet: { properties: { kind: {} }, discriminator: { propertyName: kind, mapping: { pet: Pet, cat: Cat } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
",
            "
components:
  schemas:
    Pet:
      discriminator: { propertyName: kind, mapping: { pet: '#/components/schemas/PetBase', cat: Cat } }
      anyOf: [{ $ref: '#/components/schemas/PetBase' }, { $ref: '#/components/schemas/Cat' }]
    Cat: { allOf: [{ $ref: '#/components/schemas/PetBase' }] }
    PetBase: { properties: { kind: {} } }
",
        );
    }

    #[test]
    fn a_variant_that_is_a_base_stays_a_variant() {
        golden(
            run,
            "
components:
  schemas:
    Pet: { discriminator: { propertyName: kind, mapping: { cat: Cat } } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }], discriminator: { propertyName: breed } }
    Manx: { allOf: [{ $ref: '#/components/schemas/Cat' }] }
",
            "
components:
  schemas:
    Pet:
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/AnyCat' } }
      anyOf: [{ $ref: '#/components/schemas/AnyCat' }, { $ref: '#/components/schemas/Manx' }]
    Cat: { discriminator: { propertyName: breed }, anyOf: [{ $ref: '#/components/schemas/Manx' }] }
    Manx: { allOf: [{ $ref: '#/components/schemas/CatBase' }] }
    CatBase: { allOf: [{ $ref: '#/components/schemas/PetBase' }] }
    PetBase: {}
    AnyCat: { anyOf: [{ $ref: '#/components/schemas/CatBase' }, { $ref: '#/components/schemas/Manx' }] }
",
        );
    }

    #[test]
    fn a_base_that_nothing_extends_is_the_union_of_what_it_maps() {
        let schemas = |union: &str| {
            format!(
                "
components:
  schemas:
    Login: {{ properties: {{ x: {{}} }}, discriminator: {{ propertyName: mode, mapping: {{ a: '#/components/schemas/A', b: A, c: Gone, d: Text }} }}{union} }}
    A: {{ type: object }}
    Text: {{ type: string }}
    None: {{ discriminator: {{ propertyName: mode }} }}
    Own: {{ discriminator: {{ propertyName: mode, mapping: {{ own: Own, a: A }} }} }}
    First: {{ discriminator: {{ propertyName: mode, mapping: {{ a: Second }} }} }}
    Second: {{ discriminator: {{ propertyName: mode, mapping: {{ a: Third }} }} }}
    Third: {{ oneOf: [{{ allOf: [{{ $ref: '#/components/schemas/First' }}] }}] }}
"
            )
        };
        golden(run, &schemas(""), &schemas(", anyOf: [{ $ref: '#/components/schemas/A' }]"));
    }
}
