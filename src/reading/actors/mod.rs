//! Who is in an article: countries, organisations, persons and groups, with every place that refers to them.
//!
//! Comes in: a cut text. Goes out: [`Actors`]. Never here: who says what.
//!
//! ```text
//! places ─▶ organisations ─▶ persons ─▶ phrases ─▶ references: roles, groups, collectives, pronouns ─▶ Actors
//! ```
//! Names are found first, over the whole text, because a headline has the surname before the full name. What refers
//! without naming ("the president", "both countries", "she") is resolved in the order of the text, to whoever is
//! most in mind at that point ([`references`]).

mod cast;
mod collectives;
mod described;
mod groups;
mod organisations;
mod persons;
mod phrases;
mod places;
mod pronouns;
mod references;
mod regions;
mod roles;
mod runs;
mod scene;
#[cfg(test)]
mod tests;

use crate::language::{Relation, Text};
use crate::model::{ActorKind, Mentioned, MentionedIx, Span};
use cast::Cast;
use scene::Scene;

/// The actors of one article.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    /// In order of first mention; those that only a quotation's source describes come last.
    pub list: Vec<Mentioned>,
    /// Every mention with its actor, by where it starts, the longer first; a collective has one entry for each member.
    mentions: Vec<(Span, MentionedIx)>,
}

impl Actors {
    /// The actors of a mention that overlaps `span`, each once, in order of the text.
    pub fn at(&self, span: Span) -> Vec<MentionedIx> {
        // A long mention may begin before many short ones: begin at the longest that can still reach the span.
        let to = self.mentions.partition_point(|(mention, _)| mention.start < span.end);
        let from = self.mentions.partition_point(|(mention, _)| mention.start + LONGEST < span.start);
        let mut found = Vec::new();
        for (mention, ix) in &self.mentions[from.min(to)..to] {
            if mention.overlaps(span) && !found.contains(ix) {
                found.push(*ix);
            }
        }
        found
    }

    /// Adds a mention of whoever is meant by a source that is nobody's mention yet: `main` is the word on which its
    /// others hang, `from` the one at which the description begins. `None` where it is nobody ("the evidence").
    pub fn introduce(&mut self, text: &Text<'_>, main: usize, from: usize, span: Span) -> Option<MentionedIx> {
        let (kind, name) = described::source(text, main, from, span)?;
        let affiliation = self.whose(text, main, span);
        let known = self.list.iter().position(|actor| actor.kind == kind && actor.name == name);
        let at = known.unwrap_or_else(|| {
            self.list.push(Mentioned { name, kind, aliases: Vec::new(), affiliation, mentions: Vec::new() });
            self.list.len() - 1
        });
        let ix = MentionedIx(at as u32);
        if span.len() <= LONGEST as usize {
            let place = |(other, of): &(Span, MentionedIx)| {
                (other.start, std::cmp::Reverse(other.end), *of) < (span.start, std::cmp::Reverse(span.end), ix)
            };
            self.mentions.insert(self.mentions.partition_point(place), (span, ix));
        }
        let mentions = &mut self.list[at].mentions;
        mentions.insert(mentions.partition_point(|other| *other < span), span);
        Some(ix)
    }

    /// To whom a description belongs: who is named in it, not beside it ("Chile and the West").
    fn whose(&self, text: &Text<'_>, main: usize, span: Span) -> Option<MentionedIx> {
        let part = |mention: Span| {
            let last = text.tokens_in(mention).last()?;
            let mut above = std::iter::successors(Some(last), |at| Some(text.tokens[*at].head)).take(6);
            let beside = |at: &usize| text.tokens[*at].relation == Relation::Conj;
            let path: Vec<usize> = above.by_ref().take_while(|at| *at != main).collect();
            (path.len() < 6 && !path.iter().any(beside)).then_some(())
        };
        let mut countries: Vec<MentionedIx> = self.mentions_in(span).map(|(_, ix)| ix).collect();
        countries.retain(|ix| self.list[ix.0 as usize].kind == ActorKind::Country);
        countries.dedup();
        if countries.len() > 1 {
            return None;
        }
        let ix = self.mentions_in(span).find_map(|(mention, ix)| part(mention).map(|()| ix))?;
        let actor = &self.list[ix.0 as usize];
        if actor.kind == ActorKind::Person { actor.affiliation } else { Some(ix) }
    }

    /// Notes other words that the text has for an actor. Words for several at once are no name of one.
    pub fn alias(&mut self, ix: MentionedIx, words: &str) {
        if words.contains(" and ") || words.contains(", ") {
            return;
        }
        let actor = &mut self.list[ix.0 as usize];
        if actor.name != words && !actor.aliases.iter().any(|alias| alias == words) {
            actor.aliases.push(words.to_owned());
            actor.aliases.sort();
        }
    }

    /// The mentions within `span`, in order of the text.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = (Span, MentionedIx)> + '_ {
        let from = self.mentions.partition_point(|(mention, _)| mention.start < span.start);
        self.mentions[from..]
            .iter()
            .copied()
            .take_while(move |(mention, _)| mention.start < span.end)
            .filter(move |(mention, _)| mention.end <= span.end)
    }
}

/// No mention is longer, in bytes.
const LONGEST: u32 = 200;

/// Finds the actors of an article.
pub fn find(text: &Text<'_>) -> Actors {
    find_by(text, None, None)
}

/// Finds the actors of an article. `author` is whose own text it is, where the article says so: "I" and "we" outside
/// of quotation marks are that actor. `year` is when it was published: who led a country then.
pub fn find_by(text: &Text<'_>, author: Option<&str>, year: Option<i16>) -> Actors {
    let scene = Scene::new(text);
    let mut cast = Cast::new(&scene);
    let mut places = places::find(&scene);
    organisations::find(&scene, &mut cast, &mut places);
    persons::find(&scene, &mut cast, &mut places);
    let phrases = phrases::find(&scene, &mut cast, &mut places);
    places::name(&scene, &mut cast, &places);
    persons::take_for_granted(&mut cast, year);
    let author = author.and_then(|author| cast.author(author));
    let adjectives = places::adjectives(&mut cast, &places);
    references::resolve(&scene, &mut cast, &phrases, &adjectives, author);
    cast.finish(text)
}
