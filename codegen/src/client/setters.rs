//! Makes the setters, of calls and of builders of types alike: what they take, and what they make of it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{
    Expr, FieldValue, FieldsNamed, GenericArgument, Ident, ImplItem, ImplItemFn, ItemImpl, Member, PathArguments, Type,
    parse_quote,
};

/// What a builder holds for one value.
pub(super) struct Slot {
    pub(super) name: Ident,
    /// `T` of `Result<T, Fault>`.
    pub(super) value: Type,
    /// What it begins with, unless the value must be set.
    pub(super) initial: Option<Expr>,
}

/// The slots of a builder, which hold `Result<T, String>` when progenitor has made them. What is in the place of a value
/// becomes a fault of ours, which takes no allocation: a builder begins with one for each required value.
pub(super) fn slots(fields: &mut FieldsNamed) -> Vec<Slot> {
    let slots = fields.named.iter_mut().filter_map(|field| {
        let value = held(&field.ty)?.clone();
        field.ty = parse_quote!(::std::result::Result<#value, crate::runtime::Fault>);
        Some(Slot { name: field.ident.clone()?, value, initial: None })
    });
    slots.collect()
}

/// Reads what the slots begin with, and puts our fault in the place of `Err("id was not initialized".to_string())`.
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
            Expr::Call(call) if *call.func == parse_quote!(Ok) => slot.initial = call.args.first().cloned(),
            _ => field.expr = parse_quote!(Err(crate::runtime::Fault::Missing)),
        }
    }
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
    fn adapt(&self, setter: &mut ImplItemFn) {
        let Self { name, .. } = self;
        let (given, made) = self.conversion();
        let attributes = &setter.attrs;
        *setter = parse_quote! {
            #(#attributes)*
            pub fn #name(mut self, value: #given) -> Self {
                self.#name = #made;
                self
            }
        };
    }

    /// The type of the setter's argument, and what it makes of that.
    fn conversion(&self) -> (Type, TokenStream) {
        let Self { value, initial, .. } = self;
        if let Some(built) = self.built() {
            let made = quote!(crate::runtime::required(value).map(::std::convert::From::from));
            return (parse_quote!(impl crate::IntoValue<types::#built>), made);
        }
        if last_arguments(value).is_some_and(|(name, _)| *name == "Map") {
            return (parse_quote!(impl ::serde::Serialize), quote!(crate::runtime::members(value)));
        }
        if let Some(inner) = optional(value) {
            return match optional(inner) {
                // One that may be `null` too, which has a method of its own.
                Some(inner) => {
                    let made = quote!(crate::runtime::optional(value).map(|value| value.map(Some)));
                    (parse_quote!(impl crate::IntoValue<#inner>), made)
                }
                None => (parse_quote!(impl crate::IntoValue<#inner>), quote!(crate::runtime::optional(value))),
            };
        }
        let made = match initial {
            Some(initial) => quote!(crate::runtime::defaulted(value, || #initial)),
            None => quote!(crate::runtime::required(value)),
        };
        (parse_quote!(impl crate::IntoValue<#value>), made)
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

/// `T` of `Option<T>`.
pub(super) fn optional(type_: &Type) -> Option<&Type> {
    last_arguments(type_).filter(|(name, _)| *name == "Option")?.1.first().copied()
}

/// `T` of `Result<T, String>`.
pub(super) fn held(type_: &Type) -> Option<&Type> {
    last_arguments(type_).filter(|(name, _)| *name == "Result")?.1.first().copied()
}

/// `Option` and `T` of `::std::option::Option<T>`.
fn last_arguments(type_: &Type) -> Option<(&Ident, Vec<&Type>)> {
    let Type::Path(path) = type_ else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(type_) => Some(type_),
        _ => None,
    });
    Some((&last.ident, types.collect()))
}
