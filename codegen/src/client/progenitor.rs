//! Runs progenitor and reads two parts of its output: the types, and the input and response types of each operation.
//!
//! progenitor receives each operation as a POST with query parameters only, so that it decides nothing but the types.
//! Output of an unexpected shape is a diagnostic.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use syn::{GenericArgument, Item, ItemStruct, PathArguments, ReturnType, Signature, Type};

use super::model::{Model, Operation};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas};
use crate::extensions::{OPEN_ENUM, SECRET_SCHEMA, TAGGED_UNION};
use crate::location::Location;
use crate::names::type_name;

/// The version whose output this module reads. `Cargo.toml` requires it.
const VERSION: &str = "0.15.1";

/// The output of progenitor for a spec.
pub(super) struct Output {
    /// The items of its module of types, without the builders.
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
        // progenitor accepts a struct in a parameter only as an item of a list.
        let schema = json!({ "type": "array", "items": parameter.schema });
        json!({ "name": probe_name(index), "in": "query", "required": true, "schema": schema })
    });
    let mut response = json!({ "description": "" });
    if let Some(found) = &operation.response {
        response["content"] = content(&found.schema);
    }
    let mut post = json!({
        "operationId": builder_name(operation),
        "parameters": parameters.collect::<Value>(),
        "responses": { "200": response },
    });
    if let Some(body) = &operation.body {
        post["requestBody"] = json!({ "required": true, "content": content(&body.schema) });
    }
    json!({ "post": post })
}

/// The operationId in the probe: progenitor names the builder after it and does not change its case.
fn builder_name(operation: &Operation) -> String {
    format!("Op{}", operation.index)
}

fn probe_name(index: usize) -> String {
    format!("p{index}")
}

fn settings(document: &Document) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder).with_derive("PartialEq");
    // Sorted, so that requests are deterministic.
    settings.with_map_type("::std::collections::BTreeMap");
    settings.with_replacement(SECRET_SCHEMA, "crate::Secret", std::iter::empty::<TypeImpl>());
    for (name, node) in schemas(&document.tree) {
        let impls = match (node.get(OPEN_ENUM), node.get(TAGGED_UNION)) {
            (Some(_), _) => vec![TypeImpl::Display, TypeImpl::FromStr],
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
    let (mut types, mut builders) = (None, None);
    for mut item in split_items(tokens)? {
        match (module_name(&item).as_deref(), item.pop()) {
            (Some("types"), Some(TokenTree::Group(content))) => types = Some(read_types(content.stream())?),
            (Some("builder"), Some(TokenTree::Group(content))) => builders = Some(split_items(content.stream())?),
            _ => {}
        }
    }
    let types = types.ok_or("it has no module `types`")?;
    let builders = builders.ok_or("it has no module `builder`")?;
    let mut items_with: HashMap<String, Vec<&[TokenTree]>> = HashMap::new();
    for item in &builders {
        let idents: HashSet<String> =
            item.iter().filter(|it| matches!(it, TokenTree::Ident(_))).map(ToString::to_string).collect();
        idents.into_iter().for_each(|ident| items_with.entry(ident).or_default().push(item));
    }
    let operations = operations.iter().map(|operation| read_operation(&items_with, operation));
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
    const PRELUDE: [(&str, &str); 9] = [
        ("boxed", "Box"),
        ("clone", "Clone"),
        ("convert", "From"),
        ("convert", "TryFrom"),
        ("default", "Default"),
        ("option", "Option"),
        ("result", "Result"),
        ("string", "String"),
        ("vec", "Vec"),
    ];
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    let [a, b, std, c, d, module, e, f] = module else {
        return false;
    };
    [a, b, c, d, e, f].into_iter().all(is_colon)
        && is_ident(std, "std")
        && PRELUDE.iter().any(|(its, it)| is_ident(module, its) && is_ident(name, it))
}

/// Reads the items of the module of types, except the builders and the error, which are emitted separately.
fn read_types(tokens: TokenStream) -> Result<Vec<Item>, String> {
    let items = split_items(tokens)?.into_iter();
    let items = items.filter(|item| !matches!(module_name(item).as_deref(), Some("builder" | "error")));
    items.map(|item| syn::parse2(short_paths(item)).map_err(|error| format!("a type: {error}"))).collect()
}

/// Reads the types of an operation from the items that contain an identifier.
fn read_operation(items_with: &HashMap<String, Vec<&[TokenTree]>>, operation: &Operation) -> Result<Inputs, String> {
    let name = builder_name(operation);
    let absent = |what: &str| format!("the operation {} has no {what}", operation.id);
    let items = items_with.get(&name).ok_or_else(|| absent("builder"))?;
    let is_struct =
        |item: &&&[TokenTree]| item.windows(2).any(|pair| is_ident(&pair[0], "struct") && is_ident(&pair[1], &name));
    let builder = items.iter().find(is_struct).ok_or_else(|| absent("builder"))?;
    let builder: ItemStruct = syn::parse2(short_paths(builder.iter().cloned())).map_err(|_| absent("builder"))?;
    let field = |name: &str| {
        let field = builder.fields.iter().find(|field| field.ident.as_ref().is_some_and(|ident| ident == name));
        let value = field.and_then(|field| argument_of("Result", &field.ty));
        value.map(without_builder).ok_or_else(|| absent(&format!("field `{name}` of the type `Result<_, _>`")))
    };
    let parameters = (0..operation.parameters.len()).map(|index| {
        let list = field(&probe_name(index))?;
        argument_of("Vec", &list).cloned().ok_or_else(|| absent(&format!("`Vec<_>` of the parameter {index}")))
    });
    let parameters = parameters.collect::<Result<_, _>>()?;
    let body = operation.body.as_ref().map(|_| field("body")).transpose()?;
    // `impl<'a> Name<'a> { … }`, with the lifetime between the keyword and the name.
    let block = items.iter().find(|item| item.first().is_some_and(|first| is_ident(first, "impl")));
    let send = block.and_then(|item| send_signature(item)).ok_or_else(|| absent("method `send`"))?;
    let returned = match &send.output {
        ReturnType::Type(_, returned) => argument_of("Result", returned),
        ReturnType::Default => None,
    };
    let response = returned.and_then(|value| argument_of("ResponseValue", value)).cloned();
    Ok(Inputs { parameters, body, response: response.ok_or_else(|| absent("`ResponseValue<_>` that `send` returns"))? })
}

/// Returns the signature of `send` in an `impl` block, without parsing its body.
fn send_signature(block: &[TokenTree]) -> Option<Signature> {
    let TokenTree::Group(methods) = block.last()? else {
        return None;
    };
    let tokens: Vec<TokenTree> = methods.stream().into_iter().collect();
    let start = tokens.windows(2).position(|pair| is_ident(&pair[0], "fn") && is_ident(&pair[1], "send"))?;
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let signature = tokens[start..].iter().take_while(|token| !is_body(token)).cloned();
    syn::parse2(short_paths(signature)).ok()
}

/// Returns `T` of `Name<T, …>`.
pub(super) fn argument_of<'t>(name: &str, type_: &'t Type) -> Option<&'t Type> {
    let Type::Path(path) = type_ else {
        return None;
    };
    let last = path.path.segments.last().filter(|segment| segment.ident == name)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(type_) => Some(type_),
            _ => None,
        }),
        _ => None,
    }
}

/// Returns the type that a builder builds: `types::Name` for `types::builder::Name`.
fn without_builder(type_: &Type) -> Type {
    let mut type_ = type_.clone();
    if let Type::Path(path) = &mut type_ {
        let segments = std::mem::take(&mut path.path.segments);
        path.path.segments = segments.into_iter().filter(|segment| segment.ident != "builder").collect();
    }
    type_
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

/// Returns `name` of `pub mod name { … }`.
fn module_name(item: &[TokenTree]) -> Option<String> {
    let at = item.iter().position(|token| is_ident(token, "mod")).filter(|_| begins_with(item, "mod"))?;
    Some(item.get(at + 1)?.to_string())
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
    fn the_types_of_an_operation_are_read() {
        let output = read_altered("p0", "p0").expect("the output of progenitor");
        let Inputs { parameters, body, response } = &output.operations[0];
        let string: Type = syn::parse_quote!(String);
        let (item, number): (Type, Type) = (syn::parse_quote!(types::Item), syn::parse_quote!(i64));
        assert_eq!((parameters, body, response), (&vec![string], &Some(item), &number));
    }

    #[test]
    fn output_of_another_shape_is_rejected_and_named() {
        for (from, to, expected) in [
            ("p0 :", "q0 :", "PutItem has no field `p0`"),
            ("body : Result <", "body : Outcome <", "PutItem has no field `body`"),
            ("struct Op0", "struct Op1", "PutItem has no builder"),
            ("async fn send (", "async fn execute (", "PutItem has no method `send`"),
            ("ResponseValue < i64 >", "Response < i64 >", "PutItem has no `ResponseValue<_>`"),
            ("pub mod types", "pub mod schemas", "no module `types`"),
            ("pub mod builder { use", "pub mod requests { use", "no module `builder`"),
        ] {
            let message = read_altered(from, to).err().expect(expected);
            assert!(message.contains(expected), "{from}: {message}");
        }
    }
}
