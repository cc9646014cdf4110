//! What the loaded articles have of an issue: what its terms find, terms that it lacks, and issues that nobody wrote.

use egui::collapsing_header::CollapsingState;
use egui::{CollapsingHeader, RichText, ScrollArea, Ui};

use crate::app::surveyor::Surveyor;
use crate::model::{Catalogue, Issue};
use crate::reading::issues::survey::{Count, Found, Look, Missing, Proposal, Warning, Why};

/// What each term finds, and the terms that are proposed. `Some` is the issue with a proposal that was accepted.
pub fn look_ui(ui: &mut Ui, surveyor: &mut Surveyor, issue: &Issue) -> Option<Issue> {
    let articles = surveyor.articles;
    let Some((of, look, current)) = surveyor.look(issue) else {
        ui.weak("Looking through the articles …");
        return None;
    };
    let of = of.clone();
    found_ui(ui, &of, look, articles, current);
    ui.add_space(10.0);
    ui.strong("Proposed terms");
    if look.proposals.is_empty() {
        ui.weak("None: write a name and a proposition, and the words for it are looked for.");
    }
    let mut accepted = None;
    for proposal in &look.proposals {
        if proposal_ui(ui, proposal) {
            let mut with = issue.clone();
            let terms = if proposal.opposite { &mut with.opposite_terms } else { &mut with.terms };
            if !terms.contains(&proposal.term) {
                terms.push(proposal.term.clone());
            }
            accepted = Some(with);
        }
    }
    accepted
}

fn found_ui(ui: &mut Ui, issue: &Issue, look: &Look, articles: usize, current: bool) {
    let of = if current { "" } else { " …" };
    ui.strong(format!("Found in {} of {articles}{of}", sentences(look.all.sentences, look.all.articles)));
    if issue.terms.is_empty() && issue.opposite_terms.is_empty() {
        ui.label("It has no terms yet: it is found by the words of its proposition.");
        examples_ui(ui, &look.all);
    }
    let is_idle = |found: &&Found| found.warning == Some(Warning::Nothing);
    let mut idle: Vec<&Found> = look.terms.iter().filter(is_idle).collect();
    // A ready catalogue has terms for every text; one line says how many of them these articles lack.
    if idle.len() <= IDLE {
        idle.clear();
    }
    for found in look.terms.iter().filter(|found| idle.is_empty() || !is_idle(found)) {
        term_ui(ui, found);
    }
    if !idle.is_empty() {
        let (words, why) = ("find nothing", warned(Warning::Nothing).1);
        let title = RichText::new(format!("⚠ {} terms {words}", idle.len())).color(ui.visuals().warn_fg_color);
        let header = CollapsingHeader::new(title).id_salt("idle terms").show(ui, |ui| {
            for found in idle {
                ui.weak(format!("{}{}", sign(found), found.term));
            }
        });
        header.header_response.on_hover_text(why);
    }
}

/// More terms that find nothing are told in one line.
const IDLE: usize = 4;

fn sign(found: &Found) -> &'static str {
    if found.opposite { "− " } else { "" }
}

fn term_ui(ui: &mut Ui, found: &Found) {
    row_ui(ui, (sign(found), &found.term), &found.count, |ui| {
        ui.label(format!("{}{}", sign(found), found.term));
        if let Some(warning) = found.warning {
            let (words, why) = warned(warning);
            ui.colored_label(ui.visuals().warn_fg_color, format!("⚠ {words}")).on_hover_text(why);
        }
        if found.count.sentences > 0 {
            ui.weak(sentences(found.count.sentences, found.count.articles));
        }
        false
    });
}

fn warned(warning: Warning) -> (&'static str, &'static str) {
    match warning {
        Warning::Nothing => ("finds nothing", "No loaded article has it in any inflection"),
        Warning::Everything => {
            ("finds nearly everything", "A fifth of all sentences or more have this term: it tells little")
        }
    }
}

fn proposal_ui(ui: &mut Ui, proposal: &Proposal) -> bool {
    let sign = if proposal.opposite { "−" } else { "+" };
    row_ui(ui, ("proposed ", &proposal.term), &proposal.count, |ui| {
        let to = if proposal.opposite { "Add to the opposite terms" } else { "Add to the terms" };
        let clicked = ui.button(format!("{sign} {}", proposal.term)).on_hover_text(to).clicked();
        let found = match proposal.count.sentences {
            0 => "not in the articles".to_owned(),
            count => sentences(count, proposal.count.articles),
        };
        let why = match &proposal.why {
            Why::Named => "as you wrote it".to_owned(),
            Why::Like(word) => format!("like “{word}”"),
            Why::Against(word) => format!("against “{word}”"),
            Why::Beside(both) => format!("beside the issue in {both}"),
        };
        ui.weak(format!("{why} · {found}"));
        clicked
    })
}

/// A line that unfolds to examples. Gives what the line gave.
fn row_ui(ui: &mut Ui, id: (&str, &str), count: &Count, line: impl FnOnce(&mut Ui) -> bool) -> bool {
    if count.examples.is_empty() {
        return ui
            .horizontal_wrapped(|ui| {
                ui.add_space(ui.spacing().indent);
                line(ui)
            })
            .inner;
    }
    let id = ui.make_persistent_id(id);
    let state = CollapsingState::load_with_default_open(ui.ctx(), id, false);
    let header = state.show_header(ui, |ui| ui.horizontal_wrapped(line).inner);
    let (_, header, _) = header.body(|ui| examples_ui(ui, count));
    header.inner
}

fn examples_ui(ui: &mut Ui, count: &Count) {
    for example in &count.examples {
        ui.label(RichText::new(format!("… {}", example.sentence.trim())).weak());
    }
}

fn sentences(sentences: usize, articles: usize) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    format!("{sentences} sentence{} in {articles} article{}", plural(sentences), plural(articles))
}

/// Issues that the articles talk about and the catalogue lacks. `Some` is one that was accepted.
pub fn missing_ui(ui: &mut Ui, surveyor: &mut Surveyor, catalogue: &Catalogue) -> Option<Issue> {
    ui.heading("Proposed issues");
    ui.label("The articles take sides on these or quote people about them, and no term of the catalogue finds them.");
    ui.separator();
    let Some(missing) = surveyor.missing(catalogue) else {
        ui.weak("Looking through the articles …");
        return None;
    };
    if missing.is_empty() {
        ui.weak("None: what the articles argue over, the catalogue has.");
    }
    let mut accepted = None;
    ScrollArea::vertical().id_salt("missing").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(760.0);
        for missing in missing {
            if card_ui(ui, missing) {
                accepted = Some(missing.issue.clone());
            }
        }
    });
    accepted
}

fn card_ui(ui: &mut Ui, missing: &Missing) -> bool {
    let mut clicked = false;
    ui.group(|ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            clicked = ui.button(format!("+ {}", missing.issue.name)).on_hover_text("Add this issue").clicked();
            let found = sentences(missing.count.sentences, missing.count.articles);
            ui.weak(format!("{found} · sides taken in {}, quoted in {}", missing.wanted, missing.quoted));
        });
        ui.label(&missing.issue.proposition);
        examples_ui(ui, &missing.count);
    });
    clicked
}
