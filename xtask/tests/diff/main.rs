//! `diff` reports what a caller notices, in the direction that matters, and nothing else.

mod command;
mod constraints;
mod enums;
mod equal_forms;
mod mutations;
mod operations;
mod properties;
mod robustness;
mod rust;
mod security_and_servers;
mod serialization;
mod types;
mod unions;

use std::collections::BTreeMap;
use std::path::Path;

use rebilly_customer_auth_codegen::{Document, load, load_str};
use serde_json::Value;
use xtask::diff::{Change, compare, diff};

/// The changes of two specs that are equal for a caller.
const NOTHING: [&str; 0] = [];

fn changes(old: &Document, new: &Document) -> Vec<Change> {
    diff(old, new, &BTreeMap::new())
}

/// The changes of two specs and of their clients.
fn client_changes(old: &Document, new: &Document) -> Vec<Change> {
    compare([old, new], [old, new], new).0
}

fn lines(old: &Document, new: &Document) -> Vec<String> {
    changes(old, new).iter().map(ToString::to_string).collect()
}

/// A spec with these paths and further top-level members.
fn document(paths: &str, rest: &str) -> Document {
    let source = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n{paths}\n{rest}");
    load_str("test.yaml", &source).unwrap_or_else(|diagnostic| panic!("{diagnostic}\n{source}"))
}

fn of_tree(tree: &Value) -> Document {
    load_str("test.json", &tree.to_string()).unwrap_or_else(|diagnostic| panic!("{diagnostic}"))
}

/// The project's own spec.
fn own() -> Document {
    load(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/customer-authentication.yaml")).expect("our own spec")
}

/// A spec in which `PostA` accepts the schema `A`.
fn sent(schemas: &str) -> Document {
    let paths = "
  /a:
    post:
      operationId: PostA
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
      responses: { 204: { description: Done. } }
";
    document(paths, &format!("components:\n  schemas:\n{schemas}"))
}

/// A spec in which `GetA` returns the schema `A`.
fn returned(schemas: &str) -> Document {
    let paths = "
  /a:
    get:
      operationId: GetA
      responses:
        200: { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
";
    document(paths, &format!("components:\n  schemas:\n{schemas}"))
}

/// A spec in which `PutA` accepts and returns the schema with this name.
fn sent_and_returned(name: &str, schemas: &str) -> Document {
    let content = format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}");
    let paths = format!(
        "
  /a:
    put:
      operationId: PutA
      requestBody: {{ {content} }}
      responses: {{ 200: {{ description: It., {content} }} }}
"
    );
    document(&paths, &format!("components:\n  schemas:\n{schemas}"))
}

/// Compares two forms of `A` in requests. The lines about `A` itself do not name it.
fn request(old: &str, new: &str) -> Vec<String> {
    forms(sent, "`A` in requests of PostA: ", old, new)
}

/// Compares two forms of `A` in responses. The lines about `A` itself do not name it.
fn response(old: &str, new: &str) -> Vec<String> {
    forms(returned, "`A` in responses of GetA: ", old, new)
}

fn forms(document: fn(&str) -> Document, location: &str, old: &str, new: &str) -> Vec<String> {
    let [old, new] = [old, new].map(|form| document(&format!("    A: {form}")));
    lines(&old, &new).into_iter().map(|line| line.replace(location, "")).collect()
}

/// An object with the property `b`.
fn with(b: &str) -> String {
    format!("{{ type: object, properties: {{ a: {{ type: string }}, b: {b} }} }}")
}

/// An object that requires the property `b`.
fn requiring(b: &str) -> String {
    format!("{{ type: object, required: [b], properties: {{ a: {{ type: string }}, b: {b} }} }}")
}

/// Compares two forms of `b` in requests.
fn request_property(old: &str, new: &str) -> Vec<String> {
    request(&with(old), &with(new))
}

/// Compares two forms of `b` in responses.
fn response_property(old: &str, new: &str) -> Vec<String> {
    response(&with(old), &with(new))
}
