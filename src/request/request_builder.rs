//! What the request builders of all operations have in common.

/// Unwraps the inputs of a request, or returns an error that names all missing and invalid ones. Each input is listed by
/// its names in Rust and in the spec.
macro_rules! inputs {
    ($($input:ident = $name:literal),* $(,)?) => {
        let ($($input,)*) = match ($($input,)*) {
            ($(Ok($input),)*) => ($($input,)*),
            ($($input,)*) => return Err($crate::Error::inputs([$(($name, $input.err())),*])),
        };
    };
}

pub(crate) use inputs;
