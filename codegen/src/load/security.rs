//! Each security scheme that is asked for is defined.

use serde_json::{Map, Value};

use crate::breach::Breach;
use crate::document::Document;
use crate::place::Place;

const RULE: &str = "undefined-security-scheme";

pub(super) fn check(document: &Document, breaches: &mut Vec<Breach>) {
    if let Some(list) = document.tree.get("security") {
        check_list(document, &Place::from(["security"]), list, breaches);
    }
    for operation in document.operations() {
        if let Some(list) = operation.operation.get("security") {
            check_list(document, &operation.place.at("security"), list, breaches);
        }
    }
}

fn check_list(document: &Document, place: &Place, list: &Value, breaches: &mut Vec<Breach>) {
    let schemes = document.tree.pointer("/components/securitySchemes");
    for (index, alternative) in list.as_array().into_iter().flatten().enumerate() {
        for name in alternative.as_object().into_iter().flat_map(Map::keys) {
            if schemes.and_then(|schemes| schemes.get(name)).is_none() {
                breaches.push(Breach::new(
                    RULE,
                    place.at(index).at(name),
                    format!("the security scheme `{name}` is not defined"),
                    "define it under `components.securitySchemes` or correct the name",
                ));
            }
        }
    }
}
