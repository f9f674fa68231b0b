//! The names in the generated Rust.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Ident, Span};
use serde_json::Value;

use crate::document::schemas;

/// Returns the name of the type that progenitor emits for a schema.
pub fn type_name(schema: &str) -> String {
    pascal(&schema.replace('\'', ""))
}

/// Returns the name of a type or a variant, as progenitor forms it: a name such as `2fa` gets an `X`.
fn pascal(name: &str) -> String {
    let words = name.replace(|char| !unicode_ident::is_xid_continue(char), "-").to_pascal_case();
    let starts_well = words.chars().next().is_some_and(unicode_ident::is_xid_start);
    valid(if starts_well { words } else { format!("X{words}") })
}

/// Returns the name of the variant that stands for a string. Symbols that tell strings apart are spelled out, such as
/// those of `+1` and `-1`, or `<` and `<=`.
pub(crate) fn variant_name(value: &str) -> String {
    let has_word = value.chars().any(char::is_alphanumeric);
    let mut spelled = String::new();
    for (index, char) in value.char_indices() {
        match char {
            '+' | '#' | '=' | '<' | '>' | '!' | '*' => spelled.push_str(&format!(" {} ", symbol(char))),
            '-' if index == 0 => spelled.push_str(" minus "),
            _ if !has_word => spelled.push_str(&format!(" {} ", symbol(char))),
            _ => spelled.push(char),
        }
    }
    match spelled.as_str() {
        "" => "Empty".to_owned(),
        _ => pascal(&spelled),
    }
}

fn symbol(char: char) -> String {
    #[rustfmt::skip]
    const WORDS: [(char, &str); 23] = [
        ('+', "plus"), ('-', "minus"), ('=', "equal"), ('!', "not"), ('<', "less"), ('>', "greater"), ('*', "star"),
        ('/', "slash"), ('%', "percent"), ('&', "and"), ('|', "or"), ('~', "tilde"), ('^', "caret"), ('.', "dot"),
        (',', "comma"), (':', "colon"), (';', "semicolon"), ('?', "question"), ('@', "at"), ('#', "hash"),
        ('$', "dollar"), ('_', "underscore"), (' ', "space"),
    ];
    let word = WORDS.iter().find(|(symbol, _)| *symbol == char);
    word.map_or_else(|| format!("u{:04x}", u32::from(char)), |(_, word)| (*word).to_owned())
}

/// Returns the name of a method, a field or a module.
pub(crate) fn snake(name: &str) -> String {
    valid(name.replace('\'', "").to_snake_case())
}

pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Turns a name into a valid identifier. Names such as `Self` and `2fa` get an underscore.
pub(crate) fn valid(name: String) -> String {
    let name: String = name.chars().map(|char| if unicode_ident::is_xid_continue(char) { char } else { '_' }).collect();
    let starts_well = name.chars().next().is_some_and(|first| unicode_ident::is_xid_start(first) || first == '_');
    let name = match name.as_str() {
        "" | "_" => "x".to_owned(),
        _ if starts_well => name,
        _ => format!("_{name}"),
    };
    // syn knows the keywords of edition 2021. `gen` is one of edition 2024.
    match syn::parse_str::<Ident>(&name) {
        Ok(_) if name != "gen" => name,
        _ => format!("{name}_"),
    }
}

/// The type names that are taken.
pub(crate) struct FreeNames(BTreeSet<String>);

/// The names that generated code uses for the prelude and the runtime, and of types that the generator adds.
const RESERVED: [&str; 28] = [
    "Box", "Clone", "Client", "Copy", "Debug", "Default", "Drop", "Err", "Error", "From", "Fn", "FnMut", "FnOnce",
    "Into", "IntoFuture", "IntoValue", "Iterator", "None", "Ok", "Option", "Result", "Secret", "Send", "Some",
    "String", "TryFrom", "TryInto", "Vec",
];

impl FreeNames {
    /// Collects the names of a spec's schemas as taken.
    pub(crate) fn of(tree: &Value) -> Self {
        let mut names = Self::new();
        names.0.extend(schemas(tree).map(|(name, _)| type_name(name)));
        names
    }

    /// Only the reserved names are taken.
    pub(crate) fn new() -> Self {
        Self(RESERVED.map(str::to_owned).into())
    }

    /// Takes a name, with a number appended if its Rust form is taken.
    pub(crate) fn take(&mut self, name: &str) -> String {
        numbered(name, |own| self.0.insert(type_name(own)))
    }
}

/// Returns the first free name: the name itself, or else the name with the lowest number.
pub fn numbered(name: &str, mut is_free: impl FnMut(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| is_free(name)).unwrap_or_default()
}

/// A namespace, in which each name is unique.
pub(crate) struct Namespace(BTreeSet<String>);

impl Namespace {
    /// Returns a namespace with the names that the runtime or the templates use.
    pub(crate) fn with_reserved(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Reserves the wanted name and returns it, with an underscore for each collision.
    pub(crate) fn reserve(&mut self, wanted: &str) -> Ident {
        let mut name = wanted.to_owned();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        ident(&name)
    }
}

/// Returns the name of each property's field, in the order of the properties.
pub fn field_names(properties: &[&str]) -> Vec<String> {
    member_names(properties, &[])
}

/// Returns the name of the method that returns each property, in the order of the properties.
pub(crate) fn accessor_names(properties: &[&str]) -> Vec<String> {
    member_names(properties, &RESPONSE_METHODS)
}

/// Returns the name of each parameter's setter, in the order of the parameters of an operation.
pub fn setter_names(parameters: &[&str]) -> Vec<String> {
    member_names(parameters, &REQUEST_METHODS)
}

/// If several names become the same in Rust, the one that does not change keeps it; otherwise, the first that has only
/// letters and digits. Each other one, and one that is reserved, gets an underscore.
fn member_names(given: &[&str], reserved: &[&str]) -> Vec<String> {
    let mut names = Namespace::with_reserved(reserved);
    let mut order: Vec<usize> = (0..given.len()).collect();
    order.sort_by_cached_key(|index| {
        let name = given[*index];
        (snake(name) != name, !name.chars().all(char::is_alphanumeric))
    });
    let mut members = vec![String::new(); given.len()];
    for index in order {
        members[index] = names.reserve(&snake(given[index])).to_string();
    }
    members
}

/// The methods of `Client` in `src/`, which operations must not use.
pub(crate) const CLIENT_METHODS: [&str; 27] = [
    "at", "at_server", "attempt", "authorize", "base_url", "builder", "check_credentials", "clone", "customer_session",
    "exchange", "execute", "for_organization", "log_in", "organization_id", "request_parts", "request_span",
    "resume_login", "slot", "with_attempt_timeout", "with_credential", "with_credentials", "with_organization",
    "with_own_credential_only", "with_provider", "with_retry_policy", "with_session", "with_settings",
];

/// The methods and fields of a request builder, and the methods of its mock's expectations, which parameters must not
/// use.
pub(crate) const REQUEST_METHODS: [&str; 12] = [
    "body", "body_map", "client", "clone", "into_future", "into_inner", "items", "new", "options",
    "organization_in_path", "pages", "send",
];

/// The names of modules and crates at the root of the crate, which modules of known values must not use.
pub(crate) const ROOT_NAMES: [&str; 20] = [
    "auth", "builder", "chrono", "client", "error", "futures_core", "generated", "httpmock", "memory_limit", "mock",
    "observability", "operation", "pagination", "request", "reqwest", "response", "retry", "runtime", "serde_json",
    "types",
];

/// The methods that `ResponseValue` has in `src/` or may get, which would hide those of the value, and the methods
/// `builder` and `clone` of the value. Accessors must not use them.
pub(crate) const RESPONSE_METHODS: [&str; 15] = [
    "as_ref", "attempts", "body", "builder", "clone", "error", "header", "headers", "into_inner", "map", "new",
    "operation_id", "rate_limit", "status", "take",
];

/// The methods of `ClientBuilder` in `src/`, which security schemes must not use.
pub(crate) const CLIENT_BUILDER_METHODS: [&str; 26] = [
    "attempt_timeout", "base_url", "build", "build_public", "checked_base_url", "clone", "configure_http_client",
    "connect_timeout", "consumer", "consumer_header", "credential", "credentials", "default", "environment",
    "http_settings", "max_requests_in_flight", "max_response_bytes", "organization", "organization_id",
    "organization_in_path", "prefix", "provider", "require_organization_in_path", "retry_policy", "user_agent",
    "user_agent_value",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use syn::{ImplItem, Item, Type, UseTree};

    use super::{
        CLIENT_BUILDER_METHODS, CLIENT_METHODS, RESPONSE_METHODS, ROOT_NAMES, setter_names, type_name, variant_name,
    };

    #[test]
    fn the_name_that_changes_least_has_no_underscore() {
        assert_eq!(setter_names(&["Sent<", "Sent", "sent", "_sent"]), ["sent__", "sent_", "sent", "sent___"]);
        assert_eq!(setter_names(&["body", "into_inner", "-a", "A"]), ["body_", "into_inner_", "a_", "a"]);
    }

    #[test]
    fn a_type_has_the_name_that_progenitor_gives_it() {
        for (schema, name) in [("2fa", "X2fa"), ("area-m\u{b2}", "AreaM"), ("self", "Self_"), ("it's", "Its")] {
            assert_eq!(type_name(schema), name, "{schema}");
        }
    }

    #[test]
    fn symbols_that_tell_values_apart_are_spelled_out() {
        for (value, name) in [
            ("", "Empty"),
            ("!=", "NotEqual"),
            ("<=", "LessEqual"),
            ("-1", "Minus1"),
            ("+1", "Plus1"),
            ("c++", "CPlusPlus"),
            ("-name", "MinusName"),
            ("\u{2191}", "U2191"),
            ("in-progress", "InProgress"),
            ("application/json", "ApplicationJson"),
            ("2020-01-01", "X20200101"),
            ("self", "Self_"),
        ] {
            assert_eq!(variant_name(value), name, "{value}");
        }
    }

    /// The names that a `use` imports.
    fn imported(tree: UseTree) -> Vec<String> {
        match tree {
            UseTree::Path(path) => imported(*path.tree),
            UseTree::Group(group) => group.items.into_iter().flat_map(imported).collect(),
            UseTree::Name(name) => vec![name.ident.to_string()],
            UseTree::Rename(rename) => vec![rename.rename.to_string()],
            UseTree::Glob(_) => Vec::new(),
        }
    }

    #[test]
    fn no_name_at_the_root_of_the_crate_is_free_for_a_module_of_known_values() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/lib.rs");
        let source = std::fs::read_to_string(path).expect("the crate's root");
        let items = syn::parse_file(&source).expect("Rust").items.into_iter();
        let names = items.flat_map(|item| match item {
            Item::Mod(module) => vec![module.ident.to_string()],
            Item::Use(import) => imported(import.tree),
            _ => Vec::new(),
        });
        // Types begin with an upper-case letter, and constants have no lower-case one.
        let modules: Vec<String> = names.filter(|name| name.starts_with(char::is_lowercase)).collect();
        assert!(modules.contains(&"pagination".to_owned()) && modules.contains(&"reqwest".to_owned()));
        let free = modules.iter().filter(|name| !ROOT_NAMES.contains(&name.as_str()));
        assert_eq!(free.collect::<Vec<_>>(), [""; 0]);
    }

    /// The methods that the runtime gives a type in these files.
    fn methods(type_name: &str, files: &[&str]) -> BTreeSet<String> {
        let mut methods = BTreeSet::new();
        for file in files {
            let path = format!("{}/../src/{file}", env!("CARGO_MANIFEST_DIR"));
            let source = std::fs::read_to_string(&path).expect("a file of the runtime");
            for item in syn::parse_file(&source).expect("Rust").items {
                let Item::Impl(block) = item else { continue };
                let Type::Path(path) = &*block.self_ty else { continue };
                let is_own = path.path.segments.last().is_some_and(|last| last.ident == type_name);
                let items = block.items.into_iter().filter(|_| is_own && block.trait_.is_none());
                methods.extend(items.filter_map(|item| match item {
                    ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                }));
            }
        }
        methods
    }

    #[test]
    fn no_method_of_the_runtime_is_free_for_an_operation_a_scheme_or_a_property() {
        let missing = |methods: BTreeSet<String>, reserved: &[&str]| -> Vec<String> {
            methods.into_iter().filter(|method| !reserved.contains(&method.as_str())).collect()
        };
        let client = methods("Client", &["client.rs", "auth/session.rs"]);
        assert!(client.contains("execute") && client.contains("log_in"));
        assert_eq!(missing(client, &CLIENT_METHODS), [""; 0]);
        let builder = methods("ClientBuilder", &["client/builder.rs"]);
        assert!(builder.contains("base_url"));
        assert_eq!(missing(builder, &CLIENT_BUILDER_METHODS), [""; 0]);
        let response = methods("ResponseValue", &["response.rs"]);
        assert!(response.contains("status"));
        assert_eq!(missing(response, &RESPONSE_METHODS), [""; 0]);
    }
}
