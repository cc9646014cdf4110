use std::io::Write as _;
use std::path::Path;

/// Writes a file beside `path` and puts it in place in one step: whole or not at all. What lay there before stays where it
/// fails. The file can be read by whoever may read files that the person makes.
///
/// # Errors
/// Where the folder or the file cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = beside(path, "")?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|err| err.error)?;
    Ok(())
}

/// A new file in the folder of `path`, gone again unless it is put in place.
pub(super) fn beside(path: &Path, ending: &str) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.suffix(ending);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: less what the person's umask takes away. Temporary files are private otherwise.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_as_readable_as_others() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        std::fs::write(&other, b"").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions();
        assert_eq!(mode(&path), mode(&other));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        assert!(write_whole(&folder.path().join("none").join("c.csv"), b"").is_err());
    }
}
