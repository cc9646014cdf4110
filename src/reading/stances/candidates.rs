//! Places that speak of an issue: its terms, mentions of the actor that it names, and "such a meeting".

use crate::language::{self, Tag, Text};
use crate::model::{Catalogue, Issue, MentionedIx};
use crate::reading::actors::Actors;
use crate::reading::issues::{Hit, Terms};
use crate::reading::stances::condition;
use crate::reading::stances::lexicon::{self, Effect};

/// Nouns by which a text speaks again of what it spoke of before.
pub(super) const ANAPHORA: &[&str] = &[
    "meeting",
    "proposal",
    "suggestion",
    "idea",
    "plan",
    "move",
    "step",
    "deal",
    "offer",
    "demand",
    "measure",
    "concept",
    "approach",
    "pause",
    "arrangement",
    "request",
    "option",
    "notion",
];

/// A place that speaks of an issue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) hit: Hit,
    /// It only points to an issue spoken of before.
    pub(super) anaphoric: bool,
    /// It does so by "that" or "the", not by "such".
    pub(super) vague: bool,
    /// The actor that the issue is named after: the stance is towards somebody.
    pub(super) target: Option<MentionedIx>,
    /// The issue is a person or thing, not a proposition: how one speaks of it is where one stands on it.
    pub(super) thing: bool,
    /// How many places of the article speak of the issue.
    pub(super) places: usize,
}

/// All places, in order of the text.
pub(super) fn candidates(text: &Text<'_>, actors: &Actors, catalogue: &Catalogue) -> Vec<Candidate> {
    let things: Vec<bool> = catalogue.issues.iter().map(is_thing).collect();
    let plain =
        |hit: Hit| Candidate { hit, anaphoric: false, vague: false, target: None, thing: things[hit.issue], places: 0 };
    let hits = Terms::of(catalogue).find(text);
    let mut all: Vec<Candidate> = hits.iter().copied().map(plain).collect();
    all.extend(pointing_back(text, &hits));
    for (issue, target) in targets(actors, catalogue, &things) {
        for candidate in all.iter_mut().filter(|candidate| candidate.hit.issue == issue) {
            candidate.target = Some(target);
            candidate.thing = true;
        }
        for span in &actors.list[target.0 as usize].mentions {
            let token = text.tokens_in(*span).start;
            let known = all.iter().any(|other| other.hit.issue == issue && other.hit.span.overlaps(*span));
            if !known && token < text.tokens.len() {
                let hit = Hit { issue, span: *span, token, opposite: false };
                all.push(Candidate {
                    hit,
                    anaphoric: false,
                    vague: false,
                    target: Some(target),
                    thing: true,
                    places: 0,
                });
            }
        }
    }
    let mut places = vec![0; catalogue.issues.len()];
    for candidate in &all {
        places[candidate.hit.issue] += 1;
    }
    for candidate in &mut all {
        candidate.places = places[candidate.hit.issue];
    }
    all.sort_by_key(|candidate| (candidate.hit.span, candidate.hit.issue, candidate.anaphoric));
    all
}

/// Whether an issue only names something.
pub(super) fn is_thing(issue: &Issue) -> bool {
    let named = issue.proposition.trim().is_empty() || issue.proposition == issue.name;
    named && !Text::new(&issue.name).tokens.iter().any(|token| token.tag == Tag::MD || token.tag.is_finite())
}

/// Issues that are an actor's name: to support or oppose them is to support or oppose the actor.
fn targets(actors: &Actors, catalogue: &Catalogue, things: &[bool]) -> Vec<(usize, MentionedIx)> {
    let mut found = Vec::new();
    for (issue, names) in catalogue.issues.iter().enumerate().filter(|(at, _)| things[*at]) {
        let wanted = bare(&names.name);
        let find = |is: &dyn Fn(&str) -> bool| {
            let named = actors.list.iter().position(|actor| is(&bare(&actor.name)));
            named.or_else(|| actors.list.iter().position(|actor| actor.aliases.iter().any(|alias| is(&bare(alias)))))
        };
        let actor = find(&|name| name == wanted).or_else(|| find(&|name| short_of(name, &wanted)));
        found.extend(actor.map(|at| (issue, MentionedIx(at as u32))));
    }
    found
}

fn bare(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    lower.trim_start_matches("the ").to_owned()
}

/// Whether an article's name is a shorter or longer form of the wanted one: "Orsk" and "Mira T. Orsk" for "Mira Orsk",
/// "Greens" for "Green Party".
fn short_of(name: &str, wanted: &str) -> bool {
    let (words, full): (Vec<&str>, Vec<&str>) = (name.split(' ').collect(), wanted.split(' ').collect());
    let (Some(last), Some(whole)) = (words.last(), full.last()) else { return false };
    if let [party, "party"] = full.as_slice() {
        let shared = party.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        return words.len() == 1 && shared >= 4 && shared + 2 >= party.len();
    }
    full.len() > 1 && full.len() < 4 && last == whole && (words.len() == 1 || words.first() == full.first())
}

/// "Such a meeting" and "that proposal" speak of the issue that was spoken of last, up to four sentences before.
fn pointing_back(text: &Text<'_>, hits: &[Hit]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (at, token) in text.tokens.iter().enumerate().skip(1) {
        // The lemma of "meeting" may be that of the verb.
        if ![&token.lemma, &token.lower].iter().any(|word| ANAPHORA.contains(&word.as_str())) {
            continue;
        }
        let article = usize::from(text.tokens[at - 1].lower == "a");
        let Some(first) = at.checked_sub(1 + article) else { continue };
        let points = match text.tokens[first].lower.as_str() {
            "such" => article == 1 || token.lower.ends_with('s'),
            "that" | "this" | "those" | "these" => article == 0,
            // "rejected the idea." with nothing behind it that would say which idea.
            "the" => {
                let over = first.saturating_sub(1);
                let verb = lexicon::marks(text, over..first).iter().any(|mark| mark.entry.sign() != 0);
                let says_which = ["of", "for", "to", "that", "about", "on", "from"];
                let bare = text.tokens.get(at + 1).is_none_or(|next| {
                    let time = text.tokens.get(at + 2).is_some_and(|day| language::lexicon::is_day(&day.lower));
                    let small = next.tag == Tag::IN || next.tag.is_adverb();
                    let aside = small && (time || !says_which.contains(&next.lower.as_str()));
                    next.tag.is_punctuation() || next.tag == Tag::CC || aside
                });
                article == 0 && verb && bare
            }
            _ => false,
        };
        let here = text.sentence_at(token.span.start);
        let near = |hit: &&Hit| {
            text.sentence_at(hit.span.start).zip(here).is_some_and(|(then, now)| now.saturating_sub(then) <= 4)
        };
        // What was only supposed ("in return for …") is not what is taken up.
        let aside = |hit: &Hit| {
            let sentence = text.sentence_at(hit.span.start).map(|at| text.sentences[at].tokens.clone());
            sentence.is_some_and(|tokens| condition::supposed(text, tokens, hit.token))
        };
        let before: Vec<&Hit> = hits
            .iter()
            .rev()
            .filter(|hit| hit.span.end <= text.tokens[first].span.start && !aside(hit))
            .take_while(near)
            .collect();
        // "That demand" is what somebody wants; else what was spoken of last is taken up.
        let demand = matches!(token.lemma.as_str(), "demand" | "request" | "proposal" | "offer" | "idea" | "appeal");
        let wanted = before.iter().filter(|_| demand).find_map(|hit| {
            let marks = lexicon::marks(text, hit.token.saturating_sub(8)..hit.token);
            let wish = marks.iter().position(|mark| mark.entry.effect == Effect::Favours)?;
            // "wants assurances that it will not join": the demand is that it does not.
            let turned = marks[wish..].iter().filter(|mark| mark.entry.effect == Effect::Turns).count() % 2 == 1;
            Some(Hit { opposite: hit.opposite ^ turned, ..**hit })
        });
        // "Such a meeting" is a summit rather than the deal spoken of beside it.
        let alike = before.iter().find(|hit| {
            let words = text.words(hit.span).to_lowercase();
            token.lower == "meeting" && (words.contains("summit") || words.contains("meet"))
        });
        let last = alike.map(|hit| **hit).or(wanted).or(before.first().map(|hit| **hit));
        if let (true, Some(last), Some(span)) = (points, last, text.span_of(first..at + 1)) {
            let hit = Hit { span, token: first, ..last };
            if !hits.iter().any(|hit| hit.span.overlaps(span)) {
                let vague = text.tokens[first].lower != "such";
                found.push(Candidate { hit, anaphoric: true, vague, target: None, thing: false, places: 0 });
            }
        }
    }
    found
}
