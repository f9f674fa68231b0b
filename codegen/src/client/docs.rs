//! Documents what progenitor leaves without documentation, or documents with an example that nobody compiles.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Ident, ImplItem, ItemImpl, Lit, LitStr, Meta, MetaNameValue, parse_quote,
};

use super::operations::Operation;

/// Adds a documentation comment where there is none.
pub(super) fn add(attributes: &mut Vec<Attribute>, text: &str) {
    if attributes.iter().any(|attribute| attribute.path().is_ident("doc")) {
        return;
    }
    replace(attributes, text);
}

/// Replaces the documentation comment.
pub(super) fn replace(attributes: &mut Vec<Attribute>, text: &str) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    let text: String = text.lines().map(|line| format!(" {line}\n")).collect();
    attributes.insert(0, comment(text.trim_end()));
}

/// A documentation comment. Put together and not parsed, since nearly every item has one.
fn comment(text: &str) -> Attribute {
    let value = ExprLit { attrs: Vec::new(), lit: Lit::Str(LitStr::new(text, Span::call_site())) };
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: Default::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: Default::default(),
            value: Expr::Lit(value),
        }),
    }
}

/// Documents the methods of the client, one for each operation.
pub(super) fn of_methods(block: &mut ItemImpl, operations: &[Operation]) {
    let named: HashMap<&str, &Operation> =
        operations.iter().map(|operation| (operation.method_name.as_str(), operation)).collect();
    for item in &mut block.items {
        let ImplItem::Fn(method) = item else {
            continue;
        };
        if let Some(operation) = named.get(method.sig.ident.to_string().as_str()) {
            replace(&mut method.attrs, &of_method(operation));
            method.attrs.extend(aliases(operation));
        }
    }
}

/// The operation's ID and the words of the overlay, as rustdoc's search takes them: it refuses quotes, spaces at an end
/// and the method's own name.
fn aliases(operation: &Operation) -> impl Iterator<Item = Attribute> {
    let words = [&operation.id].into_iter().chain(&operation.aliases);
    let is_taken = |word: &&String| {
        let is_plain = word.chars().all(|char| char.is_alphanumeric() || " -_".contains(char));
        is_plain && !word.is_empty() && word.trim() == *word && **word != operation.method_name
    };
    words.filter(is_taken).map(|word| parse_quote!(#[doc(alias = #word)]))
}

fn of_method(operation: &Operation) -> String {
    let Operation { id, path, summary, .. } = operation;
    let method = operation.method.to_ascii_uppercase();
    format!(
        "{summary}: `{method} {path}`\n\nThe operation `{id}`. Set its parameters on what this returns, then call \
         [`send`](builder::{call}::send).\n\n{example}",
        call = operation.call_type,
        example = example(operation),
    )
}

/// A call with all required parameters, as a program would make it.
fn example(operation: &Operation) -> String {
    let mut inputs = String::from("client: rebilly_customer_auth::Client");
    let mut call = format!("client.{}()", operation.method_name);
    for parameter in operation.parameters.iter().filter(|parameter| parameter.is_required) {
        let name = super::names::snake(&parameter.name);
        inputs.push_str(&format!(", {name}: &str"));
        call.push_str(&format!(".{name}({name})"));
    }
    if let Some(type_name) = operation.body.as_ref().and_then(|body| body.type_name.as_ref()) {
        inputs.push_str(&format!(", body: rebilly_customer_auth::types::{type_name}"));
        call.push_str(".body(body)");
    }
    format!(
        "# Examples\n```no_run\n# async fn example({inputs}) -> Result<(), rebilly_customer_auth::Error> {{\nlet response \
         = {call}.send().await?;\n# Ok(())\n# }}\n```"
    )
}

/// Documents `send` of a call.
pub(super) fn of_send(operation: &Operation) -> String {
    let method = operation.method.to_ascii_uppercase();
    let path = &operation.path;
    let statuses: Vec<String> = operation.error_statuses.iter().map(|status| format!("`{status}`")).collect();
    let documented = match statuses.is_empty() {
        true => String::new(),
        false => format!(" The document lists {} for it.", statuses.join(", ")),
    };
    format!(
        "Sends `{method} {path}` and reads the answer.\n\n# Errors\nAny [`Error`](crate::Error): see \
         [`ErrorKind`](crate::ErrorKind) for what each kind asks of you.{documented}"
    )
}
