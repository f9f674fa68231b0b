//! The code that all groups of known values share. The generated code lists only the values.

/// Defines a constant for each known value of a group, and `ALL`.
macro_rules! known_values {
    ($($name:ident = $value:literal),* $(,)?) => {
        $(
            // A value may contain Markdown.
            #[allow(missing_docs)]
            pub const $name: &str = $value;
        )*
        /// All values of this group.
        pub const ALL: &[&str] = &[$($name),*];
    };
}
pub(crate) use known_values;
