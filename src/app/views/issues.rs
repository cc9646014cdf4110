use egui::{Button, RichText, ScrollArea, TextEdit, Ui};

use super::{Scratch, proposals};
use crate::app::dialogs::Ask;
use crate::app::state::{Command, State};
use crate::app::surveyor::Surveyor;
use crate::app::theme;
use crate::model::{Catalogue, Issue, IssueId};
use crate::project::Edit;
use crate::reading::issues as catalogues;

/// The catalogue as it is being edited.
#[derive(Default)]
pub struct Draft {
    /// The project's catalogue when editing began; another one means that the draft is stale.
    base: Catalogue,
    issues: Vec<Edited>,
    chosen: usize,
    /// Whether issues that the catalogue lacks are shown instead of the chosen one.
    proposing: bool,
    /// Looks through the articles, once the page was opened.
    surveyor: Option<Surveyor>,
}

/// An issue with its terms as lines of text.
#[derive(Clone, Default)]
struct Edited {
    id: String,
    name: String,
    proposition: String,
    terms: String,
    opposite: String,
    other: String,
    context: String,
    /// What is not typed: hidden, colour, merged issues.
    rest: Issue,
}

impl Edited {
    fn new(issue: &Issue) -> Self {
        Self {
            id: issue.id.0.clone(),
            name: issue.name.clone(),
            proposition: issue.proposition.clone(),
            terms: issue.terms.join("\n"),
            opposite: issue.opposite_terms.join("\n"),
            other: issue.other_terms.join("\n"),
            context: issue.context.join("\n"),
            rest: issue.clone(),
        }
    }

    fn issue(&self) -> Issue {
        let lines =
            |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Issue {
            id: IssueId(self.id.clone()),
            name: self.name.trim().to_owned(),
            proposition: self.proposition.trim().to_owned(),
            terms: lines(&self.terms),
            opposite_terms: lines(&self.opposite),
            other_terms: lines(&self.other),
            context: lines(&self.context),
            ..self.rest.clone()
        }
    }
}

impl Draft {
    fn begin(&mut self, catalogue: &Catalogue) {
        self.base = catalogue.clone();
        self.issues = catalogue.issues.iter().map(Edited::new).collect();
        self.chosen = self.chosen.min(self.issues.len().saturating_sub(1));
    }

    fn catalogue(&self) -> Catalogue {
        Catalogue { title: self.base.title.clone(), issues: self.issues.iter().map(Edited::issue).collect() }
    }

    fn add(&mut self) {
        let mut id = "new-issue".to_owned();
        for number in 2.. {
            if self.issues.iter().all(|issue| issue.id != id) {
                break;
            }
            id = format!("new-issue-{number}");
        }
        self.issues.push(Edited { id, name: "New issue".to_owned(), ..Edited::default() });
        self.chosen = self.issues.len() - 1;
    }
}

/// The catalogue: issues on the left, the chosen one on the right.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let draft = &mut scratch.issues;
    if draft.base != *state.project.catalogue() {
        draft.begin(state.project.catalogue());
    }
    if draft.surveyor.is_none() {
        draft.surveyor = Surveyor::start(ui.ctx().clone());
    }
    if let Some(surveyor) = &mut draft.surveyor {
        surveyor.update(&state.project);
    }
    egui::Panel::left("issues")
        .frame(theme::flush())
        .resizable(true)
        .default_size(260.0)
        .show(ui, |ui| list_ui(ui, draft, send));
    egui::CentralPanel::default().show(ui, |ui| {
        let edited = draft.catalogue();
        if draft.proposing {
            let surveyor = draft.surveyor.as_mut();
            let accepted = surveyor.and_then(|surveyor| proposals::missing_ui(ui, surveyor, &edited));
            if let Some(issue) = accepted {
                let label = format!("issue “{}”", issue.name);
                draft.issues.push(Edited::new(&issue));
                send.push(Command::Edit(label, Box::new(Edit::Catalogue(draft.catalogue()))));
            }
            return;
        }
        let changed = edited != draft.base;
        ui.horizontal(|ui| {
            ui.heading("Issue");
            let unnamed = edited.issues.iter().any(|issue| issue.name.is_empty());
            if ui.add_enabled(changed && !unnamed, Button::new("Use these issues")).clicked() {
                send.push(Command::SetCatalogue(Box::new(edited)));
            }
            if ui.add_enabled(changed, Button::new("Discard changes")).clicked() {
                draft.begin(state.project.catalogue());
            }
            if changed {
                ui.weak("The articles are read again then; what you decided stays.");
            }
        });
        ui.separator();
        issue_ui(ui, draft, send);
    });
}

fn list_ui(ui: &mut Ui, draft: &mut Draft, send: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        if ui.button("Add issue").clicked() {
            draft.add();
            draft.proposing = false;
        }
        let chosen = draft.chosen;
        if ui.add_enabled(chosen > 0, Button::new("Up")).clicked() {
            draft.issues.swap(chosen, chosen - 1);
            draft.chosen -= 1;
        }
        if ui.add_enabled(chosen + 1 < draft.issues.len(), Button::new("Down")).clicked() {
            draft.issues.swap(chosen, chosen + 1);
            draft.chosen += 1;
        }
        let there = draft.issues.get(chosen).is_some();
        if there {
            let hidden = &mut draft.issues[chosen].rest.hidden;
            let words = if *hidden { "Show" } else { "Hide" };
            if ui.button(words).on_hover_text("A hidden issue is read for, but no table shows it").clicked() {
                *hidden = !*hidden;
            }
            ui.menu_button("Colour", |ui| {
                for colour in 0..theme::ISSUE_COLOURS {
                    let mark = egui::RichText::new("■").color(theme::issue(colour, ui.visuals().dark_mode));
                    if ui.button(mark).on_hover_text(format!("Colour {}", colour + 1)).clicked() {
                        draft.issues[chosen].rest.colour = Some(colour);
                        ui.close();
                    }
                }
                if ui.button("None").clicked() {
                    draft.issues[chosen].rest.colour = None;
                    ui.close();
                }
            });
            let from = IssueId(draft.issues[chosen].id.clone());
            ui.menu_button("Merge into", |ui| {
                for issue in draft.issues.iter().filter(|issue| issue.id != from.0) {
                    if ui.button(&issue.name).clicked() {
                        let into = IssueId(issue.id.clone());
                        if let Some(catalogue) = draft.catalogue().merged(&from, &into) {
                            send.push(Command::SetCatalogue(Box::new(catalogue)));
                        }
                        ui.close();
                    }
                }
            });
        }
        if ui.add_enabled(!draft.issues.is_empty(), Button::new("Remove")).clicked() {
            draft.issues.remove(chosen);
            draft.chosen = chosen.min(draft.issues.len().saturating_sub(1));
        }
    });
    ui.menu_button("Catalogues", |ui| {
        for catalogue in catalogues::ready() {
            if ui.button(format!("Only {} ({})", catalogue.title, catalogue.issues.len())).clicked() {
                send.push(Command::SetCatalogue(Box::new(catalogue)));
                ui.close();
            }
        }
        if ui.button("All of them").clicked() {
            send.push(Command::SetCatalogue(Box::new(catalogues::all_ready())));
            ui.close();
        }
        ui.separator();
        if ui.button("From a file…").on_hover_text("A catalogue in TOML or JSON").clicked() {
            send.push(Command::Choose(Ask::Catalogue));
            ui.close();
        }
        if ui.button("Save to a file…").on_hover_text("These issues, for other projects and people").clicked() {
            send.push(Command::Choose(Ask::SaveCatalogue));
            ui.close();
        }
    });
    ui.separator();
    let proposing = Button::selectable(draft.proposing, "Proposed issues");
    if ui.add(proposing).on_hover_text("What the articles talk about and the catalogue lacks").clicked() {
        draft.proposing = true;
    }
    ui.separator();
    ScrollArea::vertical().id_salt("issue list").auto_shrink(false).show(ui, |ui| {
        for (at, issue) in draft.issues.iter().enumerate() {
            ui.push_id(&issue.id, |ui| {
                let mut name = RichText::new(&issue.name);
                if issue.rest.hidden {
                    name = name.weak().strikethrough();
                }
                let button = Button::selectable(draft.chosen == at && !draft.proposing, name)
                    .truncate()
                    .min_size([ui.available_width(), 0.0].into());
                let shown = ui.add(button);
                if let Some(colour) = issue.rest.colour {
                    let colour = theme::issue(colour, ui.visuals().dark_mode);
                    let line = egui::Stroke::new(3.0, colour);
                    ui.painter().vline(shown.rect.left() + 1.0, shown.rect.y_range(), line);
                }
                if shown.clicked() {
                    (draft.chosen, draft.proposing) = (at, false);
                }
            });
        }
    });
}

/// Below this width what the terms find stands below the fields instead of beside them.
const WIDE: f32 = 700.0;

fn issue_ui(ui: &mut Ui, draft: &mut Draft, send: &mut Vec<Command>) {
    let chosen = draft.chosen;
    let Some(edited) = draft.issues.get_mut(chosen) else {
        ui.label("No issue yet. Add one, or use a ready catalogue.");
        return;
    };
    let accepted = ScrollArea::vertical().id_salt("issue").auto_shrink(false).show(ui, |ui| {
        if ui.available_width() < WIDE {
            ui.set_max_width(640.0);
            fields_ui(ui, edited);
            ui.add_space(10.0);
            return found_ui(ui, draft.surveyor.as_mut(), &edited.issue());
        }
        ui.columns(2, |columns| {
            fields_ui(&mut columns[0], edited);
            found_ui(&mut columns[1], draft.surveyor.as_mut(), &edited.issue())
        })
    });
    if let Some(issue) = accepted.inner {
        // With all else that was typed, as one step to undo.
        *edited = Edited::new(&issue);
        let label = format!("term for “{}”", issue.name);
        send.push(Command::Edit(label, Box::new(Edit::Catalogue(draft.catalogue()))));
    }
}

fn found_ui(ui: &mut Ui, surveyor: Option<&mut Surveyor>, issue: &Issue) -> Option<Issue> {
    proposals::look_ui(ui, surveyor?, issue)
}

fn fields_ui(ui: &mut Ui, edited: &mut Edited) {
    let label = ui.label("Name, the head of the column");
    ui.add(TextEdit::singleline(&mut edited.name).desired_width(f32::INFINITY)).labelled_by(label.id);
    let label = ui.label("Proposition: the sentence that one can support or oppose");
    ui.add(TextEdit::multiline(&mut edited.proposition).desired_rows(2).desired_width(f32::INFINITY))
        .labelled_by(label.id);
    lines_ui(ui, "Terms, one a line: who wants these supports it", "", 12, &mut edited.terms);
    lines_ui(ui, "Opposite terms, one a line: who wants these opposes it", "", 5, &mut edited.opposite);
    lines_ui(
        ui,
        "Other matters, one a line: these do not count",
        "“humanitarian aid” keeps it out of an issue that finds “aid”. The words are looked for in this order.",
        4,
        &mut edited.other,
    );
    lines_ui(
        ui,
        "Context, one a line: only articles with such words are about it",
        "Of a longer article two of these are wanted. Leave it empty to look in every article.",
        4,
        &mut edited.context,
    );
}

/// A field of some lines that scrolls in itself, so that the fields below stay in sight of long lists.
fn lines_ui(ui: &mut Ui, name: &str, hint: &str, rows: usize, text: &mut String) {
    let label = ui.label(name);
    let label = if hint.is_empty() { label } else { label.on_hover_text(hint) };
    let height = ui.text_style_height(&egui::TextStyle::Body) * rows as f32 + 8.0;
    ScrollArea::vertical().id_salt(name).max_height(height).show(ui, |ui| {
        ui.add(TextEdit::multiline(text).desired_rows(rows.min(3)).desired_width(f32::INFINITY)).labelled_by(label.id);
    });
}
