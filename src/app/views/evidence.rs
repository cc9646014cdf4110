use std::collections::BTreeSet;

use egui::text::LayoutJob;
use egui::{Color32, FontId, RichText, ScrollArea, Stroke, TextFormat, Ui};
use strum::IntoEnumIterator as _;

use super::{Change, NoteOf, Scratch, bulk, issue_mark, note_ui};
use crate::app::counted;
use crate::app::state::{Command, Page, State};
use crate::app::theme;
use crate::model::{Actor, Article, Basis, Issue, Origin, Quotation, Span, Stance, Statement, StatementId};

/// What the selected cell or actor rests on; on the Article page, what the article's sentences show.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    // Panels shrink to what they hold.
    ui.set_min_width(ui.available_width());
    ui.add_space(4.0);
    if state.page == Page::Article {
        article_ui(ui, state, scratch, send);
        return;
    }
    let Some(actor) = state.selection.actor.as_ref().and_then(|id| state.project.actor(id)) else {
        ui.heading("Evidence");
        ui.label("Click a cell to read the sentences that it rests on, or an actor to read all its quotations.");
        return;
    };
    ui.heading(&actor.name);
    let belongs = actor.affiliation.as_ref().map_or(String::new(), |id| format!(" · {}", state.actor_name(id)));
    ui.label(RichText::new(format!("{}{belongs}", actor.kind)).weak());
    if !actor.aliases.is_empty() {
        ui.add(egui::Label::new(RichText::new(format!("also {}", actor.aliases.join(", "))).weak().small()).truncate())
            .on_hover_text(actor.aliases.join("\n"));
    }
    let issue = state.selection.issue.as_ref().and_then(|id| state.project.catalogue().get(id));
    if let Some(issue) = issue {
        cell_ui(ui, state, scratch, actor, issue, send);
    }
    ui.separator();
    ScrollArea::vertical().id_salt("evidence").auto_shrink(false).show(ui, |ui| {
        let mut last_issue = None;
        let (mut chosen, hidden) = rests_on(state, actor, issue);
        if issue.is_none() {
            // By issue, in the catalogue's order; within one by time and place, as they stand.
            let place = |statement: &&Statement| {
                state.project.catalogue().issues.iter().position(|issue| issue.id == statement.issue)
            };
            chosen.sort_by_key(place);
        }
        bulk::show(ui, state, scratch, &chosen, send);
        for statement in chosen {
            if issue.is_none() && last_issue != Some(&statement.issue) {
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    issue_mark(ui, state, &statement.issue);
                    ui.heading(state.issue_name(&statement.issue));
                });
                last_issue = Some(&statement.issue);
            }
            ui.push_id(&statement.id.0, |ui| statement_ui(ui, state, scratch, statement, send));
        }
        if hidden > 0 {
            let words = format!("{} left out by the filter", counted(hidden, "more statement"));
            ui.weak(words).on_hover_text("Or by the catalogue, where it hides their issue");
        }
        if issue.is_none() {
            quotations_ui(ui, state, actor, send);
        }
    });
}

/// The statements that the actor's cell or row rests on, rejected ones of the actor's own included so that they can be
/// had back, and how many more of its own do not count there.
fn rests_on<'a>(state: &'a State, actor: &Actor, issue: Option<&Issue>) -> (Vec<&'a Statement>, usize) {
    let meant = |one: &&Statement| issue.is_none_or(|issue| one.issue == issue.id);
    let mine = || state.statements.of_actor(&actor.id).map(AsRef::as_ref).filter(meant);
    let row = state.matrix.row(&actor.id);
    if row.is_none() && state.arrangement.roll_up {
        return (mine().collect(), 0);
    }
    // Rolled up, a row holds other actors' statements too; one that the filter leaves out holds none.
    let columns = row.into_iter().flat_map(|row| row.cells.iter().zip(&state.matrix.issues));
    let cells = columns.filter(|(_, column)| issue.is_none_or(|issue| column.id == issue.id));
    let cells = cells.filter_map(|(cell, _)| cell.as_deref());
    let mut found: Vec<&Statement> = cells.flat_map(|cell| &cell.statements).map(AsRef::as_ref).collect();
    let counts: BTreeSet<&StatementId> = found.iter().map(|one| &one.id).collect();
    let hidden = mine().filter(|one| !one.rejected && !counts.contains(&one.id)).count();
    found.extend(mine().filter(|one| one.rejected));
    (found, hidden)
}

fn cell_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, actor: &Actor, issue: &Issue, send: &mut Vec<Command>) {
    let key = (actor.id.clone(), issue.id.clone());
    let coding = state.project.cell_codings().get(&key);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        issue_mark(ui, state, &issue.id);
        ui.strong(&issue.name);
    });
    ui.label(RichText::new(&issue.proposition).italics());
    ui.add_space(theme::space::S);
    ui.label(RichText::new("Set the cell").weak().small());
    ui.horizontal_wrapped(|ui| {
        // All five in one row of the panel.
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().button_padding.x = 4.0;
        for stance in Stance::iter() {
            let on = coding.is_some_and(|coding| coding.stance == Some(stance));
            let button = theme::toggle(ui, on, &format!("{} {stance}", theme::sign(stance)));
            if button.on_hover_text(theme::meaning(stance)).clicked() {
                send.push(Command::SetCell(key.0.clone(), key.1.clone(), Some(Some(stance))));
            }
        }
        let on = coding.is_some_and(|coding| coding.stance.is_none());
        if theme::toggle(ui, on, "no stance").on_hover_text("What is said takes no side on this").clicked() {
            send.push(Command::SetCell(key.0.clone(), key.1.clone(), Some(None)));
        }
    });
    let Some(coding) = coding else {
        let cell = state.matrix.cell(&actor.id, &issue.id);
        ui.weak(cell.map_or("No statement yet.".to_owned(), |cell| {
            format!("Adds up to {}, score {:+.2}.", cell.word(), cell.score)
        }));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        let at = coding.at.strftime("%Y-%m-%d %H:%M");
        ui.weak(format!("Decided by {} on {at} UTC.", coding.coder));
        if ui.small_button("Take back").clicked() {
            send.push(Command::SetCell(key.0.clone(), key.1.clone(), None));
        }
    });
    let of = NoteOf::Cell(format!("{} {}", key.0, key.1));
    if let Some(note) = note_ui(ui, &mut scratch.notes, of, &coding.note, "Note on the cell") {
        send.push(Command::CellNote(key.0, key.1, note));
    }
}

/// The statements of the article that is shown, in the order of its text.
fn article_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let Some(article) = state.shown_article() else {
        ui.label("The statements of the article appear here.");
        return;
    };
    let here: Vec<&Statement> = state.statements.of_article(article.id).iter().map(AsRef::as_ref).collect();
    ui.heading(format!("Statements ({})", here.iter().filter(|statement| !statement.rejected).count()));
    let of = NoteOf::Article(article.id.to_string());
    if let Some(note) =
        note_ui(ui, &mut scratch.notes, of, state.project.article_note(article.id), "Note on the article")
    {
        send.push(Command::ArticleNote(article.id, note));
    }
    ui.separator();
    ScrollArea::vertical().id_salt("of article").auto_shrink(false).show(ui, |ui| {
        bulk::show(ui, state, scratch, &here, send);
        if here.is_empty() {
            ui.label("None found on the issues of the catalogue.");
            ui.weak(
                "To code one, drag over its words or click its sentence twice; by keys, ↓ to its sentence and Enter.",
            );
        }
        for statement in here {
            let chosen = state.selection.statement.as_ref() == Some(&statement.id);
            let fill = if chosen { theme::chosen(ui.visuals().dark_mode) } else { Color32::TRANSPARENT };
            let response = egui::Frame::new().fill(fill).inner_margin(4).show(ui, |ui| {
                ui.push_id(&statement.id.0, |ui| statement_ui(ui, state, scratch, statement, send));
            });
            if chosen && state.selection.scroll_to.is_some() {
                response.response.scroll_to_me(None);
            }
        }
    });
}

fn statement_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, statement: &Statement, send: &mut Vec<Command>) {
    let Some(article) = state.project.article(statement.article) else { return };
    let rejected = if statement.rejected { " · rejected" } else { "" };
    ui.horizontal_wrapped(|ui| {
        let fill = theme::fill(statement.stance, ui.visuals().dark_mode);
        let stance = format!(" {} {} ", theme::sign(statement.stance), statement.stance);
        let dark = ui.visuals().dark_mode;
        let text = RichText::new(stance).strong().color(theme::on_fill(dark)).background_color(fill);
        ui.label(text).on_hover_text(theme::meaning(statement.stance));
        if state.page == Page::Article {
            issue_mark(ui, state, &statement.issue);
            ui.strong(format!("{} · {}", state.actor_name(&statement.actor), state.issue_name(&statement.issue)));
        } else if state.selection.actor.as_ref() != Some(&statement.actor) {
            ui.strong(state.actor_name(&statement.actor));
        }
        if statement.rejected {
            ui.strong(rejected.trim_start_matches(" · "));
        }
    });
    ui.label(sentence(ui, state, article, statement));
    for condition in &statement.condition {
        ui.label(RichText::new(format!("On condition: {}", condition.of(&article.text))).small());
    }
    let mut said = who_says(state, statement);
    if state.page != Page::Article {
        said += &format!(" · {}", origin(article));
    }
    ui.label(RichText::new(said).weak().small());
    if let Some(lesson) = state.project.lesson(statement).filter(|lesson| !lesson.why.is_empty()) {
        ui.label(RichText::new(lesson.why).weak().small());
    }
    ui.horizontal_wrapped(|ui| {
        // All in one row of the panel.
        ui.spacing_mut().item_spacing.x = theme::space::S;
        ui.spacing_mut().button_padding.x = 6.0;
        for stance in Stance::iter() {
            let on = statement.origin.is_coded() && !statement.rejected && statement.stance == stance;
            let response = theme::toggle(ui, on, theme::sign(stance));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Code as {stance}")));
            if response.on_hover_text(format!("Code as {stance}: {}", theme::meaning(stance))).clicked() {
                send.push(Command::Decide(Box::new(Statement { stance, ..statement.clone() }), note_of(statement)));
            }
        }
        if ui.button("Reject").on_hover_text("This is no statement").clicked() {
            send.push(Command::Reject(Box::new(statement.clone())));
        }
        if ui.button("Change…").on_hover_text("Give it to another actor or issue").clicked() {
            let actor = state.actor_name(&statement.actor);
            scratch.change = Some(Change { statement: statement.clone(), actor });
        }
        if statement.origin.is_coded() && ui.button("Take back").on_hover_text("Forget what was decided").clicked() {
            send.push(Command::TakeBack(statement.id.clone()));
        }
        if state.page != Page::Article && ui.button("Show in article").clicked() {
            let at = statement.cover().start;
            send.push(Command::ShowArticle(article.id, Some(at), Some(statement.id.clone())));
        }
    });
    if scratch.change.as_ref().is_some_and(|change| change.statement.id == statement.id) {
        change_ui(ui, state, scratch, send);
    }
    if statement.origin.is_coded() {
        let of = NoteOf::Statement(statement.id.clone());
        if let Some(note) = note_ui(ui, &mut scratch.notes, of, &note_of(statement), "Note on the statement") {
            send.push(Command::Decide(Box::new(statement.clone()), note));
        }
    }
    ui.separator();
}

/// On what ground, and by whom.
pub fn who_says(state: &State, statement: &Statement) -> String {
    let basis = match (&statement.basis, &statement.reported_by) {
        (Basis::Reported, Some(by)) => format!("reported by {}", state.actor_name(by)),
        (basis, _) => basis.to_string(),
    };
    let who = match &statement.origin {
        Origin::Suggested { engine } => {
            let sure = (statement.confidence * 100.0).round();
            format!("suggested ({}), {sure} % sure", engine.split(' ').next().unwrap_or_default())
        }
        Origin::Coded { coder, .. } => format!("decided by {coder}"),
    };
    format!("{basis} · {who}")
}

/// The note of a decided statement.
pub fn note_of(statement: &Statement) -> String {
    match &statement.origin {
        Origin::Coded { note, .. } => note.clone(),
        Origin::Suggested { .. } => String::new(),
    }
}

/// Another actor or issue for a statement.
fn change_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let Some(change) = &mut scratch.change else { return };
    let mut done = false;
    egui::Frame::group(ui.style()).show(ui, |ui| {
        ui.horizontal(|ui| {
            let label = ui.label("Actor");
            ui.add(egui::TextEdit::singleline(&mut change.actor).desired_width(200.0)).labelled_by(label.id);
        });
        let wanted = change.actor.trim().to_lowercase();
        let exact = state.project.actors().find(|actor| actor.name.to_lowercase() == wanted);
        if let Some(actor) = exact {
            change.statement.actor = actor.id.clone();
        } else {
            ui.horizontal_wrapped(|ui| {
                let fits = |actor: &&Actor| {
                    std::iter::once(&actor.name).chain(&actor.aliases).any(|name| name.to_lowercase().contains(&wanted))
                };
                for actor in state.project.actors().filter(fits).take(8) {
                    if ui.small_button(&actor.name).clicked() {
                        change.actor.clone_from(&actor.name);
                    }
                }
            });
        }
        egui::ComboBox::from_label("Issue")
            .width(200.0)
            .selected_text(state.issue_name(&change.statement.issue))
            .show_ui(ui, |ui| {
                for issue in &state.project.catalogue().issues {
                    ui.selectable_value(&mut change.statement.issue, issue.id.clone(), &issue.name);
                }
            });
        ui.horizontal(|ui| {
            if ui.add_enabled(exact.is_some(), egui::Button::new("Change")).clicked() {
                send.push(Command::Decide(Box::new(change.statement.clone()), note_of(&change.statement)));
                done = true;
            }
            done |= ui.button("Cancel").clicked();
        });
    });
    if done {
        scratch.change = None;
    }
}

/// Where it was read.
pub fn origin(article: &Article) -> String {
    let date = article.date.map_or(String::new(), |date| format!(", {date}"));
    let outlet = if article.outlet.is_empty() { String::new() } else { format!(", {}", article.outlet) };
    format!("{}{outlet}{date}", article.title)
}

/// The quotation that a statement's evidence lies in.
fn quotation_of<'a>(state: &'a State, statement: &Statement) -> Option<&'a Quotation> {
    let reading = state.project.reading(statement.article)?;
    let cover = statement.cover();
    reading.quotations.iter().find(|quotation| quotation.spans.iter().any(|span| span.overlaps(cover)))
}

/// The evidence on the stance's wash within its sentence or paragraph: the words that decided it underlined, the cue
/// in italics, the source strong.
fn sentence(ui: &Ui, state: &State, article: &Article, statement: &Statement) -> LayoutJob {
    sentence_of(ui, state, article, statement, 14.0)
}

/// As the evidence shows it, in letters of that size.
pub fn sentence_of(ui: &Ui, state: &State, article: &Article, statement: &Statement, size: f32) -> LayoutJob {
    let dark = ui.visuals().dark_mode;
    let cover = statement.cover();
    let (sources, cues): (&[Span], &[Span]) =
        quotation_of(state, statement).map_or((&[], &[]), |quotation| (&quotation.source_spans, &quotation.cue));
    let context = context(&article.text, cover, sources.iter().chain(cues));
    let plain = |color| TextFormat {
        font_id: FontId::proportional(size),
        color,
        line_height: Some(size * 1.4),
        expand_bg: theme::GROUND,
        ..TextFormat::default()
    };
    let weak = ui.visuals().weak_text_color();
    let marks = [statement.rationale.as_slice(), sources, cues, &[cover]].concat();
    let mut job = LayoutJob::default();
    // What is cut off is told.
    let (before, after) = (&article.text[..context.start as usize], &article.text[context.end as usize..]);
    if !before.is_empty() && !before.ends_with('\n') {
        job.append("… ", 0.0, plain(weak));
    }
    for piece in context.cut(&marks) {
        let within = |spans: &[Span]| spans.iter().any(|span| span.contains(piece));
        let color =
            if within(&[cover]) || within(sources) || within(cues) { ui.visuals().strong_text_color() } else { weak };
        let mut format = plain(color);
        if within(&[cover]) && !statement.rejected {
            format.background = theme::wash(statement.stance, dark);
        }
        if within(&[cover]) && statement.rejected {
            format.strikethrough = Stroke::new(1.0, color);
        }
        if within(&statement.rationale) {
            format.underline = Stroke::new(2.0, color);
        }
        format.italics = within(cues);
        if within(sources) {
            format.underline = Stroke::new(1.0, ui.visuals().hyperlink_color);
        }
        job.append(piece.of(&article.text), 0.0, format);
    }
    if !after.is_empty() && !after.starts_with('\n') {
        job.append(" …", 0.0, plain(weak));
    }
    job
}

/// The evidence with what stands around it in its paragraph, at most some 200 bytes on each side, cut between words.
fn context<'a>(text: &str, cover: Span, others: impl Iterator<Item = &'a Span>) -> Span {
    const AROUND: usize = 200;
    let (start, end) = (cover.start as usize, cover.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let mut from = line_start;
    if start - line_start > AROUND {
        let near = text.floor_char_boundary(start - AROUND);
        from = text[near..start].find(' ').map_or(start, |at| near + at + 1);
    }
    let mut to = line_end;
    if line_end - end > AROUND {
        let near = text.ceil_char_boundary(end + AROUND);
        to = text[end..near].rfind(' ').map_or(end, |at| end + at);
    }
    for other in others {
        if other.start as usize >= line_start && other.end as usize <= line_end {
            from = from.min(other.start as usize);
            to = to.max(other.end as usize);
        }
    }
    Span::new(from, to)
}

/// How many quotations are laid out at once; the rest unfolds by a button.
const QUOTATIONS: usize = 40;

/// All that an actor is quoted with.
pub fn quotations_ui(ui: &mut Ui, state: &State, actor: &Actor, send: &mut Vec<Command>) {
    ui.add_space(theme::space::M);
    let quoted = state.statements.quoted(&actor.id);
    ui.heading(format!("All quotations ({})", quoted.len()));
    let unfolded = ui.scope_id().with(("unfolded", &actor.id.0));
    let shown = ui.data(|data| data.get_temp::<usize>(unfolded)).unwrap_or(QUOTATIONS);
    for (article, at) in quoted.iter().take(shown) {
        let Some(article) = state.project.article(*article) else { continue };
        let reading = state.project.reading(article.id);
        let Some(quotation) = reading.and_then(|reading| reading.quotations.get(*at as usize)) else { continue };
        ui.push_id((article.id.to_string(), at), |ui| {
            let words: Vec<&str> = quotation.spans.iter().map(|span| span.of(&article.text)).collect();
            ui.label(words.join(" … ")).on_hover_text(&quotation.why_speaker);
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(format!("{} · {}", quotation.kind, origin(article))).weak().small());
                if ui.small_button("Show").clicked() {
                    send.push(Command::ShowArticle(article.id, Some(quotation.cover().start), None));
                }
            });
            ui.separator();
        });
    }
    if quoted.is_empty() {
        ui.label("None found.");
    } else if shown < quoted.len() && ui.button(format!("Show {} more", quoted.len() - shown)).clicked() {
        ui.data_mut(|data| data.insert_temp(unfolded, shown + 4 * QUOTATIONS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_stays_in_its_paragraph_and_ends_between_words() {
        let words = "word ".repeat(100);
        let text = format!("first\n{words}middle {words}\nlast");
        let at = text.find("middle").unwrap();
        let found = context(&text, Span::new(at, at + 6), [].iter());
        assert!(found.of(&text).starts_with("word") && found.of(&text).ends_with("word"));
        assert!((300..420).contains(&found.of(&text).len()));
        let whole = context("a\nmiddle b\nc", Span::new(2, 8), [].iter());
        assert_eq!(whole, Span::new(2, 10));
    }
}
