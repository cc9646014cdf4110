//! What the tests of the window share.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::path::PathBuf;
use std::time::Duration;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use stance_explorer::app::{App, Command, Places, Scripted};
use stance_explorer::reading::Engine;

/// A window whose file chooser always answers the same.
pub fn window(chosen: Option<Vec<PathBuf>>, places: Places) -> Harness<'static, App> {
    Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(|cc| App::new(&cc.egui_ctx, Vec::new(), places, Box::new(Scripted(chosen))))
}

/// Runs until the condition holds and nothing is being read: reading is a job of its own thread, and asks for frames as
/// long as it goes on.
pub fn until(window: &mut Harness<'_, App>, what: &str, holds: impl Fn(&App) -> bool) {
    for _ in 0..1000 {
        window.step();
        if holds(window.state()) && !window.state().is_working() {
            window.run();
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("never: {what}");
}

/// Whether so many articles are there and all of them are read.
pub fn read(app: &App, articles: usize) -> bool {
    app.state.project.articles().count() == articles && app.state.project.stale(Engine::Fast).is_empty()
}

/// Loads the six articles of the sample.
pub fn load_sample(window: &mut Harness<'static, App>) {
    window.get_by_label("Open sample").click();
    until(window, "the sample", |app| read(app, 6) && !app.state.matrix.rows.is_empty());
}

/// A window with the sample that keeps nothing.
pub fn with_sample() -> Harness<'static, App> {
    let mut window = window(None, Places::default());
    load_sample(&mut window);
    window
}

/// Does a command and lets the window settle. A job that starts then asks for frames as long as it goes on.
pub fn perform(window: &mut Harness<'_, App>, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().perform(&ctx, command);
    window.run_ok();
}

/// Presses a key and lets the window settle.
pub fn key(window: &mut Harness<'_, App>, key: Key) {
    chord(window, Modifiers::NONE, key);
}

/// Presses keys together and lets the window settle.
pub fn chord(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_ok();
}

/// Takes the latest decision back.
pub fn undo(window: &mut Harness<'_, App>) {
    chord(window, Modifiers::COMMAND, Key::Z);
}

/// Clicks what has that name and lets the window settle.
pub fn click(window: &mut Harness<'_, App>, name: &str) {
    window.get_by_label(name).click();
    window.run_ok();
}

/// Types into the field of that name.
pub fn type_text(window: &mut Harness<'_, App>, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.run();
}

/// How many statements anybody decided.
pub fn decided(window: &Harness<'_, App>) -> usize {
    window.state().state.project.layers().values().map(|codings| codings.statements.len()).sum()
}
