//! Who takes which stance on which issue, with the words that decided it.
//!
//! Comes in: a cut text, its actors, its quotations, a catalogue. Goes out: suggestions. Never here: any guess without a
//! deciding word: a bare mention of an issue is no stance.
//!
//! The way: `candidates` finds the places that speak of an issue; `direction` reads which way the words of the clause
//! turn it and who is their subject (up the tree in `governed`, by their order in `walked`, what turns it from aside in
//! `reversals`), `uncommitted` who leaves it open, `hinges` who makes it a condition or conditional; `holder` says whose stance that is; `condition`
//! finds the terms it hangs on. The words are data: `lexicon`. Beside these rules `pairs` weighs all who may hold a stance
//! there by a learnt model, also where no rule knows the turn of phrase; the thorough engine asks an `encoder` besides.
//! `confidence` says how sure.

pub mod author;
mod candidates;
mod climb;
mod condition;
pub mod confidence;
mod direction;
pub mod encoder;
mod governed;
mod hinges;
mod holder;
mod lexicon;
mod outcomes;
pub mod pairs;
mod pieces;
mod reversals;
mod subjects;
pub mod target;
mod tree;
mod uncommitted;
mod walked;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::language::{Relation, Text};
use crate::model::{ActorKind, Basis, Catalogue, IssueId, MentionedIx, Quotation, Span, Stance, Suggestion};
use crate::reading::Engine;
use crate::reading::actors::Actors;
use candidates::Candidate;
use direction::{Clause, Judged, Mention, Way};
use encoder::Question;
use lexicon::{Class, Effect, Mark, Place};
use pairs::Weighed;

/// Finds the statements of an article. `author` is whose own text it is.
pub fn find(
    text: &Text<'_>,
    actors: &Actors,
    quotations: &[Quotation],
    catalogue: &Catalogue,
    author: Option<MentionedIx>,
    engine: Engine,
) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for one in considered(text, actors, quotations, catalogue, author, engine) {
        let wrong = one.alone && (one.some_only || one.short && one.way() < 0.0);
        let Signed { suggestion: this, thing, alone, .. } = one;
        if !thing && (wrong || !confidence::is_enough(this.confidence, alone)) {
            continue;
        }
        let again = found
            .iter_mut()
            .find(|other| other.actor == this.actor && other.issue == this.issue && other.evidence == this.evidence);
        match again {
            Some(other) if other.confidence < this.confidence => *other = this,
            Some(_) => {}
            None => found.push(this),
        }
    }
    settle(catalogue, &mut found);
    if let Some(author) = author {
        answer(text, catalogue, author, &mut found);
    }
    found
}

/// A suggestion with what its confidence rests on.
#[derive(Clone, Debug)]
pub struct Signed {
    /// What would be suggested.
    pub suggestion: Suggestion,
    /// What is known of it.
    pub signs: confidence::Signs,
    /// The issue is a person or thing: the signs do not count.
    pub thing: bool,
    /// The place that speaks of the issue.
    pub place: Span,
    /// Whether the place speaks of the opposite of the issue.
    pub opposite: bool,
    /// No rule reads it so: the model alone does.
    pub alone: bool,
    /// Whether the words are the holder's own.
    pub speaks: bool,
    /// Whether it is said not to go far enough: who is against it then wants more of it.
    short: bool,
    /// Whether it is said of a share of a group alone ("only 18 percent of voters").
    some_only: bool,
    /// What it may hang on.
    condition: Option<Span>,
    /// What the linear model says of it.
    weighed: Weighed,
    /// Whether the encoder was asked too: then the signs have what both say.
    asked: bool,
    /// What the linear model was given; empty for a person or thing.
    pub features: Vec<u32>,
}

impl Signed {
    /// Whether it is for (1) or against (-1) what its place speaks of; 0 where it leaves that open.
    pub fn way(&self) -> f32 {
        let way = match self.suggestion.stance {
            Stance::Support | Stance::Conditional => 1.0,
            Stance::Oppose => -1.0,
            Stance::Neutral => 0.0,
        };
        if self.opposite { -way } else { way }
    }

    /// Takes what the models say of it; what they alone suggest takes their side.
    pub(crate) fn take(&mut self, weighed: Weighed) {
        if self.alone {
            let for_it = (weighed.favour > 0.0) != self.opposite;
            self.suggestion.stance = match self.condition {
                Some(_) if for_it => Stance::Conditional,
                _ if for_it => Stance::Support,
                _ => Stance::Oppose,
            };
            self.suggestion.condition = self.condition.into_iter().filter(|_| for_it).collect();
        }
        let way = self.way();
        confidence::weighed(&mut self.signs, weighed, way, self.alone);
    }

    /// How sure it is. What the rules read is no less sure because the encoder does not know the turn of phrase.
    fn sure(&self) -> f32 {
        if !self.asked {
            return confidence::sure(&self.signs, Engine::Fast);
        }
        let thorough = confidence::sure(&self.signs, Engine::Thorough);
        if self.alone {
            return thorough;
        }
        let mut signs = self.signs;
        confidence::weighed(&mut signs, self.weighed, self.way(), false);
        thorough.max(confidence::sure(&signs, Engine::Fast))
    }
}

/// All that may be suggested, also what is too unsure, and of a sentence with several places on an issue each.
pub fn considered(
    text: &Text<'_>,
    actors: &Actors,
    quotations: &[Quotation],
    catalogue: &Catalogue,
    author: Option<MentionedIx>,
    engine: Engine,
) -> Vec<Signed> {
    let mut found: Vec<Signed> = Vec::new();
    let mut sentence: Option<Sentence> = None;
    for candidate in &candidates::candidates(text, actors, catalogue) {
        let Some(at) = text.sentence_at(candidate.hit.span.start) else { continue };
        if sentence.as_ref().is_none_or(|sentence| sentence.at != at) {
            sentence = Some(Sentence::new(text, actors, at));
        }
        let Some(sentence) = &sentence else { continue };
        let mut here = read(text, actors, sentence, quotations, catalogue, candidate, author);
        if !candidate.thing {
            weigh(text, actors, sentence, quotations, catalogue, candidate, author, &mut here);
        }
        found.append(&mut here);
    }
    if engine == Engine::Thorough {
        ask(text, actors, &mut found);
    }
    repeated(&mut found);
    found
}

/// Weighs what the encoder says to each pair as much as what the model says.
fn ask(text: &Text<'_>, actors: &Actors, found: &mut [Signed]) {
    let (mut places, mut questions) = (Vec::new(), Vec::new());
    for (at, one) in found.iter().enumerate().filter(|(_, one)| !one.thing) {
        let actor = actors.list.get(one.suggestion.actor.0 as usize);
        if let Some(question) = actor.and_then(|actor| Question::new(text.text, actor, one)) {
            places.push(at);
            questions.push(question);
        }
    }
    for (at, answer) in places.into_iter().zip(encoder::ask(&questions.iter().collect::<Vec<_>>())) {
        if let Some(answer) = answer {
            found[at].asked = true;
            let both = found[at].weighed.and(answer);
            found[at].take(both);
        }
    }
}

/// What an article tells in more than one place is surer; what it tells otherwise in another is less sure.
fn repeated(found: &mut [Signed]) {
    let cell = |one: &Signed| (one.suggestion.actor, one.suggestion.issue.clone());
    let mut cells: BTreeMap<_, BTreeMap<String, BTreeSet<Span>>> = BTreeMap::new();
    for one in found.iter().filter(|one| !one.thing && !one.alone) {
        let told = cells.entry(cell(one)).or_default().entry(one.suggestion.stance.to_string()).or_default();
        told.extend(&one.suggestion.evidence);
    }
    for one in found.iter_mut().filter(|one| !one.thing) {
        if let Some(told) = cells.get(&cell(one)) {
            let same = |(stance, _): &(&String, &BTreeSet<Span>)| **stance == one.suggestion.stance.to_string();
            let elsewhere = |at: &Span| !one.suggestion.evidence.contains(at);
            let again = told.iter().filter(same).any(|(_, places)| places.iter().any(elsewhere));
            let otherwise = told.iter().any(|told| !same(&told));
            confidence::compare(&mut one.signs, again, otherwise);
        }
        one.suggestion.confidence = one.sure();
    }
}

/// Towards a person or thing an article shows one side of an actor: what is surer in sum stands, so that a slip of tone
/// does not make the cell mixed.
fn settle(catalogue: &Catalogue, found: &mut Vec<Suggestion>) {
    let odds = |confidence: f32| (confidence - 0.3).max(0.02);
    let mut sums: BTreeMap<(MentionedIx, IssueId), f32> = BTreeMap::new();
    let things: BTreeSet<&IssueId> =
        catalogue.issues.iter().filter(|issue| candidates::is_thing(issue)).map(|issue| &issue.id).collect();
    for suggestion in found.iter().filter(|suggestion| things.contains(&suggestion.issue)) {
        let sum = sums.entry((suggestion.actor, suggestion.issue.clone())).or_default();
        *sum += suggestion.stance.score() * odds(suggestion.confidence);
    }
    found.retain(|suggestion| {
        let sum = sums.get(&(suggestion.actor, suggestion.issue.clone())).copied().unwrap_or_default();
        suggestion.stance.score() * sum >= 0.0
    });
}

/// A short text of an author's own that comes with a bare proposition answers it, whether or not it names it.
fn answer(text: &Text<'_>, catalogue: &Catalogue, author: MentionedIx, found: &mut Vec<Suggestion>) {
    let words = text.tokens.iter().filter(|token| token.is_word()).count();
    if words > author::LONGEST {
        return;
    }
    for issue in catalogue.issues.iter().filter(|issue| issue.terms.is_empty() && issue.opposite_terms.is_empty()) {
        let proposition = if issue.proposition.is_empty() { &issue.name } else { &issue.proposition };
        let Some((stance, confidence)) = author::side(text, proposition) else { continue };
        let Some(evidence) = text.span_of(0..text.tokens.len()) else { continue };
        found.retain(|other| other.actor != author || other.issue != issue.id);
        found.push(Suggestion {
            actor: author,
            issue: issue.id.clone(),
            stance,
            basis: Basis::Inferred,
            reported_by: None,
            confidence,
            evidence: vec![evidence],
            rationale: Vec::new(),
            condition: Vec::new(),
            quotation: None,
        });
    }
}

/// The verb of a proposition that says that its object should not be ("ban", "abolish"), if it has one.
pub(super) fn turned(proposition: &Text<'_>) -> Option<Range<usize>> {
    lexicon::marks(proposition, 0..proposition.tokens.len())
        .into_iter()
        .find(|mark| mark.entry.effect == Effect::Opposes && mark.entry.place == Place::Object)
        .map(|mark| mark.tokens)
}

/// The nouns of a sentence that its words speak for or against, as tokens: what is wanted or not, and what is called
/// good or bad.
pub(super) fn objects(text: &Text<'_>, sentence: Range<usize>) -> Vec<usize> {
    let tree = tree::Tree { text, tokens: &sentence };
    let mut found = Vec::new();
    for mark in lexicon::marks(text, sentence.clone()).iter().filter(|mark| mark.entry.sign() != 0) {
        let within = |at: usize| tree.child(at, &[Relation::Case]).is_some_and(|case| mark.tokens.contains(&case));
        found.extend(tree.children(tree.top(&mark.tokens)).filter(|at| match tree.relation(*at) {
            Relation::Obj | Relation::NsubjPass => mark.entry.place != Place::Predicate,
            Relation::Nsubj => matches!(mark.entry.place, Place::Predicate | Place::Both),
            Relation::Nmod => mark.entry.class == Class::Noun,
            Relation::Obl => within(*at),
            _ => false,
        }));
    }
    found
}

/// Whether a noun shows a stance itself ("refusal") or points to a matter spoken of before ("proposal").
pub(super) fn is_stance(noun: &str) -> bool {
    let text = Text::cut(noun);
    candidates::ANAPHORA.contains(&noun)
        || lexicon::marks(&text, 0..text.tokens.len()).iter().any(|mark| mark.entry.class == Class::Noun)
}

/// Whether an odd number of words against stand at these places.
pub(super) fn turns_within(text: &Text<'_>, places: Vec<usize>) -> bool {
    let against = |at: &usize| {
        lexicon::marks(text, *at..*at + 1).iter().any(|mark| {
            mark.entry.effect == Effect::Turns
                || (mark.entry.effect == Effect::Opposes && mark.entry.class == Class::Verb)
        })
    };
    places.iter().filter(|at| against(at)).count() % 2 == 1
}

/// What all candidates of a sentence share.
struct Sentence {
    at: usize,
    tokens: Range<usize>,
    marks: Vec<Mark>,
    mentions: Vec<Mention>,
}

impl Sentence {
    fn new(text: &Text<'_>, actors: &Actors, at: usize) -> Self {
        let sentence = &text.sentences[at];
        let mut mentions: Vec<Mention> = Vec::new();
        for (span, actor) in actors.mentions_in(sentence.span) {
            let mut tokens = text.tokens_in(span);
            // The last full stop of "the U.S." is a token of its own.
            let dotted = tokens.clone().last().is_some_and(|last| text.tokens[last].lower.contains('.'));
            let stop = text.tokens.get(tokens.end).is_some_and(|next| next.lower == "." && next.span.start == span.end);
            tokens.end += usize::from(dotted && stop && tokens.end + 1 < sentence.tokens.end);
            match mentions.iter_mut().find(|mention| mention.tokens == tokens) {
                Some(mention) => mention.actors.push(actor),
                None => mentions.push(Mention { tokens, actors: vec![actor] }),
            }
        }
        Self { at, tokens: sentence.tokens.clone(), marks: lexicon::marks(text, sentence.tokens.clone()), mentions }
    }
}

fn read(
    text: &Text<'_>,
    actors: &Actors,
    sentence: &Sentence,
    quotations: &[Quotation],
    catalogue: &Catalogue,
    candidate: &Candidate,
    author: Option<MentionedIx>,
) -> Vec<Signed> {
    let hit = candidate.hit;
    let term = text.tokens_in(hit.span);
    let spoken = holder::spoken(text, quotations, hit.span, author);
    let limits = spoken.limits(text, sentence.tokens.clone(), hit.span);
    let tree = tree::Tree { text, tokens: &sentence.tokens };
    let clause = Clause {
        tree,
        text,
        marks: &sentence.marks,
        mentions: &sentence.mentions,
        term: term.clone(),
        limits: limits.clone(),
    };
    let asks =
        sentence.tokens.end > 0 && (limits.end.saturating_sub(2)..limits.end).any(|at| text.tokens[at].lower == "?");
    let mut judgements = match clause.uncommitted() {
        Some(judged) => vec![judged],
        None if asks || condition::supposed(text, limits.clone(), term.start) => return Vec::new(),
        None => clause.judge(),
    };
    let holds = |judged: &Judged| {
        holder::holders(actors, &spoken, judged).iter().any(|holder| candidate.target != Some(holder.actor))
    };
    if candidate.thing {
        judgements.retain(holds);
        let tone = target::tone(text, &sentence.tokens, &sentence.marks, &term);
        clause.toned(tone, !spoken.speakers.is_empty(), &mut judgements);
    }
    let top = tree.top(&term);
    let over: Vec<usize> = std::iter::once(top).chain(tree.path(top).into_iter().map(|step| step.at)).collect();
    let condition = condition::find(text, limits.clone(), term, &over);
    let evidence = text.sentences[sentence.at].span;
    let mut found = Vec::new();
    let short = falls_short(text, limits);
    for judged in judgements.iter().filter(|judged| judged.sign > 0 || judged.neutral || !short) {
        let sign = judged.sign * if hit.opposite { -1 } else { 1 };
        // "threatened sanctions unless Peru yields": the threat stands.
        let mut lemmas = judged.words.iter().map(|words| text.tokens[words.start].lemma.as_str());
        let threat = lemmas.any(|lemma| matches!(lemma, "threaten" | "vow" | "warn"));
        let words_of = |span: Span| span.of(text.text).to_lowercase();
        let stands = |span: &Span| threat && ["unless", "until"].iter().any(|word| words_of(*span).starts_with(word));
        let condition = condition.filter(|span| !stands(span));
        let condition_words = condition.map_or(String::new(), words_of);
        // "A truce would fail if …" is a fear.
        let said_of =
            |mark: &lexicon::Mark| mark.entry.place == Place::Predicate && judged.words.contains(&mark.tokens);
        if judged.sign < 0 && condition_words.starts_with("if ") && sentence.marks.iter().any(said_of) {
            continue;
        }
        // One is for somebody or not, whatever one waits for.
        let refused = ["unless", "until"].iter().any(|word| condition_words.starts_with(word));
        let hangs = (judged.hinges || hangs(judged, &condition_words)) && !(refused && candidate.thing);
        let stance = stance(judged, sign, hangs, refused);
        for holder in holder::holders(actors, &spoken, judged) {
            let Some(holder) = (if candidate.thing { holder.named(actors) } else { Some(holder) }) else { continue };
            if candidate.target == Some(holder.actor) {
                continue;
            }
            let group = actors.list.get(holder.actor.0 as usize).is_some_and(|actor| actor.kind == ActorKind::Group);
            let share = |tokens| holder::is_share(text, tokens, &sentence.tokens);
            if group && matches!(&judged.subject, direction::Subject::Actors(_, tokens) if share(tokens)) {
                continue;
            }
            let setting = confidence::Setting {
                spoken: !spoken.speakers.is_empty(),
                pronoun: holder.quotation.is_some_and(|at| holder::is_pronoun(text, &quotations[at as usize])),
                ought: sentence.marks.iter().any(|mark| {
                    judged.words.contains(&mark.tokens)
                        && (mark.entry.place == Place::Modal || governed::lacks(&text.tokens[mark.tokens.start].lemma))
                }),
                nameless: holder::is_nameless(actors, holder.actor),
                organisation: actors
                    .list
                    .get(holder.actor.0 as usize)
                    .is_some_and(|actor| actor.kind == ActorKind::Organisation),
                judgements: judgements.len(),
            };
            let signs = confidence::signs(candidate, judged, &setting);
            let confidence = confidence::of(candidate, judged, &signs);
            let rationale = rationale(text, &judged.words, hit.span);
            let suggestion = Suggestion {
                actor: holder.actor,
                issue: catalogue.issues[hit.issue].id.clone(),
                stance,
                basis: if judged.basis == Basis::Inferred { Basis::Inferred } else { holder.basis },
                reported_by: holder.reported_by,
                confidence,
                evidence: vec![evidence],
                rationale,
                condition: if stance == Stance::Conditional { condition.into_iter().collect() } else { Vec::new() },
                quotation: holder.quotation,
            };
            found.push(Signed {
                suggestion,
                signs,
                thing: candidate.thing,
                place: hit.span,
                opposite: hit.opposite,
                alone: false,
                speaks: false,
                short,
                some_only: false,
                condition: None,
                weighed: Weighed::default(),
                asked: false,
                features: Vec::new(),
            });
        }
    }
    found
}

/// The words that decide, with the place that they speak of, in order.
fn rationale(text: &Text<'_>, words: &[Range<usize>], place: Span) -> Vec<Span> {
    let mut spans: BTreeSet<Span> = words.iter().filter_map(|words| text.span_of(words.clone())).collect();
    spans.insert(place);
    spans.into_iter().collect()
}

/// What the model says of those who may hold a stance at a place: of what the rules suggest, and beyond it.
#[expect(clippy::too_many_arguments, reason = "what `read` takes, and what it found")]
fn weigh(
    text: &Text<'_>,
    actors: &Actors,
    sentence: &Sentence,
    quotations: &[Quotation],
    catalogue: &Catalogue,
    candidate: &Candidate,
    author: Option<MentionedIx>,
    found: &mut Vec<Signed>,
) {
    let hit = candidate.hit;
    for pair in pairs::pairs(text, actors, sentence, quotations, candidate, author, found) {
        let weighed = pairs::weigh(&pair.features);
        let mut known = false;
        for one in found.iter_mut().filter(|one| one.suggestion.actor == pair.holder) {
            known = true;
            one.speaks = pair.speaks;
            one.features.clone_from(&pair.features);
            one.weighed = weighed;
            one.take(weighed);
        }
        // "X denied that Y rejects it": of X nothing is known.
        if known || pair.denied {
            continue;
        }
        let rationale = rationale(text, &pair.words, hit.span);
        let suggestion = Suggestion {
            actor: pair.holder,
            issue: catalogue.issues[hit.issue].id.clone(),
            stance: Stance::Support,
            basis: if pair.speaks { Basis::Stated } else { Basis::Reported },
            reported_by: pair.reported_by,
            confidence: 0.0,
            evidence: vec![text.sentences[sentence.at].span],
            rationale,
            condition: Vec::new(),
            quotation: pair.quotation,
        };
        let mut one = Signed {
            suggestion,
            signs: confidence::alone(&pair.setting),
            thing: false,
            place: hit.span,
            opposite: hit.opposite,
            alone: true,
            speaks: pair.speaks,
            short: pair.short,
            some_only: pair.some_only,
            condition: pair.condition,
            weighed,
            asked: false,
            features: pair.features,
        };
        one.take(weighed);
        found.push(one);
    }
}

/// Whether what is judged hangs on a condition: beside a predicate ("is possible only if …") it must be a plain one.
fn hangs(judged: &Judged, condition: &str) -> bool {
    match judged.way {
        Way::Governed | Way::Walked => !condition.is_empty(),
        Way::Predicate => condition.starts_with("only"),
        _ => false,
    }
}

/// "Criticised the agreement as not going far enough": who wants more of it is not against it.
fn falls_short(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let word = |at: usize| text.tokens[at].lower.as_str();
    tokens.clone().any(|at| match word(at) {
        "enough" => (at.saturating_sub(5)..at).any(|at| matches!(word(at), "not" | "n't" | "nowhere" | "hardly")),
        "too" => text.tokens.get(at + 1).is_some_and(|next| matches!(next.lower.as_str(), "little" | "weak" | "timid")),
        _ => false,
    })
}

/// What a judgement of this sign says. `refused` until something comes first ("will not agree unless …"): who names that
/// would then accept it.
fn stance(judged: &Judged, sign: i32, hangs: bool, refused: bool) -> Stance {
    if judged.neutral {
        Stance::Neutral
    } else if hangs && if refused { sign < 0 && judged.sign < 0 } else { sign > 0 } {
        Stance::Conditional
    } else if sign > 0 {
        Stance::Support
    } else {
        Stance::Oppose
    }
}

#[cfg(test)]
mod tests;
