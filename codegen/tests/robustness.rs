//! No spec and no overlay causes a panic, a stack overflow or a long run.

use std::fs;
use std::path::Path;

use rebilly_customer_auth_codegen as codegen;

/// The findings and the seeds of fuzzing. A line `---` separates a spec from its overlay.
const INPUTS: [&str; 2] = ["../fuzz/found/spec", "../fuzz/seeds/spec"];

fn generate(source: &str) -> Result<String, codegen::Diagnostic> {
    let (document, overlay) = match source.split_once("\n---\n") {
        Some((document, overlay)) => (document, Some(overlay)),
        None => (source, None),
    };
    let mut document = codegen::load_str("document.yaml", document)?;
    if let Some(overlay) = overlay {
        document = codegen::apply_overlay_str(document, "overlay.yaml", overlay)?;
    }
    codegen::client(&codegen::normalize(document)?)
}

#[test]
fn fuzzing_inputs_produce_code_or_a_diagnostic_and_no_panic() {
    let mut count = 0;
    for directory in INPUTS.map(Path::new) {
        for entry in fs::read_dir(directory).expect("inputs") {
            let bytes = fs::read(entry.expect("an entry").path()).expect("an input");
            let _ = generate(&String::from_utf8_lossy(&bytes));
            count += 1;
        }
    }
    assert!(count > 0, "no inputs");
}

/// A spec in which each schema contains the next one.
fn chain(length: usize) -> String {
    let link = |index: usize| {
        let next = index + 1;
        format!("    A{index}: {{ type: object, properties: {{ a: {{ $ref: '#/components/schemas/A{next}' }} }} }}\n")
    };
    let links: String = (0..length).map(link).collect();
    format!(
        "openapi: 3.0.3
info: {{ title: T, version: '1' }}
security: [{{ K: [] }}]
paths:
  /a:
    put:
      operationId: PutA
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A0' }} }} }} }}
      responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A0' }} }} }} }} }}
components:
  securitySchemes: {{ K: {{ type: http, scheme: bearer }} }}
  schemas:
{links}    A{length}: {{ type: object, properties: {{ a: {{ type: string, readOnly: true }} }} }}
"
    )
}

#[test]
fn a_chain_of_many_schemas_does_not_exhaust_the_stack() {
    // A small stack overflows with a shorter chain.
    let small = std::thread::Builder::new().stack_size(512 * 1024);
    let thread = small.spawn(|| {
        let document = codegen::load_str("document.yaml", &chain(2_000)).expect("a spec");
        codegen::normalize(document).expect("a spec");
    });
    thread.expect("a thread").join().expect("a spec");
}

#[test]
fn an_overlay_that_nests_a_spec_too_deeply_is_rejected() {
    let deep = format!("{}{{}}{}", "{ a: ".repeat(100), " }".repeat(100));
    let actions: String = (0..100)
        .map(|index| {
            let (from, to) = (format!("level-{index}"), format!("level-{}", index + 1));
            let deep = deep.replace("{}", &format!("{{ {to}: {{}} }}"));
            format!("  - target: $..['{from}']\n    update: {deep}\n")
        })
        .collect();
    let source = format!("overlay: 1.0.0\nactions:\n  - target: $.info\n    update: {{ level-0: {{}} }}\n{actions}");
    let document = codegen::load_str("document.yaml", &chain(1)).expect("a spec");
    let diagnostic = codegen::apply_overlay_str(document, "overlay.yaml", &source).expect_err("too deep").to_string();
    assert!(diagnostic.starts_with("overlay.yaml:"), "{diagnostic}");
    assert!(diagnostic.contains("nests document.yaml more than"), "{diagnostic}");
}

#[test]
fn repeated_compositions_do_not_take_exponential_time() {
    let members = |index: usize| {
        let member = format!("{{ $ref: '#/components/schemas/A{}' }}", index + 1);
        vec![member; 8].join(", ")
    };
    let link = |index: usize| format!("    A{index}: {{ allOf: [{}] }}\n", members(index));
    let links: String = (0..12).map(link).collect();
    let source = chain(0).replace("    A0:", &format!("{links}    A12:"));
    let source =
        source.replace("'200': {", "'400': {").replace("responses: {", "responses: { '204': { description: '' },");
    // Without a cache, this would merge 8^12 schemas.
    let document = codegen::load_str("document.yaml", &source).expect("a spec");
    codegen::normalize(document).expect("a spec");
}
