//! Reads the bodies of requests and responses.

use serde_json::{Map, Value, json};

use super::{RULE, Reader, string, whole};
use crate::diagnostic::Diagnostic;
use crate::document::{OperationRef, resolve_refs};
use crate::extensions::{ACCEPTED, IGNORED, ONE_OR_MANY, OPTIONAL_BODY};
use crate::location::Location;
use crate::schema::is_set;

/// The JSON body of a request.
pub(crate) struct Body {
    pub(crate) description: String,
    pub(crate) is_required: bool,
    pub(crate) media_type: String,
    pub(crate) schema: Value,
}

/// The JSON body of a successful response.
pub(crate) struct Response {
    pub(crate) media_type: String,
    /// The media types of all successes.
    pub(crate) accept: String,
    pub(crate) schema: Value,
    /// Whether a response may be a list or its only item.
    pub(crate) is_one_or_many: bool,
    /// Whether the body may be absent.
    pub(crate) is_optional: bool,
}

/// Returns whether a media type is or includes JSON (RFC 6839, section 3.1). A stream has a JSON value in each line.
pub fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    // `application/*+json` names no type, and does not include `application/json`.
    let is_json = matches!(essence.as_str(), "application/json" | "text/json" | "*/*" | "application/*")
        || essence.ends_with("+json") && !essence.ends_with("/stream+json") && !essence.contains('*');
    is_json && media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Returns the media type that the client sends or accepts for one of a spec.
pub(crate) fn sent(name: &str) -> &str {
    if name.contains('*') { "application/json" } else { name }
}

/// Returns the JSON media type that the client uses: the most specific one (OpenAPI 3.0.3, section 4.7.14.1), and a
/// patch format only if there is no other. A merge patch (RFC 7396) is closer to the resource than a JSON Patch (RFC
/// 6902).
pub fn json_media(content: &Map<String, Value>) -> Option<(&String, &Value)> {
    let rank = |name: &str| match name.to_ascii_lowercase().as_str() {
        name if name.starts_with("application/json") && !name.contains("+json") => 0,
        name if name.contains('*') => 4,
        name if name.contains("json-patch+json") => 3,
        name if name.contains("patch+json") => 2,
        _ => 1,
    };
    content.iter().filter(|(name, _)| is_json(name)).min_by_key(|(name, _)| (rank(name), *name))
}

/// Returns the JSON media types that the client ignores beside the one that it uses: their schema is another one, or
/// they are other patch formats, which give the same schema another meaning. Beside `application/json`, ASP.NET lists
/// `application/json-patch+json` for any body.
pub(crate) fn ignored_json<'c>(content: &'c Map<String, Value>, used: &str) -> impl Iterator<Item = &'c str> {
    let schema = content[used].get("schema");
    let is_patch = |name: &str| name.contains("patch+json");
    let differs = move |name, media: &Value| is_patch(name) && is_patch(used) || media.get("schema") != schema;
    let others = content.iter().filter(move |(name, media)| *name != used && is_json(name) && differs(name, media));
    others.map(|(name, _)| name.as_str())
}

/// Returns what content of a JSON media type is instead of JSON, if its schema says so.
pub fn other_than_json(tree: &Value, media_type: &str, media: &Value) -> Option<&'static str> {
    let schema = resolve_refs(tree, &media["schema"]);
    if schema["format"] == "binary" {
        return Some("a file (`format: binary`) and not JSON");
    }
    if media.get("schema").is_none() && media.get("itemSchema").is_some() {
        return Some("a stream of values (`itemSchema`) and not JSON");
    }
    // Spring and Kubernetes describe plain text as a string of any media type.
    let is_text = media_type.contains("*/*") && schema["type"] == "string";
    is_text.then_some("a string of any type (`*/*`), which servers send as text")
}

/// Returns the media type and the schema of JSON content, or what the content is instead.
pub(crate) fn json_schema<'c>(tree: &Value, content: &'c Map<String, Value>) -> Result<(&'c String, Value), String> {
    let Some((name, media)) = json_media(content) else {
        let types: Vec<String> = content.keys().map(|name| format!("`{name}`")).collect();
        return Err(format!("{} and not JSON", types.join(", ")));
    };
    match other_than_json(tree, name, media) {
        Some(other) => Err(other.to_owned()),
        None => Ok((name, media.get("schema").cloned().unwrap_or(json!({})))),
    }
}

impl Reader<'_> {
    /// Reads the JSON body of a request. `None` if the spec defines no content.
    pub(super) fn body(&mut self, at: &OperationRef<'_>, node: &Value) -> Result<Option<Body>, Diagnostic> {
        let location = at.location.join("requestBody");
        if at.method == "trace" {
            self.ignore(&location, "a TRACE has no body (RFC 9110, section 9.3.8)".to_owned(), "remove it");
            return Ok(None);
        }
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

    /// Returns whether each schema of a body is an object whose list of properties is empty.
    fn has_no_members(&self, body: &Value) -> bool {
        let mut media = body["content"].as_object().into_iter().flat_map(Map::values);
        media.all(|media| {
            let schema = whole(&self.document.tree, &media["schema"]);
            schema["properties"].as_object().is_some_and(Map::is_empty) && schema.get("additionalProperties").is_none()
        })
    }

    pub(super) fn response(&mut self, at: &OperationRef<'_>) -> Result<Option<Response>, Diagnostic> {
        // The response to HEAD has no body (RFC 9110, section 9.3.2).
        let Some((_, node)) = at.success(&self.document.tree).filter(|_| at.method != "head") else {
            return Ok(None);
        };
        let content = self.json_content(&at.location.join("responses"), node)?;
        Ok(content.map(|(media_type, schema)| {
            let is_one_or_many = schema.as_object().is_some_and(|schema| is_set(schema, ONE_OR_MANY));
            // A list of no items if the body is absent.
            let is_optional = node[OPTIONAL_BODY] == true && !is_one_or_many;
            let accepted = node[ACCEPTED].as_array().map(|types| types.iter().filter_map(Value::as_str).collect());
            let accept = accepted.map_or_else(|| media_type.clone(), |types: Vec<&str>| types.join(", "));
            Response { media_type, accept, schema, is_one_or_many, is_optional }
        }))
    }

    /// Returns the media type and the schema of JSON content, which is all that the runtime supports.
    fn json_content(&mut self, location: &Location, holder: &Value) -> Result<Option<(String, Value)>, Diagnostic> {
        let Some(content) = holder.get("content").and_then(Value::as_object).filter(|it| !it.is_empty()) else {
            return Ok(None);
        };
        let (name, schema) = json_schema(&self.document.tree, content).map_err(|other| {
            let help = "describe JSON under `application/json`, or leave the operation out";
            Diagnostic::new(RULE, location.clone(), format!("the content is {other}"), help)
        })?;
        let of_others = holder[IGNORED].as_array().into_iter().flatten().filter_map(Value::as_str);
        for other in ignored_json(content, name).chain(of_others) {
            let message = format!("the JSON of `{other}` is ignored: it differs from that of `{name}`");
            self.ignore(location, message, "describe both with one schema, or only one of them");
        }
        Ok(Some((sent(name).to_owned(), schema)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_json_is_used_and_a_patch_format_only_without_another() {
        for (types, used) in [
            (&["*/*", "application/json"][..], "application/json"),
            (&["*/*", "text/json"], "text/json"),
            (
                &["text/json", "application/vnd.a+json", "application/json; charset=utf-8"],
                "application/json; charset=utf-8",
            ),
            (&["application/json-patch+json", "application/merge-patch+json"], "application/merge-patch+json"),
            (&["application/merge-patch+json", "application/vnd.a+json"], "application/vnd.a+json"),
            (&["application/json-patch+json", "*/*"], "application/json-patch+json"),
            (&["text/html", "*/*"], "*/*"),
            (&["application/vnd.b+json", "application/vnd.a+json"], "application/vnd.a+json"),
        ] {
            let content: Map<String, Value> = types.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
            assert_eq!(json_media(&content).map(|(name, _)| name.as_str()), Some(used), "{types:?}");
        }
        let stream = json!({ "itemSchema": {} });
        assert!(other_than_json(&Value::Null, "application/json", &stream).is_some());
        for name in [
            "", "text/plain", "application/*+json", "application/stream+json", "application/vnd.é+json",
            "application/json; a=\"é\"", "a/b\n+json",
        ] {
            assert!(!is_json(name), "{name}");
        }
    }
}
