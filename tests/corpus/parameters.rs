//! The parameters of `parameters.yaml` as sent.

mod support;

use std::collections::BTreeMap;

use rebilly_customer_auth::{OPERATIONS, Paginate, types};
use support::serve;

#[tokio::test]
async fn a_parameter_is_sent_in_its_style() {
    let server = serve(204, "").await;
    let request = server.client().get_styles().id(5).list(["a,b", "c"]).x_kind(types::Kind::One);
    let request = request.x_list(["x", "y"]).x_secret("canary").joined(["a", "b c"]).composed(["a", "b"]).pipes([1, 2]).ratio(0.1);
    let members = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
    let filter = types::GetStylesFilter::builder().a("x");
    let request = request.repeated(["a", "b"]).members(members).filter(filter);
    request.json(types::GetStylesJson::builder().a(1)).shared(["s", "t"]).send().await.expect("a response");
    let sent = server.last();
    assert_eq!(
        sent.line(),
        "GET /styles/5/a%2Cb,c?joined=a,b%20c&composed=a,b&pipes=1%7C2&ratio=0.1&repeated%5B%5D=a&repeated%5B%5D=b&k=v&\
         filter%5Ba%5D=x&json=%7B%22a%22%3A1%7D&shared=s,t"
    );
    let headers = ["x-list", "x-secret", "x-kind"].map(|name| sent.header(name));
    assert_eq!(headers, [Some("x,y"), Some("canary"), Some("one")]);
}

#[tokio::test]
async fn the_members_of_an_object_are_checked_and_their_secrets_are_hidden() {
    let server = serve(204, "").await;
    let request = server.client().get_styles().id(5).list(["a"]).x_kind(types::Kind::Two);
    let filter = types::GetStylesFilter::builder();
    let error = request.clone().filter(filter.clone()).send().await.expect_err("a required member is missing");
    assert_eq!(error.to_string(), "getStyles (GET /styles/{id}/{list}): not set: filter.a");
    let request = request.filter(filter.a("canary"));
    assert!(!format!("{request:?}").contains("canary"), "{request:?}");
}

#[tokio::test]
async fn an_omitted_parameter_is_not_sent() {
    let server = serve(204, "").await;
    server.client().get_styles().id(5).list(["a"]).x_kind(types::Kind::Two).send().await.expect("a response");
    assert_eq!((server.last().line(), server.last().header("x-list")), ("GET /styles/5/a", None));
}

#[tokio::test]
async fn a_reserved_name_is_changed() {
    let server = serve(204, "").await;
    let request = server.client().client().body_("b").send_("s").client_("c").type_("t").user_id_("u").user_id("v");
    request.body_map(|body| body.a("a")).await.expect("a response");
    let sent = server.last();
    assert_eq!((sent.line(), sent.body()), ("POST /reserved?body=b&send=s&client=c&type=t&userId=u&user_id=v", r#"{"a":"a"}"#));
    assert_eq!(sent.header("accept"), Some("application/json"));
}

#[tokio::test]
async fn a_parameter_may_be_named_like_a_variable_of_the_generated_code() {
    let server = serve(200, "\"ok\"").await;
    let request = server.client().get_x_y().operation("o").request("r").request_(["q"]).response("p").value("v");
    let request = request.span("s").self_("t").index("i").body_map(|body| body.request("b"));
    request.send().await.expect("a response");
    let sent = server.last();
    assert_eq!((sent.line(), sent.body()), ("POST /locals/o?span=s&self=t&index=i", r#"{"request":"b"}"#));
    let headers = ["request", "request_", "response", "value"].map(|name| sent.header(name));
    assert_eq!(headers, [Some("r"), Some("q"), Some("p"), Some("v")]);
}

#[tokio::test]
async fn a_union_is_sent_in_the_style_of_its_value() {
    let server = serve(204, "").await;
    let created = types::GetByUnionCreatedVariant0::builder().gt(1).build().expect("a value");
    let request = server.client().get_by_union().created(types::GetByUnionCreated::from(created));
    request.ids(types::GetByUnionIds::from(vec![1, 2])).send().await.expect("a response");
    assert_eq!(server.last().line(), "GET /unions?created%5Bgt%5D=1&ids=1,2");
    let request = server.client().get_by_union().created(types::GetByUnionCreated::from(5));
    request.ids(types::GetByUnionIds::from(3)).send().await.expect("a response");
    assert_eq!(server.last().line(), "GET /unions?created=5&ids=3");
}

#[tokio::test]
async fn a_response_without_content_is_an_empty_page() {
    let server = serve(204, "").await;
    let mut pages = server.client().list_or_nothing().limit(3).pages();
    assert!(pages.next().await.expect("a page").expect("a page").items.is_empty());
    assert!(pages.next().await.is_none());
    let server = serve(200, r#"["a","b"]"#).await;
    let mut pages = server.client().list_or_nothing().limit(3).pages();
    assert_eq!(pages.next().await.expect("a page").expect("a page").items, ["a", "b"]);
}

#[tokio::test]
async fn an_operation_is_sent_with_its_method_and_path() {
    let server = serve(204, "").await;
    let client = server.client();
    client.get_literal().send().await.expect("a response");
    assert_eq!(server.last().line(), "GET /a%20b/gr%C3%B6%C3%9Fe/");
    let pageable = types::Pageable::builder().page(0).sort(["name", "id,desc"]);
    client.get_pageable().pageable(pageable).send().await.expect("a response");
    assert_eq!(server.last().line(), "GET /pageable?page=0&sort=name&sort=id%2Cdesc");
    client.get_by_size().größe_in_cm("a b").send().await.expect("a response");
    assert_eq!(server.last().line(), "GET /100%25/a%20b");
    client.build().send().await.expect("a response");
    assert_eq!(server.last().line(), "GET /");
    client.options_root().send().await.expect("a response");
    assert_eq!(server.last().line(), "OPTIONS /");
    client.trace_root().send().await.expect("a response");
    assert_eq!(server.last().line(), "TRACE /");
    client.patch_root().send().await.expect("a response");
    assert_eq!(server.last().line(), "PATCH /");
}

#[tokio::test]
async fn the_response_to_head_has_no_body() {
    let server = serve(200, "12345").await;
    server.client().head_root().send().await.expect("a response");
    assert_eq!(server.last().line(), "HEAD /");
}

#[tokio::test]
async fn a_collection_is_paginated_whatever_the_types_of_its_parameters() {
    let server = serve(200, r#"["a","b"]"#).await;
    let mut pages = server.client().list_signed().limit(3).pages();
    let page = pages.next().await.expect("a page").expect("a page");
    assert_eq!(page.items, ["a", "b"]);
    assert!(pages.next().await.is_none());
    let paginated = OPERATIONS.iter().filter(|operation| operation.pagination.is_some()).map(|operation| operation.id);
    assert_eq!(paginated.collect::<Vec<_>>(), ["listSigned", "listOrNothing"]);
    let names = server.client().list_by_name().offset(1).limit("x").send().await.expect("a response");
    assert_eq!((names.len(), server.last().line().to_owned()), (2, "GET /page/of/strings?limit=x&offset=1".to_owned()));
}
