//! Credentials, servers, and how the organization is named.

use rebilly_customer_auth_codegen::Document;

use super::{NOTHING, client_changes, document, lines};

const DONE: &str = "responses: { 204: { description: Done. } }";
const PATHS: &str = "  /a: { get: { operationId: GetA, responses: { 204: { description: Done. } } } }";
const SCHEMES: &str = "
components:
  securitySchemes:
    Key: { type: apiKey, in: header, name: K }
    Jwt: { type: http, scheme: bearer }
    Certificate: { type: http, scheme: mutualTLS }
";

fn taking(keys: &str) -> Document {
    document(PATHS, &format!("security: {keys}\n{SCHEMES}"))
}

#[test]
fn a_credential_that_is_no_longer_accepted_is_breaking() {
    let (one, two) = (taking("[{ Key: [] }]"), taking("[{ Key: [] }, { Jwt: [] }]"));
    assert_eq!(lines(&one, &two), ["additive  GetA: it accepts `Jwt` too"]);
    assert_eq!(lines(&two, &one), ["breaking  GetA: it no longer accepts `Jwt`"]);
    let or_none = taking("[{ Key: [] }, {}]");
    assert_eq!(lines(&one, &or_none), ["additive  GetA: it needs no credential any more"]);
    assert_eq!(lines(&or_none, &one), ["breaking  GetA: it now needs a credential"]);
    assert_eq!(lines(&one, &taking("[]")), ["additive  GetA: it needs no credential any more"]);
    let both = taking("[{ Certificate: [], Key: [] }]");
    let added = "additive  GetA: it accepts `Certificate` with `Key` too";
    assert_eq!(lines(&one, &both), ["breaking  GetA: it no longer accepts `Key`", added]);
    let which = lines(&taking("[]"), &taking("[{ Key: [] }, { Jwt: [] }]"));
    assert_eq!(which, ["breaking  GetA: it now needs a credential: `Key` or `Jwt`"]);
}

#[test]
fn fewer_scopes_are_additive_and_more_are_breaking() {
    let (one, two) = (taking("[{ Jwt: [read] }]"), taking("[{ Jwt: [read, write] }]"));
    let more = ["breaking  GetA: it now accepts `Jwt` for read, write only"];
    assert_eq!(lines(&one, &two), more);
    assert_eq!(lines(&two, &one), ["additive  GetA: it accepts `Jwt` for read too"]);
    let beside_none = |scope: &str| taking(&format!("[{{}}, {{ Jwt: [{scope}] }}]"));
    let other = ["additive  GetA: it accepts `Jwt` for write too"];
    assert_eq!(lines(&beside_none("read"), &beside_none("write")), other);
}

#[test]
fn an_alternative_that_the_client_cannot_send_is_no_change() {
    let more = "security: [{ Key: [] }, { Cookie: [] }, { Key: [], Cookie: [] }]";
    let cookie = "    Cookie: { type: apiKey, in: cookie, name: c }\n";
    let (one, two) = (taking("[{ Key: [] }]"), document(PATHS, &format!("{more}\n{SCHEMES}{cookie}")));
    assert_eq!(lines(&one, &two), NOTHING);
}

#[test]
fn a_scheme_that_the_client_cannot_send_is_no_change_in_any_form() {
    let of = |name: &str, scheme: &str| {
        let more = format!("security: [{{ Key: [] }}, {{ {name}: [] }}]\n{SCHEMES}    {name}: {scheme}\n");
        document(PATHS, &more)
    };
    let digest = of("Other", "{ type: http, scheme: digest }");
    for other in [of("Other", "{ type: apiKey, in: query, name: q }"), of("New", "{ type: http, scheme: digest }")] {
        assert_eq!(lines(&digest, &other), NOTHING);
    }
    let header = of("Other", "{ type: apiKey, in: header, name: O }");
    assert_eq!(lines(&digest, &header), ["additive  GetA: it accepts `Other` too"]);
    assert_eq!(lines(&header, &digest), ["breaking  GetA: it no longer accepts `Other`"]);
}

#[test]
fn an_operation_whose_only_scheme_becomes_supported_is_only_new() {
    let of = |scheme: &str| {
        let paths = format!("{PATHS}\n  /b: {{ get: {{ operationId: GetB, security: [{{ B: [] }}], {DONE} }} }}");
        document(&paths, &format!("security: [{{ Key: [] }}]\n{SCHEMES}    B: {scheme}\n"))
    };
    let (query, header) = (of("{ type: apiKey, in: query, name: b }"), of("{ type: apiKey, in: header, name: b }"));
    let changes = client_changes(&query, &header);
    let lines: Vec<String> = changes.iter().map(ToString::to_string).filter(|line| !line.contains("Rust ")).collect();
    assert_eq!(lines, ["additive  GetB: the operation is new"]);
}

#[test]
fn a_credential_that_is_required_too_is_breaking() {
    let (one, both) = (taking("[{ Key: [] }]"), taking("[{ Key: [], Jwt: [] }]"));
    let breaking = "breaking  GetA: it no longer accepts `Key`";
    assert_eq!(lines(&one, &both), [breaking, "additive  GetA: it accepts `Jwt` with `Key` too"]);
    assert_eq!(lines(&both, &one), ["additive  GetA: it accepts `Key` too"]);
}

#[test]
fn all_schemes_of_a_requirement_count_even_if_the_client_sends_one_of_them() {
    let schemes = "    App: { type: oauth2, flows: {} }\n    Own: { type: apiKey, in: header, name: authorization }\n";
    let of = |security: &str| document(PATHS, &format!("security: {security}\n{SCHEMES}{schemes}"));
    let (read, write) = ("`App` for read with `Jwt`", "`App` for read, write with `Jwt`");
    let narrower = |removed: &str, added: &str| {
        vec![format!("breaking  it no longer accepts {removed}"), format!("additive  it accepts {added} too")]
    };
    let only = |accepted: &str| vec![format!("breaking  it now accepts {accepted} only")];
    for (wide, narrow, forth, back) in [
        ("{ Jwt: [], App: [read] }", "{ Jwt: [], App: [read, write] }", only(write), read),
        ("{ Jwt: [] }", "{ Jwt: [], App: [read] }", narrower("`Jwt`", read), "`Jwt`"),
        ("{ App: [] }", "{ App: [], Jwt: [] }", narrower("`App`", "`App` with `Jwt`"), "`App`"),
        ("{ Jwt: [] }", "{ Own: [], Jwt: [] }", narrower("`Jwt`", "`Jwt` with `Own`"), "`Jwt`"),
    ] {
        for other in ["", "{ Key: [] }, "] {
            let [wide, narrow] = [wide, narrow].map(|one| of(&format!("[{other}{one}]")));
            let forth: Vec<String> = forth.iter().map(|line| line.replacen("  ", "  GetA: ", 1)).collect();
            assert_eq!(lines(&wide, &narrow), forth);
            assert_eq!(lines(&narrow, &wide), [format!("additive  GetA: it accepts {back} too")]);
        }
    }
}

#[test]
fn another_way_to_obtain_a_bearer_token_is_no_change() {
    let of = |scheme: &str| {
        document(PATHS, &format!("security: [{{ Jwt: [] }}]\ncomponents: {{ securitySchemes: {{ Jwt: {scheme} }} }}"))
    };
    let bearer = of("{ type: http, scheme: Bearer }");
    let flows = "{ clientCredentials: { tokenUrl: 'https://a.example', scopes: {} } }";
    for other in [
        of(&format!("{{ type: oauth2, flows: {flows} }}")),
        of("{ type: openIdConnect, openIdConnectUrl: 'https://a.example' }"),
    ] {
        assert_eq!(lines(&bearer, &other), NOTHING);
    }
}

#[test]
fn another_order_of_credentials_is_not_breaking() {
    assert_eq!(
        lines(&taking("[{ Key: [] }, { Jwt: [] }]"), &taking("[{ Jwt: [] }, { Key: [] }]")),
        ["additive  GetA: it now prefers `Jwt`, then `Key`"]
    );
    assert_eq!(
        lines(&taking("[{ Key: [] }, { Jwt: [] }]"), &taking("[{ Jwt: [] }, { Key: [] }, { Key: [], Jwt: [] }]")),
        [
            "additive  GetA: it accepts `Jwt` with `Key` too",
            "additive  GetA: it now prefers `Jwt`, then `Key`, then `Jwt` with `Key`",
        ]
    );
}

#[test]
fn accepted_credentials_are_compared_wherever_they_are_defined() {
    let own = PATHS.replace("GetA,", "GetA, security: [{ Key: [] }],");
    let own = document(&own, &format!("security: [{{ Jwt: [] }}]\n{SCHEMES}"));
    assert_eq!(lines(&taking("[{ Key: [] }]"), &own), NOTHING);
}

#[test]
fn a_scheme_that_is_sent_differently_is_breaking() {
    let other = document(PATHS, &format!("security: [{{ Key: [] }}]\n{}", SCHEMES.replace("name: K", "name: X")));
    assert_eq!(
        lines(&taking("[{ Key: [] }]"), &other),
        ["breaking  security scheme `Key`: it was `k: <credential>` and is now `x: <credential>`"]
    );
}

#[test]
fn a_credential_that_the_client_cannot_send_is_no_alternative() {
    let cookie = SCHEMES.replace("name: K", "name: Cookie");
    let accepting = |names: &str| document(PATHS, &format!("security: [{names}]\n{cookie}"));
    assert_eq!(lines(&accepting("{ Jwt: [] }"), &accepting("{ Jwt: [] }, { Key: [] }")), NOTHING);
}

#[test]
fn a_scheme_is_equal_in_any_letter_case_and_behind_a_reference() {
    let caseless = SCHEMES.replace("name: K", "name: k").replace("scheme: bearer", "scheme: Bearer");
    let referred = SCHEMES.replace("Key: {", "Key: { $ref: '#/components/securitySchemes/Own' }\n    Own: {");
    for same in [caseless, referred] {
        let same = document(PATHS, &format!("security: [{{ Key: [] }}, {{ Jwt: [] }}]\n{same}"));
        assert_eq!(lines(&taking("[{ Key: [] }, { Jwt: [] }]"), &same), NOTHING);
    }
}

#[test]
fn a_renamed_scheme_is_one_line() {
    let renamed = SCHEMES.replace("Key:", "Secret:");
    let renamed = document(PATHS, &format!("security: [{{ Secret: [] }}]\n{renamed}"));
    assert_eq!(
        lines(&taking("[{ Key: [] }]"), &renamed),
        ["breaking  security scheme `Key`: the scheme is now called `Secret`"]
    );
}

#[test]
fn a_server_that_is_removed_moved_or_no_longer_the_default_is_breaking() {
    let servers = |urls: &[&str]| {
        let urls: Vec<String> = urls.iter().map(|url| format!("{{ url: {url} }}")).collect();
        document(PATHS, &format!("servers: [{}]", urls.join(", ")))
    };
    let (a, b) = ("https://a.example.com", "https://b.example.com");
    assert_eq!(lines(&servers(&[a]), &servers(&[a, b])), ["additive  servers: `https://b.example.com` is new"]);
    assert_eq!(lines(&servers(&[a, b]), &servers(&[a])), ["breaking  servers: `https://b.example.com` is gone"]);
    assert_eq!(
        lines(&servers(&["https://a.example.com/v2.1"]), &servers(&[a])),
        ["breaking  servers: `https://a.example.com/v2.1` is now `https://a.example.com`"]
    );
    assert_eq!(
        lines(&servers(&[a, b]), &servers(&[b, a])),
        ["breaking  servers: the default is now `https://b.example.com`, no longer `https://a.example.com`"]
    );
    // A sandbox is the default wherever it is listed.
    let sandbox = "https://sandbox.example.com";
    assert_eq!(
        lines(&servers(&[a]), &servers(&[a, sandbox])),
        [
            "additive  servers: `https://sandbox.example.com` is new",
            "breaking  servers: the default is now `https://sandbox.example.com`, no longer `https://a.example.com`"
        ]
    );
    assert_eq!(lines(&servers(&[a, sandbox]), &servers(&[sandbox, a])), NOTHING);
}

/// Compares servers at the root, at the path and at the operation.
fn servers(old: [&str; 3], new: [&str; 3]) -> Vec<String> {
    let of = |[root, path, operation]: [&str; 3]| {
        let list = |servers: &str| if servers.is_empty() { String::new() } else { format!("servers: [{servers}]") };
        let own = if operation.is_empty() { String::new() } else { format!("servers: [{operation}], ") };
        let paths = format!(
            "  /a:\n    {}\n    get: {{ operationId: GetA, {own}responses: {{ 204: {{ description: Done. }} }} }}",
            list(path)
        );
        document(&paths, &list(root))
    };
    lines(&of(old), &of(new))
}

#[test]
fn another_url_is_breaking_wherever_its_server_is_defined() {
    let region = |default: &str, more: &str| {
        format!("{{ url: 'https://{{r}}.example.com', variables: {{ r: {{ default: {default}{more} }} }} }}")
    };
    let (eu, us) = (region("eu", ""), region("us", ""));
    let plain = "{ url: 'https://eu.example.com' }";
    let moved = "breaking  servers: `https://eu.example.com` is now `https://us.example.com`";
    let own = "breaking  GetA: its URL is now `https://us.example.com`, no longer `https://eu.example.com`";
    assert_eq!(servers([&eu, "", ""], [&us, "", ""]), [moved]);
    assert_eq!(servers([plain, "", ""], [plain, &us, ""]), [own]);
    assert_eq!(servers([plain, "", ""], [plain, "", &us]), [own]);
    assert_eq!(servers([plain, &eu, ""], [plain, &us, ""]), [own]);
    assert_eq!(
        servers([plain, &us, ""], [plain, &us, &eu]),
        [own.replace("us.", "xx.").replace("eu.", "us.").replace("xx.", "eu.")]
    );
    assert_eq!(
        servers(["", "", ""], [plain, "", ""]),
        ["breaking  servers: `/` is gone", "additive  servers: `https://eu.example.com` is new"]
    );
    // The same URL in other notations.
    let same = [plain, &eu, "{ url: 'HTTPS://EU.example.com/' }", "{ url: 'https://eu.example.com:443' }"];
    for (old, new) in same.iter().zip(same.iter().skip(1)) {
        assert_eq!(servers([old, "", ""], [new, "", ""]), NOTHING);
        assert_eq!(servers([old, "", ""], [old, "", new]), NOTHING);
    }
    assert_eq!(servers(["", "", ""], ["{ url: / }", "", ""]), NOTHING);
    let (both, one) = (region("eu", ", enum: [eu, us]"), region("eu", ", enum: [eu]"));
    let subject = "servers: `{r}` of `https://{r}.example.com`";
    assert_eq!(servers([&both, "", ""], [&one, "", ""]), [format!("breaking  {subject} may no longer be `us`")]);
    assert_eq!(servers([&one, "", ""], [&both, "", ""]), [format!("additive  {subject} may now be `us`")]);
    let two = format!("{plain}, {us}");
    let too = "additive  GetA: it also has the URL `https://us.example.com` now";
    assert_eq!(servers([plain, "", plain], [plain, "", &two]), [too]);
}

#[test]
fn an_environment_with_another_server_is_breaking() {
    let of = |a: &str, b: &str| {
        format!(
            "{{ url: 'https://a.example.com', description: {a} }}, {{ url: 'https://b.example.com', description: {b} }}"
        )
    };
    assert_eq!(
        servers([&of("Sandbox", "Live"), "", ""], [&of("Live", "Sandbox"), "", ""]),
        [
            "breaking  servers: the default is now `https://b.example.com`, no longer `https://a.example.com`",
            "breaking  servers: `Environment::Live` is now `https://a.example.com`, no longer `https://b.example.com`",
            "breaking  servers: `Environment::Sandbox` is now `https://b.example.com`, no longer `https://a.example.com`",
        ]
    );
    assert_eq!(
        servers([&of("Sandbox", "Live"), "", ""], [&of("Test", "Live server."), "", ""]),
        ["breaking  servers: `Environment::Sandbox` is now `Environment::Test`"]
    );
}

/// Two operations with a parameter, on two servers with a path.
fn organization(parameter: &str, path: &str) -> Document {
    let operation = |method: &str, id: &str| {
        format!("    {method}: {{ operationId: {id}, {parameter}responses: {{ 204: {{ description: Done. }} }} }}\n")
    };
    let variables = if path.is_empty() { "" } else { ", variables: { organizationId: { default: o } }" };
    let servers = ["a", "b"].map(|host| format!("{{ url: 'https://{host}.example.com{path}'{variables} }}"));
    let paths = format!("  /a:\n{}{}", operation("get", "GetA"), operation("put", "PutA"));
    document(&paths, &format!("servers: [{}]", servers.join(", ")))
}

#[test]
fn a_change_in_naming_the_organization_is_one_line_for_the_whole_spec() {
    let header = "parameters: [{ name: Organization-Id, in: header, schema: { type: string } }], ";
    let path = "/organizations/{organizationId}";
    let (by_header, by_path) = (organization(header, ""), organization("", path));
    assert_eq!(
        lines(&by_header, &by_path),
        [
            "breaking  organization: it was named by the header `Organization-Id` and is now named by `{organizationId}` in \
          the servers' URLs"
        ]
    );
    assert_eq!(
        lines(&by_path, &by_header),
        [
            "breaking  organization: it was named by `{organizationId}` in the servers' URLs and is now named by the header \
          `Organization-Id`"
        ]
    );
    assert_eq!(
        lines(&organization("", ""), &by_path),
        ["breaking  organization: it was named by the credential alone and is now named by `{organizationId}` in the \
             servers' URLs"]
    );
}

#[test]
fn an_organization_header_is_an_ordinary_parameter_unless_it_moves_into_the_url() {
    let header = |name: &str, more: &str| {
        let header = format!("name: {name}, in: header{more}, schema: {{ type: string }}");
        organization(&format!("parameters: [{{ {header} }}], "), "")
    };
    let (none, required) = (organization("", ""), ", required: true");
    for name in ["Organization-Id", "X-Reorganization-Mode"] {
        let line = |message: &str| vec![format!("{} `{name}` {message}", "GetA and PutA: the header parameter")];
        let level = |level: &str, lines: Vec<String>| -> Vec<String> {
            lines.iter().map(|line| format!("{level}  {line}")).collect()
        };
        assert_eq!(lines(&none, &header(name, "")), level("additive", line("is new")));
        assert_eq!(lines(&none, &header(name, required)), level("breaking", line("is new and required")));
        assert_eq!(lines(&header(name, ""), &header(name, required)), level("breaking", line("is now required")));
    }
    assert_eq!(
        lines(&header("Organization-Id", ""), &header("X-Organization", required)),
        [
            "breaking  GetA and PutA: the header parameter `Organization-Id` is gone",
            "breaking  GetA and PutA: the header parameter `X-Organization` is new and required",
        ]
    );
}

#[test]
fn a_new_operation_or_server_without_the_organization_is_only_new() {
    let header = "parameters: [{ name: Organization-Id, in: header, schema: { type: string } }], ";
    let path = "/organizations/{organizationId}";
    let more = |document: Document, pointer: &str, key: &str, value: serde_json::Value| {
        let mut tree = document.tree().clone();
        let node = tree.pointer_mut(pointer).expect("a node");
        match node {
            serde_json::Value::Array(list) => list.push(value),
            node => node[key] = value,
        }
        document.with_tree(tree)
    };
    let operation = serde_json::json!({ "operationId": "PostA", "responses": { "204": { "description": "Done." } } });
    let of = || organization(header, "");
    let with = more(of(), "/paths/~1a", "post", operation);
    assert_eq!(lines(&of(), &with), ["additive  PostA: the operation is new"]);
    assert_eq!(lines(&with, &of()), ["breaking  PostA: the operation is gone"]);
    let of = || organization("", path);
    let with = more(of(), "/servers", "", serde_json::json!({ "url": "https://c.example.com" }));
    assert_eq!(lines(&of(), &with), ["additive  servers: `https://c.example.com` is new"]);
    assert_eq!(lines(&with, &of()), ["breaking  servers: `https://c.example.com` is gone"]);
    let url = of().tree()["servers"][0]["url"].as_str().expect("a URL").replace(path, "");
    let both = more(of(), "/servers", "", serde_json::json!({ "url": url }));
    assert_eq!(lines(&both, &both), NOTHING);
    let found = [lines(&of(), &both), lines(&both, &of())].concat();
    assert!(!found.iter().any(|line| line.contains("organization:")), "{found:?}");
}
