//! Generates the README's tables from the spec.

use rebilly_customer_auth_codegen::document::{OperationRef, scheme_names};
use rebilly_customer_auth_codegen::{self as codegen, Document, Names};
use serde_json::Value;

/// Begins the line with the URL of the client's documentation, below which the methods are.
const CLIENT_LINK: &str = "\n[`Client`]: ";

/// Returns the README with each generated table, between `<!-- NAME -->` and `<!-- /NAME -->`.
///
/// # Errors
/// Returns an error if the README lacks the markers of a table or the link of the client, or if the generator rejects
/// the spec.
pub(crate) fn with_tables(readme: &str, document: &Document) -> Result<String, String> {
    let names = codegen::normalize(document.clone()).and_then(|normalized| codegen::names(&normalized));
    let names = names.map_err(|diagnostic| diagnostic.to_string())?;
    let link = readme.split_once(CLIENT_LINK).and_then(|(_, rest)| rest.lines().next());
    let link =
        link.ok_or_else(|| format!("the link of the client is missing; add the line `{}URL`", CLIENT_LINK.trim()))?;
    let mut readme = readme.to_owned();
    for (name, table) in [("keys", credentials(document, &names)), ("operations", operations(document, &names, link))] {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let place = readme.split_once(&open).and_then(|(before, rest)| Some((before, rest.split_once(&close)?.1)));
        let Some((before, after)) = place else {
            return Err(format!("the markers of a table are missing; add `<!-- {name} -->` and `<!-- /{name} -->`"));
        };
        readme = format!("{before}{open}{table}{close}{after}");
    }
    Ok(readme)
}

/// One row for each security scheme, in order of preference.
fn credentials(document: &Document, names: &Names) -> String {
    let mut table = "| set with | sent as | accepted by |\n|---|---|---|\n".to_owned();
    let operations = document.operations();
    let own = |at: &OperationRef<'_>| scheme_names(at.operation.get("security")).cloned().collect::<Vec<_>>();
    let accepted: Vec<Vec<String>> = operations.iter().map(own).collect();
    let mut ordered: Vec<&[String; 4]> = names.schemes.iter().collect();
    // An operation lists the schemes in the order in which the client prefers them.
    ordered.sort_by_key(|[scheme, ..]| accepted.iter().filter_map(|own| own.iter().position(|it| it == scheme)).min());
    for [scheme, setter, header, prefix] in ordered {
        let accepts =
            |own: Option<&Value>| scheme_names(own.or(document.tree().get("security"))).any(|name| name == scheme);
        let accepting = operations.iter().zip(&names.methods).filter(|(at, _)| accepts(at.operation.get("security")));
        let methods: Vec<String> = accepting.map(|(_, [_, method])| format!("`{method}`")).collect();
        let accepted = if methods.len() == operations.len() { "all operations".to_owned() } else { methods.join(", ") };
        table += &format!("| `{setter}` | `{}: {prefix}<{setter}>` | {accepted} |\n", cell(header));
    }
    table
}

/// The content of a cell. A spec is untrusted input.
fn cell(markdown: &str) -> String {
    codegen::inert(markdown).replace('|', "\\|").replace('\n', " ")
}

/// One row for each operation. `link` is the URL of the client's documentation.
fn operations(document: &Document, names: &Names, link: &str) -> String {
    let mut table = "| method of `Client` | request | what it does |\n|---|---|---|\n".to_owned();
    for (at, [_, method]) in document.operations().iter().zip(&names.methods) {
        let summary = at.operation.get("summary").and_then(Value::as_str).unwrap_or_default();
        table += &format!(
            "| [`{method}`]({link}#method.{method}) | `{} {}` | {} |\n",
            at.method.to_uppercase(),
            cell(at.path),
            cell(summary)
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_one_line_whatever_the_spec_says() {
        let cell = cell("a | b\n\n```\nrun();\n```\n<div>");
        assert_eq!(cell, "a \\| b  ```text run(); ``` \\<div>");
    }
}
