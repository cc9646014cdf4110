use std::collections::HashSet;
use std::ops::Range;

use crate::language::lexicon::{self, Classes};
use crate::language::{Relation, Tag, Text, Token};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// "Olvend", "McOlvend", "O'Brask".
    Capital,
    /// "NATO", "UN-led".
    Caps,
    /// "S" as in "Mara S. Olvend", "J.D".
    Initial,
    /// "leader".
    Small,
    /// Numbers and punctuation.
    Other,
}

/// A text with what each of its tokens tells, worked out once.
pub(super) struct Scene<'t> {
    pub(super) text: &'t Text<'t>,
    /// Classes of each token as it stands.
    pub(super) words: Vec<Classes>,
    /// Classes of each token's dictionary form.
    pub(super) bases: Vec<Classes>,
    pub(super) shapes: Vec<Shape>,
    /// The sentence of each token.
    pub(super) sentence_of: Vec<u32>,
    /// Whether each sentence is a headline: there, every word has a capital.
    headings: Vec<bool>,
    /// Words that the text also writes small.
    small: HashSet<&'t str>,
    /// Words that the text writes with a capital in the middle of a sentence.
    capital: HashSet<&'t str>,
    /// Capitalised words before a verb of saying or thinking.
    speakers: HashSet<&'t str>,
    /// Words that are no names elsewhere, or nationalities, and surnames here: behind a given name and before what is
    /// said.
    odd: HashSet<&'t str>,
}

impl<'t> Scene<'t> {
    pub(super) fn new(text: &'t Text<'t>) -> Self {
        let count = text.tokens.len();
        let mut scene = Self {
            text,
            words: Vec::with_capacity(count),
            bases: Vec::with_capacity(count),
            shapes: Vec::with_capacity(count),
            sentence_of: vec![0; count],
            headings: Vec::with_capacity(text.sentences.len()),
            small: HashSet::new(),
            capital: HashSet::new(),
            speakers: HashSet::new(),
            odd: HashSet::new(),
        };
        for token in &text.tokens {
            let classes = lexicon::classes(&token.lower);
            let base = if token.lemma == token.lower { classes } else { lexicon::classes(&token.lemma) };
            let shape = shape(text.words(token.span));
            if shape == Shape::Small {
                scene.small.insert(token.lower.as_str());
            }
            scene.words.push(classes);
            scene.bases.push(base);
            scene.shapes.push(shape);
        }
        let (mut capital, mut speakers) = (HashSet::new(), HashSet::new());
        for (at, sentence) in text.sentences.iter().enumerate() {
            scene.sentence_of[sentence.tokens.clone()].fill(at as u32);
            let heading = scene.is_heading(sentence.tokens.clone());
            scene.headings.push(heading);
            for at in sentence.tokens.clone().filter(|at| !heading && scene.is_capital(*at)) {
                let lower = text.tokens[at].lower.as_str();
                if !scene.starts_sentence(at) {
                    capital.insert(lower);
                }
                if scene.is_telling(at + 1) {
                    speakers.insert(lower);
                }
            }
        }
        (scene.capital, scene.speakers) = (capital, speakers);
        let odd = (1..count).filter(|at| scene.follows_given(*at) && scene.also_speaks(*at));
        scene.odd = odd.map(|at| scene.lower(at)).filter(|lower| !is_date(lower)).collect();
        scene
    }

    pub(super) fn token(&self, at: usize) -> &'t Token {
        &self.text.tokens[at]
    }

    pub(super) fn tag(&self, at: usize) -> Tag {
        self.text.tokens.get(at).map_or(Tag::XX, |token| token.tag)
    }

    /// Whether one of the tokens is the subject of a clause.
    pub(super) fn is_subject(&self, tokens: Range<usize>) -> bool {
        self.text.tokens[tokens].iter().any(|token| matches!(token.relation, Relation::Nsubj | Relation::NsubjPass))
    }

    /// The token in lower case; empty outside of the text.
    pub(super) fn lower(&self, at: usize) -> &'t str {
        self.text.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    /// The token before, in lower case, where it is of the same sentence.
    pub(super) fn before(&self, at: usize) -> &'t str {
        if at > self.sentence(at).start { self.lower(at - 1) } else { "" }
    }

    pub(super) fn len(&self) -> usize {
        self.text.tokens.len()
    }

    /// The words of some tokens, as the text has them.
    pub(super) fn words_of(&self, tokens: Range<usize>) -> &'t str {
        self.text.span_of(tokens).map_or("", |span| self.text.words(span))
    }

    /// The tokens of the sentence that token `at` is in.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let index = self.sentence_of.get(at).copied().unwrap_or_default() as usize;
        self.text.sentences.get(index).map_or(0..0, |sentence| sentence.tokens.clone())
    }

    pub(super) fn in_heading(&self, at: usize) -> bool {
        self.headings.get(self.sentence_of[at] as usize).copied().unwrap_or_default()
    }

    pub(super) fn starts_sentence(&self, at: usize) -> bool {
        let start = self.sentence(at).start;
        // A quotation mark or a dash before the first word does not make it less the first.
        at == start
            || (at == start + 1 && self.shapes[start] == Shape::Other)
            || (at > start && matches!(self.lower(at - 1), "“" | "\"" | ":" | "‘"))
    }

    /// Whether the word is also written small in this text, so that its capital is only that of a sentence's start.
    pub(super) fn also_small(&self, at: usize) -> bool {
        self.small.contains(self.lower(at))
    }

    /// Whether the word has a capital in the middle of a sentence somewhere, so that it is a name at a start too.
    pub(super) fn also_capital(&self, at: usize) -> bool {
        self.capital.contains(self.lower(at))
    }

    /// Whether the word stands right before a verb of saying or thinking somewhere.
    pub(super) fn also_speaks(&self, at: usize) -> bool {
        self.speakers.contains(self.lower(at))
    }

    /// Whether a word with a capital stands behind a given name and goes on with no noun, so that it can be a surname.
    fn follows_given(&self, at: usize) -> bool {
        at > self.sentence(at).start
            && self.shapes[at] == Shape::Capital
            && self.shapes[at - 1] == Shape::Capital
            && self.words[at - 1].has(Classes::GIVEN)
            && !self.in_heading(at)
            && !self.goes_on(at)
    }

    /// Whether a noun, an adjective or another capital follows, which the word then goes with.
    fn goes_on(&self, at: usize) -> bool {
        let next = self.tag(at + 1);
        self.is_capital(at + 1) || next.is_noun() || next.is_adjective()
    }

    /// Whether a word that is no name, or a nationality, is the surname of somebody here: "Mark *Chilean* said",
    /// "*Will* said".
    pub(super) fn is_odd_surname(&self, at: usize) -> bool {
        self.odd.contains(self.lower(at))
            && self.shapes[at] == Shape::Capital
            && (self.follows_given(at)
                || !self.goes_on(at)
                    && (self.is_speech(at + 1)
                        || self.lower(at + 1) == "'s"
                        || self.words[at.saturating_sub(1)].has(Classes::HONORIFIC)))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        matches!(self.shapes.get(at), Some(Shape::Capital | Shape::Caps))
    }

    /// Whether two tokens touch, without a space between.
    pub(super) fn touches(&self, at: usize) -> bool {
        at + 1 < self.len() && self.token(at).span.end == self.token(at + 1).span.start
    }

    /// Whether the token is a plural by its ending.
    pub(super) fn is_plural(&self, at: usize) -> bool {
        let token = self.token(at);
        token.lower != token.lemma && (token.lower.ends_with('s') || token.lower.ends_with("men"))
    }

    /// Whether a verb of speech or deed stands at `at`, for what is before it.
    pub(super) fn is_speech(&self, at: usize) -> bool {
        self.bases.get(at).is_some_and(|base| base.has(Classes::SPEECH))
            && self.shapes[at] == Shape::Small
            && self.tag(at).is_verb()
    }

    /// Whether the verb is one by which people more than companies say what they think.
    fn is_telling(&self, at: usize) -> bool {
        let tells = |lemma: &str| {
            matches!(
                lemma,
                "say"
                    | "tell"
                    | "add"
                    | "believe"
                    | "insist"
                    | "argue"
                    | "warn"
                    | "think"
                    | "want"
                    | "claim"
                    | "note"
                    | "deny"
            )
        };
        self.is_speech(at) && tells(&self.token(at).lemma)
    }

    /// Whether the noun at `at` is the subject of a verb of speech or deed, or of one that governs a clause.
    pub(super) fn says(&self, at: usize) -> bool {
        let token = self.token(at);
        let verb = token.head;
        matches!(token.relation, Relation::Nsubj)
            && verb != at
            && self.tag(verb).is_verb()
            && (self.is_speech(verb) || self.text.child(verb, Relation::Ccomp).is_some())
    }

    fn is_heading(&self, tokens: Range<usize>) -> bool {
        let (mut all, mut capital) = (0, 0);
        for at in tokens.clone() {
            match self.shapes[at] {
                Shape::Capital | Shape::Caps => {
                    all += 1;
                    capital += 1;
                }
                Shape::Small => all += 1,
                Shape::Initial | Shape::Other => {}
            }
        }
        let stopped =
            tokens.end.checked_sub(1).is_some_and(|last| matches!(self.lower(last), "." | "”" | "\"" | ":" | ","));
        // A headline with a full stop has not even a small verb, and is no list of names.
        let verb = |at: usize| self.shapes[at] == Shape::Small && self.tag(at).is_verb();
        let list = || tokens.clone().filter(|at| self.lower(*at) == ",").count() > 1;
        let closes = || self.lower(tokens.end - 1) == "." && self.shapes[tokens.end - 2] != Shape::Small;
        let headline = || closes() && !tokens.clone().any(verb) && !list();
        all >= 5 && capital * 10 > all * 6 && (!stopped || all >= 6 && headline())
    }
}

/// Whether a word in lower case is a day or a month.
fn is_date(lower: &str) -> bool {
    lexicon::is_day(lower)
        || matches!(
            lower,
            "january"
                | "february"
                | "march"
                | "april"
                | "may"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
        )
}

/// "MoD", "DoJ": more capitals than small letters, one of them the last.
fn is_short_form(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    word.chars().count() <= 5 && capitals * 2 > word.chars().count() && word.ends_with(char::is_uppercase)
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Shape::Other };
    if !first.is_alphabetic() {
        return Shape::Other;
    }
    if !first.is_uppercase() {
        return Shape::Small;
    }
    let small = word.chars().any(char::is_lowercase);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let dotted = word.contains('.');
    if letters == 1 || (dotted && letters <= 2 && !small) {
        Shape::Initial
    } else if small && !is_short_form(word) {
        Shape::Capital
    } else {
        Shape::Caps
    }
}
