//! A server's URL becomes one that can be called.
//!
//! Since 2022 the API's owner writes the organization as a variable at the end of the URL. Which organization a request
//! is for is a setting of the client, and not every request names one: the part that names it is taken off. Any other
//! variable takes its default (OpenAPI 3.0.3, section 4.7.6).
//!
//! ```yaml
//! # before
//! url: https://api-sandbox.rebilly.com/organizations/{organizationId}
//! # after
//! url: https://api-sandbox.rebilly.com
//! ```

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// How the part that names an organization begins.
const ORGANIZATION: &str = "/organizations/{";

/// Fixes the URL of each server.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let servers = document.tree.get_mut("servers").and_then(Value::as_array_mut);
    for server in servers.into_iter().flatten().filter_map(Value::as_object_mut) {
        let variables = server.shift_remove("variables");
        if let Some(Value::String(url)) = server.get_mut("url") {
            *url = fixed(url, variables.as_ref().and_then(Value::as_object));
        }
    }
    Ok(())
}

fn fixed(url: &str, variables: Option<&Map<String, Value>>) -> String {
    let mut url = match url.rsplit_once(ORGANIZATION) {
        Some((base, variable))
            if variable.trim_end_matches('/').strip_suffix('}').is_some_and(|it| !it.contains('}')) =>
        {
            base.to_owned()
        }
        _ => url.to_owned(),
    };
    for (name, variable) in variables.into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), variable["default"].as_str().unwrap_or_default());
    }
    url
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn the_organization_is_taken_off_and_other_variables_take_their_default() {
        golden(
            run,
            "
servers:
  - url: https://api.example.com/{version}/organizations/{organizationId}
    variables: { version: { default: v2 }, organizationId: { default: unknown } }
  - url: https://api.example.com/organizations/{organizationId}/v2
    variables: { organizationId: { default: org-1 } }
  - url: https://api.example.com
",
            "
servers:
  - url: https://api.example.com/v2
  - url: https://api.example.com/organizations/org-1/v2
  - url: https://api.example.com
",
        );
    }
}
