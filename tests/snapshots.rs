//! Pictures of the window, held against those in `tests/snapshots`. They need a Vulkan driver, a software one will do
//! (Debian's mesa-vulkan-drivers): `cargo test --features snapshots --test snapshots`, with `UPDATE_SNAPSHOTS=1` to take
//! new ones, which are then looked at.
#![cfg(feature = "snapshots")]

mod common;

use egui::Theme;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotOptions};
use stance_explorer::app::{App, Command, Page, Places, Scripted};

/// The sample, read, in a window of that theme.
fn sample(theme: Theme) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1100.0, 680.0])
        .with_theme(theme)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Vec::new(), Places::default(), Box::new(Scripted(None))));
    common::load_sample(&mut window);
    window
}

/// Graphics drivers round a few pixels differently.
fn compare(window: &mut Harness<'_, App>, name: &str) {
    window.remove_cursor();
    window.run();
    window.snapshot_options(name, &SnapshotOptions::new().threshold(1.0).max_failed_pixels(10));
}

fn cell_and_evidence(theme: Theme, name: &str) {
    let mut window = sample(theme);
    window.get_by_label_contains("Dorn Halvik on Ceasefire").click();
    window.run();
    compare(&mut window, name);
}

#[test]
fn matrix_with_evidence_in_light() {
    cell_and_evidence(Theme::Light, "matrix_light");
}

#[test]
fn matrix_with_evidence_in_dark() {
    cell_and_evidence(Theme::Dark, "matrix_dark");
}

/// The sample in the light theme after a command.
fn after(command: impl FnOnce(&App) -> Command, name: &str) {
    let mut window = sample(Theme::Light);
    let context = window.ctx.clone();
    let command = command(window.state());
    window.state_mut().perform(&context, command);
    window.run();
    compare(&mut window, name);
}

#[test]
fn article_with_its_marks() {
    let first = |app: &App| app.state.project.articles().next().map(|article| article.id);
    after(|app| Command::ShowArticle(first(app).expect("the sample"), None, None), "article_light");
}

#[test]
fn plots() {
    after(|_| Command::Page(Page::Plots), "plots_light");
}
