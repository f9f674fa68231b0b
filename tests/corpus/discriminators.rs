//! The values of `discriminators.yaml` that select variants, as sent and received.

mod support;

use rebilly_customer_auth::types;
use serde_json::json;
use support::{body, serve};

#[tokio::test]
async fn a_schema_that_is_split_is_selected_by_its_name_in_the_spec() {
    let server = serve(200, r#"{"kind":"Cat"}"#).await;
    server.client().post_split().body_map(|pet| pet.cat(|cat| cat.age(3))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "Cat", "age": 3}));
    let tag = rebilly_customer_auth::types::TagRequest::builder().text("t");
    let request = server.client().post_split().body_map(|pet| pet.dog(|dog| dog.age(3).tag(tag)));
    request.send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "dog", "age": 3, "tag": {"text": "t"}}));
}

#[tokio::test]
async fn a_schema_whose_rust_name_is_taken_is_selected_by_its_name_in_the_spec() {
    let server = serve(204, "").await;
    server.client().post_renamed().body_map(|pet| pet.option(|it| it.a("x"))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "Option", "a": "x"}));
    server.client().post_renamed().body_map(|pet| pet.big_mouse(|it| it.b("x"))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "Big_Mouse", "b": "x"}));
    server.client().post_renamed().body_map(|pet| pet.big_mouse_(|it| it.c("x"))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "big_mouse", "c": "x"}));
}

#[tokio::test]
async fn a_schema_with_one_value_is_selected_by_it() {
    let server = serve(204, "").await;
    server.client().post_only().body_map(|it| it.circle(|it| it.radius(1))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"shape": "circle", "radius": 1}));
    server.client().post_only().body_map(|it| it.square(|it| it.side(1))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"shape": "Square", "side": 1}));
}

#[tokio::test]
async fn the_variants_of_a_union_in_a_union_have_their_properties() {
    let server = serve(204, "").await;
    let request = server.client().post_nested().body_map(|it| it.lynx(|lynx| lynx.ears("e").lives(9)));
    request.send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "lynx", "ears": "e", "lives": 9}));
    server.client().post_nested().body_map(|it| it.lion(|lion| lion.mane("m"))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "lion", "mane": "m"}));
    server.client().post_nested().body_map(|it| it.wolf(|wolf| wolf.pack("p"))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "wolf", "pack": "p"}));
}

#[tokio::test]
async fn a_variant_that_is_a_union_without_discriminator_sends_the_tag_once() {
    let server = serve(204, "").await;
    server.client().post_flattened().body_map(|it| it.bus(|bus| bus.seats(9))).send().await.expect("a response");
    assert_eq!(server.last().body(), r#"{"kind":"bus","seats":9}"#);
}

#[tokio::test]
async fn a_base_has_the_variants_that_its_mapping_lacks() {
    let server = serve(200, r#"{"kind":"Duck","name":"n","wings":2,"pond":"p"}"#).await;
    let request = server.client().post_base().body_map(|it| it.duck(|duck| duck.name("n").wings(2).pond("p")));
    let duck = request.send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "Duck", "name": "n", "wings": 2, "pond": "p"}));
    assert_eq!((duck.name.as_str(), duck.wings, duck.pond.as_deref()), ("n", Some(2), Some("p")));
}

#[tokio::test]
async fn a_variant_with_another_discriminator_has_the_properties_of_its_own_variants() {
    let server = serve(200, r#"{"kind":"shark","type":"saw","length":2}"#).await;
    let request = server.client().post_fish().body_map(|it| it.shark(|it| it.type_("saw").length(2)));
    let fish = request.send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "shark", "type": "saw", "length": 2}));
    assert_eq!((fish.type_.as_deref(), fish.length), (Some("saw"), Some(2)));
}

#[tokio::test]
async fn a_response_with_an_unknown_value_needs_only_what_the_base_requires() {
    let bird = r#"{"kind":"Bird","name":"n"}"#;
    let server = serve(200, bird).await;
    let split = server.client().post_split().body_map(|pet| pet.cat(|cat| cat.age(3))).send().await.expect("a response");
    assert_eq!(split.kind, "Bird");
    let hen = server.client().post_base().body_map(|it| it.hen(|hen| hen.name("n").wings(2)));
    assert_eq!(hen.send().await.expect("a response").name, "n");
    serve(200, bird).await.client().get_lone().send().await.expect("a response");
}

#[tokio::test]
async fn a_base_whose_variants_have_no_tag_is_sent_as_it_is() {
    let server = serve(200, r#"{"kind":"cat","lives":9}"#).await;
    let cat = types::UntaggedCat::builder().kind(types::UntaggedCatKind::Cat).lives(9).build().expect("a cat");
    let cat = server.client().post_untagged().body(types::Untagged::from(cat)).send().await.expect("a response");
    assert_eq!((body(&server), cat.lives), (json!({"kind": "cat", "lives": 9}), Some(9)));
}

#[tokio::test]
async fn a_base_that_may_be_null_has_its_variants() {
    let server = serve(200, r#"{"kind":"Kitten","lives":9}"#).await;
    let kitten = types::NullableBaseRequest::builder().kitten(|kitten| kitten.lives(9));
    let request = server.client().post_nullable_base().body(kitten);
    let response = request.send().await.expect("a response").into_inner().expect("a kitten");
    assert_eq!((body(&server), response.lives), (json!({"kind": "Kitten", "lives": 9}), Some(9)));
}
