//! A document in memory: its tree, and the text that positions are looked up in.

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Position};
use crate::location::Location;
use crate::position::{self, Syntax};

/// An OpenAPI 3.0 document that was loaded and found sound.
#[derive(Clone, Debug)]
pub struct Document {
    file: String,
    text: String,
    syntax: Syntax,
    pub(crate) tree: Value,
}

/// The keys of a path item that hold an operation (OpenAPI 3.0.3, section 4.7.9).
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation and where it stands.
pub struct OperationRef<'a> {
    /// The path template, such as `/credentials/{id}`.
    pub path: &'a str,
    /// The HTTP method, in small letters.
    pub method: &'a str,
    /// Where the operation stands.
    pub location: Location,
    /// The path item that holds it.
    pub path_item: &'a Value,
    /// The operation itself.
    pub operation: &'a Map<String, Value>,
}

impl OperationRef<'_> {
    /// The operationId, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.operation.get("operationId")?.as_str()
    }

    /// The parameters of the operation, references followed. One of the operation replaces one of the path item that
    /// has the same name and stands in the same part of the request.
    pub fn parameters<'t>(&'t self, tree: &'t Value) -> Vec<(Location, &'t Value)> {
        let own = list(self.operation.get("parameters"));
        let shared = list(self.path_item.get("parameters"));
        let path_item = Location::from(["paths", self.path]);
        let mut parameters: Vec<(Location, &Value)> = Vec::new();
        let own = own.map(|(index, node)| (self.location.join("parameters").join(index), node));
        let shared = shared.map(|(index, node)| (path_item.join("parameters").join(index), node));
        for (location, node) in own.chain(shared) {
            let parameter = resolve_refs(tree, node);
            let is_same =
                |(_, other): &(Location, &Value)| other["name"] == parameter["name"] && other["in"] == parameter["in"];
            if !parameters.iter().any(is_same) {
                parameters.push((location, parameter));
            }
        }
        parameters
    }
}

impl<'t> OperationRef<'t> {
    /// The responses by status, without extensions.
    pub fn responses(&self) -> impl Iterator<Item = (&'t String, &'t Value)> {
        let responses = self.operation.get("responses").and_then(Value::as_object);
        responses.into_iter().flatten().filter(|(status, _)| !status.starts_with("x-"))
    }

    /// The first success that the operation lists, references followed, and its status.
    pub fn success(&self, tree: &'t Value) -> Option<(&'t str, &'t Value)> {
        let responses = self.operation.get("responses")?.as_object()?;
        let (status, response) = responses.iter().find(|(status, _)| status.starts_with('2'))?;
        Some((status, resolve_refs(tree, response)))
    }

    /// The schema of the body of that success.
    pub fn success_schema(&self, tree: &'t Value) -> Option<&'t Value> {
        let (_, response) = self.success(tree)?;
        response.get("content")?.as_object()?.values().next()?.get("schema")
    }

    /// The name of the schema of the items, if the operation is a collection: it takes `limit` and `offset` and returns
    /// a list of a named schema.
    pub fn page_item_schema(&self, tree: &'t Value) -> Option<&'t str> {
        let item = schema_name(resolve_refs(tree, self.success_schema(tree)?).get("items")?)?;
        let parameters = self.parameters(tree);
        let takes = |name: &str| {
            parameters.iter().any(|(_, parameter)| parameter["in"] == "query" && parameter["name"] == name)
        };
        (takes("limit") && takes("offset")).then_some(item)
    }
}

fn list(node: Option<&Value>) -> impl Iterator<Item = (usize, &Value)> {
    node.and_then(Value::as_array).into_iter().flatten().enumerate()
}

impl Document {
    pub(crate) fn new(file: &str, text: &str, syntax: Syntax, tree: Value) -> Self {
        Self { file: file.to_owned(), text: text.to_owned(), syntax, tree }
    }

    /// The document as it now stands: as written after [`load`](crate::load), as progenitor takes it after
    /// [`normalize`](crate::normalize()).
    pub fn tree(&self) -> &Value {
        &self.tree
    }

    /// Another tree in the location of this one. Positions are still looked up in this one's text.
    #[must_use]
    pub fn with_tree(&self, tree: Value) -> Self {
        Self { file: self.file.clone(), text: self.text.clone(), syntax: self.syntax, tree }
    }

    /// The same document for attempts whose diagnostics mostly go unread: they have no position, which costs a reading of
    /// the text each.
    #[must_use]
    pub fn without_text(&self) -> Self {
        Self { text: String::new(), ..self.clone() }
    }

    /// The name of the file in diagnostics.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text that it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All operations, in the order of the document.
    pub fn operations(&self) -> Vec<OperationRef<'_>> {
        operations(&self.tree)
    }

    /// A diagnostic at a location of this document, with its position.
    pub fn diagnostic(
        &self,
        rule: &'static str,
        location: Location,
        message: impl Into<String>,
        help: impl Into<Box<str>>,
    ) -> Diagnostic {
        self.locate(Diagnostic::new(rule, location, message, help))
    }

    /// Adds the file and the position to a diagnostic of this document.
    pub fn locate(&self, diagnostic: Diagnostic) -> Diagnostic {
        let position = self.position(&diagnostic.location);
        diagnostic.located(&self.file, Some(position))
    }

    /// The line and the column of a location. One that the text does not reach has those of the last segment that it
    /// does reach.
    pub fn position(&self, location: &Location) -> Position {
        position::find(&self.text, self.syntax, location)
    }
}

/// All operations of a tree, in the order of the document.
pub fn operations(tree: &Value) -> Vec<OperationRef<'_>> {
    let paths = tree.get("paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, path_item) in paths.into_iter().flatten() {
        let methods = path_item.as_object().into_iter().flatten();
        for (method, operation) in methods.filter(|(key, _)| METHODS.contains(&key.as_str())) {
            let Some(operation) = operation.as_object() else {
                continue;
            };
            operations.push(OperationRef {
                path,
                method,
                location: Location::from(["paths", path, method]),
                path_item,
                operation,
            });
        }
    }
    operations
}

/// Calls `f` with each operation of a tree.
pub fn for_each_operation(tree: &mut Value, mut f: impl FnMut(&mut Map<String, Value>)) {
    let paths = tree.get_mut("paths").and_then(Value::as_object_mut);
    for path_item in paths.into_iter().flat_map(Map::values_mut) {
        let methods = path_item.as_object_mut().into_iter().flatten();
        for (_, operation) in methods.filter(|(key, _)| METHODS.contains(&key.as_str())) {
            if let Some(operation) = operation.as_object_mut() {
                f(operation);
            }
        }
    }
}

/// The value that a local reference such as `#/components/schemas/Credential` names (RFC 6901).
pub fn resolve<'t>(tree: &'t Value, reference: &str) -> Option<&'t Value> {
    let pointer = reference.strip_prefix('#')?;
    // What is referred to most, without the strings that `pointer` makes to undo escapes.
    let name = reference.strip_prefix(SCHEMAS).filter(|name| !name.contains(['/', '~']));
    match name {
        Some(name) => tree.get("components")?.get("schemas")?.get(name),
        None => tree.pointer(pointer),
    }
}

/// The value behind a chain of references, or the node itself. A chain that leads nowhere or round in a circle ends
/// where it breaks: [`load`](crate::load) has refused it before any pass runs.
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

/// The `$ref` of a node.
pub fn reference(node: &Value) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// What a reference to a named schema begins with.
pub const SCHEMAS: &str = "#/components/schemas/";

/// The name of the schema that a node refers to.
pub fn schema_name(node: &Value) -> Option<&str> {
    reference(node)?.strip_prefix(SCHEMAS)
}

/// A reference to the schema with this name.
pub fn schema_reference(name: &str) -> Value {
    serde_json::json!({ "$ref": format!("{SCHEMAS}{name}") })
}

/// The named schemas of a tree.
pub fn schemas(tree: &Value) -> impl Iterator<Item = (&String, &Value)> {
    tree.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten()
}

/// The named schemas of a tree, made when it has none.
pub fn schemas_mut(tree: &mut Value) -> &mut Map<String, Value> {
    let components = object_mut(tree).entry("components").or_insert_with(|| Map::new().into());
    object_mut(object_mut(components).entry("schemas").or_insert_with(|| Map::new().into()))
}

/// A node as an object. One of another kind becomes an empty object.
fn object_mut(node: &mut Value) -> &mut Map<String, Value> {
    if !node.is_object() {
        *node = Map::new().into();
    }
    node.as_object_mut().expect("it is an object by now")
}
