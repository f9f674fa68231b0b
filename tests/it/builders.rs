//! The inputs that request builders and type builders accept, and how their errors name a missing input.

use std::future::Future;

use rebilly_customer_auth::types::builder::{
    AuthenticationOptionsRequestBuilder as AuthenticationOptionsBuilder, CredentialRequestBuilder,
};
use rebilly_customer_auth::types::{
    AclEntry, AclScope, AuthenticationOptionsRequest, AuthenticationTokenRequest, Credential, CredentialRequest,
    CustomerJwtRequest, LinkRel,
};
use rebilly_customer_auth::{Error, ErrorKind, Paginate, Secret};
use rebilly_customer_auth_codegen::document::OperationRef;
use serde_json::{Value, json};

use crate::support::client::client;
use crate::support::operations::every_operation;
use crate::support::server::Nobody;
use crate::support::spec::{bodies, load};

/// The required inputs of an operation, as an error names them.
fn required(tree: &Value, operation: &OperationRef<'_>) -> Vec<String> {
    let parameters = operation.parameters(tree).into_iter().map(|(_, parameter)| parameter);
    let mut names: Vec<String> = parameters
        .filter(|parameter| parameter["required"] == true)
        .map(|parameter| parameter["name"].as_str().expect("a name").to_owned())
        .collect();
    match bodies(tree, operation).as_slice() {
        [] => {}
        [body] => names.extend(required_properties(body).map(|name| format!("body.{name}"))),
        // The required fields depend on the chosen form.
        _ => names.push("body".to_owned()),
    }
    names.sort();
    names
}

fn required_properties(schema: &Value) -> impl Iterator<Item = &str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[tokio::test]
async fn a_request_without_inputs_names_every_required_input() {
    let nobody = Nobody::new();
    let spec = load();
    let operations = spec.operations();
    let mut count = 0;
    for row in every_operation() {
        let operation = row.operation;
        let in_spec = operations.iter().find(|at| at.id() == Some(operation.id)).expect("an operation");
        let required = required(spec.tree(), in_spec);
        let error = (row.send_empty)(client(&nobody.url)).await.expect_err("nobody listens");
        if required.is_empty() {
            assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
            continue;
        }
        assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::InvalidRequest, false), "{error}");
        let message = error.to_string();
        let named = message.strip_prefix(&format!("{operation}: not set: "));
        let mut named: Vec<&str> = named.unwrap_or_else(|| panic!("{message}")).split(", ").collect();
        named.sort_unstable();
        assert_eq!(named, required, "{message}");
        count += 1;
    }
    assert!(count > 8, "few operations require anything");
}

async fn rejection<T>(sent: impl Future<Output = Result<T, Error>>) -> String {
    let error = sent.await.err().expect("an error");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_missing_body_field_is_named_by_its_path() {
    let client = client("http://localhost:1");
    let request = client.put_credential().body_map(|body| body.username("jane"));
    assert_eq!(
        rejection(request.send()).await,
        "PutCredential (PUT /credentials/{id}): not set: id, body.customerId, body.password"
    );

    let request = client.post_authentication_token().body_map(|body| body.password(|login| login.username("jane")));
    let name = "PostAuthenticationToken (POST /authentication-tokens)";
    assert_eq!(rejection(request.send()).await, format!("{name}: not set: body.password"));
    let request = client.post_authentication_token().body_map(|body| body);
    let advice = "body.mode: not set; call one of `password`, `passwordless`";
    assert_eq!(rejection(request.send()).await, format!("{name}: {advice}"));

    let request = client.post_authentication_token_exchange().token("t-1");
    let request = request.body_map(|body| body.acl([AclEntry::builder().permissions(["*"]), AclEntry::builder()]));
    let name = "PostAuthenticationTokenExchange (POST /authentication-tokens/{token}/exchange)";
    let missing = "not set: body.acl.0.scope, body.acl.1.permissions, body.acl.1.scope";
    assert_eq!(rejection(request.send()).await, format!("{name}: {missing}"));
}

#[tokio::test]
async fn a_required_input_that_is_none_is_named() {
    let client = client("http://localhost:1");
    let absent: Option<String> = None;
    assert_eq!(
        rejection(client.get_credential().id(&absent).send()).await,
        "GetCredential (GET /credentials/{id}): id: required, but got None"
    );
    let absent: Option<Secret> = None;
    assert_eq!(
        rejection(client.delete_password_token().id(absent).send()).await,
        "DeletePasswordToken (DELETE /password-tokens/{id}): id: required, but got None"
    );
}

#[tokio::test]
async fn an_invalid_input_is_named_without_its_value() {
    let client = client("http://localhost:1");
    let name = "GetCredentialCollection (GET /credentials)";
    let out_of_range = format!("{name}: limit: it is out of the range of u64");
    assert_eq!(rejection(client.get_credential_collection().limit(-4711).send()).await, out_of_range);
    let mut items = client.get_credential_collection().limit(-4711).items();
    assert_eq!(items.next().await.expect("an error").expect_err("an error").to_string(), out_of_range);

    let empty = rejection(client.get_credential().id("").send()).await;
    assert_eq!(empty, "GetCredential (GET /credentials/{id}): id: it is empty");
    let header = rejection(client.get_credential().id("a").organization_id("canary ").send()).await;
    assert!(header.contains("Organization-Id: it begins or ends with a space") && !header.contains("canary"));

    let request = client.post_authentication_token_exchange().token("t-1");
    let claims = rejection(request.body_map(|body| body.custom_claims(json!(["canary"]))).send()).await;
    assert!(claims.ends_with("body.customClaims: it is not a JSON object"), "{claims}");
}

#[test]
fn a_type_builder_names_every_missing_field() {
    let error = CredentialRequest::try_from(CredentialRequest::builder()).expect_err("nothing is set");
    assert_eq!(error.to_string(), "CredentialRequest: not set: customerId, password, username");
    assert_eq!(format!("{error:?}"), format!("BuildError(\"{error}\")"));
    let error =
        Error::from(AuthenticationTokenRequest::try_from(AuthenticationTokenRequest::builder()).expect_err("no"));
    let advice = "mode: not set; call one of `password`, `passwordless`";
    assert_eq!(error.to_string(), format!("AuthenticationTokenRequest: {advice}"));
    let login = AuthenticationTokenRequest::builder().password(|login| login);
    let error = AuthenticationTokenRequest::try_from(login).expect_err("nothing is set");
    assert_eq!(error.to_string(), "AuthenticationTokenRequest: not set: password, username");
}

#[test]
fn a_value_that_an_enum_does_not_list_shows_itself() {
    assert_eq!(format!("{:?}", LinkRel::from("new")), "Unknown(\"new\")");
}

#[test]
fn type_setters_accept_times_and_builders_of_other_types() {
    let entry = AclEntry::builder().permissions(["*"]).scope(AclScope::builder().plan_id(["gold"]));
    let request = CustomerJwtRequest::builder().acl([entry]).expired_time(chrono::DateTime::UNIX_EPOCH);
    let sent = serde_json::to_value(request.build().expect("a request")).expect("JSON");
    let acl = json!([{"scope": {"planId": ["gold"]}, "permissions": ["*"]}]);
    assert_eq!((&sent["acl"], &sent["expiredTime"]), (&acl, &json!("1970-01-01T00:00:00Z")));
}

#[test]
fn an_empty_list_is_sent_if_it_is_set() {
    // An empty list and no list are different scopes.
    let none: [&str; 0] = [];
    let scope = AclScope::builder().organization_id(none).build().expect("a scope");
    assert_eq!(serde_json::to_value(scope).expect("JSON"), json!({"organizationId": []}));
    let scope = AclScope::builder().build().expect("a scope");
    assert_eq!(serde_json::to_value(scope).expect("JSON"), json!({}));
}

#[test]
fn null_is_sent_only_after_a_clear_setter() {
    let sent = |builder: AuthenticationOptionsBuilder| {
        let request = AuthenticationOptionsRequest::try_from(builder).expect("a request");
        let json = serde_json::to_value(&request).expect("JSON");
        let read: AuthenticationOptionsRequest = serde_json::from_value(json.clone()).expect("a request");
        assert_eq!(read, request);
        json
    };
    let builder = AuthenticationOptionsRequest::builder;
    assert_eq!(sent(builder()), json!({}));
    assert_eq!(sent(builder().password_pattern("/^.{8,}$/")), json!({"passwordPattern": "/^.{8,}$/"}));
    assert_eq!(sent(builder().password_pattern("/a/").password_pattern(None::<&str>)), json!({}));
    assert_eq!(sent(builder().clear_password_pattern()), json!({"passwordPattern": null}));
}

#[test]
fn a_request_builder_from_a_response_names_the_fields_that_the_response_lacks() {
    let read = Credential::builder().id("cred-1").username("jane").customer_id("cus-1").build().expect("a credential");
    let change = CredentialRequestBuilder::from(&read);
    let error = change.clone().build().expect_err("the password cannot be read");
    assert!(error.to_string().contains("password"), "{error}");
    // `expiredTime` was `null`, and stays so: without it, the API would choose an expiry.
    let written = change.password("new horse").build().expect("a request");
    assert_eq!(
        (written.username, written.customer_id, written.expired_time),
        ("jane".into(), "cus-1".into(), Some(None))
    );
}
