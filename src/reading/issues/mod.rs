//! Issues: the ready catalogues, catalogues that people write, and where a text speaks of an issue.
//!
//! Comes in: catalogues and cut texts. Goes out: [`Hit`]s. Never here: who holds which stance.
//!
//! [`survey`] helps a person to write an issue: what its terms find, which it lacks, which issues are missing.

mod phrases;
pub mod survey;
mod thesaurus;
mod wording;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use serde::Deserialize;

use crate::language::table::Groups;
use crate::language::{Relation, Tag, Text, Token};
use crate::learn::hash;
use crate::model::{Catalogue, Issue, Span};
use crate::reading::stances;

/// The catalogues that come with the program.
pub fn ready() -> Vec<Catalogue> {
    let files = [
        include_str!("../../../assets/issues/peace-talks.toml"),
        include_str!("../../../assets/issues/climate-energy.toml"),
        include_str!("../../../assets/issues/trade-economy.toml"),
        include_str!("../../../assets/issues/migration.toml"),
    ];
    // They are part of the program and a test parses each; a broken one would be missing, nothing worse.
    files.iter().filter_map(|file| parse_catalogue(file).ok()).collect()
}

/// All ready catalogues as one.
pub fn all_ready() -> Catalogue {
    let ready = ready();
    let title = ready.iter().map(|catalogue| catalogue.title.as_str()).collect::<Vec<_>>().join(", ");
    Catalogue { title, issues: ready.into_iter().flat_map(|catalogue| catalogue.issues).collect() }
}

/// JSON may be a catalogue, a list of issues, or a list under `issues`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Json {
    List(Vec<Issue>),
    Issues { issues: Vec<Issue> },
    Catalogue(Written),
}

/// A catalogue as people write it: a context above the issues is that of all which have none of their own.
#[derive(Deserialize)]
struct Written {
    #[serde(flatten)]
    catalogue: Catalogue,
    #[serde(default)]
    context: Vec<String>,
}

impl Written {
    fn catalogue(self) -> Catalogue {
        let mut catalogue = self.catalogue;
        for issue in catalogue.issues.iter_mut().filter(|issue| issue.context.is_empty()) {
            issue.context.clone_from(&self.context);
        }
        catalogue
    }
}

/// Reads a catalogue in TOML or JSON.
///
/// # Errors
/// A sentence that says what is wrong: not TOML or JSON, no issue, an issue without id, or an id given twice.
pub fn parse_catalogue(text: &str) -> Result<Catalogue, String> {
    let catalogue = if text.trim_start().starts_with(['{', '[']) && !text.trim_start().starts_with("[[") {
        let json: Json =
            serde_json::from_str(text).map_err(|err| format!("not a catalogue of issues in JSON ({err})"))?;
        match json {
            Json::List(issues) | Json::Issues { issues } => Catalogue { title: String::new(), issues },
            Json::Catalogue(written) => written.catalogue(),
        }
    } else {
        let written: Written =
            toml::from_str(text).map_err(|err| format!("not a catalogue of issues in TOML ({})", err.message()))?;
        written.catalogue()
    };
    if catalogue.issues.is_empty() {
        return Err("it has no [[issue]]".to_owned());
    }
    let mut seen = std::collections::BTreeSet::new();
    for issue in &catalogue.issues {
        if issue.id.0.trim().is_empty() {
            return Err(format!("the issue “{}” has no id", issue.name));
        }
        if !seen.insert(&issue.id) {
            return Err(format!("the id “{}” is given twice", issue.id));
        }
    }
    Ok(catalogue)
}

/// A place where a text speaks of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index into [`Catalogue::issues`].
    pub issue: usize,
    /// The words of the term.
    pub span: Span,
    /// First token.
    pub token: usize,
    /// The term is an opposite one: furthering it is opposition to the issue.
    pub opposite: bool,
}

/// Words that say nothing about what an issue is about.
const FUNCTION: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "to", "for", "with", "by", "at", "from", "as", "and", "or", "be", "is", "that",
    "this", "it", "its", "their", "our", "his", "her", "we", "they", "should", "must", "have", "has", "do", "will",
    "would", "can", "could", "may", "might", "more", "all", "any", "no", "not", "than", "into", "if", "so", "such",
    "who", "which", "when", "there", "need", "ought", "it", "now", "very", "s", "'s", "let", "between", "one", "other",
    "about", "against",
];

/// How many words may stand between the words of a term.
const GAP: usize = 4;

/// How many words of its context an article must have to be about the matter of an issue: one for so many words of the
/// article, and of more than some only where it is long. Of suggestions on peace talks in articles that have fewer, 44 %
/// were right, of the others 78 %.
const CONTEXT: usize = 6;
const CONTEXT_WITHIN: usize = 75;
const CONTEXT_WITHIN_LONG: usize = 350;

/// What a term tells.
#[derive(Clone, Copy, Debug)]
enum Tells {
    /// That the text speaks of the issue of that index.
    Issue(usize),
    /// That it speaks of the issue's opposite.
    Opposite(usize),
    /// That it speaks of something else.
    Other(usize),
    /// That it is about the matter of all issues with the context of that index in [`Terms::contexts`].
    Context(usize),
}

/// A term as it is looked for.
#[derive(Clone, Debug)]
struct Term {
    tells: Tells,
    /// Stems of its content words, each once, as hashes.
    stems: Vec<u64>,
    /// Written with capitals, as a name.
    named: bool,
    /// Written in the plural as a noun is: "talks" are not what one does who talks.
    plural: bool,
    /// The stem of the verb that it begins with ("arm the islanders"): the "armed forces of the islanders" are none.
    verb: Option<u64>,
    /// It begins with an adjective, which stands before what it describes: "foreign workers".
    described: bool,
    /// All its words, where they have to stand in this order; empty for a loose term.
    words: Vec<Word>,
    /// How many other words may stand between them in all.
    gap: usize,
    /// Which of them is the first content word.
    offset: usize,
    /// It has an "and" itself.
    and: bool,
    /// How many of the stems have to be there.
    need: usize,
    /// Within how many tokens.
    width: usize,
}

/// A word of a term whose words stand side by side.
#[derive(Clone, Debug)]
struct Word {
    lemma: String,
    /// Of a content word: it is found in any derivation.
    stem: Option<u64>,
}

/// Finds the terms of a catalogue's issues.
///
/// A term of one content word is found where its words stand side by side, in any inflection; a term of several where
/// all its content words stand close together, in any order and derivation ("guarantees for the country's security" for
/// "security guarantee"). What is something else is found where all its words stand close together in their order. An
/// issue without terms is found by what its name and proposition name.
#[derive(Debug)]
pub struct Terms {
    terms: Vec<Term>,
    /// The terms that have the stem.
    by_stem: Groups<usize>,
    digest: String,
    /// The contexts that issues have, each once.
    contexts: Vec<Vec<String>>,
    /// Which of them each issue has.
    context_of: Vec<Option<usize>>,
}

impl Terms {
    /// Prepares the terms of all issues.
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut terms = Vec::new();
        let mut contexts: Vec<Vec<String>> = Vec::new();
        let mut context_of = Vec::new();
        for (at, issue) in catalogue.issues.iter().enumerate() {
            terms.extend(issue.terms.iter().filter_map(|term| Term::new(term, Tells::Issue(at))));
            terms.extend(issue.opposite_terms.iter().filter_map(|term| Term::new(term, Tells::Opposite(at))));
            terms.extend(issue.other_terms.iter().filter_map(|term| Term::new(term, Tells::Other(at))));
            if issue.terms.is_empty() {
                let tells = |opposite| if opposite { Tells::Opposite(at) } else { Tells::Issue(at) };
                let named = wording::named(issue).into_iter();
                terms.extend(named.filter_map(|(term, opposite)| Term::new(&term, tells(opposite))));
            }
            let known = contexts.iter().position(|known| *known == issue.context);
            context_of.push((!issue.context.is_empty()).then(|| {
                known.unwrap_or_else(|| {
                    let new = Tells::Context(contexts.len());
                    terms.extend(issue.context.iter().filter_map(|term| Term::new(term, new)));
                    contexts.push(issue.context.clone());
                    contexts.len() - 1
                })
            }));
        }
        let stems = |(at, term): (usize, &Term)| term.stems.iter().map(move |stem| (*stem, at)).collect::<Vec<_>>();
        let by_stem = terms.iter().enumerate().flat_map(stems).collect();
        Self { terms, by_stem, digest: catalogue.digest(), contexts, context_of }
    }

    /// The digest of the catalogue that they are from.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The terms of a catalogue, prepared once for the articles that a thread reads one after the other.
    pub fn of(catalogue: &Catalogue) -> Rc<Self> {
        thread_local! {
            static LAST: RefCell<Option<(Catalogue, Rc<Terms>)>> = const { RefCell::new(None) };
        }
        LAST.with_borrow_mut(|last| match last {
            Some((known, terms)) if known == catalogue => Rc::clone(terms),
            _ => {
                let terms = Rc::new(Self::new(catalogue));
                *last = Some((catalogue.clone(), Rc::clone(&terms)));
                terms
            }
        })
    }

    /// Every place that speaks of an issue, in order; the fullest term of an issue wins at a place.
    ///
    /// A word keeps its sense within an article (Gale, Church and Yarowsky, 1992, "One Sense Per Discourse"): "talks" and
    /// "to fight on" mean something else where nothing says that the article is about the matter.
    pub fn find(&self, text: &Text<'_>) -> Vec<Hit> {
        let stems: Vec<u64> = text.tokens.iter().map(|token| hash(stem(&token.lemma))).collect();
        let mut found: Vec<(usize, Hit)> = Vec::new();
        // What speaks of something else: how many words, of which issue's terms, where.
        let mut others: Vec<(usize, usize, Range<usize>)> = Vec::new();
        // Where the words of each context are.
        let mut context: Vec<Vec<usize>> = vec![Vec::new(); self.contexts.len()];
        for sentence in &text.sentences {
            for at in sentence.tokens.clone() {
                for term in self.by_stem.get(stems[at]).iter().map(|term| &self.terms[*term]) {
                    let Some((words, range)) = term.at(text, &stems, at, sentence.tokens.end) else { continue };
                    let (issue, opposite) = match term.tells {
                        Tells::Issue(issue) => (issue, false),
                        Tells::Opposite(issue) => (issue, true),
                        Tells::Other(issue) => {
                            others.push((words, issue, range));
                            continue;
                        }
                        Tells::Context(which) => {
                            if context[which].last() != Some(&at) {
                                context[which].push(at);
                            }
                            continue;
                        }
                    };
                    if !term.named && in_name(text, &sentence.tokens, &range) {
                        continue;
                    }
                    if let Some(span) = text.span_of(range.clone()) {
                        // "curbs its expansion" between the words of "expand the alliance" turns it.
                        let opposite = opposite ^ (range.len() > words && term.turned(text, &stems, range.clone()));
                        found.push((words, Hit { issue, span, token: range.start, opposite }));
                    }
                }
            }
        }
        found.retain(|(words, hit)| {
            // "military and food aid" is both.
            let joined = text.tokens_in(hit.span).any(|at| text.tokens[at].tag == Tag::CC);
            let other = |(more, issue, range): &(usize, usize, Range<usize>)| {
                let overlaps = text.span_of(range.clone()).is_some_and(|span| span.overlaps(hit.span));
                more >= words && *issue == hit.issue && overlaps
            };
            joined || !others.iter().any(other)
        });
        let words = text.tokens.len();
        let enough = CONTEXT.min(words / CONTEXT_WITHIN).max(words / CONTEXT_WITHIN_LONG);
        found.retain(|(_, hit)| self.context_of[hit.issue].is_none_or(|which| context[which].len() >= enough));
        found.sort_by_key(|(words, hit)| {
            (std::cmp::Reverse(*words), hit.span.len(), hit.span, hit.issue, !hit.opposite)
        });
        let mut hits: Vec<Hit> = Vec::new();
        for (_, hit) in found {
            if !hits.iter().any(|other| other.issue == hit.issue && other.span.overlaps(hit.span)) {
                hits.push(hit);
            }
        }
        hits.sort_by_key(|hit| (hit.span, hit.issue));
        hits
    }
}

impl Term {
    fn new(term: &str, tells: Tells) -> Option<Self> {
        let text = Text::tagged(term);
        let lemmas: Vec<String> = text.tokens.iter().map(|token| token.lemma.to_string()).collect();
        let first = text.tokens.first().filter(|first| matches!(first.tag, Tag::VB | Tag::VBP));
        let verb = first.map(|first| hash(stem(&first.lemma)));
        let content = content(&lemmas);
        let loose = content.len() > 1;
        // A term of function words alone ("no to") is looked for by all its words.
        let stems: Vec<u64> = match &content[..] {
            [] => lemmas.iter().map(|lemma| hash(stem(lemma))).collect(),
            content => content.iter().map(|stem| hash(stem)).collect(),
        };
        let first_stem = *stems.first()?;
        let need = stems.len();
        let ordered = !loose || matches!(tells, Tells::Other(_));
        Some(Self {
            tells,
            gap: if loose { GAP } else { 0 },
            width: need + GAP,
            need,
            and: text.tokens.iter().any(|token| token.tag == Tag::CC),
            named: term.chars().any(char::is_uppercase),
            plural: matches!(&lemmas[..], [one] if one != term && term.ends_with('s')),
            stems,
            verb: verb.filter(|_| loose),
            described: loose && text.tokens[0].tag.is_adjective() && !thesaurus::is_verb(&lemmas[0]),
            offset: lemmas.iter().position(|lemma| hash(stem(lemma)) == first_stem)?,
            words: if ordered { lemmas.into_iter().map(Word::new).collect() } else { Vec::new() },
        })
    }

    /// From where to where its words stand in their order from a token on, with some others between.
    fn in_order(&self, text: &Text<'_>, stems: &[u64], start: usize, end: usize) -> Option<Range<usize>> {
        let mut at = start;
        for (which, word) in self.words.iter().enumerate() {
            let latest = end.min(start + which + 1 + if which == 0 { 0 } else { self.gap });
            let joins = |at: &usize| text.tokens[*at].tag == Tag::CC || text.tokens[*at].tag.is_punctuation();
            at = (at..latest)
                .take_while(|at| which == 0 || !joins(at))
                .find(|at| word.is(&text.tokens[*at], stems[*at]))?
                + 1;
        }
        Some(start..at)
    }

    /// Whether a word against stands between its words.
    fn turned(&self, text: &Text<'_>, stems: &[u64], range: Range<usize>) -> bool {
        let between = |at: &usize| !self.stems.contains(&stems[*at]);
        stances::turns_within(text, range.filter(between).collect())
    }

    /// Whether it begins at a token: how many of its content words are there, and from where to where. `stems` are those
    /// of the text's tokens.
    fn at(&self, text: &Text<'_>, stems: &[u64], at: usize, end: usize) -> Option<(usize, Range<usize>)> {
        if !self.words.is_empty() {
            let start = at.checked_sub(self.offset)?;
            if self.gap > 0 {
                let range = self.in_order(text, stems, start, end)?;
                return Some((self.need, range));
            }
            let range = start..start + self.words.len();
            let tokens = text.tokens.get(range.clone())?;
            if !self.words.iter().zip(range.clone()).all(|(word, at)| word.is(&text.tokens[at], stems[at])) {
                return None;
            }
            // "its negotiating tactics" speaks of tactics.
            let describes =
                |token: &Token| token.tag == Tag::VBG && matches!(token.relation, Relation::Amod | Relation::Compound);
            // "An anti-tank weapon" is no tank.
            let joined = |at: usize, next: usize| {
                let tokens = text.tokens.get(at).zip(text.tokens.get(next));
                tokens.is_some_and(|(one, other)| {
                    one.span.end == other.span.start && [one, other].iter().any(|token| token.lower == "-")
                })
            };
            let compound = joined(start, start + 1) || start.checked_sub(1).is_some_and(|before| joined(before, start));
            if tokens.len() == 1 && (describes(&tokens[0]) || compound && !self.named) {
                return None;
            }
            let other =
                |token: &Token| token.tag.is_verb() || (token.lower == token.lemma && thesaurus::is_verb(&token.lemma));
            if self.plural && tokens.iter().any(other) {
                return None;
            }
            return Some((1, range));
        }
        if self.described && self.stems.first() != Some(&stems[at]) {
            return None;
        }
        let mut seen = 0_u64;
        let mut last = at;
        for (here, stem) in (at..).zip(&stems[at..end.min(at + self.width)]) {
            let token = &text.tokens[here];
            if matches!(token.lower.as_str(), ";" | ":" | "." | "," | "|" | "?" | "but" | "which" | "who") {
                break;
            }
            // "coal plants and shut mines": what "and" joins to the words found so far is another matter, unless both describe
            // what follows: "military and food aid".
            let joins = |token: &Token| {
                let describes = is_attribute(&text.tokens[last]) || text.tokens[last].relation == Relation::Compound;
                token.tag == Tag::CC && !self.and && !(describes && text.tokens[last].head > here)
            };
            if here == last + 1 && joins(token) {
                break;
            }
            if let Some(which) = self.stems.iter().take(64).position(|known| known == stem) {
                // "a NATO-led mission" speaks of a mission.
                let led = self.stems.len() > 1 && is_joined_before_participle(text, here);
                let other = led || self.verb == Some(*stem) && is_attribute(token);
                if seen & (1 << which) == 0 && !other {
                    seen |= 1 << which;
                    last = here;
                }
                if seen.count_ones() as usize == self.stems.len() {
                    break;
                }
            }
        }
        let words = seen.count_ones() as usize;
        // "a meeting with Putin's envoy"
        let owner = self.named && text.tokens.get(last + 1).is_some_and(|next| next.tag == Tag::POS);
        if owner && text.tokens[last].tag.is_proper() {
            return None;
        }
        // "Moscow to hold talks" are no "talks with Moscow", "Ukraine may supply" does not "supply Ukraine".
        let acts = |at: usize| text.tokens[at].tag == Tag::TO || text.tokens[at].tag == Tag::MD;
        if self.named && text.tokens[at].tag.is_proper() && self.stems.first() != Some(&stems[at]) {
            let done = text.tokens[last].tag == Tag::VBN;
            if !done && (at + 1..last).any(acts) {
                return None;
            }
        }
        (words >= self.need).then_some((words, at..last + 1))
    }
}

impl Word {
    fn is(&self, token: &Token, stem: u64) -> bool {
        self.stem == Some(stem) || token.lemma == self.lemma
    }

    fn new(lemma: String) -> Self {
        let content = !FUNCTION.contains(&lemma.as_str());
        Self { stem: content.then(|| hash(stem(&lemma))), lemma }
    }
}

/// Whether a word is joined by a hyphen to a participle behind it: "NATO-led".
fn is_joined_before_participle(text: &Text<'_>, at: usize) -> bool {
    let (Some(token), Some(hyphen), Some(next)) =
        (text.tokens.get(at), text.tokens.get(at + 1), text.tokens.get(at + 2))
    else {
        return false;
    };
    let joined = hyphen.lower == "-" && token.span.end == hyphen.span.start && hyphen.span.end == next.span.start;
    joined && matches!(next.tag, Tag::VBN | Tag::VBD | Tag::VBG)
}

/// Whether what may be a verb is none here: "armed forces", "close to the border".
fn is_attribute(token: &Token) -> bool {
    token.relation == Relation::Amod || token.tag.is_adjective() || token.tag.is_adverb() || token.tag == Tag::IN
}

/// Whether words are part of a longer name ("the Border Talks Office"), and not of a headline that has capitals anyway.
fn in_name(text: &Text<'_>, sentence: &Range<usize>, range: &Range<usize>) -> bool {
    let capital = |at: usize| text.words(text.tokens[at].span).starts_with(char::is_uppercase);
    let next = range.end < sentence.end && capital(range.end) && text.tokens[range.end].tag.is_proper();
    let small = sentence.clone().filter(|at| text.tokens[*at].is_word() && !capital(*at)).count();
    next && range.clone().all(capital) && 3 * small > sentence.len()
}

/// The stems of the words that tell something, each once.
fn content(lemmas: &[String]) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for lemma in lemmas {
        let word = lemma.chars().any(char::is_alphanumeric) && !FUNCTION.contains(&lemma.as_str());
        let stem = stem(lemma);
        if word && !stems.iter().any(|known| known == stem) {
            stems.push(stem.to_owned());
        }
    }
    stems
}

/// Nouns for bodies and voices that the thesaurus knows by other senses only.
const BODIES: &[&str] = &[
    "administration",
    "campaign",
    "camp",
    "capital",
    "command",
    "delegation",
    "executive",
    "house",
    "leadership",
    "lobby",
    "majority",
    "media",
    "ministry",
    "minority",
    "mission",
    "movement",
    "office",
    "opposition",
    "palace",
    "parliament",
    "percent",
    "half",
    "third",
    "quarter",
    "presidency",
    "side",
    "voice",
];

/// Whether a common noun can stand for somebody who takes a side: a person, a group, a body; not a report or a challenge.
pub(super) fn is_somebody(noun: &str) -> bool {
    BODIES.contains(&noun) || thesaurus::is_somebody(noun).unwrap_or(true)
}

/// Endings of derivations, and how many letters must stand before each: "policy" is not "police", nor "plane" a "plan".
const ENDINGS: [(&str, usize); 10] = [
    ("ation", 5),
    ("ment", 5),
    ("ate", 5),
    ("ial", 5),
    ("ity", 5),
    ("ion", 5),
    ("al", 5),
    ("ing", 5),
    ("e", 5),
    ("y", 6),
];

/// The part of a lemma that its derivations share: negotiate and negotiation, withdraw and withdrawal.
pub(super) fn stem(lemma: &str) -> &str {
    let rest =
        |(ending, least): &(&str, usize)| lemma.strip_suffix(ending).filter(|rest| rest.chars().count() >= *least);
    ENDINGS.iter().find_map(rest).unwrap_or(lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_catalogue_parses_and_ids_are_unique_over_all() {
        assert_eq!(ready().len(), 4);
        let all = all_ready();
        assert_eq!(all.issues.len(), ready().iter().map(|catalogue| catalogue.issues.len()).sum::<usize>());
        let ids: std::collections::BTreeSet<_> = all.issues.iter().map(|issue| &issue.id).collect();
        assert_eq!(ids.len(), all.issues.len());
    }

    #[test]
    fn terms_are_found_in_every_inflection_and_opposite_ones_are_told_apart() {
        let catalogue = parse_catalogue("[[issue]]\nid = \"dam\"\nname = \"Dam\"\nterms = [\"build the dam\"]\nopposite_terms = [\"tear down the dam\"]").unwrap();
        let hits = Terms::new(&catalogue).find(&Text::new("Building the dam helps. They tear down the dam."));
        assert_eq!(hits.iter().map(|hit| hit.opposite).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn derivations_share_a_stem_and_other_words_do_not() {
        for (one, other) in
            [("negotiate", "negotiation"), ("secure", "security"), ("refuse", "refusal"), ("deliver", "delivery")]
        {
            assert_eq!(stem(one), stem(other));
        }
        for (one, other) in [("police", "policy"), ("plane", "plan"), ("treaty", "treat"), ("party", "part")] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn a_word_given_as_a_plural_is_a_noun() {
        let catalogue = parse_catalogue("[[issue]]\nid = \"talks\"\nname = \"Talks\"\nterms = [\"talks\"]").unwrap();
        let hits = |text: &str| Terms::new(&catalogue).find(&Text::new(text)).len();
        assert_eq!(hits("She wants to talk about the harbour, and he talks at length."), 0);
        assert_eq!(hits("She wants talks with the islanders, whose offer of talks came late."), 2);
    }

    #[test]
    fn what_is_part_of_an_other_term_is_no_place() {
        let catalogue = parse_catalogue(
            "[[issue]]\nid = \"aid\"\nname = \"Aid\"\nterms = [\"military aid\", \"aid to Chile\", \"send arms\"]\nother_terms = [\"food aid\", \"arms to Peru\"]",
        )
        .unwrap();
        let hits = |text: &str| Terms::new(&catalogue).find(&Text::new(text)).len();
        assert_eq!(hits("Kenya announced food aid to Chile. Kenya sends arms and boats to the islands."), 1);
        assert_eq!(hits("Kenya announced military and food aid to Chile, and food and military aid."), 2);
        // The order counts, and the fuller term.
        assert_eq!(hits("Aid to Chile is food for thought. It was told to send arms. It sends arms to old Peru."), 2);
    }

    #[test]
    fn a_name_that_acts_is_not_the_one_that_a_term_speaks_of() {
        let catalogue = parse_catalogue(
            "[[issue]]\nid = \"a\"\nname = \"A\"\nterms = [\"talks with Chile\", \"supply Chile with\"]",
        )
        .unwrap();
        let hits = |text: &str| Terms::new(&catalogue).find(&Text::new(text)).len();
        assert_eq!(hits("Peru urged Chile to hold talks. Chile may supply timber."), 0);
        assert_eq!(
            hits("The Chile talks failed. Peru will supply Chile with timber. Chile may be supplied by Peru."),
            3
        );
    }

    #[test]
    fn a_long_text_without_the_context_is_about_something_else() {
        let catalogue = parse_catalogue(
            "context = [\"war\", \"cease-fire\"]\n[[issue]]\nid = \"talks\"\nname = \"Talks\"\nterms = [\"talks\"]",
        )
        .unwrap();
        let hits = |text: &str| Terms::new(&catalogue).find(&Text::new(text)).len();
        let padding = "The harbour was calm and the gulls were loud. ".repeat(40);
        assert_eq!(hits("She wants talks."), 1);
        assert_eq!(hits(&format!("She wants talks. {padding}")), 0);
        assert_eq!(hits(&format!("She wants talks. {padding} The war went on.")), 0);
        let war = "The war went on without a cease-fire. ".repeat(3);
        assert_eq!(hits(&format!("She wants talks. {padding} {war}")), 1);
    }

    #[test]
    fn a_term_keeps_to_its_clause_and_its_kinds_of_words() {
        let catalogue = parse_catalogue(
            "[[issue]]\nid = \"a\"\nname = \"A\"\nterms = [\"close the border\", \"foreign workers\", \"give up land\", \"meet Orsk\"]",
        )
        .unwrap();
        let hits = |text: &str| Terms::new(&catalogue).find(&Text::new(text)).len();
        assert_eq!(hits("They want to close the northern border and meet Orsk, and hire foreign farm workers."), 3);
        assert_eq!(hits("The camp is close to the border. They asked workers to train their foreign guests."), 0);
        assert_eq!(hits("She wants land, giving it up in part. They meet Orsk's envoy."), 0);
    }

    #[test]
    fn a_bad_catalogue_says_what_is_wrong() {
        assert!(
            parse_catalogue("[[issue]]\nid = \"a\"\nname = \"A\"\n[[issue]]\nid = \"a\"\nname = \"B\"")
                .unwrap_err()
                .contains("twice")
        );
        assert!(parse_catalogue("{").unwrap_err().contains("JSON"));
        assert!(parse_catalogue("title = \"x\"").unwrap_err().contains("no [[issue]]"));
    }
}
