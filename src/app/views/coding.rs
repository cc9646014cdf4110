//! Coding by hand: words of the article are selected by mouse or keys, and a small form beside them says who takes which
//! stance on what.

use egui::{Button, Key, Modifiers, Pos2, RichText, Ui};
use strum::IntoEnumIterator as _;

use crate::app::state::{Command, State};
use crate::app::theme;
use crate::language::Text;
use crate::model::{
    Actor, ActorId, ActorKind, Article, ArticleId, Catalogue, Issue, IssueId, Span, Stance, Statement, Verdict,
};
use crate::project::Edit;
use crate::reading::issues::Terms;

/// How many actors or issues are offered at once.
const OFFERED: usize = 6;

/// What is selected, and the form where it is open.
#[derive(Default)]
pub struct Selecting {
    article: Option<ArticleId>,
    /// The words that are selected.
    pub span: Option<Span>,
    /// Where dragging began.
    anchor: Option<u32>,
    /// Where the selection ends on the screen.
    pub at: Option<Pos2>,
    /// Whether the selection is to be scrolled to, once.
    pub reveal: bool,
    form: Option<Form>,
    /// The latest choices: likely the next ones too.
    last: (Option<ActorId>, Option<IssueId>),
}

#[derive(Default)]
struct Form {
    field: Field,
    actor: Typed<ActorId>,
    issue: Typed<IssueId>,
    /// Likely actors and issues for these words, the likeliest first.
    actors: Vec<ActorId>,
    issues: Vec<IssueId>,
    fresh: bool,
    /// The field that was there in the frame before, and so has the keyboard.
    had: Option<Field>,
    /// What was typed for the next field already.
    later: Vec<egui::Event>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Field {
    #[default]
    Actor,
    Issue,
    Stance,
}

/// What is typed to find something, and what was taken.
struct Typed<T> {
    text: String,
    row: usize,
    taken: Option<Choice<T>>,
}

impl<T> Default for Typed<T> {
    fn default() -> Self {
        Self { text: String::new(), row: 0, taken: None }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Choice<T> {
    Known(T, String),
    New(String),
}

impl<T> Choice<T> {
    fn words(&self) -> String {
        match self {
            Self::Known(_, name) => name.clone(),
            Self::New(name) => format!("{name} (new)"),
        }
    }
}

impl Selecting {
    /// Forgets the selection where another article is shown.
    pub fn follow(&mut self, article: ArticleId) {
        if self.article != Some(article) {
            *self = Self { article: Some(article), last: std::mem::take(&mut self.last), ..Self::default() };
        }
    }

    /// The mouse went down on, or is dragged over, a byte of the text.
    pub fn drag(&mut self, byte: u32, begins: bool) {
        let anchor = if begins { byte } else { self.anchor.unwrap_or(byte) };
        self.anchor = Some(anchor);
        self.span = Some(Span { start: anchor.min(byte), end: anchor.max(byte) });
        self.form = None;
    }

    /// Whether the mouse is selecting.
    pub fn is_dragging(&self) -> bool {
        self.anchor.is_some()
    }

    /// A sentence was clicked twice: it is coded.
    pub fn take_sentence(&mut self, state: &State, article: &Article, byte: u32) {
        let text = Text::cut(&article.text);
        let there = Span { start: byte, end: byte + 1 };
        self.span = text.sentences.iter().map(|sentence| sentence.span).find(|span| span.overlaps(there));
        self.open(state, article);
    }

    /// The mouse was let go: what is selected is cut to whole words and coded.
    pub fn drop(&mut self, state: &State, article: &Article) {
        self.anchor = None;
        match self.span.map(|span| whole_words(&article.text, span)).filter(|span| !span.is_empty()) {
            Some(span) => {
                self.span = Some(span);
                self.open(state, article);
            }
            None => self.span = None,
        }
    }

    fn open(&mut self, state: &State, article: &Article) {
        let Some(span) = self.span else { return };
        let mut form = Form { fresh: true, ..Form::default() };
        let said = state
            .project
            .reading(article.id)
            .and_then(|reading| reading.quotations.iter().find(|one| one.spans.iter().any(|said| said.overlaps(span))));
        let speakers = said.into_iter().flat_map(|said| &said.speakers);
        form.actors.extend(speakers.filter_map(|ix| Some(state.project.actor_of(article.id, *ix)?.id.clone())));
        form.actors.extend(self.last.0.clone());
        form.actors.extend(actors_near(state, article, span));
        keep_first(&mut form.actors);
        let text = Text::cut(span.of(&article.text));
        let catalogue = state.project.catalogue();
        let hits = Terms::of(catalogue).find(&text);
        form.issues.extend(hits.iter().filter_map(|hit| Some(catalogue.issues.get(hit.issue)?.id.clone())));
        form.issues.extend(self.last.1.clone());
        form.issues.extend(catalogue.issues.iter().filter(|issue| !issue.hidden).map(|issue| issue.id.clone()));
        keep_first(&mut form.issues);
        self.form = Some(form);
    }
}

fn keep_first<T: Clone + Ord>(list: &mut Vec<T>) {
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|one| seen.insert(one.clone()));
}

/// The actors of the article, those mentioned last before the words first.
fn actors_near(state: &State, article: &Article, span: Span) -> Vec<ActorId> {
    let Some(reading) = state.project.reading(article.id) else { return Vec::new() };
    let mut near: Vec<(u32, ActorId)> = Vec::new();
    for (at, local) in reading.actors.iter().enumerate() {
        let Some(actor) = state.project.actor_of(article.id, crate::model::MentionedIx(at as u32)) else { continue };
        let before =
            local.mentions.iter().filter(|mention| mention.start < span.end).map(|mention| mention.start).max();
        near.push((before.map_or(u32::MAX, |at| span.end - at), actor.id.clone()));
    }
    near.sort();
    near.into_iter().map(|(_, id)| id).collect()
}

/// The span grown to the borders of the words that it cuts, without white space around it.
fn whole_words(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    let inside = |c: char| c.is_alphanumeric();
    while let Some(c) = text[..start].chars().next_back().filter(|c| inside(*c))
        && text[start..].chars().next().is_some_and(inside)
    {
        start -= c.len_utf8();
    }
    while let Some(c) = text[end..].chars().next().filter(|c| inside(*c))
        && text[..end].chars().next_back().is_some_and(inside)
    {
        end += c.len_utf8();
    }
    let words = &text[start..end.max(start)];
    let start = start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// What keys do to the selection while no form is open.
pub fn keys(ui: &Ui, state: &State, selecting: &mut Selecting, article: &Article, send: &mut Vec<Command>) {
    if selecting.form.is_some() || ui.ctx().text_edit_focused() {
        return;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let copied = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
    if let (true, Some(span)) = (copied, selecting.span) {
        ui.ctx().copy_text(span.of(&article.text).to_owned());
    }
    let moves = [
        (Modifiers::SHIFT, Key::ArrowDown, Move::EndSentence(1)),
        (Modifiers::SHIFT, Key::ArrowUp, Move::EndSentence(-1)),
        (Modifiers::SHIFT, Key::ArrowRight, Move::End(1)),
        (Modifiers::SHIFT, Key::ArrowLeft, Move::End(-1)),
        (Modifiers::COMMAND, Key::ArrowRight, Move::Start(1)),
        (Modifiers::COMMAND, Key::ArrowLeft, Move::Start(-1)),
        (Modifiers::NONE, Key::ArrowDown, Move::Sentence(1)),
        (Modifiers::NONE, Key::ArrowUp, Move::Sentence(-1)),
    ];
    for (modifiers, key, go) in moves {
        if pressed(modifiers, key) {
            let from =
                state.selection.statement.as_ref().and_then(|id| state.statements.iter().find(|one| one.id == *id));
            let from = selecting.span.or_else(|| from.map(|statement| statement.cover()));
            selecting.span = moved(article, from, go);
            selecting.reveal = true;
        }
    }
    if selecting.span.is_some() {
        if pressed(Modifiers::NONE, Key::Enter) {
            selecting.open(state, article);
        } else if pressed(Modifiers::NONE, Key::Escape) {
            selecting.span = None;
        } else if pressed(Modifiers::NONE, Key::M) {
            send.extend(move_chosen(state, selecting));
        }
    }
}

/// How a key moves the selection: by sentences, or one of its ends by words.
#[derive(Clone, Copy)]
enum Move {
    Sentence(isize),
    EndSentence(isize),
    Start(isize),
    End(isize),
}

fn moved(article: &Article, from: Option<Span>, go: Move) -> Option<Span> {
    let text = Text::cut(&article.text);
    let sentences: Vec<Span> = text.sentences.iter().map(|sentence| sentence.span).collect();
    let words: Vec<Span> = text.tokens.iter().map(|token| token.span).collect();
    let Some(from) = from else { return sentences.first().copied() };
    let step = |list: &[Span], at: usize, by: isize| at.saturating_add_signed(by).min(list.len().saturating_sub(1));
    let holds = |list: &[Span], byte: u32| list.iter().rposition(|span| span.start <= byte).unwrap_or(0);
    let last = from.end.saturating_sub(1);
    Some(match go {
        Move::Sentence(by) => {
            let edge = if by > 0 { last } else { from.start };
            *sentences.get(step(&sentences, holds(&sentences, edge), by))?
        }
        Move::EndSentence(by) => {
            let end = sentences.get(step(&sentences, holds(&sentences, last), by))?.end;
            if end > from.start { Span { end, ..from } } else { from }
        }
        Move::Start(by) => {
            let start = words.get(step(&words, holds(&words, from.start), by))?.start;
            if start < from.end { Span { start, ..from } } else { from }
        }
        Move::End(by) => {
            let end = words.get(step(&words, holds(&words, last), by))?.end;
            if end > from.start { Span { end, ..from } } else { from }
        }
    })
}

/// The command that gives the chosen statement the selected words as its evidence.
fn move_chosen(state: &State, selecting: &Selecting) -> Option<Command> {
    let (id, span) = (state.selection.statement.as_ref()?, selecting.span?);
    let statement = state.statements.iter().find(|one| one.id == *id)?;
    let rationale = statement.rationale.iter().filter(|words| span.contains(**words)).copied().collect();
    let moved = Statement { evidence: vec![span], rationale, ..AsRef::<Statement>::as_ref(statement).clone() };
    let label = format!("evidence of {} on {}", state.actor_name(&moved.actor), state.issue_name(&moved.issue));
    let edit = state.decide(moved, Verdict::Accepted, String::new());
    Some(Command::Edit(label, Box::new(edit)))
}

/// The form beside the selection, where it is open.
pub fn form_ui(ui: &Ui, state: &State, selecting: &mut Selecting, article: &Article, send: &mut Vec<Command>) {
    let (Some(span), Some(mut form), Some(at)) = (selecting.span, selecting.form.take(), selecting.at) else { return };
    // Beside the words, and within the article, so that the statements on the right stay in sight.
    let page = ui.max_rect();
    let at = Pos2::new(at.x.min(page.right() - 390.0).max(page.left()), (at.y + 8.0).min(page.bottom() - 290.0));
    let mut done = None;
    let shown = egui::Area::new(egui::Id::unique("coding form")).order(egui::Order::Foreground).fixed_pos(at).show(
        ui.ctx(),
        |ui| {
            egui::Frame::popup(ui.style()).inner_margin(10).show(ui, |ui| {
                ui.set_width(360.0);
                done = fields_ui(ui, state, &mut form);
                let chosen = state.selection.statement.is_some();
                if done.is_none() && chosen && ui.small_button("Move the chosen statement here").clicked() {
                    send.extend(move_chosen(state, selecting));
                    done = Some(None);
                }
            });
        },
    );
    let fresh = std::mem::take(&mut form.fresh);
    let left = shown.response.clicked_elsewhere() && !fresh;
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) || left {
        done = Some(None);
    }
    match done {
        None => selecting.form = Some(form),
        Some(None) => {}
        Some(Some(stance)) => {
            if let (Some(actor), Some(issue)) = (&form.actor.taken, &form.issue.taken) {
                let (label, edit, statement) = plan(state, article, span, actor, issue, stance);
                selecting.last = (Some(statement.actor.clone()), Some(statement.issue.clone()));
                send.push(Command::Edit(label, Box::new(edit)));
                send.push(Command::ShowArticle(article.id, Some(span.start), Some(statement.id)));
            }
        }
    }
}

/// Everything that one form asks for, as one edit: a new actor, a new issue, the statement.
fn plan(
    state: &State,
    article: &Article,
    span: Span,
    actor: &Choice<ActorId>,
    issue: &Choice<IssueId>,
    stance: Stance,
) -> (String, Edit, Statement) {
    let mut edits = Vec::new();
    let actor = match actor {
        Choice::Known(id, _) => id.clone(),
        Choice::New(name) => {
            let kind = if name.split(' ').count() == 2 { ActorKind::Person } else { ActorKind::Organisation };
            let new = state.project.new_actor(name, kind);
            edits.push(Edit::Actor(new.id.clone(), Some(new.clone())));
            new.id
        }
    };
    let issue = match issue {
        Choice::Known(id, _) => id.clone(),
        Choice::New(name) => {
            let (catalogue, id) = with_issue(state.project.catalogue(), name);
            edits.push(Edit::Catalogue(catalogue));
            id
        }
    };
    let statement = state.project.by_hand(article.id, &actor, &issue, stance, span);
    edits.push(state.decide(statement.clone(), Verdict::Accepted, String::new()));
    let label = format!("add {} on {}: {stance}", state.actor_name(&actor), state.issue_name(&issue));
    (label, Edit::All(edits), statement)
}

/// The catalogue with another issue, found by its name until it gets terms.
fn with_issue(catalogue: &Catalogue, name: &str) -> (Catalogue, IssueId) {
    let slug: Vec<String> = name
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut id = IssueId(slug.join("-"));
    while catalogue.get(&id).is_some() || id.0.is_empty() {
        id.0.push_str("-2");
    }
    let mut catalogue = catalogue.clone();
    catalogue.issues.push(Issue { id: id.clone(), name: name.to_owned(), ..Issue::default() });
    (catalogue, id)
}

/// `Some(None)`: given up; `Some(Some(stance))`: coded.
fn fields_ui(ui: &mut Ui, state: &State, form: &mut Form) -> Option<Option<Stance>> {
    let takes = form.field == Field::Stance || form.had == Some(form.field);
    one_field_a_frame(ui, &mut form.later, takes);
    form.had = Some(form.field);
    let (active, offer) = (form.field, |typed: &str| offer_actors(state, &form.actors, typed));
    if field_ui(ui, "Who", active == Field::Actor, &mut form.actor, offer) {
        form.field = Field::Issue;
    }
    let offer = |typed: &str| offer_issues(state, &form.issues, typed);
    if field_ui(ui, "On what", active == Field::Issue, &mut form.issue, offer) {
        form.field = Field::Stance;
    }
    let ready = form.field == Field::Stance;
    let mut stance = None;
    ui.horizontal(|ui| {
        for (at, one) in Stance::iter().enumerate() {
            let (dark, key) = (ui.visuals().dark_mode, state.stance_keys[at]);
            let text = RichText::new(format!("{} {one}", theme::sign(one))).color(theme::on_fill(dark));
            let button = Button::new(text).fill(theme::fill(one, dark)).shortcut_text(key.name());
            let response = ui.add_enabled(ready, button);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, ready, format!("Code it as {one}")));
            let pressed = ready && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if response.clicked() || pressed {
                stance = Some(one);
            }
        }
    });
    ui.weak(match form.field {
        Field::Stance => "A stance key codes it. Backspace goes back.",
        _ => "Type a few letters; Enter takes the marked one, arrows move, Escape leaves.",
    });
    if ready && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace)) {
        form.field = Field::Issue;
        form.issue = Typed::default();
    }
    stance.map(Some)
}

/// What was typed after a field was left belongs to the next field, which is there in the next frame: a quick typist, or
/// a slow frame, brings more than one field's keys at once.
fn one_field_a_frame(ui: &Ui, later: &mut Vec<egui::Event>, takes: bool) {
    ui.input_mut(|input| {
        let mut events = std::mem::take(later);
        events.append(&mut input.events);
        let leaves = |event: &egui::Event| {
            matches!(event, egui::Event::Key { key: Key::Enter | Key::Tab, pressed: true, modifiers, .. } if modifiers.is_none())
        };
        if !takes {
            // A field that has only just come has not got the keyboard yet.
            let keys = |event: &mut egui::Event| matches!(event, egui::Event::Key { .. } | egui::Event::Text(_));
            *later = events.extract_if(.., keys).collect();
        } else if let Some(at) = events.iter().position(leaves) {
            *later = events.split_off(at + 1);
        }
        input.events = events;
    });
    if !later.is_empty() {
        ui.ctx().request_repaint();
    }
}

/// A field with what fits the letters below it; `true` when something was taken.
fn field_ui<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    active: bool,
    typed: &mut Typed<T>,
    offer: impl Fn(&str) -> Vec<Choice<T>>,
) -> bool {
    if !active {
        ui.horizontal(|ui| {
            ui.weak(name);
            ui.strong(typed.taken.as_ref().map_or("…".to_owned(), Choice::words));
        });
        return false;
    }
    // Before the field, so that it does not take them.
    let (up, down, enter) = ui.input_mut(|input| {
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
        let enter = input.consume_key(Modifiers::NONE, Key::Enter) || input.consume_key(Modifiers::NONE, Key::Tab);
        (up, down, enter)
    });
    ui.horizontal(|ui| {
        let label = ui.label(name);
        let field = egui::TextEdit::singleline(&mut typed.text).desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        if field.changed() {
            typed.row = 0;
        }
        field.request_focus();
    });
    let offered = offer(&typed.text);
    let last = offered.len().saturating_sub(1);
    typed.row = if down { typed.row + 1 } else { typed.row.saturating_sub(usize::from(up)) }.min(last);
    let mut taken = if enter { offered.get(typed.row).cloned() } else { None };
    for (row, choice) in offered.iter().enumerate() {
        let words = match choice {
            Choice::Known(_, name) => name.clone(),
            Choice::New(text) => format!("New: {text}"),
        };
        let button =
            Button::selectable(row == typed.row, words).truncate().min_size([ui.available_width(), 0.0].into());
        if ui.add(button).clicked() {
            taken = Some(choice.clone());
        }
    }
    if taken.is_some() {
        typed.taken = taken;
        return true;
    }
    false
}

/// Whether every word that is typed begins a word of one of the names.
fn fits<'a>(names: impl Iterator<Item = &'a str> + Clone, typed: &str) -> bool {
    typed.to_lowercase().split_whitespace().all(|wanted| {
        names.clone().any(|name| name.to_lowercase().split([' ', '-']).any(|word| word.starts_with(wanted)))
    })
}

fn offer_actors(state: &State, likely: &[ActorId], typed: &str) -> Vec<Choice<ActorId>> {
    let typed = typed.trim();
    let names = |actor: &Actor| {
        std::iter::once(actor.name.clone()).chain(actor.aliases.iter().cloned()).collect::<Vec<String>>()
    };
    let fit = |actor: &&Actor| {
        let names = names(actor);
        fits(names.iter().map(String::as_str), typed) && !state.project.dismissed().contains(&actor.id)
    };
    let mut found: Vec<&Actor> = likely.iter().filter_map(|id| state.project.actor(id)).filter(fit).collect();
    if !typed.is_empty() {
        let mut others: Vec<&Actor> =
            state.project.actors().filter(fit).filter(|actor| !likely.contains(&actor.id)).collect();
        others.sort_by(|a, b| a.name.cmp(&b.name));
        found.extend(others);
    }
    let exact = found.iter().any(|actor| actor.name.eq_ignore_ascii_case(typed));
    let mut offered: Vec<Choice<ActorId>> =
        found.into_iter().take(OFFERED).map(|actor| Choice::Known(actor.id.clone(), actor.name.clone())).collect();
    if !typed.is_empty() && !exact {
        offered.push(Choice::New(typed.to_owned()));
    }
    offered
}

fn offer_issues(state: &State, likely: &[IssueId], typed: &str) -> Vec<Choice<IssueId>> {
    let typed = typed.trim();
    let found = likely.iter().filter_map(|id| state.project.catalogue().get(id));
    let fit = |issue: &&Issue| {
        fits(std::iter::once(issue.name.as_str()).chain(issue.terms.iter().map(String::as_str)), typed)
    };
    let mut found: Vec<&Issue> = found.filter(fit).collect();
    // Who types an issue's name means it, whatever term of another one begins alike.
    found.sort_by_key(|issue| !typed.is_empty() && !fits(std::iter::once(issue.name.as_str()), typed));
    let exact = found.iter().any(|issue| issue.name.eq_ignore_ascii_case(typed));
    let known = |issue: &Issue| {
        // Why an issue of another name is offered.
        let term = issue.terms.iter().find(|term| fits(std::iter::once(term.as_str()), typed));
        let term = term.filter(|_| !typed.is_empty() && !fits(std::iter::once(issue.name.as_str()), typed));
        let name = term.map_or(issue.name.clone(), |term| format!("{} · {term}", issue.name));
        Choice::Known(issue.id.clone(), name)
    };
    let mut offered: Vec<Choice<IssueId>> = found.into_iter().take(OFFERED).map(known).collect();
    if !typed.is_empty() && !exact {
        offered.push(Choice::New(typed.to_owned()));
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_cut_to_whole_words() {
        let text = "They reject the truce, again.";
        let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        assert_eq!(whole_words(text, at("ject the tru")).of(text), "reject the truce");
        assert_eq!(whole_words(text, at(" the ")).of(text), "the");
        assert_eq!(whole_words(text, Span::new(4, 4)).of(text), "");
    }

    #[test]
    fn keys_move_by_sentence_and_stretch_by_word() {
        let article = Article::new("a", "One is here. Two is there.\nThree is gone.");
        let words = |span: Option<Span>| span.unwrap().of(&article.text).to_owned();
        let first = moved(&article, None, Move::Sentence(1));
        assert_eq!(words(first), "One is here.");
        let second = moved(&article, first, Move::Sentence(1));
        assert_eq!(words(second), "Two is there.");
        assert_eq!(words(moved(&article, second, Move::EndSentence(1))), "Two is there.\nThree is gone.");
        assert_eq!(words(moved(&article, second, Move::End(-1))), "Two is there");
        assert_eq!(words(moved(&article, second, Move::Start(1))), "is there.");
        assert_eq!(words(moved(&article, second, Move::Sentence(-1))), "One is here.");
    }
}
