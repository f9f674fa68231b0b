//! Inlines the parameters, bodies, responses and headers of `components`. Removes callbacks and links, and the schemas
//! of content that the client does not use because there is JSON.
//!
//! A response by `$ref` means the same as an inline response, and so do the parameters of a path item. Later passes and
//! the client see one form only.
//!
//! ```yaml
//! # before
//! /a: { parameters: [{ $ref: '#/components/parameters/Limit' }], get: { responses: { 404: { $ref: '#/…/NotFound' } } } }
//! # after
//! /a: { get: { parameters: [{ name: limit, in: query }], responses: { 404: { description: Not found. } } } }
//! ```

use serde_json::{Map, Value};

use crate::client::{is_json, json_media};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, operations, reference, resolve_refs};
use crate::object_kind::{ObjectKind, drop_callbacks, walk_mut};

/// The kinds whose references are replaced.
const KINDS: [ObjectKind; 4] =
    [ObjectKind::Parameter, ObjectKind::RequestBody, ObjectKind::Response, ObjectKind::Header];

/// Replaces each reference to these kinds with its target, and moves the parameters of path items into the operations.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    walk_mut(&mut document.tree, &mut drop_callbacks);
    let before = document.tree.clone();
    for at in operations(&before) {
        let parameters: Vec<Value> = at.parameters(&before).into_iter().map(|(_, node)| node.clone()).collect();
        if !parameters.is_empty() {
            document.tree["paths"][at.path][at.method]["parameters"] = parameters.into();
        }
    }
    if let Some(components) = document.tree.get_mut("components").and_then(Value::as_object_mut) {
        components.retain(|section, _| !KINDS.iter().any(|kind| kind.section() == Some(section)));
    }
    walk_mut(&mut document.tree, &mut |kind, node| {
        if KINDS.contains(&kind) && reference(node).is_some() {
            *node = resolve_refs(&before, node).clone();
        }
        if let (ObjectKind::RequestBody | ObjectKind::Response, Some(Value::Object(content))) =
            (kind, node.get_mut("content"))
        {
            drop_other_schemas(kind, content);
        }
        if let (ObjectKind::PathItem, Value::Object(path_item)) = (kind, node) {
            path_item.shift_remove("parameters");
        }
    });
    Ok(())
}

/// If there is JSON, removes the other schemas of the content, which the client neither sends nor reads.
fn drop_other_schemas(kind: ObjectKind, content: &mut Map<String, Value>) {
    let Some(used) = json_media(content).map(|(_, media)| media["schema"].clone()) else {
        return;
    };
    // An error may have any JSON type.
    let is_used =
        |name: &String, media: &Value| media["schema"] == used || kind == ObjectKind::Response && is_json(name);
    let others = content.iter_mut().filter(|(name, media)| !is_used(name, media));
    others.filter_map(|(_, media)| media.as_object_mut()).for_each(|media| _ = media.shift_remove("schema"));
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_component_is_inlined_and_an_operation_overrides_its_path_item() {
        golden(
            run,
            "
paths:
  /a:
    parameters: [{ $ref: '#/components/parameters/Limit' }, { name: id, in: path }]
    get:
      parameters: [{ name: limit, in: query, required: true }]
      requestBody: { $ref: '#/components/requestBodies/A' }
      callbacks: { a: { $ref: '#/components/callbacks/A' } }
      responses: { 404: { $ref: '#/components/responses/Gone' } }
components:
  parameters: { Limit: { name: limit, in: query } }
  requestBodies: { A: { required: true, content: { application/json: { schema: {} }, text/json: { schema: {} }, application/b+json: { schema: { type: string } } } } }
  headers: { Location: { required: true } }
  responses:
    Gone: { $ref: '#/components/responses/NotFound' }
    NotFound: { description: None., content: { application/json: { schema: {} }, a/b: { schema: { type: string } } }, links: { a: {} }, headers: { Location: { $ref: '#/components/headers/Location' } } }
  schemas: {}
",
            "
paths:
  /a:
    get:
      parameters: [{ name: limit, in: query, required: true }, { name: id, in: path }]
      requestBody: { required: true, content: { application/json: { schema: {} }, text/json: { schema: {} }, application/b+json: {} } }
      responses: { 404: { description: None., content: { application/json: { schema: {} }, a/b: {} }, headers: { Location: { required: true } } } }
components:
  schemas: {}
",
        );
    }
}
