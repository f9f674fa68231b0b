//! Runs progenitor and reads two parts of its output: the types, and the input and response types of each operation.
//!
//! progenitor receives each operation as a POST with query parameters only, so that it decides nothing but the types.
//! Output of an unexpected shape is a diagnostic.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use syn::{FnArg, Item, Pat, ReturnType, Signature, Type};

use super::model::{Model, Operation};
use super::rust_types::argument_of;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas};
use crate::extensions::{OPEN_ENUM, SECRET_SCHEMA, TAGGED_UNION};
use crate::location::Location;
use crate::names::type_name;

/// The version whose output this module reads. `Cargo.toml` requires it.
const VERSION: &str = "0.15.1";

/// The output of progenitor for a spec.
pub(super) struct Output {
    /// The items of its module of types.
    pub(super) types: Vec<Item>,
    /// The types of each operation, in the order of the model.
    pub(super) operations: Vec<Inputs>,
}

/// The input and response types of an operation.
pub(super) struct Inputs {
    /// The types of the parameters, in the order of the model.
    pub(super) parameters: Vec<Type>,
    pub(super) body: Option<Type>,
    /// The type of a successful response.
    pub(super) response: Type,
}

/// Runs progenitor over a normalized spec.
pub(super) fn run(document: &Document, model: &Model) -> Result<Output, Diagnostic> {
    let diagnostic = |message: String, help: &str| document.diagnostic("progenitor", Location::root(), message, help);
    let help = "simplify the schema, or leave the operation out";
    let unsupported = |message: String| diagnostic(format!("progenitor cannot express this spec: {message}"), help);
    let tokens = generate(document, model).map_err(unsupported)?;
    read(tokens, &model.operations).map_err(|message| {
        let message = format!("the output of progenitor is not that of version {VERSION}: {message}");
        diagnostic(message, "require this version with `=`")
    })
}

fn generate(document: &Document, model: &Model) -> Result<TokenStream, String> {
    let openapi = openapiv3::OpenAPI::deserialize(&probe(document, model)).map_err(|error| error.to_string())?;
    let mut generator = Generator::new(&settings(document));
    // progenitor panics on unsupported constructs. Here this is a diagnostic and not a crash of the build.
    without_panic(|| generator.generate_tokens(&openapi))?.map_err(|error| error.to_string())
}

/// Returns the spec that progenitor receives.
fn probe(document: &Document, model: &Model) -> Value {
    let paths: Map<String, Value> =
        model.operations.iter().map(|it| (format!("/{}", it.index), operation(it))).collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "", "version": "" },
        "paths": paths,
        "components": { "schemas": document.tree.pointer("/components/schemas").cloned().unwrap_or(json!({})) },
    })
}

fn operation(operation: &Operation) -> Value {
    let content = |schema: &Value| json!({ "application/json": { "schema": schema } });
    let parameters = operation.parameters.iter().enumerate();
    let parameters = parameters.map(|(index, parameter)| {
        json!({ "name": probe_name(index), "in": "query", "required": true, "schema": list_of(&parameter.schema) })
    });
    let mut response = json!({ "description": "" });
    if let Some(found) = &operation.response {
        response["content"] = content(&found.schema);
    }
    let mut post = json!({
        "operationId": method_name(operation),
        "parameters": parameters.collect::<Value>(),
        "responses": { "200": response },
    });
    if let Some(body) = &operation.body {
        post["requestBody"] = json!({ "required": true, "content": content(&list_of(&body.schema)) });
    }
    json!({ "post": post })
}

/// A list of a parameter's or a body's type: progenitor accepts a struct in a parameter only as an item of a list, and
/// passes every list by reference, so that all signatures have one shape.
fn list_of(schema: &Value) -> Value {
    json!({ "type": "array", "items": schema })
}

/// Returns the operationId in the probe, and the name of the method that progenitor emits for it.
fn method_name(operation: &Operation) -> String {
    format!("op{}", operation.index)
}

fn probe_name(index: usize) -> String {
    format!("p{index}")
}

fn settings(document: &Document) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    // This style emits the fewest items. The builders are emitted from the model.
    settings.with_interface(InterfaceStyle::Positional).with_derive("PartialEq");
    // Sorted, so that requests are deterministic.
    settings.with_map_type("::std::collections::BTreeMap");
    settings.with_replacement(SECRET_SCHEMA, "crate::Secret", std::iter::empty::<TypeImpl>());
    for (name, node) in schemas(&document.tree) {
        let impls = match (node[OPEN_ENUM] == true, node.get(TAGGED_UNION)) {
            (true, _) => vec![TypeImpl::Display, TypeImpl::FromStr],
            (_, Some(_)) => Vec::new(),
            _ => continue,
        };
        let name = type_name(name);
        settings.with_replacement(&name, format!("crate::types::{name}"), impls.into_iter());
    }
    settings
}

/// Runs `f` and turns a panic into an error with its message, without printing it.
fn without_panic<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(f));
    std::panic::set_hook(hook);
    result.map_err(|payload| {
        let message = payload.downcast_ref::<&str>().map(|message| (*message).to_owned());
        message.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
    })
}

/// Reads the output of progenitor.
fn read(tokens: TokenStream, operations: &[Operation]) -> Result<Output, String> {
    let (mut types, mut methods) = (None, HashMap::new());
    for mut item in split_items(tokens)? {
        let is_types = is_module(&item, "types");
        let is_impl = begins_with(&item, "impl");
        match item.pop() {
            Some(TokenTree::Group(content)) if is_types => types = Some(read_types(content.stream())?),
            Some(TokenTree::Group(content)) if is_impl => methods.extend(signatures(content.stream())),
            _ => {}
        }
    }
    let types = types.ok_or("it has no module `types`")?;
    let operations = operations.iter().map(|operation| read_operation(&methods, operation));
    Ok(Output { types, operations: operations.collect::<Result<_, _>>()? })
}

/// Replaces paths such as `::std::string::String` by the names of the prelude, which no type of a spec has.
fn short_paths(tokens: impl IntoIterator<Item = TokenTree>) -> TokenStream {
    let mut short: Vec<TokenTree> = Vec::new();
    for token in tokens {
        if let Some(start) = short.len().checked_sub(8).filter(|start| is_in_prelude(&short[*start..], &token)) {
            short.truncate(start);
        }
        short.push(match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), short_paths(group.stream())).into(),
            token => token,
        });
    }
    short.into_iter().collect()
}

/// Returns whether the tokens `::std::module::` and a name stand for a name of the prelude.
fn is_in_prelude(module: &[TokenTree], name: &TokenTree) -> bool {
    const PRELUDE: [&str; 9] = [
        "boxed::Box", "clone::Clone", "convert::From", "convert::TryFrom", "default::Default", "option::Option",
        "result::Result", "string::String", "vec::Vec",
    ];
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    let [a, b, std, c, d, module, e, f] = module else {
        return false;
    };
    let mut prelude = PRELUDE.iter().filter_map(|path| path.split_once("::"));
    [a, b, c, d, e, f].into_iter().all(is_colon)
        && is_ident(std, "std")
        && prelude.any(|(its, it)| is_ident(module, its) && is_ident(name, it))
}

/// Reads the items of the module of types, except the error, which is emitted separately.
fn read_types(tokens: TokenStream) -> Result<Vec<Item>, String> {
    let items = split_items(tokens)?.into_iter().filter(|item| !is_module(item, "error"));
    items.map(|item| syn::parse2(short_paths(item)).map_err(|error| format!("a type: {error}"))).collect()
}

/// Returns the tokens of each method's signature, by its name. The bodies are not parsed.
fn signatures(methods: TokenStream) -> HashMap<String, Vec<TokenTree>> {
    let mut signatures = HashMap::new();
    let mut tokens = methods.into_iter();
    while tokens.by_ref().any(|token| is_ident(&token, "fn")) {
        let is_body =
            |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let signature: Vec<TokenTree> = tokens.by_ref().take_while(|token| !is_body(token)).collect();
        signatures.extend(signature.first().map(ToString::to_string).map(|name| (name, signature)));
    }
    signatures
}

/// Reads the types of an operation from the signature of its method:
/// `op0<'a>(&'a self, p0: &'a Vec<P>, body: &'a Vec<B>) -> Result<ResponseValue<R>, Error<E>>`.
fn read_operation(methods: &HashMap<String, Vec<TokenTree>>, operation: &Operation) -> Result<Inputs, String> {
    let absent = |what: &str| format!("the operation {} has no {what}", operation.id);
    let method = methods.get(&method_name(operation)).ok_or_else(|| absent("method"))?;
    let keyword = TokenTree::Ident(Ident::new("fn", Span::call_site()));
    let signature = short_paths([keyword].into_iter().chain(method.iter().cloned()));
    let signature: Signature = syn::parse2(signature).map_err(|_| absent("method with a signature"))?;
    let argument = |name: &str| {
        let list = signature.inputs.iter().find_map(|input| list_argument(input, name));
        list.and_then(|list| argument_of("Vec", list))
            .cloned()
            .ok_or_else(|| absent(&format!("argument `{name}: &Vec<_>`")))
    };
    let parameters = (0..operation.parameters.len()).map(|index| argument(&probe_name(index)));
    let parameters = parameters.collect::<Result<_, _>>()?;
    let body = operation.body.as_ref().map(|_| argument("body")).transpose()?;
    let returned = match &signature.output {
        ReturnType::Type(_, returned) => argument_of("Result", returned),
        ReturnType::Default => None,
    };
    let response = returned.and_then(|value| argument_of("ResponseValue", value)).cloned();
    Ok(Inputs { parameters, body, response: response.ok_or_else(|| absent("`ResponseValue<_>` that it returns"))? })
}

/// Returns the type `T` of the argument `name: &T`.
fn list_argument<'s>(input: &'s FnArg, name: &str) -> Option<&'s Type> {
    let FnArg::Typed(argument) = input else { return None };
    match (&*argument.pat, &*argument.ty) {
        (Pat::Ident(pattern), Type::Reference(reference)) if pattern.ident == name => Some(&reference.elem),
        _ => None,
    }
}

/// Splits tokens into items. Parsing a large client at once would use twice the memory.
fn split_items(tokens: TokenStream) -> Result<Vec<Vec<TokenTree>>, String> {
    let (mut items, mut item) = (Vec::new(), Vec::new());
    for token in tokens {
        // `#![…]` is an attribute of the module and not an item.
        if let ([TokenTree::Punct(hash), TokenTree::Punct(bang)], TokenTree::Group(_)) = (item.as_slice(), &token)
            && (hash.as_char(), bang.as_char()) == ('#', '!')
        {
            item.clear();
            continue;
        }
        let is_end = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => {
                let may_go_on = ["use", "static", "const", "type"].iter().any(|word| begins_with(&item, word));
                group.delimiter() == Delimiter::Brace && !may_go_on
            }
            _ => false,
        };
        item.push(token);
        if is_end {
            items.push(std::mem::take(&mut item));
        }
    }
    match item.is_empty() {
        true => Ok(items),
        false => Err("an item has no end".to_owned()),
    }
}

/// Returns whether an item begins with this word after its visibility.
fn begins_with(item: &[TokenTree], word: &str) -> bool {
    let mut idents = item.iter().filter(|token| matches!(token, TokenTree::Ident(ident) if ident != "pub"));
    idents.next().is_some_and(|first| is_ident(first, word))
}

/// Returns whether an item is `pub mod name { … }`.
fn is_module(item: &[TokenTree], name: &str) -> bool {
    begins_with(item, "mod") && item.windows(2).any(|pair| is_ident(&pair[0], "mod") && is_ident(&pair[1], name))
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /items/{id}:
    put:
      operationId: PutItem
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Item' } } } }
      responses: { '200': { description: '', content: { application/json: { schema: { type: integer } } } } }
components: { schemas: { Item: { type: object, properties: { a: { type: string } } } } }
";

    /// Reads the output of progenitor with one string replaced.
    fn read_altered(from: &str, to: &str) -> Result<Output, String> {
        let document = crate::normalize(crate::load_str("test.yaml", SPEC).expect("a spec")).expect("a spec");
        let model = Model::read(&document).expect("a model");
        let tokens = generate(&document, &model).expect("progenitor").to_string();
        assert!(tokens.contains(from), "{from} is not in {tokens}");
        read(tokens.replace(from, to).parse().expect("tokens"), &model.operations)
    }

    #[test]
    fn output_of_another_shape_is_rejected_and_named() {
        for (from, to, expected) in [
            ("p0 :", "q0 :", "PutItem has no argument `p0: &Vec<_>`"),
            ("p0 : & 'a", "p0 :", "PutItem has no argument `p0: &Vec<_>`"),
            ("body : & 'a :: std :: vec :: Vec", "body : & 'a List", "PutItem has no argument `body: &Vec<_>`"),
            ("fn op0", "fn op1", "PutItem has no method"),
            ("fn op0 < 'a > (", "fn op0 < 'a > ! (", "PutItem has no method with a signature"),
            ("ResponseValue < i64 >", "Response < i64 >", "PutItem has no `ResponseValue<_>`"),
            ("pub mod types", "pub mod schemas", "no module `types`"),
        ] {
            let message = read_altered(from, to).err().expect(expected);
            assert!(message.contains(expected), "{from}: {message}");
        }
    }
}
