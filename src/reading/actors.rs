//! Who is in an article: countries, organisations, persons and groups, with every place that refers to them.
//!
//! Comes in: a cut text. Goes out: [`Actors`]. Never here: who says what.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::gazetteer::{self, Form};
use crate::language::{Text, Token};
use crate::model::{ActorKind, Mentioned, MentionedIx, Span};

/// The actors of one article.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    /// In order of first mention.
    pub list: Vec<Mentioned>,
    /// Every mention with its actor, in order of the text; a collective has one entry for each member.
    mentions: Vec<(Span, MentionedIx)>,
    /// The office that a person holds ("president"), by actor.
    offices: BTreeMap<MentionedIx, BTreeSet<String>>,
}

impl Actors {
    /// The actors of a mention that overlaps `span`, each once, in order of the text.
    pub fn at(&self, span: Span) -> Vec<MentionedIx> {
        let from = self.mentions.partition_point(|(mention, _)| mention.end <= span.start);
        let mut found = Vec::new();
        for (mention, ix) in self.mentions[from..].iter().take_while(|(mention, _)| mention.start < span.end) {
            if mention.overlaps(span) && !found.contains(ix) {
                found.push(*ix);
            }
        }
        found
    }

    /// The mentions within `span`, in order of the text.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = (Span, MentionedIx)> + '_ {
        let from = self.mentions.partition_point(|(mention, _)| mention.start < span.start);
        self.mentions[from..].iter().copied().take_while(move |(mention, _)| mention.end <= span.end)
    }

    fn add(&mut self, name: &str, kind: ActorKind) -> MentionedIx {
        self.list.push(Mentioned {
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
            affiliation: None,
            mentions: Vec::new(),
        });
        MentionedIx((self.list.len() - 1) as u32)
    }

    fn named(&mut self, name: &str, kind: ActorKind) -> MentionedIx {
        match self.list.iter().position(|actor| actor.name == name && actor.kind == kind) {
            Some(at) => MentionedIx(at as u32),
            None => self.add(name, kind),
        }
    }

    fn mention(&mut self, ix: MentionedIx, span: Span) {
        self.mentions.push((span, ix));
    }

    fn alias(&mut self, ix: MentionedIx, alias: &str) {
        let actor = &mut self.list[ix.0 as usize];
        if actor.name != alias && !actor.aliases.iter().any(|known| known == alias) {
            actor.aliases.push(alias.to_owned());
        }
    }

    fn finish(mut self) -> Self {
        self.mentions.sort();
        self.mentions.dedup();
        for (span, ix) in &self.mentions {
            self.list[ix.0 as usize].mentions.push(*span);
        }
        for actor in &mut self.list {
            actor.aliases.sort();
        }
        self
    }
}

/// Words before a name that say what someone is; lower case.
const TITLES: &[&str] = &[
    "president",
    "mediator",
    "chancellor",
    "minister",
    "premier",
    "secretary",
    "ambassador",
    "envoy",
    "general",
    "gen",
    "senator",
    "sen",
    "representative",
    "rep",
    "governor",
    "gov",
    "mr",
    "mrs",
    "ms",
    "dr",
    "king",
    "queen",
    "prince",
    "pope",
    "chief",
    "leader",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "negotiator",
    "chairman",
    "chairwoman",
    "commissioner",
    "adviser",
    "advisor",
    "director",
    "speaker",
    "colonel",
    "col",
    "lt",
    "sir",
    "lady",
    "lord",
    "judge",
    "justice",
    "mayor",
    "congressman",
    "congresswoman",
    "candidate",
    "aide",
    "marshal",
    "commander",
    "official",
    "professor",
    "prof",
    "analyst",
    "head",
];

/// Plural nouns that make a group.
const GROUPS: &[&str] = &[
    "leaders",
    "officials",
    "allies",
    "senators",
    "lawmakers",
    "critics",
    "experts",
    "diplomats",
    "ministers",
    "governments",
    "countries",
    "nations",
    "negotiators",
    "analysts",
    "democrats",
    "republicans",
    "activists",
    "protesters",
    "rebels",
    "militants",
    "separatists",
    "opponents",
    "supporters",
    "residents",
    "voters",
    "mediators",
    "envoys",
    "partners",
    "states",
    "authorities",
    "commanders",
    "investigators",
    "prosecutors",
    "soldiers",
    "refugees",
    "aides",
    "generals",
    "parliamentarians",
];

/// Capitalised words that are no person's name, or end the name of a thing.
const THINGS: &[&str] = &[
    "office",
    "house",
    "street",
    "region",
    "province",
    "city",
    "court",
    "university",
    "ministry",
    "council",
    "party",
    "times",
    "post",
    "news",
    "agency",
    "press",
    "committee",
    "department",
    "treaty",
    "agreement",
    "summit",
    "war",
    "union",
    "bank",
    "group",
    "force",
    "forces",
    "army",
    "navy",
    "administration",
    "parliament",
    "congress",
    "senate",
    "commission",
    "day",
    "initiative",
    "act",
    "plan",
    "center",
    "centre",
    "institute",
    "conference",
    "minister",
    "president",
    "sea",
    "river",
    "bay",
    "island",
    "islands",
    "north",
    "south",
    "east",
    "west",
    "airport",
    "square",
    "palace",
    "league",
    "organization",
    "organisation",
    "foundation",
    "company",
    "inc",
    "corp",
    "ltd",
    "company",
    "journal",
    "television",
    "radio",
    "channel",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "christmas",
    "easter",
    "ramadan",
    "english",
    "european",
    "western",
    "eastern",
    "northern",
    "southern",
    "central",
    "arab",
    "islamic",
    "christian",
    "muslim",
    "jewish",
    "middle",
    "africa",
    "asia",
    "europe",
    "america",
    "facebook",
    "twitter",
    "telegram",
    "youtube",
    "google",
    "reuters",
    "ap",
    "afp",
    "bbc",
    "cnn",
    "photo",
    "image",
    "file",
    "oval",
    "black",
    "red",
    "world",
    "cold",
    "national",
    "international",
    "federal",
    "supreme",
    "state",
    "united",
    "new",
    "nobel",
    "prize",
    "covid",
    "internet",
    "i",
];

/// Finds the actors of an article.
pub fn find(text: &Text<'_>) -> Actors {
    let mut actors = Actors::default();
    let places = gazetteer::places(text.text);
    let mut taken = vec![false; text.tokens.len()];
    let mut country_at: BTreeMap<usize, &'static str> = BTreeMap::new();
    for place in &places {
        let tokens = text.tokens_in(place.span);
        taken[tokens.clone()].fill(true);
        country_at.insert(tokens.end, place.name);
        // An adjective refers only through its noun ("German officials"), a plural demonym is the people itself.
        if place.form != Form::Adjective {
            let ix = actors.named(place.name, place.kind);
            actors.alias(ix, text.words(place.span));
            actors.mention(ix, place.span);
        }
    }
    persons(text, &mut actors, &mut taken, &country_at);
    groups(text, &mut actors, &taken, &country_at);
    actors.mentions.sort();
    references(text, &mut actors, &country_at);
    actors.finish()
}

/// A run of capitalised words that may name a person.
struct Run {
    tokens: std::ops::Range<usize>,
    title: Option<usize>,
    starts_sentence: bool,
}

fn persons(text: &Text<'_>, actors: &mut Actors, taken: &mut [bool], country_at: &BTreeMap<usize, &'static str>) {
    let runs = runs(text, taken);
    let starts: BTreeSet<&str> = runs
        .iter()
        .filter(|run| !run.starts_sentence || run.tokens.len() > 1)
        .map(|run| text.tokens[run.tokens.end - 1].lower.as_str())
        .collect();
    let mut by_surname: BTreeMap<String, MentionedIx> = BTreeMap::new();
    // Full names first, so that a surname before its full name (a headline) finds its owner.
    for run in runs.iter().filter(|run| run.tokens.len() >= 2 && run.tokens.len() <= 4) {
        let surname = &text.tokens[run.tokens.end - 1].lower;
        let alone =
            runs.iter().any(|other| other.tokens.len() == 1 && text.tokens[other.tokens.start].lower == *surname);
        if run.title.is_some() || alone || beside_speech(text, run) {
            let Some(span) = text.span_of(run.tokens.clone()) else { continue };
            let name = text.words(span);
            let ix = match by_surname.get(&key(surname)) {
                Some(ix) if actors.list[ix.0 as usize].name == name => *ix,
                Some(ix) if same_given(&actors.list[ix.0 as usize].name, name) => *ix,
                _ => actors.add(name, ActorKind::Person),
            };
            actors.alias(ix, name);
            by_surname.entry(key(surname)).or_insert(ix);
            note_person(text, actors, ix, run, span, country_at);
        }
    }
    for run in runs.iter().filter(|run| run.tokens.len() == 1) {
        let word = &text.tokens[run.tokens.start];
        let Some(span) = text.span_of(run.tokens.clone()) else { continue };
        let known = by_surname.get(&key(&word.lower)).copied();
        let ix = match known {
            Some(ix) => ix,
            // Unknown so far: a title, or a verb of speech beside a name that also stands within sentences, tells.
            None if run.title.is_some() || (starts.contains(word.lower.as_str()) && beside_speech(text, run)) => {
                let ix = actors.add(text.words(span), ActorKind::Person);
                by_surname.insert(key(&word.lower), ix);
                ix
            }
            None => continue,
        };
        actors.alias(ix, text.words(span));
        note_person(text, actors, ix, run, span, country_at);
    }
    for run in &runs {
        taken[run.tokens.clone()].fill(true);
    }
}

fn note_person(
    text: &Text<'_>,
    actors: &mut Actors,
    ix: MentionedIx,
    run: &Run,
    span: Span,
    country_at: &BTreeMap<usize, &'static str>,
) {
    let from = run.title.unwrap_or(run.tokens.start);
    let whole = text.span_of(from..run.tokens.end).unwrap_or(span);
    actors.mention(ix, whole);
    if run.title.is_some() {
        let offices = actors.offices.entry(ix).or_default();
        offices.extend(text.tokens[from..run.tokens.start].iter().map(|token| token.lower.clone()));
        if let Some(country) = country_at.get(&from) {
            let country = actors.named(country, ActorKind::Country);
            if actors.list[ix.0 as usize].affiliation.is_none() && country != ix {
                actors.list[ix.0 as usize].affiliation = Some(country);
            }
        }
    }
}

fn runs(text: &Text<'_>, taken: &[bool]) -> Vec<Run> {
    let mut runs = Vec::new();
    for sentence in &text.sentences {
        let headline = is_headline(text, sentence.tokens.clone());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if taken[at] || !is_name_word(text, at) {
                at += 1;
                continue;
            }
            let start = at;
            at += 1;
            // Every word of a headline is a capitalised one: there each stands for itself.
            while !headline && at < sentence.tokens.end && !taken[at] && is_name_word(text, at) {
                at += 1;
            }
            let mut title = start;
            while title > sentence.tokens.start && is_title(&text.tokens[title - 1]) {
                title -= 1;
            }
            runs.push(Run {
                tokens: start..at,
                title: (title < start).then_some(title),
                starts_sentence: title == sentence.tokens.start,
            });
        }
    }
    runs
}

/// Whether most of the words begin with a capital and no full stop ends them, as in headlines.
fn is_headline(text: &Text<'_>, tokens: std::ops::Range<usize>) -> bool {
    let last = text.tokens[tokens.clone()].last();
    let words = text.tokens[tokens].iter().filter(|token| token.lower.starts_with(char::is_alphabetic));
    let (all, capital) = words.fold((0, 0), |(all, capital), token| {
        (all + 1, capital + usize::from(text.words(token.span).starts_with(char::is_uppercase)))
    });
    let stopped = last.is_some_and(|token| matches!(token.lower.as_str(), "." | "”" | "\""));
    all >= 5 && capital * 10 > all * 6 && !stopped
}

fn is_title(token: &Token) -> bool {
    TITLES.contains(&token.lower.as_str())
        || matches!(token.lower.as_str(), "prime" | "vice" | "foreign" | "defence" | "defense" | "deputy" | "former")
}

fn is_name_word(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let words = text.words(token.span);
    let mut chars = words.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let small = chars.any(char::is_lowercase);
    let follows_on = at > 0 && matches!(token.lower.as_str(), "al" | "bin" | "von" | "van" | "de");
    ((capital && small) || follows_on)
        && !is_title(token)
        && !THINGS.contains(&token.lower.as_str())
        && !FUNCTION_WORDS.contains(&token.lower.as_str())
        && !GROUPS.contains(&token.lower.as_str())
}

const FUNCTION_WORDS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "his",
    "her",
    "their",
    "our",
    "but",
    "and",
    "or",
    "in",
    "on",
    "at",
    "for",
    "from",
    "with",
    "without",
    "by",
    "to",
    "of",
    "as",
    "if",
    "when",
    "while",
    "after",
    "before",
    "since",
    "until",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "what",
    "who",
    "how",
    "why",
    "where",
    "which",
    "not",
    "no",
    "yes",
    "so",
    "then",
    "also",
    "however",
    "meanwhile",
    "earlier",
    "later",
    "last",
    "next",
    "one",
    "two",
    "three",
    "some",
    "many",
    "most",
    "several",
    "under",
    "over",
    "about",
    "during",
    "despite",
    "although",
    "though",
    "because",
    "both",
    "each",
    "every",
    "all",
    "any",
    "such",
    "now",
    "just",
    "only",
    "still",
    "even",
    "let",
    "let's",
    "asked",
    "speaking",
    "according",
    "following",
    "instead",
    "moreover",
    "its",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "should",
    "may",
    "might",
    "must",
    "more",
    "other",
    "another",
    "first",
    "second",
    "than",
    "too",
    "very",
    "nor",
    "neither",
    "instead",
    "nevertheless",
    "separately",
    "additionally",
    "ahead",
    "around",
    "between",
    "against",
    "among",
    "through",
    "them",
];

/// Whether a verb of speech or attitude stands right beside the name.
fn beside_speech(text: &Text<'_>, run: &Run) -> bool {
    let is_cue = |at: Option<usize>| {
        at.and_then(|at| text.tokens.get(at)).is_some_and(|token| super::quotations::is_cue_verb(&token.lemma))
    };
    is_cue(Some(run.tokens.end)) || is_cue(run.tokens.start.checked_sub(1))
}

fn groups(text: &Text<'_>, actors: &mut Actors, taken: &[bool], country_at: &BTreeMap<usize, &'static str>) {
    for (at, token) in text.tokens.iter().enumerate() {
        if !GROUPS.contains(&token.lower.as_str()) {
            continue;
        }
        let start = (at.saturating_sub(3)..at)
            .rev()
            .take_while(|before| {
                let word = &text.tokens[*before];
                taken[*before] || GROUP_MODIFIERS.contains(&word.lower.as_str())
            })
            .last()
            .unwrap_or(at);
        // "leaders" alone may be anybody; "critics" are a group by themselves.
        if start == at
            && !matches!(
                token.lower.as_str(),
                "critics" | "democrats" | "republicans" | "lawmakers" | "analysts" | "experts"
            )
        {
            continue;
        }
        let Some(span) = text.span_of(start..at + 1) else { continue };
        let ix = actors.named(text.words(span), ActorKind::Group);
        actors.mention(ix, span);
        if let Some(country) = country_at.get(&at) {
            let country = actors.named(country, ActorKind::Country);
            actors.list[ix.0 as usize].affiliation = Some(country);
        }
    }
}

const GROUP_MODIFIERS: &[&str] = &[
    "european",
    "western",
    "arab",
    "african",
    "asian",
    "senior",
    "opposition",
    "government",
    "nato",
    "military",
    "other",
    "regional",
    "gulf",
    "nordic",
    "baltic",
    "foreign",
];

/// Pronouns, offices ("the French president") and collectives ("the two leaders"), each to the persons before it.
fn references(text: &Text<'_>, actors: &mut Actors, country_at: &BTreeMap<usize, &'static str>) {
    let named = actors.mentions.clone();
    let mut next = 0;
    // Persons by how recently they were named, latest last.
    let mut recent: Vec<MentionedIx> = Vec::new();
    let mut subject: Option<MentionedIx> = None;
    let mut found = Vec::new();
    for sentence in &text.sentences {
        let mut first_here = None;
        for at in sentence.tokens.clone() {
            let token = &text.tokens[at];
            while let Some((span, ix)) = named.get(next).filter(|(span, _)| span.start <= token.span.start) {
                if actors.list[ix.0 as usize].kind == ActorKind::Person && !quoted_name(text, *span) {
                    recent.retain(|known| known != ix);
                    recent.push(*ix);
                    first_here.get_or_insert(*ix);
                }
                next += 1;
            }
            match token.lower.as_str() {
                "he" | "she" | "himself" | "herself" if !token.in_quotes => {
                    if let Some(ix) = first_here.or(subject).or(recent.last().copied()) {
                        found.push((token.span, ix));
                        first_here.get_or_insert(ix);
                    }
                }
                "presidents" | "leaders" | "men" | "ministers" | "sides" => {
                    let two = at >= 1 && matches!(text.tokens[at - 1].lower.as_str(), "two" | "both");
                    if two && recent.len() >= 2 {
                        let span = text.span_of(at - 1..at + 1).unwrap_or(token.span);
                        found.extend(recent[recent.len() - 2..].iter().map(|ix| (span, *ix)));
                    }
                }
                office
                    if TITLES.contains(&office) && at > sentence.tokens.start && actors.at(token.span).is_empty() =>
                {
                    let from_country = country_at.get(&at);
                    let definite = matches!(text.tokens[at - 1].lower.as_str(), "the");
                    let holder = recent.iter().rev().copied().find(|ix| {
                        let holds = actors.offices.get(ix).is_some_and(|offices| offices.contains(office));
                        let of_country = actors.list[ix.0 as usize]
                            .affiliation
                            .and_then(|country| actors.list.get(country.0 as usize));
                        holds
                            && from_country.is_none_or(|country| of_country.is_none_or(|known| known.name == **country))
                    });
                    if let Some(ix) = holder.filter(|_| definite || from_country.is_some()) {
                        found.push((token.span, ix));
                    }
                }
                _ => {}
            }
        }
        subject = first_here.or(subject);
    }
    actors.mentions.extend(found);
    actors.mentions.sort();
}

fn quoted_name(text: &Text<'_>, span: Span) -> bool {
    text.tokens.get(text.tokens_in(span).start).is_some_and(|token| token.in_quotes)
}

/// Case and the endings of transliteration do not tell surnames apart.
fn key(surname: &str) -> String {
    let lower = surname.to_lowercase();
    for ending in ["skiy", "skyy", "skyi", "skij", "ski"] {
        if let Some(stem) = lower.strip_suffix(ending) {
            return format!("{stem}sky");
        }
    }
    lower
}

fn same_given(a: &str, b: &str) -> bool {
    a.split(' ').next().map(str::to_lowercase) == b.split(' ').next().map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        find(&Text::new(text)).list.into_iter().map(|actor| actor.name).collect()
    }

    #[test]
    fn a_person_is_one_by_full_name_surname_office_and_pronoun() {
        let text = "Chilean President Mara Olvend said on Monday that she agreed. Olvend left. The president waved.";
        let actors = find(&Text::new(text));
        let person = actors.list.iter().find(|actor| actor.kind == ActorKind::Person).unwrap();
        assert_eq!(person.name, "Mara Olvend");
        let words: Vec<&str> = person.mentions.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["President Mara Olvend", "she", "Olvend", "president"]);
        assert_eq!(actors.list[person.affiliation.unwrap().0 as usize].name, "Chile");
    }

    #[test]
    fn a_headline_makes_no_person_of_its_words() {
        let text = "Olvend Tells Brask Chile Will Help\nPresident Mara Olvend met Chancellor Tom Brask.";
        assert_eq!(names(text), ["Chile", "Mara Olvend", "Tom Brask"]);
    }

    #[test]
    fn groups_take_their_country_and_both_leaders_are_two() {
        let text =
            "President Mara Olvend met Chancellor Tom Brask. The two leaders agreed. Peruvian officials objected.";
        let actors = find(&Text::new(text));
        let two = text.find("two").unwrap();
        assert_eq!(actors.at(Span::new(two, two + 11)).len(), 2);
        assert!(names(text).contains(&"Peruvian officials".to_owned()));
    }
}
