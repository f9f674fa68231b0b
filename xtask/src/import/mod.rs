//! Imports an upstream spec.
//!
//! The upstream spec may be YAML or JSON, OpenAPI 3.0 or 3.1, the whole API or a part, one file or many. The result is
//! one OpenAPI 3.0.3 spec in canonical order: the selected operations, and exactly the components that they use.

mod bundle;
mod canonical_order;
mod downgrade_3_1;
mod files;
mod quote;
mod repair;
mod yaml;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use rebilly_customer_auth_codegen::document::operations;
use rebilly_customer_auth_codegen::extensions::{IMPORTED_FROM, JSON_SCHEMA};
use rebilly_customer_auth_codegen::object_kind::{ObjectKind, walk_mut};
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document, Location, MAX_BYTES, parse, parse_reader};
use serde_json::Value;

use self::bundle::Bundle;
use crate::component_usage::named_by;

pub(crate) use yaml::write as to_yaml;

const RULE: &str = "import";

/// The rule of an error about the selection.
pub(crate) const NOT_SELECTED: &str = "selection";

/// The tag of the project's own operations.
pub const TAG: &str = "Customer Authentication";

/// The argument that stands for standard input and standard output.
pub(crate) const STDIN: &str = "-";

/// The operations to import. Without a tag and an operation, all are.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Selection {
    /// Keep the operations with this tag, ignoring case; may be repeated. Default if no operation is given: Customer
    /// Authentication.
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Also keep the operation with this ID; may be repeated.
    #[arg(long = "operation", value_name = "ID")]
    pub operations: Vec<String>,
    /// Leave out the operation with this ID; may be repeated.
    #[arg(long, value_name = "ID")]
    pub leave_out: Vec<String>,
    /// Let `$ref` read the files of this folder and below. Default: the folder of the spec.
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Whether the spec may lack what is selected, because another spec has it.
    #[arg(skip)]
    may_be_missing: bool,
}

impl Selection {
    /// Selects the operations with a tag.
    pub fn of_tag(tag: &str) -> Self {
        Self { tags: vec![tag.to_owned()], ..Self::default() }
    }

    /// Selects the project's own operations, unless a tag or an operation is given.
    #[must_use]
    pub fn or_own(mut self) -> Self {
        if self.tags.is_empty() && self.operations.is_empty() {
            self.tags.push(TAG.to_owned());
        }
        self
    }

    /// Selects the same, but of a spec that may lack it.
    #[must_use]
    pub(crate) fn or_nothing(&self) -> Self {
        Self { may_be_missing: true, ..self.clone() }
    }

    /// Selects each tag and each operation alone.
    pub(crate) fn parts(&self) -> Vec<Self> {
        let none = Self { folder: self.folder.clone(), ..Self::default() };
        let tags = self.tags.iter().map(|tag| Self { tags: vec![tag.clone()], ..none.clone() });
        let operations = self.operations.iter().map(|id| Self { operations: vec![id.clone()], ..none.clone() });
        tags.chain(operations).collect()
    }

    fn keeps(&self, operation: &Value) -> bool {
        let id = operation.get("operationId").and_then(Value::as_str);
        let is_in = |ids: &[String]| id.is_some_and(|id| ids.iter().any(|it| it == id));
        let is_selected = self.tags.is_empty() && self.operations.is_empty()
            || self.tags.iter().any(|tag| has_tag(operation, tag))
            || is_in(&self.operations);
        is_selected && !is_in(&self.leave_out)
    }

    /// Reports tags and IDs that match no operation.
    fn check(&self, upstream: &Document, all: &[Value]) -> Result<(), Diagnostic> {
        if self.may_be_missing {
            return Ok(());
        }
        let paths = || Location::from(["paths"]);
        let refuse =
            |message: String, help: &str| Err(upstream.diagnostic(NOT_SELECTED, paths(), message, help.to_owned()));
        let has_id = |id: &String| all.iter().any(|operation| operation["operationId"] == id.as_str());
        let mut ids = self.operations.iter().chain(&self.leave_out);
        if let Some(id) = ids.find(|id| !has_id(id)) {
            let known: Vec<&str> = all.iter().filter_map(|operation| operation["operationId"].as_str()).collect();
            return refuse(format!("no operation has the ID `{id}`"), &codegen::suggestion(&known, id));
        }
        let is_missing = |tag: &&String| !all.iter().any(|operation| has_tag(operation, tag));
        if let Some(tag) = self.tags.iter().find(is_missing) {
            let known: BTreeSet<&str> = all.iter().flat_map(|operation| tags(operation.get("tags"))).collect();
            let help = match known.is_empty() {
                true => "import another spec, or select operations with --operation".to_owned(),
                false => codegen::suggestion(&Vec::from_iter(known), tag),
            };
            return refuse(format!("no operation has the tag `{tag}`"), &help);
        }
        match all.iter().any(|operation| self.keeps(operation)) {
            true => Ok(()),
            false if all.is_empty() => refuse("there is no operation".to_owned(), "import another spec"),
            false => refuse("every selected operation is left out".to_owned(), "leave out fewer operations"),
        }
    }
}

/// The result of an import.
#[derive(Debug)]
pub struct Imported {
    /// The validated spec.
    pub document: Document,
    /// The YAML of the spec.
    pub source: String,
    /// The repairs: what was wrong, and what was done.
    pub repairs: Vec<Diagnostic>,
    /// The SHA-256 of the upstream spec. If it has several files, the hash of their names and hashes.
    pub sha256: String,
}

impl Imported {
    /// Adds the origin to `info`. An imported spec keeps its origin.
    pub(crate) fn with_origin(mut self, date: Option<&str>) -> Self {
        let mut tree = self.document.tree().clone();
        let info = tree.get_mut("info").and_then(Value::as_object_mut);
        let Some(info) = info.filter(|info| !info.contains_key(IMPORTED_FROM)) else { return self };
        let version = info.get("version").cloned();
        let date = date.or(version.as_ref().and_then(Value::as_str).filter(|version| is_date(version)));
        let sha256 = Some(self.sha256.clone().into());
        let origin = [("sha256", sha256), ("date", date.map(Value::from)), ("version", version)].into_iter();
        info.insert(IMPORTED_FROM.to_owned(), origin.filter_map(|(key, value)| Some((key, value?))).collect());
        self.source = yaml::write(&tree);
        self.document = self.document.with_tree(tree);
        self
    }
}

/// Returns the hash of the upstream spec that a spec was imported from.
pub(crate) fn origin_sha256(document: &Document) -> Option<&str> {
    document.tree().get("info")?.get(IMPORTED_FROM)?.get("sha256")?.as_str()
}

/// Parses a date for clap.
///
/// # Errors
/// Returns an error if the string is not a date.
pub fn date(string: &str) -> Result<String, String> {
    is_date(string).then(|| string.to_owned()).ok_or_else(|| "a date is written like 2026-08-31".to_owned())
}

fn is_date(string: &str) -> bool {
    // chrono accepts fewer digits and a sign too.
    NaiveDate::parse_from_str(string, "%Y-%m-%d").is_ok_and(|date| date.to_string() == string)
}

/// Imports the selected operations from a file or, for `-`, from standard input.
///
/// # Errors
/// Returns the first error that has no repair, or an error if a selected tag or operation does not exist.
pub fn import(file: &Path, selection: &Selection) -> Result<Imported, Diagnostic> {
    import_document(read(file)?, selection)
}

/// Reads a file, an https URL or, for `-`, standard input.
pub(crate) fn read(file: &Path) -> Result<Document, Diagnostic> {
    match url_of(file) {
        _ if file == Path::new(STDIN) => parse_reader(STDIN, std::io::stdin()),
        Some(url) => download(url),
        None => parse(file),
    }
}

fn url_of(file: &Path) -> Option<&str> {
    file.to_str().filter(|file| file.starts_with("https://"))
}

/// Reads a URL with curl, which knows the proxies and certificates of the machine.
fn download(url: &str) -> Result<Document, Diagnostic> {
    let refuse = |message: String| {
        let help = "check the URL, or download it and import the file";
        Diagnostic::new("download", Location::root(), format!("{url}: {message}"), help)
    };
    let mut curl = Command::new("curl")
        .args(["--fail", "--silent", "--show-error", "--location", "--proto", "=https", "--max-time", "300", "--", url])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| refuse(format!("curl cannot be started: {error}")))?;
    let mut bytes = Vec::new();
    let stdout = curl.stdout.take().map(|stdout| stdout.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    let output = curl.wait_with_output().map_err(|error| refuse(error.to_string()))?;
    match output.status.success() || bytes.len() as u64 > MAX_BYTES {
        true if matches!(stdout, Some(Ok(_))) => parse_reader(url, bytes.as_slice()),
        _ => Err(refuse(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

/// Imports the selected operations from a parsed spec.
///
/// # Errors
/// As for [`import`].
pub fn import_document(upstream: Document, selection: &Selection) -> Result<Imported, Diagnostic> {
    let (imported, left_out) = import_valid(upstream, selection)?;
    match left_out.into_iter().next() {
        Some((_, diagnostic)) => Err(diagnostic),
        None => Ok(imported),
    }
}

/// The ID of each operation that is left out, or its method and path, with the reason.
pub(crate) type LeftOut = Vec<(String, Diagnostic)>;

/// Imports the selected operations that are valid, and returns the others with their diagnostics.
pub(crate) fn import_valid(upstream: Document, selection: &Selection) -> Result<(Imported, LeftOut), Diagnostic> {
    version(&upstream)?;
    let mut tree = upstream.tree().clone();
    let quoted = quote::quote_all(&upstream, &mut tree);
    let upstream = upstream.with_tree(tree);
    let mut all = Vec::new();
    let Bundle { mut tree, sha256, schema_names, repairs: bundled, parts, mut left_out } =
        bundle::bundle(&upstream, selection.folder.as_deref(), |operation| {
            all.push(operation.clone());
            selection.keeps(operation)
        })?;
    if let Err(diagnostic) = selection.check(&upstream, &all) {
        // The selected operations may be in a file that was not read.
        return Err(left_out.into_iter().next().map_or(diagnostic, |(_, first)| first));
    }
    let upstream = upstream.with_parts(parts);
    prune_tags(&mut tree);
    walk_mut(&mut tree, &mut drop_extensions);
    let nulls = quote::quote_null(&mut tree);
    let before = tree.clone();
    let kept = downgrade_3_1::Kept::of(&before);
    walk_mut(&mut tree, &mut |kind, node| downgrade_3_1::run(&kept, kind, node));
    codegen::unwrap_members(&mut tree);
    loop {
        let mut result = tree.clone();
        let mut repairs = repair::repair(&upstream, &mut result);
        let removed = codegen::keep_usable_discriminators(&mut result, &schema_names).into_iter();
        let help = "the discriminator was removed: the caller sets the property; to keep it, correct the `mapping` or \
                    the values";
        repairs.extend(removed.map(|it| repaired(it.location, it.message, help)));
        let unlisted = codegen::unlisted_tags(&result).into_iter();
        repairs.extend(unlisted.map(|it| repaired(it.location, it.message, it.help)));
        // A repair may have removed the last reference to a component.
        let used = bundle::bundle(&upstream.with_tree(result), None, |_| true)?;
        if let Some((_, diagnostic)) = used.left_out.into_iter().next() {
            return Err(diagnostic);
        }
        result = used.tree;
        walk_mut(&mut result, &mut canonical_order::run);
        // Positions refer to the upstream files, where the error must be fixed.
        let document = upstream.with_tree(result);
        let diagnostics = codegen::diagnostics_of_first_rule(&document);
        if diagnostics.is_empty() {
            // A `const` is an `enum` now.
            let is_const = |location: &Location| {
                let [.., parent, key] = location.segments() else { return false };
                key == "const" && parent != "properties"
            };
            let is_kept = |it: &Diagnostic| {
                let kept = if is_const(&it.location) { it.location.parent() } else { it.location.clone() };
                document.tree().pointer(&kept.pointer()).is_some()
            };
            // What allows only `null` is no longer an alternative of its union.
            let is_kept_around = |it: &Diagnostic| {
                let schema = it.location.parent();
                let union = schema.parent();
                let is_alternative = union.segments().last().is_some_and(|key| key == "oneOf" || key == "anyOf");
                let around = if is_alternative { union.parent() } else { schema };
                document.tree().pointer(&around.pointer()).is_some()
            };
            let quoted = quoted.into_iter().filter(is_kept).chain(nulls.into_iter().filter(is_kept_around));
            let kept = downgrade_3_1::kept_restrictions(&before, document.tree());
            let kept = kept.into_iter().chain(downgrade_3_1::counted_siblings(&before));
            let repairs = document.locate_all(quoted.chain(bundled).chain(kept).chain(repairs).collect());
            let source = yaml::write(document.tree());
            return Ok((Imported { document, source, repairs, sha256 }, left_out));
        }
        let first = document.locate(diagnostics[0].clone());
        let removed = remove_invalid(&mut tree, &document, diagnostics);
        if removed.is_empty() {
            return Err(first);
        }
        left_out.extend(removed);
    }
}

/// Removes the operations that the diagnostics of a document are about.
fn remove_invalid(tree: &mut Value, document: &Document, diagnostics: Vec<Diagnostic>) -> LeftOut {
    let mut removed = Vec::new();
    for diagnostic in diagnostics {
        let locations: Vec<Location> = match diagnostic.rule {
            // `operations` skips it.
            "unknown-method" => vec![diagnostic.location.clone()],
            _ => named_by(document, &diagnostic).into_iter().map(|operation| operation.location).collect(),
        };
        let diagnostic = document.locate(diagnostic);
        for location in locations {
            let path_item = tree.pointer_mut(&location.parent().pointer()).and_then(Value::as_object_mut);
            if let ([_, path, method], Some(path_item)) = (location.segments(), path_item)
                && let Some(operation) = path_item.shift_remove(method)
            {
                removed.push((label(path, method, &operation), diagnostic.clone()));
            }
        }
    }
    removed
}

/// A repair, as a diagnostic whose help says what was done.
fn repaired(location: Location, message: impl Into<String>, help: impl Into<Box<str>>) -> Diagnostic {
    Diagnostic::new("repaired", location, message, help)
}

/// Returns the ID of an operation. Without an ID, its method and path.
fn label(path: &str, method: &str, operation: &Value) -> String {
    let id = operation.get("operationId").and_then(Value::as_str).filter(|id| !id.is_empty());
    id.map_or_else(|| format!("{method} {path}"), str::to_owned)
}

fn version(upstream: &Document) -> Result<(), Diagnostic> {
    let version = upstream.tree().get("openapi").and_then(Value::as_str).unwrap_or_default();
    if ["3.0.", "3.1.", "3.2."].iter().any(|known| version.starts_with(known)) {
        return Ok(());
    }
    let (message, help) = match upstream.tree().get("openapi") {
        Some(number @ Value::Number(_)) => (
            "the version of OpenAPI is a number, not a string",
            format!("quote it: '{}'", codegen::whole_version(number)),
        ),
        Some(short) if ["3.0", "3.1", "3.2"].iter().any(|known| short == known) => (
            "the version of OpenAPI has fewer than three numbers",
            format!("write '{}'", codegen::whole_version(short)),
        ),
        _ => {
            ("only OpenAPI 3.0 to 3.2 can be imported", "start it with `openapi: 3.0.3` or convert it first".to_owned())
        }
    };
    Err(upstream.diagnostic(RULE, Location::from(["openapi"]), message, help))
}

/// Returns the tags in the member `tags` of an operation.
pub(crate) fn tags(member: Option<&Value>) -> impl Iterator<Item = &str> {
    member.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn has_tag(operation: &Value, tag: &str) -> bool {
    tags(operation.get("tags")).any(|it| it.to_lowercase() == tag.to_lowercase())
}

/// Removes the tags that no operation has.
fn prune_tags(tree: &mut Value) {
    let operations = operations(tree);
    let used = operations.iter().flat_map(|at| tags(at.operation.get("tags")).map(str::to_owned));
    let used: BTreeSet<String> = used.collect();
    if let Some(tags) = tree.get_mut("tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| tag.get("name").and_then(Value::as_str).is_some_and(|name| used.contains(name)));
    }
}

/// Removes extensions for other tools. In a map of names, a key may begin with `x-` without being an extension.
fn drop_extensions(kind: ObjectKind, node: &mut Value) {
    let is_kept = |key: &str| codegen::is_extension_of(key, kind) || (kind == ObjectKind::Schema && key == JSON_SCHEMA);
    drop_own_extensions(node, is_kept);
    for_each_plain_mut(kind, node, &mut |node| drop_own_extensions(node, |key| key == IMPORTED_FROM));
    let responses = node.get_mut("responses").filter(|_| kind == ObjectKind::Operation);
    responses.into_iter().for_each(|node| drop_own_extensions(node, |_| false));
}

fn drop_own_extensions(node: &mut Value, is_kept: impl Fn(&str) -> bool) {
    if let Some(map) = node.as_object_mut() {
        map.retain(|key, _| !key.starts_with("x-") || is_kept(key));
    }
}

/// Calls `f` with the nested objects that `walk` does not visit: `info`, tags, servers and so on.
fn for_each_plain_mut(kind: ObjectKind, node: &mut Value, f: &mut impl FnMut(&mut Value)) {
    let keys: &[&str] = match kind {
        ObjectKind::Document => &["info", "externalDocs", "tags", "servers"],
        ObjectKind::PathItem | ObjectKind::Operation => &["externalDocs", "servers"],
        ObjectKind::Schema => &["discriminator", "xml", "externalDocs"],
        ObjectKind::SecurityScheme => &["flows"],
        ObjectKind::Link => &["server"],
        _ => &[],
    };
    for key in keys {
        if let Some(child) = node.as_object_mut().and_then(|map| map.get_mut(*key)) {
            plain(child, f);
        }
    }
}

/// Calls `f` with a plain object or each item of a list, and with the objects inside.
fn plain(node: &mut Value, f: &mut impl FnMut(&mut Value)) {
    const INSIDE: [&str; 7] =
        ["contact", "license", "externalDocs", "implicit", "password", "clientCredentials", "authorizationCode"];
    match node {
        Value::Array(list) => list.iter_mut().for_each(|item| plain(item, f)),
        Value::Object(_) => {
            f(node);
            let map = node.as_object_mut().into_iter().flatten();
            for (key, child) in map {
                match key.as_str() {
                    // A map of names.
                    "variables" => child.as_object_mut().into_iter().flatten().for_each(|(_, child)| plain(child, f)),
                    key if INSIDE.contains(&key) => plain(child, f),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_date_is_a_day_that_exists_in_one_spelling() {
        assert!(is_date("2024-02-29"));
        for other in ["2026-02-30", "2026-13-01", "2026-2-01", "+2026-1-01", "2026-08-31T00:00", "2.1"] {
            assert!(!is_date(other), "{other}");
        }
    }
}
