//! Adapts the types that progenitor emits, so that new properties are not a breaking change and `null` equals absent.

use std::collections::{BTreeMap, HashMap, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use serde_json::Value;
use syn::{Attribute, Field, Fields, Ident, Item, ItemEnum, ItemStruct, Lit, Type, parse_quote};

use super::docs;
use super::rust_types::{argument_of, innermost, is_lenient, last_segment};
use super::setters::Input;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas};
use crate::extensions::{EXPECTED, RESPONSE_FORM};
use crate::location::Location;
use crate::names::{accessor_names, field_names, ident, type_name};
use crate::schema::strings;
use crate::schema_usage::SchemaUsage;

/// The adapted module of types.
#[derive(Default)]
pub(super) struct Types {
    pub(super) items: Vec<Item>,
    /// By name.
    pub(super) structs: BTreeMap<String, Struct>,
    /// The names of the types that progenitor emits.
    pub(super) names: HashSet<Ident>,
    /// The names of the tagged unions, whose builders are emitted separately.
    pub(super) unions: HashSet<Ident>,
    /// The names of the structs that responses contain.
    pub(super) response_structs: HashSet<String>,
}

/// A struct with named fields, which gets a builder.
pub(super) struct Struct {
    pub(super) name: Ident,
    pub(super) fields: Vec<Input>,
}

/// Adapts all types.
///
/// # Errors
/// A diagnostic for two types that progenitor gives the same name.
pub(super) fn adapt(items: Vec<Item>, document: &Document) -> Result<Types, Diagnostic> {
    let mut notes = Notes::of(document);
    let mut names = HashSet::new();
    if let Some(name) = items.iter().filter_map(defined).find(|name| !names.insert(name.clone())) {
        let message = format!("two schemas have the same type name `{name}`");
        return Err(document.diagnostic("name-collision", Location::root(), message, "rename one with `x-rust-name`"));
    }
    let has_fields = |item: &Item| matches!(item, Item::Struct(item) if matches!(item.fields, Fields::Named(_)));
    let structs: HashSet<String> = items.iter().filter(|item| has_fields(item)).filter_map(defined).collect();
    notes.response_structs.retain(|name| structs.contains(name));
    let mut types = Types::default();
    for mut item in items {
        match &mut item {
            Item::Struct(item) => {
                types.names.insert(item.ident.clone());
                let adapted = adapt_struct(item, &notes);
                types.structs.extend(adapted.map(|adapted| (adapted.name.to_string(), adapted)));
            }
            Item::Enum(item) => {
                types.names.insert(item.ident.clone());
                rewrite_docs(&mut item.attrs);
                // The spec may list another value or alternative later.
                item.attrs.push(parse_quote!(#[non_exhaustive]));
                for variant in &mut item.variants {
                    rewrite_docs(&mut variant.attrs);
                    variant.fields.iter_mut().for_each(|field| rewrite_docs(&mut field.attrs));
                }
                tolerate_in_variants(item, &notes.response_structs);
            }
            _ => {}
        }
        let read = defined(&item).filter(|name| notes.response_structs.contains(name)).map(|name| ident(&name));
        types.items.push(item);
        types.items.extend(read.map(|name| parse_quote!(crate::runtime::object!(#name);)));
    }
    types.response_structs = notes.response_structs;
    Ok(types)
}

/// Lets the variants of an untagged union accept the same values as fields. A time must have its usual notation if
/// another variant may be a string.
fn tolerate_in_variants(item: &mut ItemEnum, structs: &HashSet<String>) {
    if !Serde::read(&item.attrs).is_untagged {
        return;
    }
    let is_no_string = |type_: &Type| {
        is_lenient(type_, structs) || innermost(type_).is_some_and(|name| ["bool", "f64"].contains(&name.as_str()))
    };
    let has_string = item.variants.iter().flat_map(|variant| &variant.fields).any(|field| !is_no_string(&field.ty));
    let has_list =
        item.variants.iter().flat_map(|variant| &variant.fields).any(|field| argument_of("Vec", &field.ty).is_some());
    for field in item.variants.iter_mut().flat_map(|variant| &mut variant.fields) {
        let is_map = ["Map", "BTreeMap"].iter().any(|name| argument_of(name, &field.ty).is_some());
        let is_time = innermost(&field.ty).is_some_and(|name| name == "Utc");
        // An empty list may be a map only where it cannot be a list.
        if is_map && has_list || is_time && has_string {
            continue;
        }
        if is_lenient(&field.ty, structs) {
            field.attrs.push(parse_quote!(#[serde(deserialize_with = "crate::runtime::lenient")]));
        } else if is_map {
            field.attrs.push(parse_quote!(#[serde(deserialize_with = "crate::runtime::map")]));
        }
    }
}

/// Returns the name of the type that an item defines.
fn defined(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn rewrite_docs(attributes: &mut Vec<Attribute>) {
    let string = docs::read(attributes);
    docs::replace(attributes, &string);
}

/// The facts about each type in the spec.
struct Notes<'d> {
    types: HashMap<String, Note<'d>>,
    /// The structs that responses contain.
    response_structs: HashSet<String>,
}

/// The schema of a type, and where it is used.
struct Note<'d> {
    schema: &'d Value,
    in_requests: bool,
    in_responses: bool,
    /// The response type that a request type was split from.
    response_form: Option<String>,
}

impl<'d> Notes<'d> {
    fn of(document: &'d Document) -> Self {
        let usage = SchemaUsage::of(&document.tree);
        let notes = schemas(&document.tree).map(|(name, schema)| {
            let (in_requests, in_responses) = (usage.requests.contains(name), usage.responses.contains(name));
            let response_form =
                schema[RESPONSE_FORM].as_str().filter(|it| usage.responses.contains(*it)).map(type_name);
            (type_name(name), Note { schema, in_requests, in_responses, response_form })
        });
        let types: HashMap<_, _> = notes.collect();
        let responses = types.iter().filter(|(_, note)| note.in_responses).map(|(name, _)| name.clone());
        Self { response_structs: responses.collect(), types }
    }
}

/// Adapts a struct and returns its fields, if they have names.
fn adapt_struct(item: &mut ItemStruct, notes: &Notes<'_>) -> Option<Struct> {
    let owner = item.ident.to_string();
    // The descriptions of a request type and of the type of its responses are the same.
    let response = notes.types.get(&owner).and_then(|note| note.response_form.as_ref());
    let begin = response.map(|response| format!("[`{response}`] in requests.\n\n")).unwrap_or_default();
    let string = docs::read(&item.attrs);
    docs::replace(&mut item.attrs, &(begin + &string));
    let Fields::Named(fields) = &mut item.fields else {
        return None;
    };
    // The API adds properties. That is not a breaking change for a struct that only its builder can build.
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    let options: Vec<Serde> = fields.named.iter().map(|field| Serde::read(&field.attrs)).collect();
    let is_open = options.iter().any(|serde| serde.is_flattened);
    let properties: Vec<String> =
        fields.named.iter().zip(&options).map(|(field, serde)| property(field, serde)).collect();
    let given: Vec<&str> = properties.iter().map(String::as_str).collect();
    let names: Vec<[String; 2]> = field_names(&given).into_iter().zip(accessor_names(&given)).map(Into::into).collect();
    let declared = properties.iter().zip(&options).filter(|(_, serde)| !serde.is_flattened);
    let declared: Vec<String> = declared.map(|(property, _)| property.clone()).collect();
    let named = fields.named.iter_mut().zip(options).zip(properties).zip(names);
    let fields: Vec<Input> = named
        .map(|(((field, serde), property), names)| notes.adapt_field(&owner, field, serde, property, names, &declared))
        .collect();
    if is_open && fields.iter().all(|field| !field.is_required) {
        // typify emits no `Default` for them.
        item.attrs.push(parse_quote!(#[derive(Default)]));
    }
    Some(Struct { name: item.ident.clone(), fields })
}

impl Notes<'_> {
    /// Adapts a field of a struct, which gets this name and maybe this accessor.
    fn adapt_field(
        &self,
        owner: &str,
        field: &mut Field,
        mut serde: Serde,
        property: String,
        [name, accessor]: [String; 2],
        declared: &[String],
    ) -> Input {
        if let Some(content) = argument_of("Box", &field.ty).and_then(|boxed| argument_of("Option", boxed)) {
            // progenitor boxes a cycle where it finds it first, and then sends what is absent as `null`.
            field.ty = parse_quote!(Option<Box<#content>>);
            serde.skip_serializing_if = serde.has_default.then(|| "::std::option::Option::is_none".to_owned());
        }
        let name = ident(&name);
        if field.ident.as_ref() != Some(&name) {
            serde.rename = Some(property.clone());
        }
        let mut string = docs::read(&field.attrs);
        if string.is_empty() {
            string = describe(&field.ty, &serde, self);
        }
        let is_skipped_if_empty = serde.skip_serializing_if.as_ref().is_some_and(|it| it.ends_with("is_empty"));
        let in_requests = self.types.get(owner).is_some_and(|note| note.in_requests);
        let in_responses = self.types.get(owner).is_some_and(|note| note.in_responses);
        let is_only_in_responses = in_responses && !in_requests;
        if is_skipped_if_empty && !serde.is_flattened && !is_only_in_responses {
            // In a request, an empty list may clear a value.
            let given = &field.ty;
            field.ty = parse_quote!(Option<#given>);
            serde.skip_serializing_if = Some("::std::option::Option::is_none".to_owned());
        }
        let is_required = serde.is_required(&field.ty);
        let schema = self.types.get(owner).and_then(|note| note.schema.as_object());
        let says =
            |flag: &str| schema.is_some_and(|map| map.get("properties").is_some_and(|it| it[&property][flag] == true));
        let is_stated = || schema.is_some_and(|map| strings(map, "required").any(|name| name == property));
        let is_option = argument_of("Option", &field.ty).is_some();
        // In a response, `null` and absent mean the same.
        let is_nullable = in_requests && !in_responses && says("nullable") && !is_stated() && is_option;
        if is_nullable {
            serde.skip_serializing_if = Some("::std::option::Option::is_none".to_owned());
        }
        serde.tolerate(&field.ty, is_nullable, &self.response_structs);
        field.attrs = serde.attribute().into_iter().collect();
        let is_expected = is_option && in_responses && says(EXPECTED);
        let note = if is_nullable {
            "\n\n`Some(None)` is sent as `null`. `None` is not sent."
        } else if is_expected {
            &format!("\n\n[`{accessor}()`](Self::{accessor}) returns it, or an error if it is absent.")
        } else if is_option && is_only_in_responses {
            "\n\n`None` if the response does not contain it, or contains `null` or a value that the spec does not allow."
        } else {
            ""
        };
        docs::replace(&mut field.attrs, &format!("{string}{}{note}", docs::note_of_name(&name, &property)));
        if is_nullable {
            let once = &field.ty;
            field.ty = parse_quote!(Option<#once>);
        }
        field.ident = Some(name.clone());
        let type_ = field.ty.clone();
        let declared = if serde.is_flattened { declared.to_vec() } else { Vec::new() };
        let accessor = is_expected.then(|| ident(&accessor));
        Input { name, api_name: property, type_, is_required, is_nullable, accessor, declared, description: string }
    }
}

/// Returns the property of a field.
fn property(field: &Field, serde: &Serde) -> String {
    let given = || field.ident.as_ref().map(|name| name.to_string().trim_start_matches("r#").to_owned());
    serde.rename.clone().or_else(given).unwrap_or_default()
}

/// Describes a property without a description. A reference to a schema cannot have one (OpenAPI 3.0.3, section 4.7.23).
fn describe(type_: &Type, serde: &Serde, notes: &Notes<'_>) -> String {
    if serde.is_flattened {
        return "Members that are not in the spec.".to_owned();
    }
    let described = innermost(type_).and_then(|name| notes.types.get(&name)?.schema["description"].as_str());
    described.unwrap_or("The spec has no description.").to_owned()
}

/// The serde options of a field, merged into one attribute, because serde rejects repeated options.
#[derive(Default)]
struct Serde {
    rename: Option<String>,
    is_flattened: bool,
    has_default: bool,
    skip_serializing_if: Option<String>,
    deserialize_with: Option<String>,
    is_untagged: bool,
}

impl Serde {
    fn read(attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            // progenitor writes words and `word = "string"`; anything else would not compile.
            let _ = attribute.parse_nested_meta(|meta| {
                let value = match meta.value() {
                    Ok(value) => match value.parse()? {
                        Lit::Str(value) => Some(value.value()),
                        _ => None,
                    },
                    Err(_) => None,
                };
                match meta.path.get_ident().map(Ident::to_string).as_deref() {
                    Some("rename") => serde.rename = value,
                    Some("flatten") => serde.is_flattened = true,
                    Some("default") => serde.has_default = true,
                    Some("skip_serializing_if") => serde.skip_serializing_if = value,
                    Some("deserialize_with") => serde.deserialize_with = value,
                    Some("untagged") => serde.is_untagged = true,
                    _ => {}
                }
                Ok(())
            });
        }
        serde
    }

    /// Returns whether a builder must set the field.
    fn is_required(&self, type_: &Type) -> bool {
        let is_option = argument_of("Option", type_).is_some();
        !(self.has_default || self.is_flattened || is_option && self.deserialize_with.is_none())
    }

    /// Lets the field accept values of real responses that serde rejects: `null` for a list or a map, an empty list for
    /// a map, an integer written as `5.0`, a time without an offset, further members of the wrong type, and an absent
    /// property instead of `null`. Also rejects a list for a struct, whose fields serde would read by position.
    fn tolerate(&mut self, type_: &Type, is_nullable: bool, structs: &HashSet<String>) {
        let inner = argument_of("Option", type_);
        let given = inner.unwrap_or(type_);
        // A schema may have one of these names.
        let is = |name: &str| argument_of(name, given).is_some();
        let is_lenient = is_lenient(type_, structs);
        let (is_map, is_null_empty) = (is("Map") || is("BTreeMap"), inner.is_none() && self.has_default);
        let with = match () {
            () if self.is_flattened && !is("BTreeMap") => return,
            () if self.is_flattened && is_lenient => "crate::runtime::lenient_extra",
            () if self.is_flattened => "crate::runtime::extra",
            () if is_nullable => "crate::runtime::nullable",
            () if is_lenient && is_null_empty => "crate::runtime::lenient_or_default",
            () if is_lenient => "crate::runtime::lenient",
            () if is_map && inner.is_some() => "crate::runtime::optional_map",
            () if is_map && is_null_empty => "crate::runtime::map_or_default",
            () if is_map => "crate::runtime::map",
            () if is("Vec") && is_null_empty => "crate::runtime::null_as_default",
            () => {
                // progenitor requires a nullable property to be there.
                self.deserialize_with.take_if(|_| inner.is_some());
                return;
            }
        };
        self.has_default |= inner.is_some();
        self.deserialize_with = Some(with.to_owned());
    }

    fn attribute(&self) -> Option<Attribute> {
        let mut words: Vec<TokenStream> = Vec::new();
        words.extend(self.rename.iter().map(|name| quote!(rename = #name)));
        words.extend(self.is_flattened.then(|| quote!(flatten)));
        words.extend(self.has_default.then(|| quote!(default)));
        words.extend(self.skip_serializing_if.iter().map(|function| quote!(skip_serializing_if = #function)));
        words.extend(self.deserialize_with.iter().map(|function| quote!(deserialize_with = #function)));
        (!words.is_empty()).then(|| parse_quote!(#[serde(#(#words),*)]))
    }
}

impl Types {
    /// Returns the path of a type from another module, such as `super::Link` for `Link`.
    pub(super) fn scoped(&self, type_: &Type, scope: &TokenStream) -> TokenStream {
        self.scoped_tokens(type_.to_token_stream(), scope)
    }

    fn scoped_tokens(&self, tokens: TokenStream, scope: &TokenStream) -> TokenStream {
        let (mut scoped, mut is_in_path) = (TokenStream::new(), false);
        for token in tokens {
            let is_separator = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
            match &token {
                TokenTree::Ident(ident) if !is_in_path && self.names.contains(ident) => {
                    scoped.extend(quote!(#scope::#ident));
                }
                _ => scoped.extend([token]),
            }
            is_in_path = is_separator;
        }
        scoped
    }

    /// Returns the struct of a type that has a builder.
    pub(super) fn has_builder(&self, type_: &Type) -> Option<&Struct> {
        let last = last_segment(type_).filter(|last| last.arguments.is_none())?;
        self.structs.get(&last.ident.to_string())
    }
}
