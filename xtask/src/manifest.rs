//! Puts the API's version into that of the crate.

use rebilly_customer_auth_codegen::Document;
use serde_json::Value;

const LINE: &str = "\nversion = \"";

/// The manifest with the API's version as the build metadata of its first version (Semantic Versioning 2.0.0, section
/// 10): `0.1.0+api.2.1`.
///
/// # Errors
/// A manifest without a package that has a version with build metadata.
pub(crate) fn with_api_version(manifest: &str, document: &Document) -> Result<String, String> {
    let api_version = document.tree().pointer("/info/version").and_then(Value::as_str).unwrap_or_default();
    let metadata: String =
        api_version.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let package = manifest.find("\n[package]\n").and_then(|package| {
        let version = package + manifest[package..].find(LINE)? + LINE.len();
        let end = version + manifest[version..].find('"')?;
        let plus = version + manifest[version..end].find('+')?;
        Some((&manifest[..plus], &manifest[end..]))
    });
    let (before, after) = package.ok_or("the package has no version with build metadata, such as `0.1.0+api.1`")?;
    Ok(format!("{before}+api.{metadata}{after}"))
}
