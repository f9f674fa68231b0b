//! The changes of an overlay, and its diagnostics.

use rebilly_customer_auth_codegen::{
    Document, apply_overlay_and_validate, apply_overlay_str, load_str, parse_str, skipped_actions,
};
use serde_json::{Value, json};

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: T, version: '1' }
tags: [{ name: a }]
paths:
  /a:
    get: { operationId: GetA, responses: { '200': { description: ok } } }
components:
  schemas:
    A: { type: object, properties: { token: { type: string }, inner: { type: object, properties: { token: { type: string } } } } }
    B: { type: object, required: [b], properties: { b: { type: string } } }
";

fn document() -> Document {
    load_str("api.yaml", DOCUMENT).expect("a spec")
}

fn with_actions(actions: &str) -> String {
    format!("overlay: 1.0.0\ninfo: {{ title: T, version: '1' }}\nactions:\n{actions}")
}

fn corrected(actions: &str) -> Value {
    let document = apply_overlay_str(document(), "overlay.yaml", &with_actions(actions));
    document.unwrap_or_else(|diagnostic| panic!("{diagnostic}")).tree().clone()
}

fn diagnostic(overlay: &str) -> String {
    apply_overlay_str(document(), "overlay.yaml", overlay).expect_err("a diagnostic").to_string()
}

#[test]
fn an_overlay_may_correct_an_invalid_spec_and_only_a_stale_target_yields_to_an_error_of_the_spec() {
    let invalid = || parse_str("api.yaml", &DOCUMENT.replace("{ type: string }", "{ $ref: '#/gone' }")).expect("YAML");
    let with = |overlay: &str| apply_overlay_str(invalid(), "overlay.yaml", overlay).map_err(|error| error.rule);
    let correction = "  - target: $..properties[?@['$ref'] == '#/gone']\n    remove: true\n";
    assert!(with(&with_actions(correction)).is_ok());
    let stale = "  - target: $.nothing\n    remove: true\n";
    assert_eq!(with(&with_actions(stale)).map(drop), Err("unknown-ref"));
    assert_eq!(with(&with_actions(&format!("{correction}{stale}"))).map(drop), Err("stale-overlay-target"));
    assert_eq!(with("actions: [").map(drop), Err("syntax"));
    assert_eq!(with(&with_actions("  - target: $.paths\n    set: {}\n")).map(drop), Err("overlay"));
}

#[test]
fn an_update_changes_every_match_of_its_target() {
    let tree = corrected("  - target: $.components.schemas..properties.token\n    update: { x-secret: true }\n");
    let a = &tree["components"]["schemas"]["A"]["properties"];
    assert_eq!(a["token"], json!({ "type": "string", "x-secret": true }));
    assert_eq!(a["inner"]["properties"]["token"], json!({ "type": "string", "x-secret": true }));
}

#[test]
fn an_update_merges_objects_joins_lists_and_replaces_the_rest() {
    let tree = corrected(
        "  - target: $
    update: { info: { version: '2' }, tags: [{ name: b }] }
  - target: $.tags
    update: { name: c }
",
    );
    assert_eq!(tree["info"], json!({ "title": "T", "version": "2" }));
    assert_eq!(tree["tags"], json!([{ "name": "a" }, { "name": "b" }, { "name": "c" }]));
}

#[test]
fn a_removal_removes_every_match_of_its_target() {
    let tree = corrected(
        "  - target: $.components.schemas['A', 'B'].properties[*]\n    remove: true\n  - target: $.components.schemas.B.required\n    remove: true\n",
    );
    assert_eq!(tree["components"]["schemas"]["A"]["properties"], json!({}));
    assert_eq!(tree["components"]["schemas"]["B"], json!({ "type": "object", "properties": {} }));
    let tree = corrected("  - target: $.tags[?@.name == 'a']\n    remove: true\n");
    assert_eq!(tree["tags"], json!([]));
}

#[test]
fn a_target_that_matches_nothing_is_reported() {
    assert_eq!(
        diagnostic(&with_actions("  - target: $.components.schemas.Gone\n    update: {}\n")),
        "overlay.yaml:4:5: stale-overlay-target: actions.0.target: the target `$.components.schemas.Gone` (line 4) \
         matches nothing in api.yaml; correct it, remove the action, or add `x-optional: true` to the action"
    );
}

#[test]
fn an_optional_action_may_match_nothing() {
    let optional = "  - target: $.components.schemas.Gone\n    x-optional: true\n    update: {}\n";
    assert_eq!(&corrected(optional), document().tree());
    let optional = format!("{optional}{}", optional.replace("Gone", "A"));
    let overlay = parse_str("overlay.yaml", &with_actions(&optional)).expect("an overlay");
    let skipped: Vec<String> = skipped_actions(document(), &overlay).iter().map(ToString::to_string).collect();
    assert_eq!(
        skipped,
        [
            "overlay.yaml:4:5: skipped-overlay-target: actions.0.target: the optional target `$.components.schemas.Gone` \
          matches nothing; correct or remove it"
        ]
    );
}

#[test]
fn an_invalid_overlay_is_rejected_with_its_location() {
    let cases = [
        (
            "overlay: 2.0.0\n".to_owned(),
            "overlay.yaml:1:1: overlay: overlay: this is not an overlay of version 1.0; start it with `overlay: 1.0.0`",
        ),
        (
            "overlay: 1.0.0\n".to_owned(),
            "overlay.yaml:1:1: overlay: actions: the overlay has no list of actions; add `actions: []`",
        ),
        (
            with_actions("  - update: {}\n"),
            "overlay.yaml:4:5: overlay: actions.0: this action has no target; add the JSONPath of the nodes to change",
        ),
        (
            with_actions("  - target: $.info\n"),
            "overlay.yaml:4:5: overlay: actions.0: this action changes nothing; add `update` or `remove: true`",
        ),
        (
            with_actions("  - target: $.info\n    updates: {}\n"),
            "overlay.yaml:5:5: overlay: actions.0.updates: an action has no `updates`; did you mean `update`?",
        ),
        (
            with_actions("  - target: $.info.title\n    update: {}\n"),
            "overlay.yaml:4:5: overlay: actions.0.target: the target `$.info.title` matches /info/title, which this \
             action cannot change; update an object with an object, append one item to a list with each action, and remove \
             anything except the whole spec",
        ),
        (
            "overlay: 1.0.0\naction: []\nactions: []\n".to_owned(),
            "overlay.yaml:2:1: overlay: action: an overlay has no `action`; did you mean `actions`?",
        ),
        (
            with_actions("  - target: $.info\n    update: {}\n    remove: true\n"),
            "overlay.yaml:4:5: overlay: actions.0: this action has `update` and `remove: true`; remove one of them",
        ),
        (
            with_actions("  - target: $.gone\n    x-optional: 'true'\n    update: {}\n"),
            "overlay.yaml:5:5: overlay: actions.0.x-optional: `x-optional` must be `true` or `false`; \
             correct it",
        ),
        (
            with_actions("  - target: $.info\n    remove: 'true'\n"),
            "overlay.yaml:5:5: overlay: actions.0.remove: `remove` must be `true` or `false`; correct it",
        ),
    ];
    for (overlay, expected) in cases {
        assert_eq!(diagnostic(&overlay), expected);
    }
    let path = diagnostic(&with_actions("  - target: components.schemas\n    update: {}\n"));
    assert!(
        path.starts_with(
            "overlay.yaml:4:5: overlay: actions.0.target: the target `components.schemas` is not a JSONPath: "
        ),
        "{path}"
    );
}

#[test]
fn a_change_that_its_node_does_not_allow_is_rejected_in_the_overlay() {
    for (action, place) in [
        ("target: $\n    remove: true", "`$` matches the whole spec"),
        ("target: $\n    update: []", "`$` matches the whole spec"),
        ("target: $.tags\n    update: [{ name: b }]", "`$.tags` matches /tags"),
    ] {
        let message = diagnostic(&with_actions(&format!("  - {action}\n")));
        let expected = format!("overlay.yaml:4:5: overlay: actions.0.target: the target {place}, which this action");
        assert!(message.starts_with(&expected), "{message}");
    }
}

#[test]
fn the_keys_of_the_overlay_specification_are_accepted() {
    let overlay = "overlay: 1.0.0\ninfo: { title: T, version: '1' }\nextends: api.yaml\nx-owner: us\nactions:\n  - { target: $.info, update: { title: U }, remove: false, description: D }\n";
    assert!(apply_overlay_str(document(), "overlay.yaml", overlay).is_ok());
}

#[test]
fn the_result_of_an_overlay_is_validated() {
    let message = diagnostic(&with_actions("  - target: $.components.schemas.B.required\n    update: gone\n"));
    assert_eq!(
        message,
        "overlay.yaml:5:5: undefined-required-property: components.schemas.B.required.1: the required property `gone` \
         is not defined; define it under `properties` or remove it from `required`"
    );
}

#[test]
fn a_missing_overlay_is_reported() {
    let message = apply_overlay_and_validate(document(), "nowhere/overlay.yaml").expect_err("a diagnostic").to_string();
    assert!(message.starts_with("nowhere/overlay.yaml: unreadable-file: the file cannot be read"), "{message}");
}

#[test]
fn each_node_of_a_nodelist_is_changed_once_in_any_order() {
    let tags = ["a", "b", "c", "d"].map(|name| format!("{{ name: {name}, description: {name} }}")).join(", ");
    let source = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\ntags: [{tags}]\npaths: {{}}\n");
    let document = load_str("test.yaml", &source).expect("a spec");
    let described = |actions: &str| -> Value {
        let overlaid = apply_overlay_str(document.clone(), "overlay.yaml", &with_actions(actions)).expect("a spec");
        overlaid.tree()["tags"].as_array().into_iter().flatten().map(|tag| tag["description"].clone()).collect()
    };
    let middle =
        ["$.tags[2,1]", "$.tags[1,2,1]", "$.tags[-2,1]", "$.tags[1:3]", "$.tags[?@.name == 'b' || @.name == 'c']"];
    for target in middle {
        assert_eq!(described(&format!("- {{ target: \"{target}\", remove: true }}")), json!(["a", "d"]), "{target}");
    }
    let twice = "- { target: '$.tags[0,0,0]', update: { description: x } }\n- { target: '$.tags[1].description', remove: true }";
    assert_eq!(described(twice), json!(["x", null, "c", "d"]));
    // A node is removed with its parent.
    assert_eq!(
        described(
            "- { target: '$..[1, \"name\"]', remove: true, x-optional: true }\n- { target: '$.tags[*]', update: { name: n } }"
        ),
        json!(["a", "c", "d"])
    );
    let joined =
        "- { target: '$[\"tags\"][1, 0]', remove: true }\n- { target: '$.tags', update: { name: e, description: e } }";
    assert_eq!(described(joined), json!(["c", "d", "e"]));
}

#[test]
fn an_extension_without_effect_is_rejected_and_a_similar_name_is_not() {
    let paths = "{ /a: { get: { operationId: GetA, responses: { 204: { description: Done. } } } } }";
    let schemas = "{ A: { type: object, properties: { a: { type: string } } }, B: { type: object, example: {} } }";
    let source = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {paths}\ncomponents: {{ schemas: {schemas} }}"
    );
    let applied = |target: &str, update: &str| {
        let document = load_str("test.yaml", &source).expect("a spec");
        let overlay = with_actions(&format!("- {{ target: \"{target}\", update: {update} }}"));
        apply_overlay_str(document, "overlay.yaml", &overlay).map_err(|diagnostic| diagnostic.to_string())
    };
    let names = [
        ("$.components.schemas.A.properties", "{ x-foo: { type: string }, default: { type: string } }"),
        ("$.components.schemas", "{ x-foo: { type: string } }"),
        ("$.components.schemas.A", "{ example: { x-foo: 1 }, properties: { x-foo: { type: string } } }"),
        ("$.components.schemas.B.example", "{ x-foo: 1 }"),
        ("$.components.schemas.B", "{ discriminator: { propertyName: a, mapping: { x-foo: A } } }"),
        (
            "$",
            "{ security: [{ x-key: [] }], components: { securitySchemes: { x-key: { type: http, scheme: bearer } } } }",
        ),
        ("$.paths['/a'].get.responses['204']", "{ headers: { x-foo: { schema: { type: string } } } }"),
    ];
    for (target, update) in names {
        assert!(applied(target, update).is_ok(), "{target} {update}: {:?}", applied(target, update));
    }
    let misspelt = [
        ("$.components.schemas.A.properties", "{ default: { type: string, x-secrt: true } }", "default.x-secrt"),
        ("$.components.schemas.A", "{ x-one-or-mny: true }", "x-one-or-mny"),
        ("$.components.schemas.A", "{ discriminator: { x-secret: true } }", "discriminator.x-secret"),
        ("$.info", "{ contact: { x-one-or-mny: true } }", "contact.x-one-or-mny"),
        ("$", "{ tags: [{ name: A, x-secret: true }] }", "tags.0.x-secret"),
        ("$.paths['/a'].get.responses", "{ default: { description: D., x-secrt: true } }", "default.x-secrt"),
        (
            "$.paths['/a'].get",
            "{ parameters: [{ name: p, in: query, x-organisation: true }] }",
            "parameters.0.x-organisation",
        ),
        ("$", "{ x-organization-pth: /o }", "x-organization-pth"),
    ];
    for (target, update, location) in misspelt {
        let message = applied(target, update).expect_err("a diagnostic");
        assert!(message.contains(&format!("unknown-extension: actions.0.update.{location}: ")), "{message}");
        assert!(message.ends_with('?'), "{message}");
    }
    let ignored = [
        ("$.components.schemas.A.properties", "{ a: { x-secret: 'yes' } }", "a.x-secret"),
        ("$.paths['/a'].get", "{ x-secret: true }", "x-secret"),
        ("$.paths['/a'].get.responses", "{ x-secret: true }", "x-secret"),
        ("$.paths['/a'].get", "{ parameters: [{ name: p, in: query, x-secret: true }] }", "parameters.0.x-secret"),
    ];
    for (target, update, location) in ignored {
        let message = applied(target, update).expect_err("a diagnostic");
        let expected = format!("invalid-extension: actions.0.update.{location}: ");
        assert!(message.starts_with("overlay.yaml:") && message.contains(&expected), "{message}");
    }
    // The type of the schema depends on the whole spec.
    let message = applied("$.components.schemas.A", "{ x-secret: true }").expect_err("a diagnostic");
    assert!(message.contains("invalid-extension: components.schemas.A.x-secret: "), "{message}");
}
