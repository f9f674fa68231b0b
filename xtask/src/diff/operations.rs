//! Compares the operations: parameters, bodies, responses, statuses, headers and credentials.

use std::collections::{BTreeMap, BTreeSet};

use rebilly_customer_auth_codegen::document::{OperationRef, resolve_refs};
use rebilly_customer_auth_codegen::schema::is_set;
use rebilly_customer_auth_codegen::{
    Document, is_json, is_problem_member, is_reserved_header, is_set_by_http, json_media, other_than_json,
    setter_names, template_parameters,
};
use serde_json::{Map, Value};

use super::change::{AllOperations, Change, Finding};
use super::media_types::{canonical, first_media, includes};
use super::schema::{Direction, Node, Object, unite};
use super::security::{self, Alternative, Renamed, alternatives};
use super::serialization::Serialization;
use super::servers;
use super::types::{Compared, Location, Types, presence};

/// An operation of a spec.
pub(super) struct Operation<'t> {
    pub(super) id: String,
    pub(super) method: String,
    path: String,
    is_deprecated: bool,
    parameters: Vec<Parameter<'t>>,
    body: Option<Body<'t>>,
    responses: BTreeMap<&'t str, Response<'t>>,
    /// The statuses of its successes.
    successes: BTreeSet<&'t str>,
    security: Vec<Alternative>,
    /// The URLs of its own servers, if any.
    servers: Option<Vec<String>>,
}

/// A parameter in the path, the query, a header or a cookie, or a header of a response.
#[derive(Clone)]
struct Parameter<'t> {
    location: &'t str,
    name: &'t str,
    is_required: bool,
    serialization: Serialization,
    node: Node<'t>,
}

struct Body<'t> {
    is_required: bool,
    content: Content<'t>,
}

/// The accepted or returned media types, and the schema of the one that the client uses.
struct Content<'t> {
    types: BTreeSet<String>,
    node: Option<Node<'t>>,
    /// The schemas of other JSON media types. Those of errors matter, because all errors are one type.
    others: Vec<Node<'t>>,
}

struct Response<'t> {
    headers: Vec<Parameter<'t>>,
    content: Option<Content<'t>>,
}

/// Reads all operations, ordered by operation ID.
pub(super) fn read<'t>(document: &'t Document, renamed: &Renamed) -> Vec<Operation<'t>> {
    let tree = document.tree();
    let mut operations: Vec<Operation<'t>> =
        document.operations().iter().map(|at| read_one(tree, at, renamed)).collect();
    operations.sort_by(|a, b| a.id.cmp(&b.id));
    operations
}

/// Returns the names of the header parameters of each operation that both specs have.
pub(super) fn headers<'o>(old: &'o [Operation<'_>], new: &'o [Operation<'_>]) -> [Vec<Vec<&'o str>>; 2] {
    let headers = |operation: &'o Operation<'_>| -> Vec<&'o str> {
        let headers = operation.parameters.iter().filter(|parameter| parameter.location == "header");
        headers.map(|parameter| parameter.name).collect()
    };
    let (old, new) = pairs(old, new).into_iter().map(|(old, new)| (headers(old), headers(new))).unzip();
    [old, new]
}

fn read_one<'t>(tree: &'t Value, at: &OperationRef<'t>, renamed: &Renamed) -> Operation<'t> {
    // Borrows from the tree, not from the `OperationRef`.
    let operation: &'t Map<String, Value> = at.operation;
    let responses: BTreeMap<&'t str, Response<'t>> =
        at.responses().map(|(status, node)| (status.as_str(), read_response(tree, at.method, node))).collect();
    let parameters = at.parameters(tree).into_iter().map(|(_, node)| {
        let string = |key: &str| node.get(key).and_then(Value::as_str).unwrap_or_default();
        read_parameter(tree, string("in"), string("name"), node, Direction::Request)
    });
    let credentials = security::headers(tree, operation);
    Operation {
        id: at.id().unwrap_or(at.path).to_owned(),
        method: at.method.to_ascii_uppercase(),
        path: at.path.to_owned(),
        is_deprecated: is_set(operation, "deprecated"),
        parameters: parameters.filter(|parameter| !parameter.is_ignored(&credentials)).collect(),
        body: operation.get("requestBody").filter(|_| at.method != "trace").and_then(|body| read_body(tree, body)),
        responses,
        successes: at.successes().map(|(status, _)| status.as_str()).collect(),
        security: alternatives(tree, operation, renamed),
        servers: servers::own_urls(at),
    }
}

fn read_parameter<'t>(
    tree: &'t Value,
    location: &'t str,
    name: &'t str,
    node: &'t Value,
    direction: Direction,
) -> Parameter<'t> {
    let schema = schema(tree, node);
    let is_required = node.get("required") == Some(&Value::Bool(true));
    let serialization = Serialization::of(location, node, &schema, direction);
    Parameter { location, name, is_required, serialization, node: schema }
}

/// Returns the schema of a parameter or a header, which may be inside its `content`.
fn schema<'t>(tree: &'t Value, node: &'t Value) -> Node<'t> {
    let content = || node.get("content").and_then(|content| read_content(tree, content).node);
    let schema = node.get("schema").map(|schema| Node::of(tree, schema));
    schema.or_else(content).unwrap_or_else(|| Node::of(tree, &Value::Null))
}

impl Parameter<'_> {
    fn is_same(&self, other: &Parameter<'_>) -> bool {
        let is_same_name = match self.location {
            "header" => self.name.eq_ignore_ascii_case(other.name),
            _ => self.name == other.name,
        };
        self.location == other.location && is_same_name
    }

    /// Returns whether the client does not send it: it is an optional cookie, or a header that is no parameter (OpenAPI
    /// 3.0.3, section 4.7.12.1), that HTTP sets, or that is among `credentials`, the headers of the credentials that
    /// the operation accepts.
    fn is_ignored(&self, credentials: &BTreeSet<String>) -> bool {
        match self.location {
            "cookie" => !self.is_required,
            "header" => {
                let is_credential = credentials.contains(&self.name.to_ascii_lowercase());
                is_credential || is_reserved_header(self.name) || is_set_by_http(self.name)
            }
            _ => false,
        }
    }

    fn subject(&self) -> String {
        format!("the {} parameter `{}`", self.location, self.name)
    }
}

/// Reads a body, if the client sends it: the generator leaves out an operation that needs another body than JSON.
fn read_body<'t>(tree: &'t Value, node: &'t Value) -> Option<Body<'t>> {
    let node = resolve_refs(tree, node);
    let content = node.get("content")?;
    json_media(content.as_object()?).filter(|(name, media)| other_than_json(tree, name, media).is_none())?;
    let is_required = node.get("required") == Some(&Value::Bool(true));
    Some(Body { is_required, content: read_content(tree, content) })
}

fn read_content<'t>(tree: &'t Value, content: &'t Value) -> Content<'t> {
    let first = first_media(content).map(|(_, media)| media);
    let media = || content.as_object().into_iter().flatten();
    let node = |media: &'t Value| Some(Node::of(tree, media.get("schema")?));
    let is_other = |media: &Value| first.is_some_and(|first| !std::ptr::eq(first, media));
    let others = media().filter(|(name, media)| is_json(name) && is_other(media));
    Content {
        types: media().map(|(name, _)| canonical(name)).collect(),
        node: first.and_then(node),
        others: others.filter_map(|(_, media)| node(media)).collect(),
    }
}

/// Reads a response. That to a HEAD has no body (RFC 9110, section 9.3.2).
fn read_response<'t>(tree: &'t Value, method: &str, node: &'t Value) -> Response<'t> {
    let node = resolve_refs(tree, node);
    let headers = node.get("headers").and_then(Value::as_object).into_iter().flatten();
    // OpenAPI 3.0.3, section 4.7.16.
    let headers = headers.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    let headers = headers
        .map(|(name, header)| read_parameter(tree, "header", name, resolve_refs(tree, header), Direction::Response));
    let has_body = |content: &&Value| method != "head" && content.as_object().is_some_and(|types| !types.is_empty());
    let content = node.get("content").filter(has_body).map(|content| read_content(tree, content));
    Response { headers: headers.collect(), content }
}

/// The comparison of the operations. Collects the types that they use.
pub(super) struct Comparison<'t> {
    pub(super) types: Types<'t>,
    /// The pairs of types that each operation uses.
    pub(super) roots: BTreeMap<String, Vec<usize>>,
    /// The headers that are compared once for the whole spec.
    organization_headers: Vec<String>,
    /// The URLs of the old and the new spec's servers.
    root_servers: [Vec<String>; 2],
    findings: BTreeMap<Finding, BTreeSet<String>>,
}

impl<'t> Comparison<'t> {
    pub(super) fn new(organization_headers: Vec<String>, root_servers: [Vec<String>; 2]) -> Self {
        let (types, roots, findings) = (Types::default(), BTreeMap::new(), BTreeMap::new());
        Self { types, roots, organization_headers, root_servers, findings }
    }

    /// Compares all operations. `absent` says of some operations that the new spec lacks why it does.
    pub(super) fn operations(
        &mut self,
        old: &[Operation<'t>],
        new: &[Operation<'t>],
        absent: &BTreeMap<String, String>,
    ) {
        let pairs = pairs(old, new);
        for (old, new) in &pairs {
            self.operation(old, new);
        }
        for new in new.iter().filter(|new| !pairs.iter().any(|(_, other)| std::ptr::eq(*other, *new))) {
            self.find(&new.id, Finding::additive("the operation is new"));
        }
        for old in old.iter().filter(|old| !pairs.iter().any(|(other, _)| std::ptr::eq(*other, *old))) {
            let reason = absent.get(&old.id).map_or("the operation is gone", String::as_str);
            self.find(&old.id, Finding::breaking(reason));
        }
        self.errors(old, new);
        self.types.compare_pairs();
    }

    fn find(&mut self, operation: &str, finding: Finding) {
        self.findings.entry(finding).or_default().insert(operation.to_owned());
    }

    /// Reports that something was set or unset.
    fn flag(&mut self, operation: &str, [was, is]: [bool; 2], set: Finding, unset: Finding) {
        if was != is {
            self.find(operation, if is { set } else { unset });
        }
    }

    fn operation(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        if old.id != new.id {
            let was = &old.id;
            self.find(&new.id, Finding::breaking(format!("the operation was called `{was}`")));
        }
        if old.endpoint() != new.endpoint() {
            let (was, is) = (format!("{} {}", old.method, old.path), format!("{} {}", new.method, new.path));
            let message = format!("`{was}` moved to `{is}`: the call stays as it is, but mocks and proxies notice");
            self.find(&new.id, Finding::breaking(message));
        } else {
            self.path_positions(old, new);
        }
        let [set, unset] = ["the operation is now deprecated", "the operation is no longer deprecated"];
        self.flag(&new.id, [old.is_deprecated, new.is_deprecated], Finding::additive(set), Finding::additive(unset));
        self.parameters(old, new);
        self.body(old, new);
        self.successes(old, new);
        self.statuses(old, new);
        self.headers(old, new);
        for finding in security::compare(&old.security, &new.security) {
            self.find(&new.id, finding);
        }
        self.servers(old, new);
    }

    /// A path parameter keeps its setter wherever the path contains it.
    fn path_positions(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        let [old_names, new_names] = [old, new].map(|it| template_parameters(&it.path).unwrap_or_default());
        for (position, name) in new_names.iter().enumerate() {
            if old_names.iter().position(|other| other == name).is_some_and(|before| before != position) {
                let (was, is) = (&old.path, &new.path);
                let message = format!("the path parameter `{name}` moved: `{was}` is now `{is}`");
                self.find(&new.id, Finding::breaking(message));
            }
        }
    }

    /// Parameters with the same Rust name are distinguished by their order.
    fn setters(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        let setters = |parameters: &[Parameter<'t>]| -> BTreeMap<String, (&'t str, &'t str)> {
            let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
            let stated = parameters.iter().map(|parameter| (parameter.location, parameter.name));
            setter_names(&names).into_iter().zip(stated).collect()
        };
        let (old_setters, new_setters) = (setters(&old.parameters), setters(&new.parameters));
        let is_there = |(location, name): (&str, &str)| {
            new.parameters.iter().any(|parameter| (parameter.location, parameter.name) == (location, name))
        };
        for (setter, is) in &new_setters {
            if let Some(was) = old_setters.get(setter).filter(|was| *was != is && is_there(**was)) {
                let ((location, name), (old_location, old_name)) = (is, was);
                let message = format!(
                    "`{setter}` now sets the {location} parameter `{name}`, no longer the {old_location} parameter `{old_name}`"
                );
                self.find(&new.id, Finding::breaking(message));
            }
        }
    }

    fn parameters(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        self.setters(old, new);
        for parameter in &new.parameters {
            if let Some(old) = old.parameters.iter().find(|old| old.is_same(parameter)) {
                self.parameter(&new.id, old, parameter);
            }
        }
        let mut removed = self.without(&old.parameters, &new.parameters);
        let mut added = self.without(&new.parameters, &old.parameters);
        let is_in_path = |parameter: &&Parameter<'t>| parameter.location == "path";
        // A path with one removed and one new parameter has renamed it.
        let in_path = |list: &[&'_ Parameter<'t>]| list.iter().filter(|parameter| is_in_path(parameter)).count();
        if in_path(&removed) == 1 && in_path(&added) == 1 {
            let old = removed.extract_if(.., |parameter| is_in_path(parameter)).next();
            let renamed = added.extract_if(.., |parameter| is_in_path(parameter)).next();
            if let (Some(old), Some(renamed)) = (old, renamed) {
                let message = format!("{} is now called `{}`", old.subject(), renamed.name);
                self.find(&new.id, Finding::breaking(message));
                self.parameter(&new.id, old, renamed);
            }
        }
        for parameter in removed {
            self.find(&new.id, Finding::breaking(format!("{} is gone", parameter.subject())));
        }
        for parameter in added {
            let subject = parameter.subject();
            let finding = match parameter.is_required {
                true => Finding::breaking(format!("{subject} is new and required")),
                false => Finding::additive(format!("{subject} is new")),
            };
            self.find(&new.id, finding);
        }
    }

    /// Returns the parameters that are not among others, except the headers that are compared for the whole spec.
    fn without<'p>(&self, list: &'p [Parameter<'t>], others: &[Parameter<'t>]) -> Vec<&'p Parameter<'t>> {
        let is_compared = |parameter: &Parameter<'t>| {
            let mut headers = self.organization_headers.iter().filter(|_| parameter.location == "header");
            others.iter().any(|other| other.is_same(parameter))
                || headers.any(|name| parameter.name.eq_ignore_ascii_case(name))
        };
        list.iter().filter(|parameter| !is_compared(parameter)).collect()
    }

    fn parameter(&mut self, operation: &str, old: &Parameter<'t>, new: &Parameter<'t>) {
        let subject = new.subject();
        let location = format!("{operation} {}", new.name);
        let at = Location {
            subject: &subject,
            location: &location,
            direction: Direction::Request,
            old: &old.node,
            new: &new.node,
        };
        for finding in parameter(&at, old, new) {
            self.find(operation, finding);
        }
        // Not `compare_whole`: a parameter is never `null`.
        let compared = self.types.compare(&at);
        self.found(operation, compared);
    }

    fn found(&mut self, operation: &str, compared: Compared) {
        for finding in compared.findings {
            self.find(operation, finding);
        }
        self.roots.entry(operation.to_owned()).or_default().extend(compared.leads_to);
    }

    fn body(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        let (old, new, operation) = match (&old.body, &new.body) {
            (Some(old), Some(new_body)) => (old, new_body, &new.id),
            (None, Some(body)) => {
                let finding = match body.is_required {
                    true => Finding::breaking("it takes a body, which is required"),
                    false => Finding::additive("it may have a body"),
                };
                return self.find(&new.id, finding);
            }
            (Some(_), None) => return self.find(&new.id, Finding::breaking("it no longer takes a body")),
            (None, None) => return,
        };
        let (set, unset) =
            (Finding::breaking("its body is now required"), Finding::additive("its body may now be left out"));
        self.flag(operation, [old.is_required, new.is_required], set, unset);
        self.media_types(operation, "it takes", &old.content.types, &new.content.types);
        self.schema(operation, Direction::Request, old.content.node.as_ref(), new.content.node.as_ref());
    }

    /// Compares the bodies of the successes, which are one type with the members of all.
    fn successes(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        let (old_bodies, new_bodies) = (old.success_bodies(), new.success_bodies());
        if !old_bodies.is_empty() && !new_bodies.is_empty() {
            let [set, unset] = ["a success may now have no body", "each success now has a body"].map(Finding::additive);
            self.flag(&new.id, [old.may_lack_body(), new.may_lack_body()], set, unset);
            self.media_types(&new.id, "it returns", &old.success_types(), &new.success_types());
        }
        match (old_bodies.as_slice(), new_bodies.as_slice()) {
            ([], []) => {}
            ([], _) => self.find(&new.id, Finding::breaking("it now returns a body")),
            (_, []) => self.find(&new.id, Finding::breaking("it no longer returns a body")),
            _ => self.schema(&new.id, Direction::Response, united(&old_bodies).as_ref(), united(&new_bodies).as_ref()),
        }
    }

    fn media_types(&mut self, operation: &str, takes: &str, old: &BTreeSet<String>, new: &BTreeSet<String>) {
        for media_type in old.iter().filter(|media_type| !includes(new, media_type)) {
            self.find(operation, Finding::breaking(format!("{takes} `{media_type}` no longer")));
        }
        for media_type in new.iter().filter(|media_type| !includes(old, media_type)) {
            self.find(operation, Finding::additive(format!("{takes} `{media_type}` too")));
        }
    }

    fn schema(&mut self, operation: &str, direction: Direction, old: Option<&Node<'t>>, new: Option<&Node<'t>>) {
        let whole = if direction == Direction::Request { "the body" } else { "the response" };
        let location = format!("{whole} of {operation}");
        match (old, new) {
            (Some(old), Some(new)) => {
                let at = Location { subject: whole, location: &location, direction, old, new };
                let compared = self.types.compare_whole(&at);
                self.found(operation, compared);
            }
            (None, Some(_)) => self.find(operation, Finding::breaking(format!("{whole} now has a type"))),
            (Some(_), None) => self.find(operation, Finding::breaking(format!("{whole} no longer has a type"))),
            (None, None) => {}
        }
    }

    /// All successful statuses are decoded alike, and so are all errors: code works whatever the status.
    fn statuses(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        let statuses = |operation: &Operation<'t>| operation.responses.keys().copied().collect::<BTreeSet<&str>>();
        let (old_statuses, new_statuses) = (statuses(old), statuses(new));
        for status in new_statuses.difference(&old_statuses) {
            self.find(&new.id, Finding::additive(format!("it may return {status}")));
        }
        for status in old_statuses.difference(&new_statuses) {
            self.find(&new.id, Finding::additive(format!("it no longer returns {status}")));
        }
    }

    fn headers(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        // The headers of a new or removed status do not count.
        let (old_statuses, new_statuses) = (&old.successes, &new.successes);
        for (status, new_response) in &new.responses {
            if let Some(old_response) = old.responses.get(status) {
                let is_only_success = old_statuses.union(new_statuses).eq([status]);
                let subject = if is_only_success { "a success".to_owned() } else { format!("its {status}") };
                self.headers_of(&new.id, &subject, &[old_response], &[new_response]);
            }
        }
        // A success that replaces another one is compared with it.
        if old_statuses.is_disjoint(new_statuses) {
            let old: Vec<&Response<'t>> = old_statuses.iter().map(|status| &old.responses[status]).collect();
            let successes: Vec<&Response<'t>> = new_statuses.iter().map(|status| &new.responses[status]).collect();
            self.headers_of(&new.id, "a success", &old, &successes);
        }
    }

    fn headers_of(&mut self, operation: &str, subject: &str, old: &[&Response<'t>], new: &[&Response<'t>]) {
        let headers = |responses: &[&Response<'t>]| -> BTreeMap<String, Parameter<'t>> {
            let headers = responses.iter().flat_map(|response| &response.headers);
            headers.map(|header| (header.name.to_ascii_lowercase(), header.clone())).collect()
        };
        let (old, new) = (headers(old), headers(new));
        for (key, header) in &new {
            let (name, direction) = (header.name, Direction::Response);
            let Some(old) = old.get(key) else {
                self.find(operation, Finding::additive(format!("{subject} has the new header `{name}`")));
                continue;
            };
            let subject = format!("the header `{name}` of {subject}");
            let at = Location { subject: &subject, location: name, direction, old: &old.node, new: &header.node };
            let findings = Types::compare_header(&at).into_iter().chain(parameter(&at, old, header));
            findings.for_each(|finding| self.find(operation, finding));
        }
        for (_, Parameter { name, .. }) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
            self.find(operation, Finding::breaking(format!("{subject} no longer has the header `{name}`")));
        }
    }

    /// Compares an operation's own servers. Those of the spec are compared once.
    fn servers(&mut self, old: &Operation<'t>, new: &Operation<'t>) {
        if old.servers.is_none() && new.servers.is_none() {
            return;
        }
        let [old_root, new_root] = &self.root_servers;
        let old_urls = old.servers.as_ref().unwrap_or(old_root);
        let urls = new.servers.as_ref().unwrap_or(new_root);
        for finding in servers::compare(old_urls, urls) {
            self.find(&new.id, finding);
        }
    }

    /// Compares the errors: all are one type with the members of all (the pass `unify_errors`).
    fn errors(&mut self, old: &[Operation<'t>], new: &[Operation<'t>]) {
        let (mut old_problem, mut new_problem) = (problem(old), problem(new));
        // The generated type has the standard members, whatever the spec says.
        let (old_names, new_names) = (names(&old_problem), names(&new_problem));
        let is_compared = |name: &str| !is_problem_member(name) || old_names.contains(name) && new_names.contains(name);
        old_problem.properties.retain(|name, _| is_compared(name));
        new_problem.properties.retain(|name, _| is_compared(name));
        let [was, is] = [old_problem, new_problem].map(super::schema::Form::Object);
        let pair = self.types.add("Problem", Direction::Response, was, is);
        for operation in new.iter().filter(|operation| operation.errors().next().is_some()) {
            self.roots.entry(operation.id.clone()).or_default().push(pair);
        }
    }

    /// Returns the changes, each listed once for all its operations.
    pub(super) fn changes(&self, all: &AllOperations) -> Vec<Change> {
        let mut folded: Vec<(&Finding, &BTreeSet<String>)> = self.findings.iter().collect();
        folded.sort_by_key(|(finding, names)| (std::cmp::Reverse(names.len()), *names, *finding));
        folded.into_iter().map(|(finding, names)| finding.clone().at(all.name(names))).collect()
    }
}

impl<'t> Operation<'t> {
    /// Returns the method and the path, without the parameter names, which do not affect the URL.
    fn endpoint(&self) -> String {
        let names = template_parameters(&self.path).unwrap_or_default();
        let path = names.iter().fold(self.path.clone(), |path, name| path.replacen(&format!("{{{name}}}"), "{}", 1));
        format!("{} {path}", self.method)
    }

    /// Returns whether a success has no body.
    fn may_lack_body(&self) -> bool {
        self.successes.iter().any(|status| self.responses[status].content.is_none())
    }

    /// Returns the media types of its successes.
    fn success_types(&self) -> BTreeSet<String> {
        let contents = self.successes.iter().filter_map(|status| self.responses[status].content.as_ref());
        contents.flat_map(|content| content.types.clone()).collect()
    }

    /// Returns the different bodies of its successes. One without a schema matters only if no other has one.
    fn success_bodies(&self) -> Vec<&Content<'t>> {
        let mut bodies: Vec<&Content<'t>> = Vec::new();
        for content in self.successes.iter().filter_map(|status| self.responses[status].content.as_ref()) {
            let key = |content: &Content<'t>| content.node.as_ref().map(Node::key);
            if !bodies.iter().any(|other| key(other) == key(content)) {
                bodies.push(content);
            }
        }
        if bodies.len() > 1 {
            bodies.retain(|content| content.node.is_some());
        }
        bodies
    }

    fn errors(&self) -> impl Iterator<Item = &Response<'t>> {
        let is_error =
            |status: &str| (status.starts_with(['4', '5']) || status == "default") && !self.successes.contains(status);
        self.responses.iter().filter(move |(status, _)| is_error(status)).map(|(_, response)| response)
    }
}

/// Compares whether two parameters or headers are present, and how they are serialized.
fn parameter(at: &Location<'_, '_>, old: &Parameter<'_>, new: &Parameter<'_>) -> Vec<Finding> {
    let (was, is) = (&old.serialization, &new.serialization);
    let sent = if at.direction == Direction::Request { "sent" } else { "returned" };
    let serialization = (!was.is_same(is))
        .then(|| Finding::breaking(format!("{} is now {sent} as {is}, no longer as {was}", at.subject)));
    presence(at, old.is_required, new.is_required).into_iter().chain(serialization).collect()
}

/// Returns what several bodies allow together.
fn united<'t>(bodies: &[&Content<'t>]) -> Option<Node<'t>> {
    let nodes = bodies.iter().filter_map(|body| body.node.clone());
    nodes.reduce(|mut united, node| {
        united.unite(&node);
        united
    })
}

fn names<'t>(object: &Object<'t>) -> BTreeSet<&'t str> {
    object.properties.keys().copied().collect()
}

/// Returns the members of all error responses together. Every member may be absent.
fn problem<'t>(operations: &[Operation<'t>]) -> Object<'t> {
    let errors = operations.iter().flat_map(Operation::errors);
    let contents = errors.filter_map(|response| response.content.as_ref());
    let contents = contents.filter(|content| content.types.iter().any(|name| is_json(name)));
    let nodes = contents.flat_map(|content| content.node.iter().chain(&content.others));
    let mut problem = unite(&nodes.filter_map(Node::response_object).collect::<Vec<_>>());
    problem.properties.values_mut().for_each(|property| property.is_required = false);
    // The generated type keeps other members, whatever the spec says.
    problem.rest = None;
    problem
}

/// Pairs the operations of two specs: by ID, then by path if the ID is new.
fn pairs<'o, 't>(old: &'o [Operation<'t>], new: &'o [Operation<'t>]) -> Vec<(&'o Operation<'t>, &'o Operation<'t>)> {
    let with_id = |list: &'o [Operation<'t>], id: &str| list.iter().find(|operation| operation.id == id);
    let at_its_place = |operation: &Operation<'t>| {
        let mut renamed = old.iter().filter(|old| with_id(new, &old.id).is_none());
        renamed.find(|old| old.endpoint() == operation.endpoint())
    };
    let pair = |new: &'o Operation<'t>| Some((with_id(old, &new.id).or_else(|| at_its_place(new))?, new));
    new.iter().filter_map(pair).collect()
}
