//! From the words that name a source to the actor, and why.

use super::words::Words;
use super::{Found, described, floating, kind_of, nested};
use crate::language::lexicon::{self, Classes};
use crate::language::{Relation, Tag, Text};
use crate::model::{ActorKind, MentionedIx, Quotation, QuotationKind, Span};
use crate::reading::actors::Actors;

/// Makes quotations of what was found, in order of the text, each with its speaker.
pub fn resolve(text: &Text<'_>, words: &Words, actors: &mut Actors, found: Vec<Found>) -> Vec<Quotation> {
    for source in found.iter().filter_map(|one| one.source) {
        described::introduce(text, words, actors, source);
    }
    let mut quotations: Vec<Quotation> = Vec::with_capacity(found.len());
    for one in found {
        let mut next = quotation(text, words, actors, one);
        if next.cue.is_empty()
            && next.source_spans.is_empty()
            && floating::starts_sentence(text, next.spans[0])
            && let Some(before) = quotations.last().filter(|before| goes_on(text, before, &next))
        {
            next.speakers.clone_from(&before.speakers);
            next.source_spans.clone_from(&before.source_spans);
            next.confidence = before.confidence * 0.85;
            "goes on from the quotation before".clone_into(&mut next.why_speaker);
        }
        next.inner = nested::within(text, words, actors, &next);
        quotations.push(next);
    }
    quotations
}

/// One quotation with the speaker that its own source gives.
pub fn quotation(text: &Text<'_>, words: &Words, actors: &Actors, found: Found) -> Quotation {
    let sure = confidence(found.score);
    let mut quotation = Quotation {
        kind: kind_of(text, &found.content),
        spans: found.content,
        cue: found.cue,
        source_spans: found.source.into_iter().collect(),
        speakers: Vec::new(),
        why_speaker: String::new(),
        confidence: sure * UNKNOWN,
        inner: Vec::new(),
    };
    if let Some(source) = found.source
        && let Some((speaker, how)) = speaker(text, words, actors, source)
    {
        quotation.speakers = together(text, words, actors, source, (speaker, how));
        quotation.confidence = if how == How::For { sure * UNKNOWN } else { sure };
        quotation.why_speaker = why(text, &quotation, source, how);
        if let Some(doubt) = doubt(text, words, &quotation) {
            quotation.confidence *= UNKNOWN;
            quotation.why_speaker.push_str(doubt);
        }
    }
    quotation
}

/// A quotation whose speaker is not known, or only by whom it speaks for, is worth this much of another.
const UNKNOWN: f32 = 0.6;

/// The chance that content and source of an attribution of this score are right: a logistic curve through the shares in
/// bands of scores on articles that were not learnt from (0.45 at 0.2, 0.69 at 1.2, 0.84 at 2.2, 0.97 at 4.2).
fn confidence(score: f32) -> f32 {
    1.0 / (1.0 + (0.41 - 0.92 * score).exp())
}

/// How a source leads to its actor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Its main word is a mention.
    Named,
    /// A relative pronoun, and what it stands for is one.
    Relative,
    /// Only a word beside its main word is one: "a spokesman for Velmora".
    For,
}

/// Whose mention stands at a source: at its main word or what is said to be the same; else the first in it.
fn speaker(text: &Text<'_>, words: &Words, actors: &Actors, source: Span) -> Option<(MentionedIx, How)> {
    let tokens = text.tokens_in(source);
    if is_one_of_several(text, actors, source) {
        return None;
    }
    if let Some(ix) = labelled(text, actors, source) {
        return Some((ix, How::Named));
    }
    if let Some(ix) = leading(text, actors, source).or_else(|| titled(text, actors, source)) {
        return Some((ix, How::Named));
    }
    let main = main(text, words, source)?;
    let of = |at: usize| actors.at(text.tokens[at].span).first().copied();
    let own = of(main);
    let same = tokens.clone().find_map(|at| {
        let relation = text.tokens[at].relation;
        let same = matches!(relation, Relation::Appos | Relation::Flat | Relation::NmodDesc | Relation::Conj);
        of(at).filter(|_| same && words.head[at] == main).map(|ix| (ix, relation))
    });
    // "The union's chair Mara Olvend", where the union was taken for the main word.
    if own.is_some_and(|ix| actors.list[ix.0 as usize].kind != ActorKind::Person)
        && let Some((mention, ix)) = actors.mentions_in(source).last()
        && actors.list[ix.0 as usize].kind == ActorKind::Person
        && mention.end == source.end
        && text.tokens_in(mention).start == main + 1
        && is_name(actors, ix)
    {
        return Some((ix, How::Named));
    }
    // "The secretary, Mara Olvend,": the name beside a description is who it is.
    if let Some(own) = own {
        let named = same.filter(|(ix, relation)| {
            let person = actors.list[ix.0 as usize].kind == ActorKind::Person;
            *relation != Relation::Conj && person && is_name(actors, *ix) && !is_name(actors, own)
        });
        return Some((named.map_or(own, |(ix, _)| ix), How::Named));
    }
    if let Some((actor, _)) = same {
        return Some((actor, How::Named));
    }
    if matches!(text.tokens[main].lower.as_str(), "who" | "which" | "that") {
        let clause = words.above(main).find(|above| text.tokens[*above].relation == Relation::AclRelcl);
        let who = text.tokens[main].lower == "who";
        let before = || {
            let comma = usize::from(main > 0 && text.tokens[main - 1].lower == ",");
            let ix = of(main.checked_sub(1 + comma)?)?;
            let kind = actors.list[ix.0 as usize].kind;
            let people = matches!(kind, ActorKind::Person | ActorKind::Group);
            (who == people).then_some(ix)
        };
        // "A professor at the university who": no body is a who, but several people may be one ("Democrats who").
        let somebody = |at: usize| {
            let ix = of(at)?;
            let body = matches!(actors.list[ix.0 as usize].kind, ActorKind::Organisation | ActorKind::Country);
            (!who || !body || text.tokens[at].tag.is_plural()).then_some(ix)
        };
        let antecedent = clause.and_then(|clause| somebody(words.head[clause]));
        return antecedent.or_else(before).map(|actor| (actor, How::Relative));
    }
    actors.at(source).first().map(|actor| (*actor, How::For))
}

/// The speaker with those who speak beside them: the other members of a collective ("both leaders"), and those whom the
/// source joins to their name ("Olvend and Brask").
fn together(
    text: &Text<'_>,
    words: &Words,
    actors: &Actors,
    source: Span,
    (speaker, how): (MentionedIx, How),
) -> Vec<MentionedIx> {
    let own = actors.mentions_in(source).find(|(_, ix)| *ix == speaker).filter(|_| how == How::Named);
    let Some((own, _)) = own else { return vec![speaker] };
    let traits = |ix: MentionedIx| {
        let actor = &actors.list[ix.0 as usize];
        (is_name(actors, ix), matches!(actor.kind, ActorKind::Organisation | ActorKind::Country))
    };
    let within = text.tokens_in(own);
    let joined = text.tokens_in(source).filter(|at| {
        !within.contains(at) && within.contains(&words.head[*at]) && text.tokens[*at].relation == Relation::Conj
    });
    let beside = joined.filter_map(|at| {
        let word = text.tokens[at].span;
        let around = actors.mentions_in(source).filter(|(mention, _)| mention.overlaps(word) && !mention.overlaps(own));
        around.map(|(mention, _)| mention).max_by_key(|mention| mention.len())
    });
    let spans: Vec<Span> = std::iter::once(own).chain(beside).collect();
    let members = actors.mentions_in(source).filter(|(mention, ix)| {
        spans.contains(mention) && *ix != speaker && (*mention == own || traits(*ix) == traits(speaker))
    });
    let mut all = vec![speaker];
    for (_, ix) in members {
        if !all.contains(&ix) {
            all.push(ix);
        }
    }
    all
}

/// "One of the two leaders": which, the text does not say.
fn is_one_of_several(text: &Text<'_>, actors: &Actors, source: Span) -> bool {
    let mut words = text.tokens_in(source).map(|at| text.tokens[at].lower.as_str());
    let several = || {
        let mut mentions = actors.mentions_in(source).map(|(mention, _)| mention);
        mentions.next().is_some_and(|first| mentions.any(|next| next == first))
    };
    words.next() == Some("one") && words.next() == Some("of") && several()
}

fn is_name(actors: &Actors, ix: MentionedIx) -> bool {
    actors.list[ix.0 as usize].name.starts_with(char::is_uppercase)
}

/// Whether a source is the label of a turn in capitals: "OLVEND: We will go on."
pub fn is_label(text: &Text<'_>, source: Span) -> bool {
    let letters = text.words(source).chars().filter(|c| c.is_alphabetic());
    let colon = text.tokens.get(text.tokens_in(source).end).is_some_and(|next| next.lower == ":");
    colon && letters.clone().count() > 3 && letters.clone().all(char::is_uppercase)
}

/// The person whose name ends in the words of such a label, where there is only one; else who has no other name.
pub fn labelled(text: &Text<'_>, actors: &Actors, source: Span) -> Option<MentionedIx> {
    if !is_label(text, source) {
        return None;
    }
    let persons = || actors.list.iter().enumerate().filter(|(_, actor)| actor.kind == ActorKind::Person);
    let end = format!(" {}", text.words(source).to_lowercase());
    let mut named = persons().filter(|(_, actor)| actor.name.to_lowercase().ends_with(&end));
    let only = named.next().filter(|_| named.next().is_none());
    let (at, _) = only.or_else(|| persons().find(|(_, actor)| actor.name == text.words(source)))?;
    Some(MentionedIx(at as u32))
}

/// Who is named first in a source that goes on with a description: "Mara Olvend, head of research at the bank".
pub fn leading(text: &Text<'_>, actors: &Actors, source: Span) -> Option<MentionedIx> {
    // "Velmora Sen. Mara Olvend, a Democrat who": what she is senator of stands before her.
    let capital = |at: usize| text.words(text.tokens[at].span).starts_with(char::is_uppercase);
    let (mention, ix) =
        actors.mentions_in(source).find(|(_, ix)| actors.list[ix.0 as usize].kind == ActorKind::Person)?;
    let before = text.tokens_in(source).start..text.tokens_in(mention).start;
    let named = before.len() <= 3
        && before.clone().all(capital)
        && text.words(mention).ends_with(|c: char| c.is_alphanumeric())
        && text.words(mention).split(' ').all(|word| word.starts_with(char::is_uppercase));
    let next = text.tokens.get(text.tokens_in(mention).end)?;
    (named && next.lower == "," && next.span.start < source.end).then_some(ix)
}

/// Who is named behind a long title: "the deputy head of the General Staff Mara Olvend".
pub fn titled(text: &Text<'_>, actors: &Actors, source: Span) -> Option<MentionedIx> {
    let tokens = text.tokens_in(source);
    let joins = |at: usize| matches!(text.tokens[at].lower.as_str(), "of" | "for" | "at");
    let role = |at: &usize| lexicon::classes(&text.tokens[*at].lower).has(Classes::HUMAN) && joins(*at + 1);
    let limit = tokens.end.saturating_sub(1);
    let role = (tokens.start..limit).take(4).find(role)?;
    let of = &text.tokens[role + 1];
    let proper = |mention: Span| text.words(mention).split(' ').all(|word| word.starts_with(char::is_uppercase));
    let (mention, ix) = actors.mentions_in(source).find(|(mention, ix)| {
        let person = actors.list[ix.0 as usize].kind == ActorKind::Person;
        person && mention.start > of.span.end && text.words(*mention).contains(' ') && proper(*mention)
    })?;
    let named = text.tokens_in(mention);
    let before = &text.tokens[named.start - 1];
    // The body may be part of the mention ("… of the *Velmora Staff Mara Olvend*"); with a title of their own they are
    // whom the other serves: "a spokesman for President Mara Olvend".
    let name = actors.list[ix.0 as usize].name.split(' ').count();
    let mut title = named.clone().take(named.len().saturating_sub(name));
    let within = named.len() > name;
    let titled = title.next_back().is_some_and(|at| {
        let token = &text.tokens[at];
        !token.is_word() || lexicon::classes(&token.lower).has(Classes::HUMAN.with(Classes::HONORIFIC))
    });
    let beside = !titled && (within || before.tag.is_proper() || before.lower == "affairs");
    let last = text.tokens.get(named.end).is_none_or(|next| next.span.start >= source.end || next.lower == ",");
    (beside && last).then_some(ix)
}

/// The word of a source on which its others hang: the last subject among several, a noun or pronoun where there is one;
/// the head of the noun phrase that it begins with where the tree has that of what follows ("a poll *last week*").
pub fn main(text: &Text<'_>, words: &Words, source: Span) -> Option<usize> {
    let tokens = text.tokens_in(source);
    let tops = || tokens.clone().filter(|at| words.head[*at] == *at || !tokens.contains(&words.head[*at]));
    let names = |at: &usize| {
        text.tokens[*at].tag.is_noun() || text.tokens[*at].tag.is_pronoun() || text.tokens[*at].tag.is_wh()
    };
    let subject = tops().filter(|at| text.tokens[*at].relation.is_subject()).rfind(names);
    let top = subject.or_else(|| tops().find(names)).or_else(|| {
        let top = tops().next()?;
        tokens.clone().find(|at| words.head[*at] == top && names(at)).or(Some(top))
    });
    // "Mara Olvend of Velmora County": what follows a name is not whose words they are.
    if let (Some(top), Some(name)) = (top, first_name(text, source))
        && name < top
    {
        return Some(name);
    }
    match (top, first_noun(text, source)) {
        // What stands on top beside the noun may be its name: "the chair, Mara Olvend".
        (Some(top), Some(noun)) if noun < top && !text.tokens[top].tag.is_proper() => Some(noun),
        (Some(top), Some(noun)) if lexicon::is_day(&text.tokens[top].lower) || noun < top && is_paper(text, noun) => {
            Some(noun)
        }
        _ => top,
    }
}

/// The last word of a name of two words or more that a source begins with, before a preposition.
fn first_name(text: &Text<'_>, source: Span) -> Option<usize> {
    let tokens = text.tokens_in(source);
    let name = |at: &usize| text.tokens[*at].tag.is_proper() && text.tokens[*at].is_word();
    let last = tokens.clone().take_while(name).last()?;
    let of =
        last > tokens.start && last + 1 < tokens.end && matches!(text.tokens[last + 1].lower.as_str(), "of" | "from");
    (of && lexicon::classes(&text.tokens[tokens.start].lower).has(Classes::GIVEN)).then_some(last)
}

/// The head of the common noun phrase that a source begins with, and that goes on with how or when: "A *document* filed
/// Thursday", "a *source* familiar with the plan".
fn first_noun(text: &Text<'_>, source: Span) -> Option<usize> {
    let tokens = text.tokens_in(source);
    let lower = |at: usize| text.tokens.get(at).map_or("", |token| token.lower.as_str());
    let knows = |at: usize| {
        matches!(lower(at), "familiar" | "close" | "present" | "involved")
            && matches!(lower(at + 1), "with" | "to" | "in")
    };
    let time =
        |at: usize| matches!(lower(at), "last" | "this" | "earlier" | "late" | "early") || lexicon::is_day(lower(at));
    let part = |at: &usize| {
        let tag = text.tokens[*at].tag;
        let within = tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::CD | Tag::POS | Tag::HYPH);
        within && !knows(*at) && !(*at > tokens.start + 1 && time(*at))
    };
    let end = tokens.clone().take_while(part).last()? + 1;
    let head = end - 1;
    let goes_on = end < tokens.end
        && (time(end)
            || knows(end)
            || matches!(text.tokens[end].tag, Tag::VBN | Tag::VBD | Tag::VBG | Tag::IN)
            || lower(end) == ",");
    let common = text.tokens[head].tag.is_noun() && !text.tokens[head].tag.is_proper();
    (goes_on && common).then_some(head)
}

/// "Polls from Velmora University".
fn is_paper(text: &Text<'_>, noun: usize) -> bool {
    lexicon::classes(&text.tokens[noun].lemma).has(Classes::DOCUMENT) && text.tokens[noun + 1].tag == Tag::IN
}

fn why(text: &Text<'_>, quotation: &Quotation, source: Span, how: How) -> String {
    let source = text.words(source);
    let place = match quotation.cue.first() {
        Some(cue) => format!("“{source}” beside “{}”", text.words(*cue)),
        None => format!("“{source}” beside the quotation"),
    };
    match how {
        How::Named => place,
        How::Relative => format!("{place}, which goes back to the word before"),
        How::For => format!("{place}, named in it"),
    }
}

/// Whether the article says only that someone did not say it, or asks whether: how to tell.
fn doubt(text: &Text<'_>, words: &Words, quotation: &Quotation) -> Option<&'static str> {
    let cue = text.tokens_in(*quotation.cue.first()?);
    let verb = cue.clone().find(|at| text.tokens[*at].tag.is_verb())?;
    let sentence = &text.sentences[words.sentence[verb] as usize].tokens;
    let mut before = (sentence.start..verb).rev().take(3).chain(cue).map(|at| text.tokens[at].lemma.as_str());
    if before.any(|lemma| matches!(lemma, "not" | "never" | "decline" | "refuse")) {
        return Some(", but as not said");
    }
    let asked = text.tokens[sentence.end - 1].lower == "?"
        && matches!(text.tokens[sentence.start].lemma.as_str(), "do" | "have" | "will" | "would" | "can" | "be");
    asked.then_some(", but in a question")
}

/// Whether a quotation without cue can be the same speaker's as the one before: quoted as well, and near.
fn goes_on(text: &Text<'_>, before: &Quotation, quotation: &Quotation) -> bool {
    let at = |span: Span, byte: u32| text.sentence_at(byte).filter(|_| !span.is_empty());
    let (Some(last), Some(this)) = (
        before.spans.last().and_then(|span| at(*span, span.end - 1)),
        at(quotation.spans[0], quotation.spans[0].start),
    ) else {
        return false;
    };
    let gap = text.sentences[this].paragraph - text.sentences[last].paragraph;
    before.kind != QuotationKind::Indirect && (gap == 0 && this - last <= 2 || gap == 1 && this - last <= 3)
}
