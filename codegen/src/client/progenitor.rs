//! Runs progenitor and reads two parts of its output: the types, and the input and response types of each operation.
//!
//! progenitor receives a spec without operations. The inputs and the response of each are the properties of a struct, so
//! that it decides nothing but the types. Output of an unexpected shape is a diagnostic.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use syn::{Item, Type, parse_quote};
use typify::{TypeDetails, TypeId, TypeSpace};

use super::model::{Model, Operation};
use super::rust_types::innermost;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas};
use crate::extensions::{OPEN_ENUM, SECRET_SCHEMA, TAGGED_UNION};
use crate::location::Location;
use crate::names::{FreeNames, type_name};

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

pub(super) fn run(document: &Document, model: &Model) -> Result<Output, Diagnostic> {
    let diagnostic = |message: String, help: &str| document.diagnostic("progenitor", Location::root(), message, help);
    let help = "simplify the schema, or leave the operation out";
    let unsupported = |message: String| diagnostic(format!("progenitor cannot express this spec: {message}"), help);
    // A schema may have the name of such a struct.
    let mut free = FreeNames::of(&document.tree);
    let probes: Vec<String> = model.operations.iter().map(|it| free.take(&format!("Op{}", it.index))).collect();
    let generator = generate(document, model, &probes).map_err(unsupported)?;
    read(generator.get_type_space(), &probes, &model.operations).map_err(|message| {
        let message = format!("the output of progenitor is not that of version {VERSION}: {message}");
        diagnostic(message, "require this version with `=`")
    })
}

/// Returns the types of a spec, with a struct of each of these names for each operation.
fn generate(document: &Document, model: &Model, probes: &[String]) -> Result<Generator, String> {
    let schemas = schemas(&document.tree).map(|(name, schema)| (name.clone(), schema.clone()));
    let schemas: Map<String, Value> =
        schemas.chain(probes.iter().cloned().zip(model.operations.iter().map(probe))).collect();
    let spec = json!({
        "openapi": "3.0.3",
        "info": { "title": "", "version": "" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let openapi = openapiv3::OpenAPI::deserialize(&spec).map_err(|error| error.to_string())?;
    let mut generator = Generator::new(&settings(document));
    // progenitor panics on unsupported constructs. Here this is a diagnostic and not a crash of the build.
    without_panic(|| generator.generate_tokens(&openapi))?.map_err(|error| error.to_string())?;
    Ok(generator)
}

/// Returns the schema of the struct of an operation. Without properties, it would be a map.
fn probe(operation: &Operation) -> Value {
    let parameters = operation.parameters.iter().enumerate();
    let parameters = parameters.map(|(index, parameter)| (probe_name(index), parameter.schema.clone()));
    let body = operation.body.iter().map(|body| (BODY.to_owned(), body.schema.clone()));
    let response = operation.response.as_ref().map_or(json!({}), |response| response.schema.clone());
    let properties: Map<String, Value> = parameters.chain(body).chain([(RESPONSE.to_owned(), response)]).collect();
    json!({ "type": "object", "required": properties.keys().collect::<Vec<_>>(), "properties": properties })
}

const BODY: &str = "body";
const RESPONSE: &str = "response";

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

fn read(space: &TypeSpace, probes: &[String], operations: &[Operation]) -> Result<Output, String> {
    let is_type = |item: &Item| match item {
        Item::Struct(item) => !probes.contains(&item.ident.to_string()),
        Item::Impl(item) => innermost(&item.self_ty).is_none_or(|of| !probes.contains(&of)),
        Item::Mod(item) => item.ident != "error",
        _ => true,
    };
    let items = split_items(space.to_stream())?.into_iter();
    let items = items.map(|item| syn::parse2(short_paths(item)).map_err(|error| format!("a type: {error}")));
    let mut types = items.collect::<Result<Vec<Item>, String>>()?;
    types.retain(is_type);
    let structs = space.iter_types().filter_map(|found| match found.details() {
        TypeDetails::Struct(properties) => {
            let properties = properties.properties().map(|(name, id)| (name.to_owned(), id));
            Some((found.name(), properties.collect()))
        }
        _ => None,
    });
    let structs: HashMap<String, HashMap<String, TypeId>> = structs.collect();
    let operations =
        operations.iter().zip(probes).map(|(operation, name)| read_operation(space, structs.get(name), operation));
    Ok(Output { types, operations: operations.collect::<Result<_, _>>()? })
}

/// Reads the types of an operation from the properties of its struct.
fn read_operation(
    space: &TypeSpace,
    properties: Option<&HashMap<String, TypeId>>,
    operation: &Operation,
) -> Result<Inputs, String> {
    let found = |name: &str| {
        let property = space.get_type(properties?.get(name)?).ok()?;
        syn::parse2::<Type>(short_paths(property.ident())).ok()
    };
    let argument =
        |name: &str| found(name).ok_or_else(|| format!("the operation {} has no type of `{name}`", operation.id));
    let parameters = (0..operation.parameters.len()).map(|index| argument(&probe_name(index)));
    let parameters = parameters.collect::<Result<_, _>>()?;
    let body = operation.body.as_ref().map(|_| argument(BODY)).transpose()?;
    let response = operation.response.as_ref().map(|_| argument(RESPONSE)).transpose()?;
    Ok(Inputs { parameters, body, response: response.unwrap_or(parse_quote!(())) })
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
        "::std::boxed::Box", "::std::clone::Clone", "::std::convert::From", "::std::convert::TryFrom",
        "::std::default::Default", "::std::option::Option", "::std::result::Result", "::std::string::String",
        "::std::vec::Vec",
    ];
    let path = || module.iter().chain([name]).map(ToString::to_string).collect::<String>();
    module.get(2).is_some_and(|token| is_ident(token, "std")) && PRELUDE.contains(&path().as_str())
}

/// Splits tokens into items. Parsing a large client at once would use twice the memory.
fn split_items(tokens: TokenStream) -> Result<Vec<Vec<TokenTree>>, String> {
    let (mut items, mut item) = (Vec::new(), Vec::new());
    for token in tokens {
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

    #[test]
    fn output_of_another_shape_is_rejected_and_named() {
        let document = crate::normalize(crate::load_str("test.yaml", SPEC).expect("a spec")).expect("a spec");
        let mut model = Model::read(&document).expect("a model");
        let probes = ["Op0".to_owned()];
        let generator = generate(&document, &model, &probes).expect("progenitor");
        let read = |probes: &[String], model: &Model| read(generator.get_type_space(), probes, &model.operations);
        assert!(read(&probes, &model).is_ok());
        let message = read(&["Op1".to_owned()], &model).err().expect("no struct");
        assert_eq!(message, "the operation PutItem has no type of `p0`");
        model.operations[0].parameters.clear();
        let message = read(&["Op1".to_owned()], &model).err().expect("no struct");
        assert_eq!(message, "the operation PutItem has no type of `body`");
    }
}
