//! The code that all type builders share. The generated code contains their fields and setters.

/// Implements `Default`, `build` and the conversions of a builder. Each field is listed by its names in Rust and in the
/// spec, with its initial value: `missing` if it must be set, otherwise `empty`.
// `super` is the module of types, because the generated code calls this in their module `builder`.
macro_rules! type_builder {
    ($builder:ident for $name:ident { $($field:ident = $property:literal $initial:ident),* $(,)? }) => {
        impl Default for $builder {
            fn default() -> Self {
                Self { $($field: $crate::runtime::$initial()),* }
            }
        }

        impl $builder {
            #[doc = concat!("Builds the [`", stringify!($name), "`](super::", stringify!($name), ").")]
            ///
            /// # Errors
            /// [`BuildError`](crate::BuildError) names all required properties that are not set and all whose value
            /// does not convert. The API, not the client, checks limits such as a length.
            pub fn build(self) -> Result<super::$name, $crate::BuildError> {
                match self {
                    Self { $($field: Ok($field)),* } => Ok(super::$name { $($field),* }),
                    builder => Err($crate::BuildError::of(
                        stringify!($name),
                        [$(($property, builder.$field.err())),*],
                    )),
                }
            }
        }

        $crate::runtime::builder_of!($builder for $name);

        impl From<super::$name> for $builder {
            fn from(value: super::$name) -> Self {
                let super::$name { $($field),* } = value;
                Self { $($field: Ok($field)),* }
            }
        }
    };
}
pub(crate) use type_builder;

/// Implements what the builders of structs and of unions share.
macro_rules! builder_of {
    ($builder:ident for $name:ident) => {
        impl super::$name {
            /// Returns an empty builder.
            pub fn builder() -> $builder {
                Default::default()
            }
        }

        impl $crate::runtime::BuilderValue for super::$name {}

        impl TryFrom<$builder> for super::$name {
            type Error = $crate::BuildError;

            fn try_from(builder: $builder) -> Result<Self, $crate::BuildError> {
                builder.build()
            }
        }

        impl $crate::IntoValue<super::$name> for $builder {
            fn into_value(self) -> $crate::runtime::Input<Option<super::$name>> {
                Ok(Some(self.build()?))
            }
        }
    };
}
pub(crate) use builder_of;
