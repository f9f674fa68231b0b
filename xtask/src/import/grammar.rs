//! What each object of an OpenAPI document may hold, so that a walk knows a schema from a response and a reference from
//! an example that looks like one (OpenAPI 3.1.0, section 4.8; JSON Schema 2020-12).

use serde_json::Value;

/// The kinds of objects that the import tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Document,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Example,
    Link,
    Callback,
    Schema,
}

/// How an object holds others under a key.
#[derive(Clone, Copy, Debug)]
enum Held {
    One(Kind),
    List(Kind),
    Map(Kind),
}

impl Kind {
    /// The section of `components` where objects of this kind stand under a name.
    pub(crate) fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::Document | Self::PathItem | Self::Operation | Self::MediaType | Self::Encoding => return None,
        })
    }

    fn held(self, key: &str) -> Option<Held> {
        use Held::{List, Map, One};
        use Kind::*;
        Some(match (self, key) {
            (Document, "paths") => Map(PathItem),
            (PathItem, "parameters") | (Operation, "parameters") => List(Parameter),
            (PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace") => One(Operation),
            (Operation, "requestBody") => One(RequestBody),
            (Operation, "responses") => Map(Response),
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
            (Schema, "propertyNames" | "unevaluatedItems" | "unevaluatedProperties") => One(Schema),
            (Callback, _) => One(PathItem),
            _ => return None,
        })
    }
}

/// Calls `f` with a node of a kind and with everything inside it, outer nodes first.
pub(crate) fn walk_mut<E>(
    kind: Kind,
    node: &mut Value,
    f: &mut impl FnMut(Kind, &mut Value) -> Result<(), E>,
) -> Result<(), E> {
    f(kind, node)?;
    let Some(map) = node.as_object_mut() else {
        return Ok(());
    };
    for (key, child) in map {
        match kind.held(key) {
            None => {}
            // Both versions allow a boolean here, and only here.
            Some(_) if key == "additionalProperties" && child.is_boolean() => {}
            Some(Held::One(kind)) => walk_mut(kind, child, f)?,
            Some(Held::List(kind)) => {
                for item in child.as_array_mut().into_iter().flatten() {
                    walk_mut(kind, item, f)?;
                }
            }
            Some(Held::Map(kind)) => {
                // Only these two maps may be extended beside their entries.
                let is_extensible = matches!(kind, Kind::PathItem | Kind::Response);
                let entries = child.as_object_mut().into_iter().flatten();
                for (_, entry) in entries.filter(|(key, _)| !is_extensible || !key.starts_with("x-")) {
                    walk_mut(kind, entry, f)?;
                }
            }
        }
    }
    Ok(())
}

/// Calls `f` with every named component of a tree and with everything inside it.
pub(crate) fn walk_components_mut<E>(
    tree: &mut Value,
    f: &mut impl FnMut(Kind, &mut Value) -> Result<(), E>,
) -> Result<(), E> {
    for kind in SECTIONS {
        let section = kind.section().and_then(|section| tree.get_mut("components")?.get_mut(section));
        for node in section.and_then(Value::as_object_mut).into_iter().flat_map(serde_json::Map::values_mut) {
            walk_mut(kind, node, f)?;
        }
    }
    Ok(())
}

/// The kinds that stand in `components`, in the order of the specification.
pub(crate) const SECTIONS: [Kind; 8] = [
    Kind::Schema,
    Kind::Response,
    Kind::Parameter,
    Kind::Example,
    Kind::RequestBody,
    Kind::Header,
    Kind::Link,
    Kind::Callback,
];
