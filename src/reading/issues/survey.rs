//! What the loaded articles have of an issue that a person writes: how much each of its terms finds, which terms it
//! lacks, and which issues nobody has written yet.
//!
//! Comes in: texts with their quotations, an issue or a catalogue. Goes out: counts, examples and proposals. Never
//! here: a change to the catalogue; a person accepts what is proposed.

use std::collections::{BTreeMap, BTreeSet};

use super::thesaurus::{self, Kind};
use super::wording::{candidates, key, named, own_terms, words};
use super::{Terms, phrases};
use crate::language::{Relation, Text};
use crate::model::{Catalogue, Issue, IssueId, Span};
use crate::reading::stances;

/// A text and what in it is quoted.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The whole text.
    pub text: String,
    /// The contents of its quotations.
    pub quoted: Vec<Span>,
}

/// A sentence that shows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Which of the texts.
    pub article: usize,
    /// The sentence.
    pub sentence: String,
}

/// How much something finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Sentences that it is found in.
    pub sentences: usize,
    /// Texts that it is found in.
    pub articles: usize,
    /// The first of these sentences, of different texts where there are some; [`EXAMPLES`] at most.
    pub examples: Vec<Example>,
}

/// Why a term tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// No text has it.
    Nothing,
    /// A fifth of all sentences have it, and ten at least.
    Everything,
}

/// A term of an issue and what it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The term as it is written.
    pub term: String,
    /// Whether it is an opposite term.
    pub opposite: bool,
    /// What it finds.
    pub count: Count,
    /// What is wrong with it, if something is.
    pub warning: Option<Warning>,
}

/// Why a term is proposed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The name or the proposition has it.
    Named,
    /// A word of it means the same as this one.
    Like(String),
    /// A word of it means the opposite of this one.
    Against(String),
    /// So many of the sentences that speak of the issue have it, far more than chance would.
    Beside(usize),
}

/// A term that an issue lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The term.
    pub term: String,
    /// Whether it would be an opposite term.
    pub opposite: bool,
    /// Why it is proposed.
    pub why: Why,
    /// What it would find.
    pub count: Count,
}

/// What the texts have of an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What all its terms find together.
    pub all: Count,
    /// Each term, in the issue's order, the opposite ones last.
    pub terms: Vec<Found>,
    /// Terms that it lacks, the best first.
    pub proposals: Vec<Proposal>,
}

/// An issue that the texts talk about and the catalogue lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The issue as it would be added.
    pub issue: Issue,
    /// Where the texts speak of it.
    pub count: Count,
    /// In how many sentences a word that shows a stance governs it.
    pub wanted: usize,
    /// In how many sentences it stands within a quotation.
    pub quoted: usize,
}

/// As many examples are kept of each thing found.
pub const EXAMPLES: usize = 3;

/// As many terms are proposed for an issue, and as many issues for a catalogue.
const PROPOSED: usize = 12;

/// From this value of [`association`] on two things stand together by chance in one of a thousand cases.
const BEYOND_CHANCE: f64 = 10.83;

/// A place of a phrase.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Index into [`Survey::lines`].
    line: usize,
    span: Span,
    wanted: bool,
    quoted: bool,
    plural: bool,
    /// "a levy" rather than "the levy".
    some: bool,
    definite: bool,
}

/// A phrase that recurs, in all its inflections.
#[derive(Debug)]
struct Phrase {
    /// Its words by lemma, a space between.
    words: String,
    /// In order.
    places: Vec<Place>,
}

/// Texts, looked through once for many questions.
#[derive(Debug, Default)]
pub struct Survey {
    texts: Vec<String>,
    /// The sentences of all texts: whose, and where.
    lines: Vec<(usize, Span)>,
    /// The first line of each text.
    first: Vec<usize>,
    /// Phrases that stand in two sentences at least.
    phrases: Vec<Phrase>,
}

impl Survey {
    /// Looks through texts.
    pub fn new(sources: impl IntoIterator<Item = Source>) -> Self {
        let mut survey = Self::default();
        let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for source in sources {
            survey.add(&source, &mut places);
            survey.texts.push(source.text);
        }
        let recurs =
            |places: &Vec<Place>| places.first().map(|place| place.line) != places.last().map(|place| place.line);
        survey.phrases = places
            .into_iter()
            .filter(|(_, places)| recurs(places))
            .map(|(words, places)| Phrase { words, places })
            .collect();
        survey
    }

    /// How many texts were looked through.
    pub fn articles(&self) -> usize {
        self.texts.len()
    }

    fn add(&mut self, source: &Source, places: &mut BTreeMap<String, Vec<Place>>) {
        let text = Text::new(&source.text);
        self.first.push(self.lines.len());
        for sentence in &text.sentences {
            let line = self.lines.len();
            self.lines.push((self.texts.len(), sentence.span));
            let wanted = stances::objects(&text, sentence.tokens.clone());
            for phrase in phrases::phrases(&text, sentence.tokens.clone()) {
                let Some(span) = text.span_of(phrase.clone()) else { continue };
                let head = phrase.end - 1;
                let determiner = text.child(head, Relation::Det).map(|at| text.tokens[at].lower.as_str());
                let place = Place {
                    line,
                    span,
                    wanted: wanted.contains(&head),
                    quoted: source.quoted.iter().any(|quoted| quoted.contains(span)),
                    plural: text.tokens[head].tag.is_plural(),
                    some: matches!(determiner, Some("a" | "an")),
                    definite: matches!(determiner, Some("the" | "this" | "that")),
                };
                places.entry(words(&text, phrase)).or_default().push(place);
            }
        }
    }

    /// What each term of an issue finds, and which terms it lacks.
    pub fn look(&self, issue: &Issue) -> Look {
        let own: Vec<(String, bool)> = own_terms(issue);
        let named = named(issue);
        let proposed = candidates(issue, &own, &named);
        // The issue as it is, or as its name and proposition make it, then each term alone.
        let mut whole = issue.clone();
        if own.is_empty() {
            let of = |opposite| named.iter().filter(move |named| named.1 == opposite).map(|named| named.0.clone());
            (whole.terms, whole.opposite_terms) = (of(false).collect(), of(true).collect());
        }
        let single = own.iter().map(|(term, _)| term).chain(proposed.iter().map(|proposal| &proposal.term));
        let mut issues = vec![whole];
        let other_terms = &issue.other_terms;
        issues.extend(single.map(|term| Issue {
            terms: vec![term.clone()],
            other_terms: other_terms.clone(),
            ..Issue::default()
        }));
        let mut lines = self.find(&Catalogue { title: String::new(), issues });
        let of_singles = lines.split_off(1);
        let of_issue = lines.pop().unwrap_or_default();
        let (of_own, of_proposed) = of_singles.split_at(own.len());
        let terms = own.iter().zip(of_own).map(|((term, opposite), lines)| Found {
            term: term.clone(),
            opposite: *opposite,
            count: self.count(lines),
            warning: self.warning(lines),
        });
        let mut proposals: Vec<Proposal> = proposed
            .into_iter()
            .zip(of_proposed)
            .map(|(proposal, lines)| Proposal { count: self.count(lines), ..proposal })
            .collect();
        proposals.extend(self.beside(&own, &named, &of_issue));
        Look { all: self.count(&of_issue), terms: terms.collect(), proposals: best(proposals, self.texts.is_empty()) }
    }

    /// Phrases that stand in the sentences of the issue far more often than in others, by [`association`].
    fn beside(&self, own: &[(String, bool)], named: &[(String, bool)], of_issue: &BTreeSet<usize>) -> Vec<Proposal> {
        let known: Vec<Vec<String>> = own.iter().chain(named).map(|(term, _)| key(term)).collect();
        let mut found: Vec<(f64, Proposal)> = Vec::new();
        for phrase in &self.phrases {
            let lines = lines_of(phrase);
            let both = lines.intersection(of_issue).count();
            if both < 2 || !is_matter(&phrase.words) {
                continue;
            }
            // What a term finds already is no new one, and a part of it alone is too wide.
            let stems = key(&phrase.words);
            if known.iter().any(|term| {
                term.iter().all(|stem| stems.contains(stem)) || stems.iter().all(|stem| term.contains(stem))
            }) {
                continue;
            }
            let sure = association(both, lines.len(), of_issue.len(), self.lines.len());
            if sure >= BEYOND_CHANCE {
                let count = self.count(&lines);
                let term = phrase.words.clone();
                found.push((sure, Proposal { term, opposite: false, why: Why::Beside(both), count }));
            }
        }
        found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let mut kept: Vec<Proposal> = Vec::new();
        for (_, proposal) in found {
            let within =
                |other: &Proposal| other.term.ends_with(&proposal.term) || proposal.term.ends_with(&other.term);
            if !kept.iter().any(within) {
                kept.push(proposal);
            }
        }
        kept
    }

    /// Issues that the texts talk about and the catalogue lacks: phrases that recur as what words of stance govern or
    /// within quotations and that no term of the catalogue finds, the most spoken of first.
    pub fn missing(&self, catalogue: &Catalogue) -> Vec<Missing> {
        let mut ranked: Vec<(usize, &Phrase)> = Vec::new();
        for phrase in self.phrases.iter().filter(|phrase| is_matter(&phrase.words)) {
            let lines = |is: fn(&&Place) -> bool| {
                phrase.places.iter().filter(is).map(|place| place.line).collect::<BTreeSet<_>>().len()
            };
            let (wanted, quoted) = (lines(|place| place.wanted), lines(|place| place.quoted));
            // A phrase of several words is more of a proposition than a noun alone, which has to be taken sides on often.
            let words = phrase.words.split(' ').count().min(2);
            if wanted > 0 && wanted + quoted > 1 && (words > 1 || 12 * wanted >= lines(|_| true)) {
                ranked.push(((2 * wanted + quoted) * (words + 1), phrase));
            }
        }
        ranked.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.words.cmp(&other.words)));
        ranked.truncate(20 * PROPOSED);
        let known = Terms::new(catalogue);
        let hits: Vec<Vec<Span>> =
            self.texts.iter().map(|text| known.find(&Text::cut(text)).iter().map(|hit| hit.span).collect()).collect();
        let is_known = |place: &&Place| hits[self.lines[place.line].0].iter().any(|hit| hit.overlaps(place.span));
        let mut found: Vec<(Missing, &Phrase)> = Vec::new();
        for (_, phrase) in ranked {
            if found.len() == PROPOSED {
                break;
            }
            let covered = phrase.places.iter().filter(is_known).count();
            let again = found.iter().any(|(_, other)| overlap(phrase, other));
            if 3 * covered >= phrase.places.len() || again {
                continue;
            }
            let lines = |is: fn(&&Place) -> bool| {
                phrase.places.iter().filter(is).map(|place| place.line).collect::<BTreeSet<_>>()
            };
            let wanted = lines(|place| place.wanted);
            let quoted = lines(|place| place.quoted).len();
            // Examples begin with sentences that take sides.
            let all = lines_of(phrase);
            let mut count = self.count(&wanted);
            let more = self.count(&all);
            let new = more.examples.into_iter().filter(|example| !count.examples.contains(example));
            let new: Vec<Example> = new.take(EXAMPLES.saturating_sub(count.examples.len())).collect();
            count.examples.extend(new);
            (count.sentences, count.articles) = (more.sentences, more.articles);
            found.push((
                Missing { issue: issue_of(self, phrase, catalogue), count, wanted: wanted.len(), quoted },
                phrase,
            ));
        }
        found.into_iter().map(|(missing, _)| missing).collect()
    }

    /// The lines that each issue of a catalogue is found in.
    fn find(&self, catalogue: &Catalogue) -> Vec<BTreeSet<usize>> {
        let terms = Terms::new(catalogue);
        let mut found = vec![BTreeSet::new(); catalogue.issues.len()];
        for (text, first) in self.texts.iter().zip(&self.first) {
            let text = Text::cut(text);
            for hit in terms.find(&text) {
                if let Some(sentence) = text.sentence_at(hit.span.start) {
                    found[hit.issue].insert(first + sentence);
                }
            }
        }
        found
    }

    fn count(&self, lines: &BTreeSet<usize>) -> Count {
        let mut articles: Vec<usize> = lines.iter().map(|line| self.lines[*line].0).collect();
        articles.dedup();
        let mut shown: Vec<usize> = Vec::new();
        for line in lines {
            let article = self.lines[*line].0;
            if shown.len() < EXAMPLES && shown.iter().all(|other| self.lines[*other].0 != article) {
                shown.push(*line);
            }
        }
        let more = lines.iter().filter(|line| !shown.contains(line)).take(EXAMPLES - shown.len());
        let mut shown: Vec<usize> = shown.iter().chain(more).copied().collect();
        shown.sort_unstable();
        let example = |line: usize| {
            let (article, span) = self.lines[line];
            Example { article, sentence: span.of(&self.texts[article]).to_owned() }
        };
        Count { sentences: lines.len(), articles: articles.len(), examples: shown.into_iter().map(example).collect() }
    }

    fn warning(&self, lines: &BTreeSet<usize>) -> Option<Warning> {
        if self.texts.is_empty() {
            None
        } else if lines.is_empty() {
            Some(Warning::Nothing)
        } else {
            (lines.len() >= 10 && 5 * lines.len() >= self.lines.len()).then_some(Warning::Everything)
        }
    }
}

/// How surely two things stand together more often than chance would have them, of which the one stands in `one`
/// sentences, the other in `other`, and both in `both` of `all`: the log-likelihood ratio G² of Dunning (1993), 0 where
/// they stand together less often.
fn association(both: usize, one: usize, other: usize, all: usize) -> f64 {
    let [both, one, other, all] = [both, one, other, all].map(|count| count as f64);
    if both * all <= one * other {
        return 0.0;
    }
    let term =
        |seen: f64, row: f64, column: f64| if seen > 0.0 { seen * (seen * all / (row * column)).ln() } else { 0.0 };
    2.0 * (term(both, one, other)
        + term(one - both, one, all - other)
        + term(other - both, all - one, other)
        + term(all - one - other + both, all - one, all - other))
}

/// Whether a phrase names what one can be for or against, rather than a person, a place, a time or anything at all.
fn is_matter(phrase: &str) -> bool {
    let head = phrase.rsplit(' ').next().unwrap_or(phrase);
    match thesaurus::kind(head) {
        Some(Kind::Thing) => false,
        Some(Kind::Idea) => phrase.contains(' '),
        _ => phrase.contains(' ') || !(thesaurus::is_common(head) || stances::is_stance(head)),
    }
}

fn lines_of(phrase: &Phrase) -> BTreeSet<usize> {
    phrase.places.iter().map(|place| place.line).collect()
}

/// Whether two phrases stand for the same: one ends as the other, and half of the rarer one's places are the other's.
fn overlap(one: &Phrase, other: &Phrase) -> bool {
    let (few, many) = if one.places.len() <= other.places.len() { (one, other) } else { (other, one) };
    let shared = few
        .places
        .iter()
        .filter(|place| many.places.iter().any(|there| there.line == place.line && there.span.overlaps(place.span)));
    2 * shared.count() >= few.places.len()
}

/// The issue that a phrase makes.
fn issue_of(survey: &Survey, phrase: &Phrase, catalogue: &Catalogue) -> Issue {
    let most = |is: fn(&&Place) -> bool| 2 * phrase.places.iter().filter(is).count() > phrase.places.len();
    let plural = most(|place| place.plural);
    let words = match phrase.places.iter().find(|place| place.plural).filter(|_| plural) {
        // The words before the head by lemma, the head as it stands.
        Some(place) => {
            let text = &survey.texts[survey.lines[place.line].0];
            let head = place.span.of(text).rsplit(' ').next().unwrap_or_default();
            let before = phrase.words.rsplit_once(' ').map(|(before, _)| format!("{before} ")).unwrap_or_default();
            before + &head.to_lowercase()
        }
        None => phrase.words.clone(),
    };
    let vowel = words.starts_with(['a', 'e', 'i', 'o', 'u']);
    let proposition = if !plural && phrase.places.iter().any(|place| place.some) {
        format!("There should be {} {words}", if vowel { "an" } else { "a" })
    } else if most(|place| place.definite) {
        format!("The {words} should go ahead")
    } else {
        format!("There should be {words}")
    };
    let mut letters = words.chars();
    let name = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    let slug = words.to_lowercase().replace(' ', "-");
    let mut id = slug.clone();
    for number in 2.. {
        if catalogue.get(&IssueId(id.clone())).is_none() {
            break;
        }
        id = format!("{slug}-{number}");
    }
    Issue { id: IssueId(id), name, proposition, terms: vec![phrase.words.clone()], ..Issue::default() }
}

/// The proposals worth a look: those that find something, what is named before what is like it; those that find nothing
/// only where there is nothing to look in, or where the issue itself names them.
fn best(mut proposals: Vec<Proposal>, blind: bool) -> Vec<Proposal> {
    proposals.retain(|proposal| blind || proposal.count.sentences > 0 || proposal.why == Why::Named);
    let rank = |why: &Why| match why {
        Why::Named => 0,
        Why::Like(_) => 1,
        Why::Against(_) => 2,
        Why::Beside(_) => 3,
    };
    // Stable: what stood first of a kind stays first.
    proposals.sort_by_key(|proposal| rank(&proposal.why));
    let mut left = BTreeMap::from([(0, 4), (1, 6), (2, 3), (3, 5)]);
    proposals.retain(|proposal| {
        let left = left.entry(rank(&proposal.why)).or_insert(0_usize);
        let keep = *left > 0;
        *left = left.saturating_sub(1);
        keep
    });
    proposals.truncate(PROPOSED);
    proposals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(name: &str, proposition: &str) -> Issue {
        Issue { name: name.to_owned(), proposition: proposition.to_owned(), ..Issue::default() }
    }

    fn survey(texts: &[&str]) -> Survey {
        let whole = |text: &&str| Source { text: (*text).to_owned(), quoted: Vec::new() };
        Survey::new(texts.iter().map(whole))
    }

    fn terms(look: &Look) -> Vec<(&str, bool)> {
        look.proposals.iter().map(|proposal| (proposal.term.as_str(), proposal.opposite)).collect()
    }

    #[test]
    fn a_name_and_a_sentence_give_terms_without_any_article() {
        let look = survey(&[]).look(&issue("Carbon tax", "The council should raise the carbon tax"));
        assert!(terms(&look).contains(&("carbon tax", false)), "{look:?}");
        assert!(terms(&look).contains(&("lower carbon tax", true)), "{look:?}");
        let look = survey(&[]).look(&issue("Tolls", "Road tolls should be abolished"));
        assert!(terms(&look).contains(&("road toll", true)), "{look:?}");
    }

    #[test]
    fn words_of_like_meaning_are_proposed_where_the_articles_have_them() {
        let texts = ["Peru wants an armistice. It rained.", "The truce holds. Chile broke the armistice."];
        let mut truce = issue("Ceasefire", "There should be a ceasefire");
        let look = survey(&texts).look(&truce);
        let like: Vec<_> = look.proposals.iter().filter(|one| one.why == Why::Like("ceasefire".to_owned())).collect();
        assert_eq!(
            like.iter().map(|one| (one.term.as_str(), one.count.sentences)).collect::<Vec<_>>(),
            [("armistice", 2), ("truce", 1)]
        );
        assert_eq!(like[0].count.examples[0].sentence, "Peru wants an armistice.");
        truce.terms = vec!["armistice".to_owned()];
        let look = survey(&texts).look(&truce);
        assert!(!terms(&look).contains(&("armistice", false)), "what is there is not proposed");
    }

    #[test]
    fn each_term_is_counted_and_warned_of() {
        let text = "The dam is near. ".repeat(9) + "The dam is far. The mill is old.";
        let mut dam = issue("Dam", "");
        dam.terms = vec!["dam".to_owned(), "mill".to_owned(), "weir".to_owned()];
        let look = survey(&[&text]).look(&dam);
        let warned: Vec<_> = look.terms.iter().map(|found| (found.count.sentences, found.warning)).collect();
        assert_eq!(warned, [(10, Some(Warning::Everything)), (1, None), (0, Some(Warning::Nothing))]);
        assert_eq!((look.all.sentences, look.all.articles, look.all.examples.len()), (11, 1, EXAMPLES));
    }

    #[test]
    fn what_stands_together_by_chance_is_not_associated() {
        assert!(association(8, 10, 10, 1000) > BEYOND_CHANCE);
        assert!(association(1, 100, 10, 1000) < BEYOND_CHANCE);
        assert!(association(0, 10, 10, 1000) < f64::EPSILON);
    }

    #[test]
    fn an_issue_that_is_argued_over_and_not_in_the_catalogue_is_proposed_once() {
        let texts =
            ["Peru rejected a school levy. Chile welcomed the school levy.", "Bolivia opposes the school levy."];
        let missing = survey(&texts).missing(&Catalogue::default());
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert_eq!(missing[0].issue.name, "School levy");
        assert_eq!(missing[0].issue.proposition, "There should be a school levy");
        assert_eq!((missing[0].wanted, missing[0].count.articles), (3, 2));
        let known = Catalogue { title: String::new(), issues: vec![missing[0].issue.clone()] };
        assert_eq!(survey(&texts).missing(&known), []);
    }
}
