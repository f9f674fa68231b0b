//! Adapts the calls: puts them on our runtime and lets them say which operation they are.

use std::collections::HashMap;

use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Block, Expr, ExprLet, ExprMacro, ExprMethodCall, Fields, Ident, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod,
    LitStr, Local, Macro, Pat, Path, ReturnType, Stmt, Token, Type, parse_quote,
};

use super::docs;
use super::operations::Operation;
use super::setters::{self, Slot};

/// Adapts all calls.
pub(super) fn adapt(module: &mut ItemMod, operations: &[Operation]) {
    let Some((_, items)) = &mut module.content else {
        return;
    };
    items.retain(|item| !matches!(item, Item::Use(_)));
    items.insert(
        0,
        parse_quote!(
            use super::types;
        ),
    );
    items.insert(
        1,
        parse_quote!(
            #[allow(unused_imports)]
            use crate::runtime::{Error, InputError, QueryParam, RequestUrl, ResponseValue, call, header_parameter};
        ),
    );
    let of_type: HashMap<&str, &Operation> =
        operations.iter().map(|operation| (operation.call_type.as_str(), operation)).collect();
    let mut slots: HashMap<String, Vec<Slot>> = HashMap::new();
    for item in items {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                if let Some(operation) = of_type.get(name.as_str()) {
                    docs::replace(&mut item.attrs, &format!("A call of `{}`: {}.", operation.id, operation.summary));
                }
                if let Fields::Named(fields) = &mut item.fields {
                    slots.insert(name, setters::slots(fields));
                }
            }
            Item::Impl(block) => {
                let name = self_name(block);
                if let Some(operation) = of_type.get(name.as_str()) {
                    adapt_call(block, operation, slots.entry(name).or_default());
                }
            }
            _ => {}
        }
    }
}

fn self_name(block: &ItemImpl) -> String {
    match &*block.self_ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn adapt_call(block: &mut ItemImpl, operation: &Operation, slots: &mut [Slot]) {
    setters::begin(block, slots);
    setters::adapt(block, slots);
    for item in &mut block.items {
        let ImplItem::Fn(method) = item else {
            continue;
        };
        match method.sig.ident.to_string().as_str() {
            // A call begins at the client's method.
            "new" => method.vis = parse_quote!(pub(super)),
            "send" => adapt_send(method, operation, slots),
            "body" => docs::add(&mut method.attrs, &of_body(operation)),
            "body_map" => docs::add(&mut method.attrs, "Fills the body in: the closure gets its builder."),
            name => {
                let description = operation.parameter(name).map_or("", |parameter| &parameter.description);
                docs::add(&mut method.attrs, description);
            }
        }
    }
    let union = operation.body.as_ref().filter(|body| body.is_tagged_union);
    if let Some(type_name) = union.and_then(|body| body.type_name.as_ref()) {
        add_body_map(block, &super::names::ident(type_name));
    }
}

fn of_body(operation: &Operation) -> String {
    let description = operation.body.as_ref().map_or("", |body| &body.description);
    format!("{description} Takes the location of what was set before.")
}

/// The enums that we make have a builder, which progenitor cannot know.
fn add_body_map(block: &mut ItemImpl, type_name: &syn::Ident) {
    let body_map: ImplItem = parse_quote! {
        #[doc = " Fills the body in: the closure gets its builder."]
        pub fn body_map<F>(self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(types::builder::#type_name) -> types::builder::#type_name,
        {
            self.body(f(::std::default::Default::default()))
        }
    };
    let before_send = block.items.len() - 1;
    block.items.insert(before_send, body_map);
}

/// Rewrites `send`.
///
/// progenitor makes the request, calls three hooks and sorts the answer by status. Ours hands the making of the request
/// to [`Client::execute`] with the row of the operation, which makes it anew for each attempt and gives a successful
/// answer or an [`Error`], all inside [`call`], which tells an error of which operation it is.
fn adapt_send(method: &mut ImplItemFn, operation: &Operation, slots: &[Slot]) {
    docs::replace(&mut method.attrs, &docs::of_send(operation));
    method.sig.output = untyped_error(&method.sig.output);
    Requests { operation }.visit_block_mut(&mut method.block);

    let (mut stmts, mut making, mut headers, mut hooks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for stmt in std::mem::take(&mut method.block.stmts) {
        if takes_value(&stmt, slots) || is_of_version(&stmt) {
            continue;
        }
        if !hooks.is_empty() || is_hook(&stmt) {
            hooks.push(stmt);
        } else if is_of_header(&stmt) {
            headers.push(stmt);
        } else if !making.is_empty() || makes_url(&stmt) {
            making.push(stmt);
        } else {
            stmts.push(stmt);
        }
    }
    stmts.extend(take_values(operation, slots));
    let index = operation.index;
    let row: Expr = parse_quote!(&super::OPERATIONS[#index]);
    let sent = hooks.iter().find_map(exec_call);
    if let (Some((client, request)), Some(sorted)) = (sent, hooks.last()) {
        if !headers.is_empty() {
            making.push(parse_quote!(let header_map = #request.headers_mut();));
            making.append(&mut headers);
        }
        making.push(Stmt::Expr(parse_quote!(Ok(#request)), None));
        let make = parse_quote! {
            let make = || -> ::std::result::Result<::reqwest::Request, Error> {};
        };
        stmts.push(filled(make, making));
        stmts.push(parse_quote!(let answer = #client.execute(#row, &make).await?;));
        let reader = reader(sorted, operation);
        stmts.push(Stmt::Expr(parse_quote!(ResponseValue::#reader(answer)), None));
    }
    let sending = parse_quote!(call(self.client, #row, async move {}).await);
    method.block.stmts = vec![filled(Stmt::Expr(sending, None), stmts)];
}

/// What a local is made of.
fn made_of(stmt: &Stmt) -> Option<&Expr> {
    match stmt {
        Stmt::Local(Local { init: Some(init), .. }) => Some(&init.expr),
        _ => None,
    }
}

/// Whether this is `let url = RequestUrl::of(client)….into_url();`.
fn makes_url(stmt: &Stmt) -> bool {
    matches!(made_of(stmt), Some(Expr::MethodCall(call)) if call.method == "into_url")
}

/// Whether this is `let info = OperationInfo { … };`, the first of what the hooks need.
fn is_hook(stmt: &Stmt) -> bool {
    matches!(made_of(stmt), Some(Expr::Struct(made)) if made.path.segments.last().is_some_and(|it| it.ident == "OperationInfo"))
}

/// Whether this is of the version of the API, which no document asks for: the map that it is put into, or its header.
fn is_of_version(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Expr(Expr::MethodCall(call), _) => call.method == "append",
        _ => matches!(made_of(stmt), Some(Expr::Call(call)) if mentions(&call.func, "HeaderMap")),
    }
}

/// Whether this is `header_map.insert(…);`, or that in an `if`.
fn is_of_header(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Expr(Expr::If(found), _) => found.then_branch.stmts.iter().any(is_of_header),
        Stmt::Expr(Expr::MethodCall(call), _) => call.method == "insert",
        _ => false,
    }
}

/// Puts statements into the block of another that is empty. To quote them would be to print and parse them.
fn filled(mut around: Stmt, stmts: Vec<Stmt>) -> Stmt {
    struct Fill(Vec<Stmt>);
    impl VisitMut for Fill {
        fn visit_block_mut(&mut self, block: &mut Block) {
            block.stmts.append(&mut self.0);
        }
    }
    Fill(stmts).visit_stmt_mut(&mut around);
    around
}

/// Whether this is `let id = id.map_err(Error::InvalidRequest)?;`.
fn takes_value(stmt: &Stmt, slots: &[Slot]) -> bool {
    let Stmt::Local(Local { pat: Pat::Ident(name), init: Some(init), .. }) = stmt else {
        return false;
    };
    matches!(&*init.expr, Expr::Try(_)) && slots.iter().any(|slot| slot.name == name.ident)
}

/// Takes the values out of their slots, or names all that are missing or refused.
fn take_values(operation: &Operation, slots: &[Slot]) -> Vec<Stmt> {
    let built = slots.iter().filter_map(|slot| Some((&slot.name, slot.built()?)));
    let mut stmts: Vec<Stmt> = built
        .map(|(name, type_name)| {
            parse_quote! {
                let #name = #name.and_then(|builder| types::#type_name::try_from(builder).map_err(InputError::from));
            }
        })
        .collect();
    let names: Vec<&Ident> = slots.iter().map(|slot| &slot.name).collect();
    let of_document = names.iter().map(|name| operation.name_of(name));
    if !names.is_empty() {
        stmts.push(parse_quote! {
            let (#(#names,)*) = match (#(#names,)*) {
                (#(Ok(#names),)*) => (#(#names,)*),
                (#(#names,)*) => return Err(Error::faults([#((#of_document, #names.err()),)*])),
            };
        });
    }
    stmts
}

fn untyped_error(output: &ReturnType) -> ReturnType {
    let mut output = output.clone();
    struct Untyped;
    impl VisitMut for Untyped {
        fn visit_path_mut(&mut self, path: &mut Path) {
            if path.segments.last().is_some_and(|segment| segment.ident == "Error") {
                *path = parse_quote!(Error);
                return;
            }
            visit_mut::visit_path_mut(self, path);
        }
    }
    Untyped.visit_return_type_mut(&mut output);
    output
}

/// Whether a word stands anywhere in a piece of code.
fn mentions(code: &impl ToTokens, word: &str) -> bool {
    code.to_token_stream().to_string().contains(word)
}

/// The client and the request of `let result = client.exec(request, &info).await;`.
fn exec_call(stmt: &Stmt) -> Option<(Expr, Expr)> {
    let Stmt::Local(Local { init: Some(init), .. }) = stmt else {
        return None;
    };
    let Expr::Await(awaited) = &*init.expr else {
        return None;
    };
    match &*awaited.base {
        Expr::MethodCall(call) if call.method == "exec" => Some(((*call.receiver).clone(), call.args.first()?.clone())),
        _ => None,
    }
}

/// What reads a successful answer. The document has one success for each operation, so all arms of
/// `match response.status() { … }` but those of errors do the same.
fn reader(sorted: &Stmt, operation: &Operation) -> syn::Ident {
    let name = match mentions(sorted, "ResponseValue :: empty") {
        true => "empty",
        false if operation.is_one_or_many => "from_one_or_many",
        false => "from_answer",
    };
    super::names::ident(name)
}

/// Puts the making of the request on our runtime.
struct Requests<'o> {
    operation: &'o Operation,
}

impl Requests<'_> {
    /// For `format!("{}/credentials/{}", client.baseurl, encode_path(&id.to_string()))`: ours can refuse a value, and takes
    /// it as it is, since a secret has no `to_string`.
    fn request_url(&self, mac: &Macro) -> Option<Expr> {
        let arguments = mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated).ok()?;
        let mut arguments = arguments.iter();
        let template: LitStr = syn::parse2(arguments.next()?.to_token_stream()).ok()?;
        let template = template.value();
        let mut literals = template.strip_prefix("{}")?.split("{}");
        let first = literals.next()?;
        let mut url = quote!(RequestUrl::of(client).literal(#first));
        // The base is the client's.
        for (argument, literal) in arguments.skip(1).zip(literals) {
            let value = encoded_value(argument)?;
            let name = self.operation.name_of(&value);
            url.extend(quote!(.segment(#name, &#value)?));
            if !literal.is_empty() {
                url.extend(quote!(.literal(#literal)));
            }
        }
        Some(parse_quote!(#url.into_url()))
    }
}

impl VisitMut for Requests<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        match expr {
            Expr::Macro(ExprMacro { mac, .. }) if mac.path.is_ident("format") => {
                if let Some(url) = self.request_url(mac) {
                    *expr = url;
                }
            }
            // `.header(ACCEPT, "application/json").headers(header_map)`: the client asks for JSON by default, and most
            // calls send no header of their own, so a map of them is not worth its merging.
            Expr::MethodCall(call) if call.method == "headers" || sets_accept(call) => {
                *expr = (*call.receiver).clone();
            }
            // `header_map.append("Organization-Id", value.to_string().try_into()?)`: not all that makes a header value
            // is read as it was given.
            Expr::MethodCall(call) if call.method == "append" => {
                if let Some(text) = call.args.last().and_then(converted) {
                    let (map, name) = (&call.receiver, call.args.first());
                    *expr = parse_quote!(#map.insert(#name, header_parameter(#name, &#text)?));
                }
            }
            _ => {}
        }
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["progenitor_client", "QueryParam", "new"] => *path = parse_quote!(QueryParam::new),
            _ => visit_mut::visit_path_mut(self, path),
        }
    }

    /// `if let Some(value) = organization_id`: what is made for each attempt moves nothing.
    fn visit_expr_let_mut(&mut self, expr: &mut ExprLet) {
        let value = &expr.expr;
        expr.expr = parse_quote!(&#value);
    }
}

/// `value` of `value.to_string().try_into()?`.
fn converted(expr: &Expr) -> Option<Expr> {
    let Expr::Try(tried) = expr else {
        return None;
    };
    let Expr::MethodCall(try_into) = &*tried.expr else {
        return None;
    };
    match &*try_into.receiver {
        Expr::MethodCall(call) if call.method == "to_string" => Some((*call.receiver).clone()),
        _ => None,
    }
}

fn sets_accept(call: &ExprMethodCall) -> bool {
    call.method == "header" && call.args.first().is_some_and(|name| mentions(name, "ACCEPT"))
}

/// `id` of `encode_path(&id.to_string())`.
fn encoded_value(expr: &Expr) -> Option<Expr> {
    let Expr::Call(call) = expr else {
        return None;
    };
    if !mentions(&call.func, "encode_path") {
        return None;
    }
    let Expr::Reference(reference) = call.args.first()? else {
        return None;
    };
    match &*reference.expr {
        Expr::MethodCall(call) if call.method == "to_string" => Some((*call.receiver).clone()),
        _ => None,
    }
}
