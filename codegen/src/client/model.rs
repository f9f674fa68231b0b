//! The model of a client, read from a normalized spec. It is the only input of the templates.

mod content;
mod parameters;
mod security;
mod servers;

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use syn::Type;

use super::rust_types::is_lenient;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, OperationRef, reference, resolve_refs};
use crate::extensions::{
    CONSUMER_HEADER, CUSTOMER_CREDENTIALS, DOC_ALIAS, ERROR_STATUSES, MAXIMUM, ORGANIZATION, ORGANIZATION_PATH,
    SUCCESS_STATUSES,
};
use crate::location::Location;
use crate::names::{CLIENT_METHODS, FreeNames, Namespace, ident, snake, type_name};
use crate::schema::{is_set, strings};

pub use self::content::other_than_json;
pub(super) use self::content::{Body, Response};
pub(crate) use self::content::{ignored_json, json_schema, sent};
pub use self::content::{is_json, json_media};
use self::parameters::is_header_name;
pub(super) use self::parameters::{Parameter, Style};
pub use self::parameters::{is_reserved_header, is_set_by_http};
pub(super) use self::security::Scheme;
use self::security::schemes;
pub use self::security::{credential_header, is_certificate};
pub(super) use self::servers::{OwnServer, Server};
pub use self::servers::{default_environment, environments, normalized_url};
use self::servers::{other_values, refusal, servers};

const RULE: &str = "unsupported";

/// The input of the templates.
pub(super) struct Model {
    pub(super) operations: Vec<Operation>,
    pub(super) schemes: Vec<Scheme>,
    pub(super) servers: Vec<Server>,
    /// The header for the organization of a request.
    pub(super) organization_header: Option<String>,
    /// The path prefix before the organization, such as `/organizations/`.
    pub(super) organization_path: Option<String>,
    /// The header that identifies the calling program, and the template of its value.
    pub(super) consumer_header: Option<[String; 2]>,
    pub(super) version: String,
    /// A diagnostic for each ignored part of an operation.
    pub(super) ignored: Vec<Diagnostic>,
}

pub(super) struct Operation {
    pub(super) index: usize,
    pub(super) id: String,
    /// The method of `Client`.
    pub(super) method_name: Ident,
    /// The type of the request builder.
    pub(super) type_name: Ident,
    /// The HTTP method, in upper case.
    pub(super) method: String,
    pub(super) path: String,
    /// The servers of this operation, if they are not those of the spec.
    pub(super) own_server: Option<OwnServer>,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) is_deprecated: bool,
    /// Search aliases for rustdoc, besides the ID.
    pub(super) aliases: Vec<String>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) response: Option<Response>,
    pub(super) success_statuses: Vec<u16>,
    pub(super) error_statuses: Vec<u16>,
    /// The accepted alternatives, in order of preference. A request sends all credentials of one.
    pub(super) security: Vec<Vec<Ident>>,
    /// Whether it needs no credential.
    pub(super) is_anonymous: bool,
    /// Whether its 401 may be about the customer's own credentials.
    pub(super) sends_customer_credentials: bool,
    /// How its response is paginated.
    pub(super) pagination: Option<Pagination>,
}

/// The pagination of a collection.
pub(super) struct Pagination {
    pub(super) limit: Ident,
    pub(super) offset: Ident,
    pub(super) max_offset: Option<u64>,
    pub(super) max_limit: Option<u64>,
    /// The header of the total, and those of the limit and the offset.
    pub(super) headers: Option<(String, Option<[String; 2]>)>,
}

impl Model {
    pub(super) fn read(document: &Document) -> Result<Self, Diagnostic> {
        let tree = &document.tree;
        let mut methods = Namespace::with_reserved(&CLIENT_METHODS);
        let mut reader = Reader { document, schemes: schemes(document, &mut methods), ignored: Vec::new() };
        let mut types = FreeNames::new();
        let operations = document.operations();
        let operations = operations.iter().enumerate().map(|(index, at)| {
            let id = at.id().unwrap_or_default();
            let method_name = methods.reserve(&snake(id));
            reader.operation(index, at, method_name, ident(&types.take(&type_name(id))))
        });
        let operations = operations.collect::<Result<Vec<_>, _>>().map_err(|error| document.locate(error))?;
        let Reader { schemes, ignored, .. } = reader;
        let organization_path = tree.get(ORGANIZATION_PATH).and_then(Value::as_str);
        let servers = servers(tree);
        let refused = servers.iter().enumerate().filter_map(|(index, server)| {
            let location = Location::from(["servers"]).join(index).join("url");
            let message = format!("the client does not accept this URL: {}", refusal(&server.url)?);
            Some(Diagnostic::new("ignored", location, message, "correct it, or set `base_url`"))
        });
        let ignored = refused.chain(other_values(&Location::root(), &tree["servers"])).chain(ignored).collect();
        Ok(Self {
            operations,
            schemes: schemes.into_values().flatten().collect(),
            servers,
            organization_header: organization_header(document)?,
            organization_path: organization_path.and_then(|path| Some(path.split_once('{')?.0.to_owned())),
            consumer_header: tree.get(CONSUMER_HEADER).map(|it| [string(it, "name"), string(it, "value")]),
            version: string(&tree["info"], "version"),
            ignored,
        })
    }
}

/// Returns a diagnostic for each operation that the runtime does not support.
pub fn unsupported(document: &Document) -> Vec<Diagnostic> {
    let schemes = schemes(document, &mut Namespace::with_reserved(&CLIENT_METHODS));
    let mut reader = Reader { document, schemes, ignored: Vec::new() };
    let operations = document.operations();
    let name = || ident("operation");
    let read = operations.iter().enumerate().map(|(index, at)| reader.operation(index, at, name(), name()));
    read.filter_map(Result::err).map(|error| document.locate(error)).collect()
}

impl Operation {
    /// Returns whether it is a GET on the servers of the spec that needs no body, and no parameters except those in its
    /// path.
    pub(super) fn is_probe(&self) -> bool {
        let is_in_path = |parameter: &Parameter| parameter.style == Style::Path;
        self.method == "GET"
            && self.own_server.is_none()
            && self.body.as_ref().is_none_or(|body| !body.is_required)
            && self.parameters.iter().all(|it| !it.is_required || is_in_path(it))
    }

    /// Returns the attribute of its methods, if it is deprecated.
    pub(super) fn deprecated(&self) -> Option<TokenStream> {
        self.is_deprecated.then(|| quote!(#[deprecated]))
    }

    /// Returns the value type of a successful response whose JSON has the type `json`.
    pub(super) fn value_type(&self, json: TokenStream) -> TokenStream {
        match self.response.as_ref().is_some_and(|response| response.is_optional) {
            true => quote!(Option<#json>),
            false => json,
        }
    }

    /// Returns the function of the runtime's `RawResponse` that reads the response.
    pub(super) fn reader(&self, type_: &Type, structs: &HashSet<String>) -> Ident {
        let prefix = if is_lenient(type_, structs) { "lenient_" } else { "" };
        match &self.response {
            None => ident("empty"),
            Some(response) if response.is_one_or_many => format_ident!("{prefix}one_or_many"),
            Some(response) if response.is_optional => format_ident!("{prefix}optional_json"),
            Some(_) => format_ident!("{prefix}json"),
        }
    }
}

/// Reads the operations. Its diagnostics have no positions: each costs another pass over the spec, and not all are shown.
struct Reader<'d> {
    document: &'d Document,
    /// The schemes by position and name. `None` is a scheme that the runtime does not support.
    schemes: BTreeMap<(usize, String), Option<Scheme>>,
    ignored: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn operation(
        &mut self,
        index: usize,
        at: &OperationRef<'_>,
        method_name: Ident,
        type_name: Ident,
    ) -> Result<Operation, Diagnostic> {
        let own_server = self.own_server(at)?;
        let string = |key: &str| at.operation.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let (security, is_anonymous) = self.security(at)?;
        let parameters = self.parameters(at, &security)?;
        let body = at.operation.get("requestBody").map(|body| self.body(at, body));
        let body = body.transpose()?.flatten();
        let response = self.response(at)?;
        if !at.operation.contains_key(SUCCESS_STATUSES) {
            let message = "no success is documented: the method returns no value".to_owned();
            self.ignore(&at.location.join("responses"), message, "add its 2xx status");
        }
        Ok(Operation {
            index,
            id: at.id().unwrap_or_default().to_owned(),
            method_name,
            type_name,
            method: at.method.to_ascii_uppercase(),
            path: encoded(at.path),
            own_server,
            summary: string("summary"),
            description: string("description"),
            is_deprecated: is_set(at.operation, "deprecated"),
            aliases: strings(at.operation, DOC_ALIAS).map(str::to_owned).collect(),
            pagination: pagination(&self.document.tree, at, &parameters),
            parameters,
            body,
            response,
            success_statuses: statuses(at, SUCCESS_STATUSES),
            error_statuses: statuses(at, ERROR_STATUSES),
            security,
            is_anonymous,
            sends_customer_credentials: is_set(at.operation, CUSTOMER_CREDENTIALS),
        })
    }

    fn ignore(&mut self, location: &Location, message: String, help: &str) {
        let diagnostic = Diagnostic::new("ignored", location.clone(), message, help);
        // Many operations share what the root or a path item states.
        if !self.ignored.contains(&diagnostic) {
            self.ignored.push(diagnostic);
        }
    }
}

/// Resolves references, and an `allOf` with a single reference.
fn whole<'t>(tree: &'t Value, node: &'t Value) -> &'t Value {
    let schema = resolve_refs(tree, node);
    match schema["allOf"].as_array().map(Vec::as_slice) {
        Some([only]) if schema.get("type").is_none() && reference(only).is_some() => whole(tree, only),
        _ => schema,
    }
}

fn string(node: &Value, key: &str) -> String {
    node[key].as_str().unwrap_or_default().trim().to_owned()
}

/// Percent-encodes the characters of a path template that a URL cannot contain (RFC 3986, section 2.1), except in the
/// names of parameters.
pub(crate) fn encoded(path: &str) -> String {
    let is_escape =
        |at: usize| path.as_bytes()[at + 1..].iter().take(2).filter(|it| it.is_ascii_hexdigit()).count() == 2;
    let mut in_name = false;
    let mut encoded = Vec::with_capacity(path.len());
    for (at, byte) in path.bytes().enumerate() {
        in_name = byte == b'{' || (in_name && byte != b'}');
        let is_kept = match byte {
            b'%' => is_escape(at),
            _ => byte.is_ascii_graphic() && !b"\"#<>?`\\^|".contains(&byte),
        };
        match in_name || is_kept {
            true => encoded.push(byte),
            false => encoded.extend(format!("%{byte:02X}").bytes()),
        }
    }
    String::from_utf8(encoded).expect("whole characters of the path, or ASCII")
}

/// Returns the statuses that a normalization pass stored under a key.
fn statuses(at: &OperationRef<'_>, key: &str) -> Vec<u16> {
    let statuses = at.operation.get(key).and_then(Value::as_array);
    statuses.into_iter().flatten().filter_map(|status| status.as_u64()?.try_into().ok()).collect()
}

fn pagination(tree: &Value, at: &OperationRef<'_>, parameters: &[Parameter]) -> Option<Pagination> {
    let find =
        |name: &str| parameters.iter().find(|parameter| parameter.name == name && parameter.style == Style::Query);
    let (limit, offset) = (find("limit")?, find("offset")?);
    let is_integer = |parameter: &Parameter| whole(tree, &parameter.schema)["type"] == "integer";
    let (_, response) = at.success(tree)?;
    (is_integer(limit) && is_integer(offset)).then(|| Pagination {
        limit: limit.rust_name.clone(),
        offset: offset.rust_name.clone(),
        max_offset: whole(tree, &offset.schema)[MAXIMUM].as_u64(),
        max_limit: whole(tree, &limit.schema)[MAXIMUM].as_u64(),
        headers: pagination_headers(response),
    })
}

/// The headers that contain a total, if they have no sibling for the limit and the offset.
const TOTALS: [&str; 6] =
    ["total", "x-total", "total-count", "x-total-count", "pagination-total", "x-pagination-total"];

/// Returns the names of three headers that differ only in their last word, such as `Pagination-Total`, `-Limit` and
/// `-Offset`, or that of the total alone. The case of a name does not matter (RFC 9110, section 5.1).
pub fn pagination_headers(response: &Value) -> Option<(String, Option<[String; 2]>)> {
    let headers = response.get("headers")?.as_object()?;
    let declared = |name: &str| headers.keys().find(|declared| declared.eq_ignore_ascii_case(name)).cloned();
    let three = headers.keys().find_map(|total| {
        let lower = total.to_ascii_lowercase();
        let prefix = lower.strip_suffix("total")?;
        let beside = |word: &str| declared(&format!("{prefix}{word}"));
        Some((total.clone(), Some([beside("limit")?, beside("offset")?])))
    });
    three.or_else(|| Some((TOTALS.into_iter().find_map(declared)?, None)))
}

/// Returns the header parameter that an extension marks as the organization.
fn organization_header(document: &Document) -> Result<Option<String>, Diagnostic> {
    let mut found: Option<String> = None;
    for at in document.operations() {
        for (location, node) in at.parameters(&document.tree) {
            if node[ORGANIZATION] != true || node["in"] != "header" {
                continue;
            }
            let name = string(node, "name");
            if is_reserved_header(&name) || is_set_by_http(&name) || !is_header_name(&name) {
                let message = format!("the client does not send `{name}`, which names the organization");
                return Err(document.diagnostic(RULE, location, message, "mark another header with `x-organization`"));
            }
            if found.as_ref().is_some_and(|other| !other.eq_ignore_ascii_case(&name)) {
                let message = format!("`{name}` names the organization, and another header does too");
                return Err(document.diagnostic(RULE, location, message, "mark one header with `x-organization`"));
            }
            found.get_or_insert(name);
        }
    }
    Ok(found)
}

#[cfg(test)]
pub(super) mod tests {
    use super::Model;

    pub(super) fn model(spec: &str) -> Result<Model, String> {
        let spec = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n{spec}");
        let document = crate::normalize(crate::load_str("test.yaml", &spec).expect("a spec")).expect("a spec");
        Model::read(&document).map_err(|error| error.to_string())
    }

    #[test]
    fn what_operations_share_is_ignored_once() {
        let model = model(
            "
security: [{ Basic: [] }, { Key: [] }]
paths:
  /a: { get: { operationId: GetA, responses: { '204': { description: '' } } } }
  /b: { get: { operationId: GetB, responses: { '204': { description: '' } } } }
components:
  securitySchemes:
    Basic: { type: http, scheme: basic }
    Key: { type: apiKey, in: header, name: X-Key }
",
        );
        assert_eq!(model.expect("a model").ignored.len(), 1);
    }

    #[test]
    fn a_header_that_the_client_sets_cannot_name_the_organization() {
        for name in ["Accept", "Host", "a b"] {
            let parameter = format!("{{ name: {name}, in: header, x-organization: true, schema: {{ type: string }} }}");
            let operation = format!("parameters: [{parameter}], responses: {{ '204': {{ description: '' }} }}");
            let model = model(&format!("paths: {{ /a: {{ get: {{ operationId: GetA, {operation} }} }} }}"));
            assert!(model.is_err_and(|error| error.contains("names the organization")), "{name}");
        }
    }

    #[test]
    fn the_headers_of_a_page_are_found_in_any_case_among_others() {
        let of = |names: &[&str]| {
            let headers: serde_json::Map<_, _> = names.iter().map(|name| ((*name).to_owned(), "".into())).collect();
            super::pagination_headers(&serde_json::json!({ "headers": headers }))
        };
        let [total, limit, offset] = ["pagination-total", "Pagination-Limit", "pagination-offset"];
        let three = Some((total.to_owned(), Some([limit.to_owned(), offset.to_owned()])));
        assert_eq!(of(&["A-Total", "x-total-count", total, limit, offset]), three);
        assert_eq!(of(&["A-Total", "X-Total-Count", limit]), Some(("X-Total-Count".to_owned(), None)));
        assert_eq!(of(&["X-RateLimit-Total", limit, offset]), None);
    }

    #[test]
    fn pagination_has_the_highest_limit_and_offset_whatever_else_is_stated() {
        for (limit, offset) in [
            ("minimum: 0, maximum: 9", "maximum: 99"),
            ("minimum: 1, maximum: 9.0", "minimum: -1, maximum: 99"),
            ("maximum: 10, exclusiveMaximum: true", "nullable: true, maximum: 100, exclusiveMaximum: true"),
        ] {
            let model = model(&format!(
                "
paths:
  /a:
    get:
      operationId: GetA
      parameters:
        - {{ name: limit, in: query, schema: {{ type: integer, {limit} }} }}
        - {{ name: offset, in: query, schema: {{ $ref: '#/components/schemas/Offset' }} }}
      responses:
        200: {{ description: '', content: {{ application/json: {{ schema: {{ type: array, items: {{ type: string }} }} }} }} }}
components: {{ schemas: {{ Offset: {{ type: integer, {offset} }} }} }}
"
            ));
            let pagination = model.expect("a model").operations.remove(0).pagination.expect("a collection");
            assert_eq!((pagination.max_limit, pagination.max_offset), (Some(9), Some(99)), "{limit}");
        }
    }
}
