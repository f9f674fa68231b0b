//! The authentication options.

use rebilly_customer_auth_sandbox::OptionsShape;
use serde_json::{Value, json};

use crate::caller::{Caller, with};

const OPTIONS: &str = "/authentication-options";

fn usual() -> Value {
    json!({
        "passwordPattern": "/^.{8,}$/",
        "credentialTtl": 31_536_000,
        "authTokenTtl": 86_400,
        "resetTokenTtl": 3_600,
        "otpRequired": false,
    })
}

#[tokio::test]
async fn are_returned_as_a_list_or_as_an_object() {
    let caller = Caller::start().await;
    assert_eq!(caller.get(OPTIONS).await.expect(200).body, json!([usual()]));
    caller.sandbox.set_options_shape(OptionsShape::Object);
    assert_eq!(caller.get(OPTIONS).await.expect(200).body, usual());
    caller.sandbox.set_options_shape(OptionsShape::Array);
    assert_eq!(caller.get(OPTIONS).await.expect(200).body, json!([usual()]));
}

#[tokio::test]
async fn omitted_options_keep_their_values() {
    let caller = Caller::start().await;
    let changes = json!({"authTokenTtl": 60, "otpRequired": true});
    let expected = with(usual(), changes.clone());
    assert_eq!(caller.put(OPTIONS, changes).await.expect(200).body, expected);
    assert_eq!(caller.put(OPTIONS, json!({})).await.expect(200).body, expected);
    assert_eq!(caller.get(OPTIONS).await.body, json!([expected]));
}

#[tokio::test]
async fn an_option_with_an_invalid_value_is_rejected() {
    let caller = Caller::start().await;
    for (body, field) in [
        (json!({"credentialTtl": -1}), "credentialTtl"),
        (json!({"authTokenTtl": "60"}), "authTokenTtl"),
        (json!({"resetTokenTtl": 1.5}), "resetTokenTtl"),
        (json!({"resetTokenTtl": null}), "resetTokenTtl"),
        (json!({"otpRequired": "no"}), "otpRequired"),
        (json!({"passwordPattern": 8}), "passwordPattern"),
        (json!({"passwordPattern": "^.{8,}$"}), "passwordPattern"),
        (json!({"passwordPattern": "/(/"}), "passwordPattern"),
    ] {
        caller.put(OPTIONS, body).await.expect_invalid(&[field]);
    }
    // A change is applied completely or not at all.
    assert_eq!(caller.get(OPTIONS).await.body, json!([usual()]));
}

#[tokio::test]
async fn define_lifetimes_and_never_overflow_a_date() {
    let caller = Caller::start().await;
    let endless = json!({"credentialTtl": i64::MAX, "authTokenTtl": 1e300, "resetTokenTtl": 0});
    caller.put(OPTIONS, endless).await.expect(200);
    let jane = caller.register_jane().await;
    assert_eq!(jane.string("expiredTime"), "9999-12-31T23:59:59Z");
    let token = caller.log_in_jane().await;
    caller.get(&format!("/authentication-tokens/{token}")).await.expect(200);
    let reset = caller.post("/password-tokens", json!({"username": "jane"})).await.expect(201);
    caller.get(reset.link("self")).await.expect(404);
}
