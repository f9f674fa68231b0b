//! Formats the generated code item by item, so that a large client is never in memory as a whole.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, Item};

/// The source code of the generated client.
#[derive(Default)]
pub(crate) struct Source {
    text: String,
    depth: usize,
}

impl Source {
    /// Adds the output of a template. Templates emit items only, whatever the spec contains.
    pub(crate) fn items(&mut self, tokens: TokenStream) {
        let file: File = syn::parse2(tokens).expect("templates emit items");
        self.add(&prettyplease::unparse(&file));
    }

    /// Adds an item.
    pub(crate) fn item(&mut self, item: Item) {
        let file = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
        self.add(&prettyplease::unparse(&file));
    }

    /// Adds a module: its attributes, its name and its contents.
    pub(crate) fn module(&mut self, head: TokenStream, content: impl FnOnce(&mut Self)) {
        self.items(quote!(#head {}));
        self.text.truncate(self.text.trim_end().len() - "}".len());
        self.text.push('\n');
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.add("}\n");
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Adds formatted lines, indented for the module. Literals in generated code contain no line breaks.
    fn add(&mut self, code: &str) {
        for line in code.lines() {
            if !line.is_empty() {
                self.text.extend(std::iter::repeat_n("    ", self.depth));
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }
}
