//! Compares the servers, and how the organization is named: in their URLs or in a header.

use std::collections::{BTreeMap, BTreeSet};

use rebilly_customer_auth_codegen::document::OperationRef;
use rebilly_customer_auth_codegen::{default_environment, environments, normalized_url};
use serde_json::{Value, json};

use super::change::{Change, Finding};

/// Returns the organization headers (none if both specs have the same one), and the change of how a request names its
/// organization. `None` unless exactly one spec names it in the URL of a server that both have, or, if they share no
/// server, of the first one. The change is breaking, because another URL is called, and is listed once for all
/// operations and servers. `headers` are the header parameters of each operation that both specs have.
pub(super) fn organization(trees: [&Value; 2], headers: [&[Vec<&str>]; 2]) -> Option<(Vec<String>, Change)> {
    let variables = variables(trees)?;
    let headers = headers.map(header);
    let [was, is] = [0, 1].map(|at| match (&headers[at], variables[at]) {
        (Some(header), Some(variable)) => {
            format!("by the header `{header}` and by `{{{variable}}}` in the servers' URLs")
        }
        (Some(header), None) => format!("by the header `{header}`"),
        (None, Some(variable)) => format!("by `{{{variable}}}` in the servers' URLs"),
        (None, None) => "by the credential alone".to_owned(),
    });
    let change = Finding::breaking(format!("it was named {was} and is now named {is}")).at("organization");
    let is_same = matches!(&headers, [Some(old), Some(new)] if old.eq_ignore_ascii_case(new));
    Some((headers.into_iter().flatten().filter(|_| !is_same).collect(), change))
}

/// Returns the variables of the first server with a variable in one of two specs only. Servers are the same by URL; if
/// no server is in both specs, the defaults are compared.
fn variables([old, new]: [&Value; 2]) -> Option<[Option<&str>; 2]> {
    let (old, new_urls) = (urls(old), urls(new));
    let stripped = |url: &str| normalized_url(&without_organization(url));
    // A spec may have a server both with and without the organization.
    let counterpart = |new: &str| {
        let equal = old.iter().find(|old| normalized_url(old) == normalized_url(new));
        let is_kept = |old: &str| new_urls.iter().any(|new| normalized_url(new) == normalized_url(old));
        equal.or_else(|| old.iter().find(|old| !is_kept(old) && stripped(old) == stripped(new)))
    };
    let mut pairs: Vec<[&str; 2]> = new_urls.iter().filter_map(|new| Some([*counterpart(new)?, *new])).collect();
    if pairs.is_empty() {
        pairs.extend(old.first().zip(new_urls.first()).map(|(old, new)| [*old, *new]));
    }
    let mut variables = pairs.into_iter().map(|pair| pair.map(variable));
    variables.find(|[old, new]| old.is_some() != new.is_some())
}

fn header(headers: &[Vec<&str>]) -> Option<String> {
    let (first, others) = headers.split_first()?;
    let is_everywhere =
        |name: &str| others.iter().all(|other| other.iter().any(|header| header.eq_ignore_ascii_case(name)));
    first.iter().find(|name| is_organization(name) && is_everywhere(name)).map(|name| (*name).to_owned())
}

/// Returns whether a name is that of the organization, such as `Organization-Id` or `organizationId`. The name decides,
/// because `diff` compares upstream specs, and `x-organization` is in the overlay.
fn is_organization(name: &str) -> bool {
    let letters = name.to_ascii_lowercase().replace(['-', '_'], "");
    ["organization", "organizationid"].contains(&letters.trim_start_matches('x'))
}

fn urls(tree: &Value) -> Vec<&str> {
    let servers = tree.get("servers").and_then(Value::as_array).into_iter().flatten();
    servers.filter_map(|server| server.get("url")?.as_str()).collect()
}

/// Returns the variable of a URL that names the organization.
fn variable(url: &str) -> Option<&str> {
    let variables = url.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    variables.map(|(name, _)| name).find(|name| is_organization(name))
}

/// A URL without the segments that name the organization.
fn without_organization(url: &str) -> String {
    let Some(name) = variable(url) else { return url.trim_end_matches('/').to_owned() };
    let placeholder = format!("{{{name}}}");
    let url = match url.contains(&format!("/organizations/{placeholder}")) {
        true => url.replacen(&format!("/organizations/{placeholder}"), "", 1),
        false => url.replacen(&format!("/{placeholder}"), "", 1),
    };
    url.trim_end_matches('/').to_owned()
}

/// A server, except for how it names the organization.
struct Server<'t> {
    /// The URL template.
    template: String,
    /// The requested URL, with the defaults of all variables.
    url: String,
    /// The allowed values of each variable of the URL, if the spec lists them.
    variables: BTreeMap<&'t str, BTreeSet<&'t str>>,
}

impl<'t> Server<'t> {
    fn of(node: &'t Value) -> Self {
        let template = without_organization(node.get("url").and_then(Value::as_str).unwrap_or_default());
        let mut url = template.clone();
        let mut variables = BTreeMap::new();
        for (name, variable) in node.get("variables").and_then(Value::as_object).into_iter().flatten() {
            let placeholder = format!("{{{name}}}");
            if !template.contains(&placeholder) {
                continue;
            }
            if let Some(default) = variable.get("default").and_then(Value::as_str) {
                url = url.replace(&placeholder, default);
            }
            if let Some(values) = variable.get("enum").and_then(Value::as_array) {
                variables.insert(name.as_str(), values.iter().filter_map(Value::as_str).collect());
            }
        }
        Self { template, url: normalized_url(url.trim_end_matches('/')), variables }
    }
}

/// Returns the servers of a spec, a path item or an operation. An empty list counts as absent.
fn servers<'t>(node: Option<&'t Value>) -> Option<Vec<Server<'t>>> {
    let list = node?.as_array().filter(|list| !list.is_empty())?;
    Some(list.iter().map(Server::of).collect())
}

/// Returns the URLs of a spec's servers. The default is `/` (OpenAPI 3.0.3, section 4.7.1.1).
pub(super) fn root_urls(tree: &Value) -> Vec<String> {
    let urls = servers(tree.get("servers")).map(|servers| servers.into_iter().map(|server| server.url).collect());
    urls.unwrap_or_else(|| vec![String::new()])
}

/// Returns the URLs of an operation's own servers. An operation's servers replace those of its path item.
pub(super) fn own_urls(at: &OperationRef<'_>) -> Option<Vec<String>> {
    let own = servers(at.operation.get("servers")).or_else(|| servers(at.path_item.get("servers")))?;
    Some(own.into_iter().map(|server| server.url).collect())
}

/// Compares an operation's servers by URL.
pub(super) fn compare(old: &[String], new: &[String]) -> Vec<Finding> {
    let (gone, added) = (without(old, new), without(new, old));
    if !gone.is_empty() {
        let (was, is) = (list(&gone), list(if added.is_empty() { new } else { &added }));
        return vec![Finding::breaking(format!("its URL is now {is}, no longer {was}"))];
    }
    match (old.first(), new.first()) {
        (Some(was), Some(is)) if was != is => {
            vec![Finding::breaking(format!("its default URL is now `{is}`, no longer `{was}`"))]
        }
        _ if added.is_empty() => Vec::new(),
        _ => vec![Finding::additive(format!("it also has the URL {} now", list(&added)))],
    }
}

fn without(urls: &[String], others: &[String]) -> Vec<String> {
    urls.iter().filter(|url| !others.contains(url)).cloned().collect()
}

fn list(urls: &[String]) -> String {
    urls.iter().map(|url| shown(url)).collect::<Vec<_>>().join(" and ")
}

fn shown(url: &str) -> String {
    format!("`{}`", if url.is_empty() { "/" } else { url })
}

/// Compares the servers, except for how they name the organization.
pub(super) fn changes(old_tree: &Value, new_tree: &Value) -> Vec<Change> {
    let (old, new) = (root_urls(old_tree), root_urls(new_tree));
    let old_servers = servers(old_tree.get("servers")).unwrap_or_default();
    let new_servers = servers(new_tree.get("servers")).unwrap_or_default();
    let template = |servers: &[Server<'_>], url: &str| {
        servers.iter().find(|server| server.url == url).map(|server| server.template.clone())
    };
    let mut findings = Vec::new();
    let mut added = without(&new, &old);
    for url in without(&old, &new) {
        let was = template(&old_servers, &url);
        let moved = added.iter().position(|other| was.is_some() && was == template(&new_servers, other));
        let moved = moved.or_else(|| added.iter().position(|other| host(other) == host(&url)));
        let message = match moved.map(|index| added.remove(index)) {
            Some(other) => format!("{} is now {}", shown(&url), shown(&other)),
            None => format!("{} is gone", shown(&url)),
        };
        findings.push(Finding::breaking(message));
    }
    findings.extend(added.iter().map(|url| Finding::additive(format!("{} is new", shown(url)))));
    if let (Some(was), Some(is)) = (default_url(old_tree), default_url(new_tree))
        && was != is
        && new.contains(&was)
    {
        let message = format!("the default is now {}, no longer {}", shown(&is), shown(&was));
        findings.push(Finding::breaking(message));
    }
    findings.extend(other_values(&old_servers, &new_servers));
    findings.extend(environment_changes(old_tree, new_tree));
    findings.into_iter().map(|finding| finding.at("servers")).collect()
}

/// Compares the allowed values of variables in unchanged URLs.
fn other_values(old: &[Server<'_>], new: &[Server<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for new in new {
        let Some(old) = old.iter().find(|old| old.template == new.template) else { continue };
        for name in old.variables.keys().chain(new.variables.keys()).collect::<BTreeSet<_>>() {
            let subject = format!("`{{{name}}}` of `{}`", new.template);
            let list =
                |values: Vec<&&str>| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
            match (old.variables.get(name), new.variables.get(name)) {
                (Some(old), Some(new)) => {
                    let (gone, added) = (list(old.difference(new).collect()), list(new.difference(old).collect()));
                    if !gone.is_empty() {
                        findings.push(Finding::breaking(format!("{subject} may no longer be {gone}")));
                    }
                    if !added.is_empty() {
                        findings.push(Finding::additive(format!("{subject} may now be {added}")));
                    }
                }
                (None, Some(new)) => {
                    let values = list(new.iter().collect());
                    findings.push(Finding::breaking(format!("{subject} may now only be {values}")));
                }
                (Some(_), None) => findings.push(Finding::additive(format!("{subject} may now have any value"))),
                (None, None) => {}
            }
        }
    }
    findings
}

/// Returns the URL of the default environment.
fn default_url(tree: &Value) -> Option<String> {
    let mut environments = resolved_environments(tree);
    let default = default_environment(environments.iter().map(|[name, _]| name.as_str()))?;
    let [_, url] = environments.swap_remove(default);
    Some(url)
}

/// Compares the variants of `Environment`, which are named after the descriptions: a variant may now be another server.
fn environment_changes(old: &Value, new: &Value) -> Vec<Finding> {
    let [old, new] = [old, new].map(|tree| resolved_environments(tree).into_iter().map(Into::into).collect());
    let (old, new): (BTreeMap<String, String>, BTreeMap<String, String>) = (old, new);
    let messages = old.iter().filter_map(|(name, url)| match new.get(name) {
        Some(is) if is != url && old.values().any(|old| old == is) => {
            Some(format!("`Environment::{name}` is now {}, no longer {}", shown(is), shown(url)))
        }
        Some(_) => None,
        None => {
            let (is, _) = new.iter().find(|(_, other)| *other == url)?;
            Some(format!("`Environment::{name}` is now `Environment::{is}`"))
        }
    });
    messages.map(Finding::breaking).collect()
}

fn resolved_environments(tree: &Value) -> Vec<[String; 2]> {
    let nodes = tree.get("servers").and_then(Value::as_array).into_iter().flatten();
    let resolved: Vec<Value> = nodes
        .map(|node| json!({ "url": Server::of(node).url, "description": node.get("description").unwrap_or(&Value::Null) }))
        .collect();
    environments(&json!({ "servers": resolved }))
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
