//! Terms by the words of an issue alone: what its name and proposition name, and what means the same or the opposite.

use std::collections::BTreeSet;

use super::survey::{Count, Proposal, Why};
use super::thesaurus::{self, Kind};
use super::{FUNCTION, content, phrases};
use crate::language::{Relation, Tag, Text};
use crate::model::Issue;
use crate::reading::stances;

/// Terms by the words of the issue: what its name and proposition name, and these and its terms with a word of
/// like or of opposite meaning.
pub(super) fn candidates(issue: &Issue, own: &[(String, bool)], named: &[(String, bool)]) -> Vec<Proposal> {
    let mut seen: BTreeSet<Vec<String>> = own.iter().map(|(term, _)| key(term)).collect();
    let mut found = Vec::new();
    let mut put = |term: String, opposite: bool, why: Why| {
        if !key(&term).is_empty() && seen.insert(key(&term)) {
            found.push(Proposal { term, opposite, why, count: Count::default() });
        }
    };
    for (term, opposite) in named {
        put(term.clone(), *opposite, Why::Named);
    }
    let bases = own.iter().chain(named);
    for (base, opposite) in bases {
        let text = Text::new(base);
        for (at, token) in text.tokens.iter().enumerate().filter(|(_, token)| token.is_word()) {
            if FUNCTION.contains(&token.lemma.as_str()) {
                continue;
            }
            let with = |word: &str| {
                let words = text
                    .tokens
                    .iter()
                    .enumerate()
                    .map(|(other, token)| if other == at { word } else { token.lower.as_str() });
                words.collect::<Vec<_>>().join(" ")
            };
            let verb = token.tag.is_verb();
            for word in thesaurus::synonyms(&token.lower, verb).iter().chain(&thesaurus::synonyms(&token.lemma, verb)) {
                put(with(word), *opposite, Why::Like(token.lower.to_string()));
            }
            for word in thesaurus::opposites(&token.lemma) {
                put(with(&word), !*opposite, Why::Against(token.lower.to_string()));
            }
        }
    }
    let proposition = Text::new(&issue.proposition);
    for (verb, object) in deeds(&proposition) {
        let verb = &proposition.tokens[verb].lemma;
        for other in thesaurus::opposites(verb) {
            put(format!("{other} {object}"), true, Why::Against(verb.to_string()));
        }
    }
    found
}

/// The terms of an issue, with whether they are opposite ones.
pub(super) fn own_terms(issue: &Issue) -> Vec<(String, bool)> {
    let plain = issue.terms.iter().map(|term| (term.clone(), false));
    plain.chain(issue.opposite_terms.iter().map(|term| (term.clone(), true))).collect()
}

/// What tells terms apart: the stems of their content words, sorted.
pub(super) fn key(term: &str) -> Vec<String> {
    let lemmas: Vec<String> = Text::cut(term).tokens.iter().map(|token| token.lemma.to_string()).collect();
    let mut stems = content(&lemmas);
    stems.sort();
    stems
}

/// The terms that a name and a proposition name themselves, with whether they are opposite ones ("tolls" for "Tolls
/// should be abolished"): noun phrases, verbs with their objects, and the name. One word names a matter only where
/// nothing names it more closely.
pub(super) fn named(issue: &Issue) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    let name = key(&issue.name);
    let mut put = |term: String, opposite: bool| {
        let stems = key(&term);
        let known = found
            .iter()
            .map(|(other, _)| key(other))
            .any(|other| other == stems || stems != name && other.iter().all(|stem| stems.contains(stem)));
        if !stems.is_empty() && stems.len() <= 4 && !known {
            found.push((term, opposite));
        }
    };
    let text = Text::new(&issue.proposition);
    let turned = stances::turned(&text).unwrap_or_default();
    // Who should act is not what it is about.
    let acts = |head: usize| {
        let token = &text.tokens[head];
        token.relation == Relation::Nsubj && text.child(token.head, Relation::Obj).is_some()
    };
    let refuses = |verb: usize| turned.contains(&verb) ^ is_negated(&text, verb);
    let mut refused: Vec<String> = Vec::new();
    for sentence in &text.sentences {
        let all = phrases::phrases(&text, sentence.tokens.clone());
        let longest: Vec<_> = all
            .iter()
            .filter(|phrase| !all.iter().any(|other| other.end == phrase.end && other.len() > phrase.len()))
            .collect();
        let complement = |head: usize| longest.iter().find(|phrase| completes(&text, phrase.end - 1, head));
        for phrase in &longest {
            let head = phrase.end - 1;
            if acts(head) || longest.iter().any(|other| completes(&text, head, other.end - 1)) {
                continue;
            }
            // "Imports" are many things, "imports of grain" are one.
            let term = match complement(head) {
                Some(complement) => {
                    format!("{} {}", words(&text, (*phrase).clone()), words(&text, (*complement).clone()))
                }
                None => words(&text, (*phrase).clone()),
            };
            if is_named(&term) {
                let objects = [Relation::Obj, Relation::Nsubj, Relation::NsubjPass];
                let token = &text.tokens[head];
                let opposite = objects.contains(&token.relation) && refuses(token.head);
                if opposite {
                    refused.extend(key(&term));
                }
                put(term, opposite);
            }
        }
    }
    for (verb, object) in deeds(&text).into_iter().filter(|(at, _)| !refuses(*at)) {
        put(format!("{} {object}", text.tokens[verb].lemma), false);
    }
    if !issue.name.eq_ignore_ascii_case(&issue.proposition) {
        let opposite = !refused.is_empty() && name.iter().all(|stem| refused.contains(stem));
        put(issue.name.to_lowercase(), opposite);
    }
    // A name that shares no word with the proposition names it in another way, or not yet.
    let said: Vec<String> =
        key(&issue.proposition).into_iter().filter(|stem| !phrases::WEAK.contains(&stem.as_str())).collect();
    let close = found
        .iter()
        .map(|(term, _)| key(term))
        .any(|term| term.len() > 1 && term.iter().any(|stem| said.contains(stem)));
    found.retain(|(term, _)| {
        let stems = key(term);
        // "War crimes" are no "war crimes tribunal".
        let part_of_name = stems.len() < name.len() && stems.iter().all(|stem| name.contains(stem));
        stems == name || !part_of_name && (!close || stems.len() > 1)
    });
    // "NATO" as name and proposition: a name alone is what it is about.
    if found.is_empty() && !name.is_empty() && name.len() <= 4 {
        found.push((issue.name.clone(), false));
    }
    found
}

/// Whether a phrase's head says of what the head before it is: "of grain" behind "imports".
fn completes(text: &Text<'_>, head: usize, of: usize) -> bool {
    let token = &text.tokens[head];
    let case = text.child(head, Relation::Case).map(|case| text.tokens[case].lower.as_str());
    token.head == of && token.relation == Relation::Nmod && matches!(case, Some("of" | "to" | "on" | "for"))
}

/// Whether "not" or "never" hangs on a verb.
fn is_negated(text: &Text<'_>, verb: usize) -> bool {
    text.children(verb).any(|child| matches!(text.tokens[child].lower.as_str(), "not" | "n't" | "never"))
}

/// The verbs of a proposition that have an object, or the subject of a passive, and its words.
fn deeds(text: &Text<'_>) -> Vec<(usize, String)> {
    let part = |at: &usize| {
        let relation = text.tokens[*at].relation;
        matches!(relation, Relation::Compound | Relation::Amod | Relation::Flat | Relation::NmodDesc)
    };
    let mut found = Vec::new();
    for at in (0..text.tokens.len()).filter(|at| text.tokens[*at].tag.is_verb()) {
        let object = text
            .child(at, Relation::Obj)
            .or_else(|| text.child(at, Relation::NsubjPass))
            .filter(|object| !text.tokens[*object].tag.is_pronoun());
        let Some(object) = object.filter(|_| !FUNCTION.contains(&text.tokens[at].lemma.as_str())) else {
            continue;
        };
        let words = text.children(object).filter(part).chain([object]);
        let words: Vec<&str> = words.map(|at| text.tokens[at].span.of(text.text)).collect();
        found.push((at, words.join(" ")));
    }
    found
}

/// Whether a phrase of a proposition may be a term of it: not a person, a place or a time alone.
fn is_named(phrase: &str) -> bool {
    let head = phrase.rsplit(' ').next().unwrap_or(phrase);
    phrase.contains(' ') || !(thesaurus::kind(head) == Some(Kind::Thing) || thesaurus::is_common(head))
}

/// A phrase by lemma; names keep their form.
pub(super) fn words(text: &Text<'_>, phrase: std::ops::Range<usize>) -> String {
    let words = phrase.map(|at| {
        let token = &text.tokens[at];
        let first = text.sentences.iter().any(|sentence| sentence.tokens.start == at);
        match token.tag {
            Tag::NNP | Tag::NNPS | Tag::JJ if !first => token.span.of(text.text),
            // The lemma of "fighting" is that of the verb, and so is that of "frozen".
            Tag::NN | Tag::VBG | Tag::VBN => token.lower.as_str(),
            _ => token.lemma.as_str(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(name: &str, proposition: &str) -> Vec<(String, bool)> {
        let (name, proposition) = (name.to_owned(), proposition.to_owned());
        named(&Issue { name, proposition, ..Issue::default() })
    }

    fn plain(term: &str) -> (String, bool) {
        (term.to_owned(), false)
    }

    fn opposite(term: &str) -> (String, bool) {
        (term.to_owned(), true)
    }

    #[test]
    fn a_word_alone_is_a_term_only_where_nothing_says_more() {
        assert_eq!(terms("Ferries", "Ferries should be free"), [plain("ferry")]);
        assert_eq!(terms("Seized ferries", "The seized ferries should go to the islands"), [plain("seized ferry")]);
        assert_eq!(
            terms("Toll tribunal", "The mayors should be heard on the toll"),
            [plain("hear mayors"), plain("toll tribunal")]
        );
    }

    #[test]
    fn a_name_alone_is_a_term() {
        assert_eq!(terms("Mara Olvend", "Mara Olvend"), [plain("Mara Olvend")]);
        assert_eq!(terms("Mara Olvend", ""), [plain("mara olvend")]);
    }

    #[test]
    fn what_a_proposition_is_against_is_an_opposite_term() {
        assert_eq!(terms("Sale of ferries", "The islands should ban the sale of ferries"), [opposite("sale ferry")]);
        assert_eq!(terms("Harbour tunnel", "The harbour tunnel should not be built"), [opposite("harbour tunnel")]);
    }
}
