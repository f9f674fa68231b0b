//! Reads the problem details of a response (RFC 9457), and says what an error shows of them.

use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value};

use crate::generated::PROPERTIES;
use crate::memory_limit::is_too_costly;
use crate::types::Problem;

/// The member names of a list of invalid fields in a problem.
#[allow(dead_code)] // Some specs have none.
pub(crate) struct FieldList {
    pub(crate) list: &'static str,
    pub(crate) field: &'static str,
    pub(crate) message: &'static str,
}

/// Returns whether httpmock's server itself returned the response because no mock matched. It is not a 404 of the API.
pub(super) fn is_of_no_mock(problem: Option<&Problem>) -> bool {
    let message = problem.and_then(|problem| problem.extra().get("message")?.as_str());
    cfg!(feature = "httpmock")
        && message.is_some_and(|message| message.starts_with("Request did not match any route or mock"))
}

/// The parts of a problem that an error shows. Generated code implements it.
pub(crate) trait ProblemDetails {
    /// The lists of invalid fields.
    const FIELD_LISTS: &'static [FieldList];
    /// The secret members.
    const SECRETS: &'static [&'static str];

    /// Returns the members that are not in the spec.
    fn extra(&self) -> &Map<String, Value>;

    /// Returns the members that are not in the spec.
    fn extra_mut(&mut self) -> &mut Map<String, Value>;

    /// Returns the names of the rejected fields.
    fn invalid_field_names(&self) -> Vec<&str>;

    /// Returns whether it has a member of the spec, and its own status, if any, is that of the response.
    fn describes(&self, status: u16) -> bool;
}

/// Reads a problem. Scalars of the wrong type (RFC 9457, section 3.1) are kept with the members that are not in the
/// spec.
pub(super) fn read_problem(body: &[u8]) -> Option<Problem> {
    // serde keeps the members that are not in the spec in a tree of its own before they become one of JSON.
    if is_too_costly(body, 2) {
        return None;
    }
    if let Ok(problem) = serde_json::from_slice(body) {
        return Some(problem);
    }
    let mut members: Map<String, Value> = serde_json::from_slice(body).ok()?;
    for FieldList { list, field, message } in Problem::FIELD_LISTS {
        if let Some(value) = members.get_mut(*list)
            && let Value::Object(messages) = value
        {
            *value = listed(messages, field, message);
        }
    }
    // Members with other names cannot have a wrong type. They are not checked, because a check copies its member.
    let (members, extra): (Map<String, Value>, Map<String, Value>) =
        members.into_iter().partition(|(name, _)| is_property(name));
    // No member is required, so each can be checked alone.
    let (members, others): (Map<String, Value>, Map<String, Value>) = members.into_iter().partition(|(name, value)| {
        let alone = std::iter::once((name.as_str(), value));
        Problem::deserialize(MapDeserializer::<_, serde_json::Error>::new(alone)).is_ok()
    });
    let mut problem: Problem = serde_json::from_value(Value::Object(members)).ok()?;
    // An object or a list may contain a secret member.
    let is_shown = |name: &String, value: &Value| {
        !(Problem::SECRETS.contains(&name.as_str()) || value.is_object() || value.is_array())
    };
    problem.extra_mut().extend(extra);
    problem.extra_mut().extend(others.into_iter().filter(|(name, value)| is_shown(name, value)));
    Some(problem)
}

/// The maximum number of messages that are read: each has a copy of its field's name.
const MAX_MESSAGES: usize = 256;
const MAX_MESSAGES_OF_FIELD: usize = 16;

/// Returns the items of a list of invalid fields that is written as a map of messages by field, as before 2019.
fn listed(messages: &Map<String, Value>, field: &str, message: &str) -> Value {
    let items = messages.iter().flat_map(|(name, value)| {
        let messages = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        messages
            .iter()
            .take(MAX_MESSAGES_OF_FIELD)
            .map(|string| Map::from_iter([(field.into(), name.as_str().into()), (message.into(), string.clone())]))
    });
    items.take(MAX_MESSAGES).collect()
}

/// Returns whether a name is that of a property in the spec.
pub(super) fn is_property(name: &str) -> bool {
    PROPERTIES.binary_search(&name).is_ok()
}

/// Describes the rejected fields. Of the server's message, only field names are shown, and only those in the spec. An
/// index has two digits at most and follows a property: more digits may be those of a code or a number.
pub(super) fn refused_fields(problem: Option<&Problem>) -> String {
    let is_index = |segment: &str| segment.len() <= 2 && segment.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = |name: &&str| {
        let mut was_property = false;
        name.len() <= 200
            && name.split('.').all(|segment| {
                let may_be_index = std::mem::replace(&mut was_property, is_property(segment));
                was_property || (may_be_index && is_index(segment))
            })
    };
    let names = problem.into_iter().flat_map(ProblemDetails::invalid_field_names);
    let names: Vec<&str> = names.filter(is_name).take(8).collect();
    match problem {
        None => "the API rejected some values".to_owned(),
        Some(_) if names.is_empty() => "the API rejected some values; see problem()".to_owned(),
        Some(_) => format!("rejected fields: {}; see problem()", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_messages_by_field_becomes_a_list() {
        let messages = serde_json::json!({"a": ["short", "taken"], "b": "missing", "c": []});
        let expected =
            serde_json::json!([{"f": "a", "m": "short"}, {"f": "a", "m": "taken"}, {"f": "b", "m": "missing"}]);
        assert_eq!(listed(messages.as_object().expect("a map"), "f", "m"), expected);
        let many = serde_json::json!({"a": vec!["short"; 1_000]});
        let listed = listed(many.as_object().expect("a map"), "f", "m");
        assert_eq!(listed.as_array().map(Vec::len), Some(MAX_MESSAGES_OF_FIELD));
    }
}
