//! Text to paragraphs, sentences and tokens with exact offsets; of each word its lemma, its part of speech and its place
//! in the tree of its sentence.
//!
//! Comes in: a text. Goes out: [`Text`]. Tags and trees are found by learnt weights (assets/weights/README.md). Never here: actors, quotations or stances; never a change to the text.

pub mod foreign;
pub mod forms;
pub mod gazetteer;
mod lemma;
pub mod lexicon;
mod paragraphs;
pub mod parser;
mod quotes;
mod syntax;
pub mod table;
pub mod tagger;
pub mod transliteration;

use std::ops::Range;

use compact_str::CompactString;
use forms::Form;
pub use lemma::lemma;
use parser::Parser;
pub use syntax::{Relation, Tag};
use tagger::Tagger;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Span;

/// A word, number or punctuation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// In lower case, with straight apostrophes.
    pub lower: CompactString,
    /// Dictionary form as far as rules tell ("said" -> "say").
    pub lemma: CompactString,
    /// Whether it stands between quotation marks.
    pub in_quotes: bool,
    /// Part of speech.
    pub tag: Tag,
    /// The token on which it depends, as an index into [`Text::tokens`]; its own index for the head of a sentence.
    pub head: usize,
    /// How it depends on it.
    pub relation: Relation,
}

impl Token {
    /// Whether it has a letter or digit.
    pub fn is_word(&self) -> bool {
        self.lower.chars().any(char::is_alphanumeric)
    }
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space around it.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Index into [`Text::paragraphs`].
    pub paragraph: usize,
}

/// A text, cut up.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Lines that are not empty, or blocks between empty lines where lines were broken to a width.
    pub paragraphs: Vec<Span>,
    /// In order.
    pub sentences: Vec<Sentence>,
    /// In order.
    pub tokens: Vec<Token>,
    /// The stretches between quotation marks, marks included, in order.
    pub quoted: Vec<Span>,
}

impl<'a> Text<'a> {
    /// Cuts `text` up and finds its tags and trees, once.
    pub fn new(text: &'a str) -> Self {
        let mut cut = Self::cut(text);
        cut.parse();
        cut
    }

    /// Cuts `text` up and finds its tags only: each token stays its own head.
    pub fn tagged(text: &'a str) -> Self {
        let mut cut = Self::cut(text);
        let (mut forms, mut tags) = (Vec::new(), Vec::new());
        for at in 0..cut.sentences.len() {
            cut.tag(at, &mut forms, &mut tags);
        }
        cut
    }

    /// Cuts `text` up only: each token stays a noun and its own head.
    pub fn cut(text: &'a str) -> Self {
        let mut cut =
            Self { text, paragraphs: Vec::new(), sentences: Vec::new(), tokens: Vec::new(), quoted: Vec::new() };
        for paragraph in paragraphs::find(text) {
            cut.paragraph(paragraph);
        }
        cut
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The sentence in which a byte stands, or the last one before it.
    pub fn sentence_at(&self, byte: u32) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= byte).checked_sub(1)
    }

    /// The span of some tokens, from the first to the last.
    pub fn span_of(&self, tokens: Range<usize>) -> Option<Span> {
        let first = self.tokens.get(tokens.start)?;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?;
        (tokens.start < tokens.end).then(|| first.span.cover(last.span))
    }

    /// The tokens that start within a span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|token| token.span.start < span.start);
        let to = self.tokens.partition_point(|token| token.span.start < span.end);
        from..to
    }

    /// The tokens that depend on a token, in order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> {
        let sentence = self.sentence_of(token).map_or(0..0, |at| self.sentences[at].tokens.clone());
        sentence.filter(move |at| *at != token && self.tokens[*at].head == token)
    }

    /// The first token that depends on a token in a certain way.
    pub fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token).find(|child| self.tokens[*child].relation == relation)
    }

    /// The tokens above a token: its head, that one's head, up to the head of the sentence.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> {
        let above = |token: usize| self.tokens.get(token).map(|found| found.head).filter(|head| *head != token);
        std::iter::successors(above(token), move |token| above(*token))
    }

    /// A token with all that hangs on it: always one stretch.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let Some(sentence) = self.sentence_of(token) else { return token..token };
        let sentence = self.sentences[sentence].tokens.clone();
        let below = |at: &usize| self.ancestors(*at).any(|above| above == token);
        let start = (sentence.start..token).rev().take_while(below).last().unwrap_or(token);
        let end = (token + 1..sentence.end).take_while(below).last().unwrap_or(token);
        start..end + 1
    }

    /// The head of a sentence, given by its index.
    pub fn root(&self, sentence: usize) -> Option<usize> {
        self.sentences.get(sentence)?.tokens.clone().find(|at| self.tokens[*at].head == *at)
    }

    /// The index of the sentence to which a token belongs.
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        self.sentences.get(at).is_some_and(|sentence| sentence.tokens.contains(&token)).then_some(at)
    }

    /// Finds the tags of a sentence; its forms and tags are left in the two lists.
    fn tag(&mut self, sentence: usize, forms: &mut Vec<Form>, tags: &mut Vec<Tag>) {
        let tokens = &mut self.tokens[self.sentences[sentence].tokens.clone()];
        tagger::framed(tokens.iter().map(|token| Form::new(token.span.of(self.text), &token.lower)), forms);
        Tagger::built_in().tag(forms, tags);
        for (token, tag) in tokens.iter_mut().zip(tags) {
            token.tag = *tag;
        }
    }

    fn parse(&mut self) {
        let parser = Parser::built_in();
        let (mut forms, mut tags, mut state) = (Vec::new(), Vec::new(), parser::State::default());
        for sentence in 0..self.sentences.len() {
            self.tag(sentence, &mut forms, &mut tags);
            state.begin(forms[2..].iter().zip(tags.iter().copied()));
            parser.parse(&mut state);
            let sentence = self.sentences[sentence].tokens.clone();
            let first = sentence.start;
            let tokens = &mut self.tokens[sentence];
            for (at, token) in tokens.iter_mut().enumerate() {
                let (head, relation) = state.head(at);
                token.head = first + if head == state.root() { at } else { head };
                token.relation = relation;
            }
            front_subjects(first, tokens);
            join_subjects(first, tokens);
        }
    }

    fn paragraph(&mut self, span: Span) {
        let paragraph = self.paragraphs.len();
        let open = self.paragraphs.last().is_some_and(|before| {
            let from = self.quoted.partition_point(|stretch| stretch.start < before.start);
            quotes::is_open(self.text, *before, &self.quoted[from..])
        });
        self.paragraphs.push(span);
        let quoted = quotes::stretches(self.text, span, open);
        let first = self.tokens.len();
        for (offset, word) in self.words(span).split_word_bound_indices() {
            self.push_word(span.start as usize + offset, word, &quoted);
        }
        self.quoted.extend(&quoted);
        let mut start = first;
        for at in first..self.tokens.len() {
            if self.ends_sentence(at) {
                self.push_sentence(start..at + 1, paragraph);
                start = at + 1;
            }
        }
        if start < self.tokens.len() {
            self.push_sentence(start..self.tokens.len(), paragraph);
        }
    }

    fn push_sentence(&mut self, tokens: Range<usize>, paragraph: usize) {
        if let Some(span) = self.span_of(tokens.clone()) {
            self.sentences.push(Sentence { span, tokens, paragraph });
        }
    }

    fn push_word(&mut self, start: usize, word: &str, quoted: &[Span]) {
        if word.trim().is_empty() {
            return;
        }
        if let Some(stop) = glued(word) {
            let [before, after] = [&word[..stop], &word[stop + 1..]];
            self.push_word(start, before, quoted);
            self.push_word(start + stop, ".", quoted);
            self.push_word(start + stop + 1, after, quoted);
            return;
        }
        let whole = lowered(word);
        // A clitic is a word of its own: can't -> ca + n't, Merz's -> Merz + 's.
        let cut = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"]
            .iter()
            .find(|clitic| whole.len() > clitic.len() && whole.ends_with(*clitic))
            .and_then(|clitic| word.char_indices().rev().nth(clitic.chars().count() - 1))
            .map_or(word.len(), |(at, _)| at);
        for (from, part) in [(0, &word[..cut]), (cut, &word[cut..])] {
            if part.is_empty() {
                continue;
            }
            let span = Span::new(start + from, start + from + part.len());
            let lower = if part.len() == word.len() { whole.clone() } else { lowered(part) };
            let lemma = lemma(&lower);
            let in_quotes = quoted.iter().any(|stretch| stretch.contains(span));
            let head = self.tokens.len();
            self.tokens.push(Token { span, lower, lemma, in_quotes, tag: Tag::NN, head, relation: Relation::Root });
        }
    }

    /// Whether the sentence ends after token `at`: at its final punctuation, or at the quotation mark that closes on it.
    fn ends_sentence(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1);
        if next.is_some_and(|next| is_closing(next, token)) {
            return false;
        }
        let mut mark = at;
        while mark > 0 && is_closing(&self.tokens[mark], &self.tokens[mark - 1]) {
            mark -= 1;
        }
        mark = self.noted(mark).unwrap_or(mark);
        let spaced = next.is_none_or(|next| next.span.start > token.span.end);
        let ends = match self.tokens[mark].lower.as_str() {
            "!" | "?" => true,
            "." => (spaced || self.glued_at(mark) || self.dashed(mark)) && !self.abbreviated(mark),
            "…" => spaced,
            _ => false,
        };
        // After "…?" or "…!" a small letter goes on: “Why?” he asked.
        ends && next.is_none_or(|next| {
            self.words(next.span)
                .chars()
                .next()
                .is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | '—' | '–'))
        })
    }

    /// The full stop before a note: "… voting.\[12\] The …", "… voting.12 The …".
    fn noted(&self, at: usize) -> Option<usize> {
        let note = &self.tokens[at];
        let bracket = at.checked_sub(1).filter(|before| self.tokens[*before].lower == "[");
        let dot = bracket.unwrap_or(at).checked_sub(1)?;
        // A number alone is a note only after a whole word: not in "No.12", "3.12" or "p.12".
        let after_word = || {
            let before = dot.checked_sub(1).map(|before| &self.tokens[before]);
            before.is_some_and(|word| {
                word.span.end == self.tokens[dot].span.start
                    && word.span.len() > 2
                    && word.lower.chars().all(char::is_alphabetic)
            })
        };
        let short = match bracket {
            Some(_) => note.is_word() && note.lower.len() <= 5,
            None => note.lower.len() <= 3 && note.lower.bytes().all(|byte| byte.is_ascii_digit()) && after_word(),
        };
        let glued = self.tokens[dot].span.cover(note.span).len() == at - dot + note.span.len();
        (short && glued && self.tokens[dot].lower == ".").then_some(dot)
    }

    /// Whether a full stop without a space behind it ends a sentence, as where a page lost its spaces.
    fn glued_at(&self, dot: usize) -> bool {
        let around = dot.checked_sub(1).zip(self.tokens.get(dot + 1));
        around.is_some_and(|(before, after)| {
            let whole = self.tokens[before].span.cover(after.span);
            glued(self.words(whole)).is_some()
        })
    }

    /// Whether a dash that begins somebody's words follows a full stop without a space: "He left.- We go on - she said."
    fn dashed(&self, dot: usize) -> bool {
        let following = self.tokens.get(dot + 1).zip(self.tokens.get(dot + 2));
        following.is_some_and(|(dash, word)| {
            dash.lower == "-"
                && word.span.start > dash.span.end
                && self.words(word.span).starts_with(char::is_uppercase)
        })
    }

    fn abbreviated(&self, dot: usize) -> bool {
        let Some(before) = dot.checked_sub(1).map(|at| &self.tokens[at]) else { return false };
        if before.span.end != self.tokens[dot].span.start {
            return false;
        }
        let word = before.lower.as_str();
        let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        // "U.S." is one word with an inner dot; it ends a sentence only before a word that cannot follow it.
        let dotted = word.contains('.');
        let follower = self.tokens.get(dot + 1).map_or("", |next| next.lower.as_str());
        if dotted {
            return !STARTERS.contains(&follower);
        }
        initial || ABBREVIATIONS.contains(&word)
    }
}

/// In lower case, with straight apostrophes.
fn lowered(word: &str) -> CompactString {
    if word.is_ascii() {
        let mut lower = CompactString::from(word);
        lower.make_ascii_lowercase();
        return lower;
    }
    CompactString::from(word.to_lowercase().replace('’', "'"))
}

/// Makes the first of several names before their verb its subject where the parser takes it for a complement: "*Chile*, the
/// islands and Peru want". `first` is the index of the sentence's first token.
fn front_subjects(first: usize, tokens: &mut [Token]) {
    for at in 0..tokens.len().saturating_sub(1) {
        let verb = tokens[at].head;
        let listed = tokens[at + 1].tag == Tag::Comma || tokens[at + 1].tag == Tag::CC;
        if tokens[at].relation != Relation::Xcomp || !tokens[at].tag.is_proper() || verb <= first + at || !listed {
            continue;
        }
        let subject =
            (0..verb - first).find(|other| tokens[*other].head == verb && tokens[*other].relation.is_subject());
        match subject {
            Some(other) if other > at => {
                tokens[at].relation = tokens[other].relation;
                tokens[other].relation = Relation::Conj;
                tokens[other].head = first + at;
            }
            Some(_) => {}
            None => tokens[at].relation = Relation::Nsubj,
        }
    }
}

/// Makes one subject of two that stand side by side before their verb, as the parser makes of some compounds
/// ("Environment Minister Mara Olvend"). `first` is the index of the sentence's first token.
fn join_subjects(first: usize, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let (one, verb) = (&tokens[at - 1], tokens[at - 1].head);
        if !one.relation.is_subject() || !one.tag.is_noun() || verb <= first + at || !tokens[at].tag.is_noun() {
            continue;
        }
        let mut top = at;
        while tokens[top].head != verb && tokens[top].head != first + top {
            top = tokens[top].head - first;
        }
        if top > at && tokens[top].head == verb && tokens[top].relation.is_subject() {
            tokens[at - 1].head = first + top;
            tokens[at - 1].relation = Relation::Compound;
        }
    }
}

const ABBREVIATIONS: [&str; 44] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "capt", "cmdr", "adm", "maj", "sen", "rep", "gov",
    "st", "rev", "hon", "jr", "sr", "inc", "corp", "co", "ltd", "vs", "etc", "no", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "fig", "al", "approx", "est",
];

const STARTERS: [&str; 16] =
    ["the", "he", "she", "it", "they", "but", "and", "in", "on", "we", "i", "this", "that", "a", "while", "however"];

/// Where a full stop stands between the end of a sentence and the next one's first word, with no space: "left.He".
/// Addresses ("Example.Com") and abbreviations ("U.S.") are none.
fn glued(word: &str) -> Option<usize> {
    const DOMAINS: [&str; 8] = ["com", "org", "net", "gov", "edu", "info", "eu", "uk"];
    let stop = word.find('.')?;
    let (before, after) = (&word[..stop], &word[stop + 1..]);
    let small = before.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2;
    let mut letters = after.chars();
    let begins = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_lowercase);
    (small && begins && !DOMAINS.contains(&after.to_lowercase().as_str())).then_some(stop)
}

/// A quotation mark or bracket that closes right after `before`.
fn is_closing(token: &Token, before: &Token) -> bool {
    matches!(token.lower.as_str(), "”" | "\"" | "»" | ")" | "]" | "’" | "'" | "“")
        && token.span.start == before.span.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let cut = Text::new(text);
        cut.sentences.iter().map(|sentence| cut.words(sentence.span).to_owned()).collect()
    }

    #[test]
    fn sentences_end_at_full_stops_and_not_at_abbreviations() {
        assert_eq!(
            sentences("The U.S. envoy met Gen. Orsk. “We agree,” Mr. Tal said. “So be it.”\nEnd"),
            ["The U.S. envoy met Gen. Orsk.", "“We agree,” Mr. Tal said.", "“So be it.”", "End"]
        );
        assert_eq!(sentences("“Why now?” he asked. No one knew."), ["“Why now?” he asked.", "No one knew."]);
    }

    #[test]
    fn a_lost_space_between_sentences_is_no_word() {
        assert_eq!(
            sentences("Minister Tamm left.He stayed. See Korvath.Com now."),
            ["Minister Tamm left.", "He stayed.", "See Korvath.Com now."]
        );
        assert_eq!(sentences("The U.S.Envoy and the No.2 met."), ["The U.S.Envoy and the No.2 met."]);
        assert_eq!(sentences("He left.- We stay - she said."), ["He left.", "- We stay - she said."]);
    }

    #[test]
    fn the_number_of_a_note_ends_its_sentence() {
        assert_eq!(
            sentences("The zone is wide.1 A plan failed.[12] Gen. Orsk left Tamm.27 Nobody asked."),
            ["The zone is wide.1", "A plan failed.[12]", "Gen. Orsk left Tamm.27", "Nobody asked."]
        );
        assert_eq!(
            sentences("See No.12 The Hill, p.3 Below, or 3.5 Points."),
            ["See No.12 The Hill, p.3 Below, or 3.5 Points."]
        );
    }

    #[test]
    fn clitics_are_tokens_and_offsets_are_exact() {
        let cut = Text::new("Velmora’s army can’t stop.");
        let words: Vec<&str> = cut.tokens.iter().map(|token| cut.words(token.span)).collect();
        assert_eq!(words, ["Velmora", "’s", "army", "ca", "n’t", "stop", "."]);
    }

    /// Each word as "word tag relation head".
    fn parsed(text: &str) -> Vec<String> {
        let cut = Text::new(text);
        let word = |at: usize| cut.words(cut.tokens[at].span);
        (0..cut.tokens.len())
            .map(|at| {
                let token = &cut.tokens[at];
                let head = if token.head == at { "ROOT" } else { word(token.head) };
                format!("{} {} {} {head}", word(at), token.tag.name(), token.relation.name())
            })
            .collect()
    }

    #[track_caller]
    fn check_parsed(text: &str, wanted: &[&str]) {
        let found = parsed(text);
        for want in wanted {
            assert!(found.iter().any(|word| word == want), "{want}\n{}", found.join("\n"));
        }
    }

    #[test]
    fn trees_tell_who_does_what() {
        check_parsed(
            "President Orsk does not support the truce.",
            &["Orsk NNP nsubj support", "not RB advmod support", "truce NN obj support", "support VB root ROOT"],
        );
        check_parsed(
            "The plan was rejected by the senate.",
            &["plan NN nsubj:pass rejected", "was VBD aux:pass rejected", "senate NN obl:agent rejected"],
        );
        check_parsed(
            "He met the minister who signed the treaty.",
            &["minister NN obj met", "signed VBD acl:relcl minister", "treaty NN obj signed"],
        );
        check_parsed(
            "They will agree if the army leaves the valley.",
            &["leaves VBZ advcl agree", "if IN mark leaves", "army NN nsubj leaves"],
        );
        check_parsed(
            "She said that the sanctions must stay.",
            &["stay VB ccomp said", "sanctions NNS nsubj stay", "that IN mark stay", "She PRP nsubj said"],
        );
        check_parsed(
            "“We want peace,” said Mr Tal.",
            &["said VBD root ROOT", "want VBP ccomp said", "Tal NNP nsubj said", "peace NN obj want"],
        );
    }

    #[test]
    fn the_first_of_several_names_is_their_verbs_subject() {
        for text in ["Poland, the islands and Slovakia want sanctions.", "Poland, France and Slovakia want sanctions."]
        {
            let text = Text::new(text);
            assert!(text.tokens[0].relation.is_subject(), "{}", text.text);
            assert_eq!(text.tokens[text.tokens[0].head].lower, "want", "{}", text.text);
        }
    }

    #[test]
    fn subtrees_are_stretches_and_lead_back_to_the_root() {
        let cut = Text::new("The leader of the party rejects a ban on coal. Nobody agrees.");
        let at = |word: &str| cut.tokens.iter().position(|token| token.lower == word).expect("a word of the text");
        assert_eq!(cut.subtree(at("leader")), 0..5);
        assert_eq!(cut.root(0), Some(at("rejects")));
        assert_eq!(cut.child(at("rejects"), Relation::Nsubj), Some(at("leader")));
        assert!(cut.ancestors(at("party")).eq([at("leader"), at("rejects")]));
        assert_eq!(cut.children(at("rejects")).next(), Some(at("leader")));
        assert_eq!(cut.sentence_of(at("nobody")), Some(1));
        assert_eq!(cut.subtree(99), 99..99);
    }

    #[test]
    fn any_text_has_whole_trees_and_the_same_each_time() {
        let long = "peace and war , ".repeat(2_500);
        for text in ["", " \n", "?", "WAR LOOMS AS TALKS FAIL", "Home | News | Sport\n© 2031", "«Да» — ‘no’ ١٢", &long]
        {
            let cut = Text::new(text);
            assert_eq!(cut.tokens, Text::new(text).tokens);
            for sentence in 0..cut.sentences.len() {
                let root = cut.root(sentence).expect("each sentence has a root");
                let tokens = cut.sentences[sentence].tokens.clone();
                for token in tokens.clone().step_by(97) {
                    assert!(tokens.contains(&cut.tokens[token].head));
                    assert!(token == root || cut.ancestors(token).last() == Some(root), "{text}");
                }
            }
        }
        assert_eq!(Text::new(&long).tokens.len(), 10_000);
    }

    #[test]
    fn quotation_marks_of_many_kinds_are_found() {
        for text in [
            "He said “yes, now” twice",
            "He said \"yes, now\" twice",
            "He said «yes, now» twice",
            "He said „yes, now“ twice",
            "He said ‘yes, now’ twice",
        ] {
            let cut = Text::new(text);
            assert_eq!(cut.quoted.len(), 1, "{text}");
            assert!(cut.words(cut.quoted[0]).contains("yes, now"), "{text}");
        }
        assert_eq!(Text::new("“This goes on\nand on,” he said.").quoted.len(), 2);
    }
}
