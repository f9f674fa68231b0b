//! The extensions (`x-…`, OpenAPI 3.0.3, section 4.9) that this generator reads and writes.
//!
//! Extensions express what OpenAPI cannot. `xtask/README.md` describes the ones that are written by hand; the others
//! pass a result of one pass to later code.

/// Names the Rust type of a schema.
pub const RUST_NAME: &str = "x-rust-name";

/// Marks a string that is a secret.
pub const SECRET: &str = "x-secret";

/// Lists the parameters of a path item that are secrets.
pub const SECRET_PARAMETERS: &str = "x-secret-parameters";

/// Marks a schema that becomes an enum with a variant for unknown values.
pub const OPEN_ENUM: &str = "x-open-enum";

/// Marks a list that a response may replace with its only item.
pub const ONE_OR_MANY: &str = "x-one-or-many";

/// Lists words, besides the operation ID, that find an operation in rustdoc's search.
pub const DOC_ALIAS: &str = "x-doc-alias";

/// Marks the header parameter that names the organization of a request.
pub const ORGANIZATION: &str = "x-organization";

/// Defines the path segments of the organization, such as `/organizations/{organizationId}`. At the root of a spec.
pub const ORGANIZATION_PATH: &str = "x-organization-path";

/// Marks an operation whose 401 may be about the customer's own credentials and not the caller's.
pub const CUSTOMER_CREDENTIALS: &str = "x-customer-credentials";

/// Marks a security scheme whose credential may be shown to the public.
pub const PUBLIC: &str = "x-public";

/// Marks a property that a client expects in responses, although the spec does not require it.
pub const EXPECTED: &str = "x-expected";

/// Lists values of an open string or list of strings, in groups that become modules of constants.
pub const KNOWN_VALUES: &str = "x-known-values";

/// Names sets of the values that `x-known-values` lists, each with a `description` and its `values`.
pub const VALUE_SETS: &str = "x-value-sets";

/// Names the header that tells the vendor which program sends the request, with a template of its value. At the root of
/// a spec.
pub const CONSUMER_HEADER: &str = "x-consumer-header";

/// Records the upstream spec that a spec was imported from. In `info`. Written by `cargo xtask import`.
pub const IMPORTED_FROM: &str = "x-imported-from";

/// Keeps the restrictions of a schema that OpenAPI 3.1 can express and 3.0 cannot, so that a change of them is noticed:
/// a list of schemas, all of which a value must also match. Written by `cargo xtask import`.
pub const JSON_SCHEMA: &str = "x-json-schema";

/// Marks an overlay action whose target may match nothing, because some versions of the spec lack the error that it
/// fixes.
pub const OPTIONAL: &str = "x-optional";

/// The extensions that are written by hand in a spec or an overlay.
pub const EXTENSIONS: [&str; 14] = [
    RUST_NAME, SECRET, SECRET_PARAMETERS, OPEN_ENUM, ONE_OR_MANY, DOC_ALIAS, ORGANIZATION, ORGANIZATION_PATH,
    CUSTOMER_CREDENTIALS, PUBLIC, EXPECTED, KNOWN_VALUES, VALUE_SETS, CONSUMER_HEADER,
];

/// The name of the response type that a request type was split from. Written by the pass `split_read_write`.
pub(crate) const RESPONSE_FORM: &str = "x-response-form";

/// Marks a schema that becomes an enum with a tag. Written by the pass `rewrite_unions`.
pub(crate) const TAGGED_UNION: &str = "x-tagged-union";

/// The required properties of a former base, in its discriminator.
pub const BASE_REQUIRED: &str = "x-base-required";

/// Marks a schema that allows only `null`. Written by the pass `infer_types`.
pub(crate) const ONLY_NULL: &str = "x-only-null";

/// Marks a discriminator whose property no schema describes. Written by the pass `complete_mappings`.
pub(crate) const UNDESCRIBED: &str = "x-undescribed";

/// Marks a success whose body may be absent. Written by the pass `unify_successes`.
pub(crate) const OPTIONAL_BODY: &str = "x-optional-body";

/// Keeps the error statuses that an operation documents. Written by the pass `unify_errors`.
pub(crate) const ERROR_STATUSES: &str = "x-error-statuses";

/// Keeps the highest value of an integer, which its Rust type does not show. Written by the pass `strip_constraints`.
pub(crate) const MAXIMUM: &str = "x-maximum";

/// Lists the values of an enum that does not become a Rust enum. Written by the pass `infer_types`, and described by
/// `strip_constraints`.
pub(crate) const VALUES: &str = "x-values";

/// Lists the media types of the successes of an operation, if they differ. Written by the pass `unify_successes`.
pub(crate) const ACCEPTED: &str = "x-accepted";

/// Lists the JSON media types of the successes of an operation that the client ignores. Written by the pass
/// `unify_successes`.
pub(crate) const IGNORED: &str = "x-ignored";

/// Keeps the success statuses that an operation documents. Written by the pass `unify_successes`.
pub(crate) const SUCCESS_STATUSES: &str = "x-success-statuses";

/// The name of the schema that represents a secret. progenitor maps it to the runtime's type.
pub(crate) const SECRET_SCHEMA: &str = "Secret";
