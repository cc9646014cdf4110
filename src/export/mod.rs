//! Findings to files. Comes in: a project and a filter. Goes out: bytes, written whole or not at all.
//! Never here: judgement; a table says what the project says.
//!
//! A [`Table`] is made once (`tables`), then written in one of the formats (`formats`). A figure is laid out once
//! (`drawing`) and written as a picture (`svg`; the window makes one in dots of the same drawing), or as a table or a
//! network (`figure`).

mod drawing;
mod figure;
mod formats;
mod svg;
mod tables;

use std::path::Path;

pub use drawing::{Anchor, Drawing, Ink, Mark, Text, draw};
pub use figure::FigureFormat;
pub use formats::safe;
pub use tables::{Field, Table};

use crate::findings::{Arrangement, Figure, Filter, Shape};
use crate::model::Catalogue;
use crate::project::Project;
use crate::store::write_whole;

/// What to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::Display, clap::ValueEnum)]
#[strum(serialize_all = "lowercase")]
pub enum What {
    /// Actors by issues.
    #[default]
    Matrix,
    /// One line a statement, with its evidence.
    Statements,
    /// One line a quotation, with its source and speaker.
    Quotations,
    /// One line an actor.
    Actors,
}

/// How to write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::Display)]
pub enum Format {
    /// Comma-separated values.
    #[strum(serialize = "CSV")]
    Csv,
    /// A workbook for Excel and LibreOffice.
    #[strum(serialize = "Excel")]
    Xlsx,
    /// A list of objects.
    #[strum(serialize = "JSON")]
    Json,
    /// A table of Markdown.
    #[strum(serialize = "Markdown")]
    Markdown,
    /// A page that stands alone.
    #[strum(serialize = "Web page")]
    Html,
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// The format that a file's ending tells.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        <Self as strum::IntoEnumIterator>::iter().find(|format| format.ending() == ending)
    }
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table could not be made.
    #[error("the table could not be made ({0})")]
    Csv(#[from] csv::Error),
    /// The workbook could not be made.
    #[error("the workbook could not be made ({0})")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The JSON could not be made.
    #[error("the JSON could not be made ({0})")]
    Json(#[from] serde_json::Error),
    /// The TOML could not be made.
    #[error("the TOML could not be made ({0})")]
    Toml(#[from] toml::ser::Error),
    /// The picture could not be made.
    #[error("the picture could not be made ({0})")]
    Png(png::EncodingError),
    /// The file's ending names no format of this figure.
    #[error("{0}: the name must end in .svg, .png or .csv, for a network also in .gexf or .graphml")]
    FigureFormat(String),
    /// The file's ending names no format.
    #[error("{0}: the name must end in .csv, .xlsx, .json, .md or .html")]
    Format(String),
    /// The file could not be written.
    #[error("{0}: cannot be written ({1})")]
    Write(String, std::io::Error),
}

/// The table of what is asked for.
pub fn table(project: &Project, filter: &Filter, arrangement: &Arrangement, what: What) -> Table {
    match what {
        What::Matrix => tables::matrix(project, filter, arrangement),
        What::Statements => tables::statements(project, filter, arrangement),
        What::Quotations => tables::quotations(project, filter),
        What::Actors => tables::actors(project, filter),
    }
}

/// The table as the bytes of a file.
///
/// # Errors
/// Where the format cannot hold the table, such as more rows than a sheet has.
pub fn bytes(
    project: &Project,
    filter: &Filter,
    arrangement: &Arrangement,
    what: What,
    format: Format,
) -> Result<Vec<u8>, ExportError> {
    let table = table(project, filter, arrangement, what);
    match format {
        Format::Csv => formats::csv(&table),
        Format::Xlsx => formats::xlsx(&table),
        Format::Json => formats::json(&table),
        Format::Markdown => Ok(formats::markdown(&table)),
        // A cell without evidence is worth nothing: a matrix as a page brings its statements along.
        Format::Html if what == What::Matrix => {
            Ok(formats::html(&[table, tables::statements(project, filter, arrangement)]))
        }
        Format::Html => Ok(formats::html(&[table])),
    }
}

/// The table as text for the clipboard: cells apart by tabs.
pub fn for_clipboard(project: &Project, filter: &Filter, arrangement: &Arrangement, what: What) -> String {
    formats::tab_separated(&table(project, filter, arrangement, what))
}

/// A figure's numbers as text for the clipboard.
pub fn figure_for_clipboard(figure: &Figure) -> String {
    formats::tab_separated(&figure::table(figure))
}

/// Writes a table, in the format that the file's ending tells.
///
/// # Errors
/// Where the ending tells no format, or the folder or the file cannot be written; what was there before stays.
pub fn write(
    project: &Project,
    filter: &Filter,
    arrangement: &Arrangement,
    what: What,
    path: &Path,
) -> Result<(), ExportError> {
    let format = Format::of_path(path).ok_or_else(|| ExportError::Format(path.display().to_string()))?;
    put(path, &bytes(project, filter, arrangement, what, format)?)
}

/// Writes a figure, in the format that the file's ending tells; PNG is [`write_picture`]'s.
///
/// # Errors
/// As [`write()`].
pub fn write_figure(figure: &Figure, path: &Path) -> Result<(), ExportError> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let bytes = match (FigureFormat::of_ending(&ending), &figure.shape) {
        (Some(FigureFormat::Svg), _) => svg::svg(&draw(figure)).into_bytes(),
        (Some(FigureFormat::Csv), _) => formats::csv(&figure::table(figure))?,
        (Some(FigureFormat::Gexf), Shape::Graph { nodes, links }) => figure::gexf(nodes, links).into_bytes(),
        (Some(FigureFormat::GraphMl), Shape::Graph { nodes, links }) => figure::graphml(nodes, links).into_bytes(),
        _ => return Err(ExportError::FigureFormat(path.display().to_string())),
    };
    put(path, &bytes)
}

/// Writes a catalogue of issues: as JSON where the file's name ends so, else as TOML.
///
/// # Errors
/// As [`write()`].
pub fn write_catalogue(catalogue: &Catalogue, path: &Path) -> Result<(), ExportError> {
    let json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let text = if json { serde_json::to_string_pretty(catalogue)? } else { toml::to_string_pretty(catalogue)? };
    put(path, text.as_bytes())
}

/// Writes a picture as PNG. `rgba` holds four bytes a point, row by row.
///
/// # Errors
/// Where the file cannot be written; what was there before stays.
pub fn write_picture(rgba: &[u8], [width, height]: [usize; 2], path: &Path) -> Result<(), ExportError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgba);
    let done = encoder.write_header().and_then(|mut writer| writer.write_image_data(rgba));
    done.map_err(ExportError::Png)?;
    put(path, &bytes)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    write_whole(path, bytes).map_err(|err| ExportError::Write(path.display().to_string(), err))
}
