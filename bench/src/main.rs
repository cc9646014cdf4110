//! How long a frame takes of the program's own CPU time, with a large project:
//! `cargo run --release --manifest-path bench/Cargo.toml --target-dir target`. With the name of a file it writes the
//! project there instead, to look at it in the window.
//!
//! Drives the window's program without a display: real input events, layout and tessellation; what the graphics driver
//! does with the triangles is not counted. CPU time of this thread, so that other work on the machine does not count.

mod scale;

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use egui::{Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use stance_explorer::app::{App, Command, Page, Places, Scripted};
use stance_explorer::findings::{Arrangement, Filter, Order, Rule};
use stance_explorer::model::ActorKind;
use stance_explorer::store::ProjectFile;

const SIZE: Vec2 = Vec2::new(1280.0, 800.0);

struct Window {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.time),
            predicted_dt: 1.0 / 60.0,
            focused: true,
            events,
            ..RawInput::default()
        };
        let began = ThreadTime::now();
        let Self { ctx, app, frame, .. } = self;
        let output = ctx.clone().run_ui(input, |ui| {
            eframe::App::logic(app, &ui.ctx().clone(), frame);
            eframe::App::ui(app, ui, frame);
        });
        let triangles = ctx.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(triangles);
        began.elapsed()
    }

    fn command(&mut self, command: Command) -> Duration {
        let began = ThreadTime::now();
        let ctx = self.ctx.clone();
        self.app.perform(&ctx, command);
        began.elapsed()
    }
}

fn wheel(delta: Vec2) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

fn key(key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    vec![event(true), event(false)]
}

struct Measured {
    name: &'static str,
    frames: Vec<Duration>,
}

impl Measured {
    fn report(&mut self) -> (f64, f64) {
        self.frames.sort_unstable();
        let millis = |part: f64| {
            let at = ((self.frames.len() - 1) as f64 * part).round() as usize;
            self.frames[at].as_secs_f64() * 1000.0
        };
        println!(
            "{:<34} {:>5} {:>8.1} {:>8.1} {:>8.1}",
            self.name,
            self.frames.len(),
            millis(0.5),
            millis(0.95),
            millis(1.0)
        );
        (millis(0.5), millis(1.0))
    }
}

fn main() {
    if let Some(file) = std::env::args().nth(1) {
        ProjectFile::save_as(std::path::Path::new(&file), &scale::project(scale::LARGE)).expect("a project file");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.stance");
    let project = scale::project(scale::LARGE);
    drop(ProjectFile::save_as(&path, &project).expect("a project file"));
    drop(project);
    let ctx = egui::Context::default();
    let places = Places { session: None, settings: None };
    let mut app = App::new(&ctx, Vec::new(), places, Box::new(Scripted(None)));
    let began = Instant::now();
    app.open_project(&path);
    println!("opened in {:.1} s", began.elapsed().as_secs_f64());
    let mut window = Window { ctx, app, frame: eframe::Frame::_new_kittest(), time: 0.0 };
    for _ in 0..10 {
        window.frame(Vec::new());
    }
    let state = &window.app.state;
    println!(
        "{} articles, {} statements, {} actors in {} rows, {} issues",
        state.project.articles().count(),
        state.statements.len(),
        state.project.actors().count(),
        state.matrix.rows.len(),
        state.matrix.issues.len()
    );
    println!("{:<34} {:>5} {:>8} {:>8} {:>8}", "CPU time of a frame, ms", "n", "median", "95 %", "worst");
    let mut all = vec![
        still(&mut window),
        scroll(&mut window, "scroll the matrix down", Vec2::new(0.0, -90.0)),
        scroll(&mut window, "scroll the matrix right", Vec2::new(-60.0, 0.0)),
        filter(&mut window),
        arrange(&mut window),
        search(&mut window),
        code(&mut window),
        undo(&mut window),
    ];
    all.extend(pages(&mut window));
    all.push(review(&mut window));
    all.push(people(&mut window));
    let (mut median, mut worst) = (0.0_f64, 0.0_f64);
    for measured in &mut all {
        let (middle, most) = measured.report();
        median = median.max(middle);
        worst = worst.max(most);
    }
    println!("highest median {median:.1} ms (wanted: at most 16), worst {worst:.1} ms (wanted: at most 50)");
}

fn still(window: &mut Window) -> Measured {
    Measured { name: "nothing happens", frames: (0..60).map(|_| window.frame(Vec::new())).collect() }
}

fn scroll(window: &mut Window, name: &'static str, delta: Vec2) -> Measured {
    let over = Event::PointerMoved(Pos2::new(600.0, 450.0));
    window.frame(vec![over.clone()]);
    let frames = (0..240).map(|_| window.frame(vec![over.clone(), wheel(delta)])).collect();
    window.frame(vec![Event::PointerGone]);
    Measured { name, frames }
}

/// A command and the frame that shows what came of it.
fn shown(window: &mut Window, command: Command) -> Duration {
    window.command(command) + window.frame(Vec::new())
}

fn filter(window: &mut Window) -> Measured {
    let day = |month| Some(jiff::civil::date(2024, month, 1));
    let outlets = ["The Courier".to_owned(), "North Star".to_owned()];
    let all = [
        Filter { kinds: [ActorKind::Person].into(), ..Filter::default() },
        Filter { from: day(2), to: day(9), ..Filter::default() },
        Filter { outlets: outlets.into(), ..Filter::default() },
        Filter { sure: 70, ..Filter::default() },
        Filter { coded: Some(false), ..Filter::default() },
        Filter::default(),
    ];
    let frames = (0..60).map(|at| shown(window, Command::Filter(Box::new(all[at % all.len()].clone())))).collect();
    Measured { name: "change the filter", frames }
}

fn arrange(window: &mut Window) -> Measured {
    let state = &window.app.state;
    let (issue, actor) = (state.matrix.issues[3].id.clone(), state.matrix.rows[0].actor.id.clone());
    let all = [
        Arrangement { order: Order::Name, ..Arrangement::default() },
        Arrangement { order: Order::Issue(issue), ..Arrangement::default() },
        Arrangement { order: Order::Agreement(actor.clone()), ..Arrangement::default() },
        Arrangement { rule: Rule::Article, ..Arrangement::default() },
        Arrangement { rule: Rule::Latest, pinned: vec![actor], ..Arrangement::default() },
        Arrangement { at_least: 5, roll_up: true, ..Arrangement::default() },
        Arrangement { transposed: true, ..Arrangement::default() },
        Arrangement::default(),
    ];
    let frames = (0..64).map(|at| shown(window, Command::Arrange(Box::new(all[at % all.len()].clone())))).collect();
    Measured { name: "sort, rule, roll up, transpose", frames }
}

fn search(window: &mut Window) -> Measured {
    let find =
        Event::Key { key: Key::F, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::COMMAND };
    window.frame(vec![find]);
    window.frame(Vec::new());
    let mut frames = Vec::new();
    for word in ["ada bar", "republic of", "union", "yaro"] {
        for letter in word.chars() {
            frames.push(window.frame(vec![Event::Text(letter.to_string())]));
        }
        for _ in word.chars() {
            frames.push(window.frame(key(Key::Backspace)));
        }
    }
    assert!(window.app.state.filter.search.is_empty(), "the letters went into the search field");
    window.frame(key(Key::Escape));
    Measured { name: "type in search", frames }
}

fn code(window: &mut Window) -> Measured {
    let state = &window.app.state;
    let cell = (state.matrix.rows[0].actor.id.clone(), state.matrix.issues[0].id.clone());
    window.command(Command::SelectCell(cell.0, cell.1));
    window.frame(Vec::new());
    let mut frames = Vec::new();
    for at in 0..40 {
        frames.push(window.frame(key([Key::Num1, Key::Num2, Key::Num3, Key::Num4][at % 4])));
        frames.push(window.frame(key([Key::ArrowDown, Key::ArrowRight][at % 2])));
        // A single statement, too.
        let statement = window.app.state.statements.iter().nth(at * 97).expect("a statement");
        let decided = Box::new(stance_explorer::model::Statement::clone(statement));
        frames.push(shown(window, Command::Decide(decided, String::new())));
    }
    assert_eq!(window.app.state.project.history().done(), 80);
    Measured { name: "code cells and statements", frames }
}

fn undo(window: &mut Window) -> Measured {
    let action = stance_explorer::app::Action::Undo;
    let frames = (0..40).map(|_| shown(window, Command::Do(action))).collect();
    Measured { name: "undo", frames }
}

/// Decisions in the queue, each with the frame that shows the next suggestion.
fn review(window: &mut Window) -> Measured {
    let mut frames = vec![shown(window, Command::Page(Page::Review))];
    let before = window.app.state.project.history().done();
    for at in 0..60 {
        frames.push(window.frame(key([Key::A, Key::R, Key::Num2, Key::ArrowRight, Key::U, Key::S][at % 6])));
        frames.push(window.frame(Vec::new()));
    }
    assert!(window.app.state.project.history().done() > before, "the keys decided something");
    Measured { name: "review by keys", frames }
}

/// The list of names scrolled, and pairs told to be two.
fn people(window: &mut Window) -> Measured {
    let mut frames = vec![shown(window, Command::Page(Page::Actors))];
    let over = Event::PointerMoved(Pos2::new(360.0, 500.0));
    frames.extend((0..60).map(|_| window.frame(vec![over.clone(), wheel(Vec2::new(0.0, -40.0))])));
    for _ in 0..20 {
        frames.push(window.frame(key(Key::N)));
        frames.push(window.frame(Vec::new()));
    }
    Measured { name: "who is who: scroll, tell apart", frames }
}

fn pages(window: &mut Window) -> Vec<Measured> {
    let actor = window.app.state.matrix.rows[0].actor.id.clone();
    let issue = window.app.state.matrix.issues[0].id.clone();
    let article = window.app.state.project.articles().nth(700).expect("an article").id;
    let all = [
        ("open and scroll an actor's page", Command::ShowActor(actor)),
        ("open and scroll an issue's page", Command::ShowIssue(issue)),
        ("open and scroll an article", Command::ShowArticle(article, None, None)),
        ("the plots", Command::Page(Page::Plots)),
    ];
    let mut measured = Vec::new();
    for (name, command) in all {
        let over = Event::PointerMoved(Pos2::new(560.0, 500.0));
        let mut frames = vec![shown(window, command)];
        frames.extend((0..90).map(|_| window.frame(vec![over.clone(), wheel(Vec2::new(0.0, -40.0))])));
        measured.push(Measured { name, frames });
    }
    measured
}
