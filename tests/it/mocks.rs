//! The typed mocks, as the tests of a program use them.

use httpmock::MockServer;
use rebilly_customer_auth::mock::MockServerExt;
use rebilly_customer_auth::types::{
    AuthenticationOptions, AuthenticationOptionsRequest, AuthenticationToken, AuthenticationTokenRequest, Credential,
    CredentialRequest, CustomerJwt, CustomerJwtRequest, Problem, ResetPasswordToken, ResetPasswordTokenRequest,
};
use rebilly_customer_auth::{Client, ClientBuilder, ErrorKind, OPERATIONS, Paginate, RetryPolicy, Secret};

fn builder(server: &MockServer) -> ClientBuilder {
    Client::builder().base_url(server.base_url()).secret_api_key("sk_test").retry_policy(RetryPolicy::none())
}

fn client(server: &MockServer) -> Client {
    builder(server).build().expect("a client")
}

fn credential(username: &str) -> Credential {
    Credential::builder().username(username).customer_id("cus-1").try_into().expect("a credential")
}

fn credential_request() -> CredentialRequest {
    let request = CredentialRequest::builder().username("jane").password("p@ss").customer_id("cus-1");
    request.try_into().expect("a request")
}

fn token() -> AuthenticationToken {
    let token = AuthenticationToken::builder().token("tok-1").customer_id("cus-1");
    token.try_into().expect("a token")
}

fn reset_token() -> ResetPasswordToken {
    ResetPasswordToken::builder().username("jane").try_into().expect("a token")
}

fn options(seconds: i64) -> AuthenticationOptions {
    AuthenticationOptions::builder().auth_token_ttl(seconds).try_into().expect("options")
}

fn problem(title: &str) -> Problem {
    Problem::builder().title(title).try_into().expect("a problem")
}

#[tokio::test]
async fn a_mock_answers_what_it_was_given() {
    let server = MockServer::start_async().await;
    let credential = credential("jane");
    let mock = server.get_credential(|when, then| {
        when.id("cred-1");
        then.ok(&credential);
    });
    let answer = client(&server).get_credential().id("cred-1").send().await.expect("a success");
    assert_eq!(*answer, credential);
    mock.assert();
}

#[tokio::test]
async fn a_path_value_is_matched_as_it_is_sent_and_stands_for_itself() {
    let values = ["a.b", "axb", "a b/ü?%2F", "a+(b", "[a]", "..x", "^$"];
    let server = MockServer::start_async().await;
    for value in values {
        server.get_credential(|when, then| {
            when.id(value);
            then.ok(&credential(value));
        });
        server.get_authentication_token_verification(|when, then| {
            when.token(Secret::from(value));
            let token = AuthenticationToken::builder().username(value);
            then.ok(&token.try_into().expect("a token"));
        });
    }
    let client = client(&server);
    for value in values {
        assert_eq!(client.get_credential().id(value).send().await.expect(value).username, value);
        let token = client.get_authentication_token_verification().token(value).send().await.expect(value);
        assert_eq!(token.username.as_deref(), Some(value));
    }
    let error = client.get_credential().id("another").send().await.expect_err("no mock expects it");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_mock_of_a_collection_is_none_of_its_items() {
    let server = MockServer::start_async().await;
    let list = server.get_credential_collection(|_, then| {
        then.ok(&vec![credential("jane")]);
    });
    let error = client(&server).get_credential().id("cred-1").send().await.expect_err("no mock expects it");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(list.calls(), 0);
}

#[tokio::test]
async fn the_organization_is_matched_in_the_header_and_does_not_matter_in_the_path() {
    let server = MockServer::start_async().await;
    server.get_credential(|when, then| {
        when.id("a").organization_id("org-1");
        then.ok(&credential("in the header"));
    });
    server.get_credential(|when, then| {
        when.id("a").organization_id(None);
        then.ok(&credential("in no header"));
    });
    let header = builder(&server).organization_id("org-1").build().expect("a client");
    assert_eq!(header.get_credential().id("a").send().await.expect("a success").username, "in the header");
    let path = builder(&server).organization_in_path("org-1").build().expect("a client");
    assert_eq!(path.get_credential().id("a").send().await.expect("a success").username, "in no header");
}

#[tokio::test]
async fn a_problem_comes_back_as_an_error_with_its_status() {
    let server = MockServer::start_async().await;
    let client = client(&server);
    server.delete_password_token(|when, then| {
        when.id("unauthorized");
        then.unauthorized(&problem("401"));
    });
    server.delete_password_token(|when, then| {
        when.id("conflict");
        then.conflict(&problem("409"));
    });
    server.delete_password_token(|when, then| {
        when.id("teapot");
        then.client_error(418, &problem("418"));
    });
    server.delete_password_token(|when, then| {
        when.id("down");
        then.server_error(503, &problem("503"));
    });
    for (id, kind, status) in [
        ("unauthorized", ErrorKind::Unauthorized, "401"),
        ("conflict", ErrorKind::Conflict, "409"),
        ("teapot", ErrorKind::UnexpectedStatus, "418"),
        ("down", ErrorKind::Server, "503"),
    ] {
        let error = client.delete_password_token().id(id).send().await.expect_err("an error");
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status().expect("a status").as_str(), status);
        assert_eq!(error.problem().and_then(|problem| problem.title.as_deref()), Some(status));
        let content_type = error.headers().expect("headers").get("content-type").expect("a content type");
        assert_eq!(content_type, "application/problem+json");
    }
}

#[tokio::test]
async fn pages_are_told_apart_by_their_offset() {
    let server = MockServer::start_async().await;
    for (offset, names) in [(None, ["a", "b"].as_slice()), (Some(2), &["c"])] {
        server.get_credential_collection(|when, then| {
            when.limit(2).offset(offset);
            let page = names.iter().map(|name| credential(name)).collect();
            then.ok(&page).into_inner().header("Pagination-Total", "3");
        });
    }
    let client = client(&server);
    let mut items = client.get_credential_collection().limit(2).items();
    let mut names = Vec::new();
    while let Some(item) = items.next().await.transpose().expect("an item") {
        names.push(item.username);
    }
    assert_eq!(names, ["a", "b", "c"]);
}

#[tokio::test]
#[should_panic(expected = "id: it is a dot segment, which no path can hold")]
async fn a_value_that_no_path_can_hold_is_told_so() {
    MockServer::start_async().await.get_credential(|when, _| {
        when.id("..");
    });
}

/// Calls an operation against a mock of it, and says which it was.
macro_rules! called {
    ($server:ident, $mock:ident, |$when:ident, $then:ident| $rules:block, |$client:ident| $call:expr) => {{
        let mock = $server.$mock(|$when, $then| $rules);
        let $client = client(&$server);
        $call.send().await.expect(stringify!($mock));
        mock.assert();
        stringify!($mock)
    }};
}

#[tokio::test]
async fn each_operation_can_be_mocked() {
    let server = MockServer::start_async().await;
    let login: AuthenticationTokenRequest = AuthenticationTokenRequest::builder()
        .password(|login| login.username("jane").password("p@ss"))
        .try_into()
        .expect("a login");
    let exchange: CustomerJwtRequest = CustomerJwtRequest::builder().invalidate(false).try_into().expect("an exchange");
    let jwt: CustomerJwt = CustomerJwt::builder().token("jwt-1").try_into().expect("a JWT");
    let change = AuthenticationOptionsRequest::builder().clear_password_pattern().auth_token_ttl(60);
    let change: AuthenticationOptionsRequest = change.try_into().expect("options");
    let reset: ResetPasswordTokenRequest =
        ResetPasswordTokenRequest::builder().username("jane").try_into().expect("a reset");

    let mut mocked = vec![
        called!(
            server,
            get_authentication_option,
            |_when, then| {
                then.ok(&vec![options(60)]);
            },
            |client| client.get_authentication_option()
        ),
        called!(
            server,
            put_authentication_option,
            |when, then| {
                when.body(&change);
                then.ok(&options(60));
            },
            |client| client.put_authentication_option().body(change.clone())
        ),
        called!(
            server,
            get_authentication_token_collection,
            |when, then| {
                when.limit(5).offset(None);
                then.ok(&vec![token()]);
            },
            |client| client.get_authentication_token_collection().limit(5)
        ),
        called!(
            server,
            post_authentication_token,
            |when, then| {
                when.body(&login);
                then.created(&token());
            },
            |client| client.post_authentication_token().body(login.clone())
        ),
        called!(
            server,
            get_authentication_token_verification,
            |when, then| {
                when.token("tok-1");
                then.ok(&token());
            },
            |client| client.get_authentication_token_verification().token("tok-1")
        ),
        called!(
            server,
            delete_authentication_token,
            |when, then| {
                when.token("tok-1");
                then.no_content();
            },
            |client| client.delete_authentication_token().token("tok-1")
        ),
        called!(
            server,
            post_authentication_token_exchange,
            |when, then| {
                when.token("tok-1").body(&exchange);
                then.created(&jwt);
            },
            |client| client.post_authentication_token_exchange().token("tok-1").body(exchange.clone())
        ),
    ];
    mocked.extend([
        called!(
            server,
            get_credential_collection,
            |_when, then| {
                then.ok(&vec![credential("jane")]);
            },
            |client| client.get_credential_collection()
        ),
        called!(
            server,
            post_credential,
            |when, then| {
                when.body(&credential_request());
                then.created(&credential("jane"));
            },
            |client| client.post_credential().body(credential_request())
        ),
        called!(
            server,
            get_credential,
            |when, then| {
                when.id("cred-1");
                then.ok(&credential("jane"));
            },
            |client| client.get_credential().id("cred-1")
        ),
        called!(
            server,
            put_credential,
            |when, then| {
                when.id("cred-1").body(&credential_request());
                then.created(&credential("jane"));
            },
            |client| client.put_credential().id("cred-1").body(credential_request())
        ),
        called!(
            server,
            delete_credential,
            |when, then| {
                when.id("cred-1");
                then.no_content();
            },
            |client| client.delete_credential().id("cred-1")
        ),
        called!(
            server,
            get_password_token_collection,
            |when, then| {
                when.offset(3);
                then.ok(&vec![reset_token()]);
            },
            |client| client.get_password_token_collection().offset(3)
        ),
        called!(
            server,
            post_password_token,
            |when, then| {
                when.body(&reset);
                then.created(&reset_token());
            },
            |client| client.post_password_token().body(reset.clone())
        ),
        called!(
            server,
            get_password_token,
            |when, then| {
                when.id("reset-1");
                then.ok(&reset_token());
            },
            |client| client.get_password_token().id("reset-1")
        ),
        called!(
            server,
            delete_password_token,
            |when, then| {
                when.id("reset-1");
                then.no_content();
            },
            |client| client.delete_password_token().id("reset-1")
        ),
    ]);
    let snake = |id: &str| {
        id.chars().fold(String::new(), |name, char| match char.is_ascii_uppercase() {
            true if !name.is_empty() => format!("{name}_{}", char.to_ascii_lowercase()),
            _ => format!("{name}{}", char.to_ascii_lowercase()),
        })
    };
    assert_eq!(mocked, OPERATIONS.iter().map(|operation| snake(operation.id)).collect::<Vec<_>>());
}
