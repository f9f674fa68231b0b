/// The expectations and the response of each operation's mock. `into_inner()` returns httpmock's own type, for everything that the spec does not define.
#[allow(missing_docs, clippy::all, rustdoc::all)]
pub mod operations {
    use crate::types;
    crate::mock::when!(
        #[doc = " The expectations of a mock of `GetAuthenticationOption`."]
        GetAuthenticationOptionWhen GET "/authentication-options"
    );
    impl GetAuthenticationOptionWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `GetAuthenticationOption`."]
        GetAuthenticationOptionThen { success 2("application/json" &
        [types::AuthenticationOptions]) { ok 200 "OK" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" } server_error 5("application/problem+json" &
        types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `PutAuthenticationOption`."]
        PutAuthenticationOptionWhen PUT "/authentication-options"
    );
    impl PutAuthenticationOptionWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::AuthenticationOptionsRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `PutAuthenticationOption`."]
        PutAuthenticationOptionThen { success 2("application/json" &
        types::AuthenticationOptions) { ok 200 "OK" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" unprocessable_entity 422 "Unprocessable Entity"
        too_many_requests 429 "Too Many Requests" } server_error 5("application/problem+json"
        & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `GetAuthenticationTokenCollection`."]
        GetAuthenticationTokenCollectionWhen GET "/authentication-tokens"
    );
    impl GetAuthenticationTokenCollectionWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `limit` in the query, or with `None` that it is absent.
        pub fn limit(self, value: impl Into<Option<u64>>) -> Self {
            Self(crate::mock::expect_query(self.0, "limit", value.into()))
        }
        /// Expects this `offset` in the query, or with `None` that it is absent.
        pub fn offset(self, value: impl Into<Option<u64>>) -> Self {
            Self(crate::mock::expect_query(self.0, "offset", value.into()))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `GetAuthenticationTokenCollection`."]
        GetAuthenticationTokenCollectionThen { success 2("application/json" &
        [types::AuthenticationToken]) { ok 200 "OK" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" } server_error 5("application/problem+json" &
        types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `PostAuthenticationToken`."]
        PostAuthenticationTokenWhen POST "/authentication-tokens"
    );
    impl PostAuthenticationTokenWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
        /// Expects exactly this body.
        pub fn body(self, value: &crate::types::AuthenticationTokenRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `PostAuthenticationToken`."]
        PostAuthenticationTokenThen { success 2("application/json" &
        types::AuthenticationToken) { created 201 "Created" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" unprocessable_entity 422 "Unprocessable Entity"
        too_many_requests 429 "Too Many Requests" } server_error 5("application/problem+json"
        & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `GetAuthenticationTokenVerification`."]
        GetAuthenticationTokenVerificationWhen GET "/authentication-tokens/{token}"
    );
    impl GetAuthenticationTokenVerificationWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `GetAuthenticationTokenVerification`."]
        GetAuthenticationTokenVerificationThen { success 2("application/json" &
        types::AuthenticationToken) { ok 200 "OK" } client_error 4("application/problem+json"
        & types::Problem) { unauthorized 401 "Unauthorized" forbidden 403 "Forbidden"
        not_found 404 "Not Found" } server_error 5("application/problem+json" &
        types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `DeleteAuthenticationToken`."]
        DeleteAuthenticationTokenWhen DELETE "/authentication-tokens/{token}"
    );
    impl DeleteAuthenticationTokenWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `DeleteAuthenticationToken`."]
        DeleteAuthenticationTokenThen { success 2() { no_content 204 "No Content" }
        client_error 4("application/problem+json" & types::Problem) { unauthorized 401
        "Unauthorized" not_found 404 "Not Found" too_many_requests 429 "Too Many Requests" }
        server_error 5("application/problem+json" & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `PostAuthenticationTokenExchange`."]
        PostAuthenticationTokenExchangeWhen POST "/authentication-tokens/{token}/exchange"
    );
    impl PostAuthenticationTokenExchangeWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::CustomerJwtRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `PostAuthenticationTokenExchange`."]
        PostAuthenticationTokenExchangeThen { success 2("application/json" &
        types::CustomerJwt) { created 201 "Created" ok 200 "OK" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" not_found 404 "Not Found" too_many_requests 429
        "Too Many Requests" } server_error 5("application/problem+json" & types::Problem) {}
        }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `GetCredentialCollection`."]
        GetCredentialCollectionWhen GET "/credentials"
    );
    impl GetCredentialCollectionWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `limit` in the query, or with `None` that it is absent.
        pub fn limit(self, value: impl Into<Option<u64>>) -> Self {
            Self(crate::mock::expect_query(self.0, "limit", value.into()))
        }
        /// Expects this `offset` in the query, or with `None` that it is absent.
        pub fn offset(self, value: impl Into<Option<u64>>) -> Self {
            Self(crate::mock::expect_query(self.0, "offset", value.into()))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `GetCredentialCollection`."]
        GetCredentialCollectionThen { success 2("application/json" & [types::Credential]) {
        ok 200 "OK" } client_error 4("application/problem+json" & types::Problem) {
        unauthorized 401 "Unauthorized" forbidden 403 "Forbidden" } server_error
        5("application/problem+json" & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `PostCredential`."] PostCredentialWhen POST
        "/credentials"
    );
    impl PostCredentialWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::CredentialRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `PostCredential`."] PostCredentialThen { success
        2("application/json" & types::Credential) { created 201 "Created" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" unprocessable_entity 422 "Unprocessable Entity"
        too_many_requests 429 "Too Many Requests" } server_error 5("application/problem+json"
        & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `GetCredential`."] GetCredentialWhen GET
        "/credentials/{id}"
    );
    impl GetCredentialWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `GetCredential`."] GetCredentialThen { success
        2("application/json" & types::Credential) { ok 200 "OK" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" not_found 404 "Not Found" } server_error
        5("application/problem+json" & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `PutCredential`."] PutCredentialWhen PUT
        "/credentials/{id}"
    );
    impl PutCredentialWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::CredentialRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `PutCredential`."] PutCredentialThen { success
        2("application/json" & types::Credential) { ok 200 "OK" created 201 "Created" }
        client_error 4("application/problem+json" & types::Problem) { unauthorized 401
        "Unauthorized" forbidden 403 "Forbidden" not_found 404 "Not Found"
        unprocessable_entity 422 "Unprocessable Entity" too_many_requests 429
        "Too Many Requests" } server_error 5("application/problem+json" & types::Problem) {}
        }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `DeleteCredential`."] DeleteCredentialWhen
        DELETE "/credentials/{id}"
    );
    impl DeleteCredentialWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `DeleteCredential`."] DeleteCredentialThen {
        success 2() { no_content 204 "No Content" } client_error 4("application/problem+json"
        & types::Problem) { unauthorized 401 "Unauthorized" not_found 404 "Not Found"
        too_many_requests 429 "Too Many Requests" } server_error 5("application/problem+json"
        & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `GetPasswordTokenCollection`."]
        GetPasswordTokenCollectionWhen GET "/password-tokens"
    );
    impl GetPasswordTokenCollectionWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `limit` in the query, or with `None` that it is absent.
        pub fn limit(self, value: impl Into<Option<u64>>) -> Self {
            Self(crate::mock::expect_query(self.0, "limit", value.into()))
        }
        /// Expects this `offset` in the query, or with `None` that it is absent.
        pub fn offset(self, value: impl Into<Option<u64>>) -> Self {
            Self(crate::mock::expect_query(self.0, "offset", value.into()))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `GetPasswordTokenCollection`."]
        GetPasswordTokenCollectionThen { success 2("application/json" &
        [types::ResetPasswordToken]) { ok 200 "OK" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" } server_error 5("application/problem+json" &
        types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `PostPasswordToken`."] PostPasswordTokenWhen
        POST "/password-tokens"
    );
    impl PostPasswordTokenWhen {
        /// Expects this organization in the path.
        ///
        /// # Panics
        /// If a path cannot contain the value, because it is empty or a dot segment.
        pub fn organization_in_path(self, id: &str) -> Self {
            Self(crate::mock::expect_organization(self.0, id))
        }
        /// Expects this `Organization-Id` as a header, or with `None` that it is absent.
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
        /// Expects exactly this body.
        pub fn body(self, value: &types::ResetPasswordTokenRequest) -> Self {
            Self(self.0.json_body_obj(value))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `PostPasswordToken`."] PostPasswordTokenThen {
        success 2("application/json" & types::ResetPasswordToken) { created 201 "Created" }
        client_error 4("application/problem+json" & types::Problem) { unauthorized 401
        "Unauthorized" forbidden 403 "Forbidden" unprocessable_entity 422
        "Unprocessable Entity" too_many_requests 429 "Too Many Requests" } server_error
        5("application/problem+json" & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `GetPasswordToken`."] GetPasswordTokenWhen
        GET "/password-tokens/{id}"
    );
    impl GetPasswordTokenWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `GetPasswordToken`."] GetPasswordTokenThen {
        success 2("application/json" & types::ResetPasswordToken) { ok 200 "OK" }
        client_error 4("application/problem+json" & types::Problem) { unauthorized 401
        "Unauthorized" forbidden 403 "Forbidden" not_found 404 "Not Found" } server_error
        5("application/problem+json" & types::Problem) {} }
    );
    crate::mock::when!(
        #[doc = " The expectations of a mock of `DeletePasswordToken`."]
        DeletePasswordTokenWhen DELETE "/password-tokens/{id}"
    );
    impl DeletePasswordTokenWhen {
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
        pub fn organization_id<'a>(self, value: impl Into<Option<&'a str>>) -> Self {
            Self(crate::mock::expect_header(self.0, "Organization-Id", value.into()))
        }
    }
    crate::mock::then!(
        #[doc = " The response of a mock of `DeletePasswordToken`."] DeletePasswordTokenThen
        { success 2() { no_content 204 "No Content" } client_error
        4("application/problem+json" & types::Problem) { unauthorized 401 "Unauthorized"
        forbidden 403 "Forbidden" not_found 404 "Not Found" conflict 409 "Conflict"
        too_many_requests 429 "Too Many Requests" } server_error 5("application/problem+json"
        & types::Problem) {} }
    );
}
server_ext!(
    #[doc = " Mocks `GetAuthenticationOption`: `GET /authentication-options`."]
    get_authentication_option(GetAuthenticationOptionWhen, GetAuthenticationOptionThen)
    #[doc = " Mocks `PutAuthenticationOption`: `PUT /authentication-options`."]
    put_authentication_option(PutAuthenticationOptionWhen, PutAuthenticationOptionThen)
    #[doc = " Mocks `GetAuthenticationTokenCollection`: `GET /authentication-tokens`."]
    get_authentication_token_collection(GetAuthenticationTokenCollectionWhen,
    GetAuthenticationTokenCollectionThen) #[doc =
    " Mocks `PostAuthenticationToken`: `POST /authentication-tokens`."]
    post_authentication_token(PostAuthenticationTokenWhen, PostAuthenticationTokenThen)
    #[doc =
    " Mocks `GetAuthenticationTokenVerification`: `GET /authentication-tokens/{token}`."]
    get_authentication_token_verification(GetAuthenticationTokenVerificationWhen,
    GetAuthenticationTokenVerificationThen) #[doc =
    " Mocks `DeleteAuthenticationToken`: `DELETE /authentication-tokens/{token}`."]
    delete_authentication_token(DeleteAuthenticationTokenWhen,
    DeleteAuthenticationTokenThen) #[doc =
    " Mocks `PostAuthenticationTokenExchange`: `POST /authentication-tokens/{token}/exchange`."]
    post_authentication_token_exchange(PostAuthenticationTokenExchangeWhen,
    PostAuthenticationTokenExchangeThen) #[doc =
    " Mocks `GetCredentialCollection`: `GET /credentials`."]
    get_credential_collection(GetCredentialCollectionWhen, GetCredentialCollectionThen)
    #[doc = " Mocks `PostCredential`: `POST /credentials`."]
    post_credential(PostCredentialWhen, PostCredentialThen) #[doc =
    " Mocks `GetCredential`: `GET /credentials/{id}`."] get_credential(GetCredentialWhen,
    GetCredentialThen) #[doc = " Mocks `PutCredential`: `PUT /credentials/{id}`."]
    put_credential(PutCredentialWhen, PutCredentialThen) #[doc =
    " Mocks `DeleteCredential`: `DELETE /credentials/{id}`."]
    delete_credential(DeleteCredentialWhen, DeleteCredentialThen) #[doc =
    " Mocks `GetPasswordTokenCollection`: `GET /password-tokens`."]
    get_password_token_collection(GetPasswordTokenCollectionWhen,
    GetPasswordTokenCollectionThen) #[doc =
    " Mocks `PostPasswordToken`: `POST /password-tokens`."]
    post_password_token(PostPasswordTokenWhen, PostPasswordTokenThen) #[doc =
    " Mocks `GetPasswordToken`: `GET /password-tokens/{id}`."]
    get_password_token(GetPasswordTokenWhen, GetPasswordTokenThen) #[doc =
    " Mocks `DeletePasswordToken`: `DELETE /password-tokens/{id}`."]
    delete_password_token(DeletePasswordTokenWhen, DeletePasswordTokenThen)
);
