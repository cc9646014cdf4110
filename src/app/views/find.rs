use egui::text::LayoutJob;
use egui::{FontId, Key, Modifiers, ScrollArea, TextFormat, Ui};

use crate::app::state::{Command, Page, State};
use crate::app::theme::{self, space};
use crate::findings::{Hit, Place, search};

/// Words that are looked for everywhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    typed: String,
    chosen: usize,
    found: Option<(String, u64, Vec<Hit>, usize)>,
}

/// How high the list is at most.
const LIST: f32 = 420.0;

/// How many places are listed.
const LISTED: usize = 200;

impl Find {
    /// Shows it; `true` when it is done.
    pub fn show(&mut self, ui: &mut Ui, state: &State, send: &mut Vec<Command>) -> bool {
        ui.heading("Search everything");
        let field = egui::TextEdit::singleline(&mut self.typed)
            .hint_text("Words of a text, a statement or a note")
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Words to search for"));
        field.request_focus();
        let known = self.found.as_ref().is_some_and(|(typed, made, ..)| *typed == self.typed && *made == state.made);
        if !known {
            let (hits, count) = search(&state.project, &state.statements, &self.typed, LISTED);
            self.found = Some((self.typed.clone(), state.made, hits, count));
            self.chosen = 0;
        }
        let Some((_, _, hits, count)) = &self.found else { return false };
        let moved = ui.input_mut(|input| {
            let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
            isize::from(down) - isize::from(up)
        });
        self.chosen = self.chosen.saturating_add_signed(moved).min(hits.len().saturating_sub(1));
        let mut taken = ui.input(|input| input.key_pressed(Key::Enter)).then_some(self.chosen);
        let told = match (self.typed.trim().chars().count(), *count) {
            (0 | 1, _) => "Two letters at least".to_owned(),
            (_, 0) => "Found nowhere".to_owned(),
            (_, count) if count > hits.len() => format!("Found in {count} places, the first {} are listed", hits.len()),
            (_, count) => format!("Found in {count} places"),
        };
        ui.weak(told);
        ui.add_space(space::S);
        let height = ui.text_style_height(&egui::TextStyle::Body) * 2.0 + space::M;
        let list = ScrollArea::vertical().min_scrolled_height(LIST).max_height(LIST).auto_shrink([false, true]);
        list.show_rows(ui, height, hits.len(), |ui, rows| {
            for at in rows {
                let Some(hit) = hits.get(at) else { continue };
                let job = line(ui, hit, &name_of(state, &hit.place));
                let button = egui::Button::selectable(at == self.chosen, job).truncate();
                let response = ui.push_id(at, |ui| ui.add_sized([ui.available_width(), height], button)).inner;
                if at == self.chosen && moved != 0 {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    taken = Some(at);
                }
            }
        });
        let hit = taken.and_then(|at| hits.get(at));
        match hit.map(|hit| hit.place.clone()) {
            Some(Place::Text(article, at, statement)) => {
                send.push(Command::ShowArticle(article, Some(at), statement));
            }
            Some(Place::Cell(actor, issue)) => {
                send.extend([Command::Page(Page::Matrix), Command::SelectCell(actor, issue)]);
            }
            Some(Place::Actor(actor)) => send.push(Command::ShowActor(actor)),
            None => {}
        }
        hit.is_some()
    }
}

fn name_of(state: &State, place: &Place) -> String {
    match place {
        Place::Text(article, ..) => state.project.article(*article).map_or(String::new(), |one| one.title.clone()),
        Place::Cell(actor, issue) => format!("{} on {}", state.actor_name(actor), state.issue_name(issue)),
        Place::Actor(actor) => state.actor_name(actor),
    }
}

/// The words with those that were looked for set off, and below where they stand.
fn line(ui: &Ui, hit: &Hit, title: &str) -> LayoutJob {
    let (plain, strong) = (ui.visuals().text_color(), ui.visuals().strong_text_color());
    let format =
        |color| TextFormat { font_id: FontId::proportional(theme::size::BODY), color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    let (start, end) = (hit.found.start as usize, hit.found.end as usize);
    job.append(hit.words.get(..start).unwrap_or_default(), 0.0, format(plain));
    let background = ui.visuals().selection.bg_fill;
    job.append(hit.found.of(&hit.words), 0.0, TextFormat { background, ..format(strong) });
    job.append(hit.words.get(end..).unwrap_or_default(), 0.0, format(plain));
    let small = FontId::proportional(theme::size::SMALL);
    let weak = TextFormat { font_id: small, color: ui.visuals().weak_text_color(), ..TextFormat::default() };
    job.append(&format!("\n{} · {title}", hit.kind), 0.0, weak);
    job
}
