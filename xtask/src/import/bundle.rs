//! Gathers the operations with a tag, and exactly what they usage, into one document.
//!
//! What they reach may stand in the document's `components`, anywhere else in it, in a `$defs`, or in another file that
//! a relative `$ref` names: all of it ends as a named component.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;
use rebilly_customer_auth_codegen::document::{METHODS, SCHEMAS, reference, resolve, resolve_refs, schemas};
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, parse};
use serde_json::{Map, Value, json};

use rebilly_customer_auth_codegen::object_kind::{ObjectKind, try_walk_mut};

const RULE: &str = "import";

/// The document with the operations that `keep` accepts and all that they usage.
///
/// # Errors
/// A reference that leads nowhere, or out of reach: to another host or an absolute path.
pub(crate) fn bundle(root: &Document, keep: impl Fn(&Value) -> bool) -> Result<Value, Diagnostic> {
    let mut tree = root.tree().clone();
    let root_file = PathBuf::from(root.file());
    let mut gathering = Gathering::new(root_file.clone(), root.clone());
    let mut paths = match tree.get_mut("paths").map(Value::take) {
        Some(Value::Object(paths)) => paths,
        _ => Map::new(),
    };
    paths.retain(|path, _| path.starts_with('/'));
    for path_item in paths.values_mut() {
        let file = gathering.inline(path_item, &root_file)?;
        let dropped: Vec<String> =
            methods_of(path_item).filter(|(_, operation)| !keep(operation)).map(|(method, _)| method.into()).collect();
        if let Some(map) = path_item.as_object_mut() {
            map.retain(|key, _| !dropped.contains(key));
        }
        if methods_of(path_item).next().is_some() {
            gathering.collect(ObjectKind::PathItem, path_item, &file)?;
        }
    }
    paths.retain(|_, path_item| methods_of(path_item).next().is_some());
    let paths = Value::Object(paths);
    let schemes = schemes_of(&tree, &paths);
    let Some(document) = tree.as_object_mut() else {
        return Ok(tree);
    };
    for key in ["webhooks", "x-webhooks", "components", "jsonSchemaDialect"] {
        document.shift_remove(key);
    }
    document.insert("paths".to_owned(), paths);
    document.insert("components".to_owned(), gathering.into_components(&schemes));
    Ok(tree)
}

/// The operations of a path item, by method.
pub(crate) fn methods_of(path_item: &Value) -> impl Iterator<Item = (&str, &Value)> {
    METHODS.iter().filter_map(|method| Some((*method, path_item.get(method).filter(|node| node.is_object())?)))
}

/// The names of the security schemes that the operations accept.
fn schemes_of(tree: &Value, paths: &Value) -> BTreeSet<String> {
    let operations = paths.as_object().into_iter().flat_map(Map::values).flat_map(methods_of);
    operations
        .filter_map(|(_, operation)| operation.get("security").or(tree.get("security")))
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(Value::as_object)
        .flat_map(|alternative| alternative.keys().cloned())
        .collect()
}

/// A value in one of the files: the file, and the pointer to it.
type FilePointer = (PathBuf, String);

struct Gathering {
    root: PathBuf,
    files: BTreeMap<PathBuf, Document>,
    /// How many bytes the referenced files have together.
    bytes: u64,
    /// The component that each value has become.
    names: BTreeMap<FilePointer, (&'static str, String)>,
    components: BTreeMap<&'static str, BTreeMap<String, Value>>,
    /// The components that have a name and are still to be walked.
    pending: Vec<(ObjectKind, FilePointer)>,
}

impl Gathering {
    fn new(root: PathBuf, document: Document) -> Self {
        let files = BTreeMap::from([(root.clone(), document)]);
        Self { root, files, bytes: 0, names: BTreeMap::new(), components: BTreeMap::new(), pending: Vec::new() }
    }

    /// Puts the path item that a `$ref` leads to in the location of the reference. Returns the file that its own references
    /// are relative to.
    fn inline(&mut self, path_item: &mut Value, file: &Path) -> Result<PathBuf, Diagnostic> {
        let Some(target) = reference(path_item).map(str::to_owned) else {
            return Ok(file.to_owned());
        };
        let ((file, _), mut inlined) = self.find(file, &target)?;
        if let Some(inlined) = inlined.as_object_mut() {
            inlined.remove("$ref");
        }
        *path_item = inlined;
        Ok(file)
    }

    /// Makes each value that a node leads to a component, and lets the references name it. One after the other: a chain
    /// of references may be longer than the stack is deep.
    fn collect(&mut self, kind: ObjectKind, node: &mut Value, file: &Path) -> Result<(), Diagnostic> {
        self.name_references(kind, node, file)?;
        while let Some((kind, location)) = self.pending.pop() {
            let (section, name) = self.names[&location].clone();
            let named = self.components.entry(section).or_default();
            let mut node = named.get_mut(&name).map(Value::take).unwrap_or_default();
            self.name_references(kind, &mut node, &location.0)?;
            self.components.entry(section).or_default().insert(name, node);
        }
        Ok(())
    }

    /// Lets each reference of a node name a component.
    fn name_references(&mut self, kind: ObjectKind, node: &mut Value, file: &Path) -> Result<(), Diagnostic> {
        try_walk_mut(kind, node, &mut |kind, node| {
            if let Some(target) = reference(node).map(str::to_owned) {
                node["$ref"] = Value::from(self.component(kind, file, &target)?);
            }
            if kind == ObjectKind::Schema {
                self.say_mapping(node, file);
            }
            let mapping = node.pointer_mut("/discriminator/mapping").filter(|_| kind == ObjectKind::Schema);
            for target in mapping.and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
                // Without a `#` or a file it is the bare name of a schema (OpenAPI 3.0.3, section 4.7.25).
                let reference = match target.as_str() {
                    Some(text) if text.contains(['#', '/', '.']) => text.to_owned(),
                    Some(name) => format!("#/components/schemas/{name}"),
                    None => continue,
                };
                *target = Value::from(self.component(ObjectKind::Schema, file, &reference)?);
            }
            Ok(true)
        })
    }

    /// Gives a discriminator without a mapping the one that it implies: each schema of the file that is composed of
    /// this one, by its name (OpenAPI 3.0.3, section 4.7.25). No reference leads from here to those.
    fn say_mapping(&self, node: &mut Value, file: &Path) {
        let is_base = node.get("oneOf").is_none() && node.get("anyOf").is_none();
        let is_implied = node.get("discriminator").is_some_and(|it| it.is_object() && it.get("mapping").is_none());
        let schemas = || schemas(self.files[file].tree());
        let Some((own_name, _)) = schemas().find(|(_, schema)| *schema == node).filter(|_| is_base && is_implied)
        else {
            return;
        };
        let own = format!("{SCHEMAS}{own_name}");
        let is_child = |schema: &Value| {
            let members = schema.get("allOf").and_then(Value::as_array);
            members.into_iter().flatten().any(|member| reference(member) == Some(&own))
        };
        let mapping: Map<String, Value> = schemas()
            .filter(|(_, schema)| is_child(schema))
            .map(|(name, _)| (name.clone(), Value::from(format!("{SCHEMAS}{name}"))))
            .collect();
        if !mapping.is_empty() {
            node["discriminator"]["mapping"] = Value::Object(mapping);
        }
    }

    /// The reference to the component that a value is or becomes.
    fn component(&mut self, kind: ObjectKind, file: &Path, target: &str) -> Result<String, Diagnostic> {
        let Some(section) = kind.section() else {
            let document = &self.files[file];
            let what = format!("`{target}` stands where OpenAPI allows no reference");
            return Err(document.diagnostic(
                RULE,
                location_of(document, target),
                what,
                "write what it refers to in its location",
            ));
        };
        let (location, node) = self.find(file, target)?;
        if let Some((section, name)) = self.names.get(&location) {
            return Ok(format!("#/components/{section}/{name}"));
        }
        let name = self.name(section, &location);
        self.names.insert(location.clone(), (section, name.clone()));
        // Named before it is walked: it may refer to itself.
        self.components.entry(section).or_default().insert(name.clone(), node);
        self.pending.push((kind, location));
        Ok(format!("#/components/{section}/{name}"))
    }

    /// The value that a reference leads to, through any chain of further references.
    fn find(&mut self, file: &Path, target: &str) -> Result<(FilePointer, Value), Diagnostic> {
        let mut file = file.to_owned();
        let mut next = target.to_owned();
        for _ in 0..32 {
            let (target_file, pointer) = self.locate(&file, &next)?;
            let document = &self.files[&target_file];
            let Some(node) = resolve(document.tree(), &format!("#{pointer}")) else {
                let location = location_of(&self.files[&file], &next);
                let what = format!("`{next}` is not defined");
                return Err(self.files[&file].diagnostic(RULE, location, what, "define it or correct the name"));
            };
            match reference(node).filter(|_| node.as_object().is_some_and(|map| map.len() == 1)) {
                None => return Ok(((target_file, pointer), node.clone())),
                Some(further) => next = further.to_owned(),
            }
            file = target_file;
        }
        let document = &self.files[&file];
        let what = format!("`{target}` leads back to itself");
        Err(document.diagnostic(
            RULE,
            location_of(document, &next),
            what,
            "let one of the references in the circle be a definition",
        ))
    }

    /// The file and the pointer that a reference names, the file read.
    fn locate(&mut self, file: &Path, target: &str) -> Result<FilePointer, Diagnostic> {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = percent_decode_str(path).decode_utf8_lossy();
        let document = &self.files[file];
        let refuse = |message: &str, help: &str| {
            Err(document.diagnostic(RULE, location_of(document, target), format!("`{target}` {message}"), help))
        };
        if path.contains("://") || path.starts_with("//") || Path::new(&*path).is_absolute() {
            return refuse("is not beside this document", "put it into a file here and refer to that");
        }
        let target_file = match path.is_empty() {
            true => file.to_owned(),
            false => normal(&file.parent().unwrap_or(Path::new("")).join(&*path)),
        };
        if !self.files.contains_key(&target_file) {
            let Some(length) = regular_file_below(&self.root, &target_file) else {
                return refuse(
                    "names no regular file that can be read in the folder of the root document or below",
                    "put it there or correct the path",
                );
            };
            self.bytes = self.bytes.saturating_add(length);
            if self.bytes > MAX_BYTES {
                return refuse("makes the files larger than 64 MiB together", "refer to less");
            }
            // What another file contains stays out of diagnostics: it may be anything.
            let Ok(read) = parse(&target_file) else {
                return refuse("names a file that is not valid YAML or JSON", "correct that file or the path");
            };
            self.files.insert(target_file.clone(), read);
        }
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let pointer = match fragment.is_empty() || fragment.starts_with('/') {
            true => fragment.into_owned(),
            false => self.anchor(&target_file, &fragment).unwrap_or_else(|| format!("/{fragment}")),
        };
        Ok((target_file, pointer))
    }

    /// The pointer to the schema with this `$anchor` (JSON Schema 2020-12, section 8.2.2).
    fn anchor(&self, file: &Path, name: &str) -> Option<String> {
        let is_it = |node: &Value| node.get("$anchor").and_then(Value::as_str) == Some(name);
        Some(find(self.files[file].tree(), &Location::root(), &is_it)?.pointer())
    }

    /// A name for a new component: that of the component or the property it was, or else of its file.
    fn name(&self, section: &'static str, location: &FilePointer) -> String {
        let (file, pointer) = location;
        let base = match pointer.rsplit('/').next().filter(|last| !last.is_empty()) {
            Some(last) => last.replace("~1", "/").replace("~0", "~"),
            None => file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        };
        let base: String =
            base.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
        if *file == self.root && *pointer == format!("/components/{section}/{base}") {
            return base;
        }
        let is_taken = |name: &str| {
            let declared = self.files[&self.root].tree().pointer(&format!("/components/{section}/{name}"));
            declared.is_some() || self.components.get(section).is_some_and(|named| named.contains_key(name))
        };
        let numbered = (2..).map(|number| format!("{base}{number}"));
        std::iter::once(base.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(base)
    }

    fn into_components(self, schemes: &BTreeSet<String>) -> Value {
        let declared = self.files[&self.root].tree().pointer("/components/securitySchemes").and_then(Value::as_object);
        let kept: BTreeMap<&String, &Value> =
            declared.into_iter().flatten().filter(|(name, _)| schemes.contains(*name)).collect();
        let tree = self.files[&self.root].tree();
        let kept: BTreeMap<_, _> = kept.into_iter().map(|(name, node)| (name, resolve_refs(tree, node))).collect();
        let mut components = json!(self.components);
        if !kept.is_empty() {
            components["securitySchemes"] = json!(kept);
        }
        components
    }
}

/// The most bytes that the referenced files may have together.
const MAX_BYTES: u64 = 64 << 20;

/// The length of a regular file, if it stands in the folder of the root document or below, symbolic links followed. A
/// FIFO or a device may never end, and a spec from elsewhere must not publish other files.
fn regular_file_below(root: &Path, file: &Path) -> Option<u64> {
    let folder = match root.parent().filter(|folder| *folder != Path::new("")) {
        Some(folder) => folder.canonicalize().ok()?,
        None => Path::new(".").canonicalize().ok()?,
    };
    let file = file.canonicalize().ok().filter(|file| file.starts_with(&folder))?;
    let metadata = file.metadata().ok()?;
    metadata.is_file().then_some(metadata.len())
}

/// A path without `.` and without `..` after a name, so that one file has one name.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

/// The location of the first reference to a target.
fn location_of(document: &Document, target: &str) -> Location {
    find(document.tree(), &Location::root(), &|node| node == target).unwrap_or_default()
}

/// The location of the first node below this one that is the wanted one.
fn find(node: &Value, location: &Location, is_it: &impl Fn(&Value) -> bool) -> Option<Location> {
    if is_it(node) {
        return Some(location.clone());
    }
    match node {
        Value::Object(map) => map.iter().find_map(|(key, child)| find(child, &location.join(key), is_it)),
        Value::Array(list) => {
            list.iter().enumerate().find_map(|(index, child)| find(child, &location.join(index), is_it))
        }
        _ => None,
    }
}
