//! Compares the generated API of two specs: what a program can name.
//!
//! The specs themselves are compared by meaning, so a change of form alone (another name of a type, a list that becomes a
//! type of its own) shows here and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, Path, Signature, Token, Type, Visibility};

use super::change::{Change, Finding};

/// The public items, by the module, the type or the `impl` that they are in.
type Api = BTreeMap<String, BTreeSet<String>>;

/// The lines of code that only one client has, without what changes with the wording of a spec. Their order does not
/// matter.
pub(crate) fn other_lines(old: &str, new: &str) -> BTreeSet<String> {
    let (old, new) = (code_lines(old), code_lines(new));
    let gone = old.iter().filter(|(line, count)| new.get(*line) != Some(*count));
    let other = gone.chain(new.iter().filter(|(line, count)| old.get(*line) != Some(*count)));
    other.map(|(line, _)| (*line).to_owned()).collect()
}

/// The number of each line of code.
fn code_lines(code: &str) -> BTreeMap<&str, usize> {
    const WORDING: [&str; 4] = ["///", "summary:", "pub const SPEC_SHA256", "pub const API_VERSION"];
    let mut lines = BTreeMap::new();
    let is_code = |line: &&str| !line.is_empty() && !WORDING.iter().any(|start| line.starts_with(start));
    code.lines().map(str::trim).filter(is_code).for_each(|line| *lines.entry(line).or_default() += 1);
    lines
}

/// The items that are gone or new, one change for each type. If one client has no code, its operations suffice.
pub(crate) fn changes(old: &str, new: &str) -> Vec<Change> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let (old, new) = (api(old), api(new));
    let none = BTreeSet::new();
    // Of a type that is gone or new, its name says all.
    let is_in_both = |owner: &&String| {
        let Some((module, name)) = owner.rsplit_once("::") else { return true };
        let defines = |api: &Api| {
            let items = api.get(module).into_iter().flatten();
            items.into_iter().any(|item| item.strip_prefix("struct ").or(item.strip_prefix("enum ")) == Some(name))
        };
        defines(&old) == defines(&new)
    };
    let owners: BTreeSet<&String> = old.keys().chain(new.keys()).filter(is_in_both).collect();
    let (old_names, new_names) = (type_names(&old), type_names(&new));
    let is_of_one = |name: &str| old_names.contains(name) != new_names.contains(name);
    let mut by_finding: BTreeMap<Finding, Vec<&str>> = BTreeMap::new();
    for owner in owners {
        let (before, after) = (old.get(owner).unwrap_or(&none), new.get(owner).unwrap_or(&none));
        let list = |items: &BTreeSet<String>, others: &BTreeSet<String>| {
            let items = items.difference(others).filter(|item| !is_impl_with(item, owner, is_of_one));
            let items: Vec<String> = items.map(|item| format!("`{item}`")).collect();
            (!items.is_empty()).then(|| items.join(", "))
        };
        let finding = match (list(before, after), list(after, before)) {
            (None, None) => continue,
            (Some(gone), None) => Finding::breaking(format!("gone: {gone}")),
            (None, Some(new)) => Finding::additive(format!("new: {new}")),
            (Some(gone), Some(new)) => Finding::breaking(format!("gone: {gone}; new: {new}")),
        };
        by_finding.entry(finding).or_default().push(owner);
        if let Some(finding) = fewer_secrets(before, after) {
            by_finding.entry(finding).or_default().push(owner);
        }
    }
    let mut changes: Vec<Change> =
        by_finding.into_iter().map(|(finding, owners)| finding.at(location(&owners))).collect();
    changes.sort_by(|one, other| one.location.cmp(&other.location));
    changes
}

/// A secret that was renamed is a plain string until the overlay names it again.
fn fewer_secrets(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Option<Finding> {
    let is_field = |item: &&String| item.split_once(": ").is_some_and(|(name, _)| !name.contains([' ', '(']));
    let is_secret =
        |item: &&String| item.split(|char: char| !char.is_alphanumeric() && char != '_').any(|word| word == "Secret");
    let fields = |items: &'_ BTreeSet<String>, others: &BTreeSet<String>| -> Vec<String> {
        items.difference(others).filter(is_field).cloned().collect()
    };
    let (gone, new) = (fields(before, after), fields(after, before));
    let (secrets, plain): (Vec<&String>, Vec<&String>) =
        (gone.iter().filter(is_secret).collect(), new.iter().filter(|item| !is_secret(item)).collect());
    let message = format!(
        "no longer secret, if it took the place of `{}`: `{}`; then mark it with `x-secret` in spec/overlay.yaml",
        secrets.first()?,
        plain.first()?
    );
    (secrets.len() > new.len() - plain.len()).then(|| Finding::breaking(message))
}

/// The names of all structs and enums.
fn type_names(api: &Api) -> BTreeSet<&str> {
    let items = api.values().flatten();
    items.filter_map(|item| item.strip_prefix("struct ").or(item.strip_prefix("enum "))).collect()
}

/// Whether an item is an implementation that names a type, as its own or as an argument of its trait.
fn is_impl_with(item: &str, owner: &str, is_named: impl Fn(&str) -> bool) -> bool {
    let words = item.split(|char: char| !char.is_alphanumeric() && char != '_');
    item.starts_with(IMPL) && words.chain(owner.rsplit("::").next()).any(is_named)
}

/// The types that one finding is about, by their number if there are many.
fn location(owners: &[&str]) -> String {
    match owners {
        [first, others @ ..] if others.len() > 2 => format!("Rust {first} and {} more", others.len()),
        owners => format!("Rust {}", owners.join(", ")),
    }
}

fn api(code: &str) -> Api {
    let file = syn::parse_file(code).expect("the generator emits Rust");
    let mut api = Api::new();
    collect("crate", &file.items, &mut api);
    api
}

fn collect(module: &str, items: &[Item], api: &mut Api) {
    for item in items {
        match item {
            Item::Mod(inner) if is_public(&inner.vis) => {
                let items = inner.content.as_ref().map(|(_, items)| items.as_slice());
                collect(&format!("{module}::{}", inner.ident), items.unwrap_or_default(), api);
            }
            Item::Struct(item) if is_public(&item.vis) => {
                add(api, module, format!("struct {}", item.ident));
                let owner = format!("{module}::{}", item.ident);
                derives(&owner, &item.attrs, api);
                for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().map_or("0".to_owned(), ToString::to_string);
                    add(api, &owner, format!("{name}: {}", text(&field.ty)));
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                add(api, module, format!("enum {}", item.ident));
                derives(&format!("{module}::{}", item.ident), &item.attrs, api);
                for variant in &item.variants {
                    let content = match &variant.fields {
                        Fields::Unit => String::new(),
                        fields => text(fields),
                    };
                    add(api, &format!("{module}::{}", item.ident), format!("{}{content}", variant.ident));
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                add(api, module, format!("type {} = {}", item.ident, text(&item.ty)));
            }
            Item::Const(item) if is_public(&item.vis) => add(api, module, format!("const {}", item.ident)),
            Item::Static(item) if is_public(&item.vis) => add(api, module, format!("static {}", item.ident)),
            Item::Impl(item) => match &item.trait_ {
                None => methods(module, item, api),
                Some((of, _)) => implementation(module, of, &item.self_ty, api),
            },
            _ => {}
        }
    }
}

/// How an item begins that is the implementation of a trait.
const IMPL: &str = "impl ";

fn derives(owner: &str, attributes: &[Attribute], api: &mut Api) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let traits = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        traits.into_iter().flatten().for_each(|of| add(api, owner, format!("{IMPL}{}", text(of))));
    }
}

fn implementation(module: &str, of: &Path, implementor: &Type, api: &mut Api) {
    let (reference, implementor) = match implementor {
        Type::Reference(reference) => (" for &", &*reference.elem),
        other => ("", other),
    };
    let Type::Path(owner) = implementor else { return };
    // A trait of the generator's own.
    if of.segments.iter().any(|segment| segment.ident == "runtime") {
        return;
    }
    let of = text(of).replace("<'de>", "");
    add(api, &format!("{module}::{}", text(owner)), format!("{IMPL}{of}{reference}"));
}

fn methods(module: &str, block: &ItemImpl, api: &mut Api) {
    let Type::Path(owner) = &*block.self_ty else { return };
    let owner = format!("{module}::{}", text(owner));
    for item in &block.items {
        if let ImplItem::Fn(method) = item
            && is_public(&method.vis)
        {
            let Signature { generics, ident, inputs, output, .. } = &method.sig;
            let bounds = generics.where_clause.as_ref().map(|it| format!(" {}", text(it))).unwrap_or_default();
            let inputs = text(inputs);
            add(api, &owner, format!("fn {ident}({}){}{bounds}", inputs.trim_end_matches(','), text(output)));
        }
    }
}

fn add(api: &mut Api, owner: &str, item: String) {
    let owner = owner.strip_prefix("crate::").unwrap_or(owner).to_owned();
    api.entry(owner).or_default().insert(item);
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Rust without the spaces of token streams that nobody writes, and of each path the last segment: where a type comes from
/// is no change.
fn text(tokens: impl ToTokens) -> String {
    let is_of_name = |char: char| char.is_alphanumeric() || char == '_';
    let mut text = String::new();
    for token in tokens.to_token_stream().to_string().split(' ') {
        let is_after_colon = text.ends_with(':') && !text.ends_with("::") && !token.starts_with(':');
        let are_names = text.ends_with(is_of_name) && token.starts_with(is_of_name);
        if is_after_colon || are_names || text.ends_with(',') {
            text.push(' ');
        }
        text.push_str(token);
    }
    // The formatter decides on a comma at the end.
    let text = text.replace(",)", ")").replace(", >", ">").replace(",>", ">").replace("->", " -> ");
    let parts = text.split_inclusive(|char: char| !char.is_alphanumeric() && !"_:".contains(char));
    parts.map(|part| part.rsplit_once("::").map_or(part, |(_, last)| last)).collect()
}

#[cfg(test)]
mod tests {
    use rebilly_customer_auth_codegen::parse_str;

    use super::{changes, other_lines};
    use crate::generate::generate_document;

    fn code(schemas: &str) -> String {
        let text = format!(
                "openapi: 3.0.3
info: {{ title: T, version: '1' }}
paths:
  /a:
    get:
      operationId: getA
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }} }}
components:
  schemas:
    {schemas}
"
            );
        generate_document(&parse_str("api.yaml", &text).expect("a tree")).0
    }

    fn lines(old: &str, new: &str) -> Vec<String> {
        changes(&code(old), &code(new))
            .iter()
            .map(ToString::to_string)
            .filter(|line| !line.contains("builder"))
            .collect()
    }

    #[test]
    fn a_member_that_is_gone_and_one_that_is_new_are_one_breaking_change_of_their_type() {
        assert_eq!(
            lines(
                "A: { type: object, properties: { a: { type: string } } }",
                "A: { type: object, properties: { b: { type: string } } }"
            ),
            ["breaking  Rust types::A: gone: `a: Option<String>`; new: `b: Option<String>`"]
        );
    }

    #[test]
    fn a_new_member_is_additive_and_a_description_is_no_change() {
        let old = "A: { type: object, properties: { a: { type: string } } }";
        assert_eq!(
            lines(old, "A: { type: object, properties: { a: { type: string }, b: { type: integer } } }"),
            ["additive  Rust types::A: new: `b: Option<i64>`"]
        );
        assert_eq!(lines(old, "A: { type: object, properties: { a: { type: string, description: d } } }"), [""; 0]);
    }

    #[test]
    fn a_trait_that_a_type_no_longer_implements_is_a_breaking_change() {
        let code = |more: &str, of: &str| {
            code(&format!(
                "A: {{ type: object, properties: {{ kind: {{ $ref: '#/components/schemas/Kind' }} {more} }} }}\n    Kind: {of}"
            ))
        };
        let lines =
            |old: &str, new: &str| -> Vec<String> { changes(old, new).iter().map(ToString::to_string).collect() };
        let kind = "{ type: string, enum: [a] }";
        let found = lines(&code("", kind), &code(", size: { type: number }", kind));
        assert!(found[0].ends_with("A: gone: `impl Eq`, `impl Hash`; new: `size: Option<f64>`"), "{found:#?}");
        // The traits of a type that is gone are not listed.
        let found = lines(&code("", kind), &code("", "{ type: string }"));
        assert!(found.iter().all(|line| !line.contains("`impl ")), "{found:#?}");
    }

    #[test]
    fn a_secret_that_is_no_secret_any_more_is_a_change_of_its_own() {
        let of = |properties: &str| format!("A: {{ type: object, properties: {{ {properties} }} }}");
        let (secret, renamed) = (of("a: { type: string, format: password }"), of("b: { type: string }"));
        let lines = lines(&secret, &renamed);
        let expected = "breaking  Rust types::A: no longer secret, if it took the place of `a: Option<Secret>`: `b: Option<String>`; ";
        assert!(lines.iter().any(|line| line.starts_with(expected)), "{lines:#?}");
    }

    #[test]
    fn another_name_of_a_type_is_breaking_and_its_members_are_not_listed() {
        let inner = |name: &str| {
            format!(
                "A: {{ type: object, properties: {{ x: {{ $ref: '#/components/schemas/{name}' }} }} }}\n    {name}: {{ type: object, properties: {{ y: {{ type: string }} }} }}"
            )
        };
        let lines = lines(&inner("Old"), &inner("New"));
        assert_eq!(lines.len(), 2, "{lines:#?}");
        assert!(
            lines.contains(&"breaking  Rust types::A: gone: `x: Option<Old>`; new: `x: Option<New>`".to_owned()),
            "{lines:#?}"
        );
    }

    #[test]
    fn other_code_differs_and_other_wording_does_not() {
        let list = "b: { type: array, items: { type: string } }";
        let code = |more: &str| code(&format!("A: {{ type: object, properties: {{ {list} }}, {more} }}"));
        let plain = code("description: d");
        assert!(other_lines(&plain, &code("description: other, example: {}")).is_empty());
        assert!(!other_lines(&plain, &code("required: [b]")).is_empty(), "another attribute of serde");
    }
}
