//! The window.
/// Opens it.
pub fn run(_files: Vec<std::path::PathBuf>) -> Result<(), String> {
    Err("x".into())
}
