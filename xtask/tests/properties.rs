//! No spec causes a panic of an import or the generator: it is accepted, or rejected with a diagnostic.

use proptest::prelude::*;
use proptest::sample::Index;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use rebilly_customer_auth_codegen::{self as codegen, Document, Location, parse_str};
use serde_json::{Value, json};
use xtask::import::{Selection, TAG, import_document};
use xtask::lint::lint;

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/customer-authentication.yaml");
const OVERLAY: &str = include_str!("../../spec/overlay.yaml");

/// A change of one value of a spec.
#[derive(Clone, Debug)]
enum Mutation {
    Drop,
    /// Replaces it with a value of another type.
    Swap(Value),
    /// Replaces it with a reference to the component with this index, which can create cycles.
    Refer(Index),
    /// Nests it in this many lists or objects.
    Nest(usize),
    /// Replaces it with another part of the spec.
    Copy(Index),
}

fn mutation() -> impl Strategy<Value = (Index, Mutation)> {
    let odd = prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!(-1)),
        Just(json!(1.5e300)),
        Just(json!("")),
        Just(json!("#/components/schemas/Nowhere")),
        Just(json!([])),
        Just(json!({})),
        Just(json!([null, "null", 1])),
        Just(json!({ "$ref": 1 })),
        Just(json!({ "allOf": {}, "properties": [], "required": "a", "enum": {}, "type": ["string", "null"] })),
    ];
    let mutation = prop_oneof![
        3 => Just(Mutation::Drop),
        4 => odd.prop_map(Mutation::Swap),
        3 => any::<Index>().prop_map(Mutation::Refer),
        1 => (1..100_usize).prop_map(Mutation::Nest),
        2 => any::<Index>().prop_map(Mutation::Copy),
    ];
    (any::<Index>(), mutation)
}

fn mutate(tree: &mut Value, (at, mutation): &(Index, Mutation)) {
    let mut all = Vec::new();
    codegen::for_each_value(&mut Location::root(), tree, &mut |location, _| all.push(location.clone()));
    let location = at.get(&all).clone();
    let node = tree.pointer(&location.pointer()).expect("a value").clone();
    let new = match mutation {
        Mutation::Drop => return drop_at(tree, &location),
        Mutation::Swap(odd) => odd.clone(),
        Mutation::Refer(index) => {
            let schemas = tree.pointer("/components/schemas").and_then(Value::as_object);
            let names: Vec<String> = schemas.into_iter().flat_map(|map| map.keys().cloned()).collect();
            if names.is_empty() {
                return;
            }
            json!({ "$ref": format!("#/components/schemas/{}", index.get(&names)) })
        }
        Mutation::Nest(depth) => (0..*depth).fold(node, |node, level| match level % 3 {
            0 => json!({ "type": "array", "items": node }),
            1 => json!({ "allOf": [node] }),
            _ => json!({ "type": "object", "properties": { "p": node } }),
        }),
        Mutation::Copy(index) => tree.pointer(&index.get(&all).pointer()).expect("a value").clone(),
    };
    *tree.pointer_mut(&location.pointer()).expect("a value") = new;
}

fn drop_at(tree: &mut Value, location: &Location) {
    let Some(key) = location.segments().last() else {
        return;
    };
    match tree.pointer_mut(&location.parent().pointer()) {
        Some(Value::Object(map)) => drop(map.remove(key)),
        Some(Value::Array(list)) => drop(list.remove(key.parse().expect("an index"))),
        _ => {}
    }
}

fn mutated(mutations: &[(Index, Mutation)], version: &str) -> Document {
    let own = codegen::parse(OWN).expect("the spec");
    let mut tree = own.tree().clone();
    tree["openapi"] = version.into();
    mutations.iter().for_each(|mutation| mutate(&mut tree, mutation));
    // Parsed from a string, as specs are: YAML errors are rejected before any of our code runs.
    parse_str("mutated.yaml", &tree.to_string()).unwrap_or_else(|_| own.with_tree(Value::Null))
}

/// In a debug build, deep nesting needs more stack than a test's thread has; a main thread has 8 MB.
fn on_a_deep_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(work).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// Pieces of Markdown that begin, end or hide a code block.
fn markdown() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "\n", "\n", "\n\n", "```", "```\n", "~~~", "~~~\n", "    ", "\t", " ", "- ", "-", "+ ", "* ", "1. ", "1)",
        "> ", ">", "<div>", "</div>", "<pre>", "</pre>", "<script", "<!--", "-->", "<?", "?>", "<!A", "<![CDATA[",
        "]]>", "<x-y>", "<https://a.example>", "<http>", "<https a>", "<a/>", "[^1]:", "[^1]: ", "[a]: ", "[a", "`",
        "``", "| a | b |", "|---|", "# ", "===", "---", "rust", "text", "run();", "a", "\\", "\"", "&lt;", "\u{2028}",
        "\u{a0}", "\r", "\0",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 1..14).prop_map(|pieces| pieces.concat())
}

/// The blocks that rustdoc compiles.
fn doctests(markdown: &str, options: Options) -> Vec<String> {
    let (mut blocks, mut is_code) = (Vec::new(), false);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                is_code = !matches!(kind, CodeBlockKind::Fenced(language) if &*language == "text");
                blocks.extend(is_code.then(String::new));
            }
            Event::End(_) => is_code = false,
            Event::Text(source) if is_code => blocks.last_mut().expect("a block").push_str(&source),
            _ => {}
        }
    }
    blocks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rustdoc_compiles_nothing_of_a_spec_and_every_generated_example(source in markdown()) {
        let docs = format!("{}\n\n# Examples\n```\nown();\n```", codegen::inert(&source));
        // rustdoc displays documentation with more syntax than it searches for doctests.
        let displayed = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        for options in [Options::empty(), displayed] {
            prop_assert_eq!(doctests(&docs, options), ["own();\n"], "{}", docs);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_import_accepts_or_rejects_any_spec(
        mutations in prop::collection::vec(mutation(), 1..5),
        version in prop_oneof![Just("3.0.3"), Just("3.1.0")],
    ) {
        on_a_deep_stack(move || {
            let document = mutated(&mutations, version);
            if let Ok(imported) = import_document(document, &Selection::of_tag(TAG)) {
                // Importing the result again changes nothing.
                let again = parse_str("again.yaml", &imported.source).expect("YAML");
                let again = import_document(again, &Selection::of_tag(TAG)).expect("an import of an import");
                assert_eq!(imported.source, again.source);
            }
        });
    }

    #[test]
    fn lint_and_the_generator_accept_or_reject_any_spec(mutations in prop::collection::vec(mutation(), 1..4)) {
        on_a_deep_stack(move || {
            let mutated = mutated(&mutations, "3.0.3");
            lint(&mutated);
            let document = codegen::apply_overlay_str(mutated, "overlay.yaml", OVERLAY).and_then(codegen::normalize);
            if let Ok(document) = document {
                let _ = codegen::client(&document);
            }
        });
    }
}
