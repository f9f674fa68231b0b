//! Puts the API's version into the crate's version.

use rebilly_customer_auth_codegen::Document;
use serde_json::Value;

const LINE: &str = "\nversion = \"";

/// Sets the build metadata of the manifest's first version to the API's version (Semantic Versioning 2.0.0, section
/// 10): `0.1.0+api.2.1`.
///
/// # Errors
/// Returns an error if the manifest has no package version with build metadata.
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
