//! Additive changes of our own spec, whose client the generator writes anew.

use serde_json::json;
use xtask::diff::Level;

use super::{changes, client_changes, of_tree, own};

#[test]
fn additive_changes_of_our_spec_are_reported_and_are_additive_for_its_client() {
    let own = own();
    let mut tree = own.tree().clone();
    let mut before = own.clone();
    let string = json!({ "type": "string" });
    for (parent, key, value) in [
        ("/paths/~1credentials/post/responses", "418", json!({ "description": "No." })),
        ("/components/parameters/CredentialId/schema", "pattern", json!("")),
        ("/components/parameters/Limit/schema", "maximum", json!(5000)),
        ("/components/requestBodies/Credential", "required", json!(false)),
        ("/components/schemas/Link/properties/rel", "enum", json!(["self", "customer", "targetCustomer", "website"])),
        ("/components/schemas/Credential/properties/password", "writeOnly", json!(false)),
        ("/components/schemas/AclScope/properties/customFieldName/items", "maxLength", json!(5000)),
        ("/components/schemas/Credential/properties", "note", string.clone()),
        ("/components/schemas/InvalidField/properties", "reason", string),
    ] {
        tree.pointer_mut(parent).unwrap_or_else(|| panic!("{parent} is nowhere"))[key] = value;
        let after = of_tree(&tree);
        assert!(!changes(&before, &after).is_empty(), "{parent} {key}");
        before = after;
    }
    let found = client_changes(&own, &before);
    assert!(found.iter().all(|change| change.level == Level::Additive), "{found:#?}");
}
