//! The typed mocks of the feature `httpmock`, used as in the tests of a program.

use httpmock::MockServer;
use rebilly_customer_auth::mock::MockServerExt;
use rebilly_customer_auth::types::{
    AuthenticationOptions, AuthenticationOptionsRequest, AuthenticationToken, AuthenticationTokenRequest, Credential,
    CredentialRequest, CustomerJwt, CustomerJwtRequest, Problem, ResetPasswordToken, ResetPasswordTokenRequest,
};
use rebilly_customer_auth::{Client, ErrorKind, Paginate, Secret};

use crate::support::client as support;
use crate::support::operations::{Inputs, every_operation};

fn client(server: &MockServer) -> Client {
    support::client(&server.base_url())
}

fn credential(username: &str) -> Credential {
    Credential::builder().username(username).customer_id("cus-1").try_into().expect("a credential")
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
async fn a_path_matcher_treats_special_characters_literally() {
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
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
}

#[tokio::test]
async fn an_organization_matcher_reads_the_header_and_ignores_the_path() {
    let server = MockServer::start_async().await;
    server.get_credential(|when, then| {
        when.id("a").organization_id("org-1");
        then.ok(&credential("in the header"));
    });
    server.get_credential(|when, then| {
        when.id("a").organization_id(None);
        then.ok(&credential("in no header"));
    });
    let header = support::builder(&server.base_url()).organization_id("org-1").build().expect("a client");
    assert_eq!(header.get_credential().id("a").send().await.expect("a success").username, "in the header");
    let path = support::builder(&server.base_url()).organization_in_path("org-1").build().expect("a client");
    assert_eq!(path.get_credential().id("a").send().await.expect("a success").username, "in no header");
}

#[tokio::test]
async fn a_path_organization_matcher_matches_only_this_organization_in_the_path() {
    let server = MockServer::start_async().await;
    let mock = server.get_credential(|when, then| {
        when.id("a").organization_in_path("a.b");
        then.ok(&credential("jane"));
    });
    let builder = || support::builder(&server.base_url());
    let same = builder().organization_in_path("a.b").build().expect("a client");
    assert_eq!(same.get_credential().id("a").send().await.expect("a success").username, "jane");
    let others = [builder().organization_in_path("axb"), builder().organization_id("a.b"), builder()];
    for other in others.map(|other| other.build().expect("a client")) {
        let error = other.get_credential().id("a").send().await.expect_err("no mock expects it");
        assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    }
    mock.assert();
}

#[tokio::test]
async fn a_mocked_problem_is_an_error_with_its_status() {
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
async fn page_mocks_match_their_offset() {
    let server = MockServer::start_async().await;
    for (offset, names) in [(None, ["a", "b"].as_slice()), (Some(2), &["c"])] {
        server.get_credential_collection(|when, then| {
            when.limit(2).offset(offset);
            let page: Vec<Credential> = names.iter().map(|name| credential(name)).collect();
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
#[should_panic(expected = "id: it is a dot segment, which a path cannot contain")]
async fn a_matcher_panics_for_an_invalid_path_value() {
    MockServer::start_async().await.get_credential(|when, _| {
        when.id("..");
    });
}

#[tokio::test]
async fn every_operation_can_be_mocked() {
    let server = MockServer::start_async().await;
    let rows = every_operation();
    let inputs = |id: &str| Inputs::valid(rows.iter().find(|row| row.operation.id == id).expect(id).operation);
    let change: AuthenticationOptionsRequest = inputs("PutAuthenticationOption").body();
    let login: AuthenticationTokenRequest = inputs("PostAuthenticationToken").body();
    let exchange: CustomerJwtRequest = inputs("PostAuthenticationTokenExchange").body();
    let create: CredentialRequest = inputs("PostCredential").body();
    let reset: ResetPasswordTokenRequest = inputs("PostPasswordToken").body();
    let jwt: CustomerJwt = CustomerJwt::builder().token("jwt-1").try_into().expect("a JWT");
    let jane = credential("jane");

    macro_rules! mocks {
        ($($operation:ident |$when:ident, $then:ident| $rules:expr;)*) => {
            [$(server.$operation(|$when, $then| drop($rules))),*]
        };
    }
    // In the order of the spec. A request for another operation than the mock's gets a 404.
    let mocks = mocks! {
        get_authentication_option |_when, then| then.ok(&[options(60)]);
        put_authentication_option |when, then| (when.body(&change), then.ok(&options(60)));
        get_authentication_token_collection |when, then| (when.limit(None).offset(None), then.ok(&[token()]));
        post_authentication_token |when, then| (when.body(&login), then.created(&token()));
        get_authentication_token_verification |when, then| (when.token("a"), then.ok(&token()));
        delete_authentication_token |when, then| (when.token("a"), then.no_content());
        post_authentication_token_exchange |when, then| (when.token("a").body(&exchange), then.created(&jwt));
        get_credential_collection |when, then| (when.limit(None), then.ok(std::slice::from_ref(&jane)));
        post_credential |when, then| (when.body(&create), then.created(&jane));
        get_credential |when, then| (when.id("a"), then.ok(&jane));
        put_credential |when, then| (when.id("a").body(&create), then.created(&jane));
        delete_credential |when, then| (when.id("a"), then.no_content());
        get_password_token_collection |when, then| (when.offset(None), then.ok(&[reset_token()]));
        post_password_token |when, then| (when.body(&reset), then.created(&reset_token()));
        get_password_token |when, then| (when.id("a"), then.ok(&reset_token()));
        delete_password_token |when, then| (when.id("a"), then.no_content());
    };
    assert_eq!(mocks.len(), rows.len());
    for (row, mock) in rows.iter().zip(mocks) {
        row.send_valid(client(&server)).await.expect(row.operation.id);
        mock.assert();
    }
}
