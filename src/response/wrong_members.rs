//! Decodes a body without the members that cannot be read.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize as _, Deserializer as _};
use serde_json::Deserializer;
use serde_json::value::RawValue;
use serde_path_to_error::{Path, Segment};

use crate::error::json_path;
use crate::observability;

/// The limit of JSON bytes that are decoded again because of members that cannot be read.
const BYTES_DECODED_AGAIN: usize = 16 * 1024 * 1024;

/// A member of the wrong type. It does not keep its path, whose names may be as long as the body.
struct Dropped {
    /// The hash of its path, without the indices of items.
    hash: u64,
    /// Its location, for the log.
    location: String,
    /// How many items lost it, for the log.
    items: usize,
}

/// Decodes a body without the optional members that have the wrong type or lack a required member, so that a change of
/// one property does not break a whole page. Each of them is logged.
///
/// If a member is wrong in so many items that it would take too long to decode each of them, the member is left out of
/// all further items with an equal member around it, then of all further items.
pub(super) fn without_wrong_members<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let tries = (BYTES_DECODED_AGAIN / body.len().max(1)).clamp(7, 1_000);
    let (items_before_alike, items_before_all) = ((tries / 8).max(2), (tries / 4).max(5));
    let (mut body, mut dropped) = (body.to_vec(), Vec::<Dropped>::new());
    // A required member of the wrong type is left out first, then the optional one around it.
    for _ in 0..tries {
        let mut deserializer = Deserializer::from_slice(&body);
        let path = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
            Ok(decoded) => {
                deserializer.end().ok()?;
                dropped.iter().for_each(|it| observability::dropped_member(&it.location, it.items));
                return Some(decoded);
            }
            Err(error) => member(error.path()),
        };
        let wrong = members(&body, &path, false)?.pop()?;
        let hash = hash(&path);
        let same = dropped.iter().filter(|other| other.hash == hash).count();
        let ranges: Vec<Range<usize>> = match same < items_before_alike {
            true => vec![wrong.range],
            false => {
                // The items before this one can be read.
                let further = members(&body, &path, true)?.into_iter().filter(|it| it.range.end >= wrong.range.end);
                let further = further.filter(|it| same >= items_before_all || is_alike(it.value, wrong.value));
                further.map(|member| member.range).collect()
            }
        };
        dropped.push(Dropped { hash, location: json_path(path.iter()), items: ranges.len() });
        // Spaces keep the positions of the other members.
        ranges.into_iter().for_each(|range| body[range].fill(b' '));
    }
    None
}

/// Returns the path of the innermost member of an object around a value. It is empty for an item of the body itself.
fn member(path: &Path) -> Vec<Segment> {
    let mut segments: Vec<Segment> = path.iter().cloned().collect();
    while segments.pop_if(|last| matches!(last, Segment::Seq { .. })).is_some() {}
    segments
}

/// Returns the hash of a path, without the indices of items.
fn hash(path: &[Segment]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for segment in path {
        match segment {
            Segment::Map { key } => Some(key),
            _ => None,
        }
        .hash(&mut hasher);
    }
    hasher.finish()
}

/// Returns whether two values have the same type, and are equal if they are strings.
fn is_alike(one: &str, other: &str) -> bool {
    let kind = |value: &str| match value.as_bytes().first() {
        Some(b'f') => Some(b't'),
        Some(b'-' | b'0'..=b'9') => Some(b'0'),
        first => first.copied(),
    };
    kind(one) == kind(other) && (one == other || !one.starts_with('"'))
}

/// A member of an object in a body.
struct Member<'b> {
    /// The bytes of the member and of a comma that separates it from another one.
    range: Range<usize>,
    value: &'b str,
}

/// Returns the member at a path, or with `in_all_items` that of all items of its lists.
fn members<'b>(body: &'b [u8], path: &[Segment], in_all_items: bool) -> Option<Vec<Member<'b>>> {
    let body = std::str::from_utf8(body).ok()?;
    let mut found = Vec::new();
    Search { body, path, in_all_items, start: 0, found: &mut found }
        .deserialize(&mut Deserializer::from_str(body))
        .ok()?;
    Some(found)
}

/// Searches a value for members. It builds no tree: what is beside the path is skipped, and only the objects of the
/// members are read twice.
struct Search<'b, 's> {
    body: &'b str,
    path: &'s [Segment],
    in_all_items: bool,
    /// The position of the first member of the object.
    start: usize,
    found: &'s mut Vec<Member<'b>>,
}

impl<'b> Search<'b, '_> {
    /// Returns the search of a value below this one.
    fn below(&mut self) -> Search<'b, '_> {
        let Self { body, path, in_all_items, start, ref mut found } = *self;
        Search { body, path: &path[1..], in_all_items, start, found }
    }

    /// Returns the position of the end of a value.
    fn end_of(&self, value: &str) -> usize {
        value.as_ptr() as usize - self.body.as_ptr() as usize + value.len()
    }

    /// Returns the range of a member. `before` is the end of the previous member, if there is one.
    fn range(&self, before: Option<usize>, value: &str) -> Range<usize> {
        let end = self.end_of(value);
        let rest = self.body[end..].trim_start();
        match before {
            Some(before) => before..end,
            None if rest.starts_with(',') => self.start..self.body.len() - rest.len() + 1,
            None => self.start..end,
        }
    }
}

impl<'b> DeserializeSeed<'b> for Search<'b, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'b>>(self, deserializer: D) -> Result<(), D::Error> {
        let [_] = self.path else { return deserializer.deserialize_any(self) };
        let object = <&RawValue>::deserialize(deserializer)?.get();
        let start = self.end_of(object) - object.len() + 1;
        Deserializer::from_str(object).deserialize_any(Search { start, ..self }).map_err(D::Error::custom)
    }
}

macro_rules! ignore {
    ($($visit:ident $value:ty),*) => {$(
        fn $visit<E>(self, _: $value) -> Result<(), E> {
            Ok(())
        }
    )*};
}

impl<'b> Visitor<'b> for Search<'b, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any value")
    }

    fn visit_seq<A: SeqAccess<'b>>(mut self, mut items: A) -> Result<(), A::Error> {
        for position in 0.. {
            let is_on_path =
                matches!(self.path, [Segment::Seq { index }, ..] if self.in_all_items || position == *index);
            let item = match is_on_path {
                true => items.next_element_seed(self.below())?,
                false => items.next_element::<IgnoredAny>()?.map(drop),
            };
            if item.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'b>>(mut self, mut members: A) -> Result<(), A::Error> {
        let (mut before, mut is_found) = (None, false);
        while let Some(name) = members.next_key::<String>()? {
            // Of a repeated name, the first member is the wrong one.
            let is_on_path = matches!(self.path, [Segment::Map { key }, ..] if *key == name)
                && !std::mem::replace(&mut is_found, true);
            match self.path.len() {
                1 => {
                    let value = members.next_value::<&RawValue>()?.get();
                    let previous = before.replace(self.end_of(value));
                    let range = self.range(previous, value);
                    self.found.extend(is_on_path.then_some(Member { range, value }));
                }
                _ if is_on_path => members.next_value_seed(self.below())?,
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    ignore!(visit_bool bool, visit_i64 i64, visit_u64 u64, visit_f64 f64, visit_str &str);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[test]
    fn members_of_items_are_the_same_and_alike_values_have_one_type() {
        let of = |key: &str, index| hash(&[Segment::Seq { index }, Segment::Map { key: key.to_owned() }]);
        assert_eq!(of("a", 0), of("a", 1));
        assert_ne!(of("a", 0), of("b", 0));
        for (one, other, expected) in [("1", "-2", true), ("true", "false", true), ("1", "{}", false)] {
            assert_eq!(is_alike(one, other), expected, "{one} {other}");
        }
        assert_eq!(["\"a\"", "\"b\""].map(|other| is_alike("\"a\"", other)), [true, false]);
    }

    #[derive(Deserialize)]
    struct Item {
        id: u32,
        #[serde(default)]
        note: Option<String>,
    }

    fn notes(body: &str) -> Option<Vec<Option<String>>> {
        let items: Vec<Item> = without_wrong_members(body.as_bytes())?;
        Some(items.into_iter().map(|item| item.note).collect())
    }

    #[test]
    fn a_valid_member_stays_beside_a_wrong_one_of_the_same_type() {
        let items: Vec<BTreeMap<String, u8>> = without_wrong_members(br#"[{"size":300},{"size":5}]"#).expect("items");
        assert_eq!(items, [BTreeMap::new(), BTreeMap::from([("size".to_owned(), 5)])]);
    }

    #[test]
    fn a_long_body_loses_a_member_of_many_types_in_all_further_items_and_a_short_one_does_not() {
        let many: &[&str] = &["5", "6", "7", "[]", "{}", "true", r#""c""#];
        let alike: &[&str] = &["5", "6", "7", "8", "9", "10", r#""c""#];
        let few: &[&str] = &["5", "6", "7", "[]", r#""c""#];
        for (values, padding, is_kept) in
            [(many, 0, true), (many, 500_000, false), (alike, 500_000, true), (few, 500_000, true)]
        {
            let padding = "a".repeat(padding);
            let item = |note: &&str| format!(r#"{{"id":1,"note":{note},"padding":"{padding}"}}"#);
            let body = format!("[{}]", values.iter().map(item).collect::<Vec<_>>().join(","));
            let last = notes(&body).expect("items").pop().flatten();
            assert_eq!(last.is_some(), is_kept, "{values:?}, {} bytes", body.len());
        }
    }

    #[test]
    fn a_member_that_has_the_wrong_type_in_many_items_costs_no_item() {
        let wrong = ["5", "[]", "{}", "true"];
        let item = |id: usize| {
            let note = if id == 0 { r#""first""# } else { wrong[id % 4] };
            format!(r#"{{"id":{id},"note":{note},"padding":"{}"}}"#, "a".repeat(400))
        };
        let items: Vec<String> = (0..1_000).map(item).collect();
        let decoded: Vec<Item> = without_wrong_members(format!("[{}]", items.join(",")).as_bytes()).expect("items");
        assert!(decoded.iter().zip(0..).all(|(item, id)| item.id == id && item.note.is_some() == (id == 0)));
        assert_eq!(decoded.len(), 1_000);
        // In single items, only these lose it.
        let single = notes(r#"[{"id":0,"note":1},{"id":1,"note":"a"},{"id":2,"note":[]}]"#).expect("items");
        assert_eq!(single[1].as_deref(), Some("a"));
        let values = ["5", r#""a""#, "6", "7", "8", r#""b""#, "[]", "[1]", "[2]", r#""c""#];
        let items = values.iter().zip(0..).map(|(note, id)| format!(r#"{{"id":{id},"note":{note}}}"#));
        let body = format!("[{}]", items.collect::<Vec<_>>().join(","));
        let kept: Vec<String> = notes(&body).expect("items").into_iter().flatten().collect();
        assert_eq!(kept, ["a", "b", "c"]);
    }

    #[test]
    fn only_the_wrong_member_is_left_out_wherever_it_is() {
        for body in [
            r#"[{"note":1,"id":7}]"#,
            r#" [ {"note" : 1 , "id" : 7 } ] "#,
            r#"[{"id":7,"note":1}]"#,
            r#"[{"new":"\ud800","id":7,"note":1,"more":1e999}]"#,
            r#"[{"id":7,"note":"\ud800"}]"#,
            r#"[{"id":7,"note":{"note":"a"}}]"#,
        ] {
            assert_eq!(notes(body), Some(vec![None]), "{body}");
        }
        let deep = "[".repeat(500) + &"]".repeat(500);
        assert_eq!(notes(&format!(r#"[{{"new":{deep},"note":1,"id":7}}]"#)), Some(vec![None]));
        let map = br#"{"a":1,"b":"x","c":[],"d":2}"#;
        let map: BTreeMap<String, String> = without_wrong_members(map).expect("a map");
        assert_eq!(map, BTreeMap::from([("b".to_owned(), "x".to_owned())]));
    }

    #[test]
    fn a_body_that_is_not_json_or_repeats_a_member_is_not_decoded() {
        for body in [
            r#"[{"id":7,"note":1}"#, r#"[{"id":7,"note":1}] x"#, r#"[{"id":7,"note":1,}]"#,
            r#"[{"id":7,"note":1,"id":8}]"#, r#"[{"note":1}]"#, r#"[7]"#,
        ] {
            assert_eq!(notes(body), None, "{body}");
        }
    }
}
