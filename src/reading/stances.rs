//! Who takes which stance on which issue, with the words that decided it.
//!
//! Comes in: a cut text, its actors, its quotations, the hits of issue terms. Goes out: suggestions. Never here: any
//! guess without a deciding word: a bare mention of an issue is no stance.
//!
//! For each hit the clause around it is searched for stance words; negations and verbs that turn their object around
//! each flip the direction. The holder is the agent of "by", the speaker of the quotation that contains the hit, or the
//! subject before the stance word.

use crate::language::{Text, Token};
use crate::model::{Basis, Catalogue, MentionedIx, Quotation, Span, Stance, Suggestion};
use crate::reading::actors::Actors;
use crate::reading::issues::{Hit, Terms};

/// Lemmas that further what they are about.
const FOR: &[&str] = &[
    "support",
    "back",
    "favour",
    "favor",
    "want",
    "demand",
    "urge",
    "propose",
    "welcome",
    "endorse",
    "seek",
    "press",
    "push",
    "call",
    "advocate",
    "agree",
    "accept",
    "need",
    "pledge",
    "promise",
    "offer",
    "commit",
    "insist",
    "approve",
    "vote",
    "sign",
    "ready",
    "willing",
    "prepared",
    "open",
    "necessary",
    "important",
    "essential",
    "vital",
    "must",
    "should",
    "crucial",
    "productive",
    "constructive",
    "progress",
    "help",
    "praise",
    "hail",
    "committed",
    "reaffirm",
    "stress",
    "emphasize",
    "emphasise",
    "hope",
    "encourage",
    "favourable",
    "invite",
    "provide",
    "guarantee",
    "key",
    "priority",
    "eager",
    "confirm",
];

/// Lemmas that go against what they are about.
const AGAINST: &[&str] = &[
    "oppose",
    "reject",
    "refuse",
    "condemn",
    "criticise",
    "criticize",
    "denounce",
    "block",
    "veto",
    "dismiss",
    "resist",
    "unacceptable",
    "impossible",
    "disaster",
    "mistake",
    "trap",
    "fear",
    "warn",
    "halt",
    "suspend",
    "stop",
    "end",
    "withhold",
    "against",
    "opposition",
    "unnecessary",
    "pointless",
    "violate",
    "decry",
    "protest",
    "doubt",
    "ban",
    "fail",
    "harm",
    "prolong",
];

/// Words that turn around what follows them.
const NEGATION: &[&str] = &["not", "no", "never", "without", "neither", "nor", "cannot", "lack", "lacking", "nobody"];

/// Words that open a condition.
const CONDITION: &[&str] = &["if", "unless", "provided", "until"];

/// Nouns that stand for a position given before.
const POSITIONS: &[&str] = &["position", "view", "stance", "idea", "opinion", "line"];

/// Participles of those who hold a position: "staked out by".
const SHARING: &[&str] =
    &["stake", "stak", "take", "share", "hold", "back", "support", "endorse", "favor", "favour", "voice"];

/// Finds the statements of an article.
pub fn find(text: &Text<'_>, actors: &Actors, quotations: &[Quotation], catalogue: &Catalogue) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for hit in with_anaphora(text, Terms::new(catalogue).find(text)) {
        let Some(judged) = judge(text, &hit) else { continue };
        let direct = holders(text, actors, quotations, &hit, &judged).into_iter().map(|holder| (judged.stance, holder));
        for (stance, holder) in direct.chain(sides(text, actors, quotations, &hit, &judged)) {
            let suggestion = Suggestion {
                actor: holder.actor,
                issue: catalogue.issues[hit.issue].id.clone(),
                stance,
                basis: holder.basis,
                reported_by: holder.reported_by,
                confidence: (judged.confidence * holder.confidence).clamp(0.05, 0.95),
                evidence: vec![judged.clause],
                rationale: judged.rationale.clone(),
                condition: judged.condition.into_iter().collect(),
                quotation: holder.quotation,
            };
            let again = found.iter().any(|other| {
                other.actor == suggestion.actor
                    && other.issue == suggestion.issue
                    && other.evidence == suggestion.evidence
            });
            if !again {
                found.push(suggestion);
            }
        }
    }
    found
}

/// "Such a meeting" and "that proposal" speak of the issue that was spoken of last, up to two sentences before.
fn with_anaphora(text: &Text<'_>, hits: Vec<Hit>) -> Vec<Hit> {
    let mut all = hits.clone();
    for (at, token) in text.tokens.iter().enumerate().skip(1) {
        let article = usize::from(text.tokens[at - 1].lower == "a");
        let Some(first) = at.checked_sub(1 + article) else { continue };
        let points = match text.tokens[first].lower.as_str() {
            "such" => article == 1,
            "that" | "this" => article == 0,
            _ => false,
        };
        if !points || !ANAPHORA.contains(&token.lower.as_str()) {
            continue;
        }
        let here = text.sentence_at(token.span.start);
        let last = hits.iter().rev().find(|hit| hit.span.end <= text.tokens[first].span.start);
        let near =
            last.and_then(|hit| text.sentence_at(hit.span.start)).zip(here).is_some_and(|(then, now)| now - then <= 2);
        if let (Some(last), true, Some(span)) = (last, near, text.span_of(first..at + 1)) {
            all.push(Hit { span, token: first, ..*last });
        }
    }
    all.sort_by_key(|hit| (hit.span, hit.issue));
    all
}

/// Nouns by which a text speaks again of what it spoke of before.
const ANAPHORA: &[&str] = &["meeting", "proposal", "suggestion", "idea", "plan", "move", "step", "deal", "offer"];

/// What the clause around a hit says about the issue.
struct Judged {
    stance: Stance,
    clause: Span,
    /// Index of the stance word.
    word: usize,
    rationale: Vec<Span>,
    condition: Option<Span>,
    confidence: f32,
}

fn judge(text: &Text<'_>, hit: &Hit) -> Option<Judged> {
    let sentence = &text.sentences[text.sentence_at(hit.span.start)?];
    let tokens = sentence.tokens.clone();
    // The nearest stance word governs, one before the term rather than one after it.
    let reach = |at: usize| if at < hit.token { hit.token - at } else { 2 * (at - hit.token) };
    let inside = |at: usize| text.tokens[at].span.overlaps(hit.span);
    let (word, direction) = tokens
        .clone()
        .filter(|at| !inside(*at) && reach(*at) <= 14)
        .filter_map(|at| direction(&text.tokens[at]).map(|direction| (at, direction)))
        .min_by_key(|(at, _)| reach(*at))?;
    let mut rationale = vec![text.tokens[word].span, hit.span];
    let mut sign = direction * if hit.opposite { -1 } else { 1 };
    // A stance word behind the term is also turned around by what stands before the term: "no longer thinks a truce
    // is necessary".
    let from = if word < hit.token { word.saturating_sub(4) } else { hit.token.saturating_sub(5) }.max(tokens.start);
    let between = word.min(hit.token)..hit.token;
    for at in (from..word).chain(between.filter(|at| *at > word)) {
        if NEGATION.contains(&text.tokens[at].lemma.as_str()) {
            sign = -sign;
            rationale.push(text.tokens[at].span);
        }
    }
    let uncommitted = NEGATION.iter().any(|no| text.tokens[from..word].iter().any(|token| token.lemma == *no))
        && matches!(text.tokens[word].lemma.as_str(), "commit" | "confirm" | "decide");
    let condition = condition(text, tokens.clone());
    rationale.sort();
    let stance = if uncommitted {
        Stance::Neutral
    } else if condition.is_some() && sign > 0 {
        Stance::Conditional
    } else if sign > 0 {
        Stance::Support
    } else {
        Stance::Oppose
    };
    let confidence = 0.9 - 0.03 * reach(word) as f32;
    Some(Judged { stance, clause: sentence.span, word, rationale, condition, confidence })
}

fn direction(token: &Token) -> Option<i32> {
    let is = |list: &[&str]| list.contains(&token.lemma.as_str()) || list.contains(&token.lower.as_str());
    if is(FOR) {
        Some(1)
    } else if is(AGAINST) {
        Some(-1)
    } else {
        None
    }
}

fn condition(text: &Text<'_>, tokens: std::ops::Range<usize>) -> Option<Span> {
    let at = tokens.clone().find(|at| CONDITION.contains(&text.tokens[*at].lower.as_str()))?;
    let end = (at..tokens.end)
        .find(|end| text.tokens[*end].lower == "," || text.tokens[*end].lower == ".")
        .unwrap_or(tokens.end);
    text.span_of(at..end)
}

struct Holder {
    actor: MentionedIx,
    basis: Basis,
    reported_by: Option<MentionedIx>,
    quotation: Option<u32>,
    confidence: f32,
}

fn holders(text: &Text<'_>, actors: &Actors, quotations: &[Quotation], hit: &Hit, judged: &Judged) -> Vec<Holder> {
    let spoken = quotations
        .iter()
        .enumerate()
        .filter(|(_, quotation)| quotation.spans.iter().any(|span| span.overlaps(hit.span)));
    let innermost = spoken.min_by_key(|(_, quotation)| quotation.cover().len());
    let (quotation, speaker) = innermost.map_or((None, None), |(at, quotation)| (Some(at as u32), quotation.speaker));
    let within = innermost.map_or(judged.clause, |(_, quotation)| quotation.cover());
    let report = |actor, confidence| Holder {
        actor,
        basis: Basis::Reported,
        reported_by: speaker.filter(|speaker| *speaker != actor),
        quotation,
        confidence,
    };
    // "opposed by X and most Y": each of them.
    if text.tokens.get(judged.word + 1).is_some_and(|token| token.lower == "by") {
        let by = text.tokens[judged.word + 1].span.end;
        let agents = Span { start: by, end: judged.clause.end.max(by) };
        let mut last = by;
        let mut list = Vec::new();
        for (span, actor) in actors.mentions_in(agents) {
            if span.start.saturating_sub(last) > 12 {
                break;
            }
            last = span.end;
            list.push(report(actor, 0.85));
        }
        if !list.is_empty() {
            return list;
        }
    }
    // A subject of its own within the clause holds the stance, as the speaker or the article reports it.
    let first = text.tokens[judged.word].span;
    let before = Span { start: within.start.min(first.start), end: first.start };
    let subject = actors.mentions_in(before).filter(|(span, _)| subject_like(text, *span, judged.word)).last();
    match (subject, speaker) {
        (Some((_, actor)), Some(speaker)) if actor == speaker => vec![said(speaker, quotation)],
        (Some((_, actor)), _) => vec![report(actor, 0.8)],
        (None, Some(speaker)) => vec![said(speaker, quotation)],
        (None, None) => Vec::new(),
    }
}

/// Those who are said to share or oppose the position that the clause has just given: "…, backing a position taken by
/// X and opposed by Y".
fn sides(
    text: &Text<'_>,
    actors: &Actors,
    quotations: &[Quotation],
    hit: &Hit,
    judged: &Judged,
) -> Vec<(Stance, Holder)> {
    let other_side = match judged.stance {
        Stance::Support => Stance::Oppose,
        Stance::Oppose => Stance::Support,
        Stance::Conditional | Stance::Neutral => return Vec::new(),
    };
    let after = Span { start: hit.span.end, end: judged.clause.end.max(hit.span.end) };
    let tokens = text.tokens_in(after);
    let Some(noun) = tokens.clone().find(|at| POSITIONS.contains(&text.tokens[*at].lemma.as_str())) else {
        return Vec::new();
    };
    let speaker = quotations
        .iter()
        .find(|quotation| quotation.cover().contains(hit.span))
        .and_then(|quotation| quotation.speaker);
    let mut found = Vec::new();
    for by in (noun..tokens.end).filter(|at| text.tokens[*at].lower == "by") {
        let verbs = &text.tokens[by.saturating_sub(2).max(noun)..by];
        let with = verbs.iter().any(|token| SHARING.contains(&token.lemma.as_str()));
        let against = verbs.iter().any(|token| direction(token) == Some(-1));
        let stance = match (with, against) {
            (true, false) => judged.stance,
            (false, true) => other_side,
            _ => continue,
        };
        let mut last = text.tokens[by].span.end;
        for (span, actor) in actors.mentions_in(Span { start: last, end: after.end }) {
            let between = Span { start: last.min(span.start), end: span.start };
            // "X and most Y" are a list; another verb between them ends it.
            if span.start.saturating_sub(last) > 24 || text.words(between).contains(" by ") {
                break;
            }
            last = span.end;
            let holder = Holder {
                actor,
                basis: Basis::Reported,
                reported_by: speaker.filter(|by| *by != actor),
                quotation: None,
                confidence: 0.8,
            };
            found.push((stance, holder));
        }
    }
    found
}

fn said(actor: MentionedIx, quotation: Option<u32>) -> Holder {
    Holder { actor, basis: Basis::Stated, reported_by: None, quotation, confidence: 0.9 }
}

/// Whether a mention can be the subject of the word: not after a preposition, and no other clause in between.
fn subject_like(text: &Text<'_>, mention: Span, word: usize) -> bool {
    let tokens = text.tokens_in(mention);
    let before = tokens.start.checked_sub(1).map(|at| text.tokens[at].lower.as_str());
    let object = matches!(
        before,
        Some("of" | "in" | "with" | "to" | "for" | "from" | "by" | "on" | "at" | "against" | "about" | "between")
    );
    let after = text.tokens.get(tokens.end).map(|token| token.lower.as_str());
    let possessor = matches!(after, Some("'s"));
    !object && !possessor && word.saturating_sub(tokens.end) <= 6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::issues::parse_catalogue;
    use crate::reading::{actors, quotations};

    fn read(text: &str) -> Vec<(String, Stance)> {
        let catalogue = parse_catalogue(
            "[[issue]]\nid = \"truce\"\nname = \"Truce\"\nterms = [\"truce\"]\nopposite_terms = [\"go on fighting\"]",
        )
        .unwrap();
        let cut = Text::new(text);
        let actors = actors::find(&cut, None);
        let quotations = quotations::find(&cut, &actors);
        find(&cut, &actors, &quotations, &catalogue)
            .iter()
            .map(|s| (actors.list[s.actor.0 as usize].name.clone(), s.stance))
            .collect()
    }

    fn one(text: &str, actor: &str, stance: Stance) {
        assert_eq!(read(text), [(actor.to_owned(), stance)], "{text}");
    }

    #[test]
    fn the_subject_of_a_stance_word_holds_it() {
        one("Chile rejected the truce.", "Chile", Stance::Oppose);
        one("Peru has not rejected the truce.", "Peru", Stance::Support);
        one("Chile has not committed to the truce.", "Chile", Stance::Neutral);
        one("President Mara Olvend no longer thinks a truce is necessary.", "Mara Olvend", Stance::Oppose);
    }

    #[test]
    fn those_by_whom_it_is_opposed_hold_it_each() {
        assert_eq!(
            read("The truce was opposed by Chile and Peru."),
            [("Chile".to_owned(), Stance::Oppose), ("Peru".to_owned(), Stance::Oppose)]
        );
    }

    #[test]
    fn those_who_share_or_oppose_a_position_stand_on_its_two_sides() {
        assert_eq!(
            read(
                "Chile rejected the truce, a position shared by Peru and opposed by Brazil and many European leaders."
            ),
            [
                ("Chile".to_owned(), Stance::Oppose),
                ("Peru".to_owned(), Stance::Oppose),
                ("Brazil".to_owned(), Stance::Support),
                ("European leaders".to_owned(), Stance::Support)
            ]
        );
    }

    #[test]
    fn such_a_proposal_is_about_what_was_spoken_of_before() {
        assert_eq!(
            read("Chile demanded a truce. Peru rejected that proposal."),
            [("Chile".to_owned(), Stance::Support), ("Peru".to_owned(), Stance::Oppose)]
        );
    }

    #[test]
    fn a_speaker_holds_what_is_said_and_a_condition_makes_it_conditional() {
        one("“We need a truce now,” President Mara Olvend said.", "Mara Olvend", Stance::Support);
        one(
            "“We will accept a truce if the army leaves,” President Mara Olvend said.",
            "Mara Olvend",
            Stance::Conditional,
        );
    }

    #[test]
    fn a_bare_mention_is_no_stance() {
        assert!(read("President Mara Olvend spoke on the day of the truce.").is_empty());
    }
}
