//! Makes the setters, of calls and of builders of types alike: what they take, and what they make of it.

use proc_macro2::{Delimiter, Group, TokenTree};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{
    Expr, FieldValue, FieldsNamed, FnArg, GenericArgument, Ident, ImplItem, ImplItemFn, ItemImpl, Member,
    PathArguments, Stmt, Token, Type, parse_quote,
};

/// What a builder holds for one value.
pub(super) struct Slot {
    pub(super) name: Ident,
    /// `T` of `Result<T, InputError>`.
    pub(super) value: Type,
    /// What it begins with, unless the value must be set.
    pub(super) initial: Option<Expr>,
}

/// The slots of a builder, which hold `Result<T, String>` when progenitor has made them. What is in the location of a value
/// becomes a fault of ours, which takes no allocation: a builder begins with one for each required value.
pub(super) fn slots(fields: &mut FieldsNamed) -> Vec<Slot> {
    let fault: Type = parse_quote!(crate::runtime::InputError);
    let slots = fields.named.iter_mut().filter_map(|field| {
        let value = held(&field.ty)?.clone();
        if let Some(GenericArgument::Type(error)) = arguments(&mut field.ty)?.last_mut() {
            *error = fault.clone();
        }
        Some(Slot { name: field.ident.clone()?, value, initial: None })
    });
    slots.collect()
}

/// Reads what the slots begin with, and puts our fault in the location of `Err("id was not initialized".to_string())`.
pub(super) fn begin(block: &mut ItemImpl, slots: &mut [Slot]) {
    Begin(slots).visit_item_impl_mut(block);
}

struct Begin<'s>(&'s mut [Slot]);

impl VisitMut for Begin<'_> {
    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        let is_of = |slot: &&mut Slot| matches!(&field.member, Member::Named(name) if *name == slot.name);
        let Some(slot) = self.0.iter_mut().find(is_of) else {
            return;
        };
        match &field.expr {
            Expr::Call(call) if is_ok(&call.func) => slot.initial = call.args.first().cloned(),
            _ => field.expr = parse_quote!(Err(crate::runtime::InputError::Missing)),
        }
    }
}

fn is_ok(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.path.is_ident("Ok"))
}

/// A block of tokens whose setters have no conversion: [`adapt`] replaces it, so that to parse it and to hold it is in vain.
///
/// `where T: TryInto<String>, … { self.id = value.try_into().map_err(…); self }` becomes `{ self.id = value; self }`.
pub(super) fn shorten(block: &Group) -> Group {
    let mut tokens: Vec<TokenTree> = Vec::new();
    let mut where_ = None;
    for token in block.stream() {
        let converts = |pair: &[TokenTree]| is_ident(&pair[0], "TryInto") && is_punct(&pair[1], '<');
        let conversion = where_.filter(|&at: &usize| tokens[at..].windows(2).any(converts));
        match (token, conversion) {
            (TokenTree::Group(body), Some(at)) if body.delimiter() == Delimiter::Brace => {
                tokens.truncate(at);
                let target = body.stream().into_iter().take_while(|token| !is_punct(token, '='));
                let stmts = quote!(#(#target)* = value; self);
                tokens.push(Group::new(Delimiter::Brace, stmts).into());
                where_ = None;
            }
            (token, _) => {
                match &token {
                    TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => where_ = None,
                    token if is_ident(token, "where") => where_ = Some(tokens.len()),
                    _ => {}
                }
                tokens.push(token);
            }
        }
    }
    Group::new(Delimiter::Brace, tokens.into_iter().collect())
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Rewrites the setters of a block.
pub(super) fn adapt(block: &mut ItemImpl, slots: &[Slot]) {
    for item in &mut block.items {
        if let ImplItem::Fn(method) = item
            && let Some(slot) = slots.iter().find(|slot| method.sig.ident == slot.name)
        {
            slot.adapt(method);
        }
    }
}

impl Slot {
    /// Changes what the setter takes and what it puts into the slot. The rest stays: to parse all of it anew takes longer
    /// than most passes.
    fn adapt(&self, setter: &mut ImplItemFn) {
        let (given, made) = self.conversion();
        setter.sig.generics = Default::default();
        if let Some(FnArg::Typed(value)) = setter.sig.inputs.last_mut() {
            *value.ty = given;
        }
        if let Some(Stmt::Expr(Expr::Assign(assignment), _)) = setter.block.stmts.first_mut() {
            *assignment.right = made;
        }
    }

    /// The type of the setter's argument, and what it makes of that.
    fn conversion(&self) -> (Type, Expr) {
        let Self { value, initial, .. } = self;
        if let Some(built) = self.built() {
            let made = parse_quote!(crate::runtime::required(value).map(::std::convert::From::from));
            return (parse_quote!(impl crate::IntoValue<types::#built>), made);
        }
        if last_arguments(value).is_some_and(|(name, _)| *name == "Map") {
            return (parse_quote!(impl ::serde::Serialize), parse_quote!(crate::runtime::members(value)));
        }
        if let Some(inner) = optional(value) {
            return match optional(inner) {
                // One that may be `null` too, which has a method of its own.
                Some(inner) => {
                    let made = parse_quote!(crate::runtime::optional(value).map(|value| value.map(Some)));
                    (into_value(inner), made)
                }
                None => (into_value(inner), parse_quote!(crate::runtime::optional(value))),
            };
        }
        let made = match initial {
            Some(initial) => parse_quote!(crate::runtime::defaulted(value, || #initial)),
            None => parse_quote!(crate::runtime::required(value)),
        };
        (into_value(value), made)
    }

    /// The name of the type that the slot holds a builder of, if it does.
    pub(super) fn built(&self) -> Option<&Ident> {
        let Type::Path(path) = &self.value else {
            return None;
        };
        let segments = &path.path.segments;
        let is_builder = segments.iter().any(|segment| segment.ident == "builder");
        segments.last().filter(|_| is_builder).map(|segment| &segment.ident)
    }
}

/// `impl crate::IntoValue<T>`.
fn into_value(value: &Type) -> Type {
    parse_quote!(impl crate::IntoValue<#value>)
}

/// `T` of `Option<T>`.
pub(super) fn optional(type_: &Type) -> Option<&Type> {
    last_arguments(type_).filter(|(name, _)| *name == "Option")?.1.first().copied()
}

/// `T` of `Result<T, String>`.
pub(super) fn held(type_: &Type) -> Option<&Type> {
    last_arguments(type_).filter(|(name, _)| *name == "Result")?.1.first().copied()
}

fn arguments(type_: &mut Type) -> Option<&mut Punctuated<GenericArgument, Token![,]>> {
    let Type::Path(path) = type_ else {
        return None;
    };
    match &mut path.path.segments.last_mut()?.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&mut arguments.args),
        _ => None,
    }
}

/// `Option` and `T` of `::std::option::Option<T>`.
pub(super) fn last_arguments(type_: &Type) -> Option<(&Ident, Vec<&Type>)> {
    let Type::Path(path) = type_ else {
        return None;
    };
    let last = path.path.segments.last()?;
    let types = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().filter_map(of_type).collect(),
        _ => Vec::new(),
    };
    Some((&last.ident, types))
}

fn of_type(argument: &GenericArgument) -> Option<&Type> {
    match argument {
        GenericArgument::Type(type_) => Some(type_),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setter_loses_its_conversion_and_no_other_method_loses_anything() {
        let block = |tokens| Group::new(Delimiter::Brace, tokens);
        let progenitors = quote! {
            pub fn new(id: u8) -> Self { Self { id: id.try_into() } }
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u8>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value.try_into().map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn body_map<F>(self, f: F) -> Self where F: FnOnce(u8) -> TryInto { self.body = f(1); self }
            pub async fn send(self) -> TryInto { self.body }
        };
        let shortened = quote! {
            pub fn new(id: u8) -> Self { Self { id: id.try_into() } }
            pub fn id<T>(mut self, value: T) -> Self { self.id = value; self }
            pub fn body_map<F>(self, f: F) -> Self where F: FnOnce(u8) -> TryInto { self.body = f(1); self }
            pub async fn send(self) -> TryInto { self.body }
        };
        assert_eq!(shorten(&block(progenitors)).to_string(), block(shortened).to_string());
    }
}
