//! Every documented response, with every valid and invalid change: it decodes, or the error names the location and
//! hides the values.

use std::sync::{Arc, Mutex};

use rebilly_customer_auth::{Client, Error, ErrorKind};
use serde_json::{Map, Value, json};

use crate::support::client::client;
use crate::support::operations::{Inputs, Row, Success, every_operation};
use crate::support::server::{Reply, Server, response};
use crate::support::spec::{self, STRING, bodies, example, responses};

/// Values of the wrong type. No error shows them.
const WRONG_STRING: &str = "wrongvalue";
const WRONG_NUMBER: u32 = 8_675_309;

/// A change at one location of a response.
#[derive(Clone, Debug)]
struct Mutation {
    /// The location, as a JSON pointer.
    at: String,
    /// The new value; `None` removes the old value.
    value: Option<Value>,
    expected: Expected,
}

#[derive(Clone, Debug, PartialEq)]
enum Expected {
    /// It decodes, and the value is kept.
    Decodes,
    /// It decodes as this value.
    DecodesAs(Value),
    /// It decodes without the member at this location, a JSON pointer, which the schema does not require.
    DecodesWithout(String),
    /// It is a decode error at this location, a JSON pointer, or inside it.
    Fails(String),
}

/// All changes of a response with this schema.
fn mutations(schema: &Value) -> Vec<Mutation> {
    let mut found = Vec::new();
    walk(schema, "", &Expected::Fails(String::new()), &mut found);
    found
}

/// `if_wrong` is what a value of the wrong type at this location leads to.
fn walk(schema: &Value, at: &str, if_wrong: &Expected, found: &mut Vec<Mutation>) {
    let first = format!("{at}/0");
    let if_item_is_wrong = match if_wrong {
        Expected::Fails(_) => &Expected::Fails(first.clone()),
        of_list => of_list,
    };
    let mut set =
        |at: String, value: Value, expected: Expected| found.push(Mutation { at, value: Some(value), expected });
    let string = || json!(WRONG_STRING);
    let number = || json!(WRONG_NUMBER);
    let object = || json!({WRONG_STRING: WRONG_STRING});
    let list = || json!([WRONG_STRING]);
    let wrong: Vec<Value> = match schema["type"].as_str() {
        Some("boolean") => {
            set(at.to_owned(), json!(false), Expected::Decodes);
            vec![string(), json!("true"), number(), json!(1), object(), list()]
        }
        Some("integer") => {
            for value in [json!(0), json!(-1), json!(i64::MAX), number()] {
                set(at.to_owned(), value, Expected::Decodes);
            }
            for (float, integer) in [(json!(7.0), 7), (json!(-7.0), -7), (json!(3.1536e7), 31_536_000)] {
                set(at.to_owned(), float, Expected::DecodesAs(json!(integer)));
            }
            vec![string(), json!("7"), json!(8_675_309.5), json!(8.675309e300), json!(true), object(), list()]
        }
        Some("string") if schema["format"] == "date-time" => {
            for (time, utc) in [
                ("2017-05-26 18:59:50", "2017-05-26T18:59:50Z"),
                ("2017-05-26T18:59:50.5", "2017-05-26T18:59:50.500Z"),
                ("2030-05-06T07:08:09Z", "2030-05-06T07:08:09Z"),
                ("2030-05-06T07:08:09+00:00", "2030-05-06T07:08:09Z"),
                ("2030-05-06T07:08:09.25-02:00", "2030-05-06T09:08:09.250Z"),
            ] {
                set(at.to_owned(), json!(time), Expected::DecodesAs(json!(utc)));
            }
            vec![string(), json!(""), number(), json!(true), object(), list()]
        }
        Some("string") => {
            // Enums are open: any string is valid.
            for value in ["", "newValue", "\u{0}\u{1f511}\"\\", &"long".repeat(1_000)] {
                set(at.to_owned(), json!(value), Expected::Decodes);
            }
            for value in schema["enum"].as_array().into_iter().flatten() {
                set(at.to_owned(), value.clone(), Expected::Decodes);
            }
            vec![number(), json!(8_675_309.5), json!(true), object(), list()]
        }
        Some("array") => {
            set(at.to_owned(), json!([]), Expected::Decodes);
            let item = example(&schema["items"], "", &mut |_| STRING.to_owned());
            set(at.to_owned(), json!([item, item, item]), Expected::Decodes);
            set(at.to_owned(), json!([null]), if_item_is_wrong.clone());
            let is_one = schema["x-one-or-many"] == true;
            if is_one {
                set(at.to_owned(), item.clone(), Expected::DecodesAs(json!([item])));
            }
            let mut wrong = vec![string(), number(), json!(true)];
            wrong.extend((!is_one).then(object));
            wrong
        }
        _ => {
            for value in [json!("new"), json!(null), json!(5.5), json!([{"a": {}}]), json!({"a": [null, {"b": 1}]})] {
                set(format!("{at}/newMember"), value, Expected::Decodes);
            }
            vec![string(), number(), json!(true), list()]
        }
    };
    for value in wrong {
        set(at.to_owned(), value, if_wrong.clone());
    }
    if at.is_empty() {
        set(at.to_owned(), Value::Null, if_wrong.clone());
    }
    if schema["items"].is_object() {
        walk(&schema["items"], &first, if_item_is_wrong, found);
    }
    for (name, property) in properties(schema) {
        let inside = format!("{at}/{name}");
        let is_required = is_required(schema, name);
        let may_be_null = !is_required || property["nullable"] == true;
        let missing = if may_be_null { Expected::Decodes } else { if_wrong.clone() };
        found.push(Mutation { at: inside.clone(), value: None, expected: missing });
        // Without a required member, the next optional one around it is left out.
        let if_wrong = match if_wrong {
            _ if !is_required => Expected::DecodesWithout(inside.clone()),
            Expected::Fails(_) => Expected::Fails(inside.clone()),
            around => around.clone(),
        };
        let null = if may_be_null { Expected::Decodes } else { if_wrong.clone() };
        found.push(Mutation { at: inside.clone(), value: Some(Value::Null), expected: null });
        walk(property, &inside, &if_wrong, found);
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().into_iter().flatten()
}

fn is_required(schema: &Value, name: &str) -> bool {
    schema["required"].as_array().into_iter().flatten().any(|required| required == name)
}

fn mutate(response: &Value, Mutation { at, value, .. }: &Mutation) -> Value {
    let mut response = response.clone();
    let Some((parent, name)) = at.rsplit_once('/') else {
        return value.clone().unwrap_or_default();
    };
    match (response.pointer_mut(parent).expect("a location in the example"), value) {
        (Value::Object(members), Some(value)) => drop(members.insert(name.to_owned(), value.clone())),
        (Value::Object(members), None) => drop(members.remove(name)),
        (Value::Array(items), Some(value)) => items[name.parse::<usize>().expect("an index")] = value.clone(),
        (other, _) => panic!("{at} is in {other}"),
    }
    response
}

/// A response as the client serializes it again, without empty values: absent, `null` and empty are equal, and unknown
/// members are gone unless the type keeps them.
fn canonical(schema: &Value, value: &Value) -> Value {
    reduced(schema, value, true)
}

/// A value without the optional members that are `null` or empty.
fn without_empty(schema: &Value, value: &Value) -> Value {
    reduced(schema, value, false)
}

fn reduced(schema: &Value, value: &Value, drops_unknown: bool) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| reduced(&schema["items"], item, drops_unknown)).collect(),
        Value::Object(members) if schema["properties"].is_object() => {
            let mut kept = Map::new();
            for (name, value) in members {
                let property = &schema["properties"][name];
                let value = reduced(property, value, drops_unknown);
                let is_map = property["properties"].is_null();
                let is_empty = value == json!([]) || (value == json!({}) && is_map);
                let is_kept = match property.is_object() {
                    true => !value.is_null() && (is_required(schema, name) || !is_empty),
                    false => !drops_unknown || schema["additionalProperties"] == true,
                };
                if is_kept {
                    kept.insert(name.clone(), value);
                }
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

/// `$[0].acl[0].scope` for `/0/acl/0/scope`, and `*` for an unknown member.
fn json_path(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1).map(|step| match step {
        "newMember" | "anyMember" => ".*".to_owned(),
        step if step.bytes().all(|byte| byte.is_ascii_digit()) => format!("[{step}]"),
        step => format!(".{step}"),
    });
    ["$".to_owned()].into_iter().chain(steps).collect()
}

/// The status, the media type and the body.
type Script = (u16, MediaType, String);
type MediaType = Option<&'static str>;

/// A server that returns the response of the current case.
struct Scripted {
    script: Arc<Mutex<Script>>,
    client: Client,
}

impl Scripted {
    async fn start() -> Self {
        let script: Arc<Mutex<Script>> = Arc::default();
        let latest = Arc::clone(&script);
        let server = Server::start(move |_| -> Reply {
            let (status, media_type, body) = &*latest.lock().expect("the script");
            response(*status, media_type.map(|media_type| ("content-type", media_type)).as_slice(), body)
        })
        .await;
        Self { script, client: client(&server.url) }
    }

    async fn send(&self, case: &Case, status: u16, media_type: MediaType, body: &str) -> Result<Success, Error> {
        *self.script.lock().expect("the script") = (status, media_type, body.to_owned());
        (case.row.send)(self.client.clone(), case.inputs.clone()).await
    }
}

/// A documented response of an operation.
struct Case {
    row: Row,
    inputs: Inputs,
    status: u16,
    schema: Option<Value>,
    example: Value,
}

impl Case {
    fn name(&self) -> String {
        format!("{} {}", self.row.operation.id, self.status)
    }
}

fn cases() -> Vec<Case> {
    let spec = spec::load();
    let tree = spec.tree();
    let operations = spec.operations();
    let mut secret = |_: &str| STRING.to_owned();
    let mut cases = Vec::new();
    for row in every_operation() {
        let id = row.operation.id;
        let operation = operations.iter().find(|operation| operation.id() == Some(id)).expect("in the spec");
        let body = bodies(tree, operation).first().map(|body| example(body, id, &mut secret)).unwrap_or_default();
        let inputs = Inputs { path: "a".to_owned(), body, ..Inputs::default() };
        for (status, schema) in responses(tree, operation) {
            let example = schema.as_ref().map(|schema| example(schema, id, &mut secret)).unwrap_or_default();
            cases.push(Case { row, inputs: inputs.clone(), status, schema, example });
        }
    }
    cases
}

/// Asserts that a decode error names the operation and the location, and hides the response.
fn assert_names_the_location(error: &Error, case: &Case, at: &str) {
    let shown = error.to_string();
    let location = json_path(at);
    let about = format!("{} at {at}: {shown}", case.name());
    assert_eq!((error.kind(), error.operation_id()), (ErrorKind::Decode, Some(case.row.operation.id)), "{about}");
    assert!(shown.contains(case.row.operation.id), "{about}");
    let rest = shown.split_once(&format!(" at {location}")).map(|(_, rest)| rest);
    assert!(rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '.', '['])), "{about}");
    let all = format!("{error:?} {shown}");
    for value in [STRING, WRONG_STRING, "8675309", "8.675309", "newValue"] {
        assert!(!all.contains(value), "{about}");
    }
}

#[tokio::test]
async fn a_changed_success_decodes_or_its_error_names_the_location() {
    let server = Scripted::start().await;
    let mut tried = 0;
    for case in cases().iter().filter(|case| case.status < 300) {
        let Some(schema) = &case.schema else {
            continue;
        };
        let whole = server.send(case, case.status, None, &case.example.to_string()).await.expect("the example");
        assert_eq!(whole.value, canonical(schema, &case.example), "{}", case.name());
        for mutation in mutations(schema) {
            let mutated = mutate(&case.example, &mutation);
            let outcome = server.send(case, case.status, Some("application/json"), &mutated.to_string()).await;
            let about = format!("{}: {mutation:?}", case.name());
            tried += 1;
            let read = match &mutation.expected {
                Expected::Fails(at) => {
                    let error = outcome.err().unwrap_or_else(|| panic!("{about} was decoded"));
                    assert_names_the_location(&error, case, at);
                    continue;
                }
                Expected::Decodes => mutated,
                Expected::DecodesWithout(member) => {
                    let without = Mutation { at: member.clone(), value: None, ..mutation.clone() };
                    mutate(&case.example, &without)
                }
                Expected::DecodesAs(value) => {
                    let value = Some(value.clone());
                    mutate(&case.example, &Mutation { value, ..mutation.clone() })
                }
            };
            let success = outcome.unwrap_or_else(|error| panic!("{about}: {error}"));
            assert_eq!(without_empty(schema, &success.value), canonical(schema, &read), "{about}");
        }
    }
    println!("successes: inputs tried: {tried}");
}

#[tokio::test]
async fn a_changed_problem_keeps_its_kind_and_its_valid_members() {
    let server = Scripted::start().await;
    let mut tried = 0;
    for case in cases().iter().filter(|case| case.status >= 400) {
        let schema = case.schema.as_ref().expect("the spec describes all errors");
        let whole = server.send(case, case.status, None, &case.example.to_string()).await.expect_err("an error");
        for mutation in mutations(schema) {
            let mutated = mutate(&case.example, &mutation);
            let outcome = server.send(case, case.status, Some("application/problem+json"), &mutated.to_string()).await;
            let error = outcome.expect_err("an error status");
            let about = format!("{}: {mutation:?}", case.name());
            assert_eq!((error.kind(), error.status()), (whole.kind(), whole.status()), "{about}");
            assert!(!format!("{error} {error:?}").contains(WRONG_STRING), "{about}: {error}");
            let problem = error.problem().map(|problem| serde_json::to_value(problem).expect("JSON"));
            tried += 1;
            if mutation.at.is_empty() {
                assert_eq!(problem, None, "{about}");
                continue;
            }
            let expected = match &mutation.expected {
                Expected::Decodes => mutated,
                Expected::DecodesAs(value) => {
                    mutate(&case.example, &Mutation { value: Some(value.clone()), ..mutation.clone() })
                }
                // Before 2019, the invalid fields are a map of messages.
                _ if mutation.at == "/invalidFields" && mutation.value.as_ref().is_some_and(Value::is_object) => {
                    let messages = mutation.value.as_ref().and_then(Value::as_object).into_iter().flatten();
                    let items = messages.map(|(field, message)| json!({ "field": field, "message": message }));
                    let items = Mutation { value: Some(items.collect()), ..mutation.clone() };
                    mutate(&case.example, &items)
                }
                // A scalar of the wrong type is kept with the members that are not in the spec.
                Expected::Fails(_) | Expected::DecodesWithout(_) => {
                    let member = mutation.at.split('/').nth(1).expect("a member");
                    let without = Mutation { at: format!("/{member}"), value: None, expected: Expected::Decodes };
                    let mut expected = canonical(schema, &mutate(&case.example, &without));
                    if !(mutated[member].is_object() || mutated[member].is_array()) {
                        expected[member] = mutated[member].clone();
                    }
                    assert_eq!(problem, Some(expected), "{about}");
                    continue;
                }
            };
            let problem = problem.unwrap_or_else(|| panic!("{about}: no problem"));
            assert_eq!(problem, canonical(schema, &expected), "{about}");
        }
    }
    println!("problems: inputs tried: {tried}");
}

#[tokio::test]
async fn a_success_decodes_with_any_2xx_status_and_any_media_type() {
    let server = Scripted::start().await;
    let mut tried = 0;
    let media_types =
        ["application/json", "application/json; charset=utf-8", "application/problem+json", "text/html", "", "x"];
    for case in cases().iter().filter(|case| case.status < 300) {
        let body = case.schema.as_ref().map(|_| case.example.to_string()).unwrap_or_default();
        for status in [200, 201, 202, 203, 206, 226, 299] {
            for media_type in media_types.iter().copied().map(Some).chain([None]) {
                let outcome = server.send(case, status, media_type, &body).await;
                let success =
                    outcome.unwrap_or_else(|error| panic!("{} as {status} {media_type:?}: {error}", case.name()));
                assert_eq!(success.status, status, "{}", case.name());
                match &case.schema {
                    Some(schema) => assert_eq!(
                        canonical(schema, &success.value),
                        canonical(schema, &case.example),
                        "{}",
                        case.name()
                    ),
                    None => assert_eq!(success.value, Value::Null, "{}", case.name()),
                }
                tried += 1;
            }
        }
    }
    println!("statuses and media types: inputs tried: {tried}");
}

#[tokio::test]
async fn an_unexpected_body_is_ignored_and_a_missing_body_is_an_error() {
    let server = Scripted::start().await;
    let mut tried = 0;
    for case in cases().iter().filter(|case| case.status < 300) {
        match &case.schema {
            None => {
                for body in ["{}", "[]", "null", "<html>", "\"wrongvalue\"", "{\"wrongvalue\""] {
                    server.send(case, 200, None, body).await.expect(body);
                    tried += 1;
                }
            }
            Some(_) => {
                for (status, body) in [(200, ""), (200, " \n"), (204, ""), (200, "<html>wrongvalue</html>")] {
                    let error = server.send(case, status, None, body).await.expect_err("no body");
                    assert_names_the_location(&error, case, "");
                    assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
                    tried += 1;
                }
            }
        }
    }
    println!("bodies and none: inputs tried: {tried}");
}

#[tokio::test]
async fn a_truncated_body_is_an_error_at_every_length() {
    let server = Scripted::start().await;
    let mut tried = 0;
    for case in cases().iter().filter(|case| case.schema.is_some()) {
        let body = case.example.to_string();
        for end in 0..body.len() {
            // Fewer lengths: all errors have the same schema.
            if case.status >= 400 && end % 20 != 0 {
                continue;
            }
            tried += 1;
            let error = server.send(case, case.status, None, &body[..end]).await.expect_err("a part of the body");
            if case.status < 300 {
                assert_names_the_location(&error, case, "");
            } else {
                assert!(error.problem().is_none() && error.kind() != ErrorKind::Decode, "{}: {error}", case.name());
            }
        }
    }
    println!("truncations: inputs tried: {tried}");
}

#[test]
fn every_documented_response_of_every_operation_is_changed() {
    for case in cases().iter().filter(|case| case.schema.is_some()) {
        let schema = case.schema.as_ref().expect("it has one");
        let unread = mutations(schema).into_iter().filter(|mutation| mutation.expected != Expected::Decodes).count();
        assert!(mutations(schema).len() > 20 && unread > 5, "{}", case.name());
    }
}
