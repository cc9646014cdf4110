//! The project's rules, held against its code.

use std::path::{Path, PathBuf};

/// The rooms in the order of the data's flow: each uses only itself and those before it.
const ROOMS: [&str; 12] = [
    "model", "ingest", "learn", "language", "reading", "train", "project", "store", "findings", "export", "evaluate",
    "cli",
];

fn sources(room: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| entry.into_path())
        .filter(|path| {
            let inner = path.strip_prefix(&root).expect("below src");
            inner.starts_with(room) || inner == Path::new(&format!("{room}.rs"))
        })
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("source is text");
            (path, text)
        })
        .collect()
}

/// Every line of a room, tests left out, that holds one of the words.
fn offending(room: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources(room) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{}: {}", path.display(), at + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn every_room_has_sources() {
    for room in ROOMS.iter().chain(&["app"]) {
        assert!(!sources(room).is_empty(), "no source of {room} was found: the other rules would hold for nothing");
    }
}

#[test]
fn domain_rooms_know_no_window() {
    for room in ROOMS {
        assert_eq!(offending(room, &["egui", "eframe", "rfd::"]), Vec::<String>::new());
    }
}

#[test]
fn only_some_rooms_touch_files() {
    for room in ["model", "learn", "language", "reading", "project", "findings", "evaluate", "app"] {
        assert_eq!(offending(room, &["std::fs", "fs::File", " File::open", " File::create"]), Vec::<String>::new());
    }
}

#[test]
fn a_room_uses_only_rooms_before_it() {
    for (at, room) in ROOMS.iter().enumerate() {
        let later: Vec<String> =
            ROOMS[at + 1..].iter().chain(&["app"]).map(|later| format!("crate::{later}")).collect();
        let later: Vec<&str> = later.iter().map(String::as_str).collect();
        assert_eq!(offending(room, &later), Vec::<String>::new());
    }
}

#[test]
fn colours_stand_in_the_theme_alone() {
    let stray: Vec<String> =
        offending("app", &["Color32::from_"]).into_iter().filter(|line| !line.contains("theme.rs")).collect();
    assert_eq!(stray, Vec::<String>::new());
}
