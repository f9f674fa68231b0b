//! Emits a request builder for each operation, with its setters and `send`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Type, parse_quote};

use super::docs;
use super::model::{Body, Model, Operation, OwnServer, Pagination, Parameter, Style};
use super::progenitor::Inputs;
use super::rust_types::{argument_of, outermost, scalar};
use super::setters::{Input, Scope};
use super::type_builders::builder_name;
use super::types::{Struct, Types};
use crate::format::Source;
use crate::names::{Namespace, REQUEST_METHODS, ident};

/// Emits the methods of `Client`, one for each operation.
pub(super) fn client_methods(model: &Model, inputs: &[Inputs], types: &Types, source: &mut Source) {
    for (operation, inputs) in model.operations.iter().zip(inputs) {
        let Operation { method_name, type_name, .. } = operation;
        let aliases = docs::aliases(operation);
        let deprecated = operation.deprecated();
        let is_list = argument_of("Vec", &inputs.response).is_some();
        source.docs(&docs::of_method(operation, is_list, &example(operation, inputs, types)));
        source.methods(quote! {
            #aliases
            #deprecated
            pub fn #method_name(&self) -> builder::#type_name {
                builder::#type_name::new(self.clone())
            }
        });
    }
}

/// Returns an example request with all required values.
fn example(operation: &Operation, inputs: &Inputs, types: &Types) -> String {
    let mut arguments = String::from("client: rebilly_customer_auth::Client");
    let mut request = format!("client.{}()", operation.method_name);
    let mut add = |name: &Ident, type_: &Type| {
        let type_ = types.scoped(type_, &quote!(types)).to_string().replace(' ', "");
        let type_ = match type_.as_str() {
            "String" | "crate::Secret" => "&str".to_owned(),
            _ => {
                let type_ = type_.replace("crate::types::", "types::").replace("crate::", "rebilly_customer_auth::");
                type_.replace("types::", "rebilly_customer_auth::types::")
            }
        };
        arguments.push_str(&format!(", {name}: {type_}"));
        format!(".{name}({name})")
    };
    let parameters = operation.parameters.iter().zip(&inputs.parameters).filter(|(parameter, _)| parameter.is_required);
    let (names, setters): (Vec<&Ident>, Vec<String>) =
        parameters.map(|(parameter, type_)| (&parameter.rust_name, add(&parameter.rust_name, type_))).unzip();
    request.extend(setters);
    if let Some((type_, _)) = inputs.body.iter().zip(&operation.body).find(|(_, body)| body.is_required) {
        let members = types.has_builder(type_).into_iter().flat_map(|it| &it.fields).filter(|field| field.is_required);
        let members: Vec<&Input> = members.collect();
        let is_taken = |name: &Ident| {
            names.contains(&name) || ["client", "body", "build", "clone", "default"].iter().any(|taken| name == taken)
        };
        let is_built = !members.is_empty() && !members.iter().any(|member| is_taken(&member.name));
        request += &match is_built {
            true => {
                let setters: String = members.iter().map(|member| add(&member.name, &member.type_)).collect();
                format!(".body_map(|body| body{setters})")
            }
            false => add(&ident("body"), type_),
        };
    }
    format!(
        "# Examples\n```no_run\n# async fn example({arguments}) -> Result<(), rebilly_customer_auth::Error> {{\nlet response \
         = {request}.send().await?;\n# Ok(())\n# }}\n```"
    )
}

/// Emits the request builders, for the module `builder`.
pub(super) fn builders(model: &Model, inputs: &[Inputs], types: &Types, source: &mut Source) {
    let scope = Scope { types, path: quote!(types) };
    for (operation, inputs) in model.operations.iter().zip(inputs) {
        let (fields, body) = (fields(operation, inputs), body(operation, inputs, types));
        let mut names = Namespace::with_reserved(&REQUEST_METHODS);
        fields.iter().for_each(|field| drop(names.reserve(&field.name.to_string())));
        let locals = ["operation", "request"].map(|name| names.reserve(name));
        Request { operation, inputs, fields, body, scope: &scope, locals }.builder(source);
    }
}

fn fields(operation: &Operation, inputs: &Inputs) -> Vec<Input> {
    let parameters = operation.parameters.iter().zip(&inputs.parameters);
    let fields = parameters.map(|(Parameter { name, rust_name, is_required, description, .. }, type_)| {
        input(rust_name.clone(), name, stored(type_, *is_required), *is_required, description.clone())
    });
    fields.collect()
}

fn input(name: Ident, api_name: &str, type_: Type, is_required: bool, description: String) -> Input {
    Input {
        name,
        api_name: api_name.to_owned(),
        type_,
        is_required,
        is_nullable: false,
        accessor: None,
        declared: Vec::new(),
        description,
    }
}

/// Returns the field type of a parameter or a body. An optional value is an `Option`.
fn stored(type_: &Type, is_required: bool) -> Type {
    match is_required || argument_of("Option", type_).is_some() {
        true => type_.clone(),
        false => parse_quote!(Option<#type_>),
    }
}

/// How a request builder stores its body.
enum StoredBody<'t> {
    None,
    /// As the builder of the body's type.
    Builder(&'t Struct),
    /// As a value.
    Value(Box<Input>),
}

fn body<'t>(operation: &Operation, inputs: &Inputs, types: &'t Types) -> StoredBody<'t> {
    let (Some(body), Some(type_)) = (&operation.body, &inputs.body) else {
        return StoredBody::None;
    };
    if let Some(found) = types.has_builder(type_) {
        return StoredBody::Builder(found);
    }
    let type_ = stored(type_, body.is_required);
    let description = format!("{} Replaces what was set before.", body.description).trim_start().to_owned();
    StoredBody::Value(Box::new(input(ident("body"), "body", type_, body.is_required, description)))
}

/// The data of a request builder.
struct Request<'r> {
    operation: &'r Operation,
    inputs: &'r Inputs,
    fields: Vec<Input>,
    body: StoredBody<'r>,
    scope: &'r Scope<'r>,
    /// The local variables `operation` and `request` of `send`, which differ from all parameters.
    locals: [Ident; 2],
}

impl Request<'_> {
    fn builder(&self, source: &mut Source) {
        let Operation { id, type_name, .. } = self.operation;
        let summary = match self.operation.summary.trim_end_matches('.') {
            "" => String::new(),
            summary => format!(": {summary}"),
        };
        let declared = self.fields.iter().map(|field| field.field(self.scope));
        let initial = self.fields.iter().map(Input::initial_field);
        let (body_declared, body_initial, body_setters) = self.body();
        let send = self.send();
        let pagination = self.operation.pagination.as_ref().map(|pagination| self.pagination(pagination));
        let response = self.response();
        source.docs(&docs::lines(&format!("Request builder for `{id}`{summary}.")));
        source.items(quote! {
            #[derive(Clone, Debug)]
            #[must_use = "a request does nothing until you call `send` or await it"]
            pub struct #type_name {
                client: crate::Client,
                options: Option<Box<crate::RequestOptions>>,
                #(#declared,)*
                #body_declared
            }
        });
        source.block(quote!(impl #type_name), |source| {
            source.methods(quote! {
                pub(crate) fn new(client: crate::Client) -> Self {
                    Self { client, options: None, #(#initial,)* #body_initial }
                }
            });
            for field in &self.fields {
                source.docs(&docs::lines(&field.setter_docs()));
                source.shared_method(field.setter(&field.name, self.scope));
            }
            source.methods(body_setters);
            source.docs(&docs::lines(&docs::of_send(self.operation)));
            source.methods(send);
        });
        source.items(quote! {
            runtime::request_builder!(#type_name -> #response);

            #pagination
        });
    }

    /// Returns the value type of a successful response.
    fn response(&self) -> TokenStream {
        self.operation.value_type(self.scope.types.scoped(&self.inputs.response, &self.scope.path))
    }

    /// Returns the field of the body, its initial value and its setters.
    fn body(&self) -> (TokenStream, TokenStream, TokenStream) {
        let Some(Body { description, is_required, .. }) = &self.operation.body else {
            return Default::default();
        };
        let has_required = |body: &Struct| body.fields.iter().any(|field| field.is_required);
        let required = match &self.body {
            _ if !is_required => "",
            StoredBody::Builder(body) if !has_required(body) => " If it is not set, `{}` is sent.",
            _ => " Required.",
        };
        let docs = docs::comment(&format!("{description}\n\nReplaces a body that was set before.{required}"));
        let map_docs = docs::comment("Builds the body with a closure that receives its builder.");
        let Struct { name, .. } = match &self.body {
            StoredBody::None => return Default::default(),
            StoredBody::Value(input) => return self.body_value(input, &map_docs),
            StoredBody::Builder(found) => found,
        };
        let builder = builder_name(name);
        let (stored, initial, converted, mapped) = match is_required {
            true => (
                quote!(types::builder::#builder),
                quote!(Default::default()),
                quote!(runtime::required(value).map(From::from)),
                quote!(self.body.map(f)),
            ),
            false => (
                quote!(Option<types::builder::#builder>),
                quote!(None),
                quote!(runtime::optional(value).map(|value| value.map(From::from))),
                quote!(self.body.map(|body| Some(f(body.unwrap_or_default())))),
            ),
        };
        let setters = quote! {
            #docs
            pub fn body(mut self, value: impl IntoValue<types::#name>) -> Self {
                self.body = #converted;
                self
            }

            #map_docs
            pub fn body_map<F>(mut self, f: F) -> Self
            where
                F: FnOnce(types::builder::#builder) -> types::builder::#builder,
            {
                self.body = #mapped;
                self
            }
        };
        (quote!(body: runtime::Input<#stored>,), quote!(body: Ok(#initial),), setters)
    }

    /// As [`body`](Self::body), for a body without a builder of a struct.
    fn body_value(&self, input: &Input, map_docs: &TokenStream) -> (TokenStream, TokenStream, TokenStream) {
        let name = self.inputs.body.as_ref().and_then(outermost);
        let map = name.filter(|name| self.scope.types.unions.contains(*name)).map(|name| {
            let builder = builder_name(name);
            quote! {
                #map_docs
                pub fn body_map<F>(self, f: F) -> Self
                where
                    F: FnOnce(types::builder::#builder) -> types::builder::#builder,
                {
                    self.body(f(Default::default()))
                }
            }
        });
        let (field, initial) = (input.field(self.scope), input.initial_field());
        let (docs, setter) = (docs::comment(&input.setter_docs()), input.setter(&input.name, self.scope));
        (quote!(#field,), quote!(#initial,), quote!(#docs #setter #map))
    }

    /// Emits `send`. It reports all missing and invalid values, and passes the client a closure that builds the request
    /// for each attempt.
    fn send(&self) -> TokenStream {
        let Operation { index, .. } = self.operation;
        let response = self.response();
        let mut names: Vec<_> = self.fields.iter().map(|field| field.name.clone()).collect();
        let mut api_names: Vec<_> = self.fields.iter().map(|field| field.api_name.as_str()).collect();
        if !matches!(self.body, StoredBody::None) {
            names.push(ident("body"));
            api_names.push("body");
        }
        let is_required = self.operation.body.as_ref().is_some_and(|body| body.is_required);
        let built = match (&self.body, is_required) {
            (StoredBody::Builder(_), true) => Some(quote! {
                let body = body.and_then(|body| body.build().map_err(runtime::InputError::from));
            }),
            (StoredBody::Builder(_), false) => Some(quote! {
                let body = body.and_then(|body| {
                    body.map(|body| body.build()).transpose().map_err(runtime::InputError::from)
                });
            }),
            _ => None,
        };
        let checked = (!names.is_empty()).then(|| quote!(runtime::inputs!(#(#names = #api_names),*);));
        let [operation, request] = &self.locals;
        let built_request = self.request();
        let own_server = self.operation.own_server.as_ref().map(
            |OwnServer { path, has_organization }| quote!(let client = client.at_server(#path, #has_organization)?;),
        );
        let reader = self.operation.reader(&self.inputs.response, &self.scope.types.response_structs);
        quote! {
            pub async fn send(self) -> Result<crate::ResponseValue<#response>, crate::Error> {
                let #operation = &super::OPERATIONS[#index];
                let span = self.client.request_span(#operation);
                let sent = async move {
                    let Self { client, options, #(#names),* } = self;
                    #built
                    #checked
                    #own_server
                    let #request = || #built_request;
                    client.execute(#operation, &#request, options.as_deref()).await?.#reader()
                };
                runtime::instrument(span, #operation, sent).await
            }
        }
    }

    /// Emits the expression that builds the HTTP request.
    fn request(&self) -> TokenStream {
        let [operation, _] = &self.locals;
        let parameters = || self.operation.parameters.iter().zip(&self.fields).zip(&self.inputs.parameters);
        let mut parts = quote!(client.request_parts());
        let mut rest = self.operation.path.as_str();
        while let Some((literal, (name, after))) =
            rest.split_once('{').and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
        {
            parts.extend((!literal.is_empty()).then(|| quote!(.literal(#literal))));
            for ((_, field), type_) in parameters().filter(|((it, _), _)| it.style == Style::Path && it.name == name) {
                let (method, value) =
                    (ident(if scalar(type_).is_some() { "segment" } else { "segments" }), &field.name);
                parts.extend(quote!(.#method(#name, &#value)));
            }
            rest = after;
        }
        parts.extend((!rest.is_empty()).then(|| quote!(.literal(#rest))));
        for ((Parameter { name, style, .. }, field), type_) in parameters() {
            let value = &field.name;
            parts.extend(match style {
                Style::Path => continue,
                Style::Query => quote!(.query(#name, &#value)),
                Style::Joined(separator) => quote!(.query_joined(#name, &#value, #separator)),
                Style::DeepObject => quote!(.query_deep_object(#name, &#value)),
                Style::Json => quote!(.query_json(#name, &#value)),
                Style::Header => header(name, field, type_),
            });
        }
        // The client requests `application/json` by default.
        let accept = self.operation.response.as_ref().map(|response| &response.accept);
        parts.extend(accept.filter(|accept| *accept != "application/json").map(|accept| quote!(.accept(#accept))));
        parts.extend(self.operation.body.as_ref().map(|Body { media_type, is_required, .. }| {
            let body = if *is_required { quote!(Some(&body)) } else { quote!(body.as_ref()) };
            quote!(.json(#media_type, #body))
        }));
        quote!(#parts.request(#operation))
    }

    /// Emits the pagination, if the response is a list.
    fn pagination(&self, pagination: &Pagination) -> Option<TokenStream> {
        let Operation { type_name, index, .. } = self.operation;
        let item = self.scope.types.scoped(argument_of("Vec", &self.inputs.response)?, &self.scope.path);
        let Pagination { limit, offset, .. } = pagination;
        let number = |name: &Ident| {
            let field = self.fields.iter().find(|field| field.name == *name)?;
            let flatten = argument_of("Option", &field.type_).map(|_| quote!(flatten));
            Some(quote!((#name #flatten)))
        };
        let (limit, offset) = (number(limit)?, number(offset)?);
        let is_optional = self.operation.response.as_ref().is_some_and(|response| response.is_optional);
        let or_empty = is_optional.then(|| quote!(unwrap_or_default));
        Some(quote!(runtime::paginated_request!(#type_name #index [#item] #limit #offset #or_empty);))
    }
}

fn header(name: &str, field: &Input, type_: &Type) -> TokenStream {
    let is_scalar = scalar(argument_of("Option", type_).unwrap_or(type_)).is_some();
    let (method, value) = (ident(if is_scalar { "header" } else { "header_list" }), &field.name);
    let value = match argument_of("Option", &field.type_) {
        Some(_) => quote!(#value.as_ref()),
        None => quote!(Some(&#value)),
    };
    quote!(.#method(#name, #value))
}
