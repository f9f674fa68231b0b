//! Compares the types that operations use.
//!
//! A type of the old spec is compared with the type in its place in the new spec, so names do not matter. Each pair is
//! compared once, before its operations are determined: a type may contain itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rebilly_customer_auth_codegen::{field_names, type_name, variant_names};
use serde_json::Value;

use super::change::{AllOperations, Change, Finding};
use super::constraints;
use super::names::Names;
use super::schema::{Direction, Enum, Form, Key, Node, Object, Property, Union};

/// All pairs of types in corresponding positions.
pub(super) struct Types<'t> {
    old_names: Names,
    new_names: Names,
    pairs: Vec<Pair<'t>>,
    index: HashMap<(Direction, Key, Key), usize>,
    /// The Rust names in corresponding positions, and the pairs that have them.
    names: BTreeMap<String, BTreeMap<String, BTreeSet<usize>>>,
    /// The renamed schemas, and the Rust name that they share.
    kept_names: BTreeMap<(String, String), String>,
}

struct Pair<'t> {
    location: String,
    direction: Direction,
    old: Side<'t>,
    new: Side<'t>,
    findings: Vec<Finding>,
    leads_to: Vec<usize>,
}

struct Side<'t> {
    name: Option<&'t str>,
    form: Form<'t>,
}

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
    pub(super) fn new(old_names: Names, new_names: Names) -> Self {
        let (names, kept_names) = (BTreeMap::new(), BTreeMap::new());
        Self { old_names, new_names, pairs: Vec::new(), index: HashMap::new(), names, kept_names }
    }

    /// Compares two values, including `null`.
    pub(super) fn compare_whole(&mut self, at: &Location<'_, 't>) -> Compared {
        let mut compared = self.compare(at);
        let (was, is) = (at.old.is_nullable(), at.new.is_nullable());
        if !compared.is_other_type && was != is {
            let t = self.new_type(at.new, at.direction);
            let subject = at.subject;
            compared.findings.push(Finding::breaking(match is {
                true => format!("{subject} may now be `null`: `{t}` becomes `Option<{t}>`"),
                false => format!("{subject} is no longer `null`: `Option<{t}>` becomes `{t}`"),
            }));
        }
        compared
    }

    /// Compares two values, except for `null`.
    pub(super) fn compare(&mut self, at: &Location<'_, 't>) -> Compared {
        let Location { subject, direction, old, new, .. } = *at;
        let (old_form, new_form) = (old.form(direction), new.form(direction));
        let mut compared = Compared::default();
        match (&old_form, &new_form) {
            (Form::Any, Form::Any) => {}
            (Form::Scalar(old), Form::Scalar(new)) if old == new => {}
            // Only strings become variants. The type of other values stays the same, and only the server checks them.
            (Form::Enum(old), Form::Enum(new))
                if direction == Direction::Response && old.scalar.is_some() && old.scalar == new.scalar => {}
            (Form::Enum(old_enum), Form::Enum(new_enum)) if old_enum.scalar == new_enum.scalar => {
                compared.findings = values(subject, old_enum, new_enum);
                self.name(direction, old.name, new.name, None);
            }
            (Form::Scalar(old), Form::Enum(new)) if new.scalar == Some(*old) => {
                if direction == Direction::Request {
                    let message = format!("{subject} may now only be {}", list(&new.values));
                    compared.findings.push(Finding::breaking(message));
                }
            }
            (Form::Enum(old), Form::Scalar(new)) if old.scalar == Some(*new) => {
                if direction == Direction::Request {
                    compared.findings.push(Finding::additive(format!("{subject} may now be any `{new}`")));
                }
            }
            _ if is_same_kind(&old_form, &new_form) && !is_replaced(at, &old_form, &new_form) => {
                compared.leads_to.push(self.pair(at, old_form, new_form));
            }
            _ => {
                let was = describe(&old_form, &self.old_type(old, direction));
                let is = describe(&new_form, &self.new_type(new, direction));
                compared.findings.push(Finding::breaking(format!("{subject} was {was} and is now {is}")));
                compared.is_other_type = true;
                compared.leads_to.extend(self.item_and_whole(at, &old_form, &new_form));
                return compared;
            }
        }
        if direction == Direction::Request {
            compared.findings.extend(constraints::compare(subject, old, new));
            compared.findings.extend(other_default(subject, old, new));
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
        let are_objects = matches!((&old_form, &new_form), (Form::Object(_), Form::Object(_)));
        let at = Location { old, new, ..*at };
        let is_same = are_objects && is_same_kind(&old_form, &new_form) && !is_replaced(&at, &old_form, &new_form);
        is_same.then(|| self.pair(&at, old_form, new_form))
    }

    /// Queues a pair of types for comparison.
    fn pair(&mut self, at: &Location<'_, 't>, old: Form<'t>, new: Form<'t>) -> usize {
        let key = (at.direction, at.old.key(), at.new.key());
        if let Some(index) = self.index.get(&key).copied() {
            // Two names may be aliases of the same schema.
            self.name(at.direction, at.old.name, at.new.name, Some(index));
            return index;
        }
        let index = self.add(Pair {
            location: at.new.name.unwrap_or(at.location).to_owned(),
            direction: at.direction,
            old: Side { name: at.old.name, form: old },
            new: Side { name: at.new.name, form: new },
            findings: Vec::new(),
            leads_to: Vec::new(),
        });
        self.index.insert(key, index);
        self.name(at.direction, at.old.name, at.new.name, Some(index));
        index
    }

    /// Queues the pair of the unified error types, which have no schema.
    pub(super) fn pair_of_objects(&mut self, location: &str, old: Object<'t>, new: Object<'t>) -> usize {
        self.add(Pair {
            location: location.to_owned(),
            direction: Direction::Response,
            old: Side { name: None, form: Form::Object(old) },
            new: Side { name: None, form: Form::Object(new) },
            findings: Vec::new(),
            leads_to: Vec::new(),
        })
    }

    fn add(&mut self, pair: Pair<'t>) -> usize {
        self.pairs.push(pair);
        self.pairs.len() - 1
    }

    fn name(&mut self, direction: Direction, old: Option<&str>, new: Option<&str>, pair: Option<usize>) {
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let (old_type, new_type) = (self.old_names.rust(old, direction), self.new_names.rust(new, direction));
        if old_type == new_type && type_name(old) != type_name(new) {
            let kept = self.kept_names.entry((old.to_owned(), new.to_owned()));
            let name = kept.or_insert_with(|| old_type.clone());
            // A request form is named after its response form.
            if direction == Direction::Response {
                name.clone_from(&old_type);
            }
        }
        self.names.entry(old_type).or_default().entry(new_type).or_default().extend(pair);
    }

    /// Compares all pairs, including those found during the comparison.
    pub(super) fn compare_pairs(&mut self) {
        let mut next = 0;
        while next < self.pairs.len() {
            let Pair { location, direction, old, new, .. } = &mut self.pairs[next];
            let (location, direction) = (location.clone(), *direction);
            let old = std::mem::replace(&mut old.form, Form::Any);
            let new = std::mem::replace(&mut new.form, Form::Any);
            let compared = match (&old, &new) {
                (Form::List(old), Form::List(new)) => {
                    let location = format!("{location}[]");
                    self.compare_whole(&Location { subject: "an item", location: &location, direction, old, new })
                }
                (Form::Object(old), Form::Object(new)) => self.objects(&location, direction, old, new),
                (Form::Union(old), Form::Union(new)) => self.unions(&location, direction, old, new),
                _ => Compared::default(),
            };
            let pair = &mut self.pairs[next];
            (pair.old.form, pair.new.form) = (old, new);
            (pair.findings, pair.leads_to) = (compared.findings, compared.leads_to);
            next += 1;
        }
    }

    fn objects(&mut self, location: &str, direction: Direction, old: &Object<'t>, new: &Object<'t>) -> Compared {
        let mut compared = Compared::default();
        for (name, old) in &old.properties {
            match new.properties.get(name) {
                Some(new) => compared.extend(self.properties(location, name, direction, old, new)),
                None => compared.findings.push(Finding::breaking(format!("`{name}` is gone"))),
            }
        }
        for (name, new) in new.properties.iter().filter(|(name, _)| !old.properties.contains_key(*name)) {
            let is_asked = direction == Direction::Request && new.is_required;
            compared.findings.push(match is_asked {
                true => Finding::breaking(format!("`{name}` is new and required")),
                false => Finding::additive(format!("`{name}` is new")),
            });
        }
        compared.findings.extend(fields(old, new));
        compared.extend(self.rest(location, direction, old, new));
        for (tag, was) in &old.tags {
            // An alias has the same schema.
            if let Some(is) = new.tags.get(tag).filter(|is| *is != was && new.tags.values().any(|other| other == was)) {
                compared.findings.push(Finding::breaking(format!("`{tag}` stands for `{is}`, no longer for `{was}`")));
            }
            let renamed = new.tags.iter().find(|(other, is)| *is == was && !old.tags.contains_key(*other));
            if let Some((now, _)) = renamed.filter(|_| !new.tags.contains_key(tag)) {
                compared.findings.push(Finding::breaking(format!("`{now}` stands for `{was}`, no longer `{tag}`")));
            }
        }
        compared
    }

    /// Compares the members that are not listed.
    fn rest(&mut self, location: &str, direction: Direction, old: &Object<'t>, new: &Object<'t>) -> Compared {
        let findings = match (&old.rest, &new.rest) {
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

    fn properties(
        &mut self,
        location: &str,
        name: &str,
        direction: Direction,
        old: &Property<'t>,
        new: &Property<'t>,
    ) -> Compared {
        let subject = format!("`{name}`");
        let location = format!("{location}.{name}");
        let at = Location { subject: &subject, location: &location, direction, old: &old.node, new: &new.node };
        let mut compared = self.compare(&at);
        if direction == Direction::Request && new.is_required && !old.is_required {
            compared.findings.push(Finding::breaking(format!("{subject} is now required")));
        } else if !compared.is_other_type {
            let t = self.new_type(&new.node, direction);
            compared.findings.extend(presence(&subject, &t, direction, old, new));
        }
        compared
    }

    fn unions(&mut self, location: &str, direction: Direction, old: &Union<'t>, new: &Union<'t>) -> Compared {
        let mut compared = Compared::default();
        match (old.tag, new.tag) {
            (Some(old), Some(new)) if old != new => compared
                .findings
                .push(Finding::breaking(format!("its forms are told apart by `{new}`, no longer by `{old}`"))),
            (Some(tag), None) => {
                compared.findings.push(Finding::breaking(format!("its forms are no longer told apart by `{tag}`")))
            }
            (None, Some(tag)) => {
                compared.findings.push(Finding::breaking(format!("its forms are now told apart by `{tag}`")));
            }
            _ => {}
        }
        let is_tagged = old.tag.is_some() && new.tag.is_some();
        let variants = pair_variants(old, new, is_tagged);
        for (name, old, new) in variants.both {
            let subject = format!("the form `{name}`");
            let location = format!("{location}({name})");
            // The union, not the alternative, has `null`.
            compared.extend(self.compare(&Location { subject: &subject, location: &location, direction, old, new }));
        }
        if is_tagged {
            compared.findings.extend(other_variants("", &old.tags(), &new.tags()));
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

    fn old_type(&self, node: &Node<'t>, direction: Direction) -> String {
        rust_type(&self.old_names, node, direction, 0)
    }

    fn new_type(&self, node: &Node<'t>, direction: Direction) -> String {
        rust_type(&self.new_names, node, direction, 0)
    }

    /// The changes of the types, each listed once. `roots` contains the pairs that each operation uses.
    pub(super) fn changes(&self, roots: &BTreeMap<String, Vec<usize>>, all: &AllOperations) -> Vec<Change> {
        let reach = self.reach(roots);
        let mut folded: BTreeMap<(&str, Finding), Reached> = BTreeMap::new();
        for (index, pair) in self.pairs.iter().enumerate() {
            let kind = self.other_kind(index);
            for finding in pair.findings.iter().cloned().chain(kind) {
                let reached = folded.entry((&pair.location, finding)).or_default();
                reached.directions.insert(pair.direction);
                reached.operations.extend(reach[index].iter().cloned());
            }
        }
        let changes =
            folded.into_iter().map(|((location, finding), reached)| finding.at(reached.describe(location, all)));
        self.renames(&reach, all).into_iter().chain(changes).collect()
    }

    /// The operations that use each pair.
    fn reach(&self, roots: &BTreeMap<String, Vec<usize>>) -> Vec<BTreeSet<String>> {
        let mut reach = vec![BTreeSet::new(); self.pairs.len()];
        for (operation, roots) in roots {
            let mut rest = roots.clone();
            while let Some(index) = rest.pop() {
                if reach[index].insert(operation.clone()) {
                    rest.extend(&self.pairs[index].leads_to);
                }
            }
        }
        reach
    }

    /// A name of an object that is now the name of a list is another type, even if no value changed.
    fn other_kind(&self, index: usize) -> Option<Finding> {
        let pair = &self.pairs[index];
        let name = pair.new.name.filter(|name| pair.old.name != Some(*name))?;
        let had_it = |other: &&Pair<'t>| other.direction == pair.direction && other.old.name == Some(name);
        let old = self.pairs.iter().find(had_it)?;
        let (was, is) = (kind(&old.old.form), kind(&pair.new.form));
        (was != is).then(|| Finding::breaking(format!("the name stood for {was} and now stands for {is}")))
    }

    fn renames(&self, reach: &[BTreeSet<String>], all: &AllOperations) -> Vec<Change> {
        let mut renames: BTreeMap<&str, Vec<(&str, &BTreeSet<usize>)>> = BTreeMap::new();
        for (old, news) in &self.names {
            renames.insert(old, news.iter().map(|(new, pairs)| (new.as_str(), pairs)).collect());
        }
        let only = |old: &str| match renames.get(old).map(Vec::as_slice) {
            Some([(new, _)]) if *new != old => Some(*new),
            _ => None,
        };
        let kept = self.kept_names.iter().map(|((old, new), rust)| {
            let message = format!("the schema is now called `{new}`, and the type keeps its name `{rust}`");
            Finding::additive(message).at(format!("`{old}`"))
        });
        let mut changes: Vec<Change> = kept.collect();
        for (old, news) in &renames {
            if let Some(new) = only(old) {
                let (request, new_request) = (format!("{old}Request"), format!("{new}Request"));
                let is_form_of = |form: &str, new: &str| {
                    let owner = form.strip_suffix("Request").and_then(only);
                    owner.is_some_and(|owner| new == format!("{owner}Request"))
                };
                if is_form_of(old, new) {
                    continue;
                }
                let also = match only(&request) == Some(new_request.as_str()) {
                    true => format!(", and `{request}` is now called `{new_request}`"),
                    false => String::new(),
                };
                let message = format!("the type is now called `{new}`{also}");
                changes.push(Finding::breaking(message).at(format!("`{old}`")));
                continue;
            }
            for (new, pairs) in news.iter().filter(|(new, _)| new != old) {
                let names: BTreeSet<String> = pairs.iter().flat_map(|pair| reach[*pair].iter().cloned()).collect();
                let locations = if names.is_empty() { "locations".to_owned() } else { all.count(&names) };
                let message = format!("the type is now `{new}` in {locations}");
                changes.push(Finding::breaking(message).at(format!("`{old}`")));
            }
        }
        changes
    }
}

/// The operations and directions that use a type.
#[derive(Default)]
struct Reached {
    directions: BTreeSet<Direction>,
    operations: BTreeSet<String>,
}

impl Reached {
    fn describe(&self, location: &str, all: &AllOperations) -> String {
        let directions: Vec<&str> = self.directions.iter().copied().map(word).collect();
        let directions = directions.join(" and ");
        match self.operations.is_empty() {
            true => format!("`{location}` in {directions}"),
            false => format!("`{location}` in {directions} of {}", all.count(&self.operations)),
        }
    }
}

impl Compared {
    pub(super) fn extend(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.leads_to.extend(other.leads_to);
    }
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "requests",
        Direction::Response => "responses",
    }
}

fn is_same_kind(old: &Form<'_>, new: &Form<'_>) -> bool {
    match (old, new) {
        (Form::List(_), Form::List(_)) | (Form::Union(_), Form::Union(_)) => true,
        (Form::Object(old), Form::Object(new)) => old.is_map() == new.is_map(),
        _ => false,
    }
}

/// Whether an object replaces another one: it has another name and no property in common with it, such as an envelope.
fn is_replaced(at: &Location<'_, '_>, old: &Form<'_>, new: &Form<'_>) -> bool {
    let (Form::Object(old), Form::Object(new)) = (old, new) else {
        return false;
    };
    let have_properties = !old.properties.is_empty() && !new.properties.is_empty();
    at.old.name != at.new.name && have_properties && !old.properties.keys().any(|key| new.properties.contains_key(key))
}

fn kind(form: &Form<'_>) -> &'static str {
    match form {
        Form::Any => "any JSON value",
        Form::Scalar(_) => "a value",
        Form::Enum(_) => "an enum",
        Form::List(_) => "a list",
        Form::Object(object) if object.is_map() => "a map",
        Form::Object(_) => "an object",
        Form::Union(_) => "one of several forms",
    }
}

fn describe(form: &Form<'_>, rust: &str) -> String {
    match form {
        Form::Scalar(_) | Form::Enum(Enum { scalar: Some(_), .. }) => format!("`{rust}`"),
        _ if rust == UNNAMED => kind(form).to_owned(),
        _ => format!("{} (`{rust}`)", kind(form)),
    }
}

/// Stands for a type that is named after its position.
const UNNAMED: &str = "_";

/// The Rust type of a value.
fn rust_type(names: &Names, node: &Node<'_>, direction: Direction, depth: usize) -> String {
    let name = || node.name.map_or_else(|| UNNAMED.to_owned(), |name| names.rust(name, direction));
    let inner = |node: &Node<'_>| match depth {
        // Lists may be nested without end.
        4.. => UNNAMED.to_owned(),
        _ => rust_type(names, node, direction, depth + 1),
    };
    match node.form(direction) {
        Form::Any => "Value".to_owned(),
        Form::Scalar(rust) | Form::Enum(Enum { scalar: Some(rust), .. }) => rust.to_owned(),
        Form::List(items) => format!("Vec<{}>", inner(&items)),
        Form::Object(Object { rest: Some(rest), properties, .. }) if properties.is_empty() => {
            format!("Map<String, {}>", inner(&rest))
        }
        Form::Enum(_) | Form::Object(_) | Form::Union(_) => name(),
    }
}

/// Whether a property is optional in Rust: unless it is always present, has a default or, in a response, can be empty.
fn is_option(property: &Property<'_>, direction: Direction) -> bool {
    let can_be_empty = || match property.node.form(direction) {
        Form::List(_) => direction == Direction::Response,
        Form::Object(object) => direction == Direction::Response && object.is_map(),
        _ => false,
    };
    let is_filled_in = || direction == Direction::Request && property.node.is_filled_in();
    property.node.is_nullable() || !(property.is_required || is_filled_in() || can_be_empty())
}

/// Compares whether a property of an unchanged type is present.
fn presence(subject: &str, t: &str, direction: Direction, old: &Property<'_>, new: &Property<'_>) -> Option<Finding> {
    let (was_nullable, is_nullable) = (old.node.is_nullable(), new.node.is_nullable());
    match (is_option(old, direction), is_option(new, direction)) {
        (false, true) => {
            let how = match (is_nullable && !was_nullable, direction) {
                (true, _) => "may now be `null`",
                (false, Direction::Request) => "may now be left out",
                (false, Direction::Response) => "may now be missing",
            };
            Some(Finding::breaking(format!("{subject} {how}: `{t}` becomes `Option<{t}>`")))
        }
        (true, false) => {
            let how = match direction {
                Direction::Request if was_nullable && !is_nullable => "may no longer be `null`",
                Direction::Request if new.node.is_filled_in() => "has a default now",
                Direction::Request => "may no longer be left out",
                Direction::Response if old.is_required => "is no longer `null`",
                Direction::Response => "is now always there",
            };
            Some(Finding::breaking(format!("{subject} {how}: `Option<{t}>` becomes `{t}`")))
        }
        (true, true) if direction == Direction::Request && !old.node.is_filled_in() && new.node.is_filled_in() => {
            Some(Finding::breaking(format!("{subject} has a default now, which is sent if it is not set")))
        }
        // A request tells `null` from absent, a response does not.
        (true, true) if direction == Direction::Request && is_nullable && !was_nullable && !new.is_required => {
            Some(Finding::breaking(format!("{subject} may now be `null`: `Option<{t}>` becomes `Option<Option<{t}>>`")))
        }
        // An `Option` stays one and a list that can be empty stays one: code is unaffected.
        _ if is_nullable && !was_nullable => Some(Finding::additive(format!("{subject} may now be `null`"))),
        _ if was_nullable && !is_nullable => Some(match direction {
            Direction::Request => Finding::breaking(format!("{subject} may no longer be `null`")),
            Direction::Response => Finding::additive(format!("{subject} is no longer `null`")),
        }),
        _ if direction == Direction::Request && old.is_required && !new.is_required => {
            Some(Finding::additive(format!("{subject} may now be left out")))
        }
        // The type of a list, a map or an `Option` stays, but a response without a required one is an error.
        _ if direction == Direction::Response && old.is_required != new.is_required => {
            let how = if new.is_required { "is now always there" } else { "may now be missing" };
            Some(Finding::additive(format!("{subject} {how}")))
        }
        _ => None,
    }
}

fn other_default(subject: &str, old: &Node<'_>, new: &Node<'_>) -> Option<Finding> {
    let (old, new) = (old.default()?, new.default()?);
    (old != new).then(|| Finding::breaking(format!("{subject} is `{new}` when it is left out, no longer `{old}`")))
}

fn values(subject: &str, old: &Enum, new: &Enum) -> Vec<Finding> {
    let mut findings = Vec::new();
    let without = |values: &[Value], others: &[Value]| -> Vec<Value> {
        values.iter().filter(|value| !others.contains(value)).cloned().collect()
    };
    let (added, removed) = (without(&new.values, &old.values), without(&old.values, &new.values));
    if !removed.is_empty() {
        findings.push(Finding::breaking(format!("{subject} no longer has the {}", quoted_list(&removed))));
    }
    if !added.is_empty() {
        findings.push(Finding::additive(format!("{subject} has the new {}", quoted_list(&added))));
    }
    if old.scalar.is_none() {
        findings.extend(other_variants(&format!(" of {subject}"), &strings(&old.values), &strings(&new.values)));
    }
    findings
}

fn strings(values: &[Value]) -> Vec<&str> {
    values.iter().filter_map(Value::as_str).collect()
}

/// The variants with another value than before. Values with the same Rust name are distinguished by their order.
fn other_variants(whose: &str, old: &[&str], new: &[&str]) -> Vec<Finding> {
    let named = |values: &[&str]| -> BTreeMap<String, String> {
        variant_names(values).into_iter().zip(values.iter().map(|value| (*value).to_owned())).collect()
    };
    let (old, new) = (named(old), named(new));
    let others = new.iter().filter_map(|(name, value)| {
        let before = old.get(name).filter(|before| *before != value)?;
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

/// Pairs the alternatives of two unions by position in the unions. Also returns the names of the others.
struct Variants<'a, 't> {
    both: Vec<(&'a str, &'a Node<'t>, &'a Node<'t>)>,
    removed: Vec<&'a str>,
    added: Vec<&'a str>,
}

fn pair_variants<'a, 't>(old: &'a Union<'t>, new: &'a Union<'t>, is_tagged: bool) -> Variants<'a, 't> {
    let mut both = Vec::new();
    let mut removed: Vec<&(String, Node<'t>)> = Vec::new();
    let mut added: Vec<&(String, Node<'t>)> = new.variants.iter().collect();
    for variant in &old.variants {
        match added.iter().position(|(name, _)| *name == variant.0) {
            Some(index) => {
                let (name, new) = added.remove(index);
                both.push((name.as_str(), &variant.1, new));
            }
            None => removed.push(variant),
        }
    }
    // Without tags, names do not affect the server: the same number in the same order is unchanged.
    if !is_tagged && removed.len() == added.len() {
        let others = removed.drain(..).zip(added.drain(..));
        both.extend(others.map(|((_, old), (name, new))| (name.as_str(), old, new)));
    }
    let name = |variant: &'a (String, Node<'t>)| variant.0.as_str();
    Variants { both, removed: removed.into_iter().map(name).collect(), added: added.into_iter().map(name).collect() }
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
