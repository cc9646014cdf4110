//! Sources that no name and no role makes an actor: "the report", "results of a study", "two shopkeepers".

use super::speakers::{is_label, labelled, leading, main, titled};
use super::words::Words;
use crate::language::lexicon::{self, Classes};
use crate::language::{Relation, Tag, Text};
use crate::model::{ActorKind, Span};
use crate::reading::actors::Actors;

/// Makes the source an actor by its description where its main word is a noun and nobody's mention, and anybody can be
/// meant by it. An actor that is described already keeps the source's words as another name.
pub fn introduce(text: &Text<'_>, words: &Words, actors: &mut Actors, source: Span) {
    let Some(main) = main(text, words, source) else { return };
    if text.tokens[main].lower == "who" {
        return antecedent(text, words, actors, main);
    }
    if is_label(text, source) && turn(text, actors, source) {
        return;
    }
    let token = &text.tokens[main];
    if !(token.tag.is_noun() && token.is_word() || token.tag == Tag::ADD) {
        return;
    }
    if leading(text, actors, source).or_else(|| titled(text, actors, source)).is_some() {
        return;
    }
    let whole = trimmed(text, source);
    if let Some(ix) = actors.at(token.span).first().copied() {
        let name = &actors.list[ix.0 as usize].name;
        let common = !token.tag.is_proper() || !name.contains(char::is_uppercase);
        let describes = common && name.to_lowercase().split(' ').any(|word| word == token.lower);
        if describes {
            actors.alias(ix, whole);
            let own = owned(text, words, main, source).and_then(|from| text.span_of(from..text.tokens_in(source).end));
            if let Some(own) = own {
                actors.alias(ix, trimmed(text, own));
            }
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
    // "Olvend's statements reaffirm" what she says.
    let own = owned(text, words, main, source).and_then(|from| from.checked_sub(2));
    let whose = text.tokens_in(source).find(|at| *at < main && text.tokens[*at].tag == Tag::PRPS);
    let author = own.or(whose).and_then(|at| actors.at(text.tokens[at].span).first().copied());
    let papers = lexicon::classes(&token.lemma).has(Classes::DOCUMENT);
    if papers && author.is_some_and(|ix| actors.list[ix.0 as usize].kind == ActorKind::Person) {
        return;
    }
    let from = owned(text, words, main, source).unwrap_or_else(|| text.tokens_in(source).start);
    if let Some(ix) = actors.introduce(text, main, from, source) {
        if is_label(text, source) {
            actors.list[ix.0 as usize].kind = ActorKind::Person;
        }
        actors.alias(ix, whole);
    }
}

/// Whose turn a label in capitals begins: a person named elsewhere; else what looks like the short form of a body is a
/// person who speaks. Whether it is so.
fn turn(text: &Text<'_>, actors: &mut Actors, source: Span) -> bool {
    if let Some(ix) = labelled(text, actors, source) {
        actors.alias(ix, text.words(source));
        return true;
    }
    let Some(ix) = actors.at(source).first().copied() else { return false };
    let actor = &mut actors.list[ix.0 as usize];
    let body = actor.kind == ActorKind::Organisation && actor.name == text.words(source) && !actor.name.contains(' ');
    if body {
        actor.kind = ActorKind::Person;
    }
    body
}

/// Makes the people an actor to whom a "who" goes back: "black *voters* who say".
fn antecedent(text: &Text<'_>, words: &Words, actors: &mut Actors, who: usize) {
    let clause = words.above(who).find(|above| text.tokens[*above].relation == Relation::AclRelcl);
    let comma = usize::from(who > 0 && text.tokens[who - 1].lower == ",");
    let noun = clause.map(|clause| words.head[clause]).or(who.checked_sub(1 + comma));
    let Some(noun) = noun.filter(|noun| *noun < who) else { return };
    let token = &text.tokens[noun];
    let people = token.tag.is_plural() && !token.tag.is_proper() && lexicon::is_people(&token.lower, &token.lemma);
    if !people || !actors.at(token.span).is_empty() {
        return;
    }
    let start = text.sentences[words.sentence[noun] as usize].tokens.start;
    let part = |at: &usize| text.tokens[*at].tag.is_noun() || text.tokens[*at].tag.is_adjective();
    let from = (start..noun).rev().take_while(part).last().unwrap_or(noun);
    if let Some(span) = text.span_of(from..noun + 1) {
        actors.introduce(text, noun, from, span);
    }
}

/// The token at which the description itself begins after whose it is: "the Courier's *latest survey*".
fn owned(text: &Text<'_>, words: &Words, main: usize, source: Span) -> Option<usize> {
    // Where the tree has another word for whose it is, only what describes a noun stands between.
    let describes = |at: usize| text.tokens[at].tag.is_noun() || text.tokens[at].tag.is_adjective();
    let owns = |at: &usize| words.head[words.head[*at]] == main || (*at + 1..main).all(describes);
    let mark = text.tokens_in(source).find(|at| *at < main && text.tokens[*at].lower == "'s" && owns(at))?;
    Some(mark + 1)
}

/// The words of a span without marks around them.
fn trimmed<'t>(text: &Text<'t>, span: Span) -> &'t str {
    text.words(span).trim_matches(|c: char| !c.is_alphanumeric())
}
