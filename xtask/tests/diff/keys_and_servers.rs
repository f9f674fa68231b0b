//! Keys, servers, and how the organization is named.

use rebilly_customer_auth_codegen::Document;

use super::{NOTHING, document, lines};

const PATHS: &str = "  /a: { get: { operationId: GetA, responses: { 204: { description: Done. } } } }";
const SCHEMES: &str = "
components:
  securitySchemes:
    Key: { type: apiKey, in: header, name: K }
    Jwt: { type: http, scheme: bearer }
";

fn taking(keys: &str) -> Document {
    document(PATHS, &format!("security: {keys}\n{SCHEMES}"))
}

#[test]
fn a_key_breaks_when_it_is_no_longer_taken() {
    let (one, two) = (taking("[{ Key: [] }]"), taking("[{ Key: [] }, { Jwt: [] }]"));
    assert_eq!(lines(&one, &two), ["additive  GetA: it takes `Jwt` too"]);
    assert_eq!(lines(&two, &one), ["breaking  GetA: it no longer takes `Jwt`"]);
}

#[test]
fn another_order_of_keys_does_not_break() {
    assert_eq!(
        lines(&taking("[{ Key: [] }, { Jwt: [] }]"), &taking("[{ Jwt: [] }, { Key: [] }]")),
        ["additive  GetA: of several keys it now takes `Jwt`, then `Key`"]
    );
}

#[test]
fn what_an_operation_takes_is_compared_wherever_it_is_said() {
    let own = PATHS.replace("GetA,", "GetA, security: [{ Key: [] }],");
    let own = document(&own, &format!("security: [{{ Jwt: [] }}]\n{SCHEMES}"));
    assert_eq!(lines(&taking("[{ Key: [] }]"), &own), NOTHING);
}

#[test]
fn a_scheme_that_goes_another_way_breaks() {
    let other = document(PATHS, &format!("security: [{{ Key: [] }}]\n{}", SCHEMES.replace("name: K", "name: X")));
    assert_eq!(
        lines(&taking("[{ Key: [] }]"), &other),
        [
            "breaking  security scheme `Key`: it was in `header`, name `K`, type `apiKey` and is now in `header`, name `X`, \
          type `apiKey`"
        ]
    );
}

#[test]
fn a_scheme_is_the_same_in_any_case_of_letters_and_behind_a_reference() {
    let caseless = SCHEMES.replace("name: K", "name: k").replace("scheme: bearer", "scheme: Bearer");
    let referred = SCHEMES.replace("Key: {", "Key: { $ref: '#/components/securitySchemes/Own' }\n    Own: {");
    for same in [caseless, referred] {
        let same = document(PATHS, &format!("security: [{{ Key: [] }}, {{ Jwt: [] }}]\n{same}"));
        assert_eq!(lines(&taking("[{ Key: [] }, { Jwt: [] }]"), &same), NOTHING);
    }
}

#[test]
fn a_scheme_with_another_name_is_one_line() {
    let renamed = SCHEMES.replace("Key:", "Secret:");
    let renamed = document(PATHS, &format!("security: [{{ Secret: [] }}]\n{renamed}"));
    assert_eq!(
        lines(&taking("[{ Key: [] }]"), &renamed),
        ["breaking  security scheme `Key`: the scheme is now called `Secret`"]
    );
}

#[test]
fn a_server_breaks_when_it_goes_moves_or_is_no_longer_the_default() {
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
fn another_url_that_is_called_breaks_wherever_its_server_stands() {
    let region = |default: &str, more: &str| {
        format!("{{ url: 'https://{{r}}.example.com', variables: {{ r: {{ default: {default}{more} }} }} }}")
    };
    let (eu, us) = (region("eu", ""), region("us", ""));
    let plain = "{ url: 'https://eu.example.com' }";
    let moved = "breaking  servers: `https://eu.example.com` is now `https://us.example.com`";
    let own = "breaking  GetA: it is now called at `https://us.example.com`, no longer at `https://eu.example.com`";
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
    // The same URL, said in another way.
    let same = [plain, &eu, "{ url: 'HTTPS://EU.example.com/' }"];
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
    let too = "additive  GetA: it may now be called at `https://us.example.com` too";
    assert_eq!(servers([plain, "", plain], [plain, "", &two]), [too]);
}

#[test]
fn an_environment_that_is_another_server_breaks() {
    let of = |a: &str, b: &str| {
        format!(
            "{{ url: 'https://a.example.com', description: {a} }}, {{ url: 'https://b.example.com', description: {b} }}"
        )
    };
    assert_eq!(
        servers([&of("Sandbox", "Live"), "", ""], [&of("Live", "Sandbox"), "", ""]),
        [
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
fn how_the_organization_is_named_is_one_line_for_the_whole_document() {
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
        lines(&organization("", ""), &by_header),
        ["additive  organization: it was named by the key alone and is now named by the header `Organization-Id`"]
    );
}

#[test]
fn another_header_on_every_operation_is_a_parameter_like_others() {
    let header = "parameters: [{ name: X-Version, in: header, schema: { type: string } }], ";
    assert_eq!(
        lines(&organization(header, ""), &organization("", "")),
        ["breaking  GetA and PutA: the header parameter `X-Version` is gone"]
    );
}
