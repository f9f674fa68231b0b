//! The tables: operations, security schemes, servers, and the version of the API.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::names::{call_type, ident, snake, type_name};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, OperationRef, resolve_refs, schema_name};
use crate::extensions::{DOC_ALIAS, ERROR_STATUSES, ONE_OR_MANY, SUCCESS_STATUSES};
use crate::location::Location;
use crate::schema::{self, is_set, strings};

const RULE: &str = "unsupported";

/// What the document says of one operation.
pub(super) struct Operation {
    pub(super) index: usize,
    pub(super) id: String,
    /// The name of the client's method.
    pub(super) method_name: String,
    /// The name of the type that builds a call.
    pub(super) call_type: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    /// Other words that a person may search the documentation for.
    pub(super) aliases: Vec<String>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) collection: Option<Collection>,
    /// Whether an answer that should be a list may be its one item.
    pub(super) is_one_or_many: bool,
    pub(super) success_statuses: Vec<u16>,
    pub(super) error_statuses: Vec<u16>,
    security: Vec<String>,
}

/// A parameter in the path, the query or a header.
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) description: String,
    pub(super) is_required: bool,
}

/// The JSON body of a request.
pub(super) struct Body {
    pub(super) description: String,
    pub(super) type_name: Option<String>,
    pub(super) is_tagged_union: bool,
}

/// An operation that answers a list, page by page.
pub(super) struct Collection {
    pub(super) item: String,
    offset_maximum: Option<u64>,
    /// The headers that carry the total, the limit and the offset.
    headers: Option<[String; 3]>,
}

impl Operation {
    pub(super) fn parameter(&self, rust_name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| snake(&parameter.name) == rust_name)
    }

    /// The document's name of what Rust calls so: of a parameter, or the body.
    pub(super) fn name_of(&self, rust_name: &impl ToTokens) -> String {
        let rust_name = rust_name.to_token_stream().to_string();
        self.parameter(&rust_name).map_or(rust_name, |parameter| parameter.name.clone())
    }

    /// Whether repeating the request does no more than sending it once (RFC 9110, section 9.2.2).
    fn is_idempotent(&self) -> bool {
        !matches!(self.method.as_str(), "post" | "patch")
    }
}

/// Reads all operations of a document.
pub(super) fn read(document: &Document) -> Result<Vec<Operation>, Diagnostic> {
    let operations = document.operations();
    operations.iter().enumerate().map(|(index, at)| read_one(document, index, at)).collect()
}

fn read_one(document: &Document, index: usize, at: &OperationRef<'_>) -> Result<Operation, Diagnostic> {
    let tree = &document.tree;
    let text = |key: &str| at.operation.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let parameters: Vec<&Value> = at.parameters(tree).into_iter().map(|(_, parameter)| parameter).collect();
    let answer = at.success_schema(tree);
    only_json(document, at)?;
    let id = at.id().unwrap_or_default();
    Ok(Operation {
        index,
        id: id.to_owned(),
        method_name: snake(id),
        call_type: call_type(id),
        method: at.method.to_owned(),
        path: at.path.to_owned(),
        summary: text("summary"),
        aliases: strings(at.operation, DOC_ALIAS).map(str::to_owned).collect(),
        collection: collection(tree, at, &parameters),
        is_one_or_many: answer.and_then(Value::as_object).is_some_and(|schema| is_set(schema, ONE_OR_MANY)),
        success_statuses: statuses(at, SUCCESS_STATUSES),
        error_statuses: statuses(at, ERROR_STATUSES),
        security: security(document, at)?,
        body: at.operation.get("requestBody").map(|body| read_body(tree, body)),
        parameters: parameters.into_iter().map(read_parameter).collect(),
    })
}

/// The statuses that a pass has left under a key.
fn statuses(at: &OperationRef<'_>, key: &str) -> Vec<u16> {
    let statuses = at.operation.get(key).and_then(Value::as_array);
    statuses.into_iter().flatten().filter_map(|status| status.as_u64()?.try_into().ok()).collect()
}

/// The runtime sends and reads JSON and nothing else.
fn only_json(document: &Document, at: &OperationRef<'_>) -> Result<(), Diagnostic> {
    let tree = &document.tree;
    let body = at.operation.get("requestBody").map(|body| (at.location.join("requestBody"), resolve_refs(tree, body)));
    let answer = at.success(tree).map(|(_, answer)| (at.location.join("responses"), answer));
    for (location, holder) in body.into_iter().chain(answer) {
        let Some(content) = holder.get("content").and_then(Value::as_object).filter(|content| !content.is_empty())
        else {
            continue;
        };
        let json = content.iter().find(|(media_type, _)| media_type.contains("json"));
        let is_json = json.is_some_and(|(_, media)| resolve_refs(tree, &media["schema"])["format"] != "binary");
        if !is_json {
            let types: Vec<&str> = content.keys().map(String::as_str).collect();
            let what = format!("only JSON is supported, not the content of {}", types.join(", "));
            return Err(document.diagnostic(RULE, location, what, "offer JSON too, or leave the operation out"));
        }
    }
    Ok(())
}

fn read_parameter(parameter: &Value) -> Parameter {
    let text = |key: &str| parameter[key].as_str().unwrap_or_default().trim().to_owned();
    Parameter {
        name: text("name"),
        location: text("in"),
        description: text("description"),
        is_required: parameter["required"] == true,
    }
}

fn read_body(tree: &Value, body: &Value) -> Body {
    let body = resolve_refs(tree, body);
    let media = body.get("content").and_then(Value::as_object).and_then(|content| content.values().next());
    let name = media.and_then(|media| schema_name(media.get("schema")?));
    let schema = name.and_then(|name| tree.pointer(&format!("/components/schemas/{name}")));
    Body {
        description: body["description"].as_str().unwrap_or_default().trim().to_owned(),
        type_name: name.map(type_name),
        is_tagged_union: schema.is_some_and(|schema| schema.get(crate::extensions::TAGGED_UNION).is_some()),
    }
}

/// The names of the accepted schemes, in order of preference. What the operation says replaces what the document says
/// (OpenAPI 3.0.3, section 4.7.10.1).
fn security(document: &Document, at: &OperationRef<'_>) -> Result<Vec<String>, Diagnostic> {
    let (location, list) = match at.operation.get("security") {
        Some(list) => (at.location.join("security"), Some(list)),
        None => (Location::from(["security"]), document.tree.get("security")),
    };
    let alternatives = list.and_then(Value::as_array).into_iter().flatten().enumerate();
    alternatives
        .map(|(index, alternative)| {
            let names: Vec<&String> = alternative.as_object().into_iter().flat_map(Map::keys).collect();
            match names.as_slice() {
                [name] => Ok((*name).clone()),
                _ => Err(document.diagnostic(
                    RULE,
                    location.join(index),
                    "an alternative that takes no scheme or several at once is not supported",
                    "name one scheme in each alternative",
                )),
            }
        })
        .collect()
}

fn collection(tree: &Value, at: &OperationRef<'_>, parameters: &[&Value]) -> Option<Collection> {
    let item = at.page_item_schema(tree)?;
    let offset = parameters.iter().find(|parameter| parameter["in"] == "query" && parameter["name"] == "offset")?;
    Some(Collection {
        item: type_name(item),
        offset_maximum: offset["schema"]["maximum"].as_u64(),
        headers: at.success(tree).and_then(|(_, response)| pagination_headers(response)),
    })
}

/// The names of three headers that differ in their last word only: `Pagination-Total`, `-Limit` and `-Offset`.
fn pagination_headers(response: &Value) -> Option<[String; 3]> {
    let headers = response.get("headers")?.as_object()?;
    let prefix = headers.keys().find_map(|name| name.strip_suffix("Total"))?;
    let names = ["Total", "Limit", "Offset"].map(|word| format!("{prefix}{word}"));
    names.iter().all(|name| headers.contains_key(name)).then_some(names)
}

/// The tables as Rust.
pub(super) fn tables(document: &Document, operations: &[Operation]) -> Result<TokenStream, Diagnostic> {
    let schemes = schemes(document)?;
    let version = document.tree["info"]["version"].as_str().unwrap_or_default();
    let sha256 = sha256(document.text());
    let servers = document.tree["servers"].as_array().into_iter().flatten().map(|server| {
        let text = |key: &str| server[key].as_str().unwrap_or_default().trim().to_owned();
        let (url, description) = (text("url"), text("description"));
        quote!(crate::Server { url: #url, description: #description })
    });
    let organization_header = match organization_header(operations) {
        Some(name) => quote!(Some(#name)),
        None => quote!(None),
    };
    let rows = operations.iter().map(row);
    let properties = property_names(document);
    let count = operations.len();
    let docs = format!("The {count} operations of the API, in the order of the document.");
    Ok(quote! {
        #[doc = " The version of the API that the document describes."]
        pub const API_VERSION: &str = #version;

        #[doc = " The SHA-256 of the OpenAPI document that this client was generated from, in hexadecimal digits. The"]
        #[doc = " overlay does not count."]
        pub fn spec_sha256() -> &'static str {
            #sha256
        }

        #[doc = " The servers of the API, in the order of the document. The first is the default."]
        pub static SERVERS: &[crate::Server] = &[#(#servers),*];

        #[doc = " The header that names the organization a request is for, if the document has one."]
        pub(crate) const ORGANIZATION_HEADER: Option<&str> = #organization_header;

        #[doc = " The names of all properties, sorted. Of the names in an answer, an error shows these alone."]
        pub(crate) static PROPERTIES: &[&str] = &[#(#properties),*];

        #schemes

        #[doc = #docs]
        pub static OPERATIONS: &[crate::Operation] = &[#(#rows),*];
    })
}

fn property_names(document: &Document) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    schema::for_each(&document.tree, &mut |_, schema| {
        let properties = schema.get("properties").and_then(Value::as_object);
        names.extend(properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str)));
    });
    names
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The one header parameter that every operation takes.
fn organization_header(operations: &[Operation]) -> Option<&str> {
    let (first, others) = operations.split_first()?;
    let is_everywhere = |name: &str| {
        others.iter().all(|operation| {
            operation.parameters.iter().any(|parameter| parameter.location == "header" && parameter.name == name)
        })
    };
    let headers = first.parameters.iter().filter(|parameter| parameter.location == "header");
    headers.map(|parameter| parameter.name.as_str()).find(|name| is_everywhere(name))
}

fn row(operation: &Operation) -> TokenStream {
    let Operation { id, path, summary, error_statuses, .. } = operation;
    let method = ident(&operation.method.to_ascii_uppercase());
    let security = operation.security.iter().map(|name| ident(&type_name(name)));
    let is_idempotent = operation.is_idempotent();
    let collection = match &operation.collection {
        Some(collection) => row_of_collection(collection),
        None => quote!(None),
    };
    quote! {
        crate::Operation {
            id: #id,
            method: ::reqwest::Method::#method,
            path: #path,
            summary: #summary,
            security: &[#(SecurityScheme::#security),*],
            error_statuses: &[#(#error_statuses),*],
            is_idempotent: #is_idempotent,
            pagination: #collection,
        }
    }
}

fn row_of_collection(collection: &Collection) -> TokenStream {
    let maximum = match collection.offset_maximum {
        Some(maximum) => quote!(Some(#maximum)),
        None => quote!(None),
    };
    let headers = match &collection.headers {
        Some([total, limit, offset]) => quote! {
            Some(crate::PaginationHeaderNames { total: #total, limit: #limit, offset: #offset })
        },
        None => quote!(None),
    };
    quote!(Some(crate::Pagination { max_offset: #maximum, headers: #headers }))
}

fn schemes(document: &Document) -> Result<TokenStream, Diagnostic> {
    let table = document.tree.pointer("/components/securitySchemes").and_then(Value::as_object);
    let mut variants = Vec::new();
    let mut names = Vec::new();
    let mut docs = Vec::new();
    let mut headers = Vec::new();
    let mut prefixes = Vec::new();
    for (name, scheme) in table.into_iter().flatten() {
        let text = |key: &str| scheme[key].as_str().unwrap_or_default();
        let (header, prefix) = match (text("type"), text("in"), text("scheme")) {
            ("apiKey", "header", _) => (text("name"), ""),
            ("http", _, "bearer") => ("Authorization", "Bearer "),
            (kind, _, _) => {
                return Err(document.diagnostic(
                    RULE,
                    Location::from(["components", "securitySchemes", name]),
                    format!("a security scheme of type `{kind}` of this form is not supported"),
                    "use an apiKey in a header or http bearer",
                ));
            }
        };
        variants.push(ident(&type_name(name)));
        names.push(name.clone());
        docs.push(format!(" {}", text("description").trim()));
        headers.push(header.to_owned());
        prefixes.push(prefix);
    }
    let count = variants.len();
    Ok(quote! {
        #[doc = " A way to prove who is calling, as the document defines it."]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum SecurityScheme {
            #(#[doc = #docs] #variants),*
        }

        impl SecurityScheme {
            #[doc = " All schemes, in the order of the document."]
            pub const ALL: [Self; #count] = [#(Self::#variants),*];

            #[doc = " The name that the document gives the scheme."]
            pub fn name(self) -> &'static str {
                match self { #(Self::#variants => #names),* }
            }

            #[doc = " The header that carries it."]
            pub fn header(self) -> &'static str {
                match self { #(Self::#variants => #headers),* }
            }

            #[doc = " What stands before it in the header."]
            pub(crate) fn prefix(self) -> &'static str {
                match self { #(Self::#variants => #prefixes),* }
            }
        }
    })
}
