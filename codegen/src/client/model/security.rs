//! Reads the security schemes and the credentials that each operation requires.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use serde_json::{Map, Value};

use super::parameters::{is_header_name, is_set_by_http};
use super::{RULE, Reader, string};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, OperationRef, resolve_refs};
use crate::extensions::PUBLIC;
use crate::location::Location;
use crate::names::{CLIENT_BUILDER_METHODS, Namespace, snake, type_name};

/// A security scheme that the runtime supports.
pub(crate) struct Scheme {
    pub(crate) name: String,
    pub(crate) variant: Ident,
    /// The setter of `ClientBuilder`. The other methods are named after it.
    pub(crate) setter: Ident,
    pub(crate) prefix_setter: Ident,
    pub(crate) provider_setter: Ident,
    /// The method of `Client` that returns a client with another credential.
    pub(crate) client_method: Ident,
    /// The method of `Client` that returns a client with another provider of the credential.
    pub(crate) client_provider_method: Ident,
    pub(crate) header: String,
    pub(crate) prefix: &'static str,
    pub(crate) description: String,
    pub(crate) is_public: bool,
}

/// The prefix of a bearer token (RFC 6750, section 2.1).
const BEARER: &str = "Bearer ";

/// The maximum number of alternatives that one security requirement stands for.
const MAX_ALTERNATIVES: usize = 16;

/// Reads the security schemes. `methods` are the methods of `Client`.
pub(super) fn schemes(document: &Document, methods: &mut Namespace) -> BTreeMap<(usize, String), Option<Scheme>> {
    let tree = &document.tree;
    let table = tree.pointer("/components/securitySchemes").and_then(Value::as_object).into_iter().flatten();
    let mut variants = Namespace::with_reserved(&["ALL"]);
    let mut setters = Namespace::with_reserved(&CLIENT_BUILDER_METHODS);
    let mut read = |name: &String, node: &Value| {
        let scheme = resolve_refs(tree, node);
        let (header, prefix) = credential_header(scheme)?;
        let base = snake(name);
        let setter = setters.reserve(&base);
        // A keyword such as `type` has an underscore, which its compounds do not need.
        let word = base.trim_end_matches('_');
        let with = |setter: &str| format!("with_{}", setter.trim_start_matches('_'));
        let prefix_setter = setters.reserve(&format!("{word}_prefix"));
        let provider_setter = setters.reserve(&format!("{word}_provider"));
        Some(Scheme {
            variant: variants.reserve(&type_name(name)),
            client_method: methods.reserve(&with(&setter.to_string())),
            client_provider_method: methods.reserve(&with(&provider_setter.to_string())),
            setter,
            prefix_setter,
            provider_setter,
            name: name.clone(),
            header,
            prefix,
            description: string(scheme, "description"),
            is_public: scheme[PUBLIC] == true,
        })
    };
    table.enumerate().map(|(index, (name, node))| ((index, name.clone()), read(name, node))).collect()
}

/// Returns the header that contains a credential of a scheme, and the prefix of its value; `None` if the client cannot
/// send one.
pub fn credential_header(scheme: &Value) -> Option<(String, &'static str)> {
    let is_bearer = |scheme: &Value| string(scheme, "scheme").eq_ignore_ascii_case("bearer");
    let (header, prefix) = match (scheme["type"].as_str()?, scheme["in"].as_str()) {
        ("apiKey", Some("header")) => (string(scheme, "name"), ""),
        ("http", _) if is_bearer(scheme) => ("Authorization".to_owned(), BEARER),
        // Both use a bearer token (RFC 6750), which the program must obtain.
        ("oauth2" | "openIdConnect", _) => ("Authorization".to_owned(), BEARER),
        _ => return None,
    };
    let is_usable = is_header_name(&header) && !is_set_by_http(&header) && !header.eq_ignore_ascii_case("cookie");
    is_usable.then_some((header, prefix))
}

/// Returns whether the scheme with this name is a client certificate, which belongs to the connection.
pub fn is_certificate(tree: &Value, name: &str) -> bool {
    let scheme = resolve_refs(tree, &tree["components"]["securitySchemes"][name]);
    scheme["type"] == "http" && string(scheme, "scheme").eq_ignore_ascii_case("mutualTLS")
}

/// Returns the alternatives that credentials in these headers are together, or `None` if there are too many. One bearer
/// token (RFC 6750) satisfies all schemes that send one, as where a spec lists each flow of OAuth 2.0 as a scheme.
/// Other schemes with one header are alternatives: a header has room for one credential.
fn one_per_header(schemes: Vec<&Scheme>) -> Option<Vec<Vec<&Scheme>>> {
    let mut by_header: BTreeMap<String, Vec<&Scheme>> = BTreeMap::new();
    let mut has_bearer = false;
    for scheme in schemes {
        let is_bearer = scheme.prefix == BEARER;
        if !(is_bearer && has_bearer) {
            by_header.entry(scheme.header.to_ascii_lowercase()).or_default().push(scheme);
        }
        has_bearer |= is_bearer;
    }
    let count: usize = by_header.values().map(Vec::len).product();
    (count <= MAX_ALTERNATIVES).then(|| {
        by_header.values().fold(vec![Vec::new()], |alternatives, schemes| {
            let with = |one: &Vec<_>| schemes.iter().map(|it| [&one[..], &[*it]].concat()).collect::<Vec<_>>();
            alternatives.iter().flat_map(with).collect()
        })
    })
}

impl Reader<'_> {
    /// Returns the alternatives that a security requirement stands for, each with the schemes that a request sends
    /// together.
    fn alternatives(&self, names: &[&String]) -> Result<Vec<Vec<&Scheme>>, String> {
        let find = |name: &&String| {
            let found = self.schemes.iter().find(|((_, it), _)| it == *name).and_then(|(_, scheme)| scheme.as_ref());
            found.ok_or_else(|| format!("the security scheme `{name}` is not supported"))
        };
        let schemes = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        one_per_header(schemes)
            .ok_or_else(|| "the schemes of this requirement share headers in too many ways".to_owned())
    }

    /// Returns the accepted alternatives in order of preference, and whether a credential is optional. The operation
    /// overrides the top level of the spec (OpenAPI 3.0.3, section 4.7.10.1).
    pub(super) fn security(&mut self, at: &OperationRef<'_>) -> Result<(Vec<Vec<Ident>>, bool), Diagnostic> {
        let (location, list) = match at.operation.get("security") {
            Some(list) => (at.location.join("security"), Some(list)),
            None => (Location::from(["security"]), self.document.tree.get("security")),
        };
        let stated = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let (mut accepted, mut refused, mut shared) = (Vec::<Vec<Ident>>::new(), Vec::new(), Vec::new());
        let mut is_anonymous = stated.is_empty();
        for (index, requirement) in stated.iter().enumerate() {
            let mut names: Vec<&String> = requirement.as_object().into_iter().flat_map(Map::keys).collect();
            let (certificates, others) =
                names.iter().partition::<Vec<_>, _>(|name| is_certificate(&self.document.tree, name));
            if !others.is_empty() {
                for name in certificates {
                    let message = format!("the client certificate of `{name}` is not part of a request");
                    let help = "set it with `ClientBuilder::configure_http_client`";
                    self.ignore(&location.join(index), message, help);
                }
                names = others;
            }
            match self.alternatives(&names) {
                _ if names.is_empty() => is_anonymous = true,
                Ok(alternatives) => {
                    let names = |all: &Vec<&Scheme>| {
                        all.iter().map(|scheme| format!("`{}`", scheme.name)).collect::<Vec<_>>().join(" with ")
                    };
                    let named: Vec<String> = alternatives.iter().map(names).collect();
                    shared.extend((alternatives.len() > 1).then(|| (index, named.join(" or "))));
                    accepted.extend(alternatives.iter().map(|all| all.iter().map(|it| it.variant.clone()).collect()));
                }
                Err(message) => refused.push((index, message)),
            }
        }
        let help = "accept an apiKey in a header, or a bearer token, or leave the operation out";
        for (index, message) in refused {
            if accepted.is_empty() && !is_anonymous {
                return Err(Diagnostic::new(RULE, location.join(index), message, help));
            }
            self.ignore(&location.join(index), message, help);
        }
        for (index, alternatives) in shared {
            let message = format!("schemes that share a header are alternatives: a request sends {alternatives}");
            self.ignore(&location.join(index), message, "list them as alternatives (OpenAPI 3.0.3, section 4.7.30)");
        }
        let mut seen = BTreeSet::new();
        accepted.retain(|schemes| seen.insert(schemes.clone()));
        Ok((accepted, is_anonymous))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::model;

    #[test]
    fn a_security_requirement_is_sent_together_unless_its_schemes_share_a_header() {
        let accepted = |security: &str| {
            let spec = format!(
                "
security: {security}
paths:
  /a: {{ get: {{ operationId: GetA, responses: {{ '204': {{ description: '' }} }} }} }}
components:
  securitySchemes:
    Code: {{ type: oauth2, flows: {{}} }}
    Implicit: {{ type: oauth2, flows: {{}} }}
    Key: {{ type: apiKey, in: header, name: X-Key }}
    Own: {{ type: apiKey, in: header, name: authorization }}
    Certificate: {{ type: http, scheme: mutualTLS }}
"
            );
            let model = model(&spec)?;
            let all = |schemes: &Vec<_>| schemes.iter().map(|scheme: &super::Ident| scheme.to_string()).collect();
            Ok::<_, String>(model.operations[0].security.iter().map(all).collect::<Vec<Vec<String>>>())
        };
        let alternatives = |all: &[&[&str]]| {
            Ok(all.iter().map(|all| all.iter().map(|name| (*name).to_owned()).collect()).collect::<Vec<_>>())
        };
        for (security, expected) in [
            ("[{ Code: [a], Implicit: [a] }, { Code: [b] }, { Key: [] }]", &[&["Code"][..], &["Key"]][..]),
            ("[{ Code: [a], Key: [] }, { Key: [] }]", &[&["Code", "Key"], &["Key"]]),
            ("[{ Code: [a], Own: [] }]", &[&["Code"], &["Own"]]),
            ("[{ Code: [a], Own: [], Key: [], Implicit: [] }]", &[&["Code", "Key"], &["Own", "Key"]]),
        ] {
            assert_eq!(accepted(security), alternatives(expected), "{security}");
        }
        // A client certificate belongs to the connection.
        assert_eq!(accepted("[{ Certificate: [], Key: [] }]"), alternatives(&[&["Key"]]));
        assert!(accepted("[{ Certificate: [] }]").is_err());
    }
}
