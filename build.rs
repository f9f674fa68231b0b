//! Turns the OpenAPI document into the client and its typed mocks, unless the committed snapshots are to be used.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "generate")]
    generate::run();
}

#[cfg(feature = "generate")]
mod generate {
    use std::path::Path;
    use std::{env, fs};

    use rebilly_customer_auth_codegen as codegen;

    const DOCUMENT: &str = "spec/customer-authentication.yaml";
    const OVERLAY: &str = "spec/overlay.yaml";

    pub(super) fn run() {
        println!("cargo::rerun-if-changed={DOCUMENT}");
        println!("cargo::rerun-if-changed={OVERLAY}");
        if let Err(fault) = generate() {
            // cargo shows this as an error of the build, and nothing else of this program.
            println!("cargo::error={fault}");
        }
    }

    fn generate() -> Result<(), codegen::Diagnostic> {
        let document = codegen::load(DOCUMENT)?;
        let document = codegen::apply_overlay_and_validate(document, OVERLAY)?;
        let document = codegen::normalize(document)?;
        let client = codegen::client(&document)?;
        write("client.rs", &codegen::format(&client));
        if cfg!(feature = "httpmock") {
            let mocks = codegen::mocks(&document)?;
            write("mocks.rs", &codegen::format(&mocks));
        }
        Ok(())
    }

    fn write(name: &str, code: &str) {
        let directory = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
        let file = Path::new(&directory).join(name);
        fs::write(&file, code).unwrap_or_else(|error| panic!("{} cannot be written: {error}", file.display()));
    }
}
