//! Who is quoted with what: direct, mixed and indirect quotations with cue, source and speaker.
//!
//! Comes in: a cut text and its actors. Goes out: quotations in order of the text. Never here: what they mean for an issue.
//!
//! The rules go sentence by sentence. A verb of speech or thought outside of quotation marks is a cue; what stands
//! between quotation marks in its sentence is the content; without those the clause that the verb governs is. A quoted
//! sentence without a cue goes on from the quotation before it.

use crate::language::{Sentence, Text};
use crate::model::{Quotation, QuotationKind, Span};
use crate::reading::actors::Actors;

/// Verbs that attribute words or thoughts, by lemma.
const CUE_VERBS: &[&str] = &[
    "say",
    "tell",
    "add",
    "note",
    "claim",
    "argue",
    "believe",
    "think",
    "insist",
    "warn",
    "announce",
    "state",
    "write",
    "declare",
    "acknowledge",
    "admit",
    "deny",
    "suggest",
    "explain",
    "stress",
    "reiterate",
    "confirm",
    "report",
    "reply",
    "respond",
    "ask",
    "urge",
    "call",
    "demand",
    "accuse",
    "describe",
    "vow",
    "pledge",
    "promise",
    "propose",
    "predict",
    "hope",
    "fear",
    "worry",
    "want",
    "expect",
    "agree",
    "reject",
    "condemn",
    "criticise",
    "criticize",
    "emphasise",
    "emphasize",
    "assert",
    "allege",
    "contend",
    "maintain",
    "complain",
    "conclude",
    "remark",
    "comment",
    "concede",
    "tweet",
    "post",
    "quip",
    "joke",
    "testify",
    "recall",
    "estimate",
    "caution",
    "signal",
    "indicate",
    "hint",
    "affirm",
    "reaffirm",
    "recommend",
    "doubt",
    "feel",
    "know",
    "consider",
    "view",
    "see",
    "understand",
    "decide",
    "intend",
    "plan",
    "hold",
    "question",
    "wonder",
    "praise",
    "denounce",
    "dismiss",
    "defend",
    "point",
    "continue",
    "boast",
    "lament",
    "observe",
    "mention",
    "underline",
    "outline",
    "voice",
    "express",
    "favour",
    "favor",
    "back",
    "oppose",
    "support",
    "welcome",
    "speak",
    "cite",
    "repeat",
    "counter",
    "advocate",
    "hail",
    "object",
];

/// Of those, verbs that govern "that" and a clause so often that a bare clause after them is attributed.
const CLAUSE_VERBS: &[&str] = &[
    "say",
    "tell",
    "add",
    "note",
    "claim",
    "argue",
    "believe",
    "think",
    "insist",
    "warn",
    "announce",
    "state",
    "write",
    "declare",
    "acknowledge",
    "admit",
    "deny",
    "suggest",
    "explain",
    "stress",
    "reiterate",
    "confirm",
    "report",
    "reply",
    "vow",
    "pledge",
    "promise",
    "propose",
    "predict",
    "hope",
    "fear",
    "worry",
    "want",
    "expect",
    "agree",
    "emphasise",
    "emphasize",
    "assert",
    "allege",
    "contend",
    "maintain",
    "complain",
    "conclude",
    "remark",
    "concede",
    "tweet",
    "testify",
    "recall",
    "estimate",
    "caution",
    "signal",
    "indicate",
    "hint",
    "affirm",
    "reaffirm",
    "recommend",
    "doubt",
    "feel",
    "ask",
    "urge",
    "demand",
    "intend",
    "observe",
    "repeat",
    "advocate",
    "know",
    "accuse",
    "call",
    "describe",
    "understand",
    "boast",
    "consider",
];

/// Whether a lemma is a verb that attributes.
pub fn is_cue_verb(lemma: &str) -> bool {
    CUE_VERBS.contains(&lemma)
}

/// A verb that attributes, with its source.
struct Cue {
    token: usize,
    span: Span,
    source: Option<Span>,
    /// The source follows the verb: "said Olvend".
    inverted: bool,
}

/// Finds the quotations of an article.
pub fn find(text: &Text<'_>, actors: &Actors) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (at, sentence) in text.sentences.iter().enumerate() {
        let quoted = quoted_in(text, sentence.span);
        let cues = cues(text, actors, sentence);
        if !quoted.is_empty() && attribute_quoted(text, actors, &mut found, at, &quoted, &cues) {
            continue;
        }
        if let Some(quotation) =
            according_to(text, actors, sentence).or_else(|| indirect(text, actors, sentence, &cues, &quoted))
        {
            found.push(quotation);
        }
    }
    found
}

/// What stands between quotation marks in a sentence, where it is more than a scare quote: four words, or a clause of
/// its own.
fn quoted_in(text: &Text<'_>, sentence: Span) -> Vec<Span> {
    text.quoted
        .iter()
        .filter(|stretch| stretch.overlaps(sentence))
        .map(|stretch| Span { start: stretch.start.max(sentence.start), end: stretch.end.min(sentence.end) })
        .filter(|stretch| {
            let words = text.tokens[text.tokens_in(*stretch)].iter().filter(|token| token.is_word()).count();
            let inner = text.words(*stretch).trim_end_matches(['”', '"', '’', '\'', '»', '“']);
            let clause = inner.ends_with([',', '.', '!', '?', '…']);
            words >= 4 || (words >= 1 && clause)
        })
        .collect()
}

/// Direct quotations, with a cue, or going on from the one before. `false` leaves the sentence to the indirect rules.
fn attribute_quoted(
    text: &Text<'_>,
    actors: &Actors,
    found: &mut Vec<Quotation>,
    at: usize,
    quoted: &[Span],
    cues: &[Cue],
) -> bool {
    let sentence = &text.sentences[at];
    let quoted_bytes: usize = quoted.iter().map(|span| span.len()).sum();
    let first = quoted[0];
    let leads = first.start == sentence.span.start;
    let cue = cues.iter().min_by_key(|cue| quoted.iter().map(|span| gap(*span, cue.span)).min());
    let Some(cue) = cue else {
        // Nothing but a quotation: the same speaker goes on, in this paragraph or the next.
        let whole = quoted_bytes + 4 >= sentence.span.len();
        if !whole {
            return false;
        }
        let before = found.last().filter(|last| {
            let near = text.sentence_at(last.cover().end.saturating_sub(1)).is_some_and(|seen| at - seen.min(at) <= 2);
            near && last.kind == QuotationKind::Direct
        });
        let (speaker, source_spans) =
            before.map_or((None, Vec::new()), |last| (last.speaker, last.source_spans.clone()));
        let same_paragraph = before.is_some_and(|last| {
            text.sentence_at(last.cover().start)
                .is_some_and(|seen| text.sentences[seen].paragraph == sentence.paragraph)
        });
        if same_paragraph && let Some(last) = found.last_mut() {
            last.spans.extend(quoted);
        } else {
            found.push(Quotation {
                kind: QuotationKind::Direct,
                spans: quoted.to_vec(),
                cue: Vec::new(),
                why_speaker: if speaker.is_some() {
                    "goes on from the quotation before".to_owned()
                } else {
                    String::new()
                },
                source_spans,
                speaker,
                confidence: if speaker.is_some() { 0.75 } else { 0.4 },
            });
        }
        return true;
    };
    // Quoted words inside a reported clause make it mixed; a quotation that leads or follows the cue's comma is direct.
    let comma = first.start > 0 && text.text[..first.start as usize].trim_end().ends_with([',', ':']);
    let most = quoted_bytes * 2 > sentence.span.len();
    if !(leads || comma || most) {
        return false;
    }
    found.push(attributed(text, actors, QuotationKind::Direct, quoted.to_vec(), cue, 0.95));
    true
}

fn attributed(
    text: &Text<'_>,
    actors: &Actors,
    kind: QuotationKind,
    spans: Vec<Span>,
    cue: &Cue,
    confidence: f32,
) -> Quotation {
    let speaker = cue.source.and_then(|source| actors.at(source).first().copied());
    let why_speaker = match (cue.source, speaker) {
        (Some(source), Some(_)) => {
            let (source, cue) = (text.words(source), text.words(cue.span));
            format!("“{source}” beside “{cue}”")
        }
        _ => String::new(),
    };
    Quotation {
        kind,
        spans,
        cue: vec![cue.span],
        source_spans: cue.source.into_iter().collect(),
        speaker,
        why_speaker,
        confidence: if speaker.is_some() { confidence } else { confidence * 0.6 },
    }
}

fn gap(a: Span, b: Span) -> u32 {
    if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
}

/// The cue verbs of a sentence outside of quotation marks, each with its source.
fn cues(text: &Text<'_>, actors: &Actors, sentence: &Sentence) -> Vec<Cue> {
    let mut cues = Vec::new();
    for at in sentence.tokens.clone() {
        let token = &text.tokens[at];
        let before =
            at.checked_sub(1).filter(|before| *before >= sentence.tokens.start).map(|before| &text.tokens[before]);
        // "to say", "the claim", "a report" attribute nothing by themselves.
        let other = before.is_some_and(|before| {
            matches!(
                before.lower.as_str(),
                "to" | "the" | "a" | "an" | "his" | "her" | "their" | "its" | "this" | "that" | "of"
            )
        });
        if token.in_quotes
            || !is_cue_verb(&token.lemma)
            || (other && !token.lower.ends_with("ed") && token.lower != "said")
        {
            continue;
        }
        let after = following_source(text, actors, sentence, at);
        let source = preceding_source(text, actors, sentence, at);
        let quote_before =
            before.is_some_and(|before| before.in_quotes || matches!(before.lower.as_str(), "," | "”" | "\""));
        let inverted = after.is_some() && (source.is_none() || quote_before);
        let source = if inverted { after } else { source };
        if source.is_some() || token.lemma == "say" {
            cues.push(Cue { token: at, span: token.span, source, inverted });
        }
    }
    cues
}

/// The subject before a verb: the nearest mention with nothing but the parts of a verb phrase, an apposition or a
/// clause about it in between; else the words back to the clause's start.
fn preceding_source(text: &Text<'_>, actors: &Actors, sentence: &Sentence, verb: usize) -> Option<Span> {
    let clause = clause_start(text, sentence, verb);
    let head = Span { start: text.tokens[clause].span.start, end: text.tokens[verb].span.start };
    let outside = |span: Span| !text.tokens.get(text.tokens_in(span).start).is_some_and(|token| token.in_quotes);
    let object = |span: Span| {
        let at = text.tokens_in(span).start;
        let before =
            at.checked_sub(1).filter(|before| *before >= clause).map(|before| text.tokens[before].lower.as_str());
        matches!(
            before,
            Some(
                "of" | "in" | "with" | "to" | "for" | "from" | "by" | "on" | "at" | "against" | "about" | "'s" | "and"
            )
        )
    };
    let mentions: Vec<Span> = actors.mentions_in(head).map(|(span, _)| span).filter(|span| outside(*span)).collect();
    if let Some(subject) = mentions.iter().rev().find(|span| !object(**span)).or(mentions.first()) {
        return Some(*subject);
    }
    // A described source: "a senior aide", "the ministry".
    let mut end = verb;
    while end > clause
        && matches!(
            text.tokens[end - 1].lemma.as_str(),
            "have" | "be" | "also" | "later" | "will" | "would" | "do" | "not" | "," | "once" | "again"
        )
    {
        end -= 1;
    }
    let words = end - clause;
    let determiner = matches!(
        text.tokens[clause].lower.as_str(),
        "a" | "an"
            | "the"
            | "one"
            | "some"
            | "many"
            | "several"
            | "his"
            | "her"
            | "their"
            | "they"
            | "we"
            | "i"
            | "he"
            | "she"
            | "it"
    );
    (determiner && (1..=8).contains(&words) && !text.tokens[clause].in_quotes)
        .then(|| text.span_of(clause..end))
        .flatten()
}

/// Where the clause of a verb starts: after the last comma, conjunction or quotation mark that is not part of an
/// apposition ("Olvend, the envoy, said").
fn clause_start(text: &Text<'_>, sentence: &Sentence, verb: usize) -> usize {
    let mut start = sentence.tokens.start;
    for at in sentence.tokens.start..verb {
        let lower = text.tokens[at].lower.as_str();
        let boundary = matches!(
            lower,
            "”" | "\""
                | "»"
                | ";"
                | ":"
                | "but"
                | "while"
                | "as"
                | "because"
                | "though"
                | "although"
                | "after"
                | "when"
                | "that"
                | "which"
        ) || (lower == "," && text.tokens[at + 1..verb].iter().all(|token| token.lower != ","));
        if boundary && at + 1 < verb {
            let apposition = lower == "," && verb == at + 1;
            if !apposition {
                start = at + 1;
            }
        }
    }
    start
}

/// The source right after a verb: "said Olvend", "according to officials".
fn following_source(text: &Text<'_>, actors: &Actors, sentence: &Sentence, verb: usize) -> Option<Span> {
    let next = verb + 1;
    if next >= sentence.tokens.end {
        return None;
    }
    let near = text.span_of(next..(next + 4).min(sentence.tokens.end))?;
    let at = text.tokens[next].span;
    actors.mentions_in(Span { start: near.start, end: sentence.span.end }).map(|(span, _)| span).find(|span| {
        span.start == at.start
            || (span.start < near.end && matches!(text.tokens[next].lower.as_str(), "the" | "a" | "an"))
    })
}

/// "According to X, …" and "…, according to X".
fn according_to(text: &Text<'_>, actors: &Actors, sentence: &Sentence) -> Option<Quotation> {
    let tokens = &text.tokens[sentence.tokens.clone()];
    let at = sentence.tokens.start
        + tokens.windows(2).position(|pair| pair[0].lower == "according" && pair[1].lower == "to")?;
    let comma =
        text.tokens[at..sentence.tokens.end].iter().position(|token| token.lower == ",").map(|offset| at + offset);
    let leads = at == sentence.tokens.start;
    let source_end = if leads { comma? } else { comma.unwrap_or(sentence.tokens.end.saturating_sub(1)) };
    let source = text.span_of(at + 2..source_end)?;
    let content = if leads {
        text.span_of(comma? + 1..end_of(text, sentence))?
    } else {
        text.span_of(sentence.tokens.start..trim_comma(text, at))?
    };
    let kind = kind_of(text, content);
    let cue = Cue { token: at, span: text.span_of(at..at + 2)?, source: Some(source), inverted: true };
    Some(attributed(text, actors, kind, vec![content], &cue, 0.85))
}

/// A reported clause: after its verb, or before it where the verb closes the sentence.
fn indirect(text: &Text<'_>, actors: &Actors, sentence: &Sentence, cues: &[Cue], quoted: &[Span]) -> Option<Quotation> {
    for cue in cues.iter().filter(|cue| cue.source.is_some()) {
        let end = end_of(text, sentence);
        let verb = &text.tokens[cue.token];
        // "…, Olvend said.": the cue and its source close the sentence.
        let source = cue.source?;
        let tail = if cue.inverted { source.end } else { verb.span.end };
        let left_over = text.tokens[text.tokens_in(Span { start: tail, end: sentence.span.end })]
            .iter()
            .filter(|token| token.is_word())
            .count();
        let head_end = if cue.inverted { cue.token } else { text.tokens_in(source).start };
        if left_over <= 4 && head_end > sentence.tokens.start && text.tokens[head_end - 1].lower == "," {
            let content = text.span_of(sentence.tokens.start..head_end - 1)?;
            return Some(attributed(text, actors, kind_of(text, content), vec![content], cue, 0.85));
        }
        let governs = CLAUSE_VERBS.contains(&verb.lemma.as_str()) || !quoted.is_empty();
        if cue.inverted || !governs {
            continue;
        }
        let start = content_start(text, cue.token + 1, end);
        let content = text.span_of(start..end)?;
        let words = text.tokens[start..end].iter().filter(|token| token.is_word()).count();
        if words < 3 {
            continue;
        }
        let that = text.tokens[start - 1].lower == "that" || text.tokens[start].lower == "that";
        let confidence = if that || verb.lemma == "say" { 0.85 } else { 0.65 };
        return Some(attributed(text, actors, kind_of(text, content), vec![content], cue, confidence));
    }
    None
}

/// Where the reported clause begins: after "that", after the person told, after the day.
fn content_start(text: &Text<'_>, from: usize, end: usize) -> usize {
    let near = (from + 9).min(end);
    match text.tokens[from..near].iter().position(|token| token.lower == "that") {
        Some(offset) => from + offset,
        None => {
            let mut start = from;
            let day = |at: usize| {
                text.tokens.get(at + 1).is_some_and(|token| token.lower.ends_with("day"))
                    && matches!(text.tokens[at].lower.as_str(), "on" | "last" | "late" | "early")
            };
            if start + 1 < end && day(start) {
                start += 2;
            } else if start < end && text.tokens[start].lower.ends_with("day") {
                start += 1;
            }
            if start < end && text.tokens[start].lower == "," { start + 1 } else { start }
        }
    }
}

fn trim_comma(text: &Text<'_>, end: usize) -> usize {
    if end > 0 && text.tokens[end - 1].lower == "," { end - 1 } else { end }
}

/// The sentence's tokens without its final full stop.
fn end_of(text: &Text<'_>, sentence: &Sentence) -> usize {
    let last = sentence.tokens.end.saturating_sub(1);
    if last > sentence.tokens.start && text.tokens[last].lower == "." { last } else { sentence.tokens.end }
}

fn kind_of(text: &Text<'_>, content: Span) -> QuotationKind {
    let quoted: usize =
        text.quoted.iter().filter(|stretch| content.contains(**stretch)).map(|stretch| stretch.len()).sum();
    match quoted {
        0 => QuotationKind::Indirect,
        all if all + 2 >= content.len() => QuotationKind::Direct,
        _ => QuotationKind::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::actors;

    /// (kind, content, source, speaker) of each quotation.
    fn read(text: &str) -> Vec<(QuotationKind, String, String, String)> {
        let cut = Text::new(text);
        let actors = actors::find(&cut);
        let join = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
        find(&cut, &actors)
            .iter()
            .map(|q| {
                let speaker = q.speaker.map_or(String::new(), |ix| actors.list[ix.0 as usize].name.clone());
                (q.kind, join(&q.spans), join(&q.source_spans), speaker)
            })
            .collect()
    }

    fn expect(text: &str, kind: QuotationKind, content: &str, speaker: &str) {
        let found = read(text);
        assert!(
            found.iter().any(|(k, c, _, s)| *k == kind && c == content && s == speaker),
            "in {text:?} found {found:#?}"
        );
    }

    #[test]
    fn a_direct_quotation_split_by_its_cue_is_one() {
        let text = "President Mara Olvend arrived. “We will talk,” Olvend said. “There is no other way.”";
        expect(text, QuotationKind::Direct, "“We will talk,” … “There is no other way.”", "Mara Olvend");
    }

    #[test]
    fn reported_clauses_are_indirect_with_their_speaker() {
        expect(
            "President Mara Olvend said on Monday that the truce would hold.",
            QuotationKind::Indirect,
            "that the truce would hold",
            "Mara Olvend",
        );
        expect(
            "The bridge would reopen, President Mara Olvend said.",
            QuotationKind::Indirect,
            "The bridge would reopen",
            "Mara Olvend",
        );
        expect(
            "According to Chile, the bridge would reopen soon.",
            QuotationKind::Indirect,
            "the bridge would reopen soon",
            "Chile",
        );
    }

    #[test]
    fn quoted_words_within_a_reported_clause_make_it_mixed() {
        expect(
            "President Mara Olvend said the plan was “a trap for all of us” and nothing else.",
            QuotationKind::Mixed,
            "the plan was “a trap for all of us” and nothing else",
            "Mara Olvend",
        );
    }

    #[test]
    fn scare_quotes_are_no_quotations() {
        assert!(read("The “new dawn” never came.").is_empty());
    }
}
