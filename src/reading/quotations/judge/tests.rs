use super::content::Form;
use super::*;
use crate::reading::actors;

/// The candidates of a text whose content is all that stands from the token after the cue to the last but one.
fn candidates(text: &Text<'_>, words: &Words, cues: &[usize]) -> Vec<Candidate> {
    let candidate = |cue: &usize| {
        let window = Window::new(text, words, *cue);
        let last = window.units.len() - 1;
        let label = |at: usize| if at > window.cue && at < last { CONTENT } else { 0 };
        let labels = (0..window.units.len()).map(label).collect();
        Candidate::new(*cue, 10.0 + *cue as f32, window, labels)
    };
    cues.iter().map(candidate).collect()
}

fn with<T>(text: &str, look: impl Fn(&Text<'_>, &Words) -> T) -> T {
    let text = Text::new(text);
    let words = Words::new(&text, &actors::find(&text));
    look(&text, &words)
}

fn form(text: &str, cue: usize) -> Form {
    with(text, |text, words| Content::new(text, words, &candidates(text, words, &[cue])[0]).form)
}

#[test]
fn content_has_a_form() {
    assert_eq!(form("Olvend said “we will go on tomorrow”.", 1), Form::Quoted);
    assert_eq!(form("Olvend said the talks were “a trap”.", 1), Form::QuotedPart);
    assert_eq!(form("Olvend said that the talks had failed.", 1), Form::OwnClause);
    assert_eq!(form("Olvend wants to sign the treaty.", 1), Form::Infinitive);
    assert_eq!(form("Olvend opposes the treaty.", 1), Form::Thing);
}

#[test]
fn a_thing_must_be_surer_than_a_clause_and_surest_where_nobody_is_named() {
    let least = |text| with(text, |text, words| candidates(text, words, &[1])[0].least(text, words));
    let [quoted, clause, thing] =
        ["Olvend said “we will go on”.", "Olvend said that the talks had failed.", "Olvend opposes the treaty."]
            .map(least);
    assert!(quoted < clause && clause < thing, "{quoted} {clause} {thing}");
}

#[test]
fn rivals_know_who_lies_within_whom() {
    with("Olvend said that Berg rejects the treaty.", |text, words| {
        let both = candidates(text, words, &[1, 4]);
        let [outer, inner] = rivals(text, words, &both)[..] else { panic!("two candidates") };
        assert_eq!(outer.places[Place::Around as usize].map(|(cue, _)| cue), Some(4));
        assert_eq!(inner.places[Place::Within as usize].map(|(cue, _)| cue), Some(1));
        assert!(outer.places[Place::Beside as usize].is_none());
    });
}
