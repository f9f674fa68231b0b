//! Compares the security schemes, and reads which of them an operation accepts.

use std::collections::{BTreeMap, BTreeSet};

use rebilly_customer_auth_codegen::document::{operations, resolve_refs};
use rebilly_customer_auth_codegen::{credential_header, is_certificate};
use serde_json::{Map, Value};

use super::change::{Change, Finding};

/// The new names of renamed schemes that are otherwise unchanged.
pub(super) type Renamed = BTreeMap<String, String>;

/// The schemes that the client can send: the header of each, in lower case, and the prefix of its value.
type Table<'t> = BTreeMap<&'t str, (String, &'static str)>;

/// Finds the schemes of the old spec with another name in the new spec.
pub(super) fn renamed(old: &Value, new: &Value) -> Renamed {
    let (old, new) = (table(old), table(new));
    let mut renamed = Renamed::new();
    for (name, scheme) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        let is_its_new_name = |(other, same): &(&&str, &_)| {
            *same == scheme && !old.contains_key(**other) && !renamed.values().any(|taken| taken == **other)
        };
        if let Some((other, _)) = new.iter().find(is_its_new_name) {
            renamed.insert((*name).to_owned(), (*other).to_owned());
        }
    }
    renamed
}

/// Compares the schemes that the client sends in both specs.
pub(super) fn changes(renamed: &Renamed, old: &Value, new: &Value) -> Vec<Change> {
    let (old_table, new_table) = (table(old), table(new));
    let (old_used, new_used) = (used(old), used(new));
    let mut changes = Vec::new();
    for (old_name, new_name) in renamed.iter().filter(|(name, _)| old_used.contains(*name)) {
        let finding = Finding::breaking(format!("the scheme is now called `{new_name}`"));
        changes.push(finding.at(format!("security scheme `{old_name}`")));
    }
    let is_sent = |name: &str| old_used.contains(name) && new_used.contains(name);
    for (name, new) in new_table.iter().filter(|(name, _)| is_sent(name)) {
        if let Some(old) = old_table.get(name).filter(|old| *old != new) {
            let message = format!("it was {} and is now {}", describe(old), describe(new));
            changes.push(Finding::breaking(message).at(format!("security scheme `{name}`")));
        }
    }
    changes
}

fn table(tree: &Value) -> Table<'_> {
    let table = tree.pointer("/components/securitySchemes").and_then(Value::as_object).into_iter().flatten();
    let sent = table.filter_map(|(name, scheme)| {
        let (header, prefix) = credential_header(resolve_refs(tree, scheme))?;
        // The case of a header's name does not matter (RFC 9110, section 5.1).
        Some((name.as_str(), (header.to_ascii_lowercase(), prefix)))
    });
    sent.collect()
}

fn describe((header, prefix): &(String, &str)) -> String {
    format!("`{header}: {prefix}<credential>`")
}

/// Returns the names of the schemes that the client sends for any operation.
fn used(tree: &Value) -> BTreeSet<String> {
    let operations = operations(tree);
    let lists = operations.iter().flat_map(|at| alternatives(tree, at.operation, &Renamed::new()));
    lists.flat_map(Alternative::into_keys).collect()
}

/// Credentials that a request needs together: the schemes, and the scopes of each. Empty if it needs none.
pub(super) type Alternative = BTreeMap<String, BTreeSet<String>>;

/// Returns the credentials that an operation accepts, in order of preference, without those that the client cannot
/// send. An operation's own list replaces that of the spec (OpenAPI 3.0.3, section 4.7.10.1). The client sends one
/// credential in each header, but the server requires all schemes of an alternative (section 4.7.30).
pub(super) fn alternatives(tree: &Value, operation: &Map<String, Value>, renamed: &Renamed) -> Vec<Alternative> {
    let table = table(tree);
    let list = operation.get("security").or(tree.get("security")).and_then(Value::as_array);
    let stated = list.map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_object);
    let is_sent = |name: &String| table.contains_key(name.as_str());
    // A client certificate beside a credential belongs to the connection.
    let is_possible = |names: &&Map<String, Value>| {
        names.is_empty()
            || names.keys().any(is_sent) && names.keys().all(|name| is_sent(name) || is_certificate(tree, name))
    };
    let alternatives = stated.filter(is_possible).map(|names| {
        let scopes = |scopes: &Value| {
            scopes.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        names.iter().map(|(name, list)| (renamed.get(name).unwrap_or(name).clone(), scopes(list))).collect()
    });
    let mut seen = BTreeSet::new();
    let alternatives: Vec<Alternative> = alternatives.filter(|one: &Alternative| seen.insert(one.clone())).collect();
    if alternatives.is_empty() { vec![Alternative::new()] } else { alternatives }
}

/// Returns the headers for the credentials that an operation accepts, in lower case.
pub(super) fn headers(tree: &Value, operation: &Map<String, Value>) -> BTreeSet<String> {
    let table = table(tree);
    let names = alternatives(tree, operation, &Renamed::new()).into_iter().flat_map(Alternative::into_keys);
    names.filter_map(|name| Some(table.get(name.as_str())?.0.clone())).collect()
}

/// Compares the credentials that an operation accepts.
pub(super) fn compare(old: &[Alternative], new: &[Alternative]) -> Vec<Finding> {
    let no_credential = Alternative::new();
    if old == [no_credential.clone()] && !new.contains(&no_credential) {
        let accepted: Vec<String> = new.iter().map(name).collect();
        return vec![Finding::breaking(format!("it now needs a credential: {}", accepted.join(" or ")))];
    }
    // Who has more schemes or scopes than needed is accepted.
    let is_enough = |one: &Alternative, needed: &Alternative| {
        let has = |(name, scopes): (&_, &BTreeSet<_>)| one.get(name).is_some_and(|own| scopes.is_subset(own));
        needed.is_empty() == one.is_empty() && needed.iter().all(has)
    };
    let accepts = |list: &[Alternative], one: &Alternative| list.iter().any(|needed| is_enough(one, needed));
    let names_all = |list: &[Alternative], one: &Alternative| {
        list.iter().any(|other| other.keys().eq(one.keys()) && is_enough(one, other))
    };
    // A credential that is no longer accepted does no harm where none is needed.
    let is_removed = |one: &Alternative| !accepts(new, one) && !new.contains(&no_credential);
    let removed = old.iter().filter(|one| is_removed(one)).map(|one| {
        let with_other_scopes = new.iter().find(|other| other.keys().eq(one.keys()));
        Finding::breaking(match with_other_scopes {
            _ if one.is_empty() => "it now needs a credential".to_owned(),
            Some(other) => format!("it now accepts {} only", name(other)),
            None => format!("it no longer accepts {}", name(one)),
        })
    });
    let has_other_scopes =
        |one: &Alternative| !one.is_empty() && old.iter().any(|other| other.keys().eq(one.keys()) && is_removed(other));
    let added = new.iter().filter(|one| !names_all(old, one) && !has_other_scopes(one));
    let added = added.map(|one| {
        Finding::additive(match one.is_empty() {
            true => "it needs no credential any more".to_owned(),
            false => format!("it accepts {} too", name(one)),
        })
    });
    let findings: Vec<Finding> = removed.chain(added).collect();
    let names = |list: &[Alternative]| -> Vec<String> { list.iter().map(name).collect() };
    let (was, is) = (names(old), names(new));
    let common = |list: &[String], others: &[String]| -> Vec<String> {
        list.iter().filter(|name| others.contains(name)).cloned().collect()
    };
    let is_reordered = common(&was, &is) != common(&is, &was);
    let order = is_reordered.then(|| Finding::additive(format!("it now prefers {}", is.join(", then "))));
    findings.into_iter().chain(order).collect()
}

/// Returns the schemes of an alternative, with their scopes.
fn name(alternative: &Alternative) -> String {
    let schemes = alternative.iter().map(|(name, scopes)| match scopes.is_empty() {
        true => format!("`{name}`"),
        false => format!("`{name}` for {}", scopes.iter().map(String::as_str).collect::<Vec<_>>().join(", ")),
    });
    let schemes: Vec<String> = schemes.collect();
    if schemes.is_empty() { "no credential".to_owned() } else { schemes.join(" with ") }
}
