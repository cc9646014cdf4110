//! Whether an attribution holds, looked at when it is whole: its cue, what hangs on it, and who would be its source.
//!
//! The model of cues sees a word and what stands around it; it cannot know which content the chain of roles will give
//! it. "They estimate *harvests will shrink*" holds more often than its cue's score tells, "asked *the police*" less.
//! The judge sees both and the rivals around. Its score is the logarithm of the odds that people would mark it.

mod content;
mod source;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::roles::{CONTENT, SOURCE, Window};
use super::words::{Bag, NOTHING, Words, step};
use super::{is_cue_verb, listed, takes_clause};
use crate::language::lexicon::{self, Classes};
use crate::language::table::Table;
use crate::language::{Relation, Tag, Text};
use content::{Claim, Content};
use source::Source;

static CUE_NOUNS: LazyLock<Table<()>> = LazyLock::new(|| listed(include_str!("../../../assets/lexicon/cue-nouns.txt")));

/// Whether a lemma is a noun for words or thoughts.
pub fn is_cue_noun(lemma: &str) -> bool {
    CUE_NOUNS.has(lemma)
}

/// Words of a stance by which somebody is plainly for or against what they govern.
static SIDES: LazyLock<Table<()>> = LazyLock::new(|| {
    let plain = |line: &'static str| {
        let mut parts = line.split('\t');
        let (phrase, _, effect, strength) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let side =
            matches!(effect, "favours" | "opposes") && strength.parse().is_ok_and(|strength: f32| strength >= 0.9);
        side.then_some(phrase)
    };
    Table::of_words(include_str!("../../../assets/lexicon/stance-words.tsv").lines().filter_map(plain))
});

/// Verbs whose object, where it is somebody, is whom one speaks to or takes words from.
const ADDRESSING: &[&str] = &["ask", "tell", "question", "quote", "cite", "interview", "address", "brief", "inform"];

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
    /// Naryanaswamy 2014): -0.4. What is quoted and a clause of the cue's own may be less sure, if the cue is a word of
    /// saying, thinking or finding; without quotation marks what another word would attribute must be surer. A thing, an infinitive and a request must be surer, and so must what nobody is named
    /// for: there those who mark quotations agree least on what is one, and a reader looks for somebody's words or thoughts.
    /// After a word of saying a thing must be surer than after others ("embraced the plan"), as that often tells of an act
    /// ("quoted critics", "asked a shopkeeper").
    pub fn least(&self, text: &Text<'_>, words: &Words) -> f32 {
        let lemma = text.tokens[self.cue].lemma.as_str();
        let attributes = matches!(class(text, self.cue), 1 | 2 | 4) || CUE_NOUNS.has(lemma);
        let (least, without_source): (f32, f32) = match Content::new(text, words, self).claim {
            Claim::Quoted => (-0.8, 0.0),
            Claim::QuotedWord => (-0.5, 0.0),
            Claim::QuotedPart => (if attributes { -0.5 } else { 0.4 }, 0.8),
            Claim::QuotedThing => (0.3, 0.8),
            Claim::OwnClause => (if attributes { -1.2 } else { 0.2 }, 0.8),
            Claim::Clause | Claim::Described => (if attributes { -0.7 } else { 0.3 }, 1.0),
            Claim::Request => (2.0, 1.2),
            // "Olvend wants to sign": less doubtful than what somebody further off would do.
            Claim::Infinitive if self.follows_name(text) => (0.0, 1.2),
            Claim::Infinitive => (0.6, 1.2),
            Claim::Thing => (if attributes { 0.6 } else { 0.3 }, 0.6),
            Claim::FreeThing => (1.0, 0.6),
        };
        let least = if self.is_addressee(text, words) { least + 4.0 } else { least };
        if self.labels.contains(&SOURCE) { least } else { least + without_source }
    }

    fn follows_name(&self, text: &Text<'_>) -> bool {
        let before = self.cue.checked_sub(1).map_or("", |at| text.words(text.tokens[at].span));
        before.starts_with(char::is_uppercase)
    }

    /// "Police questioned *the student*": to whom somebody speaks is not what they say.
    fn is_addressee(&self, text: &Text<'_>, words: &Words) -> bool {
        let object = self.content.iter().find(|at| {
            words.head[**at] == self.cue && matches!(text.tokens[**at].relation, Relation::Obj | Relation::Iobj)
        });
        let alone = self.content.iter().all(|at| !text.tokens[*at].tag.is_verb());
        let somebody = |at: &usize| {
            let token = &text.tokens[*at];
            token.tag.is_proper() || token.tag.is_pronoun() || lexicon::classes(&token.lemma).has(Classes::HUMAN)
        };
        alone && ADDRESSING.contains(&text.tokens[self.cue].lemma.as_str()) && object.is_some_and(somebody)
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
    let side = u64::from(takes_side(text, one.cue));
    bag.put(78, &[side, claim, source.kind]);
    bag.put(79, &[side, claim, cue.coarse]);
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
        tag if tag.is_noun() && CUE_NOUNS.has(&token.lemma) => 4,
        tag if tag.is_noun() => 5,
        tag if tag.is_adjective() => 6,
        Tag::IN => 7,
        _ => 8,
    }
}

/// Whether the word alone tells that somebody is for or against a thing: "endorse", "opposition".
fn takes_side(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    (token.tag.is_verb() || token.tag.is_noun()) && SIDES.has(&token.lemma)
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

#[cfg(test)]
mod tests;
