use egui::{Key, Modifiers, RichText, ScrollArea, Ui};
use strum::IntoEnumIterator as _;

use super::top::enabled;
use crate::app::actions::{Action, MENUS};
use crate::app::state::{Command, State};
use crate::app::theme::space;

/// The list of commands and of everything that one can jump to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    typed: String,
    chosen: usize,
    /// What was found for which words, from which matrix.
    found: Option<(String, u64, Vec<Entry>)>,
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    label: String,
    /// What it is: a menu, "actor", "issue", "article".
    kind: &'static str,
    /// The keys that do it.
    keys: String,
    enabled: bool,
    command: Command,
}

/// How high the list is at most.
const LIST: f32 = 380.0;

/// How many entries are listed.
const LISTED: usize = 60;

impl Palette {
    /// Shows it; `true` when it is done.
    pub fn show(&mut self, ui: &mut Ui, state: &State, send: &mut Vec<Command>) -> bool {
        ui.heading("All commands");
        let hint = "A command, an actor, an issue, an article";
        let field = egui::TextEdit::singleline(&mut self.typed).hint_text(hint).desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Find a command"));
        field.request_focus();
        let known = self.found.as_ref().is_some_and(|(typed, made, _)| *typed == self.typed && *made == state.made);
        if !known {
            self.found = Some((self.typed.clone(), state.made, find(ui, state, &self.typed)));
            self.chosen = 0;
        }
        let Some((.., found)) = &self.found else { return false };
        let moved = ui.input_mut(|input| {
            let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
            isize::from(down) - isize::from(up)
        });
        self.chosen = self.chosen.saturating_add_signed(moved).min(found.len().saturating_sub(1));
        let mut taken = ui.input(|input| input.key_pressed(Key::Enter)).then_some(self.chosen);
        ui.add_space(space::S);
        let list = ScrollArea::vertical().min_scrolled_height(LIST).max_height(LIST).auto_shrink([false, true]);
        list.show(ui, |ui| {
            for (at, entry) in found.iter().enumerate() {
                let text = RichText::new(&entry.label);
                let button = egui::Button::selectable(at == self.chosen, text)
                    .shortcut_text(if entry.keys.is_empty() { entry.kind } else { &entry.keys })
                    .truncate()
                    .min_size(egui::vec2(ui.available_width(), 0.0));
                let response = ui.push_id(at, |ui| ui.add_enabled(entry.enabled, button)).inner;
                if at == self.chosen && moved != 0 {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    taken = Some(at);
                }
            }
            if found.is_empty() {
                ui.label("Nothing is called so. Search everything looks in the texts.");
            }
        });
        ui.separator();
        ui.weak("↑ ↓ choose, Enter does it, Escape closes.");
        let entry = taken.and_then(|at| found.get(at)).filter(|entry| entry.enabled);
        send.extend(entry.map(|entry| entry.command.clone()));
        entry.is_some()
    }
}

fn find(ui: &Ui, state: &State, typed: &str) -> Vec<Entry> {
    let mut scored: Vec<(i32, usize, Entry)> = Vec::new();
    let mut add = |label: &str, kind: &'static str, keys: String, enabled: bool, command: &dyn Fn() -> Command| {
        if let Some(score) = score(typed, label) {
            let order = scored.len();
            scored.push((score, order, Entry { label: label.to_owned(), kind, keys, enabled, command: command() }));
        }
    };
    for action in Action::iter() {
        let keys = state.shortcut(action).map_or(String::new(), |keys| ui.ctx().format_shortcut(&keys));
        add(action.label(), action.menu(), keys, enabled(state, action), &|| Command::Do(action));
    }
    if !typed.trim().is_empty() {
        for issue in &state.project.catalogue().issues {
            add(&issue.name, "issue", String::new(), true, &|| Command::ShowIssue(issue.id.clone()));
        }
        for row in &state.matrix.rows {
            add(&row.actor.name, "actor", String::new(), true, &|| Command::ShowActor(row.actor.id.clone()));
        }
        for article in state.project.articles() {
            add(&article.title, "article", String::new(), true, &|| Command::ShowArticle(article.id, None, None));
        }
    }
    if typed.trim().is_empty() {
        // By menu, what can be done now first.
        let menu = |entry: &Entry| MENUS.iter().position(|menu| *menu == entry.kind);
        scored.sort_by_key(|(_, order, entry)| (!entry.enabled, menu(entry), *order));
    } else {
        scored.sort_by_key(|(score, order, _)| (-score, *order));
    }
    scored.truncate(LISTED.max(Action::iter().count()));
    scored.into_iter().map(|(.., entry)| entry).collect()
}

/// How well `typed` fits a label: its letters must stand in it in order. Letters that follow each other and letters that
/// begin a word count more, long labels a little less. `None` where it does not fit.
fn score(typed: &str, label: &str) -> Option<i32> {
    let mut wanted = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).peekable();
    let (mut score, mut follows, mut begins) = (0, false, true);
    for c in label.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        if let Some(next) = wanted.peek()
            && *next == lower
        {
            wanted.next();
            score += 1 + if follows { 4 } else { 0 } + if begins { 6 } else { 0 };
            follows = true;
        } else {
            follows = false;
        }
        begins = !c.is_alphanumeric();
    }
    if wanted.peek().is_some() {
        return None;
    }
    Some(score * 8 - label.chars().count().min(60) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_label_comes_first() {
        assert_eq!(score("xyz", "Export…"), None);
        assert_eq!(score("ba", "ab"), None, "order matters");
        let best = |typed: &str| {
            let fits = Action::iter().filter_map(|action| Some((score(typed, action.label())?, action)));
            fits.max_by_key(|(score, action)| (*score, std::cmp::Reverse(*action as usize))).map(|(_, action)| action)
        };
        assert_eq!(best("expo"), Some(Action::Export));
        assert_eq!(best("sbn"), Some(Action::SortByName));
        assert_eq!(best("how stances"), Some(Action::Rules));
        assert_eq!(best("transp"), Some(Action::Transpose));
    }
}
