//! The conversions that the setters of builders accept.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::Secret;
use crate::error::build_error::InputError;

/// A value that a setter accepts for the type `T`.
///
/// Setters accept `T`, a reference to it, and types that convert into it: `&str` and `String` for a string or a
/// [`Secret`], any integer type for an integer, a builder for the type that it builds, and a [`Vec`], an array or a
/// slice for a list.
///
/// They also accept an [`Option`] of any of these and a reference to such an `Option`, so you can pass a response field
/// straight to the next request. `None` leaves out an optional value. `None` for a required value is an error that
/// names it, before anything is sent.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::types::Credential;
/// use rebilly_customer_auth::{Client, Error};
///
/// async fn delete(client: &Client, credential: &Credential) -> Result<(), Error> {
///     // `credential.id` is an `Option<String>`.
///     client.delete_credential().id(&credential.id).send().await?;
///     Ok(())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for `{T}`",
    label = "this cannot be converted into `{T}`",
    note = "pass `{T}`, a reference to it, or an `Option` of either; a string can be `&str` or `String`, and a list `[a, b]`"
)]
pub trait IntoValue<T> {
    #[doc(hidden)]
    fn into_value(self) -> Input<Option<T>>;
}

/// The type of a property or a parameter. `Option` does not implement it: the setter decides whether a value may be
/// left out.
#[doc(hidden)]
pub trait BuilderValue {}

/// The result of a setter's conversion.
#[doc(hidden)]
pub(crate) type Input<T> = Result<T, InputError>;

/// Returns the initial value of a required input.
#[allow(dead_code)] // A spec may require none.
pub(crate) fn missing<T>() -> Input<T> {
    Err(InputError::Missing)
}

/// Returns the initial value of an optional input.
pub(crate) fn empty<T: Default>() -> Input<T> {
    Ok(T::default())
}

/// Converts a required value.
pub(crate) fn required<T>(value: impl IntoValue<T>) -> Input<T> {
    value.into_value().and_then(not_none)
}

/// Rejects `None` for a required value.
pub(crate) fn not_none<T>(value: Option<T>) -> Input<T> {
    value.ok_or(InputError::invalid("required, but got None"))
}

/// Converts an optional value.
pub(crate) fn optional<T>(value: impl IntoValue<T>) -> Input<Option<T>> {
    value.into_value()
}

/// Converts a value that is empty if it is left out.
#[allow(dead_code)] // A spec may have no such value.
pub(crate) fn or_default<T: Default>(value: impl IntoValue<T>) -> Input<T> {
    Ok(value.into_value()?.unwrap_or_default())
}

/// Returns the members of a value that serializes to a JSON object. `None` if it serializes to `null`.
pub(crate) fn members(value: impl Serialize) -> Input<Option<Map<String, Value>>> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => Ok(Some(members)),
        Ok(Value::Null) => Ok(None),
        Ok(_) => Err(InputError::invalid("it is not a JSON object")),
        Err(_) => Err(InputError::invalid("it cannot be serialized as JSON")),
    }
}

/// Rejects members with a name that the spec declares: that of a property or of the tag. A repeated name has no defined
/// meaning (RFC 8259, section 4), and a map from an end user could replace what the program sets.
#[allow(dead_code)] // A spec may have no such value.
pub(crate) fn undeclared<M, V: 'static>(members: M, declared: &[&str]) -> Input<M>
where
    for<'m> &'m M: IntoIterator<Item = (&'m String, &'m V)>,
{
    for (name, _) in &members {
        if declared.contains(&name.as_str()) {
            return Err(InputError::Invalid(format!("it contains `{name}`, which the spec declares").into()));
        }
    }
    Ok(members)
}

impl<T: BuilderValue> IntoValue<T> for T {
    fn into_value(self) -> Input<Option<T>> {
        Ok(Some(self))
    }
}

impl<T: BuilderValue + Clone> IntoValue<T> for &T {
    fn into_value(self) -> Input<Option<T>> {
        Ok(Some(self.clone()))
    }
}

impl<T, V: IntoValue<T>> IntoValue<T> for Option<V> {
    fn into_value(self) -> Input<Option<T>> {
        self.map_or(Ok(None), V::into_value)
    }
}

impl<T, V: IntoValue<T> + Clone> IntoValue<T> for &Option<V> {
    fn into_value(self) -> Input<Option<T>> {
        self.clone().into_value()
    }
}

fn list<T, V: IntoValue<T>>(values: impl IntoIterator<Item = V>) -> Input<Option<Vec<T>>> {
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    for (index, value) in values.into_iter().enumerate() {
        match required(value) {
            Ok(item) => items.push(item),
            Err(reason) => errors.push((index.to_string().into(), reason)),
        }
    }
    if errors.is_empty() { Ok(Some(items)) } else { Err(InputError::Nested(errors)) }
}

impl<T, V: IntoValue<T>> IntoValue<Vec<T>> for Vec<V> {
    fn into_value(self) -> Input<Option<Vec<T>>> {
        list(self)
    }
}

impl<T, V: IntoValue<T>, const N: usize> IntoValue<Vec<T>> for [V; N] {
    fn into_value(self) -> Input<Option<Vec<T>>> {
        list(self)
    }
}

impl<T, V: IntoValue<T> + Clone> IntoValue<Vec<T>> for &[V] {
    fn into_value(self) -> Input<Option<Vec<T>>> {
        list(self.iter().cloned())
    }
}

impl<T, V: IntoValue<T> + Clone, const N: usize> IntoValue<Vec<T>> for &[V; N] {
    fn into_value(self) -> Input<Option<Vec<T>>> {
        self.as_slice().into_value()
    }
}

impl<T, V: IntoValue<T> + Clone> IntoValue<Vec<T>> for &Vec<V> {
    fn into_value(self) -> Input<Option<Vec<T>>> {
        self.as_slice().into_value()
    }
}

macro_rules! builder_values {
    ($($type:ty),*) => {$(impl BuilderValue for $type {})*};
}

builder_values!(String, Secret, bool, DateTime<Utc>, Value, Map<String, Value>);

/// JSON and URLs have no infinite numbers.
impl IntoValue<f64> for f64 {
    fn into_value(self) -> Input<Option<f64>> {
        if self.is_finite() { Ok(Some(self)) } else { Err(InputError::invalid("it is not a finite number")) }
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl IntoValue<$type> for &$type {
            fn into_value(self) -> Input<Option<$type>> {
                (*self).into_value()
            }
        }
    )*};
}

numbers!(f64, i8, u8, i16, u16, i32, u32, i64, u64);

impl<T> BuilderValue for BTreeMap<String, T> {}

impl<T: BuilderValue> IntoValue<T> for Box<T> {
    fn into_value(self) -> Input<Option<T>> {
        Ok(Some(*self))
    }
}

/// Conversions that cannot fail.
macro_rules! conversions {
    ($($given:ty => $target:ty),* $(,)?) => {$(
        impl IntoValue<$target> for $given {
            fn into_value(self) -> Input<Option<$target>> {
                Ok(Some(self.into()))
            }
        }
    )*};
}

conversions! {
    &str => String,
    &str => Secret,
    String => Secret,
    &String => Secret,
}

macro_rules! integers {
    ($given:ty => $($target:ty),*) => {$(
        impl IntoValue<$target> for $given {
            fn into_value(self) -> Input<Option<$target>> {
                let out_of_range = |_| InputError::invalid(concat!("it is out of the range of ", stringify!($target)));
                <$target>::try_from(self).map(Some).map_err(out_of_range)
            }
        }
    )*};
    ($($given:ty),*) => {$(integers!($given => i8, u8, i16, u16, i32, u32, i64, u64);)*};
}

integers!(i8, u8, i16, u16, i32, u32, i64, u64, isize, usize);

#[cfg(test)]
// The tests show that references are accepted.
#[allow(clippy::needless_borrows_for_generic_args)]
mod tests {
    use serde_json::json;

    use super::*;

    fn string(value: impl IntoValue<String>) -> Input<Option<String>> {
        value.into_value()
    }

    fn secret(value: impl IntoValue<Secret>) -> Option<Secret> {
        value.into_value().expect("a secret")
    }

    #[test]
    fn a_string_is_accepted_in_every_form() {
        let owned = "a".to_owned();
        let given = [
            string("a"),
            string(&owned),
            string(owned.clone()),
            string(Some("a")),
            string(&Some("a")),
            string(Some(&owned)),
            string(&Some(owned.clone())),
            string(Some(owned)),
        ];
        assert!(given.iter().all(|given| *given == Ok(Some("a".to_owned()))), "{given:?}");
        assert_eq!(string(None::<&str>), Ok(None));
        assert_eq!(string(&None::<String>), Ok(None));
    }

    #[test]
    fn a_secret_is_accepted_in_every_form() {
        let held = Secret::from("a");
        let given = [
            secret("a"),
            secret("a".to_owned()),
            secret(&"a".to_owned()),
            secret(&held),
            secret(Some(&held)),
            secret(&Some(held.clone())),
            secret(held.clone()),
        ];
        assert!(given.iter().all(|given| *given == Some(held.clone())), "{given:?}");
    }

    #[test]
    fn a_list_is_accepted_in_every_form_and_an_error_names_the_index() {
        fn list(value: impl IntoValue<Vec<String>>) -> Input<Option<Vec<String>>> {
            value.into_value()
        }
        let vec = vec!["a".to_owned()];
        for given in [list(["a"]), list(&["a"][..]), list(vec!["a"]), list(&vec), list(Some(vec.clone()))] {
            assert_eq!(given, Ok(Some(vec.clone())));
        }
        let reason = list([Some("a"), None]).expect_err("an item is missing");
        assert!(matches!(&reason, InputError::Nested(errors) if errors[0].0 == "1"), "{reason:?}");
    }

    #[test]
    fn any_integer_in_range_is_accepted() {
        fn number(value: impl IntoValue<u64>) -> Input<Option<u64>> {
            value.into_value()
        }
        assert_eq!([number(5), number(5_usize), number(&Some(5_u8)), number(&5_u64)], [(); 4].map(|()| Ok(Some(5))));
        assert_eq!(number(-1), Err(InputError::invalid("it is out of the range of u64")));
    }

    #[test]
    fn none_is_an_empty_value() {
        assert_eq!(or_default(None::<bool>), Ok(false));
        assert_eq!(or_default(true), Ok(true));
    }

    #[test]
    fn any_json_object_has_members() {
        #[derive(Serialize)]
        struct Claims {
            plan: &'static str,
        }
        let expected = json!({"plan": "gold"}).as_object().cloned().expect("an object");
        let map = BTreeMap::from([("plan", "gold")]);
        for given in
            [members(Claims { plan: "gold" }), members(&expected), members(json!({"plan": "gold"})), members(map)]
        {
            assert_eq!(given, Ok(Some(expected.clone())));
        }
        assert_eq!(members(None::<Claims>), Ok(None));
        for other in [json!("canary"), json!([1]), json!(1)] {
            assert_eq!(members(other), Err(InputError::invalid("it is not a JSON object")));
        }
    }
}
