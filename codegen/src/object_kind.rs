//! Traverses a spec. It knows which objects each OpenAPI object may contain (OpenAPI 3.0.3 and 3.1.0, sections
//! 4.7 and 4.8; JSON Schema 2020-12), so it does not confuse a property named `example` with the keyword.

use std::collections::BTreeMap;
use std::convert::Infallible;

use serde_json::{Map, Value};

use crate::document::SCHEMAS;
use crate::extensions::TAGGED_UNION;
use crate::location::Location;

/// The kinds of objects in a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// The spec itself.
    Document,
    /// The named objects in `components`.
    Components,
    /// A path item.
    PathItem,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body.
    RequestBody,
    /// A media type.
    MediaType,
    /// An encoding of a part of a body.
    Encoding,
    /// A response.
    Response,
    /// A response header.
    Header,
    /// An example.
    Example,
    /// A link.
    Link,
    /// A callback: a map of path items.
    Callback,
    /// A security scheme.
    SecurityScheme,
    /// A schema.
    Schema,
}

/// How an object contains others under a key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Contained {
    One(ObjectKind),
    List(ObjectKind),
    Map(ObjectKind),
    /// A map that may have extensions beside its entries.
    ExtensibleMap(ObjectKind),
}

impl Contained {
    /// Returns the contents of a location; `None` if it is not an object of these kinds.
    pub(crate) fn at(location: &Location) -> Option<Self> {
        location.segments().iter().try_fold(Self::One(ObjectKind::Document), |around, key| around.below(key))
    }

    /// Returns the contents under a key or an index.
    pub(crate) fn below(self, key: &str) -> Option<Self> {
        match self {
            Self::One(kind) => kind.contained(key),
            Self::List(kind) | Self::Map(kind) => Some(Self::One(kind)),
            Self::ExtensibleMap(kind) => (!key.starts_with("x-")).then_some(Self::One(kind)),
        }
    }

    /// Returns whether a key is an extension here, and not a name.
    pub(crate) fn is_extension(self, key: &str) -> bool {
        key.starts_with("x-") && matches!(self, Self::One(_) | Self::ExtensibleMap(_))
    }
}

impl ObjectKind {
    /// The kinds of `components` and their sections, in the order of the specification.
    pub const COMPONENTS: [(Self, &'static str); 9] = [
        (Self::Schema, "schemas"),
        (Self::Response, "responses"),
        (Self::Parameter, "parameters"),
        (Self::Example, "examples"),
        (Self::RequestBody, "requestBodies"),
        (Self::Header, "headers"),
        (Self::SecurityScheme, "securitySchemes"),
        (Self::Link, "links"),
        (Self::Callback, "callbacks"),
    ];

    /// Returns the section of `components` that contains named objects of this kind.
    pub fn section(self) -> Option<&'static str> {
        Self::COMPONENTS.into_iter().find(|(kind, _)| *kind == self).map(|(_, section)| section)
    }

    /// Returns the kind of the objects in this section of `components`.
    pub fn of_section(section: &str) -> Option<Self> {
        match section {
            "pathItems" => Some(Self::PathItem),
            section => Self::COMPONENTS.into_iter().find(|(_, it)| *it == section).map(|(kind, _)| kind),
        }
    }

    fn contained(self, key: &str) -> Option<Contained> {
        use Contained::{ExtensibleMap, List, Map, One};
        use ObjectKind::*;
        Some(match (self, key) {
            (Document, "paths") => ExtensibleMap(PathItem),
            (Document, "webhooks") => Map(PathItem),
            (Document, "components") => One(Components),
            (Components, section) => Map(Self::of_section(section)?),
            (PathItem, "parameters") | (Operation, "parameters") => List(Parameter),
            (PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace") => One(Operation),
            (Operation, "requestBody") => One(RequestBody),
            (Operation, "responses") => ExtensibleMap(Response),
            (Operation, "callbacks") => Map(Callback),
            (Parameter | Header | MediaType, "schema") => One(Schema),
            (Parameter | Header | MediaType, "examples") => Map(Example),
            (Parameter | Header | RequestBody | Response, "content") => Map(MediaType),
            (MediaType, "encoding") => Map(Encoding),
            (Encoding | Response, "headers") => Map(Header),
            (Response, "links") => Map(Link),
            (Schema, "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas") => Map(Schema),
            (Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems") => List(Schema),
            (Schema, "items" | "additionalProperties" | "not" | "if" | "then" | "else" | "contains") => One(Schema),
            (Schema, "propertyNames" | "unevaluatedItems" | "unevaluatedProperties" | "contentSchema") => One(Schema),
            (Callback, key) if !key.starts_with("x-") => One(PathItem),
            _ => return None,
        })
    }
}

/// Calls `f` with every object of a spec, outer objects first.
pub fn walk<'v>(tree: &'v Value, f: &mut impl FnMut(ObjectKind, &Location, &'v Value)) {
    walk_while(ObjectKind::Document, &mut Location::root(), tree, &mut |kind, location, node| {
        f(kind, location, node);
        true
    });
}

/// Calls `f` with a node of a kind and its descendants, outer objects first. Skips the contents of an object if `f`
/// returns `false`.
pub fn walk_while<'v>(
    kind: ObjectKind,
    location: &mut Location,
    node: &'v Value,
    f: &mut impl FnMut(ObjectKind, &Location, &'v Value) -> bool,
) {
    let Some(map) = node.as_object().filter(|_| f(kind, location, node)) else {
        return;
    };
    for (key, child) in map {
        match (kind.contained(key), child) {
            (Some(Contained::One(kind)), child) => {
                location.with_segment(key, |location| walk_while(kind, location, child, f));
            }
            (Some(Contained::List(kind)), Value::Array(items)) => location.with_segment(key, |location| {
                for (index, item) in items.iter().enumerate() {
                    location.with_segment(index, |location| walk_while(kind, location, item, f));
                }
            }),
            (Some(map @ (Contained::Map(kind) | Contained::ExtensibleMap(kind))), Value::Object(entries)) => {
                location.with_segment(key, |location| {
                    for (name, entry) in entries.iter().filter(|(name, _)| !map.is_extension(name)) {
                        location.with_segment(name, |location| walk_while(kind, location, entry, f));
                    }
                });
            }
            _ => {}
        }
    }
}

/// Calls `f` with every object of a spec, outer objects first.
pub fn walk_mut(tree: &mut Value, f: &mut impl FnMut(ObjectKind, &mut Value)) {
    walk_while_mut(ObjectKind::Document, tree, &mut |kind, node| {
        f(kind, node);
        true
    });
}

/// Calls `f` with a node of a kind and its descendants, outer objects first. Skips the contents of an object if `f`
/// returns `false`.
pub fn walk_while_mut(kind: ObjectKind, node: &mut Value, f: &mut impl FnMut(ObjectKind, &mut Value) -> bool) {
    let Ok(()) = try_walk_mut(kind, node, &mut |kind, node| Ok::<bool, Infallible>(f(kind, node)));
}

/// As [`walk_while_mut`], but stops at the first error.
///
/// # Errors
/// Returns the first error of `f`.
pub fn try_walk_mut<E>(
    kind: ObjectKind,
    node: &mut Value,
    f: &mut impl FnMut(ObjectKind, &mut Value) -> Result<bool, E>,
) -> Result<(), E> {
    if !f(kind, node)? {
        return Ok(());
    }
    for (key, child) in node.as_object_mut().into_iter().flatten() {
        match (kind.contained(key), child) {
            // Both versions allow a boolean here.
            (Some(Contained::One(_)), Value::Bool(_)) if key == "additionalProperties" => {}
            (Some(Contained::One(kind)), child) => try_walk_mut(kind, child, f)?,
            (Some(Contained::List(kind)), Value::Array(items)) => {
                items.iter_mut().try_for_each(|item| try_walk_mut(kind, item, f))?;
            }
            (Some(map @ (Contained::Map(kind) | Contained::ExtensibleMap(kind))), Value::Object(entries)) => {
                let mut entries = entries.iter_mut().filter(|(name, _)| !map.is_extension(name));
                entries.try_for_each(|(_, entry)| try_walk_mut(kind, entry, f))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Returns the keys of an object's callbacks and links. The client needs neither.
pub fn callback_keys(kind: ObjectKind) -> &'static [&'static str] {
    match kind {
        ObjectKind::Components => &["callbacks", "links"],
        ObjectKind::Operation => &["callbacks"],
        ObjectKind::Response => &["links"],
        _ => &[],
    }
}

/// Removes the callbacks and the links of an object.
pub fn drop_callbacks(kind: ObjectKind, node: &mut Value) {
    if let Some(map) = node.as_object_mut().filter(|_| !callback_keys(kind).is_empty()) {
        map.retain(|key, _| !callback_keys(kind).contains(&key.as_str()));
    }
}

/// The keys of objects with a mapping to schemas. The pass `rewrite_unions` writes the second one.
const MAPPINGS: [&str; 2] = ["discriminator", TAGGED_UNION];

/// Returns the references of an object: its `$ref`, and the targets of its mappings, which may be bare schema names
/// (OpenAPI 3.0.3, section 4.7.25).
pub fn references(kind: ObjectKind, node: &Value) -> impl Iterator<Item = &str> {
    let keys = MAPPINGS.into_iter().filter(move |_| kind == ObjectKind::Schema);
    let mappings = keys.filter_map(|key| node.get(key)?.get("mapping")?.as_object());
    node.get("$ref").into_iter().chain(mappings.flat_map(Map::values)).filter_map(Value::as_str)
}

/// Calls `f` with each reference of an object. As [`references`].
pub fn for_each_reference_mut(kind: ObjectKind, node: &mut Value, f: &mut impl FnMut(&mut String)) {
    let mut visit = |value: &mut Value| {
        if let Value::String(target) = value {
            f(target);
        }
    };
    let Some(map) = node.as_object_mut() else {
        return;
    };
    map.get_mut("$ref").into_iter().for_each(&mut visit);
    for key in MAPPINGS.into_iter().filter(|_| kind == ObjectKind::Schema) {
        let mapping = map.get_mut(key).and_then(|node| node.get_mut("mapping")?.as_object_mut());
        mapping.into_iter().flat_map(Map::values_mut).for_each(&mut visit);
    }
}

/// Renames the schemas that an object refers to.
pub(crate) fn rename_schemas(kind: ObjectKind, node: &mut Value, names: &BTreeMap<String, String>) {
    for_each_reference_mut(kind, node, &mut |target| {
        if let Some(new) = names.get(target.strip_prefix(SCHEMAS).unwrap_or(target)) {
            *target = format!("{SCHEMAS}{new}");
        }
    });
}
