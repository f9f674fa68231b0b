//! Compares how values are serialized outside JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rebilly_customer_auth_codegen::document::resolve_refs;
use serde_json::Value;

use super::media_types::{canonical, first_media};
use super::schema::{Direction, Form, Node};

/// How a parameter, a header or a form field is serialized (OpenAPI 3.0.3, section 4.7.12.2).
#[derive(Clone)]
pub(super) enum Serialization {
    /// As a whole, in a media type.
    Content(String),
    Style {
        style: String,
        /// Whether each item or member is separate. `None` if that makes no difference.
        explode: Option<bool>,
    },
}

impl Serialization {
    /// Reads the keywords beside a schema; `location` is the part of the request or of the response.
    pub(super) fn of(location: &str, holder: &Value, node: &Node<'_>, direction: Direction) -> Self {
        if let Some((media_type, _)) = holder.get("content").and_then(first_media) {
            return Self::Content(media_type);
        }
        let default = if matches!(location, "query" | "cookie") { "form" } else { "simple" };
        let style = holder.get("style").and_then(Value::as_str).unwrap_or(default);
        let explode = holder.get("explode").and_then(Value::as_bool).unwrap_or(style == "form");
        let is_scalar = node.is_scalar(direction);
        let is_list = matches!(node.form(direction), Form::List(_));
        // Separate items have no delimiter, and neither has a single value.
        let style = match style {
            "spaceDelimited" | "pipeDelimited" if is_scalar || is_list && explode => "form",
            style => style,
        };
        let is_same_exploded = is_scalar || style == "deepObject" || style == "simple" && is_list;
        Self::Style { style: style.to_owned(), explode: (!is_same_exploded).then_some(explode) }
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Content(one), Self::Content(other)) => one == other,
            (
                Self::Style { style: one, explode: one_explodes },
                Self::Style { style: other, explode: other_explodes },
            ) => {
                // A value that became a list is another change.
                let explode_alike = one_explodes
                    .zip(*other_explodes)
                    .is_none_or(|(one_explodes, other_explodes)| one_explodes == other_explodes);
                one == other && explode_alike
            }
            _ => false,
        }
    }
}

impl fmt::Display for Serialization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content(media_type) => write!(f, "`{media_type}`"),
            Self::Style { style, explode } => {
                write!(f, "`style: {style}")?;
                explode.iter().try_for_each(|explode| write!(f, ", explode: {explode}"))?;
                f.write_str("`")
            }
        }
    }
}

/// How a form field is serialized (OpenAPI 3.0.3, section 4.7.14).
pub(super) struct Field<'t> {
    /// The media types of the value.
    pub(super) media_types: BTreeSet<String>,
    /// How the field is joined to others, in a URL-encoded form.
    pub(super) serialization: Option<Serialization>,
    /// The headers of the part, and whether each is required.
    pub(super) headers: BTreeMap<String, (bool, Node<'t>)>,
}

/// The fields of a form by name; empty if the media type is not a form.
pub(super) fn fields<'t>(tree: &'t Value, media_type: &str, media: &'t Value) -> BTreeMap<&'t str, Field<'t>> {
    let is_multipart = media_type.starts_with("multipart/");
    let is_line = media_type == "application/x-www-form-urlencoded";
    let schema = media.get("schema").filter(|_| is_multipart || is_line).map(|schema| Node::of(tree, schema));
    let Some(Form::Object(object)) = schema.map(|schema| schema.form(Direction::Request)) else {
        return BTreeMap::new();
    };
    let fields = object.properties.into_iter().map(|(name, property)| {
        let encoding = media.get("encoding").and_then(|encodings| encodings.get(name)).unwrap_or(&Value::Null);
        let stated = encoding.get("contentType").and_then(Value::as_str);
        let stated = stated.map(|list| list.split(',').map(canonical).collect());
        let headers = encoding.get("headers").and_then(Value::as_object).filter(|_| is_multipart);
        let headers = headers.into_iter().flatten().map(|(name, header)| {
            let header = resolve_refs(tree, header);
            let is_required = header.get("required") == Some(&Value::Bool(true));
            let schema = header.get("schema").unwrap_or(&Value::Null);
            (name.to_ascii_lowercase(), (is_required, Node::of(tree, schema)))
        });
        let field = Field {
            media_types: stated.unwrap_or_else(|| [default_media_type(&property.node, 0).to_owned()].into()),
            serialization: is_line.then(|| Serialization::of("query", encoding, &property.node, Direction::Request)),
            headers: headers.collect(),
        };
        (name, field)
    });
    fields.collect()
}

/// The default media type of a field. A list has that of its items.
fn default_media_type(node: &Node<'_>, depth: usize) -> &'static str {
    match node.form(Direction::Request) {
        Form::List(items) if depth < 4 => default_media_type(&items, depth + 1),
        Form::Scalar(_) if node.all("format").any(|format| format == "binary") => "application/octet-stream",
        Form::Scalar(_) | Form::Enum(_) => "text/plain",
        _ => "application/json",
    }
}
