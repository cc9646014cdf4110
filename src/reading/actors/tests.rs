use super::*;
use crate::model::ActorKind;

fn read(text: &str) -> (Text<'_>, Actors) {
    let cut = Text::new(text);
    let actors = find(&cut, None);
    (cut, actors)
}

/// The words by which the text refers to an actor.
fn words_for<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let (_, actors) = read(text);
    let actor = actors.list.iter().find(|actor| actor.name == name);
    actor.map_or(Vec::new(), |actor| actor.mentions.iter().map(|span| span.of(text)).collect())
}

/// The names of the actors at some words of the text.
fn at(text: &str, words: &str) -> Vec<String> {
    let (_, actors) = read(text);
    let start = text.find(words).unwrap();
    let found = actors.at(Span::new(start, start + words.len()));
    found.into_iter().map(|ix| actors.list[ix.0 as usize].name.clone()).collect()
}

fn affiliation(text: &str, name: &str) -> Option<String> {
    let (_, actors) = read(text);
    let actor = actors.list.iter().find(|actor| actor.name == name)?;
    actor.affiliation.map(|ix| actors.list[ix.0 as usize].name.clone())
}

fn names(text: &str) -> Vec<String> {
    read(text).1.list.into_iter().map(|actor| actor.name).collect()
}

#[test]
fn a_person_is_one_by_full_name_surname_office_and_pronoun() {
    let text = "Chilean President Mara Olvend said on Monday that she agreed. Olvend left. The president waved.";
    assert_eq!(words_for(text, "Mara Olvend"), ["Chilean President Mara Olvend", "she", "Olvend", "The president"]);
    assert_eq!(affiliation(text, "Mara Olvend").as_deref(), Some("Chile"));
}
