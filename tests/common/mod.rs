//! What the tests of the window share.

use std::path::PathBuf;
use std::time::Duration;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use stance_explorer::app::{App, Places, Scripted};

/// A window whose file chooser always answers the same.
pub fn window(chosen: Option<Vec<PathBuf>>, places: Places) -> Harness<'static, App> {
    Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(|cc| App::new(&cc.egui_ctx, Vec::new(), places, Box::new(Scripted(chosen))))
}

/// Runs until the condition holds and nothing is being read: reading is a job of its own thread, and asks for frames as
/// long as it goes on.
pub fn until(window: &mut Harness<'_, App>, what: &str, holds: impl Fn(&App) -> bool) {
    for _ in 0..500 {
        window.step();
        if holds(window.state()) && !window.state().is_working() {
            window.run();
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("never: {what}");
}

/// Loads the six articles of the sample.
pub fn load_sample(window: &mut Harness<'static, App>) {
    window.get_by_label("Open sample").click();
    until(window, "the sample", |app| {
        let project = &app.state.project;
        project.articles().count() == 6 && project.stale().is_empty() && !app.state.matrix.rows.is_empty()
    });
}
