//! Operations: parameters, bodies, responses, statuses and headers.

use rebilly_customer_auth_codegen::Document;

use super::{NOTHING, document, lines};

const DONE: &str = "responses: { 204: { description: Done. } }";

/// Compares two forms of `GetA`.
fn operation(old: &str, new: &str) -> Vec<String> {
    let of = |operation: &str| document(&format!("  /a:\n    get: {{ operationId: GetA, {operation} }}"), "");
    lines(&of(old), &of(new))
}

fn at(locations: &[(&str, &str, &str)]) -> Document {
    let path = |(path, method, id): &(&str, &str, &str)| {
        format!("  {path}: {{ {method}: {{ operationId: {id}, {DONE} }} }}\n")
    };
    document(&locations.iter().map(path).collect::<String>(), "")
}

#[test]
fn a_new_operation_is_additive_and_a_removed_one_is_breaking() {
    let (one, two) = (at(&[("/a", "get", "GetA")]), at(&[("/a", "get", "GetA"), ("/b", "get", "GetB")]));
    assert_eq!(lines(&one, &two), ["additive  GetB: the operation is new"]);
    assert_eq!(lines(&two, &one), ["breaking  GetB: the operation is gone"]);
}

#[test]
fn a_deprecation_is_additive() {
    let deprecated = format!("deprecated: true, {DONE}");
    assert_eq!(operation(DONE, &deprecated), ["additive  GetA: the operation is now deprecated"]);
    assert_eq!(operation(&deprecated, DONE), ["additive  GetA: the operation is no longer deprecated"]);
}

#[test]
fn a_moved_or_renamed_operation_is_the_same_operation() {
    let old = at(&[("/a", "get", "GetA")]);
    assert_eq!(
        lines(&old, &at(&[("/b", "post", "GetA")])),
        ["breaking  GetA: `GET /a` moved to `POST /b`: the call stays as it is, but mocks and proxies notice"]
    );
    let renamed = at(&[("/a", "get", "ReadA")]);
    assert_eq!(lines(&old, &renamed), ["breaking  ReadA: the operation was called `GetA`"]);
}

#[test]
fn a_path_parameter_that_moves_is_breaking() {
    let at = |path: &str, names: &[&str]| {
        let parameters: Vec<String> = names
            .iter()
            .map(|name| format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}"))
            .collect();
        let parameters = parameters.join(", ");
        document(&format!("  {path}: {{ get: {{ operationId: GetA, parameters: [{parameters}], {DONE} }} }}"), "")
    };
    for (was, is) in [("/x/{a}/y/{b}", "/x/{b}/y/{a}"), ("/x/{a}:{b}", "/x/{b}:{a}"), ("/{a}/{b}", "/{b}/{a}")] {
        let lines = lines(&at(was, &["a", "b"]), &at(is, &["a", "b"]));
        let line = |name: &str| format!("breaking  GetA: the path parameter `{name}` moved: `{was}` is now `{is}`");
        assert_eq!(lines, [line("a"), line("b")]);
    }
    let lines = lines(&at("/x/{a}/y/{b}", &["a", "b"]), &at("/x/{b}/y/{c}", &["b", "c"]));
    let line = "breaking  GetA: the path parameter `b` moved: `/x/{a}/y/{b}` is now `/x/{b}/y/{c}`";
    assert!(lines.contains(&line.to_owned()), "{lines:#?}");
}

#[test]
fn a_parameter_that_the_client_does_not_send_is_unchanged() {
    for parameter in [
        "s, in: cookie", "Accept, in: header", "content-type, in: header", "Authorization, in: header",
        "Host, in: header, required: true",
    ] {
        let with = format!("parameters: [{{ name: {parameter}, schema: {{ type: string }} }}], {DONE}");
        assert_eq!(operation(DONE, &with), NOTHING, "{parameter}");
    }
    let scheme = "components: { securitySchemes: { K: { type: apiKey, in: header, name: X-Key } } }";
    let of = |parameters: &str| {
        let get = format!("{{ operationId: GetA, security: [{{ K: [] }}], parameters: [{parameters}], {DONE} }}");
        document(&format!("  /a: {{ get: {get} }}"), scheme)
    };
    assert_eq!(lines(&of(""), &of("{ name: x-key, in: header, schema: { type: string } }")), NOTHING);
}

#[test]
fn an_optional_body_that_is_not_json_is_not_sent() {
    let body = |media_type: &str| {
        format!("requestBody: {{ content: {{ {media_type}: {{ schema: {{ type: object }} }} }} }}, {DONE}")
    };
    for (old, new) in [(DONE.to_owned(), body("text/plain")), (body("text/plain"), body("multipart/form-data"))] {
        assert_eq!(operation(&old, &new), NOTHING);
    }
    let lines = operation(&body("text/plain"), &body("application/hal+json"));
    assert_eq!(lines, ["additive  GetA: it may have a body"]);
}

#[test]
fn a_parameter_cannot_be_null() {
    let (plain, nullable) = ("schema: { type: string }", "schema: { type: string, nullable: true }");
    assert_eq!(operation(&parameter(plain), &parameter(nullable)), NOTHING);
    let required = |schema: &str| parameter(&format!("required: true, {schema}"));
    assert_eq!(operation(&required(plain), &required(nullable)), NOTHING);
}

fn body(properties: &str) -> String {
    format!(
        "{{ description: It., content: {{ application/json: {{ schema: {{ type: object, properties: {{ {properties} }} }} }} }} }}"
    )
}

#[test]
fn a_default_response_may_be_the_success() {
    let body = body("id: { type: string }");
    let lines = operation(&returning(&format!("200: {body}")), &returning(&format!("default: {body}")));
    assert_eq!(lines, ["additive  GetA: it may return default", "additive  GetA: it no longer returns 200"]);
}

#[test]
fn the_bodies_of_several_successes_are_one_type() {
    let (full, part) = (body("id: { type: string }, age: { type: integer }"), body("id: { type: string }"));
    let (one, none) = (returning(&format!("201: {full}")), "204: { description: Done. }");
    let or_none = returning(&format!("201: {full}, {none}"));
    assert_eq!(
        operation(&one, &or_none),
        ["additive  GetA: a success may now have no body", "additive  GetA: it may return 204"]
    );
    let two = |other: &str| returning(&format!("200: {other}, 201: {full}"));
    assert_eq!(operation(&one, &two(&part)), ["additive  GetA: it may return 200"]);
    let lines = operation(&two(&part), &two(&body("id: { type: string }, name: { type: string }")));
    assert_eq!(lines, ["additive  the response of GetA: `name` is new"]);
    let csv = part.replace("content: {", "content: { text/csv: {},");
    assert_eq!(operation(&two(&csv), &two(&part)), ["breaking  GetA: it returns `text/csv` no longer"]);
}

fn parameter(rest: &str) -> String {
    format!("parameters: [{{ name: p, in: query, {rest} }}], {DONE}")
}

#[test]
fn a_removed_or_newly_required_parameter_is_breaking() {
    let optional = parameter("schema: { type: string }");
    let required = parameter("required: true, schema: { type: string }");
    assert_eq!(operation(DONE, &optional), ["additive  GetA: the query parameter `p` is new"]);
    assert_eq!(operation(DONE, &required), ["breaking  GetA: the query parameter `p` is new and required"]);
    assert_eq!(operation(&optional, DONE), ["breaking  GetA: the query parameter `p` is gone"]);
    assert_eq!(operation(&optional, &required), ["breaking  GetA: the query parameter `p` is now required"]);
    assert_eq!(operation(&required, &optional), ["additive  GetA: the query parameter `p` may now be left out"]);
}

#[test]
fn a_parameter_is_compared_by_type_limits_and_default() {
    let string = parameter("schema: { type: string }");
    let open = parameter("schema: { type: integer, minimum: 0 }");
    let limited = parameter("schema: { type: integer, minimum: 0, maximum: 1000 }");
    let default = parameter("schema: { type: integer, minimum: 0, default: 20 }");
    assert_eq!(
        operation(&string, &open),
        ["breaking  GetA: the query parameter `p` was a string and is now an integer"]
    );
    assert_eq!(operation(&open, &limited), ["breaking  GetA: the query parameter `p` must now be at most 1000"]);
    assert_eq!(operation(&limited, &open), ["additive  GetA: the query parameter `p` need no longer be at most 1000"]);
    assert_eq!(operation(&open, &default), ["additive  GetA: the query parameter `p` has the default `20` now"]);
    let required = |default: &str| parameter(&format!("required: true, schema: {{ type: integer{default} }}"));
    assert_eq!(operation(&required(""), &required(", default: 1")), NOTHING);
}

#[test]
fn a_setter_of_another_parameter_is_breaking() {
    let of = |names: &[&str]| {
        let parameters: Vec<String> =
            names.iter().map(|name| format!("{{ name: {name}, in: query, schema: {{ type: string }} }}")).collect();
        format!("parameters: [{}], {DONE}", parameters.join(", "))
    };
    assert_eq!(
        operation(&of(&["a-b"]), &of(&["a-b", "a_b"])),
        [
            "breaking  GetA: `a_b` now sets the query parameter `a_b`, no longer the query parameter `a-b`",
            "additive  GetA: the query parameter `a_b` is new",
        ]
    );
    assert_eq!(operation(&of(&["a_b"]), &of(&["a-b", "a_b"])), ["additive  GetA: the query parameter `a-b` is new"]);
    assert_eq!(operation(&of(&["a", "b"]), &of(&["b", "a"])), NOTHING);
}

#[test]
fn a_renamed_path_parameter_is_one_line() {
    let path = |name: &str, more: &str| {
        let parameter = format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}");
        let operation = format!("{{ operationId: GetA, parameters: [{parameter}{more}], {DONE} }}");
        document(&format!("  /a/{{{name}}}:\n    get: {operation}"), "")
    };
    assert_eq!(
        lines(&path("id", ""), &path("credentialId", ", { name: p, in: query, schema: { type: string } }")),
        [
            "breaking  GetA: the path parameter `id` is now called `credentialId`",
            "additive  GetA: the query parameter `p` is new",
        ]
    );
}

#[test]
fn a_path_item_parameter_equals_an_operation_parameter() {
    let parameters = "parameters: [{ name: p, in: query, schema: { type: string } }]";
    let of_path = format!("  /a:\n    {parameters}\n    get: {{ operationId: GetA, {DONE} }}");
    let of_operation = format!("  /a:\n    get: {{ operationId: GetA, {parameters}, {DONE} }}");
    assert_eq!(lines(&document(&of_path, ""), &document(&of_operation, "")), NOTHING);
}

#[test]
fn a_removed_or_newly_required_body_is_breaking() {
    let body = |required: &str| {
        let content = "content: { application/json: { schema: { type: string } } }";
        format!("requestBody: {{ {required}{content} }}, {DONE}")
    };
    let (optional, required) = (body(""), body("required: true, "));
    assert_eq!(operation(DONE, &optional), ["additive  GetA: it may have a body"]);
    assert_eq!(operation(DONE, &required), ["breaking  GetA: it takes a body, which is required"]);
    assert_eq!(operation(&optional, DONE), ["breaking  GetA: it no longer takes a body"]);
    assert_eq!(operation(&optional, &required), ["breaking  GetA: its body is now required"]);
    assert_eq!(operation(&required, &optional), ["additive  GetA: its body may now be left out"]);
}

fn returning(responses: &str) -> String {
    format!("responses: {{ {responses} }}")
}

#[test]
fn a_new_or_removed_status_is_additive() {
    let one = returning("204: { description: Done. }");
    let two = returning("204: { description: Done. }, 429: { description: Wait. }");
    assert_eq!(operation(&one, &two), ["additive  GetA: it may return 429"]);
    assert_eq!(operation(&two, &one), ["additive  GetA: it no longer returns 429"]);
    let other = returning("200: { description: Done. }");
    assert_eq!(
        operation(&one, &other),
        ["additive  GetA: it may return 200", "additive  GetA: it no longer returns 204"]
    );
}

#[test]
fn a_new_or_removed_response_body_is_breaking() {
    let body = returning("200: { description: It., content: { application/json: { schema: { type: string } } } }");
    let no_body = returning("200: { description: It. }");
    assert_eq!(operation(&no_body, &body), ["breaking  GetA: it now returns a body"]);
    assert_eq!(operation(&body, &no_body), ["breaking  GetA: it no longer returns a body"]);
    assert_eq!(operation(&no_body, &returning("200: { description: It., content: {} }")), NOTHING);
    let head = |responses: &str| document(&format!("  /a: {{ head: {{ operationId: HeadA, {responses} }} }}"), "");
    assert_eq!(lines(&head(&no_body), &head(&body)), NOTHING);
}

#[test]
fn a_removed_response_header_is_breaking() {
    let with = returning("204: { description: Done., headers: { Location: { schema: { type: string } } } }");
    let without = returning("204: { description: Done. }");
    assert_eq!(operation(&without, &with), ["additive  GetA: a success has the new header `Location`"]);
    assert_eq!(operation(&with, &without), ["breaking  GetA: a success no longer has the header `Location`"]);
    let content_type = with.replace("Location", "content-type");
    assert_eq!(operation(&without, &content_type), NOTHING);
    assert_eq!(operation(&content_type, &without), NOTHING);
}

/// Compares two forms of the response header `H`.
fn header(old: &str, new: &str) -> Vec<String> {
    let of = |header: &str| returning(&format!("204: {{ description: Done., headers: {{ H: {{ {header} }} }} }}"));
    operation(&of(old), &of(new))
}

#[test]
fn the_type_of_a_response_header_is_compared_with_all_inside() {
    let object = |members: &str| format!("{{ type: object, properties: {{ c: {{ type: string }}, {members} }} }}");
    let list = |items: &str| format!("{{ type: array, items: {items} }}");
    let union = |other: &str| format!("{{ oneOf: [{{ type: string }}, {{ type: {other} }}] }}");
    let map = |members: &str| format!("{{ type: object, additionalProperties: {{ type: {members} }} }}");
    let (string, integer) = ("{ type: string }", "{ type: integer }");
    let [deep, other] = [string, integer].map(|kind| object(&format!("d: {}", object(&format!("e: {kind}")))));
    for (old, new, line) in [
        (string.to_owned(), integer.to_owned(), "$ was a string and is now an integer"),
        (list(string), list(integer), "$: an item was a string and is now an integer"),
        (object("d: { type: string }"), object("d: { type: integer }"), "$: `d` was a string and is now an integer"),
        (object("d: { type: string }"), object(""), "$: `d` is gone"),
        (deep, other, "`H.d` in $: `e` was a string and is now an integer"),
        (union("integer"), union("boolean"), "$: the form `boolean` was an integer and is now a boolean"),
        (map("string"), map("integer"), "$: a member that is not listed was a string and is now an integer"),
    ] {
        let line = format!("breaking  GetA: {}", line.replace('$', "the header `H` of a success"));
        for media in ["schema: $", "content: { application/json: { schema: $ } }"] {
            let [old, new] = [&old, &new].map(|schema| media.replace('$', schema));
            assert_eq!(header(&old, &new), [line.as_str()], "{old}");
        }
    }
    // The client returns it as a string, so that its values become no variants.
    let of = |values: &str| format!("{{ type: string, enum: [{values}] }}");
    for of in [of, |values: &str| format!("{{ type: array, items: {{ type: string, enum: [{values}] }} }}")] {
        assert_eq!(header(&format!("schema: {}", of("a, b")), &format!("schema: {}", of("a"))), NOTHING);
    }
}

#[test]
fn a_response_header_that_may_be_missing_is_additive() {
    let (optional, required) = ("schema: { type: string }", "required: true, schema: { type: string }");
    assert_eq!(header(required, optional), ["additive  GetA: the header `H` of a success may now be missing"]);
    assert_eq!(header(optional, required), ["additive  GetA: the header `H` of a success is now always there"]);
}

#[test]
fn a_replaced_success_keeps_its_headers_in_any_letter_case() {
    let with = returning("204: { description: Done., headers: { Location: { schema: { type: string } } } }");
    let other = returning("200: { description: Done., headers: { location: { schema: { type: string } } } }");
    assert_eq!(
        operation(&with, &other),
        ["additive  GetA: it may return 200", "additive  GetA: it no longer returns 204"]
    );
}

#[test]
fn a_header_of_a_new_error_is_not_listed() {
    let error =
        |headers: &str| returning(&format!("204: {{ description: Done. }}, 429: {{ description: Wait.{headers} }}"));
    let number = error(", headers: { Retry-After: { schema: { type: integer } } }");
    let source = error(", headers: { Retry-After: { schema: { type: string } } }");
    assert_eq!(operation(DONE, &number), ["additive  GetA: it may return 429"]);
    assert_eq!(operation(&error(""), &number), ["additive  GetA: its 429 has the new header `Retry-After`"]);
    assert_eq!(
        operation(&number, &source),
        ["breaking  GetA: the header `Retry-After` of its 429 was an integer and is now a string"]
    );
}

#[test]
fn a_removed_media_type_is_breaking() {
    let typed = |types: &[&str]| {
        let types: Vec<String> = types.iter().map(|name| format!("{name}: {{ schema: {{ type: string }} }}")).collect();
        returning(&format!("200: {{ description: It., content: {{ {} }} }}", types.join(", ")))
    };
    let (json, both) = (typed(&["application/json"]), typed(&["text/csv", "application/json"]));
    assert_eq!(operation(&json, &both), ["additive  GetA: it returns `text/csv` too"]);
    assert_eq!(operation(&both, &json), ["breaking  GetA: it returns `text/csv` no longer"]);
    assert_eq!(operation(&json, &typed(&["application/json; charset=utf-8"])), NOTHING);
    let versions = ["application/json;v=1", "application/json; V=2"].map(|name| typed(&[name]));
    assert_eq!(
        operation(&versions[0], &versions[1]),
        [
            "breaking  GetA: it returns `application/json;v=1` no longer",
            "additive  GetA: it returns `application/json;v=2` too"
        ]
    );
}

#[test]
fn all_bodies_of_several_successes_are_compared_whatever_their_types_and_order() {
    let body = |status: &str, schema: &str| {
        format!("{status}: {{ description: It., content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    let two = |first: &str, second: &str| returning(&format!("{}, {}", body("200", first), body("201", second)));
    let object = |name: &str| format!("{{ type: object, properties: {{ {name}: {{ type: string }} }} }}");
    let list = |name: &str| format!("{{ type: array, items: {} }}", object(name));
    let (old, new) = (two(&object("z"), &list("aB")), two(&object("z"), &list("a_b")));
    assert_eq!(
        operation(&old, &new),
        [
            "breaking  the response of GetA(array)[]: `aB` is gone",
            "additive  the response of GetA(array)[]: `a_b` is new"
        ]
    );
    let (string, number) = ("{ type: string }", "{ type: integer }");
    assert_eq!(operation(&two(string, number), &two(number, string)), NOTHING);
    let null_or_number = two("{ nullable: true, enum: [null] }", number);
    assert!(
        operation(&null_or_number, &two("{ nullable: true, enum: [null] }", string))[0]
            .starts_with("breaking  GetA: the response")
    );
}

#[test]
fn a_body_that_the_client_does_not_send_is_no_change() {
    let trace = |body: &str| document(&format!("  /a: {{ trace: {{ operationId: TraceA, {body}{DONE} }} }}"), "");
    let body = "requestBody: { required: true, content: { application/json: { schema: { type: object } } } }, ";
    assert_eq!(lines(&trace(""), &trace(body)), NOTHING);
    let string = "requestBody: { content: { '*/*': { schema: { type: string } } } }, ";
    assert_eq!(operation(DONE, &format!("{string}{DONE}")), NOTHING);
}

#[test]
fn a_range_contains_its_media_types() {
    let content = |types: &str| {
        let types: String =
            types.split(' ').map(|name| format!("'{name}': {{ schema: {{ type: integer }} }}, ")).collect();
        format!("content: {{ {types} }}")
    };
    let sent = |types: &str| format!("requestBody: {{ {} }}, {DONE}", content(types));
    let returned = |types: &str| returning(&format!("200: {{ description: It., {} }}", content(types)));
    let json = "application/json";
    for (one, other) in [
        (json, "*/*"),
        (json, "application/*"),
        ("application/*", "*/*"),
        ("application/json text/csv", "application/json text/csv */*"),
    ] {
        for (old, new) in [(one, other), (other, one)] {
            assert_eq!(operation(&sent(old), &sent(new)), NOTHING, "{old} {new}");
            assert_eq!(operation(&returned(old), &returned(new)), NOTHING, "{old} {new}");
        }
    }
    // For a range, the client sends `application/json`.
    let (own, all) = (sent("application/vnd.a+json"), sent("*/*"));
    assert_eq!(operation(&own, &all), ["additive  GetA: it takes `*/*` too"]);
    assert_eq!(operation(&all, &own), ["breaking  GetA: it takes `*/*` no longer"]);
    let ranges = ["application/json text/csv", "application/json text/*"].map(returned);
    assert_eq!(operation(&ranges[0], &ranges[1]), ["additive  GetA: it returns `text/*` too"]);
    assert_eq!(operation(&ranges[1], &ranges[0]), ["breaking  GetA: it returns `text/*` no longer"]);
}

#[test]
fn all_errors_are_one_type_whose_members_are_optional() {
    let error = |status: u16, member: &str| {
        let schema =
            format!("{{ type: object, required: [{member}], properties: {{ {member}: {{ type: string }} }} }}");
        format!("{status}: {{ description: No., content: {{ application/problem+json: {{ schema: {schema} }} }} }}")
    };
    let of = |one: &str, other: &str| {
        returning(&format!("204: {{ description: Done. }}, {}, {}", error(404, one), error(422, other)))
    };
    let old = of("title", "code");
    assert_eq!(operation(&old, &of("code", "title")), NOTHING);
    let required = of("title", "title");
    assert_eq!(operation(&required, &required.replace("required: [title], ", "")), NOTHING);
    assert_eq!(
        operation(&old, &of("title", "invalidFields")),
        [
            "breaking  `Problem` in responses of GetA: `code` is gone",
            "additive  `Problem` in responses of GetA: `invalidFields` is new",
        ]
    );
    let closed = required.replace("type: object,", "type: object, additionalProperties: false,");
    assert_eq!(operation(&required, &closed), NOTHING, "the generated type keeps other members");
    // RFC 9457 defines `title` and `detail`, and every problem has them.
    assert_eq!(operation(&of("title", "detail"), &of("title", "title")), NOTHING);
}

#[test]
fn a_change_of_many_operations_is_listed_once() {
    let of = |get: &str, others: &str| {
        let operation = |method: &str, id: &str, error: &str| {
            format!("    {method}: {{ operationId: {id}, responses: {{ 204: {{ description: Done. }}{error} }} }}\n")
        };
        let others = [("put", "PutA"), ("post", "PostA"), ("delete", "DeleteA")]
            .map(|(method, id)| operation(method, id, others))
            .concat();
        document(&format!("  /a:\n{}{others}", operation("get", "GetA", get)), "")
    };
    let error = ", 403: { description: No. }";
    assert_eq!(lines(&of("", ""), &of(error, error)), ["additive  all 4 operations: it may return 403"]);
    assert_eq!(lines(&of("", ""), &of("", error)), ["additive  all 3 operations other than GET: it may return 403"]);
}

/// An operation with these responses, each with its status, the type of its member `m`, and its headers.
fn with_members(responses: &[(&str, &str, &str)]) -> String {
    let response = |(status, kind, headers): &(&str, &str, &str)| {
        let schema = format!("{{ type: object, properties: {{ m: {kind} }} }}");
        format!("{status}: {{ description: It., {headers} content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    format!("responses: {{ {} }}", responses.iter().map(response).collect::<Vec<_>>().join(", "))
}

#[test]
fn a_member_with_several_types_is_the_same_in_any_order() {
    let (string, integer) = ("{ type: string }", "{ type: integer }");
    let list = |items: &str| format!("{{ type: array, items: {items} }}");
    for (statuses, location) in
        [(["200", "201"], "the response of GetA"), (["400", "404"], "`Problem` in responses of GetA")]
    {
        let of = |one: &str, other: &str| with_members(&[(statuses[0], one, ""), (statuses[1], other, "")]);
        let line = format!("breaking  {location}: `m` was a string and is now one of several forms");
        assert_eq!(operation(&of(string, string), &of(string, integer)), std::slice::from_ref(&line));
        assert_eq!(operation(&of(string, string), &of(integer, string)), std::slice::from_ref(&line));
        assert_eq!(operation(&of(string, integer), &of(integer, string)), NOTHING);
        let (strings, integers) = (list(string), list(integer));
        assert_eq!(operation(&of(&strings, &integers), &of(&integers, &strings)), NOTHING);
    }
}

#[test]
fn a_response_that_gets_a_schema_is_breaking() {
    let of =
        |media: &str| format!("responses: {{ 200: {{ description: It., content: {{ application/json: {media} }} }} }}");
    let (without, with) = (of("{}"), of("{ schema: { type: string } }"));
    assert_eq!(operation(&without, &with), ["breaking  GetA: the response now has a type"]);
    assert_eq!(operation(&with, &without), ["breaking  GetA: the response no longer has a type"]);
}

#[test]
fn a_header_that_moves_to_another_success_names_both() {
    let string = "{ type: string }";
    let header = "headers: { X: { schema: { type: string } } },";
    let (first, second) =
        ([("200", string, header), ("201", string, "")], [("200", string, ""), ("201", string, header)]);
    assert_eq!(
        operation(&with_members(&first), &with_members(&second)),
        ["breaking  GetA: its 200 no longer has the header `X`", "additive  GetA: its 201 has the new header `X`",]
    );
}
