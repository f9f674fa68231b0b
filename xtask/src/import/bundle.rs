//! Bundles the selected operations, and exactly the components that they use, into one spec.
//!
//! A used component may be in `components`, anywhere else in the spec, in a `$defs`, or in another file that a relative
//! `$ref` names: each becomes a named component.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rebilly_customer_auth_codegen::document::{
    Part, SCHEMAS, described_reference, extended_references, is_meant_as_operation, reference, resolve, schemas,
    scheme_names,
};
use rebilly_customer_auth_codegen::object_kind::{
    ObjectKind, callback_keys, drop_callbacks, references, try_walk_mut, walk, walk_while,
};
use rebilly_customer_auth_codegen::{
    Diagnostic, Document, Limits, Location, MAX_BYTES, Position, for_each_value, numbered, parse_within, push_all_of,
    schema,
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::files::{Refusal, folder_of, read_below};
use super::{LeftOut, RULE, STDIN, for_each_plain_mut, label, repaired, url_of};

/// The maximum number of references in a chain.
const MAX_CHAIN: usize = 32;

/// The result of bundling.
pub(crate) struct Bundle {
    pub(crate) tree: Value,
    /// The SHA-256 of the root file or, if it references other files, of all of them.
    pub(crate) sha256: String,
    /// The names of schemas in the upstream spec, if their components have others.
    pub(crate) schema_names: BTreeMap<String, String>,
    /// The parts that are ignored or removed.
    pub(crate) repairs: Vec<Diagnostic>,
    /// The parts that are from other files than the root file.
    pub(crate) parts: Vec<Part>,
    /// The operations whose references lead nowhere, to another host or to an absolute path.
    pub(crate) left_out: LeftOut,
}

/// Bundles the operations that `keep` accepts and everything that they use.
///
/// # Errors
/// Returns an error if a description of the spec itself cannot be read.
pub(crate) fn bundle(
    root: &Document,
    folder: Option<&Path>,
    mut keep: impl FnMut(&Value) -> bool,
) -> Result<Bundle, Diagnostic> {
    let mut tree = root.tree().clone();
    let root_file = PathBuf::from(root.file());
    let mut bundler = Bundler::new(root_file.clone(), root.clone(), folder);
    let mut paths = match tree.get_mut("paths").map(Value::take) {
        Some(Value::Object(paths)) => paths,
        _ => Map::new(),
    };
    paths.retain(|path, _| !path.starts_with("x-"));
    let mut left_out = LeftOut::new();
    for (path, path_item) in &mut paths {
        let node = path_item.take();
        match bundler.path_item(path, node, &root_file, &mut keep, &mut left_out) {
            Ok(bundled) => *path_item = bundled,
            Err(diagnostic) => left_out.push((path.clone(), diagnostic)),
        }
    }
    let schemes = bundler.schemes(&tree, &mut paths, &mut left_out);
    paths.retain(|_, path_item| operations_of(path_item).next().is_some());
    bundler.read_descriptions(ObjectKind::Document, &mut tree, &root_file)?;
    let sha256 = bundler.sha256();
    if let Some(webhooks) = tree.get("webhooks").and_then(Value::as_object) {
        bundler.callbacks.insert("webhooks", webhooks.len());
    }
    let document = tree.as_object_mut().expect("a spec is an object");
    for key in ["webhooks", "x-webhooks", "components", "jsonSchemaDialect"] {
        document.shift_remove(key);
    }
    if paths.is_empty() {
        // Nothing uses it, and its schemes are gone.
        document.shift_remove("security");
    }
    document.insert("paths".to_owned(), Value::Object(paths));
    let parts = bundler.parts();
    let Bundler { mut components, schema_names, mut repairs, callbacks, .. } = bundler;
    // `callbacks` and `links` are in many places.
    repairs.extend(callbacks.into_iter().map(|(key, count)| {
        let location = first_location(root.tree(), key).unwrap_or_else(|| Location::from([key]));
        repaired(location, format!("a client needs none of these ({count})"), "they were removed")
    }));
    components.insert("securitySchemes", schemes);
    components.retain(|_, named| !named.is_empty());
    document.insert("components".to_owned(), json!(components));
    Ok(Bundle { tree, sha256, schema_names, repairs, parts, left_out })
}

/// Returns the location of the first member with this name that a client does not need.
fn first_location(tree: &Value, key: &str) -> Option<Location> {
    let mut first = None;
    walk(tree, &mut |kind, location, node| {
        let is_meant = callback_keys(kind).contains(&key) || kind == ObjectKind::Document;
        if first.is_none() && is_meant && node.get(key).is_some() {
            first = Some(location.join(key));
        }
    });
    first
}

/// Returns the operations of a path item, by method. Includes those that no client can have, for diagnostics.
fn operations_of(path_item: &Value) -> impl Iterator<Item = (&String, &Value)> {
    path_item.as_object().into_iter().flatten().filter(|(key, node)| is_meant_as_operation(key, node))
}

/// Returns the names of the security schemes that an operation accepts.
fn schemes_of<'t>(tree: &'t Value, operation: &'t Value) -> impl Iterator<Item = &'t String> {
    let own = operation.get("security").filter(|security| !security.is_null());
    scheme_names(own.or(tree.get("security")))
}

/// A value in one of the files: the file and the JSON pointer.
type FilePointer = (PathBuf, String);

#[derive(Default)]
struct Bundler {
    root: PathBuf,
    /// The directory that must contain all files; `None` for a spec from standard input.
    folder: Option<PathBuf>,
    files: BTreeMap<PathBuf, Document>,
    /// The Markdown files of descriptions.
    descriptions: BTreeMap<PathBuf, String>,
    /// The total size of the referenced files in bytes.
    bytes: u64,
    /// The memory that parsing them may use.
    limits: Limits,
    /// The entries of path items that are in other files.
    entries: BTreeMap<Location, FilePointer>,
    /// The component of each value.
    names: BTreeMap<FilePointer, (&'static str, String)>,
    /// The values that components of the root file reference, by section, with the components' names.
    aliases: BTreeMap<(&'static str, FilePointer), String>,
    /// The values that became components since the last successful [`Self::collect`].
    added: Vec<FilePointer>,
    /// What is ignored.
    repairs: Vec<Diagnostic>,
    /// The numbers of removed `callbacks`, `links` and `webhooks`.
    callbacks: BTreeMap<&'static str, usize>,
    components: BTreeMap<&'static str, BTreeMap<String, Value>>,
    /// The named components that are still to be walked.
    pending: Vec<(ObjectKind, FilePointer)>,
    schema_names: BTreeMap<String, String>,
    /// For each file, the schemas that extend others, by name.
    extended: BTreeMap<PathBuf, BTreeMap<FilePointer, Vec<Subtype>>>,
}

/// A named schema of a file that extends another one.
#[derive(Clone)]
struct Subtype {
    file: PathBuf,
    name: String,
    location: FilePointer,
}

impl Bundler {
    fn new(root: PathBuf, document: Document, folder: Option<&Path>) -> Self {
        let folder = folder_of(&root, folder).filter(|_| root != Path::new(STDIN) && url_of(&root).is_none());
        let aliases = aliases(&root, &document);
        let files = BTreeMap::from([(root.clone(), document)]);
        Self { root, folder, files, aliases, ..Self::default() }
    }

    /// Returns the parts from other files.
    fn parts(&self) -> Vec<Part> {
        let files: BTreeMap<&PathBuf, Arc<Document>> = self
            .files
            .iter()
            .filter(|(path, _)| **path != self.root)
            .map(|(path, it)| (path, Arc::new(it.clone())))
            .collect();
        let components = self.names.iter();
        let components =
            components.map(|(place, (section, name))| (Location::from(["components", section, name]), place));
        let entries = self.entries.iter().map(|(at, place)| (at.clone(), place));
        let part = |(at, (path, pointer)): (Location, &FilePointer)| {
            Some(Part { at, file: Arc::clone(files.get(path)?), location: Location::from_pointer(pointer) })
        };
        components.chain(entries).filter_map(part).collect()
    }

    /// Returns the hash of the root file. With other files, the hash of all names and hashes, as `sha256sum` lists
    /// them.
    fn sha256(&self) -> String {
        let hash = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let root = hash(self.files[&self.root].source().as_bytes());
        let others = self.files.iter().map(|(path, document)| (path, document.source()));
        let others = others.chain(self.descriptions.iter().map(|(path, source)| (path, source.as_str())));
        // Relative to the root file, so that the hash does not depend on the directory.
        let folder = self.root.parent().unwrap_or(Path::new(""));
        let mut lines: Vec<String> = others
            .filter(|(path, _)| **path != self.root)
            .map(|(path, source)| {
                format!("{}  {}\n", hash(source.as_bytes()), path.strip_prefix(folder).unwrap_or(path).display())
            })
            .collect();
        if lines.is_empty() {
            return root;
        }
        lines.sort();
        hash(format!("{root}\n{}", lines.concat()).as_bytes())
    }

    /// Replaces a description that references a Markdown file with its contents. Split repositories have such
    /// descriptions.
    fn read_descriptions(&mut self, kind: ObjectKind, node: &mut Value, file: &Path) -> Result<(), Diagnostic> {
        let mut result = self.read_description(node, file);
        for_each_plain_mut(kind, node, &mut |node| {
            if result.is_ok() {
                result = self.read_description(node, file);
            }
        });
        result
    }

    fn read_description(&mut self, node: &mut Value, file: &Path) -> Result<(), Diagnostic> {
        let Some(target) = node.get("description").and_then(reference).map(str::to_owned) else { return Ok(()) };
        let path = self.path_of(file, &target)?;
        if !self.descriptions.contains_key(&path) {
            let source = String::from_utf8(self.read(file, &target, &path)?)
                .map_err(|_| self.refusal(file, &target, "names a file that is not UTF-8", "save it as UTF-8"))?;
            self.descriptions.insert(path.clone(), source);
        }
        node["description"] = Value::from(self.descriptions[&path].trim_end());
        Ok(())
    }

    /// Bundles the operations of a path item that `keep` accepts. Leaves out those whose references lead nowhere.
    fn path_item(
        &mut self,
        path: &str,
        mut node: Value,
        file: &Path,
        keep: &mut impl FnMut(&Value) -> bool,
        left_out: &mut LeftOut,
    ) -> Result<Value, Diagnostic> {
        let files = self.inline(path, &mut node, file)?;
        let Value::Object(mut entries) = node else { return Ok(node) };
        entries.retain(|key, node| !is_meant_as_operation(key, node) || keep(node));
        let (operations, shared): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|(key, node)| is_meant_as_operation(key, node));
        let mut bundled = Map::new();
        let mut of_all = None;
        for (key, node) in shared.into_iter().filter(|_| !operations.is_empty()) {
            match self.entry(&key, node, &files[&key]) {
                Ok(node) => _ = bundled.insert(key, node),
                Err(diagnostic) => of_all = of_all.or(Some(diagnostic)),
            }
        }
        for (method, node) in operations {
            let label = label(path, &method, &node);
            let result = match &of_all {
                Some(diagnostic) => Err(diagnostic.clone()),
                None => self.entry(&method, node, &files[&method]),
            };
            match result {
                Ok(node) => _ = bundled.insert(method, node),
                Err(diagnostic) => left_out.push((label, diagnostic)),
            }
        }
        Ok(Value::Object(bundled))
    }

    /// Bundles one entry of a path item.
    fn entry(&mut self, key: &str, node: Value, file: &Path) -> Result<Value, Diagnostic> {
        let mut path_item = json!({ key: node });
        self.collect(ObjectKind::PathItem, &mut path_item, file)?;
        Ok(path_item[key].take())
    }

    /// Merges the target of a path item's `$ref` into the path item. Returns the file that the references of each entry
    /// are relative to.
    fn inline(
        &mut self,
        path: &str,
        path_item: &mut Value,
        file: &Path,
    ) -> Result<BTreeMap<String, PathBuf>, Diagnostic> {
        let mut file = file.to_owned();
        let mut files = BTreeMap::new();
        let Some(path_item) = path_item.as_object_mut() else { return Ok(files) };
        files.extend(path_item.keys().map(|key| (key.clone(), file.clone())));
        for _ in 0..MAX_CHAIN {
            let target = match path_item.shift_remove("$ref") {
                None => return Ok(files),
                Some(Value::String(target)) => target,
                Some(_) => {
                    let location = Location::from(["paths", path, "$ref"]);
                    let document = &self.files[&file];
                    let help = "quote it, or name its target";
                    return Err(document.diagnostic(RULE, location, "a reference must be a string", help));
                }
            };
            let found = self.find(&file, &target)?;
            let Value::Object(inlined) = self.node(&found).clone() else {
                return Err(self.refusal(&file, &target, "is not a path item", "correct the reference"));
            };
            let (target_file, pointer) = found;
            for (key, node) in inlined {
                match path_item.contains_key(&key) {
                    true => self.repairs.push(repaired(
                        Location::from(["paths", path, &key]),
                        "is beside the `$ref` and in its target",
                        "the one in the target is ignored",
                    )),
                    false => {
                        files.insert(key.clone(), target_file.clone());
                        let pointer = Location::from_pointer(&pointer).join(&key).pointer();
                        self.entries.insert(Location::from(["paths", path, &key]), (target_file.clone(), pointer));
                        path_item.insert(key, node);
                    }
                }
            }
            file = target_file;
        }
        let message = format!("the `$ref` of the path `{path}` leads back to itself");
        let help = "replace one of the references in the cycle with the object itself";
        Err(self.files[&self.root].diagnostic(RULE, Location::from(["paths", path, "$ref"]), message, help))
    }

    /// Turns each referenced value into a component and updates the references. After an error, the components are as
    /// before.
    fn collect(&mut self, kind: ObjectKind, node: &mut Value, file: &Path) -> Result<(), Diagnostic> {
        let result = self.collect_all(kind, node, file);
        let added = std::mem::take(&mut self.added);
        if result.is_err() {
            self.pending.clear();
            for (section, name) in added.iter().filter_map(|location| self.names.remove(location)) {
                self.components.entry(section).or_default().remove(&name);
            }
        }
        result
    }

    /// Uses a work list instead of recursion: a chain of references could overflow the stack.
    fn collect_all(&mut self, kind: ObjectKind, node: &mut Value, file: &Path) -> Result<(), Diagnostic> {
        self.name_references(kind, node, file)?;
        while let Some((kind, location)) = self.pending.pop() {
            let (section, name) = self.names[&location].clone();
            let named = self.components.entry(section).or_default();
            let mut node = named.get_mut(&name).map(Value::take).unwrap_or_default();
            if kind == ObjectKind::Schema {
                // The dialect of JSON Schema before that of OpenAPI 3.1 has it, and specs use it.
                schema::within_mut(&mut node, &mut |map| {
                    if map.shift_remove("$recursiveRef").is_some() {
                        map.insert("$dynamicRef".to_owned(), format!("#{}", location.1).into());
                    }
                });
            }
            self.name_references(kind, &mut node, &location.0)?;
            if is_base(&node) {
                self.add_subtypes(&location)?;
            }
            self.components.entry(section).or_default().insert(name, node);
        }
        Ok(())
    }

    /// Makes each reference of a node point to a component.
    fn name_references(&mut self, kind: ObjectKind, node: &mut Value, file: &Path) -> Result<(), Diagnostic> {
        try_walk_mut(kind, node, &mut |kind, node| {
            for key in callback_keys(kind).iter().filter(|key| node.get(key).is_some()) {
                *self.callbacks.entry(key).or_default() += 1;
            }
            drop_callbacks(kind, node);
            self.read_descriptions(kind, node, file)?;
            if let Some(map) = node.as_object_mut().filter(|_| kind == ObjectKind::Schema)
                && let Some(target) = map.shift_remove("$dynamicRef")
            {
                // Nothing extends the schema elsewhere, so that the reference is an ordinary one.
                match map.contains_key("$ref") {
                    true => push_all_of(map, vec![json!({ "$ref": target })]),
                    false => _ = map.insert("$ref".to_owned(), target),
                }
            }
            if let Some(target) = reference(node).map(str::to_owned) {
                node["$ref"] = Value::from(self.component(kind, file, &target)?);
            }
            if kind == ObjectKind::Schema && node.get("discriminator").is_some() {
                let members = ["oneOf", "anyOf"].into_iter().filter_map(|key| node.get(key)?.as_array()).flatten();
                for target in members.filter_map(described_reference) {
                    self.named_schema(file, target, name_of(target))?;
                }
            }
            let mapping = node.pointer_mut("/discriminator/mapping").filter(|_| kind == ObjectKind::Schema);
            for target in mapping.and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
                // A target may be a bare schema name (OpenAPI 3.0.3, section 4.7.25), and a name may contain a dot.
                let Some(given) = target.as_str() else { continue };
                let named = [file, &self.root].into_iter().find(|it| self.has_schema(it, given)).map(Path::to_owned);
                let is_name = named.is_some() || !given.contains(['#', '/', '.']);
                let reference = if is_name { format!("{SCHEMAS}{given}") } else { given.to_owned() };
                let file = named.as_deref().unwrap_or(file);
                *target = Value::from(self.component(ObjectKind::Schema, file, &reference)?);
            }
            Ok(true)
        })
    }

    fn has_schema(&self, file: &Path, name: &str) -> bool {
        self.files.get(file).is_some_and(|it| schemas(it.tree()).any(|(it, _)| it == name))
    }

    /// Adds the schemas that extend a base, directly or indirectly: their names are the implicit values of its
    /// discriminator (OpenAPI 3.0.3, section 4.7.25), and no reference leads to them.
    fn add_subtypes(&mut self, base: &FilePointer) -> Result<(), Diagnostic> {
        let extended = self.extended(&base.0);
        let (mut seen, mut pending) = (BTreeSet::from([base.clone()]), vec![base.clone()]);
        while let Some(next) = pending.pop() {
            for Subtype { file, name, location } in extended.get(&next).into_iter().flatten() {
                if seen.insert(location.clone()) {
                    self.named_schema(file, &format!("{SCHEMAS}{name}"), name.clone())?;
                    pending.push(location.clone());
                }
            }
        }
        Ok(())
    }

    /// Returns the named schemas of a file and of the root file that extend others.
    fn extended(&mut self, file: &Path) -> BTreeMap<FilePointer, Vec<Subtype>> {
        if let Some(extended) = self.extended.get(file) {
            return extended.clone();
        }
        let mut extended: BTreeMap<FilePointer, Vec<Subtype>> = BTreeMap::new();
        for file in BTreeSet::from([file.to_owned(), self.root.clone()]) {
            let names: Vec<String> = schemas(self.files[&file].tree()).map(|(name, _)| name.clone()).collect();
            for name in names {
                // An error matters only if the schema is used.
                let Ok(location) = self.find(&file, &format!("{SCHEMAS}{name}")) else { continue };
                let targets = extended_references(self.node(&location));
                let targets: Vec<String> = targets.into_iter().map(str::to_owned).collect();
                for target in targets {
                    if let Ok(base) = self.find(&location.0, &target) {
                        let subtype = Subtype { file: file.clone(), name: name.clone(), location: location.clone() };
                        extended.entry(base).or_default().push(subtype);
                    }
                }
            }
        }
        self.extended.insert(file.to_owned(), extended.clone());
        extended
    }

    /// Adds the component of a schema, and keeps the name by which a discriminator selects it.
    fn named_schema(&mut self, file: &Path, target: &str, name: String) -> Result<(), Diagnostic> {
        let component = self.component(ObjectKind::Schema, file, target)?;
        if let Some(component) = component.strip_prefix(SCHEMAS).filter(|component| *component != name) {
            self.schema_names.insert(component.to_owned(), name);
        }
        Ok(())
    }

    /// Returns the reference to the component of a value. Adds the component if it is new.
    fn component(&mut self, kind: ObjectKind, file: &Path, target: &str) -> Result<String, Diagnostic> {
        let Some(section) = kind.section() else {
            let help = "replace the reference with its target";
            return Err(self.refusal(file, target, "is a reference where OpenAPI allows none", help));
        };
        let location = self.find(file, target)?;
        if let Some((section, name)) = self.names.get(&location) {
            return Ok(format!("#/components/{section}/{name}"));
        }
        let is_document = self.files[&location.0].tree().get("openapi").is_some_and(Value::is_string);
        let pointer = Location::from_pointer(&location.1);
        let segments = pointer.segments();
        if is_document && (segments.len() < 2 || segments.len() == 2 && segments[0] == "components") {
            let help = "name one component, such as `#/components/schemas/Pet`";
            return Err(self.refusal(file, target, "is an OpenAPI document or a section of one", help));
        }
        let node = self.node(&location).clone();
        let name = self.name(section, &location);
        self.names.insert(location.clone(), (section, name.clone()));
        self.added.push(location.clone());
        // Named before it is walked, because it may reference itself.
        self.components.entry(section).or_default().insert(name.clone(), node);
        self.pending.push((kind, location));
        Ok(format!("#/components/{section}/{name}"))
    }

    /// Resolves a reference through any chain of references.
    fn find(&mut self, file: &Path, target: &str) -> Result<FilePointer, Diagnostic> {
        let mut file = file.to_owned();
        let mut next = target.to_owned();
        for _ in 0..MAX_CHAIN {
            let (target_file, pointer) = self.locate(&file, &next)?;
            let document = &self.files[&target_file];
            let Some(node) = resolve(document.tree(), &format!("#{pointer}")) else {
                return Err(self.refusal(&file, &next, "is not defined", "define it or correct the name"));
            };
            match reference(node).filter(|_| node.as_object().is_some_and(|map| map.len() == 1)) {
                None => return Ok((target_file, pointer)),
                Some(further) => next = further.to_owned(),
            }
            file = target_file;
        }
        let help = "replace one of the references in the cycle with the object itself";
        Err(self.refusal(&file, &next, "leads back to itself", help))
    }

    /// Returns the value that [`find`](Self::find) found.
    fn node(&self, (file, pointer): &FilePointer) -> &Value {
        resolve(self.files[file].tree(), &format!("#{pointer}")).unwrap_or(&Value::Null)
    }

    /// Locates the file and the pointer of a reference, and reads the file.
    fn locate(&mut self, file: &Path, target: &str) -> Result<FilePointer, Diagnostic> {
        let target_file = self.path_of(file, target)?;
        if !self.files.contains_key(&target_file) {
            let bytes = self.read(file, target, &target_file)?;
            let name = target_file.display().to_string();
            let source = String::from_utf8(bytes).unwrap_or_default();
            let read = parse_within(&name, &source, &self.limits);
            // Only the position of an error: a message may quote the file, which may be any file.
            let position = read.as_ref().err().and_then(|error| error.position);
            // A file with a single string may be a key.
            let Some(read) = read.ok().filter(|read| read.tree().is_object() || read.tree().is_array()) else {
                let at = position.map(|Position { line, column }| format!(" (see {line}:{column} there)"));
                let message = format!(
                    "names a file that is not valid YAML or JSON, or is too large, or contains no object{}",
                    at.unwrap_or_default()
                );
                return Err(self.refusal(file, target, &message, "correct that file or the path"));
            };
            self.files.insert(target_file.clone(), read);
        }
        let fragment = fragment_of(target);
        let pointer = match fragment.is_empty() || fragment.starts_with('/') {
            true => fragment,
            false => {
                let mut found = self.anchors(&target_file, &fragment);
                if found.len() > 1 {
                    let help = "reference one of them by its path";
                    return Err(self.refusal(file, target, "is the anchor of several schemas", help));
                }
                found.pop_first().unwrap_or_else(|| format!("/{fragment}"))
            }
        };
        Ok((target_file, pointer))
    }

    /// Returns the path of the file that a reference names.
    fn path_of(&self, file: &Path, target: &str) -> Result<PathBuf, Diagnostic> {
        let help = "copy it into a local file and reference that";
        local_path(file, target).ok_or_else(|| self.refusal(file, target, "is outside the folder of this spec", help))
    }

    /// Reads a file that `target` in `file` references.
    fn read(&mut self, file: &Path, target: &str, path: &Path) -> Result<Vec<u8>, Diagnostic> {
        let refuse = |message: &str, help: &str| Err(self.refusal(file, target, message, help));
        let Some(folder) = &self.folder else {
            return refuse(
                "names a file, but a spec from standard input or a URL cannot reference files",
                "import it from its file",
            );
        };
        match read_below(folder, path, MAX_BYTES.saturating_sub(self.bytes)) {
            Ok(bytes) => {
                self.bytes += bytes.len() as u64;
                Ok(bytes)
            }
            Err(Refusal::TooLarge) => refuse("makes the files larger than 64 MiB together", "reference fewer files"),
            Err(Refusal::NotHere) => refuse(
                "is not a readable regular file in the folder of the root file or below",
                "move it there, correct the path, or widen the folder with `--folder`",
            ),
        }
    }

    fn refusal(&self, file: &Path, target: &str, message: &str, help: &str) -> Diagnostic {
        let document = &self.files[file];
        // Diagnostics do not show the contents of another file, which may be any file.
        let subject = if file == self.root { format!("`{target}`") } else { "this reference".to_owned() };
        document.diagnostic(RULE, location_of(document, target), format!("{subject} {message}"), help)
    }

    /// Returns the pointers to the schemas with this `$anchor` or `$dynamicAnchor` (JSON Schema 2020-12, section
    /// 8.2.2).
    fn anchors(&self, file: &Path, name: &str) -> BTreeSet<String> {
        let tree = self.files[file].tree();
        let mut found = BTreeSet::new();
        let mut look = |location: &Location, map: &Map<String, Value>| {
            if ["$anchor", "$dynamicAnchor"].iter().any(|key| map.get(*key).is_some_and(|it| it == name)) {
                found.insert(location.pointer());
            }
        };
        schema::for_each(tree, &mut look);
        // Another file may be a single schema.
        schema::within(&Location::root(), tree, &mut look);
        found
    }

    /// Chooses the name of a new component: from the component or property that it was, or from its file.
    fn name(&self, section: &'static str, location: &FilePointer) -> String {
        let (file, pointer) = location;
        let alias = self.aliases.get(&(section, location.clone()));
        let base = alias.cloned().unwrap_or_else(|| name_of(&format!("{}#{pointer}", file.display())));
        let base: String =
            base.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
        if alias == Some(&base) || *file == self.root && *pointer == format!("/components/{section}/{base}") {
            return base;
        }
        numbered(&base, |name| {
            let declared = self.files[&self.root].tree().pointer(&format!("/components/{section}/{name}"));
            declared.is_none() && self.components.get(section).is_none_or(|named| !named.contains_key(name))
        })
    }

    /// Returns the defined security schemes that the operations accept. Leaves out the operations that accept one that
    /// cannot be read.
    fn schemes(
        &mut self,
        tree: &Value,
        paths: &mut Map<String, Value>,
        left_out: &mut LeftOut,
    ) -> BTreeMap<String, Value> {
        let operations = paths.values().flat_map(operations_of);
        let names: BTreeSet<String> =
            operations.flat_map(|(_, operation)| schemes_of(tree, operation)).cloned().collect();
        let mut schemes = BTreeMap::new();
        for name in names {
            let declared = tree.pointer("/components/securitySchemes").and_then(|schemes| schemes.get(&name));
            let Some(declared) = declared else { continue };
            let diagnostic = match self.scheme(declared.clone()) {
                Ok(node) => {
                    schemes.insert(name, node);
                    continue;
                }
                Err(diagnostic) => diagnostic,
            };
            for (path, path_item) in paths.iter_mut() {
                path_item.as_object_mut().into_iter().for_each(|entries| {
                    entries.retain(|key, node| {
                        let accepts = is_meant_as_operation(key, node) && schemes_of(tree, node).any(|it| *it == name);
                        if accepts {
                            left_out.push((label(path, key, node), diagnostic.clone()));
                        }
                        !accepts
                    });
                });
            }
        }
        schemes
    }

    fn scheme(&mut self, mut node: Value) -> Result<Value, Diagnostic> {
        let mut file = self.root.clone();
        if let Some(target) = reference(&node).map(str::to_owned) {
            let found = self.find(&file, &target)?;
            node = self.node(&found).clone();
            file = found.0;
        }
        self.read_descriptions(ObjectKind::SecurityScheme, &mut node, &file)?;
        Ok(node)
    }
}

/// Returns the values in other files that components of the root file reference, by section, with the components'
/// names.
fn aliases(root: &Path, document: &Document) -> BTreeMap<(&'static str, FilePointer), String> {
    let mut aliases = BTreeMap::new();
    for section in ObjectKind::COMPONENTS.into_iter().map(|(_, section)| section) {
        let named = document.tree()["components"][section].as_object();
        for (name, node) in named.into_iter().flatten() {
            let Some(target) = reference(node).filter(|_| node.as_object().is_some_and(|map| map.len() == 1)) else {
                continue;
            };
            if let Some(file) = local_path(root, target).filter(|file| file != root) {
                aliases.entry((section, (file, fragment_of(target)))).or_insert_with(|| name.clone());
            }
        }
    }
    aliases
}

/// Returns the path of the file that a reference names; `None` if it is absolute or on another host.
fn local_path(file: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split_once('#').map_or(target, |(path, _)| path);
    let path = percent_decode_str(path).decode_utf8_lossy();
    if path.contains("://") || path.starts_with("//") || Path::new(&*path).is_absolute() {
        return None;
    }
    Some(if path.is_empty() { file.to_owned() } else { normal(&file.parent().unwrap_or(Path::new("")).join(&*path)) })
}

fn fragment_of(target: &str) -> String {
    let fragment = target.split_once('#').map_or("", |(_, fragment)| fragment);
    percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

/// Returns the name of a reference's target: the last segment of its pointer, or the name of its file.
fn name_of(target: &str) -> String {
    let (path, pointer) = target.split_once('#').unwrap_or((target, ""));
    match pointer.rsplit('/').next().filter(|last| !last.is_empty()) {
        Some(_) => Location::from_reference(pointer).segments().last().cloned().unwrap_or_default(),
        None => Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    }
}

/// Returns whether a schema, or an inline member of its `allOf`, has a discriminator for the schemas that extend it.
fn is_base(node: &Value) -> bool {
    let inline = node["allOf"].as_array().into_iter().flatten().filter(|member| reference(member).is_none());
    let has_discriminator = node.get("discriminator").is_some() || inline.into_iter().any(is_base);
    has_discriminator && node.get("oneOf").is_none() && node.get("anyOf").is_none()
}

/// Normalizes a path, so that each file has one name: removes `.`, and `..` after a name.
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

/// Returns the location of the first reference to a target, or of a mapping to its bare name. Another file may be any
/// part of a spec.
fn location_of(document: &Document, target: &str) -> Location {
    let is_target = |reference: &str| reference == target || target.strip_prefix(SCHEMAS) == Some(reference);
    let mut found = None;
    walk_while(ObjectKind::Document, &mut Location::root(), document.tree(), &mut |kind, location, node| {
        if found.is_none() && references(kind, node).any(is_target) {
            let is_own = reference(node) == Some(target);
            let is_mapped = |node: &Value| node.as_str().is_some_and(is_target);
            let mapping = || find(&node["discriminator"], &location.join("discriminator"), &is_mapped);
            found = if is_own { Some(location.join("$ref")) } else { mapping() };
        }
        found.is_none()
    });
    let anywhere = || find(document.tree(), &Location::root(), &|node| node == target);
    found.or_else(anywhere).unwrap_or_default()
}

/// Returns the location of the first node below this one that matches.
fn find(node: &Value, location: &Location, is_it: &impl Fn(&Value) -> bool) -> Option<Location> {
    let mut found = None;
    for_each_value(&mut location.clone(), node, &mut |location, node| {
        if found.is_none() && is_it(node) {
            found = Some(location.clone());
        }
    });
    found
}
