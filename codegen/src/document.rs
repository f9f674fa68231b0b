//! A spec in memory: its tree, and the source for position lookups.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Position};
use crate::extensions::EXTENSIONS;
use crate::location::Location;
use crate::position::Positions;

/// A parsed OpenAPI spec. [`load`](crate::load()) also validates it.
#[derive(Clone, Debug)]
pub struct Document {
    file: String,
    source: String,
    /// The parts from other files, if the spec was bundled or has an overlay. The first one that contains a location
    /// counts.
    pub(crate) parts: Arc<[Part]>,
    pub(crate) tree: Value,
}

/// A part of a spec that is from another file or an overlay, where diagnostics must show it.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its location in the bundled spec.
    pub at: Location,
    /// The other file.
    pub file: Arc<Document>,
    /// Its location in the other file.
    pub location: Location,
}

/// Returns the names of the schemes in a list of security requirements.
pub fn scheme_names(security: Option<&Value>) -> impl Iterator<Item = &String> {
    let requirements = security.and_then(Value::as_array).into_iter().flatten();
    requirements.filter_map(Value::as_object).flat_map(Map::keys)
}

/// The keys of a path item that contain an operation (OpenAPI 3.0.3, section 4.7.9).
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The other fixed fields of a path item.
pub const PATH_ITEM_FIELDS: [&str; 5] = ["$ref", "summary", "description", "servers", "parameters"];

/// Returns whether an entry of a path item is meant as an operation, even if its key is not a method or it is not an
/// object.
pub fn is_meant_as_operation(key: &str, node: &Value) -> bool {
    METHODS.contains(&key) || (node.is_object() && !PATH_ITEM_FIELDS.contains(&key) && !key.starts_with("x-"))
}

/// What a list of parameters may contain once: the name, ignoring case for a header (RFC 9110, section 5.1), and `in`.
pub fn parameter_key(parameter: &Value) -> (Option<String>, Option<&str>) {
    let string = |key: &str| parameter.get(key).and_then(Value::as_str);
    let name = string("name").map(|name| match string("in") {
        Some("header") => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    });
    (name, string("in"))
}

/// An operation and its location.
pub struct OperationRef<'a> {
    /// The path template, such as `/credentials/{id}`.
    pub path: &'a str,
    /// The HTTP method in lower case.
    pub method: &'a str,
    /// The location of the operation.
    pub location: Location,
    /// The path item that contains the operation.
    pub path_item: &'a Value,
    /// The operation.
    pub operation: &'a Map<String, Value>,
}

impl<'t> OperationRef<'t> {
    /// Returns the operationId, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.operation.get("operationId")?.as_str()
    }

    /// Returns the parameters of the operation, with references resolved. An operation's parameter overrides a path
    /// item's parameter with the same name and `in`.
    pub fn parameters(&self, tree: &'t Value) -> Vec<(Location, &'t Value)> {
        let own = parameters(self.location.clone(), self.operation.get("parameters"));
        let shared = parameters(self.location.parent(), self.path_item.get("parameters"));
        let all = own.chain(shared).map(|(location, node)| (location, resolve_refs(tree, node)));
        let mut keys = BTreeSet::new();
        all.filter(|(_, parameter)| keys.insert(parameter_key(parameter))).collect()
    }

    /// Returns the responses by status, without extensions.
    pub fn responses(&self) -> impl Iterator<Item = (&'t String, &'t Value)> {
        let responses = self.operation.get("responses").and_then(Value::as_object);
        responses.into_iter().flatten().filter(|(status, _)| !status.starts_with("x-"))
    }

    /// Returns the successful responses by status. A `default` response is the success of an operation that documents
    /// no 1xx, 2xx or 3xx status.
    pub fn successes(&self) -> impl Iterator<Item = (&'t String, &'t Value)> {
        let has = |classes: &[char]| self.responses().any(|(status, _)| status.starts_with(classes));
        let is_default = !has(&['1', '2', '3']);
        self.responses().filter(move |(status, _)| status.starts_with('2') || is_default && *status == "default")
    }

    /// Returns the first documented success and its status, with references resolved.
    pub fn success(&self, tree: &'t Value) -> Option<(&'t str, &'t Value)> {
        let (status, response) = self.responses().find(|(status, _)| status.starts_with('2'))?;
        Some((status, resolve_refs(tree, response)))
    }
}

/// Returns the parameters that an operation or a path item lists, and their locations.
fn parameters(holder: Location, list: Option<&Value>) -> impl Iterator<Item = (Location, &Value)> {
    let location = holder.join("parameters");
    let list = list.and_then(Value::as_array).into_iter().flatten().enumerate();
    list.map(move |(index, node)| (location.join(index), node))
}

impl Document {
    pub(crate) fn new(file: &str, source: &str, tree: Value) -> Self {
        Self { file: file.to_owned(), source: source.to_owned(), parts: Arc::default(), tree }
    }

    /// Returns the tree: as written after [`parse`](crate::parse), as progenitor accepts it after
    /// [`normalize`](crate::normalize()).
    pub fn tree(&self) -> &Value {
        &self.tree
    }

    /// Replaces the tree. Positions are still looked up in the original source.
    #[must_use]
    pub fn with_tree(&self, tree: Value) -> Self {
        let Self { file, source, parts, .. } = self;
        Self { file: file.clone(), source: source.clone(), parts: Arc::clone(parts), tree }
    }

    /// Sets the parts that are from other files.
    #[must_use]
    pub fn with_parts(self, parts: Vec<Part>) -> Self {
        Self { parts: parts.into(), ..self }
    }

    /// Drops the source, so that diagnostics have no positions. For attempts whose diagnostics are mostly discarded:
    /// each position costs a second parse.
    #[must_use]
    pub fn without_source(&self) -> Self {
        Self { source: String::new(), parts: Arc::default(), ..self.clone() }
    }

    /// Returns the name of the file in diagnostics.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the source that the spec was parsed from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns all operations, in the order of the spec.
    pub fn operations(&self) -> Vec<OperationRef<'_>> {
        operations(&self.tree)
    }

    /// Creates a diagnostic at a location of this spec, with its position.
    pub fn diagnostic(
        &self,
        rule: &'static str,
        location: Location,
        message: impl Into<String>,
        help: impl Into<Box<str>>,
    ) -> Diagnostic {
        self.locate(Diagnostic::new(rule, location, message, help))
    }

    /// Adds the file and the position to a diagnostic of this spec.
    pub fn locate(&self, diagnostic: Diagnostic) -> Diagnostic {
        let (file, location) = self.origin(&diagnostic.location);
        diagnostic.located(file.file(), Some(file.position(&location)))
    }

    /// Adds the files and the positions to many diagnostics. Parses each file once.
    pub fn locate_all(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let origins: Vec<_> = diagnostics.iter().map(|diagnostic| self.origin(&diagnostic.location)).collect();
        let mut positions = BTreeMap::new();
        for (file, _) in &origins {
            positions.entry(file.file()).or_insert_with(|| {
                let here = origins.iter().filter(|(other, _)| other.file() == file.file());
                Positions::of(file.source(), here.map(|(_, location)| location))
            });
        }
        let located = diagnostics.into_iter().zip(&origins);
        let located = located.map(|(diagnostic, (file, location))| {
            diagnostic.located(file.file(), Some(positions[file.file()].get(location)))
        });
        located.collect()
    }

    /// Returns the file that a location is from, and the location there.
    pub fn origin(&self, location: &Location) -> (&Self, Location) {
        let Some(part) = self.parts.iter().find(|part| location.is_inside(&part.at)) else {
            return (self, location.clone());
        };
        let within = &location.segments()[part.at.segments().len()..];
        (&part.file, within.iter().fold(part.location.clone(), |location, key| location.join(key)))
    }

    /// Returns the line and the column of a location.
    pub(crate) fn position(&self, location: &Location) -> Position {
        Positions::of(&self.source, [location].into_iter()).get(location)
    }
}

/// Returns all operations of a tree, in the order of the spec.
pub fn operations(tree: &Value) -> Vec<OperationRef<'_>> {
    let paths = tree.get("paths").and_then(Value::as_object);
    let path_items = paths.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-"));
    let operations = path_items.flat_map(|(path, path_item)| {
        let entries = path_item.as_object().into_iter().flatten().filter(|(key, _)| METHODS.contains(&key.as_str()));
        entries.filter_map(move |(method, operation)| {
            let location = Location::from(["paths", path, method]);
            Some(OperationRef { path, method, location, path_item, operation: operation.as_object()? })
        })
    });
    operations.collect()
}

/// Removes the value at a location. Returns whether there was one.
pub fn remove(tree: &mut Value, location: &Location) -> bool {
    let Some(key) = location.segments().last() else {
        return false;
    };
    match tree.pointer_mut(&location.parent().pointer()) {
        Some(Value::Object(map)) => map.shift_remove(key).is_some(),
        Some(Value::Array(list)) => {
            let index = key.parse().ok().filter(|index| *index < list.len());
            index.map(|index| list.remove(index)).is_some()
        }
        _ => false,
    }
}

/// Calls `f` with each operation of a tree.
pub fn for_each_operation(tree: &mut Value, mut f: impl FnMut(&mut Map<String, Value>)) {
    let paths = tree.get_mut("paths").and_then(Value::as_object_mut);
    for (_, path_item) in paths.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")) {
        let entries = path_item.as_object_mut().into_iter().flatten();
        let operations = entries.filter(|(key, _)| METHODS.contains(&key.as_str()));
        operations.filter_map(|(_, operation)| operation.as_object_mut()).for_each(&mut f);
    }
}

/// Resolves a local reference such as `#/components/schemas/Credential` (RFC 6901).
pub fn resolve<'t>(tree: &'t Value, reference: &str) -> Option<&'t Value> {
    let pointer = reference.strip_prefix('#')?;
    // The most frequent case, without the allocations of `pointer`, which unescapes each segment.
    let name = reference.strip_prefix(SCHEMAS).filter(|name| !name.contains(['/', '~', '%']));
    match name {
        Some(name) => tree.get("components")?.get("schemas")?.get(name),
        None if pointer.contains('%') => tree.pointer(&Location::from_reference(reference).pointer()),
        None => tree.pointer(pointer),
    }
}

/// Resolves a chain of references; returns any other node unchanged. A dangling or circular chain ends where it breaks:
/// [`validate`](crate::validate()) rejects such a chain before any pass runs.
pub fn resolve_refs<'t>(tree: &'t Value, node: &'t Value) -> &'t Value {
    let mut node = node;
    for _ in 0..32 {
        match reference(node).and_then(|reference| resolve(tree, reference)) {
            Some(target) => node = target,
            None => break,
        }
    }
    node
}

/// Returns the `$ref` of a node.
pub fn reference(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// The keywords that only describe a schema.
pub const DOCUMENTATION: [&str; 7] =
    ["description", "title", "example", "examples", "deprecated", "externalDocs", "xml"];

/// Returns whether a keyword rejects no value.
pub fn is_annotation(key: &str) -> bool {
    let others = ["default", "readOnly", "writeOnly", "nullable"];
    DOCUMENTATION.contains(&key) || others.contains(&key) || key.starts_with("x-")
}

/// Returns the references to the schemas that a schema extends: directly, in an inline member of its `allOf`, or, in
/// 3.1, beside keywords that add something.
pub fn extended_references(node: &Value) -> Vec<&str> {
    let extends = |key: &String| !key.starts_with('$') && key != "type" && !is_annotation(key);
    let own = reference(node).filter(|_| node.as_object().is_some_and(|map| map.keys().any(extends)));
    let members = node.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let inside = |it| described_reference(it).map_or_else(|| extended_references(it), |target| vec![target]);
    own.into_iter().chain(members.flat_map(inside)).collect()
}

/// Returns the `$ref` of a member of a composition. A described reference is inside an `allOf` of its own, because a
/// reference has no other keywords (OpenAPI 3.0.3, section 4.7.23).
pub fn described_reference(node: &Value) -> Option<&str> {
    if let Some(target) = reference(node) {
        return Some(target);
    }
    let map = node.as_object()?;
    let [only] = map.get("allOf")?.as_array()?.as_slice() else {
        return None;
    };
    let is_kept = |key: &String| ["allOf", "nullable"].contains(&&**key) || only_documents(key);
    described_reference(only).filter(|_| map.keys().all(is_kept))
}

/// Returns whether a keyword only documents a schema.
pub(crate) fn only_documents(key: &str) -> bool {
    DOCUMENTATION.contains(&key) || (key.starts_with("x-") && !EXTENSIONS.contains(&key))
}

/// The prefix of a reference to a named schema.
pub const SCHEMAS: &str = "#/components/schemas/";

/// Returns the name of the schema that a node references.
pub fn schema_name(node: &Value) -> Option<&str> {
    reference(node)?.strip_prefix(SCHEMAS)
}

/// Creates a reference to the schema with this name.
pub fn schema_reference(name: &str) -> Value {
    serde_json::json!({ "$ref": format!("{SCHEMAS}{name}") })
}

/// Returns the named schemas of a tree.
pub fn schemas(tree: &Value) -> impl Iterator<Item = (&String, &Value)> {
    tree.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten()
}

/// Returns the named schemas of a tree. Creates `components.schemas` if it is absent.
pub fn schemas_mut(tree: &mut Value) -> &mut Map<String, Value> {
    let components = object_mut(tree).entry("components").or_insert_with(|| Map::new().into());
    object_mut(object_mut(components).entry("schemas").or_insert_with(|| Map::new().into()))
}

/// Returns a node as an object. Replaces any other value with an empty object.
fn object_mut(node: &mut Value) -> &mut Map<String, Value> {
    if !node.is_object() {
        *node = Map::new().into();
    }
    node.as_object_mut().expect("an object")
}
