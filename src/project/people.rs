//! What a person says about who is who: edits that merge and split actors, and the actors that look alike.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, ActorId, ActorKind, ArticleId, MentionedIx, StatementCoding};
use crate::project::{Edit, EditError, Project};

/// Two actors that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The fuller name, which would stay.
    pub into: ActorId,
    /// The other one.
    pub from: ActorId,
    /// Why it looks so, in words.
    pub why: &'static str,
}

/// At most so many likely duplicates are listed: more would not be gone through one by one.
const LISTED: usize = 300;

impl Project {
    /// The edit that makes `from` count as `into`: its names become aliases, its affiliation fills a gap. All that
    /// speaks of it follows, and no decision is rewritten.
    ///
    /// # Errors
    /// Where either is missing, or both are one already.
    pub fn merge_actors(&self, from: &ActorId, into: &ActorId) -> Result<Edit, EditError> {
        let gone = self.actor(from).ok_or_else(|| EditError::NoActor(from.clone()))?;
        let stays = self.actor(into).ok_or_else(|| EditError::NoActor(into.clone()))?;
        if gone.id == stays.id {
            return Err(EditError::Same(from.clone()));
        }
        let mut joined = stays.clone();
        joined.aliases.extend(std::iter::once(&gone.name).chain(&gone.aliases).cloned());
        joined.aliases.retain(|alias| *alias != stays.name);
        joined.aliases.sort();
        joined.aliases.dedup();
        joined.affiliation = [&stays.affiliation, &gone.affiliation]
            .into_iter()
            .flatten()
            .map(|id| self.resolve(id).clone())
            .find(|id| *id != gone.id && *id != stays.id);
        let mut edits = vec![Edit::Merge(gone.id.clone(), Some(stays.id.clone()))];
        if joined != *stays {
            edits.push(Edit::Actor(stays.id.clone(), Some(joined)));
        }
        if self.dismissed().contains(&stays.id) && !self.dismissed().contains(&gone.id) {
            edits.push(Edit::Dismiss(stays.id.clone(), false));
        }
        Ok(Edit::All(edits))
    }

    /// The edit that gives what some articles say of an actor to another one: mentions, suggestions, and every coder's
    /// decisions about statements in them. `other` is made where the project does not have it. Decisions about cells
    /// stay where they are, since they speak of all articles.
    ///
    /// # Errors
    /// Where the actor is missing, or is the other one.
    pub fn split_actor(
        &self,
        actor: &ActorId,
        articles: &BTreeSet<ArticleId>,
        other: &Actor,
    ) -> Result<Edit, EditError> {
        let actor = self.actor(actor).ok_or_else(|| EditError::NoActor(actor.clone()))?.id.clone();
        if *self.resolve(&other.id) == actor {
            return Err(EditError::Same(actor));
        }
        let mut edits = Vec::new();
        if self.actor(&other.id).is_none() {
            edits.push(Edit::Actor(other.id.clone(), Some(other.clone())));
        }
        for id in articles {
            let Some(reading) = self.reading(*id) else { continue };
            for (at, local) in reading.actors.iter().enumerate() {
                let is_it = self.actor_of(*id, MentionedIx(at as u32)).is_some_and(|known| known.id == actor);
                if let (true, Some(mention)) = (is_it, local.mentions.first()) {
                    // A place that was set before goes first, or it would still decide.
                    let set = self.placed().get(id).into_iter().flatten();
                    let set = set.filter(|(at, _)| local.mentions.iter().any(|mention| mention.overlaps(**at)));
                    edits.extend(set.map(|(at, _)| Edit::Place(*id, *at, None)));
                    edits.push(Edit::Place(*id, *mention, Some(other.id.clone())));
                }
            }
        }
        for (layer, codings) in self.layers() {
            for coding in codings.statements.values() {
                let here = articles.contains(&coding.statement.article);
                if here && *self.resolve(&coding.statement.actor) == actor {
                    let mut moved: StatementCoding = coding.as_ref().clone();
                    moved.statement.actor = other.id.clone();
                    edits.push(Edit::Statement(layer.clone(), moved.statement.id.clone(), Some(Box::new(moved))));
                }
            }
        }
        Ok(Edit::All(edits))
    }

    /// A new actor of that name, with an id that no other has and that linking gives nobody else.
    pub fn new_actor(&self, name: &str, kind: ActorKind) -> Actor {
        let words = name.to_lowercase();
        let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let slug = if words.is_empty() { "actor".to_owned() } else { words.join("-") };
        let mut id = ActorId(slug.clone());
        let mut number = 1;
        while self.actor(&id).is_some() {
            number += 1;
            // Linking counts with a hyphen; what a person makes must never be what linking makes later.
            id = ActorId(format!("{slug}~{number}"));
        }
        Actor { id, name: name.trim().to_owned(), kind, aliases: Vec::new(), affiliation: None }
    }

    /// The articles whose reading mentions the actor, with the name that each uses.
    pub fn articles_of(&self, actor: &ActorId) -> Vec<(ArticleId, String)> {
        let mut found = Vec::new();
        for article in self.articles() {
            let Some(reading) = self.reading(article.id) else { continue };
            let name = reading.actors.iter().enumerate().find(|(at, _)| {
                self.actor_of(article.id, MentionedIx(*at as u32)).is_some_and(|known| known.id == *actor)
            });
            found.extend(name.map(|(_, local)| (article.id, local.name.clone())));
        }
        found
    }

    /// Pairs of actors that look like one and that nobody has decided about: surest reasons first, then by name.
    pub fn likely_duplicates(&self) -> Vec<Duplicate> {
        // Unnamed sources of two articles are not one because both are called "officials".
        let asked = |actor: &&Actor| !self.dismissed().contains(&actor.id) && !actor.id.is_of_one_article();
        let people: Vec<&Actor> = self.actors().filter(asked).collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for (rank, (why, keys)) in REASONS.iter().enumerate() {
            let mut bearers: BTreeMap<String, Vec<&Actor>> = BTreeMap::new();
            for actor in &people {
                for key in keys(actor) {
                    bearers.entry(key).or_default().push(actor);
                }
            }
            for alike in bearers.values() {
                // A key that many bear tells nothing.
                if alike.len() > 6 {
                    continue;
                }
                for (at, a) in alike.iter().enumerate() {
                    for b in &alike[at + 1..] {
                        let (into, from) = if fuller(a, b) { (a, b) } else { (b, a) };
                        let pair =
                            if a.id < b.id { (a.id.clone(), b.id.clone()) } else { (b.id.clone(), a.id.clone()) };
                        if a.id == b.id || !may_be_one(a, b) || self.distinct().contains(&pair) {
                            continue;
                        }
                        if seen.insert(pair) {
                            let duplicate = Duplicate { into: into.id.clone(), from: from.id.clone(), why };
                            found.push((rank, into.name.clone(), duplicate));
                        }
                    }
                }
            }
        }
        found.sort_by(|a, b| (a.0, &a.1, &a.2.from).cmp(&(b.0, &b.1, &b.2.from)));
        found.into_iter().take(LISTED).map(|(_, _, duplicate)| duplicate).collect()
    }
}

type Keys = fn(&Actor) -> Vec<String>;

/// Why two may be one, surest first, with the keys that they then share.
const REASONS: [(&str, Keys); 5] = [
    ("the same name", |actor| names(actor).map(|name| plain(name)).collect()),
    ("the same words in another order", |actor| vec![sorted_words(&actor.name)]),
    ("one is the initials of the other", |actor| names(actor).flat_map(|name| initials(name)).collect()),
    ("the surname alone", |actor| if actor.kind == ActorKind::Person { surname(&actor.name) } else { Vec::new() }),
    ("a letter apart", |actor| one_letter_off(&plain(&actor.name))),
];

fn names(actor: &Actor) -> impl Iterator<Item = &String> {
    std::iter::once(&actor.name).chain(&actor.aliases)
}

/// Whether the first name would rather stay than the second.
fn fuller(a: &Actor, b: &Actor) -> bool {
    let weight = |actor: &Actor| (actor.name.split(' ').count(), actor.name.len());
    (weight(a), &b.id) > (weight(b), &a.id)
}

/// Two people with different given names are two, even where surname or an alias is shared.
fn may_be_one(a: &Actor, b: &Actor) -> bool {
    if a.kind != ActorKind::Person || b.kind != ActorKind::Person {
        return true;
    }
    match (a.name.split_once(' '), b.name.split_once(' ')) {
        (Some((a, _)), Some((b, _))) => {
            let (a, b) = (plain(a), plain(b));
            a.starts_with(&b)
                || b.starts_with(&a)
                || one_letter_off(&a).iter().any(|key| one_letter_off(&b).contains(key))
        }
        _ => true,
    }
}

fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace(['.', '’', '\''], "").replace('-', " ");
    lower.strip_prefix("the ").unwrap_or(&lower).trim().to_owned()
}

fn sorted_words(name: &str) -> String {
    let plain = plain(name);
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !["of", "the", "for", "and"].contains(word)).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The initials of a name of several words, and a name of capitals as it stands.
fn initials(name: &str) -> Vec<String> {
    let capitals: String = name.replace('.', "");
    if capitals.len() >= 3 && capitals.chars().all(|c| c.is_uppercase()) {
        return vec![capitals];
    }
    let first: String =
        name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    if first.chars().count() >= 3 { vec![first] } else { Vec::new() }
}

fn surname(name: &str) -> Vec<String> {
    name.rsplit(' ').next().map(plain).into_iter().collect()
}

/// The name and every way to leave out one of its letters: two names that share one differ by a letter at most.
fn one_letter_off(plain: &str) -> Vec<String> {
    if plain.chars().count() < 5 {
        return Vec::new();
    }
    let without = |at: usize| plain.chars().enumerate().filter(|(n, _)| *n != at).map(|(_, c)| c).collect();
    std::iter::once(plain.to_owned()).chain((0..plain.chars().count()).map(without)).collect()
}
