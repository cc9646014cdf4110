use egui::{Button, RichText, Ui};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use crate::app::state::{Command, State};
use crate::app::theme;
use crate::findings::Cell;

/// Actors by issues, the first column and the header always in sight.
pub fn show(ui: &mut Ui, state: &State, send: &mut Vec<Command>) {
    let matrix = &state.matrix;
    if matrix.rows.is_empty() {
        ui.centered_and_justified(|ui| {
            ui.label(
                "No statement to show. Load articles that speak of the issues, edit the issues, or clear the filter.",
            )
        });
        return;
    }
    let mut columns = vec![Column::new(190.0).range(170.0..=420.0).resizable(true)];
    columns.extend(matrix.issues.iter().map(|_| Column::new(92.0).range(72.0..=260.0).resizable(true)));
    let chosen = state.selection.actor.as_ref().filter(|_| state.selection.reveal);
    let row = chosen.and_then(|actor| matrix.rows.iter().position(|row| row.actor.id == *actor));
    let column = state.selection.issue.as_ref().filter(|_| state.selection.reveal);
    let column = column.and_then(|id| matrix.issues.iter().position(|issue| issue.id == *id));
    let mut table = Table::new();
    if let Some(row) = row {
        table = table.scroll_to_row(row as u64, None);
    }
    if let Some(column) = column {
        table = table.scroll_to_column(column + 1, None);
    }
    table
        .id_salt("matrix")
        .num_rows(matrix.rows.len() as u64)
        .columns(columns)
        .num_sticky_cols(1)
        .headers([HeaderRow::new(58.0)])
        .show(ui, &mut Delegate { state, send });
}

struct Delegate<'a> {
    state: &'a State,
    send: &'a mut Vec<Command>,
}

impl TableDelegate for Delegate<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let column = cell.col_range.start;
        ui.add_space(4.0);
        if column == 0 {
            ui.strong("Actor");
        } else if let Some(issue) = self.state.matrix.issues.get(column - 1) {
            ui.add(egui::Label::new(RichText::new(&issue.name).strong()).wrap()).on_hover_text(&issue.proposition);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, info: &CellInfo) {
        let Some(row) = self.state.matrix.rows.get(info.row_nr as usize) else { return };
        let selection = &self.state.selection;
        let chosen = selection.actor.as_ref() == Some(&row.actor.id);
        if info.col_nr == 0 {
            let name = Button::selectable(chosen && selection.issue.is_none(), &row.actor.name).truncate();
            if ui.add(name).on_hover_text(format!("{} · all quotations", row.actor.kind)).clicked() {
                self.send.push(Command::SelectActor(row.actor.id.clone()));
            }
            return;
        }
        let Some(issue) = self.state.matrix.issues.get(info.col_nr - 1) else { return };
        let chosen = chosen && selection.issue.as_ref() == Some(&issue.id);
        // A hair's breadth between cells, so that neighbours of one colour stay two.
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(ui.max_rect().shrink(1.0)));
        let ui = &mut inner;
        let cell = row.cells.get(info.col_nr - 1).and_then(Option::as_ref);
        let fill = cell.map(|cell| theme::cell_fill(cell, ui.visuals().dark_mode));
        let mut button = Button::new(cell.map_or(String::new(), short)).min_size(ui.available_size());
        if let Some(fill) = fill {
            button = button.fill(fill);
        } else {
            button = button.frame(chosen);
        }
        if chosen {
            button = button.stroke(ui.visuals().selection.stroke);
        }
        let response = ui.add(button);
        let words = cell.map_or("no statement".to_owned(), describe);
        let name = format!("{} on {}: {words}", row.actor.name, issue.name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if response.on_hover_text(&name).clicked() {
            self.send.push(Command::SelectCell(row.actor.id.clone(), issue.id.clone()));
        }
    }

    fn default_row_height(&self) -> f32 {
        28.0
    }
}

fn short(cell: &Cell) -> String {
    let sign = if cell.mixed { "±" } else { cell.stance.map_or("", theme::sign) };
    let coded = if cell.coded { " •" } else { "" };
    format!("{sign} {}{coded}", cell.statements.len())
}

/// A cell in words, as hover text and screen readers give it.
pub fn describe(cell: &Cell) -> String {
    let count = cell.statements.len();
    let who = if cell.coded { "coded" } else { "suggested" };
    format!("{}, {count} statement{}, {who}", cell.word(), if count == 1 { "" } else { "s" })
}
