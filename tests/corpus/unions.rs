//! The unions and compositions of `unions.yaml` as sent and received.

mod support;

use std::collections::BTreeMap;

use rebilly_customer_auth::types;
use serde_json::json;
use support::{body, serve};

#[tokio::test]
async fn a_request_names_its_variant_and_every_tag_is_one() {
    let server = serve(200, r#"{"kind":"cat"}"#).await;
    server.client().post_pet().body_map(|pet| pet.cat(|cat| cat.meow("m"))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "cat", "meow": "m"}));
    server.client().post_pet().body_map(|pet| pet.kitten(|cat| cat.meow("m"))).send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "kitten", "meow": "m"}));
}

#[tokio::test]
async fn extra_members_replace_neither_the_tag_nor_another_property() {
    let server = serve(200, r#"{"kind":"dog"}"#).await;
    let request = |name: &str| {
        let extra = BTreeMap::from([(name.to_owned(), "short".to_owned())]);
        server.client().post_pet().body_map(|pet| pet.dog(|dog| dog.bark("b").extra(extra)))
    };
    for name in ["kind", "bark"] {
        let error = request(name).send().await.expect_err("a repeated name").to_string();
        assert!(error.ends_with(&format!("it contains `{name}`, which the spec declares")), "{error}");
    }
    let owl = |name: &str| types::OwlVariant::from(BTreeMap::from([(name.to_owned(), "short".to_owned())]));
    let owl = |name| server.client().post_pet().body_map(|pet| pet.owl(owl(name)));
    assert!(owl("kind").send().await.expect_err("a repeated name").to_string().contains("`kind`"));
    owl("tail").send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "owl", "tail": "short"}));
    request("tail").send().await.expect("a response");
    assert_eq!(body(&server), json!({"kind": "dog", "bark": "b", "tail": "short"}));
}

#[tokio::test]
async fn a_response_of_an_unknown_variant_decodes() {
    for json in [r#"{"kind":"cat","meow":"m"}"#, r#"{"kind":"bird","wing":2}"#] {
        serve(200, json).await.client().post_pet().body_map(|pet| pet.dog(|dog| dog)).send().await.expect(json);
    }
}

#[tokio::test]
async fn a_schema_that_a_union_shares_keeps_its_tag() {
    let server = serve(200, r#"{"kind":"cat"}"#).await;
    let cat = server.client().post_cat().body_map(|cat| cat.kind("cat").meow("m")).send().await.expect("a response");
    assert_eq!((body(&server), cat.kind.as_str()), (json!({"kind": "cat", "meow": "m"}), "cat"));
}

#[tokio::test]
async fn a_union_may_contain_itself() {
    let server = serve(204, "").await;
    let request = server.client().post_filter().body_map(|filter| {
        filter.and(|and| {
            let eq = || types::Filter::builder().eq(|eq| eq.key("k"));
            and.all([eq()]).first(eq())
        })
    });
    request.send().await.expect("a response");
    let eq = json!({"op": "Eq", "key": "k"});
    assert_eq!(body(&server), json!({"op": "And", "all": [eq], "first": eq}));
}

#[tokio::test]
async fn a_variant_may_contain_a_union_with_variants_of_its_own() {
    let server = serve(204, "").await;
    let guest = types::KennelGuest::builder;
    let cat = (guest().cat(|cat| cat.meow("m")), json!({"kind": "Cat", "meow": "m"}));
    let mouse = (guest().mouse(|mouse| mouse.tail(3)), json!({"kind": "Mouse", "tail": 3}));
    for (guest, expected) in [cat, mouse] {
        let request = server.client().post_shelter().body_map(|shelter| shelter.kennel(|kennel| kennel.guest(guest)));
        request.send().await.expect("a response");
        assert_eq!(body(&server), json!({"kind": "Kennel", "guest": expected}));
    }
}

#[tokio::test]
async fn a_sibling_property_of_a_union_is_a_field_beside_its_variants() {
    let server = serve(200, r#"{"id":"1","note":"n","cat":"c"}"#).await;
    let found = server.client().get_siblings().send().await.expect("a response");
    assert_eq!((found.id.as_str(), found.note.as_deref(), found.cat.as_deref()), ("1", Some("n"), Some("c")));
}

#[tokio::test]
async fn a_schema_has_the_properties_of_its_bases() {
    let server = serve(200, r#"{"id":"1","kind":"lion","claws":5,"mane":"long"}"#).await;
    let lion = server.client().get_entity().send().await.expect("a response");
    assert_eq!((lion.id.as_str(), lion.claws, lion.mane.as_deref()), ("1", Some(5), Some("long")));
}

#[tokio::test]
async fn a_narrowed_property_has_the_narrower_type() {
    let server = serve(200, r#"{"n":5,"m":"m"}"#).await;
    let narrowed = server.client().get_narrowed().send().await.expect("a response");
    let (n, m): (Option<i64>, Option<&str>) = (narrowed.n, narrowed.m.as_deref());
    assert_eq!((n, m), (Some(5), Some("m")));
}

#[tokio::test]
async fn a_property_of_two_types_decodes_as_either() {
    for (json, value) in [(r#"{"value":5}"#, json!(5)), (r#"{"value":5.0}"#, json!(5)), (r#"{"value":"x"}"#, json!("x"))] {
        let read = serve(200, json).await.client().get_value().send().await.expect(json);
        assert_eq!(serde_json::to_value(&*read).expect("JSON")["value"], value, "{json}");
    }
}

#[tokio::test]
async fn a_union_that_contains_itself_is_a_type_that_contains_itself() {
    let json = r#"{"all":[{"key":"a"},{"all":{"key":"b"}}]}"#;
    let server = serve(200, json).await;
    let condition = server.client().post_condition().body_map(|body| body.key("k")).send().await.expect("a response");
    assert_eq!(body(&server), json!({"key": "k"}));
    let decoded = serde_json::to_value(&*condition).expect("JSON");
    assert_eq!(decoded, serde_json::from_str::<serde_json::Value>(json).expect("JSON"));
}

#[tokio::test]
async fn a_list_is_not_read_as_the_members_of_a_struct() {
    for json in ["[]", r#"["a"]"#, r#"{"items":["a"]}"#, r#"{"labels":[]}"#, r#"{"labels":{"a":1}}"#] {
        let catalog = serve(200, json).await.client().get_catalog().send().await.expect("a response");
        assert_eq!(serde_json::to_string(&*catalog).expect("JSON"), json);
    }
    serve(200, r#"[["a"]]"#).await.client().get_catalog().send().await.expect_err("no member of a struct");
}

#[tokio::test]
async fn a_property_that_contains_its_own_type_is_absent_unless_set() {
    let sent = json!({"author": {"manager": {"level": null}}, "score": null});
    let server = serve(200, r#"{"author":{"manager":{"level":"low"}},"score":5}"#).await;
    let person = types::PersonRequest::builder;
    let manager = person().clear_level();
    let request = server.client().post_comment().body_map(|it| it.author(person().manager(manager)).score(None::<types::Score>));
    let comment = request.send().await.expect("a response");
    assert_eq!(body(&server), sent);
    let manager = comment.author.as_ref().and_then(|author| author.manager.as_deref());
    assert_eq!(manager.and_then(|manager| manager.level.as_ref()).map(ToString::to_string).as_deref(), Some("low"));
}

#[tokio::test]
async fn a_problem_keeps_members_of_other_types_than_in_the_spec() {
    let server = serve(422, r#"{"detail":"No","title":{"en":"x"},"extra":"e","code":5,"pin":98765,"nested":{"key":"98765","n":[]}}"#).await;
    let request = server.client().post_filter().body_map(|filter| filter.eq(|eq| eq.key("k")));
    let error = request.send().await.expect_err("a refusal");
    let problem = error.problem().unwrap_or_else(|| panic!("{error}"));
    let title = problem.title.as_ref().and_then(|title| title.en.as_deref());
    assert_eq!((title, problem.extra.as_deref()), (Some("x"), Some("e")));
    assert!(!format!("{problem:?}").contains("98765"), "a secret of another type is shown: {problem:?}");
    let kept = serde_json::to_value(problem).expect("JSON");
    assert_eq!(kept, json!({"detail": "No", "title": {"en": "x"}, "extra": "e", "code": 5}));
}

#[tokio::test]
async fn a_mark_beside_a_reference_applies_and_a_name_may_begin_with_a_digit() {
    let server = serve(200, r#"{"token":"98765","level":"98765","factor":"new"}"#).await;
    let request = server.client().post_marked().body_map(|it| it.token("a").tone(types::Tone::A));
    let marked = request.send().await.expect("a response");
    assert_eq!(body(&server), json!({"token": "a", "tone": "a"}));
    assert!(!format!("{marked:?}").contains("98765"), "{marked:?}");
    assert_eq!(marked.factor.as_ref().map(types::X2fa::as_str), Some("new"));
}

#[tokio::test]
async fn a_discriminator_that_no_alternative_describes_is_a_property() {
    let server = serve(200, r#"{"kind":"new","key":"k"}"#).await;
    let request = server.client().post_kind().body_map(|it| it.kind("Equals").key("a"));
    let response = request.send().await.expect("a response");
    assert_eq!((body(&server), response.kind.as_deref()), (json!({"kind": "Equals", "key": "a"}), Some("new")));
}

#[tokio::test]
async fn mutually_recursive_unions_have_a_client() {
    let server = serve(200, r#"{"name":"a","next":{"size":5,"next":{"name":"b"}}}"#).await;
    let left = server.client().get_twisted().send().await.expect("a response");
    assert_eq!(left.next.as_ref().and_then(|next| next.size), Some(5));
}

#[test]
fn an_incomplete_server_is_a_builder_error() {
    let error = rebilly_customer_auth::Client::builder().build().expect_err("a relative URL");
    assert!(error.to_string().starts_with("base_url: "), "{error}");
}

#[tokio::test]
async fn a_union_of_an_object_and_any_object_has_all_members() {
    let server = serve(200, r#"{"b":[1]}"#).await;
    let request = server.client().post_model_or_map().body_map(|it| it.a("x").extra(json!({"c": 2})));
    let response = request.send().await.expect("a response");
    assert_eq!((body(&server), response.extra["b"].clone()), (json!({"a": "x", "c": 2}), json!([1])));
}
