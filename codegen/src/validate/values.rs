//! Validates a value against a schema: type, enum and range, through references and compositions.

use std::cell::Cell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::document::resolve_refs;
use crate::schema::{canonical, is_beyond_i64, is_set, strings};

/// The maximum number of schemas that are checked for one value. A schema may contain itself; beyond this, everything
/// is allowed.
const MAX_STEPS: usize = 10_000;

/// The maximum nesting of these schemas, which bounds the stack.
const MAX_DEPTH: usize = 64;

/// Returns the first reason why a schema does not allow a value, with its path. It never shows the value.
pub(super) fn problem(tree: &Value, schema: &Map<String, Value>, value: &Value) -> Option<String> {
    Checker { tree, steps: Cell::new(0) }.schema(schema, value, MAX_DEPTH)
}

/// Returns whether a value has the type with this name. Every value has an unknown type.
pub(super) fn is_of_type(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64() || canonical(value).is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => true,
    }
}

struct Checker<'t> {
    tree: &'t Value,
    steps: Cell<usize>,
}

impl<'t> Checker<'t> {
    fn node(&self, node: &'t Value, value: &Value, depth: usize) -> Option<String> {
        self.schema(resolve_refs(self.tree, node).as_object()?, value, depth.checked_sub(1)?)
    }

    fn schema(&self, schema: &'t Map<String, Value>, value: &Value, depth: usize) -> Option<String> {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > MAX_STEPS {
            return None;
        }
        if value.is_null() {
            return self.null(schema);
        }
        let own = kind(schema, value).or_else(|| one_of_enum(schema, value)).or_else(|| match value {
            Value::String(string) => bounds(schema, string.chars().count(), "minLength", "maxLength", "characters")
                .or_else(|| misses_format(schema, string)),
            Value::Number(_) => range(schema, value),
            Value::Array(items) => self.items(schema, items, depth),
            Value::Object(members) => self.members(schema, members, depth),
            _ => None,
        });
        own.or_else(|| self.composition(schema, value, depth))
    }

    /// A nullable schema allows `null`, whatever its other keywords are.
    fn null(&self, schema: &Map<String, Value>) -> Option<String> {
        let list = |key: &str| schema.get(key).and_then(Value::as_array).into_iter().flatten();
        let lists_null = |key: &str| list(key).any(|it| it.is_null() || it == "null");
        let is_nullable = is_set(schema, "nullable") || lists_null("enum") || lists_null("type");
        // A schema without a type does not restrict `null` itself.
        let is_typed = schema.contains_key("type") || schema.contains_key("enum");
        (is_typed && !is_nullable).then(|| "`null` is not allowed, as it is not `nullable`".to_owned())
    }

    fn items(&self, schema: &'t Map<String, Value>, items: &[Value], depth: usize) -> Option<String> {
        let count = bounds(schema, items.len(), "minItems", "maxItems", "items");
        let twice = || {
            let mut seen = BTreeSet::new();
            let is_repeated = |item: &Value| {
                let mut item = canonical(item);
                item.sort_all_objects();
                !seen.insert(item.to_string())
            };
            let index = is_set(schema, "uniqueItems").then(|| items.iter().position(is_repeated))??;
            Some(format!("item {index} repeats an earlier one"))
        };
        count.or_else(twice).or_else(|| {
            let node = schema.get("items")?;
            items
                .iter()
                .enumerate()
                .find_map(|(index, item)| Some(format!("item {index}: {}", self.node(node, item, depth)?)))
        })
    }

    fn members(&self, schema: &'t Map<String, Value>, members: &Map<String, Value>, depth: usize) -> Option<String> {
        let properties = schema.get("properties").and_then(Value::as_object);
        let property = |name: &str| properties.and_then(|properties| properties.get(name));
        // Read-only properties are set by the server.
        let is_read_only =
            |name: &str| property(name).is_some_and(|node| resolve_refs(self.tree, node)["readOnly"] == true);
        let mut required = strings(schema, "required");
        if let Some(name) = required.find(|name| !members.contains_key(*name) && !is_read_only(name)) {
            return Some(format!("`{name}` is required"));
        }
        let rest = schema.get("additionalProperties");
        let member = |(name, value): (&String, &Value)| match property(name).or(rest)? {
            Value::Bool(false) => Some(format!("`{name}` is not one of its properties")),
            node => Some(format!("`{name}`: {}", self.node(node, value, depth)?)),
        };
        members.iter().find_map(member)
    }

    fn composition(&self, schema: &'t Map<String, Value>, value: &Value, depth: usize) -> Option<String> {
        let list = |key: &str| schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if let Some(problem) = list("allOf").iter().find_map(|node| self.node(node, value, depth)) {
            return Some(problem);
        }
        ["oneOf", "anyOf"].into_iter().find_map(|key| {
            let mut problems = list(key).iter().map(|node| self.node(node, value, depth));
            let first = problems.next()??;
            problems.all(|problem| problem.is_some()).then(|| match list(key).len() {
                1 => first,
                _ => "no alternative allows it".to_owned(),
            })
        })
    }
}

fn kind(schema: &Map<String, Value>, value: &Value) -> Option<String> {
    let kinds: Vec<&str> = match schema.get("type")? {
        Value::String(kind) => vec![kind],
        // A type may be a list in OpenAPI 3.1.
        kinds => kinds.as_array()?.iter().filter_map(Value::as_str).collect(),
    };
    (!kinds.iter().any(|kind| is_of_type(kind, value))).then(|| format!("it is not of type `{}`", kinds.join("` or `")))
}

fn one_of_enum(schema: &Map<String, Value>, value: &Value) -> Option<String> {
    let values = schema.get("enum")?.as_array()?;
    let value = canonical(value);
    (!values.iter().any(|it| canonical(it) == value)).then(|| "it is not one of the values of the enum".to_owned())
}

fn bounds(schema: &Map<String, Value>, count: usize, min: &str, max: &str, unit: &str) -> Option<String> {
    let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
    let count = count as u64;
    match (bound(min), bound(max)) {
        (Some(min), _) if count < min => Some(format!("it has fewer than {min} {unit}")),
        (_, Some(max)) if count > max => Some(format!("it has more than {max} {unit}")),
        _ => None,
    }
}

/// Returns the range of an integer format. The generator maps each to a Rust type.
pub fn format_range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        _ => return None,
    })
}

/// Returns the problem of a string that does not have the form of its format (RFC 3339, section 5.6).
fn misses_format(schema: &Map<String, Value>, string: &str) -> Option<String> {
    let form: String = string.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
    let format = schema.get("format")?.as_str()?;
    let has_form = match format {
        "date" => form == "0000-00-00",
        "date-time" => form.to_ascii_uppercase().strip_prefix("0000-00-00T00:00:00").is_some_and(|rest| {
            let rest = rest.strip_prefix(".0").map_or(rest, |more| more.trim_start_matches('0'));
            matches!(rest, "Z" | "+00:00" | "-00:00")
        }),
        _ => true,
    };
    (!has_form).then(|| format!("it is not a `{format}`"))
}

fn range(schema: &Map<String, Value>, value: &Value) -> Option<String> {
    let is_integer = schema.get("type").is_some_and(|kind| kind == "integer");
    let canonical = canonical(value);
    let integer = canonical.as_i64().map(i128::from).or(canonical.as_u64().map(i128::from));
    if let (true, Some(integer)) = (is_integer, integer) {
        // An integer without a format is a `u64` if its minimum is at least 0, or if it has none and its maximum
        // exceeds `i64`; else an `i64`.
        let format = schema.get("format").and_then(Value::as_str);
        let minimum = schema.get("minimum").and_then(Value::as_f64);
        let is_unsigned =
            minimum.map_or_else(|| schema.get("maximum").is_some_and(is_beyond_i64), |minimum| minimum >= 0.0);
        let max = if is_unsigned { u64::MAX.into() } else { i64::MAX.into() };
        let (min, max) = format.and_then(format_range).unwrap_or((i64::MIN.into(), max));
        if integer < min || integer > max {
            return Some(match format {
                Some(format) => format!("it is out of the range of `{format}`"),
                None => "an integer without a format has 64 bits".to_owned(),
            });
        }
    }
    let (number, bound) = (value.as_f64()?, |key: &str| schema.get(key).and_then(Value::as_f64));
    if let Some(min) = bound("minimum")
        && (number < min || number == min && is_set(schema, "exclusiveMinimum"))
    {
        return Some(format!("it is below the minimum of {min}"));
    }
    if let Some(max) = bound("maximum")
        && (number > max || number == max && is_set(schema, "exclusiveMaximum"))
    {
        return Some(format!("it is above the maximum of {max}"));
    }
    let factor = bound("multipleOf").filter(|factor| *factor > 0.0)?;
    // Decimal fractions have no exact `f64`, and a large quotient has no fraction.
    let quotient = number / factor;
    let rounding = f64::min(1e-9 * quotient.abs(), 0.1).max(quotient.abs() * f64::EPSILON);
    let is_multiple = !quotient.is_finite() || (quotient - quotient.round()).abs() <= rounding;
    (!is_multiple).then(|| format!("it is not a multiple of {factor}"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::problem;

    fn problem_of(schema: &str, value: &str) -> Option<String> {
        let [schema, value]: [Value; 2] = [schema, value].map(|it| serde_yaml::from_str(it).expect("the test's YAML"));
        let tree = json!({ "components": { "schemas": {
            "Mode": { "type": "string", "enum": ["a", "b"] },
            "Small": { "type": "integer", "format": "uint8" },
            "Loop": { "oneOf": [{ "$ref": "#/components/schemas/Loop" }, { "$ref": "#/components/schemas/Loop" }] },
        } } });
        problem(&tree, schema.as_object().expect("a schema"), &value)
    }

    #[test]
    fn a_value_is_allowed_if_all_keywords_allow_it() {
        let rows = [
            ("{ type: integer, format: uint8 }", "255"),
            ("{ type: integer, minimum: 0 }", "18446744073709551615"),
            ("{ type: number }", "1"),
            ("{ type: integer, format: uint8, enum: [1, 2.0] }", "1.0"),
            ("{ type: integer, enum: [1, 2.0] }", "2"),
            ("{ type: string, nullable: true }", "null"),
            ("{ type: string, format: date-time }", "'2026-01-31t00:00:00.120+01:00'"),
            ("{ type: string, format: date }", "'2026-01-31'"),
            ("{ type: number, multipleOf: 0.1 }", "0.3"),
            ("{ type: number, multipleOf: 0.01 }", "1.0e308"),
            ("{ type: number, multipleOf: 0.001 }", "2014154299726.901"),
            ("{ allOf: [{ $ref: '#/components/schemas/Mode' }], nullable: true }", "a"),
            ("{ oneOf: [{ type: integer }, { type: string }] }", "a"),
            ("{ $ref: '#/components/schemas/Loop', oneOf: [{ $ref: '#/components/schemas/Loop' }] }", "1"),
            ("{ type: object, required: [id], properties: { id: { readOnly: true } } }", "{}"),
            ("{}", "[1, a]"),
        ];
        for (schema, value) in rows {
            assert_eq!(problem_of(schema, value), None, "{schema} {value}");
        }
    }

    #[test]
    fn a_rejected_value_names_the_keyword_that_rejects_it() {
        let rows = [
            ("{ type: integer, format: uint8 }", "300", "out of the range of `uint8`"),
            ("{ type: integer, format: int32 }", "3000000000", "out of the range of `int32`"),
            ("{ type: integer }", "18446744073709551615", "has 64 bits"),
            ("{ type: integer }", "1.5", "not of type `integer`"),
            ("{ type: integer }", "'1'", "not of type `integer`"),
            ("{ type: boolean }", "'true'", "not of type `boolean`"),
            ("{ type: string }", "1", "not of type `string`"),
            ("{ type: string, format: date-time }", "now", "not a `date-time`"),
            ("{ type: string, format: date-time }", "'2026-01-31T00:00:00.'", "not a `date-time`"),
            ("{ type: string, format: date }", "'2026-1-31'", "not a `date`"),
            ("{ type: array, uniqueItems: true }", "[a, b, a]", "item 2 repeats"),
            ("{ type: array, uniqueItems: true }", "[{ a: 1, b: 2 }, { b: 2, a: 1.0 }]", "item 1 repeats"),
            ("{ type: number, multipleOf: 0.5 }", "0.3", "not a multiple of 0.5"),
            ("{ type: integer, multipleOf: 2 }", "3000000001", "not a multiple of 2"),
            ("{ type: string }", "null", "`null` is not allowed"),
            ("{ type: string, enum: [a] }", "b", "not one of the values"),
            ("{ allOf: [{ $ref: '#/components/schemas/Mode' }] }", "c", "not one of the values"),
            ("{ oneOf: [{ type: integer }, { type: boolean }] }", "a", "no alternative allows it"),
            ("{ type: array, items: { $ref: '#/components/schemas/Small' } }", "[1, 300]", "item 1: it is out of"),
            ("{ type: array, minItems: 1 }", "[]", "fewer than 1 items"),
            ("{ type: object, properties: { a: { type: string } } }", "{ a: 1 }", "`a`: it is not"),
            ("{ type: object, required: [a] }", "{}", "`a` is required"),
            (
                "{ type: object, additionalProperties: { $ref: '#/components/schemas/Small' } }",
                "{ a: 300 }",
                "`a`: it is out of",
            ),
            ("{ type: object, additionalProperties: false }", "{ a: 1 }", "not one of its properties"),
            ("{ type: number, minimum: 0, exclusiveMinimum: true }", "0", "below the minimum of 0"),
            ("{ type: string, maxLength: 1 }", "äö", "more than 1 characters"),
        ];
        for (schema, value, expected) in rows {
            let problem = problem_of(schema, value).unwrap_or_else(|| panic!("{schema} allows {value}"));
            assert!(problem.contains(expected), "{schema} {value}: {problem}");
        }
    }
}
