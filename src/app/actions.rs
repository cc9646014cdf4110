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
    /// Go through the suggestions.
    Review,
    /// Show the plots.
    Plots,
    /// Show the issues.
    Issues,
    /// Type an actor's name.
    Find,
    /// Let everything through.
    ClearFilter,
    /// Show all commands.
    Commands,
    /// How stances are coded and cells add up.
    Rules,
    /// Which program this is.
    About,
}

/// The menus, in order.
pub const MENUS: [&str; 4] = ["File", "Edit", "View", "Help"];

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
            | Self::Export => "File",
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
            | Self::Review
            | Self::Plots
            | Self::Issues
            | Self::Find
            | Self::ClearFilter
            | Self::ShowEvidence => "View",
            Self::Commands | Self::Rules | Self::About => "Help",
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
            Self::Review => "Review",
            Self::Plots => "Plots",
            Self::Issues => "Issues",
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
            Self::Review => command(Key::Num3),
            Self::Plots => command(Key::Num4),
            Self::Issues => command(Key::Num5),
            Self::Find => command(Key::F),
            Self::Commands => bare(Key::F1),
            Self::Paste | Self::OpenSample | Self::OpenLast | Self::ClearFilter | Self::Rules | Self::About => None,
        }
    }
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
