//! Finds the components that a spec uses, and the operations that a component or a diagnostic is about.

use std::collections::{BTreeMap, BTreeSet};

use rebilly_customer_auth_codegen::document::{OperationRef, PATH_ITEM_FIELDS, SCHEMAS, scheme_names};
use rebilly_customer_auth_codegen::object_kind::{ObjectKind, references, walk_while};
use rebilly_customer_auth_codegen::schema::reachable;
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, bases};
use serde_json::Value;

/// Returns the locations of the components that are used outside the components, directly or indirectly. No reference
/// leads from a base to the schemas that extend it.
pub(crate) fn reached(tree: &Value) -> BTreeSet<Location> {
    let variants = variants(tree);
    reachable(referred(ObjectKind::Document, tree), |location| {
        let node = location.segments().iter().try_fold(tree, |node, step| node.get(step));
        let kind = location.segments().get(1).and_then(|section| ObjectKind::of_section(section));
        let mut found = kind.zip(node).map(|(kind, node)| referred(kind, node)).unwrap_or_default();
        found.extend(variants.get(location).into_iter().flatten().cloned());
        found
    })
}

/// Returns the schemas that extend each base with a discriminator.
fn variants(tree: &Value) -> BTreeMap<Location, Vec<Location>> {
    let located = |name: String| Location::from(["components", "schemas", &name]);
    let bases = bases(tree).into_iter();
    bases.map(|(base, variants)| (located(base), variants.into_iter().map(located).collect())).collect()
}

/// Returns the operations that use a component, or only those whose requests use it.
pub(crate) fn operations_to<'d>(
    document: &'d Document,
    target: &Location,
    requests_only: bool,
) -> Vec<OperationRef<'d>> {
    let tree = document.tree();
    let mut referrers: BTreeMap<Location, Vec<Location>> = BTreeMap::new();
    for (section, named) in tree["components"].as_object().into_iter().flatten() {
        let Some(kind) = ObjectKind::of_section(section) else { continue };
        for (name, node) in named.as_object().into_iter().flatten() {
            let own = Location::from(["components", section, name]);
            referred(kind, node).into_iter().for_each(|target| referrers.entry(target).or_default().push(own.clone()));
        }
    }
    for (base, variants) in variants(tree) {
        variants.into_iter().for_each(|variant| referrers.entry(variant).or_default().push(base.clone()));
    }
    let leading = reachable([target.clone()], |location| referrers.remove(location).into_iter().flatten());
    let mut operations = document.operations();
    operations.retain(|operation| {
        let mut node = operation.operation.clone();
        if requests_only {
            node.shift_remove("responses");
        }
        let mut found = referred(ObjectKind::Operation, &node.into());
        let shared = operation.path_item["parameters"].as_array().into_iter().flatten();
        found.extend(shared.flat_map(|parameter| referred(ObjectKind::Parameter, parameter)));
        if !operation.operation.contains_key("security") {
            found.extend(schemes_of(tree));
        }
        found.iter().any(|location| leading.contains(location))
    });
    operations
}

/// Returns the operations that a diagnostic is about: the operation at its location, all operations of its path item,
/// all that use its component, or all that inherit the security of the spec. A name collision is about no operation,
/// unless it lies inside the component: either of the two may stay.
pub(crate) fn named_by<'d>(document: &'d Document, diagnostic: &Diagnostic) -> Vec<OperationRef<'d>> {
    let at = diagnostic.location.segments();
    if let [components, section, name, within @ ..] = at
        && components == "components"
        && (diagnostic.rule != "name-collision" || !within.is_empty())
    {
        // A response does not need the values that select variants.
        let requests_only = diagnostic.rule == "discriminator";
        return operations_to(document, &Location::from(["components", section.as_str(), name]), requests_only);
    }
    let mut operations = document.operations();
    operations.retain(|operation| {
        let own = operation.location.segments();
        at.starts_with(own)
            || (at.len() == 2 && own.starts_with(at))
            || at.get(2).is_some_and(|key| own.starts_with(&at[..2]) && PATH_ITEM_FIELDS.contains(&key.as_str()))
            || at.first().is_some_and(|key| key == "security" && !operation.operation.contains_key("security"))
    });
    operations
}

/// Returns the components that an object references, without following them.
fn referred(kind: ObjectKind, node: &Value) -> Vec<Location> {
    let mut found = Vec::new();
    walk_while(kind, &mut Location::root(), node, &mut |kind, _, node| {
        if kind == ObjectKind::Components {
            return false;
        }
        // A bare name in a mapping is a schema name (OpenAPI 3.0.3, section 4.7.25).
        let components = references(kind, node)
            .filter_map(|target| component(target).or_else(|| component(&format!("{SCHEMAS}{target}"))));
        found.extend(components);
        if matches!(kind, ObjectKind::Document | ObjectKind::Operation) {
            found.extend(schemes_of(node));
        }
        true
    });
    found
}

/// Returns the locations of the security schemes that the `security` of a spec or an operation names.
fn schemes_of(node: &Value) -> impl Iterator<Item = Location> {
    scheme_names(node.get("security")).map(|name| Location::from(["components", "securitySchemes", name]))
}

/// Returns the location of the component that contains a reference's target.
fn component(reference: &str) -> Option<Location> {
    let location = Location::from_reference(reference.strip_prefix('#')?);
    match location.segments() {
        [components, section, name, ..] if components == "components" => {
            Some(Location::from([components.as_str(), section, name]))
        }
        _ => None,
    }
}
