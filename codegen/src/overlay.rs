//! Applies the corrections that the vendor does not make.
//!
//! The corrections are in a separate [OpenAPI Overlay 1.0](https://spec.openapis.org/overlay/v1.0.0), so they survive
//! an update of the spec. What an overlay sets has its position in the overlay.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Part, remove};
use crate::extensions::{EXTENSIONS, OPTIONAL};
use crate::load::{parse, parse_str};
use crate::location::Location;
use crate::object_kind::{Contained, ObjectKind};
use crate::validate::{misplaced, validate};

const RULE: &str = "overlay";

/// Applies the overlay in a file to a parsed spec, and validates the result: an overlay may correct an invalid spec.
///
/// # Errors
/// Returns the first diagnostic of the overlay or of the resulting spec. If a target matches nothing, an error of the
/// spec comes first: it is often the reason.
pub fn apply_overlay_and_validate(document: Document, path: impl AsRef<Path>) -> Result<Document, Diagnostic> {
    overlaid(document, &parse(path)?)
}

/// Applies an overlay from a string; `file` is its name in diagnostics.
///
/// # Errors
/// As for [`apply_overlay_and_validate`].
pub fn apply_overlay_str(document: Document, file: &str, source: &str) -> Result<Document, Diagnostic> {
    overlaid(document, &parse_str(file, source)?)
}

fn overlaid(mut document: Document, overlay: &Document) -> Result<Document, Diagnostic> {
    let stale = apply_actions(&mut document, overlay)?;
    let document = validate(document)?;
    stale.map_or(Ok(document), Err)
}

/// Applies an overlay to a spec without validating the result.
///
/// # Errors
/// Returns the first diagnostic of the overlay. One diagnostic, at the first of them, lists all targets that match
/// nothing.
pub fn apply_overlay(mut document: Document, overlay: &Document) -> Result<Document, Diagnostic> {
    let stale = apply_actions(&mut document, overlay)?;
    stale.map_or(Ok(document), Err)
}

/// Applies the actions that match something. Returns a diagnostic of the others.
fn apply_actions(document: &mut Document, overlay: &Document) -> Result<Option<Diagnostic>, Diagnostic> {
    let (mut stale, mut set) = (Vec::new(), Vec::new());
    for action in actions(overlay)? {
        if !action.apply(overlay, document, &mut set)? && !action.is_optional {
            stale.push(action);
        }
    }
    let file = Arc::new(overlay.clone());
    let part = |[at, location]: [Location; 2]| Part { at, file: Arc::clone(&file), location };
    // The last action that sets a value comes first. A later removal from a list does not move the locations.
    document.parts = set.into_iter().rev().map(part).chain(document.parts.iter().cloned()).collect();
    let Some(first) = stale.first() else {
        return Ok(None);
    };
    let targets: Vec<String> = stale
        .iter()
        .map(|action| {
            let target = action.location.join("target");
            format!("`{}` (line {})", action.target, overlay.position(&target).line)
        })
        .collect();
    let (noun, verb) = if stale.len() == 1 { ("target", "matches") } else { ("targets", "match") };
    Ok(Some(overlay.diagnostic(
        "stale-overlay-target",
        first.location.join("target"),
        format!("the {noun} {} {verb} nothing in {}", targets.join(", "), document.file()),
        "correct it, remove the action, or add `x-optional: true` to the action",
    )))
}

/// Returns a diagnostic for each optional action of an overlay that matches nothing in a spec.
pub fn skipped_actions(mut document: Document, overlay: &Document) -> Vec<Diagnostic> {
    let actions = actions(overlay).unwrap_or_default().into_iter();
    let skipped = actions.filter(|action| matches!(action.apply(overlay, &mut document, &mut Vec::new()), Ok(false)));
    let skipped = skipped.filter(|action| action.is_optional).map(|action| {
        let message = format!("the optional target `{}` matches nothing", action.target);
        overlay.diagnostic("skipped-overlay-target", action.location.join("target"), message, "correct or remove it")
    });
    skipped.collect()
}

/// The nesting limit of the YAML parser. Code that walks a spec recurses as deep as the spec.
const MAX_DEPTH: usize = 128;

struct Action {
    location: Location,
    target: String,
    path: JsonPath,
    is_optional: bool,
    /// `None` for a removal.
    update: Option<Value>,
}

fn actions(overlay: &Document) -> Result<Vec<Action>, Diagnostic> {
    let refuse = |key, message, help| Err(overlay.diagnostic(RULE, Location::from([key]), message, help));
    if !overlay.tree["overlay"].as_str().is_some_and(|version| version.starts_with("1.0.")) {
        return refuse("overlay", "this is not an overlay of version 1.0", "start it with `overlay: 1.0.0`");
    }
    let mut keys = overlay.tree.as_object().into_iter().flat_map(Map::keys);
    if let Some(key) = keys.find(|key| !OVERLAY_KEYS.contains(&key.as_str()) && !key.starts_with("x-")) {
        let message = format!("an overlay has no `{key}`");
        let location = Location::from([key]);
        return Err(overlay.diagnostic(RULE, location, message, suggestion(&OVERLAY_KEYS, key)));
    }
    let Some(actions) = overlay.tree["actions"].as_array() else {
        return refuse("actions", "the overlay has no list of actions", "add `actions: []`");
    };
    let read = |(index, node)| Action::read(overlay, Location::from(["actions"]).join(index), node);
    actions.iter().enumerate().map(read).collect()
}

const OVERLAY_KEYS: [&str; 4] = ["overlay", "info", "extends", "actions"];

const ACTION_KEYS: [&str; 5] = ["target", "description", "update", "remove", OPTIONAL];

impl Action {
    fn read(overlay: &Document, location: Location, node: &Value) -> Result<Self, Diagnostic> {
        let refuse = |message, help| Err(overlay.diagnostic(RULE, location.clone(), message, help));
        let mut keys = node.as_object().into_iter().flat_map(Map::keys);
        if let Some(key) = keys.find(|key| !ACTION_KEYS.contains(&key.as_str())) {
            let message = format!("an action has no `{key}`");
            return Err(overlay.diagnostic(RULE, location.join(key), message, suggestion(&ACTION_KEYS, key)));
        }
        let Some(target) = node["target"].as_str() else {
            return refuse("this action has no target", "add the JSONPath of the nodes to change");
        };
        let path = JsonPath::parse(target).map_err(|error| {
            let message = format!("the target `{target}` is not a JSONPath: {}", error.message());
            overlay.diagnostic(RULE, location.join("target"), message, "write it as RFC 9535 defines it")
        })?;
        let flag = |key: &str| match node.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => {
                let message = format!("`{key}` must be `true` or `false`");
                Err(overlay.diagnostic(RULE, location.join(key), message, "correct it"))
            }
        };
        let is_optional = flag(OPTIONAL)?;
        let update = match (flag("remove")?, node.get("update")) {
            (true, None) => None,
            (false, Some(update)) => Some(update.clone()),
            // A removal would ignore the update (Overlay 1.0.0, section 4.4.3).
            (true, Some(_)) => return refuse("this action has `update` and `remove: true`", "remove one of them"),
            (false, None) => return refuse("this action changes nothing", "add `update` or `remove: true`"),
        };
        Ok(Self { location, target: target.to_owned(), path, is_optional, update })
    }

    /// Changes each matched node once. Returns whether any node matched. Adds the locations of each value that it sets,
    /// in the spec and in the overlay, to `set`.
    fn apply(
        &self,
        overlay: &Document,
        document: &mut Document,
        set: &mut Vec<[Location; 2]>,
    ) -> Result<bool, Diagnostic> {
        let found = self.path.query_located(&document.tree);
        let mut pointers: Vec<String> = found.into_iter().map(|node| node.location().to_json_pointer()).collect();
        // A removal must not move the nodes that are still to be removed: inner nodes go before outer ones, later items
        // before earlier ones. A node may match more than once.
        pointers.sort_by(|one, other| order(other).cmp(&order(one)));
        pointers.dedup();
        for pointer in &pointers {
            let is_done = match &self.update {
                None => remove(&mut document.tree, &Location::from_pointer(pointer)),
                Some(update) => {
                    self.check_extensions(overlay, pointer, update)?;
                    let locations = [Location::from_pointer(pointer), self.location.join("update")];
                    update_at(&mut document.tree, update, locations, set)
                }
            };
            if !is_done {
                let matched = if pointer.is_empty() { "the whole spec" } else { pointer };
                let message =
                    format!("the target `{}` matches {matched}, which this action cannot change", self.target);
                let help = "update an object with an object, append one item to a list with each action, and remove \
                            anything except the whole spec";
                return Err(overlay.diagnostic(RULE, self.location.join("target"), message, help));
            }
        }
        // Checked after each action, so that the tree is never much deeper.
        let is_deep = |pointer: &String| {
            let levels = MAX_DEPTH.saturating_sub(pointer.matches('/').count());
            document.tree.pointer(pointer).is_some_and(|node| is_deeper(node, levels))
        };
        if pointers.iter().any(is_deep) {
            let message = format!("this action nests {} more than {MAX_DEPTH} levels deep", document.file());
            let help = "define a named schema and reference it";
            return Err(overlay.diagnostic(RULE, self.location.join("update"), message, help));
        }
        Ok(!pointers.is_empty())
    }

    /// Rejects extensions that this generator ignores: most are misspellings.
    fn check_extensions(&self, overlay: &Document, pointer: &str, update: &Value) -> Result<(), Diagnostic> {
        let target = Location::from_pointer(pointer);
        let mut at = Some(Contained::One(ObjectKind::Document));
        for key in target.segments() {
            at = match at.and_then(|at| at.below(key)) {
                None if has_own_keys(key) => return Ok(()),
                below => below,
            };
        }
        invalid_extension(at, &self.location.join("update"), update)
            .map_or(Ok(()), |diagnostic| Err(overlay.locate(diagnostic)))
    }
}

/// Returns the diagnostic of the first extension that this generator ignores. An update of a list is an item; inside an
/// object, it is a list of items. `at` is `None` for an object that has no extension of this generator, such as `info`.
fn invalid_extension(at: Option<Contained>, location: &Location, node: &Value) -> Option<Diagnostic> {
    match (at, node) {
        (Some(at @ Contained::List(_)), item) if !item.is_array() => invalid_extension(at.below(""), location, item),
        (_, Value::Array(items)) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| invalid_extension(at.and_then(|at| at.below("")), &location.join(index), item)),
        (_, Value::Object(map)) => map.iter().find_map(|(key, child)| {
            if at.map_or(key.starts_with("x-"), |at| at.is_extension(key)) {
                return match at.filter(|_| EXTENSIONS.contains(&key.as_str())) {
                    Some(at) => misplaced(at, location.join(key), key, child),
                    None => Some(unknown_extension(location.join(key), key)),
                };
            }
            match at.and_then(|at| at.below(key)) {
                None if has_own_keys(key) => None,
                below => invalid_extension(below, &location.join(key), child),
            }
        }),
        _ => None,
    }
}

/// Returns whether the keys inside the value of a keyword are names or any JSON, and not keywords.
fn has_own_keys(keyword: &str) -> bool {
    const KEYWORDS: [&str; 10] =
        ["const", "default", "enum", "example", "examples", "mapping", "scopes", "security", "value", "variables"];
    keyword.starts_with("x-") || KEYWORDS.contains(&keyword)
}

fn unknown_extension(location: Location, key: &str) -> Diagnostic {
    let message = format!("the extension `{key}` is unknown");
    Diagnostic::new("unknown-extension", location, message, suggestion(&EXTENSIONS, key))
}

/// Orders an outer node before its inner nodes, and the items of a list by index.
fn order(pointer: &str) -> Vec<(usize, &str)> {
    pointer.split('/').map(|segment| (segment.parse().unwrap_or_default(), segment)).collect()
}

/// Returns the help for a misspelt name: the nearest known name or, if none is near, all of them unless they are many.
pub fn suggestion(known: &[&str], name: &str) -> String {
    match known.iter().map(|known| (distance(known, name), known)).min() {
        Some((distance, nearest)) if distance <= 3.min(name.len() / 2) => format!("did you mean `{nearest}`?"),
        _ if known.is_empty() || known.len() > 100 => "correct it".to_owned(),
        _ => format!("it may be one of {}", known.join(", ")),
    }
}

/// Returns the edit distance of two words (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (index, from) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, to) in to.chars().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[row.len() - 1]
}

fn is_deeper(node: &Value, levels: usize) -> bool {
    let is_deeper = |child: &Value| levels == 0 || is_deeper(child, levels - 1);
    match node {
        Value::Object(map) => map.values().any(is_deeper),
        Value::Array(list) => list.iter().any(is_deeper),
        _ => false,
    }
}

/// `locations` are those of the node and of the update. Adds those of each value that it sets to `set`.
fn update_at(tree: &mut Value, update: &Value, locations: [Location; 2], set: &mut Vec<[Location; 2]>) -> bool {
    match tree.pointer_mut(&locations[0].pointer()) {
        Some(node @ Value::Object(_)) if update.is_object() => merge(node, update, &locations, set),
        // The items are meant, not a list within the list.
        Some(Value::Array(list)) if !update.is_array() => {
            let [at, from] = locations;
            set.push([at.join(list.len()), from]);
            list.push(update.clone());
        }
        _ => return false,
    }
    true
}

/// Merges objects, joins lists and replaces other values (Overlay 1.0.0, section 4.4.3).
fn merge(node: &mut Value, update: &Value, locations: &[Location; 2], set: &mut Vec<[Location; 2]>) {
    let [at, from] = locations;
    match (node, update) {
        (Value::Object(map), Value::Object(update)) => {
            for (key, value) in update {
                merge(map.entry(key).or_insert(Value::Null), value, &[at.join(key), from.join(key)], set);
            }
        }
        (Value::Array(list), Value::Array(more)) => {
            set.extend((0..more.len()).map(|index| [at.join(list.len() + index), from.join(index)]));
            list.extend(more.iter().cloned());
        }
        (node, update) => {
            *node = update.clone();
            set.push(locations.clone());
        }
    }
}
