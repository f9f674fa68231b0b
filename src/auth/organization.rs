//! Which organization a request is for: in a header or in the path, as the spec says.

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Request, Url};

use crate::error::Error;
use crate::generated::{ORGANIZATION_HEADER, ORGANIZATION_PATH};
use crate::runtime::RequestUrl;

/// The organization of a client.
#[derive(Clone, Debug, Default)]
pub(crate) enum Organization {
    /// The key's default.
    #[default]
    Default,
    /// In the header that the spec names.
    Header(HeaderName, HeaderValue),
    /// In the path. `base` is the base URL without it, `root` with it.
    Path { base: Url, root: Url, id: String },
    /// In the path, and each request has to name it.
    RequiredInPath { base: Url },
}

impl Organization {
    /// Where the spec has it: in its header, or in the path if it has none.
    pub(crate) fn as_documented(base: &Url, id: &str) -> Result<Self, Error> {
        match ORGANIZATION_HEADER {
            Some(name) => Self::in_header(name, id),
            None => Self::in_path("organization_id", base, id),
        }
    }

    fn in_header(name: &str, id: &str) -> Result<Self, Error> {
        let reason = |string| Error::configuration("organization_id", string);
        crate::auth::check("organization_id", id)?;
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| reason("the document's header is none"))?;
        let value = HeaderValue::from_str(id).map_err(|_| reason("it cannot be sent in a header"))?;
        Ok(Self::Header(name, value))
    }

    /// In the path, below `base`.
    pub(crate) fn in_path(setting: &'static str, base: &Url, id: &str) -> Result<Self, Error> {
        let Some(prefix) = ORGANIZATION_PATH else {
            return Err(Error::configuration(setting, "the spec has no place for an organization in a path"));
        };
        let root = RequestUrl::after(base)
            .literal(prefix)
            .segment(setting, &id)
            .map_err(|_| Error::configuration(setting, "it is empty or a dot segment"))?;
        Ok(Self::Path { base: base.clone(), root: root.into_url(), id: id.to_owned() })
    }

    /// In the path of each request, below `base`.
    pub(crate) fn required_in_path(base: &Url) -> Result<Self, Error> {
        match ORGANIZATION_PATH {
            Some(_) => Ok(Self::RequiredInPath { base: base.clone() }),
            None => Err(Error::configuration(
                "require_organization_in_path",
                "the spec has no place for an organization in a path",
            )),
        }
    }

    /// Another organization in the place that this one stands in. `base` is the client's base URL.
    pub(crate) fn with_id(&self, base: &Url, id: &str) -> Result<Self, Error> {
        match self {
            Self::Default | Self::Header(..) => Self::as_documented(base, id),
            Self::Path { base, .. } | Self::RequiredInPath { base } => Self::in_path("with_organization", base, id),
        }
    }

    /// The organization's ID, if the client has one.
    pub(crate) fn id(&self) -> Option<&str> {
        match self {
            Self::Default | Self::RequiredInPath { .. } => None,
            Self::Header(_, value) => value.to_str().ok(),
            Self::Path { id, .. } => Some(id),
        }
    }

    /// What stands in the path before that of an operation, as a template.
    pub(crate) fn path_template(&self) -> String {
        match self {
            Self::Path { .. } | Self::RequiredInPath { .. } => {
                format!("{}{{organization}}", ORGANIZATION_PATH.unwrap_or_default())
            }
            Self::Default | Self::Header(..) => String::new(),
        }
    }

    /// Names the organization in a request that does not name one itself.
    pub(crate) fn apply(&self, request: &mut Request) -> Result<(), Error> {
        match self {
            Self::Default => Ok(()),
            Self::RequiredInPath { base } => match take_header(request)? {
                Some(id) => replace_in_path(request, base, base, &id),
                None => Err(Error::invalid_request(
                    "no organization is set; send the request with a client of with_organization()".to_owned(),
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

/// The organization that the call itself names, taken out of the headers.
fn take_header(request: &mut Request) -> Result<Option<String>, Error> {
    let value = ORGANIZATION_HEADER.and_then(|name| request.headers_mut().remove(name));
    let string = value.map(|value| value.to_str().map(str::to_owned)).transpose();
    string.map_err(|_| Error::invalid_request("the organization has a character other than visible ASCII".to_owned()))
}

fn replace_in_path(request: &mut Request, base: &Url, root: &Url, id: &str) -> Result<(), Error> {
    let Some(rest) = request.url().path().strip_prefix(root.path().trim_end_matches('/')) else {
        return Err(Error::invalid_request("the path does not begin with the client's organization".to_owned()));
    };
    let name = ORGANIZATION_HEADER.unwrap_or("organization");
    let url = RequestUrl::after(base).literal(ORGANIZATION_PATH.unwrap_or_default()).segment(name, &id)?.literal(rest);
    url.put_into(request.url_mut());
    Ok(())
}
