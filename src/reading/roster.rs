//! Joins the actors of single articles into those of a run or a project. Comes in: readings, one after the other.
//! Goes out: for each local actor the id it has everywhere. Never here: files, and never a change to an id once given.

use std::collections::BTreeMap;

use crate::model::{Actor, ActorId, ActorKind, Mentioned, MentionedIx, Reading};

/// Everybody met so far. Ids are given in the order of meeting and never change, so that codings find their actor.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    actors: BTreeMap<ActorId, Actor>,
    /// Normalised name or alias -> who bears it. Several bearers make a name useless for linking.
    bearers: BTreeMap<String, Vec<ActorId>>,
}

impl Roster {
    /// Nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// A roster of actors known from before, such as a project's.
    pub fn from_actors(actors: impl IntoIterator<Item = Actor>) -> Self {
        let mut roster = Self::new();
        for actor in actors {
            roster.index(&actor);
            roster.actors.insert(actor.id.clone(), actor);
        }
        roster
    }

    /// All actors, by id.
    pub fn actors(&self) -> &BTreeMap<ActorId, Actor> {
        &self.actors
    }

    /// Finds or makes the actor of each local one of `reading`, in the same order.
    pub fn link(&mut self, reading: &Reading) -> Vec<ActorId> {
        let ids: Vec<ActorId> = reading.actors.iter().map(|local| self.link_one(local)).collect();
        for (local, id) in reading.actors.iter().zip(&ids) {
            let affiliation = local.affiliation.and_then(|MentionedIx(ix)| ids.get(ix as usize)).cloned();
            if let (Some(affiliation), Some(actor)) = (affiliation, self.actors.get_mut(id))
                && actor.affiliation.is_none()
                && affiliation != *id
            {
                actor.affiliation = Some(affiliation);
            }
        }
        ids
    }

    fn link_one(&mut self, local: &Mentioned) -> ActorId {
        if let Some(id) = self.known(local) {
            self.extend(&id, local);
            return id;
        }
        let id = self.fresh_id(&local.name);
        let actor = Actor {
            id: id.clone(),
            name: local.name.clone(),
            kind: local.kind,
            aliases: local.aliases.clone(),
            affiliation: None,
        };
        self.index(&actor);
        self.actors.insert(id.clone(), actor);
        id
    }

    /// The one actor of the same kind that bears the local actor's name, or for a person its surname where only
    /// one person bears that.
    fn known(&self, local: &Mentioned) -> Option<ActorId> {
        let fits = |id: &&ActorId| self.actors.get(*id).is_some_and(|actor| compatible(actor, local));
        let only = |name: &str| {
            let found: Vec<&ActorId> = self.bearers.get(&normalise(name)).into_iter().flatten().filter(fits).collect();
            match found.as_slice() {
                [id] => Some((*id).clone()),
                _ => None,
            }
        };
        only(&local.name)
            .or_else(|| (local.kind == ActorKind::Person).then(|| surname(&local.name)).flatten().and_then(only))
    }

    fn extend(&mut self, id: &ActorId, local: &Mentioned) {
        let Some(actor) = self.actors.get_mut(id) else { return };
        for name in std::iter::once(&local.name).chain(&local.aliases) {
            if *name != actor.name && !actor.aliases.contains(name) {
                actor.aliases.push(name.clone());
            }
        }
        // The fuller name of the same person is the better heading; ids stay.
        if local.kind == ActorKind::Person
            && !actor.name.contains(' ')
            && local.name.contains(' ')
            && let Some(at) = actor.aliases.iter().position(|alias| *alias == local.name)
        {
            actor.aliases[at] = std::mem::replace(&mut actor.name, local.name.clone());
        }
        actor.aliases.sort();
        let actor = actor.clone();
        self.index(&actor);
    }

    fn index(&mut self, actor: &Actor) {
        let mut names: Vec<String> =
            std::iter::once(&actor.name).chain(&actor.aliases).map(|name| normalise(name)).collect();
        if actor.kind == ActorKind::Person {
            names.extend(surname(&actor.name).map(normalise));
        }
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let bearers = self.bearers.entry(name).or_default();
            if !bearers.contains(&actor.id) {
                bearers.push(actor.id.clone());
            }
        }
    }

    fn fresh_id(&self, name: &str) -> ActorId {
        let slug: String = name
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let slug = if slug.is_empty() { "actor".to_owned() } else { slug };
        if !self.actors.contains_key(&ActorId(slug.clone())) {
            return ActorId(slug);
        }
        let numbered = (2..).map(|n| ActorId(format!("{slug}-{n}")));
        numbered.into_iter().find(|id| !self.actors.contains_key(id)).unwrap_or(ActorId(slug))
    }
}

/// Two people with different given names are two people, even when they share a surname.
fn compatible(actor: &Actor, local: &Mentioned) -> bool {
    if actor.kind != local.kind {
        return false;
    }
    if local.kind != ActorKind::Person {
        return true;
    }
    match (given(&actor.name), given(&local.name)) {
        (Some(a), Some(b)) => normalise(a) == normalise(b),
        _ => true,
    }
}

fn given(name: &str) -> Option<&str> {
    name.split_once(' ').map(|(first, _)| first)
}

fn surname(name: &str) -> Option<&str> {
    name.rsplit(' ').next()
}

/// Case, dots and the common endings of transliterated surnames do not tell people apart.
fn normalise(name: &str) -> String {
    let lower =
        name.trim().trim_start_matches("the ").trim_start_matches("The ").to_lowercase().replace(['.', '’', '\''], "");
    for ending in ["skiy", "skyy", "skyi", "skij", "ski"] {
        if let Some(stem) = lower.strip_suffix(ending) {
            return format!("{stem}sky");
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Mentioned {
        Mentioned {
            name: name.to_owned(),
            kind: ActorKind::Person,
            aliases: vec![],
            affiliation: None,
            mentions: vec![],
        }
    }

    fn link(roster: &mut Roster, actors: Vec<Mentioned>) -> Vec<ActorId> {
        roster.link(&Reading { actors, ..Reading::default() })
    }

    #[test]
    fn a_surname_and_a_transliteration_find_the_same_person_across_articles() {
        let mut roster = Roster::new();
        let first = link(&mut roster, vec![person("Oleh Varenskiy")]);
        assert_eq!(link(&mut roster, vec![person("Varenskyy")]), first);
        assert_eq!(link(&mut roster, vec![person("Oleh Varensky")]), first);
        assert_eq!(roster.actors().len(), 1);
    }

    #[test]
    fn two_people_of_one_surname_stay_two_and_the_bare_surname_is_neither() {
        let mut roster = Roster::new();
        let mira = link(&mut roster, vec![person("Mira Tolland")]);
        let jon = link(&mut roster, vec![person("Jon Tolland")]);
        assert_ne!(mira, jon);
        let bare = link(&mut roster, vec![person("Tolland")]);
        assert!(bare != mira && bare != jon);
    }

    #[test]
    fn the_fuller_name_becomes_the_heading_and_the_id_stays() {
        let mut roster = Roster::new();
        let id = link(&mut roster, vec![person("Hadrane")]).remove(0);
        link(&mut roster, vec![person("Sela Hadrane")]);
        assert_eq!(roster.actors()[&id].name, "Sela Hadrane");
    }
}
