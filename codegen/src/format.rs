//! Formats the generated code item by item, so that a large client is never in memory as a whole.

use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, Item};

/// The source code of the generated client.
#[derive(Default)]
pub(crate) struct Source {
    source: String,
    depth: usize,
    /// The formatted methods that many types share, by their tokens.
    shared: HashMap<String, Rc<str>>,
}

impl Source {
    /// Adds the output of a template. Templates emit items only, whatever the spec contains.
    pub(crate) fn items(&mut self, tokens: TokenStream) {
        self.add(&formatted(tokens));
    }

    pub(crate) fn item(&mut self, item: Item) {
        let file = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        self.add(&prettyplease::unparse(&file));
    }

    /// Adds a module or an `impl`: what stands before its braces, and its contents.
    pub(crate) fn block<T>(&mut self, head: TokenStream, content: impl FnOnce(&mut Self) -> T) -> T {
        self.items(quote!(#head {}));
        self.source.truncate(self.source.trim_end().len() - "}".len());
        self.source.push('\n');
        self.depth += 1;
        let result = content(self);
        self.depth -= 1;
        self.add("}\n");
        result
    }

    /// Adds the lines of a doc comment, for what is added next. Formatting doc comments as tokens takes longer
    /// than formatting the code itself.
    pub(crate) fn docs(&mut self, lines: &str) {
        lines.lines().for_each(|line| self.add(&format!("///{line}")));
    }

    /// Adds methods of the `impl` around them.
    pub(crate) fn methods(&mut self, tokens: TokenStream) {
        self.add(&formatted_methods(tokens));
    }

    /// Adds a method that other types have too, without its documentation. It is formatted once.
    pub(crate) fn shared_method(&mut self, tokens: TokenStream) {
        let entry = self.shared.entry(tokens.to_string());
        let method = Rc::clone(entry.or_insert_with(|| formatted_methods(tokens).into()));
        self.add(&method);
    }

    pub(crate) fn into_string(self) -> String {
        self.source
    }

    /// Adds formatted lines, indented for the block. Literals in generated code contain no line breaks.
    fn add(&mut self, code: &str) {
        for line in code.lines() {
            if !line.is_empty() {
                self.source.extend(std::iter::repeat_n(INDENT, self.depth));
                self.source.push_str(line);
            }
            self.source.push('\n');
        }
    }
}

const INDENT: &str = "    ";

fn formatted(items: TokenStream) -> String {
    let file: File = syn::parse2(items).expect("templates emit items");
    prettyplease::unparse(&file)
}

/// Formats methods as in an `impl`, without it.
fn formatted_methods(methods: TokenStream) -> String {
    let block = formatted(quote!(impl X { #methods }));
    let lines = block.lines().filter_map(|line| Some(line.strip_prefix(INDENT)?.to_owned() + "\n"));
    lines.collect()
}
