//! Whose stance it is: the subject of the attitude, or the one who speaks.

use std::ops::Range;

use crate::language::{Tag, Text, lemma};
use crate::model::{ActorKind, Basis, MentionedIx, Quotation, QuotationKind, Span};
use crate::reading::actors::Actors;
use crate::reading::issues::is_somebody;
use crate::reading::stances::direction::{Judged, Subject};

/// Who speaks at a place, and where those words are.
pub(super) struct Spoken<'a> {
    quotation: Option<(u32, &'a Quotation)>,
    pub(super) speakers: Vec<MentionedIx>,
    /// Its source is called by an office that speaks for a country, whichever it is: "the defence minister".
    for_country: bool,
}

/// Words of offices whose holders speak for their country.
const SPEAKING: &[&str] = &[
    "minister",
    "premier",
    "chancellor",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "ambassador",
    "envoy",
    "negotiator",
    "aide",
    "adviser",
    "advisor",
    "diplomat",
    "representative",
    "official",
    "delegate",
];

/// Somebody who holds a stance.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    pub(super) actor: MentionedIx,
    pub(super) basis: Basis,
    pub(super) reported_by: Option<MentionedIx>,
    pub(super) quotation: Option<u32>,
}

impl Holder {
    /// Who holds it by name: one who has none stands for the party or organisation that they belong to ("a NATO
    /// spokesman"). `None` for nobody in particular ("critics", "a neighbour").
    pub(super) fn named(self, actors: &Actors) -> Option<Self> {
        let actor = actors.list.get(self.actor.0 as usize)?;
        if actor.kind != ActorKind::Group && is_name(actors, self.actor) {
            return Some(self);
        }
        let above = actor.affiliation.filter(|above| {
            actors.list.get(above.0 as usize).is_some_and(|above| above.kind == ActorKind::Organisation)
        })?;
        Some(Self { actor: above, ..self })
    }
}

/// Whether an actor is called by a name, not by a description ("officials").
pub(super) fn is_name(actors: &Actors, actor: MentionedIx) -> bool {
    let name = actors.list.get(actor.0 as usize).map_or("", |actor| actor.name.as_str());
    name.rsplit(' ').next().unwrap_or_default().starts_with(char::is_uppercase)
}

/// Whether an actor is only described, and is no group that people would code ("an official", not "European leaders").
pub(super) fn is_nameless(actors: &Actors, actor: MentionedIx) -> bool {
    let group = actors.list.get(actor.0 as usize).is_some_and(|actor| actor.kind == ActorKind::Group);
    !group && !is_name(actors, actor)
}

/// Whether the source of a quotation is a pronoun.
pub(super) fn is_pronoun(text: &Text<'_>, quotation: &Quotation) -> bool {
    let [source] = quotation.source_spans.as_slice() else { return false };
    matches!(text.words(*source).to_lowercase().as_str(), "he" | "she" | "they" | "it" | "we" | "i")
}

/// The innermost quotation around a place; without one the article's own author speaks.
pub(super) fn spoken<'a>(
    text: &Text<'_>,
    quotations: &'a [Quotation],
    place: Span,
    author: Option<MentionedIx>,
) -> Spoken<'a> {
    let around = quotations
        .iter()
        .enumerate()
        .filter(|(_, quotation)| quotation.spans.iter().any(|span| span.overlaps(place)))
        .min_by_key(|(_, quotation)| quotation.cover().len());
    match around {
        Some((at, quotation)) => {
            let mut source = quotation.source_spans.iter().flat_map(|source| text.tokens_in(*source));
            Spoken {
                quotation: Some((at as u32, quotation)),
                speakers: quotation.speakers.clone(),
                for_country: source.any(|at| SPEAKING.contains(&text.tokens[at].lemma.as_str())),
            }
        }
        None => Spoken { quotation: None, speakers: author.into_iter().collect(), for_country: false },
    }
}

impl<'a> Spoken<'a> {
    /// The quotation that the place stands in.
    pub(super) fn quotation(&self) -> Option<(u32, &'a Quotation)> {
        self.quotation
    }

    /// The tokens of the sentence in which words can govern the place: those of a direct quotation alone; with reported
    /// words the verb that reports them may take a side too ("demanded that …").
    pub(super) fn limits(&self, text: &Text<'_>, sentence: Range<usize>, place: Span) -> Range<usize> {
        let direct = self.quotation.filter(|(_, quotation)| quotation.kind == QuotationKind::Direct);
        let within = direct.and_then(|(_, quotation)| quotation.spans.iter().find(|span| span.overlaps(place)));
        match within {
            Some(span) => {
                let tokens = text.tokens_in(*span);
                tokens.start.max(sentence.start)..tokens.end.min(sentence.end)
            }
            None => sentence,
        }
    }
}

/// Whether only some of a group hold it: "only 18 percent of voters", "4 in 10 voters", "few voters".
pub(super) fn is_share(text: &Text<'_>, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
    let word = |at: usize| text.tokens[at].lower.as_str();
    let from = tokens.start.saturating_sub(6).max(sentence.start);
    (from..tokens.end).rev().take_while(|at| !matches!(word(*at), "," | ";" | "—" | "said" | "that")).any(|at| {
        let ratio = at > sentence.start && word(at) == "in" && text.tokens[at - 1].tag == Tag::CD;
        ratio || matches!(word(at), "only" | "few" | "fewer" | "percent" | "per" | "%")
    })
}

/// Whether an actor can hold a stance: a thing that speaks ("documents", "the transcript") cannot.
pub(super) fn is_able(actors: &Actors, actor: MentionedIx) -> bool {
    let name = actors.list.get(actor.0 as usize).map_or("", |actor| actor.name.as_str());
    let last = name.rsplit(' ').next().unwrap_or_default();
    is_name(actors, actor) || is_somebody(&lemma(last))
}

/// Those who hold what was judged.
pub(super) fn holders(actors: &Actors, spoken: &Spoken<'_>, judged: &Judged) -> Vec<Holder> {
    let mut found = all_holders(actors, spoken, judged);
    found.retain(|holder| is_able(actors, holder.actor));
    found
}

fn all_holders(actors: &Actors, spoken: &Spoken<'_>, judged: &Judged) -> Vec<Holder> {
    let belongs = |speaker: MentionedIx| actors.list.get(speaker.0 as usize).and_then(|actor| actor.affiliation);
    let quotation = spoken.quotation.map(|(at, _)| at);
    let said = |speaker| Holder { actor: speaker, basis: Basis::Stated, reported_by: None, quotation };
    // "Peru will not sign, the defence minister said": of Peru, as the text says no other country.
    // A news agency that reports it, or somebody without a name, says it of Peru.
    let kind = |ix: MentionedIx| actors.list.get(ix.0 as usize).map(|actor| actor.kind);
    let theirs = |speaker: MentionedIx, subject: Option<MentionedIx>| {
        let person = kind(speaker) == Some(ActorKind::Person) && is_name(actors, speaker);
        let country = || spoken.for_country && subject.is_some_and(|ix| kind(ix) == Some(ActorKind::Country));
        person && belongs(speaker).map_or_else(country, |above| Some(above) == subject)
    };
    let all_said = || spoken.speakers.iter().copied().map(said).collect();
    match &judged.subject {
        _ if judged.speakers && !spoken.speakers.is_empty() => all_said(),
        // Who speaks for a country gives its position as their own.
        Subject::Actors(subjects, _)
            if subjects.len() == 1
                && matches!(spoken.speakers[..], [speaker] if theirs(speaker, subjects.first().copied())) =>
        {
            all_said()
        }
        Subject::Actors(subjects, _) => subjects
            .iter()
            .map(|actor| {
                if spoken.speakers.contains(actor) {
                    said(*actor)
                } else {
                    let reported_by = spoken.speakers.first().copied();
                    Holder { actor: *actor, basis: Basis::Reported, reported_by, quotation }
                }
            })
            .collect(),
        Subject::First | Subject::None | Subject::Somebody => all_said(),
        Subject::Other => Vec::new(),
    }
}
