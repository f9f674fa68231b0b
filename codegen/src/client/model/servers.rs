//! Reads the servers of a spec, and those of single operations.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use proc_macro2::Ident;
use serde_json::Value;

use super::{RULE, Reader, string};
use crate::diagnostic::Diagnostic;
use crate::document::OperationRef;
use crate::extensions::ORGANIZATION_PATH;
use crate::location::Location;
use crate::names::{Namespace, type_name};

/// The servers of a single operation: the hosts of the spec, with another path.
pub(crate) struct OwnServer {
    pub(crate) path: String,
    /// Whether the organization follows this path, if the client sends it in the path.
    pub(crate) has_organization: bool,
}

pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) description: String,
    /// The variant of `Environment`.
    pub(crate) variant: Ident,
}

/// Returns a diagnostic for each variable of a server that has other values than its default.
pub(super) fn other_values(holder: &Location, servers: &Value) -> impl Iterator<Item = Diagnostic> {
    let holder = holder.join("servers");
    let servers = servers.as_array().into_iter().flatten().enumerate();
    let variables = servers.flat_map(|(index, server)| {
        let variables = server.get("variables").and_then(Value::as_object).into_iter().flatten();
        variables.map(move |(name, variable)| (index, name, variable))
    });
    variables.map(move |(index, name, variable)| {
        let location = holder.join(index).join("variables").join(name);
        let message = format!("the client calls `{}` and no other value", string(variable, "default"));
        Diagnostic::new("ignored", location, message, "set `base_url` to call another one")
    })
}

pub(super) fn servers(tree: &Value) -> Vec<Server> {
    let mut names = Namespace::with_reserved(&["ALL"]);
    let servers = tree["servers"].as_array().into_iter().flatten();
    servers
        .map(|node| {
            let (url, description) = (string(node, "url"), string(node, "description"));
            let variant = names.reserve(&type_name(&environment_name(&url, &description)));
            Server { url, description, variant }
        })
        .collect()
}

/// Returns why the runtime refuses a server. The runtime parses the URL and sees more.
pub(super) fn refusal(url: &str) -> Option<&'static str> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some("it does not begin with https://");
    };
    let (authority, _) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let is_loopback = host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<Ipv6Addr>();
    let is_loopback = is_loopback || address.is_ok_and(|address| address.is_loopback());
    let is_loopback = is_loopback || host.eq_ignore_ascii_case("localhost");
    match scheme.to_ascii_lowercase().as_str() {
        _ if url.contains(|char: char| char == '\\' || char.is_whitespace() || char.is_control()) => {
            Some("it has a backslash, a space or a control character")
        }
        _ if authority.contains('@') => Some("it has a username"),
        _ if rest.contains(['?', '#']) => Some("it has a query or a fragment"),
        _ if host.is_empty() || host.starts_with('.') => Some("it has no valid host"),
        _ if !port.is_empty() && port.parse::<u16>().is_err() => Some("it has no valid port"),
        "https" => None,
        "http" if is_loopback => None,
        "http" => Some("http would expose the credential on the network"),
        _ => Some("it is neither https nor http"),
    }
}

/// Returns why an operation cannot have a server with this URL.
fn unusual(url: &str) -> Option<&'static str> {
    let authority = url.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    match authority {
        _ if url.contains(['?', '#']) => Some("one of its servers has a query or a fragment"),
        Some(authority) if authority.contains('@') => Some("one of its servers has a username"),
        None if url.starts_with("//") => Some("one of its servers has a host and no scheme"),
        None if !url.starts_with('/') => Some("one of its servers is relative to the location of the spec"),
        _ => None,
    }
}

/// Returns the origin and the path of each server, at least one. Without servers there is one, `/` (OpenAPI 3.0.3,
/// section 4.7.1.1).
fn split_urls(servers: &Value) -> Vec<(String, String)> {
    let urls: Vec<&str> =
        servers.as_array().into_iter().flatten().filter_map(|server| server["url"].as_str()).collect();
    let urls = if urls.is_empty() { vec!["/"] } else { urls };
    let split = urls.into_iter().map(|url| {
        let url = normalized_url(url);
        let host = url.find("://").map_or(0, |scheme| scheme + 3);
        let (origin, path) = url.split_at(host + url[host..].find('/').unwrap_or(url.len() - host));
        (origin.to_owned(), path.trim_end_matches('/').to_owned())
    });
    split.collect()
}

/// Returns a URL with the scheme and the host in lower case and without the default port (RFC 3986, sections 6.2.2.1
/// and 6.2.3).
pub fn normalized_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
    let port = if scheme == "https" { ":443" } else { ":80" };
    format!("{scheme}://{}{path}", host.strip_suffix(port).unwrap_or(&host))
}

/// Returns the `Environment` variant and the URL of each server of a spec.
pub fn environments(tree: &Value) -> Vec<[String; 2]> {
    servers(tree).into_iter().map(|server| [server.variant.to_string(), server.url]).collect()
}

/// Returns the index of the default environment among these variants: the first sandbox, test or staging environment,
/// or else the first environment.
pub fn default_environment<'v>(variants: impl IntoIterator<Item = &'v str>) -> Option<usize> {
    let is_for_tests = |variant: &str| {
        let name = heck::ToKebabCase::to_kebab_case(variant);
        name.split('-').any(|word| ["sandbox", "test", "staging"].iter().any(|start| word.starts_with(start)))
    };
    let variants: Vec<&str> = variants.into_iter().collect();
    let first = (!variants.is_empty()).then_some(0);
    variants.into_iter().position(is_for_tests).or(first)
}

/// Names a server after its description, without words that are common to servers, or after its host.
fn environment_name(url: &str, description: &str) -> String {
    let first_sentence = description.split(['.', ',', ';', '\n']).next().unwrap_or_default();
    let is_distinctive = |word: &&str| {
        !["a", "an", "api", "endpoint", "environment", "server", "the", "url"]
            .contains(&word.to_ascii_lowercase().as_str())
    };
    let words: Vec<&str> = first_sentence.split_whitespace().filter(is_distinctive).collect();
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['.', ':', '/']).next()).unwrap_or_default();
    match words.len() {
        1 | 2 => words.join(" "),
        _ if host.is_empty() => "Default".to_owned(),
        _ => host.to_owned(),
    }
}

impl Reader<'_> {
    /// Returns the servers of a single operation, if it has any. They must be those of the spec with another path, so
    /// that no credential is sent to another host.
    pub(super) fn own_server(&mut self, at: &OperationRef<'_>) -> Result<Option<OwnServer>, Diagnostic> {
        let tree = &self.document.tree;
        let own =
            [(at.location.clone(), at.operation.get("servers")), (at.location.parent(), at.path_item.get("servers"))];
        let is_stated = |servers: &&Value| servers.as_array().is_some_and(|servers| !servers.is_empty());
        let mut own = own.into_iter().filter_map(|(location, servers)| Some((location, servers.filter(is_stated)?)));
        let Some((location, own)) = own.next() else {
            return Ok(None);
        };
        let refused = |message: &str| {
            let location = location.join("servers");
            Diagnostic::new(RULE, location, message, "describe the operation in a separate spec")
        };
        let urls = own.as_array().into_iter().flatten().filter_map(|server| server["url"].as_str());
        let reason = urls.filter_map(unusual).next();
        let variables = other_values(&location, own);
        let (own, root) = (split_urls(own), split_urls(&tree["servers"]));
        let origins =
            |urls: &[(String, String)]| -> BTreeSet<String> { urls.iter().map(|url| url.0.clone()).collect() };
        let organization = tree[ORGANIZATION_PATH].as_str();
        let all = |urls: &[(String, String)], end| -> BTreeSet<(String, String)> {
            urls.iter().map(|(origin, path)| (origin.clone(), format!("{path}{end}"))).collect()
        };
        if all(&own, "") == all(&root, organization.unwrap_or_default()) {
            return Ok(None);
        }
        if let Some(reason) = reason {
            return Err(refused(reason));
        }
        let path = own[0].1.as_str();
        if own.iter().any(|(_, other)| other != path) {
            return Err(refused("its servers have different paths"));
        }
        let has_no_host = own.iter().all(|(origin, _)| origin.is_empty());
        if has_no_host && root.iter().any(|(origin, _)| !origin.is_empty()) {
            let message = "this server names no host: the client calls those of the spec's servers".to_owned();
            self.ignore(&location.join("servers"), message, "write its whole URL");
        } else if origins(&own) != origins(&root) {
            return Err(refused("its servers do not have the same hosts as those of the spec"));
        }
        self.ignored.extend(variables);
        let (path, has_organization) = match organization.and_then(|organization| path.strip_suffix(organization)) {
            Some(path) => (path, true),
            None => (path, organization.is_none()),
        };
        Ok(Some(OwnServer { path: path.to_owned(), has_organization }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::model;

    #[test]
    fn servers_of_an_operation_are_those_of_the_spec_with_another_path_or_are_rejected() {
        let own_path = |root: &str, own: &str| {
            let spec = format!(
                "
servers: [{root}]
paths:
  /a: {{ get: {{ operationId: GetA, servers: [{own}], responses: {{ '204': {{ description: '' }} }} }} }}
"
            );
            let model = model(&spec)?;
            Ok::<_, String>(model.operations[0].own_server.as_ref().map(|server| server.path.clone()))
        };
        let two = "{ url: 'https://e.com/a' }, { url: 'https://f.com/b' }";
        assert_eq!(own_path(two, "{ url: 'https://f.com/b/' }, { url: 'HTTPS://E.com:443/a' }"), Ok(None));
        assert_eq!(own_path(two, "{ url: 'https://e.com/c' }, { url: 'https://f.com/c' }"), Ok(Some("/c".into())));
        assert_eq!(own_path("{ url: 'http://e.com:80' }", "{ url: 'http://E.com/c' }"), Ok(Some("/c".into())));
        assert_eq!(own_path(two, "{ url: /c }"), Ok(Some("/c".into())));
        for (own, reason) in [
            ("{ url: 'https://e.com/b' }, { url: 'https://f.com/a' }", "different paths"),
            ("{ url: 'https://e.com:444/a' }, { url: 'https://f.com/a' }", "not have the same hosts"),
            ("{ url: 'https://e.com/a' }", "not have the same hosts"),
            ("{ url: 'https://e.com/c?x=1' }, { url: 'https://f.com/c' }", "a query or a fragment"),
            ("{ url: '/c#x' }", "a query or a fragment"),
            ("{ url: 'https://u:p@e.com/c' }", "a username"),
            ("{ url: '//e.com/c' }", "a host and no scheme"),
            ("{ url: c }", "relative to the location of the spec"),
        ] {
            assert!(own_path(two, own).is_err_and(|error| error.contains(reason)), "{own}");
        }
    }

    #[test]
    fn a_server_that_the_client_refuses_has_a_reason() {
        for (url, reason) in [
            ("https://api.example.com:8443/v1", None),
            ("http://localhost:8080", None),
            ("http://[::1]", None),
            ("http://127.0.0.2:80", None),
            ("https://münchen.example:", None),
            ("/v1", Some("it does not begin with https://")),
            ("//api.example.com", Some("it does not begin with https://")),
            ("https://api.example.com\\@other.example", Some("it has a backslash, a space or a control character")),
            ("http://api.example.com", Some("http would expose the credential on the network")),
            ("wss://api.example.com", Some("it is neither https nor http")),
            ("https://user:canary@api.example.com", Some("it has a username")),
            ("https://api.example.com?key=1", Some("it has a query or a fragment")),
            ("https://api.example.com/#v1", Some("it has a query or a fragment")),
            ("https://.example.com", Some("it has no valid host")),
            ("https:///v1", Some("it has no valid host")),
            ("https://api.example.com:99999", Some("it has no valid port")),
        ] {
            assert_eq!(super::refusal(url), reason, "{url}");
        }
    }

    #[test]
    fn the_other_values_of_a_server_variable_are_reported() {
        let servers =
            "[{ url: 'https://{region}.example.com', variables: { region: { default: eu, enum: [eu, us] } } }]";
        let own = servers.replace(".example.com", ".example.com/v2");
        let get = format!("{{ operationId: GetA, servers: {own}, responses: {{ '204': {{ description: '' }} }} }}");
        let spec = format!("servers: {servers}\npaths: {{ /a: {{ get: {get} }} }}\n");
        let model = model(&spec).expect("a model");
        let shown: Vec<String> = model.ignored.iter().map(ToString::to_string).collect();
        let line =
            "servers.0.variables.region: the client calls `eu` and no other value; set `base_url` to call another one";
        assert_eq!(shown, [format!("ignored: {line}"), format!("ignored: paths./a.get.{line}")]);
    }
}
