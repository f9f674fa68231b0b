//! The meaning of a schema: references resolved, compositions merged, and unions as the generator rewrites them.
//!
//! A type has many equivalent schemas. Only the meaning can be compared.

use std::collections::{BTreeMap, BTreeSet};

use rebilly_customer_auth_codegen::document::{reference, resolve, resolve_refs, schema_name};
use rebilly_customer_auth_codegen::extensions::{BASE_REQUIRED, JSON_SCHEMA};
pub(super) use rebilly_customer_auth_codegen::schema::Direction;
use rebilly_customer_auth_codegen::schema::{canonical, for_each_mut, is_set, strings, type_of, type_of_format};
use rebilly_customer_auth_codegen::{is_annotation, lists_only_null, push_all_of, without_null};
use serde_json::{Map, Value, json};

type Part<'t> = &'t Map<String, Value>;

/// A schema, with all schemas that a value of it must match.
#[derive(Clone)]
pub(super) struct Node<'t> {
    tree: &'t Value,
    /// The name of the component, if it is one.
    pub(super) name: Option<&'t str>,
    /// The schema and all members of its `allOf`.
    parts: Vec<Part<'t>>,
    /// The parts that contain this schema as an alternative.
    chosen: Vec<Part<'t>>,
    /// The discriminator property of the alternatives, which the generated enum writes.
    tag: Option<&'t str>,
    /// The other schemas of the same property in the alternatives of a response.
    others: Vec<Node<'t>>,
    /// Whether it may be `null`.
    pub(super) is_nullable: bool,
    /// Whether its values, if it lists them, contain `null`.
    pub(super) lists_null: bool,
}

/// The meaning of a schema in one direction.
pub(super) enum Form<'t> {
    Any,
    /// A string, a number, an integer or a boolean.
    Scalar(&'t str),
    List(Node<'t>),
    Object(Object<'t>),
    Union(Union<'t>),
}

/// The properties in one direction.
#[derive(Clone, Default)]
pub(super) struct Object<'t> {
    pub(super) properties: BTreeMap<&'t str, Property<'t>>,
    /// The unlisted members, if the generated type keeps them.
    pub(super) rest: Option<Node<'t>>,
    /// The schema of each tag, if the alternatives of a response are one object.
    pub(super) tags: BTreeMap<String, &'t str>,
    has_properties: bool,
}

/// A property, and whether it is always present.
#[derive(Clone)]
pub(super) struct Property<'t> {
    pub(super) node: Node<'t>,
    pub(super) is_required: bool,
}

/// Alternative schemas.
pub(super) struct Union<'t> {
    /// The discriminator property.
    pub(super) tag: Option<&'t str>,
    /// The alternatives with their tags, or with labels if they have no tags.
    pub(super) variants: Vec<(String, Node<'t>)>,
    /// The properties that the keywords beside the alternatives require.
    required: BTreeSet<&'t str>,
}

impl<'t> Form<'t> {
    /// Returns the type of a string, a number, an integer or a boolean.
    pub(super) fn scalar(&self) -> Option<&'t str> {
        if let Self::Scalar(kind) = self { Some(kind) } else { None }
    }

    /// Returns whether both are any value, lists, unions, maps or objects.
    pub(super) fn is_same_kind(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, Self::Any) | (Self::List(_), Self::List(_)) | (Self::Union(_), Self::Union(_)) => true,
            (Self::Object(old), Self::Object(new)) => old.is_map() == new.is_map(),
            _ => false,
        }
    }
}

impl<'t> Union<'t> {
    /// Returns the tags or labels of the alternatives.
    pub(super) fn tags(&self) -> Vec<&str> {
        self.variants.iter().map(|(tag, _)| tag.as_str()).collect()
    }

    /// Returns the type of all alternatives, if it is one. A request's limits differ between alternatives, so that at
    /// least one must have none, or all must list their values.
    pub(super) fn one_type(&self, direction: Direction) -> Option<Form<'t>> {
        let is_limited = |node: &Node<'_>| direction == Direction::Request && node.is_limited();
        if self.variants.iter().any(|(_, node)| node.is_any(direction) && !is_limited(node)) {
            return Some(Form::Any);
        }
        let are_listed = self.values(direction).is_some();
        let mut forms = self.variants.iter().map(|(_, node)| node.form(direction)).collect::<Vec<_>>();
        let kinds: Option<BTreeSet<&'t str>> = forms.iter().map(Form::scalar).collect();
        let Some(mut kinds) = kinds else {
            let are_alike = forms.windows(2).all(|pair| pair[0].is_same_kind(&pair[1]))
                && self.variants.windows(2).all(|pair| pair[0].1.inside().eq(pair[1].1.inside()));
            return (are_listed && are_alike).then(|| forms.swap_remove(0));
        };
        // Each integer is a number.
        if kinds.contains("number") {
            kinds.remove("integer");
        }
        let kind = kinds.pop_first().filter(|_| kinds.is_empty())?;
        let allows_all = |node: &Node<'t>| {
            node.values(direction).is_none() && node.form(direction).scalar() == Some(kind) && !is_limited(node)
        };
        (are_listed || self.variants.iter().any(|(_, node)| allows_all(node))).then_some(Form::Scalar(kind))
    }

    /// Returns the values of all alternatives, if each lists its values.
    fn values(&self, direction: Direction) -> Option<Vec<Value>> {
        let lists = self.variants.iter().map(|(_, node)| node.values(direction)).collect::<Option<Vec<_>>>()?;
        Some(distinct(lists.concat()))
    }

    /// Returns whether the server accepts or returns listed values of one type, or any. A format restricts what it
    /// accepts.
    pub(super) fn is_one_type(&self, direction: Direction) -> bool {
        let is_free = |node: &Node<'_>| direction == Direction::Response || !node.has("format") && !node.is_limited();
        let is_free = |node: &Node<'_>| node.values(direction).is_none() && is_free(node);
        match self.one_type(direction) {
            None => false,
            Some(Form::Any) => true,
            Some(_) => self.values(direction).is_some() || self.variants.iter().any(|(_, node)| is_free(node)),
        }
    }
}

impl Object<'_> {
    /// Returns whether it has no listed members, so that it is a map in Rust.
    pub(super) fn is_map(&self) -> bool {
        !self.has_properties
    }
}

/// The identity of a node: its address in the tree, which outlives the comparison.
pub(super) type Key = Vec<usize>;

impl<'t> Node<'t> {
    /// Returns the schema of a node of a tree.
    pub(super) fn of(tree: &'t Value, node: &'t Value) -> Self {
        Self {
            tree,
            name: component_name(tree, node),
            parts: expand(tree, node),
            chosen: Vec::new(),
            tag: None,
            others: Vec::new(),
            is_nullable: is_nullable(tree, node, MAX_DEPTH),
            lists_null: lists_null(tree, node, MAX_DEPTH),
        }
    }

    /// Returns the object of a response with this schema, if it is one.
    pub(super) fn response_object(&self) -> Option<Object<'t>> {
        match self.form(Direction::Response) {
            Form::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Intersects what several parts define for one property.
    fn merged(tree: &'t Value, nodes: &[&'t Value]) -> Self {
        let merged = nodes.iter().map(|node| Self::of(tree, node)).reduce(|mut merged, node| {
            if merged.name != node.name {
                merged.name = None;
            }
            merged.is_nullable &= node.is_nullable;
            merged.lists_null &= node.lists_null;
            merged.add(&node.parts);
            merged
        });
        merged.unwrap_or_else(|| Self::of(tree, &Value::Null))
    }

    /// Returns an alternative with its discriminator property.
    pub(super) fn with_tag(&self) -> Self {
        Self { tag: None, ..self.clone() }
    }

    /// Follows the reference of a schema inside this one.
    pub(super) fn resolved(&self, schema: &'t Value) -> &'t Value {
        resolve_refs(self.tree, schema)
    }

    fn add(&mut self, parts: &[Part<'t>]) {
        for part in parts {
            if !contains(&self.parts, part) {
                self.parts.push(part);
            }
        }
    }

    /// Returns the identity of this node.
    pub(super) fn key(&self) -> Key {
        let address = |part: &Part<'t>| std::ptr::from_ref::<Map<String, Value>>(part) as usize;
        let tag = self.tag.map_or(0, |tag| tag.as_ptr() as usize);
        let parts = self.parts.iter().map(address);
        let others = self.others.iter().flat_map(Self::key);
        parts.chain([0]).chain(self.chosen.iter().map(address)).chain([0, tag]).chain(others).collect()
    }

    fn is_set(&self, key: &str) -> bool {
        self.parts.iter().any(|part| is_set(part, key))
    }

    /// Returns the first string under a keyword.
    pub(super) fn string(&self, key: &str) -> Option<&'t str> {
        self.parts.iter().find_map(|part| part.get(key)?.as_str())
    }

    /// Returns all values under a keyword.
    pub(super) fn all<'n>(&'n self, key: &'n str) -> impl Iterator<Item = &'t Value> + 'n {
        self.parts.iter().filter_map(move |part| part.get(key))
    }

    /// Returns all values under two keywords of the same schema.
    pub(super) fn pairs<'n>(
        &'n self,
        key: &'n str,
        beside: &'n str,
    ) -> impl Iterator<Item = (&'t Value, Option<&'t Value>)> + 'n {
        self.parts.iter().filter_map(move |part| Some((part.get(key)?, part.get(beside))))
    }

    /// Returns the default, if any.
    pub(super) fn default(&self) -> Option<Value> {
        self.all("default").next().map(canonical)
    }

    pub(super) fn is_integer(&self) -> bool {
        self.kind() == Some("integer")
    }

    /// Returns whether each value is a string, number or boolean.
    pub(super) fn is_scalar(&self, direction: Direction) -> bool {
        match self.form(direction) {
            Form::Scalar(_) => true,
            Form::Union(union) => union.variants.iter().all(|(_, node)| node.is_scalar(direction)),
            // Values of several types.
            Form::Any => self.listed().is_some_and(|values| !values.iter().any(|it| it.is_array() || it.is_object())),
            Form::List(_) | Form::Object(_) => false,
        }
    }

    fn is_limited(&self) -> bool {
        self.has("enum") || LIMITS.iter().any(|key| self.has(key) && self.is_limited_by(key))
    }

    /// Returns whether a keyword limits values of its type (JSON Schema, Validation, sections 6.2 to 6.5).
    pub(super) fn is_limited_by(&self, key: &str) -> bool {
        let kinds: &[&str] = match key {
            "minLength" | "maxLength" | "pattern" => &["string"],
            "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" | "multipleOf" => &["integer", "number"],
            "minItems" | "maxItems" | "uniqueItems" | "contains" | "prefixItems" | "additionalItems" => &["array"],
            "minProperties" | "maxProperties" | "required" | "dependentSchemas" | "dependentRequired"
            | "propertyNames" | "dependencies" | "patternProperties" => &["object"],
            _ => return true,
        };
        self.kind().is_none_or(|kind| kinds.contains(&kind))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.parts.iter().any(|part| part.contains_key(key))
    }

    /// Returns the type that its `type` and `format` state together.
    fn stated_type(&self) -> Option<&'t str> {
        let of_format = self.string("format").and_then(type_of_format);
        let mut types = self.all("type").filter_map(Value::as_str);
        match types.next() {
            Some("number") if of_format == Some("integer") || types.any(|other| other == "integer") => Some("integer"),
            Some(first) => Some(first),
            None => of_format.filter(|_| !self.has("enum")),
        }
    }

    fn kind(&self) -> Option<&'t str> {
        let is_object = || ["properties", "required", "additionalProperties"].iter().any(|key| self.has(key));
        self.stated_type().or_else(|| is_object().then_some("object")).or_else(|| self.has("items").then_some("array"))
    }

    /// Returns the keywords that define its items and members.
    fn inside(&self) -> impl Iterator<Item = &'t Value> {
        ["items", "properties", "additionalProperties", "required"].into_iter().flat_map(|key| self.all(key))
    }

    /// Its parts without those that contain it as an alternative.
    fn own(&self) -> impl Iterator<Item = &Part<'t>> {
        self.parts.iter().filter(|part| !contains(&self.chosen, part))
    }

    /// Returns whether two alternatives are defined alike, whatever their notation.
    pub(super) fn is_equal(&self, other: &Self) -> bool {
        self.own().eq(other.own()) || self.meaning() == other.meaning()
    }

    /// Returns whether it says anything of its values that the generated type shows.
    fn has_content(&self) -> bool {
        let is_shown = |key: &str| !is_annotation(key) && key != "not";
        self.parts.iter().any(|part| part.keys().any(|key| is_shown(key)) && !lists_only_null(part))
    }

    /// Returns the keywords of its parts without annotations and without the compositions of these parts.
    fn meaning(&self) -> Vec<BTreeMap<&'t String, &'t Value>> {
        let is_composition =
            |part: Part<'_>, key: &str| key == "allOf" || sole_alternative(self.tree, part, key).is_some();
        let parts = self.own().map(|part| {
            let is_kept = |key: &str| key == JSON_SCHEMA || !is_annotation(key) && !is_composition(part, key);
            let keywords = part.iter().filter(|(key, _)| is_kept(key));
            keywords.collect::<BTreeMap<_, _>>()
        });
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// Returns whether it allows any value. A union in itself does not.
    fn is_any(&self, direction: Direction) -> bool {
        let is_union = |part: &Part<'t>| part.contains_key("oneOf") || part.contains_key("anyOf");
        self.own().next().is_some() && !self.own().any(is_union) && matches!(self.form(direction), Form::Any)
    }

    /// Returns the type in a direction.
    pub(super) fn form(&self, direction: Direction) -> Form<'t> {
        if !self.others.is_empty() {
            return self.any_of_others(direction);
        }
        if let Some(union) = self.union() {
            let flat = (direction == Direction::Response).then(|| flatten(&union)).flatten();
            return flat.map_or(Form::Union(union), Form::Object);
        }
        let of_values = || type_of(&self.listed()?);
        match self.stated_type().or_else(of_values).or_else(|| self.kind()) {
            Some("array") => Form::List(self.items()),
            Some("object") => Form::Object(self.object(direction)),
            Some(kind @ ("string" | "integer" | "number" | "boolean")) => Form::Scalar(kind),
            _ => Form::Any,
        }
    }

    /// What this schema and the others allow together, as the pass `rewrite_unions` merges them.
    fn any_of_others(&self, direction: Direction) -> Form<'t> {
        let union = self.with_others();
        if let Some(form) = union.one_type(direction).or_else(|| flatten(&union).map(Form::Object)) {
            return form;
        }
        let items = union.variants.iter().map(|(_, node)| match node.form(direction) {
            Form::List(item) => Some(item),
            _ => None,
        });
        let items = items.collect::<Option<Vec<_>>>().unwrap_or_default().into_iter();
        let item = items.reduce(|mut item, other| {
            item.unite(&other);
            item
        });
        item.map_or(Form::Union(union), Form::List)
    }

    fn with_others(&self) -> Union<'t> {
        let own = Self { others: Vec::new(), ..self.clone() };
        let nodes = [own].into_iter().chain(self.others.iter().cloned());
        let variants = nodes.map(|node| (node.label(), node)).collect();
        Union { tag: None, variants, required: BTreeSet::new() }
    }

    /// Adds what another schema of the same value allows.
    pub(super) fn unite(&mut self, other: &Self) {
        let is_null = |node: &Self| node.parts.iter().any(|part| lists_only_null(part));
        if is_null(self) || is_null(other) {
            let node = if is_null(self) { other } else { &*self };
            *self = Self { is_nullable: true, lists_null: true, ..node.clone() };
            return;
        }
        self.is_nullable |= other.is_nullable;
        self.lists_null |= other.lists_null;
        if self.name != other.name {
            self.name = None;
        }
        let own = Self { others: Vec::new(), ..other.clone() };
        for node in [&own].into_iter().chain(&other.others) {
            if !self.is_equal(node) && !self.others.iter().any(|known| known.is_equal(node)) {
                self.others.push(node.clone());
            }
        }
    }

    /// Returns whether it is what several alternatives allow together.
    pub(super) fn is_united(&self) -> bool {
        !self.others.is_empty()
    }

    /// Returns the values that it allows, in the order of the spec, if it lists them.
    pub(super) fn values(&self, direction: Direction) -> Option<Vec<Value>> {
        match self.union() {
            _ if !self.others.is_empty() => self.with_others().values(direction),
            Some(union) => union.values(direction),
            None => self.listed(),
        }
    }

    /// Returns the values that all parts list.
    fn listed(&self) -> Option<Vec<Value>> {
        let mut lists = self.all("enum").filter_map(Value::as_array).map(|list| {
            let values = list.iter().filter(|value| !value.is_null());
            values.map(canonical).collect::<Vec<Value>>()
        });
        let mut values = lists.next()?;
        for list in lists {
            values.retain(|value| list.contains(value));
        }
        if values.is_empty() {
            return None;
        }
        let stated = self.stated_type();
        // An alternative has the enum of the whole too, which may list values of other types.
        values.retain(|value| match (stated, type_of(std::slice::from_ref(value))) {
            (None, _) => true,
            (Some("array"), _) => value.is_array(),
            (Some("object"), _) => value.is_object(),
            (stated, own) => own == stated || own == Some("integer") && stated == Some("number"),
        });
        Some(distinct(values))
    }

    fn items(&self) -> Node<'t> {
        let items: Vec<&Value> = self.all("items").collect();
        Self::merged(self.tree, &items)
    }

    fn object(&self, direction: Direction) -> Object<'t> {
        let mut nodes: BTreeMap<&'t str, Vec<&'t Value>> = BTreeMap::new();
        for (name, node) in self.all("properties").filter_map(Value::as_object).flatten() {
            nodes.entry(name).or_default().push(node);
        }
        let required = self.required();
        let has_properties = !nodes.is_empty();
        let properties = nodes
            .into_iter()
            .filter(|(name, _)| self.tag != Some(*name))
            .map(|(name, nodes)| {
                let is_required = required.contains(name);
                (name, Property { node: Self::merged(self.tree, &nodes), is_required })
            })
            .filter(|(_, property)| !property.node.is_set(direction.hidden()))
            .collect();
        Object { properties, rest: self.rest(has_properties), tags: BTreeMap::new(), has_properties }
    }

    /// Returns the properties that it requires.
    pub(super) fn required(&self) -> BTreeSet<&'t str> {
        self.parts.iter().flat_map(|part| strings(part, "required")).collect()
    }

    /// Returns how many properties it requires in a direction.
    pub(super) fn required_count(&self, direction: Direction) -> usize {
        let properties = self.object(direction).properties;
        let is_hidden = |name: &str| {
            !properties.contains_key(name) && self.all("properties").any(|properties| properties.get(name).is_some())
        };
        self.required().into_iter().filter(|name| !is_hidden(name)).count()
    }

    /// A struct has a field for unlisted members only if the spec defines their schema.
    fn rest(&self, has_properties: bool) -> Option<Node<'t>> {
        // A schema says more than `true` or `false` in another part.
        let stated = self.all("additionalProperties").find(|it| it.is_object());
        match stated.or_else(|| self.all("additionalProperties").next()) {
            Some(Value::Bool(false)) => None,
            Some(schema @ (Value::Bool(_) | Value::Object(_))) => Some(Self::of(self.tree, schema)),
            _ => (!has_properties).then(|| Self::of(self.tree, &Value::Null)),
        }
    }

    /// Returns the alternatives, if any.
    fn union(&self) -> Option<Union<'t>> {
        // Real unions are nested a few levels deep; more means that a union contains itself.
        if self.chosen.len() >= 4 {
            return None;
        }
        self.parts.iter().find_map(|part| self.alternatives(part))
    }

    fn alternatives(&self, owner: Part<'t>) -> Option<Union<'t>> {
        if contains(&self.chosen, owner) {
            return None;
        }
        // Limits alone make no type.
        let has_types = |members: &Vec<&'t Value>| {
            self.kind().is_none() || !members.iter().all(|member| is_limit(self.resolved(member)))
        };
        let members =
            ["oneOf", "anyOf"].iter().filter_map(|key| alternatives(self.tree, owner, key)).find(has_types)?;
        let discriminator = owner.get("discriminator");
        // A single alternative was merged.
        if members.is_empty() || members.len() < 2 && discriminator.is_none() {
            return None;
        }
        let nodes: Vec<Node<'t>> = members.into_iter().map(|member| Node::of(self.tree, member)).collect();
        let tags: Option<Vec<Vec<String>>> = nodes.iter().map(|node| node.tags(discriminator?)).collect();
        let tag = tags.is_some().then(|| tag_property(discriminator?)).flatten();
        let names = tags.unwrap_or_else(|| nodes.iter().map(|node| vec![node.label()]).collect());
        let mut variants = Vec::new();
        for (names, mut node) in names.into_iter().zip(nodes) {
            node.chosen = self.chosen.iter().copied().chain([owner]).collect();
            match node.union().filter(|inner| inner.tag == tag) {
                // The variants of a union with the same discriminator, or without one as well, take its place.
                Some(inner) => {
                    let is_chosen = |(tag, _): &(String, Node<'_>)| names.contains(tag);
                    let is_all = tag.is_none() || !inner.variants.iter().any(is_chosen);
                    variants.extend(inner.variants.into_iter().filter(|variant| is_all || is_chosen(variant)));
                }
                // A tag that is not a string is not in the mapping.
                None if names.is_empty() => variants.push((node.label(), node)),
                None => variants.extend(names.into_iter().map(|name| (name, node.clone()))),
            }
        }
        Some(self.choose(owner, tag, variants))
    }

    /// Returns the tags of a schema in the mapping, which is complete: only a union in a union, and a schema whose tag
    /// is not a string, have none. An inline schema has no name, but may define its tag itself.
    fn tags(&self, discriminator: &Value) -> Option<Vec<String>> {
        let Some(name) = self.name else {
            let property = tag_property(discriminator)?;
            let values = self.object(Direction::Request).properties.get(property)?.node.listed()?;
            let [only] = values.as_slice() else { return None };
            return Some(vec![only.as_str().map_or_else(|| only.to_string(), str::to_owned)]);
        };
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let is_it = |target: &Value| target.as_str().is_some_and(|target| target.rsplit('/').next() == Some(name));
        Some(mapping.filter(|(_, target)| is_it(target)).map(|(tag, _)| tag.clone()).collect())
    }

    /// Returns the label of an alternative without a tag. Inline objects differ in what they require.
    fn label(&self) -> String {
        let required = || {
            let required: Vec<&str> = self.required().into_iter().collect();
            (!required.is_empty()).then(|| format!("{{{}}}", required.join(", ")))
        };
        let name = self.name.or(self.string("title")).map(str::to_owned);
        name.or_else(required).unwrap_or_else(|| self.kind().unwrap_or("any").to_owned())
    }

    /// The sibling keywords of a union apply to each alternative.
    fn choose(&self, owner: Part<'t>, tag: Option<&'t str>, mut variants: Vec<(String, Node<'t>)>) -> Union<'t> {
        for (_, node) in &mut variants {
            node.add(&self.parts);
            for part in self.chosen.iter().chain([&owner]) {
                if !contains(&node.chosen, part) {
                    node.chosen.push(part);
                }
            }
            node.tag = tag;
        }
        // An enum of the whole may list no value of an alternative.
        variants.retain(|(_, node)| node.listed().is_none_or(|values| !values.is_empty()));
        let variants = if tag.is_some() { variants } else { with_united_enums(variants) };
        // Of a base, the discriminator lists what unknown variants have too.
        let of_base = owner.get("discriminator").and_then(Value::as_object);
        let required = of_base.into_iter().flat_map(|it| strings(it, BASE_REQUIRED)).chain(self.required()).collect();
        Union { tag, variants, required }
    }
}

/// Moves the second one of two unions in one schema into its `allOf`, which means the same.
pub(super) fn separate_unions(tree: &mut Value) {
    for_each_mut(tree, &mut |map| {
        if map.contains_key("oneOf")
            && let Some(any_of) = map.shift_remove("anyOf")
        {
            push_all_of(map, vec![json!({ "anyOf": any_of })]);
        }
    });
}

fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

fn contains(parts: &[Part<'_>], part: Part<'_>) -> bool {
    parts.iter().any(|other| std::ptr::eq(*other, part))
}

/// Returns the name of the component that a node references, directly or as the only member of an `allOf`.
fn component_name<'t>(tree: &'t Value, node: &'t Value) -> Option<&'t str> {
    let mut name = None;
    let mut node = node;
    for _ in 0..32 {
        match (reference(node), only_member(tree, node)) {
            (Some(target), _) => {
                name = name.or(schema_name(node));
                match resolve(tree, target) {
                    Some(target) => node = target,
                    None => break,
                }
            }
            (None, Some(member)) if name.is_none() => node = member,
            _ => break,
        }
    }
    name
}

/// Returns the only member of a composition. In OpenAPI 3.0, an `allOf` adds a description or a flag to a reference.
fn only_member<'t>(tree: &'t Value, node: &'t Value) -> Option<&'t Value> {
    let map = node.as_object()?;
    let mut others = map.keys().filter(|key| !is_annotation(key));
    let key = others.next().filter(|key| ["allOf", "oneOf", "anyOf"].contains(&key.as_str()))?;
    let members = alternatives(tree, map, key)?;
    members.first().copied().filter(|_| members.len() == 1 && others.next().is_none())
}

/// A schema and all schemas that a value of it must match.
fn expand<'t>(tree: &'t Value, node: &'t Value) -> Vec<Part<'t>> {
    let mut parts: Vec<Part<'t>> = Vec::new();
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        let Some(map) = resolve_refs(tree, node).as_object() else { continue };
        if contains(&parts, map) {
            continue;
        }
        parts.push(map);
        rest.extend(["oneOf", "anyOf"].into_iter().filter_map(|key| sole_alternative(tree, map, key)));
        rest.extend(map.get("allOf").and_then(Value::as_array).into_iter().flatten().rev());
    }
    parts
}

/// Returns the only alternative under a keyword, which is a part of the schema.
fn sole_alternative<'t>(tree: &'t Value, owner: Part<'t>, key: &str) -> Option<&'t Value> {
    let members = alternatives(tree, owner, key).filter(|_| ["oneOf", "anyOf"].contains(&key))?;
    members.first().copied().filter(|_| members.len() == 1 && !owner.contains_key("discriminator"))
}

/// Returns the alternatives under a keyword, without those that only allow `null`.
fn alternatives<'t>(tree: &'t Value, owner: Part<'t>, key: &str) -> Option<Vec<&'t Value>> {
    Some(without_null(tree, owner.get(key)?.as_array()?))
}

/// The maximum depth of the search for `null`.
const MAX_DEPTH: usize = 12;

/// Returns whether a schema allows `null`, in the generator's reading: its own keyword takes precedence, then all
/// members of its `allOf`, then any alternative.
fn is_nullable(tree: &Value, node: &Value, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let Some(map) = resolve_refs(tree, node).as_object() else { return false };
    let list = |key: &str| map.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if list("enum").contains(&Value::Null) {
        return true;
    }
    if let Some(stated) = map.get("nullable").and_then(Value::as_bool) {
        return stated;
    }
    // A member with only annotations does not affect `null`.
    let describes_only = |node: &Value| {
        node.as_object().is_some_and(|map| map.keys().all(|key| key != "nullable" && is_annotation(key)))
    };
    let members: Vec<&Value> = list("allOf").iter().filter(|member| !describes_only(member)).collect();
    if !members.is_empty() {
        return members.into_iter().all(|member| is_nullable(tree, member, depth));
    }
    ["oneOf", "anyOf"].iter().any(|key| list(key).iter().any(|member| is_nullable(tree, member, depth)))
}

/// Returns whether no enum excludes `null`. What is `nullable` may be `null` beside the schemas that it refers to.
fn lists_null(tree: &Value, node: &Value, depth: usize) -> bool {
    let (Some(depth), Some(map)) = (depth.checked_sub(1), resolve_refs(tree, node).as_object()) else { return true };
    let list = |key: &str| map.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if map.contains_key("enum") {
        return list("enum").contains(&Value::Null);
    }
    let mut nullable =
        ["oneOf", "anyOf"].into_iter().flat_map(list).filter(|it| is_nullable(tree, it, depth)).peekable();
    is_set(map, "nullable")
        || list("allOf").iter().all(|member| lists_null(tree, member, depth))
            && (nullable.peek().is_none() || nullable.any(|member| lists_null(tree, member, depth)))
}

/// Keywords that limit values and do not affect their Rust type.
const LIMITS: [&str; 16] = [
    "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "required", "not", JSON_SCHEMA,
];

/// Returns whether a schema limits values and does not affect their Rust type.
pub(super) fn is_limit(schema: &Value) -> bool {
    let is_limit = |key: &String| LIMITS.contains(&key.as_str()) || is_annotation(key);
    schema.as_object().is_some_and(|map| map.keys().all(is_limit))
}

/// Returns the discriminator property of alternatives.
fn tag_property(discriminator: &Value) -> Option<&str> {
    discriminator.get("propertyName")?.as_str()
}

/// Unites equal alternatives, and those that list strings, numbers or booleans and have the same label: together they
/// are one enum.
fn with_united_enums<'t>(variants: Vec<(String, Node<'t>)>) -> Vec<(String, Node<'t>)> {
    let mut united: Vec<(String, Node<'t>)> = Vec::new();
    for (label, node) in variants {
        let is_same = |(known, other): &&mut (String, Node<'t>)| {
            let lists_scalars = |values: Vec<Value>| !values.iter().any(|it| it.is_array() || it.is_object());
            let are_enums = || [&*other, &node].iter().all(|it| it.listed().is_some_and(lists_scalars));
            *known == label && (other.is_equal(&node) || are_enums())
        };
        match united.iter_mut().find(is_same) {
            Some((_, other)) => other.unite(&node),
            None => united.push((label, node)),
        }
    }
    united
}

/// Merges all alternatives into one object, like the pass `rewrite_unions` for a response; `None` if one is not an
/// object.
fn flatten<'t>(union: &Union<'t>) -> Option<Object<'t>> {
    // In a response, the tag is an ordinary property.
    let alternatives = union.variants.iter().map(|(_, node)| node.with_tag().response_object());
    let mut united = unite(&alternatives.collect::<Option<Vec<_>>>()?);
    // An unknown variant may lack what all known variants require.
    for (name, property) in united.properties.iter_mut().filter(|_| union.tag.is_some()) {
        property.is_required &= union.tag == Some(*name) || union.required.contains(name);
    }
    let tags = union.variants.iter().filter(|_| union.tag.is_some());
    united.tags.extend(tags.filter_map(|(tag, node)| Some((tag.clone(), node.name?))));
    Some(united)
}

/// Merges the properties of all objects. Requires the properties that all require.
pub(super) fn unite<'t>(alternatives: &[Object<'t>]) -> Object<'t> {
    let mut united = Object::default();
    for object in alternatives {
        united.has_properties |= object.has_properties;
        united.tags.extend(object.tags.clone());
        for (name, property) in &object.properties {
            match united.properties.get_mut(name) {
                Some(same) => same.node.unite(&property.node),
                None => {
                    united.properties.insert(name, property.clone());
                }
            }
        }
    }
    united.rest = united_rest(alternatives);
    for (name, property) in &mut united.properties {
        // A property of one alternative is a member of a map in another.
        let others = alternatives.iter().filter(|object| !object.properties.contains_key(name));
        for rest in others.filter_map(|object| object.rest.as_ref()) {
            if rest.has_content() {
                property.node.unite(rest);
            }
        }
        let is_required = |object: &Object<'_>| object.properties.get(name).is_some_and(|same| same.is_required);
        property.is_required = alternatives.iter().all(is_required);
    }
    united
}

/// Returns what unlisted members may be: anything, unless all objects describe them.
fn united_rest<'t>(alternatives: &[Object<'t>]) -> Option<Node<'t>> {
    let mut first = alternatives.iter().find_map(|object| object.rest.clone())?;
    let rests = alternatives.iter().map(|object| object.rest.as_ref().filter(|rest| rest.has_content()));
    let Some(rests) = rests.collect::<Option<Vec<_>>>() else { return Some(Node::of(first.tree, &Value::Null)) };
    rests.into_iter().for_each(|rest| first.unite(rest));
    Some(first)
}
