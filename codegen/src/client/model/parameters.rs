//! Reads the parameters of the operations, and how each is sent.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use serde_json::{Map, Value};

use super::content::is_json;
use super::{RULE, Reader, string, whole};
use crate::diagnostic::Diagnostic;
use crate::document::{OperationRef, resolve};
use crate::extensions::TAGGED_UNION;
use crate::location::Location;
use crate::names::{ident, setter_names};

/// A parameter in the path, the query or a header.
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) rust_name: Ident,
    pub(crate) style: Style,
    pub(crate) description: String,
    pub(crate) is_required: bool,
    pub(crate) schema: Value,
}

/// The location of a parameter and the format of its value (OpenAPI 3.0.3, section 4.7.12.2).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
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

/// The kind of a parameter, which determines its supported styles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scalar,
    List,
    Object,
    /// An object with lists of scalars.
    ObjectOfLists,
    /// A list or an object that contains another list or object.
    Nested,
    /// Any value.
    Any,
}

/// Returns the name of a parameter, in which each character counts.
fn name_of(node: &Value) -> String {
    node["name"].as_str().unwrap_or_default().to_owned()
}

/// Returns the schemas of the values: the alternatives of a union, or the schema itself.
fn alternatives<'t>(tree: &'t Value, schema: &'t Value) -> Vec<&'t Value> {
    let schema = whole(tree, schema);
    let list = |node: &'t Value| node.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let mapping = schema[TAGGED_UNION]["mapping"].as_object();
    let variants = mapping.into_iter().flat_map(Map::values).filter_map(|target| resolve(tree, target.as_str()?));
    let alternatives: Vec<&Value> = list(&schema["oneOf"]).chain(variants).map(|node| whole(tree, node)).collect();
    if alternatives.is_empty() { vec![schema] } else { alternatives }
}

/// Returns the kind of a schema, whatever it contains.
fn outer_kind(schema: &Value) -> Kind {
    match schema["type"].as_str() {
        Some("array") => Kind::List,
        Some("object") => Kind::Object,
        Some(_) => Kind::Scalar,
        None if ["properties", "additionalProperties"].iter().any(|key| schema.get(key).is_some()) => Kind::Object,
        None => Kind::Any,
    }
}

/// Returns why a parameter is not sent although its operation is generated, and what to do about it.
fn reason_to_ignore(name: &str, node: &Value, kinds: &[Kind]) -> Option<(String, &'static str)> {
    let is_required = node["required"] == true;
    let is_deep_list = node["style"] == "deepObject" && kinds == [Kind::List] && node.get("content").is_none();
    match node["in"].as_str()? {
        "header" if is_reserved_header(name) => Some((
            format!("the header parameter `{name}` is ignored (OpenAPI 3.0.3, section 4.7.12.1)"),
            "describe it by `content` or `security`, or remove it",
        )),
        "header" if is_set_by_http(name) => Some((
            format!("the header `{name}` is not sent: the client decides on the connection and the encoding"),
            "remove the parameter",
        )),
        "cookie" if !is_required => {
            Some((format!("the cookie `{name}` is not sent"), "send it in a header or the query"))
        }
        "query" if is_deep_list && !is_required => Some((
            format!("the list `{name}` is not sent: the style `deepObject` is only defined for objects"),
            "use the default style, or add `[]` to the name",
        )),
        _ => None,
    }
}

/// Returns whether a header must not be described as a parameter (OpenAPI 3.0.3, section 4.7.12.1).
pub fn is_reserved_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str())
}

/// Returns whether a name is a token (RFC 9110, section 5.6.2).
pub(super) fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Returns whether a header belongs to the connection or the framing of a message (RFC 9110, sections 7 and 8).
pub fn is_set_by_http(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "accept-encoding", "connection", "content-encoding", "content-length", "expect", "host", "keep-alive",
        "proxy-authorization", "proxy-connection", "range", "te", "trailer", "transfer-encoding", "upgrade",
    ];
    NAMES.contains(&name.to_ascii_lowercase().as_str())
}

impl Reader<'_> {
    pub(super) fn parameters(
        &mut self,
        at: &OperationRef<'_>,
        security: &[Vec<Ident>],
    ) -> Result<Vec<Parameter>, Diagnostic> {
        let mut found = Vec::new();
        let schemes =
            self.schemes.values().flatten().filter(|scheme| security.iter().any(|all| all.contains(&scheme.variant)));
        let credentials: Vec<String> = schemes.map(|scheme| scheme.header.to_ascii_lowercase()).collect();
        for (location, node) in at.parameters(&self.document.tree) {
            let name = name_of(node);
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

    /// Reports the names that two query parameters send.
    fn ignore_collisions(&mut self, location: &Location, parameters: &[(String, Style, &Value)]) {
        let in_query = parameters.iter().filter(|(_, style, _)| *style == Style::Query);
        // The names that each of them sends.
        let sent = in_query.map(|(name, _, node)| {
            let schemas = alternatives(&self.document.tree, &node["schema"]).into_iter();
            let names = schemas.flat_map(|schema| match schema["properties"].as_object() {
                Some(members) => members.keys().map(String::as_str).collect(),
                None => vec![name.as_str()],
            });
            let tag = whole(&self.document.tree, &node["schema"])[TAGGED_UNION]["propertyName"].as_str();
            (name, names.chain(tag).collect::<BTreeSet<_>>())
        });
        let sent: Vec<(&String, BTreeSet<&str>)> = sent.collect();
        for (index, (one, names)) in sent.iter().enumerate() {
            for (other, others) in &sent[index + 1..] {
                for name in names.intersection(others) {
                    let message = format!("the query contains `{name}` twice if `{one}` and `{other}` are set");
                    self.ignore(location, message, "use the style `deepObject`, or rename one of them");
                }
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
        if node["in"] == "query" && node["allowEmptyValue"] == true && !self.is_string(node) {
            let message = "an empty value cannot be sent in spite of `allowEmptyValue`".to_owned();
            self.ignore(&location.join("allowEmptyValue"), message, "describe the parameter as a string");
        }
    }

    /// Returns how a parameter is sent. `None` if it is ignored.
    fn style(&mut self, location: &Location, node: &Value) -> Result<Option<Style>, Diagnostic> {
        let (name, style) = (name_of(node), node["style"].as_str());
        let refused = |message: String, help: &str| Err(Diagnostic::new(RULE, location.clone(), message, help));
        // The content of a parameter has one type (OpenAPI 3.0.3, section 4.7.12.2), and any type is not JSON in a
        // query.
        let types: Vec<&String> = node["content"].as_object().into_iter().flat_map(Map::keys).collect();
        let is_json = matches!(types[..], [name] if is_json(name) && !name.contains('*'));
        let kinds = self.kinds(node);
        let are = |allowed: &[Kind]| kinds.iter().all(|kind| allowed.contains(kind));
        let are_flat = are(&[Kind::Scalar, Kind::List, Kind::Any]);
        let is_exploded = node["explode"].as_bool().unwrap_or(matches!(style, None | Some("form")));
        if let Some((message, help)) = reason_to_ignore(&name, node, &kinds) {
            self.ignore(location, message, help);
            return Ok(None);
        }
        match (node["in"].as_str().unwrap_or_default(), style) {
            ("header", _) if !is_header_name(&name) => refused(
                format!("`{}` cannot be the name of a header", name.escape_debug()),
                "use letters, digits and `-`",
            ),
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
            ("path", None | Some("simple")) if are_flat => Ok(Some(Style::Path)),
            ("header", None | Some("simple")) if are_flat => Ok(Some(Style::Header)),
            ("query", Some("deepObject")) if are(&[Kind::Scalar, Kind::Object, Kind::Any]) => {
                Ok(Some(Style::DeepObject))
            }
            ("query", None | Some("form")) if kinds.contains(&Kind::Object) && !is_exploded => {
                refused(format!("the object `{name}` is joined with commas"), "use the style `deepObject`")
            }
            // OpenAPI does not define objects of lists. Servers, such as those of Spring, expect a parameter for each
            // item.
            ("query", None | Some("form")) if is_exploded && !kinds.contains(&Kind::Nested) => Ok(Some(Style::Query)),
            ("query", None | Some("form" | "spaceDelimited" | "pipeDelimited")) if are_flat => Ok(Some(match style {
                _ if is_exploded || are(&[Kind::Scalar]) => Style::Query,
                Some("spaceDelimited") => Style::Joined("%20"),
                Some("pipeDelimited") => Style::Joined("%7C"),
                _ => Style::Joined(","),
            })),
            (r#in, style) => {
                let style = style.unwrap_or(if r#in == "query" { "form" } else { "simple" });
                let message = format!(
                    "the {in} parameter `{name}` is not supported: the client cannot send its schema in the style `{style}`"
                );
                refused(message, "use a scalar or a list of scalars with the default style, or leave the operation out")
            }
        }
    }

    fn is_string(&self, node: &Value) -> bool {
        let schema = whole(&self.document.tree, &node["schema"]);
        schema["type"] == "string" && schema["format"] != "date-time"
    }

    fn kinds(&self, node: &Value) -> Vec<Kind> {
        alternatives(&self.document.tree, &node["schema"]).into_iter().map(|schema| self.kind(schema)).collect()
    }

    fn kind(&self, schema: &Value) -> Kind {
        let tree = &self.document.tree;
        let is_scalar = |node: Option<&Value>| {
            let mut schemas = node.into_iter().flat_map(|node| alternatives(tree, node));
            schemas.all(|schema| matches!(outer_kind(schema), Kind::Scalar | Kind::Any))
        };
        let is_flat = |node: &Value| {
            let schema = whole(tree, node);
            is_scalar(Some(schema)) || (outer_kind(schema) == Kind::List && is_scalar(schema.get("items")))
        };
        let members = || {
            let properties = schema["properties"].as_object().into_iter().flatten().map(|(_, property)| property);
            properties.chain(schema.get("additionalProperties").filter(|it| it.is_object()))
        };
        match outer_kind(schema) {
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
}

#[cfg(test)]
mod tests {
    use super::super::tests::model;
    use super::*;

    #[test]
    fn an_optional_parameter_in_an_unsupported_style_costs_its_setter_and_a_required_one_the_operation() {
        let of = |is_required: bool| {
            model(&format!(
                "
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
            Style::Joined(",") => "comma",
            Style::Joined("%20") => "space",
            Style::Joined(_) => "pipe",
            Style::DeepObject => "deep",
            Style::Json => "json",
        }
    }

    #[test]
    fn a_parameter_is_sent_in_its_style_or_rejected() {
        const SCHEMAS: [&str; 9] = [
            "{ type: integer }",
            "{ type: array, items: { type: string } }",
            "{ type: object, properties: { a: { type: string } } }",
            "{ type: array, items: { type: array, items: {} } }",
            "{ type: object, properties: { a: { type: array, items: {} } } }",
            "{ oneOf: [{ type: string }, { type: array, items: { type: string } }] }",
            "{ oneOf: [{ type: string }, { type: integer }] }",
            "{ oneOf: [{ type: object, properties: { a: { type: string } } }, { type: array, items: { type: string } }] }",
            "{ oneOf: [{ type: string }, { type: object, properties: { a: { type: array, items: { type: string } } } }] }",
        ];
        // Scalar, list, object, list of lists, object with a list, scalar or list, scalar or scalar, object or list,
        // scalar or object with a list.
        let rows: [(&str, &[&str], &str); 10] = [
            ("path", &["", "style: simple, explode: true, "], "path path - - - path path - -"),
            ("path", &["style: label, ", "style: matrix, explode: true, "], "- - - - - - - - -"),
            ("header", &["", "explode: true, "], "header header - - - header header - -"),
            ("cookie", &[""], "- - - - - - - - -"),
            ("query", &["", "explode: true, "], "query query query - query query query query query"),
            ("query", &["style: form, explode: false, "], "query comma - - - comma query - -"),
            (
                "query",
                &["style: spaceDelimited, ", "style: spaceDelimited, explode: false, "],
                "query space - - - space query - -",
            ),
            (
                "query",
                &["style: spaceDelimited, explode: true, ", "style: pipeDelimited, explode: true, "],
                "query query - - - query query - -",
            ),
            (
                "query",
                &["style: pipeDelimited, ", "style: pipeDelimited, explode: false, "],
                "query pipe - - - pipe query - -",
            ),
            ("query", &["style: deepObject, ", "style: deepObject, explode: true, "], "deep - deep - - - deep - -"),
        ];
        let content = |types: &str| sent("query", &format!("content: {{ {types} }}, "), "{ type: string }");
        assert_eq!(content("application/vnd.a+json: { schema: { type: integer } }"), "json");
        for types in ["text/plain: {}, application/json: {}", "'*/*': {}"] {
            assert_ne!(content(types), "json", "{types}");
        }
        for (location, styles, expected) in rows {
            for style in styles {
                let styles = SCHEMAS.map(|schema| sent(location, style, schema));
                assert_eq!(styles.join(" "), expected, "{location} {style}");
            }
        }
    }
}
