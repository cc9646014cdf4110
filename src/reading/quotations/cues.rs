//! Which words attribute: "said", "according to", "his demand that", "confident that".

use super::words::{Bag, Joint, Look, NOTHING, Words, step};
use crate::language::{Relation, Tag, Text, Token};

/// The cue before a token in its sentence, as a feature of the next one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before {
    /// Token of the cue found last, in whatever sentence.
    pub cue: Option<usize>,
}

/// Whether a token can be a cue at all: no determiner, pronoun, number or mark but a colon or dash is one.
pub fn possible(token: &Token) -> bool {
    use Tag::{
        CC, CD, CloseBracket, CloseQuote, Comma, DT, EX, MD, OpenBracket, OpenQuote, PDT, POS, PRP, PRPS, Stop, WDT,
        WP, WPS, WRB,
    };
    !matches!(
        token.tag,
        CC | CD
            | CloseBracket
            | CloseQuote
            | Comma
            | DT
            | EX
            | MD
            | OpenBracket
            | OpenQuote
            | PDT
            | POS
            | PRP
            | PRPS
            | Stop
            | WDT
            | WP
            | WPS
            | WRB
    )
}

/// The features of token `at` as a cue.
pub fn features(text: &Text<'_>, words: &Words, at: usize, before: Before, bag: &mut Bag) {
    bag.0.clear();
    let sentence = &text.sentences[words.sentence[at] as usize];
    let range = &sentence.tokens;
    let word = |offset: isize| words.word_at(at.checked_add_signed(offset), range);
    let lemma = |offset: isize| {
        at.checked_add_signed(offset).filter(|at| range.contains(at)).map_or(NOTHING, |at| words.lemma[at])
    };
    let look = |offset: isize| {
        at.checked_add_signed(offset).filter(|at| range.contains(at)).map_or(9, |at| words.look[at] as u64)
    };
    let (w, l) = (words.word[at], words.lemma[at]);
    let quoted = u64::from(words.stretch[at].is_some());
    bag.put(0, &[w]);
    bag.put(1, &[l]);
    bag.put(2, &[word(-1)]);
    bag.put(3, &[word(1)]);
    bag.put(4, &[w, word(1)]);
    bag.put(5, &[w, word(-1)]);
    bag.put(6, &[l, word(-2), word(-1)]);
    bag.put(7, &[l, word(1), word(2)]);
    bag.put(8, &[lemma(-1), lemma(1)]);
    bag.put(9, &[word(-2)]);
    bag.put(10, &[word(2)]);
    bag.put(11, &[l, word(-2)]);
    bag.put(12, &[l, word(2)]);
    bag.put(13, &[l, quoted]);
    bag.put(14, &[quoted, look(-1), look(0), look(1)]);
    bag.put(15, &[l, look(-1), look(1)]);
    // What of quotations stands around.
    let next_quote = (at + 1..range.end).find(|near| words.stretch[*near].is_some()).map_or(10, |near| step(near - at));
    let last_quote =
        (range.start..at).rev().find(|near| words.stretch[*near].is_some()).map_or(10, |near| step(at - near));
    bag.put(16, &[l, next_quote]);
    bag.put(17, &[l, last_quote]);
    bag.put(18, &[next_quote, last_quote, quoted, look(0)]);
    let long = text.quoted.iter().any(|span| span.overlaps(sentence.span) && span.len() > 25);
    bag.put(19, &[l, u64::from(long)]);
    // What follows: "that", "to", a comma, a colon, each with its distance.
    let ahead = (at + 1..range.end.min(at + 7)).find(|near| !matches!(words.joint[*near], Joint::None | Joint::And));
    let ahead = ahead.map_or([99, 99], |near| [words.joint[near] as u64, step(near - at)]);
    bag.put(20, &[l, ahead[0], ahead[1]]);
    bag.put(21, &[ahead[0], ahead[1], quoted]);
    let behind = (range.start..at).rev().take(6).find(|near| !matches!(words.joint[*near], Joint::None | Joint::And));
    let behind = behind.map_or([99, 99], |near| [words.joint[near] as u64, step(at - near)]);
    bag.put(22, &[l, behind[0], behind[1]]);
    bag.put(23, &[behind[0], behind[1], quoted]);
    // Who could be the source.
    let named = (range.start..at).rev().take(4).find(|near| words.named[*near]).map_or(9, |near| step(at - near));
    bag.put(24, &[l, named]);
    let named_after = (at + 1..range.end).take(3).find(|near| words.named[*near]).map_or(9, |near| step(near - at));
    bag.put(25, &[l, named_after]);
    bag.put(26, &[named, named_after, behind[0], ahead[0]]);
    // Where in the sentence and the article.
    bag.put(27, &[l, step(at - range.start)]);
    bag.put(28, &[l, step(range.end - at)]);
    let ends = words.word[range.end - 1];
    bag.put(29, &[l, ends]);
    // The cue before.
    let last = before.cue.filter(|cue| range.contains(cue));
    let (last_lemma, last_step) = last.map_or((NOTHING, 99), |cue| (words.lemma[cue], step(at - cue)));
    bag.put(30, &[l, last_lemma]);
    bag.put(31, &[last_lemma, last_step]);
    bag.put(32, &[l, last_step]);
    let between = last.map_or(NOTHING, |cue| joints(words, cue + 1..at));
    bag.put(33, &[between, last_step]);
    bag.put(34, &[between, last_lemma, l]);
    bag.put(35, &[]);
    let end = crate::learn::hash(ending(&text.tokens[at].lower));
    bag.put(36, &[end]);
    bag.put(37, &[end, word(-1)]);
    bag.put(38, &[end, word(1)]);
    bag.put(39, &[end, last_step, between]);
    let noun = u64::from(matches!(words.look[at], Look::Small));
    bag.put(40, &[noun, word(-1), word(1)]);
    syntax(text, words, at, last, bag);
}

/// What the tree tells.
fn syntax(text: &Text<'_>, words: &Words, at: usize, last: Option<usize>, bag: &mut Bag) {
    let range = &text.sentences[words.sentence[at] as usize].tokens;
    let tag = |offset: isize| {
        at.checked_add_signed(offset).filter(|at| range.contains(at)).map_or(NOTHING, |at| words.tag[at])
    };
    let (l, t, r, below) = (words.lemma[at], tag(0), words.relation[at], words.below[at]);
    let head = words.head[at];
    let (head_lemma, head_tag) = if head == at { (NOTHING, NOTHING) } else { (words.lemma[head], words.tag[head]) };
    bag.put(50, &[l, t]);
    bag.put(51, &[tag(-1), t, tag(1)]);
    bag.put(52, &[t, tag(1), tag(2)]);
    bag.put(53, &[tag(-2), tag(-1), t]);
    bag.put(54, &[l, tag(-1), tag(1)]);
    bag.put(55, &[l, r]);
    bag.put(56, &[t, r, head_tag]);
    bag.put(57, &[l, below]);
    bag.put(58, &[t, below]);
    bag.put(59, &[r, head_lemma]);
    bag.put(60, &[l, head_lemma]);
    let mut clause = NOTHING;
    let mut subject = [NOTHING; 2];
    let mut object = [NOTHING; 2];
    for child in words.reach[at].0..words.reach[at].1 + 1 {
        if words.head[child] != at || child == at {
            continue;
        }
        let relation = text.tokens[child].relation;
        match relation {
            Relation::Nsubj | Relation::NsubjPass => {
                subject = [words.lemma[child], u64::from(words.named[child]) * 100 + words.tag[child]];
            }
            Relation::Obj | Relation::Obl => object = [words.lemma[child], words.tag[child]],
            Relation::Ccomp | Relation::Xcomp | Relation::Parataxis => {
                clause = 1 + words.relation[child] * 2 + u64::from(child > at);
            }
            _ => {}
        }
    }
    bag.put(61, &[l, subject[0]]);
    bag.put(62, &[l, subject[1]]);
    bag.put(63, &[t, subject[1], clause]);
    bag.put(64, &[l, clause]);
    bag.put(65, &[l, object[0]]);
    bag.put(66, &[l, object[1], clause]);
    bag.put(67, &[subject[0], clause]);
    // The way down from the cue before, and from the clause above.
    let mut below_cue = NOTHING;
    let mut branch = r;
    for above in words.above(at) {
        if Some(above) == last {
            below_cue = branch;
            break;
        }
        branch = words.relation[above];
    }
    let cue = last.map_or(NOTHING, |last| words.lemma[last]);
    bag.put(68, &[below_cue, cue]);
    bag.put(69, &[below_cue, l]);
    bag.put(70, &[below_cue, t, u64::from(last.is_some())]);
    let clause = std::iter::once(at).chain(words.above(at)).find(|above| {
        let relation = text.tokens[*above].relation;
        relation.is_clause() || relation == Relation::Root || relation == Relation::Conj
    });
    let above = clause.filter(|clause| words.head[*clause] != *clause).map(|clause| words.head[clause]);
    let above = above.map_or([NOTHING; 2], |above| [words.lemma[above], words.below[above]]);
    let way = clause.map_or(NOTHING, |clause| words.relation[clause]);
    bag.put(71, &[way, above[0]]);
    bag.put(72, &[l, way, above[0]]);
    bag.put(73, &[l, way]);
}

/// The last three letters.
fn ending(word: &str) -> &str {
    word.char_indices().rev().nth(2).map_or(word, |(at, _)| &word[at..])
}

/// The first few joints of a stretch, as one number.
pub fn joints(words: &Words, range: std::ops::Range<usize>) -> u64 {
    let mut signature = 1;
    let mut count = 0;
    for at in range {
        if words.joint[at] != Joint::None {
            signature = signature * 11 + words.joint[at] as u64;
            count += 1;
            if count == 4 {
                break;
            }
        }
    }
    signature
}
