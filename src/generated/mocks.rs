/// The expectations and the response of each operation's mock. `into_inner()` returns httpmock's own type, for everything that the spec does not define.
#[allow(missing_docs, clippy::all, rustdoc::all)]
pub mod operations {
    use crate::types;
    /// The expectations of a mock of `GetAuthenticationOption`.
    pub struct GetAuthenticationOptionWhen(::httpmock::When);
    impl GetAuthenticationOptionWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::GET),
                    "/authentication-options",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `GetAuthenticationOption`.
    pub struct GetAuthenticationOptionThen(::httpmock::Then);
    impl GetAuthenticationOptionThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &[types::AuthenticationOptions]) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &[types::AuthenticationOptions]) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `PutAuthenticationOption`.
    pub struct PutAuthenticationOptionWhen(::httpmock::When);
    impl PutAuthenticationOptionWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::PUT),
                    "/authentication-options",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::AuthenticationOptionsRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    /// The response of a mock of `PutAuthenticationOption`.
    pub struct PutAuthenticationOptionThen(::httpmock::Then);
    impl PutAuthenticationOptionThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::AuthenticationOptions) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &types::AuthenticationOptions) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 422 Unprocessable Entity.
        pub fn unprocessable_entity(self, value: &types::Problem) -> Self {
            self.client_error(422u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `GetAuthenticationTokenCollection`.
    pub struct GetAuthenticationTokenCollectionWhen(::httpmock::When);
    impl GetAuthenticationTokenCollectionWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::GET),
                    "/authentication-tokens",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `limit` in the query, or with `None` that it is absent.
        pub fn limit<T>(self, value: T) -> Self
        where
            T: Into<Option<u64>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.query_param("limit", value.to_string()),
                    None => self.0.query_param_missing("limit"),
                },
            )
        }
        /// Expects this `offset` in the query, or with `None` that it is absent.
        pub fn offset<T>(self, value: T) -> Self
        where
            T: Into<Option<u64>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.query_param("offset", value.to_string()),
                    None => self.0.query_param_missing("offset"),
                },
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `GetAuthenticationTokenCollection`.
    pub struct GetAuthenticationTokenCollectionThen(::httpmock::Then);
    impl GetAuthenticationTokenCollectionThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &[types::AuthenticationToken]) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &[types::AuthenticationToken]) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `PostAuthenticationToken`.
    pub struct PostAuthenticationTokenWhen(::httpmock::When);
    impl PostAuthenticationTokenWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::POST),
                    "/authentication-tokens",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
        /// Expects exactly this body.
        pub fn body(self, value: &crate::types::AuthenticationTokenRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    /// The response of a mock of `PostAuthenticationToken`.
    pub struct PostAuthenticationTokenThen(::httpmock::Then);
    impl PostAuthenticationTokenThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::AuthenticationToken) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 201 Created.
        pub fn created(self, value: &types::AuthenticationToken) -> Self {
            self.success(201u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 422 Unprocessable Entity.
        pub fn unprocessable_entity(self, value: &types::Problem) -> Self {
            self.client_error(422u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `GetAuthenticationTokenVerification`.
    pub struct GetAuthenticationTokenVerificationWhen(::httpmock::When);
    impl GetAuthenticationTokenVerificationWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::GET),
                    "/authentication-tokens/{token}",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `token` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn token(self, value: impl Into<crate::Secret>) -> Self {
            Self(
                crate::mock::expect_path_value(
                    self.0,
                    "/authentication-tokens/{token}",
                    "token",
                    &Into::<crate::Secret>::into(value),
                ),
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `GetAuthenticationTokenVerification`.
    pub struct GetAuthenticationTokenVerificationThen(::httpmock::Then);
    impl GetAuthenticationTokenVerificationThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::AuthenticationToken) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &types::AuthenticationToken) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `DeleteAuthenticationToken`.
    pub struct DeleteAuthenticationTokenWhen(::httpmock::When);
    impl DeleteAuthenticationTokenWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::DELETE),
                    "/authentication-tokens/{token}",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `token` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn token(self, value: impl Into<crate::Secret>) -> Self {
            Self(
                crate::mock::expect_path_value(
                    self.0,
                    "/authentication-tokens/{token}",
                    "token",
                    &Into::<crate::Secret>::into(value),
                ),
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `DeleteAuthenticationToken`.
    pub struct DeleteAuthenticationTokenThen(::httpmock::Then);
    impl DeleteAuthenticationTokenThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(self.0.status(status))
        }
        /// Responds with 204 No Content.
        pub fn no_content(self) -> Self {
            self.success(204u16)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `PostAuthenticationTokenExchange`.
    pub struct PostAuthenticationTokenExchangeWhen(::httpmock::When);
    impl PostAuthenticationTokenExchangeWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::POST),
                    "/authentication-tokens/{token}/exchange",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `token` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn token(self, value: impl Into<crate::Secret>) -> Self {
            Self(
                crate::mock::expect_path_value(
                    self.0,
                    "/authentication-tokens/{token}/exchange",
                    "token",
                    &Into::<crate::Secret>::into(value),
                ),
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::CustomerJwtRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    /// The response of a mock of `PostAuthenticationTokenExchange`.
    pub struct PostAuthenticationTokenExchangeThen(::httpmock::Then);
    impl PostAuthenticationTokenExchangeThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::CustomerJwt) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 201 Created.
        pub fn created(self, value: &types::CustomerJwt) -> Self {
            self.success(201u16, value)
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &types::CustomerJwt) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `GetCredentialCollection`.
    pub struct GetCredentialCollectionWhen(::httpmock::When);
    impl GetCredentialCollectionWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::GET),
                    "/credentials",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `limit` in the query, or with `None` that it is absent.
        pub fn limit<T>(self, value: T) -> Self
        where
            T: Into<Option<u64>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.query_param("limit", value.to_string()),
                    None => self.0.query_param_missing("limit"),
                },
            )
        }
        /// Expects this `offset` in the query, or with `None` that it is absent.
        pub fn offset<T>(self, value: T) -> Self
        where
            T: Into<Option<u64>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.query_param("offset", value.to_string()),
                    None => self.0.query_param_missing("offset"),
                },
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `GetCredentialCollection`.
    pub struct GetCredentialCollectionThen(::httpmock::Then);
    impl GetCredentialCollectionThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &[types::Credential]) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &[types::Credential]) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `PostCredential`.
    pub struct PostCredentialWhen(::httpmock::When);
    impl PostCredentialWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::POST),
                    "/credentials",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::CredentialRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    /// The response of a mock of `PostCredential`.
    pub struct PostCredentialThen(::httpmock::Then);
    impl PostCredentialThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::Credential) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 201 Created.
        pub fn created(self, value: &types::Credential) -> Self {
            self.success(201u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 422 Unprocessable Entity.
        pub fn unprocessable_entity(self, value: &types::Problem) -> Self {
            self.client_error(422u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `GetCredential`.
    pub struct GetCredentialWhen(::httpmock::When);
    impl GetCredentialWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::GET),
                    "/credentials/{id}",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `id` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn id(self, value: &str) -> Self {
            Self(crate::mock::expect_path_value(self.0, "/credentials/{id}", "id", &value))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `GetCredential`.
    pub struct GetCredentialThen(::httpmock::Then);
    impl GetCredentialThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::Credential) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &types::Credential) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `PutCredential`.
    pub struct PutCredentialWhen(::httpmock::When);
    impl PutCredentialWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::PUT),
                    "/credentials/{id}",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `id` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn id(self, value: &str) -> Self {
            Self(crate::mock::expect_path_value(self.0, "/credentials/{id}", "id", &value))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::CredentialRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    /// The response of a mock of `PutCredential`.
    pub struct PutCredentialThen(::httpmock::Then);
    impl PutCredentialThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::Credential) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &types::Credential) -> Self {
            self.success(200u16, value)
        }
        /// Responds with 201 Created.
        pub fn created(self, value: &types::Credential) -> Self {
            self.success(201u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Responds with 422 Unprocessable Entity.
        pub fn unprocessable_entity(self, value: &types::Problem) -> Self {
            self.client_error(422u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `DeleteCredential`.
    pub struct DeleteCredentialWhen(::httpmock::When);
    impl DeleteCredentialWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::DELETE),
                    "/credentials/{id}",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `id` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn id(self, value: &str) -> Self {
            Self(crate::mock::expect_path_value(self.0, "/credentials/{id}", "id", &value))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `DeleteCredential`.
    pub struct DeleteCredentialThen(::httpmock::Then);
    impl DeleteCredentialThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(self.0.status(status))
        }
        /// Responds with 204 No Content.
        pub fn no_content(self) -> Self {
            self.success(204u16)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `GetPasswordTokenCollection`.
    pub struct GetPasswordTokenCollectionWhen(::httpmock::When);
    impl GetPasswordTokenCollectionWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::GET),
                    "/password-tokens",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `limit` in the query, or with `None` that it is absent.
        pub fn limit<T>(self, value: T) -> Self
        where
            T: Into<Option<u64>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.query_param("limit", value.to_string()),
                    None => self.0.query_param_missing("limit"),
                },
            )
        }
        /// Expects this `offset` in the query, or with `None` that it is absent.
        pub fn offset<T>(self, value: T) -> Self
        where
            T: Into<Option<u64>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.query_param("offset", value.to_string()),
                    None => self.0.query_param_missing("offset"),
                },
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `GetPasswordTokenCollection`.
    pub struct GetPasswordTokenCollectionThen(::httpmock::Then);
    impl GetPasswordTokenCollectionThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &[types::ResetPasswordToken]) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &[types::ResetPasswordToken]) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `PostPasswordToken`.
    pub struct PostPasswordTokenWhen(::httpmock::When);
    impl PostPasswordTokenWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::POST),
                    "/password-tokens",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::ResetPasswordTokenRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    /// The response of a mock of `PostPasswordToken`.
    pub struct PostPasswordTokenThen(::httpmock::Then);
    impl PostPasswordTokenThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::ResetPasswordToken) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 201 Created.
        pub fn created(self, value: &types::ResetPasswordToken) -> Self {
            self.success(201u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 422 Unprocessable Entity.
        pub fn unprocessable_entity(self, value: &types::Problem) -> Self {
            self.client_error(422u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `GetPasswordToken`.
    pub struct GetPasswordTokenWhen(::httpmock::When);
    impl GetPasswordTokenWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::GET),
                    "/password-tokens/{id}",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `id` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn id(self, value: impl Into<crate::Secret>) -> Self {
            Self(
                crate::mock::expect_path_value(
                    self.0,
                    "/password-tokens/{id}",
                    "id",
                    &Into::<crate::Secret>::into(value),
                ),
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `GetPasswordToken`.
    pub struct GetPasswordTokenThen(::httpmock::Then);
    impl GetPasswordTokenThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16, value: &types::ResetPasswordToken) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 200 OK.
        pub fn ok(self, value: &types::ResetPasswordToken) -> Self {
            self.success(200u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
    /// The expectations of a mock of `DeletePasswordToken`.
    pub struct DeletePasswordTokenWhen(::httpmock::When);
    impl DeletePasswordTokenWhen {
        pub(super) fn new(inner: ::httpmock::When) -> Self {
            Self(
                crate::mock::expect_path(
                    inner.method(::httpmock::Method::DELETE),
                    "/password-tokens/{id}",
                ),
            )
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `id` in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn id(self, value: impl Into<crate::Secret>) -> Self {
            Self(
                crate::mock::expect_path_value(
                    self.0,
                    "/password-tokens/{id}",
                    "id",
                    &Into::<crate::Secret>::into(value),
                ),
            )
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            Self(
                match value.into() {
                    Some(value) => self.0.header("Organization-Id", value.to_string()),
                    None => self.0.header_missing("Organization-Id"),
                },
            )
        }
    }
    /// The response of a mock of `DeletePasswordToken`.
    pub struct DeletePasswordTokenThen(::httpmock::Then);
    impl DeletePasswordTokenThen {
        pub(super) fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }
        /// Returns httpmock's own type.
        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }
        /// Succeeds with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 200 to 299.
        pub fn success(self, status: u16) -> Self {
            assert_eq!(status / 100, 2u16);
            Self(self.0.status(status))
        }
        /// Responds with 204 No Content.
        pub fn no_content(self) -> Self {
            self.success(204u16)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 400 to 499.
        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
        /// Responds with 401 Unauthorized.
        pub fn unauthorized(self, value: &types::Problem) -> Self {
            self.client_error(401u16, value)
        }
        /// Responds with 403 Forbidden.
        pub fn forbidden(self, value: &types::Problem) -> Self {
            self.client_error(403u16, value)
        }
        /// Responds with 404 Not Found.
        pub fn not_found(self, value: &types::Problem) -> Self {
            self.client_error(404u16, value)
        }
        /// Responds with 409 Conflict.
        pub fn conflict(self, value: &types::Problem) -> Self {
            self.client_error(409u16, value)
        }
        /// Responds with 429 Too Many Requests.
        pub fn too_many_requests(self, value: &types::Problem) -> Self {
            self.client_error(429u16, value)
        }
        /// Fails with any status of its class.
        ///
        /// # Panics
        /// If the status is not one of 500 to 599.
        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5u16);
            Self(
                self
                    .0
                    .status(status)
                    .header("content-type", "application/problem+json")
                    .json_body_obj(&value),
            )
        }
    }
}
/// Adds a method for each operation to httpmock's [`MockServer`](::httpmock::MockServer). It mocks the operation with the types of the spec.
pub trait MockServerExt: crate::mock::sealed::Sealed {
    /// Mocks `GetAuthenticationOption`: `GET /authentication-options`.
    fn get_authentication_option<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetAuthenticationOptionWhen,
            operations::GetAuthenticationOptionThen,
        );
    /// Mocks `PutAuthenticationOption`: `PUT /authentication-options`.
    fn put_authentication_option<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::PutAuthenticationOptionWhen,
            operations::PutAuthenticationOptionThen,
        );
    /// Mocks `GetAuthenticationTokenCollection`: `GET /authentication-tokens`.
    fn get_authentication_token_collection<F>(
        &self,
        config_fn: F,
    ) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetAuthenticationTokenCollectionWhen,
            operations::GetAuthenticationTokenCollectionThen,
        );
    /// Mocks `PostAuthenticationToken`: `POST /authentication-tokens`.
    fn post_authentication_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::PostAuthenticationTokenWhen,
            operations::PostAuthenticationTokenThen,
        );
    /// Mocks `GetAuthenticationTokenVerification`: `GET /authentication-tokens/{token}`.
    fn get_authentication_token_verification<F>(
        &self,
        config_fn: F,
    ) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetAuthenticationTokenVerificationWhen,
            operations::GetAuthenticationTokenVerificationThen,
        );
    /// Mocks `DeleteAuthenticationToken`: `DELETE /authentication-tokens/{token}`.
    fn delete_authentication_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::DeleteAuthenticationTokenWhen,
            operations::DeleteAuthenticationTokenThen,
        );
    /// Mocks `PostAuthenticationTokenExchange`: `POST /authentication-tokens/{token}/exchange`.
    fn post_authentication_token_exchange<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::PostAuthenticationTokenExchangeWhen,
            operations::PostAuthenticationTokenExchangeThen,
        );
    /// Mocks `GetCredentialCollection`: `GET /credentials`.
    fn get_credential_collection<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetCredentialCollectionWhen,
            operations::GetCredentialCollectionThen,
        );
    /// Mocks `PostCredential`: `POST /credentials`.
    fn post_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostCredentialWhen, operations::PostCredentialThen);
    /// Mocks `GetCredential`: `GET /credentials/{id}`.
    fn get_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetCredentialWhen, operations::GetCredentialThen);
    /// Mocks `PutCredential`: `PUT /credentials/{id}`.
    fn put_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutCredentialWhen, operations::PutCredentialThen);
    /// Mocks `DeleteCredential`: `DELETE /credentials/{id}`.
    fn delete_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::DeleteCredentialWhen, operations::DeleteCredentialThen);
    /// Mocks `GetPasswordTokenCollection`: `GET /password-tokens`.
    fn get_password_token_collection<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetPasswordTokenCollectionWhen,
            operations::GetPasswordTokenCollectionThen,
        );
    /// Mocks `PostPasswordToken`: `POST /password-tokens`.
    fn post_password_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostPasswordTokenWhen, operations::PostPasswordTokenThen);
    /// Mocks `GetPasswordToken`: `GET /password-tokens/{id}`.
    fn get_password_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetPasswordTokenWhen, operations::GetPasswordTokenThen);
    /// Mocks `DeletePasswordToken`: `DELETE /password-tokens/{id}`.
    fn delete_password_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::DeletePasswordTokenWhen,
            operations::DeletePasswordTokenThen,
        );
}
impl MockServerExt for ::httpmock::MockServer {
    fn get_authentication_option<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetAuthenticationOptionWhen,
            operations::GetAuthenticationOptionThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::GetAuthenticationOptionWhen::new(when),
            operations::GetAuthenticationOptionThen::new(then),
        ))
    }
    fn put_authentication_option<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::PutAuthenticationOptionWhen,
            operations::PutAuthenticationOptionThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::PutAuthenticationOptionWhen::new(when),
            operations::PutAuthenticationOptionThen::new(then),
        ))
    }
    fn get_authentication_token_collection<F>(
        &self,
        config_fn: F,
    ) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetAuthenticationTokenCollectionWhen,
            operations::GetAuthenticationTokenCollectionThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::GetAuthenticationTokenCollectionWhen::new(when),
            operations::GetAuthenticationTokenCollectionThen::new(then),
        ))
    }
    fn post_authentication_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::PostAuthenticationTokenWhen,
            operations::PostAuthenticationTokenThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::PostAuthenticationTokenWhen::new(when),
            operations::PostAuthenticationTokenThen::new(then),
        ))
    }
    fn get_authentication_token_verification<F>(
        &self,
        config_fn: F,
    ) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetAuthenticationTokenVerificationWhen,
            operations::GetAuthenticationTokenVerificationThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::GetAuthenticationTokenVerificationWhen::new(when),
            operations::GetAuthenticationTokenVerificationThen::new(then),
        ))
    }
    fn delete_authentication_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::DeleteAuthenticationTokenWhen,
            operations::DeleteAuthenticationTokenThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::DeleteAuthenticationTokenWhen::new(when),
            operations::DeleteAuthenticationTokenThen::new(then),
        ))
    }
    fn post_authentication_token_exchange<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::PostAuthenticationTokenExchangeWhen,
            operations::PostAuthenticationTokenExchangeThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::PostAuthenticationTokenExchangeWhen::new(when),
            operations::PostAuthenticationTokenExchangeThen::new(then),
        ))
    }
    fn get_credential_collection<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetCredentialCollectionWhen,
            operations::GetCredentialCollectionThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::GetCredentialCollectionWhen::new(when),
            operations::GetCredentialCollectionThen::new(then),
        ))
    }
    fn post_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostCredentialWhen, operations::PostCredentialThen),
    {
        self.mock(|when, then| config_fn(
            operations::PostCredentialWhen::new(when),
            operations::PostCredentialThen::new(then),
        ))
    }
    fn get_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetCredentialWhen, operations::GetCredentialThen),
    {
        self.mock(|when, then| config_fn(
            operations::GetCredentialWhen::new(when),
            operations::GetCredentialThen::new(then),
        ))
    }
    fn put_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutCredentialWhen, operations::PutCredentialThen),
    {
        self.mock(|when, then| config_fn(
            operations::PutCredentialWhen::new(when),
            operations::PutCredentialThen::new(then),
        ))
    }
    fn delete_credential<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::DeleteCredentialWhen, operations::DeleteCredentialThen),
    {
        self.mock(|when, then| config_fn(
            operations::DeleteCredentialWhen::new(when),
            operations::DeleteCredentialThen::new(then),
        ))
    }
    fn get_password_token_collection<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::GetPasswordTokenCollectionWhen,
            operations::GetPasswordTokenCollectionThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::GetPasswordTokenCollectionWhen::new(when),
            operations::GetPasswordTokenCollectionThen::new(then),
        ))
    }
    fn post_password_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostPasswordTokenWhen, operations::PostPasswordTokenThen),
    {
        self.mock(|when, then| config_fn(
            operations::PostPasswordTokenWhen::new(when),
            operations::PostPasswordTokenThen::new(then),
        ))
    }
    fn get_password_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetPasswordTokenWhen, operations::GetPasswordTokenThen),
    {
        self.mock(|when, then| config_fn(
            operations::GetPasswordTokenWhen::new(when),
            operations::GetPasswordTokenThen::new(then),
        ))
    }
    fn delete_password_token<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(
            operations::DeletePasswordTokenWhen,
            operations::DeletePasswordTokenThen,
        ),
    {
        self.mock(|when, then| config_fn(
            operations::DeletePasswordTokenWhen::new(when),
            operations::DeletePasswordTokenThen::new(then),
        ))
    }
}
