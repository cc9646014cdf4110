//! Many statements decided at once: what is planned is shown first, and any of it can be left out.

use std::collections::BTreeSet;

use egui::{Button, RichText, ScrollArea, Ui};
use strum::IntoEnumIterator as _;

use super::Scratch;
use super::evidence::note_of;
use crate::app::counted;
use crate::app::state::{Command, State};
use crate::app::theme;
use crate::model::{IssueId, Stance, Statement, StatementId, Verdict};
use crate::project::Edit;

/// What is to be done with all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Accept,
    Reject,
    Code(Stance),
    Move(IssueId),
}

impl What {
    fn words(&self, state: &State) -> String {
        match self {
            Self::Accept => "accept".to_owned(),
            Self::Reject => "reject".to_owned(),
            Self::Code(stance) => format!("code as {stance}"),
            Self::Move(issue) => format!("move to {}", state.issue_name(issue)),
        }
    }

    /// Whether it would change the statement at all.
    fn changes(&self, statement: &Statement) -> bool {
        let coded = statement.origin.is_coded();
        match self {
            Self::Accept => !coded,
            Self::Reject => true,
            Self::Code(stance) => !coded || statement.stance != *stance,
            Self::Move(issue) => statement.issue != *issue,
        }
    }
}

/// A change of many statements that is being looked at.
pub struct Plan {
    what: What,
    /// Of which statements; where others are shown the plan is given up.
    of: Vec<StatementId>,
    left_out: BTreeSet<StatementId>,
}

/// Buttons for all of `shown` that are not rejected, and the preview of what was asked for.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, shown: &[&Statement], send: &mut Vec<Command>) {
    let statements: Vec<&Statement> = shown.iter().copied().filter(|statement| !statement.rejected).collect();
    let other = |plan: &Plan| !plan.of.iter().eq(statements.iter().map(|one| &one.id));
    if scratch.bulk.as_ref().is_some_and(other) {
        scratch.bulk = None;
    }
    if statements.len() < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.weak(format!("All {}", statements.len()));
        let mut ask = |ui: &mut Ui, words: &str, what: What| {
            let response = ui.small_button(words);
            let name = format!("{} all {}", what.words(state), statements.len());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if response.on_hover_text("Shows first what would change").clicked() {
                let of = statements.iter().map(|one| one.id.clone()).collect();
                scratch.bulk = Some(Plan { what, of, left_out: BTreeSet::new() });
            }
        };
        ask(ui, "Accept", What::Accept);
        ask(ui, "Reject", What::Reject);
        for stance in Stance::iter() {
            ask(ui, theme::sign(stance), What::Code(stance));
        }
        // As low as the small buttons beside it.
        ui.spacing_mut().button_padding.y = 0.0;
        ui.menu_button("Move…", |ui| {
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for issue in &state.project.catalogue().issues {
                    ask(ui, &issue.name, What::Move(issue.id.clone()));
                }
            });
        });
    });
    let Some(plan) = &mut scratch.bulk else { return };
    let changed: Vec<&&Statement> = statements.iter().filter(|statement| plan.what.changes(statement)).collect();
    let mut done = false;
    egui::Frame::group(ui.style()).show(ui, |ui| {
        let overruled = changed.iter().filter(|one| one.origin.is_coded()).count();
        let also =
            if overruled == 0 { String::new() } else { format!(", {overruled} of them decided otherwise before") };
        ui.label(format!("This would {} {}{also}.", plan.what.words(state), counted(changed.len(), "statement")));
        ScrollArea::vertical().id_salt("bulk").max_height(180.0).show(ui, |ui| {
            for statement in &changed {
                let mut on = !plan.left_out.contains(&statement.id);
                if ui.checkbox(&mut on, words(state, statement)).changed() {
                    if on {
                        plan.left_out.remove(&statement.id)
                    } else {
                        plan.left_out.insert(statement.id.clone())
                    };
                }
            }
        });
        ui.horizontal(|ui| {
            let chosen: Vec<&&&Statement> = changed.iter().filter(|one| !plan.left_out.contains(&one.id)).collect();
            let button = Button::new(format!("Do it with {}", chosen.len()));
            if ui.add_enabled(!chosen.is_empty(), button).clicked() {
                let label = format!("{} {}", plan.what.words(state), counted(chosen.len(), "statement"));
                let edits = chosen.into_iter().map(|one| edit(state, &plan.what, one)).collect();
                send.push(Command::Edit(label, Box::new(Edit::All(edits))));
                done = true;
            }
            done |= ui.button("Cancel").clicked();
        });
    });
    if done {
        scratch.bulk = None;
    }
}

fn words(state: &State, statement: &Statement) -> RichText {
    let article = state.project.article(statement.article);
    let said = article.map_or("", |article| statement.cover().of(&article.text));
    let short: String = said.chars().take(70).collect();
    let issue = state.issue_name(&statement.issue);
    RichText::new(format!("{} {issue}: {short}…", theme::sign(statement.stance))).small()
}

fn edit(state: &State, what: &What, statement: &Statement) -> Edit {
    let mut decided = statement.clone();
    match what {
        What::Accept | What::Reject => {}
        What::Code(stance) => decided.stance = *stance,
        What::Move(issue) => decided.issue = issue.clone(),
    }
    let verdict = if *what == What::Reject { Verdict::Rejected } else { Verdict::Accepted };
    state.decide(decided, verdict, note_of(statement))
}
