//! Turns the OpenAPI spec into the client and its typed mocks, unless the committed code is to be used.

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

    const SPEC: &str = "spec/customer-authentication.yaml";
    const OVERLAY: &str = "spec/overlay.yaml";

    pub(super) fn run() {
        println!("cargo::rerun-if-changed={SPEC}");
        println!("cargo::rerun-if-changed={OVERLAY}");
        if let Err(diagnostic) = generate() {
            // cargo shows this as an error of the build, and nothing else of this program.
            println!("cargo::error={diagnostic}");
        }
    }

    fn generate() -> Result<(), codegen::Diagnostic> {
        let spec = codegen::parse(SPEC)?;
        let spec = codegen::apply_overlay_and_validate(spec, OVERLAY)?;
        let spec = codegen::normalize(spec)?;
        write("client.rs", &codegen::client(&spec)?);
        if cfg!(feature = "httpmock") {
            write("mocks.rs", &codegen::mocks(&spec)?);
        }
        Ok(())
    }

    fn write(name: &str, code: &str) {
        let directory = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
        let file = Path::new(&directory).join(name);
        fs::write(&file, code).unwrap_or_else(|error| panic!("{} cannot be written: {error}", file.display()));
    }
}
