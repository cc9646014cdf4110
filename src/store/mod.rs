//! The project file: one SQLite file (`.stance`). Comes in: a project, again and again. Goes out: the same project on the
//! next start, its history included. Never here: what a change means.
//!
//! A write-ahead log with full synchronisation: a decision is on disk when [`ProjectFile::sync`] returns, and a killed
//! program loses nothing that was confirmed.

mod settings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::model::{Article, ArticleId, Reading};
use crate::project::{Change, History, Parts, Project};
pub use settings::{Settings, settings_path};

/// Version of the file's tables, kept in `user_version`.
const VERSION: i64 = 1;
/// "STNC", kept in `application_id`, tells a project from other SQLite files.
const APPLICATION: i64 = 0x5354_4e43;

/// Why a project file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("{0}: cannot be used as a project ({1})")]
    Sql(String, rusqlite::Error),
    /// There is no such file.
    #[error("{0}: there is no such project")]
    Missing(String),
    /// Made by a later program.
    #[error("{0}: was written by a newer version of the program")]
    Newer(String),
    /// Some other SQLite file.
    #[error("{0}: is no project of this program")]
    Foreign(String),
    /// A value in it is broken.
    #[error("{0}: holds a broken entry ({1})")]
    Entry(String, serde_json::Error),
    /// The folder cannot be made.
    #[error("{0}: cannot be made ({1})")]
    Folder(String, std::io::Error),
}

/// An open project file.
#[derive(Debug)]
pub struct ProjectFile {
    path: PathBuf,
    connection: Connection,
    articles: usize,
    /// The readings as they were last written.
    readings: BTreeMap<ArticleId, Arc<Reading>>,
    history: Vec<Change>,
    /// What each entry of `state` was last written as.
    state: BTreeMap<&'static str, String>,
}

impl ProjectFile {
    /// Opens a project file, or makes an empty one.
    ///
    /// # Errors
    /// Where the file is no project, is newer than the program, or cannot be read or made.
    pub fn open(path: &Path) -> Result<(Self, Option<Project>), StoreError> {
        let name = path.display().to_string();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|err| StoreError::Folder(folder.display().to_string(), err))?;
        }
        let sql = |err| StoreError::Sql(name.clone(), err);
        let connection = Connection::open(path).map_err(sql)?;
        let pragma = |key: &str| connection.pragma_query_value(None, key, |row| row.get::<_, i64>(0)).map_err(sql);
        let (application, version) = (pragma("application_id")?, pragma("user_version")?);
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(sql)?;
        if application != APPLICATION && tables > 0 {
            return Err(StoreError::Foreign(name));
        }
        if version > VERSION {
            return Err(StoreError::Newer(name));
        }
        connection
            .execute_batch(&format!(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};
                 CREATE TABLE IF NOT EXISTS article (seq INTEGER PRIMARY KEY, value TEXT NOT NULL);
                 CREATE TABLE IF NOT EXISTS reading (article TEXT PRIMARY KEY, value TEXT NOT NULL);
                 CREATE TABLE IF NOT EXISTS history (seq INTEGER PRIMARY KEY, value TEXT NOT NULL);
                 CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
            ))
            .map_err(sql)?;
        let mut file = Self {
            path: path.to_path_buf(),
            connection,
            articles: 0,
            readings: BTreeMap::new(),
            history: Vec::new(),
            state: BTreeMap::new(),
        };
        let project = if tables > 0 { Some(file.load()?) } else { None };
        Ok((file, project))
    }

    /// Opens a project file that must be there, and never makes one.
    ///
    /// # Errors
    /// Where there is none, or as [`ProjectFile::open`].
    pub fn open_existing(path: &Path) -> Result<(Self, Project), StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.display().to_string()));
        }
        let (file, project) = Self::open(path)?;
        Ok((file, project.unwrap_or_default()))
    }

    /// Writes a project to a file of its own and goes on in that one. What lay there before is replaced in one step.
    ///
    /// # Errors
    /// Where the folder cannot be written; what lay there before stays.
    pub fn save_as(path: &Path, project: &Project) -> Result<Self, StoreError> {
        let fail = |err: std::io::Error| StoreError::Folder(path.display().to_string(), err);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let made = tempfile::Builder::new().suffix(".stance").tempfile_in(folder).map_err(fail)?.into_temp_path();
        let (mut file, _) = Self::open(&made)?;
        file.sync(project)?;
        // Closing the last connection moves the log into the file, so that it can be put in place as one.
        drop(file);
        made.persist(path).map_err(|err| fail(err.error))?;
        Ok(Self::open(path)?.0)
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what changed since the last time, all of it or nothing.
    ///
    /// # Errors
    /// Where the file cannot be written; it then holds what it held before.
    pub fn sync(&mut self, project: &Project) -> Result<(), StoreError> {
        let name = self.path.display().to_string();
        let sql = |err| StoreError::Sql(name.clone(), err);
        let json = |err| StoreError::Entry(name.clone(), err);
        let changes = project.history().changes();
        let same = changes.iter().zip(&self.history).take_while(|(now, then)| now == then).count();
        let transaction = self.connection.transaction().map_err(sql)?;
        let put = |table: &str, key: &dyn rusqlite::ToSql, value: String| {
            transaction.execute(&format!("INSERT OR REPLACE INTO {table} VALUES (?1, ?2)"), params![key, value])
        };
        for (seq, article) in project.stored_articles().iter().enumerate().skip(self.articles) {
            put("article", &(seq as i64), encode(article).map_err(json)?).map_err(sql)?;
        }
        let mut readings = Vec::new();
        for article in project.stored_articles() {
            if let Some(reading) = project.reading(article.id)
                && self.readings.get(&article.id).is_none_or(|written| !Arc::ptr_eq(written, reading))
            {
                readings.push((article.id, Arc::clone(reading)));
                put("reading", &article.id.to_string(), encode(reading.as_ref()).map_err(json)?).map_err(sql)?;
            }
        }
        transaction.execute("DELETE FROM history WHERE seq >= ?1", [same as i64]).map_err(sql)?;
        for (seq, change) in changes.iter().enumerate().skip(same) {
            put("history", &(seq as i64), encode(change).map_err(json)?).map_err(sql)?;
        }
        let excluded: Vec<_> =
            project.stored_articles().iter().map(|a| a.id).filter(|id| project.is_excluded(*id)).collect();
        let notes: Vec<_> = project
            .stored_articles()
            .iter()
            .map(|article| (article.id, project.article_note(article.id).to_owned()))
            .filter(|(_, note)| !note.is_empty())
            .collect();
        let state = [
            ("done", encode(&project.history().done())),
            ("excluded", encode(&excluded)),
            ("notes", encode(&notes)),
            ("catalogue", encode(project.catalogue())),
            ("roster", encode(&project.roster().actors().values().collect::<Vec<_>>())),
            ("actor_codings", encode(&project.actor_codings().values().collect::<Vec<_>>())),
            ("statement_codings", encode(&project.statement_codings().values().collect::<Vec<_>>())),
            ("cell_codings", encode(&project.cell_codings().values().collect::<Vec<_>>())),
        ];
        let mut written = Vec::new();
        for (key, value) in state {
            let value = value.map_err(json)?;
            if self.state.get(key) != Some(&value) {
                put("state", &key, value.clone()).map_err(sql)?;
                written.push((key, value));
            }
        }
        transaction.commit().map_err(sql)?;
        self.state.extend(written);
        self.articles = project.stored_articles().len();
        self.readings.extend(readings);
        self.history = changes.to_vec();
        Ok(())
    }

    fn load(&mut self) -> Result<Project, StoreError> {
        let history: Vec<Change> = self.rows("SELECT value FROM history ORDER BY seq")?;
        let articles: Vec<Article> = self.rows("SELECT value FROM article ORDER BY seq")?;
        let notes: Vec<(ArticleId, String)> = self.state("notes")?;
        let mut readings = Vec::new();
        for article in &articles {
            let sql = format!("SELECT value FROM reading WHERE article = '{}'", article.id);
            readings.extend(self.rows(&sql)?.into_iter().map(|reading| (article.id, reading)));
        }
        self.articles = articles.len();
        self.history.clone_from(&history);
        let project = Project::from_parts(Parts {
            articles,
            excluded: self.state::<Vec<ArticleId>>("excluded")?.into_iter().collect(),
            readings,
            roster: self.state("roster")?,
            actor_codings: self.state("actor_codings")?,
            catalogue: self.state("catalogue")?,
            statement_codings: self.state("statement_codings")?,
            cell_codings: self.state("cell_codings")?,
            article_notes: notes.into_iter().collect(),
            history: History::from_parts(history, self.state("done")?),
        });
        self.readings = readings_of(&project);
        Ok(project)
    }

    fn rows<T: DeserializeOwned>(&self, query: &str) -> Result<Vec<T>, StoreError> {
        let name = self.path.display().to_string();
        let sql = |err| StoreError::Sql(name.clone(), err);
        let mut statement = self.connection.prepare(query).map_err(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(sql)?;
        rows.map(|row| serde_json::from_str(&row.map_err(sql)?).map_err(|err| StoreError::Entry(name.clone(), err)))
            .collect()
    }

    fn state<T: DeserializeOwned + Default>(&self, key: &str) -> Result<T, StoreError> {
        let found = self.rows(&format!("SELECT value FROM state WHERE key = '{key}'"))?;
        Ok(found.into_iter().next().unwrap_or_default())
    }
}

fn readings_of(project: &Project) -> BTreeMap<ArticleId, Arc<Reading>> {
    let of = |article: &Article| Some((article.id, Arc::clone(project.reading(article.id)?)));
    project.stored_articles().iter().filter_map(of).collect()
}

fn encode(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string(value)
}

/// Where a session that nobody named is kept; `None` where the system has no place for a program's data.
pub fn session_path(at: jiff::Timestamp) -> Option<PathBuf> {
    Some(data_folder()?.join("sessions").join(format!("{}.stance", at.as_millisecond())))
}

fn data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "stance-explorer").map(|folders| folders.data_dir().to_path_buf())
}
