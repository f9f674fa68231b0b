//! Pages of a collection.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::{
    drift::{Drift, MAX_OFFSET},
    problem::{InvalidField, Problem},
    request::{Reply, ValidatedRequest},
};

const USUAL_LIMIT: i64 = 100;
const LARGEST_LIMIT: i64 = 1000;

/// Returns the page that a query requests.
///
/// The spec has no status for an invalid `limit` or `offset`, so numbers are clamped to their bounds, and other values
/// count as absent. No spec defines `filter`, which the vendor's samples send.
pub(crate) fn page<T>(
    items: &[T],
    request: &ValidatedRequest<'_>,
    write: impl Fn(&T) -> Value,
) -> Result<Reply, Problem> {
    let limit = number(request.query, "limit").unwrap_or(USUAL_LIMIT);
    let limit = limit.clamp(0, LARGEST_LIMIT);
    let offset = number(request.query, "offset").unwrap_or(0).max(0);
    if request.drift == Drift::Today && offset > MAX_OFFSET {
        return Err(Problem::invalid_query(InvalidField::new("offset", format!("must be at most {MAX_OFFSET}."))));
    }
    let filter = filter(request.query);
    let is_match = |item: &&T| filter.is_empty() || matches(&write(item), &filter);
    let items: Vec<&T> = items.iter().filter(is_match).collect();
    let shown = items
        .iter()
        .copied()
        .skip(usize::try_from(offset).unwrap_or(usize::MAX))
        .take(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Reply::ok(shown.map(write).collect())
        .with_header("Pagination-Total", items.len())
        .with_header("Pagination-Limit", limit)
        .with_header("Pagination-Offset", offset))
}

/// Returns the values that each named member may have, of a filter such as `customerId:cus-1,cus-2;status:active`.
fn filter(query: &str) -> Vec<(String, Vec<String>)> {
    let (_, value) = pairs(query).find(|(key, _)| *key == "filter").unwrap_or_default();
    let value = value.replace('+', " ");
    let filter = percent_decode_str(&value).decode_utf8_lossy();
    let members = filter.split(';').filter_map(|member| member.split_once(':'));
    members.map(|(name, values)| (name.to_owned(), values.split(',').map(str::to_owned).collect())).collect()
}

fn matches(item: &Value, filter: &[(String, Vec<String>)]) -> bool {
    filter.iter().all(|(name, values)| values.iter().any(|value| item[name] == value.as_str()))
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// A number in the query. The first of several values counts.
fn number(query: &str, name: &str) -> Option<i64> {
    let (_, value) = pairs(query).find(|(key, _)| *key == name)?;
    value.parse().ok()
}
