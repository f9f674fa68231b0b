//! Reads the values of a response leniently.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::de::value::{MapAccessDeserializer, UnitDeserializer};
use serde::de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::observability;

/// Deserializes `null` as the default value.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Deserializes a map. An empty list, which PHP writes for an empty map, is an empty map.
pub(crate) fn map<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    optional_map(deserializer)?.ok_or_else(|| D::Error::custom("null where a map is expected"))
}

/// Deserializes a map. `null` and an empty list are empty maps.
pub(crate) fn map_or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    optional_map(deserializer).map(Option::unwrap_or_default)
}

/// Deserializes a map or `null`. An empty list is an empty map.
pub(crate) fn optional_map<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    struct Map<T>(PhantomData<T>);
    impl<'de, T: Default + Deserialize<'de>> Visitor<'de> for Map<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_unit<E>(self) -> Result<Option<T>, E> {
            Ok(None)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<T>, A::Error> {
            match list.next_element::<IgnoredAny>()? {
                None => Ok(Some(T::default())),
                Some(_) => Err(A::Error::custom("a list where a map is expected")),
            }
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T>, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(Some)
        }
    }
    deserializer.deserialize_any(Map(PhantomData))
}

/// Deserializes the members of an object that the spec does not name. A member of the wrong type is logged and left
/// out.
pub(crate) fn extra<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Extra<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Extra<T> {
        type Value = BTreeMap<String, T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("members")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = BTreeMap::new();
            while let Some(name) = map.next_key()? {
                // serde has read the value before, so an error does not end the map.
                match map.next_value::<Option<T>>() {
                    Ok(value) => {
                        // `null` equals absent, unless the type has a `None`.
                        let value = value.or_else(|| T::deserialize(UnitDeserializer::<A::Error>::new()).ok());
                        members.extend(value.map(|value| (name, value)));
                    }
                    Err(_) => observability::dropped_member("$..*", 1),
                }
            }
            Ok(members)
        }
    }
    deserializer.deserialize_map(Extra(PhantomData))
}

/// Deserializes like [`extra`], and each value like [`lenient`].
pub(crate) fn lenient_extra<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Lenient,
{
    let members = extra(deserializer)?;
    Ok(members.into_iter().map(|(name, Read(value))| (name, value)).collect())
}

/// Deserializes `null` as `Some(None)`, which differs from absent.
pub(crate) fn nullable<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Deserializes a value whose integers and times are read leniently, wherever they are in it.
pub(crate) fn lenient<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Lenient,
{
    T::read(deserializer)
}

/// Deserializes like [`lenient`]. `null` is the default value.
pub(crate) fn lenient_or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Lenient,
{
    Option::read(deserializer).map(Option::unwrap_or_default)
}

/// An integer, a time, a struct, or what contains them.
pub(crate) trait Lenient: Sized {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A value that is read leniently.
pub(crate) struct Read<T>(pub(crate) T);

impl<'de, T: Lenient> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl<T: Lenient> Lenient for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map(|Read(value)| value))
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().map(|Read(value)| value).collect())
    }
}

impl<T: Lenient> Lenient for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members: BTreeMap<_, _> = map(deserializer)?;
        Ok(members.into_iter().map(|(name, Read(value))| (name, value)).collect())
    }
}

impl<T: Lenient> Lenient for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}

/// Implements [`Lenient`] for a struct: it is not read from a list, which serde does by position.
macro_rules! object {
    ($type:ident) => {
        impl crate::runtime::Lenient for $type {
            fn read<'de, D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                <Self as ::serde::Deserialize>::deserialize(crate::runtime::AsObject(deserializer))
            }
        }
    };
}
pub(crate) use object;

/// A deserializer that accepts only an object.
pub(crate) struct AsObject<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for AsObject<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Older versions of the API send times without an offset, which are UTC.
impl Lenient for DateTime<Utc> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyString(|time| {
            DateTime::parse_from_rfc3339(time).map(|time| time.to_utc()).ok().or_else(|| other_time(time))
        }))
    }
}

/// Reads a time in another notation than RFC 3339: with another offset or without one, without seconds, or a date.
fn other_time(time: &str) -> Option<DateTime<Utc>> {
    let time = time.strip_suffix(" UTC").unwrap_or(time).replacen(' ', "T", 1);
    let with_offset = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"].into_iter();
    let without_offset = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"].into_iter();
    let date = || Some(time.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN).and_utc());
    with_offset
        .filter_map(|format| Some(DateTime::parse_from_str(&time, format).ok()?.to_utc()))
        .chain(without_offset.filter_map(|format| Some(NaiveDateTime::parse_from_str(&time, format).ok()?.and_utc())))
        .next()
        .or_else(date)
}

/// An integer may be written as a float, such as `5.0`.
macro_rules! lenient_integers {
    ($($integer:ty),*) => {$(
        impl Lenient for $integer {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // Asked for a float, serde_json passes integers and floats unchanged.
                let number = deserializer.deserialize_f64(Integer)?;
                Self::try_from(number).map_err(|_| D::Error::custom("an integer is out of range"))
            }
        }
    )*};
}

lenient_integers!(i8, u8, i16, u16, i32, u32, i64, u64);

struct Integer;

impl Integer {
    /// Beyond this value, not every integer has an exact float.
    const LARGEST_FLOAT: f64 = (1_u64 << f64::MANTISSA_DIGITS) as f64;
}

impl Visitor<'_> for Integer {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E>(self, number: i64) -> Result<i128, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<i128, E> {
        Ok(number.into())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<i128, E> {
        match number.fract() == 0.0 && number.abs() <= Self::LARGEST_FLOAT {
            true => Ok(number as i128),
            false => Err(E::custom("a number is not an integer")),
        }
    }
}

/// Reads a string. The visitor borrows it: a `Cow` would be a copy.
struct AnyString<T>(fn(&str) -> Option<T>);

impl<T> Visitor<'_> for AnyString<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, string: &str) -> Result<T, E> {
        (self.0)(string).ok_or_else(|| E::custom("a string has another format"))
    }
}

/// Deserializes a type that every string converts to.
pub(crate) fn from_string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'s> From<&'s str>,
{
    deserializer.deserialize_str(AnyString(|string| Some(T::from(string))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Lenient>(json: &str) -> Option<T> {
        T::read(&mut serde_json::Deserializer::from_str(json)).ok()
    }

    #[test]
    fn an_integer_may_be_written_as_a_float() {
        for (json, number) in
            [("5", 5), ("-5", -5), ("5.0", 5), ("-5.0", -5), ("5e2", 500), ("9223372036854775807", i64::MAX)]
        {
            assert_eq!(read(json), Some(Some(number)), "{json}");
        }
        assert_eq!(read::<Option<i64>>("null"), Some(None));
        for json in ["5.5", "1e300", "9223372036854775808", "1e17", "\"5\"", "true", "[5]", "{}"] {
            assert_eq!(read::<Option<i64>>(json), None, "{json}");
        }
        assert_eq!([read::<u8>("255.0"), read("256"), read("-1"), read("null")], [Some(255), None, None, None]);
    }

    #[test]
    fn a_value_in_a_list_or_a_map_is_read_leniently() {
        assert_eq!(read("[1, 2.0]"), Some(vec![1_u8, 2]));
        assert_eq!(read("[[1.0], null]"), Some(vec![Some(vec![1_i64]), None]));
        assert_eq!(read(r#"{"a": [1.0]}"#), Some(BTreeMap::from([("a".to_owned(), vec![1_i32])])));
        assert_eq!(read::<BTreeMap<String, i32>>("[]"), Some(BTreeMap::new()));
        assert_eq!([read::<BTreeMap<String, i32>>("null"), read("[1]")], [None, None]);
        let time: DateTime<Utc> = "2017-05-26T18:59:50Z".parse().expect("a time");
        assert_eq!(read(r#"["2017-05-26 18:59:50"]"#), Some(vec![time]));
        assert_eq!(read::<Vec<DateTime<Utc>>>("null"), None);
        let absent: Result<Vec<i64>, _> = lenient_or_default(&mut serde_json::Deserializer::from_str("null"));
        assert_eq!(absent.ok(), Some(Vec::new()));
    }

    #[test]
    fn a_struct_is_read_from_an_object_and_not_from_a_list() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Named {
            name: String,
        }
        #[derive(Debug, PartialEq, Deserialize)]
        #[serde(untagged)]
        enum Either {
            Named(#[serde(deserialize_with = "lenient")] Named),
            Names(Vec<String>),
        }
        crate::runtime::object!(Named);
        let named = || Named { name: "a".to_owned() };
        assert_eq!(read(r#"[{"name": "a"}]"#), Some(vec![named()]));
        assert_eq!(read(r#"{"b": {"name": "a"}}"#), Some(BTreeMap::from([("b".to_owned(), Box::new(named()))])));
        assert_eq!([read::<Named>(r#"["a"]"#), read("[]"), read("null")], [None, None, None]);
        let either = |json: &str| serde_json::from_str::<Either>(json).expect("a value");
        assert_eq!(
            [either(r#"{"name":"a"}"#), either(r#"["a"]"#)],
            [Either::Named(named()), Either::Names(vec!["a".to_owned()])]
        );
    }

    #[test]
    fn a_time_may_have_any_usual_notation() {
        let time: DateTime<Utc> = "2024-01-02T03:04:00Z".parse().expect("a time");
        for notation in [
            "2024-01-02T03:04:00Z", "2024-01-02T05:04:00+02:00", "2024-01-02T03:04:00.000+0000", "2024-01-02T03:04Z",
            "2024-01-02 03:04:00+00", "2024-01-02 03:04:00 UTC", "2024-01-02 03:04:00.0", "2024-01-02T03:04",
        ] {
            assert_eq!(read(&format!("\"{notation}\"")), Some(time), "{notation}");
        }
        let date: DateTime<Utc> = "2024-01-02T00:00:00Z".parse().expect("a time");
        assert_eq!(read("\"2024-01-02\""), Some(date));
        for other in
            ["", "2024", "03:04", "2024-13-01", "2024-01-02T", "2024-01-02T03:04:00+", "soon", "2024-01-02T25:00Z"]
        {
            assert_eq!(read::<DateTime<Utc>>(&format!("\"{other}\"")), None, "{other}");
        }
    }

    #[test]
    fn an_empty_list_is_an_empty_map() {
        let read = |json: &str| optional_map::<_, BTreeMap<String, u8>>(&mut serde_json::Deserializer::from_str(json));
        assert_eq!(read("null").ok(), Some(None));
        assert_eq!(read("[]").ok(), Some(Some(BTreeMap::new())));
        assert_eq!(read(r#"{"a": 1}"#).ok(), Some(Some(BTreeMap::from([("a".to_owned(), 1)]))));
        let error = read("[1]").expect_err("a list").to_string();
        assert!(error.starts_with("a list where a map is expected") && read("1").is_err(), "{error}");
    }
}
