//! Findings to files. Comes in: a project and a filter. Goes out: bytes, written whole or not at all.
//! Never here: judgement; a table says what the project says.

mod csv_tables;

use std::io::Write as _;
use std::path::Path;

pub use csv_tables::{matrix, statements};

use crate::findings::Filter;
use crate::project::Project;

/// What to export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Actors by issues.
    Matrix,
    /// One line a statement, with its evidence.
    Statements,
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table could not be made.
    #[error("the table could not be made ({0})")]
    Csv(#[from] csv::Error),
    /// The file could not be written.
    #[error("{0}: cannot be written ({1})")]
    Write(String, std::io::Error),
}

/// Writes a CSV file beside `path` and puts it in place in one step.
///
/// # Errors
/// Where the folder or the file cannot be written; what was there before stays.
pub fn write(project: &Project, filter: &Filter, what: What, path: &Path) -> Result<(), ExportError> {
    let bytes = match what {
        What::Matrix => matrix(project, filter)?,
        What::Statements => statements(project, filter)?,
    };
    let fail = |err: std::io::Error| ExportError::Write(path.display().to_string(), err);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(fail)?;
    file.write_all(&bytes).map_err(fail)?;
    file.persist(path).map_err(|err| fail(err.error))?;
    Ok(())
}
