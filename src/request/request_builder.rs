//! The code that all request builders share.

/// Unwraps the inputs of a request, or returns an error that names all missing and invalid ones. Each input is listed
/// by its names in Rust and in the spec.
macro_rules! inputs {
    ($($input:ident = $name:literal),* $(,)?) => {
        let ($($input,)*) = match ($($input,)*) {
            ($(Ok($input),)*) => ($($input,)*),
            ($($input,)*) => return Err($crate::Error::inputs([$(($name, $input.err())),*])),
        };
    };
}

/// Implements the options and `.await` of a request builder.
macro_rules! request_builder {
    ($builder:ident -> $response:ty) => {
        impl $builder {
            /// Sets options of this request only: headers, query parameters, timeouts and a retry policy. Replaces
            /// options set before.
            pub fn options(mut self, options: $crate::RequestOptions) -> Self {
                self.options = Some(Box::new(options));
                self
            }
        }

        impl IntoFuture for $builder {
            type Output = Result<$crate::ResponseValue<$response>, $crate::Error>;
            type IntoFuture = ::std::pin::Pin<Box<dyn ::std::future::Future<Output = Self::Output> + Send>>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.send())
            }
        }
    };
}

/// Implements the pagination of a request builder: its operation, the type of the items, and the setters of the limit
/// and the offset, with `flatten` for an optional one. `unwrap_or_default` makes an empty page of a response without a
/// body.
macro_rules! paginated_request {
    (
        $builder:ident $operation:literal [$item:ty]
        ($limit:ident $($flat_limit:ident)?) ($offset:ident $($flat_offset:ident)?) $($or_empty:ident)?
    ) => {
        impl $crate::pagination::PaginatedRequest for $builder {
            type Item = $item;

            fn operation(&self) -> &'static $crate::Operation {
                &super::OPERATIONS[$operation]
            }

            fn window(&self) -> $crate::pagination::Window {
                let limit = self.$limit.clone().ok()$(.$flat_limit())?;
                let offset = self.$offset.clone().ok()$(.$flat_offset())?;
                $crate::pagination::Window {
                    limit: limit.and_then(|number| u64::try_from(number).ok()),
                    offset: offset.and_then(|number| u64::try_from(number).ok()),
                }
            }

            fn options(&self) -> Option<&$crate::RequestOptions> {
                self.options.as_deref()
            }

            fn page_at(self) -> $crate::pagination::PageAt<Self::Item> {
                Box::new(move |window| {
                    let mut request = self.clone();
                    if let Some(limit) = window.limit {
                        request = request.$limit(limit);
                    }
                    if let Some(offset) = window.offset {
                        request = request.$offset(offset);
                    }
                    Box::pin(async move { request.send().await$(.map(|page| page.map(Option::$or_empty)))? })
                })
            }
        }
    };
}

pub(crate) use {inputs, paginated_request, request_builder};
