use egui::{Button, RichText, ScrollArea, TextEdit, Ui};

use super::{Scratch, preview};
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::model::{Catalogue, Issue, IssueId};
use crate::reading::issues as catalogues;

/// The catalogue as it is being edited.
#[derive(Default)]
pub struct Draft {
    /// The project's catalogue when editing began; another one means that the draft is stale.
    base: Catalogue,
    issues: Vec<Edited>,
    chosen: usize,
    /// What the chosen issue's terms found when they were last looked for.
    found: Option<(Issue, usize, Found)>,
}

type Found = (usize, usize, Vec<String>);

/// An issue with its terms as lines of text.
#[derive(Clone, Default)]
struct Edited {
    id: String,
    name: String,
    proposition: String,
    terms: String,
    opposite: String,
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
    egui::Panel::left("issues").resizable(true).default_size(260.0).show(ui, |ui| list_ui(ui, draft, send));
    egui::CentralPanel::default().show(ui, |ui| {
        let edited = draft.catalogue();
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
        issue_ui(ui, state, draft);
    });
}

fn list_ui(ui: &mut Ui, draft: &mut Draft, send: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        if ui.button("Add issue").clicked() {
            draft.add();
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
    ui.menu_button("Ready catalogues", |ui| {
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
    });
    ui.separator();
    ScrollArea::vertical().id_salt("issue list").auto_shrink(false).show(ui, |ui| {
        for (at, issue) in draft.issues.iter().enumerate() {
            ui.push_id(&issue.id, |ui| {
                let mut name = RichText::new(&issue.name);
                if issue.rest.hidden {
                    name = name.weak().strikethrough();
                }
                let button = Button::selectable(draft.chosen == at, name).truncate();
                let shown = ui.add(button);
                if let Some(colour) = issue.rest.colour {
                    let colour = theme::issue(colour, ui.visuals().dark_mode);
                    let line = egui::Stroke::new(3.0, colour);
                    ui.painter().vline(shown.rect.left() + 1.0, shown.rect.y_range(), line);
                }
                if shown.clicked() {
                    draft.chosen = at;
                }
            });
        }
    });
}

fn issue_ui(ui: &mut Ui, state: &State, draft: &mut Draft) {
    let chosen = draft.chosen;
    let Some(edited) = draft.issues.get_mut(chosen) else {
        ui.label("No issue yet. Add one, or use a ready catalogue.");
        return;
    };
    ScrollArea::vertical().id_salt("issue").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(640.0);
        let label = ui.label("Name, the head of the column");
        ui.add(TextEdit::singleline(&mut edited.name).desired_width(f32::INFINITY)).labelled_by(label.id);
        let label = ui.label("Proposition: the sentence that one can support or oppose");
        ui.add(TextEdit::multiline(&mut edited.proposition).desired_rows(2).desired_width(f32::INFINITY))
            .labelled_by(label.id);
        let label = ui.label("Terms, one a line: who wants these supports it. Any inflection is found.");
        ui.add(TextEdit::multiline(&mut edited.terms).desired_rows(6).desired_width(f32::INFINITY))
            .labelled_by(label.id);
        let label = ui.label("Opposite terms, one a line: who wants these opposes it");
        ui.add(TextEdit::multiline(&mut edited.opposite).desired_rows(3).desired_width(f32::INFINITY))
            .labelled_by(label.id);
        let issue = edited.issue();
        let articles = state.project.articles().count();
        let known = draft.found.as_ref().is_some_and(|(of, count, _)| *of == issue && *count == articles);
        if !known {
            let found = preview(state.project.articles(), &issue);
            draft.found = Some((issue, articles, found));
        }
        let Some((issue, _, (count, read, examples))) = &draft.found else { return };
        ui.add_space(6.0);
        ui.strong(format!("Found in {count} sentences of {read} articles"));
        if issue.terms.is_empty() && issue.opposite_terms.is_empty() {
            ui.label("Without terms nothing can be found.");
        }
        for example in examples {
            ui.label(RichText::new(format!("… {example}")).weak());
        }
    });
}
