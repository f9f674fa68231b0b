//! Generates the typed mocks: what progenitor makes for the crate httpmock, put on our types, with a method for each
//! status that the document names.

use http::StatusCode;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{
    File, FnArg, Ident, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, ItemTrait, LitStr, TraitItem, Type, parse_quote,
};

use super::names::{ident, snake};
use super::operations::{self, Operation, Parameter};
use super::{docs, file, progenitor};
use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// Generates the typed mocks, for the module `mock` of the crate that the client is in.
///
/// # Errors
/// As for [`client`](super::client()).
pub fn mocks(document: &Document) -> Result<File, Diagnostic> {
    let operations = operations::read(document)?;
    let mut items = progenitor::mocks(document)?;
    for item in &mut items {
        match item {
            Item::Mod(module) => adapt_module(module, &operations),
            Item::Trait(extension) => adapt_trait(extension, &operations),
            _ => {}
        }
    }
    Ok(file(items))
}

fn adapt_module(module: &mut ItemMod, operations: &[Operation]) {
    docs::replace(
        &mut module.attrs,
        "What a mock of each operation expects and answers. `into_inner()` of each gives what httpmock itself has, for \
         all that the document does not say.",
    );
    let Some((_, items)) = &mut module.content else {
        return;
    };
    for item in items {
        match item {
            Item::Use(import) => {
                *import = parse_quote!(
                    use crate::types;
                )
            }
            Item::Struct(item) => {
                if let Some((operation, is_when)) = find(operations, &item.ident) {
                    let what = if is_when { "expects" } else { "answers" };
                    docs::replace(&mut item.attrs, &format!("What a mock of `{}` {what}.", operation.id));
                }
            }
            Item::Impl(block) => {
                let found = self_name(block).and_then(|name| find(operations, &name));
                match found {
                    Some((operation, true)) => adapt_when(block, operation),
                    Some((operation, false)) => adapt_then(block, operation),
                    None => {}
                }
            }
            _ => {}
        }
    }
}

/// The operation of `GetCredentialWhen` or `GetCredentialThen`, and whether it is the first.
fn find<'o>(operations: &'o [Operation], name: &Ident) -> Option<(&'o Operation, bool)> {
    operations.iter().find_map(|operation| {
        let call = &operation.call_type;
        let is = |end: &str| *name == format!("{call}{end}");
        (is("When") || is("Then")).then(|| (operation, is("When")))
    })
}

fn self_name(block: &ItemImpl) -> Option<Ident> {
    match &*block.self_ty {
        Type::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn methods(block: &mut ItemImpl) -> impl Iterator<Item = &mut ImplItemFn> {
    block.items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    })
}

fn adapt_when(block: &mut ItemImpl, operation: &Operation) {
    let path = &operation.path;
    let http_method = ident(&operation.method.to_ascii_uppercase());
    for method in methods(block) {
        match method.sig.ident.to_string().as_str() {
            "new" => {
                method.vis = parse_quote!(pub(super));
                method.block = parse_quote!({
                    Self(crate::mock::expect_path(inner.method(::httpmock::Method::#http_method), #path))
                });
            }
            "into_inner" => docs::add(&mut method.attrs, "What httpmock itself has for it."),
            "body" => docs::add(&mut method.attrs, "Expects this body and no other."),
            name => {
                if let Some(parameter) = operation.parameter(name) {
                    adapt_parameter(method, path, parameter);
                }
            }
        }
    }
}

fn adapt_parameter(method: &mut ImplItemFn, path: &str, parameter: &Parameter) {
    let Parameter { name, location, .. } = parameter;
    if location != "path" {
        docs::add(&mut method.attrs, &of_parameter(parameter));
        return;
    }
    docs::add(
        &mut method.attrs,
        &format!(
            "{}\n\n# Panics\nIf no path can hold the value: it is empty or a dot segment.",
            of_parameter(parameter)
        ),
    );
    // progenitor makes a regular expression of the value as it is. A value is sent encoded, and `.` stands for itself.
    let secret = takes_secret(method);
    let value = if secret { quote!(::std::convert::Into::<crate::Secret>::into(value)) } else { quote!(value) };
    method.block = parse_quote!({ Self(crate::mock::expect_path_value(self.0, #path, #name, &#value)) });
    if secret && let Some(FnArg::Typed(argument)) = method.sig.inputs.last_mut() {
        *argument.ty = parse_quote!(impl ::std::convert::Into<crate::Secret>);
    }
}

fn takes_secret(method: &ImplItemFn) -> bool {
    let Some(FnArg::Typed(argument)) = method.sig.inputs.last() else {
        return false;
    };
    *argument.ty == parse_quote!(&crate::Secret)
}

fn of_parameter(parameter: &Parameter) -> String {
    let Parameter { name, location, is_required, .. } = parameter;
    let location = match location.as_str() {
        "path" => "in the path",
        "query" => "in the query",
        _ => "as a header",
    };
    match is_required {
        true => format!("Expects this `{name}` {location}."),
        false => format!("Expects this `{name}` {location}; with `None`, that there is none."),
    }
}

fn adapt_then(block: &mut ItemImpl, operation: &Operation) {
    let mut named = Vec::new();
    for method in methods(block) {
        match method.sig.ident.to_string().as_str() {
            "new" => method.vis = parse_quote!(pub(super)),
            "into_inner" => docs::add(&mut method.attrs, "What httpmock itself has for it."),
            name => {
                docs::add(&mut method.attrs, &of_range(name));
                ContentType.visit_impl_item_fn_mut(method);
                let (statuses, class) = match name {
                    "success" => (&operation.success_statuses, 2),
                    "client_error" => (&operation.error_statuses, 4),
                    "server_error" => (&operation.error_statuses, 5),
                    _ => continue,
                };
                let of_class = statuses.iter().filter(|status| **status / 100 == class);
                named.extend(of_class.filter_map(|status| of_status(method, *status)));
            }
        }
    }
    block.items.extend(named);
}

/// progenitor says of all answers that they are JSON. Errors are problems (RFC 9457, section 3).
struct ContentType;

impl VisitMut for ContentType {
    fn visit_impl_item_fn_mut(&mut self, method: &mut ImplItemFn) {
        if method.sig.ident != "success" {
            visit_mut::visit_impl_item_fn_mut(self, method);
        }
    }

    fn visit_lit_str_mut(&mut self, literal: &mut LitStr) {
        if literal.value() == "application/json" {
            *literal = LitStr::new("application/problem+json", literal.span());
        }
    }
}

fn of_range(name: &str) -> String {
    let (what, first, last) = match name {
        "success" => ("Succeeds", 200, 299),
        "client_error" => ("Fails", 400, 499),
        _ => ("Fails", 500, 599),
    };
    format!("{what} with any status of its class.\n\n# Panics\nIf the status is not one of {first} to {last}.")
}

/// `ok(value)` of `success(status, value)`; none for a status that has no name.
fn of_status(range: &ImplItemFn, status: u16) -> Option<ImplItem> {
    let reason = StatusCode::from_u16(status).ok()?.canonical_reason()?;
    let name = ident(&snake(&reason.replace('\'', "")));
    let range_name = &range.sig.ident;
    let docs = format!(" Answers {status} {reason}.");
    let value = range.sig.inputs.iter().find(|input| is_value(input));
    let given = value.map(|_| quote!(, value));
    let value = value.into_iter();
    Some(parse_quote! {
        #[doc = #docs]
        pub fn #name(self, #(#value)*) -> Self {
            self.#range_name(#status #given)
        }
    })
}

fn is_value(input: &FnArg) -> bool {
    matches!(input, FnArg::Typed(argument) if *argument.pat == parse_quote!(value))
}

fn adapt_trait(extension: &mut ItemTrait, operations: &[Operation]) {
    docs::replace(
        &mut extension.attrs,
        "Adds a method for each operation to httpmock's [`MockServer`](::httpmock::MockServer): a mock that expects the \
         requests of that operation, and answers as it can.",
    );
    // The API gets new operations.
    extension.supertraits.push(parse_quote!(crate::mock::sealed::Sealed));
    for item in &mut extension.items {
        let TraitItem::Fn(method) = item else {
            continue;
        };
        if let Some(operation) = operations.iter().find(|operation| method.sig.ident == operation.method_name) {
            let Operation { id, path, .. } = operation;
            let http_method = operation.method.to_ascii_uppercase();
            docs::replace(&mut method.attrs, &format!("Mocks `{id}`: `{http_method} {path}`."));
        }
    }
}
