//! Parts of speech: a greedy tagger from left to right, whose choice at each word is a linear model over the word, its
//! ends and shape, its neighbours and the tags before it (Collins 2002; the features are those of Toutanova et al.
//! 2003, reduced). Frequent words that have one tag only are looked up, and so are countries and their capitals; only a
//! function word is tagged as one.

use std::sync::LazyLock;

use strum::{EnumCount as _, IntoEnumIterator as _};

use super::forms::Form;
use super::gazetteer;
use super::syntax::Tag;
use super::table::Table;
use crate::learn::{Feature, Model};

/// How many features a word has.
pub const FEATURES: usize = 33;

/// The classes of the model, rounded up.
pub const CLASSES: usize = 48;
const _: () = assert!(Tag::COUNT <= CLASSES, "each tag is a class");

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let tagger =
        Tagger::new(include_bytes!("../../assets/weights/tagger.bin"), include_str!("../../assets/weights/words.tsv"))
            .expect("the weights that come with the program are whole");
    Tagger { informed: true, ..tagger }
});

/// Tags sentences.
#[derive(Debug)]
pub struct Tagger {
    model: Model<CLASSES>,
    sure: Table<Tag>,
    /// Whether it knows function words and places besides; one that is being learnt does not.
    informed: bool,
}

impl Tagger {
    /// The one that comes with the program.
    pub fn built_in() -> &'static Self {
        &TAGGER
    }

    /// From the weights, and the list of words with one tag: lines of word and tag after a header line.
    pub fn new(weights: &[u8], words: &str) -> Option<Self> {
        let model = Model::from_bytes(weights).ok()?;
        let fits = model.labels().iter().map(String::as_str).eq(Tag::iter().map(Tag::name));
        fits.then(|| Self { model, sure: sure(words), informed: false })
    }

    /// The tag of each word. `forms` stands between two edges at each end: see [`framed`].
    pub fn tag(&self, forms: &[Form], tags: &mut Vec<Tag>) {
        tags.clear();
        let mood = mood(forms);
        let mut last = [START; 2];
        let mut features = [0; FEATURES];
        for at in 2..forms.len().saturating_sub(2) {
            let is_place = || self.informed && forms[at].has_capital() && PLACES.get(forms[at].lower).is_some();
            let place = || is_place().then_some(Tag::NNP);
            let tag = self.sure.get(forms[at].lower).or_else(place).unwrap_or_else(|| {
                features_of(forms, at, mood, last, &mut features);
                let capital = match forms[at].shape & 3 {
                    0 if mood == 2 => Some(false),
                    1 | 2 if at > 2 && mood == 0 && last[0] != Tag::Colon as u64 => Some(true),
                    _ => None,
                };
                self.best(&features, forms[at].lower, capital)
            });
            tags.push(tag);
            last = [tag as u64, last[0]];
        }
    }

    /// The best tag that a word can have, the first among equals. One with a capital amid others without is no imperative
    /// ("according to *Olvend*"), one without amid others with them no name ("President Mara Olvend *met* Minister Berg").
    fn best(&self, features: &[u32; FEATURES], word: u64, capital: Option<bool>) -> Tag {
        let scores = self.model.scores(features);
        let best = best_of(&scores, |_| true);
        if !self.informed {
            return best;
        }
        match capital {
            Some(true) if matches!(best, Tag::VB | Tag::VBP) => {
                best_of(&scores, |tag| !tag.is_closed() && !tag.is_verb())
            }
            Some(false) if best.is_proper() => best_of(&scores, |tag| !tag.is_closed() && !tag.is_proper()),
            _ if best.is_closed() && FUNCTION_WORDS.get(word).is_none() => best_of(&scores, |tag| !tag.is_closed()),
            _ => best,
        }
    }
}

/// The best of the tags that are allowed, the first among equals.
fn best_of(scores: &[i16; CLASSES], allowed: impl Fn(Tag) -> bool) -> Tag {
    let mut best: Option<(Tag, i16)> = None;
    for (tag, score) in Tag::iter().zip(scores) {
        if best.is_none_or(|(_, top)| *score > top) && allowed(tag) {
            best = Some((tag, *score));
        }
    }
    best.map_or_else(Tag::default, |(tag, _)| tag)
}

static PLACES: LazyLock<Table<()>> = LazyLock::new(|| {
    // Like "male", some capitals are words.
    let one_word = |name: &&str| !name.contains(' ') && name.len() > 3 && *name != "Male";
    gazetteer::countries().filter(one_word).map(|name| (Form::new(name, &name.to_lowercase()).lower, ())).collect()
});

static FUNCTION_WORDS: LazyLock<Table<()>> = LazyLock::new(|| {
    let list = include_str!("../../assets/lexicon/function-words.txt");
    list.lines().filter(|line| !line.starts_with('#')).map(|word| (Form::new(word, word).lower, ())).collect()
});

/// The tag before the first word.
pub const START: u64 = 99;

/// The words of a sentence between the edges that features look at.
pub fn framed(words: impl Iterator<Item = Form>, forms: &mut Vec<Form>) {
    forms.clear();
    forms.extend([Form::EDGE; 2]);
    forms.extend(words);
    forms.extend([Form::EDGE; 2]);
}

/// Whether nearly all words of a sentence have capitals, as in headlines, or none has.
pub fn mood(forms: &[Form]) -> u64 {
    let words = forms.iter().filter(|form| form.shape & 1 << 5 != 0 && form.shape >> 6 > 0);
    let (mut capital, mut all) = (0, 0);
    for form in words {
        all += 1;
        capital += usize::from(form.shape & 3 != 0);
    }
    match capital {
        0 if all > 0 => 1,
        _ if all >= 4 && capital * 10 >= all * 8 => 2,
        _ => 0,
    }
}

/// The features of word `at`, with the tags before it, the nearest first.
pub fn features_of(forms: &[Form], at: usize, mood: u64, [last, before_last]: [u64; 2], out: &mut [u32; FEATURES]) {
    let word = &forms[at];
    let (before, after) = (&forms[at - 1], &forms[at + 1]);
    let case = word.shape & 3 | u64::from(at == 2) << 2 | mood << 3;
    let shape = word.shape | u64::from(at == 2) << 8 | mood << 9;
    let one = |template, part| Feature::new(template).with(part).done();
    let two = |template, a, b| Feature::new(template).with(a).with(b).done();
    let three = |template, a, b, c| Feature::new(template).with(a).with(b).with(c).done();
    *out = [
        one(0, word.lower),
        two(1, word.lower, case),
        one(11, last),
        two(12, last, before_last),
        two(13, last, word.lower),
        two(15, last, shape),
        one(16, before.lower),
        one(17, after.lower),
        one(18, forms[at - 2].lower),
        one(19, forms[at + 2].lower),
        two(20, before.lower, word.lower),
        two(21, word.lower, after.lower),
        one(22, before.suffixes[2]),
        one(23, after.suffixes[2]),
        two(25, last, after.lower),
        three(26, last, word.lower, after.suffixes[2]),
        two(27, after.suffixes[1], forms[at + 2].suffixes[1]),
        one(9, shape),
        two(24, after.shape, shape),
        two(14, last, word.suffixes[2]),
        three(28, last, before_last, word.suffixes[1]),
        two(10, word.suffixes[2], case),
        one(2, word.prefixes[0]),
        one(3, word.prefixes[1]),
        one(4, word.prefixes[2]),
        one(5, word.suffixes[0]),
        one(6, word.suffixes[1]),
        one(7, word.suffixes[2]),
        one(8, word.suffixes[3]),
        two(29, word.kind, shape),
        two(30, before.kind, shape),
        two(31, after.kind, shape),
        two(32, after.shape, word.lower),
    ];
}

/// Frequent words that have one tag, by the hash of their lower case: lines of word and tag after a header line.
fn sure(list: &str) -> Table<Tag> {
    let entries = list.lines().skip(1).filter_map(|line| line.split_once('\t'));
    entries.map(|(word, tag)| (Form::new(word, word).lower, Tag::of(tag))).collect()
}
