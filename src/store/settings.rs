use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::reading::Engine;

/// How many projects are remembered.
const REMEMBERED: usize = 10;

/// What the program keeps between starts, apart from projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The projects last worked on, the latest first; sessions without a name among them.
    pub recent: Vec<PathBuf>,
    /// The name that a person codes under; empty for the system's user name.
    pub coder: String,
    /// "dark", "light", or empty for the system's.
    pub theme: String,
    /// Size of everything in per cent; 0 for the system's.
    pub scale: u16,
    /// The keys of the four stances, in their order; empty for 1 to 4.
    pub stance_keys: String,
    /// How a cell adds up, by the rule's name; empty for the first.
    pub rule: String,
    /// Whether the tour was shown.
    pub toured: bool,
    /// Whether the coder sees nobody else's decisions.
    pub blind: bool,
    /// Whether what was decided bears on suggestions that nobody has looked at.
    pub learns: bool,
    /// How thoroughly stances are read.
    pub engine: Engine,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            coder: String::new(),
            theme: String::new(),
            scale: 0,
            stance_keys: String::new(),
            rule: String::new(),
            toured: false,
            blind: false,
            learns: true,
            engine: Engine::default(),
        }
    }
}

impl Settings {
    /// Settings as they were kept; the defaults where there are none or they cannot be read, because losing a list of
    /// recent files must not keep anyone from working.
    pub fn load(path: &Path) -> Self {
        let read = std::fs::read(path).ok();
        read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps the settings, whole or not at all.
    ///
    /// # Errors
    /// Where the folder or the file cannot be written.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        super::write_whole(path, &serde_json::to_vec_pretty(self)?)
    }

    /// Puts a project first.
    pub fn remember(&mut self, project: &Path) {
        self.recent.retain(|known| known != project);
        self.recent.insert(0, project.to_path_buf());
        self.recent.truncate(REMEMBERED);
    }
}

/// Where settings are kept; `None` where the system has no place for a program's data.
pub fn settings_path() -> Option<PathBuf> {
    Some(super::data_folder()?.join("settings.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_are_remembered_once_and_latest_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.json");
        assert_eq!(Settings::load(&path), Settings::default());
        let mut settings = Settings::default();
        for name in ["a", "b", "a"] {
            settings.remember(Path::new(name));
        }
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path).recent, [PathBuf::from("a"), PathBuf::from("b")]);
    }
}
