//! Compares the types that operations use, as the API sends and accepts them. What becomes of them in Rust shows where
//! the clients are compared.
//!
//! A type of the old spec is compared with the type in its place in the new spec, so names do not matter. Each pair is
//! compared once, before its operations are determined: a type may contain itself.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use rebilly_customer_auth_codegen::schema::reachable;
use rebilly_customer_auth_codegen::{field_names, variant_names};
use serde_json::Value;

use super::change::{AllOperations, Change, Finding};
use super::constraints;
use super::schema::{Direction, Form, Key, Node, Object, Union};

/// All pairs of types in corresponding positions.
#[derive(Default)]
pub(super) struct Types<'t> {
    pairs: Vec<Pair>,
    /// The pairs that are still to be compared.
    pending: VecDeque<(usize, Form<'t>, Form<'t>)>,
    index: HashMap<(Direction, Key, Key), usize>,
    /// Whether they are in headers, which the client returns as strings: only their types matter, not the names of
    /// variants and fields.
    are_headers: bool,
    /// The number of pairs so far that contain several alternatives.
    united: usize,
}

struct Pair {
    location: String,
    direction: Direction,
    findings: Vec<Finding>,
    leads_to: Vec<usize>,
}

/// The maximum of `Types::united`. Alternatives that contain each other make a pair for each set of them.
const MAX_UNITED: usize = 1_000;

/// The directions and the operations that use a type.
type Users<'a> = (BTreeSet<&'a str>, BTreeSet<String>);

/// An old and a new value in corresponding positions, and their name in messages.
pub(super) struct Location<'a, 't> {
    pub(super) subject: &'a str,
    /// The name of the type in messages if the schema has no name.
    pub(super) location: &'a str,
    pub(super) direction: Direction,
    pub(super) old: &'a Node<'t>,
    pub(super) new: &'a Node<'t>,
}

/// The result of a comparison.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) findings: Vec<Finding>,
    /// The pairs of types inside.
    pub(super) leads_to: Vec<usize>,
    is_other_type: bool,
}

impl<'t> Types<'t> {
    /// Compares two values, including `null`.
    pub(super) fn compare_whole(&mut self, at: &Location<'_, 't>) -> Compared {
        let mut compared = self.compare(at);
        if !compared.is_other_type {
            compared.findings.extend(null(at));
        }
        compared
    }

    /// Compares two headers of a response and the values inside them.
    pub(super) fn compare_header(at: &Location<'_, 't>) -> Vec<Finding> {
        let mut types = Self { are_headers: true, ..Self::default() };
        let mut findings = types.compare(at).findings;
        types.compare_pairs();
        for Pair { location, findings: inside, .. } in types.pairs {
            let subject = match location == at.location {
                true => at.subject.to_owned(),
                false => format!("`{location}` in {}", at.subject),
            };
            let inside = inside.into_iter();
            findings.extend(inside.map(|it| Finding { message: format!("{subject}: {}", it.message), ..it }));
        }
        findings
    }

    /// Compares two values, except for `null`.
    pub(super) fn compare(&mut self, at: &Location<'_, 't>) -> Compared {
        let Location { subject, direction, old, new, .. } = *at;
        let (mut old_form, mut new_form) = (old.form(direction), new.form(direction));
        // A union whose alternatives have one type is compared as that type. Two unions are compared form by form,
        // unless both allow any value of the type.
        let is_one_by_one = match (&old_form, &new_form) {
            (Form::Union(old), Form::Union(new)) => !old.is_one_type(direction) || !new.is_one_type(direction),
            _ => false,
        };
        for form in [&mut old_form, &mut new_form].into_iter().filter(|_| !is_one_by_one) {
            let Form::Union(union) = &*form else { continue };
            if let Some(one_type) = union.one_type(direction) {
                *form = one_type;
            }
        }
        let mut compared = Compared::default();
        // Of unions, the values of each form are compared.
        let lists = [old, new].map(|node| node.values(direction).filter(|_| !is_one_by_one));
        // A listed value is within its limits, and limits that allow all values of a former list exclude none.
        let are_limits_met = match &lists {
            [Some(values), None] => constraints::allow(new, values),
            [_, new] => new.is_some(),
        };
        let values = values(subject, direction, &new_form, lists);
        match (&old_form, &new_form) {
            (Form::Any, Form::Any) => {}
            (Form::Scalar(old), Form::Scalar(new)) if old == new => {}
            _ if old_form.is_same_kind(&new_form) && !is_replaced(at, &old_form, &new_form) => {
                compared.leads_to.extend(self.pair(at, old_form, new_form));
            }
            _ => {
                compared.findings.extend(other_kind(at, &old_form, &new_form));
                compared.is_other_type = true;
                compared.leads_to.extend(self.item_and_whole(at, &old_form, &new_form));
                return compared;
            }
        }
        if !self.are_headers {
            compared.findings.extend(values);
        }
        if direction == Direction::Request && !are_limits_met {
            compared.findings.extend(constraints::compare(subject, old, new));
        }
        compared
    }

    /// If a list became a single item or the reverse, the items are still compared.
    fn item_and_whole(&mut self, at: &Location<'_, 't>, old_form: &Form<'t>, new_form: &Form<'t>) -> Option<usize> {
        let (old, new) = match (old_form, new_form) {
            (Form::List(item), _) => (item, at.new),
            (_, Form::List(item)) => (at.old, item),
            _ => return None,
        };
        let (old_form, new_form) = (old.form(at.direction), new.form(at.direction));
        let (Form::Object(old_object), Form::Object(new_object)) = (&old_form, &new_form) else { return None };
        // An envelope has other properties than the items.
        let have_common = old_object.properties.keys().any(|name| new_object.properties.contains_key(name));
        let at = Location { old, new, ..*at };
        have_common.then(|| self.pair(&at, old_form, new_form)).flatten()
    }

    /// Queues a pair of types for comparison.
    fn pair(&mut self, at: &Location<'_, 't>, old: Form<'t>, new: Form<'t>) -> Option<usize> {
        let key = (at.direction, at.old.key(), at.new.key());
        if let Some(index) = self.index.get(&key) {
            return Some(*index);
        }
        let is_united = at.old.is_united() || at.new.is_united();
        self.united += usize::from(is_united);
        if is_united && self.united > MAX_UNITED {
            return None;
        }
        let index = self.add(at.new.name.unwrap_or(at.location), at.direction, old, new);
        self.index.insert(key, index);
        Some(index)
    }

    /// Queues a new pair, also of types without a schema, such as the unified error types.
    pub(super) fn add(&mut self, location: &str, direction: Direction, old: Form<'t>, new: Form<'t>) -> usize {
        let (index, location) = (self.pairs.len(), location.to_owned());
        self.pairs.push(Pair { location, direction, findings: Vec::new(), leads_to: Vec::new() });
        self.pending.push_back((index, old, new));
        index
    }

    /// Compares all pairs, including those found during the comparison.
    pub(super) fn compare_pairs(&mut self) {
        while let Some((index, old, new)) = self.pending.pop_front() {
            let (location, direction) = (self.pairs[index].location.clone(), self.pairs[index].direction);
            let compared = match (&old, &new) {
                (Form::List(old), Form::List(new)) => {
                    let location = format!("{location}[]");
                    self.compare_whole(&Location { subject: "an item", location: &location, direction, old, new })
                }
                (Form::Object(old), Form::Object(new)) => self.objects(&location, direction, old, new),
                (Form::Union(old), Form::Union(new)) => self.unions(&location, direction, old, new),
                _ => Compared::default(),
            };
            let pair = &mut self.pairs[index];
            (pair.findings, pair.leads_to) = (compared.findings, compared.leads_to);
        }
    }

    fn objects(&mut self, location: &str, direction: Direction, old: &Object<'t>, new: &Object<'t>) -> Compared {
        let mut compared = Compared::default();
        for (name, old) in &old.properties {
            let Some(new) = new.properties.get(name) else {
                compared.findings.push(Finding::breaking(format!("`{name}` is gone")));
                continue;
            };
            let (subject, location) = (format!("`{name}`"), format!("{location}.{name}"));
            let at = Location { subject: &subject, location: &location, direction, old: &old.node, new: &new.node };
            compared.extend(self.compare_whole(&at));
            compared.findings.extend(presence(&at, old.is_required, new.is_required));
        }
        for (name, new) in new.properties.iter().filter(|(name, _)| !old.properties.contains_key(*name)) {
            let is_asked = direction == Direction::Request && new.is_required;
            compared.findings.push(match is_asked {
                true => Finding::breaking(format!("`{name}` is new and required")),
                false => Finding::additive(format!("`{name}` is new")),
            });
        }
        if !self.are_headers {
            compared.findings.extend(fields(old, new));
        }
        compared.extend(self.rest(location, direction, old, new));
        for (tag, was) in &old.tags {
            // An alias has the same schema.
            if let Some(is) = new.tags.get(tag).filter(|is| *is != was && new.tags.values().any(|other| other == was)) {
                compared.findings.push(Finding::breaking(format!("`{tag}` stands for `{is}`, no longer for `{was}`")));
            }
            let renamed = new.tags.iter().find(|(other, is)| *is == was && !old.tags.contains_key(*other));
            if let Some((now, _)) = renamed.filter(|_| !new.tags.contains_key(tag)) {
                compared.findings.push(other_tag(was, tag, now));
            }
        }
        compared
    }

    /// Compares the members that are not listed.
    fn rest(&mut self, location: &str, direction: Direction, old: &Object<'t>, new: &Object<'t>) -> Compared {
        let is_any = |rest: &Node<'t>| matches!(rest.form(direction), Form::Any);
        // In Rust, a map without members is as good as any map in a response.
        let is_any_map = |it: &Object<'t>| it.is_map() && it.rest.as_ref().is_none_or(is_any);
        let findings = match (&old.rest, &new.rest) {
            _ if direction == Direction::Response && is_any_map(old) && is_any_map(new) => Vec::new(),
            (None, None) => Vec::new(),
            (None, Some(_)) => vec![Finding::additive("it may now have members that are not listed")],
            (Some(_), None) => vec![Finding::breaking("it no longer has members that are not listed")],
            (Some(old), Some(new)) => {
                let location = format!("{location}{{}}");
                let subject = "a member that is not listed";
                return self.compare_whole(&Location { subject, location: &location, direction, old, new });
            }
        };
        Compared { findings, ..Compared::default() }
    }

    fn unions(&mut self, location: &str, direction: Direction, old: &Union<'t>, new: &Union<'t>) -> Compared {
        let mut compared = Compared::default();
        let telling_apart = match (old.tag, new.tag) {
            (Some(old), Some(new)) if old != new => Some(format!("told apart by `{new}`, no longer by `{old}`")),
            (Some(tag), None) => Some(format!("no longer told apart by `{tag}`")),
            (None, Some(tag)) => Some(format!("now told apart by `{tag}`")),
            _ => None,
        };
        compared.findings.extend(telling_apart.map(|how| Finding::breaking(format!("its forms are {how}"))));
        let is_tagged = old.tag.is_some() && new.tag.is_some();
        let variants = pair_variants(old, new, is_tagged);
        // Only the enum of a tagged union writes the tag itself.
        let whole = |node: &Node<'t>| if is_tagged { node.clone() } else { node.with_tag() };
        for (name, old, new) in variants.both {
            let (old, new) = (&whole(old), &whole(new));
            let subject = format!("the form `{name}`");
            let location = format!("{location}({name})");
            // The union, not the alternative, has `null`.
            compared.extend(self.compare(&Location { subject: &subject, location: &location, direction, old, new }));
        }
        for (schema, was, is) in &variants.renamed {
            compared.findings.push(other_tag(schema, was, is));
        }
        if is_tagged {
            let is_renamed =
                |was: &str, is: &str| variants.renamed.iter().any(|(_, old, new)| (*old, *new) == (was, is));
            compared.findings.extend(other_variants("", &old.tags(), &new.tags(), is_renamed));
        }
        for name in variants.removed {
            compared.findings.push(Finding::breaking(format!("the form `{name}` is gone")));
        }
        for name in variants.added {
            let message = format!("the form `{name}` is new");
            // A response enum without a common struct is closed: a response in the new form fails to decode.
            compared.findings.push(match direction {
                Direction::Request => Finding::additive(message),
                Direction::Response => Finding::breaking(message),
            });
        }
        compared
    }

    /// Returns the changes of the types, each listed once. `roots` contains the pairs that each operation uses.
    pub(super) fn changes(&self, roots: &BTreeMap<String, Vec<usize>>, all: &AllOperations) -> Vec<Change> {
        let reach = self.reach(roots);
        let mut folded: BTreeMap<(&str, Finding), Users<'_>> = BTreeMap::new();
        for (index, pair) in self.pairs.iter().enumerate() {
            for finding in pair.findings.iter().cloned() {
                let (directions, operations) = folded.entry((&pair.location, finding)).or_default();
                directions.insert(match pair.direction {
                    Direction::Request => "requests",
                    Direction::Response => "responses",
                });
                operations.extend(reach[index].iter().cloned());
            }
        }
        let described = |location: &str, directions: BTreeSet<&str>, operations: &BTreeSet<String>| {
            let directions = Vec::from_iter(directions).join(" and ");
            match operations.is_empty() {
                // The location of a body without a name says where it is.
                _ if location.starts_with("the ") => location.to_owned(),
                true => format!("`{location}` in {directions}"),
                false => format!("`{location}` in {directions} of {}", all.count(operations)),
            }
        };
        let changes = folded.into_iter().map(|((location, finding), (directions, operations))| {
            finding.at(described(location, directions, &operations))
        });
        changes.collect()
    }

    /// Returns the operations that use each pair.
    fn reach(&self, roots: &BTreeMap<String, Vec<usize>>) -> Vec<BTreeSet<String>> {
        let mut reach = vec![BTreeSet::new(); self.pairs.len()];
        for (operation, roots) in roots {
            let used = reachable(roots.iter().copied(), |index| self.pairs[*index].leads_to.iter().copied());
            used.into_iter().for_each(|index| _ = reach[index].insert(operation.clone()));
        }
        reach
    }
}

impl Compared {
    pub(super) fn extend(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.leads_to.extend(other.leads_to);
    }
}

/// Returns whether an object replaces another one: it has another name and no property in common with it, such as an
/// envelope.
fn is_replaced(at: &Location<'_, '_>, old: &Form<'_>, new: &Form<'_>) -> bool {
    let (Form::Object(old), Form::Object(new)) = (old, new) else { return false };
    let have_properties = !old.properties.is_empty() && !new.properties.is_empty();
    at.old.name != at.new.name && have_properties && !old.properties.keys().any(|key| new.properties.contains_key(key))
}

fn other_kind(at: &Location<'_, '_>, old: &Form<'_>, new: &Form<'_>) -> Option<Finding> {
    let (was, is) = (describe(old, at.old.name), describe(new, at.new.name));
    (was != is).then(|| Finding::breaking(format!("{} was {was} and is now {is}", at.subject)))
}

/// Returns the kind of a value, with the name of its schema if that tells it apart.
fn describe(form: &Form<'_>, name: Option<&str>) -> String {
    let article = match noun(form) {
        "JSON value" => "any",
        "forms" => "one of several",
        "integer" | "object" => "an",
        _ => "a",
    };
    let name = name.filter(|_| form.scalar().is_none()).map(|name| format!(" (`{name}`)"));
    format!("{article} {}{}", noun(form), name.unwrap_or_default())
}

fn noun<'t>(form: &Form<'t>) -> &'t str {
    match form {
        Form::Any => "JSON value",
        Form::Scalar(kind) => kind,
        Form::List(_) => "list",
        Form::Object(object) if object.is_map() => "map",
        Form::Object(_) => "object",
        Form::Union(_) => "forms",
    }
}

/// Compares whether a property, parameter or header may be left out, and its default, which the server uses then.
pub(super) fn presence(at: &Location<'_, '_>, was_required: bool, is_required: bool) -> Option<Finding> {
    let subject = at.subject;
    match (was_required, is_required, at.direction) {
        (true, true, _) | (false, false, Direction::Response) => None,
        (true, false, Direction::Request) => Some(Finding::additive(format!("{subject} may now be left out"))),
        (false, true, Direction::Request) => Some(Finding::breaking(format!("{subject} is now required"))),
        (true, false, Direction::Response) => Some(Finding::additive(format!("{subject} may now be missing"))),
        (false, true, Direction::Response) => Some(Finding::additive(format!("{subject} is now always there"))),
        (false, false, Direction::Request) => match (at.old.default(), at.new.default()) {
            (Some(was), Some(is)) if was != is => {
                Some(Finding::breaking(format!("{subject} is `{is}` when it is left out, no longer `{was}`")))
            }
            (None, Some(is)) => Some(Finding::additive(format!("{subject} has the default `{is}` now"))),
            (Some(was), None) => Some(Finding::additive(format!("{subject} no longer has the default `{was}`"))),
            _ => None,
        },
    }
}

/// Compares whether a value may be `null`.
fn null(at: &Location<'_, '_>) -> Option<Finding> {
    let subject = at.subject;
    // The server checks what a request lists; the generated type does not.
    let allows = |node: &Node<'_>| node.is_nullable && (at.direction == Direction::Response || node.lists_null);
    match (allows(at.old), allows(at.new), at.direction) {
        (false, true, _) => Some(Finding::additive(format!("{subject} may now be `null`"))),
        (true, false, Direction::Request) => Some(Finding::breaking(format!("{subject} may no longer be `null`"))),
        (true, false, Direction::Response) => Some(Finding::additive(format!("{subject} is no longer `null`"))),
        _ => None,
    }
}

/// Compares the old and the new values, if they are listed. In a response, only strings become variants: the type of
/// other values stays the same, and only the server checks them.
fn values(subject: &str, direction: Direction, form: &Form<'_>, lists: [Option<Vec<Value>>; 2]) -> Vec<Finding> {
    let (is_request, is_string) = (direction == Direction::Request, matches!(form, Form::Scalar("string")));
    let allows_all = |values: &[Value]| matches!(form, Form::Scalar("boolean")) && values.len() == 2;
    let (old, new) = match lists {
        [Some(old), Some(new)] if is_request || is_string => (old, new),
        [None, Some(new)] if is_request && !allows_all(&new) => {
            return vec![Finding::breaking(format!("{subject} may now only be {}", list(&new)))];
        }
        [Some(old), None] if is_request && !allows_all(&old) => {
            return vec![Finding::additive(format!("{subject} may now be any {}", noun(form)))];
        }
        _ => return Vec::new(),
    };
    let mut findings = Vec::new();
    let without = |values: &[Value], others: &[Value]| -> Vec<Value> {
        values.iter().filter(|value| !others.contains(value)).cloned().collect()
    };
    let (added, removed) = (without(&new, &old), without(&old, &new));
    if !removed.is_empty() {
        findings.push(Finding::breaking(format!("{subject} no longer has the {}", quoted_list(&removed))));
    }
    if !added.is_empty() {
        findings.push(Finding::additive(format!("{subject} has the new {}", quoted_list(&added))));
    }
    if is_string {
        findings.extend(other_variants(&format!(" of {subject}"), &strings(&old), &strings(&new), |_, _| false));
    }
    findings
}

fn strings(values: &[Value]) -> Vec<&str> {
    values.iter().filter_map(Value::as_str).collect()
}

fn other_tag(schema: &str, was: &str, is: &str) -> Finding {
    Finding::breaking(format!("the tag of `{schema}` is now `{is}`, no longer `{was}`"))
}

/// Returns the variants with another value than before, unless another line says so. Values with the same Rust name are
/// distinguished by their order.
fn other_variants(whose: &str, old: &[&str], new: &[&str], is_listed: impl Fn(&str, &str) -> bool) -> Vec<Finding> {
    let named = |values: &[&str]| -> BTreeMap<String, String> {
        variant_names(values).into_iter().zip(values.iter().map(|value| (*value).to_owned())).collect()
    };
    let (old, new) = (named(old), named(new));
    let others = new.iter().filter_map(|(name, value)| {
        let before = old.get(name).filter(|before| *before != value && !is_listed(before, value))?;
        Some(Finding::breaking(format!("the variant `{name}`{whose} is now `{value}`, no longer `{before}`")))
    });
    others.collect()
}

fn quoted_list(values: &[Value]) -> String {
    format!("{} {}", if values.len() == 1 { "value" } else { "values" }, list(values))
}

fn list(values: &[Value]) -> String {
    let mut list: Vec<String> = values
        .iter()
        .map(|value| match value.as_str() {
            Some(value) if !value.is_empty() => format!("`{value}`"),
            _ => format!("`{value}`"),
        })
        .collect();
    list.sort();
    list.join(", ")
}

/// The alternatives of two unions in pairs, and the names of the others.
struct Variants<'a, 't> {
    both: Vec<(&'a str, &'a Node<'t>, &'a Node<'t>)>,
    /// The schemas with another tag, and their tags.
    renamed: Vec<(&'a str, &'a str, &'a str)>,
    removed: Vec<&'a str>,
    added: Vec<&'a str>,
}

/// Pairs alternatives by name, equal ones first, then by schema or, without tags, by position.
fn pair_variants<'a, 't>(old: &'a Union<'t>, new: &'a Union<'t>, is_tagged: bool) -> Variants<'a, 't> {
    let mut both = Vec::new();
    let mut removed: Vec<&(String, Node<'t>)> = old.variants.iter().collect();
    let mut added: Vec<&(String, Node<'t>)> = new.variants.iter().collect();
    for must_be_equal in [true, false] {
        removed.retain(|(name, old)| {
            let is_pair = |(other, new): &&(String, Node<'t>)| name == other && (!must_be_equal || old.is_equal(new));
            let pair = added.iter().position(is_pair).map(|index| &added.remove(index).1);
            both.extend(pair.map(|new| (name.as_str(), old, new)));
            pair.is_none()
        });
    }
    let mut renamed = Vec::new();
    if is_tagged {
        removed.retain(|(was, old)| {
            let Some(index) = added.iter().position(|(_, new)| old.name.is_some() && new.name == old.name) else {
                return true;
            };
            let (is, new) = added.remove(index);
            both.push((is.as_str(), old, new));
            renamed.extend(old.name.map(|schema| (schema, was.as_str(), is.as_str())));
            false
        });
    }
    // Without tags, names do not affect the server: the same number in the same order is unchanged.
    if !is_tagged && removed.len() == added.len() {
        let others = removed.drain(..).zip(added.drain(..));
        both.extend(others.map(|((_, old), (name, new))| (name.as_str(), old, new)));
    }
    let name = |variant: &'a (String, Node<'t>)| variant.0.as_str();
    Variants {
        both,
        renamed,
        removed: removed.into_iter().map(name).collect(),
        added: added.into_iter().map(name).collect(),
    }
}

/// Fields with the same Rust name are distinguished by the order of their properties.
fn fields<'t>(old: &Object<'t>, new: &Object<'t>) -> Vec<Finding> {
    let fields = |object: &Object<'t>| -> BTreeMap<String, &'t str> {
        let properties: Vec<&str> = object.properties.keys().copied().collect();
        field_names(&properties).into_iter().zip(properties).collect()
    };
    let (old_fields, new_fields) = (fields(old), fields(new));
    let moved = new_fields.into_iter().filter_map(|(field, is)| {
        let was = old_fields.get(&field).filter(|was| **was != is && new.properties.contains_key(**was))?;
        Some(Finding::breaking(format!("the field `{field}` is now `{is}`, no longer `{was}`")))
    });
    moved.collect()
}
