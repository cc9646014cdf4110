//! Older project files to the tables of today, within one transaction: a file is changed wholly or not at all.

use rusqlite::{Transaction, params};
use serde_json::{Value, json};

/// Why an old file could not be brought up to date.
#[derive(Debug)]
pub enum Failed {
    /// SQLite refused.
    Sql(rusqlite::Error),
    /// A value in it is broken.
    Entry(serde_json::Error),
}

impl From<rusqlite::Error> for Failed {
    fn from(err: rusqlite::Error) -> Self {
        Self::Sql(err)
    }
}

impl From<serde_json::Error> for Failed {
    fn from(err: serde_json::Error) -> Self {
        Self::Entry(err)
    }
}

/// Version 1 kept all decisions in three lists under `state`, without telling coders apart. Each decision goes to the
/// coder who made it; each change of the history to the coder who made that.
pub fn from_1(transaction: &Transaction<'_>) -> Result<(), Failed> {
    for coding in take_list(transaction, "statement_codings")? {
        let layer = json!({ "Coder": coder_of_statement(&coding) }).to_string();
        let id = coding["statement"]["id"].as_str().unwrap_or_default();
        let row = params![layer, id, coding.to_string()];
        transaction.execute("INSERT OR REPLACE INTO coding VALUES (?1, ?2, ?3)", row)?;
    }
    for coding in take_list(transaction, "cell_codings")? {
        let layer = json!({ "Coder": coding["coder"] }).to_string();
        let (actor, issue) =
            (coding["actor"].as_str().unwrap_or_default(), coding["issue"].as_str().unwrap_or_default());
        let row = params![layer, actor, issue, coding.to_string()];
        transaction.execute("INSERT OR REPLACE INTO cell_coding VALUES (?1, ?2, ?3, ?4)", row)?;
    }
    for actor in take_list(transaction, "actor_codings")? {
        let row = params![actor["id"].as_str().unwrap_or_default(), actor.to_string()];
        transaction.execute("INSERT OR REPLACE INTO actor_coding VALUES (?1, ?2)", row)?;
    }
    let mut changes: Vec<(i64, String)> = Vec::new();
    {
        let mut statement = transaction.prepare("SELECT seq, value FROM history")?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            changes.push(row?);
        }
    }
    for (seq, text) in changes {
        let mut change: Value = serde_json::from_str(&text)?;
        let coder = change["coder"].clone();
        for part in ["edit", "inverse"] {
            name_layers(&mut change[part], &coder);
        }
        transaction.execute("UPDATE history SET value = ?2 WHERE seq = ?1", params![seq, change.to_string()])?;
    }
    Ok(())
}

fn take_list(transaction: &Transaction<'_>, key: &str) -> Result<Vec<Value>, Failed> {
    let found = transaction.query_row("SELECT value FROM state WHERE key = ?1", [key], |row| row.get::<_, String>(0));
    let list = match found {
        Ok(text) => serde_json::from_str(&text)?,
        Err(rusqlite::Error::QueryReturnedNoRows) => Vec::new(),
        Err(err) => return Err(err.into()),
    };
    transaction.execute("DELETE FROM state WHERE key = ?1", [key])?;
    Ok(list)
}

fn coder_of_statement(coding: &Value) -> &str {
    coding["statement"]["origin"]["Coded"]["coder"].as_str().unwrap_or_default()
}

/// `{"Statement": [id, …]}` becomes `{"Statement": [layer, id, …]}`, and so for cells.
fn name_layers(edit: &mut Value, coder: &Value) {
    if let Some(edits) = edit.get_mut("All").and_then(Value::as_array_mut) {
        for edit in edits {
            name_layers(edit, coder);
        }
        return;
    }
    for kind in ["Statement", "Cell"] {
        if let Some(parts) = edit.get_mut(kind).and_then(Value::as_array_mut) {
            parts.insert(0, json!({ "Coder": coder }));
        }
    }
}
