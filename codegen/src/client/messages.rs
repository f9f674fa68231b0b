//! Makes the messages of the generated code readable.

use syn::visit_mut::{self, VisitMut};
use syn::{File, LitStr};

/// Tidies all messages: progenitor prints a type in them with a space between all its tokens.
pub(super) fn tidy(file: &mut File) {
    Messages.visit_file_mut(file);
}

struct Messages;

impl VisitMut for Messages {
    fn visit_lit_str_mut(&mut self, literal: &mut LitStr) {
        let text = literal.value();
        if !text.contains(" :: ") {
            visit_mut::visit_lit_str_mut(self, literal);
            return;
        }
        let tidied = text
            .replace(":: std :: string :: String", "String")
            .replace("crate :: types :: ", "")
            .replace("crate :: Secret", "Secret")
            .replace(" :: ", "::");
        *literal = LitStr::new(&tidied, literal.span());
    }
}
