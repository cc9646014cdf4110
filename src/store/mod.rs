//! The project file: one SQLite file (`.stance`). Comes in: a project, again and again. Goes out: the same project on the
//! next start, its history included. Never here: what a change means.
//!
//! A write-ahead log with full synchronisation: a decision is on disk when [`ProjectFile::sync`] returns, and a killed
//! program loses nothing that was confirmed. A file is open in one program at a time: two that write what each holds in
//! memory would overwrite each other's decisions.

mod migrate;
mod settings;
mod whole;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::model::{Actor, ActorId, Article, ArticleId, Catalogue, CellCoding, Layer, Reading, Span, StatementCoding};
use crate::project::{Change, Codings, History, Parts, Project};
pub use settings::{Settings, settings_path};
pub use whole::write_whole;

/// Version of the file's tables, kept in `user_version`. Version 1 had no rows for single decisions.
const VERSION: i64 = 3;
/// One row for each article, reading, decision, changed actor and change; what is small and alone, in `state`.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS article (seq INTEGER PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS reading (article TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS history (seq INTEGER PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS actor_coding (id TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS coding (
        layer TEXT NOT NULL, statement TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (layer, statement));
    CREATE TABLE IF NOT EXISTS cell_coding (
        layer TEXT NOT NULL, actor TEXT NOT NULL, issue TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (layer, actor, issue));";
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
    /// Open in another window, or in this one.
    #[error("{0}: is open in a window already; close it there first")]
    InUse(String),
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
    written: Written,
}

/// What the file holds. Much of it is shared with the project, so that what changed since is found by comparing
/// pointers, however much there is.
#[derive(Debug, Default)]
struct Written {
    articles: usize,
    readings: BTreeMap<ArticleId, Arc<Reading>>,
    history: Vec<Arc<Change>>,
    layers: BTreeMap<Layer, Codings>,
    actors: BTreeMap<ActorId, Actor>,
    /// [`Project::linked`] when the roster was written.
    linked: Option<u64>,
    catalogue: Option<Catalogue>,
    /// What each other entry of `state` was last written as.
    state: BTreeMap<&'static str, String>,
}

impl ProjectFile {
    /// Opens a project file, or makes an empty one. One of an older version is brought up to date.
    ///
    /// # Errors
    /// Where the file is no project, is newer than the program, or cannot be read or made.
    pub fn open(path: &Path) -> Result<(Self, Option<Project>), StoreError> {
        let name = path.display().to_string();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|err| StoreError::Folder(folder.display().to_string(), err))?;
        }
        let sql = |err| refused(&name, err);
        let mut connection = connect(path).map_err(sql)?;
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
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").map_err(sql)?;
        let transaction = connection.transaction().map_err(sql)?;
        transaction.execute_batch(TABLES).map_err(sql)?;
        if tables > 0 && version < 2 {
            migrate::from_1(&transaction).map_err(|failed| match failed {
                migrate::Failed::Sql(err) => refused(&name, err),
                migrate::Failed::Entry(err) => StoreError::Entry(name.clone(), err),
            })?;
        }
        let marks = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};");
        transaction.execute_batch(&marks).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        let mut file = Self { path: path.to_path_buf(), connection, written: Written::default() };
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
    /// Where the folder cannot be written, or a project that is open lies there; it stays then.
    pub fn save_as(path: &Path, project: &Project) -> Result<Self, StoreError> {
        make_way(path)?;
        let fail = |err: std::io::Error| StoreError::Folder(path.display().to_string(), err);
        let made = whole::beside(path, ".stance").map_err(fail)?.into_temp_path();
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

    /// Writes what changed since the last time, all of it or nothing. A decision writes its own row and a row of
    /// history, however many there are.
    ///
    /// # Errors
    /// Where the file cannot be written; it then holds what it held before.
    pub fn sync(&mut self, project: &Project) -> Result<(), StoreError> {
        let name = self.path.display().to_string();
        let sql = |err| StoreError::Sql(name.clone(), err);
        let json = |err| StoreError::Entry(name.clone(), err);
        let written = &self.written;
        let transaction = self.connection.transaction().map_err(sql)?;
        let put = |table: &str, key: &dyn rusqlite::ToSql, value: String| {
            let mut put = transaction.prepare_cached(&format!("INSERT OR REPLACE INTO {table} VALUES (?1, ?2)"))?;
            put.execute(params![key, value])
        };
        for (seq, article) in project.stored_articles().iter().enumerate().skip(written.articles) {
            put("article", &(seq as i64), encode(article).map_err(json)?).map_err(sql)?;
        }
        let linked = written.linked != Some(project.linked());
        let mut readings = Vec::new();
        for article in project.stored_articles().iter().filter(|_| linked) {
            if let Some(reading) = project.reading(article.id)
                && written.readings.get(&article.id).is_none_or(|written| !Arc::ptr_eq(written, reading))
            {
                readings.push((article.id, Arc::clone(reading)));
                put("reading", &article.id.to_string(), encode(reading.as_ref()).map_err(json)?).map_err(sql)?;
            }
        }
        let changes = project.history().changes();
        let same = changes.iter().zip(&written.history).take_while(|(now, then)| Arc::ptr_eq(now, then)).count();
        if same < written.history.len() {
            transaction.execute("DELETE FROM history WHERE seq >= ?1", [same as i64]).map_err(sql)?;
        }
        for (seq, change) in changes.iter().enumerate().skip(same) {
            put("history", &(seq as i64), encode(change.as_ref()).map_err(json)?).map_err(sql)?;
        }
        write_codings(&transaction, &written.layers, project.layers()).map_err(|err| err.named(&name))?;
        for (id, actor) in project.actor_codings() {
            if written.actors.get(id) != Some(actor) {
                put("actor_coding", &id.0, encode(actor).map_err(json)?).map_err(sql)?;
            }
        }
        for id in written.actors.keys().filter(|id| !project.actor_codings().contains_key(*id)) {
            transaction.execute("DELETE FROM actor_coding WHERE id = ?1", [&id.0]).map_err(sql)?;
        }
        let excluded: Vec<_> =
            project.stored_articles().iter().map(|a| a.id).filter(|id| project.is_excluded(*id)).collect();
        let notes: Vec<_> = project
            .stored_articles()
            .iter()
            .map(|article| (article.id, project.article_note(article.id)))
            .filter(|(_, note)| !note.is_empty())
            .collect();
        let placed: Vec<(&ArticleId, &Span, &ActorId)> = project
            .placed()
            .iter()
            .flat_map(|(article, places)| places.iter().map(move |(at, actor)| (article, at, actor)))
            .collect();
        let mut state = vec![
            ("done", encode(&project.history().done())),
            ("excluded", encode(&excluded)),
            ("notes", encode(&notes)),
            ("merged", encode(project.merged())),
            ("placed", encode(&placed)),
            ("dismissed", encode(project.dismissed())),
            ("distinct", encode(project.distinct())),
            ("actor_notes", encode(project.actor_notes())),
            ("conflicts", encode(&project.conflicts())),
        ];
        if linked {
            state.push(("roster", encode(&project.roster().actors().values().collect::<Vec<_>>())));
        }
        if written.catalogue.as_ref() != Some(project.catalogue()) {
            state.push(("catalogue", encode(project.catalogue())));
        }
        let mut entries = Vec::new();
        for (key, value) in state {
            let value = value.map_err(json)?;
            if written.state.get(key) != Some(&value) {
                put("state", &key, value.clone()).map_err(sql)?;
                entries.push((key, value));
            }
        }
        transaction.commit().map_err(sql)?;
        let written = &mut self.written;
        written.state.extend(entries);
        written.articles = project.stored_articles().len();
        written.readings.extend(readings);
        written.linked = Some(project.linked());
        written.catalogue = Some(project.catalogue().clone());
        written.history.truncate(same);
        written.history.extend(changes[same..].iter().cloned());
        written.layers.clone_from(project.layers());
        written.actors.clone_from(project.actor_codings());
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
        let mut layers: BTreeMap<Layer, Codings> = BTreeMap::new();
        for (layer, coding) in self.layered::<StatementCoding>("SELECT layer, value FROM coding")? {
            let id = coding.statement.id.clone();
            layers.entry(layer).or_default().statements.insert(id, Arc::new(coding));
        }
        for (layer, coding) in self.layered::<CellCoding>("SELECT layer, value FROM cell_coding")? {
            let key = (coding.actor.clone(), coding.issue.clone());
            layers.entry(layer).or_default().cells.insert(key, Arc::new(coding));
        }
        let mut placed: BTreeMap<ArticleId, BTreeMap<Span, ActorId>> = BTreeMap::new();
        for (article, at, actor) in self.state::<Vec<(ArticleId, Span, ActorId)>>("placed")? {
            placed.entry(article).or_default().insert(at, actor);
        }
        let project = Project::from_parts(Parts {
            articles,
            excluded: self.state::<Vec<ArticleId>>("excluded")?.into_iter().collect(),
            readings,
            roster: self.state("roster")?,
            actor_codings: self.rows("SELECT value FROM actor_coding")?,
            merged: self.state("merged")?,
            placed,
            dismissed: self.state("dismissed")?,
            distinct: self.state("distinct")?,
            conflicts: self.state("conflicts")?,
            catalogue: self.state("catalogue")?,
            layers,
            article_notes: notes.into_iter().collect(),
            actor_notes: self.state("actor_notes")?,
            history: History::from_parts(history, self.state("done")?),
        });
        self.written = Written {
            articles: project.stored_articles().len(),
            readings: readings_of(&project),
            history: project.history().changes().to_vec(),
            layers: project.layers().clone(),
            actors: project.actor_codings().clone(),
            ..Written::default()
        };
        Ok(project)
    }

    fn layered<T: DeserializeOwned>(&self, query: &str) -> Result<Vec<(Layer, T)>, StoreError> {
        let name = self.path.display().to_string();
        let sql = |err| StoreError::Sql(name.clone(), err);
        let json = |err| StoreError::Entry(name.clone(), err);
        let mut statement = self.connection.prepare(query).map_err(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        let mut found = Vec::new();
        for row in rows.map_err(sql)? {
            let (layer, value) = row.map_err(sql)?;
            found.push((serde_json::from_str(&layer).map_err(json)?, serde_json::from_str(&value).map_err(json)?));
        }
        Ok(found)
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

/// A connection that keeps everybody else out from its first access on, and does not wait where somebody is in.
fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::ZERO)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    Ok(connection)
}

/// Makes sure that nobody has the file at `path` open and that no log lies beside it: SQLite would take the log of
/// the file that was there for that of the one that replaces it.
fn make_way(path: &Path) -> Result<(), StoreError> {
    if !path.is_file() {
        return Ok(());
    }
    let name = path.display().to_string();
    // Whoever opens it last and closes it moves the log into it. Where it is no database, there is nothing to keep.
    let free = connect(path).and_then(|connection| connection.execute_batch("BEGIN EXCLUSIVE; COMMIT"));
    if let Err(err) = free
        && let StoreError::InUse(name) = refused(&name, err)
    {
        return Err(StoreError::InUse(name));
    }
    for log in ["-wal", "-shm"] {
        let log = PathBuf::from(format!("{name}{log}"));
        if log.exists() {
            std::fs::remove_file(&log).map_err(|err| StoreError::Folder(log.display().to_string(), err))?;
        }
    }
    Ok(())
}

/// What an error of SQLite means for the file of that name.
fn refused(name: &str, err: rusqlite::Error) -> StoreError {
    match err.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            StoreError::InUse(name.to_owned())
        }
        _ => StoreError::Sql(name.to_owned(), err),
    }
}

/// Why a row could not be written.
enum RowError {
    Sql(rusqlite::Error),
    Json(serde_json::Error),
}

impl RowError {
    fn named(self, name: &str) -> StoreError {
        match self {
            Self::Sql(err) => StoreError::Sql(name.to_owned(), err),
            Self::Json(err) => StoreError::Entry(name.to_owned(), err),
        }
    }
}

impl From<rusqlite::Error> for RowError {
    fn from(err: rusqlite::Error) -> Self {
        Self::Sql(err)
    }
}

impl From<serde_json::Error> for RowError {
    fn from(err: serde_json::Error) -> Self {
        Self::Json(err)
    }
}

/// Writes the decisions that are new or changed and deletes those that are gone.
fn write_codings(
    transaction: &rusqlite::Transaction<'_>,
    then: &BTreeMap<Layer, Codings>,
    now: &BTreeMap<Layer, Codings>,
) -> Result<(), RowError> {
    let none = Codings::default();
    for layer in then.keys().chain(now.keys().filter(|layer| !then.contains_key(*layer))) {
        let (then, now) = (then.get(layer).unwrap_or(&none), now.get(layer).unwrap_or(&none));
        let layer = encode(layer)?;
        let (gone, new) = differences(&then.statements, &now.statements);
        for id in gone {
            transaction.execute("DELETE FROM coding WHERE layer = ?1 AND statement = ?2", params![layer, id.0])?;
        }
        for (id, coding) in new {
            let mut put = transaction.prepare_cached("INSERT OR REPLACE INTO coding VALUES (?1, ?2, ?3)")?;
            put.execute(params![layer, id.0, encode(coding.as_ref())?])?;
        }
        let (gone, new) = differences(&then.cells, &now.cells);
        for (actor, issue) in gone {
            let key = params![layer, actor.0, issue.0];
            transaction.execute("DELETE FROM cell_coding WHERE layer = ?1 AND actor = ?2 AND issue = ?3", key)?;
        }
        for ((actor, issue), coding) in new {
            let mut put = transaction.prepare_cached("INSERT OR REPLACE INTO cell_coding VALUES (?1, ?2, ?3, ?4)")?;
            put.execute(params![layer, actor.0, issue.0, encode(coding.as_ref())?])?;
        }
    }
    Ok(())
}

type Differences<'a, K, V> = (Vec<&'a K>, Vec<(&'a K, &'a Arc<V>)>);

/// Which entries went, and which came or changed. Both maps are sorted, so one walk finds them.
fn differences<'a, K: Ord, V>(then: &'a BTreeMap<K, Arc<V>>, now: &'a BTreeMap<K, Arc<V>>) -> Differences<'a, K, V> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    let mut before = then.iter().peekable();
    for (key, value) in now {
        while let Some((old, _)) = before.next_if(|(old, _)| *old < key) {
            gone.push(old);
        }
        let same = before.next_if(|(old, _)| *old == key).is_some_and(|(_, was)| Arc::ptr_eq(was, value));
        if !same {
            new.push((key, value));
        }
    }
    gone.extend(before.map(|(old, _)| old));
    (gone, new)
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
