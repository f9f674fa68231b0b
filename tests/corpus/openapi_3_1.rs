//! The keywords of OpenAPI 3.1 as sent and received. `openapi_3_1.yaml` refers to the files in `openapi_3_1/`.

mod support;

use rebilly_customer_auth::types::ChartsSpanItem;
use serde_json::json;
use support::{body, serve};

const ID: &str = "9fc9b6c2-2b1e-4f0e-8f5c-0d0e9a1d3c11";

#[tokio::test]
async fn null_is_sent_where_the_type_allows_it() {
    let server = serve(201, r#"{"title":"t","note":null}"#).await;
    let request = server.client().post_track().body_map(|track| track.title("t").note(None::<&str>).clear_state());
    let track = request.send().await.expect("a response");
    let sent = body(&server);
    assert_eq!(sent, json!({"title": "t", "note": null, "state": null}));
    assert_eq!((track.title.as_str(), track.note.as_deref()), ("t", None));
}

#[tokio::test]
async fn a_path_item_of_another_file_is_an_operation() {
    let server = serve(200, r#"{"title":"t","note":"n","length":5,"price":1.5,"cover":{"title":"c"}}"#).await;
    let track = server.client().get_track().id(ID).send().await.expect("a response");
    assert_eq!(server.last().line(), format!("GET /tracks/{ID}"));
    // A property of a condition is an optional field.
    assert_eq!((track.length, track.price), (Some(5), Some(1.5)));
    // A required property that may be `null` may be absent.
    assert_eq!(track.cover.as_ref().map(|cover| (cover.title.as_str(), cover.note.as_deref())), Some(("c", None)));
}

#[tokio::test]
async fn tuples_and_pattern_properties_decode() {
    let json = r#"{"kind":"weekly","places":[{"rank":1,"track":{"title":"t","note":null}}],"sales":{"ca":7},"span":["w",9],"cover":"aa==","anything":[1]}"#;
    let charts = serve(200, json).await.client().get_charts().genre("jazz").limit(5).send().await.expect("a response");
    let place = charts.places.first().expect("a place");
    assert_eq!((place.rank, place.track.as_ref().map(|track| track.title.as_str())), (Some(1), Some("t")));
    assert_eq!(charts.sales.get("ca"), Some(&7));
    assert!(matches!(charts.span.as_slice(), [ChartsSpanItem::String(w), ChartsSpanItem::Integer(9)] if w == "w"));
    assert_eq!(charts.anything, Some(json!([1])));
}

#[tokio::test]
async fn a_problem_of_another_file_is_read() {
    let server = serve(422, r#"{"title":"No","line":3}"#).await;
    let error = server.client().post_track().body_map(|it| it.title("t").note("n")).send().await.expect_err("a 422");
    assert_eq!(error.problem().and_then(|problem| problem.line), Some(3));
}
