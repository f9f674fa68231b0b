//! Applies the corrections that the API's owner does not carry.
//!
//! They stand in a document of their own, an [OpenAPI Overlay 1.0](https://spec.openapis.org/overlay/v1.0.0), so that a
//! new definition can take the location of the old one without losing them.

use std::path::Path;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::load::{parse, parse_str};
use crate::location::Location;
use crate::validate::validate;

const RULE: &str = "overlay";

/// Applies the overlay in a file to a document.
///
/// # Errors
/// The first fault of the overlay, a target that matches nothing among them, or of the document that it makes.
pub fn apply_overlay_and_validate(document: Document, path: impl AsRef<Path>) -> Result<Document, Diagnostic> {
    validate(apply_overlay(document, &parse(path)?)?)
}

/// Applies an overlay from a text; `file` is what faults call it.
///
/// # Errors
/// As for [`apply_overlay_and_validate`].
pub fn apply_overlay_str(document: Document, file: &str, text: &str) -> Result<Document, Diagnostic> {
    validate(apply_overlay(document, &parse_str(file, text)?)?)
}

/// Applies an overlay to a document, and does not look whether what it makes is sound.
///
/// # Errors
/// The first fault of the overlay.
pub fn apply_overlay(mut document: Document, overlay: &Document) -> Result<Document, Diagnostic> {
    for action in actions(overlay)? {
        action.apply(overlay, &mut document)?;
    }
    Ok(document)
}

/// Marks an action whose target need not match: what it corrects is not in the definitions of all years.
const OPTIONAL: &str = "x-optional";

/// As deep as the reader of YAML goes. What walks over a document goes as deep as the document.
const DEEPEST: usize = 128;

/// One correction.
struct Action {
    location: Location,
    target: String,
    path: JsonPath,
    is_optional: bool,
    change: Change,
}

enum Change {
    Remove,
    Update(Value),
}

fn actions(overlay: &Document) -> Result<Vec<Action>, Diagnostic> {
    let version = overlay.tree.get("overlay").and_then(Value::as_str).unwrap_or_default();
    if !version.starts_with("1.0.") {
        let mend = "begin it with `overlay: 1.0.0`";
        return Err(overlay.diagnostic(
            RULE,
            Location::from(["overlay"]),
            "this is not an overlay of version 1.0",
            mend,
        ));
    }
    let actions = overlay.tree.get("actions").and_then(Value::as_array);
    let Some(actions) = actions.filter(|actions| !actions.is_empty()) else {
        return Err(overlay.diagnostic(
            RULE,
            Location::from(["actions"]),
            "the overlay has no actions",
            "list at least one",
        ));
    };
    let read = |(index, node)| Action::read(overlay, Location::from(["actions"]).join(index), node);
    actions.iter().enumerate().map(read).collect()
}

impl Action {
    fn read(overlay: &Document, location: Location, node: &Value) -> Result<Self, Diagnostic> {
        let is_known =
            |key: &str| matches!(key, "target" | "description" | "update" | "remove") || key.starts_with("x-");
        if let Some(key) = node.as_object().into_iter().flat_map(Map::keys).find(|key| !is_known(key)) {
            let what = format!("an action has no `{key}`");
            return Err(overlay.diagnostic(
                RULE,
                location.join(key),
                what,
                "it may have target, description, update and remove",
            ));
        }
        let Some(target) = node.get("target").and_then(Value::as_str) else {
            return Err(overlay.diagnostic(
                RULE,
                location,
                "this action has no target",
                "add the JSONPath of what it changes",
            ));
        };
        let path = JsonPath::parse(target).map_err(|error| {
            let what = format!("the target `{target}` is not a JSONPath: {}", error.message());
            overlay.diagnostic(RULE, location.join("target"), what, "write it as RFC 9535 has it")
        })?;
        // `remove` goes before `update` (Overlay 1.0.0, section 4.4.3).
        let change = match (node.get("remove"), node.get("update")) {
            (Some(Value::Bool(true)), _) => Change::Remove,
            (_, Some(update)) => Change::Update(update.clone()),
            _ => {
                return Err(overlay.diagnostic(
                    RULE,
                    location,
                    "this action changes nothing",
                    "add `update` or `remove: true`",
                ));
            }
        };
        let is_optional = node.get(OPTIONAL) == Some(&Value::Bool(true));
        Ok(Self { location, target: target.to_owned(), path, is_optional, change })
    }

    fn apply(&self, overlay: &Document, document: &mut Document) -> Result<(), Diagnostic> {
        let found = self.path.query_located(&document.tree);
        let pointers: Vec<String> = found.into_iter().map(|node| node.location().to_json_pointer()).collect();
        if pointers.is_empty() && !self.is_optional {
            let what = format!("the target `{}` matches nothing in {}", self.target, document.file());
            return Err(overlay.diagnostic(
                RULE,
                self.location.join("target"),
                what,
                "correct it, or take the action out",
            ));
        }
        // The last first: what is removed does not move what is still to be.
        for pointer in pointers.iter().rev() {
            let is_done = match &self.change {
                Change::Remove => remove(&mut document.tree, pointer),
                Change::Update(update) => update_at(&mut document.tree, pointer, update),
            };
            if !is_done {
                let what = format!("the target `{}` matches {pointer}, which cannot be changed", self.target);
                let mend = "update an object or a list, and remove anything but the whole document";
                return Err(overlay.diagnostic(RULE, self.location.join("target"), what, mend));
            }
        }
        // After each action, so that it is never much deeper.
        let is_deep = |pointer: &String| {
            let levels = DEEPEST.saturating_sub(pointer.matches('/').count());
            document.tree.pointer(pointer).is_some_and(|node| is_deeper(node, levels))
        };
        if pointers.iter().any(is_deep) {
            let what = format!("with this, {} is nested more than {DEEPEST} levels deep", document.file());
            return Err(overlay.diagnostic(RULE, self.location.join("update"), what, "name a schema and refer to it"));
        }
        Ok(())
    }
}

fn is_deeper(node: &Value, levels: usize) -> bool {
    let is_deeper = |child: &Value| levels == 0 || is_deeper(child, levels - 1);
    match node {
        Value::Object(map) => map.values().any(is_deeper),
        Value::Array(list) => list.iter().any(is_deeper),
        _ => false,
    }
}

fn remove(tree: &mut Value, pointer: &str) -> bool {
    let Some((holder, key)) = pointer.rsplit_once('/') else {
        return false;
    };
    match tree.pointer_mut(holder) {
        Some(Value::Object(map)) => map.shift_remove(&key.replace("~1", "/").replace("~0", "~")).is_some(),
        Some(Value::Array(list)) => match key.parse::<usize>() {
            Ok(index) if index < list.len() => {
                list.remove(index);
                true
            }
            _ => false,
        },
        // It went with what held it.
        _ => true,
    }
}

fn update_at(tree: &mut Value, pointer: &str, update: &Value) -> bool {
    match tree.pointer_mut(pointer) {
        Some(node @ Value::Object(_)) if update.is_object() => merge(node, update),
        Some(Value::Array(list)) => list.push(update.clone()),
        _ => return false,
    }
    true
}

/// Objects are merged, lists are joined, anything else is replaced (Overlay 1.0.0, section 4.4.3).
fn merge(node: &mut Value, update: &Value) {
    match (node, update) {
        (Value::Object(map), Value::Object(update)) => {
            for (key, value) in update {
                merge(map.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(list), Value::Array(more)) => list.extend(more.iter().cloned()),
        (node, update) => *node = update.clone(),
    }
}
