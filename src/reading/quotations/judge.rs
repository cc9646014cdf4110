//! Whether an attribution holds, looked at when it is whole: its cue, what hangs on it, and who would be its source.
//!
//! The model of cues sees a word and what stands around it; it cannot know which content the chain of roles will give
//! it. "They estimate *harvests will shrink*" holds more often than its cue's score tells, "asked *the police*" less.
//! The judge sees both and the rivals around. Its score is the logarithm of the odds that people would mark it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::roles::{CONTENT, Kind, SOURCE, Window};
use super::words::{Bag, Joint, Look, NOTHING, Words, step};
use super::{is_cue_verb, listed, takes_clause};
use crate::language::{Relation, Tag, Text};

static CUE_NOUNS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| listed(include_str!("../../../assets/lexicon/cue-nouns.txt")));

/// A cue with the labels around it, before it is judged.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Token of the cue.
    pub cue: usize,
    /// How far the cue's score lies above its rival's.
    pub score: f32,
    /// The units around it.
    pub window: Window,
    /// What each of them is.
    pub labels: Vec<usize>,
    /// The tokens of the content, in order.
    pub content: Vec<usize>,
    /// Whether the tree alone gave the labels.
    pub told: bool,
}

impl Candidate {
    /// The cue at token `cue` with the labels of its window.
    pub fn new(cue: usize, score: f32, window: Window, labels: Vec<usize>) -> Self {
        let content = window.tokens(&labels, CONTENT);
        Self { cue, score, window, labels, content, told: false }
    }

    /// Whether all of it is between quotation marks, more than a few words with tense, right beside the cue.
    pub fn is_quoted_sentence(&self, text: &Text<'_>, words: &Words) -> bool {
        let wordy = self.content.iter().filter(|at| text.tokens[**at].is_word()).count();
        let (Some(&first), Some(&last)) = (self.content.first(), self.content.last()) else { return false };
        wordy >= super::LONG
            && self.content.iter().all(|at| words.stretch[*at].is_some())
            && self.content.iter().any(|at| text.tokens[*at].tag.is_finite())
            && (self.cue < first || self.cue > last)
            && self.labels.contains(&SOURCE)
    }

    /// The score above which it holds.
    ///
    /// Each one found gains F1 where its chance is over two in five, half of the F1 reached (Lipton, Elkan and
    /// Naryanaswamy 2014): -0.4. What is quoted and a clause of the cue's own may be less sure. A thing, an infinitive and a
    /// request must be surer, and so must what nobody is named for: there those who mark quotations agree least on what is
    /// one, and a reader looks for somebody's words or thoughts.
    pub fn least(&self, text: &Text<'_>, words: &Words) -> f32 {
        let (least, without_source) = match Content::new(text, words, self).claim {
            Claim::Quoted => (-0.8, 0.0),
            Claim::QuotedWord => (-0.5, 0.0),
            Claim::QuotedPart => (-0.5, 0.8),
            Claim::QuotedThing => (0.6, 0.8),
            Claim::OwnClause => (-1.2, 0.8),
            Claim::Clause | Claim::Described => (-0.7, 1.0),
            Claim::Request => (2.0, 1.2),
            Claim::Infinitive => (0.6, 1.2),
            Claim::Thing | Claim::FreeThing => (0.6, 0.6),
        };
        if self.labels.contains(&SOURCE) { least } else { least + without_source }
    }
}

/// How two candidates lie to each other.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// The other's content has this one's cue.
    Within,
    /// This one's content has the other's cue.
    Around,
    /// They share words.
    Beside,
}

/// The others of its article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rivals {
    /// The strongest of each place: its cue, and its score.
    places: [Option<(usize, f32)>; 3],
    /// How many have the same main word of their source, in steps.
    same_source: u64,
    /// Whether one has the same cue.
    twin: bool,
}

/// Cues further from each other than this are no rivals.
const NEAR: usize = 160;

/// For each candidate, in order of their cues, the others that want some of its words or have its source.
pub fn rivals(text: &Text<'_>, words: &Words, candidates: &[Candidate]) -> Vec<Rivals> {
    let mut all = vec![Rivals::default(); candidates.len()];
    for (at, one) in candidates.iter().enumerate() {
        for (next, other) in candidates.iter().enumerate().skip(at + 1) {
            if other.cue - one.cue > NEAR {
                break;
            }
            if other.cue == one.cue {
                all[at].twin = true;
                all[next].twin = true;
                continue;
            }
            let has = |content: &[usize], token: usize| content.binary_search(&token).is_ok();
            let (places, both) = match (has(&other.content, one.cue), has(&one.content, other.cue)) {
                (true, true) => ([Place::Within, Place::Within], true),
                (true, false) => ([Place::Within, Place::Around], true),
                (false, true) => ([Place::Around, Place::Within], true),
                (false, false) => {
                    ([Place::Beside, Place::Beside], other.content.iter().any(|token| has(&one.content, *token)))
                }
            };
            if both {
                all[at].meet(places[0], other);
                all[next].meet(places[1], one);
            }
        }
    }
    let main = |one: &Candidate| Source::main(text, words, one).map_or(NOTHING, |at| words.lemma[at]);
    let mains: Vec<u64> = candidates.iter().map(main).collect();
    let mut count: BTreeMap<u64, usize> = BTreeMap::new();
    for main in &mains {
        *count.entry(*main).or_default() += 1;
    }
    for (main, rivals) in mains.iter().zip(&mut all) {
        rivals.same_source = if *main == NOTHING { 99 } else { step(count[main] - 1) };
    }
    all
}

impl Rivals {
    fn meet(&mut self, place: Place, other: &Candidate) {
        let strongest = &mut self.places[place as usize];
        if strongest.is_none_or(|(_, score)| score < other.score) {
            *strongest = Some((other.cue, other.score));
        }
    }
}

/// Looks at a candidate.
pub fn features(text: &Text<'_>, words: &Words, one: &Candidate, rivals: &Rivals, bag: &mut Bag) {
    bag.0.clear();
    let cue = Cue::new(text, words, one);
    let content = Content::new(text, words, one);
    let source = Source::new(text, words, one);
    let (l, t, r) = (words.lemma[one.cue], words.tag[one.cue], words.relation[one.cue]);
    let form = content.form as u64;

    bag.put(0, &[]);
    bag.put(1, &[cue.fine]);
    bag.put(2, &[cue.coarse, cue.class]);
    bag.put(3, &[l]);
    bag.put(4, &[l, form]);
    bag.put(5, &[cue.class, form, cue.coarse]);
    bag.put(6, &[cue.class, form, source.kind]);
    bag.put(7, &[form, source.kind, cue.coarse]);
    bag.put(8, &[l, source.kind]);
    bag.put(9, &[l, t, content.hang]);
    bag.put(10, &[form, content.hang, cue.class]);
    bag.put(11, &[form, content.first, cue.class]);
    bag.put(12, &[l, content.first]);
    bag.put(13, &[form, content.first_tag, content.length]);
    bag.put(14, &[content.side, content.gap, cue.class, form]);
    bag.put(15, &[content.side, content.gap, content.before_word]);
    bag.put(16, &[content.after_word, form]);
    bag.put(17, &[content.length, form, cue.class]);
    bag.put(18, &[content.top, cue.class]);
    bag.put(19, &[l, content.top]);
    bag.put(20, &[content.top_tag, form, cue.class]);
    bag.put(21, &[source.main, form]);
    bag.put(22, &[source.main, l]);
    bag.put(23, &[source.main, cue.class]);
    bag.put(24, &[source.hang, source.kind, cue.class]);
    bag.put(25, &[source.hang, l]);
    bag.put(26, &[source.side, source.gap, form, content.side]);
    bag.put(27, &[source.length, source.kind, form]);
    bag.put(28, &[cue.negated, cue.modal, form]);
    bag.put(29, &[cue.modal, l]);
    bag.put(30, &[cue.negated, l]);
    bag.put(31, &[cue.clause, cue.above, cue.class]);
    bag.put(32, &[cue.clause, t, form]);
    bag.put(33, &[l, cue.clause]);
    bag.put(34, &[t, r, form]);
    bag.put(35, &[cue.place, form]);
    bag.put(36, &[cue.question, form, cue.class]);
    bag.put(37, &[cue.quoted, form, cue.class]);
    bag.put(38, &[content.quoted, content.title, cue.class]);
    bag.put(39, &[content.quoted, content.title, source.kind, content.side]);
    bag.put(40, &[content.quoted, l]);
    bag.put(41, &[content.spans, form]);
    bag.put(42, &[cue.mark, l]);
    bag.put(43, &[cue.mark, form, t]);
    bag.put(44, &[cue.class, form, content.complementiser, source.kind]);
    bag.put(45, &[l, content.complementiser]);
    bag.put(46, &[content.share, form, cue.class]);
    bag.put(47, &[content.reaches_end, form, content.side]);
    bag.put(48, &[cue.before, cue.class, form]);
    bag.put(49, &[cue.next, cue.class, form]);
    bag.put(50, &[l, cue.next]);
    bag.put(51, &[l, cue.before]);
    bag.put(52, &[cue.fine, form]);
    bag.put(53, &[cue.coarse, source.kind, content.hang]);
    bag.put(54, &[cue.coarse, l]);
    bag.put(55, &[cue.sentence, form, cue.class]);
    bag.put(56, &[content.modal, form, cue.class]);
    bag.put(57, &[content.modal, t]);
    bag.put(58, &[content.tense, t, form]);
    bag.put(59, &[words.below[one.cue], l]);
    bag.put(60, &[words.below[one.cue], form, t]);
    bag.put(61, &[content.subject, form, source.kind]);
    bag.put(62, &[content.subject, source.main]);
    bag.put(63, &[rivals.same_source, source.kind]);
    bag.put(64, &[rivals.same_source, form, cue.class]);
    bag.put(65, &[rivals.same_source, cue.coarse]);
    let claim = content.claim as u64;
    bag.put(72, &[claim, cue.fine]);
    bag.put(73, &[claim, cue.class, source.kind]);
    bag.put(74, &[claim, l]);
    let told = u64::from(one.told) + 2 * u64::from(rivals.twin);
    bag.put(75, &[told, claim]);
    bag.put(76, &[told, l]);
    bag.put(77, &[told, cue.coarse, claim]);
    for (place, rival) in rivals.places.iter().enumerate() {
        let place = place as u64;
        let (lemma, lead, score, tag) = rival.map_or((NOTHING, 99, 99, 99), |(at, score)| {
            (words.lemma[at], bin(one.score - score, 40.0), bin(score, 60.0), words.tag[at])
        });
        bag.put(66, &[place, lead, form]);
        bag.put(67, &[place, score, cue.class]);
        bag.put(68, &[place, lemma, l]);
        bag.put(69, &[place, lead, cue.coarse]);
        bag.put(70, &[place, tag, score, form]);
        bag.put(71, &[place, lemma, form]);
    }
}

/// A score in steps.
fn bin(score: f32, width: f32) -> u64 {
    ((score / width).floor().clamp(-20.0, 20.0) + 20.0) as u64
}

/// Whether a part of speech and a lemma attribute: verbs of saying, of finding, others; nouns for words and thoughts ...
fn class(text: &Text<'_>, at: usize) -> u64 {
    let token = &text.tokens[at];
    match token.tag {
        tag if tag.is_verb() && is_cue_verb(&token.lemma) => 1,
        tag if tag.is_verb() && takes_clause(&token.lemma) => 2,
        tag if tag.is_verb() => 3,
        tag if tag.is_noun() && CUE_NOUNS.contains(token.lemma.as_str()) => 4,
        tag if tag.is_noun() => 5,
        tag if tag.is_adjective() => 6,
        Tag::IN => 7,
        _ => 8,
    }
}

/// What is known of the cue.
struct Cue {
    class: u64,
    fine: u64,
    coarse: u64,
    /// "not" and its like right before it.
    negated: u64,
    /// Its auxiliary: "would say".
    modal: u64,
    /// What introduces its clause: "if she says".
    mark: u64,
    /// How its clause hangs ...
    clause: u64,
    /// ... and on which word.
    above: u64,
    /// Which sentence of its paragraph, and of the text.
    place: u64,
    question: u64,
    quoted: u64,
    before: u64,
    next: u64,
    sentence: u64,
}

impl Cue {
    fn new(text: &Text<'_>, words: &Words, one: &Candidate) -> Self {
        let at = one.cue;
        let number = words.sentence[at] as usize;
        let sentence = &text.sentences[number];
        let range = &sentence.tokens;
        let near = (range.start..at).rev().take(3);
        let negated = near
            .map(|at| text.tokens[at].lemma.as_str())
            .any(|lemma| matches!(lemma, "not" | "n't" | "never" | "no" | "decline" | "refuse" | "without" | "fail"));
        let child = |relation: Relation| {
            (words.reach[at].0..at)
                .find(|child| words.head[*child] == at && text.tokens[*child].relation == relation)
                .map_or(NOTHING, |child| words.lemma[child])
        };
        let clause = std::iter::once(at).chain(words.above(at)).find(|above| {
            let relation = text.tokens[*above].relation;
            relation.is_clause() || relation == Relation::Root || relation == Relation::Conj
        });
        let above =
            clause.filter(|clause| words.head[*clause] != *clause).map(|clause| words.lemma[words.head[clause]]);
        let first = number == 0 || text.sentences[number - 1].paragraph != sentence.paragraph;
        let ends = |at: usize| text.tokens[at].lower.as_str();
        Self {
            class: class(text, at),
            fine: bin(one.score, 15.0),
            coarse: bin(one.score, 50.0),
            negated: u64::from(negated),
            modal: child(Relation::Aux),
            mark: child(Relation::Mark),
            clause: clause.map_or(NOTHING, |clause| words.relation[clause]),
            above: above.unwrap_or(NOTHING),
            place: u64::from(first) + 2 * number.min(2) as u64,
            question: match ends(range.end - 1) {
                "?" => 1,
                "." | "!" => 2,
                _ if words.stretch[range.end - 1].is_some() => 3,
                _ => 4,
            },
            quoted: u64::from(words.stretch[at].is_some()),
            before: words.word_at(at.checked_sub(1), range),
            next: words.word_at(Some(at + 1), range),
            sentence: step(range.len()),
        }
    }
}

/// What is known of the content.
struct Content {
    /// Which of the forms below.
    form: Form,
    claim: Claim,
    /// How much of it stands between quotation marks.
    quoted: u64,
    title: u64,
    first: u64,
    first_tag: u64,
    length: u64,
    /// Before the cue, after it, or both.
    side: u64,
    /// Words between the cue and the nearest of it.
    gap: u64,
    before_word: u64,
    after_word: u64,
    /// The word on which the rest of it hangs.
    top: u64,
    top_tag: u64,
    /// How that hangs, and whether on the cue.
    hang: u64,
    complementiser: u64,
    spans: u64,
    /// Its share of the sentence.
    share: u64,
    reaches_end: u64,
    /// Its first verb of will or duty.
    modal: u64,
    /// The tag of its first verb with tense.
    tense: u64,
    /// The subject of its top.
    subject: u64,
}

/// The forms of content, by what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// No content.
    None,
    /// Words between quotation marks.
    Quoted,
    /// Some words between quotation marks.
    QuotedPart,
    /// A clause with tense that hangs on the cue, or on which the cue hangs.
    OwnClause,
    /// Another clause with tense.
    Clause,
    /// "to sign the treaty", on the cue.
    Infinitive,
    /// The same elsewhere.
    FreeInfinitive,
    /// "signing the treaty".
    Gerund,
    /// A thing, on the cue.
    Thing,
    /// The same elsewhere.
    FreeThing,
}

/// The same for how high the bar is: by what a reader takes for somebody's words or thoughts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// Words between quotation marks.
    Quoted,
    /// A clause with tense, some of it between quotation marks.
    QuotedPart,
    /// A thing or infinitive, some of it between quotation marks.
    QuotedThing,
    /// A clause with tense that hangs on the cue, or on which the cue hangs.
    OwnClause,
    /// Another clause with tense.
    Clause,
    /// "leaving what they had signed": tense only in what goes with another word.
    Described,
    /// "them to sign the treaty".
    Request,
    /// "to sign the treaty".
    Infinitive,
    /// "the treaty", "signing the treaty", on the cue.
    Thing,
    /// The same elsewhere.
    FreeThing,
    /// A few words between quotation marks without tense.
    QuotedWord,
}

impl Content {
    fn new(text: &Text<'_>, words: &Words, one: &Candidate) -> Self {
        let content = &one.content;
        let (Some(&first), Some(&last)) = (content.first(), content.last()) else { return Self::none() };
        let has = |at: usize| content.binary_search(&at).is_ok();
        let tops = || content.iter().copied().filter(|at| words.head[*at] == *at || !has(words.head[*at]));
        let wordy = |at: &usize| text.tokens[*at].is_word();
        let top = tops().find(|at| words.head[*at] == one.cue).or_else(|| tops().find(wordy)).unwrap_or(first);
        let on = match words.head[top] {
            head if head == one.cue => 1,
            head if head == top => 2,
            head if head == words.head[one.cue] => 3,
            _ if has(words.head[one.cue]) => 4,
            _ => 5,
        };
        let all = content.iter().filter(|at| wordy(at)).count();
        let quoted = content.iter().filter(|at| words.stretch[**at].is_some() && wordy(at)).count();
        let finite = content.iter().any(|at| text.tokens[*at].tag.is_finite());
        // Whether one of its verbs with tense is not within what describes a noun or goes with another verb.
        let told = |at: &usize| {
            let line = std::iter::once(*at).chain(words.above(*at)).take_while(|at| has(*at) && *at != top);
            text.tokens[*at].tag.is_finite()
                && !line
                    .map(|at| text.tokens[at].relation)
                    .any(|relation| matches!(relation, Relation::Acl | Relation::AclRelcl | Relation::Advcl))
        };
        let token = &text.tokens[top];
        let relative = token.relation == Relation::AclRelcl && on != 1;
        let told = finite && !relative && content.iter().any(told);
        let own = on == 1 && matches!(token.relation, Relation::Ccomp | Relation::Xcomp | Relation::Acl);
        let to = (top.saturating_sub(3)..top).any(|at| has(at) && words.joint[at] == Joint::To);
        let asked = token.tag.is_noun()
            && content.iter().any(|at| {
                let verb = words.head[*at];
                words.joint[*at] == Joint::To
                    && text.tokens[verb].tag == Tag::VB
                    && (words.head[verb] == one.cue || words.head[verb] == top)
            });
        let form = match () {
            () if quoted * 10 >= all * 9 && quoted > 0 => Form::Quoted,
            () if quoted > 0 => Form::QuotedPart,
            () if finite && (own || on == 4) => Form::OwnClause,
            () if finite => Form::Clause,
            () if to && own => Form::Infinitive,
            () if to => Form::FreeInfinitive,
            () if token.tag == Tag::VBG => Form::Gerund,
            () if on == 1 => Form::Thing,
            () => Form::FreeThing,
        };
        let claim = match form {
            Form::Quoted if !told && all < LONG => Claim::QuotedWord,
            Form::Quoted => Claim::Quoted,
            Form::QuotedPart if told => Claim::QuotedPart,
            Form::QuotedPart => Claim::QuotedThing,
            Form::OwnClause if told => Claim::OwnClause,
            Form::Clause if told => Claim::Clause,
            Form::Infinitive | Form::FreeInfinitive => Claim::Infinitive,
            // "that they leave": a clause without tense.
            _ if words.joint[first] == Joint::That && token.tag.is_verb() => Claim::Clause,
            _ if to => Claim::Infinitive,
            _ if asked => Claim::Request,
            _ if finite && !token.tag.is_noun() => Claim::Described,
            _ if finite => Claim::Thing,
            Form::Gerund | Form::Thing => Claim::Thing,
            _ => Claim::FreeThing,
        };
        let stretch = content.iter().find_map(|at| words.stretch[*at]).map(|stretch| text.quoted[stretch as usize]);
        let title = stretch.is_some_and(|stretch| super::floating::is_title(text, words, stretch));
        let range = &text.sentences[words.sentence[one.cue] as usize].tokens;
        let before = content.iter().rev().find(|at| **at < one.cue);
        let after = content.iter().find(|at| **at > one.cue);
        let gap = before.map_or(99, |at| one.cue - at).min(after.map_or(99, |at| at - one.cue));
        let beyond = one
            .window
            .units
            .iter()
            .zip(&one.labels)
            .any(|(unit, label)| *label == CONTENT && matches!(unit.kind, Kind::Before | Kind::After));
        let inner = content.iter().filter(|at| range.contains(at)).count();
        let complementiser = match words.joint[first] {
            Joint::That => 1,
            Joint::To => 2,
            Joint::But => 3,
            Joint::Relative => 4,
            _ if text.tokens[first].tag.is_wh() => 5,
            _ => 0,
        };
        Self {
            form,
            claim,
            quoted: quoted.min(LONG) as u64 * 8 + (quoted * 5 / all.max(1)) as u64,
            title: u64::from(title),
            first: words.word[first],
            first_tag: words.tag[first],
            length: step(all) * 16 + step(all / 3),
            side: u64::from(before.is_some()) + 2 * u64::from(after.is_some()) + 4 * u64::from(beyond),
            gap: step(gap),
            before_word: words.word_at(first.checked_sub(1), range),
            after_word: words.word_at(Some(last + 1), range),
            top: words.lemma[top],
            top_tag: words.tag[top],
            hang: words.relation[top] * 8 + on,
            complementiser,
            spans: content.windows(2).filter(|pair| pair[0] + 1 < pair[1]).count().min(3) as u64,
            share: (inner * 5 / range.len().max(1)) as u64,
            reaches_end: u64::from(last + 2 >= range.end),
            modal: content.iter().find(|at| text.tokens[**at].tag == Tag::MD).map_or(NOTHING, |at| words.lemma[*at]),
            tense: content.iter().find(|at| text.tokens[**at].tag.is_finite()).map_or(NOTHING, |at| words.tag[*at]),
            subject: (words.reach[top].0..top)
                .find(|at| words.head[*at] == top && text.tokens[*at].relation.is_subject())
                .map_or(NOTHING, |at| if text.tokens[at].tag.is_proper() { 1 } else { words.lemma[at] }),
        }
    }

    const fn none() -> Self {
        Self {
            form: Form::None,
            claim: Claim::FreeThing,
            quoted: 0,
            title: 0,
            first: NOTHING,
            first_tag: NOTHING,
            length: 0,
            side: 0,
            gap: 0,
            before_word: NOTHING,
            after_word: NOTHING,
            top: NOTHING,
            top_tag: NOTHING,
            hang: 0,
            complementiser: 0,
            spans: 0,
            share: 0,
            reaches_end: 0,
            modal: NOTHING,
            tense: NOTHING,
            subject: NOTHING,
        }
    }
}

/// So many words between quotation marks are as good as more.
const LONG: usize = 7;

/// What is known of the source.
struct Source {
    /// None, pronoun, name, noun ...
    kind: u64,
    /// Its main word where that is no name.
    main: u64,
    /// How that hangs, and whether on the cue.
    hang: u64,
    side: u64,
    gap: u64,
    length: u64,
}

impl Source {
    fn main(text: &Text<'_>, words: &Words, one: &Candidate) -> Option<usize> {
        let source = one.window.tokens(&one.labels, SOURCE);
        let span = text.span_of(*source.first()?..*source.last()? + 1)?;
        super::speakers::main(text, words, span)
    }

    fn new(text: &Text<'_>, words: &Words, one: &Candidate) -> Self {
        let source = one.window.tokens(&one.labels, SOURCE);
        let (Some(&first), Some(&last)) = (source.first(), source.last()) else {
            return Self { kind: 0, main: NOTHING, hang: 0, side: 0, gap: 0, length: 0 };
        };
        let main = Self::main(text, words, one).unwrap_or(first);
        let token = &text.tokens[main];
        let named = words.named[main] || source.iter().any(|at| words.named[*at]);
        let kind = match token.tag {
            tag if tag.is_pronoun() => 1,
            tag if tag.is_wh() => 2,
            tag if tag.is_proper() && named => 3,
            tag if tag.is_proper() => 4,
            tag if tag.is_noun() && named => 5,
            tag if tag.is_noun() && words.look[main] == Look::Capital => 6,
            tag if tag.is_noun() => 7,
            _ => 8,
        };
        let on = match words.head[main] {
            head if head == one.cue => 1,
            head if head == words.head[one.cue] => 2,
            head if head == main => 3,
            head if words.head[one.cue] == main => 4 + u64::from(head == one.cue),
            _ => 6,
        };
        let gap = if last < one.cue { one.cue - last } else { first.saturating_sub(one.cue) };
        Self {
            kind,
            main: if token.tag.is_proper() { 1 } else { words.lemma[main] },
            hang: words.relation[main] * 8 + on,
            side: u64::from(first > one.cue) + 1,
            gap: step(gap),
            length: step(source.len()),
        }
    }
}

#[cfg(test)]
mod tests;
