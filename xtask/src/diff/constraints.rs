//! Compares the limits of request values.
//!
//! The server enforces limits, not the client: it rejects a value that it accepted before the limit became narrower.
//! Responses may have any length, so their limits do not affect callers.

use std::collections::BTreeSet;
use std::fmt;

use rebilly_customer_auth_codegen::document::DOCUMENTATION;
use rebilly_customer_auth_codegen::extensions::JSON_SCHEMA;
use rebilly_customer_auth_codegen::format_range;
use rebilly_customer_auth_codegen::schema::{self, is_beyond_i64};
use serde_json::{Value, json};

use super::change::Finding;
use super::schema::{Direction, Node, is_limit};

/// A keyword, the keyword that makes its bound exclusive, whether it is an upper bound, and the words around the bound.
const BOUNDS: [(&str, &str, bool, &str, &str); 8] = [
    ("minimum", "exclusiveMinimum", false, "be", ""),
    ("maximum", "exclusiveMaximum", true, "be", ""),
    ("minLength", "", false, "have", " characters"),
    ("maxLength", "", true, "have", " characters"),
    ("minItems", "", false, "have", " items"),
    ("maxItems", "", true, "have", " items"),
    ("minProperties", "", false, "have", " members"),
    ("maxProperties", "", true, "have", " members"),
];

/// The keywords without an order, and what they require and forbid: any change of the value is narrower.
const RULES: [(&str, &str, &str); 6] = [
    (JSON_SCHEMA, "must now meet", "need no longer meet"),
    ("pattern", "must now match", "need no longer match"),
    ("uniqueItems", "must now have no item twice", "may now have an item twice"),
    ("not", "must no longer match", "may now match"),
    ("anyOf", "must now match one of", "need no longer match one of"),
    ("oneOf", "must now match exactly one of", "need no longer match exactly one of"),
];

/// Compares the limits of a value; `subject` names it in messages.
pub(super) fn compare(subject: &str, old: &Node<'_>, new: &Node<'_>) -> Vec<Finding> {
    let bounds = BOUNDS.iter().filter(|(key, ..)| new.is_limited_by(key));
    let bounds = bounds.filter_map(|(key, exclusive, is_upper, verb, unit)| {
        let [old, new] = [old, new].map(|node| Bound::of(node, key, exclusive, *is_upper));
        let describe = |bound: &Bound| format!("{verb} {}{}", bound.range(*is_upper), bound.unit(unit));
        let before = match old.is_exclusive == new.is_exclusive {
            _ if old.is_implied => String::new(),
            true => format!(" instead of {}", old.value),
            false => format!(" instead of {}", old.range(*is_upper)),
        };
        match (new.is_narrower_than(&old, *is_upper), old.is_narrower_than(&new, *is_upper)) {
            (true, _) if !new.is_implied => {
                Some(Finding::breaking(format!("{subject} must now {}{before}", describe(&new))))
            }
            (_, true) if !old.is_implied => Some(Finding::additive(match new.is_implied {
                true => format!("{subject} need no longer {}", describe(&old)),
                false => format!("{subject} may now {}{before}", describe(&new)),
            })),
            _ => None,
        }
    });
    let rules = RULES.iter().filter(|(key, ..)| new.is_limited_by(key)).filter_map(|(key, must, may)| {
        let (old, new) = (rules(old, key), rules(new, key));
        let of = |rules: Vec<&String>| match *key {
            "uniqueItems" => String::new(),
            _ => format!(" {}", list(rules.into_iter())),
        };
        let (added, removed): (Vec<_>, Vec<_>) = (new.difference(&old).collect(), old.difference(&new).collect());
        match (added.is_empty(), removed.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Finding::additive(format!("{subject} {may}{}", of(removed)))),
            (false, true) => Some(Finding::breaking(format!("{subject} {must}{}", of(added)))),
            (false, false) if *key == "anyOf" && has_alternatives_of(&added, &removed) => {
                Some(Finding::additive(format!("{subject} may now match one of{}", of(added))))
            }
            (false, false) => {
                Some(Finding::breaking(format!("{subject} {must}{}, and {may}{}", of(added), of(removed))))
            }
        }
    });
    let multiples = new.is_limited_by("multipleOf").then(|| multiples(subject, old, new)).flatten();
    bounds.chain(rules).chain(multiples).collect()
}

/// Returns whether the bounds of a node allow these values. A node with rules may not.
pub(super) fn allow(node: &Node<'_>, values: &[Value]) -> bool {
    let within = |(key, exclusive, is_upper, ..): &(&str, &str, bool, &str, &str)| {
        let bound = Bound::of(node, key, exclusive, *is_upper);
        let is_within = |value: Number| {
            let own = Bound { value, is_exclusive: false, is_implied: false };
            !bound.is_narrower_than(&own, *is_upper)
        };
        bound.is_implied || values.iter().filter_map(|value| measure(key, value)).all(is_within)
    };
    let has_rule = RULES.iter().any(|(key, ..)| node.has(key)) || node.has("multipleOf");
    !has_rule && BOUNDS.iter().all(within)
}

/// Returns what a bound compares of a value. `None` if the value has another type.
fn measure(key: &str, value: &Value) -> Option<Number> {
    let count = match key {
        "minimum" | "maximum" => return Number::of(value),
        "minLength" | "maxLength" => value.as_str()?.chars().count(),
        "minItems" | "maxItems" => value.as_array()?.len(),
        _ => value.as_object()?.len(),
    };
    Some((count as i64).into())
}

/// A number. Its whole part is exact: no `f64` is `i64::MAX`.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Number {
    whole: i128,
    /// What follows the decimal point, with the sign of the number.
    fraction: f64,
}

impl Number {
    // Beyond every number: those that no `i128` holds have its first or last as their whole part.
    const MIN: Self = Self { whole: i128::MIN, fraction: f64::NEG_INFINITY };
    const MAX: Self = Self { whole: i128::MAX, fraction: f64::INFINITY };

    fn of(value: &Value) -> Option<Self> {
        let whole = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
        let decimal = || value.as_f64().map(|value| Self { whole: value.trunc() as i128, fraction: value.fract() });
        whole.map(Self::from).or_else(decimal)
    }
}

impl<N: Into<i128>> From<N> for Number {
    fn from(whole: N) -> Self {
        Self { whole: whole.into(), fraction: 0.0 }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fraction == 0.0 { self.whole.fmt(f) } else { (self.whole as f64 + self.fraction).fmt(f) }
    }
}

/// A bound of a number or a count.
struct Bound {
    value: Number,
    /// Whether the bound itself is excluded.
    is_exclusive: bool,
    /// Whether every value of the type is within it.
    is_implied: bool,
}

impl Bound {
    /// Returns the narrowest bound.
    fn of(node: &Node<'_>, key: &str, exclusive: &str, is_upper: bool) -> Self {
        let format = node.string("format").unwrap_or_default();
        let is_integer = matches!(key, "minimum" | "maximum") && node.is_integer();
        let range = is_integer.then(|| format_range(format)).flatten();
        let range = range.map(|(min, max)| if is_upper { max.into() } else { min.into() });
        let value = match (key, format) {
            // It is a `u64` whatever its format, so the range of the format is a limit and not implied.
            _ if is_integer && is_upper && is_unsigned(node) => u64::MAX.into(),
            _ if is_integer => range.unwrap_or(if is_upper { i64::MAX.into() } else { i64::MIN.into() }),
            // `2026-01-31T00:00:00Z`
            ("minLength", "date-time") => 20.into(),
            ("minLength" | "maxLength", "date") => 10.into(),
            ("minLength" | "maxLength", "uuid") => 36.into(),
            ("minLength" | "minItems", _) => 0.into(),
            ("minProperties", _) => (node.required_count(Direction::Request) as i64).into(),
            (_, _) if is_upper => Number::MAX,
            _ => Number::MIN,
        };
        let implied = Self { value, is_exclusive: false, is_implied: true };
        let bounds = node.pairs(key, exclusive).filter_map(|(value, exclusive)| {
            let is_exclusive = exclusive == Some(&Value::Bool(true));
            let bound = Self { value: Number::of(value)?, is_exclusive, is_implied: false };
            Some(if node.is_integer() { bound.of_integers(is_upper) } else { bound })
        });
        let bounds = bounds.chain(range.map(|value| Self { value, is_exclusive: false, is_implied: false }));
        bounds.fold(implied, |a, b| if b.is_narrower_than(&a, is_upper) { b } else { a })
    }

    /// Returns the first integer within the bound.
    fn of_integers(self, is_upper: bool) -> Self {
        let Number { whole, fraction } = self.value;
        let (floor, ceil) = (whole - i128::from(fraction < 0.0), whole + i128::from(fraction > 0.0));
        let value = match (is_upper, self.is_exclusive) {
            (false, false) => ceil,
            (false, true) => floor.saturating_add(1),
            (true, false) => floor,
            (true, true) => ceil.saturating_sub(1),
        };
        Self { value: value.into(), is_exclusive: false, ..self }
    }

    fn is_narrower_than(&self, other: &Self, is_upper: bool) -> bool {
        let is_beyond = if is_upper { self.value < other.value } else { self.value > other.value };
        is_beyond || self.value == other.value && self.is_exclusive && !other.is_exclusive
    }

    fn range(&self, is_upper: bool) -> String {
        let words = match (self.is_exclusive, is_upper) {
            (false, false) => "at least",
            (false, true) => "at most",
            (true, false) => "more than",
            (true, true) => "less than",
        };
        format!("{words} {}", self.value)
    }

    fn unit<'u>(&self, unit: &'u str) -> &'u str {
        if self.value == 1.into() { unit.trim_end_matches('s') } else { unit }
    }
}

/// Returns whether an integer is a `u64` in Rust whatever its format (the pass `strip_constraints`).
fn is_unsigned(node: &Node<'_>) -> bool {
    let mut minimums = node.all("minimum").filter_map(Value::as_f64).peekable();
    match minimums.peek() {
        Some(_) => minimums.any(|minimum| minimum >= 0.0),
        None => node.all("maximum").any(is_beyond_i64),
    }
}

/// Compares `multipleOf`: a multiple of 4 is also one of 2.
fn multiples(subject: &str, old: &Node<'_>, new: &Node<'_>) -> Option<Finding> {
    let factors = |node: &Node<'_>| -> Vec<f64> {
        let factors = node.all("multipleOf").filter_map(Value::as_f64).filter(|factor| *factor > 0.0);
        factors.filter(|factor| !(node.is_integer() && divides(*factor, 1.0))).collect()
    };
    let (old, new) = (factors(old), factors(new));
    let follows = |from: &[f64], to: &[f64]| to.iter().all(|to| from.iter().any(|from| divides(*to, *from)));
    let describe = |factors: &[f64]| {
        let factors: BTreeSet<String> = factors.iter().map(f64::to_string).collect();
        list(factors.iter())
    };
    let (was, is) = (describe(&old), describe(&new));
    match (follows(&old, &new), follows(&new, &old)) {
        (true, true) => None,
        (true, false) if new.is_empty() => {
            Some(Finding::additive(format!("{subject} need no longer be a multiple of {was}")))
        }
        (true, false) => Some(Finding::additive(format!("{subject} must now be a multiple of {is}, no longer {was}"))),
        (false, _) if old.is_empty() => Some(Finding::breaking(format!("{subject} must now be a multiple of {is}"))),
        (false, _) => Some(Finding::breaking(format!("{subject} must now be a multiple of {is}, no longer {was}"))),
    }
}

fn divides(factor: f64, multiple: f64) -> bool {
    let quotient = multiple / factor;
    // Decimal fractions have no exact `f64`.
    quotient.round() >= 1.0 && (quotient - quotient.round()).abs() < 1e-9 * quotient
}

fn rules(node: &Node<'_>, key: &str) -> BTreeSet<String> {
    if key == JSON_SCHEMA {
        let applies = |rule: &&Value| rule.as_object().is_none_or(|map| map.keys().all(|key| node.is_limited_by(key)));
        return node.all(key).filter_map(Value::as_array).flatten().filter(applies).map(Value::to_string).collect();
    }
    let resolved = |rule: &Value| match rule {
        Value::Array(members) => members.iter().map(|member| node.resolved(member).clone()).collect(),
        rule => node.resolved(rule).clone(),
    };
    let is_limit = |rule: &Value| rule.as_array().is_none_or(|members| members.iter().all(is_limit));
    // An empty pattern matches every string, and an empty alternative every value.
    let allows_all = |rule: &Value| key == "anyOf" && rule.as_array().is_some_and(|it| it.contains(&json!({})));
    let is_trivial = |rule: &Value| *rule == Value::Bool(false) || rule == "" || allows_all(rule);
    let rules = node.all(key).filter(|rule| !is_trivial(rule)).map(resolved).filter(is_limit);
    let rules = rules.map(|mut rule| {
        let schemas = match &mut rule {
            Value::Array(members) => members.as_mut_slice(),
            rule => std::slice::from_mut(rule),
        };
        for schema in schemas {
            schema::within_mut(schema, &mut |map| {
                // The listed values have a type anyway.
                let has_values = map.contains_key("enum");
                map.retain(|key, _| !(DOCUMENTATION.contains(&key.as_str()) || has_values && key == "type"));
            });
        }
        // The order of alternatives and values does not matter.
        if let Value::Array(members) = &mut rule {
            members.sort_by_cached_key(Value::to_string);
        }
        rule.as_str().map_or_else(|| rule.to_string(), str::to_owned)
    });
    rules.collect()
}

/// Returns whether the only new rule has all alternatives of the only old one.
fn has_alternatives_of(new: &[&String], old: &[&String]) -> bool {
    let alternatives = |rule: &str| serde_json::from_str::<Vec<Value>>(rule).unwrap_or_default();
    let ([new], [old]) = (new, old) else { return false };
    let new = alternatives(new);
    alternatives(old).iter().all(|alternative| new.contains(alternative))
}

fn list<'r>(rules: impl Iterator<Item = &'r String>) -> String {
    rules.map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(" and ")
}
