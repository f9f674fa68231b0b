//! Compares the generated API of two specs: what a program can name.
//!
//! The specs themselves are compared by meaning, so a change of form alone (another name of a type, a list that becomes
//! a type of its own) shows here and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use rebilly_customer_auth_codegen::schema::reachable;
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, Macro, Path, Signature, Token, Type, Visibility};

use super::change::{Change, Finding};

/// The public items of a module or a type. Of each, what names it and the rest of its declaration, as in `limit` and
/// `: Option<u64>`.
type Items = BTreeMap<String, String>;

/// All public items, by the module or the type that they are in.
type Api = BTreeMap<String, Items>;

/// Returns the lines of code that only one client has, without what changes with the wording of a spec, and without
/// media types and URLs, which other rules compare whatever their notation. Their order does not matter, nor does the
/// case of letters outside constants: that of a header's name means nothing, and other rules compare other names.
pub(super) fn other_lines(old: &str, new: &str) -> BTreeSet<String> {
    let [old, new] = [old, new].map(|code| BTreeSet::from_iter(code_lines(code)));
    old.symmetric_difference(&new).map(|(line, _)| line.clone()).collect()
}

/// Returns the number of each line of code.
fn code_lines(code: &str) -> BTreeMap<String, usize> {
    const WORDING: [&str; 9] = [
        "///", "#[doc", "summary:", "pub const SPEC_SHA256", "pub const API_VERSION", ".json(", ".accept(", "url: \"",
        "\"not set; call one of",
    ];
    let mut lines = BTreeMap::new();
    let is_code = |line: &&str| !line.is_empty() && !WORDING.iter().any(|start| line.starts_with(start));
    code.lines().map(str::trim).filter(is_code).for_each(|line| {
        let line = if line.starts_with("pub const") { line.to_owned() } else { line.to_lowercase() };
        // The fields of a pattern, and the values of a macro on one line, may have any order.
        let is_macro = !line.starts_with("pub const") && line.contains(" = \"") && line.ends_with(['}', ')', ';']);
        let is_list = line.starts_with("let self {") || is_macro;
        *lines.entry(if is_list { sorted(&line) } else { line }).or_default() += 1;
    });
    lines
}

/// Returns the items of a line in one order.
fn sorted(line: &str) -> String {
    let mut items: Vec<&str> = line.split(['{', '}', '(', ')', ',']).map(str::trim).collect();
    items.sort_unstable();
    items.join(",")
}

/// Returns the items that are gone, new or declared otherwise, one change for each type. If one client has no code, its
/// operations suffice.
pub(super) fn changes(old: &str, new: &str) -> Vec<Change> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let (mut old, new) = (api(old), api(new));
    let renames = rename(&mut old, &new);
    let is_of_one = |owner: &str| kind(&old, owner) != kind(&new, owner);
    let is_type_of_one = |name: &str| is_of_one(&format!("{TYPES}::{name}"));
    let none = Items::new();
    let compare = |owner: &str| {
        let [old, new] = [&old, &new].map(|api| api.get(owner).unwrap_or(&none));
        findings(old, new, |item| {
            let built = item.strip_prefix("struct ").and_then(|name| built_type(&format!("{owner}::{name}")));
            item.starts_with(IMPL) && words(item).any(is_type_of_one) || built.is_some_and(|built| is_of_one(&built))
        })
    };
    let mut by_finding: BTreeMap<Finding, Vec<&str>> = BTreeMap::new();
    for owner in old.keys().chain(new.keys().filter(|owner| !old.contains_key(*owner))) {
        // Of a type that is gone or new, its name says all. The builder of a type changes with it.
        let is_listed = |owner: &str| is_of_one(owner) || !compare(owner).is_empty();
        if is_of_one(owner) || built_type(owner).is_some_and(|built| is_listed(&built)) {
            continue;
        }
        for finding in compare(owner) {
            by_finding.entry(finding).or_default().push(owner);
        }
    }
    let changes = by_finding.into_iter().map(|(finding, owners)| finding.at(location(&owners)));
    let renames = renames.iter().filter(|(old, _)| built_type(old).is_none());
    let renames = renames.map(|(old, new)| {
        Finding::breaking(format!("the type is now called `{}`", last_segment(new))).at(format!("Rust {old}"))
    });
    let mut changes: Vec<Change> = renames.chain(changes).chain(lost_secrets(&old, &new)).collect();
    changes.sort_by(|one, other| one.location.cmp(&other.location));
    changes
}

/// Compares the items of one owner, except those that are to be left out.
fn findings(old: &Items, new: &Items, is_left_out: impl Fn(&str) -> bool) -> Vec<Finding> {
    let items = |items: &Items, others: &Items| -> Vec<String> {
        let items = items.iter().filter(|(name, _)| !others.contains_key(*name) && !is_left_out(name));
        items.map(|(name, rest)| format!("`{name}{rest}`")).collect()
    };
    let (gone, added) = (items(old, new), items(new, old));
    let changed = old.iter().filter_map(|(name, was)| {
        let is = new.get(name).filter(|is| *is != was)?;
        Some(format!("`{name}{was}` is now `{name}{is}`"))
    });
    let changed: Vec<String> = changed.collect();
    let is_breaking = !gone.is_empty() || !changed.is_empty();
    let lists = [("gone: ", gone), ("new: ", added), ("", changed)];
    let lists = lists.into_iter().filter(|(_, items)| !items.is_empty());
    let message = lists.map(|(title, items)| format!("{title}{}", items.join(", "))).collect::<Vec<_>>().join("; ");
    let finding = match (message.is_empty(), is_breaking) {
        (true, _) => None,
        (false, true) => Some(Finding::breaking(message)),
        (false, false) => Some(Finding::additive(message)),
    };
    finding.into_iter().chain(fewer_secrets(old, new)).collect()
}

/// A secret that was renamed is a plain string until the overlay names it again.
fn fewer_secrets(old: &Items, new: &Items) -> Option<Finding> {
    let fields = |items: &Items, others: &Items| -> Vec<(String, bool)> {
        let items = items.iter().filter(|(name, rest)| rest.starts_with(": ") && !others.contains_key(*name));
        items.map(|(name, rest)| (format!("{name}{rest}"), is_secret(rest))).collect()
    };
    let (gone, added) = (fields(old, new), fields(new, old));
    let count = |fields: &[(String, bool)]| fields.iter().filter(|(_, is_secret)| *is_secret).count();
    let (secret, _) = gone.iter().find(|(_, is_secret)| *is_secret)?;
    let (plain, _) = added.iter().find(|(field, is_secret)| !is_secret && words(field).any(|word| word == "String"))?;
    (count(&gone) > count(&added)).then(|| {
        Finding::breaking(format!(
            "no longer secret, if it took the place of `{secret}`: `{plain}`; then mark it with `x-secret` in \
             spec/overlay.yaml"
        ))
    })
}

/// Returns the fields that were secret in another type in the place of theirs, such as one that became several.
fn lost_secrets(old: &Api, new: &Api) -> BTreeSet<Change> {
    let mut changes = BTreeSet::new();
    reachable(old.keys().map(|owner| (owner.clone(), owner.clone())), |(old_type, new_type)| {
        let mut inside = Vec::new();
        let members = old.get(old_type).into_iter().flatten();
        for (name, was, is) in members.filter_map(|(name, was)| Some((name, was, new.get(new_type)?.get(name)?))) {
            if old_type != new_type && is_secret(was) && !is_secret(is) {
                let type_name = last_segment(old_type);
                let message = format!(
                    "no longer secret: `{name}{is}`, which was `{name}{was}` in `{type_name}`; mark it with `x-secret` \
                     in spec/overlay.yaml"
                );
                changes.insert(Finding::breaking(message).at(format!("Rust {new_type}")));
            }
            let types = other_types(old, new, was, is);
            inside.extend(types.map(|(was, is)| (format!("{TYPES}::{was}"), format!("{TYPES}::{is}"))));
        }
        inside
    });
    changes
}

fn is_secret(declaration: &str) -> bool {
    words(declaration).any(|word| word == "Secret")
}

/// Returns the types in the same position of two declarations that differ.
fn other_types<'a>(old: &Api, new: &Api, was: &'a str, is: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let types = |api: &Api, declaration: &'a str| -> Vec<&'a str> {
        words(declaration).filter(|word| !FOREIGN.contains(word) && is_type(api, word)).collect()
    };
    types(old, was).into_iter().zip(types(new, is)).filter(|(was, is)| was != is)
}

fn is_type(api: &Api, name: &str) -> bool {
    kind(api, &format!("{TYPES}::{name}")).is_some()
}

/// Gives the types of the old client their new names. Returns them by owner. A type has another name if a type that is
/// new is everywhere in the place of one that is gone.
fn rename(old: &mut Api, new: &Api) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    loop {
        let renames = renames(old, new);
        if renames.is_empty() {
            return all;
        }
        let replace = |source: &str| {
            let parts = source.split_inclusive(|char: char| !is_of_name(char));
            let replaced = parts.map(|part| {
                let name = part.trim_end_matches(|char: char| !is_of_name(char));
                renames.get(name).map_or_else(|| part.to_owned(), |new| part.replacen(name, new, 1))
            });
            replaced.collect::<String>()
        };
        let is_renamed = |owner: &&String| renames.contains_key(last_segment(owner));
        all.extend(old.keys().filter(is_renamed).map(|owner| (owner.clone(), replace(owner))));
        // A variant with the name of its type is not a type.
        let renamed_item = |name: &String| if name.contains(' ') { replace(name) } else { name.clone() };
        let renamed = |items: &Items| items.iter().map(|(name, rest)| (renamed_item(name), replace(rest))).collect();
        *old = old.iter().map(|(owner, items)| (replace(owner), renamed(items))).collect();
    }
}

/// Returns the types that are gone, with the only types in their places.
fn renames(old: &Api, new: &Api) -> BTreeMap<String, String> {
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (owner, items) in old {
        let others = new.get(owner);
        for (was, is) in items.iter().filter_map(|(name, was)| Some((was, others?.get(name)?))) {
            let types = other_types(old, new, was, is);
            pairs.extend(types.filter(|(was, is)| !is_type(new, was) && !is_type(old, is)));
        }
    }
    let is_only = |(was, is): &(&str, &str)| pairs.iter().filter(|(a, b)| a == was || b == is).count() == 1;
    let have_same = |(was, is): &(&str, &str)| {
        let items = |api: &'_ Api, name: &str| -> BTreeSet<String> {
            let items = api.get(&format!("{TYPES}::{name}")).into_iter().flat_map(Items::keys);
            // All open enums have `Unknown`.
            items.filter(|item| !item.contains(' ') && *item != "Unknown").cloned().collect()
        };
        let (old, new) = (items(old, was), items(new, is));
        old.is_empty() || new.is_empty() || !old.is_disjoint(&new)
    };
    let builder = |name: &str| format!("{name}{BUILDER}");
    let renames = pairs.iter().filter(|pair| is_only(pair) && have_same(pair));
    let both = renames.flat_map(|(was, is)| [((*was).to_owned(), (*is).to_owned()), (builder(was), builder(is))]);
    // A schema may have the name of a builder.
    both.filter(|(was, _)| !was.ends_with(BUILDER) || !is_type(old, was)).collect()
}

/// The module of the types.
const TYPES: &str = "types";

/// Types of other crates, whose paths are not compared.
const FOREIGN: [&str; 5] = ["BTreeMap", "DateTime", "Map", "Utc", "Value"];

/// How the name of a builder ends.
const BUILDER: &str = "Builder";

/// Returns the type that a builder builds.
fn built_type(owner: &str) -> Option<String> {
    let name = owner.strip_prefix("types::builder::")?.strip_suffix(BUILDER)?;
    Some(format!("types::{name}"))
}

fn last_segment(owner: &str) -> &str {
    owner.rsplit("::").next().unwrap_or(owner)
}

fn is_of_name(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn words(source: &str) -> impl Iterator<Item = &str> {
    source.split(|char: char| !is_of_name(char)).filter(|word| !word.is_empty())
}

/// Returns whether a path names a struct or an enum; `None` if it names neither.
fn kind<'a>(api: &'a Api, path: &str) -> Option<&'a str> {
    let (module, name) = path.rsplit_once("::").unwrap_or(("crate", path));
    let items = api.get(module)?.keys().filter_map(|item| item.split_once(' '));
    items.filter(|(kind, _)| ["struct", "enum"].contains(kind)).find(|(_, it)| *it == name).map(|(kind, _)| kind)
}

/// Returns the types that one finding is about, by their number if there are many.
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
                add(api, module, format!("struct {}", item.ident), "");
                let owner = format!("{module}::{}", item.ident);
                derives(&owner, &item.attrs, api);
                for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().map_or("0".to_owned(), ToString::to_string);
                    add(api, &owner, name, &format!(": {}", printed(&field.ty)));
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                add(api, module, format!("enum {}", item.ident), "");
                derives(&format!("{module}::{}", item.ident), &item.attrs, api);
                for variant in &item.variants {
                    let content = match &variant.fields {
                        Fields::Unit => String::new(),
                        fields => printed(without_attributes(fields.clone())),
                    };
                    add(api, &format!("{module}::{}", item.ident), variant.ident.to_string(), &content);
                }
            }
            Item::Type(item) if is_public(&item.vis) => {
                add(api, module, format!("type {}", item.ident), &format!(" = {}", printed(&item.ty)));
            }
            Item::Const(item) if is_public(&item.vis) => add(api, module, format!("const {}", item.ident), ""),
            Item::Static(item) if is_public(&item.vis) => add(api, module, format!("static {}", item.ident), ""),
            Item::Macro(item) => defined(module, &item.mac, api),
            Item::Impl(item) => match &item.trait_ {
                None => methods(module, item, api),
                Some((of, _)) => implementation(module, of, &item.self_ty, api),
            },
            _ => {}
        }
    }
}

fn without_attributes(mut fields: Fields) -> Fields {
    fields.iter_mut().for_each(|field| field.attrs.clear());
    fields
}

/// Adds what the call of a macro of the runtime defines, as far as it depends on the input.
fn defined(module: &str, call: &Macro, api: &mut Api) {
    let tokens: Vec<String> = call.tokens.clone().into_iter().map(|token| token.to_string()).collect();
    let owner = tokens.first().map(|name| format!("{module}::{name}")).unwrap_or_default();
    match call.path.segments.last().map(|last| last.ident.to_string()).as_deref() {
        Some("open_enum") => {
            OPEN_ENUM.iter().for_each(|of| add(api, &owner, format!("{IMPL}{of}"), ""));
            add(api, &owner, "fn as_str".to_owned(), "(&self) -> &str");
        }
        Some("paginated_request") => add(api, &owner, format!("{IMPL}PaginatedRequest"), ""),
        Some("known_values") => {
            for value in tokens.windows(3).filter(|value| value[1] == "=") {
                add(api, module, format!("const {}", value[0]), &format!(" = {}", value[2]));
            }
        }
        _ => {}
    }
}

/// The traits that the runtime's macro `open_enum` implements.
const OPEN_ENUM: [&str; 5] = ["From<&str>", "FromStr", "Display", "Serialize", "Deserialize"];

/// How an item begins that is the implementation of a trait.
const IMPL: &str = "impl ";

fn derives(owner: &str, attributes: &[Attribute], api: &mut Api) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let traits = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        traits.into_iter().flatten().for_each(|of| add(api, owner, format!("{IMPL}{}", printed(of)), ""));
    }
}

fn implementation(module: &str, of: &Path, implementor: &Type, api: &mut Api) {
    let (reference, implementor) = match implementor {
        Type::Reference(reference) => (" for &", &*reference.elem),
        other => ("", other),
    };
    let Some(owner) = owner(module, implementor) else { return };
    // A trait of the generator's own.
    if of.segments.iter().any(|segment| segment.ident == "runtime") {
        return;
    }
    let of = printed(of).replace("<'de>", "");
    add(api, &owner, format!("{IMPL}{of}{reference}"), "");
}

fn methods(module: &str, block: &ItemImpl, api: &mut Api) {
    let Some(owner) = owner(module, &block.self_ty) else { return };
    for item in &block.items {
        if let ImplItem::Fn(method) = item
            && is_public(&method.vis)
        {
            let Signature { generics, ident, inputs, output, .. } = &method.sig;
            let bounds = generics.where_clause.as_ref().map(|it| format!(" {}", printed(it))).unwrap_or_default();
            let bounds = bounds.trim_end_matches(',');
            // `mut` is not part of a signature.
            let inputs = printed(inputs).replace("mut self", "self");
            let rest = format!("({}){}{bounds}", inputs.trim_end_matches(','), printed(output));
            add(api, &owner, format!("fn {ident}"), &rest);
        }
    }
}

/// Returns the type that an `impl` in a module is for.
fn owner(module: &str, implementor: &Type) -> Option<String> {
    let Type::Path(path) = implementor else { return None };
    let mut owner: Vec<String> = module.split("::").map(str::to_owned).collect();
    for segment in &path.path.segments {
        match segment.ident.to_string().as_str() {
            "crate" => owner.truncate(1),
            "super" => drop(owner.pop()),
            _ => owner.push(printed(segment)),
        }
    }
    Some(owner.join("::"))
}

fn add(api: &mut Api, owner: &str, name: String, rest: &str) {
    let owner = owner.strip_prefix("crate::").unwrap_or(owner).to_owned();
    api.entry(owner).or_default().insert(name, rest.to_owned());
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Formats tokens without extra spaces and shortens each path to its last segment: a moved type is not a change.
fn printed(tokens: impl ToTokens) -> String {
    const KEYWORDS: [&str; 4] = ["dyn", "impl", "mut", "for"];
    let mut source = String::new();
    for token in tokens.to_token_stream().to_string().split(' ') {
        let is_after_colon = source.ends_with(':') && !source.ends_with("::") && !token.starts_with(':');
        let are_names = source.ends_with(is_of_name) && token.starts_with(is_of_name);
        let is_after_keyword = token == "::" && words(&source).last().is_some_and(|word| KEYWORDS.contains(&word));
        if is_after_colon || are_names || is_after_keyword || source.ends_with(',') {
            source.push(' ');
        }
        source.push_str(token);
    }
    // The formatter decides on a comma at the end.
    let source = source.replace(",)", ")").replace(", >", ">").replace(",>", ">").replace("->", " -> ");
    let parts = source.split_inclusive(|char: char| !char.is_alphanumeric() && !"_:".contains(char));
    parts.map(|part| part.rsplit_once("::").map_or(part, |(_, last)| last)).collect()
}

#[cfg(test)]
mod tests {
    use super::{changes, other_lines};

    #[test]
    fn an_enum_that_opens_keeps_the_traits_that_the_runtime_implements() {
        let code = |content: &str, implementations: &str| {
            format!("pub mod types {{ #[derive(Clone)] pub enum A {{ B, {content} }} {implementations} }}")
        };
        let closed = code("", "impl ::std::fmt::Display for A {} impl ::serde::Serialize for A {}");
        let open = code("Unknown(crate::UnknownValue),", "crate::runtime::open_enum!(A { B = \"b\" });");
        let found: Vec<String> = changes(&closed, &open).iter().map(ToString::to_string).collect();
        let line = "additive  Rust types::A: new: `Unknown(UnknownValue)`, `fn as_str(&self) -> &str`, `impl Deserialize`, \
                    `impl From<&str>`, `impl FromStr`";
        assert_eq!(found, [line]);
    }

    #[test]
    fn other_code_differs_and_other_wording_does_not() {
        assert!(other_lines("", "#[doc(alias = \"b\")]").is_empty());
        let open = |values: &str| format!("runtime::open_enum!(\nA {{ {values} }}\n);");
        assert!(other_lines(&open("B = \"b\", C = \"c\""), &open("C = \"c\", B = \"b\"")).is_empty());
        assert!(!other_lines(&open("B = \"b\", C = \"c\""), &open("B = \"b\", C = \"d\"")).is_empty());
    }
}
