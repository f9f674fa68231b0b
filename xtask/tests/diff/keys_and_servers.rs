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
