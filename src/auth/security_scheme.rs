//! What the spec says about each security scheme.

use reqwest::header::HeaderName;

use crate::SecurityScheme;
use crate::client::check_credentials::Probe;

/// A security scheme of the spec. Generated code builds it.
pub(crate) struct SchemeRow {
    pub(crate) name: &'static str,
    pub(crate) header: &'static str,
    pub(crate) header_name: HeaderName,
    pub(crate) prefix: &'static str,
    pub(crate) setter: &'static str,
    pub(crate) is_public: bool,
    pub(crate) probe: Option<Probe>,
}

impl SecurityScheme {
    /// Returns the name of the scheme in the spec.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the header that contains the credential.
    pub fn header(self) -> &'static str {
        self.row().header
    }

    /// Returns the method of `ClientBuilder` that sets the credential.
    pub fn setter(self) -> &'static str {
        self.row().setter
    }

    /// Returns whether the credential may be public.
    pub fn is_public(self) -> bool {
        self.row().is_public
    }
}
