use egui::{Align2, Button, EventFilter, FontId, Id, Rect, Response, RichText, Sense, Stroke, Ui, pos2, vec2};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate, TableState};
use strum::IntoEnumIterator as _;

use super::{Scratch, sentence};
use crate::app::actions::Action;
use crate::app::counted;
use crate::app::state::{Command, State};
use crate::app::theme::{self, size, space};
use crate::findings::{Arrangement, Cell, Order, Row, Rule, Shares};
use crate::model::{ActorId, Issue, Stance};

/// Width of the first column, of the others, and the least that a column may have where all are to fit.
const FIRST: f32 = 180.0;
const OTHER: f32 = 92.0;
const NARROW: f32 = 26.0;
/// Narrower heads are turned, so that they stay readable.
const TURNED: f32 = 74.0;
const ROW: f32 = 28.0;

/// Actors by issues, the first column, the header and pinned rows always in sight.
pub fn show(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    ui.add_space(space::S);
    arrange_ui(ui, state, scratch, send);
    sentence::show(ui, state, send);
    ui.separator();
    let matrix = &state.matrix;
    if matrix.rows.is_empty() {
        ui.centered_and_justified(|ui| {
            ui.label(
                "No statement to show. Load articles that speak of the issues, edit the issues, or clear the filter.",
            )
        });
        return;
    }
    let transposed = state.arrangement.transposed;
    let (rows, columns) =
        if transposed { (matrix.issues.len(), matrix.rows.len()) } else { (matrix.rows.len(), matrix.issues.len()) };
    let pinned = matrix.pinned;
    let wide = if scratch.fit {
        ((ui.available_width() - FIRST - space::L) / columns.max(1) as f32).clamp(NARROW, OTHER)
    } else {
        OTHER
    };
    let turned = wide < TURNED;
    let names = Id::unique("names");
    // A grip at each column would be as many stops of Tab.
    let other = Column::new(wide).range(wide..=wide).resizable(false);
    let mut all = vec![Column::new(FIRST).range(FIRST..=420.0).resizable(true).id(names)];
    all.extend((0..columns).map(|_| other));
    // Widths are kept by table: those that fit must not become those of the other.
    let mut table = Table::new().id_salt(("matrix", scratch.fit, transposed));
    // Widths are given, so no cell out of sight needs to be measured.
    let id = table.get_id(ui);
    if TableState::load(ui, id).is_none() {
        TableState::default().store(ui, id);
    }
    if state.selection.reveal {
        let row = state.selection.actor.as_ref().and_then(|id| matrix.rows.iter().position(|row| row.actor.id == *id));
        let column = state.selection.issue.as_ref().and_then(|id| matrix.issues.iter().position(|i| i.id == *id));
        let (down, right) = if transposed { (column, row) } else { (row, column) };
        // Pinned ones are in sight anyway.
        let hidden = if transposed { 0 } else { pinned };
        if let Some(down) = down.and_then(|down| down.checked_sub(hidden)) {
            table = table.scroll_to_row(down as u64, None);
        }
        if let Some(right) = right {
            table = table.scroll_to_column(right + 1, None);
        }
    }
    let head = if turned { 156.0 } else { 70.0 };
    let mut headers = vec![HeaderRow::new(head)];
    if !transposed {
        headers.extend((0..pinned).map(|_| HeaderRow::new(ROW)));
    }
    let roving = roving(state);
    table
        .num_rows((rows - if transposed { 0 } else { pinned }) as u64)
        .columns(all)
        .num_sticky_cols(1 + if transposed { pinned } else { 0 })
        .headers(headers)
        .show(ui, &mut Delegate { state, send, turned, roving });
    super::name_grip(ui, id, names, if transposed { "the issues" } else { "the actors" });
}

/// Sorting, counting, layout.
fn arrange_ui(ui: &mut Ui, state: &State, scratch: &mut Scratch, send: &mut Vec<Command>) {
    let mut now = state.arrangement.clone();
    ui.horizontal_wrapped(|ui| {
        egui::ComboBox::from_id_salt("order")
            .selected_text(order_name(state, &now.order))
            .show_ui(ui, |ui| {
                for order in [Order::Count, Order::Name] {
                    let name = order_name(state, &order);
                    ui.selectable_value(&mut now.order, order, name);
                }
                if let Some(actor) = &state.selection.actor {
                    let order = Order::Agreement(actor.clone());
                    let name = order_name(state, &order);
                    ui.selectable_value(&mut now.order, order, name);
                }
                for issue in &state.matrix.issues {
                    let order = Order::Issue(issue.id.clone());
                    let name = order_name(state, &order);
                    ui.selectable_value(&mut now.order, order, name);
                }
            })
            .response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "Sort"));
        let turn = theme::toggle(ui, now.reversed, "⇅");
        turn.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "The other way round"));
        if turn.on_hover_text("The other way round").clicked() {
            now.reversed = !now.reversed;
        }
        let rule = egui::ComboBox::from_id_salt("rule").selected_text(now.rule.label()).show_ui(ui, |ui| {
            for rule in Rule::iter() {
                ui.selectable_value(&mut now.rule, rule, rule.label()).on_hover_text(rule.words());
            }
        });
        rule.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, "How a cell adds up"));
        rule.response.on_hover_text(format!("How a cell adds up. {}", state.arrangement.rule.words()));
        for (on, name, hint) in [
            (&mut now.roll_up, "Roll up", "Count people with the organisation or country that they belong to"),
            (&mut now.transposed, "Transpose", "Issues as rows, actors as columns"),
            (&mut scratch.fit, "Fit", "All columns in sight"),
            (&mut now.all_issues, "Empty issues", "Also show issues without a statement"),
        ] {
            if theme::toggle(ui, *on, name).on_hover_text(hint).clicked() {
                *on = !*on;
            }
        }
        let mut least = now.at_least.max(1);
        let field = ui.add(egui::DragValue::new(&mut least).range(1..=999).prefix("at least "));
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, "Least number of statements"));
        if field.on_hover_text("Hide actors with fewer statements").changed() {
            now.at_least = least;
        }
    });
    if now != state.arrangement {
        send.push(Command::Arrange(Box::new(now)));
    }
}

fn order_name(state: &State, order: &Order) -> String {
    match order {
        Order::Count => "By number".to_owned(),
        Order::Name => "By name".to_owned(),
        Order::Issue(id) => format!("By {}", state.issue_name(id)),
        Order::Agreement(id) => format!("Who agrees with {}", state.actor_name(id)),
    }
}

/// The one cell that Tab leads to: the selected one, else the first.
fn roving(state: &State) -> (usize, Option<usize>) {
    let selection = &state.selection;
    let row = selection.actor.as_ref().and_then(|id| state.matrix.rows.iter().position(|row| row.actor.id == *id));
    let column = selection.issue.as_ref().and_then(|id| state.matrix.issues.iter().position(|i| i.id == *id));
    match row {
        Some(row) => (row, column),
        None => (0, None),
    }
}

struct Delegate<'a> {
    state: &'a State,
    send: &'a mut Vec<Command>,
    turned: bool,
    roving: (usize, Option<usize>),
}

impl TableDelegate for Delegate<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let matrix = &self.state.matrix;
        let column = cell.col_range.start;
        if cell.row_nr > 0 {
            self.place_ui(ui, cell.row_nr - 1, column);
        } else if column == 0 {
            self.corner_ui(ui);
        } else if self.state.arrangement.transposed {
            if let Some(row) = matrix.rows.get(column - 1) {
                let name = row.actor.name.clone();
                let response = self.head_ui(ui, &name, None);
                self.actor_menu(&response, row);
                if response.on_hover_text(format!("{name} · open the page")).clicked() {
                    self.send.push(Command::ShowActor(row.actor.id.clone()));
                }
            }
        } else if let Some(issue) = matrix.issues.get(column - 1) {
            self.issue_ui(ui, column - 1, issue);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, info: &CellInfo) {
        let row = info.row_nr as usize;
        if self.state.arrangement.transposed {
            if info.col_nr == 0 {
                if let Some(issue) = self.state.matrix.issues.get(row) {
                    self.issue_name_ui(ui, row, issue);
                }
            } else {
                self.place_ui(ui, info.col_nr - 1, row + 1);
            }
        } else {
            self.place_ui(ui, row + self.state.matrix.pinned, info.col_nr);
        }
    }

    fn default_row_height(&self) -> f32 {
        ROW
    }
}

impl Delegate<'_> {
    /// The field over the names.
    fn corner_ui(&mut self, ui: &mut Ui) {
        let by_name = self.state.arrangement.order == Order::Name;
        let word = if self.state.arrangement.transposed { "Issue" } else { "Actor" };
        let text = if by_name { format!("{word} A–Z") } else { word.to_owned() };
        // On the line of the numbers, as near to the names as they are to their columns.
        let foot = egui::Layout::bottom_up(egui::Align::Min);
        let button = ui.with_layout(foot, |ui| ui.add(Button::new(RichText::new(text).strong()).frame(false))).inner;
        let name = if by_name { "Sort by number of statements" } else { "Sort by name" };
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
        if button.on_hover_text("Sort by name, or by number of statements").clicked() {
            let action = if by_name { Action::SortByCount } else { Action::SortByName };
            self.send.push(Command::Do(action));
        }
    }

    /// A head's name, turned where the column is narrow, and under it who stands where.
    fn head_ui(&self, ui: &mut Ui, name: &str, shares: Option<&Shares>) -> Response {
        let rect = ui.max_rect().shrink2(vec2(3.0, 2.0));
        let response = ui.interact(rect, ui.scope_id().with("head"), Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ColumnHeader, true, name));
        let color = if response.hovered() || response.has_focus() {
            ui.visuals().hyperlink_color
        } else {
            ui.visuals().strong_text_color()
        };
        let font = FontId::proportional(size::BODY);
        let painter = ui.painter_at(ui.max_rect());
        let foot = if shares.is_some() { 22.0 } else { 2.0 };
        if self.turned {
            let mut job = egui::text::LayoutJob::simple(name.to_owned(), font, color, rect.height() - foot - 4.0);
            job.wrap.max_rows = if rect.width() > 34.0 { 2 } else { 1 };
            job.wrap.break_anywhere = job.wrap.max_rows == 1;
            let galley = painter.layout_job(job);
            let across = (rect.width() - galley.size().y).max(0.0) / 2.0;
            let at = pos2(rect.left() + across, rect.bottom() - foot);
            let shape = egui::epaint::TextShape::new(at, galley, color).with_angle(-std::f32::consts::FRAC_PI_2);
            painter.add(shape);
        } else {
            let mut job = egui::text::LayoutJob::simple(name.to_owned(), font, color, rect.width());
            job.wrap.max_rows = 2;
            painter.galley(rect.left_top() + vec2(0.0, 2.0), painter.layout_job(job), color);
        }
        if let Some(shares) = shares {
            self.shares_ui(ui, rect, shares);
        }
        response
    }

    /// A bar of who stands where, and the sides that are taken as numbers.
    fn shares_ui(&self, ui: &Ui, rect: Rect, shares: &Shares) {
        let dark = ui.visuals().dark_mode;
        let painter = ui.painter_at(rect);
        let all = shares.all();
        if all == 0 {
            return;
        }
        let mut x = rect.left();
        let parts =
            [Some(Stance::Support), Some(Stance::Conditional), None, Some(Stance::Neutral), Some(Stance::Oppose)];
        for part in parts {
            let count = part.map_or(shares.mixed, |stance| shares.count(stance));
            let wide = rect.width() * count as f32 / all as f32;
            let fill = part.map_or_else(|| theme::mixed(dark), |stance| theme::fill(stance, dark));
            let bar = Rect::from_min_size(pos2(x, rect.bottom() - 5.0), vec2(wide, 5.0));
            painter.rect_filled(bar, 0.0, fill);
            x += wide;
        }
        let percent = |stance| (shares.share(stance) * 100.0).round();
        let words = if self.turned {
            all.to_string()
        } else {
            // As many as there is room for: what nobody takes is left out.
            let taken = Stance::iter().filter(|stance| percent(*stance) > 0.0).take(2);
            let mut parts: Vec<String> =
                taken.map(|stance| format!("{}{}", theme::sign(stance), percent(stance))).collect();
            if parts.is_empty() {
                parts.push(format!("±{}", 100 * shares.mixed / all));
            }
            format!("{} % of {all}", parts.join(" "))
        };
        let at = pos2(rect.center().x, rect.bottom() - 7.0);
        let at = if self.turned { at } else { pos2(rect.left(), at.y) };
        let anchor = if self.turned { Align2::CENTER_BOTTOM } else { Align2::LEFT_BOTTOM };
        painter.text(at, anchor, words, FontId::proportional(10.5), ui.visuals().weak_text_color());
    }

    fn issue_ui(&mut self, ui: &mut Ui, column: usize, issue: &Issue) {
        let shares = self.state.shares.get(column);
        let sorted = self.state.arrangement.order == Order::Issue(issue.id.clone());
        let name = if sorted { format!("{} {}", issue.name, self.arrow()) } else { issue.name.clone() };
        let response = self.head_ui(ui, &name, shares);
        if let Some(colour) = issue.colour {
            let color = theme::issue(colour, ui.visuals().dark_mode);
            ui.painter().hline(response.rect.x_range(), response.rect.top(), Stroke::new(3.0, color));
        }
        self.issue_menu(&response, issue);
        let response = response.on_hover_ui(|ui| issue_hint(ui, issue, shares));
        if response.clicked() {
            self.send.push(Command::ShowIssue(issue.id.clone()));
        }
    }

    /// An issue's name at the left of its row.
    fn issue_name_ui(&mut self, ui: &mut Ui, row: usize, issue: &Issue) {
        let response = ui.add(Button::new(&issue.name).frame(false).truncate());
        if let Some(colour) = issue.colour {
            let color = theme::issue(colour, ui.visuals().dark_mode);
            ui.painter().vline(ui.max_rect().left() + 1.0, ui.max_rect().y_range(), Stroke::new(3.0, color));
        }
        self.issue_menu(&response, issue);
        let shares = self.state.shares.get(row);
        if response.on_hover_ui(|ui| issue_hint(ui, issue, shares)).clicked() {
            self.send.push(Command::ShowIssue(issue.id.clone()));
        }
    }

    fn arrow(&self) -> &'static str {
        if self.state.arrangement.reversed { "▲" } else { "▼" }
    }

    fn issue_menu(&mut self, response: &Response, issue: &Issue) {
        response.context_menu(|ui| {
            if ui.button("Open the issue's page").clicked() {
                self.send.push(Command::ShowIssue(issue.id.clone()));
                ui.close();
            }
            if ui.button("Sort by this issue").clicked() {
                self.arrange(|now| Arrangement { order: Order::Issue(issue.id.clone()), reversed: false, ..now });
                ui.close();
            }
            if ui.button("Opponents first").clicked() {
                self.arrange(|now| Arrangement { order: Order::Issue(issue.id.clone()), reversed: true, ..now });
                ui.close();
            }
        });
    }

    fn actor_menu(&mut self, response: &Response, row: &Row) {
        response.context_menu(|ui| {
            let id = &row.actor.id;
            if ui.button("Open the actor's page").clicked() {
                self.send.push(Command::ShowActor(id.clone()));
                ui.close();
            }
            let pinned = self.state.arrangement.pinned.contains(id);
            if ui.button(if pinned { "Unpin" } else { "Pin on top" }).clicked() {
                self.arrange(|now| with_pin(now, id, !pinned));
                ui.close();
            }
            if ui.button("Sort by who agrees with this actor").clicked() {
                self.arrange(|now| Arrangement { order: Order::Agreement(id.clone()), reversed: false, ..now });
                ui.close();
            }
        });
    }

    fn arrange(&mut self, change: impl FnOnce(Arrangement) -> Arrangement) {
        self.send.push(Command::Arrange(Box::new(change(self.state.arrangement.clone()))));
    }

    /// The name (column 0) or a cell of the matrix.
    fn place_ui(&mut self, ui: &mut Ui, row: usize, column: usize) {
        let state = self.state;
        let Some(line) = state.matrix.rows.get(row) else { return };
        if column == 0 {
            self.name_ui(ui, row, line);
            return;
        }
        let Some(issue) = state.matrix.issues.get(column - 1) else { return };
        let cell = line.cells.get(column - 1).and_then(Option::as_deref);
        let chosen =
            state.selection.actor.as_ref() == Some(&line.actor.id) && state.selection.issue.as_ref() == Some(&issue.id);
        // A hair's breadth between cells, so that neighbours of one colour stay two.
        let rect = ui.max_rect().shrink(1.0);
        let id = Id::unique(("cell", &line.actor.id.0, &issue.id.0));
        let response = self.rove(ui, rect, id, self.roving == (row, Some(column - 1)));
        let dark = ui.visuals().dark_mode;
        let painter = ui.painter_at(rect.expand(1.0));
        if let Some(cell) = cell {
            painter.rect_filled(rect, 2.0, theme::cell_fill(cell, dark));
            let font = FontId::proportional(size::BODY);
            let words = if self.turned { narrow(cell, rect.width()) } else { short(cell) };
            painter.text(rect.center(), Align2::CENTER_CENTER, words, font, theme::on_fill(dark));
        } else if response.hovered() {
            painter.rect_filled(rect, 2.0, ui.visuals().faint_bg_color);
        }
        if chosen || response.has_focus() {
            let stroke = Stroke::new(2.0, ui.visuals().strong_text_color());
            painter.rect_stroke(rect, 2.0, stroke, egui::StrokeKind::Inside);
        } else if response.hovered() {
            painter.rect_stroke(rect, 2.0, ui.visuals().widgets.hovered.bg_stroke, egui::StrokeKind::Inside);
        }
        let since = state.arrangement.since;
        let before = cell.zip(since).and_then(|(cell, day)| Some((cell.before(&state.project, day)?, day)));
        if before.is_some() {
            // A turned-down corner.
            let (corner, side) = (rect.right_top(), 9.0);
            let ear = vec![corner - vec2(side, 0.0), corner, corner + vec2(0.0, side)];
            painter.add(egui::Shape::convex_polygon(ear, ui.visuals().strong_text_color(), Stroke::NONE));
        }
        let name = || {
            let before = before.as_ref().map_or(String::new(), |(word, day)| format!(", before {day}: {word}"));
            name_of(&line.actor.name, &issue.name, cell) + &before
        };
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::GridCell, true, chosen, name()));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_row_index(row);
            node.set_column_index(column);
        });
        if response.on_hover_ui(|ui| cell_hint(ui, &name(), cell)).clicked() {
            self.send.push(Command::SelectCell(line.actor.id.clone(), issue.id.clone()));
        }
    }

    fn name_ui(&mut self, ui: &mut Ui, row: usize, line: &Row) {
        let selection = &self.state.selection;
        let chosen = selection.actor.as_ref() == Some(&line.actor.id);
        let rect = ui.max_rect().shrink(1.0);
        let id = Id::unique(("name", &line.actor.id.0));
        let response = self.rove(ui, rect, id, self.roving == (row, None));
        let name = &line.actor.name;
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RowHeader, true, chosen, name));
        let painter = ui.painter_at(rect);
        let visuals = ui.visuals();
        if chosen && selection.issue.is_none() {
            painter.rect_filled(rect, 2.0, visuals.selection.bg_fill);
        } else if chosen || response.hovered() {
            painter.rect_filled(rect, 2.0, visuals.widgets.hovered.weak_bg_fill);
        }
        if response.has_focus() {
            painter.rect_stroke(rect, 2.0, visuals.selection.stroke, egui::StrokeKind::Inside);
        }
        let pinned = self.state.arrangement.pinned.contains(&line.actor.id);
        let color = if chosen { visuals.strong_text_color() } else { visuals.text_color() };
        let font = FontId::proportional(size::BODY);
        let count = painter.layout_no_wrap(
            line.count().to_string(),
            FontId::proportional(size::SMALL),
            visuals.weak_text_color(),
        );
        let room = rect.width() - count.size().x - 3.0 * space::S;
        let text = if pinned { format!("↑ {name}") } else { name.clone() };
        let mut job = egui::text::LayoutJob::simple(text, font, color, room);
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        let galley = painter.layout_job(job);
        painter.galley(pos2(rect.left() + space::S, rect.center().y - galley.size().y / 2.0), galley, color);
        let at = pos2(rect.right() - space::S - count.size().x, rect.center().y - count.size().y / 2.0);
        painter.galley(at, count, visuals.weak_text_color());
        self.actor_menu(&response, line);
        let response = response.on_hover_ui(|ui| {
            ui.strong(name);
            ui.label(format!("{}, {}", line.actor.kind, counted(line.count(), "statement")));
            ui.weak("Click for the page, right-click for more");
        });
        if response.clicked() {
            self.send.push(Command::ShowActor(line.actor.id.clone()));
        }
    }

    /// A place of the grid: only one of them is a stop of Tab, arrows go from there.
    fn rove(&self, ui: &Ui, rect: Rect, id: Id, stop: bool) -> Response {
        let response = ui.interact(rect, id, if stop { Sense::click() } else { Sense::CLICK });
        if stop && self.state.selection.reveal {
            response.request_focus();
        }
        if response.has_focus() {
            let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        }
        response
    }
}

fn with_pin(now: Arrangement, id: &ActorId, on: bool) -> Arrangement {
    let mut pinned = now.pinned.clone();
    pinned.retain(|other| other != id);
    if on {
        pinned.push(id.clone());
    }
    Arrangement { pinned, ..now }
}

fn issue_hint(ui: &mut Ui, issue: &Issue, shares: Option<&Shares>) {
    ui.strong(&issue.name);
    ui.label(&issue.proposition);
    if let Some(shares) = shares {
        ui.label(shares.words());
    }
    ui.weak("Click for the page, right-click to sort");
}

fn cell_hint(ui: &mut Ui, name: &str, cell: Option<&Cell>) {
    ui.label(name);
    let Some(cell) = cell else { return };
    if let Some(stance) = cell.stance {
        ui.weak(format!("{} {stance}: {}", theme::sign(stance), theme::meaning(stance)));
    } else if cell.mixed {
        ui.weak("± mixed: support beside opposition, neither with twice as many statements as the other");
    }
    ui.weak(format!("score {:+.2}, {} % sure", cell.score, (cell.confidence * 100.0).round()));
}

fn name_of(actor: &str, issue: &str, cell: Option<&Cell>) -> String {
    let words = cell.map_or("no statement".to_owned(), describe);
    format!("{actor} on {issue}: {words}")
}

fn cell_sign(cell: &Cell) -> &'static str {
    if cell.mixed { "±" } else { cell.stance.map_or("", theme::sign) }
}

fn short(cell: &Cell) -> String {
    let coded = if cell.coded { " •" } else { "" };
    format!("{} {}{coded}", cell_sign(cell), cell.statements.len())
}

/// As much of [`short`] as fits a narrow column.
fn narrow(cell: &Cell, width: f32) -> String {
    let coded = if cell.coded { "•" } else { "" };
    if width < 34.0 {
        format!("{}{coded}", cell_sign(cell))
    } else {
        format!("{}{}{coded}", cell_sign(cell), cell.statements.len())
    }
}

/// A cell in words, as hover text and screen readers give it.
pub fn describe(cell: &Cell) -> String {
    let count = cell.statements.len();
    let who = if cell.coded { "coded" } else { "suggested" };
    format!("{}, {count} statement{}, {who}", cell.word(), if count == 1 { "" } else { "s" })
}
