//! Finds the line and the column of a place.
//!
//! `serde_yaml` keeps no positions but names one in each of its errors. So the text is read once more by a visitor that
//! walks to the place and fails there: the error says where that was. It costs a second reading of a document that has
//! a fault, and nothing of one that has none.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

use crate::fault::Position;
use crate::place::Place;

/// The position of the key (or, in a list, of the value) that `place` ends with.
///
/// A place that the text does not reach gives the position of the last step that it does reach.
pub(crate) fn find(text: &str, place: &Place) -> Position {
    let steps = place.steps();
    (0..=steps.len()).rev().find_map(|length| seek(text, &steps[..length])).unwrap_or(Position { line: 1, column: 1 })
}

fn seek(text: &str, steps: &[String]) -> Option<Position> {
    let error = Seek(steps).deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    if !error.to_string().contains(FOUND) {
        return None;
    }
    of_error(&error)
}

/// The position that `serde_yaml` gives with an error.
pub(crate) fn of_error(error: &serde_yaml::Error) -> Option<Position> {
    let location = error.location()?;
    Some(Position { line: location.line(), column: location.column() })
}

/// The message of the failure that is wanted; others are of no use.
const FOUND: &str = "the place was found";

fn found<E: Error>() -> E {
    E::custom(FOUND)
}

/// Walks to the value at the end of the steps and fails there.
struct Seek<'a>(&'a [String]);

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.0.split_first() else {
            return Err(found());
        };
        let key = Key { wanted: step, fail: rest.is_empty() };
        while let Some(is_wanted) = map.next_key_seed(Key { ..key })? {
            if is_wanted {
                return map.next_value_seed(Seek(rest));
            }
            map.next_value::<serde::de::IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.0.split_first() else {
            return Err(found());
        };
        let Ok(index) = step.parse::<usize>() else {
            return Ok(());
        };
        for _ in 0..index {
            if seq.next_element::<serde::de::IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        seq.next_element_seed(Seek(rest)).map(|_| ())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.scalar()
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.scalar()
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.scalar()
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.scalar()
    }
    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.scalar()
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar()
    }
}

impl Seek<'_> {
    fn scalar<E: Error>(self) -> Result<(), E> {
        if self.0.is_empty() { Err(found()) } else { Ok(()) }
    }
}

/// Tells whether a key is the wanted one, and fails on it when it is the last step.
struct Key<'a> {
    wanted: &'a str,
    fail: bool,
}

impl Key<'_> {
    fn compare<E: Error>(&self, key: &str) -> Result<bool, E> {
        match key == self.wanted {
            true if self.fail => Err(found()),
            is_wanted => Ok(is_wanted),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<bool, E> {
        self.compare(&key.to_string())
    }
    fn visit_i64<E: Error>(self, key: i64) -> Result<bool, E> {
        self.compare(&key.to_string())
    }
    fn visit_u64<E: Error>(self, key: u64) -> Result<bool, E> {
        self.compare(&key.to_string())
    }
    fn visit_f64<E: Error>(self, key: f64) -> Result<bool, E> {
        self.compare(&key.to_string())
    }
    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        self.compare(key)
    }
    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.compare("null")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      tags: [x, y]\n      responses:\n        200: {}\n";

    fn position(steps: &[&str]) -> (usize, usize) {
        let place = steps.iter().fold(Place::root(), |place, step| place.at(step));
        let Position { line, column } = find(TEXT, &place);
        (line, column)
    }

    #[test]
    fn a_key_has_the_position_of_its_first_letter() {
        assert_eq!(position(&["openapi"]), (1, 1));
        assert_eq!(position(&["paths", "/a", "get"]), (4, 5));
    }

    #[test]
    fn an_item_of_a_list_has_its_own_position() {
        assert_eq!(position(&["paths", "/a", "get", "tags", "1"]), (5, 17));
    }

    #[test]
    fn a_number_is_found_as_a_key() {
        assert_eq!(position(&["paths", "/a", "get", "responses", "200"]), (7, 9));
    }

    #[test]
    fn what_is_not_there_has_the_position_of_the_nearest_thing_above() {
        assert_eq!(position(&["paths", "/a", "get", "operationId"]), (4, 5));
    }
}
