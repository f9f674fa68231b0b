//! A base with a discriminator becomes a union of the schemas that extend it.
//!
//! A document may put the discriminator on a base and let each form extend it by `allOf` (OpenAPI 3.0.3, section
//! 4.7.25). progenitor knows no inheritance and would take the base alone. Each form gets the properties of the base,
//! where it has none by that name itself, and the base becomes the union of its forms.
//!
//! ```yaml
//! # before
//! Login: { discriminator: { propertyName: mode, mapping: { password: '#/…/Password' } }, properties: { mode: {} } }
//! Password: { allOf: [{ $ref: '#/…/Login' }, { properties: { password: {} } }] }
//! # after
//! Login: { discriminator: { propertyName: mode, mapping: { password: '#/…/Password' } }, anyOf: [{ $ref: '#/…/Password' }] }
//! Password: { type: object, properties: { password: {}, mode: {} } }
//! ```

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, resolve_refs, schema_name, schema_reference, schemas, schemas_mut};
use crate::schema;

/// Turns each base with a discriminator into a union of its forms.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let before = document.tree.clone();
    for (base_name, base) in schemas(&before) {
        let forms = forms(&before, base_name, base);
        if forms.is_empty() {
            continue;
        }
        let named = schemas_mut(&mut document.tree);
        for form in &forms {
            if let Some(node) = named.get_mut(form) {
                *node = flatten(&before, node).into();
            }
        }
        if let Some(map) = named.get_mut(base_name).and_then(Value::as_object_mut) {
            map.retain(|key, _| matches!(key.as_str(), "description" | "discriminator"));
            map.insert("anyOf".to_owned(), forms.iter().map(|form| schema_reference(form)).collect());
        }
    }
    Ok(())
}

/// The schemas of the mapping, if all of them extend the base.
fn forms(tree: &Value, base_name: &str, base: &Value) -> Vec<String> {
    if base.get("anyOf").is_some() || base.get("oneOf").is_some() {
        return Vec::new();
    }
    let mapping = base.pointer("/discriminator/mapping").and_then(Value::as_object);
    let mut forms: Vec<String> = Vec::new();
    for target in mapping.into_iter().flat_map(Map::values).filter_map(Value::as_str) {
        let form = target.strip_prefix(SCHEMAS).unwrap_or(target);
        let members = tree.pointer(&format!("/components/schemas/{form}/allOf")).and_then(Value::as_array);
        if !members.into_iter().flatten().any(|member| schema_name(member) == Some(base_name)) {
            return Vec::new();
        }
        forms.push(form.to_owned());
    }
    forms
}

/// A form as one object. What it says itself comes before what a member of its `allOf` says, and the base last.
fn flatten(tree: &Value, form: &Value) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required: Vec<Value> = Vec::new();
    let members = form["allOf"].as_array().into_iter().flatten();
    let (bases, own): (Vec<&Value>, Vec<&Value>) = members.partition(|member| schema_name(member).is_some());
    for part in std::iter::once(form).chain(own).chain(bases) {
        let Some(part) = resolve_refs(tree, part).as_object() else {
            continue;
        };
        let defined = part.get("properties").and_then(Value::as_object);
        for (name, property) in defined.into_iter().flatten() {
            properties.entry(name).or_insert_with(|| property.clone());
        }
        required.extend(schema::strings(part, "required").map(Value::from));
    }
    let mut flat = Map::new();
    flat.extend(form.get("description").map(|text| ("description".to_owned(), text.clone())));
    flat.insert("type".to_owned(), "object".into());
    if !required.is_empty() {
        flat.insert("required".to_owned(), required.into());
    }
    flat.insert("properties".to_owned(), properties.into());
    flat
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn each_form_has_the_properties_of_the_base_and_its_own_first() {
        golden(
            run,
            "
components:
  schemas:
    Login:
      description: How.
      type: object
      discriminator: { propertyName: mode, mapping: { password: '#/components/schemas/Password' } }
      properties: { mode: { type: string }, customerId: { type: string } }
    Password:
      allOf:
        - $ref: '#/components/schemas/Login'
        - required: [username]
          properties: { username: { type: string }, customerId: { type: string, readOnly: true } }
",
            "
components:
  schemas:
    Login:
      description: How.
      discriminator: { propertyName: mode, mapping: { password: '#/components/schemas/Password' } }
      anyOf: [{ $ref: '#/components/schemas/Password' }]
    Password:
      type: object
      required: [username]
      properties: { username: { type: string }, customerId: { type: string, readOnly: true }, mode: { type: string } }
",
        );
    }

    #[test]
    fn a_base_whose_forms_do_not_extend_it_is_left_alone() {
        let text = "
components:
  schemas:
    Login: { discriminator: { propertyName: mode, mapping: { a: '#/components/schemas/A' } } }
    A: { type: object }
";
        golden(run, text, text);
    }
}
