//! What looks like an attribution and tells of an act: reading a paper, calling somebody up, saying what a word means.
//!
//! It takes whole candidates and tells only that there are no words or thoughts of anybody in them.

use super::judge::{Candidate, is_cue_noun};
use super::roles::{CUE, SOURCE};
use super::words::Words;
use crate::language::lexicon::{self, Classes};
use crate::language::{Relation, Tag, Text};

/// Whether a candidate tells of an act.
pub fn is_one(text: &Text<'_>, words: &Words, one: &Candidate) -> bool {
    match text.tokens[one.cue].lemma.as_str() {
        "call" => rings_up(text, one),
        "read" => reads_in(text, words, one),
        "refer" | "mean" => explains_word(text, words, one),
        _ => describes_object(text, words, one),
    }
}

/// He called *the office by phone*.
fn rings_up(text: &Text<'_>, one: &Candidate) -> bool {
    let phone = |at: usize| matches!(text.tokens[at].lower.as_str(), "phone" | "telephone");
    one.content.windows(2).any(|pair| text.tokens[pair[0]].lower == "by" && phone(pair[1]))
}

/// She read an article in *the Courier*: the content is only where what she read stands.
fn reads_in(text: &Text<'_>, words: &Words, one: &Candidate) -> bool {
    let cue = one.window.tokens(&one.labels, CUE);
    let within = |at: &usize| {
        let token = &text.tokens[*at];
        matches!(token.relation, Relation::Nmod | Relation::Obl)
            && cue.contains(&words.head[*at])
            && token.tag.is_noun()
    };
    cue.last().is_some_and(|last| text.tokens[*last].lower == "in") && one.content.iter().any(within)
}

/// “Mooring up” refers to *a boat tied for the night*: the meaning of a word.
fn explains_word(text: &Text<'_>, words: &Words, one: &Candidate) -> bool {
    let subject = words.subject(text, one.cue);
    let mut source = one.window.tokens(&one.labels, SOURCE).into_iter().chain(subject);
    source.any(|at| words.stretch[at].is_some())
}

/// He conceded a penalty which *the referee gave*: a clause that describes the object of the cue, which is neither a word
/// for words nor a paper.
fn describes_object(text: &Text<'_>, words: &Words, one: &Candidate) -> bool {
    let cue = one.window.tokens(&one.labels, CUE);
    let Some(last) = cue.last().filter(|at| matches!(text.tokens[**at].tag, Tag::WDT | Tag::WP)) else { return false };
    let clause = one.content.iter().find(|at| text.tokens[**at].relation == Relation::AclRelcl);
    let noun = clause.map(|clause| words.head[*clause]).filter(|noun| cue.contains(noun));
    let papers = Classes::DOCUMENT.with(Classes::SPEECH);
    let says = |lemma: &str| is_cue_noun(lemma) || lexicon::classes(lemma).has(papers);
    *last > one.cue && noun.is_some_and(|noun| !says(&text.tokens[noun].lemma))
}
