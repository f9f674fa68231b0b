//! The model of a client, read from a normalized spec. It is the only input of the templates.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, Ipv6Addr};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, OperationRef, reference, resolve_refs};
use crate::extensions::{
    CONSUMER_HEADER, CUSTOMER_CREDENTIALS, DOC_ALIAS, ERROR_STATUSES, ONE_OR_MANY, OPTIONAL_BODY, ORGANIZATION,
    ORGANIZATION_PATH, PUBLIC, SUCCESS_STATUSES,
};
use crate::location::Location;
use crate::names::{
    CLIENT_BUILDER_METHODS, CLIENT_METHODS, FreeNames, Namespace, ident, setter_names, snake, type_name,
};
use crate::schema::{is_set, strings};

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

/// An operation.
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

/// The servers of a single operation: the hosts of the spec, with another path.
pub(super) struct OwnServer {
    pub(super) path: String,
    /// Whether the organization follows this path, if the client sends it in the path.
    pub(super) has_organization: bool,
}

/// A parameter in the path, the query or a header.
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) rust_name: Ident,
    pub(super) style: Style,
    pub(super) description: String,
    pub(super) is_required: bool,
    pub(super) schema: Value,
}

/// The location of a parameter and the format of its value (OpenAPI 3.0.3, section 4.7.12.2).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// In the path. A list is joined with commas.
    Path,
    /// In a header. A list is joined with commas.
    Header,
    /// In the query. A list repeats the parameter, and an object adds a parameter for each member.
    Query,
    /// In the query. A list is joined with a separator.
    Joined(&'static str),
    /// In the query. An object adds a parameter `name[key]` for each member.
    DeepObject,
    /// In the query, as JSON.
    Json,
}

/// The JSON body of a request.
pub(super) struct Body {
    pub(super) description: String,
    pub(super) is_required: bool,
    pub(super) media_type: String,
    pub(super) schema: Value,
}

/// The JSON body of a successful response.
pub(super) struct Response {
    pub(super) media_type: String,
    pub(super) schema: Value,
    /// Whether a response may be a list or its only item.
    pub(super) is_one_or_many: bool,
    /// Whether the body may be absent.
    pub(super) is_optional: bool,
}

/// The pagination of a collection.
pub(super) struct Pagination {
    pub(super) limit: Ident,
    pub(super) offset: Ident,
    pub(super) max_offset: Option<u64>,
    pub(super) max_limit: Option<u64>,
    /// The headers for the total, the limit and the offset.
    pub(super) headers: Option<[String; 3]>,
}

/// A security scheme that the runtime supports.
pub(super) struct Scheme {
    pub(super) name: String,
    pub(super) variant: Ident,
    /// The setter of `ClientBuilder`. The other methods are named after it.
    pub(super) setter: Ident,
    pub(super) prefix_setter: Ident,
    pub(super) provider_setter: Ident,
    /// The method of `Client` that returns a client with another credential.
    pub(super) client_method: Ident,
    /// The method of `Client` that returns a client with another provider of the credential.
    pub(super) client_provider_method: Ident,
    pub(super) header: String,
    pub(super) prefix: &'static str,
    pub(super) description: String,
    pub(super) is_public: bool,
}

/// The prefix of a bearer token (RFC 6750, section 2.1).
const BEARER: &str = "Bearer ";

/// A server.
pub(super) struct Server {
    pub(super) url: String,
    pub(super) description: String,
    /// The variant of `Environment`.
    pub(super) variant: Ident,
}

impl Model {
    /// Reads the model of a normalized spec.
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
        let operations = operations.collect::<Result<Vec<_>, _>>()?;
        let Reader { schemes, ignored, .. } = reader;
        let organization_path = tree.get(ORGANIZATION_PATH).and_then(Value::as_str);
        let servers = servers(tree);
        let refused = servers.iter().enumerate().filter_map(|(index, server)| {
            let location = Location::from(["servers"]).join(index).join("url");
            let message = format!("the client does not accept this URL: {}", refusal(&server.url)?);
            Some(Diagnostic::new("ignored", location, message, "correct it, or set `base_url`"))
        });
        let ignored = refused.chain(other_values(tree)).chain(ignored).collect();
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

/// Returns a diagnostic for each variable of a server that has other values than its default.
fn other_values(tree: &Value) -> impl Iterator<Item = Diagnostic> {
    let servers = tree["servers"].as_array().into_iter().flatten().enumerate();
    let variables = servers.flat_map(|(index, server)| {
        let variables = server.get("variables").and_then(Value::as_object).into_iter().flatten();
        variables.map(move |(name, variable)| (index, name, variable))
    });
    variables.map(|(index, name, variable)| {
        let location = Location::from(["servers"]).join(index).join("variables").join(name);
        let message = format!("the client calls `{}` and no other value", string(variable, "default"));
        Diagnostic::new("ignored", location, message, "set `base_url` to call another one")
    })
}

/// Returns a diagnostic for each operation that the runtime does not support.
pub fn unsupported(document: &Document) -> Vec<Diagnostic> {
    let schemes = schemes(document, &mut Namespace::with_reserved(&CLIENT_METHODS));
    let mut reader = Reader { document, schemes, ignored: Vec::new() };
    let operations = document.operations();
    let name = || ident("operation");
    let read = operations.iter().enumerate().map(|(index, at)| reader.operation(index, at, name(), name()));
    read.filter_map(Result::err).collect()
}

impl Operation {
    /// Returns whether it is a GET on the servers of the spec that needs no parameters except those in its path.
    pub(super) fn is_probe(&self) -> bool {
        let is_in_path = |parameter: &Parameter| parameter.style == Style::Path;
        self.method == "GET"
            && self.own_server.is_none()
            && self.parameters.iter().all(|it| !it.is_required || is_in_path(it))
    }

    /// Returns the value type of a successful response whose JSON has the type `json`.
    pub(super) fn value_type(&self, json: TokenStream) -> TokenStream {
        match self.response.as_ref().is_some_and(|response| response.is_optional) {
            true => quote!(Option<#json>),
            false => json,
        }
    }

    /// Returns the function of the runtime's `ResponseValue` that reads the response.
    pub(super) fn reader(&self) -> Ident {
        ident(match &self.response {
            None => "empty",
            Some(response) if response.is_one_or_many => "one_or_many",
            Some(response) if response.is_optional => "optional_json",
            Some(_) => "json",
        })
    }
}

struct Reader<'d> {
    document: &'d Document,
    /// The schemes by position and name. `None` is a scheme that the runtime does not support.
    schemes: BTreeMap<(usize, String), Option<Scheme>>,
    ignored: Vec<Diagnostic>,
}

/// The maximum number of alternatives that one security requirement stands for.
const MAX_ALTERNATIVES: usize = 16;

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

    /// Returns the servers of a single operation, if it has any. They must be those of the spec with another path, so
    /// that no credential is sent to another host.
    fn own_server(&self, at: &OperationRef<'_>) -> Result<Option<OwnServer>, Diagnostic> {
        let tree = &self.document.tree;
        let own =
            [(at.location.clone(), at.operation.get("servers")), (at.location.parent(), at.path_item.get("servers"))];
        let is_stated = |servers: &&Value| servers.as_array().is_some_and(|servers| !servers.is_empty());
        let mut own = own.into_iter().filter_map(|(location, servers)| Some((location, servers.filter(is_stated)?)));
        let Some((location, own)) = own.next() else {
            return Ok(None);
        };
        let refused = |message: &str| {
            let location = location.join("servers");
            self.document.diagnostic(RULE, location, message, "describe the operation in a separate spec")
        };
        let (own, root) = (split_urls(own), split_urls(&tree["servers"]));
        let origins =
            |urls: &[(String, String)]| -> BTreeSet<String> { urls.iter().map(|url| url.0.clone()).collect() };
        let organization = tree[ORGANIZATION_PATH].as_str();
        let all = |urls: &[(String, String)], end| -> BTreeSet<(String, String)> {
            urls.iter().map(|(origin, path)| (origin.clone(), format!("{path}{end}"))).collect()
        };
        if all(&own, "") == all(&root, organization.unwrap_or_default()) {
            return Ok(None);
        }
        let path = own[0].1.as_str();
        if own.iter().any(|(_, other)| other != path) {
            return Err(refused("its servers have different paths"));
        }
        if origins(&own) != origins(&root) && own.iter().any(|(origin, _)| origin.is_empty()) {
            return Err(refused("its servers name no host, unlike those of the spec"));
        }
        if origins(&own) != origins(&root) {
            return Err(refused("its servers have other hosts than those of the spec"));
        }
        let (path, has_organization) = match organization.and_then(|organization| path.strip_suffix(organization)) {
            Some(path) => (path, true),
            None => (path, organization.is_none()),
        };
        Ok(Some(OwnServer { path: path.to_owned(), has_organization }))
    }

    fn parameters(&mut self, at: &OperationRef<'_>, security: &[Vec<Ident>]) -> Result<Vec<Parameter>, Diagnostic> {
        let mut found = Vec::new();
        let schemes =
            self.schemes.values().flatten().filter(|scheme| security.iter().any(|all| all.contains(&scheme.variant)));
        let credentials: Vec<String> = schemes.map(|scheme| scheme.header.to_ascii_lowercase()).collect();
        for (location, node) in at.parameters(&self.document.tree) {
            let name = string(node, "name");
            if node["in"] == "header" && credentials.contains(&name.to_ascii_lowercase()) {
                let message = format!("the client sends a credential in the header `{name}`");
                self.ignore(&location, message, "remove the parameter");
                continue;
            }
            let style = match self.style(&location, node) {
                // The caller can set it with the options of a request.
                Err(diagnostic)
                    if node["required"] != true && matches!(node["in"].as_str(), Some("query" | "header")) =>
                {
                    self.ignore(
                        &location,
                        format!("{}; it has no setter", diagnostic.message),
                        "set it in `RequestOptions`",
                    );
                    None
                }
                style => style?,
            };
            if let Some(style) = style {
                self.ignore_keywords(&location, node, style);
                found.push((name, style, node));
            }
        }
        self.ignore_collisions(&at.location, &found);
        let rust_names = setter_names(&found.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>());
        let parameters = found.into_iter().zip(rust_names).map(|((name, style, node), rust_name)| Parameter {
            rust_name: ident(&rust_name),
            name,
            style,
            description: string(node, "description"),
            is_required: node["required"] == true,
            schema: Self::parameter_schema(style, node),
        });
        Ok(parameters.collect())
    }

    /// Reports the members of objects in the query that another parameter is called like.
    fn ignore_collisions(&mut self, location: &Location, parameters: &[(String, Style, &Value)]) {
        let in_query = || parameters.iter().filter(|(_, style, _)| *style == Style::Query);
        for (name, _, node) in in_query() {
            let schema = whole(&self.document.tree, &node["schema"]);
            let members = schema["properties"].as_object().into_iter().flat_map(Map::keys);
            for member in members.filter(|member| in_query().any(|(other, ..)| other == *member)) {
                let message = format!("the query contains `{member}` twice if `{name}` and `{member}` are set");
                self.ignore(location, message, "use the style `deepObject`, or rename one of them");
            }
        }
    }

    /// Reports the keywords of a parameter that have no effect.
    fn ignore_keywords(&mut self, location: &Location, node: &Value, style: Style) {
        let unused = if style == Style::Json { "schema" } else { "content" };
        if node.get("schema").is_some() && node.get("content").is_some() {
            let message = format!("the `{unused}` of a parameter with `schema` and `content` is ignored");
            self.ignore(&location.join(unused), message, "keep one of the two (OpenAPI 3.0.3, section 4.7.12.2)");
        }
        if node["in"] == "query" && node["allowReserved"] == true {
            let message = "reserved characters are percent-encoded in spite of `allowReserved`".to_owned();
            self.ignore(&location.join("allowReserved"), message, "remove it if the server decodes its parameters");
        }
    }

    /// Returns how a parameter is sent. `None` if it is ignored.
    fn style(&mut self, location: &Location, node: &Value) -> Result<Option<Style>, Diagnostic> {
        let (name, style) = (string(node, "name"), node["style"].as_str());
        let refused =
            |message: String, help: &str| Err(self.document.diagnostic(RULE, location.clone(), message, help));
        let is_json = node["content"].as_object().is_some_and(|content| content.keys().any(|name| is_json(name)));
        let kind = self.kind(node);
        match (node["in"].as_str().unwrap_or_default(), style) {
            ("header", _) if is_reserved_header(&name) => {
                let message = format!("the header parameter `{name}` is ignored (OpenAPI 3.0.3, section 4.7.12.1)");
                self.ignore(location, message, "describe it by `content` or `security`, or remove it");
                Ok(None)
            }
            ("header", _) if !is_header_name(&name) => refused(
                format!("`{}` cannot be the name of a header", name.escape_debug()),
                "use letters, digits and `-`",
            ),
            ("header", _) if is_set_by_http(&name) => {
                let message =
                    format!("the header `{name}` is not sent: the client decides on the connection and the encoding");
                self.ignore(location, message, "remove the parameter");
                Ok(None)
            }
            ("cookie", _) if node["required"] != true => {
                self.ignore(location, format!("the cookie `{name}` is not sent"), "send it in a header or the query");
                Ok(None)
            }
            ("cookie", _) => {
                refused(format!("the required cookie `{name}` is not supported"), "leave the operation out")
            }
            ("query", _) if node.get("content").is_some() && is_json => Ok(Some(Style::Json)),
            _ if node.get("content").is_some() && node.get("schema").is_none() => refused(
                format!("the `content` of the parameter `{name}` is not supported"),
                "use a `schema`, or JSON in the query",
            ),
            _ if node.get("schema").is_none() => {
                refused(format!("the parameter `{name}` has no schema"), "add a `schema` of a scalar or a list")
            }
            ("path", None | Some("simple")) if kind.is_flat() => Ok(Some(Style::Path)),
            ("header", None | Some("simple")) if kind.is_flat() => Ok(Some(Style::Header)),
            ("query", Some("deepObject")) if kind == Kind::List && node["required"] != true => {
                let message =
                    format!("the list `{name}` is not sent: the style `deepObject` is only defined for objects");
                self.ignore(location, message, "use the default style, or add `[]` to the name");
                Ok(None)
            }
            ("query", Some("deepObject")) if matches!(kind, Kind::Scalar | Kind::Object | Kind::Any) => {
                Ok(Some(Style::DeepObject))
            }
            ("query", None | Some("form")) if kind == Kind::Object && node["explode"] == false => {
                refused(format!("the object `{name}` is joined with commas"), "use the style `deepObject`")
            }
            ("query", None | Some("form")) if kind == Kind::Object => Ok(Some(Style::Query)),
            // OpenAPI does not define it. Servers, such as those of Spring, expect a parameter for each item.
            ("query", None | Some("form")) if kind == Kind::ObjectOfLists && node["explode"] != false => {
                Ok(Some(Style::Query))
            }
            ("query", None | Some("form" | "spaceDelimited" | "pipeDelimited")) if kind.is_flat() => {
                let is_exploded = node["explode"].as_bool().unwrap_or(matches!(style, None | Some("form")));
                Ok(Some(match style {
                    _ if is_exploded || kind == Kind::Scalar => Style::Query,
                    Some("spaceDelimited") => Style::Joined("%20"),
                    Some("pipeDelimited") => Style::Joined("%7C"),
                    _ => Style::Joined(","),
                }))
            }
            (r#in, style) => {
                let style = style.unwrap_or(if r#in == "query" { "form" } else { "simple" });
                let message = format!(
                    "the {in} parameter `{name}` is not supported: the client cannot send its schema in the style `{style}`"
                );
                refused(message, "use a scalar or a list of scalars with the default style, or leave the operation out")
            }
        }
    }

    fn kind(&self, node: &Value) -> Kind {
        let tree = &self.document.tree;
        let schema = whole(tree, node.get("schema").unwrap_or(&Value::Null));
        let is_scalar = |node: Option<&Value>| {
            node.is_none_or(|node| matches!(kind_of(tree, whole(tree, node)), Kind::Scalar | Kind::Any))
        };
        let is_flat = |node: &Value| {
            let schema = whole(tree, node);
            is_scalar(Some(schema)) || (kind_of(tree, schema) == Kind::List && is_scalar(schema.get("items")))
        };
        let members = || {
            let properties = schema["properties"].as_object().into_iter().flatten().map(|(_, property)| property);
            properties.chain(schema.get("additionalProperties").filter(|it| it.is_object()))
        };
        match kind_of(tree, schema) {
            Kind::List if !is_scalar(schema.get("items")) => Kind::Nested,
            Kind::Object if members().all(|member| is_scalar(Some(member))) => Kind::Object,
            Kind::Object if members().all(is_flat) => Kind::ObjectOfLists,
            Kind::Object => Kind::Nested,
            kind => kind,
        }
    }

    /// Returns the schema of a parameter's type.
    fn parameter_schema(style: Style, node: &Value) -> Value {
        let schema = match style {
            Style::Json => node["content"].as_object().and_then(|content| content.values().next()?.get("schema")),
            _ => node.get("schema"),
        };
        schema.cloned().unwrap_or_default()
    }

    fn ignore(&mut self, location: &Location, message: String, help: &str) {
        // Without the position, which needs another pass over the spec: most users of the model do not show it.
        let diagnostic = Diagnostic::new("ignored", location.clone(), message, help);
        // Many operations share what the root or a path item states.
        if !self.ignored.contains(&diagnostic) {
            self.ignored.push(diagnostic);
        }
    }

    /// Reads the JSON body of a request. `None` if the spec defines no content.
    fn body(&mut self, at: &OperationRef<'_>, node: &Value) -> Result<Option<Body>, Diagnostic> {
        let location = at.location.join("requestBody");
        let node = resolve_refs(&self.document.tree, node);
        let is_required = node["required"] == true;
        let content = self.json_content(&location, node);
        if let Err(diagnostic) = &content
            && !is_required
            && (matches!(at.method, "get" | "head") || self.has_no_members(node))
        {
            self.ignore(&location, format!("{}; it is not sent", diagnostic.message), "remove it");
            return Ok(None);
        }
        let Some((media_type, schema)) = content? else {
            if is_required {
                self.ignore(&location, "the required body has no content and is not sent".to_owned(), "describe it");
            }
            return Ok(None);
        };
        Ok(Some(Body { description: string(node, "description"), is_required, media_type, schema }))
    }

    /// Whether each schema of a body is an object whose list of properties is empty.
    fn has_no_members(&self, body: &Value) -> bool {
        let mut media = body["content"].as_object().into_iter().flat_map(Map::values);
        media.all(|media| {
            let schema = whole(&self.document.tree, &media["schema"]);
            schema["properties"].as_object().is_some_and(Map::is_empty) && schema.get("additionalProperties").is_none()
        })
    }

    fn response(&mut self, at: &OperationRef<'_>) -> Result<Option<Response>, Diagnostic> {
        // The response to HEAD has no body (RFC 9110, section 9.3.2).
        let Some((_, node)) = at.success(&self.document.tree).filter(|_| at.method != "head") else {
            return Ok(None);
        };
        let content = self.json_content(&at.location.join("responses"), node)?;
        Ok(content.map(|(media_type, schema)| {
            let is_one_or_many = schema.as_object().is_some_and(|schema| is_set(schema, ONE_OR_MANY));
            // A list of no items if the body is absent.
            let is_optional = node[OPTIONAL_BODY] == true && !is_one_or_many;
            Response { media_type, schema, is_one_or_many, is_optional }
        }))
    }

    /// Returns the media type and the schema of JSON content, which is all that the runtime supports.
    fn json_content(&mut self, location: &Location, holder: &Value) -> Result<Option<(String, Value)>, Diagnostic> {
        let Some(content) = holder.get("content").and_then(Value::as_object).filter(|it| !it.is_empty()) else {
            return Ok(None);
        };
        let json = json_media(content);
        let is_binary = |media: &Value| resolve_refs(&self.document.tree, &media["schema"])["format"] == "binary";
        match json.filter(|(_, media)| !is_binary(media)) {
            Some((name, media)) => {
                let is_other = |(_, other): &(&String, &Value)| other.get("schema") != media.get("schema");
                for (other, _) in content.iter().filter(|(name, _)| is_json(name)).filter(is_other) {
                    let message = format!("the JSON of `{other}` is ignored: it differs from that of `{name}`");
                    self.ignore(location, message, "describe both with one schema");
                }
                let media_type = if name.contains('*') { "application/json" } else { name };
                Ok(Some((media_type.to_owned(), media.get("schema").cloned().unwrap_or(json!({})))))
            }
            None => {
                let types: Vec<&str> = content.keys().map(String::as_str).collect();
                let message = match json {
                    Some(_) => "the content is a file (`format: binary`) and not JSON".to_owned(),
                    None => format!("the content is {} and not JSON", types.join(", ")),
                };
                let help = "offer `application/json` too, or leave the operation out";
                Err(self.document.diagnostic(RULE, location.clone(), message, help))
            }
        }
    }

    /// Returns the alternatives that a security requirement stands for, each with the schemes that a request sends
    /// together.
    fn alternatives(&self, names: &[&String]) -> Result<Vec<Vec<&Scheme>>, String> {
        let find = |name: &&String| {
            let found = self.schemes.iter().find(|((_, it), _)| it == *name).and_then(|(_, scheme)| scheme.as_ref());
            let scheme = found.ok_or_else(|| format!("the security scheme `{name}` is not supported"))?;
            Ok::<_, String>((scheme.header.to_ascii_lowercase(), scheme.prefix == BEARER, scheme))
        };
        let schemes = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        one_per_header(schemes)
            .ok_or_else(|| "the schemes of this requirement share headers in too many ways".to_owned())
    }

    /// Returns the accepted alternatives in order of preference, and whether a credential is optional. The operation
    /// overrides the top level of the spec (OpenAPI 3.0.3, section 4.7.10.1).
    fn security(&mut self, at: &OperationRef<'_>) -> Result<(Vec<Vec<Ident>>, bool), Diagnostic> {
        let (location, list) = match at.operation.get("security") {
            Some(list) => (at.location.join("security"), Some(list)),
            None => (Location::from(["security"]), self.document.tree.get("security")),
        };
        let stated = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let (mut accepted, mut refused, mut shared) = (Vec::<Vec<Ident>>::new(), Vec::new(), Vec::new());
        let mut is_anonymous = stated.is_empty();
        for (index, requirement) in stated.iter().enumerate() {
            let names: Vec<&String> = requirement.as_object().into_iter().flat_map(Map::keys).collect();
            match self.alternatives(&names) {
                _ if names.is_empty() => is_anonymous = true,
                Ok(alternatives) => {
                    let names = |all: &Vec<&Scheme>| {
                        all.iter().map(|scheme| format!("`{}`", scheme.name)).collect::<Vec<_>>().join(" with ")
                    };
                    let named: Vec<String> = alternatives.iter().map(names).collect();
                    shared.extend((alternatives.len() > 1).then(|| (index, named.join(" or "))));
                    accepted.extend(alternatives.iter().map(|all| all.iter().map(|it| it.variant.clone()).collect()));
                }
                Err(message) => refused.push((index, message)),
            }
        }
        let help = "accept an apiKey in a header, or a bearer token, or leave the operation out";
        for (index, message) in refused {
            if accepted.is_empty() && !is_anonymous {
                return Err(self.document.diagnostic(RULE, location.join(index), message, help));
            }
            self.ignore(&location.join(index), message, help);
        }
        for (index, alternatives) in shared {
            let message = format!("schemes that share a header are alternatives: a request sends {alternatives}");
            self.ignore(&location.join(index), message, "list them as alternatives (OpenAPI 3.0.3, section 4.7.30)");
        }
        let mut seen = BTreeSet::new();
        accepted.retain(|schemes| seen.insert(schemes.clone()));
        Ok((accepted, is_anonymous))
    }
}

/// The kind of a parameter, which determines its supported styles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scalar,
    List,
    Object,
    /// An object with lists of scalars.
    ObjectOfLists,
    /// A list or an object that contains another list or object, or a union of lists and objects.
    Nested,
    /// A value that may be a scalar or something else.
    Any,
}

impl Kind {
    /// Whether some or all values are scalars or lists of scalars.
    fn is_flat(self) -> bool {
        matches!(self, Self::Scalar | Self::List | Self::Any)
    }
}

fn kind_of(tree: &Value, schema: &Value) -> Kind {
    let typed = |schema: &Value| match schema["type"].as_str() {
        Some("array") => Kind::List,
        Some("object") => Kind::Object,
        Some(_) => Kind::Scalar,
        None if ["properties", "additionalProperties"].iter().any(|key| schema.get(key).is_some()) => Kind::Object,
        None => Kind::Any,
    };
    let alternatives = schema["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    let kinds: Vec<Kind> = alternatives.iter().map(|node| typed(whole(tree, node))).collect();
    match typed(schema) {
        Kind::Any if kinds.is_empty() => Kind::Any,
        Kind::Any if kinds.iter().all(|kind| *kind == Kind::Scalar) => Kind::Scalar,
        Kind::Any if kinds.iter().all(|kind| matches!(kind, Kind::List | Kind::Object)) => Kind::Nested,
        kind => kind,
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

/// Returns whether a media type is or includes JSON (RFC 6839, section 3.1).
pub fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*" | "application/*") || essence.ends_with("+json")
}

/// Returns the JSON media type that the client uses: the most specific one (OpenAPI 3.0.3, section 4.7.14.1), and a patch
/// format only if there is no other. A merge patch (RFC 7396) is closer to the resource than a JSON Patch (RFC 6902).
pub fn json_media(content: &Map<String, Value>) -> Option<(&String, &Value)> {
    let rank = |name: &str| match name.to_ascii_lowercase().as_str() {
        name if name.starts_with("application/json") && !name.contains("+json") => 0,
        name if name.contains('*') => 4,
        name if name.contains("json-patch+json") => 3,
        name if name.contains("patch+json") => 2,
        _ => 1,
    };
    content.iter().filter(|(name, _)| is_json(name)).min_by_key(|(name, _)| rank(name))
}

/// Returns whether a header must not be described as a parameter (OpenAPI 3.0.3, section 4.7.12.1).
fn is_reserved_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str())
}

/// Returns whether a name is a token (RFC 9110, section 5.6.2).
fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Returns whether a header belongs to the connection or the framing of a message (RFC 9110, sections 7 and 8).
fn is_set_by_http(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "connection", "content-encoding", "content-length", "expect", "host", "keep-alive", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ];
    NAMES.contains(&name.to_ascii_lowercase().as_str())
}

fn string(node: &Value, key: &str) -> String {
    node[key].as_str().unwrap_or_default().trim().to_owned()
}

/// Percent-encodes the characters of a path template that a URL cannot contain (RFC 3986, section 2.1), except in the
/// names of parameters.
fn encoded(path: &str) -> String {
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
        max_offset: whole(tree, &offset.schema)["maximum"].as_u64(),
        max_limit: whole(tree, &limit.schema)["maximum"].as_u64(),
        headers: pagination_headers(response),
    })
}

/// Returns the names of three headers that differ only in their last word, such as `Pagination-Total`, `-Limit` and
/// `-Offset`.
fn pagination_headers(response: &Value) -> Option<[String; 3]> {
    let headers = response.get("headers")?.as_object()?;
    let prefix = headers.keys().find_map(|name| name.strip_suffix("Total"))?;
    let names = ["Total", "Limit", "Offset"].map(|word| format!("{prefix}{word}"));
    names.iter().all(|name| headers.contains_key(name)).then_some(names)
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
            if found.as_ref().is_some_and(|other| !other.eq_ignore_ascii_case(&name)) {
                let message = format!("`{name}` names the organization, and another header does too");
                return Err(document.diagnostic(RULE, location, message, "mark one header with `x-organization`"));
            }
            found.get_or_insert(name);
        }
    }
    Ok(found)
}

/// Reads the security schemes. `methods` are the methods of `Client`.
fn schemes(document: &Document, methods: &mut Namespace) -> BTreeMap<(usize, String), Option<Scheme>> {
    let tree = &document.tree;
    let table = tree.pointer("/components/securitySchemes").and_then(Value::as_object).into_iter().flatten();
    let mut variants = Namespace::with_reserved(&["ALL"]);
    let mut setters = Namespace::with_reserved(&CLIENT_BUILDER_METHODS);
    let mut read = |name: &String, node: &Value| {
        let scheme = resolve_refs(tree, node);
        let (header, prefix) = match (scheme["type"].as_str()?, scheme["in"].as_str()) {
            ("apiKey", Some("header")) => (string(scheme, "name"), ""),
            ("http", _) if string(scheme, "scheme").eq_ignore_ascii_case("bearer") => {
                ("Authorization".to_owned(), BEARER)
            }
            // Both use a bearer token (RFC 6750), which the program must obtain.
            ("oauth2" | "openIdConnect", _) => ("Authorization".to_owned(), BEARER),
            _ => return None,
        };
        let is_usable = is_header_name(&header) && !is_set_by_http(&header) && !header.eq_ignore_ascii_case("cookie");
        let base = snake(name);
        if !is_usable {
            return None;
        }
        let setter = setters.reserve(&base);
        // A keyword such as `type` has an underscore, which its compounds do not need.
        let word = base.trim_end_matches('_');
        let prefix_setter = setters.reserve(&format!("{word}_prefix"));
        let provider_setter = setters.reserve(&format!("{word}_provider"));
        Some(Scheme {
            variant: variants.reserve(&type_name(name)),
            client_method: methods.reserve(&format!("with_{setter}")),
            client_provider_method: methods.reserve(&format!("with_{provider_setter}")),
            setter,
            prefix_setter,
            provider_setter,
            name: name.clone(),
            header,
            prefix,
            description: string(scheme, "description"),
            is_public: scheme[PUBLIC] == true,
        })
    };
    table.enumerate().map(|(index, (name, node))| ((index, name.clone()), read(name, node))).collect()
}

fn servers(tree: &Value) -> Vec<Server> {
    let mut names = Namespace::with_reserved(&["ALL"]);
    let servers = tree["servers"].as_array().into_iter().flatten();
    servers
        .map(|node| {
            let (url, description) = (string(node, "url"), string(node, "description"));
            let variant = names.reserve(&type_name(&environment_name(&url, &description)));
            Server { url, description, variant }
        })
        .collect()
}

/// Returns the alternatives that credentials in these headers are together, or `None` if there are too many. One bearer
/// token (RFC 6750) satisfies all schemes that send one, as where a spec lists each flow of OAuth 2.0 as a scheme. Other
/// schemes with one header are alternatives: a header has room for one credential. `bool` is whether it is a bearer token.
pub fn one_per_header<T: Clone>(schemes: impl IntoIterator<Item = (String, bool, T)>) -> Option<Vec<Vec<T>>> {
    let mut by_header: BTreeMap<String, Vec<T>> = BTreeMap::new();
    let mut has_bearer = false;
    for (header, is_bearer, scheme) in schemes {
        if !(is_bearer && has_bearer) {
            by_header.entry(header).or_default().push(scheme);
        }
        has_bearer |= is_bearer;
    }
    let count: usize = by_header.values().map(Vec::len).product();
    (count <= MAX_ALTERNATIVES).then(|| {
        by_header.values().fold(vec![Vec::new()], |alternatives, schemes| {
            let with = |one: &Vec<T>| {
                schemes.iter().map(|scheme| [&one[..], std::slice::from_ref(scheme)].concat()).collect::<Vec<_>>()
            };
            alternatives.iter().flat_map(with).collect()
        })
    })
}

/// Returns why the runtime refuses a server. The runtime parses the URL and sees more.
fn refusal(url: &str) -> Option<&'static str> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some("it does not begin with https://");
    };
    let (authority, _) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let is_loopback = host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<Ipv6Addr>();
    let is_loopback = is_loopback || address.is_ok_and(|address| address.is_loopback());
    let is_loopback = is_loopback || host.eq_ignore_ascii_case("localhost");
    match scheme.to_ascii_lowercase().as_str() {
        _ if url.contains(|char: char| char == '\\' || char.is_whitespace() || char.is_control()) => {
            Some("it has a backslash, a space or a control character")
        }
        _ if authority.contains('@') => Some("it has a username"),
        _ if rest.contains(['?', '#']) => Some("it has a query or a fragment"),
        _ if host.is_empty() || host.starts_with('.') => Some("it has no valid host"),
        _ if !port.is_empty() && port.parse::<u16>().is_err() => Some("it has no valid port"),
        "https" => None,
        "http" if is_loopback => None,
        "http" => Some("http would expose the credential on the network"),
        _ => Some("it is neither https nor http"),
    }
}

/// Returns the origin and the path of each server, at least one. Without servers there is one, `/` (OpenAPI 3.0.3, section 4.7.1.1).
fn split_urls(servers: &Value) -> Vec<(String, String)> {
    let urls: Vec<&str> =
        servers.as_array().into_iter().flatten().filter_map(|server| server["url"].as_str()).collect();
    let urls = if urls.is_empty() { vec!["/"] } else { urls };
    let split = urls.into_iter().map(|url| {
        let url = normalized_url(url);
        let host = url.find("://").map_or(0, |scheme| scheme + 3);
        let (origin, path) = url.split_at(host + url[host..].find('/').unwrap_or(url.len() - host));
        (origin.to_owned(), path.trim_end_matches('/').to_owned())
    });
    split.collect()
}

/// Returns a URL with the scheme and the host in lower case and without the default port (RFC 3986, sections 6.2.2.1 and
/// 6.2.3).
pub fn normalized_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
    let port = if scheme == "https" { ":443" } else { ":80" };
    format!("{scheme}://{}{path}", host.strip_suffix(port).unwrap_or(&host))
}

/// Returns the `Environment` variant and the URL of each server of a spec.
pub fn environments(tree: &Value) -> Vec<[String; 2]> {
    servers(tree).into_iter().map(|server| [server.variant.to_string(), server.url]).collect()
}

/// Names a server after its description, without words that are common to servers, or after its host.
fn environment_name(url: &str, description: &str) -> String {
    let first_sentence = description.split(['.', ',', ';', '\n']).next().unwrap_or_default();
    let is_distinctive = |word: &&str| {
        !["a", "an", "api", "endpoint", "environment", "server", "the", "url"]
            .contains(&word.to_ascii_lowercase().as_str())
    };
    let words: Vec<&str> = first_sentence.split_whitespace().filter(is_distinctive).collect();
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['.', ':', '/']).next()).unwrap_or_default();
    match words.len() {
        1 | 2 => words.join(" "),
        _ if host.is_empty() => "Default".to_owned(),
        _ => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{Model, Style, json_media};

    fn model(spec: &str) -> Result<Model, String> {
        let document = crate::normalize(crate::load_str("test.yaml", spec).expect("a spec")).expect("a spec");
        Model::read(&document).map_err(|error| error.to_string())
    }

    #[test]
    fn servers_of_an_operation_are_those_of_the_spec_with_another_path_or_are_rejected() {
        let own_path = |root: &str, own: &str| {
            let spec = format!(
                "
openapi: 3.0.3
info: {{ title: T, version: '1' }}
servers: [{root}]
paths:
  /a: {{ get: {{ operationId: GetA, servers: [{own}], responses: {{ '204': {{ description: '' }} }} }} }}
"
            );
            let model = model(&spec)?;
            Ok::<_, String>(model.operations[0].own_server.as_ref().map(|server| server.path.clone()))
        };
        let two = "{ url: 'https://e.com/a' }, { url: 'https://f.com/b' }";
        assert_eq!(own_path(two, "{ url: 'https://f.com/b/' }, { url: 'HTTPS://E.com:443/a' }"), Ok(None));
        assert_eq!(own_path(two, "{ url: 'https://e.com/c' }, { url: 'https://f.com/c' }"), Ok(Some("/c".into())));
        assert_eq!(own_path("{ url: 'http://e.com:80' }", "{ url: 'http://E.com/c' }"), Ok(Some("/c".into())));
        for (own, reason) in [
            ("{ url: 'https://e.com/b' }, { url: 'https://f.com/a' }", "different paths"),
            ("{ url: 'https://e.com:444/a' }, { url: 'https://f.com/a' }", "other hosts"),
            ("{ url: 'https://e.com/a' }", "other hosts"),
        ] {
            assert!(own_path(two, own).is_err_and(|error| error.contains(reason)), "{own}");
        }
    }

    #[test]
    fn a_server_that_the_client_refuses_has_a_reason() {
        for (url, reason) in [
            ("https://api.example.com:8443/v1", None),
            ("http://localhost:8080", None),
            ("http://[::1]", None),
            ("http://127.0.0.2:80", None),
            ("https://münchen.example:", None),
            ("/v1", Some("it does not begin with https://")),
            ("//api.example.com", Some("it does not begin with https://")),
            ("https://api.example.com\\@other.example", Some("it has a backslash, a space or a control character")),
            ("http://api.example.com", Some("http would expose the credential on the network")),
            ("wss://api.example.com", Some("it is neither https nor http")),
            ("https://user:canary@api.example.com", Some("it has a username")),
            ("https://api.example.com?key=1", Some("it has a query or a fragment")),
            ("https://api.example.com/#v1", Some("it has a query or a fragment")),
            ("https://.example.com", Some("it has no valid host")),
            ("https:///v1", Some("it has no valid host")),
            ("https://api.example.com:99999", Some("it has no valid port")),
        ] {
            assert_eq!(super::refusal(url), reason, "{url}");
        }
    }

    #[test]
    fn a_security_requirement_is_sent_together_unless_its_schemes_share_a_header() {
        let accepted = |security: &str| {
            let spec = format!(
                "
openapi: 3.0.3
info: {{ title: T, version: '1' }}
security: {security}
paths:
  /a: {{ get: {{ operationId: GetA, responses: {{ '204': {{ description: '' }} }} }} }}
components:
  securitySchemes:
    Code: {{ type: oauth2, flows: {{}} }}
    Implicit: {{ type: oauth2, flows: {{}} }}
    Key: {{ type: apiKey, in: header, name: X-Key }}
    Own: {{ type: apiKey, in: header, name: authorization }}
"
            );
            let model = model(&spec)?;
            let all = |schemes: &Vec<_>| schemes.iter().map(|scheme: &super::Ident| scheme.to_string()).collect();
            Ok::<_, String>(model.operations[0].security.iter().map(all).collect::<Vec<Vec<String>>>())
        };
        let alternatives = |all: &[&[&str]]| {
            Ok(all.iter().map(|all| all.iter().map(|name| (*name).to_owned()).collect()).collect::<Vec<_>>())
        };
        for (security, expected) in [
            ("[{ Code: [a], Implicit: [a] }, { Code: [b] }, { Key: [] }]", &[&["Code"][..], &["Key"]][..]),
            ("[{ Code: [a], Key: [] }, { Key: [] }]", &[&["Code", "Key"], &["Key"]]),
            ("[{ Code: [a], Own: [] }]", &[&["Code"], &["Own"]]),
            ("[{ Code: [a], Own: [], Key: [], Implicit: [] }]", &[&["Code", "Key"], &["Own", "Key"]]),
        ] {
            assert_eq!(accepted(security), alternatives(expected), "{security}");
        }
    }

    #[test]
    fn the_most_specific_json_is_used_and_a_patch_format_only_without_another() {
        for (types, used) in [
            (&["*/*", "application/json"][..], "application/json"),
            (&["application/*+json", "text/json"], "text/json"),
            (
                &["text/json", "application/vnd.a+json", "application/json; charset=utf-8"],
                "application/json; charset=utf-8",
            ),
            (&["application/json-patch+json", "application/merge-patch+json"], "application/merge-patch+json"),
            (&["application/merge-patch+json", "application/vnd.a+json"], "application/vnd.a+json"),
            (&["application/json-patch+json", "*/*"], "application/json-patch+json"),
            (&["text/html", "*/*"], "*/*"),
        ] {
            let content: Map<String, Value> = types.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
            assert_eq!(json_media(&content).map(|(name, _)| name.as_str()), Some(used), "{types:?}");
        }
    }

    #[test]
    fn what_operations_share_is_ignored_once() {
        let model = model(
            "
openapi: 3.0.3
info: { title: T, version: '1' }
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
    fn the_other_values_of_a_server_variable_are_reported() {
        let servers =
            "[{ url: 'https://{region}.example.com', variables: { region: { default: eu, enum: [eu, us] } } }]";
        let spec = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\nservers: {servers}\npaths: {{}}\n");
        let model = model(&spec).expect("a model");
        let shown: Vec<String> = model.ignored.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            ["ignored: servers.0.variables.region: the client calls `eu` and no other value; set `base_url` to call \
              another one"]
        );
    }

    #[test]
    fn an_optional_parameter_in_an_unsupported_style_costs_its_setter_and_a_required_one_the_operation() {
        let of = |is_required: bool| {
            model(&format!(
                "
openapi: 3.0.3
info: {{ title: T, version: '1' }}
paths:
  /a:
    get:
      operationId: GetA
      parameters: [{{ name: p, in: query, required: {is_required}, schema: {{ type: array, items: {{ type: object }} }} }}]
      responses: {{ '204': {{ description: '' }} }}
"
            ))
        };
        let model = of(false).expect("a model");
        assert!(model.operations[0].parameters.is_empty());
        let message = &model.ignored[0].message;
        assert!(message.starts_with("the query parameter `p` is not supported: "), "{message}");
        assert!(message.ends_with("; it has no setter"), "{message}");
        assert!(of(true).is_err());
    }

    /// How a parameter with this location and schema, and these keywords, is sent.
    fn sent(location: &str, keywords: &str, schema: &str) -> &'static str {
        let spec = format!(
            "
openapi: 3.0.3
info: {{ title: T, version: '1' }}
paths:
  /{{a}}:
    get:
      operationId: GetA
      parameters:
        - {{ name: p, in: {location}, required: true, {keywords}schema: {schema} }}
        - {{ name: a, in: path, required: true, schema: {{ type: string }} }}
      responses: {{ '204': {{ description: '' }} }}
"
        );
        let spec = if location == "path" { spec.replace("{a}", "{a}/{p}") } else { spec };
        let Ok(model) = model(&spec) else { return "-" };
        match model.operations[0].parameters[0].style {
            Style::Path => "path",
            Style::Header => "header",
            Style::Query => "query",
            Style::Joined(",") => "a,b",
            Style::Joined("%20") => "a b",
            Style::Joined(_) => "a|b",
            Style::DeepObject => "deep",
            Style::Json => "json",
        }
    }

    #[test]
    fn a_parameter_is_sent_in_its_style_or_rejected() {
        const SCHEMAS: [&str; 8] = [
            "{ type: integer }",
            "{ type: array, items: { type: string } }",
            "{ type: object, properties: { a: { type: string } } }",
            "{ type: array, items: { type: array, items: {} } }",
            "{ type: object, properties: { a: { type: array, items: {} } } }",
            "{ oneOf: [{ type: string }, { type: array, items: { type: string } }] }",
            "{ oneOf: [{ type: string }, { type: integer }] }",
            "{ oneOf: [{ type: object, properties: { a: { type: string } } }, { type: array, items: { type: string } }] }",
        ];
        // Scalar, list, object, list of lists, object with a list, scalar or list, scalar or scalar, object or list.
        let rows = [
            ("path", "", ["path", "path", "-", "-", "-", "path", "path", "-"]),
            ("path", "style: simple, explode: true, ", ["path", "path", "-", "-", "-", "path", "path", "-"]),
            ("path", "style: label, ", ["-"; 8]),
            ("path", "style: matrix, explode: true, ", ["-"; 8]),
            ("header", "", ["header", "header", "-", "-", "-", "header", "header", "-"]),
            ("header", "explode: true, ", ["header", "header", "-", "-", "-", "header", "header", "-"]),
            ("cookie", "", ["-"; 8]),
            ("query", "", ["query", "query", "query", "-", "query", "query", "query", "-"]),
            ("query", "explode: true, ", ["query", "query", "query", "-", "query", "query", "query", "-"]),
            ("query", "style: form, explode: false, ", ["query", "a,b", "-", "-", "-", "a,b", "query", "-"]),
            ("query", "style: spaceDelimited, ", ["query", "a b", "-", "-", "-", "a b", "query", "-"]),
            ("query", "style: spaceDelimited, explode: false, ", ["query", "a b", "-", "-", "-", "a b", "query", "-"]),
            (
                "query",
                "style: spaceDelimited, explode: true, ",
                ["query", "query", "-", "-", "-", "query", "query", "-"],
            ),
            ("query", "style: pipeDelimited, ", ["query", "a|b", "-", "-", "-", "a|b", "query", "-"]),
            ("query", "style: pipeDelimited, explode: false, ", ["query", "a|b", "-", "-", "-", "a|b", "query", "-"]),
            (
                "query",
                "style: pipeDelimited, explode: true, ",
                ["query", "query", "-", "-", "-", "query", "query", "-"],
            ),
            ("query", "style: deepObject, ", ["deep", "-", "deep", "-", "-", "deep", "deep", "-"]),
            ("query", "style: deepObject, explode: true, ", ["deep", "-", "deep", "-", "-", "deep", "deep", "-"]),
        ];
        for (location, keywords, expected) in rows {
            assert_eq!(SCHEMAS.map(|schema| sent(location, keywords, schema)), expected, "{location} {keywords}");
        }
    }
}
