//! Compares how values are serialized outside JSON.

use std::fmt;

use serde_json::Value;

use super::media_types::first_media;
use super::schema::{Direction, Form, Node};

/// How a parameter or a header is serialized (OpenAPI 3.0.3, section 4.7.12.2).
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
            // A value that became a list is another change.
            (Self::Style { style: one, explode }, Self::Style { style: other, explode: others }) => {
                one == other && explode.zip(*others).is_none_or(|(explode, others)| explode == others)
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
