//! Formats the generated code for a person to read.

use syn::File;

/// The source text of generated code.
pub fn format(file: &File) -> String {
    prettyplease::unparse(file)
}
