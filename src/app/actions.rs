//! Everything that can be asked for without saying on what: the menus, the list of commands, the shortcuts.

use egui::{Key, KeyboardShortcut, Modifiers};

/// A command of the menus. One list gives menu, shortcut and the sheet of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Action {
    /// Choose articles.
    OpenFiles,
    /// Choose a folder of articles.
    OpenFolder,
    /// Take a text from the clipboard.
    Paste,
    /// Load the sample.
    OpenSample,
    /// Choose a project.
    OpenProject,
    /// Go on where the last session ended.
    OpenLast,
    /// Give the project a file.
    SaveAs,
    /// Write a table.
    Export,
    /// Put the matrix on the clipboard.
    CopyTable,
    /// Take the latest decision back.
    Undo,
    /// Do it again.
    Redo,
    /// Set the selected cell to support.
    Support,
    /// Set the selected cell to oppose.
    Oppose,
    /// Set the selected cell to conditional.
    Conditional,
    /// Set the selected cell to neutral.
    Neutral,
    /// Take the decision about the selected cell back.
    ClearCell,
    /// Say that the selected cell holds no stance.
    EmptyCell,
    /// Go from the selected cell to its first sentence.
    ShowEvidence,
    /// Show the matrix.
    Matrix,
    /// Show the article.
    Article,
    /// Show the selected actor.
    Actor,
    /// Show the selected issue.
    Issue,
    /// Go through the suggestions.
    Review,
    /// Say who is who.
    Actors,
    /// Hold coders against each other.
    Coders,
    /// Hold the program against the decisions.
    Program,
    /// Show the plots.
    Plots,
    /// Show the issues.
    Issues,
    /// Go back to what was shown before.
    Back,
    /// Look for words everywhere.
    Search,
    /// Type an actor's name.
    Find,
    /// Let everything through.
    ClearFilter,
    /// Count people with whom they belong to.
    RollUp,
    /// Make the issues the rows.
    Transpose,
    /// Make every column narrow enough to fit.
    Fit,
    /// Sort by number of statements.
    SortByCount,
    /// Sort by name.
    SortByName,
    /// Sort by the selected cell's issue.
    SortByIssue,
    /// Sort by agreement with the selected actor.
    SortByAgreement,
    /// Keep the selected actor on top.
    Pin,
    /// Count all statements.
    RuleAll,
    /// Count once per article.
    RuleArticle,
    /// Count the latest statements.
    RuleLatest,
    /// Count what a person coded.
    RuleHuman,
    /// Go to the article's next statement.
    NextStatement,
    /// Go to the article's previous statement.
    PreviousStatement,
    /// Show all commands.
    Commands,
    /// Show all keys.
    Keys,
    /// Show the tour.
    Tour,
    /// Change the settings.
    Settings,
    /// How stances are coded and cells add up.
    Rules,
    /// Which program this is.
    About,
}

/// The menus, in order.
pub const MENUS: [&str; 5] = ["File", "Edit", "View", "Arrange", "Help"];

impl Action {
    /// The menu that it stands in.
    pub fn menu(self) -> &'static str {
        match self {
            Self::OpenFiles
            | Self::OpenFolder
            | Self::Paste
            | Self::OpenSample
            | Self::OpenProject
            | Self::OpenLast
            | Self::SaveAs
            | Self::Export
            | Self::Settings => "File",
            Self::CopyTable
            | Self::Undo
            | Self::Redo
            | Self::Support
            | Self::Oppose
            | Self::Conditional
            | Self::Neutral
            | Self::ClearCell
            | Self::EmptyCell => "Edit",
            Self::Matrix
            | Self::Article
            | Self::Actor
            | Self::Issue
            | Self::Review
            | Self::Actors
            | Self::Coders
            | Self::Program
            | Self::Plots
            | Self::Issues
            | Self::Back
            | Self::Search
            | Self::Find
            | Self::NextStatement
            | Self::PreviousStatement
            | Self::ShowEvidence => "View",
            Self::ClearFilter
            | Self::RollUp
            | Self::Transpose
            | Self::Fit
            | Self::SortByCount
            | Self::SortByName
            | Self::SortByIssue
            | Self::SortByAgreement
            | Self::Pin
            | Self::RuleAll
            | Self::RuleArticle
            | Self::RuleLatest
            | Self::RuleHuman => "Arrange",
            Self::Commands | Self::Keys | Self::Tour | Self::Rules | Self::About => "Help",
        }
    }

    /// What menus call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::OpenFiles => "Open articles…",
            Self::OpenFolder => "Open folder…",
            Self::Paste => "Paste an article",
            Self::OpenSample => "Open sample",
            Self::OpenProject => "Open project…",
            Self::OpenLast => "Open last session",
            Self::SaveAs => "Save project as…",
            Self::Export => "Export…",
            Self::CopyTable => "Copy matrix",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Support => "Set cell to support",
            Self::Oppose => "Set cell to oppose",
            Self::Conditional => "Set cell to conditional",
            Self::Neutral => "Set cell to neutral",
            Self::ClearCell => "Take the cell's decision back",
            Self::EmptyCell => "Set cell to no stance",
            Self::ShowEvidence => "Show the cell's first sentence",
            Self::Matrix => "Matrix",
            Self::Article => "Article",
            Self::Actor => "Actor",
            Self::Issue => "Issue",
            Self::Back => "Back",
            Self::Search => "Search everything",
            Self::RollUp => "Roll up people into whom they belong to",
            Self::Transpose => "Transpose: issues as rows",
            Self::Fit => "Zoom to fit: all columns in sight",
            Self::SortByCount => "Sort by number of statements",
            Self::SortByName => "Sort by name",
            Self::SortByIssue => "Sort by the selected issue",
            Self::SortByAgreement => "Sort by agreement with the selected actor",
            Self::Pin => "Pin or unpin the selected actor",
            Self::RuleAll => "Rule: count all statements",
            Self::RuleArticle => "Rule: count once per article",
            Self::RuleLatest => "Rule: count the latest statements",
            Self::RuleHuman => "Rule: count what a person coded",
            Self::NextStatement => "Next statement of the article",
            Self::PreviousStatement => "Previous statement of the article",
            Self::Keys => "Keyboard shortcuts",
            Self::Tour => "Take the tour",
            Self::Settings => "Settings…",
            Self::Review => "Review",
            Self::Actors => "Who is who",
            Self::Coders => "Coders and reliability",
            Self::Program => "The program against you",
            Self::Plots => "Plots",
            Self::Issues => "Catalogue of issues",
            Self::Find => "Find an actor",
            Self::ClearFilter => "Clear the filter",
            Self::Commands => "All commands",
            Self::Rules => "How stances are coded",
            Self::About => "About Stance Explorer",
        }
    }

    /// The keys that do it.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let command = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let shifted = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key));
        let bare = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
        match self {
            Self::OpenFiles => command(Key::O),
            Self::OpenFolder => shifted(Key::O),
            Self::OpenProject => command(Key::P),
            Self::SaveAs => command(Key::S),
            Self::Export => command(Key::E),
            Self::CopyTable => shifted(Key::C),
            Self::Undo => command(Key::Z),
            Self::Redo => shifted(Key::Z),
            Self::Support => bare(Key::Num1),
            Self::Oppose => bare(Key::Num2),
            Self::Conditional => bare(Key::Num3),
            Self::Neutral => bare(Key::Num4),
            Self::ClearCell => bare(Key::Num0),
            Self::EmptyCell => bare(Key::Delete),
            Self::ShowEvidence => bare(Key::Enter),
            Self::Matrix => command(Key::Num1),
            Self::Article => command(Key::Num2),
            Self::Actor => command(Key::Num3),
            Self::Issue => command(Key::Num4),
            Self::Review => command(Key::Num5),
            Self::Plots => command(Key::Num6),
            Self::Issues => command(Key::Num7),
            Self::Back => Some(KeyboardShortcut::new(Modifiers::ALT, Key::ArrowLeft)),
            Self::Search => shifted(Key::F),
            Self::Find => command(Key::F),
            Self::RollUp => command(Key::R),
            Self::Transpose => command(Key::T),
            Self::Fit => shifted(Key::T),
            Self::Pin => command(Key::D),
            Self::NextStatement => bare(Key::J),
            Self::PreviousStatement => bare(Key::K),
            Self::Commands => command(Key::K),
            Self::Keys => bare(Key::F1),
            Self::Settings => command(Key::Comma),
            Self::Actors
            | Self::Coders
            | Self::Program
            | Self::Paste
            | Self::OpenSample
            | Self::OpenLast
            | Self::ClearFilter
            | Self::SortByCount
            | Self::SortByName
            | Self::SortByIssue
            | Self::SortByAgreement
            | Self::RuleAll
            | Self::RuleArticle
            | Self::RuleLatest
            | Self::RuleHuman
            | Self::Tour
            | Self::Rules
            | Self::About => None,
        }
    }
}

impl Action {
    /// Whether its keys do it while text is being typed, too: those that a text field has no use for.
    pub fn while_typing(self) -> bool {
        let text_has_it = matches!(self, Self::Undo | Self::Redo | Self::CopyTable);
        self.shortcut().is_some_and(|keys| keys.modifiers.command || self == Self::Keys) && !text_has_it
    }
}

/// The keys of all actions that have any, as a table of Markdown: the README's.
pub fn keys_table() -> String {
    let mut table = "| keys | what they do |\n|---|---|\n".to_owned();
    for menu in MENUS {
        for action in <Action as strum::IntoEnumIterator>::iter().filter(|action| action.menu() == menu) {
            if let Some(keys) = action.shortcut() {
                let keys = keys.format(&egui::ModifierNames::NAMES, false);
                table += &format!("| `{keys}` | {} |\n", action.label().trim_end_matches('…'));
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator as _;

    #[test]
    fn every_action_stands_in_a_menu_and_no_two_share_keys() {
        let mut seen = Vec::new();
        for action in Action::iter() {
            assert!(MENUS.contains(&action.menu()));
            if let Some(keys) = action.shortcut() {
                assert!(!seen.contains(&keys), "{action:?} shares its keys");
                seen.push(keys);
            }
        }
    }
}
