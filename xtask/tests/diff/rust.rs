//! The clients of both specs: types, names and signatures.

use xtask::diff::compare;

use super::{NOTHING, client_changes, document, requiring, returned, sent, sent_and_returned, with};

/// The lines about Rust.
fn rust(old: &rebilly_customer_auth_codegen::Document, new: &rebilly_customer_auth_codegen::Document) -> Vec<String> {
    let lines = client_changes(old, new).into_iter().map(|change| change.to_string());
    lines.filter(|line| line.contains("  Rust ")).collect()
}

#[test]
fn another_type_is_one_line_of_its_owner() {
    let list = "{ type: array, items: { type: string } }";
    let nullable = "{ type: string, nullable: true }";
    let string = "{ type: string }";
    let fields = [
        (with(string), with("{ type: integer }"), "Option<String>", "Option<i64>"),
        (with(string), with("{ type: string, format: date-time }"), "Option<String>", "Option<DateTime<Utc>>"),
        (with("{ type: string, format: password }"), with(string), "Option<Secret>", "Option<String>"),
        (with("{ type: integer }"), with("{ type: integer, minimum: 0 }"), "Option<i64>", "Option<u64>"),
        (with("{ type: integer, format: int32 }"), with("{ type: integer }"), "Option<i32>", "Option<i64>"),
        (requiring(string), with(string), "String", "Option<String>"),
        (requiring(string), requiring(nullable), "String", "Option<String>"),
        (with(string), requiring(string), "Option<String>", "String"),
        (with(string), with(list), "Option<String>", "Vec<String>"),
    ];
    for (old, new, was, is) in fields {
        let (old, new) = (returned(&format!("    A: {old}")), returned(&format!("    A: {new}")));
        let found = rust(&old, &new);
        let changed = format!("`b: {was}` is now `b: {is}`");
        assert!(found[0].starts_with("breaking  Rust types::A: ") && found[0].ends_with(&changed), "{found:#?}");
        assert_eq!(found.len(), 1, "the builder changes with its type: {found:#?}");
    }
    let (old, new) = (with(string), with(nullable));
    let (old, new) = (sent(&format!("    A: {old}")), sent(&format!("    A: {new}")));
    assert_eq!(rust(&old, &new), ["breaking  Rust types::A: `b: Option<String>` is now `b: Option<Option<String>>`"]);
}

#[test]
fn a_new_member_is_additive_and_other_wording_is_no_change() {
    let list = "b: { type: array, items: { type: string } }";
    let of = |properties: &str, more: &str| {
        returned(&format!("    A: {{ type: object, properties: {{ {properties} }}{more} }}"))
    };
    let (plain, other) = (of(list, ", description: d"), of(list, ", description: other, example: {}"));
    let new = rust(&plain, &of(&format!("{list}, c: {{ type: integer }}"), ""));
    assert_eq!(new, ["additive  Rust types::A: new: `c: Option<i64>`"]);
    let (changes, lines, _) = compare([&plain, &other], [&plain, &other], &other);
    assert!(changes.is_empty() && lines.is_empty(), "{changes:#?} {lines:#?}");
    let required = of(list, ", required: [b]");
    let (_, lines, _) = compare([&plain, &required], [&plain, &required], &required);
    assert!(!lines.is_empty(), "another attribute of serde");
}

#[test]
fn a_trait_that_a_type_no_longer_implements_is_a_breaking_change() {
    let of = |required: &str, kind: &str| {
        let properties = "properties: { kind: { $ref: '#/components/schemas/Kind' } }";
        returned(&format!("    A: {{ type: object, {required} {properties} }}\n    Kind: {kind}"))
    };
    let kind = "{ type: string, enum: [a] }";
    let old = of("", kind);
    let found = rust(&old, &of("required: [kind],", kind));
    assert!(found[0].contains("gone: `impl Default`"), "{found:#?}");
    // The traits of a type that is gone are not listed.
    let found = rust(&old, &of("", "{ type: string }"));
    assert!(found.iter().all(|line| !line.contains("`impl ")), "{found:#?}");
}

#[test]
fn what_a_macro_of_the_runtime_defines_is_compared() {
    let of = |b: &str| returned(&format!("    A: {}", with(b)));
    let known = |values: &str| of(&format!("{{ type: string, x-known-values: {{ g: [{values}] }} }}"));
    assert_eq!(
        rust(&known("one, two"), &known("one")),
        ["breaking  Rust known_values::b::g: gone: `const TWO = \"two\"`"]
    );
    assert_eq!(
        rust(&known("one"), &known("one, two")),
        ["additive  Rust known_values::b::g: new: `const TWO = \"two\"`"]
    );
    assert_eq!(
        rust(&known("one"), &known("ONE")),
        [r#"breaking  Rust known_values::b::g: `const ONE = "one"` is now `const ONE = "ONE"`"#]
    );
    let listed = |parameters: &str| {
        let items = "{ type: array, items: { type: string } }";
        let parameters = format!("[{{ name: limit, in: query, schema: {{ type: integer }} }}{parameters}]");
        let responses =
            format!("{{ 200: {{ description: It., content: {{ application/json: {{ schema: {items} }} }} }} }}");
        let operation = format!("{{ operationId: GetA, parameters: {parameters}, responses: {responses} }}");
        document(&format!("  /a: {{ get: {operation} }}"), "")
    };
    let (paginated, other) = (listed(", { name: offset, in: query, schema: { type: integer } }"), listed(""));
    let found = rust(&paginated, &other);
    assert!(found.iter().any(|line| line.contains("PaginatedRequest")), "{found:#?}");
}

#[test]
fn a_format_without_a_type_of_its_own_is_no_change() {
    for format in ["uri", "uuid", "date", "byte", "binary"] {
        let of = |b: &str| returned(&format!("    A: {}", with(b)));
        let new = format!("{{ type: string, format: {format} }}");
        assert_eq!(rust(&of("{ type: string }"), &of(&new)), NOTHING, "{format}");
    }
}

#[test]
fn a_renamed_schema_is_one_line() {
    let called = |name: &str| {
        let schema = format!(
            "    {name}: {{ type: object, properties: {{ id: {{ type: string, readOnly: true }}, b: {{ $ref: '#/components/schemas/{name}B' }} }} }}\n    {name}B: {{ type: object, properties: {{ c: {{ type: integer }} }} }}"
        );
        sent_and_returned(name, &schema)
    };
    assert_eq!(
        rust(&called("Credential"), &called("CustomerCredential")),
        [
            "breaking  Rust types::Credential: the type is now called `CustomerCredential`",
            "breaking  Rust types::CredentialB: the type is now called `CustomerCredentialB`",
            "breaking  Rust types::CredentialRequest: the type is now called `CustomerCredentialRequest`",
        ]
    );
    assert_eq!(rust(&called("customer_credential"), &called("CustomerCredential")), NOTHING);
}

#[test]
fn a_variant_with_the_name_of_a_renamed_type_is_another_change() {
    let of = |name: &str| {
        let reference = format!("{{ $ref: '#/components/schemas/{name}' }}");
        let properties = format!("x: {reference}, u: {{ oneOf: [{reference}, {{ type: integer }}] }}");
        returned(&format!(
            "    A: {{ type: object, properties: {{ {properties} }} }}\n    {name}: {{ type: object, properties: {{ c: {{ type: string }} }} }}"
        ))
    };
    assert_eq!(
        rust(&of("Old"), &of("New")),
        [
            "breaking  Rust types::Au: gone: `Old(New)`; new: `New(New)`",
            "breaking  Rust types::Old: the type is now called `New`",
        ]
    );
}

#[test]
fn a_renamed_schema_whose_type_keeps_its_name_is_no_change() {
    let called = |name: &str| {
        let schema = "x-rust-name: Credential, type: object, properties: { id: { type: string, readOnly: true } }";
        sent_and_returned(name, &format!("    {name}: {{ {schema} }}"))
    };
    assert_eq!(rust(&called("Credential"), &called("CustomerCredential")), NOTHING);
}

#[test]
fn another_type_in_the_place_of_one_is_no_other_name() {
    let of = |name: &str, property: &str| {
        let schema = format!("{{ type: object, properties: {{ {property}: {{ type: string }} }} }}");
        returned(&format!(
            "    A: {{ type: object, properties: {{ x: {{ $ref: '#/components/schemas/{name}' }} }} }}\n    {name}: {schema}"
        ))
    };
    assert_eq!(
        rust(&of("Old", "a"), &of("New", "b")),
        [
            "breaking  Rust types: gone: `struct Old`; new: `struct New`",
            "breaking  Rust types::A: `x: Option<Old>` is now `x: Option<New>`",
        ]
    );
}

#[test]
fn a_request_that_now_differs_from_the_response_gets_its_own_type() {
    let with = |more: &str| {
        let content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
        let get = format!("{{ operationId: GetA, responses: {{ 200: {{ description: It., {content} }} }} }}");
        let post = "operationId: PostA, responses: { 204: { description: Done. } }";
        let post = format!("{{ {post}, requestBody: {{ required: true, {content} }} }}");
        let schema = format!("{{ type: object, properties: {{ a: {{ type: string }}{more} }} }}");
        let paths = format!("  /a:\n    get: {get}\n    post: {post}");
        document(&paths, &format!("components:\n  schemas:\n    A: {schema}"))
    };
    let found = rust(&with(""), &with(", id: { type: string, readOnly: true }"));
    assert!(found.iter().any(|line| line.starts_with("additive  Rust types: new: `struct ARequest`")), "{found:#?}");
    let body = "`fn body(self, value: impl IntoValue<A>) -> Self` is now `fn body(self, value: impl IntoValue<ARequest>) -> Self`";
    assert!(found.iter().any(|line| line.contains(body)), "{found:#?}");
}

#[test]
fn a_type_of_another_crate_and_a_schema_called_like_a_builder_keep_their_names() {
    let of = |name: &str, other: &str| {
        let object = |name: &str, member: &str| {
            format!(
                "\n    {name}: {{ type: object, properties: {{ {member}: {{ type: string, format: date-time }} }} }}"
            )
        };
        let reference = |name: &str| format!("{{ $ref: '#/components/schemas/{name}' }}");
        let properties = format!("p: {}, q: {}, r: {{ type: object }}", reference(name), reference(other));
        returned(&format!(
            "    A: {{ type: object, properties: {{ {properties} }} }}{}{}",
            object(name, "c"),
            object(other, "d")
        ))
    };
    let found = rust(&of("B", "BBuilder"), &of("D", "BBuilder"));
    assert_eq!(found[0], "breaking  Rust types::B: the type is now called `D`");
    assert!(found.iter().all(|line| !line.contains("types::BBuilder") && !line.contains("`q")), "{found:#?}");
    let found = rust(&of("B", "DateTime"), &of("B", "When"));
    assert!(found.iter().all(|line| !line.contains("called") && !line.contains("When<Utc>")), "{found:#?}");
}

#[test]
fn an_operation_with_the_name_of_a_type_is_no_type() {
    let of = |format: &str, more: &str| {
        let schema = format!("{{ type: object, properties: {{ a: {{ type: string }}{more} }} }}");
        let response = format!("200: {{ description: It., content: {{ application/json: {{ schema: {schema} }} }} }}");
        let parameter = format!("{{ name: z, in: query, schema: {{ type: integer, format: {format} }} }}");
        let get = format!("{{ operationId: GetB, parameters: [{parameter}], responses: {{ {response} }} }}");
        document(&format!("  /b: {{ get: {get} }}"), "components: { schemas: { GetB: { type: string, enum: [a] } } }")
    };
    let found = rust(&of("int64", ""), &of("int32", ", p: { $ref: '#/components/schemas/GetB' }"));
    let setter =
        "`fn z(self, value: impl IntoValue<i64>) -> Self` is now `fn z(self, value: impl IntoValue<i32>) -> Self`";
    assert!(found.iter().any(|line| line.contains(setter)), "{found:#?}");
}

#[test]
fn enums_without_a_common_value_are_no_rename() {
    let of = |name: &str, value: &str| {
        returned(&format!(
            "    A: {{ type: object, properties: {{ x: {{ $ref: '#/components/schemas/{name}' }} }} }}\n    {name}: {{ type: string, enum: [{value}] }}"
        ))
    };
    let found = rust(&of("Bee", "x"), &of("Dee", "u"));
    assert!(found.iter().all(|line| !line.contains("is now called")), "{found:#?}");
}

#[test]
fn another_notation_of_a_media_type_a_url_or_an_order_makes_no_other_code() {
    let of = |media_type: &str, url: &str, parameters: [&str; 2]| {
        let content = format!(
            "content: {{ {media_type}: {{ schema: {{ type: object, properties: {{ p: {{ type: string }} }} }} }} }}"
        );
        let [one, other] = parameters.map(|name| format!("{{ name: {name}, in: query, schema: {{ type: string }} }}"));
        let paths = format!(
            "  /a: {{ post: {{ operationId: PostA, parameters: [{one}, {other}], requestBody: {{ required: true, {content} }}, \
             responses: {{ 200: {{ description: It., {content} }} }} }} }}"
        );
        document(&paths, &format!("servers: [{{ url: '{url}' }}]"))
    };
    let (json, url) = ("application/json", "https://api.example.com/v1");
    let old = of(json, url, ["a", "b"]);
    for new in [
        of("Application/JSON; charset=utf-8", url, ["a", "b"]),
        of(json, "https://API.example.com:443/v1/", ["a", "b"]),
        of(json, url, ["b", "a"]),
    ] {
        let (changes, lines, _) = compare([&old, &new], [&old, &new], &new);
        assert!(changes.is_empty() && lines.is_empty(), "{changes:#?} {lines:#?}");
    }
}

#[test]
fn a_secret_of_a_type_that_another_one_replaces_is_listed() {
    let of = |[one, other]: [&str; 2], more: &str| {
        let get = |id: &str, schema: &str| {
            let content = format!("content: {{ application/json: {{ schema: {schema} }} }}");
            format!("{{ get: {{ operationId: {id}, responses: {{ 200: {{ description: It., {content} }} }} }} }}")
        };
        let paths = format!("  /a: {}\n  /b: {}", get("GetA", one), get("GetB", other));
        let token = "{ type: object, properties: { href: { type: string, x-secret: true }, user: { type: string } } }";
        document(&paths, &format!("components: {{ schemas: {{ Token: {token}{more} }} }}"))
    };
    let reference = "{ $ref: '#/components/schemas/Token' }";
    let in_place = "{ type: object, properties: { href: { type: string }, user: { type: string } } }";
    let secrets = |old: [&str; 2], new: [&str; 2]| -> Vec<String> {
        let other = format!(", Other: {in_place}");
        let found = rust(&of(old, ""), &of(new, &other)).into_iter();
        found.filter(|line| line.contains("no longer secret")).collect()
    };
    let line = |name: &str| {
        format!(
            "breaking  Rust types::{name}: no longer secret: `href: Option<String>`, which was `href: Option<Secret>` \
             in `Token`; mark it with `x-secret` in spec/overlay.yaml"
        )
    };
    let both = [line("GetAResponse"), line("GetBResponse")];
    assert_eq!(secrets([reference; 2], [in_place; 2]), both);
    assert_eq!(secrets([reference; 2], [reference, in_place]), both[1..]);
    assert_eq!(secrets([reference; 2], [reference, "{ $ref: '#/components/schemas/Other' }"]), [line("Other")]);
    let outer = |inner: &str| format!("{{ type: object, properties: {{ a: {inner}, b: {{ type: string }} }} }}");
    assert_eq!(
        secrets([&outer(reference), reference], [&outer(in_place), in_place]),
        [line("GetAResponseA"), line("GetBResponse")]
    );
    let secret = in_place.replacen("string", "string, format: password", 1);
    assert_eq!(secrets([reference; 2], [&secret; 2]), NOTHING);
}
