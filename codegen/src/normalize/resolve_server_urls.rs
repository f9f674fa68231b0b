//! Resolves the URL templates of the servers.
//!
//! Each variable gets its default (OpenAPI 3.0.3, section 4.7.6). A variable with other values stays in
//! `variables`, so that the generator can report that the client calls only the default. A variable whose default is
//! only a placeholder, or that names the organization (`x-organization-path` at the root of the spec), is a setting of
//! the client: the URL ends before the constant segment that precedes it.
//!
//! ```yaml
//! # before
//! servers: [{ url: 'https://api.example.com/organizations/{id}', variables: { id: { default: '{id}' } } }]
//! # after
//! servers: [{ url: 'https://api.example.com' }]
//! x-organization-path: /organizations/{id}
//! ```
//!
//! A server of a single path item or operation keeps the path of the organization, because its operations may be the
//! only ones without it.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::extensions::ORGANIZATION_PATH;
use crate::object_kind::{ObjectKind, walk_mut};

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let stated = document.tree.get(ORGANIZATION_PATH).and_then(Value::as_str).map(str::to_owned);
    let (mut found, mut is_cut) = (None, false);
    // The servers of the spec are first, then those of single path items and operations.
    walk_mut(&mut document.tree, &mut |kind, node| {
        if !matches!(kind, ObjectKind::Document | ObjectKind::PathItem | ObjectKind::Operation) {
            return;
        }
        let path = stated.clone().or_else(|| found.clone());
        for server in node.get_mut("servers").and_then(Value::as_array_mut).into_iter().flatten() {
            let mut variables =
                server.as_object_mut().and_then(|server| server.shift_remove("variables")).unwrap_or_default();
            let given = server["url"].as_str().unwrap_or_default();
            let (base, organization) = cut(given, path.as_deref(), &variables);
            let resolved = resolved(&base, &variables);
            let has_organization = base != given;
            let suffix = match &path {
                _ if kind == ObjectKind::Document => {
                    is_cut |= has_organization;
                    found = found.take().or(organization);
                    None
                }
                // A client that sends the organization in the path sends it to this server too.
                path => path.as_deref().filter(|_| has_organization || !is_cut),
            };
            server["url"] = format!("{resolved}{}", suffix.unwrap_or_default()).into();
            // A variable without `enum` may have any value.
            let has_others = |variable: &Value| variable["enum"].as_array().is_none_or(|values| values.len() > 1);
            if let Some(variables) = variables.as_object_mut() {
                variables.retain(|name, variable| base.contains(&format!("{{{name}}}")) && has_others(variable));
                if !variables.is_empty() {
                    server["variables"] = std::mem::take(variables).into();
                }
            }
        }
    });
    if let (Some(path), None) = (found, stated) {
        document.tree[ORGANIZATION_PATH] = path.into();
    }
    Ok(())
}

/// Splits a URL into its base and the part that a setting of the client replaces.
fn cut(url: &str, stated: Option<&str>, variables: &Value) -> (String, Option<String>) {
    let prefix = stated.and_then(|path| Some(path.split_once('{')?.0));
    if let Some((base, rest)) = prefix.and_then(|prefix| url.rsplit_once(&format!("{prefix}{{")))
        && rest.trim_end_matches('/').strip_suffix('}').is_some_and(|name| !name.contains(['{', '}']))
    {
        return (base.to_owned(), None);
    }
    match placeholder(url, variables) {
        Some((base, path)) => (base.to_owned(), Some(path)),
        None => (url.to_owned(), None),
    }
}

/// Splits a URL before the last segment and the placeholder that follows it.
pub(crate) fn placeholder<'u>(url: &'u str, variables: &Value) -> Option<(&'u str, String)> {
    let is_placeholder = |name: &str| variables[name]["default"].as_str() == Some(&format!("{{{name}}}"));
    let last = url.trim_end_matches('/').strip_suffix('}').and_then(|rest| rest.rsplit_once("/{"));
    let (rest, name) = last.filter(|(_, name)| is_placeholder(name))?;
    let (base, segment) = rest.rsplit_once('/')?;
    (base.contains("://") && !base.ends_with('/')).then(|| (base, format!("/{segment}/{{{name}}}")))
}

/// Replaces variables with their defaults. Each has one in a valid spec.
fn resolved(url: &str, variables: &Value) -> String {
    let (mut resolved, mut rest) = (String::new(), url);
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        resolved.extend([before, variables[name]["default"].as_str().unwrap_or_default()]);
        rest = after;
    }
    resolved + rest
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn the_organization_is_cut_off_and_other_variables_get_their_default() {
        golden(
            run,
            "
x-organization-path: /organizations/{organizationId}
servers:
  - url: https://api.example.com/{version}/organizations/{organizationId}
    variables: { version: { default: v2, enum: [v1, v2] }, organizationId: { default: unknown } }
  - url: https://api.example.com/organizations/{organizationId}/v2
    variables: { organizationId: { default: org-1 } }
  - url: https://{region}.example.com
    variables: { region: { default: eu, enum: [eu] } }
",
            "
x-organization-path: /organizations/{organizationId}
servers:
  - url: https://api.example.com/v2
    variables: { version: { default: v2, enum: [v1, v2] } }
  - url: https://api.example.com/organizations/org-1/v2
    variables: { organizationId: { default: org-1 } }
  - url: https://eu.example.com
",
        );
    }

    #[test]
    fn a_server_of_an_operation_keeps_the_path_of_the_organization() {
        let organization = "variables: { organizationId: { default: unknown } }";
        golden(
            run,
            &format!(
                "
x-organization-path: /organizations/{{organizationId}}
servers: [{{ url: 'https://api.example.com/organizations/{{organizationId}}', {organization} }}]
paths:
  /a:
    servers: [{{ url: 'https://api.example.com/v2/organizations/{{organizationId}}', {organization} }}]
    get: {{ servers: [{{ url: 'https://api.example.com' }}] }}
"
            ),
            "
x-organization-path: /organizations/{organizationId}
servers: [{ url: 'https://api.example.com' }]
paths:
  /a:
    servers: [{ url: 'https://api.example.com/v2/organizations/{organizationId}' }]
    get: { servers: [{ url: 'https://api.example.com' }] }
",
        );
    }

    #[test]
    fn a_placeholder_is_a_setting_of_the_client() {
        golden(
            run,
            "
servers: [{ url: 'https://api.example.com/v1/tenants/{id}', variables: { id: { default: '{id}' } } }]
",
            "
servers: [{ url: 'https://api.example.com/v1' }]
x-organization-path: /tenants/{id}
",
        );
    }
}
