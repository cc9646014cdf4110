//! Who stands only around an article: the photographer of a caption, the people of a teaser, the names of a menu.
//!
//! Comes in: who was found, with what they say. Goes out: the same without them. Never here: who is who.

use super::furniture::Furniture;
use crate::language::Text;
use crate::model::{Mentioned, MentionedIx, Quotation, Reading, Suggestion};

/// Leaves out the quotations of lists of teasers, and the actors who are spoken of in furniture alone, say nothing and
/// hold nothing.
pub(super) fn leave_out(text: &Text<'_>, furniture: &Furniture, reading: &mut Reading) {
    let Reading { actors, quotations, statements, .. } = reading;
    let kept: Vec<bool> =
        quotations.iter().map(|quotation| !quotation.spans.iter().all(|span| furniture.lists(text, *span))).collect();
    let place: Vec<u32> = kept
        .iter()
        .scan(0, |next, kept| {
            let at = *next;
            *next += u32::from(*kept);
            Some(at)
        })
        .collect();
    let mut flags = kept.iter();
    quotations.retain(|_| *flags.next().unwrap_or(&true));
    // A statement stands outside of furniture; should its quotation reach into it, it rests on itself.
    for statement in statements.iter_mut() {
        statement.quotation = statement.quotation.filter(|at| kept[*at as usize]).map(|at| place[at as usize]);
    }
    let within = |actor: &Mentioned| {
        !actor.mentions.is_empty() && actor.mentions.iter().all(|span| furniture.holds(text, *span))
    };
    let mut stays: Vec<bool> = actors.iter().map(|actor| !within(actor)).collect();
    for quotation in quotations.iter() {
        speakers(quotation, &mut |ix| stays[ix.0 as usize] = true);
    }
    for statement in statements.iter() {
        for ix in [Some(statement.actor), statement.reported_by].into_iter().flatten() {
            stays[ix.0 as usize] = true;
        }
    }
    // To whom somebody belongs stays with them.
    for at in 0..actors.len() {
        let mut above = actors[at].affiliation.filter(|_| stays[at]);
        while let Some(ix) = above.filter(|ix| !stays[ix.0 as usize]) {
            stays[ix.0 as usize] = true;
            above = actors[ix.0 as usize].affiliation;
        }
    }
    if stays.iter().all(|stays| *stays) {
        return;
    }
    renumber(&stays, actors, quotations, statements);
}

fn speakers(quotation: &Quotation, take: &mut dyn FnMut(MentionedIx)) {
    quotation.speakers.iter().copied().for_each(&mut *take);
    for inner in &quotation.inner {
        speakers(inner, take);
    }
}

/// Drops the actors that do not stay, who are nobody's speaker, holder or affiliation.
fn renumber(stays: &[bool], actors: &mut Vec<Mentioned>, quotations: &mut [Quotation], statements: &mut [Suggestion]) {
    let mut numbers = Vec::with_capacity(stays.len());
    let mut next = 0;
    for stays in stays {
        numbers.push(MentionedIx(next));
        next += u32::from(*stays);
    }
    let number = |ix: MentionedIx| numbers[ix.0 as usize];
    let mut flags = stays.iter();
    actors.retain(|_| *flags.next().unwrap_or(&true));
    for actor in actors {
        actor.affiliation = actor.affiliation.map(number);
    }
    for quotation in quotations {
        respeak(quotation, &number);
    }
    for statement in statements {
        statement.actor = number(statement.actor);
        statement.reported_by = statement.reported_by.map(number);
    }
}

fn respeak(quotation: &mut Quotation, number: &dyn Fn(MentionedIx) -> MentionedIx) {
    for speaker in &mut quotation.speakers {
        *speaker = number(*speaker);
    }
    for inner in &mut quotation.inner {
        respeak(inner, number);
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Article, Catalogue};
    use crate::reading::{Engine, read};

    fn names(text: &str) -> Vec<String> {
        let reading = read(&Article::new("a", text), &Catalogue::default(), Engine::Fast);
        reading.actors.into_iter().map(|actor| actor.name).collect()
    }

    #[test]
    fn who_stands_only_around_the_article_is_no_actor() {
        let text = "Ferries stay in port\nBy Sofia Brandel\nMara Olvend said on Monday that the ferries would not sail.\n\
                    Photo: Tom Brask\nShe blamed Peru.";
        assert_eq!(names(text), ["Mara Olvend", "Peru"]);
    }

    #[test]
    fn nothing_is_taken_from_a_list_of_teasers() {
        let teasers = "\nFire in the port, Ana Corde says\nHow to cook rice\nLeo Marn wins\nSix tips for winter\nMore";
        let text = format!("Ferries stay in port\nMara Olvend said that the ferries would not sail.{teasers}");
        assert_eq!(names(&text), ["Mara Olvend"]);
    }
}
