//! Compares the servers, and how the organization is named, in their URLs or in a header.

use serde_json::Value;

use super::change::{Change, Finding};
use super::operations::Operation;

/// How a document names the organization that a request is for.
#[derive(PartialEq, Eq)]
pub(super) struct Organization {
    /// The header that every operation takes.
    header: Option<String>,
    /// The variable in the URL of every server.
    variable: Option<String>,
}

impl Organization {
    pub(super) fn of(tree: &Value, operations: &[Operation<'_>]) -> Self {
        let urls = urls(tree);
        let variables: Vec<Option<&str>> = urls.iter().map(|url| variable(url)).collect();
        let variable = variables.first().copied().flatten().filter(|_| variables.iter().all(Option::is_some));
        Self { header: header(operations), variable: variable.map(str::to_owned) }
    }

    /// The header, if the two documents do not have the same one: then it is compared here and nowhere else.
    pub(super) fn headers(&self, new: &Self) -> Vec<String> {
        match self.is_same_header(new) {
            true => Vec::new(),
            false => self.header.iter().chain(&new.header).cloned().collect(),
        }
    }

    fn is_same_header(&self, new: &Self) -> bool {
        match (&self.header, &new.header) {
            (Some(old), Some(new)) => old.eq_ignore_ascii_case(new),
            (old, new) => old == new,
        }
    }

    /// One change for all operations and all servers.
    pub(super) fn change(&self, new: &Self) -> Option<Change> {
        if self.is_same_header(new) && self.variable == new.variable {
            return None;
        }
        let what = format!("it was named {} and is now named {}", self.said(), new.said());
        let keeps_header = self.header.is_none() || self.is_same_header(new);
        let keeps_variable = self.variable.is_none() || self.variable == new.variable;
        // A URL that did not have the variable is another URL now.
        let finding = match keeps_header && keeps_variable && new.variable == self.variable {
            true => Finding::additive(what),
            false => Finding::breaking(what),
        };
        Some(finding.at("organization"))
    }

    fn said(&self) -> String {
        match (&self.header, &self.variable) {
            (Some(header), Some(variable)) => {
                format!("by the header `{header}` and by `{{{variable}}}` in the servers' URLs")
            }
            (Some(header), None) => format!("by the header `{header}`"),
            (None, Some(variable)) => format!("by `{{{variable}}}` in the servers' URLs"),
            (None, None) => "by the key alone".to_owned(),
        }
    }
}

fn header(operations: &[Operation<'_>]) -> Option<String> {
    let (first, others) = operations.split_first()?;
    let is_everywhere =
        |name: &str| others.iter().all(|other| other.parameters().iter().any(|parameter| parameter.is_header(name)));
    let headers = first.parameters().iter().filter_map(|parameter| parameter.header());
    headers.filter(|name| is_organization(name)).find(|name| is_everywhere(name)).map(str::to_owned)
}

fn is_organization(name: &str) -> bool {
    name.to_ascii_lowercase().contains("organization")
}

fn urls(tree: &Value) -> Vec<&str> {
    let servers = tree.get("servers").and_then(Value::as_array).into_iter().flatten();
    servers.filter_map(|server| server.get("url")?.as_str()).collect()
}

/// The variable of a URL that names the organization.
fn variable(url: &str) -> Option<&str> {
    let variables = url.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    variables.map(|(name, _)| name).find(|name| is_organization(name))
}

/// A URL without the segments that name the organization.
fn without_organization(url: &str) -> String {
    let Some(name) = variable(url) else {
        return url.trim_end_matches('/').to_owned();
    };
    let placeholder = format!("{{{name}}}");
    let url = match url.contains(&format!("/organizations/{placeholder}")) {
        true => url.replacen(&format!("/organizations/{placeholder}"), "", 1),
        false => url.replacen(&format!("/{placeholder}"), "", 1),
    };
    url.trim_end_matches('/').to_owned()
}

/// What changed in the servers, but for how they name the organization.
pub(super) fn changes(old: &Value, new: &Value) -> Vec<Change> {
    let servers = |tree| urls(tree).into_iter().map(without_organization).collect::<Vec<String>>();
    let (old, new) = (servers(old), servers(new));
    let mut changes = Vec::new();
    let mut added: Vec<&String> = new.iter().filter(|url| !old.contains(url)).collect();
    for url in old.iter().filter(|url| !new.contains(url)) {
        let moved = added.iter().position(|other| host(other) == host(url)).map(|index| added.remove(index));
        let what = match moved {
            Some(other) => format!("`{url}` is now `{other}`"),
            None => format!("`{url}` is gone"),
        };
        changes.push(Finding::breaking(what).at("servers"));
    }
    changes.extend(added.iter().map(|url| Finding::additive(format!("`{url}` is new")).at("servers")));
    if let (Some(was), Some(is)) = (old.first(), new.first()) {
        let is_reordered = was != is && new.contains(was);
        if is_reordered {
            changes.push(Finding::breaking(format!("the default is now `{is}`, no longer `{was}`")).at("servers"));
        }
    }
    changes
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
