use crate::Client;
/// The version of the API that the spec describes.
pub const API_VERSION: &str = "2.1";
/// The SHA-256 of the OpenAPI spec that this client was generated from, in hexadecimal, without the
/// overlay.
pub const SPEC_SHA256: &str = "f57330ed9a665b33e3527ba9b39739b1eaaaabfd1b4ad0eaece4375389e14847";
/// The header for the organization of a request, if the spec defines one.
pub(crate) const ORGANIZATION_HEADER: Option<&str> = Some("Organization-Id");
/// The path prefix before the organization, if the spec defines one.
pub(crate) const ORGANIZATION_PATH: Option<&str> = Some("/organizations/");
/// The header that identifies the calling program, and the template of its value, if the spec defines one.
pub(crate) const CONSUMER_HEADER: Option<(&str, &str)> = Some((
    "REB-API-CONSUMER",
    "Rebilly/{consumer}/{sdk}",
));
/// The sorted names of all properties. An error shows no other names from a response.
pub(crate) static PROPERTIES: &[&str] = &[
    "_links",
    "acl",
    "authTokenTtl",
    "createdTime",
    "credentialId",
    "credentialTtl",
    "customClaims",
    "customFieldName",
    "customerId",
    "detail",
    "error",
    "expiredTime",
    "field",
    "href",
    "id",
    "instance",
    "invalidFields",
    "invalidate",
    "message",
    "oneTimePassword",
    "organizationId",
    "otpRequired",
    "password",
    "passwordPattern",
    "permissions",
    "planId",
    "productId",
    "rel",
    "resetTokenTtl",
    "scope",
    "status",
    "title",
    "token",
    "type",
    "updatedTime",
    "username",
];
/// The servers of the API, in the order of the spec.
pub static SERVERS: &[crate::Server] = &[
    crate::Server {
        url: "https://api-sandbox.rebilly.com",
        description: "Sandbox server.",
    },
    crate::Server {
        url: "https://api.rebilly.com",
        description: "Live server.",
    },
];
/// An environment of the API: a server of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// `https://api-sandbox.rebilly.com`: Sandbox server.
    Sandbox,
    /// `https://api.rebilly.com`: Live server.
    Live,
}
impl Environment {
    /// All environments, in the order of the spec.
    pub const ALL: &'static [Self] = &[Self::Sandbox, Self::Live];
    /// The default environment: the first sandbox, test or staging environment, or else the first environment.
    pub const DEFAULT: Option<Self> = Some(Self::Sandbox);
    /// Returns the server of the environment.
    pub fn server(self) -> &'static crate::Server {
        match self {
            Self::Sandbox => &SERVERS[0usize],
            Self::Live => &SERVERS[1usize],
        }
    }
    /// Returns the name in lower case, as `FromStr` parses it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Live => "live",
        }
    }
}
/// A security scheme of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SecurityScheme {
    /// The merchant's secret key. For use on a server only, never in a browser or an app.
    SecretApiKey,
    /// The JWT of a session.
    Jwt,
    /// A key that may be shown to the public. It may create, verify, exchange and delete authentication tokens, and do nothing else.
    PublishableApiKey,
}
impl SecurityScheme {
    /// All schemes, in the order of the spec.
    pub const ALL: &'static [Self] = &[
        Self::SecretApiKey,
        Self::Jwt,
        Self::PublishableApiKey,
    ];
    pub(crate) fn row(self) -> crate::runtime::SchemeRow {
        match self {
            Self::SecretApiKey => {
                crate::runtime::SchemeRow {
                    name: "SecretApiKey",
                    header: "REB-APIKEY",
                    header_name: const {
                        ::reqwest::header::HeaderName::from_static("reb-apikey")
                    },
                    prefix: "",
                    setter: "secret_api_key",
                    is_public: false,
                    probe: Some(crate::runtime::Probe {
                        operation: &OPERATIONS[0usize],
                        accept: "application/json",
                        read: |response| {
                            let response: crate::ResponseValue<
                                Vec<types::AuthenticationOptions>,
                            > = response.lenient_one_or_many()?;
                            Ok(response.map(drop))
                        },
                    }),
                }
            }
            Self::Jwt => {
                crate::runtime::SchemeRow {
                    name: "JWT",
                    header: "Authorization",
                    header_name: const {
                        ::reqwest::header::HeaderName::from_static("authorization")
                    },
                    prefix: "Bearer ",
                    setter: "jwt",
                    is_public: false,
                    probe: Some(crate::runtime::Probe {
                        operation: &OPERATIONS[0usize],
                        accept: "application/json",
                        read: |response| {
                            let response: crate::ResponseValue<
                                Vec<types::AuthenticationOptions>,
                            > = response.lenient_one_or_many()?;
                            Ok(response.map(drop))
                        },
                    }),
                }
            }
            Self::PublishableApiKey => {
                crate::runtime::SchemeRow {
                    name: "PublishableApiKey",
                    header: "Authorization",
                    header_name: const {
                        ::reqwest::header::HeaderName::from_static("authorization")
                    },
                    prefix: "",
                    setter: "publishable_api_key",
                    is_public: true,
                    probe: Some(crate::runtime::Probe {
                        operation: &OPERATIONS[4usize],
                        accept: "application/json",
                        read: |response| {
                            let response: crate::ResponseValue<
                                types::AuthenticationToken,
                            > = response.lenient_json()?;
                            Ok(response.map(drop))
                        },
                    }),
                }
            }
        }
    }
}
/// The setters of credentials.
impl crate::ClientBuilder {
    /// Sets the credential for `SecretApiKey`, which is sent in `REB-APIKEY`.
    ///
    /// The merchant's secret key. For use on a server only, never in a browser or an app.
    pub fn secret_api_key(self, credential: impl Into<crate::Secret>) -> Self {
        self.credential(SecurityScheme::SecretApiKey, credential.into())
    }
    /// Sets the prefix before the credential for `SecretApiKey` in its header, such as `Token`. By default, there is no prefix.
    pub fn secret_api_key_prefix(self, prefix: impl Into<String>) -> Self {
        self.prefix(SecurityScheme::SecretApiKey, prefix.into())
    }
    /// Sets an async function that provides the credential for `SecretApiKey`.
    ///
    /// The client calls it when it has no credential ([`secret_api_key`](Self::secret_api_key) can set the first one), shortly before a JWT expires, and after a 401. A request that gets a 401 is retried once with the new credential, unless the 401 may be about a credential of the customer, such as a password: then the client calls the function before the next request, if the credential is at least a minute old and no call failed within that minute. Concurrent requests share one call of the function, which continues if they are cancelled. Its timeout is the attempt timeout. If it fails, a JWT that the API has not rejected is used until it expires.
    ///
    /// Return a new JWT, not one that is about to expire: if this machine's clock is slow, or so fast that the JWT seems to have expired, it is used for the time from its `iat` to its `exp`, counted from its arrival.
    ///
    /// The function must not use the same client: a request of that client would wait for the function, and the function for the request.
    pub fn secret_api_key_provider<P, F, S, E>(self, provider: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: ::std::future::Future<Output = Result<S, E>> + Send + 'static,
        S: Into<crate::Secret>,
        E: Into<Box<dyn ::std::error::Error + Send + Sync>>,
    {
        self.provider(SecurityScheme::SecretApiKey, crate::runtime::provider(provider))
    }
    /// Sets the credential for `JWT`, which is sent in `Authorization`, without `Bearer`.
    ///
    /// The JWT of a session.
    pub fn jwt(self, credential: impl Into<crate::Secret>) -> Self {
        self.credential(SecurityScheme::Jwt, credential.into())
    }
    /// Sets an async function that provides the credential for `JWT`, without `Bearer`.
    ///
    /// The client calls it when it has no credential ([`jwt`](Self::jwt) can set the first one), shortly before a JWT expires, and after a 401. A request that gets a 401 is retried once with the new credential, unless the 401 may be about a credential of the customer, such as a password: then the client calls the function before the next request, if the credential is at least a minute old and no call failed within that minute. Concurrent requests share one call of the function, which continues if they are cancelled. Its timeout is the attempt timeout. If it fails, a JWT that the API has not rejected is used until it expires.
    ///
    /// Return a new JWT, not one that is about to expire: if this machine's clock is slow, or so fast that the JWT seems to have expired, it is used for the time from its `iat` to its `exp`, counted from its arrival.
    ///
    /// The function must not use the same client: a request of that client would wait for the function, and the function for the request.
    pub fn jwt_provider<P, F, S, E>(self, provider: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: ::std::future::Future<Output = Result<S, E>> + Send + 'static,
        S: Into<crate::Secret>,
        E: Into<Box<dyn ::std::error::Error + Send + Sync>>,
    {
        self.provider(SecurityScheme::Jwt, crate::runtime::provider(provider))
    }
    /// Sets the credential for `PublishableApiKey`, which is sent in `Authorization`.
    ///
    /// A key that may be shown to the public. It may create, verify, exchange and delete authentication tokens, and do nothing else.
    pub fn publishable_api_key(self, credential: impl Into<crate::Secret>) -> Self {
        self.credential(SecurityScheme::PublishableApiKey, credential.into())
    }
    /// Sets the prefix before the credential for `PublishableApiKey` in its header, such as `Token`. By default, there is no prefix.
    pub fn publishable_api_key_prefix(self, prefix: impl Into<String>) -> Self {
        self.prefix(SecurityScheme::PublishableApiKey, prefix.into())
    }
    /// Sets an async function that provides the credential for `PublishableApiKey`.
    ///
    /// The client calls it when it has no credential ([`publishable_api_key`](Self::publishable_api_key) can set the first one), shortly before a JWT expires, and after a 401. A request that gets a 401 is retried once with the new credential, unless the 401 may be about a credential of the customer, such as a password: then the client calls the function before the next request, if the credential is at least a minute old and no call failed within that minute. Concurrent requests share one call of the function, which continues if they are cancelled. Its timeout is the attempt timeout. If it fails, a JWT that the API has not rejected is used until it expires.
    ///
    /// Return a new JWT, not one that is about to expire: if this machine's clock is slow, or so fast that the JWT seems to have expired, it is used for the time from its `iat` to its `exp`, counted from its arrival.
    ///
    /// The function must not use the same client: a request of that client would wait for the function, and the function for the request.
    pub fn publishable_api_key_provider<P, F, S, E>(self, provider: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: ::std::future::Future<Output = Result<S, E>> + Send + 'static,
        S: Into<crate::Secret>,
        E: Into<Box<dyn ::std::error::Error + Send + Sync>>,
    {
        self.provider(
            SecurityScheme::PublishableApiKey,
            crate::runtime::provider(provider),
        )
    }
}
/// The methods that replace a credential.
impl Client {
    /// Returns a copy of this client whose only credential is this one for `SecretApiKey`, with those that an operation requires together with it. See [derived clients](Client#derived-clients) for what both clients share.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the credential is invalid, as for [`ClientBuilder::secret_api_key`](crate::ClientBuilder::secret_api_key).
    pub fn with_secret_api_key(
        &self,
        credential: impl Into<crate::Secret>,
    ) -> Result<Self, crate::Error> {
        self.with_credential(SecurityScheme::SecretApiKey, &credential.into())
    }
    /// Returns a copy of this client whose only credential is that of this provider for `SecretApiKey`, as set by [`ClientBuilder::secret_api_key_provider`](crate::ClientBuilder::secret_api_key_provider).
    #[must_use = "the client itself keeps its credentials"]
    pub fn with_secret_api_key_provider<P, F, S, E>(&self, provider: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: ::std::future::Future<Output = Result<S, E>> + Send + 'static,
        S: Into<crate::Secret>,
        E: Into<Box<dyn ::std::error::Error + Send + Sync>>,
    {
        self.with_provider(
            SecurityScheme::SecretApiKey,
            crate::runtime::provider(provider),
        )
    }
    /// Returns a copy of this client whose only credential is this one for `JWT`, with those that an operation requires together with it. See [derived clients](Client#derived-clients) for what both clients share.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the credential is invalid, as for [`ClientBuilder::jwt`](crate::ClientBuilder::jwt).
    pub fn with_jwt(
        &self,
        credential: impl Into<crate::Secret>,
    ) -> Result<Self, crate::Error> {
        self.with_credential(SecurityScheme::Jwt, &credential.into())
    }
    /// Returns a copy of this client whose only credential is that of this provider for `JWT`, as set by [`ClientBuilder::jwt_provider`](crate::ClientBuilder::jwt_provider).
    #[must_use = "the client itself keeps its credentials"]
    pub fn with_jwt_provider<P, F, S, E>(&self, provider: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: ::std::future::Future<Output = Result<S, E>> + Send + 'static,
        S: Into<crate::Secret>,
        E: Into<Box<dyn ::std::error::Error + Send + Sync>>,
    {
        self.with_provider(SecurityScheme::Jwt, crate::runtime::provider(provider))
    }
    /// Returns a copy of this client whose only credential is this one for `PublishableApiKey`, with those that an operation requires together with it. See [derived clients](Client#derived-clients) for what both clients share.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the credential is invalid, as for [`ClientBuilder::publishable_api_key`](crate::ClientBuilder::publishable_api_key).
    pub fn with_publishable_api_key(
        &self,
        credential: impl Into<crate::Secret>,
    ) -> Result<Self, crate::Error> {
        self.with_credential(SecurityScheme::PublishableApiKey, &credential.into())
    }
    /// Returns a copy of this client whose only credential is that of this provider for `PublishableApiKey`, as set by [`ClientBuilder::publishable_api_key_provider`](crate::ClientBuilder::publishable_api_key_provider).
    #[must_use = "the client itself keeps its credentials"]
    pub fn with_publishable_api_key_provider<P, F, S, E>(&self, provider: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: ::std::future::Future<Output = Result<S, E>> + Send + 'static,
        S: Into<crate::Secret>,
        E: Into<Box<dyn ::std::error::Error + Send + Sync>>,
    {
        self.with_provider(
            SecurityScheme::PublishableApiKey,
            crate::runtime::provider(provider),
        )
    }
}
/// The 16 operations of the API, in the order of the spec.
pub static OPERATIONS: &[crate::Operation] = &[
    crate::Operation {
        id: "GetAuthenticationOption",
        method: ::reqwest::Method::GET,
        path: "/authentication-options",
        summary: "Read the authentication options",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "PutAuthenticationOption",
        method: ::reqwest::Method::PUT,
        path: "/authentication-options",
        summary: "Change the authentication options",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "GetAuthenticationTokenCollection",
        method: ::reqwest::Method::GET,
        path: "/authentication-tokens",
        summary: "List authentication tokens",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: Some(crate::Pagination {
            max_offset: Some(1000u64),
            max_limit: Some(1000u64),
            headers: Some(crate::PaginationHeaderNames {
                total: "Pagination-Total",
                limit: Some("Pagination-Limit"),
                offset: Some("Pagination-Offset"),
            }),
        }),
    },
    crate::Operation {
        id: "PostAuthenticationToken",
        method: ::reqwest::Method::POST,
        path: "/authentication-tokens",
        summary: "Log a customer in",
        security: &[
            &[SecurityScheme::SecretApiKey],
            &[SecurityScheme::Jwt],
            &[SecurityScheme::PublishableApiKey],
        ],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: false,
        sends_customer_credentials: true,
        pagination: None,
    },
    crate::Operation {
        id: "GetAuthenticationTokenVerification",
        method: ::reqwest::Method::GET,
        path: "/authentication-tokens/{token}",
        summary: "Verify an authentication token",
        security: &[
            &[SecurityScheme::SecretApiKey],
            &[SecurityScheme::Jwt],
            &[SecurityScheme::PublishableApiKey],
        ],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 404u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "DeleteAuthenticationToken",
        method: ::reqwest::Method::DELETE,
        path: "/authentication-tokens/{token}",
        summary: "Log a customer out",
        security: &[
            &[SecurityScheme::SecretApiKey],
            &[SecurityScheme::Jwt],
            &[SecurityScheme::PublishableApiKey],
        ],
        is_anonymous: false,
        error_statuses: &[401u16, 404u16, 429u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "PostAuthenticationTokenExchange",
        method: ::reqwest::Method::POST,
        path: "/authentication-tokens/{token}/exchange",
        summary: "Exchange an authentication token for a customer JWT",
        security: &[
            &[SecurityScheme::SecretApiKey],
            &[SecurityScheme::Jwt],
            &[SecurityScheme::PublishableApiKey],
        ],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 404u16, 429u16],
        is_idempotent: false,
        sends_customer_credentials: true,
        pagination: None,
    },
    crate::Operation {
        id: "GetCredentialCollection",
        method: ::reqwest::Method::GET,
        path: "/credentials",
        summary: "List credentials",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: Some(crate::Pagination {
            max_offset: Some(1000u64),
            max_limit: Some(1000u64),
            headers: Some(crate::PaginationHeaderNames {
                total: "Pagination-Total",
                limit: Some("Pagination-Limit"),
                offset: Some("Pagination-Offset"),
            }),
        }),
    },
    crate::Operation {
        id: "PostCredential",
        method: ::reqwest::Method::POST,
        path: "/credentials",
        summary: "Create a credential",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: false,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "GetCredential",
        method: ::reqwest::Method::GET,
        path: "/credentials/{id}",
        summary: "Read a credential",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 404u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "PutCredential",
        method: ::reqwest::Method::PUT,
        path: "/credentials/{id}",
        summary: "Create or update a credential with this ID",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 404u16, 422u16, 429u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "DeleteCredential",
        method: ::reqwest::Method::DELETE,
        path: "/credentials/{id}",
        summary: "Delete a credential",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 404u16, 429u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "GetPasswordTokenCollection",
        method: ::reqwest::Method::GET,
        path: "/password-tokens",
        summary: "List reset-password tokens",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: Some(crate::Pagination {
            max_offset: Some(1000u64),
            max_limit: Some(1000u64),
            headers: Some(crate::PaginationHeaderNames {
                total: "Pagination-Total",
                limit: Some("Pagination-Limit"),
                offset: Some("Pagination-Offset"),
            }),
        }),
    },
    crate::Operation {
        id: "PostPasswordToken",
        method: ::reqwest::Method::POST,
        path: "/password-tokens",
        summary: "Create a reset-password token",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: false,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "GetPasswordToken",
        method: ::reqwest::Method::GET,
        path: "/password-tokens/{id}",
        summary: "Read a reset-password token",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 404u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
    crate::Operation {
        id: "DeletePasswordToken",
        method: ::reqwest::Method::DELETE,
        path: "/password-tokens/{id}",
        summary: "Delete a reset-password token",
        security: &[&[SecurityScheme::SecretApiKey], &[SecurityScheme::Jwt]],
        is_anonymous: false,
        error_statuses: &[401u16, 403u16, 404u16, 409u16, 429u16],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    },
];
/// The operations that need no secret credential.
impl crate::PublicClient {
    /// Log a customer in: `POST /authentication-tokens`
    ///
    /// See [`Client::post_authentication_token`].
    pub fn post_authentication_token(&self) -> builder::PostAuthenticationToken {
        builder::PostAuthenticationToken::new(self.0.clone())
    }
    /// Verify an authentication token: `GET /authentication-tokens/{token}`
    ///
    /// See [`Client::get_authentication_token_verification`].
    pub fn get_authentication_token_verification(
        &self,
    ) -> builder::GetAuthenticationTokenVerification {
        builder::GetAuthenticationTokenVerification::new(self.0.clone())
    }
    /// Log a customer out: `DELETE /authentication-tokens/{token}`
    ///
    /// See [`Client::delete_authentication_token`].
    pub fn delete_authentication_token(&self) -> builder::DeleteAuthenticationToken {
        builder::DeleteAuthenticationToken::new(self.0.clone())
    }
    /// Exchange an authentication token for a customer JWT: `POST /authentication-tokens/{token}/exchange`
    ///
    /// See [`Client::post_authentication_token_exchange`].
    pub fn post_authentication_token_exchange(
        &self,
    ) -> builder::PostAuthenticationTokenExchange {
        builder::PostAuthenticationTokenExchange::new(self.0.clone())
    }
}
impl crate::error::ProblemDetails for types::Problem {
    const FIELD_LISTS: &'static [crate::error::FieldList] = &[
        crate::error::FieldList {
            list: "invalidFields",
            field: "field",
            message: "message",
        },
    ];
    const SECRETS: &'static [&'static str] = &[];
    fn extra(&self) -> &::serde_json::Map<String, ::serde_json::Value> {
        &self.extra
    }
    fn extra_mut(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
        &mut self.extra
    }
    fn invalid_field_names(&self) -> Vec<&str> {
        #[allow(unused_mut)]
        let mut names = Vec::new();
        names
            .extend(self.invalid_fields.iter().filter_map(|item| item.field.as_deref()));
        names
    }
    #[allow(unused_variables)]
    fn describes(&self, status: u16) -> bool {
        let present: &[bool] = &[
            self.detail.is_some(),
            self.error.is_some(),
            self.instance.is_some(),
            !self.invalid_fields.is_empty(),
            self.status.is_some(),
            self.title.is_some(),
            self.type_.is_some(),
        ];
        present.contains(&true) && self.status.is_none_or(|it| it == i64::from(status))
    }
}
/// The known values of open strings.
#[allow(
    deprecated,
    missing_docs,
    non_camel_case_types,
    unreachable_pub,
    unused,
    irrefutable_let_patterns,
    clippy::all,
    rustdoc::all
)]
pub mod known_values {
    /// The IDs of the operations that the JWT allows, or `*` for all. A session without permissions allows what the API allows by default, which this spec does not list: set the permissions that a page needs.
    pub mod permissions {
        /// The values of the group `account`.
        pub mod account {
            crate::runtime::known_values!(
                STOREFRONT_GET_ACCOUNT = "StorefrontGetAccount", STOREFRONT_PATCH_ACCOUNT =
                "StorefrontPatchAccount", STOREFRONT_POST_FORGOT_PASSWORD =
                "StorefrontPostForgotPassword", STOREFRONT_PATCH_ACCOUNT_PASSWORD =
                "StorefrontPatchAccountPassword", STOREFRONT_POST_ACCOUNT_RESEND_VERIFICATION =
                "StorefrontPostAccountResendVerification", STOREFRONT_POST_RESET_PASSWORD =
                "StorefrontPostResetPassword", STOREFRONT_POST_ACCOUNT_VERIFICATION =
                "StorefrontPostAccountVerification", STOREFRONT_POST_LOGIN = "StorefrontPostLogin",
                STOREFRONT_POST_LOGOUT = "StorefrontPostLogout", STOREFRONT_POST_REGISTER =
                "StorefrontPostRegister"
            );
        }
        /// The values of the group `billing_portals`.
        pub mod billing_portals {
            crate::runtime::known_values!(
                STOREFRONT_GET_BILLING_PORTAL = "StorefrontGetBillingPortal"
            );
        }
        /// The values of the group `deposits`.
        pub mod deposits {
            crate::runtime::known_values!(
                STOREFRONT_GET_DEPOSIT_STRATEGY = "StorefrontGetDepositStrategy",
                STOREFRONT_GET_DEPOSIT_REQUEST = "StorefrontGetDepositRequest",
                STOREFRONT_POST_DEPOSIT = "StorefrontPostDeposit"
            );
        }
        /// The values of the group `cashiers`.
        pub mod cashiers {
            crate::runtime::known_values!(
                STOREFRONT_GET_CASHIER = "StorefrontGetCashier",
                STOREFRONT_POST_CASHIER_PAYOUT_REQUEST_CANCELLATION =
                "StorefrontPostCashierPayoutRequestCancellation"
            );
        }
        /// The values of the group `checkout_forms`.
        pub mod checkout_forms {
            crate::runtime::known_values!(
                STOREFRONT_GET_CHECKOUT_FORM = "StorefrontGetCheckoutForm"
            );
        }
        /// The values of the group `custom_fields`.
        pub mod custom_fields {
            crate::runtime::known_values!(
                STOREFRONT_GET_CUSTOM_FIELD_COLLECTION = "StorefrontGetCustomFieldCollection"
            );
        }
        /// The values of the group `invoices`.
        pub mod invoices {
            crate::runtime::known_values!(
                STOREFRONT_GET_INVOICE_COLLECTION = "StorefrontGetInvoiceCollection",
                STOREFRONT_GET_INVOICE = "StorefrontGetInvoice", STOREFRONT_PATCH_INVOICE =
                "StorefrontPatchInvoice"
            );
        }
        /// The values of the group `orders`.
        pub mod orders {
            crate::runtime::known_values!(
                STOREFRONT_GET_ORDER_UPCOMING_INVOICE = "StorefrontGetOrderUpcomingInvoice",
                STOREFRONT_GET_ORDER_COLLECTION = "StorefrontGetOrderCollection",
                STOREFRONT_GET_ORDER = "StorefrontGetOrder", STOREFRONT_PATCH_ORDER =
                "StorefrontPatchOrder", STOREFRONT_POST_ORDER_CANCELLATION =
                "StorefrontPostOrderCancellation", STOREFRONT_POST_ORDER_PAUSE =
                "StorefrontPostOrderPause", STOREFRONT_POST_SUBSCRIPTION_ITEMS_CHANGE =
                "StorefrontPostSubscriptionItemsChange", STOREFRONT_POST_SUBSCRIPTION_REACTIVATION =
                "StorefrontPostSubscriptionReactivation", STOREFRONT_POST_SUBSCRIPTION =
                "StorefrontPostSubscription"
            );
        }
        /// The values of the group `kyc_documents`.
        pub mod kyc_documents {
            crate::runtime::known_values!(
                STOREFRONT_POST_KYC_DOCUMENT = "StorefrontPostKycDocument",
                STOREFRONT_GET_KYC_DOCUMENT = "StorefrontGetKycDocument",
                STOREFRONT_PATCH_KYC_DOCUMENT = "StorefrontPatchKycDocument",
                STOREFRONT_GET_KYC_REQUEST = "StorefrontGetKycRequest",
                STOREFRONT_POST_KYC_LIVENESS_SESSION = "StorefrontPostKycLivenessSession",
                STOREFRONT_GET_KYC_LIVENESS_SESSION = "StorefrontGetKycLivenessSession",
                STOREFRONT_POST_KYC_LIVENESS_SESSION_FINISH =
                "StorefrontPostKycLivenessSessionFinish"
            );
        }
        /// The values of the group `purchases`.
        pub mod purchases {
            crate::runtime::known_values!(
                STOREFRONT_POST_PAYMENT = "StorefrontPostPayment", STOREFRONT_POST_PURCHASE =
                "StorefrontPostPurchase", STOREFRONT_POST_PREVIEW_PURCHASE =
                "StorefrontPostPreviewPurchase", STOREFRONT_POST_READY_TO_PAY =
                "StorefrontPostReadyToPay", STOREFRONT_POST_READY_TO_PAYOUT =
                "StorefrontPostReadyToPayout"
            );
        }
        /// The values of the group `payment_instruments`.
        pub mod payment_instruments {
            crate::runtime::known_values!(
                STOREFRONT_GET_PAYMENT_INSTRUMENT_COLLECTION =
                "StorefrontGetPaymentInstrumentCollection", STOREFRONT_POST_PAYMENT_INSTRUMENT =
                "StorefrontPostPaymentInstrument", STOREFRONT_GET_PAYMENT_INSTRUMENT =
                "StorefrontGetPaymentInstrument", STOREFRONT_PATCH_PAYMENT_INSTRUMENT =
                "StorefrontPatchPaymentInstrument", STOREFRONT_POST_PAYMENT_INSTRUMENT_DEACTIVATION =
                "StorefrontPostPaymentInstrumentDeactivation",
                STOREFRONT_GET_PAYMENT_INSTRUMENT_SETUP = "StorefrontGetPaymentInstrumentSetup",
                STOREFRONT_POST_PAYMENT_INSTRUMENT_SETUP = "StorefrontPostPaymentInstrumentSetup"
            );
        }
        /// The values of the group `transactions`.
        pub mod transactions {
            crate::runtime::known_values!(
                STOREFRONT_GET_PAYOUT_REQUEST_COLLECTION = "StorefrontGetPayoutRequestCollection",
                STOREFRONT_POST_PAYOUT_REQUEST = "StorefrontPostPayoutRequest",
                STOREFRONT_GET_PAYOUT_REQUEST = "StorefrontGetPayoutRequest",
                STOREFRONT_PATCH_PAYOUT_REQUEST = "StorefrontPatchPayoutRequest",
                STOREFRONT_GET_TRANSACTION_COLLECTION = "StorefrontGetTransactionCollection",
                STOREFRONT_GET_TRANSACTION = "StorefrontGetTransaction",
                STOREFRONT_GET_TRANSACTION_DCC_OFFER = "StorefrontGetTransactionDccOffer",
                STOREFRONT_PATCH_TRANSACTION_DCC_OFFER = "StorefrontPatchTransactionDccOffer",
                STOREFRONT_POST_KYC_REQUEST_CONTINUE = "StorefrontPostKycRequestContinue",
                STOREFRONT_POST_KYC_REQUEST_BYPASS = "StorefrontPostKycRequestBypass"
            );
        }
        /// The values of the group `plans`.
        pub mod plans {
            crate::runtime::known_values!(
                STOREFRONT_GET_PLAN_COLLECTION = "StorefrontGetPlanCollection", STOREFRONT_GET_PLAN =
                "StorefrontGetPlan"
            );
        }
        /// The values of the group `products`.
        pub mod products {
            crate::runtime::known_values!(
                STOREFRONT_GET_PRODUCT_COLLECTION = "StorefrontGetProductCollection",
                STOREFRONT_GET_PRODUCT = "StorefrontGetProduct"
            );
        }
        /// The values of the group `quotes`.
        pub mod quotes {
            crate::runtime::known_values!(
                STOREFRONT_GET_QUOTE = "StorefrontGetQuote", STOREFRONT_POST_QUOTE_ACCEPTANCE =
                "StorefrontPostQuoteAcceptance", STOREFRONT_POST_QUOTE_REJECTION =
                "StorefrontPostQuoteRejection"
            );
        }
        /// The values of the group `websites`.
        pub mod websites {
            crate::runtime::known_values!(STOREFRONT_GET_WEBSITE = "StorefrontGetWebsite");
        }
        /// The values of the group `other`.
        pub mod other {
            crate::runtime::known_values!(
                POST_TOKEN = "PostToken", POST_DIGITAL_WALLET_VALIDATION =
                "PostDigitalWalletValidation", POST_FILE = "PostFile"
            );
        }
        /// Permissions for a deposit or payment form: read and change the customer's account, add and use payment instruments, pay an invoice or a purchase, and make a deposit.
        ///
        /// - `PostToken`
        /// - `PostDigitalWalletValidation`
        /// - `StorefrontGetAccount`
        /// - `StorefrontPatchAccount`
        /// - `StorefrontPostPayment`
        /// - `StorefrontGetTransactionCollection`
        /// - `StorefrontGetTransaction`
        /// - `StorefrontGetPaymentInstrumentCollection`
        /// - `StorefrontPostPaymentInstrument`
        /// - `StorefrontGetPaymentInstrument`
        /// - `StorefrontPatchPaymentInstrument`
        /// - `StorefrontPostPaymentInstrumentDeactivation`
        /// - `StorefrontGetWebsite`
        /// - `StorefrontGetInvoiceCollection`
        /// - `StorefrontGetInvoice`
        /// - `StorefrontGetProductCollection`
        /// - `StorefrontGetProduct`
        /// - `StorefrontPostReadyToPay`
        /// - `StorefrontGetPaymentInstrumentSetup`
        /// - `StorefrontPostPaymentInstrumentSetup`
        /// - `StorefrontGetDepositRequest`
        /// - `StorefrontGetDepositStrategy`
        /// - `StorefrontPostDeposit`
        pub const PAYMENT_FORM: &[&str] = &[
            other::POST_TOKEN,
            other::POST_DIGITAL_WALLET_VALIDATION,
            account::STOREFRONT_GET_ACCOUNT,
            account::STOREFRONT_PATCH_ACCOUNT,
            purchases::STOREFRONT_POST_PAYMENT,
            transactions::STOREFRONT_GET_TRANSACTION_COLLECTION,
            transactions::STOREFRONT_GET_TRANSACTION,
            payment_instruments::STOREFRONT_GET_PAYMENT_INSTRUMENT_COLLECTION,
            payment_instruments::STOREFRONT_POST_PAYMENT_INSTRUMENT,
            payment_instruments::STOREFRONT_GET_PAYMENT_INSTRUMENT,
            payment_instruments::STOREFRONT_PATCH_PAYMENT_INSTRUMENT,
            payment_instruments::STOREFRONT_POST_PAYMENT_INSTRUMENT_DEACTIVATION,
            websites::STOREFRONT_GET_WEBSITE,
            invoices::STOREFRONT_GET_INVOICE_COLLECTION,
            invoices::STOREFRONT_GET_INVOICE,
            products::STOREFRONT_GET_PRODUCT_COLLECTION,
            products::STOREFRONT_GET_PRODUCT,
            purchases::STOREFRONT_POST_READY_TO_PAY,
            payment_instruments::STOREFRONT_GET_PAYMENT_INSTRUMENT_SETUP,
            payment_instruments::STOREFRONT_POST_PAYMENT_INSTRUMENT_SETUP,
            deposits::STOREFRONT_GET_DEPOSIT_REQUEST,
            deposits::STOREFRONT_GET_DEPOSIT_STRATEGY,
            deposits::STOREFRONT_POST_DEPOSIT,
        ];
        /// Permissions for a page on which customers look after their account: profile and password, orders, invoices, payment instruments and transactions.
        ///
        /// - `StorefrontGetAccount`
        /// - `StorefrontPatchAccount`
        /// - `StorefrontPatchAccountPassword`
        /// - `StorefrontPostAccountResendVerification`
        /// - `StorefrontPostLogout`
        /// - `StorefrontGetBillingPortal`
        /// - `StorefrontGetCustomFieldCollection`
        /// - `StorefrontGetInvoiceCollection`
        /// - `StorefrontGetInvoice`
        /// - `StorefrontPatchInvoice`
        /// - `StorefrontGetOrderUpcomingInvoice`
        /// - `StorefrontGetOrderCollection`
        /// - `StorefrontGetOrder`
        /// - `StorefrontPatchOrder`
        /// - `StorefrontPostOrderCancellation`
        /// - `StorefrontPostOrderPause`
        /// - `StorefrontPostSubscriptionItemsChange`
        /// - `StorefrontPostSubscriptionReactivation`
        /// - `StorefrontPostSubscription`
        /// - `StorefrontGetPaymentInstrumentCollection`
        /// - `StorefrontPostPaymentInstrument`
        /// - `StorefrontGetPaymentInstrument`
        /// - `StorefrontPatchPaymentInstrument`
        /// - `StorefrontPostPaymentInstrumentDeactivation`
        /// - `StorefrontGetPaymentInstrumentSetup`
        /// - `StorefrontPostPaymentInstrumentSetup`
        /// - `StorefrontGetPayoutRequestCollection`
        /// - `StorefrontGetPayoutRequest`
        /// - `StorefrontPatchPayoutRequest`
        /// - `StorefrontGetTransactionCollection`
        /// - `StorefrontGetTransaction`
        /// - `StorefrontGetTransactionDccOffer`
        /// - `StorefrontPatchTransactionDccOffer`
        /// - `StorefrontGetPlanCollection`
        /// - `StorefrontGetPlan`
        /// - `StorefrontGetProductCollection`
        /// - `StorefrontGetProduct`
        /// - `StorefrontGetWebsite`
        /// - `PostToken`
        pub const ACCOUNT_PORTAL: &[&str] = &[
            account::STOREFRONT_GET_ACCOUNT,
            account::STOREFRONT_PATCH_ACCOUNT,
            account::STOREFRONT_PATCH_ACCOUNT_PASSWORD,
            account::STOREFRONT_POST_ACCOUNT_RESEND_VERIFICATION,
            account::STOREFRONT_POST_LOGOUT,
            billing_portals::STOREFRONT_GET_BILLING_PORTAL,
            custom_fields::STOREFRONT_GET_CUSTOM_FIELD_COLLECTION,
            invoices::STOREFRONT_GET_INVOICE_COLLECTION,
            invoices::STOREFRONT_GET_INVOICE,
            invoices::STOREFRONT_PATCH_INVOICE,
            orders::STOREFRONT_GET_ORDER_UPCOMING_INVOICE,
            orders::STOREFRONT_GET_ORDER_COLLECTION,
            orders::STOREFRONT_GET_ORDER,
            orders::STOREFRONT_PATCH_ORDER,
            orders::STOREFRONT_POST_ORDER_CANCELLATION,
            orders::STOREFRONT_POST_ORDER_PAUSE,
            orders::STOREFRONT_POST_SUBSCRIPTION_ITEMS_CHANGE,
            orders::STOREFRONT_POST_SUBSCRIPTION_REACTIVATION,
            orders::STOREFRONT_POST_SUBSCRIPTION,
            payment_instruments::STOREFRONT_GET_PAYMENT_INSTRUMENT_COLLECTION,
            payment_instruments::STOREFRONT_POST_PAYMENT_INSTRUMENT,
            payment_instruments::STOREFRONT_GET_PAYMENT_INSTRUMENT,
            payment_instruments::STOREFRONT_PATCH_PAYMENT_INSTRUMENT,
            payment_instruments::STOREFRONT_POST_PAYMENT_INSTRUMENT_DEACTIVATION,
            payment_instruments::STOREFRONT_GET_PAYMENT_INSTRUMENT_SETUP,
            payment_instruments::STOREFRONT_POST_PAYMENT_INSTRUMENT_SETUP,
            transactions::STOREFRONT_GET_PAYOUT_REQUEST_COLLECTION,
            transactions::STOREFRONT_GET_PAYOUT_REQUEST,
            transactions::STOREFRONT_PATCH_PAYOUT_REQUEST,
            transactions::STOREFRONT_GET_TRANSACTION_COLLECTION,
            transactions::STOREFRONT_GET_TRANSACTION,
            transactions::STOREFRONT_GET_TRANSACTION_DCC_OFFER,
            transactions::STOREFRONT_PATCH_TRANSACTION_DCC_OFFER,
            plans::STOREFRONT_GET_PLAN_COLLECTION,
            plans::STOREFRONT_GET_PLAN,
            products::STOREFRONT_GET_PRODUCT_COLLECTION,
            products::STOREFRONT_GET_PRODUCT,
            websites::STOREFRONT_GET_WEBSITE,
            other::POST_TOKEN,
        ];
    }
}
/// The types of requests and responses.
#[allow(
    deprecated,
    missing_docs,
    non_camel_case_types,
    unreachable_pub,
    unused,
    irrefutable_let_patterns,
    clippy::all,
    rustdoc::all
)]
pub mod types {
    /// Operations that a session may call, and the resources that it may call them on.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct AclEntry {
        /// The IDs of the operations that the JWT allows, or `*` for all. A session without permissions allows what the API allows by default, which this spec does not list: set the permissions that a page needs.
        pub permissions: Vec<String>,
        /// What the operations may be called on. A list that is left out sets no bound.
        #[serde(deserialize_with = "crate::runtime::lenient")]
        pub scope: AclScope,
    }
    crate::runtime::object!(AclEntry);
    /// What the operations may be called on. A list that is left out sets no bound.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AclScope {
        /// The names of custom fields.
        #[serde(
            rename = "customFieldName",
            default,
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub custom_field_name: Option<Vec<String>>,
        /// The IDs of organizations.
        #[serde(
            rename = "organizationId",
            default,
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub organization_id: Option<Vec<String>>,
        /// The IDs of plans.
        #[serde(
            rename = "planId",
            default,
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub plan_id: Option<Vec<String>>,
        /// The IDs of products.
        #[serde(
            rename = "productId",
            default,
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub product_id: Option<Vec<String>>,
    }
    crate::runtime::object!(AclScope);
    /// The options of all credentials and tokens of the organization.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationOptions {
        /// The lifetime of an authentication token without an expiry of its own, in seconds.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "authTokenTtl",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub auth_token_ttl: Option<i64>,
        /// The lifetime of a credential without an expiry of its own, in seconds.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "credentialTtl",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub credential_ttl: Option<i64>,
        /// Whether a one-time password is asked for when a token is exchanged.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: Option<bool>,
        /// The pattern that passwords must match, between delimiters. `null` accepts any password.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "passwordPattern",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub password_pattern: Option<String>,
        /// The lifetime of a reset-password token without an expiry of its own, in seconds.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "resetTokenTtl",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub reset_token_ttl: Option<i64>,
    }
    crate::runtime::object!(AuthenticationOptions);
    /// [`AuthenticationOptions`] in requests.
    ///
    /// The options of all credentials and tokens of the organization.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationOptionsRequest {
        /// The lifetime of an authentication token without an expiry of its own, in seconds.
        #[serde(
            rename = "authTokenTtl",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub auth_token_ttl: Option<i64>,
        /// The lifetime of a credential without an expiry of its own, in seconds.
        #[serde(
            rename = "credentialTtl",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub credential_ttl: Option<i64>,
        /// Whether a one-time password is asked for when a token is exchanged.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: Option<bool>,
        /// The pattern that passwords must match, between delimiters. `null` accepts any password.
        ///
        /// `Some(None)` is sent as `null`. `None` is not sent.
        #[serde(
            rename = "passwordPattern",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::nullable"
        )]
        pub password_pattern: Option<Option<String>>,
        /// The lifetime of a reset-password token without an expiry of its own, in seconds.
        #[serde(
            rename = "resetTokenTtl",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub reset_token_ttl: Option<i64>,
    }
    /// A token of a login. It does not prove the second factor.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationToken {
        /// The credential that the customer logged in with.
        ///
        /// At most 50 characters.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "credentialId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub credential_id: Option<String>,
        /// The customer of the login.
        ///
        /// At most 50 characters.
        ///
        /// [`customer_id()`](Self::customer_id) returns it, or an error if it is absent.
        #[serde(
            rename = "customerId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub customer_id: Option<String>,
        /// When the token expires. The organization's `authTokenTtl` decides unless it is given.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub expired_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
        /// The token itself (`self`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::runtime::lenient_or_default"
        )]
        pub links: Vec<Link>,
        /// Whether a one-time password is asked for when this token is exchanged. It is true before and after the customer has entered it: only the exchange proves the second factor.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: Option<bool>,
        /// The token itself. Anyone who has it can act for the customer.
        ///
        /// [`token()`](Self::token) returns it, or an error if it is absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: Option<crate::Secret>,
        /// The username of the credential.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub username: Option<String>,
    }
    crate::runtime::object!(AuthenticationToken);
    /// A token for a customer who logs in with a username and a password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationTokenPasswordModeRequest {
        /// When the token expires. The organization's `authTokenTtl` decides unless it is given.
        ///
        /// `Some(None)` is sent as `null`. `None` is not sent.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::nullable"
        )]
        pub expired_time: Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
        /// Whether a one-time password is asked for when this token is exchanged. It is true before and after the customer has entered it: only the exchange proves the second factor.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: Option<bool>,
        /// The password of the credential.
        pub password: crate::Secret,
        /// The username of the credential.
        pub username: String,
    }
    /// A login by the merchant, without a password. It requires a secret API key.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationTokenPasswordlessModeRequest {
        /// The customer to log in.
        ///
        /// At most 50 characters.
        #[serde(rename = "customerId")]
        pub customer_id: String,
        /// When the token expires. The organization's `authTokenTtl` decides unless it is given.
        ///
        /// `Some(None)` is sent as `null`. `None` is not sent.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::nullable"
        )]
        pub expired_time: Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
        /// Whether a one-time password is asked for when this token is exchanged. It is true before and after the customer has entered it: only the exchange proves the second factor.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: Option<bool>,
    }
    /// A username and a password with which a customer logs in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Credential {
        /// The customer whose credential it is.
        ///
        /// At most 50 characters.
        #[serde(rename = "customerId")]
        pub customer_id: String,
        /// When the credential expires. The organization's `credentialTtl` decides unless it is given.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub expired_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
        /// The credential's ID.
        ///
        /// At most 50 characters.
        ///
        /// [`id()`](Self::id) returns it, or an error if it is absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: Option<String>,
        /// The credential itself (`self`) and its customer (`customer`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::runtime::lenient_or_default"
        )]
        pub links: Vec<Link>,
        /// The name that the customer logs in with.
        pub username: String,
    }
    crate::runtime::object!(Credential);
    /// [`Credential`] in requests.
    ///
    /// A username and a password with which a customer logs in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct CredentialRequest {
        /// The customer whose credential it is.
        ///
        /// At most 50 characters.
        #[serde(rename = "customerId")]
        pub customer_id: String,
        /// When the credential expires. The organization's `credentialTtl` decides unless it is given.
        ///
        /// `Some(None)` is sent as `null`. `None` is not sent.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::nullable"
        )]
        pub expired_time: Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
        /// The password that the customer logs in with.
        pub password: crate::Secret,
        /// The name that the customer logs in with.
        pub username: String,
    }
    /// A customer's session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct CustomerJwt {
        /// The operations that the session may call, and on which resources.
        #[serde(
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::runtime::lenient_or_default"
        )]
        pub acl: Vec<AclEntry>,
        /// When the session was started.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "createdTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub created_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
        /// Any JSON members. The JWT contains them.
        #[serde(
            rename = "customClaims",
            default,
            skip_serializing_if = "::serde_json::Map::is_empty",
            deserialize_with = "crate::runtime::map_or_default"
        )]
        pub custom_claims: ::serde_json::Map<String, ::serde_json::Value>,
        /// The customer whose session it is.
        ///
        /// At most 50 characters.
        ///
        /// [`customer_id()`](Self::customer_id) returns it, or an error if it is absent.
        #[serde(
            rename = "customerId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub customer_id: Option<String>,
        /// When the session expires. One hour after `createdTime` unless it is given.
        ///
        /// [`expired_time()`](Self::expired_time) returns it, or an error if it is absent.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub expired_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
        /// The session's ID.
        ///
        /// At most 50 characters.
        ///
        /// [`id()`](Self::id) returns it, or an error if it is absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: Option<String>,
        /// The customer (`customer`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::runtime::lenient_or_default"
        )]
        pub links: Vec<Link>,
        /// The JWT itself. Anyone who has it can act for the customer.
        ///
        /// [`token()`](Self::token) returns it, or an error if it is absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: Option<crate::Secret>,
        /// The kind of session.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: Option<crate::types::CustomerJwtType>,
        /// When the session was last changed.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "updatedTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub updated_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    crate::runtime::object!(CustomerJwt);
    /// [`CustomerJwt`] in requests.
    ///
    /// A customer's session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct CustomerJwtRequest {
        /// The operations that the session may call, and on which resources.
        #[serde(
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub acl: Option<Vec<AclEntry>>,
        /// Any JSON members. The JWT contains them.
        #[serde(
            rename = "customClaims",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::optional_map"
        )]
        pub custom_claims: Option<::serde_json::Map<String, ::serde_json::Value>>,
        /// When the session expires. One hour after `createdTime` unless it is given.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub expired_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
        /// Whether the authentication token is used up by the exchange.
        ///
        /// Default: `true`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub invalidate: Option<bool>,
        /// The one-time password that the customer received, six digits.
        ///
        /// Matches `^[0-9]{6}$`.
        #[serde(
            rename = "oneTimePassword",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub one_time_password: Option<crate::Secret>,
    }
    /// A value that is not accepted.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct InvalidField {
        /// The name of the field. Names of nested fields are joined with dots.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub field: Option<String>,
        /// Why it is not accepted.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: Option<String>,
    }
    crate::runtime::object!(InvalidField);
    /// A related resource. New relations may be added at any time.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Link {
        /// The URL of the related resource.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub href: Option<crate::Secret>,
        /// How it is related.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rel: Option<crate::types::LinkRel>,
    }
    crate::runtime::object!(Link);
    /// A problem details object ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), which describes an error. Any member
    /// may be missing, and there may be further ones.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[derive(Default)]
    pub struct Problem {
        /// The description of this error.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: Option<String>,
        /// The message of the error, as before problem details.
        ///
        /// Deprecated.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: Option<String>,
        /// A URI reference that identifies this occurrence of the problem.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance: Option<String>,
        /// One entry for each value that is not accepted.
        #[serde(
            rename = "invalidFields",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::runtime::lenient_or_default"
        )]
        pub invalid_fields: Vec<InvalidField>,
        /// The HTTP status code.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub status: Option<i64>,
        /// A short summary that is the same for every problem of this type.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: Option<String>,
        /// A URI reference that identifies the type of problem.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: Option<String>,
        /// Members that are not in the spec.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<String, ::serde_json::Value>,
    }
    crate::runtime::object!(Problem);
    /// A token with which the owner of a username may set a new password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct ResetPasswordToken {
        /// The credential whose password is to be reset.
        ///
        /// At most 50 characters.
        ///
        /// [`credential_id()`](Self::credential_id) returns it, or an error if it is absent.
        #[serde(
            rename = "credentialId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub credential_id: Option<String>,
        /// When the token expires. The organization's `resetTokenTtl` decides unless it is given.
        ///
        /// `None` if the response does not contain it, or contains `null` or a value that the spec does not allow.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::lenient"
        )]
        pub expired_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
        /// The token itself (`self`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty",
            deserialize_with = "crate::runtime::lenient_or_default"
        )]
        pub links: Vec<Link>,
        /// The token itself. Anyone who has it can reset the password.
        ///
        /// [`token()`](Self::token) returns it, or an error if it is absent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: Option<crate::Secret>,
        /// The username whose password is to be reset.
        pub username: String,
    }
    crate::runtime::object!(ResetPasswordToken);
    /// [`ResetPasswordToken`] in requests.
    ///
    /// A token with which the owner of a username may set a new password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct ResetPasswordTokenRequest {
        /// When the token expires. The organization's `resetTokenTtl` decides unless it is given.
        ///
        /// `Some(None)` is sent as `null`. `None` is not sent.
        #[serde(
            rename = "expiredTime",
            default,
            skip_serializing_if = "::std::option::Option::is_none",
            deserialize_with = "crate::runtime::nullable"
        )]
        pub expired_time: Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
        /// The username whose password is to be reset.
        pub username: String,
    }
    /// A token of a login. It does not prove the second factor.
    ///
    /// The variant determines the member `mode`.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(tag = "mode")]
    #[non_exhaustive]
    pub enum AuthenticationTokenRequest {
        /// `mode` is `password`.
        #[serde(rename = "password")]
        Password(AuthenticationTokenPasswordModeRequest),
        /// `mode` is `passwordless`.
        #[serde(rename = "passwordless")]
        Passwordless(AuthenticationTokenPasswordlessModeRequest),
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for builder::AuthenticationTokenPasswordModeRequestBuilder {
        fn into_value(self) -> crate::runtime::Input<Option<AuthenticationTokenRequest>> {
            Ok(Some(self.build()?.into()))
        }
    }
    impl From<AuthenticationTokenPasswordModeRequest> for AuthenticationTokenRequest {
        fn from(value: AuthenticationTokenPasswordModeRequest) -> Self {
            Self::Password(value.into())
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for AuthenticationTokenPasswordModeRequest {
        fn into_value(self) -> crate::runtime::Input<Option<AuthenticationTokenRequest>> {
            Ok(Some(self.into()))
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for builder::AuthenticationTokenPasswordlessModeRequestBuilder {
        fn into_value(self) -> crate::runtime::Input<Option<AuthenticationTokenRequest>> {
            Ok(Some(self.build()?.into()))
        }
    }
    impl From<AuthenticationTokenPasswordlessModeRequest> for AuthenticationTokenRequest {
        fn from(value: AuthenticationTokenPasswordlessModeRequest) -> Self {
            Self::Passwordless(value.into())
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for AuthenticationTokenPasswordlessModeRequest {
        fn into_value(self) -> crate::runtime::Input<Option<AuthenticationTokenRequest>> {
            Ok(Some(self.into()))
        }
    }
    /// The kind of session.
    ///
    /// The API may add values. `Unknown` keeps a value that is not listed here; `as_str` returns it.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum CustomerJwtType {
        /// `customer`
        Customer,
        /// A value that the spec does not list, as received.
        Unknown(crate::UnknownValue),
    }
    crate::runtime::open_enum!(CustomerJwtType { Customer = "customer" });
    /// How it is related.
    ///
    /// The API may add values. `Unknown` keeps a value that is not listed here; `as_str` returns it.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum LinkRel {
        /// `self`
        Self_,
        /// `customer`
        Customer,
        /// `targetCustomer`
        TargetCustomer,
        /// A value that the spec does not list, as received.
        Unknown(crate::UnknownValue),
    }
    crate::runtime::open_enum!(
        LinkRel { Self_ = "self", Customer = "customer", TargetCustomer = "targetCustomer" }
    );
    impl AuthenticationToken {
        /// Returns `customerId`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn customer_id(&self) -> Result<&str, crate::Error> {
            self.customer_id
                .as_deref()
                .ok_or_else(|| crate::Error::missing_property("customerId"))
        }
        /// Returns `token`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn token(&self) -> Result<&crate::Secret, crate::Error> {
            self.token.as_ref().ok_or_else(|| crate::Error::missing_property("token"))
        }
    }
    impl Credential {
        /// Returns `id`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn id(&self) -> Result<&str, crate::Error> {
            self.id.as_deref().ok_or_else(|| crate::Error::missing_property("id"))
        }
    }
    impl CustomerJwt {
        /// Returns `customerId`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn customer_id(&self) -> Result<&str, crate::Error> {
            self.customer_id
                .as_deref()
                .ok_or_else(|| crate::Error::missing_property("customerId"))
        }
        /// Returns `expiredTime`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn expired_time(
            &self,
        ) -> Result<&::chrono::DateTime<::chrono::offset::Utc>, crate::Error> {
            self.expired_time
                .as_ref()
                .ok_or_else(|| crate::Error::missing_property("expiredTime"))
        }
        /// Returns `id`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn id(&self) -> Result<&str, crate::Error> {
            self.id.as_deref().ok_or_else(|| crate::Error::missing_property("id"))
        }
        /// Returns `token`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn token(&self) -> Result<&crate::Secret, crate::Error> {
            self.token.as_ref().ok_or_else(|| crate::Error::missing_property("token"))
        }
    }
    impl ResetPasswordToken {
        /// Returns `credentialId`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn credential_id(&self) -> Result<&str, crate::Error> {
            self.credential_id
                .as_deref()
                .ok_or_else(|| crate::Error::missing_property("credentialId"))
        }
        /// Returns `token`, which the spec does not require.
        ///
        /// # Errors
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent.
        pub fn token(&self) -> Result<&crate::Secret, crate::Error> {
            self.token.as_ref().ok_or_else(|| crate::Error::missing_property("token"))
        }
    }
    /// Builders of the types.
    pub mod builder {
        use crate::{IntoValue, runtime};
        /// Builder for [`AclEntry`](super::AclEntry).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AclEntryBuilder {
            permissions: runtime::Input<Vec<String>>,
            scope: runtime::Input<super::AclScope>,
        }
        runtime::type_builder!(
            AclEntryBuilder for AclEntry { permissions = "permissions" missing, scope = "scope"
            missing }
        );
        impl AclEntryBuilder {
            /// The IDs of the operations that the JWT allows, or `*` for all. A session without permissions allows what the API allows by default, which this spec does not list: set the permissions that a page needs.
            ///
            /// Required.
            pub fn permissions(mut self, value: impl IntoValue<Vec<String>>) -> Self {
                self.permissions = runtime::required(value);
                self
            }
            /// What the operations may be called on. A list that is left out sets no bound.
            ///
            /// Required.
            pub fn scope(mut self, value: impl IntoValue<super::AclScope>) -> Self {
                self.scope = runtime::required(value);
                self
            }
        }
        /// Builder for [`AclScope`](super::AclScope).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AclScopeBuilder {
            custom_field_name: runtime::Input<Option<Vec<String>>>,
            organization_id: runtime::Input<Option<Vec<String>>>,
            plan_id: runtime::Input<Option<Vec<String>>>,
            product_id: runtime::Input<Option<Vec<String>>>,
        }
        runtime::type_builder!(
            AclScopeBuilder for AclScope { custom_field_name = "customFieldName" empty,
            organization_id = "organizationId" empty, plan_id = "planId" empty, product_id =
            "productId" empty }
        );
        impl AclScopeBuilder {
            /// The names of custom fields.
            pub fn custom_field_name(mut self, value: impl IntoValue<Vec<String>>) -> Self {
                self.custom_field_name = runtime::optional(value);
                self
            }
            /// The IDs of organizations.
            pub fn organization_id(mut self, value: impl IntoValue<Vec<String>>) -> Self {
                self.organization_id = runtime::optional(value);
                self
            }
            /// The IDs of plans.
            pub fn plan_id(mut self, value: impl IntoValue<Vec<String>>) -> Self {
                self.plan_id = runtime::optional(value);
                self
            }
            /// The IDs of products.
            pub fn product_id(mut self, value: impl IntoValue<Vec<String>>) -> Self {
                self.product_id = runtime::optional(value);
                self
            }
        }
        /// Builder for [`AuthenticationOptions`](super::AuthenticationOptions).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AuthenticationOptionsBuilder {
            auth_token_ttl: runtime::Input<Option<i64>>,
            credential_ttl: runtime::Input<Option<i64>>,
            otp_required: runtime::Input<Option<bool>>,
            password_pattern: runtime::Input<Option<String>>,
            reset_token_ttl: runtime::Input<Option<i64>>,
        }
        runtime::type_builder!(
            AuthenticationOptionsBuilder for AuthenticationOptions { auth_token_ttl =
            "authTokenTtl" empty, credential_ttl = "credentialTtl" empty, otp_required =
            "otpRequired" empty, password_pattern = "passwordPattern" empty, reset_token_ttl =
            "resetTokenTtl" empty }
        );
        impl AuthenticationOptionsBuilder {
            /// The lifetime of an authentication token without an expiry of its own, in seconds.
            pub fn auth_token_ttl(mut self, value: impl IntoValue<i64>) -> Self {
                self.auth_token_ttl = runtime::optional(value);
                self
            }
            /// The lifetime of a credential without an expiry of its own, in seconds.
            pub fn credential_ttl(mut self, value: impl IntoValue<i64>) -> Self {
                self.credential_ttl = runtime::optional(value);
                self
            }
            /// Whether a one-time password is asked for when a token is exchanged.
            pub fn otp_required(mut self, value: impl IntoValue<bool>) -> Self {
                self.otp_required = runtime::optional(value);
                self
            }
            /// The pattern that passwords must match, between delimiters. `null` accepts any password.
            pub fn password_pattern(mut self, value: impl IntoValue<String>) -> Self {
                self.password_pattern = runtime::optional(value);
                self
            }
            /// The lifetime of a reset-password token without an expiry of its own, in seconds.
            pub fn reset_token_ttl(mut self, value: impl IntoValue<i64>) -> Self {
                self.reset_token_ttl = runtime::optional(value);
                self
            }
        }
        /// Builder for [`AuthenticationOptionsRequest`](super::AuthenticationOptionsRequest).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AuthenticationOptionsRequestBuilder {
            auth_token_ttl: runtime::Input<Option<i64>>,
            credential_ttl: runtime::Input<Option<i64>>,
            otp_required: runtime::Input<Option<bool>>,
            password_pattern: runtime::Input<Option<Option<String>>>,
            reset_token_ttl: runtime::Input<Option<i64>>,
        }
        runtime::type_builder!(
            AuthenticationOptionsRequestBuilder for AuthenticationOptionsRequest { auth_token_ttl
            = "authTokenTtl" empty, credential_ttl = "credentialTtl" empty, otp_required =
            "otpRequired" empty, password_pattern = "passwordPattern" empty, reset_token_ttl =
            "resetTokenTtl" empty }
        );
        impl AuthenticationOptionsRequestBuilder {
            /// The lifetime of an authentication token without an expiry of its own, in seconds.
            pub fn auth_token_ttl(mut self, value: impl IntoValue<i64>) -> Self {
                self.auth_token_ttl = runtime::optional(value);
                self
            }
            /// The lifetime of a credential without an expiry of its own, in seconds.
            pub fn credential_ttl(mut self, value: impl IntoValue<i64>) -> Self {
                self.credential_ttl = runtime::optional(value);
                self
            }
            /// Whether a one-time password is asked for when a token is exchanged.
            pub fn otp_required(mut self, value: impl IntoValue<bool>) -> Self {
                self.otp_required = runtime::optional(value);
                self
            }
            /// The pattern that passwords must match, between delimiters. `null` accepts any password.
            pub fn password_pattern(mut self, value: impl IntoValue<String>) -> Self {
                self.password_pattern = runtime::optional(value).map(|value| value.map(Some));
                self
            }
            /// The lifetime of a reset-password token without an expiry of its own, in seconds.
            pub fn reset_token_ttl(mut self, value: impl IntoValue<i64>) -> Self {
                self.reset_token_ttl = runtime::optional(value);
                self
            }
            /// Sends `passwordPattern` as `null`, which differs from leaving it out.
            pub fn clear_password_pattern(mut self) -> Self {
                self.password_pattern = Ok(Some(None));
                self
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&super::AuthenticationOptions> for AuthenticationOptionsRequestBuilder {
            fn from(value: &super::AuthenticationOptions) -> Self {
                Self {
                    auth_token_ttl: Ok(value.auth_token_ttl.clone()),
                    credential_ttl: Ok(value.credential_ttl.clone()),
                    otp_required: Ok(value.otp_required.clone()),
                    password_pattern: Ok(Some(value.password_pattern.clone())),
                    reset_token_ttl: Ok(value.reset_token_ttl.clone()),
                }
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&crate::ResponseValue<super::AuthenticationOptions>>
        for AuthenticationOptionsRequestBuilder {
            fn from(value: &crate::ResponseValue<super::AuthenticationOptions>) -> Self {
                <Self as From<&super::AuthenticationOptions>>::from(&**value)
            }
        }
        /// Builder for [`AuthenticationToken`](super::AuthenticationToken).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AuthenticationTokenBuilder {
            credential_id: runtime::Input<Option<String>>,
            customer_id: runtime::Input<Option<String>>,
            expired_time: runtime::Input<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            links: runtime::Input<Vec<super::Link>>,
            otp_required: runtime::Input<Option<bool>>,
            token: runtime::Input<Option<crate::Secret>>,
            username: runtime::Input<Option<String>>,
        }
        runtime::type_builder!(
            AuthenticationTokenBuilder for AuthenticationToken { credential_id = "credentialId"
            empty, customer_id = "customerId" empty, expired_time = "expiredTime" empty, links =
            "_links" empty, otp_required = "otpRequired" empty, token = "token" empty, username =
            "username" empty }
        );
        impl AuthenticationTokenBuilder {
            /// The credential that the customer logged in with.
            ///
            /// At most 50 characters.
            pub fn credential_id(mut self, value: impl IntoValue<String>) -> Self {
                self.credential_id = runtime::optional(value);
                self
            }
            /// The customer of the login.
            ///
            /// At most 50 characters.
            pub fn customer_id(mut self, value: impl IntoValue<String>) -> Self {
                self.customer_id = runtime::optional(value);
                self
            }
            /// When the token expires. The organization's `authTokenTtl` decides unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value);
                self
            }
            /// The token itself (`self`).
            pub fn links(mut self, value: impl IntoValue<Vec<super::Link>>) -> Self {
                self.links = runtime::or_default(value);
                self
            }
            /// Whether a one-time password is asked for when this token is exchanged. It is true before and after the customer has entered it: only the exchange proves the second factor.
            pub fn otp_required(mut self, value: impl IntoValue<bool>) -> Self {
                self.otp_required = runtime::optional(value);
                self
            }
            /// The token itself. Anyone who has it can act for the customer.
            pub fn token(mut self, value: impl IntoValue<crate::Secret>) -> Self {
                self.token = runtime::optional(value);
                self
            }
            /// The username of the credential.
            pub fn username(mut self, value: impl IntoValue<String>) -> Self {
                self.username = runtime::optional(value);
                self
            }
        }
        /// Builder for [`AuthenticationTokenPasswordModeRequest`](super::AuthenticationTokenPasswordModeRequest).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AuthenticationTokenPasswordModeRequestBuilder {
            expired_time: runtime::Input<
                Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            >,
            otp_required: runtime::Input<Option<bool>>,
            password: runtime::Input<crate::Secret>,
            username: runtime::Input<String>,
        }
        runtime::type_builder!(
            AuthenticationTokenPasswordModeRequestBuilder for
            AuthenticationTokenPasswordModeRequest { expired_time = "expiredTime" empty,
            otp_required = "otpRequired" empty, password = "password" missing, username =
            "username" missing }
        );
        impl AuthenticationTokenPasswordModeRequestBuilder {
            /// When the token expires. The organization's `authTokenTtl` decides unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value).map(|value| value.map(Some));
                self
            }
            /// Whether a one-time password is asked for when this token is exchanged. It is true before and after the customer has entered it: only the exchange proves the second factor.
            pub fn otp_required(mut self, value: impl IntoValue<bool>) -> Self {
                self.otp_required = runtime::optional(value);
                self
            }
            /// The password of the credential.
            ///
            /// Required.
            pub fn password(mut self, value: impl IntoValue<crate::Secret>) -> Self {
                self.password = runtime::required(value);
                self
            }
            /// The username of the credential.
            ///
            /// Required.
            pub fn username(mut self, value: impl IntoValue<String>) -> Self {
                self.username = runtime::required(value);
                self
            }
            /// Sends `expiredTime` as `null`, which differs from leaving it out.
            pub fn clear_expired_time(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        /// Builder for [`AuthenticationTokenPasswordlessModeRequest`](super::AuthenticationTokenPasswordlessModeRequest).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AuthenticationTokenPasswordlessModeRequestBuilder {
            customer_id: runtime::Input<String>,
            expired_time: runtime::Input<
                Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            >,
            otp_required: runtime::Input<Option<bool>>,
        }
        runtime::type_builder!(
            AuthenticationTokenPasswordlessModeRequestBuilder for
            AuthenticationTokenPasswordlessModeRequest { customer_id = "customerId" missing,
            expired_time = "expiredTime" empty, otp_required = "otpRequired" empty }
        );
        impl AuthenticationTokenPasswordlessModeRequestBuilder {
            /// The customer to log in.
            ///
            /// At most 50 characters.
            ///
            /// Required.
            pub fn customer_id(mut self, value: impl IntoValue<String>) -> Self {
                self.customer_id = runtime::required(value);
                self
            }
            /// When the token expires. The organization's `authTokenTtl` decides unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value).map(|value| value.map(Some));
                self
            }
            /// Whether a one-time password is asked for when this token is exchanged. It is true before and after the customer has entered it: only the exchange proves the second factor.
            pub fn otp_required(mut self, value: impl IntoValue<bool>) -> Self {
                self.otp_required = runtime::optional(value);
                self
            }
            /// Sends `expiredTime` as `null`, which differs from leaving it out.
            pub fn clear_expired_time(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        /// Builder for [`Credential`](super::Credential).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct CredentialBuilder {
            customer_id: runtime::Input<String>,
            expired_time: runtime::Input<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            id: runtime::Input<Option<String>>,
            links: runtime::Input<Vec<super::Link>>,
            username: runtime::Input<String>,
        }
        runtime::type_builder!(
            CredentialBuilder for Credential { customer_id = "customerId" missing, expired_time =
            "expiredTime" empty, id = "id" empty, links = "_links" empty, username = "username"
            missing }
        );
        impl CredentialBuilder {
            /// The customer whose credential it is.
            ///
            /// At most 50 characters.
            ///
            /// Required.
            pub fn customer_id(mut self, value: impl IntoValue<String>) -> Self {
                self.customer_id = runtime::required(value);
                self
            }
            /// When the credential expires. The organization's `credentialTtl` decides unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value);
                self
            }
            /// The credential's ID.
            ///
            /// At most 50 characters.
            pub fn id(mut self, value: impl IntoValue<String>) -> Self {
                self.id = runtime::optional(value);
                self
            }
            /// The credential itself (`self`) and its customer (`customer`).
            pub fn links(mut self, value: impl IntoValue<Vec<super::Link>>) -> Self {
                self.links = runtime::or_default(value);
                self
            }
            /// The name that the customer logs in with.
            ///
            /// Required.
            pub fn username(mut self, value: impl IntoValue<String>) -> Self {
                self.username = runtime::required(value);
                self
            }
        }
        /// Builder for [`CredentialRequest`](super::CredentialRequest).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct CredentialRequestBuilder {
            customer_id: runtime::Input<String>,
            expired_time: runtime::Input<
                Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            >,
            password: runtime::Input<crate::Secret>,
            username: runtime::Input<String>,
        }
        runtime::type_builder!(
            CredentialRequestBuilder for CredentialRequest { customer_id = "customerId" missing,
            expired_time = "expiredTime" empty, password = "password" missing, username =
            "username" missing }
        );
        impl CredentialRequestBuilder {
            /// The customer whose credential it is.
            ///
            /// At most 50 characters.
            ///
            /// Required.
            pub fn customer_id(mut self, value: impl IntoValue<String>) -> Self {
                self.customer_id = runtime::required(value);
                self
            }
            /// When the credential expires. The organization's `credentialTtl` decides unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value).map(|value| value.map(Some));
                self
            }
            /// The password that the customer logs in with.
            ///
            /// Required.
            pub fn password(mut self, value: impl IntoValue<crate::Secret>) -> Self {
                self.password = runtime::required(value);
                self
            }
            /// The name that the customer logs in with.
            ///
            /// Required.
            pub fn username(mut self, value: impl IntoValue<String>) -> Self {
                self.username = runtime::required(value);
                self
            }
            /// Sends `expiredTime` as `null`, which differs from leaving it out.
            pub fn clear_expired_time(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&super::Credential> for CredentialRequestBuilder {
            fn from(value: &super::Credential) -> Self {
                Self {
                    customer_id: Ok(value.customer_id.clone()),
                    expired_time: Ok(Some(value.expired_time.clone())),
                    password: runtime::missing(),
                    username: Ok(value.username.clone()),
                }
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&crate::ResponseValue<super::Credential>> for CredentialRequestBuilder {
            fn from(value: &crate::ResponseValue<super::Credential>) -> Self {
                <Self as From<&super::Credential>>::from(&**value)
            }
        }
        /// Builder for [`CustomerJwt`](super::CustomerJwt).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct CustomerJwtBuilder {
            acl: runtime::Input<Vec<super::AclEntry>>,
            created_time: runtime::Input<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            custom_claims: runtime::Input<::serde_json::Map<String, ::serde_json::Value>>,
            customer_id: runtime::Input<Option<String>>,
            expired_time: runtime::Input<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            id: runtime::Input<Option<String>>,
            links: runtime::Input<Vec<super::Link>>,
            token: runtime::Input<Option<crate::Secret>>,
            type_: runtime::Input<Option<crate::types::CustomerJwtType>>,
            updated_time: runtime::Input<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
        }
        runtime::type_builder!(
            CustomerJwtBuilder for CustomerJwt { acl = "acl" empty, created_time = "createdTime"
            empty, custom_claims = "customClaims" empty, customer_id = "customerId" empty,
            expired_time = "expiredTime" empty, id = "id" empty, links = "_links" empty, token =
            "token" empty, type_ = "type" empty, updated_time = "updatedTime" empty }
        );
        impl CustomerJwtBuilder {
            /// The operations that the session may call, and on which resources.
            pub fn acl(mut self, value: impl IntoValue<Vec<super::AclEntry>>) -> Self {
                self.acl = runtime::or_default(value);
                self
            }
            /// When the session was started.
            pub fn created_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.created_time = runtime::optional(value);
                self
            }
            /// Any JSON members. The JWT contains them.
            pub fn custom_claims(mut self, value: impl ::serde::Serialize) -> Self {
                self.custom_claims = runtime::members(value).map(Option::unwrap_or_default);
                self
            }
            /// The customer whose session it is.
            ///
            /// At most 50 characters.
            pub fn customer_id(mut self, value: impl IntoValue<String>) -> Self {
                self.customer_id = runtime::optional(value);
                self
            }
            /// When the session expires. One hour after `createdTime` unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value);
                self
            }
            /// The session's ID.
            ///
            /// At most 50 characters.
            pub fn id(mut self, value: impl IntoValue<String>) -> Self {
                self.id = runtime::optional(value);
                self
            }
            /// The customer (`customer`).
            pub fn links(mut self, value: impl IntoValue<Vec<super::Link>>) -> Self {
                self.links = runtime::or_default(value);
                self
            }
            /// The JWT itself. Anyone who has it can act for the customer.
            pub fn token(mut self, value: impl IntoValue<crate::Secret>) -> Self {
                self.token = runtime::optional(value);
                self
            }
            /// The kind of session.
            pub fn type_(
                mut self,
                value: impl IntoValue<crate::types::CustomerJwtType>,
            ) -> Self {
                self.type_ = runtime::optional(value);
                self
            }
            /// When the session was last changed.
            pub fn updated_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.updated_time = runtime::optional(value);
                self
            }
        }
        /// Builder for [`CustomerJwtRequest`](super::CustomerJwtRequest).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct CustomerJwtRequestBuilder {
            acl: runtime::Input<Option<Vec<super::AclEntry>>>,
            custom_claims: runtime::Input<
                Option<::serde_json::Map<String, ::serde_json::Value>>,
            >,
            expired_time: runtime::Input<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            invalidate: runtime::Input<Option<bool>>,
            one_time_password: runtime::Input<Option<crate::Secret>>,
        }
        runtime::type_builder!(
            CustomerJwtRequestBuilder for CustomerJwtRequest { acl = "acl" empty, custom_claims =
            "customClaims" empty, expired_time = "expiredTime" empty, invalidate = "invalidate"
            empty, one_time_password = "oneTimePassword" empty }
        );
        impl CustomerJwtRequestBuilder {
            /// The operations that the session may call, and on which resources.
            pub fn acl(mut self, value: impl IntoValue<Vec<super::AclEntry>>) -> Self {
                self.acl = runtime::optional(value);
                self
            }
            /// Any JSON members. The JWT contains them.
            pub fn custom_claims(mut self, value: impl ::serde::Serialize) -> Self {
                self.custom_claims = runtime::members(value);
                self
            }
            /// When the session expires. One hour after `createdTime` unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value);
                self
            }
            /// Whether the authentication token is used up by the exchange.
            ///
            /// Default: `true`.
            pub fn invalidate(mut self, value: impl IntoValue<bool>) -> Self {
                self.invalidate = runtime::optional(value);
                self
            }
            /// The one-time password that the customer received, six digits.
            ///
            /// Matches `^[0-9]{6}$`.
            pub fn one_time_password(mut self, value: impl IntoValue<crate::Secret>) -> Self {
                self.one_time_password = runtime::optional(value);
                self
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&super::CustomerJwt> for CustomerJwtRequestBuilder {
            fn from(value: &super::CustomerJwt) -> Self {
                Self {
                    acl: Ok(Some(value.acl.clone()).filter(|value| !value.is_empty())),
                    custom_claims: Ok(
                        Some(value.custom_claims.clone()).filter(|value| !value.is_empty()),
                    ),
                    expired_time: Ok(value.expired_time.clone()),
                    invalidate: runtime::empty(),
                    one_time_password: runtime::empty(),
                }
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&crate::ResponseValue<super::CustomerJwt>> for CustomerJwtRequestBuilder {
            fn from(value: &crate::ResponseValue<super::CustomerJwt>) -> Self {
                <Self as From<&super::CustomerJwt>>::from(&**value)
            }
        }
        /// Builder for [`InvalidField`](super::InvalidField).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct InvalidFieldBuilder {
            field: runtime::Input<Option<String>>,
            message: runtime::Input<Option<String>>,
        }
        runtime::type_builder!(
            InvalidFieldBuilder for InvalidField { field = "field" empty, message = "message"
            empty }
        );
        impl InvalidFieldBuilder {
            /// The name of the field. Names of nested fields are joined with dots.
            pub fn field(mut self, value: impl IntoValue<String>) -> Self {
                self.field = runtime::optional(value);
                self
            }
            /// Why it is not accepted.
            pub fn message(mut self, value: impl IntoValue<String>) -> Self {
                self.message = runtime::optional(value);
                self
            }
        }
        /// Builder for [`Link`](super::Link).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct LinkBuilder {
            href: runtime::Input<Option<crate::Secret>>,
            rel: runtime::Input<Option<crate::types::LinkRel>>,
        }
        runtime::type_builder!(LinkBuilder for Link { href = "href" empty, rel = "rel" empty });
        impl LinkBuilder {
            /// The URL of the related resource.
            pub fn href(mut self, value: impl IntoValue<crate::Secret>) -> Self {
                self.href = runtime::optional(value);
                self
            }
            /// How it is related.
            pub fn rel(mut self, value: impl IntoValue<crate::types::LinkRel>) -> Self {
                self.rel = runtime::optional(value);
                self
            }
        }
        /// Builder for [`Problem`](super::Problem).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct ProblemBuilder {
            detail: runtime::Input<Option<String>>,
            error: runtime::Input<Option<String>>,
            instance: runtime::Input<Option<String>>,
            invalid_fields: runtime::Input<Vec<super::InvalidField>>,
            status: runtime::Input<Option<i64>>,
            title: runtime::Input<Option<String>>,
            type_: runtime::Input<Option<String>>,
            extra: runtime::Input<::serde_json::Map<String, ::serde_json::Value>>,
        }
        runtime::type_builder!(
            ProblemBuilder for Problem { detail = "detail" empty, error = "error" empty, instance
            = "instance" empty, invalid_fields = "invalidFields" empty, status = "status" empty,
            title = "title" empty, type_ = "type" empty, extra = "extra" empty }
        );
        impl ProblemBuilder {
            /// The description of this error.
            pub fn detail(mut self, value: impl IntoValue<String>) -> Self {
                self.detail = runtime::optional(value);
                self
            }
            /// The message of the error, as before problem details.
            ///
            /// Deprecated.
            pub fn error(mut self, value: impl IntoValue<String>) -> Self {
                self.error = runtime::optional(value);
                self
            }
            /// A URI reference that identifies this occurrence of the problem.
            pub fn instance(mut self, value: impl IntoValue<String>) -> Self {
                self.instance = runtime::optional(value);
                self
            }
            /// One entry for each value that is not accepted.
            pub fn invalid_fields(
                mut self,
                value: impl IntoValue<Vec<super::InvalidField>>,
            ) -> Self {
                self.invalid_fields = runtime::or_default(value);
                self
            }
            /// The HTTP status code.
            pub fn status(mut self, value: impl IntoValue<i64>) -> Self {
                self.status = runtime::optional(value);
                self
            }
            /// A short summary that is the same for every problem of this type.
            pub fn title(mut self, value: impl IntoValue<String>) -> Self {
                self.title = runtime::optional(value);
                self
            }
            /// A URI reference that identifies the type of problem.
            pub fn type_(mut self, value: impl IntoValue<String>) -> Self {
                self.type_ = runtime::optional(value);
                self
            }
            /// Members that are not in the spec.
            pub fn extra(mut self, value: impl ::serde::Serialize) -> Self {
                self.extra = runtime::members(value)
                    .map(Option::unwrap_or_default)
                    .and_then(|members| runtime::undeclared(
                        members,
                        &[
                            "detail",
                            "error",
                            "instance",
                            "invalidFields",
                            "status",
                            "title",
                            "type",
                        ],
                    ));
                self
            }
        }
        /// Builder for [`ResetPasswordToken`](super::ResetPasswordToken).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct ResetPasswordTokenBuilder {
            credential_id: runtime::Input<Option<String>>,
            expired_time: runtime::Input<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            links: runtime::Input<Vec<super::Link>>,
            token: runtime::Input<Option<crate::Secret>>,
            username: runtime::Input<String>,
        }
        runtime::type_builder!(
            ResetPasswordTokenBuilder for ResetPasswordToken { credential_id = "credentialId"
            empty, expired_time = "expiredTime" empty, links = "_links" empty, token = "token"
            empty, username = "username" missing }
        );
        impl ResetPasswordTokenBuilder {
            /// The credential whose password is to be reset.
            ///
            /// At most 50 characters.
            pub fn credential_id(mut self, value: impl IntoValue<String>) -> Self {
                self.credential_id = runtime::optional(value);
                self
            }
            /// When the token expires. The organization's `resetTokenTtl` decides unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value);
                self
            }
            /// The token itself (`self`).
            pub fn links(mut self, value: impl IntoValue<Vec<super::Link>>) -> Self {
                self.links = runtime::or_default(value);
                self
            }
            /// The token itself. Anyone who has it can reset the password.
            pub fn token(mut self, value: impl IntoValue<crate::Secret>) -> Self {
                self.token = runtime::optional(value);
                self
            }
            /// The username whose password is to be reset.
            ///
            /// Required.
            pub fn username(mut self, value: impl IntoValue<String>) -> Self {
                self.username = runtime::required(value);
                self
            }
        }
        /// Builder for [`ResetPasswordTokenRequest`](super::ResetPasswordTokenRequest).
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct ResetPasswordTokenRequestBuilder {
            expired_time: runtime::Input<
                Option<Option<::chrono::DateTime<::chrono::offset::Utc>>>,
            >,
            username: runtime::Input<String>,
        }
        runtime::type_builder!(
            ResetPasswordTokenRequestBuilder for ResetPasswordTokenRequest { expired_time =
            "expiredTime" empty, username = "username" missing }
        );
        impl ResetPasswordTokenRequestBuilder {
            /// When the token expires. The organization's `resetTokenTtl` decides unless it is given.
            pub fn expired_time(
                mut self,
                value: impl IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = runtime::optional(value).map(|value| value.map(Some));
                self
            }
            /// The username whose password is to be reset.
            ///
            /// Required.
            pub fn username(mut self, value: impl IntoValue<String>) -> Self {
                self.username = runtime::required(value);
                self
            }
            /// Sends `expiredTime` as `null`, which differs from leaving it out.
            pub fn clear_expired_time(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&super::ResetPasswordToken> for ResetPasswordTokenRequestBuilder {
            fn from(value: &super::ResetPasswordToken) -> Self {
                Self {
                    expired_time: Ok(Some(value.expired_time.clone())),
                    username: Ok(value.username.clone()),
                }
            }
        }
        /// Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`.
        impl From<&crate::ResponseValue<super::ResetPasswordToken>>
        for ResetPasswordTokenRequestBuilder {
            fn from(value: &crate::ResponseValue<super::ResetPasswordToken>) -> Self {
                <Self as From<&super::ResetPasswordToken>>::from(&**value)
            }
        }
        /// Builder for [`AuthenticationTokenRequest`](super::AuthenticationTokenRequest). Each method chooses a variant.
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct AuthenticationTokenRequestBuilder {
            value: runtime::Input<super::AuthenticationTokenRequest>,
        }
        impl Default for AuthenticationTokenRequestBuilder {
            fn default() -> Self {
                Self {
                    value: Err(runtime::InputError::Missing),
                }
            }
        }
        impl AuthenticationTokenRequestBuilder {
            /// Chooses `mode: password` and builds its content with a closure.
            pub fn password<F>(self, fill: F) -> Self
            where
                F: FnOnce(
                    AuthenticationTokenPasswordModeRequestBuilder,
                ) -> AuthenticationTokenPasswordModeRequestBuilder,
            {
                let filled = fill(Default::default());
                let value = filled
                    .build()
                    .map(|value| super::AuthenticationTokenRequest::Password(value.into()));
                Self {
                    value: value.map_err(From::from),
                }
            }
            /// Chooses `mode: passwordless` and builds its content with a closure.
            pub fn passwordless<F>(self, fill: F) -> Self
            where
                F: FnOnce(
                    AuthenticationTokenPasswordlessModeRequestBuilder,
                ) -> AuthenticationTokenPasswordlessModeRequestBuilder,
            {
                let filled = fill(Default::default());
                let value = filled
                    .build()
                    .map(|value| super::AuthenticationTokenRequest::Passwordless(value.into()));
                Self {
                    value: value.map_err(From::from),
                }
            }
            /// Builds the value.
            ///
            /// # Errors
            /// [`BuildError`](crate::BuildError) if no variant is chosen, or if its content is incomplete or invalid.
            pub fn build(self) -> Result<super::AuthenticationTokenRequest, crate::BuildError> {
                self.value
                    .map_err(|error| crate::BuildError::of_union(
                        "AuthenticationTokenRequest",
                        "mode",
                        "not set; call one of `password`, `passwordless`",
                        error,
                    ))
            }
        }
        runtime::builder_of!(AuthenticationTokenRequestBuilder for AuthenticationTokenRequest);
    }
    /// The error of conversions, under the name that progenitor uses.
    pub(crate) mod error {
        pub(crate) use crate::BuildError as ConversionError;
    }
}
#[allow(
    deprecated,
    missing_docs,
    non_camel_case_types,
    unreachable_pub,
    unused,
    irrefutable_let_patterns,
    clippy::all,
    rustdoc::all
)]
impl Client {
    /// Read the authentication options: `GET /authentication-options`
    ///
    /// The operation `GetAuthenticationOption`. Set its parameters on the returned request builder, then call [`send`](builder::GetAuthenticationOption::send). A response that is a single object is a list of one item.
    ///
    /// Returns the options in force for the organization.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.get_authentication_option().send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "GetAuthenticationOption")]
    #[doc(alias = "read options")]
    #[doc(alias = "password pattern")]
    pub fn get_authentication_option(&self) -> builder::GetAuthenticationOption {
        builder::GetAuthenticationOption::new(self.clone())
    }
    /// Change the authentication options: `PUT /authentication-options`
    ///
    /// The operation `PutAuthenticationOption`. Set its parameters on the returned request builder, then call [`send`](builder::PutAuthenticationOption::send).
    ///
    /// Changes the options in force for the organization. An option that is left out keeps its value.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, body: rebilly_customer_auth::types::AuthenticationOptionsRequest) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.put_authentication_option().body(body).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "PutAuthenticationOption")]
    #[doc(alias = "update options")]
    pub fn put_authentication_option(&self) -> builder::PutAuthenticationOption {
        builder::PutAuthenticationOption::new(self.clone())
    }
    /// List authentication tokens: `GET /authentication-tokens`
    ///
    /// The operation `GetAuthenticationTokenCollection`. Set its parameters on the returned request builder, then call [`send`](builder::GetAuthenticationTokenCollection::send). [`Paginate`](crate::Paginate) reads all pages.
    ///
    /// Returns one page of the authentication tokens that have not expired.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.get_authentication_token_collection().send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "GetAuthenticationTokenCollection")]
    #[doc(alias = "list tokens")]
    #[doc(alias = "list sessions")]
    pub fn get_authentication_token_collection(
        &self,
    ) -> builder::GetAuthenticationTokenCollection {
        builder::GetAuthenticationTokenCollection::new(self.clone())
    }
    /// Log a customer in: `POST /authentication-tokens`
    ///
    /// The operation `PostAuthenticationToken`. Set its parameters on the returned request builder, then call [`send`](builder::PostAuthenticationToken::send).
    ///
    /// Creates an authentication token for a customer, either from a username and a password or, with a secret API
    /// key, from a customer ID alone.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, body: rebilly_customer_auth::types::AuthenticationTokenRequest) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.post_authentication_token().body(body).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "PostAuthenticationToken")]
    #[doc(alias = "login")]
    #[doc(alias = "log in")]
    #[doc(alias = "sign in")]
    #[doc(alias = "magic link")]
    #[doc(alias = "passwordless")]
    pub fn post_authentication_token(&self) -> builder::PostAuthenticationToken {
        builder::PostAuthenticationToken::new(self.clone())
    }
    /// Verify an authentication token: `GET /authentication-tokens/{token}`
    ///
    /// The operation `GetAuthenticationTokenVerification`. Set its parameters on the returned request builder, then call [`send`](builder::GetAuthenticationTokenVerification::send).
    ///
    /// Returns the token if it is known and has not expired. This does not prove the second factor: the API verifies a token before and after the one-time password, and any number of times. Only an exchange proves it.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, token: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.get_authentication_token_verification().token(token).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "GetAuthenticationTokenVerification")]
    #[doc(alias = "verify")]
    #[doc(alias = "validate")]
    pub fn get_authentication_token_verification(
        &self,
    ) -> builder::GetAuthenticationTokenVerification {
        builder::GetAuthenticationTokenVerification::new(self.clone())
    }
    /// Log a customer out: `DELETE /authentication-tokens/{token}`
    ///
    /// The operation `DeleteAuthenticationToken`. Set its parameters on the returned request builder, then call [`send`](builder::DeleteAuthenticationToken::send).
    ///
    /// Deletes the authentication token, so that it can no longer be verified or exchanged. A customer JWT that it was exchanged for stays valid until it expires.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, token: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.delete_authentication_token().token(token).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "DeleteAuthenticationToken")]
    #[doc(alias = "logout")]
    #[doc(alias = "log out")]
    #[doc(alias = "sign out")]
    pub fn delete_authentication_token(&self) -> builder::DeleteAuthenticationToken {
        builder::DeleteAuthenticationToken::new(self.clone())
    }
    /// Exchange an authentication token for a customer JWT: `POST /authentication-tokens/{token}/exchange`
    ///
    /// The operation `PostAuthenticationTokenExchange`. Set its parameters on the returned request builder, then call [`send`](builder::PostAuthenticationTokenExchange::send).
    ///
    /// Starts a customer session. The authentication token can be exchanged once, unless `invalidate` is `false`.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, token: &str, body: rebilly_customer_auth::types::CustomerJwtRequest) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.post_authentication_token_exchange().token(token).body(body).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "PostAuthenticationTokenExchange")]
    #[doc(alias = "session")]
    #[doc(alias = "jwt")]
    #[doc(alias = "otp")]
    #[doc(alias = "create session")]
    pub fn post_authentication_token_exchange(
        &self,
    ) -> builder::PostAuthenticationTokenExchange {
        builder::PostAuthenticationTokenExchange::new(self.clone())
    }
    /// List credentials: `GET /credentials`
    ///
    /// The operation `GetCredentialCollection`. Set its parameters on the returned request builder, then call [`send`](builder::GetCredentialCollection::send). [`Paginate`](crate::Paginate) reads all pages.
    ///
    /// Returns one page of the organization's credentials.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.get_credential_collection().send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "GetCredentialCollection")]
    #[doc(alias = "list credentials")]
    pub fn get_credential_collection(&self) -> builder::GetCredentialCollection {
        builder::GetCredentialCollection::new(self.clone())
    }
    /// Create a credential: `POST /credentials`
    ///
    /// The operation `PostCredential`. Set its parameters on the returned request builder, then call [`send`](builder::PostCredential::send).
    ///
    /// Creates a credential with an ID that the API chooses.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, customer_id: &str, password: &str, username: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.post_credential().body_map(|body| body.customer_id(customer_id).password(password).username(username)).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "PostCredential")]
    #[doc(alias = "register")]
    #[doc(alias = "sign up")]
    #[doc(alias = "create credential")]
    pub fn post_credential(&self) -> builder::PostCredential {
        builder::PostCredential::new(self.clone())
    }
    /// Read a credential: `GET /credentials/{id}`
    ///
    /// The operation `GetCredential`. Set its parameters on the returned request builder, then call [`send`](builder::GetCredential::send).
    ///
    /// Returns the credential with this ID. Its password is never returned.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.get_credential().id(id).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "GetCredential")]
    #[doc(alias = "read credential")]
    pub fn get_credential(&self) -> builder::GetCredential {
        builder::GetCredential::new(self.clone())
    }
    /// Create or update a credential with this ID: `PUT /credentials/{id}`
    ///
    /// The operation `PutCredential`. Set its parameters on the returned request builder, then call [`send`](builder::PutCredential::send).
    ///
    /// Replaces the credential with this ID, or creates it if there is none. Everything that the request leaves out is lost. The password is always required, and reading a credential does not return it.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, id: &str, customer_id: &str, password: &str, username: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.put_credential().id(id).body_map(|body| body.customer_id(customer_id).password(password).username(username)).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "PutCredential")]
    #[doc(alias = "update credential")]
    #[doc(alias = "change password")]
    pub fn put_credential(&self) -> builder::PutCredential {
        builder::PutCredential::new(self.clone())
    }
    /// Delete a credential: `DELETE /credentials/{id}`
    ///
    /// The operation `DeleteCredential`. Set its parameters on the returned request builder, then call [`send`](builder::DeleteCredential::send).
    ///
    /// Deletes the credential with this ID.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.delete_credential().id(id).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "DeleteCredential")]
    #[doc(alias = "remove credential")]
    pub fn delete_credential(&self) -> builder::DeleteCredential {
        builder::DeleteCredential::new(self.clone())
    }
    /// List reset-password tokens: `GET /password-tokens`
    ///
    /// The operation `GetPasswordTokenCollection`. Set its parameters on the returned request builder, then call [`send`](builder::GetPasswordTokenCollection::send). [`Paginate`](crate::Paginate) reads all pages.
    ///
    /// Returns one page of the reset-password tokens that have not expired.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.get_password_token_collection().send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "GetPasswordTokenCollection")]
    #[doc(alias = "list password tokens")]
    pub fn get_password_token_collection(&self) -> builder::GetPasswordTokenCollection {
        builder::GetPasswordTokenCollection::new(self.clone())
    }
    /// Create a reset-password token: `POST /password-tokens`
    ///
    /// The operation `PostPasswordToken`. Set its parameters on the returned request builder, then call [`send`](builder::PostPasswordToken::send).
    ///
    /// Creates a token with which the owner of the username may set a new password.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, username: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.post_password_token().body_map(|body| body.username(username)).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "PostPasswordToken")]
    #[doc(alias = "forgot password")]
    #[doc(alias = "reset password")]
    #[doc(alias = "create password token")]
    pub fn post_password_token(&self) -> builder::PostPasswordToken {
        builder::PostPasswordToken::new(self.clone())
    }
    /// Read a reset-password token: `GET /password-tokens/{id}`
    ///
    /// The operation `GetPasswordToken`. Set its parameters on the returned request builder, then call [`send`](builder::GetPasswordToken::send).
    ///
    /// Returns the reset-password token if it is known and has not expired.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.get_password_token().id(id).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "GetPasswordToken")]
    #[doc(alias = "reset password")]
    pub fn get_password_token(&self) -> builder::GetPasswordToken {
        builder::GetPasswordToken::new(self.clone())
    }
    /// Delete a reset-password token: `DELETE /password-tokens/{id}`
    ///
    /// The operation `DeletePasswordToken`. Set its parameters on the returned request builder, then call [`send`](builder::DeletePasswordToken::send).
    ///
    /// Deletes the reset-password token, so that it can no longer be used.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
    /// let response = client.delete_password_token().id(id).send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "DeletePasswordToken")]
    #[doc(alias = "revoke password token")]
    pub fn delete_password_token(&self) -> builder::DeletePasswordToken {
        builder::DeletePasswordToken::new(self.clone())
    }
}
/// The request builders, one for each operation.
#[allow(
    deprecated,
    missing_docs,
    non_camel_case_types,
    unreachable_pub,
    unused,
    irrefutable_let_patterns,
    clippy::all,
    rustdoc::all
)]
pub mod builder {
    use super::types;
    use crate::{IntoValue, runtime};
    /// Request builder for `GetAuthenticationOption`: Read the authentication options.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct GetAuthenticationOption {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl GetAuthenticationOption {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                organization_id: runtime::empty(),
            }
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `GET /authentication-options` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<Vec<types::AuthenticationOptions>>, crate::Error> {
            let operation = &super::OPERATIONS[0usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, organization_id } = self;
                runtime::inputs!(organization_id = "Organization-Id");
                let request = || {
                    client
                        .request_parts()
                        .literal("/authentication-options")
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client
                    .execute(operation, &request, options.as_deref())
                    .await?
                    .lenient_one_or_many()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(
        GetAuthenticationOption -> Vec < types::AuthenticationOptions >
    );
    /// Request builder for `PutAuthenticationOption`: Change the authentication options.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct PutAuthenticationOption {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        organization_id: runtime::Input<Option<String>>,
        body: runtime::Input<types::builder::AuthenticationOptionsRequestBuilder>,
    }
    impl PutAuthenticationOption {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                organization_id: runtime::empty(),
                body: Ok(Default::default()),
            }
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// The new options.
        ///
        /// Replaces a body that was set before. If it is not set, `{}` is sent.
        pub fn body(
            mut self,
            value: impl IntoValue<types::AuthenticationOptionsRequest>,
        ) -> Self {
            self.body = runtime::required(value).map(From::from);
            self
        }
        /// Builds the body with a closure that receives its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(
                types::builder::AuthenticationOptionsRequestBuilder,
            ) -> types::builder::AuthenticationOptionsRequestBuilder,
        {
            self.body = self.body.map(f);
            self
        }
        /// Sends `PUT /authentication-options` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `422`, `429`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::AuthenticationOptions>, crate::Error> {
            let operation = &super::OPERATIONS[1usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, organization_id, body } = self;
                let body = body
                    .and_then(|body| body.build().map_err(runtime::InputError::from));
                runtime::inputs!(organization_id = "Organization-Id", body = "body");
                let request = || {
                    client
                        .request_parts()
                        .literal("/authentication-options")
                        .header("Organization-Id", organization_id.as_ref())
                        .json("application/json", Some(&body))
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(PutAuthenticationOption -> types::AuthenticationOptions);
    /// Request builder for `GetAuthenticationTokenCollection`: List authentication tokens.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct GetAuthenticationTokenCollection {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        limit: runtime::Input<Option<u64>>,
        offset: runtime::Input<Option<u64>>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl GetAuthenticationTokenCollection {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                limit: runtime::empty(),
                offset: runtime::empty(),
                organization_id: runtime::empty(),
            }
        }
        /// The maximum number of items in a page.
        ///
        /// At most 1000.
        pub fn limit(mut self, value: impl IntoValue<u64>) -> Self {
            self.limit = runtime::optional(value);
            self
        }
        /// The number of items to skip before the page.
        ///
        /// At most 1000.
        pub fn offset(mut self, value: impl IntoValue<u64>) -> Self {
            self.offset = runtime::optional(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `GET /authentication-tokens` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<Vec<types::AuthenticationToken>>, crate::Error> {
            let operation = &super::OPERATIONS[2usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, limit, offset, organization_id } = self;
                runtime::inputs!(
                    limit = "limit", offset = "offset", organization_id = "Organization-Id"
                );
                let request = || {
                    client
                        .request_parts()
                        .literal("/authentication-tokens")
                        .query("limit", &limit)
                        .query("offset", &offset)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(
        GetAuthenticationTokenCollection -> Vec < types::AuthenticationToken >
    );
    runtime::paginated_request!(
        GetAuthenticationTokenCollection 2usize[types::AuthenticationToken] (limit flatten)
        (offset flatten)
    );
    /// Request builder for `PostAuthenticationToken`: Log a customer in.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct PostAuthenticationToken {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        organization_id: runtime::Input<Option<String>>,
        body: runtime::Input<crate::types::AuthenticationTokenRequest>,
    }
    impl PostAuthenticationToken {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                organization_id: runtime::empty(),
                body: runtime::missing(),
            }
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// How the customer logs in. Replaces what was set before.
        ///
        /// Required.
        pub fn body(
            mut self,
            value: impl IntoValue<crate::types::AuthenticationTokenRequest>,
        ) -> Self {
            self.body = runtime::required(value);
            self
        }
        /// Builds the body with a closure that receives its builder.
        pub fn body_map<F>(self, f: F) -> Self
        where
            F: FnOnce(
                types::builder::AuthenticationTokenRequestBuilder,
            ) -> types::builder::AuthenticationTokenRequestBuilder,
        {
            self.body(f(Default::default()))
        }
        /// Sends `POST /authentication-tokens` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `422`, `429`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::AuthenticationToken>, crate::Error> {
            let operation = &super::OPERATIONS[3usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, organization_id, body } = self;
                runtime::inputs!(organization_id = "Organization-Id", body = "body");
                let request = || {
                    client
                        .request_parts()
                        .literal("/authentication-tokens")
                        .header("Organization-Id", organization_id.as_ref())
                        .json("application/json", Some(&body))
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(PostAuthenticationToken -> types::AuthenticationToken);
    /// Request builder for `GetAuthenticationTokenVerification`: Verify an authentication token.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct GetAuthenticationTokenVerification {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        token: runtime::Input<crate::Secret>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl GetAuthenticationTokenVerification {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                token: runtime::missing(),
                organization_id: runtime::empty(),
            }
        }
        /// The authentication token.
        ///
        /// Required.
        pub fn token(mut self, value: impl IntoValue<crate::Secret>) -> Self {
            self.token = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `GET /authentication-tokens/{token}` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `404`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::AuthenticationToken>, crate::Error> {
            let operation = &super::OPERATIONS[4usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, token, organization_id } = self;
                runtime::inputs!(token = "token", organization_id = "Organization-Id");
                let request = || {
                    client
                        .request_parts()
                        .literal("/authentication-tokens/")
                        .segment("token", &token)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(
        GetAuthenticationTokenVerification -> types::AuthenticationToken
    );
    /// Request builder for `DeleteAuthenticationToken`: Log a customer out.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct DeleteAuthenticationToken {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        token: runtime::Input<crate::Secret>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl DeleteAuthenticationToken {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                token: runtime::missing(),
                organization_id: runtime::empty(),
            }
        }
        /// The authentication token.
        ///
        /// Required.
        pub fn token(mut self, value: impl IntoValue<crate::Secret>) -> Self {
            self.token = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `DELETE /authentication-tokens/{token}` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `404`, `429`.
        pub async fn send(self) -> Result<crate::ResponseValue<()>, crate::Error> {
            let operation = &super::OPERATIONS[5usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, token, organization_id } = self;
                runtime::inputs!(token = "token", organization_id = "Organization-Id");
                let request = || {
                    client
                        .request_parts()
                        .literal("/authentication-tokens/")
                        .segment("token", &token)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.empty()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(DeleteAuthenticationToken -> ());
    /// Request builder for `PostAuthenticationTokenExchange`: Exchange an authentication token for a customer JWT.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct PostAuthenticationTokenExchange {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        token: runtime::Input<crate::Secret>,
        organization_id: runtime::Input<Option<String>>,
        body: runtime::Input<types::builder::CustomerJwtRequestBuilder>,
    }
    impl PostAuthenticationTokenExchange {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                token: runtime::missing(),
                organization_id: runtime::empty(),
                body: Ok(Default::default()),
            }
        }
        /// The authentication token.
        ///
        /// Required.
        pub fn token(mut self, value: impl IntoValue<crate::Secret>) -> Self {
            self.token = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// What the session may do and how long it lasts.
        ///
        /// Replaces a body that was set before. If it is not set, `{}` is sent.
        pub fn body(mut self, value: impl IntoValue<types::CustomerJwtRequest>) -> Self {
            self.body = runtime::required(value).map(From::from);
            self
        }
        /// Builds the body with a closure that receives its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(
                types::builder::CustomerJwtRequestBuilder,
            ) -> types::builder::CustomerJwtRequestBuilder,
        {
            self.body = self.body.map(f);
            self
        }
        /// Sends `POST /authentication-tokens/{token}/exchange` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `404`, `429`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::CustomerJwt>, crate::Error> {
            let operation = &super::OPERATIONS[6usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, token, organization_id, body } = self;
                let body = body
                    .and_then(|body| body.build().map_err(runtime::InputError::from));
                runtime::inputs!(
                    token = "token", organization_id = "Organization-Id", body = "body"
                );
                let request = || {
                    client
                        .request_parts()
                        .literal("/authentication-tokens/")
                        .segment("token", &token)
                        .literal("/exchange")
                        .header("Organization-Id", organization_id.as_ref())
                        .json("application/json", Some(&body))
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(PostAuthenticationTokenExchange -> types::CustomerJwt);
    /// Request builder for `GetCredentialCollection`: List credentials.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct GetCredentialCollection {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        limit: runtime::Input<Option<u64>>,
        offset: runtime::Input<Option<u64>>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl GetCredentialCollection {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                limit: runtime::empty(),
                offset: runtime::empty(),
                organization_id: runtime::empty(),
            }
        }
        /// The maximum number of items in a page.
        ///
        /// At most 1000.
        pub fn limit(mut self, value: impl IntoValue<u64>) -> Self {
            self.limit = runtime::optional(value);
            self
        }
        /// The number of items to skip before the page.
        ///
        /// At most 1000.
        pub fn offset(mut self, value: impl IntoValue<u64>) -> Self {
            self.offset = runtime::optional(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `GET /credentials` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<Vec<types::Credential>>, crate::Error> {
            let operation = &super::OPERATIONS[7usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, limit, offset, organization_id } = self;
                runtime::inputs!(
                    limit = "limit", offset = "offset", organization_id = "Organization-Id"
                );
                let request = || {
                    client
                        .request_parts()
                        .literal("/credentials")
                        .query("limit", &limit)
                        .query("offset", &offset)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(GetCredentialCollection -> Vec < types::Credential >);
    runtime::paginated_request!(
        GetCredentialCollection 7usize[types::Credential] (limit flatten) (offset flatten)
    );
    /// Request builder for `PostCredential`: Create a credential.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct PostCredential {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        organization_id: runtime::Input<Option<String>>,
        body: runtime::Input<types::builder::CredentialRequestBuilder>,
    }
    impl PostCredential {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                organization_id: runtime::empty(),
                body: Ok(Default::default()),
            }
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// The credential.
        ///
        /// Replaces a body that was set before. Required.
        pub fn body(mut self, value: impl IntoValue<types::CredentialRequest>) -> Self {
            self.body = runtime::required(value).map(From::from);
            self
        }
        /// Builds the body with a closure that receives its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(
                types::builder::CredentialRequestBuilder,
            ) -> types::builder::CredentialRequestBuilder,
        {
            self.body = self.body.map(f);
            self
        }
        /// Sends `POST /credentials` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `422`, `429`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::Credential>, crate::Error> {
            let operation = &super::OPERATIONS[8usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, organization_id, body } = self;
                let body = body
                    .and_then(|body| body.build().map_err(runtime::InputError::from));
                runtime::inputs!(organization_id = "Organization-Id", body = "body");
                let request = || {
                    client
                        .request_parts()
                        .literal("/credentials")
                        .header("Organization-Id", organization_id.as_ref())
                        .json("application/json", Some(&body))
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(PostCredential -> types::Credential);
    /// Request builder for `GetCredential`: Read a credential.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct GetCredential {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        id: runtime::Input<String>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl GetCredential {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                id: runtime::missing(),
                organization_id: runtime::empty(),
            }
        }
        /// The credential's ID.
        ///
        /// At most 50 characters. Matches `^[@~\-\.\w]+$`.
        ///
        /// Required.
        pub fn id(mut self, value: impl IntoValue<String>) -> Self {
            self.id = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `GET /credentials/{id}` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `404`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::Credential>, crate::Error> {
            let operation = &super::OPERATIONS[9usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, id, organization_id } = self;
                runtime::inputs!(id = "id", organization_id = "Organization-Id");
                let request = || {
                    client
                        .request_parts()
                        .literal("/credentials/")
                        .segment("id", &id)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(GetCredential -> types::Credential);
    /// Request builder for `PutCredential`: Create or update a credential with this ID.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct PutCredential {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        id: runtime::Input<String>,
        organization_id: runtime::Input<Option<String>>,
        body: runtime::Input<types::builder::CredentialRequestBuilder>,
    }
    impl PutCredential {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                id: runtime::missing(),
                organization_id: runtime::empty(),
                body: Ok(Default::default()),
            }
        }
        /// The credential's ID.
        ///
        /// At most 50 characters. Matches `^[@~\-\.\w]+$`.
        ///
        /// Required.
        pub fn id(mut self, value: impl IntoValue<String>) -> Self {
            self.id = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// The credential.
        ///
        /// Replaces a body that was set before. Required.
        pub fn body(mut self, value: impl IntoValue<types::CredentialRequest>) -> Self {
            self.body = runtime::required(value).map(From::from);
            self
        }
        /// Builds the body with a closure that receives its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(
                types::builder::CredentialRequestBuilder,
            ) -> types::builder::CredentialRequestBuilder,
        {
            self.body = self.body.map(f);
            self
        }
        /// Sends `PUT /credentials/{id}` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `404`, `422`, `429`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::Credential>, crate::Error> {
            let operation = &super::OPERATIONS[10usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, id, organization_id, body } = self;
                let body = body
                    .and_then(|body| body.build().map_err(runtime::InputError::from));
                runtime::inputs!(
                    id = "id", organization_id = "Organization-Id", body = "body"
                );
                let request = || {
                    client
                        .request_parts()
                        .literal("/credentials/")
                        .segment("id", &id)
                        .header("Organization-Id", organization_id.as_ref())
                        .json("application/json", Some(&body))
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(PutCredential -> types::Credential);
    /// Request builder for `DeleteCredential`: Delete a credential.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct DeleteCredential {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        id: runtime::Input<String>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl DeleteCredential {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                id: runtime::missing(),
                organization_id: runtime::empty(),
            }
        }
        /// The credential's ID.
        ///
        /// At most 50 characters. Matches `^[@~\-\.\w]+$`.
        ///
        /// Required.
        pub fn id(mut self, value: impl IntoValue<String>) -> Self {
            self.id = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `DELETE /credentials/{id}` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `404`, `429`.
        pub async fn send(self) -> Result<crate::ResponseValue<()>, crate::Error> {
            let operation = &super::OPERATIONS[11usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, id, organization_id } = self;
                runtime::inputs!(id = "id", organization_id = "Organization-Id");
                let request = || {
                    client
                        .request_parts()
                        .literal("/credentials/")
                        .segment("id", &id)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.empty()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(DeleteCredential -> ());
    /// Request builder for `GetPasswordTokenCollection`: List reset-password tokens.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct GetPasswordTokenCollection {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        limit: runtime::Input<Option<u64>>,
        offset: runtime::Input<Option<u64>>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl GetPasswordTokenCollection {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                limit: runtime::empty(),
                offset: runtime::empty(),
                organization_id: runtime::empty(),
            }
        }
        /// The maximum number of items in a page.
        ///
        /// At most 1000.
        pub fn limit(mut self, value: impl IntoValue<u64>) -> Self {
            self.limit = runtime::optional(value);
            self
        }
        /// The number of items to skip before the page.
        ///
        /// At most 1000.
        pub fn offset(mut self, value: impl IntoValue<u64>) -> Self {
            self.offset = runtime::optional(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `GET /password-tokens` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<Vec<types::ResetPasswordToken>>, crate::Error> {
            let operation = &super::OPERATIONS[12usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, limit, offset, organization_id } = self;
                runtime::inputs!(
                    limit = "limit", offset = "offset", organization_id = "Organization-Id"
                );
                let request = || {
                    client
                        .request_parts()
                        .literal("/password-tokens")
                        .query("limit", &limit)
                        .query("offset", &offset)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(
        GetPasswordTokenCollection -> Vec < types::ResetPasswordToken >
    );
    runtime::paginated_request!(
        GetPasswordTokenCollection 12usize[types::ResetPasswordToken] (limit flatten) (offset
        flatten)
    );
    /// Request builder for `PostPasswordToken`: Create a reset-password token.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct PostPasswordToken {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        organization_id: runtime::Input<Option<String>>,
        body: runtime::Input<types::builder::ResetPasswordTokenRequestBuilder>,
    }
    impl PostPasswordToken {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                organization_id: runtime::empty(),
                body: Ok(Default::default()),
            }
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Whose password is to be reset.
        ///
        /// Replaces a body that was set before. Required.
        pub fn body(
            mut self,
            value: impl IntoValue<types::ResetPasswordTokenRequest>,
        ) -> Self {
            self.body = runtime::required(value).map(From::from);
            self
        }
        /// Builds the body with a closure that receives its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: FnOnce(
                types::builder::ResetPasswordTokenRequestBuilder,
            ) -> types::builder::ResetPasswordTokenRequestBuilder,
        {
            self.body = self.body.map(f);
            self
        }
        /// Sends `POST /password-tokens` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `422`, `429`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::ResetPasswordToken>, crate::Error> {
            let operation = &super::OPERATIONS[13usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, organization_id, body } = self;
                let body = body
                    .and_then(|body| body.build().map_err(runtime::InputError::from));
                runtime::inputs!(organization_id = "Organization-Id", body = "body");
                let request = || {
                    client
                        .request_parts()
                        .literal("/password-tokens")
                        .header("Organization-Id", organization_id.as_ref())
                        .json("application/json", Some(&body))
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(PostPasswordToken -> types::ResetPasswordToken);
    /// Request builder for `GetPasswordToken`: Read a reset-password token.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct GetPasswordToken {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        id: runtime::Input<crate::Secret>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl GetPasswordToken {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                id: runtime::missing(),
                organization_id: runtime::empty(),
            }
        }
        /// The reset-password token.
        ///
        /// At most 50 characters. Matches `^[@~\-\.\w]+$`.
        ///
        /// Required.
        pub fn id(mut self, value: impl IntoValue<crate::Secret>) -> Self {
            self.id = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `GET /password-tokens/{id}` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `404`.
        pub async fn send(
            self,
        ) -> Result<crate::ResponseValue<types::ResetPasswordToken>, crate::Error> {
            let operation = &super::OPERATIONS[14usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, id, organization_id } = self;
                runtime::inputs!(id = "id", organization_id = "Organization-Id");
                let request = || {
                    client
                        .request_parts()
                        .literal("/password-tokens/")
                        .segment("id", &id)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.lenient_json()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(GetPasswordToken -> types::ResetPasswordToken);
    /// Request builder for `DeletePasswordToken`: Delete a reset-password token.
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until you call `send` or await it"]
    pub struct DeletePasswordToken {
        client: crate::Client,
        options: Option<Box<crate::RequestOptions>>,
        id: runtime::Input<crate::Secret>,
        organization_id: runtime::Input<Option<String>>,
    }
    impl DeletePasswordToken {
        pub(crate) fn new(client: crate::Client) -> Self {
            Self {
                client,
                options: None,
                id: runtime::missing(),
                organization_id: runtime::empty(),
            }
        }
        /// The reset-password token.
        ///
        /// At most 50 characters. Matches `^[@~\-\.\w]+$`.
        ///
        /// Required.
        pub fn id(mut self, value: impl IntoValue<crate::Secret>) -> Self {
            self.id = runtime::required(value);
            self
        }
        /// The organization that the request is for. It replaces the organization of the client, in the header or in the path. If neither has one, the API uses the default organization of the credential.
        ///
        /// At most 50 characters.
        pub fn organization_id(mut self, value: impl IntoValue<String>) -> Self {
            self.organization_id = runtime::optional(value);
            self
        }
        /// Sends `DELETE /password-tokens/{id}` and reads the response. Requires a tokio runtime with time and I/O enabled: without timers, tokio panics.
        ///
        /// # Errors
        /// Any [`Error`](crate::Error). [`ErrorKind`](crate::ErrorKind) documents what to do about each kind. The spec lists `401`, `403`, `404`, `409`, `429`.
        pub async fn send(self) -> Result<crate::ResponseValue<()>, crate::Error> {
            let operation = &super::OPERATIONS[15usize];
            let span = self.client.request_span(operation);
            let sent = async move {
                let Self { client, options, id, organization_id } = self;
                runtime::inputs!(id = "id", organization_id = "Organization-Id");
                let request = || {
                    client
                        .request_parts()
                        .literal("/password-tokens/")
                        .segment("id", &id)
                        .header("Organization-Id", organization_id.as_ref())
                        .request(operation)
                };
                client.execute(operation, &request, options.as_deref()).await?.empty()
            };
            runtime::instrument(span, operation, sent).await
        }
    }
    runtime::request_builder!(DeletePasswordToken -> ());
}
