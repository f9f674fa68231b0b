//! Makes the README's tables from the document.

use heck::ToSnakeCase;
use rebilly_customer_auth_codegen::Document;
use serde_json::{Map, Value};

/// The README with each table that is made from the document in its location, between `<!-- NAME -->` and `<!-- /NAME -->`.
///
/// # Errors
/// A table that the README has no location for.
pub(crate) fn with_tables(readme: &str, document: &Document) -> Result<String, String> {
    let mut readme = readme.to_owned();
    for (name, table) in [("keys", keys(document)), ("operations", operations(document))] {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let location = readme.split_once(&open).and_then(|(before, rest)| Some((before, rest.split_once(&close)?.1)));
        let Some((before, after)) = location else {
            return Err(format!("there is no location for a table, write `<!-- {name} -->` and `<!-- /{name} -->`"));
        };
        readme = format!("{before}{open}{table}{close}{after}");
    }
    Ok(readme)
}

/// One row for each security scheme, in the order in which they are preferred.
fn keys(document: &Document) -> String {
    let mut table = "| set with | sent as | accepted by |\n|---|---|---|\n".to_owned();
    let operations = document.operations();
    let accepting = |scheme: &str| {
        let accepts = |own: Option<&Value>| schemes(own.or(document.tree().get("security"))).any(|name| name == scheme);
        let ids: Vec<&str> =
            operations.iter().filter(|at| accepts(at.operation.get("security"))).filter_map(|at| at.id()).collect();
        match ids.len() == operations.len() {
            true => "all operations".to_owned(),
            false => ids.iter().map(|id| format!("`{}`", id.to_snake_case())).collect::<Vec<_>>().join(", "),
        }
    };
    for (name, scheme) in named(document.tree().pointer("/components/securitySchemes")) {
        let (header, prefix) = match scheme["type"] == "http" {
            true => ("Authorization", "Bearer "),
            false => (scheme["name"].as_str().unwrap_or_default(), ""),
        };
        let setter = name.to_snake_case();
        table += &format!("| `{setter}` | `{header}: {prefix}<{setter}>` | {} |\n", accepting(name));
    }
    table
}

/// One row for each operation.
fn operations(document: &Document) -> String {
    let mut table = "| method of `Client` | request | what it does |\n|---|---|---|\n".to_owned();
    for at in document.operations() {
        let summary = at.operation.get("summary").and_then(Value::as_str).unwrap_or_default();
        let method = at.id().unwrap_or_default().to_snake_case();
        table += &format!("| `{method}` | `{} {}` | {summary} |\n", at.method.to_uppercase(), at.path);
    }
    table
}

fn schemes(security: Option<&Value>) -> impl Iterator<Item = &str> {
    let alternatives = security.and_then(Value::as_array).into_iter().flatten();
    alternatives.filter_map(Value::as_object).flat_map(Map::keys).map(String::as_str)
}

fn named(node: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    node.and_then(Value::as_object).into_iter().flatten()
}
