//! The bodies of `bodies.yaml` as sent and received.

mod support;

use rebilly_customer_auth::ErrorKind;
use serde_json::{Value, json};
use support::{body, serve};

#[tokio::test]
async fn an_optional_body_can_be_omitted() {
    let server = serve(204, "").await;
    server.client().post_optional().send().await.expect("a response");
    let sent = server.last();
    assert_eq!((sent.body(), sent.header("content-type"), sent.header("content-length")), ("", None, Some("0")));
    server.client().post_optional().body_map(|body| body.a("x")).send().await.expect("a response");
    assert_eq!(server.last().body(), r#"{"a":"x"}"#);
    let error = server.client().post_optional().body_map(|body| body).send().await.expect_err("a is missing");
    assert_eq!((error.kind(), error.to_string().contains("body.a")), (ErrorKind::InvalidRequest, true), "{error}");
}

#[tokio::test]
async fn an_optional_free_form_body_can_be_omitted() {
    let server = serve(204, "").await;
    for (body, expected) in [(None, ""), (Some(json!({})), "{}"), (Some(json!({"a": [1]})), r#"{"a":[1]}"#)] {
        let request = server.client().patch_free();
        let request = body.into_iter().fold(request, |request, body| request.body(body));
        request.send().await.expect("a response");
        assert_eq!(server.last().body(), expected);
    }
}

#[tokio::test]
async fn free_form_members_are_set_to_null_or_omitted() {
    let server = serve(204, "").await;
    let row = serde_json::Map::from_iter([("c".to_owned(), json!(2))]);
    let none = None::<Value>;
    let request = server.client().post_free_members().body_map(|body| {
        let body = body.rows([&row]).extra(json!({"b": [1]})).meta(&none).always(json!({})).plain(&none).body("b");
        body
    });
    request.clone().send().await.expect("a response");
    let sent = body(&server);
    assert_eq!(sent, json!({"rows": [{"c": 2}], "extra": {"b": [1]}, "meta": null, "always": {}, "body": "b"}));
    let error = request.body_map(|body| body.always(&none).extra(&none)).send().await.expect_err("it is required");
    assert!(error.to_string().ends_with("body.always: required, but got None"), "{error}");
    server.client().post_free_rows().body([row]).send().await.expect("a response");
    assert_eq!(server.last().body(), r#"[{"c":2}]"#);
}

#[tokio::test]
async fn integers_and_times_are_read_leniently_in_the_body_itself() {
    let scores = serve(200, r#"{"a":1.0,"b":2}"#).await.client().get_scores().send().await.expect("a map");
    assert_eq!(scores.iter().map(|(name, score)| (name.as_str(), *score)).collect::<Vec<_>>(), [("a", 1), ("b", 2)]);
    assert!(serve(200, "[]").await.client().get_scores().send().await.expect("an empty map").is_empty());
    let times = serve(200, r#"["2024-01-02 03:04:05"]"#).await.client().get_times().send().await.expect("a list");
    assert_eq!(times[0].to_rfc3339(), "2024-01-02T03:04:05+00:00");
}

#[tokio::test]
async fn any_json_media_type_is_sent_and_accepted_by_name() {
    let server = serve(200, r#"{"a":"b"}"#).await;
    let response = server.client().post_json_api().body_map(|body| body.a("x")).send().await.expect("a response");
    assert_eq!(response.a.as_deref(), Some("b"));
    let sent = server.last();
    assert_eq!(sent.header("content-type"), Some("application/vnd.api+json"));
    assert_eq!(sent.header("accept"), Some("application/vnd.api+json; charset=utf-8"));
}

#[tokio::test]
async fn null_can_be_sent_for_every_property_that_may_be_null() {
    let server = serve(204, "").await;
    for (body, sent) in [(None, "null"), (Some("a"), "\"a\"")] {
        server.client().put_nullable_body().body(body).send().await.expect("a response");
        assert_eq!(server.last().body(), sent);
    }
    let request = server.client().post_nullable().body_map(|body| {
        let body = body.required(None::<&str>).number(5).clear_string().clear_list().clear_kind().clear_inner().clear_time();
        body.clear_count().clear_map().clear_free().nested(rebilly_customer_auth::types::PostNullableBodyNested::builder().clear_deep())
    });
    request.send().await.expect("a response");
    let sent = body(&server);
    assert_eq!(
        sent,
        json!({
            "required": null, "number": 5, "string": null, "list": null, "kind": null, "inner": null, "time": null,
            "count": null, "map": null, "free": null, "nested": {"deep": null},
        })
    );
    let request = server.client().post_nullable().body_map(|body| body.required("a").number(5).defaulted(None::<i64>));
    request.send().await.expect("a response");
    let sent = body(&server);
    assert_eq!(sent.get("defaulted"), None, "None is not null");
}

#[tokio::test]
async fn a_response_with_new_members_decodes() {
    let body = r#"{"x":"new","words":[],"untyped":"new","extra":1,"strict":{"a":1.0,"more":2}}"#;
    let server = serve(200, body).await;
    let inline = server.client().get_inline().send().await.expect("a response");
    assert_eq!((inline.x.as_str(), inline.defaulted.as_deref()), ("new", None));
    assert_eq!(inline.untyped.as_ref().map(ToString::to_string).as_deref(), Some("new"));
    let component = server.client().get_component().send().await.expect("a response");
    assert_eq!(component.x.as_str(), "new");
}

#[tokio::test]
async fn numbers_times_and_maps_are_read_leniently_wherever_they_stand() {
    let body = r#"{"sizes":[[1.0],[2]],"times":{"a":"2017-05-26 18:59:50"},"names":[],"days":[{}],"map":{"k":"v"}}"#;
    let server = serve(200, body).await;
    let read = server.client().get_lenient().send().await.expect("a response");
    assert_eq!((&*read.sizes, read.names.len()), (&[vec![1], vec![2]][..], 0));
    assert_eq!(read.times["a"].to_string(), "2017-05-26 18:59:50 UTC");
    assert_eq!(read.days.as_ref().map(Vec::len), Some(1));
    let body = r#"{"sizes":[],"names":{},"days":[{},5],"map":{"k":"v"},
        "nullable":{"a":"b","n":null},"all":{"a":"b","one":1.0,"wrong":"x","none":null}}"#;
    let server = serve(200, body).await;
    let read = server.client().get_lenient().send().await.expect("a response");
    assert_eq!(read.nullable.as_ref().map(|it| &it.extra["n"]), Some(&None));
    let all: Vec<_> = read.all.iter().flat_map(|all| &all.extra).collect();
    assert_eq!(all, [(&"one".to_owned(), &1)]);
    assert_eq!(read.days, None, "a wrong item of an optional list");
}

#[tokio::test]
async fn a_204_is_a_success_without_a_body_whatever_the_spec_says() {
    let gone = serve(204, "").await.client().delete_gone().send().await.expect("a response").into_inner();
    assert_eq!(gone, None);
    serve(204, "").await.client().post_ratio().body([0.5]).send().await.expect("a response");
}

#[tokio::test]
async fn an_error_that_is_no_json_object_keeps_its_body() {
    let error = serve(400, "[\"canary\"]").await.client().delete_gone().send().await.expect_err("a 400");
    assert_eq!((error.body(), error.problem().is_none()), (&b"[\"canary\"]"[..], true));
    assert!(error.to_string().ends_with("the API rejected some values; see body()"), "{error}");
    let empty = serve(400, "").await.client().delete_gone().send().await.expect_err("a 400");
    assert!(empty.to_string().ends_with("the API rejected some values"), "{empty}");
    assert!(!format!("{error:?}").contains("canary"), "{error:?}");
}

#[tokio::test]
async fn a_number_that_json_lacks_is_rejected_before_sending() {
    let server = serve(204, "").await;
    let request = server.client().post_ratio().least(f64::INFINITY).body([1.0, f64::NAN]);
    let error = request.send().await.expect_err("no number");
    assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::InvalidRequest, false));
    let message = error.to_string();
    assert!(message.contains("least: it is not a finite number") && message.contains("body.1"), "{message}");
}

#[tokio::test]
async fn a_property_may_be_named_like_a_keyword() {
    let server = serve(200, r#"{"description":{"a":"x"},"example":"e","$ref":"r","type":"t"}"#).await;
    let keywords = server.client().get_keywords().send().await.expect("a response");
    let description = keywords.description.as_ref().and_then(|inner| inner.a.as_deref());
    assert_eq!((description, keywords.example.as_deref(), keywords.type_.as_deref()), (Some("x"), Some("e"), Some("t")));
}

#[tokio::test]
async fn what_was_read_is_written_back_whatever_its_properties_are_called() {
    use rebilly_customer_auth::types::builder::MailRequestBuilder;

    let mail = r#"{"build":"b","clone":"c","default":"d","from":"f","into":"i"}"#;
    let server = serve(200, mail).await;
    let read = server.client().put_mail().body_map(|mail| mail).send().await.expect("a response");
    assert_eq!(server.last().body(), "{}");
    assert_eq!(read.clone_().expect("a property whose method would hide that of `Clone`"), "c");
    let server = serve(200, mail).await;
    // The setter `from` hides the function of the trait.
    let same: MailRequestBuilder = (&read).into();
    server.client().put_mail().body(same).send().await.expect("a response");
    // A list that the response lacks stays absent.
    assert_eq!(server.last().body(), mail);
    let server = serve(200, mail).await;
    let none: [&str; 0] = [];
    server.client().put_mail().body_map(|mail| mail.to(none)).send().await.expect("a response");
    assert_eq!(server.last().body(), r#"{"to":[]}"#);
}

#[tokio::test]
async fn named_lists_and_maps_are_standard_library_types() {
    let server = serve(200, r#"{"a":1}"#).await;
    let counts = server.client().put_named().body(["x"]).send().await.expect("a response");
    assert_eq!((counts.get("a"), server.last().body()), (Some(&1), r#"["x"]"#));
}

#[tokio::test]
async fn the_rejected_fields_of_a_problem_are_available_whatever_its_schema_name() {
    let server = serve(422, r#"{"title":"No","invalidFields":[{"field":"equation","message":"odd"}]}"#).await;
    let error = server.client().get_problem().send().await.expect_err("a problem");
    assert!(error.to_string().contains("equation"), "{error}");
    let server = serve(200, r#"{"equation":"1+1"}"#).await;
    assert_eq!(server.client().get_problem().send().await.expect("a response").equation, "1+1");
}

#[tokio::test]
async fn properties_with_the_same_rust_name_have_fields_of_their_own() {
    let server = serve(200, r#"{"user-id":"a","userId":"b","user_id":"c","UserID":"d"}"#).await;
    let request = server.client().post_similar().body_map(|body| body.user_id__("camel").clear_user_id());
    let response = request.send().await.expect("a response");
    let read = (response.user_id.as_deref(), response.user_id_.as_deref(), response.user_id___.as_deref());
    assert_eq!((read, response.user_id__.as_str()), ((Some("c"), Some("d"), Some("a")), "b"));
    let sent = body(&server);
    let expected = json!({"userId": "camel", "user_id": null});
    assert_eq!(sent, expected);
}
