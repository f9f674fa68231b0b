//! How today's API answers where it has moved on from the document.

use serde_json::{Value, json};

/// Whether answers stick to the document.
///
/// The shape of the authentication options has a setting of its own, [`OptionsShape`](crate::OptionsShape).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Drift {
    /// Answers have what the document has, and no more.
    #[default]
    None,
    /// Answers are as today's API could give them: members and a link relation that the document does not know, `null`
    /// where the document lets a time be `null`, and `null` in place of the links of the items of a list.
    Today,
}

/// Adds to the body of a successful answer what today's API could have in it.
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
    // A session's time is the one that the document does not let be null.
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
