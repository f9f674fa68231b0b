//! Makes the implicit values of each discriminator explicit.
//!
//! Without a mapping, the value that selects a schema is the name of the schema in the spec (OpenAPI 3.0.3, section
//! 4.7.25), which later passes change. If the schema allows only values that no other alternative allows, these select
//! it: many specs rely on it. In a request, the client writes the value, so it must be known and allowed.
//!
//! ```yaml
//! # before
//! Pet: { oneOf: [{ $ref: '#/…/Cat' }, { $ref: '#/…/Dog' }], discriminator: { propertyName: kind } }
//! Cat: { properties: { kind: { type: string, enum: [cat] } } }
//! Dog: { properties: { kind: { type: string } } }
//! # after
//! Pet: { oneOf: [{ $ref: '#/…/Cat' }, …], discriminator: { propertyName: kind, mapping: { cat: '#/…/Cat', Dog: '#/…/Dog' } } }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::compose::{alternatives, is_union};
use super::expand_inheritance::{bases, unextended};
use super::split_read_write::{composition, parts};
use super::unwrap_members::unwrap_members;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, resolve, schema_name, schema_reference, schemas, schemas_mut};
use crate::extensions::UNDESCRIBED;
use crate::location::Location;
use crate::schema;
use crate::schema_usage::SchemaUsage;

const RULE: &str = "discriminator";

/// The maximum nesting of unions.
const MAX_TAG_DEPTH: usize = 8;

/// Completes the mapping of each discriminator, and checks those of requests.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let mut tree = document.tree.clone();
    complete_mappings(&mut tree, &BTreeMap::new());
    if let Some((_, wrong)) = Spec::new(&tree).check(&mut Vec::new()).into_iter().next() {
        return Err(document.locate(wrong));
    }
    document.tree = tree;
    Ok(())
}

/// Completes each mapping, and removes the discriminators of the requests' unions whose values are unknown or not
/// allowed: the caller sets the property. Returns a diagnostic for each. A discriminator whose property no schema
/// describes stays, because without it the client would not have the property.
pub fn keep_usable_discriminators(tree: &mut Value, names: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    // The alternatives of a union without a discriminator are those of the union around it.
    for _ in 0..MAX_TAG_DEPTH {
        complete_mappings(tree, names);
        let mut wrong = Spec::new(tree).check(&mut Vec::new());
        wrong.retain(|(union, _)| {
            let map = tree.pointer_mut(&union.pointer()).and_then(Value::as_object_mut).filter(|map| is_union(map));
            let map = map.filter(|map| map.get("discriminator").is_some_and(|it| it[UNDESCRIBED] != true));
            map.and_then(|map| map.shift_remove("discriminator")).is_some()
        });
        if wrong.is_empty() {
            break;
        }
        all.extend(wrong.into_iter().map(|(_, diagnostic)| diagnostic));
    }
    all
}

/// Adds the implicit values to the mapping of each discriminator. `names` has the names of schemas that were renamed.
fn complete_mappings(tree: &mut Value, names: &BTreeMap<String, String>) {
    unwrap_members(tree);
    let before = tree.clone();
    let spec = Spec::new(&before);
    for (name, variants) in &spec.bases {
        if let Some(base) = schemas_mut(tree).get_mut(name).and_then(Value::as_object_mut) {
            spec.complete(base, Some(name), variants.iter().map(String::as_str), names);
            spec.mark_undescribed(base);
        }
    }
    for (name, mapped) in &spec.united {
        if let Some(base) = schemas_mut(tree).get_mut(name).and_then(Value::as_object_mut) {
            base.insert("anyOf".to_owned(), mapped.iter().map(|target| schema_reference(target)).collect());
            spec.mark_undescribed(base);
            base.shift_remove("anyOf");
        }
    }
    schema::for_each_mut(tree, &mut |map| {
        if is_union(map) {
            let union = map.clone();
            spec.complete(map, None, members(&union), names);
            spec.mark_undescribed(map);
        }
    });
}

/// Returns a diagnostic for each value of a mapping, in requests, that its schema does not allow. The mapping counts:
/// the list of values is often that of a base to which a variant was added, or a copy. Also returns one for each schema
/// that extends a base and has no value.
pub fn unlisted_tags(tree: &Value) -> Vec<Diagnostic> {
    let mut unlisted = Vec::new();
    let spec = Spec::new(tree);
    spec.check(&mut unlisted);
    unlisted.extend(spec.unselected());
    unlisted
}

/// A spec, and its bases with their variants.
struct Spec<'t> {
    tree: &'t Value,
    bases: BTreeMap<String, Vec<String>>,
    /// The bases that nothing extends, with what they map.
    united: BTreeMap<String, BTreeSet<String>>,
}

impl<'t> Spec<'t> {
    fn new(tree: &'t Value) -> Self {
        let bases = bases(tree);
        Self { tree, united: unextended(tree, &bases), bases }
    }

    fn complete<'m>(
        &self,
        union: &mut Map<String, Value>,
        base: Option<&str>,
        members: impl Iterator<Item = &'m str>,
        names: &BTreeMap<String, String>,
    ) {
        let Some(property) = property(union).map(str::to_owned) else {
            return;
        };
        let mut complete = mapping(union).cloned().unwrap_or_default();
        let members: Vec<&str> = members.collect();
        let mut counts = None;
        for member in members.iter().copied() {
            let is_mapped = complete.values().any(|target| target_name(target) == Some(member));
            if is_mapped || self.nested(union, member).is_some() {
                continue;
            }
            let name = names.get(member).map_or(member, String::as_str);
            let mut tags = self.inherited_tags(member, &property);
            tags.retain(|tag| !complete.contains_key(*tag));
            if tags.is_empty() {
                let tag = |member: &&str| Tag::of(self.tree, union, &schema_reference(member), &property, 0);
                let own = tag(&member);
                let implicit = match own.implicit(name) {
                    Some(only) => vec![only],
                    // What extends a base has all values of the base.
                    None if base.is_some() => Vec::new(),
                    None => own.own_values(counts.get_or_insert_with(|| counts_of(members.iter().map(tag)))),
                };
                implicit.iter().for_each(|tag| add(&mut complete, tag, member));
            }
            tags.into_iter().for_each(|tag| add(&mut complete, tag, member));
        }
        // A base is its own variant if the spec's mapping of another base selects it.
        if let Some(base) = base.filter(|base| complete.values().all(|target| target_name(target) != Some(*base))) {
            self.inherited_tags(base, &property).into_iter().for_each(|tag| add(&mut complete, tag, base));
        }
        if !complete.is_empty() {
            union["discriminator"]["mapping"] = complete.into();
        }
    }

    /// Marks a discriminator whose property no schema describes: a struct of all alternatives needs it too.
    fn mark_undescribed(&self, union: &mut Map<String, Value>) {
        let whole = Value::Object(union.clone());
        let describes = |property: &str| {
            let mut parts = parts(self.tree, &whole).into_iter();
            parts.any(|part| part.get("properties").is_some_and(|properties| properties.get(property).is_some()))
        };
        if property(union).is_some_and(|property| !describes(property)) {
            union["discriminator"][UNDESCRIBED] = true.into();
        }
    }

    /// Returns the values that the spec maps, in a base, to a schema that extends the base.
    fn inherited_tags(&self, member: &str, property_name: &str) -> Vec<&'t str> {
        let extended = self.bases.iter().filter(|(_, variants)| variants.iter().any(|variant| variant == member));
        let bases = extended.filter_map(|(name, _)| resolve(self.tree, &format!("{SCHEMAS}{name}"))?.as_object());
        let bases = bases.filter(|base| property(base) == Some(property_name));
        let found: BTreeSet<&str> = bases.flat_map(|base| tags(base, member)).collect();
        found.into_iter().collect()
    }

    /// As [`nested`], for a tree in which bases are not unions yet.
    fn nested(&self, union: &Map<String, Value>, member: &str) -> Option<&'t Map<String, Value>> {
        nested(self.tree, union, member, |name, inner| is_union(inner) || self.bases.contains_key(name))
    }

    /// Returns each union and base of a request that selects a schema by a value that is unknown or not allowed, with a
    /// diagnostic.
    fn check(&self, unlisted: &mut Vec<Diagnostic>) -> Vec<(Location, Diagnostic)> {
        let usage = SchemaUsage::of(self.tree);
        let mut wrong = Vec::new();
        schema::for_each(self.tree, &mut |location, map| {
            let (name, is_request) = match location.segments() {
                [_, schemas, name, within @ ..] if schemas == "schemas" => {
                    (within.is_empty().then_some(name), usage.requests.contains(name))
                }
                [_, _, _, key, ..] => (None, key == "requestBody" || key == "parameters"),
                _ => return,
            };
            let variants = name.and_then(|name| self.bases.get(name)).into_iter().flatten();
            let mapped = name.and_then(|name| self.united.get(name)).into_iter().flatten();
            let variants = variants.chain(mapped).map(String::as_str);
            // A union with an inline alternative becomes a struct, whose caller sets the property.
            let is_named = alternatives(map).all(|node| schema_name(node).is_some());
            let own = is_named.then(|| members(map)).into_iter().flatten();
            for member in variants.chain(own) {
                if is_request {
                    let checked = self.check_member(map, member, &location.join("discriminator"), unlisted);
                    wrong.extend(checked.err().map(|diagnostic| (location.clone(), diagnostic)));
                }
            }
        });
        wrong
    }

    /// Returns a diagnostic for each schema that extends a base and that no value selects: it may only share the base's
    /// properties. A response has the properties of all that extend its base.
    fn unselected(&self) -> Vec<Diagnostic> {
        let usage = SchemaUsage::of(self.tree);
        let mut unselected = Vec::new();
        for (name, variants) in &self.bases {
            let base = resolve(self.tree, &format!("{SCHEMAS}{name}")).and_then(Value::as_object);
            let base = base.filter(|_| usage.requests.contains(name));
            let Some((base, property)) = base.and_then(|base| Some((base, property(base)?))) else {
                continue;
            };
            let is_selected = |variant: &String| tags(base, variant).next().is_some();
            let has_variants = variants.iter().any(is_selected);
            // A variant with another discriminator has the properties of all that extend it.
            let has_all = |between: &&String| is_selected(between) && self.property(between) != Some(property);
            let sent = variants.iter().filter(has_all).filter_map(|between| self.bases.get(between)).flatten();
            let sent: BTreeSet<&String> = sent.collect();
            for variant in variants.iter().filter(|variant| !is_selected(variant) && !sent.contains(variant)) {
                let location = Location::from(["components", "schemas", name, "discriminator"]);
                let message = format!("no value of `{property}` selects `{variant}`, which extends `{name}`");
                let help = match has_variants {
                    true => "requests ignore its own properties; if they should not, add its value to the `mapping`",
                    false => {
                        "the base is one struct, whose caller sets the property; a `mapping` would give it variants"
                    }
                };
                unselected.push(Diagnostic::new(RULE, location, message, help));
            }
        }
        for (name, node) in schemas(self.tree) {
            let map = node.as_object().filter(|map| usage.contains(name) && !is_union(map));
            let united = self.united.get(name).into_iter().flatten();
            let variants = self.bases.get(name).into_iter().flatten().chain(united).chain([name]);
            for (tag, target) in map.and_then(mapping).into_iter().flatten() {
                let Some(target) = target_name(target).filter(|target| variants.clone().all(|it| it != target)) else {
                    continue;
                };
                let location = Location::from(["components", "schemas", name, "discriminator", "mapping", tag]);
                let message = format!("`{tag}` selects `{target}`, which does not extend `{name}`");
                let help = "its properties are ignored; let it extend the base by `allOf`, or list both in a `oneOf`";
                unselected.push(Diagnostic::new(RULE, location, message, help));
            }
        }
        unselected
    }

    /// Returns the discriminator property of a named schema.
    fn property(&self, name: &str) -> Option<&'t str> {
        property(resolve(self.tree, &format!("{SCHEMAS}{name}"))?.as_object()?)
    }

    fn check_member(
        &self,
        union: &Map<String, Value>,
        member: &str,
        at: &Location,
        unlisted: &mut Vec<Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let Some(property) = property(union) else {
            return Ok(());
        };
        let refuse = |location, message: String, help: &str| Err(Diagnostic::new(RULE, location, message, help));
        let nested = self.nested(union, member);
        let mut tag = Tag::of(self.tree, union, &schema_reference(member), property, 0);
        if let Some(inner) = nested {
            tag.values = Some(self.all_tags(inner, 0));
        }
        if tag.is_other_type {
            let message = format!("`{property}` selects a schema, and is not a string in `{member}`");
            return refuse(at.join("propertyName"), message, "make it a string, or leave the operation out");
        }
        let values = tag.values.iter().flatten();
        let mut list = values.clone().take(5).map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
        if let Some(others) = values.count().checked_sub(5).filter(|others| *others > 0) {
            list.push_str(&format!(" or {others} other values"));
        }
        let is_allowed = |value: &str| tag.values.as_ref().is_none_or(|values| values.iter().any(|it| it == value));
        if let Some(wrong) = tags(union, member).find(|value| !is_allowed(value)) {
            let location = at.join("mapping").join(wrong);
            let message = format!("`{wrong}` selects `{member}`, which only allows {list} as its `{property}`");
            // None of the variants of an inner union has this value.
            if nested.is_some() {
                return refuse(location, message, "correct the mapping or the schema");
            }
            unlisted.push(Diagnostic::new(RULE, location, message, "the client sends the value of the mapping"));
        }
        if nested.is_some() || tags(union, member).next().is_some() {
            return Ok(());
        }
        match tag.implicit(member) {
            // What extends a variant may share its value, which selects the variant. What extends a base for its
            // properties only has no value that the base allows.
            _ if !is_union(union) => Ok(()),
            Some(value) => {
                let message = format!("`{value}` selects `{member}` and another schema");
                refuse(at.clone(), message, "give each schema its own value of the property")
            }
            None => {
                let message = format!("no value of `{property}` selects `{member}`, which allows {list}");
                refuse(at.clone(), message, "add its value to the `mapping`")
            }
        }
    }

    /// Returns the values that select any variant of a union.
    fn all_tags(&self, union: &Map<String, Value>, depth: usize) -> Vec<String> {
        let own = mapping(union).into_iter().flatten().map(|(tag, _)| tag.clone());
        let inner = members(union).filter(|member| depth < MAX_TAG_DEPTH && tags(union, member).next().is_none());
        let inner = inner.filter_map(|member| self.nested(union, member));
        own.chain(inner.flat_map(|inner| self.all_tags(inner, depth + 1))).collect()
    }
}

/// Returns the discriminator property of a schema.
fn property(map: &Map<String, Value>) -> Option<&str> {
    map.get("discriminator")?.get("propertyName")?.as_str()
}

fn mapping(map: &Map<String, Value>) -> Option<&Map<String, Value>> {
    map.get("discriminator")?.get("mapping")?.as_object()
}

/// Returns the schema of a mapping's target, which may be a bare name.
pub(super) fn target_name(target: &Value) -> Option<&str> {
    target.as_str().map(|target| target.strip_prefix(SCHEMAS).unwrap_or(target))
}

/// Maps a value to a schema, unless it is mapped already.
fn add(mapping: &mut Map<String, Value>, tag: &str, schema: &str) {
    mapping.entry(tag).or_insert_with(|| format!("{SCHEMAS}{schema}").into());
}

fn members(union: &Map<String, Value>) -> impl Iterator<Item = &str> {
    alternatives(union).filter_map(schema_name)
}

/// Returns the values that a mapping has for a schema.
pub(super) fn tags<'u>(union: &'u Map<String, Value>, member: &str) -> impl Iterator<Item = &'u str> {
    let entries = mapping(union).into_iter().flatten();
    entries.filter(move |(_, target)| target_name(target) == Some(member)).map(|(tag, _)| tag.as_str())
}

/// An alternative that is a union with the same discriminator: its own variants take its place.
pub(super) fn nested<'t>(
    tree: &'t Value,
    union: &Map<String, Value>,
    member: &str,
    is_inner: impl Fn(&str, &Map<String, Value>) -> bool,
) -> Option<&'t Map<String, Value>> {
    let inner = resolve(tree, &format!("{SCHEMAS}{member}"))?.as_object()?;
    let is_same = property(inner).is_some() && property(inner) == property(union);
    // The variants of a base that extends another base are variants of both anyway.
    (is_same && is_union(union) && is_inner(member, inner)).then_some(inner)
}

/// What a schema allows as the value of the discriminator property.
#[derive(Default)]
struct Tag {
    is_other_type: bool,
    values: Option<Vec<String>>,
}

impl Tag {
    fn of(tree: &Value, union: &Map<String, Value>, member: &Value, property: &str, depth: usize) -> Self {
        let siblings = union.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let parts = composition(tree, member).into_iter().chain([union]).map(|part| part.get("properties"));
        let siblings = siblings.flat_map(|part| composition(tree, part)).map(|part| part.get("properties"));
        let mut tag = Self::default();
        for node in parts.chain(siblings).filter_map(|properties| properties?.get(property)) {
            composition(tree, node).into_iter().for_each(|part| tag.narrow(part));
        }
        for part in composition(tree, member).into_iter().filter(|_| depth < MAX_TAG_DEPTH) {
            let inner = alternatives(part).map(|it| Self::of(tree, part, it, property, depth + 1));
            let inner: Vec<Self> = inner.collect();
            tag.is_other_type |= inner.iter().any(|inner| inner.is_other_type);
            let values: Option<Vec<Vec<String>>> = inner.into_iter().map(|inner| inner.values).collect();
            tag.allow_only(values.filter(|values| !values.is_empty()).map(|values| values.concat()));
        }
        tag
    }

    fn narrow(&mut self, part: &Map<String, Value>) {
        self.is_other_type |= part.get("type").is_some_and(|name| name != "string");
        let Some(values) = part.get("enum").and_then(Value::as_array) else {
            return;
        };
        let strings: Vec<String> = schema::strings(part, "enum").map(str::to_owned).collect();
        self.is_other_type |= strings.is_empty() && values.iter().any(|value| !value.is_null());
        self.allow_only(Some(strings));
    }

    fn allow_only(&mut self, values: Option<Vec<String>>) {
        let Some(mut values) = values else {
            return;
        };
        if let Some(known) = &self.values {
            values.retain(|value| known.contains(value));
        }
        self.values = Some(values);
    }

    /// Returns the value that selects the schema with this name if the mapping has none.
    fn implicit(&self, name: &str) -> Option<String> {
        match self.values.as_deref() {
            _ if self.is_other_type => None,
            None => Some(name.to_owned()),
            Some([only]) => Some(only.clone()),
            Some(values) => values.iter().find(|value| *value == name).cloned(),
        }
    }

    /// Returns the values if no other alternative allows any of them.
    fn own_values(self, counts: &Option<BTreeMap<String, usize>>) -> Vec<String> {
        let values = self.values.filter(|_| !self.is_other_type).unwrap_or_default();
        let is_own = |value: &String| counts.as_ref().is_some_and(|counts| counts.get(value) == Some(&1));
        if values.iter().all(is_own) { values } else { Vec::new() }
    }
}

/// Returns how many alternatives of a union allow each value. `None` if one of them allows any.
fn counts_of(tags: impl Iterator<Item = Tag>) -> Option<BTreeMap<String, usize>> {
    let mut counts = BTreeMap::new();
    for tag in tags {
        for value in tag.values?.into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(value).or_default() += 1;
        }
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{complete_mappings, keep_usable_discriminators, run, unlisted_tags};
    use crate::normalize::golden;

    const PATHS: &str = "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
";

    /// Why the discriminator of the only union was removed.
    fn removed(schemas: &str) -> String {
        let mut tree = serde_yaml::from_str(&format!("{PATHS}{schemas}")).expect("the test's YAML");
        let removed: Vec<String> =
            keep_usable_discriminators(&mut tree, &BTreeMap::new()).into_iter().map(|it| it.message).collect();
        assert!(tree.pointer("/components/schemas/Pet/discriminator").is_none(), "{removed:?}");
        removed.concat()
    }

    #[test]
    fn a_schema_that_extends_a_base_without_a_value_is_reported() {
        let messages = |source: &str| -> Vec<String> {
            let mut tree = serde_yaml::from_str(source).expect("the test's YAML");
            complete_mappings(&mut tree, &BTreeMap::new());
            unlisted_tags(&tree).into_iter().map(|it| it.message).collect()
        };
        let source = format!(
            "{PATHS}
    Pet: {{ properties: {{ kind: {{ enum: [CAT, DOG] }} }}, discriminator: {{ propertyName: kind }} }}
    Cat: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}] }}
    DOG: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}] }}
"
        );
        assert_eq!(messages(&source), ["no value of `kind` selects `Cat`, which extends `Pet`"]);
        let source = source.replace(
            "    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }] }",
            "    DOG2: { allOf: [{ $ref: '#/components/schemas/DOG' }] }",
        );
        let source = source.replace(
            "DOG: { ",
            "DOG: { discriminator: { propertyName: race, mapping: { two: '#/components/schemas/DOG2' } }, ",
        );
        assert_eq!(messages(&source), [""; 0]);
        let source = source.replace("propertyName: kind }", "propertyName: kind, mapping: { CAT: Other, DOG: DOG } }");
        assert_eq!(messages(&source), ["`CAT` selects `Other`, which does not extend `Pet`"]);
    }

    fn pets(discriminator: &str, cat: &str) -> String {
        format!(
            "
    Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: kind{discriminator} }} }}
    Cat: {{ type: object, properties: {{ kind: {cat} }} }}
    Dog: {{ type: object, properties: {{ kind: {{ type: string }} }} }}
"
        )
    }

    #[test]
    fn a_base_has_the_values_that_the_bases_between_map() {
        let spec = |entity: &str, message: &str| {
            let of = |mapping: &str| format!("discriminator: {{ propertyName: t, mapping: {{ {mapping} }} }}");
            format!(
                "
components:
  schemas:
    Entity: {{ type: object, properties: {{ t: {{ type: string }} }}, {} }}
    Message: {{ allOf: [{{ $ref: '#/components/schemas/Entity' }}], {} }}
    Event: {{ allOf: [{{ $ref: '#/components/schemas/Message' }}] }}
",
                of(entity),
                of(message)
            )
        };
        let (message, event) = ("m: '#/components/schemas/Message'", "e: '#/components/schemas/Event'");
        golden(run, &spec(message, event), &spec(&format!("{message}, {event}"), &format!("{event}, {message}")));
        let two = format!("{event}, f: '#/components/schemas/Event'");
        golden(run, &spec(message, &two), &spec(&format!("{message}, {two}"), &format!("{two}, {message}")));
        // A value that is mapped stays.
        let taken = "m: '#/components/schemas/Event'";
        let implicit = "Event: '#/components/schemas/Event'";
        golden(run, &spec(message, taken), &spec(&format!("{message}, {implicit}"), taken));
    }

    #[test]
    fn an_unmapped_schema_is_selected_by_its_only_value_or_by_its_name() {
        for (cat, tag) in [
            ("{ type: string }", "Cat"),
            ("{ type: string, enum: [cat] }", "cat"),
            ("{ allOf: [{ enum: [cat, lion] }, { enum: [cat, null] }] }", "cat"),
            ("{ type: string, enum: [Lion, Cat] }", "Cat"),
        ] {
            let mapped = format!(", mapping: {{ Dog: '#/components/schemas/Dog', {tag}: '#/components/schemas/Cat' }}");
            golden(
                run,
                &format!("{PATHS}{}", pets(", mapping: { Dog: '#/components/schemas/Dog' }", cat)),
                &format!("{PATHS}{}", pets(&mapped, cat)),
            );
        }
    }

    #[test]
    fn an_unmapped_schema_that_extends_a_base_is_selected_by_its_only_value_or_by_its_name() {
        let pets = |mapping: &str| {
            format!(
                "{PATHS}
    Pet: {{ type: object, properties: {{ kind: {{ type: string }} }}, discriminator: {{ propertyName: kind, mapping: {{ {mapping} }} }} }}
    Cat: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ properties: {{ kind: {{ enum: [cat] }} }} }}] }}
    Lion: {{ allOf: [{{ $ref: '#/components/schemas/Cat' }}] }}
    Dog: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}] }}
    Bird: {{ allOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ properties: {{ kind: {{ enum: [bird] }} }} }}] }}
"
            )
        };
        golden(
            run,
            &pets("cat: Cat"),
            &pets("cat: Cat, Dog: '#/components/schemas/Dog', bird: '#/components/schemas/Bird'"),
        );
    }

    #[test]
    fn values_that_only_one_alternative_allows_select_it() {
        let pets = |dog: &str, mapping: &str| {
            format!(
                "{PATHS}
    Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: kind{mapping} }} }}
    Cat: {{ properties: {{ kind: {{ enum: [a, b] }} }} }}
    Dog: {{ properties: {{ kind: {{ enum: [{dog}] }} }} }}
"
            )
        };
        let mapped = [("a", "Cat"), ("b", "Cat"), ("c", "Dog"), ("d", "Dog")]
            .map(|(tag, name)| format!("{tag}: '#/components/schemas/{name}'"));
        golden(run, &pets("c, d", ""), &pets("c, d", &format!(", mapping: {{ {} }}", mapped.join(", "))));
        let shared = pets("b, c", "");
        let message = removed(shared.strip_prefix(PATHS).expect("it starts so"));
        assert_eq!(message, "no value of `kind` selects `Cat`, which allows `a`, `b`");
    }

    #[test]
    fn a_union_of_a_request_whose_values_are_unknown_or_not_allowed_has_no_discriminator() {
        for (mapping, cat, message) in [
            ("", "{ type: integer }", "`kind` selects a schema, and is not a string in `Cat`"),
            ("", "{ enum: [1] }", "`kind` selects a schema, and is not a string in `Cat`"),
            ("", "{ enum: [a, b] }", "no value of `kind` selects `Cat`, which allows `a`, `b`"),
            ("", "{ enum: [Dog] }", "`Dog` selects `Dog` and another schema"),
        ] {
            assert_eq!(removed(&pets(mapping, cat)), message);
        }
    }

    #[test]
    fn a_value_of_a_nested_union_must_select_one_of_its_variants() {
        let schemas = |lion: &str| {
            format!(
                "
    Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Feline' }}], discriminator: {{ propertyName: kind, mapping: {{ {lion}: Feline }} }} }}
    Feline: {{ oneOf: [{{ $ref: '#/components/schemas/Lion' }}], discriminator: {{ propertyName: kind, mapping: {{ lion: '#/components/schemas/Lion' }} }} }}
    Lion: {{ type: object, properties: {{ kind: {{ type: string }} }} }}
"
            )
        };
        let valid = format!("{PATHS}{}", schemas("lion"));
        golden(run, &valid, &valid);
        assert_eq!(removed(&schemas("tiger")), "`tiger` selects `Feline`, which only allows `lion` as its `kind`");
    }
}
