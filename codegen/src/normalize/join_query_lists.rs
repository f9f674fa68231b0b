//! A list in the query that is joined with commas becomes the text that it is.
//!
//! `explode: false` asks for `sort=a,b` in location of `sort=a&sort=b` (OpenAPI 3.0.3, section 4.7.12.1). progenitor knows
//! only the second.
//!
//! ```yaml
//! # before
//! { name: sort, in: query, explode: false, schema: { type: array, items: { type: string } } }
//! # after
//! { name: sort, in: query, description: Joined with commas., schema: { type: string } }
//! ```

use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, for_each_operation};

/// Makes a text of each list that is joined.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let named = document.tree.pointer_mut("/components/parameters").and_then(Value::as_object_mut);
    named.into_iter().flat_map(Map::values_mut).for_each(join_one);
    let path_items = document.tree.get_mut("paths").and_then(Value::as_object_mut);
    path_items.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut).for_each(join_below);
    for_each_operation(&mut document.tree, join_below);
    Ok(())
}

fn join_below(holder: &mut Map<String, Value>) {
    let parameters = holder.get_mut("parameters").and_then(Value::as_array_mut);
    parameters.into_iter().flatten().for_each(join_one);
}

fn join_one(parameter: &mut Value) {
    let separator = match parameter["style"].as_str() {
        None | Some("form") => "commas",
        Some("spaceDelimited") => "spaces",
        Some("pipeDelimited") => "vertical bars",
        Some(_) => return,
    };
    let is_list = parameter["schema"]["type"] == "array";
    if parameter["in"] != "query" || parameter["explode"] != false || !is_list {
        return;
    }
    let description = parameter["description"].as_str().unwrap_or_default().trim_end();
    let description = format!("{description} Joined with {separator}.").trim_start().to_owned();
    if let Some(map) = parameter.as_object_mut() {
        map.insert("description".to_owned(), description.into());
        map.insert("schema".to_owned(), json!({ "type": "string" }));
        map.shift_remove("explode");
        map.shift_remove("style");
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_list_that_is_joined_is_a_text_and_one_that_is_repeated_stays() {
        golden(
            run,
            "
paths:
  /a:
    get:
      parameters:
        - { name: sort, in: query, style: form, explode: false, schema: { type: array, items: { type: string } } }
        - { name: ids, in: query, schema: { type: array, items: { type: string } } }
components:
  parameters:
    Fields: { name: fields, in: query, description: Which., explode: false, schema: { type: array, items: {} } }
",
            "
paths:
  /a:
    get:
      parameters:
        - { name: sort, in: query, schema: { type: string }, description: Joined with commas. }
        - { name: ids, in: query, schema: { type: array, items: { type: string } } }
components:
  parameters:
    Fields: { name: fields, in: query, description: Which. Joined with commas., schema: { type: string } }
",
        );
    }
}
