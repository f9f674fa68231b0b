use crate::Client;
/// The version of the API that the document describes.
pub const API_VERSION: &str = "2.1";
/// The SHA-256 of the OpenAPI document that this client was generated from, in hexadecimal digits. The
/// overlay does not count.
pub fn spec_sha256() -> &'static str {
    "6aec3a4c8122fdfb0ee26e511885468336e5ccc5d2dbf5981e20434c9cb7655f"
}
/// The servers of the API, in the order of the document. The first is the default.
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
/// The header that names the organization a request is for, if the document has one.
pub(crate) const ORGANIZATION_HEADER: Option<&str> = Some("Organization-Id");
/// The names of all properties, sorted. Of the names in an answer, an error shows these alone.
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
/// A way to prove who is calling, as the document defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SecurityScheme {
    /// The merchant's secret key. For use on a server only, never in a browser or an app.
    SecretApiKey,
    /// The JWT of a session.
    Jwt,
    /// A key that may be shown to the public. It may log customers in and out and do nothing else.
    PublishableApiKey,
}
impl SecurityScheme {
    /// All schemes, in the order of the document.
    pub const ALL: [Self; 3usize] = [
        Self::SecretApiKey,
        Self::Jwt,
        Self::PublishableApiKey,
    ];
    /// The name that the document gives the scheme.
    pub fn name(self) -> &'static str {
        match self {
            Self::SecretApiKey => "SecretApiKey",
            Self::Jwt => "JWT",
            Self::PublishableApiKey => "PublishableApiKey",
        }
    }
    /// The header that carries it.
    pub fn header(self) -> &'static str {
        match self {
            Self::SecretApiKey => "REB-APIKEY",
            Self::Jwt => "Authorization",
            Self::PublishableApiKey => "Authorization",
        }
    }
    /// What stands before it in the header.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::SecretApiKey => "",
            Self::Jwt => "Bearer ",
            Self::PublishableApiKey => "",
        }
    }
}
///The 16 operations of the API, in the order of the document.
pub static OPERATIONS: &[crate::Operation] = &[
    crate::Operation {
        id: "GetAuthenticationOption",
        method: ::reqwest::Method::GET,
        path: "/authentication-options",
        summary: "Read the authentication options",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "PutAuthenticationOption",
        method: ::reqwest::Method::PUT,
        path: "/authentication-options",
        summary: "Change the authentication options",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "GetAuthenticationTokenCollection",
        method: ::reqwest::Method::GET,
        path: "/authentication-tokens",
        summary: "List authentication tokens",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        collection: Some(crate::Collection {
            offset_maximum: None,
            headers: Some(crate::PaginationHeaders {
                total: "Pagination-Total",
                limit: "Pagination-Limit",
                offset: "Pagination-Offset",
            }),
        }),
    },
    crate::Operation {
        id: "PostAuthenticationToken",
        method: ::reqwest::Method::POST,
        path: "/authentication-tokens",
        summary: "Log a customer in",
        security: &[
            SecurityScheme::SecretApiKey,
            SecurityScheme::Jwt,
            SecurityScheme::PublishableApiKey,
        ],
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: false,
        collection: None,
    },
    crate::Operation {
        id: "GetAuthenticationTokenVerification",
        method: ::reqwest::Method::GET,
        path: "/authentication-tokens/{token}",
        summary: "Verify an authentication token",
        security: &[
            SecurityScheme::SecretApiKey,
            SecurityScheme::Jwt,
            SecurityScheme::PublishableApiKey,
        ],
        error_statuses: &[401u16, 403u16, 404u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "DeleteAuthenticationToken",
        method: ::reqwest::Method::DELETE,
        path: "/authentication-tokens/{token}",
        summary: "Log a customer out",
        security: &[
            SecurityScheme::SecretApiKey,
            SecurityScheme::Jwt,
            SecurityScheme::PublishableApiKey,
        ],
        error_statuses: &[401u16, 404u16, 429u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "PostAuthenticationTokenExchange",
        method: ::reqwest::Method::POST,
        path: "/authentication-tokens/{token}/exchange",
        summary: "Exchange an authentication token for a customer JWT",
        security: &[
            SecurityScheme::SecretApiKey,
            SecurityScheme::Jwt,
            SecurityScheme::PublishableApiKey,
        ],
        error_statuses: &[401u16, 403u16, 404u16, 429u16],
        is_idempotent: false,
        collection: None,
    },
    crate::Operation {
        id: "GetCredentialCollection",
        method: ::reqwest::Method::GET,
        path: "/credentials",
        summary: "List credentials",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        collection: Some(crate::Collection {
            offset_maximum: None,
            headers: Some(crate::PaginationHeaders {
                total: "Pagination-Total",
                limit: "Pagination-Limit",
                offset: "Pagination-Offset",
            }),
        }),
    },
    crate::Operation {
        id: "PostCredential",
        method: ::reqwest::Method::POST,
        path: "/credentials",
        summary: "Create a credential",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: false,
        collection: None,
    },
    crate::Operation {
        id: "GetCredential",
        method: ::reqwest::Method::GET,
        path: "/credentials/{id}",
        summary: "Read a credential",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16, 404u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "PutCredential",
        method: ::reqwest::Method::PUT,
        path: "/credentials/{id}",
        summary: "Create or update a credential with this ID",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16, 404u16, 422u16, 429u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "DeleteCredential",
        method: ::reqwest::Method::DELETE,
        path: "/credentials/{id}",
        summary: "Delete a credential",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 404u16, 429u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "GetPasswordTokenCollection",
        method: ::reqwest::Method::GET,
        path: "/password-tokens",
        summary: "List reset-password tokens",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16],
        is_idempotent: true,
        collection: Some(crate::Collection {
            offset_maximum: None,
            headers: Some(crate::PaginationHeaders {
                total: "Pagination-Total",
                limit: "Pagination-Limit",
                offset: "Pagination-Offset",
            }),
        }),
    },
    crate::Operation {
        id: "PostPasswordToken",
        method: ::reqwest::Method::POST,
        path: "/password-tokens",
        summary: "Create a reset-password token",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16, 422u16, 429u16],
        is_idempotent: false,
        collection: None,
    },
    crate::Operation {
        id: "GetPasswordToken",
        method: ::reqwest::Method::GET,
        path: "/password-tokens/{id}",
        summary: "Read a reset-password token",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16, 404u16],
        is_idempotent: true,
        collection: None,
    },
    crate::Operation {
        id: "DeletePasswordToken",
        method: ::reqwest::Method::DELETE,
        path: "/password-tokens/{id}",
        summary: "Delete a reset-password token",
        security: &[SecurityScheme::SecretApiKey, SecurityScheme::Jwt],
        error_statuses: &[401u16, 403u16, 404u16, 409u16, 429u16],
        is_idempotent: true,
        collection: None,
    },
];
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///Operations that a session may call, and what it may call them on.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct AclEntry {
        ///The IDs of the operations that are allowed, or `*` for all.
        pub permissions: ::std::vec::Vec<::std::string::String>,
        /// What the operations may be called on. A list that is left out sets no bound.
        pub scope: AclScope,
    }
    impl AclEntry {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::AclEntry {
            Default::default()
        }
    }
    ///What the operations may be called on. A list that is left out sets no bound.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AclScope {
        ///The names of custom fields.
        #[serde(
            rename = "customFieldName",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub custom_field_name: ::std::vec::Vec<::std::string::String>,
        ///The IDs of organizations.
        #[serde(
            rename = "organizationId",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub organization_id: ::std::vec::Vec<::std::string::String>,
        ///The IDs of plans.
        #[serde(
            rename = "planId",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub plan_id: ::std::vec::Vec<::std::string::String>,
        ///The IDs of products.
        #[serde(
            rename = "productId",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub product_id: ::std::vec::Vec<::std::string::String>,
    }
    impl AclScope {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::AclScope {
            Default::default()
        }
    }
    ///What holds for all credentials and tokens of the organization.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationOptions {
        ///How long an authentication token lives unless it says otherwise, in seconds.
        #[serde(
            rename = "authTokenTtl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::runtime::optional_integer")]
        pub auth_token_ttl: ::std::option::Option<i64>,
        ///How long a credential lives unless it says otherwise, in seconds.
        #[serde(
            rename = "credentialTtl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::runtime::optional_integer")]
        pub credential_ttl: ::std::option::Option<i64>,
        ///Whether a one-time password is asked for when a token is exchanged.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: ::std::option::Option<bool>,
        ///The pattern that passwords must match, between delimiters. `null` accepts any password.
        #[serde(
            rename = "passwordPattern",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub password_pattern: ::std::option::Option<::std::string::String>,
        ///How long a reset-password token lives unless it says otherwise, in seconds.
        #[serde(
            rename = "resetTokenTtl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::runtime::optional_integer")]
        pub reset_token_ttl: ::std::option::Option<i64>,
    }
    impl AuthenticationOptions {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::AuthenticationOptions {
            Default::default()
        }
    }
    ///What holds for all credentials and tokens of the organization.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationOptionsRequest {
        ///How long an authentication token lives unless it says otherwise, in seconds.
        #[serde(
            rename = "authTokenTtl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::runtime::optional_integer")]
        pub auth_token_ttl: ::std::option::Option<i64>,
        ///How long a credential lives unless it says otherwise, in seconds.
        #[serde(
            rename = "credentialTtl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::runtime::optional_integer")]
        pub credential_ttl: ::std::option::Option<i64>,
        ///Whether a one-time password is asked for when a token is exchanged.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: ::std::option::Option<bool>,
        ///The pattern that passwords must match, between delimiters. `null` accepts any password.
        #[serde(
            rename = "passwordPattern",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        ///
        /// `Some(None)` is sent as `null`, and `None` is left out.
        #[serde(default, deserialize_with = "crate::runtime::nullable")]
        pub password_pattern: ::std::option::Option<
            ::std::option::Option<::std::string::String>,
        >,
        ///How long a reset-password token lives unless it says otherwise, in seconds.
        #[serde(
            rename = "resetTokenTtl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        #[serde(default, deserialize_with = "crate::runtime::optional_integer")]
        pub reset_token_ttl: ::std::option::Option<i64>,
    }
    impl AuthenticationOptionsRequest {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::AuthenticationOptionsRequest {
            Default::default()
        }
    }
    ///A token that stands for a customer who is logged in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationToken {
        /**The credential that the customer logged in with.

At most 50 characters.*/
        #[serde(
            rename = "credentialId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub credential_id: ::std::option::Option<::std::string::String>,
        /**The customer who is logged in.

At most 50 characters.*/
        #[serde(
            rename = "customerId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub customer_id: ::std::option::Option<::std::string::String>,
        ///When the token expires. The organization's `authTokenTtl` decides unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub expired_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///The token itself (`self`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub links: ::std::vec::Vec<Link>,
        ///Whether a one-time password is asked for when this token is exchanged.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: ::std::option::Option<bool>,
        ///The token itself. Whoever holds it can act for the customer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<crate::Secret>,
        ///The username of the credential.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub username: ::std::option::Option<::std::string::String>,
    }
    impl AuthenticationToken {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::AuthenticationToken {
            Default::default()
        }
    }
    ///A token for a customer who logs in with a username and a password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationTokenPasswordModeRequest {
        ///When the token expires. The organization's `authTokenTtl` decides unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        ///
        /// `Some(None)` is sent as `null`, and `None` is left out.
        #[serde(default, deserialize_with = "crate::runtime::nullable")]
        pub expired_time: ::std::option::Option<
            ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        >,
        ///Whether a one-time password is asked for when this token is exchanged.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: ::std::option::Option<bool>,
        ///The password of the credential.
        pub password: crate::Secret,
        ///The username of the credential.
        pub username: ::std::string::String,
    }
    impl AuthenticationTokenPasswordModeRequest {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::AuthenticationTokenPasswordModeRequest {
            Default::default()
        }
    }
    ///A token for a customer who is logged in by the merchant. It takes a secret API key.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct AuthenticationTokenPasswordlessModeRequest {
        /**The customer to log in.

At most 50 characters.*/
        #[serde(rename = "customerId")]
        pub customer_id: ::std::string::String,
        ///When the token expires. The organization's `authTokenTtl` decides unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        ///
        /// `Some(None)` is sent as `null`, and `None` is left out.
        #[serde(default, deserialize_with = "crate::runtime::nullable")]
        pub expired_time: ::std::option::Option<
            ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        >,
        ///Whether a one-time password is asked for when this token is exchanged.
        #[serde(
            rename = "otpRequired",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub otp_required: ::std::option::Option<bool>,
    }
    impl AuthenticationTokenPasswordlessModeRequest {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::AuthenticationTokenPasswordlessModeRequest {
            Default::default()
        }
    }
    ///A username and a password with which a customer logs in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Credential {
        /**The customer whose credential it is.

At most 50 characters.*/
        #[serde(rename = "customerId")]
        pub customer_id: ::std::string::String,
        ///When the credential expires. The organization's `credentialTtl` decides unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub expired_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        /**The credential's ID.

At most 50 characters.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///The credential itself (`self`) and its customer (`customer`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub links: ::std::vec::Vec<Link>,
        ///The name that the customer logs in with.
        pub username: ::std::string::String,
    }
    impl Credential {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::Credential {
            Default::default()
        }
    }
    ///A username and a password with which a customer logs in.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct CredentialRequest {
        /**The customer whose credential it is.

At most 50 characters.*/
        #[serde(rename = "customerId")]
        pub customer_id: ::std::string::String,
        ///When the credential expires. The organization's `credentialTtl` decides unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        ///
        /// `Some(None)` is sent as `null`, and `None` is left out.
        #[serde(default, deserialize_with = "crate::runtime::nullable")]
        pub expired_time: ::std::option::Option<
            ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        >,
        ///The password that the customer logs in with.
        pub password: crate::Secret,
        ///The name that the customer logs in with.
        pub username: ::std::string::String,
    }
    impl CredentialRequest {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::CredentialRequest {
            Default::default()
        }
    }
    ///A customer's session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct CustomerJwt {
        ///What the session may do, and to what.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub acl: ::std::vec::Vec<AclEntry>,
        ///When the session was started.
        #[serde(
            rename = "createdTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Any JSON members that the JWT is to carry.
        #[serde(
            rename = "customClaims",
            default,
            skip_serializing_if = "::serde_json::Map::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub custom_claims: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        /**The customer whose session it is.

At most 50 characters.*/
        #[serde(
            rename = "customerId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub customer_id: ::std::option::Option<::std::string::String>,
        ///When the session expires. One hour after `createdTime` unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub expired_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        /**The session's ID.

At most 50 characters.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///The customer (`customer`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub links: ::std::vec::Vec<Link>,
        ///The JWT itself. Whoever holds it can act for the customer.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<crate::Secret>,
        ///The kind of session.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<crate::types::CustomerJwtType>,
        ///When the session was last changed.
        #[serde(
            rename = "updatedTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub updated_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
    }
    impl CustomerJwt {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::CustomerJwt {
            Default::default()
        }
    }
    ///A customer's session.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct CustomerJwtRequest {
        ///What the session may do, and to what.
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub acl: ::std::vec::Vec<AclEntry>,
        ///Any JSON members that the JWT is to carry.
        #[serde(
            rename = "customClaims",
            default,
            skip_serializing_if = "::serde_json::Map::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub custom_claims: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        ///When the session expires. One hour after `createdTime` unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub expired_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///Whether the authentication token is used up by the exchange.
        #[serde(default = "defaults::default_bool::<true>")]
        pub invalidate: bool,
        /**The one-time password that the customer received, six digits.

Matches `^[0-9]{6}$`.*/
        #[serde(
            rename = "oneTimePassword",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub one_time_password: ::std::option::Option<crate::Secret>,
    }
    impl ::std::default::Default for CustomerJwtRequest {
        fn default() -> Self {
            Self {
                acl: Default::default(),
                custom_claims: Default::default(),
                expired_time: Default::default(),
                invalidate: defaults::default_bool::<true>(),
                one_time_password: Default::default(),
            }
        }
    }
    impl CustomerJwtRequest {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::CustomerJwtRequest {
            Default::default()
        }
    }
    ///A value that is not accepted.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct InvalidField {
        ///The name of the field. Names of nested fields are joined with dots.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub field: ::std::option::Option<::std::string::String>,
        ///Why it is not accepted.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
    }
    impl InvalidField {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::InvalidField {
            Default::default()
        }
    }
    ///A related resource. New relations may be added at any time.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Link {
        ///The URL of the related resource.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub href: ::std::option::Option<crate::Secret>,
        ///How it is related.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub rel: ::std::option::Option<crate::types::LinkRel>,
    }
    impl Link {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::Link {
            Default::default()
        }
    }
    /**What went wrong, as a problem details object ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Any member
may be missing, and there may be further ones.
*/
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Problem {
        ///What went wrong this time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        ///What went wrong, as it was said before problem details were used.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub error: ::std::option::Option<::std::string::String>,
        ///A URI reference that identifies this occurrence of the problem.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance: ::std::option::Option<::std::string::String>,
        ///One entry for each value that is not accepted.
        #[serde(
            rename = "invalidFields",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub invalid_fields: ::std::vec::Vec<InvalidField>,
        ///The HTTP status code.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        #[serde(default, deserialize_with = "crate::runtime::optional_integer")]
        pub status: ::std::option::Option<i64>,
        ///A short summary that is the same for every problem of this type.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<::std::string::String>,
        ///A URI reference that identifies the type of problem.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::std::string::String>,
        /// The members that the document does not name.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Problem {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::Problem {
            Default::default()
        }
    }
    ///A token with which the owner of a username may set a new password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct ResetPasswordToken {
        /**The credential whose password is to be reset.

At most 50 characters.*/
        #[serde(
            rename = "credentialId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub credential_id: ::std::option::Option<::std::string::String>,
        ///When the token expires. The organization's `resetTokenTtl` decides unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub expired_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        ///The token itself (`self`).
        #[serde(
            rename = "_links",
            default,
            skip_serializing_if = "::std::vec::Vec::is_empty"
        )]
        #[serde(deserialize_with = "crate::runtime::null_as_default")]
        pub links: ::std::vec::Vec<Link>,
        ///The token itself. Whoever holds it can reset the password.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub token: ::std::option::Option<crate::Secret>,
        ///The username whose password is to be reset.
        pub username: ::std::string::String,
    }
    impl ResetPasswordToken {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::ResetPasswordToken {
            Default::default()
        }
    }
    ///A token with which the owner of a username may set a new password.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct ResetPasswordTokenRequest {
        ///When the token expires. The organization's `resetTokenTtl` decides unless it is given.
        #[serde(
            rename = "expiredTime",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        ///
        /// `Some(None)` is sent as `null`, and `None` is left out.
        #[serde(default, deserialize_with = "crate::runtime::nullable")]
        pub expired_time: ::std::option::Option<
            ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
        >,
        ///The username whose password is to be reset.
        pub username: ::std::string::String,
    }
    impl ResetPasswordTokenRequest {
        /// Begins a value with nothing set.
        pub fn builder() -> builder::ResetPasswordTokenRequest {
            Default::default()
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        /// Builder for [`AclEntry`](super::AclEntry).
        #[derive(Clone, Debug)]
        pub struct AclEntry {
            permissions: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                crate::runtime::Fault,
            >,
            scope: ::std::result::Result<super::AclScope, crate::runtime::Fault>,
        }
        impl ::std::default::Default for AclEntry {
            fn default() -> Self {
                Self {
                    permissions: Err(crate::runtime::Fault::Missing),
                    scope: Err(crate::runtime::Fault::Missing),
                }
            }
        }
        impl AclEntry {
            /// Sets [`permissions`](super::AclEntry::permissions).
            pub fn permissions(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<::std::string::String>>,
            ) -> Self {
                self.permissions = crate::runtime::required(value);
                self
            }
            /// Sets [`scope`](super::AclEntry::scope).
            pub fn scope(
                mut self,
                value: impl crate::IntoValue<super::AclScope>,
            ) -> Self {
                self.scope = crate::runtime::required(value);
                self
            }
        }
        impl ::std::convert::TryFrom<AclEntry> for super::AclEntry {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AclEntry,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, AclEntry { permissions : "permissions", scope : "scope" }
                )
            }
        }
        impl ::std::convert::From<super::AclEntry> for AclEntry {
            fn from(value: super::AclEntry) -> Self {
                Self {
                    permissions: Ok(value.permissions),
                    scope: Ok(value.scope),
                }
            }
        }
        /// Builder for [`AclScope`](super::AclScope).
        #[derive(Clone, Debug)]
        pub struct AclScope {
            custom_field_name: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                crate::runtime::Fault,
            >,
            organization_id: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                crate::runtime::Fault,
            >,
            plan_id: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                crate::runtime::Fault,
            >,
            product_id: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for AclScope {
            fn default() -> Self {
                Self {
                    custom_field_name: Ok(Default::default()),
                    organization_id: Ok(Default::default()),
                    plan_id: Ok(Default::default()),
                    product_id: Ok(Default::default()),
                }
            }
        }
        impl AclScope {
            /// Sets [`custom_field_name`](super::AclScope::custom_field_name).
            pub fn custom_field_name(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<::std::string::String>>,
            ) -> Self {
                self.custom_field_name = crate::runtime::defaulted(
                    value,
                    || Default::default(),
                );
                self
            }
            /// Sets [`organization_id`](super::AclScope::organization_id).
            pub fn organization_id(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<::std::string::String>>,
            ) -> Self {
                self.organization_id = crate::runtime::defaulted(
                    value,
                    || Default::default(),
                );
                self
            }
            /// Sets [`plan_id`](super::AclScope::plan_id).
            pub fn plan_id(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<::std::string::String>>,
            ) -> Self {
                self.plan_id = crate::runtime::defaulted(value, || Default::default());
                self
            }
            /// Sets [`product_id`](super::AclScope::product_id).
            pub fn product_id(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<::std::string::String>>,
            ) -> Self {
                self.product_id = crate::runtime::defaulted(
                    value,
                    || Default::default(),
                );
                self
            }
        }
        impl ::std::convert::TryFrom<AclScope> for super::AclScope {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AclScope,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, AclScope { custom_field_name : "customFieldName",
                    organization_id : "organizationId", plan_id : "planId", product_id :
                    "productId" }
                )
            }
        }
        impl ::std::convert::From<super::AclScope> for AclScope {
            fn from(value: super::AclScope) -> Self {
                Self {
                    custom_field_name: Ok(value.custom_field_name),
                    organization_id: Ok(value.organization_id),
                    plan_id: Ok(value.plan_id),
                    product_id: Ok(value.product_id),
                }
            }
        }
        /// Builder for [`AuthenticationOptions`](super::AuthenticationOptions).
        #[derive(Clone, Debug)]
        pub struct AuthenticationOptions {
            auth_token_ttl: ::std::result::Result<
                ::std::option::Option<i64>,
                crate::runtime::Fault,
            >,
            credential_ttl: ::std::result::Result<
                ::std::option::Option<i64>,
                crate::runtime::Fault,
            >,
            otp_required: ::std::result::Result<
                ::std::option::Option<bool>,
                crate::runtime::Fault,
            >,
            password_pattern: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            reset_token_ttl: ::std::result::Result<
                ::std::option::Option<i64>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for AuthenticationOptions {
            fn default() -> Self {
                Self {
                    auth_token_ttl: Ok(Default::default()),
                    credential_ttl: Ok(Default::default()),
                    otp_required: Ok(Default::default()),
                    password_pattern: Ok(Default::default()),
                    reset_token_ttl: Ok(Default::default()),
                }
            }
        }
        impl AuthenticationOptions {
            /// Sets [`auth_token_ttl`](super::AuthenticationOptions::auth_token_ttl).
            pub fn auth_token_ttl(mut self, value: impl crate::IntoValue<i64>) -> Self {
                self.auth_token_ttl = crate::runtime::optional(value);
                self
            }
            /// Sets [`credential_ttl`](super::AuthenticationOptions::credential_ttl).
            pub fn credential_ttl(mut self, value: impl crate::IntoValue<i64>) -> Self {
                self.credential_ttl = crate::runtime::optional(value);
                self
            }
            /// Sets [`otp_required`](super::AuthenticationOptions::otp_required).
            pub fn otp_required(mut self, value: impl crate::IntoValue<bool>) -> Self {
                self.otp_required = crate::runtime::optional(value);
                self
            }
            /// Sets [`password_pattern`](super::AuthenticationOptions::password_pattern).
            pub fn password_pattern(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.password_pattern = crate::runtime::optional(value);
                self
            }
            /// Sets [`reset_token_ttl`](super::AuthenticationOptions::reset_token_ttl).
            pub fn reset_token_ttl(mut self, value: impl crate::IntoValue<i64>) -> Self {
                self.reset_token_ttl = crate::runtime::optional(value);
                self
            }
        }
        impl ::std::convert::TryFrom<AuthenticationOptions>
        for super::AuthenticationOptions {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuthenticationOptions,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, AuthenticationOptions { auth_token_ttl : "authTokenTtl",
                    credential_ttl : "credentialTtl", otp_required : "otpRequired",
                    password_pattern : "passwordPattern", reset_token_ttl :
                    "resetTokenTtl" }
                )
            }
        }
        impl ::std::convert::From<super::AuthenticationOptions>
        for AuthenticationOptions {
            fn from(value: super::AuthenticationOptions) -> Self {
                Self {
                    auth_token_ttl: Ok(value.auth_token_ttl),
                    credential_ttl: Ok(value.credential_ttl),
                    otp_required: Ok(value.otp_required),
                    password_pattern: Ok(value.password_pattern),
                    reset_token_ttl: Ok(value.reset_token_ttl),
                }
            }
        }
        /// Builder for [`AuthenticationOptionsRequest`](super::AuthenticationOptionsRequest).
        #[derive(Clone, Debug)]
        pub struct AuthenticationOptionsRequest {
            auth_token_ttl: ::std::result::Result<
                ::std::option::Option<i64>,
                crate::runtime::Fault,
            >,
            credential_ttl: ::std::result::Result<
                ::std::option::Option<i64>,
                crate::runtime::Fault,
            >,
            otp_required: ::std::result::Result<
                ::std::option::Option<bool>,
                crate::runtime::Fault,
            >,
            password_pattern: ::std::result::Result<
                ::std::option::Option<::std::option::Option<::std::string::String>>,
                crate::runtime::Fault,
            >,
            reset_token_ttl: ::std::result::Result<
                ::std::option::Option<i64>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for AuthenticationOptionsRequest {
            fn default() -> Self {
                Self {
                    auth_token_ttl: Ok(Default::default()),
                    credential_ttl: Ok(Default::default()),
                    otp_required: Ok(Default::default()),
                    password_pattern: Ok(Default::default()),
                    reset_token_ttl: Ok(Default::default()),
                }
            }
        }
        impl AuthenticationOptionsRequest {
            /// Sets [`auth_token_ttl`](super::AuthenticationOptionsRequest::auth_token_ttl).
            pub fn auth_token_ttl(mut self, value: impl crate::IntoValue<i64>) -> Self {
                self.auth_token_ttl = crate::runtime::optional(value);
                self
            }
            /// Sets [`credential_ttl`](super::AuthenticationOptionsRequest::credential_ttl).
            pub fn credential_ttl(mut self, value: impl crate::IntoValue<i64>) -> Self {
                self.credential_ttl = crate::runtime::optional(value);
                self
            }
            /// Sets [`otp_required`](super::AuthenticationOptionsRequest::otp_required).
            pub fn otp_required(mut self, value: impl crate::IntoValue<bool>) -> Self {
                self.otp_required = crate::runtime::optional(value);
                self
            }
            /// Sets [`password_pattern`](super::AuthenticationOptionsRequest::password_pattern).
            pub fn password_pattern(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.password_pattern = crate::runtime::optional(value)
                    .map(|value| value.map(Some));
                self
            }
            /// Sets [`reset_token_ttl`](super::AuthenticationOptionsRequest::reset_token_ttl).
            pub fn reset_token_ttl(mut self, value: impl crate::IntoValue<i64>) -> Self {
                self.reset_token_ttl = crate::runtime::optional(value);
                self
            }
            /// Sets [`password_pattern`](super::AuthenticationOptionsRequest::password_pattern) to `null`, which is not to leave it out.
            pub fn password_pattern_null(mut self) -> Self {
                self.password_pattern = Ok(Some(None));
                self
            }
        }
        impl ::std::convert::TryFrom<AuthenticationOptionsRequest>
        for super::AuthenticationOptionsRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuthenticationOptionsRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, AuthenticationOptionsRequest { auth_token_ttl :
                    "authTokenTtl", credential_ttl : "credentialTtl", otp_required :
                    "otpRequired", password_pattern : "passwordPattern", reset_token_ttl
                    : "resetTokenTtl" }
                )
            }
        }
        impl ::std::convert::From<super::AuthenticationOptionsRequest>
        for AuthenticationOptionsRequest {
            fn from(value: super::AuthenticationOptionsRequest) -> Self {
                Self {
                    auth_token_ttl: Ok(value.auth_token_ttl),
                    credential_ttl: Ok(value.credential_ttl),
                    otp_required: Ok(value.otp_required),
                    password_pattern: Ok(value.password_pattern),
                    reset_token_ttl: Ok(value.reset_token_ttl),
                }
            }
        }
        /// Builder for [`AuthenticationToken`](super::AuthenticationToken).
        #[derive(Clone, Debug)]
        pub struct AuthenticationToken {
            credential_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            customer_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            expired_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                crate::runtime::Fault,
            >,
            links: ::std::result::Result<
                ::std::vec::Vec<super::Link>,
                crate::runtime::Fault,
            >,
            otp_required: ::std::result::Result<
                ::std::option::Option<bool>,
                crate::runtime::Fault,
            >,
            token: ::std::result::Result<
                ::std::option::Option<crate::Secret>,
                crate::runtime::Fault,
            >,
            username: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for AuthenticationToken {
            fn default() -> Self {
                Self {
                    credential_id: Ok(Default::default()),
                    customer_id: Ok(Default::default()),
                    expired_time: Ok(Default::default()),
                    links: Ok(Default::default()),
                    otp_required: Ok(Default::default()),
                    token: Ok(Default::default()),
                    username: Ok(Default::default()),
                }
            }
        }
        impl AuthenticationToken {
            /// Sets [`credential_id`](super::AuthenticationToken::credential_id).
            pub fn credential_id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.credential_id = crate::runtime::optional(value);
                self
            }
            /// Sets [`customer_id`](super::AuthenticationToken::customer_id).
            pub fn customer_id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.customer_id = crate::runtime::optional(value);
                self
            }
            /// Sets [`expired_time`](super::AuthenticationToken::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value);
                self
            }
            /// Sets [`links`](super::AuthenticationToken::links).
            pub fn links(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<super::Link>>,
            ) -> Self {
                self.links = crate::runtime::defaulted(value, || Default::default());
                self
            }
            /// Sets [`otp_required`](super::AuthenticationToken::otp_required).
            pub fn otp_required(mut self, value: impl crate::IntoValue<bool>) -> Self {
                self.otp_required = crate::runtime::optional(value);
                self
            }
            /// Sets [`token`](super::AuthenticationToken::token).
            pub fn token(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
                self.token = crate::runtime::optional(value);
                self
            }
            /// Sets [`username`](super::AuthenticationToken::username).
            pub fn username(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.username = crate::runtime::optional(value);
                self
            }
        }
        impl ::std::convert::TryFrom<AuthenticationToken>
        for super::AuthenticationToken {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuthenticationToken,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, AuthenticationToken { credential_id : "credentialId",
                    customer_id : "customerId", expired_time : "expiredTime", links :
                    "_links", otp_required : "otpRequired", token : "token", username :
                    "username" }
                )
            }
        }
        impl ::std::convert::From<super::AuthenticationToken> for AuthenticationToken {
            fn from(value: super::AuthenticationToken) -> Self {
                Self {
                    credential_id: Ok(value.credential_id),
                    customer_id: Ok(value.customer_id),
                    expired_time: Ok(value.expired_time),
                    links: Ok(value.links),
                    otp_required: Ok(value.otp_required),
                    token: Ok(value.token),
                    username: Ok(value.username),
                }
            }
        }
        /// Builder for [`AuthenticationTokenPasswordModeRequest`](super::AuthenticationTokenPasswordModeRequest).
        #[derive(Clone, Debug)]
        pub struct AuthenticationTokenPasswordModeRequest {
            expired_time: ::std::result::Result<
                ::std::option::Option<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                crate::runtime::Fault,
            >,
            otp_required: ::std::result::Result<
                ::std::option::Option<bool>,
                crate::runtime::Fault,
            >,
            password: ::std::result::Result<crate::Secret, crate::runtime::Fault>,
            username: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for AuthenticationTokenPasswordModeRequest {
            fn default() -> Self {
                Self {
                    expired_time: Ok(Default::default()),
                    otp_required: Ok(Default::default()),
                    password: Err(crate::runtime::Fault::Missing),
                    username: Err(crate::runtime::Fault::Missing),
                }
            }
        }
        impl AuthenticationTokenPasswordModeRequest {
            /// Sets [`expired_time`](super::AuthenticationTokenPasswordModeRequest::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value)
                    .map(|value| value.map(Some));
                self
            }
            /// Sets [`otp_required`](super::AuthenticationTokenPasswordModeRequest::otp_required).
            pub fn otp_required(mut self, value: impl crate::IntoValue<bool>) -> Self {
                self.otp_required = crate::runtime::optional(value);
                self
            }
            /// Sets [`password`](super::AuthenticationTokenPasswordModeRequest::password).
            pub fn password(
                mut self,
                value: impl crate::IntoValue<crate::Secret>,
            ) -> Self {
                self.password = crate::runtime::required(value);
                self
            }
            /// Sets [`username`](super::AuthenticationTokenPasswordModeRequest::username).
            pub fn username(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.username = crate::runtime::required(value);
                self
            }
            /// Sets [`expired_time`](super::AuthenticationTokenPasswordModeRequest::expired_time) to `null`, which is not to leave it out.
            pub fn expired_time_null(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        impl ::std::convert::TryFrom<AuthenticationTokenPasswordModeRequest>
        for super::AuthenticationTokenPasswordModeRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuthenticationTokenPasswordModeRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, AuthenticationTokenPasswordModeRequest { expired_time :
                    "expiredTime", otp_required : "otpRequired", password : "password",
                    username : "username" }
                )
            }
        }
        impl ::std::convert::From<super::AuthenticationTokenPasswordModeRequest>
        for AuthenticationTokenPasswordModeRequest {
            fn from(value: super::AuthenticationTokenPasswordModeRequest) -> Self {
                Self {
                    expired_time: Ok(value.expired_time),
                    otp_required: Ok(value.otp_required),
                    password: Ok(value.password),
                    username: Ok(value.username),
                }
            }
        }
        /// Builder for [`AuthenticationTokenPasswordlessModeRequest`](super::AuthenticationTokenPasswordlessModeRequest).
        #[derive(Clone, Debug)]
        pub struct AuthenticationTokenPasswordlessModeRequest {
            customer_id: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
            expired_time: ::std::result::Result<
                ::std::option::Option<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                crate::runtime::Fault,
            >,
            otp_required: ::std::result::Result<
                ::std::option::Option<bool>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for AuthenticationTokenPasswordlessModeRequest {
            fn default() -> Self {
                Self {
                    customer_id: Err(crate::runtime::Fault::Missing),
                    expired_time: Ok(Default::default()),
                    otp_required: Ok(Default::default()),
                }
            }
        }
        impl AuthenticationTokenPasswordlessModeRequest {
            /// Sets [`customer_id`](super::AuthenticationTokenPasswordlessModeRequest::customer_id).
            pub fn customer_id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.customer_id = crate::runtime::required(value);
                self
            }
            /// Sets [`expired_time`](super::AuthenticationTokenPasswordlessModeRequest::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value)
                    .map(|value| value.map(Some));
                self
            }
            /// Sets [`otp_required`](super::AuthenticationTokenPasswordlessModeRequest::otp_required).
            pub fn otp_required(mut self, value: impl crate::IntoValue<bool>) -> Self {
                self.otp_required = crate::runtime::optional(value);
                self
            }
            /// Sets [`expired_time`](super::AuthenticationTokenPasswordlessModeRequest::expired_time) to `null`, which is not to leave it out.
            pub fn expired_time_null(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        impl ::std::convert::TryFrom<AuthenticationTokenPasswordlessModeRequest>
        for super::AuthenticationTokenPasswordlessModeRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuthenticationTokenPasswordlessModeRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, AuthenticationTokenPasswordlessModeRequest { customer_id :
                    "customerId", expired_time : "expiredTime", otp_required :
                    "otpRequired" }
                )
            }
        }
        impl ::std::convert::From<super::AuthenticationTokenPasswordlessModeRequest>
        for AuthenticationTokenPasswordlessModeRequest {
            fn from(value: super::AuthenticationTokenPasswordlessModeRequest) -> Self {
                Self {
                    customer_id: Ok(value.customer_id),
                    expired_time: Ok(value.expired_time),
                    otp_required: Ok(value.otp_required),
                }
            }
        }
        /// Builder for [`Credential`](super::Credential).
        #[derive(Clone, Debug)]
        pub struct Credential {
            customer_id: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
            expired_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                crate::runtime::Fault,
            >,
            id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            links: ::std::result::Result<
                ::std::vec::Vec<super::Link>,
                crate::runtime::Fault,
            >,
            username: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for Credential {
            fn default() -> Self {
                Self {
                    customer_id: Err(crate::runtime::Fault::Missing),
                    expired_time: Ok(Default::default()),
                    id: Ok(Default::default()),
                    links: Ok(Default::default()),
                    username: Err(crate::runtime::Fault::Missing),
                }
            }
        }
        impl Credential {
            /// Sets [`customer_id`](super::Credential::customer_id).
            pub fn customer_id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.customer_id = crate::runtime::required(value);
                self
            }
            /// Sets [`expired_time`](super::Credential::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value);
                self
            }
            /// Sets [`id`](super::Credential::id).
            pub fn id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.id = crate::runtime::optional(value);
                self
            }
            /// Sets [`links`](super::Credential::links).
            pub fn links(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<super::Link>>,
            ) -> Self {
                self.links = crate::runtime::defaulted(value, || Default::default());
                self
            }
            /// Sets [`username`](super::Credential::username).
            pub fn username(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.username = crate::runtime::required(value);
                self
            }
        }
        impl ::std::convert::TryFrom<Credential> for super::Credential {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Credential,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, Credential { customer_id : "customerId", expired_time :
                    "expiredTime", id : "id", links : "_links", username : "username" }
                )
            }
        }
        impl ::std::convert::From<super::Credential> for Credential {
            fn from(value: super::Credential) -> Self {
                Self {
                    customer_id: Ok(value.customer_id),
                    expired_time: Ok(value.expired_time),
                    id: Ok(value.id),
                    links: Ok(value.links),
                    username: Ok(value.username),
                }
            }
        }
        /// Builder for [`CredentialRequest`](super::CredentialRequest).
        #[derive(Clone, Debug)]
        pub struct CredentialRequest {
            customer_id: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
            expired_time: ::std::result::Result<
                ::std::option::Option<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                crate::runtime::Fault,
            >,
            password: ::std::result::Result<crate::Secret, crate::runtime::Fault>,
            username: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for CredentialRequest {
            fn default() -> Self {
                Self {
                    customer_id: Err(crate::runtime::Fault::Missing),
                    expired_time: Ok(Default::default()),
                    password: Err(crate::runtime::Fault::Missing),
                    username: Err(crate::runtime::Fault::Missing),
                }
            }
        }
        impl CredentialRequest {
            /// Sets [`customer_id`](super::CredentialRequest::customer_id).
            pub fn customer_id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.customer_id = crate::runtime::required(value);
                self
            }
            /// Sets [`expired_time`](super::CredentialRequest::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value)
                    .map(|value| value.map(Some));
                self
            }
            /// Sets [`password`](super::CredentialRequest::password).
            pub fn password(
                mut self,
                value: impl crate::IntoValue<crate::Secret>,
            ) -> Self {
                self.password = crate::runtime::required(value);
                self
            }
            /// Sets [`username`](super::CredentialRequest::username).
            pub fn username(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.username = crate::runtime::required(value);
                self
            }
            /// Sets [`expired_time`](super::CredentialRequest::expired_time) to `null`, which is not to leave it out.
            pub fn expired_time_null(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        impl ::std::convert::TryFrom<CredentialRequest> for super::CredentialRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CredentialRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, CredentialRequest { customer_id : "customerId", expired_time :
                    "expiredTime", password : "password", username : "username" }
                )
            }
        }
        impl ::std::convert::From<super::CredentialRequest> for CredentialRequest {
            fn from(value: super::CredentialRequest) -> Self {
                Self {
                    customer_id: Ok(value.customer_id),
                    expired_time: Ok(value.expired_time),
                    password: Ok(value.password),
                    username: Ok(value.username),
                }
            }
        }
        /// Builder for [`CustomerJwt`](super::CustomerJwt).
        #[derive(Clone, Debug)]
        pub struct CustomerJwt {
            acl: ::std::result::Result<
                ::std::vec::Vec<super::AclEntry>,
                crate::runtime::Fault,
            >,
            created_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                crate::runtime::Fault,
            >,
            custom_claims: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                crate::runtime::Fault,
            >,
            customer_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            expired_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                crate::runtime::Fault,
            >,
            id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            links: ::std::result::Result<
                ::std::vec::Vec<super::Link>,
                crate::runtime::Fault,
            >,
            token: ::std::result::Result<
                ::std::option::Option<crate::Secret>,
                crate::runtime::Fault,
            >,
            type_: ::std::result::Result<
                ::std::option::Option<crate::types::CustomerJwtType>,
                crate::runtime::Fault,
            >,
            updated_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for CustomerJwt {
            fn default() -> Self {
                Self {
                    acl: Ok(Default::default()),
                    created_time: Ok(Default::default()),
                    custom_claims: Ok(Default::default()),
                    customer_id: Ok(Default::default()),
                    expired_time: Ok(Default::default()),
                    id: Ok(Default::default()),
                    links: Ok(Default::default()),
                    token: Ok(Default::default()),
                    type_: Ok(Default::default()),
                    updated_time: Ok(Default::default()),
                }
            }
        }
        impl CustomerJwt {
            /// Sets [`acl`](super::CustomerJwt::acl).
            pub fn acl(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<super::AclEntry>>,
            ) -> Self {
                self.acl = crate::runtime::defaulted(value, || Default::default());
                self
            }
            /// Sets [`created_time`](super::CustomerJwt::created_time).
            pub fn created_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.created_time = crate::runtime::optional(value);
                self
            }
            /// Sets [`custom_claims`](super::CustomerJwt::custom_claims).
            pub fn custom_claims(mut self, value: impl ::serde::Serialize) -> Self {
                self.custom_claims = crate::runtime::members(value);
                self
            }
            /// Sets [`customer_id`](super::CustomerJwt::customer_id).
            pub fn customer_id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.customer_id = crate::runtime::optional(value);
                self
            }
            /// Sets [`expired_time`](super::CustomerJwt::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value);
                self
            }
            /// Sets [`id`](super::CustomerJwt::id).
            pub fn id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.id = crate::runtime::optional(value);
                self
            }
            /// Sets [`links`](super::CustomerJwt::links).
            pub fn links(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<super::Link>>,
            ) -> Self {
                self.links = crate::runtime::defaulted(value, || Default::default());
                self
            }
            /// Sets [`token`](super::CustomerJwt::token).
            pub fn token(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
                self.token = crate::runtime::optional(value);
                self
            }
            /// Sets [`type_`](super::CustomerJwt::type_).
            pub fn type_(
                mut self,
                value: impl crate::IntoValue<crate::types::CustomerJwtType>,
            ) -> Self {
                self.type_ = crate::runtime::optional(value);
                self
            }
            /// Sets [`updated_time`](super::CustomerJwt::updated_time).
            pub fn updated_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.updated_time = crate::runtime::optional(value);
                self
            }
        }
        impl ::std::convert::TryFrom<CustomerJwt> for super::CustomerJwt {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CustomerJwt,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, CustomerJwt { acl : "acl", created_time : "createdTime",
                    custom_claims : "customClaims", customer_id : "customerId",
                    expired_time : "expiredTime", id : "id", links : "_links", token :
                    "token", type_ : "type", updated_time : "updatedTime" }
                )
            }
        }
        impl ::std::convert::From<super::CustomerJwt> for CustomerJwt {
            fn from(value: super::CustomerJwt) -> Self {
                Self {
                    acl: Ok(value.acl),
                    created_time: Ok(value.created_time),
                    custom_claims: Ok(value.custom_claims),
                    customer_id: Ok(value.customer_id),
                    expired_time: Ok(value.expired_time),
                    id: Ok(value.id),
                    links: Ok(value.links),
                    token: Ok(value.token),
                    type_: Ok(value.type_),
                    updated_time: Ok(value.updated_time),
                }
            }
        }
        /// Builder for [`CustomerJwtRequest`](super::CustomerJwtRequest).
        #[derive(Clone, Debug)]
        pub struct CustomerJwtRequest {
            acl: ::std::result::Result<
                ::std::vec::Vec<super::AclEntry>,
                crate::runtime::Fault,
            >,
            custom_claims: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                crate::runtime::Fault,
            >,
            expired_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                crate::runtime::Fault,
            >,
            invalidate: ::std::result::Result<bool, crate::runtime::Fault>,
            one_time_password: ::std::result::Result<
                ::std::option::Option<crate::Secret>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for CustomerJwtRequest {
            fn default() -> Self {
                Self {
                    acl: Ok(Default::default()),
                    custom_claims: Ok(Default::default()),
                    expired_time: Ok(Default::default()),
                    invalidate: Ok(super::defaults::default_bool::<true>()),
                    one_time_password: Ok(Default::default()),
                }
            }
        }
        impl CustomerJwtRequest {
            /// Sets [`acl`](super::CustomerJwtRequest::acl).
            pub fn acl(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<super::AclEntry>>,
            ) -> Self {
                self.acl = crate::runtime::defaulted(value, || Default::default());
                self
            }
            /// Sets [`custom_claims`](super::CustomerJwtRequest::custom_claims).
            pub fn custom_claims(mut self, value: impl ::serde::Serialize) -> Self {
                self.custom_claims = crate::runtime::members(value);
                self
            }
            /// Sets [`expired_time`](super::CustomerJwtRequest::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value);
                self
            }
            /// Sets [`invalidate`](super::CustomerJwtRequest::invalidate).
            pub fn invalidate(mut self, value: impl crate::IntoValue<bool>) -> Self {
                self.invalidate = crate::runtime::defaulted(
                    value,
                    || super::defaults::default_bool::<true>(),
                );
                self
            }
            /// Sets [`one_time_password`](super::CustomerJwtRequest::one_time_password).
            pub fn one_time_password(
                mut self,
                value: impl crate::IntoValue<crate::Secret>,
            ) -> Self {
                self.one_time_password = crate::runtime::optional(value);
                self
            }
        }
        impl ::std::convert::TryFrom<CustomerJwtRequest> for super::CustomerJwtRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CustomerJwtRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, CustomerJwtRequest { acl : "acl", custom_claims :
                    "customClaims", expired_time : "expiredTime", invalidate :
                    "invalidate", one_time_password : "oneTimePassword" }
                )
            }
        }
        impl ::std::convert::From<super::CustomerJwtRequest> for CustomerJwtRequest {
            fn from(value: super::CustomerJwtRequest) -> Self {
                Self {
                    acl: Ok(value.acl),
                    custom_claims: Ok(value.custom_claims),
                    expired_time: Ok(value.expired_time),
                    invalidate: Ok(value.invalidate),
                    one_time_password: Ok(value.one_time_password),
                }
            }
        }
        /// Builder for [`InvalidField`](super::InvalidField).
        #[derive(Clone, Debug)]
        pub struct InvalidField {
            field: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            message: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for InvalidField {
            fn default() -> Self {
                Self {
                    field: Ok(Default::default()),
                    message: Ok(Default::default()),
                }
            }
        }
        impl InvalidField {
            /// Sets [`field`](super::InvalidField::field).
            pub fn field(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.field = crate::runtime::optional(value);
                self
            }
            /// Sets [`message`](super::InvalidField::message).
            pub fn message(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.message = crate::runtime::optional(value);
                self
            }
        }
        impl ::std::convert::TryFrom<InvalidField> for super::InvalidField {
            type Error = super::error::ConversionError;
            fn try_from(
                value: InvalidField,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, InvalidField { field : "field", message : "message" }
                )
            }
        }
        impl ::std::convert::From<super::InvalidField> for InvalidField {
            fn from(value: super::InvalidField) -> Self {
                Self {
                    field: Ok(value.field),
                    message: Ok(value.message),
                }
            }
        }
        /// Builder for [`Link`](super::Link).
        #[derive(Clone, Debug)]
        pub struct Link {
            href: ::std::result::Result<
                ::std::option::Option<crate::Secret>,
                crate::runtime::Fault,
            >,
            rel: ::std::result::Result<
                ::std::option::Option<crate::types::LinkRel>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for Link {
            fn default() -> Self {
                Self {
                    href: Ok(Default::default()),
                    rel: Ok(Default::default()),
                }
            }
        }
        impl Link {
            /// Sets [`href`](super::Link::href).
            pub fn href(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
                self.href = crate::runtime::optional(value);
                self
            }
            /// Sets [`rel`](super::Link::rel).
            pub fn rel(
                mut self,
                value: impl crate::IntoValue<crate::types::LinkRel>,
            ) -> Self {
                self.rel = crate::runtime::optional(value);
                self
            }
        }
        impl ::std::convert::TryFrom<Link> for super::Link {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Link,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(value, Link { href : "href", rel : "rel" })
            }
        }
        impl ::std::convert::From<super::Link> for Link {
            fn from(value: super::Link) -> Self {
                Self {
                    href: Ok(value.href),
                    rel: Ok(value.rel),
                }
            }
        }
        /// Builder for [`Problem`](super::Problem).
        #[derive(Clone, Debug)]
        pub struct Problem {
            detail: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            error: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            instance: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            invalid_fields: ::std::result::Result<
                ::std::vec::Vec<super::InvalidField>,
                crate::runtime::Fault,
            >,
            status: ::std::result::Result<
                ::std::option::Option<i64>,
                crate::runtime::Fault,
            >,
            title: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            type_: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for Problem {
            fn default() -> Self {
                Self {
                    detail: Ok(Default::default()),
                    error: Ok(Default::default()),
                    instance: Ok(Default::default()),
                    invalid_fields: Ok(Default::default()),
                    status: Ok(Default::default()),
                    title: Ok(Default::default()),
                    type_: Ok(Default::default()),
                    extra: Ok(Default::default()),
                }
            }
        }
        impl Problem {
            /// Sets [`detail`](super::Problem::detail).
            pub fn detail(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.detail = crate::runtime::optional(value);
                self
            }
            /// Sets [`error`](super::Problem::error).
            pub fn error(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.error = crate::runtime::optional(value);
                self
            }
            /// Sets [`instance`](super::Problem::instance).
            pub fn instance(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.instance = crate::runtime::optional(value);
                self
            }
            /// Sets [`invalid_fields`](super::Problem::invalid_fields).
            pub fn invalid_fields(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<super::InvalidField>>,
            ) -> Self {
                self.invalid_fields = crate::runtime::defaulted(
                    value,
                    || Default::default(),
                );
                self
            }
            /// Sets [`status`](super::Problem::status).
            pub fn status(mut self, value: impl crate::IntoValue<i64>) -> Self {
                self.status = crate::runtime::optional(value);
                self
            }
            /// Sets [`title`](super::Problem::title).
            pub fn title(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.title = crate::runtime::optional(value);
                self
            }
            /// Sets [`type_`](super::Problem::type_).
            pub fn type_(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.type_ = crate::runtime::optional(value);
                self
            }
            /// Sets [`extra`](super::Problem::extra).
            pub fn extra(mut self, value: impl ::serde::Serialize) -> Self {
                self.extra = crate::runtime::members(value);
                self
            }
        }
        impl ::std::convert::TryFrom<Problem> for super::Problem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Problem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, Problem { detail : "detail", error : "error", instance :
                    "instance", invalid_fields : "invalidFields", status : "status",
                    title : "title", type_ : "type", extra : "extra" }
                )
            }
        }
        impl ::std::convert::From<super::Problem> for Problem {
            fn from(value: super::Problem) -> Self {
                Self {
                    detail: Ok(value.detail),
                    error: Ok(value.error),
                    instance: Ok(value.instance),
                    invalid_fields: Ok(value.invalid_fields),
                    status: Ok(value.status),
                    title: Ok(value.title),
                    type_: Ok(value.type_),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder for [`ResetPasswordToken`](super::ResetPasswordToken).
        #[derive(Clone, Debug)]
        pub struct ResetPasswordToken {
            credential_id: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                crate::runtime::Fault,
            >,
            expired_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                crate::runtime::Fault,
            >,
            links: ::std::result::Result<
                ::std::vec::Vec<super::Link>,
                crate::runtime::Fault,
            >,
            token: ::std::result::Result<
                ::std::option::Option<crate::Secret>,
                crate::runtime::Fault,
            >,
            username: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for ResetPasswordToken {
            fn default() -> Self {
                Self {
                    credential_id: Ok(Default::default()),
                    expired_time: Ok(Default::default()),
                    links: Ok(Default::default()),
                    token: Ok(Default::default()),
                    username: Err(crate::runtime::Fault::Missing),
                }
            }
        }
        impl ResetPasswordToken {
            /// Sets [`credential_id`](super::ResetPasswordToken::credential_id).
            pub fn credential_id(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.credential_id = crate::runtime::optional(value);
                self
            }
            /// Sets [`expired_time`](super::ResetPasswordToken::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value);
                self
            }
            /// Sets [`links`](super::ResetPasswordToken::links).
            pub fn links(
                mut self,
                value: impl crate::IntoValue<::std::vec::Vec<super::Link>>,
            ) -> Self {
                self.links = crate::runtime::defaulted(value, || Default::default());
                self
            }
            /// Sets [`token`](super::ResetPasswordToken::token).
            pub fn token(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
                self.token = crate::runtime::optional(value);
                self
            }
            /// Sets [`username`](super::ResetPasswordToken::username).
            pub fn username(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.username = crate::runtime::required(value);
                self
            }
        }
        impl ::std::convert::TryFrom<ResetPasswordToken> for super::ResetPasswordToken {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ResetPasswordToken,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, ResetPasswordToken { credential_id : "credentialId",
                    expired_time : "expiredTime", links : "_links", token : "token",
                    username : "username" }
                )
            }
        }
        impl ::std::convert::From<super::ResetPasswordToken> for ResetPasswordToken {
            fn from(value: super::ResetPasswordToken) -> Self {
                Self {
                    credential_id: Ok(value.credential_id),
                    expired_time: Ok(value.expired_time),
                    links: Ok(value.links),
                    token: Ok(value.token),
                    username: Ok(value.username),
                }
            }
        }
        /// Builder for [`ResetPasswordTokenRequest`](super::ResetPasswordTokenRequest).
        #[derive(Clone, Debug)]
        pub struct ResetPasswordTokenRequest {
            expired_time: ::std::result::Result<
                ::std::option::Option<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                crate::runtime::Fault,
            >,
            username: ::std::result::Result<
                ::std::string::String,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for ResetPasswordTokenRequest {
            fn default() -> Self {
                Self {
                    expired_time: Ok(Default::default()),
                    username: Err(crate::runtime::Fault::Missing),
                }
            }
        }
        impl ResetPasswordTokenRequest {
            /// Sets [`expired_time`](super::ResetPasswordTokenRequest::expired_time).
            pub fn expired_time(
                mut self,
                value: impl crate::IntoValue<::chrono::DateTime<::chrono::offset::Utc>>,
            ) -> Self {
                self.expired_time = crate::runtime::optional(value)
                    .map(|value| value.map(Some));
                self
            }
            /// Sets [`username`](super::ResetPasswordTokenRequest::username).
            pub fn username(
                mut self,
                value: impl crate::IntoValue<::std::string::String>,
            ) -> Self {
                self.username = crate::runtime::required(value);
                self
            }
            /// Sets [`expired_time`](super::ResetPasswordTokenRequest::expired_time) to `null`, which is not to leave it out.
            pub fn expired_time_null(mut self) -> Self {
                self.expired_time = Ok(Some(None));
                self
            }
        }
        impl ::std::convert::TryFrom<ResetPasswordTokenRequest>
        for super::ResetPasswordTokenRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ResetPasswordTokenRequest,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                crate::runtime::build!(
                    value, ResetPasswordTokenRequest { expired_time : "expiredTime",
                    username : "username" }
                )
            }
        }
        impl ::std::convert::From<super::ResetPasswordTokenRequest>
        for ResetPasswordTokenRequest {
            fn from(value: super::ResetPasswordTokenRequest) -> Self {
                Self {
                    expired_time: Ok(value.expired_time),
                    username: Ok(value.username),
                }
            }
        }
        /// Builder for [`AuthenticationTokenRequest`](super::AuthenticationTokenRequest).
        #[derive(Clone, Debug)]
        pub struct AuthenticationTokenRequest {
            value: ::std::result::Result<
                super::AuthenticationTokenRequest,
                crate::runtime::Fault,
            >,
        }
        impl ::std::default::Default for AuthenticationTokenRequest {
            fn default() -> Self {
                Self {
                    value: Err(crate::runtime::Fault::Missing),
                }
            }
        }
        impl AuthenticationTokenRequest {
            /// Chooses `mode: password` and fills in the rest.
            pub fn password<F>(self, fill: F) -> Self
            where
                F: ::std::ops::FnOnce(
                    AuthenticationTokenPasswordModeRequest,
                ) -> AuthenticationTokenPasswordModeRequest,
            {
                let filled = fill(::std::default::Default::default());
                let value = super::AuthenticationTokenPasswordModeRequest::try_from(
                        filled,
                    )
                    .map(super::AuthenticationTokenRequest::Password);
                Self {
                    value: value.map_err(::std::convert::From::from),
                }
            }
            /// Chooses `mode: passwordless` and fills in the rest.
            pub fn passwordless<F>(self, fill: F) -> Self
            where
                F: ::std::ops::FnOnce(
                    AuthenticationTokenPasswordlessModeRequest,
                ) -> AuthenticationTokenPasswordlessModeRequest,
            {
                let filled = fill(::std::default::Default::default());
                let value = super::AuthenticationTokenPasswordlessModeRequest::try_from(
                        filled,
                    )
                    .map(super::AuthenticationTokenRequest::Passwordless);
                Self {
                    value: value.map_err(::std::convert::From::from),
                }
            }
        }
        impl ::std::convert::TryFrom<AuthenticationTokenRequest>
        for super::AuthenticationTokenRequest {
            type Error = super::error::ConversionError;
            fn try_from(
                value: AuthenticationTokenRequest,
            ) -> ::std::result::Result<Self, Self::Error> {
                value
                    .value
                    .map_err(|fault| {
                        super::error::ConversionError::of_union(
                            "AuthenticationTokenRequest",
                            "mode",
                            "it is not set; call one of `password`, `passwordless`",
                            fault,
                        )
                    })
            }
        }
    }
    /// Generation of default values for serde.
    mod defaults {
        pub(super) fn default_bool<const V: bool>() -> bool {
            V
        }
    }
    /// Error types.
    pub mod error {
        pub use crate::ConversionError;
    }
    /** The kind of session.

 The API may add values; one that is not listed here is kept in `Unknown`.*/
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum CustomerJwtType {
        /// `customer`
        Customer,
        /// A value that the document does not list, as it was received.
        Unknown(::std::string::String),
    }
    impl CustomerJwtType {
        /// The value as it is sent and received.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Customer => "customer",
                Self::Unknown(value) => value,
            }
        }
    }
    impl ::std::convert::From<&str> for CustomerJwtType {
        fn from(value: &str) -> Self {
            match value {
                "customer" => Self::Customer,
                _ => Self::Unknown(value.to_owned()),
            }
        }
    }
    impl ::std::str::FromStr for CustomerJwtType {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(value.into())
        }
    }
    impl ::std::fmt::Display for CustomerJwtType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::serde::Serialize for CustomerJwtType {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for CustomerJwtType {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            crate::runtime::from_string(deserializer)
        }
    }
    /** How it is related.

 The API may add values; one that is not listed here is kept in `Unknown`.*/
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum LinkRel {
        /// `self`
        Self_,
        /// `customer`
        Customer,
        /// `targetCustomer`
        TargetCustomer,
        /// A value that the document does not list, as it was received.
        Unknown(::std::string::String),
    }
    impl LinkRel {
        /// The value as it is sent and received.
        pub fn as_str(&self) -> &str {
            match self {
                Self::Self_ => "self",
                Self::Customer => "customer",
                Self::TargetCustomer => "targetCustomer",
                Self::Unknown(value) => value,
            }
        }
    }
    impl ::std::convert::From<&str> for LinkRel {
        fn from(value: &str) -> Self {
            match value {
                "self" => Self::Self_,
                "customer" => Self::Customer,
                "targetCustomer" => Self::TargetCustomer,
                _ => Self::Unknown(value.to_owned()),
            }
        }
    }
    impl ::std::str::FromStr for LinkRel {
        type Err = ::std::convert::Infallible;
        fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
            Ok(value.into())
        }
    }
    impl ::std::fmt::Display for LinkRel {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::serde::Serialize for LinkRel {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::std::result::Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for LinkRel {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::std::result::Result<Self, D::Error> {
            crate::runtime::from_string(deserializer)
        }
    }
    /** A token that stands for a customer who is logged in.

 The member `mode` is written by the variant.*/
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
    impl AuthenticationTokenRequest {
        /// Begins a value by choosing a variant.
        pub fn builder() -> builder::AuthenticationTokenRequest {
            ::std::default::Default::default()
        }
    }
    impl ::std::convert::From<AuthenticationTokenPasswordModeRequest>
    for AuthenticationTokenRequest {
        fn from(value: AuthenticationTokenPasswordModeRequest) -> Self {
            Self::Password(value)
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for AuthenticationTokenPasswordModeRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationTokenRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(self.into()))
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for builder::AuthenticationTokenPasswordModeRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationTokenRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationTokenPasswordModeRequest::try_from(self)?.into()))
        }
    }
    impl ::std::convert::From<AuthenticationTokenPasswordlessModeRequest>
    for AuthenticationTokenRequest {
        fn from(value: AuthenticationTokenPasswordlessModeRequest) -> Self {
            Self::Passwordless(value)
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for AuthenticationTokenPasswordlessModeRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationTokenRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(self.into()))
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for builder::AuthenticationTokenPasswordlessModeRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationTokenRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationTokenPasswordlessModeRequest::try_from(self)?.into()))
        }
    }
    impl crate::runtime::Target for AclEntry {}
    impl crate::runtime::Target for AclScope {}
    impl crate::runtime::Target for AuthenticationOptions {}
    impl crate::runtime::Target for AuthenticationOptionsRequest {}
    impl crate::runtime::Target for AuthenticationToken {}
    impl crate::runtime::Target for AuthenticationTokenPasswordModeRequest {}
    impl crate::runtime::Target for AuthenticationTokenPasswordlessModeRequest {}
    impl crate::runtime::Target for Credential {}
    impl crate::runtime::Target for CredentialRequest {}
    impl crate::runtime::Target for CustomerJwt {}
    impl crate::runtime::Target for CustomerJwtRequest {}
    impl crate::runtime::Target for InvalidField {}
    impl crate::runtime::Target for Link {}
    impl crate::runtime::Target for Problem {}
    impl crate::runtime::Target for ResetPasswordToken {}
    impl crate::runtime::Target for ResetPasswordTokenRequest {}
    impl crate::runtime::Target for CustomerJwtType {}
    impl crate::runtime::Target for LinkRel {}
    impl crate::runtime::Target for AuthenticationTokenRequest {}
    impl crate::IntoValue<AclEntry> for builder::AclEntry {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AclEntry>,
            crate::runtime::Fault,
        > {
            Ok(Some(AclEntry::try_from(self)?))
        }
    }
    impl crate::IntoValue<AclScope> for builder::AclScope {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AclScope>,
            crate::runtime::Fault,
        > {
            Ok(Some(AclScope::try_from(self)?))
        }
    }
    impl crate::IntoValue<AuthenticationOptions> for builder::AuthenticationOptions {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationOptions>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationOptions::try_from(self)?))
        }
    }
    impl crate::IntoValue<AuthenticationOptionsRequest>
    for builder::AuthenticationOptionsRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationOptionsRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationOptionsRequest::try_from(self)?))
        }
    }
    impl crate::IntoValue<AuthenticationToken> for builder::AuthenticationToken {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationToken>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationToken::try_from(self)?))
        }
    }
    impl crate::IntoValue<AuthenticationTokenPasswordModeRequest>
    for builder::AuthenticationTokenPasswordModeRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationTokenPasswordModeRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationTokenPasswordModeRequest::try_from(self)?))
        }
    }
    impl crate::IntoValue<AuthenticationTokenPasswordlessModeRequest>
    for builder::AuthenticationTokenPasswordlessModeRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationTokenPasswordlessModeRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationTokenPasswordlessModeRequest::try_from(self)?))
        }
    }
    impl crate::IntoValue<Credential> for builder::Credential {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<Credential>,
            crate::runtime::Fault,
        > {
            Ok(Some(Credential::try_from(self)?))
        }
    }
    impl crate::IntoValue<CredentialRequest> for builder::CredentialRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<CredentialRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(CredentialRequest::try_from(self)?))
        }
    }
    impl crate::IntoValue<CustomerJwt> for builder::CustomerJwt {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<CustomerJwt>,
            crate::runtime::Fault,
        > {
            Ok(Some(CustomerJwt::try_from(self)?))
        }
    }
    impl crate::IntoValue<CustomerJwtRequest> for builder::CustomerJwtRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<CustomerJwtRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(CustomerJwtRequest::try_from(self)?))
        }
    }
    impl crate::IntoValue<InvalidField> for builder::InvalidField {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<InvalidField>,
            crate::runtime::Fault,
        > {
            Ok(Some(InvalidField::try_from(self)?))
        }
    }
    impl crate::IntoValue<Link> for builder::Link {
        fn into_value(
            self,
        ) -> ::std::result::Result<::std::option::Option<Link>, crate::runtime::Fault> {
            Ok(Some(Link::try_from(self)?))
        }
    }
    impl crate::IntoValue<Problem> for builder::Problem {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<Problem>,
            crate::runtime::Fault,
        > {
            Ok(Some(Problem::try_from(self)?))
        }
    }
    impl crate::IntoValue<ResetPasswordToken> for builder::ResetPasswordToken {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<ResetPasswordToken>,
            crate::runtime::Fault,
        > {
            Ok(Some(ResetPasswordToken::try_from(self)?))
        }
    }
    impl crate::IntoValue<ResetPasswordTokenRequest>
    for builder::ResetPasswordTokenRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<ResetPasswordTokenRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(ResetPasswordTokenRequest::try_from(self)?))
        }
    }
    impl crate::IntoValue<AuthenticationTokenRequest>
    for builder::AuthenticationTokenRequest {
        fn into_value(
            self,
        ) -> ::std::result::Result<
            ::std::option::Option<AuthenticationTokenRequest>,
            crate::runtime::Fault,
        > {
            Ok(Some(AuthenticationTokenRequest::try_from(self)?))
        }
    }
}
impl Client {
    /** Read the authentication options: `GET /authentication-options`

 The operation `GetAuthenticationOption`. Set its parameters on what this returns, then call [`send`](builder::GetAuthenticationOption::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.get_authentication_option().send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "GetAuthenticationOption")]
    pub fn get_authentication_option(&self) -> builder::GetAuthenticationOption<'_> {
        builder::GetAuthenticationOption::new(self)
    }
    /** Change the authentication options: `PUT /authentication-options`

 The operation `PutAuthenticationOption`. Set its parameters on what this returns, then call [`send`](builder::PutAuthenticationOption::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, body: rebilly_customer_auth::types::AuthenticationOptionsRequest) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.put_authentication_option().body(body).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "PutAuthenticationOption")]
    pub fn put_authentication_option(&self) -> builder::PutAuthenticationOption<'_> {
        builder::PutAuthenticationOption::new(self)
    }
    /** List authentication tokens: `GET /authentication-tokens`

 The operation `GetAuthenticationTokenCollection`. Set its parameters on what this returns, then call [`send`](builder::GetAuthenticationTokenCollection::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.get_authentication_token_collection().send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "GetAuthenticationTokenCollection")]
    pub fn get_authentication_token_collection(
        &self,
    ) -> builder::GetAuthenticationTokenCollection<'_> {
        builder::GetAuthenticationTokenCollection::new(self)
    }
    /** Log a customer in: `POST /authentication-tokens`

 The operation `PostAuthenticationToken`. Set its parameters on what this returns, then call [`send`](builder::PostAuthenticationToken::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, body: rebilly_customer_auth::types::AuthenticationTokenRequest) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.post_authentication_token().body(body).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "PostAuthenticationToken")]
    #[doc(alias = "login")]
    #[doc(alias = "log in")]
    #[doc(alias = "sign in")]
    pub fn post_authentication_token(&self) -> builder::PostAuthenticationToken<'_> {
        builder::PostAuthenticationToken::new(self)
    }
    /** Verify an authentication token: `GET /authentication-tokens/{token}`

 The operation `GetAuthenticationTokenVerification`. Set its parameters on what this returns, then call [`send`](builder::GetAuthenticationTokenVerification::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, token: &str) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.get_authentication_token_verification().token(token).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "GetAuthenticationTokenVerification")]
    #[doc(alias = "verify")]
    #[doc(alias = "validate")]
    pub fn get_authentication_token_verification(
        &self,
    ) -> builder::GetAuthenticationTokenVerification<'_> {
        builder::GetAuthenticationTokenVerification::new(self)
    }
    /** Log a customer out: `DELETE /authentication-tokens/{token}`

 The operation `DeleteAuthenticationToken`. Set its parameters on what this returns, then call [`send`](builder::DeleteAuthenticationToken::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, token: &str) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.delete_authentication_token().token(token).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "DeleteAuthenticationToken")]
    #[doc(alias = "logout")]
    #[doc(alias = "log out")]
    #[doc(alias = "sign out")]
    pub fn delete_authentication_token(&self) -> builder::DeleteAuthenticationToken<'_> {
        builder::DeleteAuthenticationToken::new(self)
    }
    /** Exchange an authentication token for a customer JWT: `POST /authentication-tokens/{token}/exchange`

 The operation `PostAuthenticationTokenExchange`. Set its parameters on what this returns, then call [`send`](builder::PostAuthenticationTokenExchange::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, token: &str, body: rebilly_customer_auth::types::CustomerJwtRequest) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.post_authentication_token_exchange().token(token).body(body).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "PostAuthenticationTokenExchange")]
    #[doc(alias = "session")]
    #[doc(alias = "jwt")]
    #[doc(alias = "otp")]
    pub fn post_authentication_token_exchange(
        &self,
    ) -> builder::PostAuthenticationTokenExchange<'_> {
        builder::PostAuthenticationTokenExchange::new(self)
    }
    /** List credentials: `GET /credentials`

 The operation `GetCredentialCollection`. Set its parameters on what this returns, then call [`send`](builder::GetCredentialCollection::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.get_credential_collection().send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "GetCredentialCollection")]
    pub fn get_credential_collection(&self) -> builder::GetCredentialCollection<'_> {
        builder::GetCredentialCollection::new(self)
    }
    /** Create a credential: `POST /credentials`

 The operation `PostCredential`. Set its parameters on what this returns, then call [`send`](builder::PostCredential::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, body: rebilly_customer_auth::types::CredentialRequest) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.post_credential().body(body).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "PostCredential")]
    #[doc(alias = "register")]
    #[doc(alias = "sign up")]
    pub fn post_credential(&self) -> builder::PostCredential<'_> {
        builder::PostCredential::new(self)
    }
    /** Read a credential: `GET /credentials/{id}`

 The operation `GetCredential`. Set its parameters on what this returns, then call [`send`](builder::GetCredential::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.get_credential().id(id).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "GetCredential")]
    pub fn get_credential(&self) -> builder::GetCredential<'_> {
        builder::GetCredential::new(self)
    }
    /** Create or update a credential with this ID: `PUT /credentials/{id}`

 The operation `PutCredential`. Set its parameters on what this returns, then call [`send`](builder::PutCredential::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, id: &str, body: rebilly_customer_auth::types::CredentialRequest) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.put_credential().id(id).body(body).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "PutCredential")]
    pub fn put_credential(&self) -> builder::PutCredential<'_> {
        builder::PutCredential::new(self)
    }
    /** Delete a credential: `DELETE /credentials/{id}`

 The operation `DeleteCredential`. Set its parameters on what this returns, then call [`send`](builder::DeleteCredential::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.delete_credential().id(id).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "DeleteCredential")]
    pub fn delete_credential(&self) -> builder::DeleteCredential<'_> {
        builder::DeleteCredential::new(self)
    }
    /** List reset-password tokens: `GET /password-tokens`

 The operation `GetPasswordTokenCollection`. Set its parameters on what this returns, then call [`send`](builder::GetPasswordTokenCollection::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.get_password_token_collection().send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "GetPasswordTokenCollection")]
    pub fn get_password_token_collection(
        &self,
    ) -> builder::GetPasswordTokenCollection<'_> {
        builder::GetPasswordTokenCollection::new(self)
    }
    /** Create a reset-password token: `POST /password-tokens`

 The operation `PostPasswordToken`. Set its parameters on what this returns, then call [`send`](builder::PostPasswordToken::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, body: rebilly_customer_auth::types::ResetPasswordTokenRequest) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.post_password_token().body(body).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "PostPasswordToken")]
    #[doc(alias = "forgot password")]
    #[doc(alias = "reset password")]
    pub fn post_password_token(&self) -> builder::PostPasswordToken<'_> {
        builder::PostPasswordToken::new(self)
    }
    /** Read a reset-password token: `GET /password-tokens/{id}`

 The operation `GetPasswordToken`. Set its parameters on what this returns, then call [`send`](builder::GetPasswordToken::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.get_password_token().id(id).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "GetPasswordToken")]
    pub fn get_password_token(&self) -> builder::GetPasswordToken<'_> {
        builder::GetPasswordToken::new(self)
    }
    /** Delete a reset-password token: `DELETE /password-tokens/{id}`

 The operation `DeletePasswordToken`. Set its parameters on what this returns, then call [`send`](builder::DeletePasswordToken::send).

 # Examples
 ```no_run
 # async fn example(client: rebilly_customer_auth::Client, id: &str) -> Result<(), rebilly_customer_auth::Error> {
 let response = client.delete_password_token().id(id).send().await?;
 # Ok(())
 # }
 ```*/
    #[doc(alias = "DeletePasswordToken")]
    pub fn delete_password_token(&self) -> builder::DeletePasswordToken<'_> {
        builder::DeletePasswordToken::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;
    #[allow(unused_imports)]
    use crate::runtime::{
        Error, Fault, QueryParam, RequestUrl, ResponseValue, call, header_parameter,
    };
    /// A call of `GetAuthenticationOption`: Read the authentication options.
    #[derive(Debug, Clone)]
    pub struct GetAuthenticationOption<'a> {
        client: &'a super::Client,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> GetAuthenticationOption<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                organization_id: Ok(None),
            }
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `GET /authentication-options` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403` for it.*/
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<::std::vec::Vec<types::AuthenticationOptions>>,
            Error,
        > {
            call(
                    self.client,
                    &super::OPERATIONS[0usize],
                    async move {
                        let Self { client, organization_id } = self;
                        let (organization_id,) = match (organization_id,) {
                            (Ok(organization_id),) => (organization_id,),
                            (organization_id,) => {
                                return Err(
                                    Error::faults([("Organization-Id", organization_id.err())]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/authentication-options")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client.client.get(url).build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[0usize], &make)
                            .await?;
                        ResponseValue::from_one_or_many(answer)
                    },
                )
                .await
        }
    }
    /// A call of `PutAuthenticationOption`: Change the authentication options.
    #[derive(Debug, Clone)]
    pub struct PutAuthenticationOption<'a> {
        client: &'a super::Client,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
        body: Result<
            types::builder::AuthenticationOptionsRequest,
            crate::runtime::Fault,
        >,
    }
    impl<'a> PutAuthenticationOption<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                organization_id: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /// The new options. Takes the place of what was set before.
        pub fn body(
            mut self,
            value: impl crate::IntoValue<types::AuthenticationOptionsRequest>,
        ) -> Self {
            self.body = crate::runtime::required(value).map(::std::convert::From::from);
            self
        }
        /// Fills the body in: the closure gets its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::AuthenticationOptionsRequest,
            ) -> types::builder::AuthenticationOptionsRequest,
        {
            self.body = self.body.map(f);
            self
        }
        /** Sends `PUT /authentication-options` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `422`, `429` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AuthenticationOptions>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[1usize],
                    async move {
                        let Self { client, organization_id, body } = self;
                        let body = body
                            .and_then(|builder| {
                                types::AuthenticationOptionsRequest::try_from(builder)
                                    .map_err(Fault::from)
                            });
                        let (organization_id, body) = match (organization_id, body) {
                            (Ok(organization_id), Ok(body)) => (organization_id, body),
                            (organization_id, body) => {
                                return Err(
                                    Error::faults([
                                        ("Organization-Id", organization_id.err()),
                                        ("body", body.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/authentication-options")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .put(url)
                                .json(&body)
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[1usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `GetAuthenticationTokenCollection`: List authentication tokens.
    #[derive(Debug, Clone)]
    pub struct GetAuthenticationTokenCollection<'a> {
        client: &'a super::Client,
        limit: Result<Option<u64>, crate::runtime::Fault>,
        offset: Result<Option<u64>, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> GetAuthenticationTokenCollection<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                offset: Ok(None),
                organization_id: Ok(None),
            }
        }
        /// The most items that a page may hold.
        pub fn limit(mut self, value: impl crate::IntoValue<u64>) -> Self {
            self.limit = crate::runtime::optional(value);
            self
        }
        /// How many items to pass over before the page begins.
        pub fn offset(mut self, value: impl crate::IntoValue<u64>) -> Self {
            self.offset = crate::runtime::optional(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `GET /authentication-tokens` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::vec::Vec<types::AuthenticationToken>>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[2usize],
                    async move {
                        let Self { client, limit, offset, organization_id } = self;
                        let (limit, offset, organization_id) = match (
                            limit,
                            offset,
                            organization_id,
                        ) {
                            (Ok(limit), Ok(offset), Ok(organization_id)) => {
                                (limit, offset, organization_id)
                            }
                            (limit, offset, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("limit", limit.err()),
                                        ("offset", offset.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/authentication-tokens")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .get(url)
                                .query(&QueryParam::new("limit", &limit))
                                .query(&QueryParam::new("offset", &offset))
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[2usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `PostAuthenticationToken`: Log a customer in.
    #[derive(Debug, Clone)]
    pub struct PostAuthenticationToken<'a> {
        client: &'a super::Client,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
        body: Result<crate::types::AuthenticationTokenRequest, crate::runtime::Fault>,
    }
    impl<'a> PostAuthenticationToken<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                organization_id: Ok(None),
                body: Err(crate::runtime::Fault::Missing),
            }
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /// How the customer logs in. Takes the place of what was set before.
        pub fn body(
            mut self,
            value: impl crate::IntoValue<crate::types::AuthenticationTokenRequest>,
        ) -> Self {
            self.body = crate::runtime::required(value);
            self
        }
        /// Fills the body in: the closure gets its builder.
        pub fn body_map<F>(self, f: F) -> Self
        where
            F: ::std::ops::FnOnce(
                types::builder::AuthenticationTokenRequest,
            ) -> types::builder::AuthenticationTokenRequest,
        {
            self.body(f(::std::default::Default::default()))
        }
        /** Sends `POST /authentication-tokens` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `422`, `429` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AuthenticationToken>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[3usize],
                    async move {
                        let Self { client, organization_id, body } = self;
                        let (organization_id, body) = match (organization_id, body) {
                            (Ok(organization_id), Ok(body)) => (organization_id, body),
                            (organization_id, body) => {
                                return Err(
                                    Error::faults([
                                        ("Organization-Id", organization_id.err()),
                                        ("body", body.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/authentication-tokens")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .post(url)
                                .json(&body)
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[3usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `GetAuthenticationTokenVerification`: Verify an authentication token.
    #[derive(Debug, Clone)]
    pub struct GetAuthenticationTokenVerification<'a> {
        client: &'a super::Client,
        token: Result<crate::Secret, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> GetAuthenticationTokenVerification<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                token: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
            }
        }
        /// The authentication token.
        pub fn token(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
            self.token = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `GET /authentication-tokens/{token}` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `404` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::AuthenticationToken>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[4usize],
                    async move {
                        let Self { client, token, organization_id } = self;
                        let (token, organization_id) = match (token, organization_id) {
                            (Ok(token), Ok(organization_id)) => (token, organization_id),
                            (token, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("token", token.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/authentication-tokens/")
                                .segment("token", &token)?
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client.client.get(url).build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[4usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `DeleteAuthenticationToken`: Log a customer out.
    #[derive(Debug, Clone)]
    pub struct DeleteAuthenticationToken<'a> {
        client: &'a super::Client,
        token: Result<crate::Secret, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> DeleteAuthenticationToken<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                token: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
            }
        }
        /// The authentication token.
        pub fn token(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
            self.token = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `DELETE /authentication-tokens/{token}` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `404`, `429` for it.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[5usize],
                    async move {
                        let Self { client, token, organization_id } = self;
                        let (token, organization_id) = match (token, organization_id) {
                            (Ok(token), Ok(organization_id)) => (token, organization_id),
                            (token, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("token", token.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/authentication-tokens/")
                                .segment("token", &token)?
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client.client.delete(url).build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[5usize], &make)
                            .await?;
                        ResponseValue::empty(answer)
                    },
                )
                .await
        }
    }
    /// A call of `PostAuthenticationTokenExchange`: Exchange an authentication token for a customer JWT.
    #[derive(Debug, Clone)]
    pub struct PostAuthenticationTokenExchange<'a> {
        client: &'a super::Client,
        token: Result<crate::Secret, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
        body: Result<types::builder::CustomerJwtRequest, crate::runtime::Fault>,
    }
    impl<'a> PostAuthenticationTokenExchange<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                token: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        /// The authentication token.
        pub fn token(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
            self.token = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /// What the session may do and how long it lasts. Takes the place of what was set before.
        pub fn body(
            mut self,
            value: impl crate::IntoValue<types::CustomerJwtRequest>,
        ) -> Self {
            self.body = crate::runtime::required(value).map(::std::convert::From::from);
            self
        }
        /// Fills the body in: the closure gets its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::CustomerJwtRequest,
            ) -> types::builder::CustomerJwtRequest,
        {
            self.body = self.body.map(f);
            self
        }
        /** Sends `POST /authentication-tokens/{token}/exchange` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `404`, `429` for it.*/
        pub async fn send(self) -> Result<ResponseValue<types::CustomerJwt>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[6usize],
                    async move {
                        let Self { client, token, organization_id, body } = self;
                        let body = body
                            .and_then(|builder| {
                                types::CustomerJwtRequest::try_from(builder)
                                    .map_err(Fault::from)
                            });
                        let (token, organization_id, body) = match (
                            token,
                            organization_id,
                            body,
                        ) {
                            (Ok(token), Ok(organization_id), Ok(body)) => {
                                (token, organization_id, body)
                            }
                            (token, organization_id, body) => {
                                return Err(
                                    Error::faults([
                                        ("token", token.err()),
                                        ("Organization-Id", organization_id.err()),
                                        ("body", body.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/authentication-tokens/")
                                .segment("token", &token)?
                                .literal("/exchange")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .post(url)
                                .json(&body)
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[6usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `GetCredentialCollection`: List credentials.
    #[derive(Debug, Clone)]
    pub struct GetCredentialCollection<'a> {
        client: &'a super::Client,
        limit: Result<Option<u64>, crate::runtime::Fault>,
        offset: Result<Option<u64>, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> GetCredentialCollection<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                offset: Ok(None),
                organization_id: Ok(None),
            }
        }
        /// The most items that a page may hold.
        pub fn limit(mut self, value: impl crate::IntoValue<u64>) -> Self {
            self.limit = crate::runtime::optional(value);
            self
        }
        /// How many items to pass over before the page begins.
        pub fn offset(mut self, value: impl crate::IntoValue<u64>) -> Self {
            self.offset = crate::runtime::optional(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `GET /credentials` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::vec::Vec<types::Credential>>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[7usize],
                    async move {
                        let Self { client, limit, offset, organization_id } = self;
                        let (limit, offset, organization_id) = match (
                            limit,
                            offset,
                            organization_id,
                        ) {
                            (Ok(limit), Ok(offset), Ok(organization_id)) => {
                                (limit, offset, organization_id)
                            }
                            (limit, offset, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("limit", limit.err()),
                                        ("offset", offset.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/credentials")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .get(url)
                                .query(&QueryParam::new("limit", &limit))
                                .query(&QueryParam::new("offset", &offset))
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[7usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `PostCredential`: Create a credential.
    #[derive(Debug, Clone)]
    pub struct PostCredential<'a> {
        client: &'a super::Client,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
        body: Result<types::builder::CredentialRequest, crate::runtime::Fault>,
    }
    impl<'a> PostCredential<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                organization_id: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /// The credential. Takes the place of what was set before.
        pub fn body(
            mut self,
            value: impl crate::IntoValue<types::CredentialRequest>,
        ) -> Self {
            self.body = crate::runtime::required(value).map(::std::convert::From::from);
            self
        }
        /// Fills the body in: the closure gets its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::CredentialRequest,
            ) -> types::builder::CredentialRequest,
        {
            self.body = self.body.map(f);
            self
        }
        /** Sends `POST /credentials` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `422`, `429` for it.*/
        pub async fn send(self) -> Result<ResponseValue<types::Credential>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[8usize],
                    async move {
                        let Self { client, organization_id, body } = self;
                        let body = body
                            .and_then(|builder| {
                                types::CredentialRequest::try_from(builder)
                                    .map_err(Fault::from)
                            });
                        let (organization_id, body) = match (organization_id, body) {
                            (Ok(organization_id), Ok(body)) => (organization_id, body),
                            (organization_id, body) => {
                                return Err(
                                    Error::faults([
                                        ("Organization-Id", organization_id.err()),
                                        ("body", body.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/credentials")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .post(url)
                                .json(&body)
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[8usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `GetCredential`: Read a credential.
    #[derive(Debug, Clone)]
    pub struct GetCredential<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> GetCredential<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
            }
        }
        /// The credential's ID.
        pub fn id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.id = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `GET /credentials/{id}` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `404` for it.*/
        pub async fn send(self) -> Result<ResponseValue<types::Credential>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[9usize],
                    async move {
                        let Self { client, id, organization_id } = self;
                        let (id, organization_id) = match (id, organization_id) {
                            (Ok(id), Ok(organization_id)) => (id, organization_id),
                            (id, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("id", id.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/credentials/")
                                .segment("id", &id)?
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client.client.get(url).build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[9usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `PutCredential`: Create or update a credential with this ID.
    #[derive(Debug, Clone)]
    pub struct PutCredential<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
        body: Result<types::builder::CredentialRequest, crate::runtime::Fault>,
    }
    impl<'a> PutCredential<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        /// The credential's ID.
        pub fn id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.id = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /// The credential. Takes the place of what was set before.
        pub fn body(
            mut self,
            value: impl crate::IntoValue<types::CredentialRequest>,
        ) -> Self {
            self.body = crate::runtime::required(value).map(::std::convert::From::from);
            self
        }
        /// Fills the body in: the closure gets its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::CredentialRequest,
            ) -> types::builder::CredentialRequest,
        {
            self.body = self.body.map(f);
            self
        }
        /** Sends `PUT /credentials/{id}` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `404`, `422`, `429` for it.*/
        pub async fn send(self) -> Result<ResponseValue<types::Credential>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[10usize],
                    async move {
                        let Self { client, id, organization_id, body } = self;
                        let body = body
                            .and_then(|builder| {
                                types::CredentialRequest::try_from(builder)
                                    .map_err(Fault::from)
                            });
                        let (id, organization_id, body) = match (
                            id,
                            organization_id,
                            body,
                        ) {
                            (Ok(id), Ok(organization_id), Ok(body)) => {
                                (id, organization_id, body)
                            }
                            (id, organization_id, body) => {
                                return Err(
                                    Error::faults([
                                        ("id", id.err()),
                                        ("Organization-Id", organization_id.err()),
                                        ("body", body.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/credentials/")
                                .segment("id", &id)?
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .put(url)
                                .json(&body)
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[10usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `DeleteCredential`: Delete a credential.
    #[derive(Debug, Clone)]
    pub struct DeleteCredential<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> DeleteCredential<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
            }
        }
        /// The credential's ID.
        pub fn id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.id = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `DELETE /credentials/{id}` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `404`, `429` for it.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[11usize],
                    async move {
                        let Self { client, id, organization_id } = self;
                        let (id, organization_id) = match (id, organization_id) {
                            (Ok(id), Ok(organization_id)) => (id, organization_id),
                            (id, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("id", id.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/credentials/")
                                .segment("id", &id)?
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client.client.delete(url).build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[11usize], &make)
                            .await?;
                        ResponseValue::empty(answer)
                    },
                )
                .await
        }
    }
    /// A call of `GetPasswordTokenCollection`: List reset-password tokens.
    #[derive(Debug, Clone)]
    pub struct GetPasswordTokenCollection<'a> {
        client: &'a super::Client,
        limit: Result<Option<u64>, crate::runtime::Fault>,
        offset: Result<Option<u64>, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> GetPasswordTokenCollection<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                offset: Ok(None),
                organization_id: Ok(None),
            }
        }
        /// The most items that a page may hold.
        pub fn limit(mut self, value: impl crate::IntoValue<u64>) -> Self {
            self.limit = crate::runtime::optional(value);
            self
        }
        /// How many items to pass over before the page begins.
        pub fn offset(mut self, value: impl crate::IntoValue<u64>) -> Self {
            self.offset = crate::runtime::optional(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `GET /password-tokens` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::vec::Vec<types::ResetPasswordToken>>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[12usize],
                    async move {
                        let Self { client, limit, offset, organization_id } = self;
                        let (limit, offset, organization_id) = match (
                            limit,
                            offset,
                            organization_id,
                        ) {
                            (Ok(limit), Ok(offset), Ok(organization_id)) => {
                                (limit, offset, organization_id)
                            }
                            (limit, offset, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("limit", limit.err()),
                                        ("offset", offset.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/password-tokens")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .get(url)
                                .query(&QueryParam::new("limit", &limit))
                                .query(&QueryParam::new("offset", &offset))
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[12usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `PostPasswordToken`: Create a reset-password token.
    #[derive(Debug, Clone)]
    pub struct PostPasswordToken<'a> {
        client: &'a super::Client,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
        body: Result<types::builder::ResetPasswordTokenRequest, crate::runtime::Fault>,
    }
    impl<'a> PostPasswordToken<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                organization_id: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /// Whose password is to be reset. Takes the place of what was set before.
        pub fn body(
            mut self,
            value: impl crate::IntoValue<types::ResetPasswordTokenRequest>,
        ) -> Self {
            self.body = crate::runtime::required(value).map(::std::convert::From::from);
            self
        }
        /// Fills the body in: the closure gets its builder.
        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::ResetPasswordTokenRequest,
            ) -> types::builder::ResetPasswordTokenRequest,
        {
            self.body = self.body.map(f);
            self
        }
        /** Sends `POST /password-tokens` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `422`, `429` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ResetPasswordToken>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[13usize],
                    async move {
                        let Self { client, organization_id, body } = self;
                        let body = body
                            .and_then(|builder| {
                                types::ResetPasswordTokenRequest::try_from(builder)
                                    .map_err(Fault::from)
                            });
                        let (organization_id, body) = match (organization_id, body) {
                            (Ok(organization_id), Ok(body)) => (organization_id, body),
                            (organization_id, body) => {
                                return Err(
                                    Error::faults([
                                        ("Organization-Id", organization_id.err()),
                                        ("body", body.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/password-tokens")
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client
                                .client
                                .post(url)
                                .json(&body)
                                .build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[13usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `GetPasswordToken`: Read a reset-password token.
    #[derive(Debug, Clone)]
    pub struct GetPasswordToken<'a> {
        client: &'a super::Client,
        id: Result<crate::Secret, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> GetPasswordToken<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
            }
        }
        /// The reset-password token.
        pub fn id(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
            self.id = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `GET /password-tokens/{id}` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `404` for it.*/
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::ResetPasswordToken>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[14usize],
                    async move {
                        let Self { client, id, organization_id } = self;
                        let (id, organization_id) = match (id, organization_id) {
                            (Ok(id), Ok(organization_id)) => (id, organization_id),
                            (id, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("id", id.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/password-tokens/")
                                .segment("id", &id)?
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client.client.get(url).build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[14usize], &make)
                            .await?;
                        ResponseValue::from_answer(answer)
                    },
                )
                .await
        }
    }
    /// A call of `DeletePasswordToken`: Delete a reset-password token.
    #[derive(Debug, Clone)]
    pub struct DeletePasswordToken<'a> {
        client: &'a super::Client,
        id: Result<crate::Secret, crate::runtime::Fault>,
        organization_id: Result<Option<::std::string::String>, crate::runtime::Fault>,
    }
    impl<'a> DeletePasswordToken<'a> {
        pub(super) fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err(crate::runtime::Fault::Missing),
                organization_id: Ok(None),
            }
        }
        /// The reset-password token.
        pub fn id(mut self, value: impl crate::IntoValue<crate::Secret>) -> Self {
            self.id = crate::runtime::required(value);
            self
        }
        /// The organization that the request is for. The key's default organization when left out.
        pub fn organization_id(
            mut self,
            value: impl crate::IntoValue<::std::string::String>,
        ) -> Self {
            self.organization_id = crate::runtime::optional(value);
            self
        }
        /** Sends `DELETE /password-tokens/{id}` and reads the answer.

 # Errors
 Any [`Error`](crate::Error): see [`Kind`](crate::Kind) for what each kind asks of you. The document lists `401`, `403`, `404`, `409`, `429` for it.*/
        pub async fn send(self) -> Result<ResponseValue<()>, Error> {
            call(
                    self.client,
                    &super::OPERATIONS[15usize],
                    async move {
                        let Self { client, id, organization_id } = self;
                        let (id, organization_id) = match (id, organization_id) {
                            (Ok(id), Ok(organization_id)) => (id, organization_id),
                            (id, organization_id) => {
                                return Err(
                                    Error::faults([
                                        ("id", id.err()),
                                        ("Organization-Id", organization_id.err()),
                                    ]),
                                );
                            }
                        };
                        let make = || -> ::std::result::Result<
                            ::reqwest::Request,
                            Error,
                        > {
                            let url = RequestUrl::of(client)
                                .literal("/password-tokens/")
                                .segment("id", &id)?
                                .into_url();
                            #[allow(unused_mut)]
                            let mut request = client.client.delete(url).build()?;
                            let header_map = request.headers_mut();
                            if let Some(value) = &organization_id {
                                header_map
                                    .insert(
                                        "Organization-Id",
                                        header_parameter("Organization-Id", &value)?,
                                    );
                            }
                            Ok(request)
                        };
                        let answer = client
                            .execute(&super::OPERATIONS[15usize], &make)
                            .await?;
                        ResponseValue::empty(answer)
                    },
                )
                .await
        }
    }
    impl crate::pagination::Call for GetAuthenticationTokenCollection<'_> {
        type Item = types::AuthenticationToken;
        fn operation(&self) -> &'static crate::Operation {
            &super::OPERATIONS[2usize]
        }
        fn window(&self) -> crate::pagination::Window {
            crate::pagination::Window {
                limit: self.limit.clone().unwrap_or_default(),
                offset: self.offset.clone().unwrap_or_default(),
            }
        }
        fn page_at(self) -> crate::pagination::PageAt<Self::Item> {
            let Self { client, limit, offset, organization_id } = self;
            let client = client.clone();
            ::std::boxed::Box::new(move |at| {
                let client = client.clone();
                let limit = limit.clone();
                let offset = offset.clone();
                let organization_id = organization_id.clone();
                ::std::boxed::Box::pin(async move {
                    let call = GetAuthenticationTokenCollection {
                        client: &client,
                        limit,
                        offset,
                        organization_id,
                    };
                    match at {
                        Some(at) => call.offset(at).send().await,
                        None => call.send().await,
                    }
                })
            })
        }
    }
    impl crate::pagination::Call for GetCredentialCollection<'_> {
        type Item = types::Credential;
        fn operation(&self) -> &'static crate::Operation {
            &super::OPERATIONS[7usize]
        }
        fn window(&self) -> crate::pagination::Window {
            crate::pagination::Window {
                limit: self.limit.clone().unwrap_or_default(),
                offset: self.offset.clone().unwrap_or_default(),
            }
        }
        fn page_at(self) -> crate::pagination::PageAt<Self::Item> {
            let Self { client, limit, offset, organization_id } = self;
            let client = client.clone();
            ::std::boxed::Box::new(move |at| {
                let client = client.clone();
                let limit = limit.clone();
                let offset = offset.clone();
                let organization_id = organization_id.clone();
                ::std::boxed::Box::pin(async move {
                    let call = GetCredentialCollection {
                        client: &client,
                        limit,
                        offset,
                        organization_id,
                    };
                    match at {
                        Some(at) => call.offset(at).send().await,
                        None => call.send().await,
                    }
                })
            })
        }
    }
    impl crate::pagination::Call for GetPasswordTokenCollection<'_> {
        type Item = types::ResetPasswordToken;
        fn operation(&self) -> &'static crate::Operation {
            &super::OPERATIONS[12usize]
        }
        fn window(&self) -> crate::pagination::Window {
            crate::pagination::Window {
                limit: self.limit.clone().unwrap_or_default(),
                offset: self.offset.clone().unwrap_or_default(),
            }
        }
        fn page_at(self) -> crate::pagination::PageAt<Self::Item> {
            let Self { client, limit, offset, organization_id } = self;
            let client = client.clone();
            ::std::boxed::Box::new(move |at| {
                let client = client.clone();
                let limit = limit.clone();
                let offset = offset.clone();
                let organization_id = organization_id.clone();
                ::std::boxed::Box::pin(async move {
                    let call = GetPasswordTokenCollection {
                        client: &client,
                        limit,
                        offset,
                        organization_id,
                    };
                    match at {
                        Some(at) => call.offset(at).send().await,
                        None => call.send().await,
                    }
                })
            })
        }
    }
}
