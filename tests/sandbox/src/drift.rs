//! The differences between today's API and the spec.

use serde_json::{Value, json};

/// Whether responses follow the spec or today's API.
///
/// The shape of the authentication options has a setting of its own, [`OptionsShape`](crate::OptionsShape).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drift {
    /// Responses have the members of the spec and no others.
    #[default]
    None,
    /// Responses are as today's API may return them: with members and a link relation that the spec lacks, `null` for a
    /// time where the spec allows it, and `null` for the links of the items of a collection. An offset above 1,000 is a
    /// 422.
    Today,
}

/// The highest `offset` since 2023.
pub(crate) const MAX_OFFSET: i64 = 1000;

/// Adds the members of today's API to the body of a successful response.
pub(crate) fn apply(body: &mut Value) {
    match body {
        Value::Array(items) => {
            for item in items {
                age(item);
                item["_links"] = Value::Null;
            }
        }
        item => {
            age(item);
            add_link(item);
        }
    }
}

fn age(item: &mut Value) {
    item["revision"] = json!(7);
    item["riskMetadata"] = json!({"isProxy": false, "score": null});
    // The spec does not allow `null` for the time of a session.
    if item["type"] != "customer" && item.get("expiredTime").is_some() {
        item["expiredTime"] = Value::Null;
    }
}

fn add_link(item: &mut Value) {
    let link = json!({"rel": "organization", "href": "https://example.com/organization"});
    match item.get_mut("_links").and_then(Value::as_array_mut) {
        Some(links) => links.push(link),
        // The options gained links in 2023.
        None => item["_links"] = json!([link]),
    }
}
