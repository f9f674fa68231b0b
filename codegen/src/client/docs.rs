//! Generates rustdoc. A spec is untrusted input: rustdoc must not compile or run any of it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{AttrStyle, Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue};

use super::model::Operation;
use crate::diagnostic::is_deceptive;
use crate::names::{ident, snake};

/// Returns a doc comment, with one attribute for each line.
pub(super) fn comment(markdown: &str) -> TokenStream {
    let lines = lines(markdown);
    let lines = lines.lines();
    quote!(#(#[doc = #lines])*)
}

/// Returns the content of each line of a doc comment.
pub(super) fn lines(markdown: &str) -> String {
    inert(markdown).lines().map(|content| line(content) + "\n").collect()
}

/// Returns the content of a line of a doc comment.
fn line(content: &str) -> String {
    if content.is_empty() { String::new() } else { format!(" {content}") }
}

/// Replaces the doc comment among attributes.
pub(super) fn replace(attributes: &mut Vec<Attribute>, markdown: &str) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    attributes.splice(0..0, lines(markdown).lines().map(attribute));
}

/// Returns an attribute of a doc comment, without parsing it: there are more of them than of anything else.
fn attribute(line: &str) -> Attribute {
    let value = Lit::Str(LitStr::new(line, Span::call_site()));
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: Default::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: ident("doc").into(),
            eq_token: Default::default(),
            value: Expr::Lit(ExprLit { attrs: Vec::new(), lit: value }),
        }),
    }
}

/// Returns the content of a doc comment.
pub(super) fn read(attributes: &[Attribute]) -> String {
    let lines =
        attributes.iter().filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(MetaNameValue {
                path, value: Expr::Lit(ExprLit { lit: Lit::Str(string), .. }), ..
            }) if path.is_ident("doc") => Some(string.value()),
            _ => None,
        });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Returns Markdown in which rustdoc finds no code to compile.
///
/// Every code block becomes a fenced block at the start of a line, with the language `text`. All other fences, and
/// indentation that would make a line code, are removed. No block of HTML, which would hide these fences, and no
/// footnote begins. Deceptive characters (a bare carriage return, bidirectional controls) become a replacement
/// character.
pub fn inert(markdown: &str) -> String {
    let is_hidden = |char| is_deceptive(char) && char != '\n';
    let markdown = markdown.trim().replace("\r\n", "\n").replace('\t', "    ").replace(is_hidden, "\u{fffd}");
    let (mut lines, mut block, mut after_blank) = (Vec::new(), Block::None, true);
    for line in markdown.lines() {
        let line = line.trim_end();
        let is_indented = line.starts_with("    ");
        let (marker, rest) = line.split_at(line.len() - line.trim_start_matches(is_marker).len());
        let fence = fence_of(rest);
        match (&block, fence) {
            (Block::Fenced(open), Some(fence)) if fence.starts_with(open.as_str()) && rest == fence => {
                lines.push(FENCE.to_owned());
                block = Block::None;
            }
            (Block::Fenced(_), _) => lines.push(without_fences(line)),
            (_, Some(fence)) => {
                lines.extend((!matches!(block, Block::None)).then(|| FENCE.to_owned()));
                lines.push(format!("{FENCE}text"));
                block = Block::Fenced(fence.to_owned());
            }
            (Block::Indented, None) if is_indented => lines.push(without_fences(line)),
            (Block::None, None) if is_indented && after_blank => {
                lines.extend([format!("{FENCE}text"), without_fences(line)]);
                block = Block::Indented;
            }
            _ => {
                if let Block::Indented = std::mem::replace(&mut block, Block::None) {
                    lines.push(FENCE.to_owned());
                }
                lines.push(without_fences(&format!("{}{}{rest}", narrow(marker), escape(rest))));
            }
        }
        after_blank = line.is_empty();
    }
    lines.extend((!matches!(block, Block::None)).then(|| FENCE.to_owned()));
    lines.join("\n")
}

const FENCE: &str = "```";

/// The code block that contains a line of Markdown.
enum Block {
    None,
    Indented,
    Fenced(String),
}

/// Returns whether a character may precede a fence: list and quote markers.
fn is_marker(char: char) -> bool {
    char.is_ascii_digit() || " >*+-.)".contains(char)
}

/// Returns the backticks or tildes that open or close a code block.
fn fence_of(line: &str) -> Option<&str> {
    let fence = line.chars().next().filter(|char| matches!(char, '`' | '~'))?;
    let end = line.find(|char| char != fence).unwrap_or(line.len());
    (end >= 3).then(|| &line[..end])
}

/// Returns the escape that keeps a line from beginning a block of HTML or a footnote. A link in angle brackets stays.
fn escape(line: &str) -> &'static str {
    let is_link = line.starts_with("<https://") || line.starts_with("<http://");
    let is_html = line.starts_with('<') && !is_link;
    if is_html || line.starts_with("[^") { "\\" } else { "" }
}

fn without_fences(line: &str) -> String {
    line.replace("```", "'''").replace("~~~", "---")
}

/// Returns the markers of a line, with too few spaces to start a code block.
fn narrow(marker: &str) -> String {
    let spaces = marker.len() - marker.trim_start().len();
    let words: Vec<&str> = marker.split_whitespace().collect();
    let gap = if marker.ends_with(' ') && !words.is_empty() { " " } else { "" };
    format!("{:2$}{}{gap}", "", words.join(" "), spaces.min(3))
}

/// Returns the search aliases of an operation: its ID and the words of the overlay. rustdoc accepts no quotes, no
/// spaces at either end, and no alias that equals the method's name.
pub(super) fn aliases(operation: &Operation) -> TokenStream {
    let words = [&operation.id].into_iter().chain(&operation.aliases);
    let is_accepted = |word: &&String| {
        let is_plain = word.chars().all(|char| char.is_alphanumeric() || " -_".contains(char));
        is_plain && !word.is_empty() && word.trim() == *word && operation.method_name != *word
    };
    let words = words.filter(is_accepted);
    quote!(#(#[doc(alias = #words)])*)
}

/// Returns the lines of the documentation of an operation's `Client` method. `is_list` says whether the response is a
/// list, and `example` is a request with all required values.
pub(super) fn of_method(operation: &Operation, is_list: bool, example: &str) -> String {
    let Operation { id, path, summary, type_name, description, .. } = operation;
    let method = operation.method.as_str();
    let summary = if summary.is_empty() { id } else { summary };
    let list = match &operation.response {
        Some(response) if response.is_one_or_many => " A response that is a single object is a list of one item.",
        _ if is_list && operation.pagination.is_some() => " [`Paginate`](crate::Paginate) reads all pages.",
        _ => "",
    };
    let begins = format!(
        "{summary}: `{method} {path}`\n\nThe operation `{id}`. Set its parameters on the returned request builder, then \
         call [`send`](builder::{type_name}::send).{list}"
    );
    let description = if description.is_empty() { String::new() } else { format!("\n{}", lines(description)) };
    // The example is generated here, so it is compiled as a doctest.
    let example: String = example.lines().map(|example| line(example) + "\n").collect();
    format!("{}{description}\n{example}", lines(&begins))
}

/// Documents the `send` method of a request builder.
pub(super) fn of_send(operation: &Operation) -> String {
    let (method, path) = (operation.method.as_str(), &operation.path);
    let statuses: Vec<String> = operation.error_statuses.iter().map(|status| format!("`{status}`")).collect();
    let documented = match statuses.is_empty() {
        true => String::new(),
        false => format!(" The spec lists {}.", statuses.join(", ")),
    };
    format!(
        "Sends `{method} {path}` and reads the response. Requires a tokio runtime with time and I/O enabled: without \
         timers, tokio panics.\n\n# Errors\nAny [`Error`](crate::Error). \
         [`ErrorKind`](crate::ErrorKind) documents what to do about each kind.{documented}"
    )
}

/// Returns a paragraph with the name in the API, if the name in Rust does not show it.
pub(super) fn note_of_name(name: &Ident, api_name: &str) -> String {
    let is_usual = |char: char| char.is_alphanumeric() || "_-. $@[]".contains(char);
    match *name == snake(api_name) && api_name.chars().all(is_usual) {
        true => String::new(),
        false => format!("\n\nNamed `{api_name}` in the API."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_a_spec_becomes_inert() {
        for (given, expected) in [
            ("a\n```\nrun();\n```\nb", "a\n```text\nrun();\n```\nb"),
            ("```rust,no_run\nrun();\n```", "```text\nrun();\n```"),
            ("~~~~ rust\nrun();\n```\n~~~~", "```text\nrun();\n'''\n```"),
            ("- ```\n  run();\n  ```", "```text\n  run();\n```"),
            ("> 1. ~~~\n> run();", "```text\n> run();\n```"),
            ("1 ``` a\n```\nrun();\n```", "```text\n```\nrun();\n```text\n```"),
            ("a ``` b\n```\nrun();\n```", "a ''' b\n```text\nrun();\n```"),
            ("a\n\n    run();\n    more();\n\nb", "a\n\n```text\n    run();\n    more();\n```\n\nb"),
            ("a\n\n\trun();", "a\n\n```text\n    run();\n```"),
            ("# a\n    run();", "# a\n   run();"),
            ("-     run();\n>     run();", "- run();\n> run();"),
            ("- a\n    - b\n  c", "- a\n   - b\n  c"),
            ("<div>\n```\n\n```\nrun();", "\\<div>\n```text\n\n```\nrun();"),
            ("<http>\n```\n\n```\nrun();", "\\<http>\n```text\n\n```\nrun();"),
            ("- <!-- a\n\n[^1]: b\n<https://a>", "- \\<!-- a\n\n\\[^1]: b\n<https://a>"),
            ("a\rb \u{202e}c", "a\u{fffd}b \u{fffd}c"),
        ] {
            assert_eq!(inert(given), expected, "{given:?}");
        }
    }

    #[test]
    fn a_name_that_rust_does_not_show_is_documented() {
        for (rust, api) in [("created_time", "createdTime"), ("type_", "type"), ("filter_a", "filter[a]")] {
            assert_eq!(note_of_name(&ident(rust), api), "", "{api}");
        }
        for (rust, api) in [("date_sent_", "DateSent"), ("date_sent", "DateSent<"), ("_1", "+1")] {
            assert_eq!(note_of_name(&ident(rust), api), format!("\n\nNamed `{api}` in the API."));
        }
    }
}
