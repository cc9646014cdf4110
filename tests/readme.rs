//! What the README says of the program is what the program does.

const BEGIN: &str = "<!-- keys: UPDATE_README=1 cargo test --test readme -->\n";
const END: &str = "<!-- end of keys -->\n";

#[test]
fn the_table_of_keys_is_that_of_the_program() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once(BEGIN).expect("the beginning of the keys");
    let (keys, after) = rest.split_once(END).expect("the end of the keys");
    let table = format!("\n{}\n", stance_explorer::app::keys_table());
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).expect("the README can be written");
    } else {
        assert_eq!(keys, table);
    }
}
