//! Parts of speech: a greedy tagger from left to right, whose choice at each word is a linear model over the word, its
//! ends and shape, its neighbours and the tags before it (Collins 2002; the features are those of Toutanova et al.
//! 2003, reduced). Frequent words that have one tag only are looked up.

use std::sync::LazyLock;

use strum::{EnumCount as _, IntoEnumIterator as _};

use super::forms::Form;
use super::syntax::Tag;
use crate::learn::{Feature, Model};

/// How many features a word has.
pub const FEATURES: usize = 29;

/// The classes of the model, rounded up.
pub const CLASSES: usize = 47;
const _: () = assert!(Tag::COUNT <= CLASSES, "each tag is a class");

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    Tagger::new(include_bytes!("../../assets/weights/tagger.bin"), include_str!("../../assets/weights/words.tsv"))
        .expect("the weights that come with the program are whole")
});

/// Tags sentences.
#[derive(Debug)]
pub struct Tagger {
    model: Model<CLASSES>,
    sure: Sure,
}

impl Tagger {
    /// The one that comes with the program.
    pub fn built_in() -> &'static Self {
        &TAGGER
    }

    /// From the weights, and the list of words with one tag: see [`Sure::new`].
    pub fn new(weights: &[u8], sure: &str) -> Option<Self> {
        let model = Model::from_bytes(weights).ok()?;
        let fits = model.labels().iter().map(String::as_str).eq(Tag::iter().map(Tag::name));
        fits.then(|| Self { model, sure: Sure::new(sure) })
    }

    /// The tag of each word. `forms` stands between two edges at each end: see [`framed`].
    pub fn tag(&self, forms: &[Form], tags: &mut Vec<Tag>) {
        tags.clear();
        let mood = mood(forms);
        let mut last = [START; 2];
        let mut features = [0; FEATURES];
        for at in 2..forms.len().saturating_sub(2) {
            let tag = self.sure.tag(&forms[at]).unwrap_or_else(|| {
                features_of(forms, at, mood, last, &mut features);
                Tag::from_repr(self.model.best(&features) as u8).unwrap_or_default()
            });
            tags.push(tag);
            last = [tag as u64, last[0]];
        }
    }
}

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
    ];
}

/// Frequent words that have one tag, by the hash of their lower case.
#[derive(Debug)]
pub struct Sure {
    slots: Vec<(u64, Tag)>,
}

impl Sure {
    /// Lines of word and tag after a header line.
    pub fn new(list: &str) -> Self {
        let entries: Vec<(u64, Tag)> = list
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once('\t'))
            .map(|(word, tag)| (Form::new(word, word).lower, Tag::of(tag)))
            .collect();
        let mut slots = vec![(0, Tag::XX); (entries.len() * 4).next_power_of_two().max(4)];
        let mask = slots.len() - 1;
        for (hash, tag) in entries {
            let mut at = slot(hash, mask);
            while slots[at].0 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (hash, tag);
        }
        Self { slots }
    }

    /// The tag of a word that has only one.
    pub fn tag(&self, form: &Form) -> Option<Tag> {
        let mask = self.slots.len() - 1;
        let mut at = slot(form.lower, mask);
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (hash, tag) if hash == form.lower => return Some(tag),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

fn slot(word: u64, mask: usize) -> usize {
    (word >> 40) as usize & mask
}
