//! Sources that no name and no role makes an actor: "the report", "results of a study", "two shopkeepers".

use super::speakers::main;
use super::words::Words;
use crate::language::lexicon::{self, Classes};
use crate::language::{Relation, Text};
use crate::model::{ActorKind, Span};
use crate::reading::actors::Actors;

/// Makes the source an actor by its description where its main word is a noun and nobody's mention. An actor that is
/// described already keeps the source's words as another name.
pub fn introduce(text: &Text<'_>, words: &Words, actors: &mut Actors, source: Span) {
    let Some(main) = main(text, words, source) else { return };
    let token = &text.tokens[main];
    if !token.tag.is_noun() || !token.is_word() {
        return;
    }
    let whole = trimmed(text, source);
    if let Some(ix) = actors.at(token.span).first().copied() {
        let name = actors.list[ix.0 as usize].name.to_lowercase();
        let describes = !token.tag.is_proper() && name.split(' ').any(|word| word == token.lower);
        if describes {
            actors.alias(ix, whole);
        }
        return;
    }
    // A name beside the noun is whose words they are.
    let named = text.tokens_in(source).any(|at| {
        let relation = text.tokens[at].relation;
        words.head[at] == main
            && matches!(relation, Relation::Appos | Relation::Flat | Relation::NmodDesc)
            && !actors.at(text.tokens[at].span).is_empty()
    });
    if named {
        return;
    }
    let affiliation = actors.at(source).first().copied();
    let name = if token.tag.is_proper() {
        proper(text, main, source)
    } else {
        Span { start: owned(text, words, main, source).unwrap_or_else(|| first(text, source)), end: source.end }
    };
    let classes = lexicon::classes(&token.lower).with(lexicon::classes(&token.lemma));
    let classes = if token.tag.is_proper() { classes.with(given(text, name)) } else { classes };
    let kind = if (token.tag.is_plural() && !token.tag.is_proper()) || classes.has(Classes::PEOPLE) {
        ActorKind::Group
    } else if classes.has(Classes::HUMAN.with(Classes::GIVEN)) {
        ActorKind::Person
    } else {
        ActorKind::Organisation
    };
    let ix = actors.describe(trimmed(text, name), kind, affiliation, source);
    actors.alias(ix, whole);
}

/// The name around its main word: all words with a capital beside it.
fn proper(text: &Text<'_>, main: usize, source: Span) -> Span {
    let tokens = text.tokens_in(source);
    let is_proper = |at: &usize| text.tokens[*at].tag.is_proper();
    let first = (tokens.start..main).rev().take_while(is_proper).last().unwrap_or(main);
    let last = (main + 1..tokens.end).take_while(is_proper).last().unwrap_or(main);
    text.tokens[first].span.cover(text.tokens[last].span)
}

/// What a name's first word tells of a person.
fn given(text: &Text<'_>, name: Span) -> Classes {
    text.tokens.get(text.tokens_in(name).start).map_or(Classes::default(), |token| lexicon::classes(&token.lower))
}

/// Where the description itself begins after whose it is: "the Courier's *latest survey*".
fn owned(text: &Text<'_>, words: &Words, main: usize, source: Span) -> Option<u32> {
    let mark = text
        .tokens_in(source)
        .find(|at| *at < main && text.tokens[*at].lower == "'s" && words.head[words.head[*at]] == main)?;
    Some(text.tokens[mark + 1].span.start)
}

/// Where the words after an article begin.
fn first(text: &Text<'_>, source: Span) -> u32 {
    let mut tokens = text.tokens_in(source);
    let after = tokens.find(|at| !matches!(text.tokens[*at].lower.as_str(), "the" | "a" | "an"));
    after.map_or(source.start, |at| text.tokens[at].span.start)
}

/// The words of a span without marks around them.
fn trimmed<'t>(text: &Text<'t>, span: Span) -> &'t str {
    text.words(span).trim_matches(|c: char| !c.is_alphanumeric())
}
