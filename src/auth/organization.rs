//! The organization of a request, in a header or in the path, as the spec defines it.

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Request, Url};

use crate::auth::header_value::check;
use crate::error::Error;
use crate::generated::{ORGANIZATION_HEADER, ORGANIZATION_PATH};
use crate::request::url::{encode_segment, push_segment};

const NO_PATH: &str = "the spec defines no path for an organization";

/// The organization of a client. Errors contain the reason, but not the name of the setting and not the ID.
#[derive(Clone, Debug, Default)]
pub(crate) enum Organization {
    /// The default organization of the credential.
    #[default]
    Default,
    /// Sent in the header that the spec defines.
    Header(HeaderName, HeaderValue),
    /// Sent in the path. `base` is the base URL without it and `root` the URL with it.
    Path { base: Url, root: Url, id: String },
    /// Sent in the path. Each request must name it.
    RequiredInPath { base: Url },
}

impl Organization {
    /// Uses the location that the spec defines: the header, or the path if there is no header.
    pub(crate) fn as_documented(base: &Url, id: &str) -> Result<Self, &'static str> {
        let Some(name) = ORGANIZATION_HEADER else {
            return Self::in_path(base, id);
        };
        check(id)?;
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "the spec's header name is invalid")?;
        let value = HeaderValue::from_str(id).map_err(|_| "it cannot be sent in a header")?;
        Ok(Self::Header(name, value))
    }

    /// Sends the organization in the path, below `base`.
    pub(crate) fn in_path(base: &Url, id: &str) -> Result<Self, &'static str> {
        let mut path = base.path().trim_end_matches('/').to_owned() + ORGANIZATION_PATH.ok_or(NO_PATH)?;
        encode_segment(&mut path, &id)?;
        let mut root = base.clone();
        root.set_path(&path);
        Ok(Self::Path { base: base.clone(), root, id: id.to_owned() })
    }

    /// Requires each request to name an organization, which is sent in the path, below `base`.
    pub(crate) fn required_in_path(base: &Url) -> Result<Self, &'static str> {
        ORGANIZATION_PATH.map(|_| Self::RequiredInPath { base: base.clone() }).ok_or(NO_PATH)
    }

    /// Returns another organization in the location of this one. `base` is the client's base URL without one.
    pub(crate) fn with_id(&self, base: &Url, id: &str) -> Result<Self, &'static str> {
        if self.base().is_some() { Self::in_path(base, id) } else { Self::as_documented(base, id) }
    }

    /// Returns the base URL without the organization, if requests have it in the path.
    pub(crate) fn base(&self) -> Option<&Url> {
        match self {
            Self::Default | Self::Header(..) => None,
            Self::Path { base, .. } | Self::RequiredInPath { base } => Some(base),
        }
    }

    /// Returns the same organization below another base URL, whose path may have none.
    #[allow(dead_code)] // Many specs have no operation with servers of its own.
    pub(crate) fn below(&self, base: &Url, has_organization: bool) -> Result<Self, &'static str> {
        match self {
            Self::Default | Self::Header(..) => Ok(self.clone()),
            _ if !has_organization => Ok(Self::Default),
            Self::Path { id, .. } => Self::in_path(base, id),
            Self::RequiredInPath { .. } => Ok(Self::RequiredInPath { base: base.clone() }),
        }
    }

    /// Returns the ID, if the client has an organization.
    pub(crate) fn id(&self) -> Option<&str> {
        match self {
            Self::Default | Self::RequiredInPath { .. } => None,
            Self::Header(_, value) => value.to_str().ok(),
            Self::Path { id, .. } => Some(id),
        }
    }

    /// Returns the template of the path prefix before an operation's path.
    pub(crate) fn path_template(&self) -> String {
        let prefix = self.base().and(ORGANIZATION_PATH);
        prefix.map(|prefix| format!("{prefix}{{organization}}")).unwrap_or_default()
    }

    /// Adds the organization to a request that does not name one.
    pub(crate) fn apply(&self, request: &mut Request) -> Result<(), Error> {
        match self {
            Self::Default => Ok(()),
            Self::RequiredInPath { base } => match take_header(request)? {
                Some(id) => replace_in_path(request, base, base, &id),
                None => Err(Error::invalid_request(
                    "no organization is set; send the request with the client that with_organization() returns"
                        .to_owned(),
                )),
            },
            Self::Header(name, value) => {
                request.headers_mut().entry(name).or_insert_with(|| value.clone());
                Ok(())
            }
            Self::Path { base, root, .. } => match take_header(request)? {
                None => Ok(()),
                Some(id) => replace_in_path(request, base, root, &id),
            },
        }
    }
}

/// Removes the organization that the request names from the headers, and returns it.
fn take_header(request: &mut Request) -> Result<Option<String>, Error> {
    let value = ORGANIZATION_HEADER.and_then(|name| request.headers_mut().remove(name));
    let string = value.map(|value| value.to_str().map(str::to_owned)).transpose();
    string.map_err(|_| {
        Error::invalid_request("the organization contains a character other than visible ASCII".to_owned())
    })
}

fn replace_in_path(request: &mut Request, base: &Url, root: &Url, id: &str) -> Result<(), Error> {
    let Some(rest) = request.url().path().strip_prefix(root.path().trim_end_matches('/')) else {
        return Err(Error::invalid_request("the path does not begin with the client's organization".to_owned()));
    };
    let name = ORGANIZATION_HEADER.unwrap_or("organization");
    let mut path = base.path().trim_end_matches('/').to_owned() + ORGANIZATION_PATH.unwrap_or_default();
    push_segment(&mut path, name, &id)?;
    path.push_str(rest);
    request.url_mut().set_path(&path);
    Ok(())
}
