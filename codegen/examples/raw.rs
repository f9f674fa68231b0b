//! x
fn main() {
    let d = rebilly_customer_auth_codegen::load(std::env::args().nth(1).unwrap())
        .map_err(|e| {
            eprintln!("{e}");
            std::process::exit(1)
        })
        .unwrap();
    let d = rebilly_customer_auth_codegen::normalize(d)
        .map_err(|e| {
            eprintln!("{e}");
            std::process::exit(1)
        })
        .unwrap();
    if std::env::args().nth(2).is_some() {
        println!("{}", serde_yaml::to_string(d.tree()).unwrap());
        return;
    }
    let f = rebilly_customer_auth_codegen::client(&d)
        .map_err(|e| {
            eprintln!("{e}");
            std::process::exit(1)
        })
        .unwrap();
    println!("{}", rebilly_customer_auth_codegen::format(&f));
}
